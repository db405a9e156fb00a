"""The agenda: the items of the meeting, their order, and the one under discussion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting import lists
from server.meeting.config import AgendaItem, MeetingConfig, is_language_tag
from server.meeting.contest import remember, settled_between
from server.meeting.floor import FloorRequest
from server.meeting.procedure import WAITING
from server.meeting.rules import ITEM_CHANGES

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

ITEMS_LIMIT = 200
TITLE_LIMIT = 500
"""Characters of a title in one language."""


@dataclass(slots=True)
class Agenda:
    items: tuple[AgendaItem, ...] = ()
    item_id: str | None = None
    """The item under discussion."""
    opened: frozenset[str] = frozenset()
    """Items that have been under discussion."""

    @classmethod
    def of(cls, config: MeetingConfig) -> Agenda:
        """The meeting starts with its first item."""
        first = config.agenda[0].item_id if config.agenda else None
        return cls(items=config.agenda, item_id=first, opened=frozenset(filter(None, (first,))))

    def copy(self) -> Agenda:
        return replace(self)

    def find(self, item_id: str | None) -> AgendaItem | None:
        return next((item for item in self.items if item.item_id == item_id), None)

    @property
    def current(self) -> AgendaItem | None:
        return self.find(self.item_id)


# --- decide -----------------------------------------------------------------------------------------------------------


def add(meeting: Meeting, command: c.AddAgendaItem, now: float) -> list[e.Event]:
    """Last on the agenda.

    :raises UserError: wrongState (id taken), valueInvalid.
    """
    if not command.item_id or meeting.agenda.find(command.item_id) is not None:
        raise UserError("wrongState")
    if len(meeting.agenda.items) >= ITEMS_LIMIT:
        raise UserError("valueInvalid", field="item")
    return [e.AgendaItemAdded(at=now, item_id=command.item_id, title=_title(command.title), by=command.by)]


def rename(meeting: Meeting, command: c.RenameAgendaItem, now: float) -> list[e.Event]:
    """:raises UserError: unknownItem, valueInvalid."""
    title = _title(command.title)
    if _find(meeting, command.item_id).title == title:
        return []
    return [e.AgendaItemRenamed(at=now, item_id=command.item_id, title=title, by=command.by)]


def _title(title: dict[str, str]) -> dict[str, str]:
    clean = {tag: text.strip() for tag, text in title.items() if text.strip()}
    fits = all(is_language_tag(tag) and text.isprintable() and len(text) <= TITLE_LIMIT for tag, text in clean.items())
    if not clean or not fits or len(clean) > 20:
        raise UserError("valueInvalid", field="title")
    return clean


def _find(meeting: Meeting, item_id: str) -> AgendaItem:
    item = meeting.agenda.find(item_id)
    if item is None:
        raise UserError("unknownItem")
    return item


def move(meeting: Meeting, command: c.MoveAgendaItem, now: float) -> list[e.Event]:
    """:raises UserError: unknownItem."""
    item = _find(meeting, command.item_id)
    if command.before is not None:
        _find(meeting, command.before)
    if command.before == command.item_id or _placed(meeting.agenda.items, item, command.before) == meeting.agenda.items:
        return []
    return [e.AgendaItemMoved(at=now, item_id=command.item_id, before=command.before, by=command.by)]


def _placed(items: tuple[AgendaItem, ...], item: AgendaItem, before: str | None) -> tuple[AgendaItem, ...]:
    others = [one for one in items if one.item_id != item.item_id]
    at = next((index for index, one in enumerate(others) if one.item_id == before), len(others))
    return (*others[:at], item, *others[at:])


def remove(meeting: Meeting, command: c.RemoveAgendaItem, now: float) -> list[e.Event]:
    """:raises UserError: unknownItem, wrongState (it is open, or somebody waits for it)."""
    _find(meeting, command.item_id)
    if not is_idle(meeting, command.item_id):
        raise UserError("wrongState")
    return [e.AgendaItemRemoved(at=now, item_id=command.item_id, by=command.by)]


def is_idle(meeting: Meeting, item_id: str) -> bool:
    """It is not open, and nobody waits for it."""
    return item_id != meeting.agenda.item_id and not _on(meeting, item_id)


def _on(meeting: Meeting, item_id: str | None) -> list[FloorRequest]:
    return [request for request in meeting.floor.ordered() if request.item_id == item_id]


def open_item(meeting: Meeting, command: c.OpenAgendaItem, now: float) -> list[e.Event]:
    """Speeches on the item before end; those who wait for it stay with it, are removed, or come along.

    :raises UserError: unknownItem, valueInvalid, contradicted.
    """
    _find(meeting, command.item_id)
    change = command.waiting or meeting.floor.rules.item_change
    if change not in ITEM_CHANGES:
        raise UserError("valueInvalid", field="waiting")
    if meeting.agenda.item_id == command.item_id:
        return []
    settled_between(meeting, "item", command.by, now)
    decided = lists.end_all(meeting, now, command.by)
    if change != "keep":
        decided += _left_waiting(meeting, command.item_id if change == "move" else None, now, command.by)
    return [*decided, e.AgendaItemOpened(at=now, item_id=command.item_id, by=command.by)]


def _left_waiting(meeting: Meeting, to: str | None, now: float, by: str) -> list[e.Event]:
    """Those who wait for the item before: to another, where one request of a kind is enough, or removed."""
    decided = list[e.Event]()
    taken = {(one.participant_id, _place(one)) for one in _on(meeting, to)} if to is not None else set()
    for request in _on(meeting, meeting.agenda.item_id):
        if request.state not in WAITING:
            continue
        if to is None or (request.participant_id, _place(request)) in taken:
            decided.append(e.RequestRemoved(at=now, request_id=request.request_id, by=by))
        else:
            decided.append(e.RequestTransferred(at=now, request_id=request.request_id, item_id=to, by=by))
    return decided


def _place(request: FloorRequest) -> str:
    return request.kind if request.interrupts else request.list_name


def close_item(meeting: Meeting, command: c.CloseAgendaItem, now: float) -> list[e.Event]:
    """Speeches end; those who wait stay with the item.

    :raises UserError: contradicted.
    """
    if meeting.agenda.item_id is None:
        return []
    settled_between(meeting, "item", command.by, now)
    return [*lists.end_all(meeting, now, command.by), e.AgendaItemClosed(at=now, by=command.by)]


# --- apply ------------------------------------------------------------------------------------------------------------


def _added(meeting: Meeting, event: e.AgendaItemAdded) -> None:
    meeting.agenda.items = (*meeting.agenda.items, AgendaItem(item_id=event.item_id, title=event.title))


def _renamed(meeting: Meeting, event: e.AgendaItemRenamed) -> None:
    named = AgendaItem(item_id=event.item_id, title=event.title)
    meeting.agenda.items = tuple(named if item.item_id == event.item_id else item for item in meeting.agenda.items)


def _moved(meeting: Meeting, event: e.AgendaItemMoved) -> None:
    item = _find(meeting, event.item_id)
    meeting.agenda.items = _placed(meeting.agenda.items, item, event.before)


def _removed(meeting: Meeting, event: e.AgendaItemRemoved) -> None:
    meeting.agenda.items = tuple(item for item in meeting.agenda.items if item.item_id != event.item_id)


def _item_opened(meeting: Meeting, event: e.AgendaItemOpened) -> None:
    meeting.agenda.item_id = event.item_id
    meeting.agenda.opened |= {event.item_id}
    remember(meeting, "item", event.by, event.at)


def _item_closed(meeting: Meeting, event: e.AgendaItemClosed) -> None:
    meeting.agenda.item_id = None
    remember(meeting, "item", event.by, event.at)


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.AddAgendaItem: add,
    c.RenameAgendaItem: rename,
    c.MoveAgendaItem: move,
    c.RemoveAgendaItem: remove,
    c.OpenAgendaItem: open_item,
    c.CloseAgendaItem: close_item,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.AgendaItemAdded: _added,
    e.AgendaItemRenamed: _renamed,
    e.AgendaItemMoved: _moved,
    e.AgendaItemRemoved: _removed,
    e.AgendaItemOpened: _item_opened,
    e.AgendaItemClosed: _item_closed,
}
