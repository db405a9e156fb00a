"""Conferences as organisers found, plan and publish them; published ones open their meetings, changed plans reach them."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from server.errors import RegistrationError
from server.meeting.config import MeetingConfig
from server.registration import conferences, mailing
from server.registration.records import Act, Conference, DocumentFile, Plan, Registration
from server.storage.registration import Store, Work

OpenMeeting = Callable[[MeetingConfig], Awaitable[None]]
"""Opens a meeting, or brings the plan into the one that is open."""
CloseMeeting = Callable[[str], Awaitable[None]]
UNLINKED_S = 7 * 86_400.0
"""A file handed in waits so long for a plan that links to it; then the next change of the plan drops it."""


class Conferring:
    def __init__(
        self,
        store: Store,
        wall: Callable[[], float],
        open_meeting: OpenMeeting,
        wake: Callable[[], None],
        close_meeting: CloseMeeting,
        discard: Callable[[str], None],
    ) -> None:
        self._store = store
        self._wall = wall
        self._open_meeting = open_meeting
        self._close_meeting = close_meeting
        self._wake = wake
        """A deadline may have moved."""
        self._discard = discard
        """Removes a document's file."""

    async def all(self) -> list[Conference]:
        async with self._store.reading() as work:
            return await work.all(Conference, order="-starts_at")

    async def get(self, conference_id: str) -> Conference:
        """:raises RegistrationError: unknownConference."""
        async with self._store.reading() as work:
            return await found(work, conference_id)

    async def add(self, conference_id: str, plan: Plan, by: str) -> Conference:
        """:raises RegistrationError: fieldInvalid, nameTaken."""
        conferences.check(plan)
        conference = conferences.founded(conference_id, plan, _new_id)
        async with self._store.writing() as work:
            if await work.get(Conference, conference_id=conference_id) is not None:
                raise RegistrationError("nameTaken")
            await self._check_meetings(work, conference)
            conferences.check_files(conference, ())
            await work.add(conference)
            await work.note(self._act(by, "conferenceAdded", conference))
        return conference

    async def change(self, conference_id: str, plan: Plan, version: int, by: str) -> Conference:
        """:raises RegistrationError: fieldInvalid, unknownConference, changedMeanwhile, wrongState (it is final)."""
        conferences.check(plan)
        async with self._store.writing() as work:
            older = await found(work, conference_id)
            if older.version != version:
                raise RegistrationError("changedMeanwhile", version=str(older.version))
            if older.final_at is not None:
                raise RegistrationError("wrongState", state="final")
            conference = conferences.planned(older, plan, _new_id)
            await self._check_meetings(work, conference)
            unused = await self._drop_files(work, older, conference)
            await work.put(conference)
            changed = [name for name in Plan.__struct_fields__ if getattr(older, name) != getattr(conference, name)]
            told = await self._tell_dates(work, conference) if conference.calendar_version > older.calendar_version else 0
            await work.note(self._act(by, "conferenceChanged", conference, fields=changed, told=told))
        for file_id in unused:
            self._discard(file_id)
        if conference.published_at is not None:
            await self._open(conference)
            for meeting_id in conferences.meeting_ids(older.sittings):
                if meeting_id not in conferences.meeting_ids(conference.sittings):
                    await self._close_meeting(meeting_id)
        self._wake()
        return conference

    async def _drop_files(self, work: Work, older: Conference, conference: Conference) -> list[str]:
        """Files the plan links to no more, or has not linked to for long.

        :raises RegistrationError: fieldInvalid, it links to one there is not.
        """
        files = await work.all(DocumentFile, conference_id=conference.conference_id)
        conferences.check_files(conference, {one.file_id for one in files})
        linked, before, late = conferences.file_ids(conference), conferences.file_ids(older), self._wall() - UNLINKED_S
        unused = [one.file_id for one in files if one.file_id not in linked and (one.file_id in before or one.at < late)]
        if unused:
            await work.remove(DocumentFile, file_id=unused)
        return unused

    async def _tell_dates(self, work: Work, conference: Conference) -> int:
        """A mail to everyone who was told other dates."""
        told = await mailing.told_dates(work, conference.conference_id)
        version, now = str(conference.calendar_version), self._wall()
        members = await work.members(conference.conference_id, standing=["registered", "invited"])
        return await mailing.write(
            work,
            [
                mailing.mail("changed", one, now, version, version=version)
                for one, person in members
                if one.registration_id in told and person.email is not None
            ],
        )

    async def publish(self, conference_id: str, by: str) -> Conference:
        """Shown to everyone, registration opens, and so do its meetings.

        :raises RegistrationError: unknownConference.
        """
        async with self._store.writing() as work:
            conference = await found(work, conference_id)
            if conference.published_at is None:
                conference = replace(conference, published_at=self._wall(), version=conference.version + 1)
                await work.put(conference)
                await work.note(self._act(by, "conferencePublished", conference))
        await self._open(conference)
        self._wake()
        return conference

    async def remove(self, conference_id: str, by: str) -> None:
        """A draft nobody is registered for.

        :raises RegistrationError: unknownConference, wrongState.
        """
        async with self._store.writing() as work:
            conference = await found(work, conference_id)
            if conference.published_at is not None or await work.count(Registration, conference_id=conference_id):
                raise RegistrationError("wrongState")
            files = await work.all(DocumentFile, conference_id=conference_id)
            await work.remove(DocumentFile, conference_id=conference_id)
            await work.remove(Conference, conference_id=conference_id)
            await work.note(self._act(by, "conferenceRemoved", conference))
        for file in files:
            self._discard(file.file_id)

    async def open_meetings(self) -> None:
        """After a start: those of every published conference that is not over for longer than its people are kept."""
        for conference in await self.all():
            if conference.published_at is not None and conference.final_at is None:
                await self._open(conference)

    async def _open(self, conference: Conference) -> None:
        for meeting_id in conferences.meeting_ids(conference.sittings):
            await self._open_meeting(conferences.meeting_config(conference, meeting_id))

    async def _check_meetings(self, work: Work, conference: Conference) -> None:
        """A meeting belongs to one conference: by it a meeting's people are found.

        :raises RegistrationError: fieldInvalid.
        """
        own = set(conferences.meeting_ids(conference.sittings))
        for other in await work.all(Conference):
            if other.conference_id != conference.conference_id and own & set(conferences.meeting_ids(other.sittings)):
                raise RegistrationError("fieldInvalid", field="sittings", reason=f"meeting of {other.conference_id}")

    def _act(self, who: str, act: str, conference: Conference, **detail: object) -> Act:
        return Act(at=self._wall(), who=who, act=act, conference_id=conference.conference_id, detail=dict(detail))


def _new_id() -> str:
    return secrets.token_hex(4)


async def found(work: Work, conference_id: str) -> Conference:
    """:raises RegistrationError: unknownConference."""
    conference = await work.get(Conference, conference_id=conference_id)
    if conference is None:
        raise RegistrationError("unknownConference")
    return conference
