"""Changes of registrations carried out: rows, audit log, and what people are told of it, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from server.registration import closing, mailing
from server.registration.importing import Changes
from server.registration.records import Act, Conference, Person, Registration
from server.storage.registration import Member, Work

Change = tuple[Member, Member]
"""A registration with its person, before and after."""


async def carry_out(work: Work, key: bytes, conference: Conference, changes: Changes, by: str, now: float) -> list[Change]:
    """What was there before and is another now; registrations of changed people in other conferences too."""
    before = await _concerned(work, changes)
    await _write(work, changes, by, now)
    touched = [*changes.new_registrations, *changes.changed_registrations]
    people = {one.person_id: one for one in await work.among(Person, "person_id", [one.person_id for one in touched])}
    members = [(one, people[one.person_id]) for one in touched]
    await closing.tell(work, key, conference, members, now)
    if conference.invited_at is not None and conference.closed_at is None:
        await mailing.invite(work, [one for one in members if one[0].standing == "invited"], now)
    after = await members_of(work, [one.registration_id for one, _ in before])
    happened = [(one, after[one[0].registration_id]) for one in before]
    await _tell_cancelled(work, conference, happened, now)
    return happened


async def _concerned(work: Work, changes: Changes) -> list[Member]:
    named = [one.registration_id for one in changes.changed_registrations]
    owned = await work.among(Registration, "person_id", [one.person_id for one in changes.changed_people])
    return list((await members_of(work, [*named, *(one.registration_id for one in owned)])).values())


async def members_of(work: Work, registration_ids: Iterable[str]) -> dict[str, Member]:
    """By registration id."""
    found = await work.among(Registration, "registration_id", registration_ids)
    people = {one.person_id: one for one in await work.among(Person, "person_id", [one.person_id for one in found])}
    return {one.registration_id: (one, people[one.person_id]) for one in found}


async def _write(work: Work, changes: Changes, by: str, now: float) -> None:
    changed = [person.person_id for person in changes.changed_people]
    for start in range(0, len(changed), 500):
        # Addresses may go from one person to another within a batch.
        emptied = {"number": None, "email": None, "email_folded": None}
        await work.change(Person, emptied, person_id=changed[start : start + 500])
    await work.put(*changes.changed_people)
    await work.add(*changes.new_people, *changes.new_registrations)
    await work.put(*changes.changed_registrations)
    acts = [act(now, by, "registered", one) for one in changes.new_registrations]
    acts += [act(now, by, "registrationChanged", one) for one in changes.changed_registrations]
    acts += [Act(at=now, who=by, act="personChanged", subject=f"person:{one}") for one in changed]
    await work.note(*acts)


async def _tell_cancelled(work: Work, conference: Conference, happened: Iterable[Change], now: float) -> None:
    """Whoever has the dates in a calendar learns that they are not for them any more."""
    gone = [
        (before[0], after)
        for before, (after, person) in happened
        if after.standing == "cancelled" and before[0].standing != "cancelled" and person.email is not None
    ]
    if not gone:
        return
    told = await mailing.told_dates(work, conference.conference_id)
    await mailing.write(
        work,
        [
            mailing.mail("cancelled", one, now, str(int(now * 1000)))
            for before, one in gone
            if one.registration_id in told and before.standing == "registered"
        ],
    )


async def tell_decision(
    work: Work, key: bytes, conference: Conference, before: Registration, one: Member, now: float
) -> None:
    """By mail, where the conference wants it; who gets access or place at once needs no second mail."""
    (after, person), decided = one, one[0].accreditation
    if conference.accreditation_mails and decided != before.accreditation:
        await mailing.supersede(work, after.registration_id, "approved", "refused")
        told = closing.is_due(conference, after) or closing.is_told_on_site(conference, after)
        if person.email is not None and after.standing == "registered" and decided != "pending" and not told:
            await mailing.write(work, [mailing.mail(decided, after, now, str(int(now * 1000)))])
    await closing.tell(work, key, conference, [one], now)


def act(now: float, who: str, what: str, registration: Registration, **detail: Any) -> Act:
    return Act(
        at=now,
        who=who,
        act=what,
        conference_id=registration.conference_id,
        subject=f"registration:{registration.registration_id}",
        detail=detail,
    )
