"""From figures to steps: limits by role, no flicker, nothing kept of those who left."""

from __future__ import annotations

import random

import pytest

from bus.messages import PeerQuality
from server.quality import EASE, INTERPRETER_LIMITS, LIMITS, STEADY_S, Board, step_of
from server.signaling.messages import PathQuality, PersonQuality

ROLES = {"ana": "delegate", "ines": "interpreter"}


def figures(loss: float | None = 0.0, rtt: float | None = 40.0, *, silent: bool = False) -> PeerQuality:
    return PeerQuality("peer", loss, 2.0, rtt, silent)


def path(loss: float | None = None, rtt: float | None = None, jitter: float | None = None) -> PathQuality:
    return PathQuality(loss=loss, jitter_ms=jitter, round_trip_ms=rtt)


def step(board: Board) -> str:
    return board.people["ana"].step


@pytest.fixture
def board() -> Board:
    return Board(lambda person: ROLES.get(person, ""))


@pytest.mark.parametrize(
    ("measured", "ordinary", "interpreter"),
    [
        (path(), "good", "good"),
        (path(0.004, 140, 10), "good", "good"),
        (path(0.02), "good", "fair"),
        (path(0.04), "good", "poor"),
        (path(0.06), "fair", "poor"),
        (path(0.12), "poor", "poor"),
        (path(rtt=200), "good", "fair"),
        (path(rtt=350), "fair", "poor"),
        (path(rtt=700), "poor", "poor"),
        (path(jitter=25), "good", "fair"),
        (path(0.0, 10, 70), "poor", "poor"),
    ],
)
def test_the_worst_figure_decides_and_interpreters_are_held_to_more(
    measured: PathQuality, ordinary: str, interpreter: str
) -> None:
    assert step_of([path(0.0, 1.0, 1.0), measured], LIMITS) == ordinary
    assert step_of([measured], INTERPRETER_LIMITS) == interpreter


def test_both_directions_count_and_are_told(board: Board) -> None:
    assert board.measured("ana", "down", figures(0.0), 0.0) == ["ana"]
    assert board.measured("ana", "up", figures(0.07, None), 1.0) == ["ana"]
    expected = PersonQuality(person="ana", step="fair", down=path(0.0, 40.0, 2.0), up=path(0.07, None, 2.0))
    assert board.people == {"ana": expected}
    assert board.steps() == {"good": 0, "fair": 1, "poor": 0, "lost": 0}


def test_other_figures_on_the_same_step_are_changes_but_no_news_to_the_person(board: Board) -> None:
    board.measured("ana", "down", figures(0.01), 0.0)
    assert board.take_changed() == ["ana"]
    assert board.measured("ana", "down", figures(0.02), 2.0) == []
    assert board.take_changed() == ["ana"]
    assert board.measured("ana", "down", figures(0.02), 4.0) == []
    assert board.take_changed() == []


def test_it_gets_worse_at_once_and_better_only_when_it_stays_better(board: Board) -> None:
    board.measured("ana", "down", figures(0.2), 0.0)
    assert step(board) == "poor"
    assert board.measured("ana", "down", figures(0.0), 2.0) == []
    assert board.deadline() == 2.0 + STEADY_S
    assert board.settle(1.9 + STEADY_S) == []
    assert board.settle(2.0 + STEADY_S) == ["ana"]
    assert step(board) == "good"
    assert board.deadline() is None


def test_a_relapse_begins_the_wait_anew(board: Board) -> None:
    board.measured("ana", "down", figures(0.2), 0.0)
    board.measured("ana", "down", figures(0.0), 2.0)
    board.measured("ana", "down", figures(0.2), 4.0)
    assert board.deadline() is None
    board.measured("ana", "down", figures(0.0), 6.0)
    assert board.settle(6.0 + STEADY_S - 0.1) == [] and board.settle(6.0 + STEADY_S) == ["ana"]


def test_figures_on_the_edge_do_not_flicker(board: Board) -> None:
    dice = random.Random(5)
    changes = 0
    for second in range(600):
        loss = dice.uniform(0.05 * EASE + 0.001, 0.055)
        changes += len(board.measured("ana", "down", figures(loss), float(second)))
        changes += len(board.settle(float(second)))
    assert changes <= 2
    assert step(board) == "fair"


def test_silence_is_a_lost_connection_until_something_comes(board: Board) -> None:
    board.measured("ana", "down", figures(), 0.0)
    assert board.measured("ana", "down", figures(silent=True), 10.0) == ["ana"]
    assert step(board) == "lost"
    assert board.measured("ana", "down", figures(), 12.0) == ["ana"]
    assert step(board) == "good"


def test_a_connection_that_ended_by_itself_is_lost_until_there_is_another(board: Board) -> None:
    board.measured("ana", "down", figures(), 0.0)
    board.measured("ana", "up", figures(), 0.0)
    board.lost("ana", "down", 30.0)
    assert board.reduce("ana", {"up"}, True, 30.0) == []
    assert step(board) == "lost"
    board.measured("ana", "up", figures(0.01), 31.0)
    assert step(board) == "lost", "they speak and hear nothing"
    assert board.measured("ana", "down", figures(), 40.0) == ["ana"]
    assert step(board) == "good"


def test_nobody_is_waited_for_who_has_left(board: Board) -> None:
    board.measured("ana", "down", figures(), 0.0)
    board.lost("ana", "down", 30.0)
    board.take_changed()
    assert board.reduce("ana", set(), False, 60.0) == ["ana"]
    assert board.people == {} and board.take_changed() == ["ana"]
    assert board.reduce("ana", set(), False, 61.0) == []


def test_a_direction_that_is_over_counts_no_more(board: Board) -> None:
    board.measured("ana", "down", figures(), 0.0)
    board.measured("ana", "up", figures(0.3), 0.0)
    board.reduce("ana", {"down"}, True, 1.0)
    board.settle(1.0 + STEADY_S)
    assert board.people["ana"] == PersonQuality(person="ana", step="good", down=path(0.0, 40.0, 2.0), up=None)


def test_of_strangers_nothing_is_kept(board: Board) -> None:
    assert board.measured("nobody", "down", figures(0.9), 0.0) == []
    assert board.lost("nobody", "down", 0.0) == []
    assert board.people == {} and board.take_changed() == []
