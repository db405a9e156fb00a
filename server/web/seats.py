"""Seats over HTTP: the interface of conference systems, the light phone page, and QR codes.  See the guide on both."""

from __future__ import annotations

import csv
import io
import time
from typing import Annotated, Any

import msgspec
import segno
from aiohttp import web

from server.attendance import Attendance
from server.errors import HemicycleError, ProtocolError, UserError
from server.meeting.config import is_seat
from server.meeting.roles import authorise
from server.seating import Seat
from server.web import sessions
from server.web.answers import json_body
from server.web.api import body_of, joined, number
from server.web.house import bearer, house_of

SCOPE = "seats"
WAIT_S = 55
"""Longest a question waits for a change."""
IMPORT_LIMIT = 3000


class Press(msgspec.Struct, frozen=True, rename="camel"):
    kind: Annotated[str, msgspec.Meta(max_length=40)] = "statement"
    language: Annotated[str, msgspec.Meta(max_length=35)] | None = None


class Sitter(msgspec.Struct, frozen=True, rename="camel"):
    """A participant, or a delegate without a device of their own."""

    person: str | None = None
    name: str = ""
    delegation: str = ""
    language: Annotated[str, msgspec.Meta(max_length=35)] = "en"


class Row(msgspec.Struct, frozen=True, rename="camel"):
    seat: str
    person: str | None = None
    name: str = ""
    delegation: str = ""
    language: Annotated[str, msgspec.Meta(max_length=35)] = "en"


class Unit(msgspec.Struct, frozen=True):
    open: bool


class Code(msgspec.Struct, frozen=True):
    code: Annotated[str, msgspec.Meta(max_length=64)]


def _view(seat: Seat) -> dict[str, Any]:
    return {
        "seat": seat.seat,
        "person": seat.person,
        "name": seat.name,
        "delegation": seat.delegation,
        "plate": seat.plate,
        "attending": seat.attending,
        "lamp": seat.lamp,
        "microphone": seat.microphone,
        "requestId": seat.request_id,
        "kind": seat.kind,
        "state": seat.state,
        "place": seat.place,
        "limitS": seat.limit_s,
        "spokenS": seat.spoken_s,
        "runningSince": seat.running_since,
        "webcast": seat.webcast,
        "recorded": seat.recorded,
    }


async def _system(request: web.Request) -> Attendance:
    """The meeting, for a token ``seats`` of it or a participant who may ``manageSeats``.

    :raises UserError: unknownMeeting, tokenUnknown, notPermitted, notJoined, journalUnavailable.
    """
    attendance = house_of(request).meeting(request.match_info["meeting"])
    if attendance.knows(bearer(request)):
        _, participant = joined(request)
        authorise(attendance.meeting, participant.participant_id, "manageSeats")
        return attendance
    await sessions.authorise(request, attendance, SCOPE)
    return attendance


def _named(request: web.Request) -> str:
    """:raises UserError: unknownSeat."""
    seat = request.match_info["seat"]
    if not is_seat(seat):
        raise UserError("unknownSeat")
    return seat


async def _waited(request: web.Request, attendance: Attendance) -> int:
    since, wait_s = number(request, "since", -1), number(request, "wait", 0)
    if not 0 <= wait_s <= WAIT_S:
        raise ProtocolError("messageInvalid", field="wait")
    return await attendance.seating.wait(since, wait_s)


# --- conference systems ---


async def listed(request: web.Request) -> web.Response:
    """``?since=&wait=``: once the version is above ``since``, at the latest after ``wait`` seconds."""
    attendance = await _system(request)
    version = await _waited(request, attendance)
    seats = [_view(seat) for seat in attendance.seating.seats()]
    return json_body({"version": version, "now": time.time(), "seats": seats})


async def shown(request: web.Request) -> web.Response:
    attendance = await _system(request)
    return json_body(_view(attendance.seating.seat(_named(request))))


async def assign(request: web.Request) -> web.Response:
    attendance = await _system(request)
    seat, sitter = _named(request), await body_of(request, Sitter)
    await attendance.seating.assign(seat, sitter.person, sitter.name, sitter.delegation, sitter.language)
    return json_body(_view(attendance.seating.seat(seat)))


async def free(request: web.Request) -> web.Response:
    attendance = await _system(request)
    await attendance.seating.free(_named(request))
    return web.Response(status=204)


async def take_over(request: web.Request) -> web.Response:
    """A list of seats as CSV or JSON.  Rows that fail are named and change nothing; the others are carried out."""
    attendance = await _system(request)
    rows = await _rows(request)
    failed = []
    for line, row in enumerate(rows, 1):
        try:
            if not is_seat(row.seat):
                raise UserError("unknownSeat")
            await attendance.seating.assign(row.seat, row.person, row.name, row.delegation, row.language)
        except HemicycleError as error:
            failed.append({"row": line, "seat": row.seat, "code": error.code})
    return json_body({"assigned": len(rows) - len(failed), "failed": failed})


