"""Builds the optional native parts in place: the fan-out kernel, the mixer's inner loops and the load generator's receiver.

``python setup.py build_ext --inplace``; metadata are in pyproject.toml.

``HEMICYCLE_SANITIZE=1`` builds it with the address and undefined-behaviour sanitizers (``make sanitize``).
"""

import os

from Cython.Build import cythonize
from setuptools import Extension, setup

SANITIZE = ["-fsanitize=address,undefined", "-fno-omit-frame-pointer"] if os.environ.get("HEMICYCLE_SANITIZE") else []

setup(
    ext_modules=cythonize(
        [
            Extension(
                "media.fanout._native",
                ["media/fanout/_native.pyx"],
                depends=["media/fanout/_wire.pxi", "media/fanout/_rows.pxi", "media/fanout/_engine.pxi"],
                libraries=["pthread"],
                extra_compile_args=["-O1" if SANITIZE else "-O3", "-g", *SANITIZE],
                extra_link_args=SANITIZE,
                optional=True,
            ),
            Extension(
                "media.mixer._native",
                ["media/mixer/_native.pyx"],
                extra_compile_args=["-O1" if SANITIZE else "-O3", "-g", *SANITIZE],
                extra_link_args=SANITIZE,
                optional=True,
            ),
            Extension(
                "headless._receiver",
                ["headless/_receiver.pyx"],
                define_macros=[("_GNU_SOURCE", "1")],
                libraries=["pthread"],
                extra_compile_args=["-O1" if SANITIZE else "-O3", "-g", *SANITIZE],
                extra_link_args=SANITIZE,
                optional=True,
            ),
        ],
        language_level=3,
    )
)
