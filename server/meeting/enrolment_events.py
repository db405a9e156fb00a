"""What came into a meeting from outside it.  ``events.py`` takes all of them in."""

from __future__ import annotations

from server.meeting.config import AgendaItem, DocumentConfig, ScheduledSitting
from server.meeting.event import Act as _Act


class LanguageSet(_Act, frozen=True, tag="languageSet"):
    participant_id: str
    language: str


class MeetingReconfigured(_Act, frozen=True, tag="meetingReconfigured"):
    title: dict[str, str]
    participants_limit: int
    active_limit: int
    delegations: dict[str, str]
    agenda: tuple[AgendaItem, ...]
    """As planned; what it changes of the meeting's agenda are events of their own."""
    documents: tuple[DocumentConfig, ...]
    schedule: tuple[ScheduledSitting, ...]


class SupportClaimed(_Act, frozen=True, tag="supportClaimed"):
    """By one of those who answer."""

    thread: str


class SupportReleased(_Act, frozen=True, tag="supportReleased"):
    thread: str


EnrolmentEvent = LanguageSet | MeetingReconfigured | SupportClaimed | SupportReleased
