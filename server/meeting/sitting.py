"""The sitting: scheduled, open, suspended or closed; public or in camera.  A meeting may sit several times.

While it is not open, nobody has the floor: requests, calls and grants are refused, clocks stand and microphones are closed.
Chair and room may open theirs anew, to say that it goes on and to try the sound.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting import lists, microphones, webcasting
from server.meeting.contest import remember, settled_between
from server.meeting.presence import present

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

State = Literal["scheduled", "open", "suspended", "closed"]

TRANSITIONS: Mapping[State, Mapping[str, State]] = {
    "scheduled": {"open": "open"},
    "open": {"suspend": "suspended", "close": "closed"},
    "suspended": {"resume": "open", "close": "closed"},
    "closed": {"open": "open"},
}
"""State -> action -> next state; what is absent is refused with ``wrongState``."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Replaced, never changed."""

    state: State = "open"
    public: bool = True
    number: int = 0
    since: float | None = None
    """When the state last changed."""

    @classmethod
    def of(cls, starts: str, public: bool) -> Sitting:
        return cls(public=public, number=1) if starts == "open" else cls(state="scheduled", public=public)


# --- decide -----------------------------------------------------------------------------------------------------------


def _moving(action: str) -> Callable[[Meeting, Any, float], list[e.Event]]:
    """:raises UserError: wrongState, contradicted."""

    def decide(meeting: Meeting, command: Any, now: float) -> list[e.Event]:
        state = meeting.sitting.state
        if state in _REACHED[action]:
            return []
        if action not in TRANSITIONS[state]:
            raise UserError("wrongState", state=state)
        settled_between(meeting, "sitting", command.by, now)
        return _MAKES[action](meeting, now, command.by)

    return decide


_REACHED: Mapping[str, frozenset[str]] = {
    action: frozenset(row[action] for row in TRANSITIONS.values() if action in row)
    for action in ("open", "suspend", "resume", "close")
}
"""Action -> states in which it has nothing left to do."""


def _opened(meeting: Meeting, now: float, by: str) -> list[e.Event]:
    return [e.SittingOpened(at=now, by=by)]


def _suspended(meeting: Meeting, now: float, by: str) -> list[e.Event]:
    return [*_silence(meeting, now), e.SittingSuspended(at=now, by=by)]


def _resumed(meeting: Meeting, now: float, by: str) -> list[e.Event]:
    config = meeting.config
    return [e.SittingResumed(at=now, by=by, call_until=now + config.call_timeout_s, held_until=now + config.hold_s)]


def _closed(meeting: Meeting, now: float, by: str) -> list[e.Event]:
    off = webcasting.off_the_air(meeting, now, by, "sittingClosed")
    return [*lists.end_all(meeting, now, by), *_silence(meeting, now), *off, e.SittingClosed(at=now, by=by)]


def _silence(meeting: Meeting, now: float) -> list[e.Event]:
    """Every microphone but those of the hall: they open with their equipment, and stay silent until the sitting is open."""
    roster = meeting.roster.participants
    people = [one for one in meeting.floor.microphones if roster[one].role != "room"]
    return [event for one in people for event in microphones.silence(meeting, one, now, "suspended")]


_MAKES: Mapping[str, Callable[[Meeting, float, str], list[e.Event]]] = {
    "open": _opened,
    "suspend": _suspended,
    "resume": _resumed,
    "close": _closed,
}


def set_public(meeting: Meeting, command: c.SetSittingPublic, now: float) -> list[e.Event]:
    """:raises UserError: contradicted."""
    if meeting.sitting.public == command.public:
        return []
    settled_between(meeting, "public", command.by, now)
    if command.public:
        return [e.SittingMadePublic(at=now, by=command.by)]
    off = webcasting.off_the_air(meeting, now, command.by, "inCamera")
    return [*off, e.SittingWentInCamera(at=now, by=command.by)]


# --- apply ------------------------------------------------------------------------------------------------------------


def _into(state: State) -> Callable[[Meeting, Any], None]:
    def change(meeting: Meeting, event: Any) -> None:
        before = meeting.sitting
        number = before.number + (state == "open" and before.state in ("scheduled", "closed"))
        meeting.sitting = replace(before, state=state, since=event.at, number=number)
        remember(meeting, "sitting", event.by, event.at)

    return change


def _freeze(meeting: Meeting, event: e.SittingSuspended) -> None:
    """Nobody is deferred meanwhile."""
    _into("suspended")(meeting, event)
    for request in [*meeting.floor.requests.values()]:
        if request.call_until is not None or request.held_until is not None:
            meeting.floor.put(replace(request, call_until=None, held_until=None))


def _thaw(meeting: Meeting, event: e.SittingResumed) -> None:
    """Calls are asked again; speakers who went away meanwhile are waited for."""
    _into("open")(meeting, event)
    floor = meeting.floor
    for request_id in [*floor.called]:
        request = floor.requests[request_id]
        if not request.answered:
            floor.put(replace(request, call_until=event.call_until))
    for request in floor.holding():
        if not present(meeting, request.participant_id):
            floor.put(replace(request, held_until=event.held_until))


def _published(public: bool) -> Callable[[Meeting, Any], None]:
    def change(meeting: Meeting, event: Any) -> None:
        meeting.sitting = replace(meeting.sitting, public=public)
        remember(meeting, "public", event.by, event.at)

    return change


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.OpenSitting: _moving("open"),
    c.SuspendSitting: _moving("suspend"),
    c.ResumeSitting: _moving("resume"),
    c.CloseSitting: _moving("close"),
    c.SetSittingPublic: set_public,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.SittingOpened: _into("open"),
    e.SittingSuspended: _freeze,
    e.SittingResumed: _thaw,
    e.SittingClosed: _into("closed"),
    e.SittingMadePublic: _published(True),
    e.SittingWentInCamera: _published(False),
}
