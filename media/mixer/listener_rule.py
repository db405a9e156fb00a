"""What the listeners of a language hear: decided by the state of its desks, never by voice activity (DESIGN §2.3)."""

from __future__ import annotations

from enum import Enum

from bus.messages import MeetingState

FLOOR = "floor"


class Feed(Enum):
    DESKS = "desks"
    """The open desks of the channel."""
    FLOOR = "floor"
    FLOOR_QUIET = "floorQuiet"
    """The floor at -15 dB."""
    SILENCE = "silence"


def feed(channel: str, meeting: MeetingState) -> Feed:
    """The feed of ``channel``: open desks; else silence while one is in push-to-mute; else the floor where it is spoken in
    that very language; else the meeting's policy."""
    if channel == FLOOR:
        return Feed.FLOOR
    states = {desk.state for desk in meeting.desks if desk.channel == channel}
    if "open" in states:
        return Feed.DESKS
    if "pushToMute" in states:
        return Feed.SILENCE
    if meeting.floor_language == channel:
        return Feed.FLOOR
    return Feed(meeting.policy)
