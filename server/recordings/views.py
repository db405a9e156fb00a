"""What the public sees of webcasts and recordings, as JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal
from urllib.parse import quote, urlencode

import msgspec

from bus import messages as bus
from server.endonyms import endonym
from server.meeting.config import FLOOR
from server.meeting.interpretation import CaptionLine
from server.meeting.meeting import Meeting
from server.recordings import records as r
from server.recordings.chapters import LEVELS, Chapter, Kind

FLOOR_NAME = "Floor"


class _Part(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Times are Unix seconds, those of EXT-X-PROGRAM-DATE-TIME."""


class Language(_Part, frozen=True):
    """A rendition: ``floor`` or a BCP 47 tag, under its name for itself."""

    channel: str
    name: str


class Mark(_Part, frozen=True):
    """A chapter: an agenda item (level 1) or a statement in it (level 2)."""

    mark_id: str
    kind: Literal["agendaItem", "statement"]
    level: int
    starts_at: float
    ends_at: float | None
    """None: it goes on."""
    item: str | None
    title: dict[str, str]
    """Of an agenda item, UI language -> text; of a statement empty."""
    speaker: str
    delegation: str
    """ISO 3166 alpha-2 code or the name of an organisation."""
    plate: str
    """``DELEGATION – Name``."""
    language: str
    """Spoken, a BCP 47 tag; of an agenda item empty."""
    request_kind: str
    """``statement``, ``rightOfReply`` …; ``chair``: from the chair; ``recorded``: a recorded statement; else empty."""
    page: str | None
    """Path of the statement's permanent address."""


class WebcastCard(_Part, frozen=True):
    """A meeting's webcast in a few words; event ``webcast`` of its stream."""

    meeting: str
    title: dict[str, str]
    mode: Literal["off", "slate", "onAir"]
    reason: Literal["", "notAllowed", "inCamera", "sittingScheduled", "sittingSuspended", "sittingClosed"]
    """Why there is nothing to see."""
    webcast_id: str | None
    started_at: float | None
    delay_s: float
    recorded: bool
    languages: tuple[Language, ...]
    caption_languages: tuple[str, ...]
    """In which there are captions, or which are announced."""
    sign: bool
    """Whether the sign-language picture is a stream of its own."""
    agenda_item: dict[str, str]


class WebcastView(_Part, frozen=True):
    """All a player needs."""

    now: float
    """The server's clock."""
    origin: str
    """Of the webcast worker: scheme, host and port."""
    webcast: WebcastCard
    playlist: str | None
    """Low-latency multivariant playlist; None while it is off."""
    start_playlist: str | None
    """From the start, in whole segments."""
    dvr_s: float
    marks: tuple[Mark, ...]
    captions: tuple[CaptionTrack, ...]
    """Of the languages in which there are captions, or which are announced: all lines from the beginning."""
    events: str
    """Path of the event stream."""
    page: str
    embed: str
    last_recording: str | None
    """The newest recording of the meeting that may be seen."""


class Found(_Part, frozen=True):
    """Where a word of a search is."""

    kind: Literal["title", "item", "speaker", "delegation", "caption"]
    mark: Mark | None
    """The chapter it is, or is said in."""
    caption_id: str | None
    language: str | None
    text: str | None
    """Of the caption."""
    starts_at: float
    page: str


class RecordingCard(_Part, frozen=True):
    """A recording in a list."""

    recording_id: str
    meeting: str
    title: dict[str, str]
    started_at: float
    ended_at: float
    duration_s: float
    size_bytes: float
    ready: bool
    """Everything of it is on disk; else it can be watched and not yet downloaded."""
    languages: tuple[Language, ...]
    page: str
    found: tuple[Found, ...] = ()


class Unrecorded(_Part, frozen=True):
    """A stretch of a language that holds silence, for want of consent."""

    channel: str
    starts_at: float
    ends_at: float


class Revision(_Part, frozen=True):
    """A correction of a recording, as operators see it."""

    revision: int
    kind: Literal["sound", "mute", "trim", "chapter"]
    at: float
    by: str
    """``staff:<name>`` or ``participant:<id>``."""
    why: str
    state: Literal["making", "made", "refused"]
    error: Literal["", "unknownRecording", "recordingNotReady", "soundUnreadable", "nothingRecorded", "notWritten"]
    """Why it was refused."""
    channel: str | None
    starts_at: float | None
    ends_at: float | None
    mark: str | None
    """Chapter that was changed."""


