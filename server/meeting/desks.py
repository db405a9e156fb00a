"""A desk opens, is muted and closes: outgoing channel, interlock, consent, the booth's voice link, the log of turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting import handover, relay
from server.meeting.interpretation import (
    EQUIPMENT,
    MODES,
    TURNS_KEPT,
    Desk,
    Drop,
    Handover,
    Interlock,
    Rules,
    Turn,
    WrittenConsent,
)

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

REFERENCE_LENGTH = 200
"""Characters of what is noted of a consent on paper."""


def interlock(rules: Rules, desk: Desk, other: Desk, channel: str) -> Interlock:
    """What happens when ``desk`` opens on a channel that ``other`` feeds."""
    if desk.booth == other.booth:
        return rules.within
    return rules.between_a if channel == desk.booth else rules.between_b


# --- decide -----------------------------------------------------------------------------------------------------------


def set_desk(meeting: Meeting, command: c.SetDesk, now: float) -> list[e.Event]:
    """:raises UserError: noBooth, wrongState, unknownChannel, channelNotPermitted, deskTaken, relayCycle."""
    desk = meeting.interpretation.desk(command.by)
    if command.mode not in MODES[desk.mode]:
        raise UserError("wrongState", state=desk.mode)
    if command.mode == "on":
        return _open(meeting, desk, command.channel, now)
    if command.mode == desk.mode:
        return []
    if command.mode == "pushToMute":
        return [e.DeskMuted(at=now, participant_id=command.by)]
    return _turned_off(meeting, desk, now)


def _turned_off(meeting: Meeting, desk: Desk, now: float) -> list[e.Event]:
    """By its interpreter: in an accepted handover the other desk opens; in the overlap the other desk stays."""
    going_on = meeting.interpretation.handover_of(desk.participant_id)
    if going_on is not None and going_on.active == desk.participant_id:
        if going_on.state == "accepted":
            return handover.release(meeting, going_on, now)
        if going_on.state == "overlap":
            return [*handover.closed(desk.participant_id, now, "self"), handover.ended(desk.booth, now, "done")]
    over = handover.abandon(meeting, desk.participant_id, now, "closed")
    return [*handover.closed(desk.participant_id, now, "self"), *over]


def _open(meeting: Meeting, desk: Desk, asked_for: str | None, now: float) -> list[e.Event]:
    going_on = meeting.interpretation.handover_of(desk.participant_id)
    accepted = going_on is not None and going_on.state == "accepted" and going_on.passive == desk.participant_id
    if accepted and going_on is not None:
        active = meeting.interpretation.desks[going_on.active]
        if asked_for in (None, "", active.channel):
            return [*handover.follow(meeting, active, desk, now), _opened_event(desk, active.channel, now)]
    channel = asked_for or desk.channel
    check_outgoing(meeting, desk, channel)
    if desk.mode != "off" and desk.channel == channel:
        return [] if desk.mode == "on" else [_opened_event(desk, channel, now)]
    relay.check_cycle(meeting, desk, channel=channel)
    cut = _cut(meeting, desk, channel, now)
    over = _superseded(meeting, desk, going_on, cut, now)
    return [*cut, _opened_event(desk, channel, now), *over, *_fit_again(meeting, desk, now)]


def _opened_event(desk: Desk, channel: str, now: float) -> e.Event:
    return e.DeskOpened(at=now, participant_id=desk.participant_id, channel=channel)


def check_outgoing(meeting: Meeting, desk: Desk, channel: str) -> None:
    """:raises UserError: unknownChannel, channelNotPermitted."""
    if channel not in meeting.config.languages:
        raise UserError("unknownChannel")
    if channel != desk.booth and channel not in meeting.interpretation.booths[desk.booth].outgoing:
        raise UserError("channelNotPermitted")


def _cut(meeting: Meeting, desk: Desk, channel: str, now: float) -> list[e.Event]:
    """Close those the interlock cuts, with what they were handing over.

    :raises UserError: deskTaken.
    """
    rules, decided = meeting.interpretation.rules, list[e.Event]()
    for other in meeting.interpretation.feeding(channel):
        rule = interlock(rules, desk, other, channel)
        if other.participant_id == desk.participant_id or rule == "none":
            continue
        if rule == "interlock":
            raise UserError("deskTaken", booth=other.booth)
        decided += handover.closed(other.participant_id, now, "override")
        if other.booth != desk.booth:
            decided += handover.abandon(meeting, other.participant_id, now, "closed")
    return decided


def _superseded(meeting: Meeting, desk: Desk, going_on: Handover | None, cut: list[e.Event], now: float) -> list[e.Event]:
    """A desk that opens outside the handover's own course ends it: of those who take part, or by cutting one of them."""
    current = meeting.interpretation.handovers.get(desk.booth)
    people = {event.participant_id for event in cut if isinstance(event, e.DeskClosed)}
    if current is None or not (going_on is not None or people & {current.active, current.passive}):
        return []
    if current.state == "overlap":
        return [handover.ended(desk.booth, now, "done" if going_on is not None else "takenOver")]
    if going_on is not None and current.active == desk.participant_id:
        return []
    return [handover.ended(desk.booth, now, "takenOver" if current.active in people else "closed")]


