"""Buses in packets of 40 ms beside those of 20: when they come, what they say, and that they sound the same."""

from __future__ import annotations

import numpy as np
import pytest

from bus.messages import MeetingState, Microphone, Output
from media.clock import rtp_timestamp
from media.codec.opus import Decoder, has_fec, packet_samples
from media.mixer.mixer import Mixer
from media.mixer.output import OutputBus, Packet
from media.mixer.settings import MixerSettings
from media.testing import ToneSource, VoiceSource, level_db, longest_quiet_samples, tone_level_db
from tests.unit.media.studio import FIRST_TICK, MEETING, Studio, microphone, output, packets_of

SECOND = 50
LONG = output("floor", ptime_ms=40)
SHORT = output("floor")


def test_packets_of_40_ms_begin_at_even_ticks() -> None:
    mixer = Mixer()
    mixer.apply(MeetingState(MEETING, outputs=(LONG,)))
    packets = [(tick, packet) for tick in range(FIRST_TICK, FIRST_TICK + 8) for packet in packets_of(mixer, tick)]
    assert [tick - FIRST_TICK for tick, _ in packets] == [1, 3, 5, 7]
    for tick, packet in packets:
        assert packet.bus == f"{MEETING}/floor@40"
        assert packet.timestamp == rtp_timestamp(tick - 1) and packet_samples(packet.payload) == 1920


def test_one_mix_is_encoded_once_for_both_lengths() -> None:
    mixer = Mixer()
    mixer.apply(MeetingState(MEETING, outputs=(LONG, SHORT)))
    for tick in range(FIRST_TICK, FIRST_TICK + 10):
        packets_of(mixer, tick)
    gauges = mixer.gauges()
    assert (gauges["packets_encoded"], gauges["buses"], gauges["encoders"]) == (10, 2, 1)
    mixer.apply(MeetingState(MEETING, microphones=(Microphone("a/mic", "armed"),), outputs=(LONG,)))
    assert [len(packets_of(mixer, FIRST_TICK + 10 + n)) for n in range(4)] == [0, 1, 0, 1], "and goes on for one alone"
    assert set(mixer.levels()[0].buses) == {"floor@40"}


def test_a_bus_of_40_ms_says_the_same_as_the_one_of_20_at_the_same_timestamps() -> None:
    studio = Studio()
    studio.publish("ada", VoiceSource(3))
    studio.state(microphone("ada"), LONG, SHORT)
    studio.run(4 * SECOND)
    short, long = studio.sound("floor", 0), studio.sound("floor@40", 0)
    assert studio.timestamps["floor@40"] == studio.timestamps["floor"][::2]
    assert len(short) == len(long)
    assert np.array_equal(short, long)


def test_a_tone_goes_through_packets_of_40_ms_without_a_seam() -> None:
    studio = Studio()
    studio.publish("ada", ToneSource(1000.0))
    studio.state(microphone("ada"), LONG)
    studio.run(4 * SECOND)
    sound = studio.sound("floor@40", SECOND)
    assert longest_quiet_samples(sound) < 48
    tone = tone_level_db(sound[48_000:], 1000.0)
    assert tone == pytest.approx(-20, abs=1)
    assert tone_level_db(sound[48_000:], 1000.0 + 25) < tone - 50, "nothing beats at the packets' rate"


def test_shorter_packets_of_a_tick_go_first() -> None:
    mixer = Mixer()
    outputs = (LONG, output("ar", ptime_ms=40), SHORT, output("ru"))
    mixer.apply(MeetingState(MEETING, channels=("ar", "ru"), outputs=outputs))
    sent = [[packet.bus.removeprefix(f"{MEETING}/") for packet in packets_of(mixer, FIRST_TICK + n)] for n in range(5)]
    assert sent[1:] == 2 * [["floor", "ru", "floor@40"], ["floor", "ru", "ar@40"]]


def test_half_of_the_mixes_begin_their_pairs_at_odd_ticks() -> None:
    """So that the passes over all listeners do not fall into one tick."""
    mixer = Mixer()
    channels = ("ar", "zh", "en", "fr", "ru", "es")
    mixer.apply(
        MeetingState(MEETING, channels=channels, outputs=tuple(output(c, ptime_ms=40) for c in ("floor", *channels)))
    )
    first: dict[str, list[int]] = {}
    packets_of(mixer, FIRST_TICK - 1)
    for tick in range(FIRST_TICK, FIRST_TICK + 20):
        for packet in packets_of(mixer, tick):
            assert packet.timestamp == rtp_timestamp(tick - 1)
            assert packet_samples(packet.payload) == 1920
            first.setdefault(packet.bus, []).append((tick - 1) % 2)
    assert all(len(set(phases)) == 1 for phases in first.values()), "a bus keeps its phase"
    assert sorted(phases[0] for phases in first.values()) == [0, 0, 0, 0, 1, 1, 1]