class CaptionTrack(_Part, frozen=True):
    """``vtt`` and ``transcript``: paths."""

    language: str
    name: str
    vtt: str
    transcript: str


class Download(_Part, frozen=True):
    kind: Literal["mp4", "m4a", "vtt", "chapters", "manifest"]
    language: str | None
    """None: all languages, or none."""
    url: str


class RecordingView(_Part, frozen=True):
    recording: RecordingCard
    origin: str
    playlist: str
    """VOD, multivariant."""
    revision: int
    keep_until: float | None
    marks: tuple[Mark, ...]
    unrecorded: tuple[Unrecorded, ...]
    captions: tuple[CaptionTrack, ...]
    sign: bool
    """Whether the meeting's webcasts have the sign-language picture as a stream of its own."""
    downloads: tuple[Download, ...]


class WebcastStatement(_Part, frozen=True):
    """What a statement's permanent address shows."""

    meeting: str
    mark: Mark
    recording_id: str
    """Of its recording, or of the webcast that goes on."""
    live: bool
    title: dict[str, str]
    origin: str
    playlist: str
    """The statement alone, in every language."""
    languages: tuple[Language, ...]
    recording_page: str | None
    captions: tuple[CaptionTrack, ...]
    sign: bool


class TranscriptLine(_Part, frozen=True):
    """A line of a transcript.  ``offset_s``: from the beginning of the recording."""

    caption_id: str
    text: str
    started_at: float
    ended_at: float
    offset_s: float
    revision: int


# --- live -------------------------------------------------------------------------------------------------------------


def webcast_card(meeting: Meeting, told: bus.Webcast | None, written: Collection[str]) -> WebcastCard:
    """``told``: as the media nodes have it.  ``written``: languages that have captions."""
    config, item, asked = meeting.config, meeting.agenda.current, meeting.webcasting.webcast
    told = told if asked is not None else None
    return WebcastCard(
        meeting=config.meeting_id,
        title=config.title,
        mode=told.mode if told else "off",
        reason=_reason(meeting),
        webcast_id=told.webcast_id if told else None,
        started_at=asked.started_at if told and asked else None,
        delay_s=told.delay_s if told else 0.0,
        recorded=told.recorded if told else False,
        languages=languages(config.languages),
        caption_languages=tuple(tag for tag in config.languages if tag in written or (told and tag in told.captions)),
        sign=bool(told and told.sign),
        agenda_item=item.title if item and meeting.sitting.public else {},
    )


def _reason(
    meeting: Meeting,
) -> Literal["", "notAllowed", "inCamera", "sittingScheduled", "sittingSuspended", "sittingClosed"]:
    if not meeting.config.webcast:
        return "notAllowed"
    if not meeting.sitting.public:
        return "inCamera"
    match meeting.sitting.state:
        case "scheduled":
            return "sittingScheduled"
        case "suspended":
            return "sittingSuspended"
        case "closed":
            return "sittingClosed"
    return ""


def languages(tags: Iterable[str]) -> tuple[Language, ...]:
    """The floor, then the meeting's."""
    return (Language(channel=FLOOR, name=FLOOR_NAME), *(Language(channel=tag, name=endonym(tag)) for tag in tags))


def mark(meeting_id: str, chapter: Chapter | r.ChapterRow) -> Mark:
    kind: Kind = chapter.kind
    return Mark(
        mark_id=chapter.mark_id,
        kind=kind,
        level=LEVELS[kind],
        starts_at=chapter.starts_at,
        ends_at=chapter.ends_at,
        item=chapter.item_id,
        title=dict(chapter.title),
        speaker=chapter.name,
        delegation=chapter.delegation,
        plate=chapter.plate,
        language=chapter.language,
        request_kind=chapter.request_kind,
        page=statement_page(meeting_id, chapter.mark_id) if kind == "statement" else None,
    )


def known(one: Mark, until: float) -> Mark | None:
    """As it may be known of what happened ``until`` then; None: not at all yet."""
    if one.starts_at > until:
        return None
    return msgspec.structs.replace(one, ends_at=None) if one.ends_at is not None and one.ends_at > until else one