async def _rows(request: web.Request) -> list[Row]:
    if request.content_type == "text/csv":
        rows = _csv_rows(await request.read())
    else:
        rows = await body_of(request, list[Row])
    if len(rows) > IMPORT_LIMIT:
        raise UserError("valueInvalid", field="rows")
    return rows


def _csv_rows(body: bytes) -> list[Row]:
    """RFC 4180 with a head line; ``seat`` and ``name`` or ``person`` are needed."""
    try:
        reader = csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True)
        known = {field.name for field in msgspec.structs.fields(Row)}
        rows = [{key: cell for key, cell in row.items() if key in known and cell} for row in reader]
        return msgspec.convert(rows, list[Row])
    except (UnicodeDecodeError, csv.Error) as error:
        raise ProtocolError("frameMalformed") from error
    except msgspec.ValidationError as error:
        raise ProtocolError("messageInvalid", reason=str(error)) from error


async def press(request: web.Request) -> web.Response:
    """``Idempotency-Key``: a press that is repeated because its answer was lost."""
    attendance = await _system(request)
    seat, wish = _named(request), await _wish(request)
    key = request.headers.get("Idempotency-Key", "")[:128]
    return json_body(await attendance.seating.press(seat, wish.kind, wish.language, "seat", key))


async def release(request: web.Request) -> web.Response:
    attendance = await _system(request)
    await attendance.seating.withdraw(_named(request))
    return web.Response(status=204)


async def switch(request: web.Request) -> web.Response:
    attendance = await _system(request)
    seat, unit = _named(request), await body_of(request, Unit)
    await attendance.seating.switch(seat, unit.open)
    return json_body(_view(attendance.seating.seat(seat)))


async def _wish(request: web.Request) -> Press:
    return await body_of(request, Press) if request.can_read_body else Press()


# --- codes ---


async def code(request: web.Request) -> web.Response:
    attendance = await _system(request)
    seat = _named(request)
    return json_body({"seat": seat, "code": attendance.seating.code(seat), "path": _path(attendance, seat)})


async def renew(request: web.Request) -> web.Response:
    attendance = await _system(request)
    await attendance.seating.renew("system", _named(request))
    return await code(request)


async def picture(request: web.Request) -> web.Response:
    """The QR code of a seat's phone page, as SVG or PNG; ``?origin=``: where phones reach this server."""
    attendance = await _system(request)
    seat = _named(request)
    origin = request.query.get("origin", f"{request.scheme}://{request.host}")
    if not origin.startswith(("https://", "http://")) or len(origin) > 200 or not origin.isprintable():
        raise ProtocolError("messageInvalid", field="origin")
    drawn, out = segno.make(origin.rstrip("/") + _path(attendance, seat), micro=False, error="m"), io.BytesIO()
    kind = request.path[-3:]
    drawn.save(out, kind=kind, scale=8, border=4)
    media = {"svg": "image/svg+xml", "png": "image/png"}[kind]
    return web.Response(body=out.getvalue(), content_type=media, headers={"Cache-Control": "no-store"})


def _path(attendance: Attendance, seat: str) -> str:
    return f"/seat/{attendance.meeting_id}/{attendance.seating.code(seat)}"


# --- phones ---


async def open_session(request: web.Request) -> web.Response:
    """A code from the desk for a session: it may ask for the floor, give it up, and see place and clock; nothing else.

    :raises UserError: unknownMeeting, tooFast, codeUnknown.
    """
    house = house_of(request)
    attendance = house.meeting(request.match_info["meeting"])
    if not house.codes.take(request.remote or ""):
        raise UserError("tooFast", retryAfter="10")
    given = await body_of(request, Code)
    seat, token, until = attendance.seating.open_session(given.code)
    return json_body({"token": token, "seat": seat, "expiresAt": until}, 201)


async def own_seat(request: web.Request) -> web.Response:
    attendance, _ = _phone(request)
    version = await _waited(request, attendance)
    attendance, seat = _phone(request)
    return json_body({"version": version, "now": time.time(), **_view(attendance.seating.seat(seat))})


async def own_press(request: web.Request) -> web.Response:
    attendance, seat = _phone(request)
    wish = await _wish(request)
    key = request.headers.get("Idempotency-Key", "")[:128]
    return json_body(await attendance.seating.press(seat, wish.kind, wish.language, "liteClient", key))


async def own_release(request: web.Request) -> web.Response:
    attendance, seat = _phone(request)
    await attendance.seating.withdraw(seat)
    return web.Response(status=204)


async def own_answer(request: web.Request) -> web.Response:
    attendance, seat = _phone(request)
    await attendance.seating.answer(seat)
    return web.Response(status=204)


def _phone(request: web.Request) -> tuple[Attendance, str]:
    """:raises UserError: unknownMeeting, tokenUnknown."""
    attendance = house_of(request).meeting(request.match_info["meeting"])
    return attendance, attendance.seating.seat_of_session(bearer(request))
