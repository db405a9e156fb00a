"""The webcast of a meeting: off, on the air, or showing its slate; its layout, its embargo, and whether it is recorded.

A meeting has one webcast at a time; one webcast has one id, from its beginning to its end, and becomes one recording.

Invariants
    A sitting in camera, or closed, has no webcast: going in camera and closing end it in the same decision.
    While the sitting is not open, viewers see the slate, whatever was asked for (:func:`showing`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting import webcasting_pushes
from server.meeting.contest import remember, settled_between
from server.meeting.webcasting_events import WebcastEnd
from server.meeting.webcasting_pushes import Push

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

Mode = Literal["slate", "onAir"]
State = Literal["off", "slate", "onAir"]
Layout = Literal["auto", "speaker", "speakerRoom", "screenSpeaker"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)

TRANSITIONS: Mapping[State, Mapping[str, State]] = {
    "off": {"start": "onAir", "startSlate": "slate"},
    "slate": {"start": "onAir", "end": "off", "goInCamera": "off", "closeSitting": "off"},
    "onAir": {"slate": "slate", "end": "off", "goInCamera": "off", "closeSitting": "off"},
}
"""State -> action -> next state.  ``slate`` and ``end`` while it is off are refused with ``wrongState``; what is so already
is accepted and changes nothing."""

LONGEST_DELAY_S = 3600.0
PAST_KEPT = 200
ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, slots=True)
class Webcast:
    """Replaced, never changed."""

    webcast_id: str
    mode: Mode
    """What was asked for; see :func:`showing`."""
    layout: Layout
    delay_s: float
    recorded: bool
    started_at: float
    since: float
    """When ``mode`` last changed."""


@dataclass(frozen=True, slots=True)
class Past:
    """A webcast that has ended."""

    webcast_id: str
    started_at: float
    ended_at: float


@dataclass(slots=True)
class Webcasting:
    webcast: Webcast | None = None
    past: dict[str, Past] = field(default_factory=dict)
    """Webcast id -> the last ones, oldest first."""
    begun: int = -1
    """Number of the sitting in which a webcast was last started."""
    pushes: dict[str, Push] = field(default_factory=dict)
    """Push id -> the destination, in the order they were added."""

    def copy(self) -> Webcasting:
        return replace(self, past=dict(self.past), pushes=dict(self.pushes))


def showing(meeting: Meeting) -> State:
    """What viewers get."""
    webcast = meeting.webcasting.webcast
    if webcast is None:
        return "off"
    return webcast.mode if meeting.sitting.state == "open" else "slate"


def starts_by_itself(meeting: Meeting) -> bool:
    """Whether the configuration wants a webcast that nobody has started, or ended, in this sitting."""
    config, sitting = meeting.config, meeting.sitting
    wanted = config.webcast and config.webcast_starts == "withSitting" and meeting.webcasting.webcast is None
    return wanted and sitting.public and sitting.state == "open" and meeting.webcasting.begun != sitting.number


# --- decide -----------------------------------------------------------------------------------------------------------


def start(meeting: Meeting, command: c.StartWebcast, now: float) -> list[e.Event]:
    """:raises UserError: webcastOff (this meeting has none), sittingInCamera, wrongState (the sitting is closed),
    valueInvalid, contradicted."""
    webcast, config = meeting.webcasting.webcast, meeting.config
    if webcast is not None:
        if webcast.mode == "onAir" or command.slate:
            return show_slate(meeting, c.ShowSlate(command.by), now) if command.slate else []
        settled_between(meeting, "webcast", command.by, now)
        return [e.WebcastWentOnAir(at=now, by=command.by)]
    if not config.webcast:
        raise UserError("webcastOff")
    if not meeting.sitting.public:
        raise UserError("sittingInCamera")
    if meeting.sitting.state == "closed":
        raise UserError("wrongState", state="closed")
    if ID.fullmatch(command.webcast_id) is None or command.webcast_id in meeting.webcasting.past:
        raise UserError("valueInvalid", field="webcastId")
    settled_between(meeting, "webcast", command.by, now)
    return [
        e.WebcastStarted(
            at=now,
            by=command.by,
            webcast_id=command.webcast_id,
            slate=command.slate,
            layout=config.webcast_layout,
            delay_s=config.webcast_delay_s,
            recorded=config.webcast_recorded,
        )
    ]


def _going_on(meeting: Meeting) -> Webcast:
    """:raises UserError: wrongState."""
    if meeting.webcasting.webcast is None:
        raise UserError("wrongState", state="off")
    return meeting.webcasting.webcast


def show_slate(meeting: Meeting, command: c.ShowSlate, now: float) -> list[e.Event]:
    """:raises UserError: wrongState."""
    if _going_on(meeting).mode == "slate":
        return []
    return [e.SlateShown(at=now, by=command.by)]


def end(meeting: Meeting, command: c.EndWebcast, now: float) -> list[e.Event]:
    """Ended already: nothing left to do.

    :raises UserError: contradicted."""
    if meeting.webcasting.webcast is None:
        return []
    settled_between(meeting, "webcast", command.by, now)
    return off_the_air(meeting, now, command.by, "ended")


def off_the_air(meeting: Meeting, now: float, by: str, reason: WebcastEnd) -> list[e.Event]:
    webcast = meeting.webcasting.webcast
    return [] if webcast is None else [e.WebcastEnded(at=now, by=by, webcast_id=webcast.webcast_id, reason=reason)]


def set_layout(meeting: Meeting, command: c.SetWebcastLayout, now: float) -> list[e.Event]:
    """:raises UserError: wrongState, valueInvalid."""
    webcast = _going_on(meeting)
    if command.layout not in LAYOUTS:
        raise UserError("valueInvalid", field="layout")
    return [] if webcast.layout == command.layout else [e.WebcastLayoutSet(at=now, by=command.by, layout=command.layout)]


def set_embargo(meeting: Meeting, command: c.SetEmbargo, now: float) -> list[e.Event]:
    """:raises UserError: wrongState, valueInvalid."""
    webcast = _going_on(meeting)
    if not 0 <= command.delay_s <= LONGEST_DELAY_S:
        raise UserError("valueInvalid", field="delayS")
    return [] if webcast.delay_s == command.delay_s else [e.EmbargoSet(at=now, by=command.by, delay_s=command.delay_s)]


def set_recording(meeting: Meeting, command: c.SetWebcastRecording, now: float) -> list[e.Event]:
    """:raises UserError: wrongState."""
    if _going_on(meeting).recorded == command.recorded:
        return []
    made = e.WebcastRecordingResumed if command.recorded else e.WebcastRecordingStopped
    return [made(at=now, by=command.by)]


# --- apply ------------------------------------------------------------------------------------------------------------


def _started(meeting: Meeting, event: e.WebcastStarted) -> None:
    meeting.webcasting.begun = meeting.sitting.number
    meeting.webcasting.webcast = Webcast(
        webcast_id=event.webcast_id,
        mode="slate" if event.slate else "onAir",
        layout=event.layout,  # type: ignore[arg-type]
        delay_s=event.delay_s,
        recorded=event.recorded,
        started_at=event.at,
        since=event.at,
    )
    remember(meeting, "webcast", event.by, event.at)


def _change(meeting: Meeting, **changes: Any) -> None:
    """Closing events may concern a webcast whose start the journal refused."""
    if meeting.webcasting.webcast is not None:
        meeting.webcasting.webcast = replace(meeting.webcasting.webcast, **changes)


def _into(mode: Mode) -> Callable[[Meeting, Any], None]:
    def change(meeting: Meeting, event: Any) -> None:
        _change(meeting, mode=mode, since=event.at)
        remember(meeting, "webcast", event.by, event.at)

    return change


def _ended(meeting: Meeting, event: e.WebcastEnded) -> None:
    remember(meeting, "webcast", event.by, event.at)
    _take_off(meeting, event)


def _take_off(meeting: Meeting, event: Any) -> None:
    webcasting = meeting.webcasting
    if webcasting.webcast is None:
        return
    gone = webcasting.webcast
    webcasting.past[gone.webcast_id] = Past(gone.webcast_id, gone.started_at, event.at)
    while len(webcasting.past) > PAST_KEPT:
        del webcasting.past[next(iter(webcasting.past))]
    webcasting.webcast = None


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.StartWebcast: start,
    c.ShowSlate: show_slate,
    c.EndWebcast: end,
    c.SetWebcastLayout: set_layout,
    c.SetEmbargo: set_embargo,
    c.SetWebcastRecording: set_recording,
    **webcasting_pushes.DECIDE,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.WebcastStarted: _started,
    e.WebcastWentOnAir: _into("onAir"),
    e.SlateShown: _into("slate"),
    e.WebcastEnded: _ended,
    e.WebcastLayoutSet: lambda meeting, event: _change(meeting, layout=event.layout),
    e.EmbargoSet: lambda meeting, event: _change(meeting, delay_s=event.delay_s),
    e.WebcastRecordingResumed: lambda meeting, event: _change(meeting, recorded=True),
    e.WebcastRecordingStopped: lambda meeting, event: _change(meeting, recorded=False),
    e.SittingWentInCamera: _take_off,
    e.SittingClosed: _take_off,
    **webcasting_pushes.APPLY,
}
