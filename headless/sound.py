"""Measuring received sound: level and tones.  Pure; mono float samples at 48 kHz."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
RATE_HZ = 48_000
SILENT_DBFS = -127.0


def level_dbfs(samples: Samples) -> float:
    """RMS against full scale; :data:`SILENT_DBFS` for nothing at all."""
    power = float(np.mean(np.square(samples, dtype=np.float64))) if len(samples) else 0.0
    return max(SILENT_DBFS, 10 * np.log10(power)) if power > 0 else SILENT_DBFS


def tone_dbfs(samples: Samples, frequency_hz: float, width_hz: float = 12.0) -> float:
    """RMS of what lies within ``width_hz`` of a frequency, by FFT with a Hann window."""
    if len(samples) < RATE_HZ // 20:
        return SILENT_DBFS
    window = np.hanning(len(samples))
    power = np.abs(np.fft.rfft(samples * window)) ** 2
    frequencies = np.fft.rfftfreq(len(samples), 1 / RATE_HZ)
    width_hz = max(width_hz, 3 * RATE_HZ / len(samples))
    inside = float(power[np.abs(frequencies - frequency_hz) <= width_hz].sum())
    total = 2 * inside / (len(samples) * float(np.sum(window**2)))
    return max(SILENT_DBFS, float(10 * np.log10(total))) if total > 0 else SILENT_DBFS


def loudest_hz(samples: Samples) -> float:
    """The strongest frequency above 60 Hz."""
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    frequencies = np.fft.rfftfreq(len(samples), 1 / RATE_HZ)
    power[frequencies < 60] = 0
    return float(frequencies[int(np.argmax(power))])
