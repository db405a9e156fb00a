"""The signalling messages of moderation, active places and statements.  ``messages.py`` takes all of them in."""

from __future__ import annotations

from typing import Literal

from server.signaling.wire import Part as _Part
from server.signaling.wire import Person as _Person
from server.signaling.wire import Request as _Request
from server.signaling.wire import Role as _Role
from server.signaling.wire import Wire as _Wire

UpgradeState = Literal["waiting", "accepted", "offered"]
StatementKind = Literal["text", "recording"]


class EvictedView(_Part, frozen=True):
    """Someone put out, as they were."""

    person: str
    name: str
    delegation: str
    role: _Role
    at: float
    by: str
    """Participant id."""


class UpgradeView(_Part, frozen=True):
    """A passive participant on the waiting list for an active place."""

    person: _Person
    state: UpgradeState
    requested_at: float
    until: float | None
    """Unix seconds until which the place is offered."""


class QuotaView(_Part, frozen=True):
    """A delegation with a quota of its own."""

    delegation: str
    quota: int
    active: int


class ModerationView(_Part, frozen=True):
    """The topic ``moderation``, sent whole to chair, deputies, moderators and technicians."""

    evicted: tuple[EvictedView, ...]
    upgrades: tuple[UpgradeView, ...]
    """In the order they were asked for."""
    quota: int | None
    """Active delegates of each other delegation; None: no quota."""
    quotas: tuple[QuotaView, ...]


class StatementKey(_Part, frozen=True):
    statement_id: str
    language: str


class StatementView(_Part, frozen=True):
    """One file: the text of a statement in one language, or its recording."""

    statement_id: str
    language: str
    kind: StatementKind
    person: str | None
    """Who filed it for themselves; None: filed by the secretariat."""
    name: str
    delegation: str
    plate: str
    file_name: str
    media_type: str
    size: int
    """Bytes."""
    sha256: str
    duration_s: float | None
    """Of a recording."""
    filed_at: float
    delivered: bool
    """The speech has ended."""


class AllowAgain(_Request, frozen=True, tag="allowAgain"):
    """Someone put out may come back with their old token."""

    person: str


class RenameParticipant(_Request, frozen=True, tag="renameParticipant"):
    person: str
    name: str
    delegation: str


class MoveParticipant(_Request, frozen=True, tag="moveParticipant"):
    """To another role; ``booth``: of an interpreter."""

    person: str
    role: _Role
    booth: str | None = None


class MuteCamera(_Request, frozen=True, tag="muteCamera"):
    """Their picture is shown nowhere while muted."""

    person: str
    muted: bool


class RequestUpgrade(_Request, frozen=True, tag="requestUpgrade"):
    """A passive participant asks for an active place."""


class WithdrawUpgrade(_Request, frozen=True, tag="withdrawUpgrade"):
    pass


class AnswerUpgrade(_Request, frozen=True, tag="answerUpgrade"):
    person: str
    accept: bool


class TakeUpgrade(_Request, frozen=True, tag="takeUpgrade"):
    """Take the place that is offered (``me.upgrade``)."""


class SetQuota(_Request, frozen=True, tag="setQuota"):
    """``quota`` null: the meeting's own applies again."""

    delegation: str
    quota: int | None


class PlayRecording(_Request, frozen=True, tag="playRecording"):
    """Play a recorded statement into the floor."""

    statement_id: str
    language: str


class StopRecording(_Request, frozen=True, tag="stopRecording"):
    pass


class ModerationDelta(_Wire, frozen=True, tag="moderation"):
    number: int
    moderation: ModerationView


class StatementsDelta(_Wire, frozen=True, tag="statements"):
    """Files of statements, to those who may read them before they are delivered."""

    number: int
    put: tuple[StatementView, ...]
    gone: tuple[StatementKey, ...]


class DeliveredDelta(_Wire, frozen=True, tag="delivered"):
    """Files of delivered statements, to those who may read them only now."""

    number: int
    put: tuple[StatementView, ...]
    gone: tuple[StatementKey, ...]


ModerationRequest = (
    AllowAgain
    | RenameParticipant
    | MoveParticipant
    | MuteCamera
    | RequestUpgrade
    | WithdrawUpgrade
    | AnswerUpgrade
    | TakeUpgrade
    | SetQuota
    | PlayRecording
    | StopRecording
)
ModerationEvent = ModerationDelta | StatementsDelta | DeliveredDelta
