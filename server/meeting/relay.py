"""Relay: what each desk hears, and how many interpretations lie between it and the floor.

A desk hears what it selects (its ``channel`` in the roster), unless the technician forces another channel on it, or
auto-relay delivers the pivot in place of the floor.  A channel nobody feeds is replaced by the floor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import FLOOR
from server.meeting.interpretation import Desk, feed
from server.meeting.roles import can

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting
    from server.meeting.roster import Participant

Hops = Literal[0, 1, 2]

OWN_BOOTH = "booth"
"""As a second channel: the voices of one's own booth; ``booth:<language>``, for technicians, of any."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a desk hears.  ``hops``: 0 the floor, 1 a translation of the floor, 2 a translation of a translation."""

    selected: str
    heard: str
    hops: Hops
    automatic: bool = False
    """Auto-relay: the pivot in place of the floor."""
    forced: bool = False
    lost: bool = False
    """Nobody feeds what it would hear: the floor is heard."""


def incoming(meeting: Meeting, participant_id: str) -> Incoming:
    """:raises UserError: noBooth, unknownParticipant."""
    desk = meeting.interpretation.desk(participant_id)
    selected = meeting.roster.get(participant_id).channel
    chosen = wanted(meeting, desk)
    automatic = chosen == FLOOR and _takes_pivot(meeting, desk)
    heard = pivot(meeting) or FLOOR if automatic else chosen
    lost = heard != FLOOR and (feed(meeting, heard) == "none" or (desk.mode != "off" and desk.channel == heard))
    heard = FLOOR if lost else heard
    return Incoming(selected, heard, hops(meeting, heard), automatic, participant_id in meeting.interpretation.forced, lost)


def pivot(meeting: Meeting) -> str | None:
    """The channel through which the others understand the floor: the B channel of a booth that works from its own language,
    which is spoken on the floor, and hears the floor itself."""
    if not meeting.interpretation.rules.auto_relay:
        return None
    language = meeting.floor.language
    for desk in meeting.interpretation.desks.values():
        if desk.mode != "off" and desk.booth == language != desk.channel and wanted(meeting, desk) == FLOOR:
            return desk.channel
    return None


def hops(meeting: Meeting, channel: str) -> Hops:
    """Of a channel: how many interpretations away from the floor, 2 at most."""
    desk = meeting.interpretation.on_channel(channel)
    if desk is None:
        return 0
    source = wanted(meeting, desk)
    if source == FLOOR and _takes_pivot(meeting, desk):
        source = pivot(meeting) or FLOOR
    return 1 if source == FLOOR or meeting.interpretation.on_channel(source) is None else 2


def wanted(meeting: Meeting, desk: Desk, selected: str | None = None) -> str:
    """What is forced on a desk, else what it selects: ``selected``, or just now."""
    forced = meeting.interpretation.forced.get(desk.participant_id)
    if forced is not None or selected is not None:
        return forced or selected or FLOOR
    person = meeting.roster.participants.get(desk.participant_id)
    return person.channel if person is not None else FLOOR


def _takes_pivot(meeting: Meeting, desk: Desk) -> bool:
    """Whether the desk's floor key delivers the pivot."""
    if not desk.auto_relay or desk.booth == meeting.floor.language or desk.participant_id in meeting.interpretation.forced:
        return False
    channel = pivot(meeting)
    return channel is not None and not (desk.mode != "off" and desk.channel == channel)


def listening(meeting: Meeting, participant: Participant) -> tuple[str, str | None]:
    """The channels someone hears, main and second, after relay and patches; the voices of a booth: ``booth:<language>``."""
    desk = meeting.interpretation.desks.get(participant.participant_id)
    main = incoming(meeting, participant.participant_id).heard if desk is not None else participant.channel
    second = participant.second
    if second is not None and second not in meeting.config.channels:
        language = booth_of(meeting, participant, second)
        second = f"{OWN_BOOTH}:{language}" if language is not None else None
    return patched(meeting, main, desk), second and patched(meeting, second, desk)


def patched(meeting: Meeting, channel: str, desk: Desk | None = None) -> str:
    """What whoever listens to a channel hears; a desk is never patched to what it puts out to itself, nor away from it."""
    source = meeting.interpretation.patches.get(channel)
    if source is None or (desk is not None and desk.mode != "off" and desk.channel in (channel, source)):
        return channel
    return source


