"""How people take part besides being connected: in the room or remote, at which seat, in which precedence class, and who
presides.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from server.meeting.config import PrecedenceClass

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting
    from server.meeting.roster import Participant


@dataclass(slots=True)
class Presence:
    in_room: dict[str, None] = field(default_factory=dict)
    """Participants who are in the room; all others take part remotely."""
    seats: dict[str, str] = field(default_factory=dict)
    """Seat -> participant."""
    precedence: dict[str, str] = field(default_factory=dict)
    """Participant -> precedence class, where it is not that of the delegation."""
    presiding: str | None = None
    """Who took the chair."""

    def copy(self) -> Presence:
        return replace(self, in_room=dict(self.in_room), seats=dict(self.seats), precedence=dict(self.precedence))

    def seat_of(self, participant_id: str) -> str | None:
        return next((seat for seat, sitter in self.seats.items() if sitter == participant_id), None)


def present(meeting: Meeting, participant_id: str) -> bool:
    """Whether somebody can speak now: connected, or in the room."""
    participant = meeting.roster.participants.get(participant_id)
    return participant is not None and (participant.connected or participant_id in meeting.presence.in_room)


def presiding(meeting: Meeting) -> str | None:
    """Who took the chair, else the first chair who is connected."""
    if meeting.presence.presiding is not None:
        return meeting.presence.presiding
    people = meeting.roster.participants
    return next((chair for chair in meeting.roster.chairs if people[chair].connected), None)


def precedence_of(meeting: Meeting, participant: Participant) -> tuple[int, PrecedenceClass | None]:
    """Place of the participant's class, 0 first, and the class; (0, None) in a meeting without classes."""
    classes = meeting.config.precedence
    own = meeting.presence.precedence.get(participant.participant_id)
    for index, one in enumerate(classes):
        if one.name == own if own is not None else participant.delegation in one.delegations:
            return index, one
    return (len(classes) - 1, classes[-1]) if classes else (0, None)
