"""Coaching sessions over HTTP: slots of staff, bookings of delegates, and the way into a session."""

from __future__ import annotations

from typing import Any

import msgspec
from aiohttp import web

from server.errors import RegistrationError, UserError
from server.registration.coaching import Door, Told, Wanted, meeting_of
from server.registration.office import Office
from server.registration.records import Slot, SlotKind, Staff
from server.web.answers import json_body
from server.web.api import body_of
from server.web.house import house_of
from server.web.registration_access import staffed
from server.web.registration_entry import delegated


class NewSlots(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    starts_at: float
    minutes: int = 20
    places: int = 1
    language: str = "en"
    kind: SlotKind = "coaching"
    count: int = 1
    """So many, one after another."""


class ChangedSlot(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    starts_at: float | None = None
    minutes: int | None = None
    places: int | None = None
    language: str | None = None


# --- staff ---


@staffed("coaching")
async def listed(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    told = await office.coaching.listed(request.match_info["conference"])
    return json_body({"slots": [_told(office, one) for one in told]})


@staffed("coaching")
async def add(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    asked = await body_of(request, NewSlots)
    wanted = Wanted(**msgspec.structs.asdict(asked))
    made = await office.coaching.add(request.match_info["conference"], wanted, staff.staff_id)
    return json_body({"slots": [slot_view(one) for one in made]}, 201)


@staffed("coaching")
async def change(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    asked = await body_of(request, ChangedSlot)
    changed = await office.coaching.change(
        request.match_info["slot"], asked.starts_at, asked.minutes, asked.places, asked.language, staff.staff_id
    )
    return json_body(slot_view(changed))


@staffed("coaching")
async def withdraw(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    await office.coaching.withdraw(request.match_info["slot"], staff.staff_id)
    return web.Response(status=204)


@staffed("coaching")
async def no_shows(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    told = [_told(office, one) for one in await office.coaching.listed(request.match_info["conference"])]
    missing = [
        {**booking, "slotId": slot["slotId"], "startsAt": slot["startsAt"]}
        for slot in told
        for booking in slot["bookings"]
        if booking["noShow"]
    ]
    return json_body({"noShows": missing})


@staffed("coaching")
async def supervise(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    """The token of a technician in the session."""
    door = await office.coaching.supervise(request.match_info["slot"], staff.staff_id)
    return json_body(await _in(request, door, staff.name, "technician"), 201)


def slot_view(slot: Slot) -> dict[str, Any]:
    return {**msgspec.to_builtins(slot), "meetingId": meeting_of(slot)}


def _told(office: Office, one: Told) -> dict[str, Any]:
    bookings = [
        {
            "registrationId": booking.registration_id,
            "name": person.name,
            "delegation": registration.delegation,
            "bookedAt": booking.booked_at,
            "cameAt": booking.came_at,
            "noShow": office.coaching.is_no_show(one.slot, booking),
        }
        for booking, (registration, person) in one.bookings
    ]
    return {**slot_view(one.slot), "bookings": bookings}


# --- delegates ---


@delegated
async def offered(request: web.Request, office: Office, registration_id: str) -> web.StreamResponse:
    shown = [
        {
            "slotId": slot.slot_id,
            "kind": slot.kind,
            "startsAt": slot.starts_at,
            "endsAt": slot.ends_at,
            "language": slot.language,
            "free": free,
            "booked": booking is not None,
        }
        for slot, free, booking in await office.coaching.offered(registration_id)
    ]
    return json_body({"slots": shown})


@delegated
async def book(request: web.Request, office: Office, registration_id: str) -> web.StreamResponse:
    slot = await office.coaching.book(registration_id, request.match_info["slot"])
    return json_body({"slotId": slot.slot_id, "startsAt": slot.starts_at, "endsAt": slot.ends_at})


@delegated
async def cancel(request: web.Request, office: Office, registration_id: str) -> web.StreamResponse:
    await office.coaching.cancel(registration_id, request.match_info["slot"])
    return web.Response(status=204)


@delegated
async def enter(request: web.Request, office: Office, registration_id: str) -> web.StreamResponse:
    """Before its time, how long to wait; then the token for ``join``."""
    door = await office.coaching.enter(registration_id, request.match_info["slot"])
    if door.token is None:
        seconds = max(0, round(door.opens_at - office.wall()))
        return json_body({"waiting": True, "opensAt": door.opens_at, "inSeconds": seconds})
    return json_body({"waiting": False, **await _in(request, door, door.name, "delegate")})


async def _in(request: web.Request, door: Door, name: str, role: str) -> dict[str, Any]:
    """The one participant of a token, admitted when they first come.

    :raises UserError: entryRefused, meetingFull.
    """
    attendance, token = house_of(request).meetings.get(door.meeting_id), door.token
    if attendance is None or token is None:
        raise RegistrationError("meetingNotOpen")
    if attendance.holder(token) is None:
        if attendance.knows(token):
            raise UserError("entryRefused")
        await attendance.admit(name, door.delegation, role, door.language, None, token)
    participant = attendance.holder(token)
    assert participant is not None
    return {"meetingId": door.meeting_id, "token": token, "participantId": participant.participant_id}


CONFERENCE, SLOT, OWN = (
    "/api/registration/conferences/{conference}",
    "/api/registration/slots/{slot}",
    "/api/entry/slots/{slot}",
)
ROUTES = [
    web.get(f"{CONFERENCE}/slots", listed),
    web.post(f"{CONFERENCE}/slots", add),
    web.get(f"{CONFERENCE}/no-shows", no_shows),
    web.patch(SLOT, change),
    web.delete(SLOT, withdraw),
    web.post(f"{SLOT}/session", supervise),
    web.get("/api/entry/slots", offered),
    web.put(OWN, book),
    web.delete(OWN, cancel),
    web.post(f"{OWN}/session", enter),
]
