"""What happened at booths and desks, and to captions and the glossary.  ``events.py`` takes all of them in."""

from __future__ import annotations

from typing import Literal

from server.meeting.event import Act as _Act
from server.meeting.event import CloseReason as _CloseReason
from server.meeting.event import Happening as _Event

HandoverEnd = Literal["done", "declined", "cancelled", "expired", "left", "takenOver", "closed"]
"""How a handover came back to idle."""


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
    reason: _CloseReason


class OutgoingSelected(_Event, frozen=True, tag="outgoingSelected"):
    """Of a desk that is off: where it will put out to."""

    personal = True
    participant_id: str
    channel: str


class AutoRelaySet(_Event, frozen=True, tag="autoRelaySet"):
    personal = True
    participant_id: str
    on: bool


class HandoverOffered(_Event, frozen=True, tag="handoverOffered"):
    """``due``: when it is meant to happen; ``until``: when it expires; Unix seconds.  Closing: it opens nothing."""

    closing = True
    booth: str
    active: str
    passive: str
    due: float
    until: float


class HandoverAsked(_Event, frozen=True, tag="handoverAsked"):
    closing = True
    booth: str
    active: str
    passive: str
    due: float
    until: float


class HandoverAccepted(_Event, frozen=True, tag="handoverAccepted"):
    """The passive microphone is armed: metered, heard by nobody."""

    booth: str
    until: float


class HandoverEnded(_Event, frozen=True, tag="handoverEnded"):
    closing = True
    booth: str
    reason: HandoverEnd


class TalkStarted(_Event, frozen=True, tag="talkStarted"):
    participant_id: str


class TalkStopped(_Event, frozen=True, tag="talkStopped"):
    closing = True
    participant_id: str


class SlowDownAsked(_Event, frozen=True, tag="slowDownAsked"):
    """Who asked is shown to nobody."""

    closing = True
    participant_id: str
    until: float


class HelpCalled(_Event, frozen=True, tag="helpCalled"):
    closing = True
    call_id: str
    participant_id: str
    booth: str
    kind: str


class HelpAnswered(_Act, frozen=True, tag="helpAnswered"):
    closing = True
    call_id: str


class HelpClosed(_Act, frozen=True, tag="helpClosed"):
    closing = True
    call_id: str


class UnfitSet(_Event, frozen=True, tag="unfitSet"):
    closing = True
    booth: str
    unfit: bool
    participant_id: str | None
    """None: the next speaker began, or a desk of the booth opened again."""


class ConsentSet(_Event, frozen=True, tag="consentSet"):
    participant_id: str
    recording: bool
    webcast: bool


class ConsentRecorded(_Act, frozen=True, tag="consentRecorded"):
    """On paper, for the equipment of a booth."""

    booth: str
    recording: bool
    webcast: bool
    reference: str


class BoothSet(_Act, frozen=True, tag="boothSet"):
    language: str
    desks: int
    outgoing: tuple[str, ...] | None


class InterpretationSet(_Act, frozen=True, tag="interpretationSet"):
    within: str
    between_a: str
    between_b: str
    auto_relay: bool
    policy: str


class ChannelPatched(_Act, frozen=True, tag="channelPatched"):
    channel: str
    source: str | None


class RelayForced(_Act, frozen=True, tag="relayForced"):
    participant_id: str
    channel: str | None


class SoundCheckOpened(_Act, frozen=True, tag="soundCheckOpened"):
    pass


class SoundCheckClosed(_Act, frozen=True, tag="soundCheckClosed"):
    pass


class SoundCheckMarked(_Act, frozen=True, tag="soundCheckMarked"):
    participant_id: str
    step: str
    result: str | None


class SigningStarted(_Event, frozen=True, tag="signingStarted"):
    participant_id: str


class SigningStopped(_Event, frozen=True, tag="signingStopped"):
    closing = True
    participant_id: str


class CaptionWritten(_Event, frozen=True, tag="captionWritten"):
    """``started_at``: Unix seconds at which what it says began to be said."""

    caption_id: str
    language: str
    text: str
    started_at: float
    by: str


class TermsAdded(_Event, frozen=True, tag="termsAdded"):
    """Id -> language -> words; a known id is replaced."""

    terms: dict[str, dict[str, str]]
    by: str


class TermRemoved(_Event, frozen=True, tag="termRemoved"):
    term_id: str
    by: str


InterpretationEvent = (
    DeskOpened
    | DeskMuted
    | DeskClosed
    | OutgoingSelected
    | AutoRelaySet
    | HandoverOffered
    | HandoverAsked
    | HandoverAccepted
    | HandoverEnded
    | TalkStarted
    | TalkStopped
    | SlowDownAsked
    | HelpCalled
    | HelpAnswered
    | HelpClosed
    | UnfitSet
    | ConsentSet
    | ConsentRecorded
    | BoothSet
    | InterpretationSet
    | ChannelPatched
    | RelayForced
    | SoundCheckOpened
    | SoundCheckClosed
    | SoundCheckMarked
    | SigningStarted
    | SigningStopped
    | CaptionWritten
    | TermsAdded
    | TermRemoved
)
