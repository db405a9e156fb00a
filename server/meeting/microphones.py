"""Microphones follow the floor: they open by their owner's own act after the grant, and close with it at once.

Those of people in the room are units of the hall: they open with the grant, and never the person's own device besides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import is_language_tag
from server.meeting.floor import FloorRequest, Microphone, heard, leading
from server.meeting.procedure import HOLDING, MODES
from server.meeting.roles import may

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting


def may_open(meeting: Meeting, participant_id: str) -> bool:
    """True when ``SetMicrophone(open=True)`` would be carried out now."""
    participant = meeting.roster.participants.get(participant_id)
    if participant is None or not participant.connected or not may(meeting, participant_id, "useMicrophone"):
        return False
    if participant_id in meeting.presence.in_room:
        return False
    return may(meeting, participant_id, "speakAtWill") or under(meeting, participant_id) is not None


def under(meeting: Meeting, participant_id: str) -> FloorRequest | None:
    """The request a microphone opens under; None without the floor, or while the speech stands still."""
    request = meeting.floor.held_by(participant_id)
    if request is None or meeting.sitting.state != "open":
        return None
    still = request.stopped or meeting.floor.priority is not None or meeting.floor.interrupted(request)
    return None if still else request


def set_microphone(meeting: Meeting, command: c.SetMicrophone, now: float) -> list[e.Event]:
    """:raises UserError: floorNotGranted, attendsInRoom."""
    if not command.open:
        return _closed_by_owner(meeting, command.by, now)
    request = under(meeting, command.by)
    in_room = command.by in meeting.presence.in_room
    if in_room and request is None:
        raise UserError("attendsInRoom")
    if not in_room and not may_open(meeting, command.by):
        raise UserError("floorNotGranted")
    if _open_already(meeting, command.by, request):
        return []
    if in_room and request is not None:
        return [room_unit(request, now)]
    language = request.language if request is not None else meeting.roster.get(command.by).language
    opened = e.MicrophoneOpened(
        at=now, participant_id=command.by, request_id=request.request_id if request else None, language=language
    )
    return [opened]


def _open_already(meeting: Meeting, participant_id: str, request: FloorRequest | None) -> bool:
    microphone = meeting.floor.microphones.get(participant_id)
    if microphone is None:
        return False
    return heard(meeting, microphone) or (request is not None and microphone.request_id == request.request_id)


def _closed_by_owner(meeting: Meeting, participant_id: str, now: float) -> list[e.Event]:
    decided = silence(meeting, participant_id, now, "self")
    request = meeting.floor.held_by(participant_id)
    if decided and request is not None and MODES[meeting.floor.rules.mode].ends_when_closed:
        decided.append(e.SpeechEnded(at=now, request_id=request.request_id, outcome="released", by=participant_id))
    return decided


def room_unit(request: FloorRequest, now: float) -> e.MicrophoneOpened:
    return e.MicrophoneOpened(
        at=now,
        participant_id=request.participant_id,
        request_id=request.request_id,
        language=request.language,
        unit="room",
    )


def silence(meeting: Meeting, participant_id: str, now: float, reason: e.CloseReason) -> list[e.Event]:
    """Close the microphone if it is open."""
    if participant_id not in meeting.floor.microphones:
        return []
    return [e.MicrophoneClosed(at=now, participant_id=participant_id, reason=reason)]


def silence_own(meeting: Meeting, participant_id: str, now: float) -> list[e.Event]:
    """Close the microphone if the connection that dropped carried it."""
    microphone = meeting.floor.microphones.get(participant_id)
    return silence(meeting, participant_id, now, "disconnected") if microphone and microphone.unit == "own" else []


def close_under(meeting: Meeting, request: FloorRequest, now: float, reason: e.CloseReason) -> list[e.Event]:
    microphone = meeting.floor.microphones.get(request.participant_id)
    if microphone is None or microphone.request_id != request.request_id:
        return []
    return silence(meeting, request.participant_id, now, reason)


def mute_all(meeting: Meeting, command: c.MuteAll, now: float) -> list[e.Event]:
    """All but those who preside; nobody loses the floor."""
    return [
        event
        for person in meeting.floor.microphones
        if not may(meeting, person, "muteParticipant")
        for event in silence(meeting, person, now, "muted")
    ]


def set_language(meeting: Meeting, command: c.SetFloorLanguage, now: float) -> list[e.Event]:
    """:raises UserError: unknownChannel."""
    if not is_language_tag(command.language):
        raise UserError("unknownChannel")
    if command.language == meeting.floor.language:
        return []
    return [e.FloorLanguageSet(at=now, language=command.language, by=command.by)]


# --- apply ------------------------------------------------------------------------------------------------------------


def close(meeting: Meeting, request: FloorRequest) -> None:
    """The microphone opened under a request that has no floor any more."""
    microphone = meeting.floor.microphones.get(request.participant_id)
    if microphone is not None and microphone.request_id == request.request_id:
        del meeting.floor.microphones[request.participant_id]


def _opened(meeting: Meeting, event: e.MicrophoneOpened) -> None:
    floor = meeting.floor
    if event.request_id is not None and floor.requests[event.request_id].state in HOLDING:
        request = floor.requests[event.request_id]
        since = event.at if request.speaking_since is None else request.speaking_since
        if request.state == "granted":
            floor.advance(event.request_id, "open", speaking_since=since)
    floor.microphones.pop(event.participant_id, None)
    floor.microphones[event.participant_id] = Microphone(
        participant_id=event.participant_id,
        request_id=event.request_id,
        language=event.language,
        opened_at=event.at,
        unit=event.unit,
    )


def _closed(meeting: Meeting, event: e.MicrophoneClosed) -> None:
    meeting.floor.microphones.pop(event.participant_id, None)


def _language_set(meeting: Meeting, event: e.FloorLanguageSet) -> None:
    """The correction stays with the present speaker, also when they close and open the microphone."""
    floor = meeting.floor
    leader = leading([microphone for microphone in floor.microphones.values() if heard(meeting, microphone)])
    if leader is not None:
        floor.microphones[leader.participant_id] = replace(leader, language=event.language)
        if leader.request_id is not None:
            floor.put(replace(floor.requests[leader.request_id], language=event.language))
    floor.language = event.language


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.SetMicrophone: set_microphone,
    c.MuteAll: mute_all,
    c.SetFloorLanguage: set_language,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.MicrophoneOpened: _opened,
    e.MicrophoneClosed: _closed,
    e.FloorLanguageSet: _language_set,
}
