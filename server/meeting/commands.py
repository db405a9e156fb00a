"""What may be asked of a meeting.  Ids, hashes and randomness come in with the command; ``by`` is the acting participant.

``decide(command, now)`` in ``meeting.py`` turns a command into events or raises ``UserError``; it changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

SYSTEM = "system"
"""``by`` of commands the shell gives itself (entry API, clock, media events)."""


@dataclass(frozen=True, slots=True)
class Admit:
    """Register a participant (an entry): caps are enforced here."""

    participant_id: str
    token_hash: str
    name: str
    delegation: str
    role: str
    language: str
    booth: str | None = None


@dataclass(frozen=True, slots=True)
class Connect:
    participant_id: str


@dataclass(frozen=True, slots=True)
class Disconnect:
    """The last connection of the participant went away: place, role, language and request stay."""

    participant_id: str


@dataclass(frozen=True, slots=True)
class Leave:
    """The participant left for good."""

    participant_id: str


@dataclass(frozen=True, slots=True)
class Resume:
    """The server restarted and replayed the meeting: those who were connected get a grace to come back."""


@dataclass(frozen=True, slots=True)
class Remove:
    by: str
    participant_id: str


@dataclass(frozen=True, slots=True)
class SelectChannel:
    by: str
    channel: str
    second: str | None = None


@dataclass(frozen=True, slots=True)
class RequestFloor:
    by: str
    request_id: str
    kind: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class WithdrawFloor:
    by: str


@dataclass(frozen=True, slots=True)
class CallSpeaker:
    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class GrantFloor:
    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class EndSpeech:
    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class RemoveRequest:
    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class SetMicrophone:
    by: str
    open: bool


@dataclass(frozen=True, slots=True)
class MuteParticipant:
    by: str
    participant_id: str


@dataclass(frozen=True, slots=True)
class SetFloorLanguage:
    by: str
    language: str


@dataclass(frozen=True, slots=True)
class OpenList:
    by: str
    open: bool


@dataclass(frozen=True, slots=True)
class SetDesk:
    by: str
    mode: str
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class SendChat:
    by: str
    message_id: str
    text: str


@dataclass(frozen=True, slots=True)
class ClockReached:
    """The moment ``deadline()`` named has come."""


Command = (
    Admit
    | Connect
    | Disconnect
    | Leave
    | Resume
    | Remove
    | SelectChannel
    | RequestFloor
    | WithdrawFloor
    | CallSpeaker
    | GrantFloor
    | EndSpeech
    | RemoveRequest
    | SetMicrophone
    | MuteParticipant
    | SetFloorLanguage
    | OpenList
    | SetDesk
    | SendChat
    | ClockReached
)
