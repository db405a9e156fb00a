"""How often one address may ask."""

from __future__ import annotations

import pytest

from server import allowance
from server.allowance import Allowance


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_the_rate_for_each_address_alone() -> None:
    clock = Clock()
    door = Allowance(2.0, 3, clock)
    assert [door.take("a") for _ in range(4)] == [True, True, True, False]
    assert door.take("b")
    clock.now = 0.5
    assert door.take("a") and not door.take("a")
    clock.now = 100.0
    assert [door.take("a") for _ in range(4)] == [True, True, True, False]


def test_addresses_kept_are_bounded_and_the_idle_ones_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "ADDRESSES_KEPT", 2)
    door = Allowance(0.001, 1, Clock())
    assert door.take("a") and door.take("b") and not door.take("b") and door.take("c")
    assert not door.take("c")
    assert door.take("a"), "forgotten, so it starts anew"
