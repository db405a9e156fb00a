"""Corrections of recordings over HTTP, for operators: ``server/recordings/corrections.py``."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from aiohttp import web

from server.errors import ProtocolError, UserError
from server.recordings import views
from server.recordings.corrections import NAME_LENGTH, SOUND_BYTES, WHY_LENGTH, ChapterChange
from server.recordings.records import RevisionRow
from server.web.answers import json_body
from server.web.api import body_of
from server.web.recordings import operated
from server.web.webcasts import catalogue_of

CHUNK = 65_536
Moment = Annotated[float, msgspec.Meta(ge=0, le=1e11)]
Why = Annotated[str, msgspec.Meta(max_length=WHY_LENGTH)]
Text = Annotated[str, msgspec.Meta(max_length=NAME_LENGTH)]


class NewRevision(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """``mute``: both moments and the channel.  ``trim``: what is left is between them; null: not cut at that end."""

    kind: Literal["mute", "trim"]
    why: Why
    channel: str = ""
    starts_at: Moment | None = None
    """Unix seconds."""
    ends_at: Moment | None = None


class NewChapter(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """What is absent stays.  ``title`` of an agenda item, the others of a statement."""

    why: Why
    title: dict[str, Text] | None = None
    speaker: Text | None = None
    delegation: Text | None = None


async def listed(request: web.Request) -> web.Response:
    recording, _ = await operated(request)
    rows = await catalogue_of(request).store.revisions(recording.recording_id)
    return json_body({"revisions": [views.revision(row) for row in rows]})


async def revise(request: web.Request) -> web.Response:
    recording, by = await operated(request)
    asked = await body_of(request, NewRevision)
    corrections = catalogue_of(request).corrections
    if asked.kind == "trim":
        return _made(await corrections.trim(recording, asked.starts_at, asked.ends_at, by, asked.why))
    if asked.starts_at is None or asked.ends_at is None:
        raise ProtocolError("messageInvalid", field="startsAt")
    return _made(await corrections.mute(recording, asked.channel, asked.starts_at, asked.ends_at, by, asked.why))


async def replace_sound(request: web.Request) -> web.Response:
    """The body is the file; ``?from=&to=&why=&consented=true``: who sends it answers for the consent of those heard in it.

    :raises UserError: fileTooLarge and what ``Corrections.replace_sound`` and ``operated`` raise."""
    recording, by = await operated(request)
    if request.query.get("consented") != "true":
        raise ProtocolError("messageInvalid", field="consented")
    begins, ends = _moment(request, "from"), _moment(request, "to")
    if begins is None:
        raise ProtocolError("messageInvalid", field="from")
    if request.content_length is not None and request.content_length > SOUND_BYTES:
        raise UserError("fileTooLarge", limit=str(SOUND_BYTES))
    channel, why = request.match_info["channel"], request.query.get("why", "")
    chunks = request.content.iter_chunked(CHUNK)
    return _made(await catalogue_of(request).corrections.replace_sound(recording, channel, begins, ends, chunks, by, why))


async def change_chapter(request: web.Request) -> web.Response:
    recording, by = await operated(request)
    asked = await body_of(request, NewChapter)
    change = ChapterChange(title=asked.title, speaker=asked.speaker, delegation=asked.delegation)
    catalogue = catalogue_of(request)
    coverage = catalogue.coverages.get(recording.meeting_id)
    config = coverage.meeting.config if coverage is not None else None
    mark = request.match_info["mark"]
    return _made(await catalogue.corrections.change_chapter(recording, config, mark, change, by, asked.why))


def _made(row: RevisionRow) -> web.Response:
    response = json_body(views.revision(row))
    response.set_status(202)
    return response


def _moment(request: web.Request, name: str) -> float | None:
    """:raises ProtocolError: messageInvalid."""
    if name not in request.query:
        return None
    try:
        at = float(request.query[name])
    except ValueError:
        at = -1.0
    if not 0 <= at < 1e11:
        raise ProtocolError("messageInvalid", field=name)
    return at
