"""What clients see of booths and desks, channels, captions, the glossary and calls for help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from server.meeting import relay
from server.meeting.interpretation import CaptionLine, Desk, HelpCall, Turn, armed, feed
from server.meeting.meeting import Meeting
from server.meeting.roles import can, permissions
from server.meeting.roster import Participant
from server.signaling import views
from server.signaling.interpretation_messages import (
    BoothView,
    Caption,
    ChannelView,
    CheckResult,
    DeskView,
    DropView,
    HandoverView,
    HelpKind,
    HelpView,
    Incoming,
    InterpretationRules,
    InterpretationView,
    Term,
    TurnView,
    WrittenConsentView,
)
from server.signaling.views import Scene

TURNS_SHOWN = 20


# --- booths -----------------------------------------------------------------------------------------------------------


def booth(scene: Scene, language: str) -> BoothView:
    interpretation = scene.meeting.interpretation
    one = interpretation.booths.get(language)
    others = (desk.booth for desk in interpretation.feeding(language) if desk.booth != language)
    calls = (_call(scene, call) for call in interpretation.calls.values() if call.booth == language)
    desks = (_desk(scene, desk) for desk in interpretation.booth(language))
    return BoothView(
        language=language,
        seats=one.desks if one is not None else 0,
        outgoing=one.outgoing if one is not None else (),
        desks=tuple(desk for desk in desks if desk is not None),
        handover=_handover(scene.meeting, language),
        engaged_by=next(others, None),
        unfit_since=interpretation.unfit.get(language),
        dropped=_drop(scene.meeting, language),
        calls=tuple(call for call in calls if call is not None),
        turns=turns(scene.meeting, language),
        written=_written(scene.meeting, language),
    )


def _desk(scene: Scene, desk: Desk) -> DeskView | None:
    """With the less audible of its live and journaled modes."""
    meeting, identity = scene.meeting, desk.participant_id
    known = views.person_by_id(scene, identity)
    if known is None:
        return None
    heard = scene.desks.get(identity)
    return DeskView(
        person=known,
        mode=heard.mode if heard is not None else "off",
        channel=desk.channel,
        armed=armed(meeting, identity),
        talking=desk.talking,
        incoming=incoming(meeting, identity),
        auto_relay=desk.auto_relay,
        opened_at=desk.opened_at,
        on_air_s=desk.on_air_s,
        recording=desk.recording,
        webcast=desk.webcast,
        check=cast(dict[str, CheckResult], dict(meeting.interpretation.checks.get(identity, {}))),
    )


def incoming(meeting: Meeting, participant_id: str) -> Incoming:
    heard = relay.incoming(meeting, participant_id)
    return Incoming(
        selected=heard.selected,
        heard=heard.heard,
        hops=heard.hops,
        automatic=heard.automatic,
        forced=heard.forced,
        lost=heard.lost,
    )


def _handover(meeting: Meeting, language: str) -> HandoverView | None:
    one = meeting.interpretation.handovers.get(language)
    if one is None:
        return None
    return HandoverView(state=one.state, active=one.active, passive=one.passive, due=one.due, until=one.until)


def _drop(meeting: Meeting, language: str) -> DropView | None:
    one = meeting.interpretation.dropped.get(language)
    return DropView(person=one.participant_id, name=one.name, channel=one.channel, at=one.at) if one is not None else None


def _written(meeting: Meeting, language: str) -> WrittenConsentView | None:
    one = meeting.interpretation.written.get(language)
    if one is None:
        return None
    return WrittenConsentView(
        recording=one.recording, webcast=one.webcast, reference=one.reference, by=one.by_name, at=one.at
    )


def _call(scene: Scene, call: HelpCall) -> HelpView | None:
    known = views.person_by_id(scene, call.participant_id)
    if known is None:
        return None
    return HelpView(
        call_id=call.call_id,
        kind=cast(HelpKind, call.kind),
        person=known,
        booth=call.booth,
        called_at=call.called_at,
        answered_by=call.answered_by,
    )


def turns(meeting: Meeting, language: str) -> tuple[TurnView, ...]:
    """The last ones of a booth, newest first."""
    own = [turn for turn in meeting.interpretation.turns if turn.booth == language]
    return tuple(_turn(turn) for turn in own[: -TURNS_SHOWN - 1 : -1])


def _turn(turn: Turn) -> TurnView:
    return TurnView(person=turn.name, channel=turn.channel, began_at=turn.began_at, ended_at=turn.ended_at)


def booths_seen_by(meeting: Meeting, participant: Participant) -> tuple[str, ...]:
    """Languages whose booth this participant may see: who may ``seeBooths`` all, an interpreter their own."""
    if "seeBooths" in permissions(meeting, participant):
        return meeting.config.languages
    return (participant.booth,) if participant.booth and can(participant.role, "useDesk") else ()


# --- channels ---------------------------------------------------------------------------------------------------------


def interpretation(scene: Scene) -> InterpretationView:
    meeting = scene.meeting
    return InterpretationView(
        channels=tuple(_channel(meeting, language) for language in meeting.config.languages),
        rules=rules(meeting),
        pivot=relay.pivot(meeting),
        sound_check=meeting.interpretation.sound_check,
    )


def _channel(meeting: Meeting, language: str) -> ChannelView:
    desk = meeting.interpretation.on_channel(language)
    return ChannelView(
        language=language,
        feed=feed(meeting, language),
        hops=relay.hops(meeting, language),
        booth=desk.booth if desk is not None else None,
        desks=tuple(one.participant_id for one in meeting.interpretation.feeding(language)),
        patched=meeting.interpretation.patches.get(language),
        none_since=meeting.interpretation.none_since.get(language),
    )


def rules(meeting: Meeting) -> InterpretationRules:
    kept = meeting.interpretation.rules
    return InterpretationRules(
        within=kept.within,
        between_a=kept.between_a,
        between_b=kept.between_b,
        auto_relay=kept.auto_relay,
        policy=kept.policy,
        alarm_after_s=meeting.config.alarm_after_s,
        turn_s=meeting.config.turn_s,
    )


# --- captions and glossary --------------------------------------------------------------------------------------------


def caption(line: CaptionLine) -> Caption:
    return Caption(
        caption_id=line.caption_id,
        language=line.language,
        text=line.text,
        started_at=line.started_at,
        written_at=line.written_at,
    )


def terms(meeting: Meeting) -> tuple[Term, ...]:
    return tuple(term(term_id, words) for term_id, words in meeting.interpretation.glossary.items())


def term(term_id: str, words: Mapping[str, str]) -> Term:
    return Term(term_id=term_id, words=dict(words))
