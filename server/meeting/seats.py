"""The codes of phone pages: one that was renewed voids the one before, and the sessions made with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting


@dataclass(slots=True)
class Seats:
    renewed: dict[str, int] = field(default_factory=dict)
    """Seat -> how often."""

    def copy(self) -> Seats:
        return replace(self, renewed=dict(self.renewed))


def renew_code(meeting: Meeting, command: c.RenewSeatCode, now: float) -> list[e.Event]:
    """:raises UserError: unknownSeat."""
    if command.seat not in meeting.presence.seats:
        raise UserError("unknownSeat")
    return [e.SeatCodeRenewed(at=now, seat=command.seat, by=command.by)]


def _renewed(meeting: Meeting, event: e.SeatCodeRenewed) -> None:
    meeting.seats.renewed[event.seat] = meeting.seats.renewed.get(event.seat, 0) + 1


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {c.RenewSeatCode: renew_code}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {e.SeatCodeRenewed: _renewed}
