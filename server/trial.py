"""The test meeting: always open, entered without registration, held by robots; nothing of it is kept.

Robots are companions: they get in by a secret (``keys.companions``), and so into roles and places that nobody else gets.
When the last one has left, the meeting begins anew, so that nobody reads what others wrote.
"""

from __future__ import annotations

import asyncio
import hmac
import tomllib
from collections.abc import Awaitable, Callable, Mapping

from msgspec.structs import replace

from server.attendance import Attendance
from server.errors import UserError
from server.meeting import config as meeting_config
from server.meeting.config import MeetingConfig
from server.meeting.meeting import Meeting
from server.settings import ROOT

MEETING = "test"
DESCRIPTION = ROOT / "config" / "test_meeting.toml"
COMPANIONS_LIMIT = 14
"""Places beyond those of people: the seven robots, and as many that were killed and are not forgotten yet."""
SETTLE_S = 5.0
"""An empty meeting begins anew so long after the last one has left."""


def description(places: int) -> MeetingConfig:
    """:raises ConfigInvalid: ``places`` is none, or the file is damaged."""
    config = meeting_config.from_mapping(tomllib.loads(DESCRIPTION.read_text(encoding="utf-8")))
    if places < 1:
        raise meeting_config.ConfigInvalid("test_meeting.places: at least 1")
    return replace(
        config, meeting_id=MEETING, participants_limit=places + COMPANIONS_LIMIT, active_limit=places + COMPANIONS_LIMIT
    )


class Trial:
    """Keeps the test meeting open, for ``places`` people at most; more are refused."""

    def __init__(
        self,
        places: int,
        secret: str,
        meetings: Mapping[str, Attendance],
        open_meeting: Callable[[MeetingConfig], Awaitable[None]],
        close_meeting: Callable[[str], Awaitable[None]],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._config = description(places)
        self._places = places
        self._secret = secret
        self._meetings = meetings
        self._open_meeting = open_meeting
        self._close_meeting = close_meeting
        self._sleep = sleep
        self._companions: set[str] = set()
        self._emptied = asyncio.Event()
        self._used = False

    async def admit(
        self, name: str, delegation: str, role: str, language: str, booth: str | None, secret: str
    ) -> tuple[str, str]:
        """Token and participant id of somebody new.

        :raises UserError: notPermitted, a role for companions alone; meetingFull; those of :meth:`Attendance.admit`.
        """
        attendance = self._meetings[MEETING]
        companion = hmac.compare_digest(secret.encode(), self._secret.encode())
        if not companion:
            if role not in (self._config.open_roles or ()):
                raise UserError("notPermitted")
            present = attendance.meeting.roster.participants.keys()
            self._companions &= present
            if len(present) - len(self._companions) >= self._places:
                raise UserError("meetingFull")
        token, participant_id = await attendance.admit(name, delegation, role, language, booth)
        if companion:
            self._companions.add(participant_id)
        return token, participant_id

    async def open(self) -> None:
        """:raises HemicycleError: it cannot be opened."""
        await self._open_meeting(self._config)
        self._used = False
        self._emptied.clear()
        self._meetings[MEETING].runtime.subscribe(lambda _events, meeting: self._look(meeting))

    def _look(self, meeting: Meeting) -> None:
        if meeting.roster.participants:
            self._used = True
            self._emptied.clear()
        elif self._used:
            self._emptied.set()

    async def run(self) -> None:
        """Until cancelled: begin anew whenever everybody has left."""
        while True:
            await self._emptied.wait()
            await self._sleep(SETTLE_S)
            if self._emptied.is_set():
                await self._close_meeting(MEETING)
                await self.open()
