"""Captions over HTTP: the history, and the way in for captioning services (POST, or a WebSocket for lines as they grow)."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from aiohttp import WSMsgType, web

from server.attendance import Attendance
from server.captioning import new_id
from server.errors import HemicycleError, ProtocolError, UserError
from server.meeting import commands as c
from server.meeting.interpretation import CaptionLine
from server.meeting.roles import Permission, may
from server.signaling import interpretation_views as views
from server.web import sessions
from server.web.answers import json_body
from server.web.api import body_of, joined
from server.web.house import bearer, house_of

FRAME_LIMIT = 4096
"""Bytes of a frame of a service."""
OFFENCES_LIMIT = 50
"""Refused frames after which a service is disconnected."""
FEEDS_LIMIT = 20
"""Services connected to one meeting."""
SHORTEST_S = 1.0
"""A cue of WebVTT is shown at least so long."""
POLICY_VIOLATION = 1008
WHOLE: tuple[Permission, ...] = ("writeCaptions", "exportChat")
"""Each of them lets read all the journal has."""
CHECK_S = 1.0
"""How often, while a service writes, its token is looked at again."""


class Line(msgspec.Struct, frozen=True, rename="camel"):
    """One state of a line.  ``started_at``: Unix seconds of the server's clock at which it began to be said; default: when
    its first text came."""

    text: Annotated[str, msgspec.Meta(max_length=FRAME_LIMIT)]
    final: bool = True
    caption_id: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    started_at: float | None = None


_decoder = msgspec.json.Decoder(Line)


# --- history ----------------------------------------------------------------------------------------------------------


async def history(request: web.Request) -> web.Response:
    """``?format=json|vtt&after=&whole=``: the newest lines, those written after a time (Unix seconds); ``whole=1``: all
    there ever were, for who writes captions or exports the chat."""
    attendance, reader = joined(request)
    language = _language(request, attendance)
    form = request.query.get("format", "json")
    if form not in ("json", "vtt"):
        raise ProtocolError("messageInvalid", field="format")
    after = _time(request)
    kept: Sequence[CaptionLine] = attendance.meeting.interpretation.captions.get(language, ())
    if request.query.get("whole") == "1":
        if not any(may(attendance.meeting, reader.participant_id, permission) for permission in WHOLE):
            raise UserError("notPermitted")
        kept = await attendance.runtime.captions(language)
    lines = [line for line in kept if line.written_at > after]
    if form == "vtt":
        return web.Response(text=web_vtt(lines), content_type="text/vtt", headers={"Cache-Control": "no-store"})
    return json_body({"captions": [views.caption(line) for line in lines]})


def _time(request: web.Request) -> float:
    try:
        after = float(request.query.get("after", "0"))
    except ValueError:
        after = -1.0
    if not 0 <= after < 1e11:
        raise ProtocolError("messageInvalid", field="after")
    return after


def _language(request: web.Request, attendance: Attendance) -> str:
    language = request.match_info["language"]
    if language not in attendance.runtime.config.languages:
        raise UserError("unknownChannel")
    return language


def web_vtt(lines: Sequence[CaptionLine], origin: float | None = None) -> str:
    """W3C WebVTT; its zero is ``origin``, else when the first line began, said in a note."""
    if not lines:
        return "WEBVTT\n"
    origin = min(line.started_at for line in lines) if origin is None else origin
    parts = ["WEBVTT", f"NOTE 00:00:00.000 is {datetime.fromtimestamp(origin, UTC).isoformat(timespec='milliseconds')}"]
    for line in sorted(lines, key=lambda one: one.started_at):
        begin, end = max(0.0, line.started_at - origin), max(line.written_at, line.started_at + SHORTEST_S) - origin
        parts.append(f"{line.caption_id}\n{_stamp(begin)} --> {_stamp(end)}\n{_escaped(line.text)}")
    return "\n\n".join(parts) + "\n"


def _stamp(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- the way in -------------------------------------------------------------------------------------------------------


async def write(request: web.Request) -> web.Response:
    """One state of a line; the answer names it."""
    attendance, language, by = await _writer(request)
    line = await body_of(request, Line)
    caption_id = line.caption_id or new_id()
    await _take(attendance, by, language, caption_id, line)
    return json_body({"captionId": caption_id}, 201)


async def _take(attendance: Attendance, by: str, language: str, caption_id: str, line: Line) -> None:
    """:raises UserError: tooFast, and what ``Captioning.write`` refuses."""
    if not attendance.captioning.allowance.take(f"{by} {language}"):
        raise UserError("tooFast")
    await attendance.captioning.write(by, caption_id, language, line.text, line.final, line.started_at)


async def _writer(request: web.Request) -> tuple[Attendance, str, str]:
    """Meeting, language and writer: a participant who may, or a service with a token for the language.

    :raises UserError: unknownMeeting, unknownChannel, tokenUnknown, notPermitted, journalUnavailable.
    """
    attendance = house_of(request).meeting(request.match_info["meeting"])
    language = _language(request, attendance)
    participant = attendance.holder(bearer(request))
    if participant is None:
        await sessions.authorise(request, attendance, f"captions:{language}")
        return attendance, language, c.SYSTEM
    if not may(attendance.meeting, participant.participant_id, "writeCaptions"):
        raise UserError("notPermitted", permission="writeCaptions")
    return attendance, language, participant.participant_id


async def feed(request: web.Request) -> web.StreamResponse:
    """A WebSocket of a service: each text frame is one state of the line it writes; a final one ends the line."""
    attendance, language, by = await _writer(request)
    feeds, task = attendance.captioning.feeds, asyncio.current_task()
    if len(feeds) >= FEEDS_LIMIT or task is None:
        raise UserError("tooFast")
    settings = house_of(request).settings.signaling
    socket = web.WebSocketResponse(compress=False, heartbeat=settings.heartbeat_s, max_msg_size=FRAME_LIMIT)
    feeds.add(task)
    try:
        await socket.prepare(request)
        await _read(request, socket, attendance, language, by)
    finally:
        feeds.discard(task)
    return socket


async def _read(request: web.Request, socket: web.WebSocketResponse, attendance: Attendance, language: str, by: str) -> None:
    caption_id, offences, checked_at = new_id(), 0, time.monotonic()
    async for message in socket:
        try:
            if time.monotonic() >= checked_at + CHECK_S:
                await _writer(request)  # a token revoked meanwhile writes nothing more
                checked_at = time.monotonic()
            line = _line(message.data if message.type is WSMsgType.TEXT else b"")
            await _take(attendance, by, language, caption_id, line)
        except HemicycleError as error:
            offences += 1
            await _tell(socket, {"code": error.code, "detail": error.detail})
            if offences > OFFENCES_LIMIT or error.code in ("tokenUnknown", "notPermitted"):
                await socket.close(code=POLICY_VIOLATION, message=error.code.encode())
            continue
        if line.final:
            await _tell(socket, {"captionId": caption_id})
            caption_id = new_id()


async def _tell(socket: web.WebSocketResponse, answer: dict[str, object]) -> None:
    with contextlib.suppress(ConnectionError):  # the next read ends
        await socket.send_str(msgspec.json.encode(answer).decode())


def _line(frame: str | bytes) -> Line:
    """:raises ProtocolError: messageInvalid, frameMalformed."""
    try:
        return _decoder.decode(frame)
    except msgspec.ValidationError as error:
        raise ProtocolError("messageInvalid", reason=str(error)) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise ProtocolError("frameMalformed") from None
