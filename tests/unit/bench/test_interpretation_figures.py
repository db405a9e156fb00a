"""The figures of interpretation by the mixer in simulated time, and that the measures see what they are to see."""

from __future__ import annotations

import numpy as np
import pytest

from bench.handover import continuity, longest_without
from bench.hearing import burst, exceeding, loud_sounds, self_hearing_db, server_band_hz
from bench.house import Packet
from bench.intelligibility import aligned, carried, clips
from bench.mixer import speech_latency_ms
from bench.speech_path import bursts, onsets
from bench.sweep import band_hz, sweep
from headless.clips import SILENCE
from media.rtp.header import build_packet, parse_header
from media.testing import decode_all, tone

SECOND = 48_000


def test_nobody_hears_themselves_on_any_bus() -> None:
    found = self_hearing_db()
    assert set(found) == {"floor", "en", "fr", "booth:fr", "room"}
    assert max(found.values()) < -60


@pytest.mark.parametrize("name", ["tone", "low tone", "pink noise", "voice", "clicks"])
def test_a_burst_of_forty_decibels_exceeds_the_ceiling_by_one_for_five_milliseconds_at_most(name: str) -> None:
    assert burst(loud_sounds()[name]).above_ms <= 5


def test_what_exceeds_the_ceiling_is_seen() -> None:
    sound = np.concatenate(
        (tone(1000, SECOND, level_db=-30), tone(1000, 480, level_db=-6), tone(1000, SECOND, level_db=-30))
    )
    found = exceeding(sound, -6.0)
    assert found.over_db == pytest.approx(3, abs=0.1)
    assert 9 <= found.above_ms <= 11


def test_speech_leaves_the_mixer_within_its_share_of_eighty_milliseconds() -> None:
    assert speech_latency_ms(seconds=20)["p95"] < 70


@pytest.mark.parametrize("gap_ms", [0, 30, 80])
def test_a_gap_between_two_tones_is_measured(gap_ms: int) -> None:
    gap = np.zeros(gap_ms * 48, np.float32)
    sound = np.concatenate((tone(1000, SECOND, level_db=-23), gap, tone(2000, SECOND, level_db=-23)))
    assert longest_without(sound, (1000, 2000), -23) == pytest.approx(max(gap_ms - 4, 0), abs=6)


def test_the_floor_in_a_gap_is_neither_desk() -> None:
    parts = tone(1000, SECOND, level_db=-23), tone(440, SECOND // 10, level_db=-23), tone(2000, SECOND, level_db=-23)
    assert longest_without(np.concatenate(parts), (1000, 2000), -23) > 80


def _packet(number: int, timestamp: int) -> Packet:
    data = build_packet(
        SILENCE, payload_type=111, sequence_number=number & 0xFFFF, timestamp=timestamp & 0xFFFFFFFF, ssrc=1, marker=False
    )
    return Packet(0.0, parse_header(data), SILENCE)


def test_a_stream_that_wraps_goes_on_and_one_that_jumps_does_not() -> None:
    even = [_packet(65_534 + n, (1 << 32) - 1920 + n * 960) for n in range(5)]
    assert continuity(even) == (0, 0)
    assert continuity([*even[:2], *even[3:]]) == (1, 1)
    assert continuity([*even, _packet(65_539, 17)])[0] == 1


def test_bursts_are_found_one_by_one() -> None:
    assert len(onsets(decode_all(bursts().frames * 3))) == 3


def test_carried_speech_is_brought_back_to_its_time() -> None:
    said = clips(4)["en"]
    back = aligned(said, carried(said, 0.05))
    likeness = np.corrcoef(said[SECOND : len(back)], back[SECOND:])[0, 1]
    assert likeness > 0.7


@pytest.mark.parametrize(("low_hz", "high_hz"), [(0, 24_000), (200, 8_000), (0, 12_000)])
def test_the_band_left_of_a_sweep_is_found(low_hz: float, high_hz: float) -> None:
    sent = np.tile(sweep(), 3)
    spectrum = np.fft.rfft(np.roll(sent, 12_345))
    hz = np.fft.rfftfreq(len(sent), 1 / 48_000)
    heard = np.fft.irfft(spectrum * ((hz > low_hz) & (hz < high_hz)) * 0.3, len(sent)).astype(np.float32)
    low, high = band_hz(sent, heard)
    assert low == pytest.approx(max(low_hz, 65), rel=0.2)
    assert high == pytest.approx(min(high_hz, 17_000), rel=0.15)


def test_the_servers_part_keeps_the_band() -> None:
    low, high = server_band_hz()
    assert low <= 125 and high >= 15_000