def _fit_again(meeting: Meeting, desk: Desk, now: float) -> list[e.Event]:
    if desk.booth not in meeting.interpretation.unfit:
        return []
    return [e.UnfitSet(at=now, booth=desk.booth, unfit=False, participant_id=None)]


def select_outgoing(meeting: Meeting, command: c.SelectOutgoing, now: float) -> list[e.Event]:
    """:raises UserError: noBooth, unknownChannel, channelNotPermitted, deskTaken, relayCycle."""
    desk = meeting.interpretation.desk(command.by)
    check_outgoing(meeting, desk, command.channel)
    selected: list[e.Event] = []
    if desk.outgoing != command.channel:
        selected.append(e.OutgoingSelected(at=now, participant_id=command.by, channel=command.channel))
    if desk.mode == "off" or desk.channel == command.channel:
        return selected
    return [*selected, *_open(meeting, desk, command.channel, now)]


def silence(meeting: Meeting, participant_id: str, now: float, reason: e.CloseReason) -> list[e.Event]:
    """Turn the desk off if it is not, and end what its interpreter was doing: handover, voice link."""
    desk = meeting.interpretation.desks.get(participant_id)
    if desk is None:
        return []
    away = reason in ("disconnected", "left", "removed", "moved")
    decided: list[e.Event] = handover.closed(participant_id, now, reason) if desk.mode != "off" else []
    if away or desk.mode != "off":
        decided += handover.abandon(meeting, participant_id, now, "left" if away else "closed")
    if desk.talking and away:
        decided.append(e.TalkStopped(at=now, participant_id=participant_id))
    return decided


def silence_desk(meeting: Meeting, command: c.SilenceDesk, now: float) -> list[e.Event]:
    """:raises UserError: noBooth."""
    meeting.interpretation.desk(command.participant_id)
    return silence(meeting, command.participant_id, now, "muted")


def talk(meeting: Meeting, command: c.Talk, now: float) -> list[e.Event]:
    if meeting.interpretation.desk(command.by).talking == command.on:
        return []
    kind = e.TalkStarted if command.on else e.TalkStopped
    return [kind(at=now, participant_id=command.by)]


def set_consent(meeting: Meeting, command: c.SetConsent, now: float) -> list[e.Event]:
    desk = meeting.interpretation.desk(command.by)
    if (desk.recording, desk.webcast) == (command.recording, command.webcast):
        return []
    return [e.ConsentSet(at=now, participant_id=command.by, recording=command.recording, webcast=command.webcast)]


def record_consent(meeting: Meeting, command: c.RecordConsent, now: float) -> list[e.Event]:
    """Consent names the paper; what withdraws it need not.

    :raises UserError: noBooth, textEmpty, textTooLong."""
    if command.booth not in meeting.interpretation.booths:
        raise UserError("noBooth")
    reference = " ".join(command.reference.split())
    if len(reference) > REFERENCE_LENGTH:
        raise UserError("textTooLong")
    given = command.recording or command.webcast
    if given and not reference:
        raise UserError("textEmpty")
    before = meeting.interpretation.written.get(command.booth)
    known = (before.recording, before.webcast, before.reference) if before is not None else (False, False, reference)
    if known == (command.recording, command.webcast, reference if given else known[2]):
        return []
    return [
        e.ConsentRecorded(
            at=now,
            by=command.by,
            booth=command.booth,
            recording=command.recording,
            webcast=command.webcast,
            reference=reference,
        )
    ]


# --- apply ------------------------------------------------------------------------------------------------------------


def _change(meeting: Meeting, participant_id: str, **changes: Any) -> None:
    desks = meeting.interpretation.desks
    if participant_id in desks:
        desks[participant_id] = replace(desks[participant_id], **changes)


def _admitted(meeting: Meeting, event: e.ParticipantAdmitted) -> None:
    _sit(meeting, event.participant_id, event.booth)


def _allowed(meeting: Meeting, event: e.ParticipantAllowed) -> None:
    _sit(meeting, event.participant_id, meeting.roster.participants[event.participant_id].booth)


def _sit(meeting: Meeting, participant_id: str, booth: str | None) -> None:
    if booth is not None:
        meeting.interpretation.desks[participant_id] = Desk.of(participant_id, booth)
        _consent_on_paper(meeting, booth)


def _consent_on_paper(meeting: Meeting, booth: str) -> None:
    """A booth's equipment has the consent recorded for it, whenever it comes."""
    written = meeting.interpretation.written.get(booth)
    if written is not None:
        _change(meeting, EQUIPMENT + booth, recording=written.recording, webcast=written.webcast)


