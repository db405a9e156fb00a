"""Corrections of recordings after their end: each a new revision, with who made it, when and why.

Sound, silence and length are the worker's to change, and are ``making`` until it has answered; what it refuses changes
nothing.  Titles and names are the catalogue's, and the worker is told of them as of marks.  A worker that was away is asked
again after its hello.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
from msgspec.structs import replace

from bus.messages import Correction, MarkRange, ReviseWebcast, WebcastRevised
from server.errors import UserError
from server.meeting.config import FLOOR, MeetingConfig
from server.meeting.plates import plate
from server.recordings import records as r
from server.recordings.coverage import range_of
from server.storage.blobs import Blobs
from server.storage.recordings import Recordings

SOUND_BYTES: Final = 1 << 30
"""Of a file of sound: an hour and a half of stereo as WAV."""
WHY_LENGTH: Final = 500
NAME_LENGTH: Final = 160
REVISIONS_LIMIT: Final = 1000
"""Of one recording."""

log = logging.getLogger("hemicycle.recordings")


class ChapterChange(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """None: as it is."""

    title: dict[str, str] | None = None
    """Of an agenda item: UI language -> text."""
    speaker: str | None = None
    delegation: str | None = None


class Corrections:
    """``tell``: the worker.  ``directory``: of files that wait for it.  ``wall``: Unix seconds."""

    def __init__(
        self,
        store: Recordings,
        tell: Callable[[MarkRange | ReviseWebcast], None],
        directory: Path,
        wall: Callable[[], float],
    ) -> None:
        self._store = store
        self._tell = tell
        self._blobs = Blobs(directory)
        self._wall = wall
        self._making: dict[tuple[str, int], tuple[ReviseWebcast, tuple[MarkRange, ...]]] = {}
        """Told to the worker, which has not answered."""
        self._files: dict[tuple[str, int], str] = {}

    async def open(self) -> None:
        """:raises UserError: journalUnavailable."""
        for row in await self._store.revisions_of_state("making"):
            recording = await self._store.get(row.recording_id)
            if recording is not None and recording.state != "deleted":
                await self._begin(recording, row)
        self._blobs.tidy(set(self._files.values()))

    def asked(self) -> Iterator[MarkRange | ReviseWebcast]:
        """What a worker that has just connected is asked again."""
        for told, marks in self._making.values():
            yield from marks
            yield told

    def forget(self, recording_id: str) -> None:
        """It was deleted."""
        for key in [key for key in self._making if key[0] == recording_id]:
            self._done(key)

    # --- what operators do ---

    async def mute(
        self, recording: r.Recording, channel: str, begins: float, ends: float, by: str, why: str
    ) -> r.RevisionRow:
        """:raises UserError: wrongState, unknownChannel, valueInvalid, textEmpty, textTooLong, journalUnavailable."""
        _check(recording, channel, begins, ends)
        return await self._revise(recording, by, why, "mute", {"channel": channel, "startsAt": begins, "endsAt": ends})

    async def trim(
        self, recording: r.Recording, begins: float | None, ends: float | None, by: str, why: str
    ) -> r.RevisionRow:
        """None: not cut, or no more, at this end.

        :raises UserError: wrongState, valueInvalid, textEmpty, textTooLong, journalUnavailable."""
        _check(recording, FLOOR, begins, ends)
        return await self._revise(recording, by, why, "trim", {"startsAt": begins, "endsAt": ends})

    async def replace_sound(
        self,
        recording: r.Recording,
        channel: str,
        begins: float,
        ends: float | None,
        chunks: AsyncIterator[bytes],
        by: str,
        why: str,
    ) -> r.RevisionRow:
        """What the file holds is heard from ``begins`` on, until ``ends`` or its own end.

        :raises UserError: wrongState, unknownChannel, valueInvalid, textEmpty, textTooLong, fileTooLarge,
            journalUnavailable."""
        _check(recording, channel, begins, ends)
        _check_why(why)
        received = await self._blobs.receive(chunks, SOUND_BYTES)
        what = {"channel": channel, "startsAt": begins, "endsAt": ends, "file": received.blob, "sha256": received.sha256}
        try:
            return await self._revise(recording, by, why, "sound", what)
        except BaseException:
            self._blobs.discard(received.blob)
            raise

    async def change_chapter(
        self, recording: r.Recording, config: MeetingConfig | None, mark_id: str, change: ChapterChange, by: str, why: str
    ) -> r.RevisionRow:
        """:raises UserError: wrongState, unknownRecording (no such chapter), textEmpty, textTooLong, journalUnavailable."""
        _check(recording, FLOOR, None, None)
        rows = await self._store.chapters(recording.recording_id)
        before = next((row for row in rows if row.mark_id == mark_id), None)
        if before is None:
            raise UserError("unknownRecording")
        after = _changed(before, change, config)
        what = {"mark": mark_id, "before": _said(before), "after": _said(after)}
        return await self._revise(recording, by, why, "chapter", what, after)

    async def _revise(
        self,
        recording: r.Recording,
        by: str,
        why: str,
        kind: r.RevisionKind,
        what: Mapping[str, Any],
        chapter: r.ChapterRow | None = None,
    ) -> r.RevisionRow:
        _check_why(why)
        row = r.RevisionRow(
            recording_id=recording.recording_id,
            revision=0,
            kind=kind,
            made_at=self._wall(),
            made_by=by,
            why=why.strip(),
            state="making",
            error="",
            what=dict(what),
        )
        row = await self._store.add_revision(row, chapter, REVISIONS_LIMIT)
        for message in await self._begin(recording, row):
            self._tell(message)
        log.info("recording %s: revision %d (%s) by %s", recording.recording_id, row.revision, kind, by)
        return row

    async def _begin(self, recording: r.Recording, row: r.RevisionRow) -> Iterable[MarkRange | ReviseWebcast]:
        key, what = (row.recording_id, row.revision), row.what
        told = ReviseWebcast(
            meeting_id=recording.meeting_id,
            webcast_id=recording.recording_id,
            revision=row.revision,
            at=row.made_at,
            by=row.made_by,
            why=row.why,
            corrections=() if row.kind == "chapter" else (self._correction(row.kind, what),),
        )
        marks: tuple[MarkRange, ...] = ()
        if row.kind == "chapter":
            chapters = await self._store.chapters(recording.recording_id)
            languages = ("en", *recording.languages)
            marks = tuple(
                range_of(recording.meeting_id, recording.recording_id, one, languages)
                for one in chapters
                if one.mark_id == what["mark"]
            )
        if row.kind == "sound":
            self._files[key] = str(what["file"])
        self._making[key] = told, marks
        return (*marks, told)

    def _correction(self, kind: Literal["sound", "mute", "trim"], what: Mapping[str, Any]) -> Correction:
        return Correction(
            kind=kind,
            channel=str(what.get("channel", "")),
            starts_at=what["startsAt"],
            ends_at=what["endsAt"],
            file=str(self._blobs.path(str(what["file"])).resolve()) if kind == "sound" else "",
        )

    # --- what the worker answers ---

    async def answered(self, answer: WebcastRevised) -> None:
        """:raises UserError: journalUnavailable."""
        key = (answer.webcast_id, answer.revision)
        if key not in self._making:
            return
        state: r.RevisionState = "refused" if answer.error else "made"
        await self._store.settle_revision(*key, state, answer.error)
        self._done(key)

    def _done(self, key: tuple[str, int]) -> None:
        self._making.pop(key, None)
        blob = self._files.pop(key, None)
        if blob is not None:
            self._blobs.discard(blob)


def _check(recording: r.Recording, channel: str, begins: float | None, ends: float | None) -> None:
    """:raises UserError: wrongState (not all of it is on disk yet), unknownChannel, valueInvalid."""
    if recording.state != "kept":
        raise UserError("wrongState", state=recording.state)
    if channel not in (FLOOR, *recording.languages):
        raise UserError("unknownChannel")
    if begins is not None and not recording.started_at - 1 <= begins <= recording.ended_at:
        raise UserError("valueInvalid", field="startsAt")
    if ends is not None and not (begins or recording.started_at) < ends:
        raise UserError("valueInvalid", field="endsAt")


def _check_why(why: str) -> None:
    """:raises UserError: textEmpty, textTooLong."""
    if not why.strip():
        raise UserError("textEmpty")
    if len(why) > WHY_LENGTH:
        raise UserError("textTooLong")


def _changed(before: r.ChapterRow, change: ChapterChange, config: MeetingConfig | None) -> r.ChapterRow:
    """:raises UserError: textEmpty, textTooLong."""
    texts = [*(change.title or {}).values(), *(text for text in (change.speaker, change.delegation) if text is not None)]
    if any(len(text) > NAME_LENGTH for text in texts):
        raise UserError("textTooLong")
    if before.kind == "agendaItem":
        title = {tag: text.strip() for tag, text in (change.title or before.title).items() if text.strip()}
        if not title:
            raise UserError("textEmpty")
        return replace(before, title=title)
    name = before.name if change.speaker is None else change.speaker.strip()
    delegation = before.delegation if change.delegation is None else change.delegation.strip()
    if not name:
        raise UserError("textEmpty")
    shown = plate(config, name, delegation) if config is not None else " – ".join(filter(None, (delegation, name)))
    return replace(before, name=name, delegation=delegation, plate=shown)


def _said(row: r.ChapterRow) -> dict[str, Any]:
    return {"title": row.title} if row.kind == "agendaItem" else {"speaker": row.name, "delegation": row.delegation}
