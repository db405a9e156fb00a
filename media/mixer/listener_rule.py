"""What the listeners of a language hear: decided by the state of its desks, never by voice activity (DESIGN §2.3)."""

from __future__ import annotations

from enum import Enum

from bus.messages import MeetingState

FLOOR = "floor"
BOOTH = "booth:"
"""Before a booth's name: the channel on which its desks hear each other."""


class Feed(Enum):
    DESKS = "desks"
    """The open desks of the channel."""
    FLOOR = "floor"
    FLOOR_QUIET = "floorQuiet"
    """The floor at -15 dB."""
    SILENCE = "silence"


def feed(channel: str, meeting: MeetingState) -> Feed:
    """The feed of ``channel``: open desks; else silence while one is in push-to-mute; else the floor where it is spoken in
    that very language; else the meeting's policy.  A booth's channel has its desks alone."""
    if channel == FLOOR:
        return Feed.FLOOR
    if channel.startswith(BOOTH):
        return Feed.DESKS
    states = {desk.state for desk in meeting.desks if desk.channel == channel}
    if "open" in states:
        return Feed.DESKS
    if "pushToMute" in states:
        return Feed.SILENCE
    if meeting.floor_language == channel:
        return Feed.FLOOR
    return Feed(meeting.policy)


def desks_heard(channel: str, meeting: MeetingState) -> frozenset[str]:
    """Tracks of the desks that sound on ``channel``: the open ones, but none that talks to its booth; on a booth's channel
    those of the booth that are open or talk."""
    if channel.startswith(BOOTH):
        booth = channel.removeprefix(BOOTH)
        return frozenset(d.track for d in meeting.desks if d.booth == booth and (d.state == "open" or d.talking))
    return frozenset(d.track for d in meeting.desks if d.channel == channel and d.state == "open" and not d.talking)
