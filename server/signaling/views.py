"""What clients see of a meeting: its live copy, with microphones and desks open only when the journal knows it too."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import cast

from server.meeting.floor import FloorRequest
from server.meeting.interpretation import Desk, feed
from server.meeting.meeting import Meeting
from server.meeting.microphones import may_open
from server.meeting.plates import plate
from server.meeting.presence import presiding
from server.meeting.roles import permissions
from server.meeting.roster import Participant
from server.meeting.statements import PLAYBACK
from server.signaling import floor_views
from server.signaling.floor_messages import RequestKind, RequestState, SpeechView
from server.signaling.messages import (
    ChannelInfo,
    Counts,
    Me,
    Person,
    PersonQuality,
    Role,
    SpeakerFitness,
    StageView,
    WebcastView,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """All that views are made of."""

    meeting: Meeting
    microphones: Collection[str]
    """Participants whose microphone is open."""
    desks: Mapping[str, Desk]
    """Participant -> desk that is not off."""
    shown: Mapping[str, str | None]
    """Slot -> participant."""
    quality: Mapping[str, PersonQuality] = field(default_factory=dict)
    """Participant -> how well they are connected."""
    fitness: Mapping[str, SpeakerFitness] = field(default_factory=dict)
    """Participant -> how fit for interpretation their sound is, while it is measured."""
    webcast: WebcastView | None = None
    """As its operator sees it."""


def person(scene: Scene, participant: Participant) -> Person:
    identity = participant.participant_id
    return Person(
        id=identity,
        name=participant.name,
        delegation=participant.delegation,
        role=cast(Role, participant.role),
        language=participant.language,
        connected=participant.connected,
        microphone=identity in scene.microphones,
        camera_muted=participant.camera_muted,
        plate=plate(scene.meeting.config, participant.name, participant.delegation),
        attending="room" if identity in scene.meeting.presence.in_room else "remote",
    )


def person_by_id(scene: Scene, participant_id: str) -> Person | None:
    participant = scene.meeting.roster.participants.get(participant_id)
    return None if participant is None else person(scene, participant)


def people(scene: Scene, participant_ids: set[str]) -> dict[str, Person]:
    found = ((identity, person_by_id(scene, identity)) for identity in sorted(participant_ids))
    return {identity: known for identity, known in found if known is not None}


def stage(scene: Scene) -> StageView:
    meeting = scene.meeting
    request = meeting.floor.speaker()
    item = meeting.agenda.current
    interrupted = [one for one in meeting.floor.holding() if meeting.floor.interrupted(one)]
    shown = {slot: identity for slot, identity in scene.shown.items() if identity}
    return StageView(
        title=meeting.config.title,
        agenda_item=item.title if item else {},
        speaker=person_by_id(scene, request.participant_id) if request else _recorded(scene),
        speaking_since=request.speaking_since if request else None,
        floor_language=meeting.floor.language,
        channels=tuple(ChannelInfo(language=tag, feed=feed(meeting, tag)) for tag in meeting.config.languages),
        slots=dict(scene.shown),
        plates=people(scene, set(shown.values())),
        list_open=floor_views.takes_statements(meeting),
        speech=speech(scene, request) if request else None,
        interrupted=tuple(view for one in interrupted if (view := speech(scene, one)) is not None),
        sitting=floor_views.sitting(meeting),
        attention_at=meeting.floor.attention_at,
        slow_down_until=meeting.interpretation.slow_down_until,
        slow_down_count=meeting.interpretation.slow_down_count,
        unfit=tuple(tag for tag in meeting.config.languages if tag in meeting.interpretation.unfit),
        webcast=scene.webcast.showing if scene.webcast is not None else "off",
        recorded=scene.webcast is not None and scene.webcast.showing != "off" and scene.webcast.recorded,
    )


def _recorded(scene: Scene) -> Person | None:
    """A statement that is being played."""
    return person_by_id(scene, PLAYBACK) if PLAYBACK in scene.microphones else None


def speech(scene: Scene, request: FloorRequest) -> SpeechView | None:
    known = person_by_id(scene, request.participant_id)
    if known is None:
        return None
    return SpeechView(
        request_id=request.request_id,
        person=known,
        kind=cast(RequestKind, request.kind),
        state=cast(RequestState, request.state),
        limit_s=request.limit_s,
        spoken_s=request.spoken_s,
        running_since=request.running_since,
        amber_s=scene.meeting.floor.rules.amber_s,
    )


def me(scene: Scene, participant: Participant, place: int | None) -> Me:
    """``place``: in the list of speakers, counted once for all."""
    meeting, identity = scene.meeting, participant.participant_id
    request = meeting.floor.request_by(identity)
    in_room = identity in meeting.presence.in_room
    upgrade = meeting.admission.upgrades.get(identity)
    return Me(
        person=person(scene, participant),
        channel=participant.channel,
        second=participant.second,
        can=tuple(sorted(permissions(meeting, participant))),
        request_id=request.request_id if request else None,
        requests=tuple(one.request_id for one in sorted(meeting.floor.of(identity), key=lambda one: one.rank)),
        place=place,
        may_open_microphone=may_open(meeting, identity),
        attending="room" if in_room else "remote",
        seat=meeting.presence.seat_of(identity) if in_room else None,
        presiding=presiding(meeting) == identity,
        upgrade=upgrade.state if upgrade else None,
        upgrade_place=list(meeting.admission.upgrades).index(identity) + 1 if upgrade else None,
        upgrade_until=upgrade.until if upgrade else None,
        booth=participant.booth,
        quality=known.step if (known := scene.quality.get(identity)) is not None else None,
        fitness=scene.fitness.get(identity),
        signing=meeting.interpretation.signing == identity,
    )


def counts(meeting: Meeting) -> Counts:
    return Counts(
        participants=len(meeting.roster.participants),
        active=meeting.roster.active,
        connected=meeting.roster.connected,
        participants_limit=meeting.config.participants_limit,
        active_limit=meeting.config.active_limit,
    )


def booth_languages(meeting: Meeting) -> tuple[str, ...]:
    """Languages that have a booth just now."""
    return tuple(tag for tag in meeting.config.languages if tag in meeting.interpretation.booths)
