"""The time line of decoded sound at its limits."""

from __future__ import annotations

import numpy as np

from media.mixer.timeline import BLOCK, CAPACITY, Timeline


def test_more_sound_than_it_holds_skips_the_oldest_and_goes_on() -> None:
    timeline = Timeline()
    for n in range(40):
        timeline.append(np.full(5760, n / 40, np.float32))
    assert timeline.end == 40 * 5760
    assert 0 < timeline.end - timeline.position < CAPACITY
    first = timeline.read()
    assert first.shape == (BLOCK,) and first.max() > 0.5
    timeline.append(np.ones(5760, np.float32))
    assert timeline.read().shape == (BLOCK,)
