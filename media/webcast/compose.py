"""Pictures and words into one frame of 1280x720: planes of YUV 4:2:0, BT.601, limited range; no RGB per frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import av
import numpy as np
import numpy.typing as npt

from bus.messages import Slot, Webcast
from media.webcast import drawing
from media.webcast.drawing import Pixels, Sheet, Words
from media.webcast.layout import HEIGHT, WIDTH, Box, Placement, Window, arrange, place

Planes = tuple[Pixels, Pixels, Pixels]
Weights = npt.NDArray[np.uint16]

BLACK: Final = (16, 128, 128)


class _Blend(NamedTuple):
    """One plane of what lies over a part of the picture: ``picture * under + over``, in 256ths."""

    rows: slice
    columns: slice
    under: Weights
    over: Weights

    def onto(self, plane: Pixels) -> None:
        part = plane[self.rows, self.columns]
        part[:] = (part * self.under + self.over) >> 8


class _Scene(NamedTuple):
    """What stays the same from frame to frame."""

    ground: Planes | None
    """None: black."""
    windows: tuple[Window, ...]
    over: tuple[tuple[_Blend, ...], ...]
    """For each plane."""


def planes_of(frame: av.VideoFrame) -> Planes:
    """Views of a yuv420p frame's planes; changing them changes the frame."""
    found = []
    for plane in frame.planes:
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
        found.append(rows[:, : plane.width])
    y, u, v = found
    return y, u, v


def _converted(rgb: Pixels) -> Planes:
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb), "rgb24").reformat(format="yuv420p")
    y, u, v = planes_of(frame)
    return y.copy(), u.copy(), v.copy()


class Composer:
    """``show`` what is wanted, ``compose`` a frame of what is seen.  One thread."""

    def __init__(self) -> None:
        self._webcast: Webcast | None = None
        self._scene: _Scene | None = None
        self._seen: tuple[Slot, ...] = ()
        self._scaled: dict[Slot, tuple[av.VideoFrame, Placement, Planes]] = {}

    def show(self, webcast: Webcast) -> None:
        """Its mode, layout and words."""
        shown, self._webcast = self._webcast, webcast
        if shown is None or _looks(shown) != _looks(webcast):
            self._scene = None

    def compose(self, pictures: Mapping[Slot, av.VideoFrame]) -> av.VideoFrame:
        """A new frame with the newest picture of each slot that is seen."""
        webcast = self._webcast
        assert webcast is not None
        seen = tuple(sorted(pictures))
        if self._scene is None or seen != self._seen:
            self._scene, self._seen = _scene(webcast, seen), seen
            self._scaled = {slot: held for slot, held in self._scaled.items() if slot in seen}
        frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
        planes = planes_of(frame)
        for index, plane in enumerate(planes):
            plane[:] = BLACK[index] if self._scene.ground is None else self._scene.ground[index]
        for window in self._scene.windows:
            self._put(planes, window, pictures[window.slot])
        for plane, blends in zip(planes, self._scene.over, strict=True):
            for blend in blends:
                blend.onto(plane)
        return frame

    def _put(self, planes: Planes, window: Window, picture: av.VideoFrame) -> None:
        placement = place(picture.width, picture.height, window)
        held = self._scaled.get(window.slot)
        if held is None or held[0] is not picture or held[1] != placement:
            scaled = picture.reformat(placement.width, placement.height, "yuv420p")
            held = self._scaled[window.slot] = picture, placement, planes_of(scaled)
        _paste(planes, placement, held[2])


class SignPicture:
    """The sign-language interpreter alone, whole, in a picture of the size of the small rung.  One thread."""

    def __init__(self, width: int, height: int) -> None:
        self._window = Window("sign", Box(0, 0, width, height), fill=False)
        self._made: tuple[av.VideoFrame | None, av.VideoFrame] | None = None

    def of(self, picture: av.VideoFrame | None) -> av.VideoFrame:
        """``picture``: None: nobody signs, and it is black.  The same one gives the same frame."""
        if self._made is None or self._made[0] is not picture:
            self._made = picture, self._frame(picture)
        return self._made[1]

    def _frame(self, picture: av.VideoFrame | None) -> av.VideoFrame:
        frame = av.VideoFrame(self._window.box.width, self._window.box.height, "yuv420p")
        planes = planes_of(frame)
        for index, plane in enumerate(planes):
            plane[:] = BLACK[index]
        if picture is not None:
            placement = place(picture.width, picture.height, self._window)
            _paste(planes, placement, planes_of(picture.reformat(placement.width, placement.height, "yuv420p")))
        return frame


def _paste(planes: Planes, placement: Placement, picture: Planes) -> None:
    for index, (plane, source) in enumerate(zip(planes, picture, strict=True)):
        step = 1 if index == 0 else 2
        box = placement.box
        top, left = placement.crop_y // step, placement.crop_x // step
        height, width = box.height // step, box.width // step
        plane[box.y // step : box.y // step + height, box.x // step : box.x // step + width] = source[
            top : top + height, left : left + width
        ]


def _looks(webcast: Webcast) -> tuple[object, ...]:
    return webcast.mode, webcast.layout, webcast.title, webcast.plate, webcast.heading


def _scene(webcast: Webcast, seen: tuple[Slot, ...]) -> _Scene:
    words = Words(webcast.title, webcast.plate, webcast.heading)
    if webcast.mode == "slate":
        return _Scene(_converted(drawing.slate(words).rgb), (), ((), (), ()))
    arrangement = arrange(webcast.layout, seen)
    sheet = drawing.sheet(arrangement, words)
    if sheet.alpha is None:
        return _Scene(_converted(sheet.rgb), arrangement.windows, ((), (), ()))
    return _Scene(None, arrangement.windows, _blends(sheet, sheet.alpha))


def _blends(sheet: Sheet, alpha: Pixels) -> tuple[tuple[_Blend, ...], ...]:
    colours = _converted(sheet.rgb)
    halved = alpha.reshape(HEIGHT // 2, 2, WIDTH // 2, 2).mean(axis=(1, 3)).round().astype(np.uint8)
    return tuple(
        tuple(
            _blend(region, colours[index], alpha if index == 0 else halved, 1 if index == 0 else 2)
            for region in sheet.regions
        )
        for index in range(3)
    )


def _blend(region: Box, colours: Pixels, alpha: Pixels, step: int) -> _Blend:
    rows = slice(region.y // step, (region.y + region.height) // step)
    columns = slice(region.x // step, (region.x + region.width) // step)
    share = (alpha[rows, columns].astype(np.uint16) * 256 + 127) // 255
    return _Blend(rows, columns, 256 - share, colours[rows, columns] * share)
