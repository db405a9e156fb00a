"""What listeners of a language hear, by the state of its desks: the whole table."""

from __future__ import annotations

import pytest

from bus.messages import Desk, FallbackPolicy, MeetingState
from media.mixer.listener_rule import Feed, feed

OPEN, PUSHED = Desk("a/mic", "fr", "open"), Desk("b/mic", "fr", "pushToMute")
ELSEWHERE = Desk("c/mic", "ru", "open")


@pytest.mark.parametrize("floor_language", [None, "fr", "ru"])
@pytest.mark.parametrize("policy", ["floor", "floorQuiet", "silence"])
@pytest.mark.parametrize(
    ("desks", "expected"),
    [
        ((OPEN,), Feed.DESKS),
        ((OPEN, PUSHED), Feed.DESKS),
        ((PUSHED,), Feed.SILENCE),
        ((PUSHED, ELSEWHERE), Feed.SILENCE),
    ],
)
def test_desks_decide_before_language_and_policy(
    desks: tuple[Desk, ...], expected: Feed, policy: FallbackPolicy, floor_language: str | None
) -> None:
    assert feed("fr", MeetingState("m", desks=desks, policy=policy, floor_language=floor_language)) is expected


@pytest.mark.parametrize("policy", ["floor", "floorQuiet", "silence"])
@pytest.mark.parametrize("desks", [(), (ELSEWHERE,)])
def test_without_a_desk_the_floor_is_heard_where_it_is_spoken(desks: tuple[Desk, ...], policy: FallbackPolicy) -> None:
    assert feed("fr", MeetingState("m", desks=desks, policy=policy, floor_language="fr")) is Feed.FLOOR


@pytest.mark.parametrize("floor_language", [None, "ru"])
@pytest.mark.parametrize(
    ("policy", "expected"), [("floor", Feed.FLOOR), ("floorQuiet", Feed.FLOOR_QUIET), ("silence", Feed.SILENCE)]
)
def test_else_the_meetings_policy_holds(policy: FallbackPolicy, expected: Feed, floor_language: str | None) -> None:
    assert feed("fr", MeetingState("m", desks=(ELSEWHERE,), policy=policy, floor_language=floor_language)) is expected


def test_the_floor_is_always_itself() -> None:
    assert feed("floor", MeetingState("m", policy="silence", desks=(Desk("a/mic", "floor", "pushToMute"),))) is Feed.FLOOR
