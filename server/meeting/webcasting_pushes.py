"""Destinations the webcast is pushed to: broadcasters' machines, by RTMP, SRT or MPEG-TS.

A destination belongs to the meeting and outlives a webcast; while it is on, every webcast of the meeting goes there.  Its
keys are no part of the meeting, and so in no journal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import FLOOR

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

MOST = 8
ADDRESS_LENGTH = 500
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
ONE_LANGUAGE = ("rtmp", "rtmps")
SCHEMES = (*ONE_LANGUAGE, "srt", "udp")


@dataclass(frozen=True, slots=True)
class Push:
    """Replaced, never changed."""

    push_id: str
    address: str
    channels: tuple[str, ...]
    """``floor`` and languages; none means all."""
    on: bool = False


def add(meeting: Meeting, command: c.AddPush, now: float) -> list[e.Event]:
    """:raises UserError: pushesFull, valueInvalid (address, channels), unknownChannel."""
    if len(meeting.webcasting.pushes) >= MOST:
        raise UserError("pushesFull", limit=str(MOST))
    if ID.fullmatch(command.push_id) is None or command.push_id in meeting.webcasting.pushes:
        raise UserError("valueInvalid", field="pushId")
    scheme = scheme_of(command.address)
    channels = command.channels
    if any(channel != FLOOR and channel not in meeting.config.languages for channel in channels):
        raise UserError("unknownChannel")
    if len(set(channels)) != len(channels) or (scheme in ONE_LANGUAGE and len(channels) != 1):
        raise UserError("valueInvalid", field="channels")
    return [e.PushAdded(at=now, by=command.by, push_id=command.push_id, address=command.address, channels=channels)]


def scheme_of(address: str) -> str:
    """:raises UserError: valueInvalid, also where it names a person, whose password would be shown with it."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise UserError("valueInvalid", field="address") from None
    plain = len(address) <= ADDRESS_LENGTH and address.isascii() and address.isprintable() and " " not in address
    if not plain or parts.scheme not in SCHEMES or not parts.hostname or parts.fragment:
        raise UserError("valueInvalid", field="address")
    if parts.username is not None or parts.password is not None:
        raise UserError("valueInvalid", field="address")
    if parts.scheme not in ONE_LANGUAGE and not parts.port:
        raise UserError("valueInvalid", field="address")
    return parts.scheme


def _known(meeting: Meeting, push_id: str) -> Push:
    """:raises UserError: unknownPush."""
    try:
        return meeting.webcasting.pushes[push_id]
    except KeyError:
        raise UserError("unknownPush") from None


def start(meeting: Meeting, command: c.StartPush, now: float) -> list[e.Event]:
    """:raises UserError: unknownPush."""
    if _known(meeting, command.push_id).on:
        return []
    return [e.PushStarted(at=now, by=command.by, push_id=command.push_id)]


def stop(meeting: Meeting, command: c.StopPush, now: float) -> list[e.Event]:
    """:raises UserError: unknownPush."""
    if not _known(meeting, command.push_id).on:
        return []
    return [e.PushStopped(at=now, by=command.by, push_id=command.push_id)]


def remove(meeting: Meeting, command: c.RemovePush, now: float) -> list[e.Event]:
    """Removed already: nothing left to do."""
    if command.push_id not in meeting.webcasting.pushes:
        return []
    return [e.PushRemoved(at=now, by=command.by, push_id=command.push_id)]


# --- apply ------------------------------------------------------------------------------------------------------------


def _added(meeting: Meeting, event: e.PushAdded) -> None:
    meeting.webcasting.pushes[event.push_id] = Push(event.push_id, event.address, event.channels)


def _switch(meeting: Meeting, push_id: str, *, on: bool) -> None:
    """Closing events may concern one whose beginning the journal refused."""
    if (push := meeting.webcasting.pushes.get(push_id)) is not None:
        meeting.webcasting.pushes[push_id] = replace(push, on=on)


def _removed(meeting: Meeting, event: e.PushRemoved) -> None:
    meeting.webcasting.pushes.pop(event.push_id, None)


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.AddPush: add,
    c.StartPush: start,
    c.StopPush: stop,
    c.RemovePush: remove,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.PushAdded: _added,
    e.PushStarted: lambda meeting, event: _switch(meeting, event.push_id, on=True),
    e.PushStopped: lambda meeting, event: _switch(meeting, event.push_id, on=False),
    e.PushRemoved: _removed,
}
