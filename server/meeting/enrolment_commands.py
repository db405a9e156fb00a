"""What may be asked of a meeting from outside it: registration changes people, the conference changes its plan, and somebody
who has not entered asks for support.  ``commands.py`` takes all of them in."""

from __future__ import annotations

from dataclasses import dataclass

from server.meeting.config import AgendaItem, DocumentConfig, ScheduledSitting


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Their registration is withdrawn, refused, or for another place: they are out, and may be admitted again."""

    participant_id: str


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """``language``: BCP 47 tag of the language they usually speak."""

    by: str
    participant_id: str
    language: str


@dataclass(frozen=True, slots=True)
class Reconfigure:
    """The plan of the conference, whole; the agenda item by item, beside those the chair added."""

    title: dict[str, str]
    participants_limit: int
    active_limit: int
    delegations: dict[str, str]
    agenda: tuple[AgendaItem, ...] = ()
    documents: tuple[DocumentConfig, ...] = ()
    schedule: tuple[ScheduledSitting, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimSupport:
    """``thread``: ``support:<id>``; one of those who answer takes it, or gives it back."""

    by: str
    thread: str
    claimed: bool


@dataclass(frozen=True, slots=True)
class WriteSupport:
    """Somebody who is not in the meeting writes to support; ``visitor_id`` is nobody's of the roster."""

    visitor_id: str
    name: str
    message_id: str
    text: str


EnrolmentCommand = Withdraw | SetLanguage | Reconfigure | ClaimSupport | WriteSupport
