"""The jitter buffer against bad networks, bad clocks and bad senders, in simulated time, with real Opus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.codec import opus
from media.mixer.delay import CEILING_SAMPLES, RESEND_WINDOW, DelayTarget
from media.mixer.jitter import JitterBuffer, JitterCounters
from media.mixer.timeline import BLOCK
from media.rtp.header import parse_header
from media.testing import Link, OpusStream, Samples, ToneSource, VoiceSource, dominant_hz, level_db, tone_level_db

START_TICK = 5000
SENDER_PHASE_S = 0.007


@dataclass
class Run:
    sound: Samples
    delay_ms: np.ndarray[tuple[int], np.dtype[np.float64]]
    counters: JitterCounters


@cache
def _steady_tone() -> tuple[bytes, ...]:
    """1 kHz has 20 periods in a packet: these repeat without a seam."""
    encoder, source = opus.Encoder(), ToneSource(1000)
    return tuple(encoder.encode(source.read(BLOCK)) for _ in range(100))[50:]


class Simulation:
    """One sender, one link, one buffer.  The sender's clock is ``drift_ppm`` fast; ticks are exact."""

    def __init__(self, stream: OpusStream, link: Link | None = None, *, drift_ppm: float = 0, loop: bool = False) -> None:
        self.stream = stream
        self.buffer = JitterBuffer(opus.Decoder())
        self.link = link or Link()
        self.tick = START_TICK
        self._period_s = stream.samples / 48_000 / (1 + drift_ppm * 1e-6)
        self._loop = loop
        self._next_s = START_TICK / 50 + SENDER_PHASE_S
        self._count = 0
        self._blocks: list[Samples] = []
        self._delays: list[float] = []

    def run(self, seconds: float, before_pull: Callable[[int], None] | None = None) -> None:
        for _ in range(round(seconds * 50)):
            self._send_until(self.tick / 50)
            for at, packet in self.link.receive(self.tick / 50):
                self.push(packet, at)
            if before_pull is not None:
                before_pull(self.tick)
            block = self.buffer.pull(self.tick)
            assert block is None or block.shape == (BLOCK,)
            self._blocks.append(np.zeros(BLOCK, np.float32) if block is None else block)
            self._delays.append(self.buffer.delay_samples / 48)
            self.tick += 1

    def push(self, packet: bytes, at: float) -> None:
        header = parse_header(packet)
        self.buffer.push(header, packet[header.payload_start : header.payload_end], at)

    def _send_until(self, now: float) -> None:
        while self._next_s <= now:
            looped = _steady_tone()
            packet = self.stream.packet(looped[self._count % len(looped)]) if self._loop else self.stream.next()
            self.link.send(self._next_s, packet)
            self._next_s += self._period_s
            self._count += 1

    def sleep(self, seconds: float) -> None:
        """The sender sends nothing for a while and its timestamps go on."""
        self.stream.pause(round(seconds * 48_000))
        self._next_s += seconds

    @property
    def result(self) -> Run:
        return Run(np.concatenate(self._blocks), np.array(self._delays), self.buffer.counters)


def _tone(link: Link | None = None, *, drift_ppm: float = 0, **options: Any) -> Simulation:
    return Simulation(OpusStream(ToneSource(1000), **options), link, drift_ppm=drift_ppm)


def _roughness(sound: Samples, frequency_hz: float = 1000) -> float:
    """The greatest departure from a pure sine anywhere: a click, a jump, a repeated or missing sample."""
    turn = 2 * np.cos(2 * np.pi * frequency_hz / 48_000)
    return float(np.abs(sound[2:] - turn * sound[1:-1] + sound[:-2]).max())


ONE_MISSING_SAMPLE = 0.0023
"""The roughness of a 1 kHz tone at -20 dBFS in which a single sample was dropped at its steepest is some ten times this."""


def test_an_even_stream_passes_untouched_and_soon() -> None:
    simulation = _tone()
    simulation.run(20)
    run = simulation.result
    assert tone_level_db(run.sound[-4800:], 1000) == pytest.approx(-20, abs=0.5)
    assert _roughness(run.sound[48_000:]) < ONE_MISSING_SAMPLE
    assert run.counters.concealed == 0
    assert run.delay_ms[-1] < 5


