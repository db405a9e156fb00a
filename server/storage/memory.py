"""The journal in memory: the twin of ``journal.py``, held to the same tests."""

from __future__ import annotations

from collections.abc import Sequence

from server.meeting.events import Event, EventUnreadable, decode, encode, name_of
from server.meeting.ports import JournalCorrupt, JournalUnavailable


class MemoryJournal:
    """Keeps events as they would be stored, so that what cannot be read back fails here too."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[str, int, bytes]]] = {}
        """Meeting id -> (stored name, version, JSON), in order."""

    async def read(self, meeting_id: str) -> list[Event]:
        events: list[Event] = []
        for sequence, row in enumerate(self.rows.get(meeting_id, ()), 1):
            try:
                events.append(decode(*row))
            except EventUnreadable as error:
                raise JournalCorrupt(f"meeting {meeting_id}, event {sequence}: {error}") from error
        return events

    async def append(self, meeting_id: str, after: int, events: Sequence[Event]) -> None:
        rows = self.rows.setdefault(meeting_id, [])
        if after < len(rows):
            raise JournalUnavailable(f"meeting {meeting_id}: event {after + 1} is taken")
        if after > len(rows):
            raise ValueError(f"meeting {meeting_id}: event {after + 1} follows event {len(rows)}")
        rows.extend((name_of(event), event.version, encode(event)) for event in events)

    async def discard_after(self, meeting_id: str, after: int) -> None:
        del self.rows.setdefault(meeting_id, [])[after:]

    async def check(self) -> None:
        """Memory has room."""
