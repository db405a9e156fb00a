"""Where each picture of a webcast is, and its words: boxes on a canvas of 1280x720.

Pure.  All numbers are even, so that they fall on whole samples of chroma (4:2:0).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from bus.messages import Slot, WebcastLayout

WIDTH: Final = 1280
HEIGHT: Final = 720
MARGIN: Final = 32
GAP: Final = 16
HEAD: Final = 64
"""Height of the head's band, where no picture fills the canvas."""
PLATE: Final = 84
"""Height of the name plate."""
COLUMN: Final = 340
"""Width of what stands beside the main picture."""
SIGN_HEIGHT: Final = 256
"""A sign window is 4:3 and more than a third of the canvas high."""
LEAST_SHOWN: Final = 0.5
"""A picture of which less would be left (a telephone held upright) is not cut to fill its window."""


class Box(NamedTuple):
    x: int
    y: int
    width: int
    height: int


class Window(NamedTuple):
    slot: Slot
    box: Box
    fill: bool
    """Cut at its edges to fill the box, if enough of it is left; else shown whole."""


class Arrangement(NamedTuple):
    windows: tuple[Window, ...]
    plate: Box
    full: bool
    """One picture fills the canvas; words lie over it."""


FULL: Final = Box(0, 0, WIDTH, HEIGHT)
_TOP: Final = HEAD + GAP
_PLATE: Final = Box(MARGIN, HEIGHT - MARGIN + GAP - PLATE, WIDTH - 2 * MARGIN, PLATE)
_ROOM: Final = _PLATE.y - GAP - _TOP
"""Height between head and plate."""
_MAIN_WIDTH: Final = WIDTH - 2 * MARGIN - GAP - COLUMN
_RIGHT: Final = MARGIN + _MAIN_WIDTH + GAP


def arrange(layout: WebcastLayout, seen: Collection[Slot]) -> Arrangement:
    """Which of the pictures there are stand where.  The sign window is there whenever there is a signer."""
    chosen = _chosen(layout, seen)
    sign = "sign" in seen
    if not chosen:
        return Arrangement((Window("sign", FULL, False),) if sign else (), _PLATE, sign)
    main, *beside = chosen
    if not beside and not sign:
        return Arrangement((Window(main, FULL, False),), _PLATE, True)
    windows = [Window(main, _main_box(), main != "screen")]
    top, below = windows[0].box.y, windows[0].box.height - GAP - SIGN_HEIGHT
    for slot in beside:
        height = below if sign else even(COLUMN * 9 / 16)
        windows.append(Window(slot, Box(_RIGHT, top, COLUMN, height), True))
        top += height + GAP
    if sign:
        windows.append(Window("sign", Box(_RIGHT, top, COLUMN, SIGN_HEIGHT), False))
    return Arrangement(tuple(windows), _PLATE, False)


def _chosen(layout: WebcastLayout, seen: Collection[Slot]) -> list[Slot]:
    """The main picture, and the one beside it, if any."""
    if layout == "auto":
        layout = "screenSpeaker" if "screen" in seen else "speakerRoom"
    orders: dict[WebcastLayout, tuple[Slot, ...]] = {
        "speaker": ("speaker", "room", "screen"),
        "speakerRoom": ("speaker", "room"),
        "screenSpeaker": ("screen", "speaker", "room"),
    }
    found = [slot for slot in orders[layout] if slot in seen]
    if not found and "screen" in seen:
        return ["screen"]
    if layout == "speaker" or (layout == "screenSpeaker" and "screen" not in seen):
        return found[:1]
    return found[:2]


def _main_box() -> Box:
    height = min(_ROOM, even(_MAIN_WIDTH * 9 / 16))
    return Box(MARGIN, _TOP + even((_ROOM - height) / 2), _MAIN_WIDTH, height)


def even(value: float) -> int:
    return round(value / 2) * 2


class Placement(NamedTuple):
    """A picture is scaled to a size; from ``crop_x``, ``crop_y`` on as much of it as ``box`` holds is seen there."""

    width: int
    height: int
    crop_x: int
    crop_y: int
    box: Box


def place(width: int, height: int, window: Window) -> Placement:
    """A picture of this size in its window."""
    box = window.box
    across, down = box.width / width, box.height / height
    fill = window.fill and min(across, down) >= LEAST_SHOWN * max(across, down)
    scale = (max if fill else min)(across, down)
    scaled_width, scaled_height = max(2, even(width * scale)), max(2, even(height * scale))
    if fill:
        scaled_width, scaled_height = max(box.width, scaled_width), max(box.height, scaled_height)
        crop_x, crop_y = even((scaled_width - box.width) / 2), even((scaled_height - box.height) / 2)
        return Placement(scaled_width, scaled_height, crop_x, crop_y, box)
    scaled_width, scaled_height = min(box.width, scaled_width), min(box.height, scaled_height)
    x, y = box.x + even((box.width - scaled_width) / 2), box.y + even((box.height - scaled_height) / 2)
    return Placement(scaled_width, scaled_height, 0, 0, Box(x, y, scaled_width, scaled_height))
