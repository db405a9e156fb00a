"""The lists of an agenda item: speakers, replies and rights of reply, each open, closed or suspended; and the stops.

A closed list takes points of order, rights of reply and what the secretariat enters; from a suspended one nobody is called.
The three stops are kept apart: ``EndSpeech`` ends one speech, ``ClearList`` sends those home who wait, ``ClearFloor`` does
both for everyone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting import speeches
from server.meeting.contest import remember, settled_between
from server.meeting.floor import FloorRequest
from server.meeting.procedure import LISTS, ListState

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting


def open_list(meeting: Meeting, command: c.OpenList, now: float) -> list[e.Event]:
    """:raises UserError: wrongState (no such list), unknownItem, contradicted."""
    key = _key(meeting, command.list_name, command.item_id)
    wanted: ListState = "open" if command.open else "closed"
    if meeting.floor.lists.get(key, "open") == wanted:
        return []
    settled_between(meeting, _subject(key), command.by, now)
    made = e.ListOpened if command.open else e.ListClosed
    return [made(at=now, list_name=key[1], item_id=key[0], by=command.by)]


def suspend_list(meeting: Meeting, command: c.SuspendList, now: float) -> list[e.Event]:
    """:raises UserError: wrongState (no such list), unknownItem, contradicted."""
    key = _key(meeting, command.list_name, command.item_id)
    if meeting.floor.lists.get(key) == "suspended":
        return []
    settled_between(meeting, _subject(key), command.by, now)
    return [e.ListSuspended(at=now, list_name=key[1], item_id=key[0], by=command.by)]


def _key(meeting: Meeting, list_name: str, item_id: str | None) -> tuple[str | None, str]:
    if list_name not in LISTS:
        raise UserError("wrongState")
    if item_id is not None and meeting.agenda.find(item_id) is None:
        raise UserError("unknownItem")
    return (item_id if item_id is not None else meeting.agenda.item_id, list_name)


def _subject(key: tuple[str | None, str]) -> str:
    return f"list:{key[0] or ''}/{key[1]}"


def clear_list(meeting: Meeting, command: c.ClearList, now: float) -> list[e.Event]:
    """:raises UserError: wrongState (no such list)."""
    if command.list_name is not None and command.list_name not in LISTS:
        raise UserError("wrongState")
    names = LISTS if command.list_name is None else (command.list_name,)
    return [
        e.RequestRemoved(at=now, request_id=request.request_id, by=command.by)
        for request in waiting_for(meeting, meeting.agenda.item_id)
        if request.list_name in names
    ]


def waiting_for(meeting: Meeting, item_id: str | None) -> list[FloorRequest]:
    return [request for request in meeting.floor.waiting() if request.item_id == item_id]


def clear_floor(meeting: Meeting, command: c.ClearFloor, now: float) -> list[e.Event]:
    return [
        *end_all(meeting, now, command.by),
        *clear_list(meeting, c.ClearList(command.by), now),
    ]


def end_all(meeting: Meeting, now: float, by: str) -> list[e.Event]:
    """Every speech."""
    return [event for one in meeting.floor.holding() for event in speeches.ended(meeting, one, now, "revoked", by)]


# --- priority ---------------------------------------------------------------------------------------------------------


def hold_priority(meeting: Meeting, command: c.HoldPriority, now: float) -> list[e.Event]:
    """:raises UserError: contradicted."""
    if meeting.floor.priority is not None:
        return []
    settled_between(meeting, "priority", command.by, now)
    return [e.PriorityHeld(at=now, by=command.by)]


def release_priority(meeting: Meeting, command: c.ReleasePriority, now: float) -> list[e.Event]:
    """By whom it was held or another at the console: nobody stays silent because a connection died.

    :raises UserError: contradicted.
    """
    if meeting.floor.priority is None:
        return []
    settled_between(meeting, "priority", command.by, now)
    return [e.PriorityReleased(at=now, by=command.by)]


def clear_priority(meeting: Meeting, command: c.ClearPriority, now: float) -> list[e.Event]:
    """Attention tone, and every speech ends; who waits stays."""
    return [e.AttentionSounded(at=now, by=command.by), *end_all(meeting, now, command.by)]


# --- apply ------------------------------------------------------------------------------------------------------------


def _stated(state: ListState) -> Callable[[Meeting, Any], None]:
    def change(meeting: Meeting, event: e.ListOpened | e.ListClosed | e.ListSuspended) -> None:
        item_id = event.item_id if event.item_id is not None else meeting.agenda.item_id
        meeting.floor.lists[item_id, event.list_name] = state
        remember(meeting, _subject((item_id, event.list_name)), event.by, event.at)

    return change


def _priority_held(meeting: Meeting, event: e.PriorityHeld) -> None:
    meeting.floor.priority = event.by
    meeting.floor.attention_at = event.at
    remember(meeting, "priority", event.by, event.at)


def _priority_released(meeting: Meeting, event: e.PriorityReleased) -> None:
    meeting.floor.priority = None
    remember(meeting, "priority", event.by, event.at)


def _attention(meeting: Meeting, event: e.AttentionSounded) -> None:
    meeting.floor.attention_at = event.at
    meeting.floor.priority = None


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.OpenList: open_list,
    c.SuspendList: suspend_list,
    c.ClearList: clear_list,
    c.ClearFloor: clear_floor,
    c.HoldPriority: hold_priority,
    c.ReleasePriority: release_priority,
    c.ClearPriority: clear_priority,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.ListOpened: _stated("open"),
    e.ListClosed: _stated("closed"),
    e.ListSuspended: _stated("suspended"),
    e.PriorityHeld: _priority_held,
    e.PriorityReleased: _priority_released,
    e.AttentionSounded: _attention,
}
