"""The signalling messages of the webcast's operator.  ``messages.py`` takes all of them in."""

from __future__ import annotations

from typing import Literal

from server.signaling.wire import Part as _Part
from server.signaling.wire import Request as _Request
from server.signaling.wire import Wire as _Wire

WebcastState = Literal["off", "slate", "onAir"]
WebcastLayout = Literal["auto", "speaker", "speakerRoom", "screenSpeaker"]
PictureSlot = Literal["speaker", "room", "screen", "sign"]
DiskState = Literal["ok", "low", "full", "failing"]
StorageState = Literal["off", "ok", "behind", "failing"]
StorageReason = Literal["unreachable", "slow", "denied", "noBucket", "refused", "settings"]
PushState = Literal["off", "waiting", "connecting", "live", "failing"]
"""``waiting``: it is on, and the webcast is not on the air."""
PushReason = Literal[
    "addressInvalid",
    "hostForbidden",
    "hostUnknown",
    "unreachable",
    "refused",
    "timeout",
    "tlsInvalid",
    "rejected",
    "closed",
    "stalled",
    "srtMissing",
    "channelMissing",
    "internal",
]
"""``hostForbidden``: the server's settings do not allow it.  ``refused``: nobody listens there.  ``rejected``: it does not
take what it is sent, most often because of its key.  ``closed``: it ended the connection.  ``stalled``: it takes nothing any
more.  ``srtMissing``: the server's machine has no libsrt."""


class RenditionMeter(_Part, frozen=True):
    """How one language of the webcast sounds."""

    lufs: float | None
    """Integrated over the last minute of speech (ITU-R BS.1770); None: not known yet."""
    momentary_lufs: float
    true_peak_dbtp: float
    """Of the last two seconds."""
    silent_s: float


class RenditionView(_Part, frozen=True):
    """One language of the webcast: ``floor`` or a BCP 47 tag, under its name for itself."""

    channel: str
    name: str
    recorded: bool
    """False while the webcast is not recorded, or somebody heard in it does not consent to the recording."""
    withheld: tuple[str, ...]
    """Interpreters on the air who do not consent to the webcast: they are not heard in it."""
    meter: RenditionMeter | None


class PushView(_Part, frozen=True):
    """A destination the webcast is pushed to.  Its keys are shown to nobody."""

    push_id: str
    address: str
    channels: tuple[str, ...]
    """None means all, each its own sound."""
    on: bool
    state: PushState
    since: float | None
    """When ``state`` last changed; None: it is ``off``, or the worker has said nothing of it yet."""
    reason: PushReason | None
    """Why it is ``failing``."""
    retry_at: float | None
    bps: int
    dropped_frames: int


class WebcastView(_Part, frozen=True):
    """The topic ``webcast``, sent whole to those who may ``manageWebcast``."""

    allowed: bool
    """By the meeting's configuration."""
    connected: bool
    """Whether the webcast worker is there."""
    webcast_id: str | None
    mode: WebcastState
    """What was asked for."""
    showing: WebcastState
    """What viewers get: the slate while the sitting is not open, or the journal does not know yet."""
    layout: WebcastLayout
    delay_s: float
    recorded: bool
    started_at: float | None
    since: float | None
    """When ``mode`` last changed."""
    renditions: tuple[RenditionView, ...]
    viewers: int
    lag_ms: float | None
    """Frame composed -> part in the playlist; None: not known."""
    frames: int
    dropped_frames: int
    pictures: tuple[PictureSlot, ...]
    """Slots whose picture is seen now."""
    disk: DiskState
    storage: StorageState = "off"
    """Of the recording's copies in an object store.  ``off``: there is none."""
    storage_behind: int = 0
    """Segments (1.92 s) that are on the disk and not in the store, about."""
    storage_reason: StorageReason | None = None
    """Why ``failing``."""
    index_damaged: bool = False
    """The recording's index could not be read and another was begun: what it told after the damage is not listed."""
    pushes: tuple[PushView, ...] = ()


class StartWebcast(_Request, frozen=True, tag="startWebcast"):
    """Begin the webcast, or put the one that shows its slate on the air.  ``slate``: with, or back to, the slate."""

    slate: bool = False


class ShowSlate(_Request, frozen=True, tag="showSlate"):
    pass


class EndWebcast(_Request, frozen=True, tag="endWebcast"):
    pass


class SetWebcastLayout(_Request, frozen=True, tag="setWebcastLayout"):
    layout: WebcastLayout


class SetEmbargo(_Request, frozen=True, tag="setEmbargo"):
    """Everything published is at least ``delay_s`` old: 0 to 3600."""

    delay_s: float


class SetWebcastRecording(_Request, frozen=True, tag="setWebcastRecording"):
    recorded: bool


class AddPush(_Request, frozen=True, tag="addPush"):
    """A destination, off at first.  ``channels``: one with RTMP; none means all."""

    address: str
    """``rtmp://host/app``, ``rtmps://…``, ``srt://host:port?latency=200``, ``udp://host:port``."""
    channels: tuple[str, ...]
    key: str = ""
    """RTMP's stream key, SRT's stream id: sent once, and shown to nobody ever after."""
    passphrase: str = ""
    """SRT's; the same holds."""

    def __repr__(self) -> str:
        return f"AddPush({self.id!r})"


class StartPush(_Request, frozen=True, tag="startPush"):
    push: str


class StopPush(_Request, frozen=True, tag="stopPush"):
    push: str


class RemovePush(_Request, frozen=True, tag="removePush"):
    push: str


class WebcastDelta(_Wire, frozen=True, tag="webcast"):
    number: int
    webcast: WebcastView


WebcastRequest = (
    StartWebcast
    | ShowSlate
    | EndWebcast
    | SetWebcastLayout
    | SetEmbargo
    | SetWebcastRecording
    | AddPush
    | StartPush
    | StopPush
    | RemovePush
)
