"""Graded by table, steady for a few seconds, and forgotten with the microphone."""

from __future__ import annotations

import msgspec
import pytest

from bus.messages import TrackFitness
from server.fitness import LIMITS, STALE_S, STEADY_S, Board, Limit
from server.signaling.messages import QualityStep

GOOD = TrackFitness(level_db=-23.0, noise_db=-62.0, band_hz=16_000.0, clipped=0.0, loss=0.0, jitter_ms=4.0)


def sound(**figures: float | None) -> TrackFitness:
    return msgspec.structs.replace(GOOD, **figures)


def board(connection: QualityStep | None = None) -> Board:
    return Board(lambda person: connection)


def graded(track: TrackFitness, connection: QualityStep | None = None) -> tuple[str, tuple[str, ...]]:
    one = board(connection)
    one.measured({"p": track}, 0.0)
    return one.people["p"].step, one.people["p"].reasons


def step(one: Board) -> str:
    return one.people["p"].step


def test_good_sound_is_good() -> None:
    assert graded(GOOD) == ("good", ())


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.reason)
def test_each_figure_makes_it_poor_past_one_edge_and_unfit_past_the_next(limit: Limit) -> None:
    past = 0.99 if limit.below == (limit.poor > 0) else 1.01
    assert graded(sound(**{limit.figure: limit.poor}))[0] == "good"
    assert graded(sound(**{limit.figure: limit.poor * past})) == ("poor", (limit.reason,))
    if limit.unfit is not None:
        assert graded(sound(**{limit.figure: limit.unfit}))[0] == "poor"
        assert graded(sound(**{limit.figure: limit.unfit * past})) == ("unfit", (limit.reason,))


def test_what_is_not_known_yet_is_taken_for_good() -> None:
    assert graded(sound(band_hz=None, noise_db=None, level_db=-127.0)) == ("good", ())


def test_whoever_is_called_and_waits_without_a_word_does_not_speak_too_softly() -> None:
    assert graded(sound(band_hz=None, noise_db=-61.0, level_db=-54.0)) == ("good", ())
    assert graded(sound(band_hz=None, level_db=-3.0)) == ("poor", ("loud",))


def test_a_poor_connection_makes_poor_sound_and_a_lost_one_unfit() -> None:
    assert graded(GOOD, "fair") == ("good", ())
    assert graded(GOOD, "poor") == ("poor", ("loss",))
    assert graded(GOOD, "lost") == ("unfit", ("loss",))


def test_the_worst_reason_makes_the_step_and_all_are_named() -> None:
    assert graded(sound(loss=0.02, noise_db=-30.0)) == ("unfit", ("loss", "noise"))


def test_it_gets_worse_at_once_and_better_when_it_has_stayed_so() -> None:
    one = board()
    one.measured({"p": GOOD}, 0.0)
    one.measured({"p": sound(loss=0.08)}, 1.0)
    assert step(one) == "unfit"
    for second in (2.0, 3.0):
        one.measured({"p": sound(loss=0.02)}, second)
        assert step(one) == "unfit"
    one.measured({"p": sound(loss=0.02)}, 1.0 + STEADY_S)
    assert step(one) == "poor"
    one.measured({"p": GOOD}, 5.0)
    assert step(one) == "poor"
    assert one.deadline() == 4.0 + STEADY_S
    one.settle(4.0 + STEADY_S)
    assert step(one) == "good"


def test_a_closed_microphone_is_not_graded_any_more() -> None:
    one = board()
    one.measured({"p": GOOD, "q": GOOD}, 0.0)
    one.take_changed()
    one.measured({"q": GOOD}, 1.0)
    assert [*one.people] == ["q"] and one.take_changed() == ["p"]


def test_when_the_mixer_falls_silent_nothing_is_known() -> None:
    one = board()
    one.measured({"p": GOOD}, 0.0)
    assert one.deadline() == STALE_S
    one.settle(STALE_S - 0.1)
    assert step(one) == "good"
    one.settle(STALE_S)
    assert not one.people and one.deadline() is None


def test_figures_that_nobody_can_tell_apart_are_no_news() -> None:
    one = board()
    one.measured({"p": GOOD}, 0.0)
    one.take_changed()
    one.measured({"p": sound(level_db=-23.3, band_hz=16_100.0)}, 1.0)
    assert one.take_changed() == []
    one.measured({"p": sound(level_db=-25.0)}, 2.0)
    assert one.take_changed() == ["p"]
