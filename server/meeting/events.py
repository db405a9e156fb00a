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
from typing import Any, ClassVar, Literal, get_args

import msgspec

CloseReason = Literal[
    "self", "muted", "released", "revoked", "disconnected", "left", "removed", "override", "suspended", "moved"
]
"""Why a microphone or desk closed."""

DeferReason = Literal["skipped", "noAnswer", "absent", "linkLost"]
"""Why a request waits until its person is there again."""

Outcome = Literal["released", "revoked"]
"""RFC 8855 §5.2.5: how a granted floor request ended."""


class _Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    closing: ClassVar[bool] = False
    personal: ClassVar[bool] = False
    version: ClassVar[int] = 1

    at: float
    """Unix seconds."""


class _Act(_Event, frozen=True, kw_only=True):
    """Something done at the console.  ``on_behalf_of``: who presided when a moderator did it."""

    by: str = "system"
    on_behalf_of: str | None = None


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
    closing = True
    participant_id: str


class ParticipantRemoved(_Event, frozen=True, tag="participantRemoved"):
    """Evicted by chair, technician or the shell: the token is void."""

    closing = True
    participant_id: str
    by: str


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


# --- floor ------------------------------------------------------------------------------------------------------------


class FloorRequested(_Event, frozen=True, tag="floorRequested"):
    request_id: str
    participant_id: str
    kind: str
    language: str
    rank: float
    motion: str | None = None
    item_id: str | None = None
    list_name: str = "speakers"
    origin: str = "remote"
    answer_to: str | None = None
    registered_by: str | None = None
    spoken_s: float = 0.0
    limit_s: float | None = None


class RequestMerged(_Event, frozen=True, tag="requestMerged"):
    """The same person by another way, or another of the delegation, asked too: one request, the earlier."""

    request_id: str
    participant_id: str
    origin: str


class RequestPassed(_Event, frozen=True, tag="requestPassed"):
    """Who asked has gone; the request is that of another of the delegation."""

    closing = True
    request_id: str
    participant_id: str


class FloorCalled(_Act, frozen=True, tag="floorCalled"):
    request_id: str
    until: float | None = None
    """Not answered: deferred then."""


class CallAnswered(_Event, frozen=True, tag="callAnswered"):
    personal = True
    request_id: str


class CallUnanswered(_Event, frozen=True, tag="callUnanswered"):
    """The called person's connection dropped: deferred at ``until``."""

    closing = True
    request_id: str
    until: float


class RequestDeferred(_Act, frozen=True, tag="requestDeferred"):
    closing = True
    request_id: str
    reason: DeferReason
    rank: float
    """The head of its class."""


class RequestReturned(_Event, frozen=True, tag="requestReturned"):
    """Whoever was deferred is there again."""

    personal = True
    request_id: str
    rank: float


class FloorGranted(_Act, frozen=True, tag="floorGranted"):
    """Permission to open the microphone; nothing is open yet."""

    request_id: str
    limit_s: float | None = None


class RequestWithdrawn(_Event, frozen=True, tag="requestWithdrawn"):
    closing = True
    request_id: str


class RequestRemoved(_Act, frozen=True, tag="requestRemoved"):
    closing = True
    request_id: str


class SpeechEnded(_Act, frozen=True, tag="speechEnded"):
    """The floor is given up (``released``) or taken (``revoked``), whether the microphone was opened or not."""

    closing = True
    request_id: str
    outcome: Outcome


class SpeechPaused(_Act, frozen=True, tag="speechPaused"):
    closing = True
    request_id: str


class SpeechResumed(_Act, frozen=True, tag="speechResumed"):
    request_id: str


class SpeechLimitSet(_Act, frozen=True, tag="speechLimitSet"):
    request_id: str
    limit_s: float | None


class RequestMoved(_Act, frozen=True, tag="requestMoved"):
    request_id: str
    rank: float


class RequestTransferred(_Act, frozen=True, tag="requestTransferred"):
    """To another agenda item."""

    request_id: str
    item_id: str


class FloorHeld(_Event, frozen=True, tag="floorHeld"):
    """The connection of the one who has the floor dropped; it is deferred at ``until`` unless they are back."""

    closing = True
    request_id: str
    until: float


class MicrophoneOpened(_Event, frozen=True, tag="microphoneOpened"):
    participant_id: str
    request_id: str | None
    """None: chair or room, who need no floor."""
    language: str
    unit: Literal["own", "room"] = "own"


class MicrophoneClosed(_Event, frozen=True, tag="microphoneClosed"):
    closing = True
    participant_id: str
    reason: CloseReason


class FloorLanguageSet(_Act, frozen=True, tag="floorLanguageSet"):
    language: str


class ListOpened(_Act, frozen=True, tag="listOpened"):
    list_name: str = "speakers"
    item_id: str | None = None


class ListClosed(_Act, frozen=True, tag="listClosed"):
    closing = True
    list_name: str = "speakers"
    item_id: str | None = None


class ListSuspended(_Act, frozen=True, tag="listSuspended"):
    closing = True
    list_name: str = "speakers"
    item_id: str | None = None


class PriorityHeld(_Act, frozen=True, tag="priorityHeld"):
    """Attention tone; delegates are silent and clocks stand until it is released."""

    closing = True


class PriorityReleased(_Act, frozen=True, tag="priorityReleased"):
    pass


