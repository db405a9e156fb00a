"""What booths say of the floor (unfit, direct) and what the technician sets: booths, permitted outputs, interlock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast, get_args

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import desks, handover
from server.meeting import events as e
from server.meeting.config import DESKS_LIMIT, UNDETERMINED
from server.meeting.floor import heard, leading
from server.meeting.interpretation import Booth, Desk, Interlock, Policy, Rules, permitted

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

# --- decide -----------------------------------------------------------------------------------------------------------


def set_unfit(meeting: Meeting, command: c.SetUnfit, now: float) -> list[e.Event]:
    """Suspends the interpretation of the whole booth.

    :raises UserError: noBooth.
    """
    booth = meeting.interpretation.desk(command.by).booth
    if (booth in meeting.interpretation.unfit) == command.unfit:
        return []
    closed = _close(meeting, meeting.interpretation.booth(booth), now, "suspended") if command.unfit else []
    return [*closed, e.UnfitSet(at=now, booth=booth, unfit=command.unfit, participant_id=command.by)]


def _close(meeting: Meeting, those: list[Desk], now: float, reason: e.CloseReason) -> list[e.Event]:
    """Desks with the handovers they take part in, each ended once."""
    open_desks = [desk for desk in those if desk.mode != "off"]
    closed = [event for desk in open_desks for event in handover.closed(desk.participant_id, now, reason)]
    busy = {desk.booth for desk in open_desks if meeting.interpretation.handover_of(desk.participant_id) is not None}
    return [*closed, *(handover.ended(booth, now, "closed") for booth in sorted(busy))]


def set_direct(meeting: Meeting, command: c.SetDirect, now: float) -> list[e.Event]:
    """:raises UserError: noBooth."""
    booth = meeting.interpretation.desk(command.by).booth
    if command.direct == (meeting.floor.language == booth):
        return []
    return [e.FloorLanguageSet(at=now, language=booth if command.direct else UNDETERMINED, by=command.by)]


def set_booth(meeting: Meeting, command: c.SetBooth, now: float) -> list[e.Event]:
    """Desks on a channel that is not permitted any more are closed.

    :raises UserError: unknownChannel, valueInvalid, deskTaken (more interpreters sit there).
    """
    config, interpretation = meeting.config, meeting.interpretation
    others = set(config.languages) - {command.language}
    if command.language not in config.languages or not set(command.outgoing or ()) <= others:
        raise UserError("unknownChannel")
    if not 0 <= command.desks <= DESKS_LIMIT:
        raise UserError("valueInvalid", field="desks")
    seated = interpretation.booth(command.language)
    if command.desks < len(seated):
        raise UserError("deskTaken", booth=command.language)
    outgoing = permitted(config, command.language, command.outgoing)
    if interpretation.booths.get(command.language) == Booth(command.language, command.desks, outgoing):
        return []
    astray = [desk for desk in seated if desk.channel not in (command.language, *outgoing)]
    changed = e.BoothSet(at=now, language=command.language, desks=command.desks, outgoing=command.outgoing, by=command.by)
    return [*_close(meeting, astray, now, "revoked"), changed]


def set_interpretation(meeting: Meeting, command: c.SetInterpretation, now: float) -> list[e.Event]:
    """Of desks that the new interlock does not allow together the one that opened last stays.

    :raises UserError: valueInvalid.
    """
    for name in ("within", "between_a", "between_b"):
        if getattr(command, name) not in get_args(Interlock):
            raise UserError("valueInvalid", field=name)
    if command.policy not in get_args(Policy):
        raise UserError("valueInvalid", field="policy")
    rules = _rules(command)
    if rules == meeting.interpretation.rules:
        return []
    changed = e.InterpretationSet(
        at=now,
        within=command.within,
        between_a=command.between_a,
        between_b=command.between_b,
        auto_relay=command.auto_relay,
        policy=command.policy,
        by=command.by,
    )
    return [*_close(meeting, _superfluous(meeting, rules), now, "override"), changed]


def _superfluous(meeting: Meeting, rules: Rules) -> list[Desk]:
    open_desks = [desk for desk in meeting.interpretation.desks.values() if desk.mode != "off"]
    kept, cut = list[Desk](), list[Desk]()
    for desk in sorted(open_desks, key=lambda one: one.opened_at or 0.0, reverse=True):
        against = (one for one in kept if one.channel == desk.channel and not _overlapping(meeting, desk, one))
        refused = any(desks.interlock(rules, one, desk, one.channel) != "none" for one in against)
        (cut if refused else kept).append(desk)
    return cut


def _overlapping(meeting: Meeting, desk: Desk, other: Desk) -> bool:
    going_on = meeting.interpretation.handover_of(desk.participant_id)
    both = {desk.participant_id, other.participant_id}
    return going_on is not None and going_on.state == "overlap" and both == {going_on.active, going_on.passive}


def _rules(given: c.SetInterpretation | e.InterpretationSet) -> Rules:
    within, between_a, between_b = (cast(Interlock, one) for one in (given.within, given.between_a, given.between_b))
    return Rules(within, between_a, between_b, given.auto_relay, cast(Policy, given.policy))


# --- apply ------------------------------------------------------------------------------------------------------------


def _unfit_set(meeting: Meeting, event: e.UnfitSet) -> None:
    interpretation = meeting.interpretation
    if event.booth not in interpretation.booths:
        return
    interpretation.unfit.pop(event.booth, None)
    interpretation.unfit_speakers.pop(event.booth, None)
    if event.unfit:
        leader = leading([one for one in meeting.floor.microphones.values() if heard(meeting, one)])
        interpretation.unfit[event.booth] = event.at
        interpretation.unfit_speakers[event.booth] = leader.participant_id if leader is not None else None


def _next_speaker(meeting: Meeting, event: e.MicrophoneOpened) -> None:
    """Interpretation is expected again once somebody else has the floor; whoever speaks at will only asks or answers."""
    if event.request_id is None:
        return
    interpretation = meeting.interpretation
    for booth, speaker in list(interpretation.unfit_speakers.items()):
        if speaker != event.participant_id:
            del interpretation.unfit[booth], interpretation.unfit_speakers[booth]


def _booth_set(meeting: Meeting, event: e.BoothSet) -> None:
    interpretation = meeting.interpretation
    booth = Booth(event.language, event.desks, permitted(meeting.config, event.language, event.outgoing))
    interpretation.booths[event.language] = booth
    for desk in interpretation.booth(event.language):
        if desk.outgoing not in (booth.language, *booth.outgoing):
            desks.preselect(meeting, desk.participant_id, booth.language)


def _interpretation_set(meeting: Meeting, event: e.InterpretationSet) -> None:
    meeting.interpretation.rules = _rules(event)


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.SetUnfit: set_unfit,
    c.SetDirect: set_direct,
    c.SetBooth: set_booth,
    c.SetInterpretation: set_interpretation,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.UnfitSet: _unfit_set,
    e.MicrophoneOpened: _next_speaker,
    e.BoothSet: _booth_set,
    e.InterpretationSet: _interpretation_set,
}