@pytest.mark.parametrize("drift_ppm", [100, -100])
def test_a_sender_clock_that_drifts_is_followed_without_a_seam(drift_ppm: float) -> None:
    """Ten minutes: 60 ms of drift, thrice what a packet holds."""
    simulation = Simulation(OpusStream(ToneSource(1000)), drift_ppm=drift_ppm, loop=True)
    simulation.run(600)
    run = simulation.result
    assert run.counters.concealed == 0
    assert run.delay_ms[500:].max() < 30
    assert _roughness(run.sound[48_000:]) < ONE_MISSING_SAMPLE
    assert dominant_hz(run.sound[-9600:]) == pytest.approx(1000, abs=5)


def test_drift_under_jitter_keeps_the_delay_bounded() -> None:
    simulation = Simulation(OpusStream(ToneSource(1000)), Link(4, jitter_s=0.03, reorder=True), drift_ppm=-100, loop=True)
    simulation.run(300)
    run = simulation.result
    assert run.delay_ms.max() < 65
    assert run.counters.concealed < 0.02 * len(run.sound)
    assert _roughness(run.sound[48_000:]) < ONE_MISSING_SAMPLE * 3


def test_jitter_and_reordering_within_thirty_ms_are_inaudible() -> None:
    simulation = _tone(Link(7, jitter_s=0.03, reorder=True))
    simulation.run(20)
    run = simulation.result
    assert run.counters.concealed == 0
    assert _roughness(run.sound[48_000:]) < ONE_MISSING_SAMPLE
    assert run.delay_ms[100:].max() <= 41


def test_duplicates_are_heard_once() -> None:
    simulation = _tone(Link(7, jitter_s=0.03, reorder=True, duplicate=0.5))
    simulation.run(10)
    run = simulation.result
    assert run.counters.duplicate > 150
    assert _roughness(run.sound[48_000:]) < ONE_MISSING_SAMPLE


def _speech_over(loss: float, *, fec: bool) -> Simulation:
    simulation = Simulation(OpusStream(VoiceSource(2), fec=fec), Link(11, loss=loss, jitter_s=0.01))
    simulation.run(30)
    return simulation


def test_lost_packets_come_back_from_the_next_ones_fec() -> None:
    simulation = _speech_over(0.05, fec=True)
    counters = simulation.result.counters
    voiced_losses = 0.6 * simulation.link.lost
    assert counters.recovered > 0.8 * voiced_losses
    assert counters.concealed < 0.5 * simulation.link.lost * BLOCK


def test_without_fec_losses_are_concealed() -> None:
    simulation = _speech_over(0.05, fec=False)
    counters = simulation.result.counters
    assert counters.recovered == 0
    assert counters.concealed == pytest.approx(simulation.link.lost * BLOCK, rel=0.1)


def test_one_lost_packet_of_a_tone_leaves_no_hole() -> None:
    simulation = _tone(Link(lose=[60]))
    simulation.run(3)
    run = simulation.result
    assert run.counters.concealed == BLOCK
    frames = run.sound[48_000:].reshape(-1, 240)
    assert 10 * np.log10(np.mean(frames**2, axis=1).min()) > -50


def test_a_long_loss_fades_to_silence_and_the_sound_returns() -> None:
    simulation = _tone(Link(lose=range(100, 130)))
    simulation.run(5)
    run = simulation.result
    gap = run.sound[100 * BLOCK + 8000 : 128 * BLOCK]
    assert level_db(gap) < -90
    assert tone_level_db(run.sound[-4800:], 1000) == pytest.approx(-20, abs=0.5)


def test_a_stall_of_the_network_is_waited_for_and_the_delay_recovers_in_pauses() -> None:
    class Stalled(Link):
        def send(self, now: float, packet: bytes) -> bool:
            return super().send(102.12 if 102 < now < 102.12 else now, packet)

    simulation = Simulation(OpusStream(VoiceSource(2)), Stalled())
    simulation.run(12)
    run = simulation.result
    assert run.counters.late == 0
    assert run.delay_ms[110:200].min() > 90
    assert run.delay_ms[-1] < 10
    assert run.counters.jumps >= 4


def test_what_comes_later_than_the_ceiling_is_given_up() -> None:
    class Stalled(Link):
        def send(self, now: float, packet: bytes) -> bool:
            return super().send(102.5 if 102 < now < 102.5 else now, packet)

    simulation = Simulation(OpusStream(VoiceSource(2)), Stalled())
    simulation.run(5)
    run = simulation.result
    assert run.counters.late > 10
    assert run.delay_ms.max() < 185


