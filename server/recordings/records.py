"""What the catalogue keeps: a struct is a row."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

State = Literal["ended", "kept", "unrecorded", "deleted"]
"""``ended``: the worker has not said yet that everything is on disk.  ``unrecorded``: nothing was to be kept.  ``deleted``:
its id is all that is left, so that it never comes back."""


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """A webcast that has ended.  Times are Unix seconds."""

    recording_id: str
    """The webcast's id."""
    meeting_id: str
    title: dict[str, str]
    languages: list[str]
    started_at: float
    ended_at: float
    duration_s: float
    """Without its gaps."""
    size_bytes: float
    state: State
    public_at: float
    """End and embargo."""
    keep_until: float | None
    """None: no end set."""
    revision: int
    """Grows with each correction, from 1."""
    deleted_at: float | None = None
    deleted_by: str = ""
    sounds: dict[str, int] = {}
    """Channel -> bytes of its sound alone, as it is downloaded."""


class ChapterRow(msgspec.Struct, frozen=True, kw_only=True):
    recording_id: str
    mark_id: str
    meeting_id: str
    kind: Literal["agendaItem", "statement"]
    starts_at: float
    ends_at: float
    item_id: str | None
    title: dict[str, str]
    name: str
    delegation: str
    plate: str
    language: str
    request_kind: str


class UnrecordedRow(msgspec.Struct, frozen=True, kw_only=True):
    recording_id: str
    channel: str
    starts_at: float
    ends_at: float


RevisionKind = Literal["sound", "mute", "trim", "chapter"]
RevisionState = Literal["making", "made", "refused"]


class RevisionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A correction; those of captions are in ``CaptionRow``, numbered with these."""

    recording_id: str
    revision: int
    kind: RevisionKind
    made_at: float
    made_by: str
    why: str
    state: RevisionState
    error: str
    """Of ``bus.messages.WebcastRevised``, where it was refused."""
    what: dict[str, Any]
    """``channel``, ``startsAt``, ``endsAt``, ``file``, ``sha256``; of a chapter ``mark``, ``before``, ``after``."""


class CaptionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line as of a revision; the newest counts."""

    recording_id: str
    caption_id: str
    revision: int
    language: str
    text: str
    started_at: float
    written_at: float
    changed_at: float
    changed_by: str


class WordRow(msgspec.Struct, frozen=True, kw_only=True):
    word: str
    recording_id: str
    kind: str
    """``title``, ``item``, ``speaker``, ``delegation`` or ``caption``."""
    reference: str
    """Mark or caption; empty: the title."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """Where a word of the search is."""

    kind: str
    reference: str
