"""Lost sound comes back, in decoded sound against the loss-free decode; without resends and FEC it does not."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from bench.recovery import FRAME, Listener, Microphone, Recovery, over_link, recovered, speech
from media.codec import opus
from media.testing import Samples, decode_all, tone

GOAL = 0.90
SECONDS = 40


@cache
def words() -> tuple[bytes, ...]:
    return tuple(speech(SECONDS)[: SECONDS * 50])


@cache
def words_without_fec() -> tuple[bytes, ...]:
    encoder = opus.Encoder(fec=False)
    return tuple(encoder.encode(block) for block in decode_all(words()).reshape(-1, FRAME))


def pooled(runs: list[Recovery]) -> float:
    return sum(run.recovered for run in runs) / sum(run.lost for run in runs)


@pytest.mark.parametrize("end", [Microphone, Listener])
@pytest.mark.parametrize("round_trip_s, burst", [(0.04, 1.0), (0.04, 1.5), (0.12, 1.0)])
def test_nine_of_ten_lost_packets_are_heard(
    end: type[Microphone] | type[Listener], round_trip_s: float, burst: float
) -> None:
    runs = [over_link(words(), end(), round_trip_s=round_trip_s, burst=burst, seed=seed) for seed in (1, 2, 3)]
    assert min(run.lost for run in runs) > 50
    assert pooled(runs) >= GOAL
    assert max(run.delay_ms for run in runs) <= 161, "the ceiling"


@pytest.mark.parametrize("end", [Microphone, Listener])
def test_neither_fec_nor_resends_is_enough_alone_and_without_both_hardly_anything_is_heard(
    end: type[Microphone] | type[Listener],
) -> None:
    def run(payloads: tuple[bytes, ...], *, resends: bool) -> float:
        return over_link(payloads, end(), round_trip_s=0.12, resends=resends).share

    assert run(words_without_fec(), resends=False) < 0.25
    assert 0.5 < run(words(), resends=False) < GOAL
    assert 0.5 < run(words_without_fec(), resends=True) < GOAL


def test_the_speakers_of_the_demo_are_sent_in_modes_that_carry_fec() -> None:
    spoken = words()
    assert all(packet[0] >> 3 < 16 for packet in spoken), "SILK or hybrid (RFC 6716 table 2)"
    sounding = [opus.has_fec(packet) for packet in spoken]
    assert np.mean(sounding) > 0.8


def test_a_lost_packet_counts_as_heard_when_the_error_is_small_and_only_if_it_held_sound() -> None:
    sound: Samples = np.concatenate((tone(440, 2 * FRAME), np.zeros(FRAME, np.float32)))
    assert recovered(sound, sound, [0, 1, 2]) == (2, 2)
    assert recovered(sound, sound * 0.6, [0, 1, 2]) == (2, 2)
    assert recovered(sound, sound * 0.4, [0, 1, 2]) == (2, 0)
    assert recovered(sound, np.zeros_like(sound), [0]) == (1, 0)