def _moved(meeting: Meeting, event: e.ParticipantMoved) -> None:
    """In another booth the interpreter's consent and time on air stay theirs."""
    interpretation = meeting.interpretation
    before = interpretation.desks.get(event.participant_id)
    if before is not None and before.booth == event.booth:
        return
    _leave(meeting, event.participant_id)
    _sit(meeting, event.participant_id, event.booth)
    if before is not None:
        kept = {name: getattr(before, name) for name in ("auto_relay", "on_air_s", "recording", "webcast")}
        _change(meeting, event.participant_id, **kept)


def _gone(meeting: Meeting, event: e.ParticipantLeft | e.ParticipantRemoved | e.ParticipantDemoted) -> None:
    _leave(meeting, event.participant_id)


def _leave(meeting: Meeting, participant_id: str) -> None:
    interpretation = meeting.interpretation
    if interpretation.desks.pop(participant_id, None) is None:
        return
    _end_turn(meeting, participant_id, meeting.now)
    for table in (interpretation.slow_downs, interpretation.checks, interpretation.forced):
        table.pop(participant_id, None)
    for call_id in [one.call_id for one in interpretation.calls.values() if one.participant_id == participant_id]:
        del interpretation.calls[call_id]


def _opened(meeting: Meeting, event: e.DeskOpened) -> None:
    interpretation, person = meeting.interpretation, event.participant_id
    desk = interpretation.desks[person]
    if desk.mode == "off" or desk.channel != event.channel:
        _end_turn(meeting, person, event.at)
        who = meeting.roster.participants.get(person)
        turn = Turn(person, who.name if who is not None else person, desk.booth, event.channel, event.at)
        interpretation.turns = (*interpretation.turns, turn)[-TURNS_KEPT:]
    _change(meeting, person, mode="on", channel=event.channel, opened_at=event.at, on_air_s=_on_air_s(desk, event.at))
    interpretation.dropped.pop(desk.booth, None)


def _on_air_s(desk: Desk, at: float) -> float:
    return desk.on_air_s + (max(0.0, at - desk.opened_at) if desk.opened_at is not None else 0.0)


def _end_turn(meeting: Meeting, participant_id: str, at: float) -> None:
    meeting.interpretation.turns = tuple(
        replace(turn, ended_at=at) if turn.participant_id == participant_id and turn.ended_at is None else turn
        for turn in meeting.interpretation.turns
    )


def _muted(meeting: Meeting, event: e.DeskMuted) -> None:
    desk = meeting.interpretation.desks.get(event.participant_id)
    if desk is not None and desk.mode == "on":
        _change(meeting, event.participant_id, mode="pushToMute")


def _closed(meeting: Meeting, event: e.DeskClosed) -> None:
    interpretation, person = meeting.interpretation, event.participant_id
    desk = interpretation.desks.get(person)
    if desk is None or desk.mode == "off":
        return
    if event.reason == "disconnected":
        who = meeting.roster.participants.get(person)
        interpretation.dropped[desk.booth] = Drop(person, who.name if who is not None else person, desk.channel, event.at)
    _end_turn(meeting, person, event.at)
    _change(meeting, person, mode="off", channel=desk.outgoing, opened_at=None, on_air_s=_on_air_s(desk, event.at))


def _outgoing_selected(meeting: Meeting, event: e.OutgoingSelected) -> None:
    preselect(meeting, event.participant_id, event.channel)


def preselect(meeting: Meeting, participant_id: str, channel: str) -> None:
    _change(meeting, participant_id, outgoing=channel)
    desk = meeting.interpretation.desks.get(participant_id)
    if desk is not None and desk.mode == "off":
        _change(meeting, participant_id, channel=channel)


def _talk(meeting: Meeting, event: e.TalkStarted | e.TalkStopped) -> None:
    _change(meeting, event.participant_id, talking=isinstance(event, e.TalkStarted))


def _consented(meeting: Meeting, event: e.ConsentSet) -> None:
    _change(meeting, event.participant_id, recording=event.recording, webcast=event.webcast)


def _consent_recorded(meeting: Meeting, event: e.ConsentRecorded) -> None:
    who = meeting.roster.participants.get(event.by)
    meeting.interpretation.written[event.booth] = WrittenConsent(
        event.recording, event.webcast, event.reference, event.by, who.name if who is not None else event.by, event.at
    )
    _consent_on_paper(meeting, event.booth)


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.SetDesk: set_desk,
    c.SelectOutgoing: select_outgoing,
    c.SilenceDesk: silence_desk,
    c.Talk: talk,
    c.SetConsent: set_consent,
    c.RecordConsent: record_consent,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.ParticipantAdmitted: _admitted,
    e.ParticipantAllowed: _allowed,
    e.ParticipantMoved: _moved,
    e.ParticipantLeft: _gone,
    e.ParticipantRemoved: _gone,
    e.ParticipantDemoted: _gone,
    e.DeskOpened: _opened,
    e.DeskMuted: _muted,
    e.DeskClosed: _closed,
    e.OutgoingSelected: _outgoing_selected,
    e.TalkStarted: _talk,
    e.TalkStopped: _talk,
    e.ConsentSet: _consented,
    e.ConsentRecorded: _consent_recorded,
}
