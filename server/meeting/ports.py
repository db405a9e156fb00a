"""What the shell around a meeting needs from storage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from server.meeting.events import Event


class JournalUnavailable(Exception):
    """The journal cannot be written or read just now (disk full, database away); what was asked did not happen."""


class JournalCorrupt(Exception):
    """The journal holds something this program cannot replay; the text names meeting and sequence number."""


class Journal(Protocol):
    """An append-only list of events per meeting, numbered from 1 without gaps."""

    async def read(self, meeting_id: str) -> list[Event]:
        """Every event in order.

        :raises JournalCorrupt: unreadable event or a gap in the numbers.
        :raises JournalUnavailable: the database cannot be read.
        """

    async def append(self, meeting_id: str, after: int, events: Sequence[Event]) -> None:
        """Append in one transaction, numbered from ``after + 1``; on return they are durable.

        :raises JournalUnavailable: nothing was appended, or it is unknown whether it was.
        """

    async def discard_after(self, meeting_id: str, after: int) -> None:
        """Drop the remainder of an append whose outcome was unknown and which nobody was told of.

        :raises JournalUnavailable: the database cannot be written.
        """

    async def check(self) -> None:
        """Make sure there is room for more than closing events.

        :raises JournalUnavailable: there is not.
        """