def booth_of(meeting: Meeting, participant: Participant, second: str) -> str | None:
    """The booth whose voices a second channel names; None when it names none this person may hear."""
    if second == OWN_BOOTH:
        return participant.booth
    language = second.removeprefix(f"{OWN_BOOTH}:")
    allowed = second.startswith(f"{OWN_BOOTH}:") and can(participant.role, "manageInterpretation")
    return language if allowed and language in meeting.interpretation.booths else None


# --- decide -----------------------------------------------------------------------------------------------------------


def check_cycle(meeting: Meeting, desk: Desk, *, channel: str | None = None, source: str | None = None) -> None:
    """Whether the desk could put out to ``channel`` and hear ``source`` (None: as it does) without hearing itself.

    :raises UserError: relayCycle.
    """
    if makes_cycle(meeting, desk, channel or desk.channel, source or wanted(meeting, desk)):
        raise UserError("relayCycle")


def makes_cycle(meeting: Meeting, desk: Desk, channel: str, source: str) -> bool:
    """Whether ``channel`` would be interpreted from what is interpreted from it, by desks that are not off."""
    sources: dict[str, set[str]] = {}
    for other in meeting.interpretation.desks.values():
        if other.mode != "off" and other.participant_id != desk.participant_id:
            sources.setdefault(other.channel, set()).add(wanted(meeting, other))
    sources.setdefault(channel, set()).add(source)
    reached, ahead = set[str](), [source]
    while ahead:
        one = ahead.pop()
        if one == channel:
            return True
        if one not in reached:
            reached.add(one)
            ahead += sources.get(one, ())
    return False


def check_selection(meeting: Meeting, participant_id: str, channel: str) -> None:
    """:raises UserError: relayCycle."""
    desk = meeting.interpretation.desks.get(participant_id)
    if desk is not None and desk.mode != "off" and participant_id not in meeting.interpretation.forced:
        check_cycle(meeting, desk, source=channel)


def set_auto_relay(meeting: Meeting, command: c.SetAutoRelay, now: float) -> list[e.Event]:
    if meeting.interpretation.desk(command.by).auto_relay == command.on:
        return []
    return [e.AutoRelaySet(at=now, participant_id=command.by, on=command.on)]


def force(meeting: Meeting, command: c.ForceRelay, now: float) -> list[e.Event]:
    """:raises UserError: noBooth, unknownChannel, relayCycle."""
    desk = meeting.interpretation.desk(command.participant_id)
    before = meeting.interpretation.forced.get(desk.participant_id)
    if command.channel is not None and command.channel not in meeting.config.channels:
        raise UserError("unknownChannel")
    if before == command.channel:
        return []
    if desk.mode != "off":
        check_cycle(meeting, desk, source=command.channel or meeting.roster.get(desk.participant_id).channel)
    return [e.RelayForced(at=now, participant_id=desk.participant_id, channel=command.channel, by=command.by)]


def patch(meeting: Meeting, command: c.PatchChannel, now: float) -> list[e.Event]:
    """One step only: what is heard in place of ``source`` is not looked up again.

    :raises UserError: unknownChannel, valueInvalid (a channel in place of itself).
    """
    channels = meeting.config.channels
    if command.channel not in channels or (command.source is not None and command.source not in channels):
        raise UserError("unknownChannel")
    if command.channel == command.source:
        raise UserError("valueInvalid", field="source")
    if meeting.interpretation.patches.get(command.channel) == command.source:
        return []
    return [e.ChannelPatched(at=now, channel=command.channel, source=command.source, by=command.by)]


# --- apply ------------------------------------------------------------------------------------------------------------


def _auto_relay_set(meeting: Meeting, event: e.AutoRelaySet) -> None:
    desks = meeting.interpretation.desks
    if event.participant_id in desks:
        desks[event.participant_id] = replace(desks[event.participant_id], auto_relay=event.on)


def _forced(meeting: Meeting, event: e.RelayForced) -> None:
    if event.channel is None:
        meeting.interpretation.forced.pop(event.participant_id, None)
    else:
        meeting.interpretation.forced[event.participant_id] = event.channel


def _patched(meeting: Meeting, event: e.ChannelPatched) -> None:
    if event.source is None:
        meeting.interpretation.patches.pop(event.channel, None)
    else:
        meeting.interpretation.patches[event.channel] = event.source


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.SetAutoRelay: set_auto_relay,
    c.ForceRelay: force,
    c.PatchChannel: patch,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.AutoRelaySet: _auto_relay_set,
    e.RelayForced: _forced,
    e.ChannelPatched: _patched,
}
