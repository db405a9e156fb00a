"""Conversations of support: a technician meets somebody who has not entered a meeting yet, in a small meeting of their own.

One for each thread, opened by a technician who has claimed it.  It lives as long as this process at most: its journal is in
memory, and its tokens end with it.  Who closes whom: it ends when nobody is in it any more, or :data:`LENGTH_S` after it
was opened; whoever is absent for :data:`ABSENT_S` has left.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from server.attendance import Attendance
from server.errors import HemicycleError, RegistrationError, UserError
from server.meeting.config import TIME_LIMITS_S, MeetingConfig
from server.meeting.meeting import Meeting
from server.meeting.roster import Participant

LENGTH_S = 3600.0
ABSENT_S = 120.0
PLACES = 3
"""The visitor, the technician, and one whom they hand over to."""
CONVERSATIONS_LIMIT = 20
"""At once; overflow policy: refused."""


@dataclass(frozen=True, slots=True)
class Place:
    meeting_id: str
    token: str
    participant_id: str


@dataclass(slots=True)
class _Conversation:
    meeting_id: str
    technician: str
    """Name of who opened it."""
    ends_at: float
    tokens: dict[str, str] = field(default_factory=dict)
    """Participant or visitor of the meeting that was asked -> token here."""


class Helping:
    """``clock``: monotonic seconds."""

    def __init__(
        self,
        meetings: Mapping[str, Attendance],
        open_meeting: Callable[[MeetingConfig], Awaitable[None]],
        close_meeting: Callable[[str], Awaitable[None]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._meetings = meetings
        self._open_meeting = open_meeting
        self._close_meeting = close_meeting
        self._clock = clock
        self._conversations: dict[tuple[str, str], _Conversation] = {}
        """(meeting that was asked, visitor) -> the one they have."""
        self._changing = asyncio.Lock()
        self._changed = asyncio.Event()

    def is_conversation(self, meeting_id: str) -> bool:
        return any(one.meeting_id == meeting_id for one in self._conversations.values())

    def invited_by(self, meeting_id: str, visitor: str) -> str | None:
        """Name of the technician who waits for the visitor."""
        found = self._conversations.get((meeting_id, visitor))
        return found.technician if found is not None else None

    async def open(self, asked: Attendance, visitor: str, technician: Participant) -> Place:
        """The technician's place; again: the same one.

        :raises RegistrationError: busy, too many at once; meetingNotOpen, the server stops.
        :raises UserError: wrongState (not the one who has claimed the thread), unknownMessage, entryRefused, meetingFull.
        """
        thread = asked.meeting.chat.threads.get(f"support:{visitor}")
        if thread is None:
            raise UserError("unknownMessage")
        if thread.claimed_by != technician.participant_id:
            raise UserError("wrongState")
        key = (asked.meeting_id, visitor)
        async with self._changing:
            if key not in self._conversations:
                await self._begin(key, asked.runtime.config, technician)
            found = self._conversations[key]
            return await self._seat(found, technician.participant_id, technician.name, "chair", technician.language)

    async def _begin(self, key: tuple[str, str], asked: MeetingConfig, technician: Participant) -> None:
        if len(self._conversations) >= CONVERSATIONS_LIMIT:
            raise RegistrationError("busy")
        meeting_id = f"support-{secrets.token_hex(12)}"
        await self._open_meeting(_config(meeting_id, asked))
        self._meetings[meeting_id].runtime.subscribe(lambda _events, meeting: self._look(meeting))
        self._conversations[key] = _Conversation(meeting_id, technician.name, self._clock() + LENGTH_S)
        self._changed.set()

    async def join(self, meeting_id: str, visitor: str, name: str, language: str) -> Place:
        """The visitor's place; again: the same one.

        :raises RegistrationError: meetingNotOpen, nobody waits for them.
        :raises UserError: entryRefused, they were put out; meetingFull.
        """
        async with self._changing:
            found = self._conversations.get((meeting_id, visitor))
            if found is None:
                raise RegistrationError("meetingNotOpen")
            return await self._seat(found, visitor, name, "delegate", language)

    async def _seat(self, found: _Conversation, who: str, name: str, role: str, language: str) -> Place:
        attendance = self._meetings.get(found.meeting_id)
        if attendance is None:
            raise RegistrationError("meetingNotOpen")
        token = found.tokens.setdefault(who, secrets.token_urlsafe(24))
        if attendance.holder(token) is None:
            if attendance.knows(token):
                raise UserError("entryRefused")
            await attendance.admit(name, "", role, language, None, token)
        participant = attendance.holder(token)
        if participant is None:
            raise RegistrationError("meetingNotOpen")
        return Place(found.meeting_id, token, participant.participant_id)

    def _look(self, meeting: Meeting) -> None:
        if not meeting.roster.participants:
            self._changed.set()

    async def close_due(self) -> float | None:
        """Close those nobody is in any more and those that last too long; when the next is to end."""
        async with self._changing:
            for key, one in list(self._conversations.items()):
                attendance = self._meetings.get(one.meeting_id)
                occupied = attendance is not None and bool(attendance.meeting.roster.participants)
                if not occupied or self._clock() >= one.ends_at:
                    del self._conversations[key]
                    with contextlib.suppress(HemicycleError):
                        await self._close_meeting(one.meeting_id)
        return min((one.ends_at for one in self._conversations.values()), default=None)

    async def run(self) -> None:
        """Until cancelled: what is due by itself."""
        while True:
            self._changed.clear()
            ends_at = await self.close_due()
            wait = None if ends_at is None else max(0.05, ends_at - self._clock())
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), wait)


def _config(meeting_id: str, asked: MeetingConfig) -> MeetingConfig:
    """Nobody else comes in, nothing goes out of it, and nothing is kept; both may speak when they like."""
    return MeetingConfig(
        meeting_id=meeting_id,
        title={},
        languages=asked.languages,
        booths=(),
        participants_limit=PLACES,
        active_limit=PLACES,
        speakers_limit=PLACES,
        form="virtual",
        mode="openWithLimit",
        time_limits_s=dict.fromkeys(TIME_LIMITS_S, 0.0),
        public=False,
        webcast=False,
        statements_limit=0,
        forget_after_s=ABSENT_S,
    )
