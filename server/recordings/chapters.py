"""What a webcast is about, from the meeting's events: agenda items, statements in them, and what of it is not recorded.

Level 1 is an agenda item, level 2 a statement: whoever has the floor, from the moment their microphone opened; the chair's
interventions and recorded statements that are played count too.  The same events in the same order give the same chapters,
live and from the journal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from server.meeting import events as e
from server.meeting.config import FLOOR
from server.meeting.interpretation import Desk
from server.meeting.meeting import Meeting
from server.meeting.plates import plate
from server.meeting.statements import PLAYBACK
from server.recordings.lines import Lines
from server.webcast_state import renditions

Kind = Literal["agendaItem", "statement"]
LEVELS: Mapping[Kind, int] = {"agendaItem": 1, "statement": 2}
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")
_CONSENT = (
    *(e.DeskOpened, e.DeskClosed, e.DeskMuted, e.ConsentSet, e.ChannelPatched, e.ParticipantMoved, e.ParticipantDemoted),
    *(e.ParticipantLeft, e.ParticipantRemoved, e.WebcastRecordingStopped, e.WebcastRecordingResumed, e.ConsentRecorded),
)
"""After these something else may be recorded."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Replaced, never changed.  ``mark_id``: of a statement its id, which is that of its request for the floor."""

    mark_id: str
    kind: Kind
    starts_at: float
    ends_at: float | None = None
    item_id: str | None = None
    title: Mapping[str, str] = field(default_factory=dict)
    """Of the agenda item: UI language -> text."""
    person: str = ""
    name: str = ""
    delegation: str = ""
    plate: str = ""
    language: str = ""
    """Spoken, a BCP 47 tag."""
    request_kind: str = ""
    """``statement``, ``rightOfReply`` …; ``chair``: said from the chair; ``recorded``: a recorded statement."""


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A stretch of a language that the recording holds silence for."""

    channel: str
    starts_at: float
    ends_at: float | None = None


class Chapters:
    """``note`` every event after the meeting has applied it; it returns the chapters that are new or changed."""

    def __init__(self) -> None:
        self.webcast_id: str | None = None
        self.started_at = 0.0
        self.chapters: dict[str, Chapter] = {}
        self.unrecorded: list[Unrecorded] = []
        self.lines = Lines()
        """Captions."""
        self.delay_s = 0.0
        """Of the embargo, the last one."""
        self.recorded = False
        """Whether anything of it is."""

    def note(self, event: e.Event, meeting: Meeting) -> list[Chapter]:
        if isinstance(event, e.WebcastStarted):
            return self._begin(event, meeting)
        if self.webcast_id is None:
            return []
        if isinstance(event, e.CaptionWritten):
            self.lines.note(event, meeting)
            return []
        changed = list(_CHANGES[type(event)](self, event, meeting)) if type(event) in _CHANGES else []
        if isinstance(event, _CONSENT):
            self._note_consent(event.at, meeting)
        for chapter in changed:
            self.chapters[chapter.mark_id] = chapter
        return changed

    def _begin(self, event: e.WebcastStarted, meeting: Meeting) -> list[Chapter]:
        self.webcast_id, self.started_at, self.recorded = event.webcast_id, event.at, event.recorded
        self.delay_s = event.delay_s
        self.chapters, self.unrecorded, self.lines = {}, [], Lines(event.at)
        begun: list[Chapter] = []
        if meeting.agenda.item_id is not None:
            begun += self._item_opened(event, meeting)
        for microphone in list(meeting.floor.microphones.values()):
            begun += self._opened(
                meeting, microphone.participant_id, microphone.request_id, meeting.floor.language, event.at
            )
        self.chapters = {chapter.mark_id: chapter for chapter in begun}
        self._note_consent(event.at, meeting)
        return begun

    # --- agenda ---

    def _item_opened(self, event: Any, meeting: Meeting) -> list[Chapter]:
        ended = self._item_closed(event, meeting)
        item_id = getattr(event, "item_id", meeting.agenda.item_id)
        item = next((one for one in meeting.agenda.items if one.item_id == item_id), None)
        if item is None:
            return ended
        mark_id = f"item-{_moment(event.at)}"
        return [*ended, Chapter(mark_id, "agendaItem", event.at, item_id=item.item_id, title=dict(item.title))]

    def _item_closed(self, event: Any, meeting: Meeting) -> list[Chapter]:
        return [replace(one, ends_at=event.at) for one in self._open("agendaItem")]

    def _item_renamed(self, event: e.AgendaItemRenamed, meeting: Meeting) -> list[Chapter]:
        named = (one for one in self.chapters.values() if one.kind == "agendaItem" and one.item_id == event.item_id)
        return [replace(one, title=dict(event.title)) for one in named]

    # --- statements ---

    def _microphone_opened(self, event: e.MicrophoneOpened, meeting: Meeting) -> list[Chapter]:
        return self._opened(meeting, event.participant_id, event.request_id, event.language, event.at)

    def _opened(
        self, meeting: Meeting, participant_id: str, request_id: str | None, language: str | None, at: float
    ) -> list[Chapter]:
        """A statement that goes on after a pause keeps its beginning."""
        mark_id = _UNSAFE.sub("-", request_id or f"{participant_id}-{_moment(at)}")
        if mark_id in self.chapters:
            return [replace(self.chapters[mark_id], ends_at=None)]
        person = meeting.roster.participants.get(participant_id)
        request = meeting.floor.requests.get(request_id) if request_id is not None else None
        kind = _kind(participant_id, person.role if person else "", request.kind if request else None, request_id)
        if person is None or kind is None:
            return []
        chapter = Chapter(
            mark_id=mark_id,
            kind="statement",
            starts_at=at,
            item_id=meeting.agenda.item_id,
            person=participant_id,
            name=person.name,
            delegation=person.delegation,
            plate=plate(meeting.config, person.name, person.delegation),
            language=language or person.language,
            request_kind=kind,
        )
        return [chapter]

    def _microphone_closed(self, event: e.MicrophoneClosed, meeting: Meeting) -> list[Chapter]:
        return self._end(lambda one: one.person == event.participant_id, event.at)

    def _speech_ended(self, event: e.SpeechEnded | e.RequestDeferred, meeting: Meeting) -> list[Chapter]:
        mark_id = _UNSAFE.sub("-", event.request_id)
        return self._end(lambda one: one.mark_id == mark_id, event.at)

    def _person_gone(self, event: Any, meeting: Meeting) -> list[Chapter]:
        return self._end(lambda one: one.person == event.participant_id, event.at)

    def _language_set(self, event: e.FloorLanguageSet, meeting: Meeting) -> list[Chapter]:
        return [replace(one, language=event.language) for one in self._open("statement")]

    def _end(self, which: Callable[[Chapter], bool], at: float) -> list[Chapter]:
        return [replace(one, ends_at=at) for one in self._open("statement") if which(one)]

    def _open(self, kind: Kind) -> Iterable[Chapter]:
        return [one for one in self.chapters.values() if one.kind == kind and one.ends_at is None]

    # --- the end, and consent ---

    def _embargo_set(self, event: e.EmbargoSet, meeting: Meeting) -> list[Chapter]:
        self.delay_s = event.delay_s
        return []

    def _webcast_ended(self, event: e.WebcastEnded, meeting: Meeting) -> list[Chapter]:
        self.webcast_id = None
        self.unrecorded = [one if one.ends_at is not None else replace(one, ends_at=event.at) for one in self.unrecorded]
        return [replace(one, ends_at=event.at) for one in self.chapters.values() if one.ends_at is None]

    def _note_consent(self, at: float, meeting: Meeting) -> None:
        if self.webcast_id is None:
            return
        webcast = meeting.webcasting.webcast
        recorded = webcast is not None and webcast.recorded
        self.recorded = self.recorded or recorded
        on = {person: desk for person, desk in meeting.interpretation.desks.items() if _feeds(desk)}
        silent = {one.channel for one in renditions(meeting, meeting, on) if not (recorded and one.recorded)}
        before = {one.channel for one in self.unrecorded if one.ends_at is None}
        self.unrecorded = [
            replace(one, ends_at=at) if one.ends_at is None and one.channel not in silent else one for one in self.unrecorded
        ]
        order = (FLOOR, *meeting.config.languages)
        self.unrecorded += [Unrecorded(channel, at) for channel in order if channel in silent - before]


def _kind(participant_id: str, role: str, request_kind: str | None, request_id: str | None) -> str | None:
    """None: it is no statement (the microphones of the hall, which are always open)."""
    if request_id is not None:
        return request_kind or "statement"
    if participant_id == PLAYBACK:
        return "recorded"
    return "chair" if role in ("chair", "deputy") else None


def _feeds(desk: Desk) -> bool:
    return desk.mode != "off"


def _moment(at: float) -> str:
    return f"{round(at * 1000):x}"


_CHANGES: Mapping[type, Callable[[Chapters, Any, Meeting], Iterable[Chapter]]] = {
    e.AgendaItemOpened: Chapters._item_opened,
    e.AgendaItemClosed: Chapters._item_closed,
    e.AgendaItemRenamed: Chapters._item_renamed,
    e.MicrophoneOpened: Chapters._microphone_opened,
    e.MicrophoneClosed: Chapters._microphone_closed,
    e.SpeechEnded: Chapters._speech_ended,
    e.RequestDeferred: Chapters._speech_ended,
    e.ParticipantLeft: Chapters._person_gone,
    e.ParticipantRemoved: Chapters._person_gone,
    e.FloorLanguageSet: Chapters._language_set,
    e.WebcastEnded: Chapters._webcast_ended,
    e.EmbargoSet: Chapters._embargo_set,
}
