"""What may be asked about the webcast.  ``commands.py`` takes all of them in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StartWebcast:
    """Begin a webcast on the air, or with its slate; put the one that shows its slate on the air.  ``webcast_id``: of a new
    one, unguessable."""

    by: str
    webcast_id: str
    slate: bool = False


@dataclass(frozen=True, slots=True)
class ShowSlate:
    """Neither sound nor picture of the meeting goes out until ``StartWebcast``."""

    by: str


@dataclass(frozen=True, slots=True)
class EndWebcast:
    by: str


@dataclass(frozen=True, slots=True)
class SetWebcastLayout:
    by: str
    layout: str


@dataclass(frozen=True, slots=True)
class SetEmbargo:
    """Everything published is at least ``delay_s`` old."""

    by: str
    delay_s: float


@dataclass(frozen=True, slots=True)
class SetWebcastRecording:
    by: str
    recorded: bool


@dataclass(frozen=True, slots=True)
class AddPush:
    """A destination, off at first; its keys are with whoever carries them."""

    by: str
    push_id: str
    address: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StartPush:
    by: str
    push_id: str


@dataclass(frozen=True, slots=True)
class StopPush:
    by: str
    push_id: str


@dataclass(frozen=True, slots=True)
class RemovePush:
    by: str
    push_id: str


WebcastCommand = (
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
