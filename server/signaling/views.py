"""What clients see of a meeting: its live copy, with microphones and desks open only when the journal knows it too."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import cast

from server.meeting.chat import Message
from server.meeting.floor import FloorRequest, may_open_microphone
from server.meeting.interpretation import Desk, feed
from server.meeting.meeting import Meeting
from server.meeting.roles import PERMISSIONS, can
from server.meeting.roster import Participant
from server.signaling.messages import (
    BoothView,
    ChannelInfo,
    ChatMessage,
    Counts,
    DeskView,
    FloorEntry,
    Me,
    Person,
    PersonQuality,
    RequestKind,
    RequestState,
    Role,
    StageView,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """All that views are made of."""

    meeting: Meeting
    microphones: Container[str]
    """Participants whose microphone is open."""
    desks: Mapping[str, Desk]
    """Participant -> desk that is not off."""
    shown: Mapping[str, str | None]
    """Slot -> participant."""
    quality: Mapping[str, PersonQuality] = field(default_factory=dict)
    """Participant -> how well they are connected."""


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
    shown = {slot: identity for slot, identity in scene.shown.items() if identity}
    return StageView(
        title=meeting.config.title,
        agenda_item=item.title if item else {},
        speaker=person_by_id(scene, request.participant_id) if request else None,
        speaking_since=request.speaking_since if request else None,
        floor_language=meeting.floor.language,
        channels=tuple(ChannelInfo(language=tag, feed=feed(meeting, tag)) for tag in meeting.config.languages),
        slots=dict(scene.shown),
        plates=people(scene, set(shown.values())),
        list_open=meeting.floor.list_open,
    )


def entry(request: FloorRequest) -> FloorEntry:
    return FloorEntry(
        request_id=request.request_id,
        person=request.participant_id,
        kind=cast(RequestKind, request.kind),
        state=cast(RequestState, request.state),
        rank=request.rank,
        language=request.language,
        requested_at=request.requested_at,
        speaking_since=request.speaking_since,
    )


def floor_list(scene: Scene) -> tuple[FloorEntry, ...]:
    return tuple(entry(request) for request in scene.meeting.floor.ordered())


def me(scene: Scene, participant: Participant, place: int | None) -> Me:
    """``place``: in the list of speakers, counted once for all."""
    meeting, identity = scene.meeting, participant.participant_id
    request = meeting.floor.request_by(identity)
    return Me(
        person=person(scene, participant),
        channel=participant.channel,
        second=participant.second,
        can=tuple(sorted(PERMISSIONS.get(cast(Role, participant.role), ()))),
        request_id=request.request_id if request else None,
        place=place,
        may_open_microphone=may_open_microphone(meeting, identity),
        booth=participant.booth,
        quality=known.step if (known := scene.quality.get(identity)) is not None else None,
    )


def counts(meeting: Meeting) -> Counts:
    return Counts(
        participants=len(meeting.roster.participants),
        active=meeting.roster.active,
        connected=meeting.roster.connected,
        participants_limit=meeting.config.participants_limit,
        active_limit=meeting.config.active_limit,
    )


def booth(scene: Scene, language: str) -> BoothView:
    desks = []
    for desk in scene.meeting.interpretation.booth(language):
        known = person_by_id(scene, desk.participant_id)
        if known is not None:
            heard = scene.desks.get(desk.participant_id)
            desks.append(DeskView(person=known, mode=heard.mode if heard else "off", channel=desk.channel))
    return BoothView(language=language, desks=tuple(desks))


def booth_languages(meeting: Meeting) -> tuple[str, ...]:
    """Languages that have a booth."""
    return tuple(tag for tag in meeting.config.languages if meeting.config.booth(tag) is not None)


def booths_seen_by(meeting: Meeting, participant: Participant) -> tuple[str, ...]:
    if can(participant.role, "seeBooths"):
        return booth_languages(meeting)
    return (participant.booth,) if participant.booth else ()


def chat_message(message: Message) -> ChatMessage:
    return ChatMessage(
        message_id=message.message_id,
        person=message.participant_id,
        name=message.name,
        delegation=message.delegation,
        text=message.text,
        sent_at=message.sent_at,
    )
