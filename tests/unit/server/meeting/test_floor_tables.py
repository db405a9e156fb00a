"""The tables of the floor, against every action in every state, and the page made from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from server.meeting import commands as c
from server.meeting.diagrams import PAGE, render
from server.meeting.floor import HOLDING, STATUS, TRANSITIONS, WAITING, Action, State, Status
from tests.unit.server.meeting.sitting import Sitting


def _in_state(state: str) -> tuple[Sitting, str]:
    sitting = Sitting()
    sitting.enter("chair", "chair")
    sitting.enter("ana")
    request = sitting.ask("ana")
    if state == "called":
        sitting.do(c.CallSpeaker("chair", request))
    if state in HOLDING:
        sitting.do(c.GrantFloor("chair", request))
    if state == "speaking":
        sitting.do(c.SetMicrophone("ana", True))
    return sitting, request


COMMANDS: dict[Action, Callable[[str], c.Command]] = {
    "call": lambda request: c.CallSpeaker("chair", request),
    "grant": lambda request: c.GrantFloor("chair", request),
    "open": lambda _: c.SetMicrophone("ana", True),
    "release": lambda request: c.EndSpeech("ana", request),
    "revoke": lambda request: c.EndSpeech("chair", request),
    "withdraw": lambda _: c.WithdrawFloor("ana"),
    "remove": lambda request: c.RemoveRequest("chair", request),
}


@pytest.mark.parametrize("action", get_args(Action))
@pytest.mark.parametrize("state", sorted(WAITING | HOLDING))
def test_every_action_in_every_state_does_what_the_table_says(state: State, action: Action) -> None:
    sitting, request = _in_state(state)
    command = COMMANDS[action](request)
    expected = TRANSITIONS[state].get(action)
    if expected is not None:
        sitting.do(command)
        assert sitting.state_of(request) == (expected if expected in WAITING | HOLDING else None)
    elif action == "withdraw":
        sitting.do(command)
        assert sitting.state_of(request) is None
    else:
        assert sitting.refused(command) == ("floorNotGranted" if action == "open" else "wrongState")


def test_every_state_and_way_to_end_has_its_rfc_8855_status() -> None:
    assert set(TRANSITIONS) == set(get_args(State))
    lasting = {(state, None) for state in WAITING | HOLDING}
    ends = {
        (after, action) for row in TRANSITIONS.values() for action, after in row.items() if after not in WAITING | HOLDING
    }
    assert set(STATUS) == lasting | ends
    assert set(STATUS.values()) == set(get_args(Status)) - {"pending"}


def test_the_page_about_the_floor_is_made_from_the_tables() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "stale: run `python -m server.meeting.diagrams`"
