"""What happened in a meeting: the journal's content, and the only thing that changes a ``Meeting``.

Every event carries ``at`` (Unix seconds, never decreasing within a meeting) and three class attributes:

``closing``
    True when the event only takes something away (microphone closed, desk off or muted, speech ended, request gone,
    participant gone).  A command whose events are all closing acts at once and is journaled right after; any other waits for
    the commit.
``personal``
    True when the event concerns only what its participant hears or whether they are there, and opens nothing.  It acts at
    once too, also while the journal is down (a listener changes language, a reload succeeds), but is refused when too much
    waits for the journal already.
``version``
    Schema version stored with the event.  A changed field needs a new version and an entry in :data:`UPGRADES`.

``apply`` of a closing or personal event must tolerate that what it concerns was never there: the opening event before it may
have been refused by the journal.  The stored name is the tag, never the class name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, get_args

import msgspec

from server.meeting.enrolment_events import *  # noqa: F403 - they are events of this module too
from server.meeting.enrolment_events import EnrolmentEvent
from server.meeting.event import Act as _Act
from server.meeting.event import CloseReason as CloseReason
from server.meeting.event import DeferReason as DeferReason
from server.meeting.event import Happening as _Event
from server.meeting.event import Outcome as Outcome
from server.meeting.floor_events import *  # noqa: F403 - they are events of this module too
from server.meeting.floor_events import (
    FloorEvent,
    MicrophoneClosed,
    PriorityHeld,
    SittingClosed,
    SittingSuspended,
    SpeechEnded,
    SpeechPaused,
)
from server.meeting.interpretation_events import *  # noqa: F403 - so are these
from server.meeting.interpretation_events import DeskClosed, DeskMuted, InterpretationEvent, TalkStopped
from server.meeting.webcasting_events import *  # noqa: F403 - and these
from server.meeting.webcasting_events import WebcastEvent

UpgradeOutcome = Literal["withdrawn", "refused", "lapsed"]
"""How a wish for an active place ended without one."""

# --- roster -----------------------------------------------------------------------------------------------------------


class ParticipantAdmitted(_Event, frozen=True, tag="participantAdmitted"):
    participant_id: str
    token_hash: str
    name: str
    delegation: str
    role: str
    language: str
    booth: str | None
    channel: str
    """Channel listened to at first."""


class ParticipantConnected(_Event, frozen=True, tag="participantConnected"):
    personal = True
    participant_id: str


class ParticipantDisconnected(_Event, frozen=True, tag="participantDisconnected"):
    closing = True
    participant_id: str


class ParticipantLeft(_Event, frozen=True, tag="participantLeft"):
    """``reason``: they left, or their registration is withdrawn."""

    closing = True
    version = 2
    participant_id: str
    reason: Literal["left", "withdrawn"] = "left"


class ParticipantRemoved(_Event, frozen=True, tag="participantRemoved"):
    """Evicted by chair, technician or the shell: the token is void."""

    closing = True
    participant_id: str
    by: str


class ParticipantAllowed(_Act, frozen=True, tag="participantAllowed"):
    """Someone put out may come back: the token is valid again."""

    participant_id: str


class ParticipantRenamed(_Act, frozen=True, tag="participantRenamed"):
    participant_id: str
    name: str
    delegation: str


class ParticipantMoved(_Act, frozen=True, tag="participantMoved"):
    """To another role."""

    participant_id: str
    role: str
    booth: str | None


class ParticipantDemoted(_Act, frozen=True, tag="participantDemoted"):
    """From now on passive."""

    closing = True
    participant_id: str


class CameraMuted(_Act, frozen=True, tag="cameraMuted"):
    """Their picture is shown nowhere until it is allowed again."""

    closing = True
    participant_id: str


class CameraAllowed(_Act, frozen=True, tag="cameraAllowed"):
    participant_id: str


class UpgradeRequested(_Event, frozen=True, tag="upgradeRequested"):
    participant_id: str


class UpgradeAccepted(_Act, frozen=True, tag="upgradeAccepted"):
    """They get the next active place their delegation's quota leaves them."""

    participant_id: str


class UpgradeOffered(_Event, frozen=True, tag="upgradeOffered"):
    """A place is theirs if they take it in time.  Closing: it only starts a countdown."""

    closing = True
    participant_id: str
    until: float


class UpgradeEnded(_Event, frozen=True, tag="upgradeEnded"):
    """Off the waiting list: withdrawn, refused, or offered in vain."""

    closing = True
    participant_id: str
    reason: UpgradeOutcome
    by: str


class QuotaSet(_Act, frozen=True, tag="quotaSet"):
    delegation: str
    quota: int | None


class ChannelSelected(_Event, frozen=True, tag="channelSelected"):
    personal = True
    participant_id: str
    channel: str
    second: str | None


