"""The tables of the floor, against every action in every state, and the page made from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from server.meeting import commands as c
from server.meeting import diagrams, interpretation_page, webcasting_page
from server.meeting.procedure import HOLDING, STATUS, TRANSITIONS, WAITING, Action, State, Status
from tests.unit.server.meeting.sitting import Sitting


def _in_state(state: str) -> tuple[Sitting, str]:
    sitting = Sitting()
    sitting.enter("chair", "chair")
    sitting.enter("ana")
    request = sitting.ask("ana")
    steps: dict[str, list[c.Command]] = {
        "queued": [],
        "called": [c.CallSpeaker("chair", request)],
        "deferred": [c.DeferRequest("chair", request)],
        "granted": [c.GrantFloor("chair", request)],
        "speaking": [c.GrantFloor("chair", request), c.SetMicrophone("ana", True)],
        "paused": [c.GrantFloor("chair", request), c.SetMicrophone("ana", True), c.PauseSpeech("chair", request)],
    }
    for step in steps[state]:
        sitting.do(step)
    assert sitting.state_of(request) == state
    return sitting, request


COMMANDS: dict[Action, Callable[[str], c.Command]] = {
    "call": lambda request: c.CallSpeaker("chair", request),
    "takeBack": lambda request: c.TakeBackCall("chair", request),
    "defer": lambda request: c.DeferRequest("chair", request),
    "back": lambda request: c.AnswerCall("ana", request),
    "grant": lambda request: c.GrantFloor("chair", request),
    "open": lambda _: c.SetMicrophone("ana", True),
    "pause": lambda request: c.PauseSpeech("chair", request),
    "resume": lambda request: c.ResumeSpeech("chair", request),
    "release": lambda request: c.EndSpeech("ana", request),
    "revoke": lambda request: c.EndSpeech("chair", request),
    "withdraw": lambda _: c.WithdrawFloor("ana"),
    "remove": lambda request: c.RemoveRequest("chair", request),
}
SO_ALREADY: set[tuple[State, Action]] = {
    ("called", "call"),
    ("queued", "takeBack"),
    ("deferred", "defer"),
    ("granted", "grant"),
    ("speaking", "grant"),
    ("paused", "grant"),
    ("speaking", "open"),
    ("paused", "pause"),
    ("speaking", "resume"),
    *((state, "back") for state in ("queued", "called", "granted", "speaking", "paused")),
}
"""Accepted; the state stays."""
REFUSED: dict[tuple[State, Action], str] = {
    (state, "open"): "floorNotGranted" for state in ("queued", "called", "deferred", "paused")
}


@pytest.mark.parametrize("action", get_args(Action))
@pytest.mark.parametrize("state", sorted(WAITING | HOLDING))
def test_every_action_in_every_state_does_what_the_table_says(state: State, action: Action) -> None:
    sitting, request = _in_state(state)
    expected = TRANSITIONS[state].get(action)
    if action == "defer" and state in HOLDING:
        sitting.do(c.Disconnect("ana"))
        sitting.do(c.ClockReached(), after=15)
        assert sitting.state_of(request) == expected
    elif (state, action) in SO_ALREADY:
        sitting.do(COMMANDS[action](request))
        assert sitting.state_of(request) == state
    elif expected is not None:
        sitting.do(COMMANDS[action](request))
        assert sitting.state_of(request) == (expected if expected in WAITING | HOLDING else None)
    elif action == "withdraw":
        sitting.do(COMMANDS[action](request))
        assert sitting.meeting.floor.ended[request] == "ended"
    else:
        assert sitting.refused(COMMANDS[action](request)) == REFUSED.get((state, action), "wrongState")


@pytest.mark.parametrize("state", sorted(HOLDING))
def test_who_has_the_floor_is_not_skipped(state: State) -> None:
    sitting, request = _in_state(state)
    assert sitting.refused(c.DeferRequest("chair", request)) == "wrongState"


@pytest.mark.parametrize("way", ["ended", "withdrawn", "removed"])
def test_a_request_that_has_ended_refuses_what_follows_by_name_and_accepts_its_end_again(way: str) -> None:
    sitting, request = _in_state("speaking" if way == "ended" else "queued")
    ends: dict[str, c.Command] = {
        "ended": c.EndSpeech("chair", request),
        "withdrawn": c.WithdrawFloor("ana", request),
        "removed": c.RemoveRequest("chair", request),
    }
    sitting.do(ends[way])
    assert sitting.do(ends[way]) == []
    for action in ("call", "defer", "grant", "pause", "resume", "back"):
        assert sitting.refused(COMMANDS[action](request)) == "wrongState"


def test_every_state_and_way_to_end_has_its_rfc_8855_status() -> None:
    assert set(TRANSITIONS) == set(get_args(State))
    lasting = {(state, None) for state in WAITING | HOLDING}
    ends = {
        (after, action) for row in TRANSITIONS.values() for action, after in row.items() if after not in WAITING | HOLDING
    }
    assert set(STATUS) == lasting | ends
    assert set(STATUS.values()) == set(get_args(Status)) - {"pending"}


def test_the_page_about_the_floor_is_made_from_the_tables() -> None:
    for page in (diagrams, interpretation_page, webcasting_page):
        assert page.PAGE.read_text(encoding="utf-8") == page.render(), "stale: run `python -m server.meeting.diagrams`"
