"""What may be set about the mix; ``config/reference.toml`` explains the reasons of the defaults."""

from __future__ import annotations

from dataclasses import dataclass

from media.mixer.delay import CEILING_SAMPLES

LIMITS: dict[str, tuple[float, float]] = {
    "bitrate_bps": (24_000, 256_000),
    "complexity": (0, 10),
    "loss_percent": (0, 100),
    "ceiling_db": (-40, 0),
    "jitter_min_ms": (0, 400),
    "jitter_max_ms": (20, 1000),
    "loudness_lufs": (-40, -14),
    "loudness_range_db": (0, 20),
    "loudness_rate_db_s": (0.1, 6),
}


@dataclass(frozen=True, slots=True)
class MixerSettings:
    """Raises ``ValueError``, a sentence, on a value out of its limits."""

    bitrate_bps: int = 64_000
    """Below 64,000 hybrid Opus starves the highest octave beside loud speech."""
    complexity: int = 5
    fec: bool = True
    loss_percent: int = 10
    ceiling_db: float = -6.0
    """dBFS that no sample of a bus exceeds."""
    jitter_min_ms: int = 0
    """What a jitter buffer waits at least beyond the fastest packet ..."""
    jitter_max_ms: int = CEILING_SAMPLES // 48
    """... and at most."""
    loudness_lufs: float = -23.0
    """Loudness that every microphone and desk is brought to ..."""
    loudness_range_db: float = 12.0
    """... by at most so much up or down; 0: none is touched ..."""
    loudness_rate_db_s: float = 1.0
    """... and no faster than this."""

    def __post_init__(self) -> None:
        for name, (least, most) in LIMITS.items():
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"mixer.{name} must be between {least:,} and {most:,}, not {getattr(self, name):,}")
        if self.jitter_min_ms > self.jitter_max_ms:
            raise ValueError(f"mixer.jitter_min_ms must be at most mixer.jitter_max_ms, {self.jitter_max_ms}")
