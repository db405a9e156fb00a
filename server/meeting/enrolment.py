"""What registration and the conference's plan change in a meeting that is open.

People change as the desk changes them: by the commands of moderation, given by the system; their language and their
withdrawal are here.  The plan replaces what it replaced before: an item the chair added, renamed or removed stays so until
the plan says something new about it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec

from server.errors import UserError
from server.meeting import agenda, roster
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import AgendaItem, is_language_tag

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

PLANNED = ("title", "participants_limit", "active_limit", "delegations", "agenda", "documents", "schedule")


def withdraw(meeting: Meeting, command: c.Withdraw, now: float) -> list[e.Event]:
    person = meeting.roster.get(command.participant_id).participant_id
    return [
        *roster.vacate(meeting, person, now, "left"),
        e.ParticipantLeft(at=now, participant_id=person, reason="withdrawn"),
    ]


def set_language(meeting: Meeting, command: c.SetLanguage, now: float) -> list[e.Event]:
    """:raises UserError: unknownParticipant, unknownChannel."""
    person = meeting.roster.get(command.participant_id)
    if not is_language_tag(command.language):
        raise UserError("unknownChannel")
    if person.language == command.language:
        return []
    return [e.LanguageSet(at=now, participant_id=person.participant_id, language=command.language, by=command.by)]


def reconfigure(meeting: Meeting, command: c.Reconfigure, now: float) -> list[e.Event]:
    wanted = {name: getattr(command, name) for name in PLANNED}
    if all(getattr(meeting.config, name) == value for name, value in wanted.items()):
        return []
    return [e.MeetingReconfigured(at=now, by=c.SYSTEM, **wanted), *_agenda(meeting, command.agenda, now)]


def _agenda(meeting: Meeting, wanted: Sequence[AgendaItem], now: float) -> list[e.Event]:
    before = {item.item_id: item for item in meeting.config.agenda}
    added, renamed, removed = list[e.Event](), list[e.Event](), list[e.Event]()
    free = agenda.ITEMS_LIMIT - len(meeting.agenda.items)
    for item in wanted:
        shown, planned = meeting.agenda.find(item.item_id), before.pop(item.item_id, None)
        if shown is None and planned is None and len(added) < free:
            added.append(e.AgendaItemAdded(at=now, item_id=item.item_id, title=item.title, by=c.SYSTEM))
        elif shown is not None and shown.title != item.title and (planned is None or planned.title != item.title):
            renamed.append(e.AgendaItemRenamed(at=now, item_id=item.item_id, title=item.title, by=c.SYSTEM))
    for item_id in before:
        if meeting.agenda.find(item_id) is not None and agenda.is_idle(meeting, item_id):
            removed.append(e.AgendaItemRemoved(at=now, item_id=item_id, by=c.SYSTEM))
    gone = set(before) if removed else set()
    order = [one.item_id for one in meeting.agenda.items if one.item_id not in gone]
    order += [one.item_id for one in added if isinstance(one, e.AgendaItemAdded)]
    return [*removed, *added, *renamed, *_moves(order, [item.item_id for item in wanted], now)]


def _moves(order: Sequence[str], wanted: Sequence[str], now: float) -> list[e.Event]:
    """Those planned come in the order of the plan, where the last of them is."""
    planned = [one for one in wanted if one in order]
    if planned == [one for one in order if one in planned]:
        return []
    pairs = zip(planned[-2::-1], planned[:0:-1], strict=True)
    return [e.AgendaItemMoved(at=now, item_id=one, before=following, by=c.SYSTEM) for one, following in pairs]


# --- apply ------------------------------------------------------------------------------------------------------------


def _language(meeting: Meeting, event: e.LanguageSet) -> None:
    person = meeting.roster.participants.get(event.participant_id)
    if person is not None:
        roster.put(meeting.roster, replace(person, language=event.language))


def _reconfigured(meeting: Meeting, event: e.MeetingReconfigured) -> None:
    values = {name: getattr(event, name) for name in PLANNED}
    meeting.config = msgspec.structs.replace(meeting.config, **values)


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.Withdraw: withdraw,
    c.SetLanguage: set_language,
    c.Reconfigure: reconfigure,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.LanguageSet: _language,
    e.MeetingReconfigured: _reconfigured,
}