@pytest.mark.parametrize("ptime_ms", [10, 20, 40, 60])
def test_packets_of_every_usual_length_are_played(ptime_ms: int) -> None:
    simulation = _tone(Link(3, jitter_s=0.02, reorder=True), drift_ppm=50, ptime_ms=ptime_ms)
    simulation.run(6)
    run = simulation.result
    assert run.counters.concealed == 0
    assert _roughness(run.sound[48_000:]) < ONE_MISSING_SAMPLE


def test_the_packet_length_may_change_while_running() -> None:
    source = ToneSource(1000)
    simulation = Simulation(OpusStream(source))
    simulation.run(2)
    old = simulation.stream
    simulation.stream = OpusStream(
        source, ptime_ms=40, sequence_number=old.sequence_number, timestamp=old.timestamp, ssrc=old.ssrc
    )
    simulation._period_s = 0.04
    simulation.run(3)
    run = simulation.result
    assert run.counters.restarts == 0
    assert tone_level_db(run.sound[-4800:], 1000) == pytest.approx(-20, abs=0.5)


def test_numbers_that_wrap_go_unnoticed() -> None:
    simulation = _tone(Link(3, jitter_s=0.02, reorder=True), sequence_number=65_500, timestamp=2**32 - 50_000)
    simulation.run(5)
    run = simulation.result
    assert (run.counters.concealed, run.counters.restarts, run.counters.late) == (0, 0, 0)
    assert _roughness(run.sound[48_000:]) < ONE_MISSING_SAMPLE


@pytest.mark.parametrize("pause_s", [0.3, 5.0])
def test_a_pause_of_the_sender_is_silence_and_adds_no_delay(pause_s: float) -> None:
    simulation = _tone()
    simulation.run(8)
    before = simulation.result.delay_ms[-1]
    simulation.sleep(pause_s)
    simulation.run(pause_s + 8)
    run = simulation.result
    assert run.counters.restarts == 0
    assert run.delay_ms[-1] <= before + 5
    assert tone_level_db(run.sound[-4800:], 1000) == pytest.approx(-20, abs=0.5)


def test_an_idle_buffer_costs_nothing() -> None:
    simulation = _tone(Link(lose=range(100, 10_000)))
    simulation.run(5)
    assert simulation.buffer.pull(simulation.tick) is None


def test_a_restarted_publisher_goes_on_within_a_moment() -> None:
    simulation = _tone()
    simulation.run(3)
    simulation.stream = OpusStream(ToneSource(1000), ssrc=77, sequence_number=9, timestamp=123_456_789)
    simulation.run(3)
    run = simulation.result
    assert run.counters.restarts == 1
    hole = run.sound[3 * 48_000 - 4800 : 3 * 48_000 + 9600].reshape(-1, 240)
    assert np.sum(np.mean(hole**2, axis=1) < 1e-5) * 5 <= 60
    assert tone_level_db(run.sound[-4800:], 1000) == pytest.approx(-20, abs=0.5)


def test_stragglers_of_the_old_stream_do_not_bring_it_back() -> None:
    simulation = _tone()
    simulation.run(3)
    old = simulation.stream
    simulation.stream = OpusStream(ToneSource(1000), ssrc=77, timestamp=5)
    simulation.run(1)
    restarts = simulation.buffer.counters.restarts
    for _ in range(5):
        simulation.push(old.next(), simulation.tick / 50)
    simulation.run(1)
    assert simulation.buffer.counters.restarts == restarts


@pytest.mark.parametrize("jump", [48_000 * 100, -48_000 * 100, 1 << 31, -20_000])
def test_a_jump_of_the_timestamps_is_survived(jump: int) -> None:
    simulation = _tone()
    simulation.run(3)
    simulation.stream.timestamp += jump
    simulation.run(8)
    run = simulation.result
    assert tone_level_db(run.sound[-4800:], 1000) == pytest.approx(-20, abs=0.5)
    assert run.delay_ms[-1] < 25


def test_a_sender_that_begins_its_sequence_anew_is_heard() -> None:
    simulation = _tone()
    simulation.run(3)
    simulation.stream.sequence_number -= 700
    simulation.run(3)
    assert tone_level_db(simulation.result.sound[-4800:], 1000) == pytest.approx(-20, abs=0.5)


def test_a_flood_is_bounded() -> None:
    simulation = _tone()
    simulation.run(1)
    for _ in range(500):
        simulation.push(simulation.stream.next(), simulation.tick / 50)
    assert len(simulation.buffer._store) <= 64


