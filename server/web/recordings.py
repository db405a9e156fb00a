"""Recordings over HTTP: search, one whole, captions and transcripts as corrected; and for operators correction, retention
and deletion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from aiohttp import web

from server.errors import ProtocolError, UserError
from server.meeting.config import is_language_tag
from server.meeting.interpretation import CaptionLine
from server.meeting.roles import may
from server.recordings import records as r
from server.recordings import views
from server.recordings.catalogue import marks_of
from server.recordings.words import asked
from server.registration.duties import authorise
from server.storage.recordings import Question
from server.web.answers import json_body
from server.web.api import body_of, number, time_of
from server.web.captions import web_vtt
from server.web.house import bearer, house_of
from server.web.registration_access import office_of, session_of
from server.web.webcasts import catalogue_of, origin_of

PAGE_LIMIT = 50
QUERY_LIMIT = 200
"""Characters of a field of the search."""


class Correction(msgspec.Struct, frozen=True):
    text: Annotated[str, msgspec.Meta(max_length=4000)]


class Retention(msgspec.Struct, frozen=True, rename="camel"):
    keep_until: Annotated[float, msgspec.Meta(ge=0, le=1e11)] | None
    """Unix seconds; None: no end."""


# --- search -----------------------------------------------------------------------------------------------------------


async def listed(request: web.Request) -> web.Response:
    catalogue, question = catalogue_of(request), _question(request)
    limit = max(1, min(PAGE_LIMIT, number(request, "limit", 20)))
    found = await catalogue.store.search(question, catalogue.now(), limit + 1)
    words = [*question.words, *question.speaker]
    cards = [views.recording_card(one, await _found(request, one, words)) for one in found[:limit]]
    last = found[limit - 1] if len(found) > limit else None
    following = f"{last.started_at!r}~{last.recording_id}" if last is not None else None
    return json_body({"recordings": cards, "next": following})


def _question(request: web.Request) -> Question:
    """:raises ProtocolError: messageInvalid, naming the field."""
    query = {name: value.strip() for name, value in request.query.items() if value.strip()}
    if any(len(value) > QUERY_LIMIT for value in query.values()):
        raise ProtocolError("messageInvalid", field="q")
    return Question(
        words=asked(query.get("q", "")),
        meeting_id=query.get("meeting"),
        speaker=asked(query.get("speaker", "")),
        delegation=query.get("delegation"),
        item=query.get("item"),
        language=query.get("language"),
        since=time_of(query, "from"),
        until=time_of(query, "to"),
        before=_cursor(query.get("before", "")),
    )


def _cursor(text: str) -> tuple[float, str] | None:
    if not text:
        return None
    at, tilde, recording_id = text.partition("~")
    found = time_of({"before": at}, "before")
    if not tilde or found is None:
        raise ProtocolError("messageInvalid", field="before")
    return found, recording_id


async def _found(request: web.Request, recording: r.Recording, words: Sequence[str]) -> list[views.Found]:
    """Where the words are; what is only in the title is not listed for itself."""
    store = catalogue_of(request).store
    hits = [hit for hit in await store.hits(recording.recording_id, words) if hit.kind != "title"] if words else []
    if not hits:
        return []
    rows = await store.chapters(recording.recording_id)
    by_id = {row.mark_id: row for row in rows}
    found: list[views.Found] = []
    for hit in hits:
        if hit.kind != "caption":
            found.append(_place(recording, hit.kind, by_id[hit.reference], None))
            continue
        line = await store.caption(recording.recording_id, hit.reference)
        if line is not None:
            found.append(_place(recording, "caption", marks_of(rows, line.started_at), line))
    return sorted(found, key=lambda one: one.starts_at)


def _place(recording: r.Recording, kind: str, row: r.ChapterRow | None, line: r.CaptionRow | None) -> views.Found:
    mark = views.mark(recording.meeting_id, row) if row is not None else None
    page = (mark.page if mark else None) or views.recording_page(recording.recording_id)
    return views.Found(
        kind=kind,  # type: ignore[arg-type]
        mark=mark,
        caption_id=line.caption_id if line else None,
        language=line.language if line else None,
        text=line.text if line else None,
        starts_at=line.started_at if line else row.starts_at if row else recording.started_at,
        page=page,
    )


# --- one recording ----------------------------------------------------------------------------------------------------


async def shown(request: web.Request) -> web.Response:
    recording = await catalogue_of(request).visible(request.match_info["recording"])
    return json_body(await view(request, recording))


async def view(request: web.Request, recording: r.Recording) -> views.RecordingView:
    store, origin, identity = catalogue_of(request).store, origin_of(request), recording.recording_id
    captioned = await store.languages(identity)
    coverage = catalogue_of(request).coverages.get(recording.meeting_id)
    return views.RecordingView(
        recording=views.recording_card(recording),
        origin=origin,
        playlist=views.on_demand(origin, recording.meeting_id, identity),
        revision=recording.revision,
        keep_until=recording.keep_until,
        marks=tuple(views.mark(recording.meeting_id, row) for row in await store.chapters(identity)),
        unrecorded=tuple(
            views.Unrecorded(channel=row.channel, starts_at=row.starts_at, ends_at=row.ends_at)
            for row in await store.unrecorded(identity)
        ),
        captions=tuple(views.caption_track(identity, tag) for tag in captioned),
        sign=coverage is not None and coverage.meeting.config.webcast_sign,
        downloads=views.downloads(origin, recording, captioned) if recording.state == "kept" else (),
    )


async def vtt(request: web.Request) -> web.Response:
    """``?revision=``: as it was; ``?from=&to=``: of a stretch, whose beginning is zero."""
    recording, _, rows = await _captions(request)
    lines = [CaptionLine(x.caption_id, x.language, x.text, x.started_at, x.written_at, x.changed_by) for x in rows]
    since = time_of(request.query, "from")
    text = web_vtt(lines, recording.started_at if since is None else since)
    return web.Response(text=text, content_type="text/vtt", headers={"Access-Control-Allow-Origin": "*"})


async def transcript(request: web.Request) -> web.Response:
    recording, revision, rows = await _captions(request)
    return json_body({"revision": revision, "lines": [views.line(recording, row) for row in rows]})


async def _captions(request: web.Request) -> tuple[r.Recording, int, list[r.CaptionRow]]:
    """:raises UserError: unknownRecording, unknownChannel, journalUnavailable.
    :raises ProtocolError: messageInvalid."""
    catalogue = catalogue_of(request)
    recording = await catalogue.visible(request.match_info["recording"])
    revision = number(request, "revision", recording.revision)
    since, until = time_of(request.query, "from"), time_of(request.query, "to")
    rows = await catalogue.store.captions(recording.recording_id, _language(request), revision)
    return recording, revision, [row for row in rows if (since or 0.0) <= row.started_at < (until or 1e11)]


def _language(request: web.Request) -> str:
    """:raises UserError: unknownChannel."""
    language = request.match_info["language"]
    if not is_language_tag(language):
        raise UserError("unknownChannel")
    return language


# --- operators --------------------------------------------------------------------------------------------------------


async def delete(request: web.Request) -> web.Response:
    recording, by = await operated(request)
    await catalogue_of(request).delete(recording, by)
    return web.Response(status=204)


async def retain(request: web.Request) -> web.Response:
    recording, _ = await operated(request)
    asked_for = await body_of(request, Retention)
    await catalogue_of(request).keep_until(recording, asked_for.keep_until)
    return json_body({"keepUntil": asked_for.keep_until})


async def correct(request: web.Request) -> web.Response:
    recording, by = await operated(request)
    correction = await body_of(request, Correction)
    caption_id = request.match_info["caption"]
    revision = await catalogue_of(request).correct(recording, _language(request), caption_id, correction.text, by)
    return json_body({"revision": revision})


async def operated(request: web.Request) -> tuple[r.Recording, str]:
    """A recording, and who acts on it: who may ``manageWebcast`` in its meeting, or staff with the duty ``recordings``.

    :raises UserError: unknownRecording, tokenUnknown, notPermitted, journalUnavailable.
    :raises RegistrationError: sessionUnknown, csrfInvalid, notPermitted.
    """
    recording = await catalogue_of(request).store.get(request.match_info["recording"])
    token = bearer(request)
    if token:
        by = _participant(request, token, recording.meeting_id if recording is not None else "")
    else:
        office, session = office_of(request), await session_of(request, "staff")
        staff = await office.staffing.get(session.subject_id)
        authorise(staff, "recordings")
        by = f"staff:{staff.name}"
    if recording is None or recording.state == "deleted":
        raise UserError("unknownRecording")
    return recording, by


def _participant(request: web.Request, token: str, meeting_id: str) -> str:
    attendance = house_of(request).of_token(token)
    holder = attendance.holder(token) if attendance is not None else None
    if attendance is None or holder is None:
        raise UserError("tokenUnknown")
    allowed = may(attendance.meeting, holder.participant_id, "manageWebcast")
    if attendance.meeting_id != meeting_id or not allowed:
        raise UserError("notPermitted", permission="manageWebcast")
    return f"participant:{holder.participant_id}"