class AttentionSounded(_Act, frozen=True, tag="attentionSounded"):
    """Attention tone; what ended follows."""

    closing = True


class FloorRulesSet(_Act, frozen=True, tag="floorRulesSet"):
    """All of them as they are now."""

    mode: str
    speakers_limit: int
    time_limits_s: dict[str, float]
    time_policy: str
    amber_s: float
    grace_s: float
    item_change: str


# --- presence ---------------------------------------------------------------------------------------------------------


class PrecedenceSet(_Act, frozen=True, tag="precedenceSet"):
    participant_id: str
    precedence: str | None


class AttendingSet(_Act, frozen=True, tag="attendingSet"):
    personal = True
    participant_id: str
    attending: Literal["remote", "room"]


class SeatAssigned(_Act, frozen=True, tag="seatAssigned"):
    seat: str
    participant_id: str | None


class ChairTaken(_Event, frozen=True, tag="chairTaken"):
    participant_id: str


# --- agenda and sitting -----------------------------------------------------------------------------------------------


class AgendaItemAdded(_Act, frozen=True, tag="agendaItemAdded"):
    item_id: str
    title: dict[str, str]


class AgendaItemRenamed(_Act, frozen=True, tag="agendaItemRenamed"):
    item_id: str
    title: dict[str, str]


class AgendaItemMoved(_Act, frozen=True, tag="agendaItemMoved"):
    item_id: str
    before: str | None


class AgendaItemRemoved(_Act, frozen=True, tag="agendaItemRemoved"):
    item_id: str


class AgendaItemOpened(_Act, frozen=True, tag="agendaItemOpened"):
    item_id: str


class AgendaItemClosed(_Act, frozen=True, tag="agendaItemClosed"):
    closing = True


class SittingOpened(_Act, frozen=True, tag="sittingOpened"):
    pass


class SittingSuspended(_Act, frozen=True, tag="sittingSuspended"):
    closing = True


class SittingResumed(_Act, frozen=True, tag="sittingResumed"):
    call_until: float
    """Those who were called and have not answered are deferred then."""
    held_until: float
    """Speakers whose connection is away are deferred then."""


class SittingClosed(_Act, frozen=True, tag="sittingClosed"):
    closing = True


class SittingMadePublic(_Act, frozen=True, tag="sittingMadePublic"):
    pass


class SittingWentInCamera(_Act, frozen=True, tag="sittingWentInCamera"):
    closing = True


# --- screen -----------------------------------------------------------------------------------------------------------


class ScreenRequested(_Event, frozen=True, tag="screenRequested"):
    participant_id: str


class ScreenAllowed(_Act, frozen=True, tag="screenAllowed"):
    participant_id: str


class ScreenStopped(_Act, frozen=True, tag="screenStopped"):
    """Shared, or waited for permission, no more."""

    closing = True
    participant_id: str


# --- interpretation ---------------------------------------------------------------------------------------------------


class DeskOpened(_Event, frozen=True, tag="deskOpened"):
    participant_id: str
    channel: str


class DeskMuted(_Event, frozen=True, tag="deskMuted"):
    """Push-to-mute: the desk keeps its channel, listeners hear silence."""

    closing = True
    participant_id: str


class DeskClosed(_Event, frozen=True, tag="deskClosed"):
    closing = True
    participant_id: str
    reason: CloseReason


# --- chat -------------------------------------------------------------------------------------------------------------


class ChatPosted(_Event, frozen=True, tag="chatPosted"):
    message_id: str
    participant_id: str
    name: str
    delegation: str
    text: str


Event = (
    ParticipantAdmitted
    | ParticipantConnected
    | ParticipantDisconnected
    | ParticipantLeft
    | ParticipantRemoved
    | ChannelSelected
    | MeetingResumed
    | FloorRequested
    | RequestMerged
    | RequestPassed
    | FloorCalled
    | CallAnswered
    | CallUnanswered
    | RequestDeferred
    | RequestReturned
    | FloorGranted
    | RequestWithdrawn
    | RequestRemoved
    | SpeechEnded
    | SpeechPaused
    | SpeechResumed
    | SpeechLimitSet
    | RequestMoved
    | RequestTransferred
    | FloorHeld
    | MicrophoneOpened
    | MicrophoneClosed
    | FloorLanguageSet
    | ListOpened
    | ListClosed
    | ListSuspended
    | PriorityHeld
    | PriorityReleased
    | AttentionSounded
    | FloorRulesSet
    | PrecedenceSet
    | AttendingSet
    | SeatAssigned
    | ChairTaken
    | AgendaItemAdded
    | AgendaItemRenamed
    | AgendaItemMoved
    | AgendaItemRemoved
    | AgendaItemOpened
    | AgendaItemClosed
    | SittingOpened
    | SittingSuspended
    | SittingResumed
    | SittingClosed
    | SittingMadePublic
    | SittingWentInCamera
    | ScreenRequested
    | ScreenAllowed
    | ScreenStopped
    | DeskOpened
    | DeskMuted
    | DeskClosed
    | ChatPosted
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
)
"""After these somebody is no longer heard."""

EVENT_TYPES: dict[str, type[Event]] = {str(kind.__struct_config__.tag): kind for kind in get_args(Event)}
"""Stored name -> class."""

UPGRADES: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
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
