"""What the journal of a meeting holds of a person: told to them, and taken out once the meeting is over.  Pure.

What somebody said on the floor or handed in as a statement is the meeting's record and stays, with the name they had there.
Everything else goes: the name of whoever was only present, what they wrote in any chat, and the token that was theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from server.meeting import events as e
from server.meeting.events import Event

ERASED = "erased:"
"""Instead of a token's hash: a hash begins with a hexadecimal digit."""


def of_person(events: Sequence[Event], token_hashes: Collection[str]) -> list[dict[str, Any]]:
    """Every event that names their participants, without their token."""
    ids = _participants(events, token_hashes)
    told = []
    for event in events:
        if getattr(event, "participant_id", None) in ids:
            fields: dict[str, Any] = msgspec.to_builtins(event)
            fields.pop("token_hash", None)
            told.append(fields)
    return told


def without(events: Sequence[Event], token_hashes: Collection[str]) -> Mapping[int, Event]:
    """Sequence number, from 1 -> the event that takes its place."""
    ids = _participants(events, token_hashes)
    silent = ids - _on_record(events)
    changed = {}
    for sequence, event in enumerate(events, 1):
        if getattr(event, "participant_id", None) in ids and (bare := _bare(event, silent)) != event:
            changed[sequence] = bare
    return changed


def _participants(events: Sequence[Event], token_hashes: Collection[str]) -> set[str]:
    return {
        one.participant_id for one in events if isinstance(one, e.ParticipantAdmitted) and one.token_hash in token_hashes
    }


def _on_record(events: Sequence[Event]) -> set[str]:
    """Who was given the floor or handed in a statement."""
    asked = {one.request_id: one.participant_id for one in events if isinstance(one, e.FloorRequested)}
    granted = {asked[one.request_id] for one in events if isinstance(one, e.FloorGranted) and one.request_id in asked}
    filed = {one.participant_id for one in events if isinstance(one, e.StatementFiled) and one.participant_id is not None}
    return granted | filed


def _bare(event: Event, silent: Collection[str]) -> Event:
    if isinstance(event, e.ChatPosted):
        return replace(event, name="", text="")
    if isinstance(event, e.ParticipantAdmitted):
        named = "" if event.participant_id in silent else event.name
        return replace(event, name=named, token_hash=f"{ERASED}{event.participant_id}")
    if isinstance(event, e.ParticipantRenamed) and event.participant_id in silent:
        return replace(event, name="")
    return event
