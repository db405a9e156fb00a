"""Builds the optional native fan-out kernel in place: ``python setup.py build_ext --inplace``.  Metadata: pyproject.toml."""

from Cython.Build import cythonize
from setuptools import Extension, setup

setup(
    ext_modules=cythonize(
        [
            Extension(
                "media.fanout._native",
                ["media/fanout/_native.pyx"],
                libraries=["pthread"],
                extra_compile_args=["-O2", "-g"],
                optional=True,
            )
        ],
        language_level=3,
    )
)
