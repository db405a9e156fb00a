"""Who may test the connection now: by a clock of the test's own."""

from __future__ import annotations

import pytest

from server.arrival.queue import PATIENCE_S, RUN_S, WAITING_LIMIT, Full, Queue


def filled(places: int = 20, per_address: int = 100) -> Queue:
    queue = Queue(places, per_address)
    for number in range(places):
        assert queue.enter(f"t{number}", "10.0.0.1", 0.0) == 0
    return queue


def test_the_twenty_first_waits_and_comes_when_one_leaves() -> None:
    queue = filled()
    assert [queue.enter(name, "10.0.0.2", 1.0) for name in ("a", "b", "c")] == [1, 2, 3]
    assert not queue.runs("a")
    queue.leave("t5")
    assert queue.position("b", 2.0) == 1, "the first in the queue has the free place, whether it has asked yet or not"
    assert queue.position("a", 2.0) == 0 and queue.runs("a")
    assert queue.position("b", 2.0) == 1
    assert queue.position("c", 2.0) == 2


def test_who_does_not_ask_for_their_place_has_gone() -> None:
    queue = filled()
    queue.enter("patient", "10.0.0.2", 0.0)
    queue.enter("gone", "10.0.0.2", 0.0)
    queue.position("patient", PATIENCE_S - 1)
    assert queue.sweep(PATIENCE_S) == ["gone"]
    with pytest.raises(KeyError):
        queue.position("gone", PATIENCE_S)


def test_a_test_that_takes_too_long_loses_its_place() -> None:
    queue = filled(2)
    queue.position("t0", RUN_S - 1)
    assert queue.sweep(RUN_S - 0.1) == []
    assert queue.sweep(RUN_S) == ["t0", "t1"]
    assert queue.running == 0 and len(queue) == 0


def test_one_address_cannot_fill_it_and_what_it_leaves_it_may_have_again() -> None:
    queue = Queue(20, 3)
    for number in range(3):
        queue.enter(f"t{number}", "10.0.0.1", 0.0)
    with pytest.raises(Full):
        queue.enter("more", "10.0.0.1", 0.0)
    assert queue.enter("other", "10.0.0.2", 0.0) == 0
    queue.leave("t0")
    queue.leave("t0")
    assert queue.enter("again", "10.0.0.1", 0.0) == 0
    with pytest.raises(Full):
        queue.enter("and again", "10.0.0.1", 0.0)


def test_the_queue_is_bounded() -> None:
    queue = filled(1, 1000)
    for number in range(WAITING_LIMIT):
        queue.enter(f"w{number}", "10.0.0.2", 0.0)
    with pytest.raises(Full):
        queue.enter("one too many", "10.0.0.3", 0.0)
