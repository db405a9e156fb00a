"""What registration brings into open meetings: the plans of conferences, and changes of people who are there.

A meeting hears of a change after the database has it; what a crash in between left out comes at the next start: plans
whole, and whoever may not attend any more is out.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from server.attendance import Attendance
from server.errors import UserError
from server.meeting import commands as c
from server.meeting.config import MeetingConfig
from server.meeting.enrolment import PLANNED
from server.meeting.roster import Participant
from server.registration import conferences, derivation
from server.registration.changing import Change
from server.registration.records import Conference, Registration
from server.storage.registration import Member, Store

log = logging.getLogger("hemicycle.enrolling")


def opening(config: MeetingConfig) -> MeetingConfig:
    """What a conference's meeting opens with: its plan comes as events, which the journal keeps."""
    return msgspec.structs.replace(config, agenda=(), documents=(), schedule=())


async def reconfigure(attendance: Attendance, config: MeetingConfig) -> None:
    """Nothing for what the meeting knows already; what cannot be written comes at the next start."""
    try:
        await attendance.runtime.execute(c.Reconfigure(**{name: getattr(config, name) for name in PLANNED}))
    except UserError as error:
        log.error("the plan of meeting %s: %s", attendance.meeting_id, error.code)


class Enrolling:
    def __init__(self, store: Store, key: bytes, meetings: Mapping[str, Attendance]) -> None:
        self._store = store
        self._key = key
        self._meetings = meetings

    async def changed(self, changes: Sequence[Change]) -> None:
        """People who are in a meeting are there as they are registered now."""
        plans = await self._conferences({after[0].conference_id for _, after in changes})
        for before, after in changes:
            for attendance in self._attendances(plans.get(after[0].conference_id)):
                participant = self._holder(attendance, after[0])
                if participant is not None:
                    await _carry(attendance, participant, before, after)

    async def reconcile(self) -> None:
        """At the start: whoever may not attend any more is out."""
        async with self._store.reading() as work:
            every = [one for one in await work.all(Conference) if one.published_at is not None and one.final_at is None]
            for conference in every:
                attendances = [one for one in self._attendances(conference) if one.meeting.roster.participants]
                if not attendances:
                    continue
                barred = [one for one, _ in await work.members(conference.conference_id) if not may_attend(one)]
                for registration in barred:
                    for attendance in attendances:
                        participant = self._holder(attendance, registration)
                        if participant is not None:
                            await _do(attendance, c.Withdraw(participant.participant_id))

    async def _conferences(self, conference_ids: Iterable[str]) -> dict[str, Conference]:
        async with self._store.reading() as work:
            found = await work.among(Conference, "conference_id", conference_ids)
        return {one.conference_id: one for one in found}

    def _attendances(self, conference: Conference | None) -> list[Attendance]:
        wanted = conferences.meeting_ids(conference.sittings) if conference is not None else []
        return [self._meetings[one] for one in wanted if one in self._meetings]

    def _holder(self, attendance: Attendance, registration: Registration) -> Participant | None:
        """Who a registration is in a meeting, by whichever of its access codes they came."""
        tokens = (
            derivation.entry_token(self._key, registration.registration_id, attendance.meeting_id, generation)
            for generation in range(registration.access_generation, 0, -1)
        )
        return next((one for token in tokens if (one := attendance.holder(token)) is not None), None)


def may_attend(registration: Registration) -> bool:
    """Remotely."""
    accredited = registration.standing == "registered" and registration.accreditation == "approved"
    return accredited and registration.attendance == "remote"


async def _carry(attendance: Attendance, participant: Participant, before: Member, after: Member) -> None:
    """What registration changed, and nothing else: what the chair made of somebody stays."""
    identity, (older, was), (newer, now) = participant.participant_id, before, after
    if not may_attend(newer):
        return await _do(attendance, c.Withdraw(identity))
    if (was.name, older.delegation) != (now.name, newer.delegation):
        await _do(attendance, c.RenameParticipant(c.SYSTEM, identity, now.name, newer.delegation))
    if was.language != now.language:
        await _do(attendance, c.SetLanguage(c.SYSTEM, identity, now.language))
    if (older.role, older.booth) != (newer.role, newer.booth):
        await _do(attendance, c.MoveParticipant(c.SYSTEM, identity, newer.role, newer.booth))


async def _do(attendance: Attendance, command: c.Command) -> None:
    """What cannot be is told to whoever keeps the server: an active place that is not there, a desk that is taken."""
    try:
        await attendance.runtime.execute(command)
    except UserError as error:
        log.warning("meeting %s: %s: %s", attendance.meeting_id, type(command).__name__, error.code)