class MeetingResumed(_Event, frozen=True, tag="meetingResumed"):
    """The server restarted: those who were connected are awaited until ``until``, with their microphones and desks.
    Closing: it only starts a countdown."""

    closing = True
    until: float


# --- chat -------------------------------------------------------------------------------------------------------------


class ChatPosted(_Event, frozen=True, tag="chatPosted"):
    version = 2
    message_id: str
    participant_id: str
    name: str
    delegation: str
    text: str
    thread: str
    """``event``, ``private:<person>:<person>``, ``chair:<person>`` or ``support:<person>``; from version 2."""
    held: bool
    """Not shown before it is approved; from version 2."""


class ChatApproved(_Act, frozen=True, tag="chatApproved"):
    message_id: str
    participant_id: str
    """Who wrote it."""


class ChatRefused(_Act, frozen=True, tag="chatRefused"):
    """A message held back will not be shown."""

    closing = True
    message_id: str
    participant_id: str


class ChatHidden(_Act, frozen=True, tag="chatHidden"):
    closing = True
    message_id: str


class ChatUnhidden(_Act, frozen=True, tag="chatUnhidden"):
    message_id: str


class ChatSet(_Act, frozen=True, tag="chatSet"):
    mode: str
    slow_s: float


class ChatRead(_Event, frozen=True, tag="chatRead"):
    personal = True
    participant_id: str
    thread: str
    number: int


# --- statements -------------------------------------------------------------------------------------------------------


class StatementFiled(_Event, frozen=True, tag="statementFiled"):
    """A file handed in, or another version of it."""

    statement_id: str
    language: str
    recording: bool
    participant_id: str | None
    name: str
    delegation: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    duration_s: float | None
    blob: str
    by: str


class StatementWithdrawn(_Act, frozen=True, tag="statementWithdrawn"):
    closing = True
    statement_id: str
    language: str


class StatementDelivered(_Act, frozen=True, tag="statementDelivered"):
    """Its recording has been played."""

    statement_id: str


class SeatCodeRenewed(_Act, frozen=True, tag="seatCodeRenewed"):
    """The code of a seat's phone page, and the sessions made with it, are void."""

    closing = True
    seat: str


Event = (
    FloorEvent
    | InterpretationEvent
    | EnrolmentEvent
    | WebcastEvent
    | ParticipantAdmitted
    | ParticipantConnected
    | ParticipantDisconnected
    | ParticipantLeft
    | ParticipantRemoved
    | ParticipantAllowed
    | ParticipantRenamed
    | ParticipantMoved
    | ParticipantDemoted
    | CameraMuted
    | CameraAllowed
    | UpgradeRequested
    | UpgradeAccepted
    | UpgradeOffered
    | UpgradeEnded
    | QuotaSet
    | ChannelSelected
    | MeetingResumed
    | ChatPosted
    | ChatApproved
    | ChatRefused
    | ChatHidden
    | ChatUnhidden
    | ChatSet
    | ChatRead
    | StatementFiled
    | StatementWithdrawn
    | StatementDelivered
    | SeatCodeRenewed
)

SILENCING = (
    SpeechEnded,
    SpeechPaused,
    PriorityHeld,
    SittingSuspended,
    SittingClosed,
    MicrophoneClosed,
    DeskMuted,
    DeskClosed,
    TalkStopped,
)
"""After these somebody is no longer heard."""

EVENT_TYPES: dict[str, type[Event]] = {str(kind.__struct_config__.tag): kind for kind in get_args(Event)}
"""Stored name -> class."""

UPGRADES: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {
    ("chatPosted", 1): lambda fields: {**fields, "thread": "event", "held": False},
    ("participantLeft", 1): lambda fields: {**fields, "reason": "left"},
}
"""(stored name, stored version) -> fields of the next version."""


class EventUnreadable(ValueError):
    """A stored event is of a type or version this program does not know, or is damaged."""


_encode = msgspec.json.Encoder().encode


def name_of(event: Event) -> str:
    """The stored name."""
    return str(event.__struct_config__.tag)


def encode(event: Event) -> bytes:
    """JSON of the event, its stored name under ``type``."""
    return _encode(event)


def decode(name: str, version: int, body: bytes) -> Event:
    """:raises EventUnreadable: instead of guessing."""
    kind = EVENT_TYPES.get(name)
    if kind is None:
        raise EventUnreadable(f"unknown event {name!r}")
    if version > kind.version or version < 1:
        raise EventUnreadable(f"event {name!r} has version {version}, known up to {kind.version}")
    try:
        if version == kind.version:
            return msgspec.json.decode(body, type=kind)
        fields = msgspec.json.decode(body, type=dict[str, Any])
        for step in range(version, kind.version):
            fields = UPGRADES[name, step](fields)
        return msgspec.convert(fields, kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError) as error:
        raise EventUnreadable(f"event {name!r} version {version}: {error}") from error
