"""Files of conferences' documents over HTTP: handed in and withdrawn by the desk, read by everyone once published."""

from __future__ import annotations

import msgspec
from aiohttp import web

from server import documents
from server.errors import RegistrationError, UserError
from server.meeting.statements import check_file_name
from server.registration import conferences
from server.registration.office import Office
from server.registration.records import DocumentFile, Staff
from server.web.answers import json_body
from server.web.disposition import attachment
from server.web.registration_access import office_of, staffed

CHUNK = 65_536
UNPACKED_LIMIT = 500 * 1024 * 1024
"""Bytes a Word document may unpack to."""
SUFFIXES = {documents.PDF: ".pdf", documents.DOCX: ".docx", documents.TEXT: ".txt"}
"""What a file is saved as says what it is: nobody is handed a text that a machine runs."""


class FileView(msgspec.Struct, frozen=True, rename="camel"):
    file_id: str
    link: str
    """For a document's ``links``."""
    file_name: str
    media_type: str
    size: int
    """Bytes."""
    at: float


def file_view(file: DocumentFile) -> FileView:
    link = conferences.file_link(file.conference_id, file.file_id)
    return FileView(file.file_id, link, file.file_name, file.media_type, file.size, file.at)


@staffed("read")
async def listed(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    files = await office.library.listed(request.match_info["conference"])
    return json_body({"files": [file_view(one) for one in files]})


@staffed("conferences")
async def add(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    """The body is the file; ``?fileName=``."""
    name, limit = request.query.get("fileName", ""), office.settings.registration.document_max_bytes
    check_file_name(name)
    size = request.content_length or 0
    if size > limit:
        raise UserError("fileTooLarge", limit=str(limit))
    conference_id, library = request.match_info["conference"], office.library
    await library.check_room(conference_id, size)
    received = await library.blobs.receive(request.content.iter_chunked(CHUNK), limit)
    try:
        kind = documents.media_type(received.path, UNPACKED_LIMIT)
        if not name.lower().endswith(SUFFIXES[kind]):
            raise UserError("fileTypeRefused", reason="name")
        file = await library.keep(conference_id, received, name, kind, staff.staff_id)
    except BaseException:
        library.blobs.discard(received.blob)
        raise
    return json_body(file_view(file), 201)


@staffed("read")
async def looked_at(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    return _answer(office, await office.library.get(request.match_info["conference"], request.match_info["file"]))


@staffed("conferences")
async def remove(request: web.Request, office: Office, staff: Staff) -> web.StreamResponse:
    await office.library.remove(request.match_info["conference"], request.match_info["file"], staff.staff_id)
    return web.Response(status=204)


async def published(request: web.Request) -> web.StreamResponse:
    """To anyone."""
    office = office_of(request)
    return _answer(office, await office.library.published(request.match_info["conference"], request.match_info["file"]))


def _answer(office: Office, file: DocumentFile) -> web.StreamResponse:
    """Saved, never shown; asked again each time, because it may have been withdrawn."""
    path = office.library.blobs.path(file.file_id)
    if not path.is_file():
        raise RegistrationError("unknownDocument")
    kind = f"{file.media_type}; charset=utf-8" if file.media_type == documents.TEXT else file.media_type
    headers = {**attachment(file.file_name), "Content-Type": kind, "Cache-Control": "no-cache"}
    return web.FileResponse(path, headers=headers)


FILES = "/api/registration/conferences/{conference}/files"
ROUTES = [
    web.get(FILES, listed),
    web.post(FILES, add),
    web.get(f"{FILES}/{{file}}", looked_at),
    web.delete(f"{FILES}/{{file}}", remove),
    web.get("/api/conferences/{conference}/files/{file}", published),
]
