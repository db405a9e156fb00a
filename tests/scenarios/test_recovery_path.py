"""Speaker and listener behind a network that loses one packet in twenty, with the real transport, kernel, DTLS and SRTP."""

from __future__ import annotations

import pytest

from bench.recovery import speech
from bench.recovery_path import over_network
from media.testing import chance_of_so_few

GOAL = 0.90
CHANCE = 0.001
"""Real time decides which packets are lost: one run in a thousand that just reaches the goal is taken for missing it."""


@pytest.mark.process
async def test_speaker_and_listener_get_nine_of_ten_lost_packets_back() -> None:
    found = await over_network(speech(16)[:800], round_trip_s=0.04)
    for end, recovery in found.items():
        assert recovery.lost > 20, end
        assert chance_of_so_few(recovery.recovered, recovery.lost, GOAL) > CHANCE, (end, recovery)
