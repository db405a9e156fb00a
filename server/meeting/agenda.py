"""The agenda: the items of the meeting and the one under discussion."""

from __future__ import annotations

from dataclasses import dataclass, replace

from server.meeting.config import AgendaItem, MeetingConfig


@dataclass(slots=True)
class Agenda:
    items: tuple[AgendaItem, ...] = ()
    current: AgendaItem | None = None

    @classmethod
    def of(cls, config: MeetingConfig) -> Agenda:
        """The meeting starts with its first item."""
        return cls(items=config.agenda, current=config.agenda[0] if config.agenda else None)

    def copy(self) -> Agenda:
        return replace(self)
