"""The bad network that other tests rely on."""

from __future__ import annotations

import pytest

from media.testing import IP_UDP_BYTES, QUEUE_S, Link


def test_a_bottleneck_lets_through_what_its_width_allows_and_loses_what_would_wait_too_long() -> None:
    link, packet = Link(width_bps=400_000), bytes(1000 - IP_UDP_BYTES)
    taken = [link.send(0.0, packet) for _ in range(50)]
    arrived = [delivery.at for delivery in link.receive(60.0)]
    assert arrived == pytest.approx([0.02 * (n + 1) for n in range(len(arrived))]), "8,000 bits each"
    assert taken.count(True) == len(arrived) == QUEUE_S / 0.02 + 1
    assert link.lost == 50 - len(arrived)
    assert link.send(10.0, packet), "the queue has drained"
    link.width_bps = None
    list(link.receive(11.0))
    assert link.send(11.0, packet) and link.next_at == 11.0


def test_a_link_loses_as_told_from_now_on() -> None:
    link = Link(seed=3)
    assert all(link.send(0.0, b"") for _ in range(100))
    link.loss = 1.0
    assert not any(link.send(0.0, b"") for _ in range(100))
