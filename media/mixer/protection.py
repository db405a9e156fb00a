"""What every mix passes before it is encoded: hearing protection, then the limiter; and its energy for the meter."""

from __future__ import annotations

from media.mixer.hearing import HearingProtection
from media.mixer.levels import Samples, energy
from media.mixer.limiter import Limiter


class ReferenceProtection:
    """One mix; see ``media.mixer.kernel.Protection``.  ``ceiling_db``: dBFS no sample exceeds."""

    def __init__(self, ceiling_db: float = -6.0) -> None:
        self._hearing = HearingProtection()
        self._limiter = Limiter(ceiling_db)

    def process(self, block: Samples) -> tuple[Samples, float]:
        sound = self._limiter.process(self._hearing.process(block))
        return sound, energy(sound)
