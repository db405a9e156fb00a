"""What a tick must not pay for, and when its packets leave."""

from __future__ import annotations

import numpy as np
import pytest

from bus.messages import MeetingState
from media.mixer.jitter import JitterBuffer
from media.mixer.mixer import Mixer
from media.mixer.output import OutputBus, Packet
from media.mixer.timeline import BLOCK, STEPS, Timeline, _interpolation
from media.testing import Samples
from tests.unit.media.studio import FIRST_TICK, MEETING, output


def test_the_coefficients_of_every_correction_are_there_before_the_first_tick() -> None:
    """Working one out costs 3 ms: several microphones at once would cost the tick."""
    known = _interpolation.cache_info()
    assert known.currsize >= len(STEPS)
    timeline = Timeline()
    timeline.restart(0, 0)
    timeline.append(np.zeros(30 * BLOCK, np.float32))
    for step in STEPS:
        timeline.read(step)
    assert _interpolation.cache_info().misses == known.misses


@pytest.mark.parametrize("excess_ms", [-4000, -100, -30, -4, 4, 30, 100, 199])
def test_a_jitter_buffer_takes_no_other_steps(excess_ms: int) -> None:
    class Decoder:
        def decode(self, packet: bytes) -> Samples:
            return np.ones(BLOCK, np.float32)

        def decode_fec(self, packet: bytes, samples: int) -> Samples:
            return np.ones(samples, np.float32)

        def conceal(self, samples: int) -> Samples:
            return np.ones(samples, np.float32)

        def reset(self) -> None: ...

        def save(self) -> bytes:
            return b""

        def restore(self, saved: bytes) -> None: ...

    buffer = JitterBuffer(Decoder())
    timeline = buffer._timeline
    timeline.restart(0, 0)
    timeline.append(np.ones(4 * BLOCK, np.float32))
    now = timeline.position + BLOCK + buffer._target.samples + excess_ms * 48
    step, jump = buffer._correction(now, 0)
    assert step in STEPS and jump == 0


def test_a_packet_leaves_before_the_next_is_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the transport sends the first channel while the mixer encodes the second."""
    happened: list[str] = []
    original = OutputBus.encode

    def encode(self: OutputBus, tick: int, block: Samples | None) -> Packet:
        happened.append("encoded")
        return original(self, tick, block)

    monkeypatch.setattr(OutputBus, "encode", encode)
    mixer = Mixer()
    mixer.apply(MeetingState(MEETING, channels=("en",), outputs=(output("floor"), output("en"))))
    mixer.tick(FIRST_TICK, lambda message: happened.append("sent"))
    assert happened == ["encoded", "sent", "encoded", "sent"]