# --- addresses --------------------------------------------------------------------------------------------------------


def statement_page(meeting_id: str, mark_id: str) -> str:
    return f"/m/{quote(meeting_id, safe='')}/s/{quote(mark_id, safe='')}"


def recording_page(recording_id: str) -> str:
    return f"/recordings/{quote(recording_id, safe='')}"


def webcast_page(meeting_id: str) -> str:
    return f"/webcast/{quote(meeting_id, safe='')}/"


def base(origin: str, meeting_id: str, webcast_id: str) -> str:
    """Where the worker serves a webcast."""
    return f"{origin}/webcast/{quote(meeting_id, safe='')}/{quote(webcast_id, safe='')}"


def on_demand(origin: str, meeting_id: str, webcast_id: str, begins: float | None = None, ends: float | None = None) -> str:
    """Playlist of a recording, or of the stretch between two moments."""
    asked = {name: f"{at:.3f}" for name, at in (("from", begins), ("to", ends)) if at is not None}
    return base(origin, meeting_id, webcast_id) + "/vod/index.m3u8" + (f"?{urlencode(asked)}" if asked else "")


# --- recordings -------------------------------------------------------------------------------------------------------


def recording_card(recording: r.Recording, found: Sequence[Found] = ()) -> RecordingCard:
    return RecordingCard(
        recording_id=recording.recording_id,
        meeting=recording.meeting_id,
        title=recording.title,
        started_at=recording.started_at,
        ended_at=recording.ended_at,
        duration_s=recording.duration_s,
        size_bytes=recording.size_bytes,
        ready=recording.state == "kept",
        languages=languages(recording.languages),
        page=recording_page(recording.recording_id),
        found=tuple(found),
    )


def caption_track(recording_id: str, language: str) -> CaptionTrack:
    return _track(f"/api/recordings/{quote(recording_id, safe='')}", language)


def live_caption_track(meeting_id: str, language: str) -> CaptionTrack:
    return _track(f"/api/webcasts/{quote(meeting_id, safe='')}", language)


def _track(place: str, language: str) -> CaptionTrack:
    path = f"{place}/captions/{quote(language, safe='')}"
    return CaptionTrack(language=language, name=endonym(language), vtt=f"{path}.vtt", transcript=f"{path}.json")


def downloads(origin: str, recording: r.Recording, captioned: Iterable[str]) -> tuple[Download, ...]:
    """By stream copy at the worker; captions here, as corrected."""
    place = base(origin, recording.meeting_id, recording.recording_id) + "/download"
    channels = (FLOOR, *recording.languages)
    return (
        Download(kind="mp4", language=None, url=f"{place}/all.mp4"),
        *(Download(kind="mp4", language=channel, url=f"{place}/{channel}.mp4") for channel in channels),
        *(Download(kind="m4a", language=channel, url=f"{place}/{channel}.m4a") for channel in channels),
        *(Download(kind="vtt", language=tag, url=caption_track(recording.recording_id, tag).vtt) for tag in captioned),
        Download(kind="chapters", language=None, url=f"{place}/chapters.json"),
        Download(kind="manifest", language=None, url=f"{place}/manifest.json"),
    )


def live_line(line: CaptionLine, began: float) -> TranscriptLine:
    return TranscriptLine(
        caption_id=line.caption_id,
        text=line.text,
        started_at=line.started_at,
        ended_at=line.written_at,
        offset_s=round(max(0.0, line.started_at - began), 3),
        revision=1,
    )


def line(recording: r.Recording, row: r.CaptionRow) -> TranscriptLine:
    return TranscriptLine(
        caption_id=row.caption_id,
        text=row.text,
        started_at=row.started_at,
        ended_at=row.written_at,
        offset_s=round(max(0.0, row.started_at - recording.started_at), 3),
        revision=row.revision,
    )


def revision(row: r.RevisionRow) -> Revision:
    return Revision(
        revision=row.revision,
        kind=row.kind,
        at=row.made_at,
        by=row.made_by,
        why=row.why,
        state=row.state,
        error=row.error,  # type: ignore[arg-type]
        channel=row.what.get("channel"),
        starts_at=row.what.get("startsAt"),
        ends_at=row.what.get("endsAt"),
        mark=row.what.get("mark"),
    )
