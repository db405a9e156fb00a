"""Renditions on the clock of ticks, their AAC, and how loud they are."""

from __future__ import annotations

import av
import numpy as np
import pytest

from media.testing import ToneSource, VoiceSource, tone_level_db
from media.webcast.encoding import SoundEncoder
from media.webcast.meters import SoundMeter, true_peak
from media.webcast.sound import AHEAD_TICKS, PATIENCE_TICKS, TickLine

BLOCK = 960


def l16(value: int) -> bytes:
    return np.full(BLOCK, value, ">i2").tobytes()


def taken(line: TickLine, now_tick: int) -> list[int | None]:
    return [None if block is None else round(float(block[0]) * 32767) for block in line.due(now_tick)]


def test_blocks_come_out_in_the_order_of_their_ticks_whatever_order_they_came_in() -> None:
    line = TickLine(96)
    for tick in (97, 96, 98):
        line.add(tick, l16(tick))
    assert taken(line, 98) == [96, 97, 98]
    assert line.missing == line.late == 0


def test_a_tick_that_a_later_one_has_overtaken_is_silence_at_once() -> None:
    line = TickLine(0)
    line.add(1, l16(1))
    assert taken(line, 1) == [None, 1]
    assert line.missing == 1
    line.add(0, l16(9))
    assert line.late == 1 and taken(line, 2) == []


def test_a_worker_that_was_held_up_waits_for_the_blocks_that_still_come() -> None:
    line = TickLine(0)
    for tick in range(10):
        line.add(tick, l16(tick))
    assert taken(line, 40) == list(range(10)), "held up for half a second"
    for tick in range(10, 41):
        line.add(tick, l16(tick))
        assert taken(line, 41) == [tick]
    assert line.missing == 0


def test_a_mixer_that_has_gone_is_waited_for_and_then_silence() -> None:
    line = TickLine(0)
    line.add(0, l16(1))
    assert taken(line, 0) == [1]
    assert taken(line, PATIENCE_TICKS) == []
    assert taken(line, PATIENCE_TICKS + 1) == [None]
    assert taken(line, PATIENCE_TICKS + 5) == [None] * 4


def test_a_rendition_that_never_comes_is_silence_at_the_pace_of_the_clock() -> None:
    line = TickLine(0)
    assert len(taken(line, 499)) == 500 - PATIENCE_TICKS


def test_blocks_from_before_the_beginning_and_far_ahead_are_dropped() -> None:
    line = TickLine(100)
    line.add(99, l16(1))
    line.add(100 + AHEAD_TICKS, l16(1))
    assert taken(line, 100 + AHEAD_TICKS + PATIENCE_TICKS) == [None] * (AHEAD_TICKS + 1)


def decoded(encoder: SoundEncoder, packets: list[bytes]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    decoder = av.CodecContext.create("aac", "r")
    assert isinstance(decoder, av.AudioCodecContext)
    decoder.extradata = encoder.config
    frames = [frame for data in packets for frame in decoder.decode(av.Packet(data))]
    return np.concatenate([frame.to_ndarray()[0] for frame in frames])


def test_sound_keeps_its_sample_number_through_the_encoder() -> None:
    encoder, source = SoundEncoder(), ToneSource(1000)
    packets = []
    for tick in range(100):
        block = source.read(BLOCK) if tick >= 50 else np.zeros(BLOCK, np.float32)
        packets += encoder.encode(block)
    assert [packet.pts for packet in packets] == [1024 * n - 1024 for n in range(len(packets))]
    sound = decoded(encoder, [packet.data for packet in packets])[1024:]
    onset = int(np.argmax(np.abs(sound) > 0.02))
    assert onset == pytest.approx(50 * BLOCK, abs=480), "within 10 ms of where it began"
    assert tone_level_db(sound[60 * BLOCK : 80 * BLOCK], 1000) == pytest.approx(-20, abs=0.5)


def heard(source: ToneSource | VoiceSource, ticks: int) -> SoundMeter:
    meter = SoundMeter()
    for _ in range(ticks):
        meter.hear(source.read(BLOCK))
    return meter


def test_loudness_of_a_tone_is_what_the_recommendation_says() -> None:
    """EBU Tech 3341 case 1 in one channel: a 997 Hz sine of -23 dBFS peak is at -26 LUFS."""
    reading = heard(ToneSource(997, level_db=-23 - 3.01), 250).read()
    assert reading.lufs == pytest.approx(-26.0, abs=0.2)
    assert reading.momentary_lufs == pytest.approx(-26.0, abs=0.2)
    assert reading.true_peak_dbtp == pytest.approx(-23.0, abs=0.3)
    assert reading.silent_s == pytest.approx(0.02)


def test_pauses_do_not_count_and_silence_is_told() -> None:
    meter = heard(ToneSource(997, level_db=-26), 250)
    for _ in range(250):
        meter.hear(np.zeros(BLOCK, np.float32))
    reading = meter.read()
    assert reading.lufs == pytest.approx(-26.0, abs=0.3)
    assert (reading.momentary_lufs, reading.true_peak_dbtp) == (-127.0, -127.0)
    assert reading.silent_s == pytest.approx(5.0, abs=0.05)


def test_a_peak_between_samples_is_found() -> None:
    """A sine of a quarter of the sample rate, sampled 45 degrees off its peaks: true peak 3 dB above the samples."""
    sine = np.sin(np.pi / 2 * np.arange(BLOCK) + np.pi / 4).astype(np.float32) * 0.5
    assert np.abs(sine).max() == pytest.approx(0.354, abs=0.001)
    assert true_peak(sine[11:], sine[:11]) == pytest.approx(0.5, abs=0.02)


def test_nothing_heard_yet_is_nothing_known() -> None:
    reading = SoundMeter().read()
    assert reading.lufs is None and reading.silent_s == 0
    assert heard(ToneSource(1000, level_db=-20), 5).read().lufs is None
