"""What happened to the webcast.  ``events.py`` takes all of them in."""

from __future__ import annotations

from typing import Literal

from server.meeting.event import Act as _Act

WebcastEnd = Literal["ended", "inCamera", "sittingClosed"]
"""Why a webcast ended: by the operator, because the sitting went in camera, or because it was closed."""


class WebcastStarted(_Act, frozen=True, tag="webcastStarted"):
    webcast_id: str
    slate: bool
    layout: str
    delay_s: float
    recorded: bool


class WebcastWentOnAir(_Act, frozen=True, tag="webcastWentOnAir"):
    """From its slate."""


class SlateShown(_Act, frozen=True, tag="slateShown"):
    closing = True


class WebcastEnded(_Act, frozen=True, tag="webcastEnded"):
    """Off the air; what is recorded stays."""

    closing = True
    webcast_id: str
    reason: WebcastEnd


class WebcastLayoutSet(_Act, frozen=True, tag="webcastLayoutSet"):
    layout: str


class EmbargoSet(_Act, frozen=True, tag="embargoSet"):
    delay_s: float


class WebcastRecordingResumed(_Act, frozen=True, tag="webcastRecordingResumed"):
    pass


class WebcastRecordingStopped(_Act, frozen=True, tag="webcastRecordingStopped"):
    closing = True


class PushAdded(_Act, frozen=True, tag="pushAdded"):
    """A destination, off at first."""

    push_id: str
    address: str
    channels: tuple[str, ...]


class PushStarted(_Act, frozen=True, tag="pushStarted"):
    push_id: str


class PushStopped(_Act, frozen=True, tag="pushStopped"):
    closing = True
    push_id: str


class PushRemoved(_Act, frozen=True, tag="pushRemoved"):
    closing = True
    push_id: str


WebcastEvent = (
    WebcastStarted
    | WebcastWentOnAir
    | SlateShown
    | WebcastEnded
    | WebcastLayoutSet
    | EmbargoSet
    | WebcastRecordingResumed
    | WebcastRecordingStopped
    | PushAdded
    | PushStarted
    | PushStopped
    | PushRemoved
)
