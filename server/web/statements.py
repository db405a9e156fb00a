"""Statements over HTTP: handing in, reading, taking back; and recordings for the operator to play."""

from __future__ import annotations

import secrets

from aiohttp import web

from server.attendance import Attendance
from server.errors import UserError
from server.meeting import commands as c
from server.meeting.roles import authorise
from server.meeting.roster import Participant
from server.meeting.statements import check_file_name, may_read
from server.signaling import moderation_views as views
from server.storage.blobs import Received
from server.web.answers import json_body
from server.web.api import joined
from server.web.disposition import attachment
from server.web.house import house_of

CHUNK = 65_536
SOUND = "application/octet-stream"
"""A recording is handed back as bytes: only the player decodes it."""


async def listed(request: web.Request) -> web.Response:
    attendance, reader = joined(request)
    statements = views.statements_for(attendance.meeting, reader)
    return json_body({"number": attendance.topics.numbers["statements"], "statements": statements})


async def file_text(request: web.Request) -> web.Response:
    """The body is the file; ``?fileName=&language=&statement=``: a further language, or version, of that statement.  With
    ``name`` and ``delegation`` by the operator for someone else.

    :raises UserError: tokenUnknown, notPermitted, tooFast, fileTooLarge, fileTypeRefused, nameInvalid, unknownChannel,
        statementDelivered, statementsFull, journalUnavailable.
    """
    attendance, writer = _writer(request, "fileStatement")
    settings = house_of(request).settings.statements
    received = await _receive(request, attendance, settings.max_bytes)
    try:
        kind = await attendance.filing.inspect(received, settings.unpacked_max_bytes)
        return await _file(attendance, _command(request, attendance, writer, received, kind))
    finally:
        attendance.filing.give_up(received)


async def file_recording(request: web.Request) -> web.Response:
    """As ``file_text``, for a recording; ``name`` and ``delegation`` are of who speaks on it."""
    attendance, writer = _writer(request, "playRecording")
    settings = house_of(request).settings.statements
    received = await _receive(request, attendance, settings.recording_max_bytes)
    try:
        duration_s = await attendance.filing.playback.probe(received.path)
        return await _file(attendance, _command(request, attendance, writer, received, SOUND, duration_s))
    finally:
        attendance.filing.give_up(received)


async def download(request: web.Request) -> web.StreamResponse:
    attendance, reader = joined(request)
    file = attendance.meeting.statements.get(request.match_info["statement"], request.match_info["language"])
    if not may_read(attendance.meeting, reader, file):
        raise UserError("unknownStatement")
    path = attendance.filing.path(file)
    if not path.is_file():
        raise UserError("unknownStatement")
    return web.FileResponse(path, headers={**attachment(file.file_name), "Content-Type": file.media_type})


async def withdraw(request: web.Request) -> web.Response:
    attendance, writer = joined(request)
    statement, language = request.match_info["statement"], request.match_info["language"]
    await attendance.filing.withdraw(writer.participant_id, statement, language)
    return web.Response(status=204)


def _writer(request: web.Request, permission: str) -> tuple[Attendance, Participant]:
    """Asked before a byte of the file is taken.

    :raises UserError: tokenUnknown, notPermitted, notJoined, nameInvalid, tooFast.
    """
    attendance, writer = joined(request)
    authorise(attendance.meeting, writer.participant_id, permission)  # type: ignore[arg-type]
    check_file_name(request.query.get("fileName", ""))
    if not attendance.filing.may_upload(writer.participant_id):
        raise UserError("tooFast", retryAfter="10")
    return attendance, writer


async def _receive(request: web.Request, attendance: Attendance, limit: int) -> Received:
    if request.content_length is not None and request.content_length > limit:
        raise UserError("fileTooLarge", limit=str(limit))
    return await attendance.filing.blobs.receive(request.content.iter_chunked(CHUNK), limit)


def _command(
    request: web.Request,
    attendance: Attendance,
    writer: Participant,
    received: Received,
    kind: str,
    duration_s: float | None = None,
) -> c.FileStatement:
    """:raises UserError: unknownStatement, the one named is not there."""
    query, files = request.query, attendance.meeting.statements.files
    statement_id = query.get("statement")
    if statement_id is not None and not any(known == statement_id for known, _ in files):
        raise UserError("unknownStatement")
    return c.FileStatement(
        by=writer.participant_id,
        statement_id=statement_id or secrets.token_hex(8),
        language=query.get("language", writer.language),
        file_name=query["fileName"],
        media_type=kind,
        size=received.size,
        sha256=received.sha256,
        blob=received.blob,
        name=query.get("name"),
        delegation=query.get("delegation", ""),
        recording=duration_s is not None,
        duration_s=duration_s,
    )


async def _file(attendance: Attendance, command: c.FileStatement) -> web.Response:
    filed = await attendance.filing.file(command)
    return json_body({"statement": views.statement(attendance.meeting, filed)}, 201)
