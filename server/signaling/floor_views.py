"""What clients see of the floor: the list, the agenda, the rules, the sitting and the totals."""

from __future__ import annotations

from typing import cast

from server.meeting.floor import FloorRequest
from server.meeting.meeting import Meeting
from server.meeting.presence import precedence_of, presiding
from server.meeting.procedure import LISTS
from server.signaling.floor_messages import (
    AgendaEntry,
    DelegationTotal,
    FloorEntry,
    FloorRules,
    FloorView,
    ItemChange,
    ListName,
    ListState,
    ListView,
    Motion,
    Origin,
    RequestKind,
    RequestState,
    ScreenView,
    SittingView,
    TimePolicy,
)


def takes_statements(meeting: Meeting) -> bool:
    """Whether a delegate may ask for a statement now."""
    item_open = meeting.agenda.item_id is not None or not meeting.agenda.items
    list_open = meeting.floor.lists.get((meeting.agenda.item_id, "speakers"), "open") == "open"
    return meeting.sitting.state == "open" and item_open and list_open and meeting.floor.rules.mode != "operatorOnly"


def entry(meeting: Meeting, request: FloorRequest) -> FloorEntry:
    _, standing = precedence_of(meeting, meeting.roster.get(request.participant_id))
    return FloorEntry(
        request_id=request.request_id,
        person=request.participant_id,
        kind=cast(RequestKind, request.kind),
        motion=cast(Motion | None, request.motion),
        state=cast(RequestState, request.state),
        rank=request.rank,
        item=request.item_id,
        list=cast(ListName, request.list_name),
        language=request.language,
        origin=cast(Origin, request.origins[0]),
        attending="room" if request.participant_id in meeting.presence.in_room else "remote",
        deferred_for=request.reason,
        precedence=standing.name if standing else None,
        registered_by=request.registered_by,
        answer_to=request.answer_to,
        merged=request.merged,
        answered=request.answered,
        call_until=request.call_until,
        requested_at=request.requested_at,
        speaking_since=request.speaking_since,
        limit_s=request.limit_s,
        spoken_s=request.spoken_s,
        running_since=request.running_since,
        held_until=request.held_until,
    )


def entries(meeting: Meeting) -> tuple[FloorEntry, ...]:
    return tuple(entry(meeting, request) for request in meeting.floor.ordered())


def sitting(meeting: Meeting) -> SittingView:
    now = meeting.sitting
    return SittingView(state=now.state, public=now.public, number=now.number, since=now.since)


def floor(meeting: Meeting) -> FloorView:
    last, agenda = meeting.floor.last, meeting.agenda
    return FloorView(
        agenda=tuple(AgendaEntry(item_id=item.item_id, title=item.title) for item in agenda.items),
        item=agenda.item_id,
        lists=tuple(_list(meeting, name) for name in LISTS),
        sitting=sitting(meeting),
        rules=_rules(meeting),
        precedence=tuple(one.name for one in meeting.config.precedence),
        presiding=presiding(meeting),
        priority=meeting.floor.priority,
        screen=ScreenView(sharer=meeting.screen.sharer, asking=tuple(meeting.screen.asking)),
        last_speech=last.request_id if last is not None else None,
    )


def _list(meeting: Meeting, name: ListName) -> ListView:
    state: ListState = meeting.floor.lists.get((meeting.agenda.item_id, name), "open")
    return ListView(name=name, state=state, limit=meeting.config.replies_limit if name == "replies" else None)


def _rules(meeting: Meeting) -> FloorRules:
    now = meeting.floor.rules
    configured = meeting.config.precedence
    classes = {f"{one.name}/{kind}": limit for one in configured for kind, limit in one.time_limits_s.items()}
    return FloorRules(
        mode=now.mode,
        speakers_limit=now.speakers_limit,
        time_limits_s=classes | dict(now.time_limits_s),
        time_policy=cast(TimePolicy, now.time_policy),
        amber_s=now.amber_s,
        grace_s=now.grace_s,
        item_change=cast(ItemChange, now.item_change),
    )


def totals(meeting: Meeting) -> tuple[DelegationTotal, ...]:
    """Delegations that have spoken."""
    return tuple(
        DelegationTotal(delegation=delegation, speeches=total.speeches, spoken_s=total.spoken_s)
        for delegation, total in meeting.floor.totals.items()
    )