def test_mixes_that_come_and_go_leave_the_phases_balanced() -> None:
    mixer = Mixer()
    stays, goes = output("fr", ptime_ms=40), output("ru", ptime_ms=40)
    mixer.apply(MeetingState("a", channels=("fr", "ru"), outputs=(LONG, stays, goes)))
    mixer.apply(MeetingState("a", channels=("fr", "ru"), outputs=(stays,)))
    mixer.apply(MeetingState("b", outputs=(LONG,)))
    begun = {
        packet.bus: tick % 2 for tick in (FIRST_TICK, FIRST_TICK + 1, FIRST_TICK + 2) for packet in packets_of(mixer, tick)
    }
    assert set(begun) == {"a/fr@40", "b/floor@40"} and begun["a/fr@40"] != begun["b/floor@40"]


def test_a_mix_in_long_packets_alone_is_encoded_in_pairs() -> None:
    mixer = Mixer()
    mixer.apply(MeetingState(MEETING, outputs=(LONG,)))
    encoded = []
    for tick in range(FIRST_TICK, FIRST_TICK + 6):
        packets_of(mixer, tick)
        encoded.append(mixer.counters.encoded)
    assert encoded == [0, 2, 2, 4, 4, 6]


def test_long_packets_are_the_same_whoever_comes_and_goes_beside_them() -> None:
    """A listener of 20 ms who comes or leaves in the middle of a pair changes nothing for those of 40 ms."""
    alone, visited = Studio(), Studio()
    for studio in (alone, visited):
        studio.publish("ada", VoiceSource(3))
        studio.state(microphone("ada"), LONG)
    random = np.random.default_rng(2)
    for ticks in (1, *random.integers(1, 6, 60)):
        both = bool(random.integers(2))
        visited.state(microphone("ada"), LONG, *([SHORT] if both else []))
        for studio in (alone, visited):
            studio.run(int(ticks))
    assert len(visited.payloads["floor"]) > 40
    assert visited.payloads["floor@40"] == alone.payloads["floor@40"]
    assert visited.timestamps["floor@40"] == alone.timestamps["floor@40"]


@pytest.mark.parametrize(
    ("missed", "sent"),
    [
        (2, [(0, 1920), (3, 960), (4, 1920), (6, 1920)]),
        (3, [(0, 1920), (4, 1920), (6, 1920)]),
    ],
    ids=["its first tick", "its second tick"],
)
def test_a_half_without_its_other_goes_alone_or_not_at_all(missed: int, sent: list[tuple[int, int]]) -> None:
    mixer = Mixer()
    mixer.apply(MeetingState(MEETING, outputs=(LONG,)))
    ticks = [FIRST_TICK + n for n in range(8) if n != missed]
    packets = [packet for tick in ticks for packet in packets_of(mixer, tick)]
    assert [(packet.timestamp, packet_samples(packet.payload)) for packet in packets] == [
        (rtp_timestamp(FIRST_TICK + first), samples) for first, samples in sent
    ]


def test_two_packets_of_different_modes_go_one_by_one() -> None:
    bus = OutputBus(MixerSettings())
    half, other = Packet(10, b"\x78abc"), Packet(11, b"\xf8de")
    assert bus.pair(half) == ()
    assert bus.pair(other) == (half, other)


def test_packets_of_40_ms_are_fullband_and_carry_fec_of_their_last_half() -> None:
    studio = Studio()
    voice = VoiceSource(3)
    studio.publish("ada", voice)
    studio.state(microphone("ada"), LONG)
    studio.run(6 * SECOND)
    payloads = studio.payloads["floor@40"][25:]
    assert {payload[0] >> 3 for payload in payloads} == {15}, "hybrid fullband, frames of 20 ms (RFC 6716 table 2)"
    assert sum(map(has_fec, payloads)) > len(payloads) / 2
    sounds = _without_every_tenth(payloads)
    assert sounds["fec"] < sounds["concealed"] - 2


def _without_every_tenth(payloads: list[bytes]) -> dict[str, float]:
    """Error in dB of the last 20 ms of lost packets, against the loss-free decode."""
    whole = Decoder()
    truth = [whole.decode(payload) for payload in payloads]
    errors = {}
    for way in ("fec", "concealed"):
        listener, missed = Decoder(), []
        for number, payload in enumerate(payloads[:-1]):
            if number % 10 != 9:
                listener.decode(payload)
                continue
            after = payloads[number + 1]
            sound = listener.decode_fec(after, 1920) if way == "fec" else listener.conceal(1920)
            missed.append(sound[960:] - truth[number][960:])
        errors[way] = level_db(np.concatenate(missed))
    return errors


def test_an_output_of_an_unknown_packet_length_is_not_made() -> None:
    mixer = Mixer()
    state = MeetingState(
        MEETING, microphones=(Microphone("a/mic", "open"),), outputs=(Output("x", "floor", None, 25), SHORT)
    )
    mixer.apply(state)
    assert len(packets_of(mixer, FIRST_TICK)) == 1
    assert set(mixer.levels()[0].buses) == {"floor"}
