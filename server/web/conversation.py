"""The chat over HTTP: older messages, the list of private threads, and the export of the event chat."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec
from aiohttp import web

from server.errors import ProtocolError, UserError
from server.meeting import chat
from server.meeting.chat import EVENT, Message
from server.meeting.roles import may
from server.signaling import moderation_views as views
from server.web.answers import json_body
from server.web.api import joined, number
from server.web.disposition import attachment

PAGE_LIMIT = 200
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet."""


async def history(request: web.Request) -> web.Response:
    """``?thread=&before=&limit=``: the newest messages numbered below ``before``, oldest first."""
    attendance, reader = joined(request)
    meeting = attendance.meeting
    key = chat.key_for(meeting, reader, request.query.get("thread", EVENT))
    if not chat.reads(meeting, reader, key):
        raise UserError("notPermitted")
    before, limit = number(request, "before", 0), number(request, "limit", PAGE_LIMIT)
    if not 0 < limit <= PAGE_LIMIT or before < 0:
        raise ProtocolError("messageInvalid", field="limit" if before >= 0 else "before")
    thread = meeting.chat.thread(key)
    page = thread.page(before or None, limit)
    uncovered = may(meeting, reader.participant_id, "moderateChat")
    return json_body(
        {
            "number": attendance.topics.numbers["eventChat"],
            "thread": chat.name_for(reader.participant_id, key),
            "last": thread.last,
            "read": thread.read.get(reader.participant_id, 0),
            "more": bool(page) and page[0].number > next(iter(thread.messages)),
            "messages": [views.message(message, uncovered=uncovered) for message in page],
        }
    )


async def threads(request: web.Request) -> web.Response:
    attendance, reader = joined(request)
    return json_body({"threads": views.threads(attendance.scene(), reader)})


async def export(request: web.Request) -> web.Response:
    """The event chat whole, as the journal has it: ``?format=json``, ``csv`` or ``txt``.

    :raises UserError: tokenUnknown, notPermitted, journalUnavailable.
    """
    attendance, reader = joined(request)
    if not may(attendance.meeting, reader.participant_id, "exportChat"):
        raise UserError("notPermitted", permission="exportChat")
    name = request.query.get("format", "json")
    if name not in FORMATS:
        raise ProtocolError("messageInvalid", field="format")
    media, write = FORMATS[name]
    body = write(await attendance.runtime.event_chat())
    headers = attachment(f"chat-{attendance.meeting_id}.{name}")
    return web.Response(body=body, content_type=media, charset="utf-8", headers=headers)


def _when(message: Message) -> str:
    return datetime.fromtimestamp(message.sent_at, UTC).isoformat(timespec="seconds")


def _json(messages: Sequence[Message]) -> bytes:
    rows = [
        {
            "number": message.number,
            "sentAt": _when(message),
            "person": message.participant_id,
            "name": message.name,
            "delegation": message.delegation,
            "text": message.text,
            "hidden": message.hidden,
        }
        for message in messages
    ]
    return msgspec.json.format(msgspec.json.encode({"messages": rows}), indent=1)


def _csv(messages: Sequence[Message]) -> bytes:
    """RFC 4180; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("number", "sentAt", "name", "delegation", "text", "hidden"))
    for message in messages:
        cells = (message.name, message.delegation, message.text)
        writer.writerow((message.number, _when(message), *map(_inert, cells), "yes" if message.hidden else ""))
    return out.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULA) else cell


def _txt(messages: Sequence[Message]) -> bytes:
    lines = []
    for message in messages:
        who = f"{message.name} ({message.delegation})" if message.delegation else message.name
        mark = " [hidden]" if message.hidden else ""
        text = message.text.replace("\n", "\n    ")
        lines.append(f"{_when(message)} {who}{mark}: {text}\n")
    return "".join(lines).encode()


FORMATS: dict[str, tuple[str, Callable[[Sequence[Message]], bytes]]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv", _csv),
    "txt": ("text/plain", _txt),
}
