"""The mixer's inner loops: the native twins where they were built, else the references that specify them.

``HEMICYCLE_MIXER=reference|native`` forces one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Final, Protocol

from media.mixer import levels
from media.mixer.levels import Samples
from media.mixer.protection import ReferenceProtection


class Protection(Protocol):
    """What a mix passes before it is encoded.  Made with the ceiling in dBFS."""

    def process(self, block: Samples) -> tuple[Samples, float]:
        """The block of 960 samples that came 192 samples (4 ms) before, safe to hear, and the sum of its squared samples.

        It belongs to the protection and changes with the next call.
        """


def _native() -> ModuleType | None:
    wanted = os.environ.get("HEMICYCLE_MIXER", "")
    if wanted == "reference":
        return None
    try:
        return import_module("media.mixer._native")
    except ImportError:
        if wanted == "native":
            raise
        return None


native: Final = _native()
make_protection: Callable[[float], Protection] = native.NativeProtection if native else ReferenceProtection
energy_and_peak: Callable[[Samples], tuple[float, float]] = native.energy_and_peak if native else levels.energy_and_peak