def test_ticks_the_machine_missed_are_jumped_over() -> None:
    simulation = _tone()
    simulation.run(8)
    simulation.tick += 5
    simulation.run(6)
    assert simulation.result.delay_ms[-1] < 10
    simulation.tick += 500
    simulation.run(6)
    assert simulation.result.delay_ms[-1] < 10
    assert tone_level_db(simulation.result.sound[-4800:], 1000) == pytest.approx(-20, abs=0.5)


def test_garbage_payloads_between_good_ones_are_counted_and_concealed() -> None:
    simulation = _tone()
    simulation.run(2)

    def poison(tick: int) -> None:
        if tick % 10 == 0:
            simulation.push(simulation.stream.packet(b"\xff" * 30), tick / 50)
            simulation.stream.sequence_number -= 1
            simulation.stream.timestamp -= 960

    simulation.run(2, poison)
    run = simulation.result
    assert run.counters.corrupt == 10
    assert tone_level_db(run.sound[-4800:], 1000) == pytest.approx(-20, abs=1)


@given(
    st.lists(
        st.tuples(st.integers(0, 65_535), st.integers(0, 2**32 - 1), st.integers(0, 3), st.binary(max_size=60)), max_size=80
    )
)
@settings(max_examples=60, deadline=None)
def test_no_sequence_of_packets_breaks_it(packets: list[tuple[int, int, int, bytes]]) -> None:
    buffer, tick = JitterBuffer(opus.Decoder()), 100
    stream = OpusStream(ToneSource(500))
    for number, timestamp, ssrc, payload in packets:
        stream.sequence_number, stream.timestamp, stream.ssrc = number, timestamp, ssrc
        packet = stream.packet(payload or stream._encoder.encode(stream.source.read(BLOCK)))
        header = parse_header(packet)
        buffer.push(header, packet[12:], tick / 50)
        if number % 3:
            tick += 1
            block = buffer.pull(tick)
            assert block is None or block.shape == (BLOCK,)


def test_a_packet_that_comes_while_its_place_is_concealed_is_decoded_as_if_nothing_had_been_invented() -> None:
    class Late(Link):
        def send(self, now: float, packet: bytes) -> bool:
            return super().send(now + 0.045 * (self.sent == 60), packet)

    class Remembering(opus.Decoder):
        def __init__(self) -> None:
            super().__init__()
            self.decoded: list[Samples] = []

        def decode(self, packet: bytes) -> Samples:
            self.decoded.append(super().decode(packet).copy())
            return self.decoded[-1]

    decoders = []
    for link in (Link(), Late(reorder=True)):
        simulation = Simulation(OpusStream(VoiceSource(2)), link)
        decoders.append(decoder := Remembering())
        simulation.buffer = JitterBuffer(decoder)
        simulation.run(2)
    assert simulation.result.counters.late == 0 < simulation.result.counters.concealed
    clean, late = (np.concatenate(decoder.decoded[:95]) for decoder in decoders)
    np.testing.assert_array_equal(clean, late)


def test_the_delay_grows_and_shrinks_in_mid_speech_by_periods_of_the_voice() -> None:
    """No pause in it: a tone that goes on for ever; three quarters of a second instead of six."""
    simulation = _tone(Link(lose=()))
    simulation.run(6)
    for lateness in (4000, 4000):
        simulation.buffer._target.add_resend(simulation.buffer._target.fastest + lateness)
    simulation.run(1.2)
    assert simulation.result.delay_ms[-1] > 75
    assert _roughness(simulation.result.sound[48_000:]) < ONE_MISSING_SAMPLE
    simulation.run(33)
    assert simulation.result.delay_ms[-1] < 10, "the loss is over"
    assert _roughness(simulation.result.sound[48_000:]) < ONE_MISSING_SAMPLE
    assert tone_level_db(simulation.result.sound[-4800:], 1000) == pytest.approx(-20, abs=0.5)


def test_resends_are_waited_for_once_two_came_and_never_beyond_the_ceiling() -> None:
    target = DelayTarget()
    target.start(0)
    for _ in range(300):
        target.add(0)
    target.add_resend(3000)
    assert target.samples == 0
    target.add_resend(3000)
    assert target.samples == 3000
    for _ in range(20):
        target.add_resend(CEILING_SAMPLES + 1)
    assert target.samples == 3000, "what could not be heard is not waited for"
    for _ in range(RESEND_WINDOW + 1):
        target.add(0)
    assert target.samples == 0
