"""What is drawn around and over the pictures: canvas, head, name plate, slate.  Once per change, never per frame."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from media.webcast import lettering
from media.webcast.layout import HEAD, HEIGHT, MARGIN, WIDTH, Arrangement, Box
from media.webcast.lettering import REGULAR, STRONG, Direction

Colour = tuple[int, int, int]
Pixels = npt.NDArray[np.uint8]

CANVAS: Final[Colour] = (16, 26, 38)
FRAME: Final[Colour] = (10, 17, 26)
"""Behind a picture that does not fill its window."""
PANEL: Final[Colour] = (12, 21, 32)
ACCENT: Final[Colour] = (112, 166, 214)
WHITE: Final[Colour] = (244, 247, 250)
MUTED: Final[Colour] = (190, 204, 217)
"""On the canvas 10.6:1, over a panel on a white picture 7.2:1 (WCAG asks for 4.5:1)."""
PANEL_ALPHA: Final = 216
_PAD: Final = 20
_BAR: Final = 6
_NAME, _UNDER = 28, 20
_CARD: Final = WIDTH - 8 * MARGIN


class Words(NamedTuple):
    """Lines of text, opaque; see ``bus.messages.Webcast``."""

    title: tuple[str, ...] = ()
    plate: tuple[str, ...] = ()
    heading: str = ""


class Sheet(NamedTuple):
    """``rgb``: shape (720, 1280, 3).  ``alpha``: (720, 1280), of what lies over a picture; None: the sheet is the ground.
    ``regions``: where anything lies, whole samples of chroma."""

    rgb: Pixels
    alpha: Pixels | None
    regions: tuple[Box, ...] = ()


def slate(words: Words) -> Sheet:
    """Shown while nothing is on the air."""
    pen = _Pen(CANVAS)
    _card(pen, words.title, "")
    return pen.sheet()


def sheet(arrangement: Arrangement, words: Words) -> Sheet:
    """What belongs to an arrangement of pictures."""
    if arrangement.full:
        pen = _Pen(None)
        _head_over(pen, words.heading)
        _plate(pen, arrangement.plate, words.plate, panel=True)
        return pen.sheet()
    pen = _Pen(CANVAS)
    if arrangement.windows:
        for window in arrangement.windows:
            pen.fill(window.box, FRAME)
        _head(pen, words)
    else:
        _card(pen, words.title, words.heading)
    _plate(pen, arrangement.plate, words.plate, panel=False)
    return pen.sheet()


class _Pen:
    def __init__(self, ground: Colour | None) -> None:
        self._rgb = Image.new("RGB", (WIDTH, HEIGHT), ground or PANEL)
        self._draw = ImageDraw.Draw(self._rgb)
        self._alpha = Image.new("L", (WIDTH, HEIGHT), 0) if ground is None else None
        self._regions: list[Box] = []

    def sheet(self) -> Sheet:
        alpha = None if self._alpha is None else np.asarray(self._alpha, np.uint8)
        return Sheet(np.asarray(self._rgb, np.uint8), alpha, tuple(self._regions))

    def fill(self, box: Box, colour: Colour) -> None:
        edges = (box.x, box.y, box.x + box.width - 1, box.y + box.height - 1)
        self._draw.rectangle(edges, colour)
        if self._alpha is not None:
            ImageDraw.Draw(self._alpha).rectangle(edges, 255)

    def panel(self, box: Box) -> None:
        """What text lies on over a picture."""
        if self._alpha is not None:
            edges = (box.x, box.y, box.x + box.width - 1, box.y + box.height - 1)
            ImageDraw.Draw(self._alpha).rectangle(edges, PANEL_ALPHA)
            self._regions.append(box)

    def text(self, x: int, y: int, text: str, size: int, weight: int, colour: Colour) -> None:
        """With its top left corner at a point; ``text`` is clean and fits."""
        mask = Image.fromarray(lettering.mask(text, size, weight))
        self._rgb.paste(colour, (x, y), mask)
        if self._alpha is not None:
            self._alpha.paste(255, (x, y), mask)


def _aligned(direction: Direction, left: int, right: int, width: int) -> int:
    return left if direction == "ltr" else right - width


def _head(pen: _Pen, words: Words) -> None:
    """What is debated at the line's beginning, whose meeting it is at its end."""
    heading, title = words.heading or _first(words.title), _first(words.title) if words.heading else ""
    inner = WIDTH - 2 * MARGIN
    way = lettering.direction(heading)
    if heading:
        line, size = lettering.fitted(heading, 26, STRONG, inner if not title else inner * 2 // 3)
        x = _aligned(way, MARGIN, WIDTH - MARGIN, lettering.width(line, size, STRONG))
        pen.text(x, _middle(size), line, size, STRONG, WHITE)
    if title:
        line, size = lettering.fitted(title, 20, REGULAR, inner // 3 - _PAD)
        x = _aligned("rtl" if way == "ltr" else "ltr", MARGIN, WIDTH - MARGIN, lettering.width(line, size))
        pen.text(x, _middle(size), line, size, REGULAR, MUTED)
    if heading or title:
        pen.fill(Box(MARGIN, HEAD - 2, inner, 2), ACCENT)


def _middle(size: int) -> int:
    return (HEAD - lettering.line_height(size)) // 2 + 2


def _head_over(pen: _Pen, heading: str) -> None:
    line, size = lettering.fitted(heading, 22, REGULAR, WIDTH * 2 // 3)
    if not line:
        return
    length = lettering.width(line, size)
    height = lettering.line_height(size) + 8
    width = (length + 2 * _PAD + 1) & ~1
    box = Box(_aligned(lettering.direction(line), MARGIN, WIDTH - MARGIN, width) & ~1, MARGIN, width, height)
    pen.panel(box)
    pen.text(box.x + _PAD, box.y + 2, line, size, REGULAR, WHITE)


def _plate(pen: _Pen, box: Box, lines: tuple[str, ...], *, panel: bool) -> None:
    """Who speaks: the first line strong, the others under it."""
    cleaned = [line for line in map(lettering.clean, lines) if line]
    if not cleaned:
        return
    limit = box.width - 2 * _PAD - _BAR
    name, size = lettering.fitted(cleaned[0], _NAME, STRONG, limit)
    under, under_size = lettering.fitted(" · ".join(cleaned[1:]), _UNDER, REGULAR, limit)
    way = lettering.direction(name)
    widths = lettering.width(name, size, STRONG), lettering.width(under, under_size)
    width = (max(widths) + 2 * _PAD + _BAR + 1) & ~1
    x = _aligned(way, box.x, box.x + box.width, width) & ~1
    if panel:
        pen.panel(Box(x, box.y, width, box.height))
    bar = x if way == "ltr" else x + width - _BAR
    pen.fill(Box(bar, box.y, _BAR, box.height), ACCENT)
    left, right = x + _PAD + (_BAR if way == "ltr" else 0), x + width - _PAD - (_BAR if way == "rtl" else 0)
    heights = lettering.line_height(size), lettering.line_height(under_size) if under else 0
    top = box.y + (box.height - sum(heights)) // 2
    pen.text(_aligned(way, left, right, widths[0]), top, name, size, STRONG, WHITE)
    if under:
        pen.text(_aligned(way, left, right, widths[1]), top + heights[0], under, under_size, REGULAR, MUTED)


def _card(pen: _Pen, title: tuple[str, ...], heading: str) -> None:
    """Words alone, in the middle."""
    lines: list[tuple[str, int, int, Colour]] = []
    cleaned = [line for line in map(lettering.clean, title) if line]
    if cleaned:
        lines += [(line, 46, STRONG, WHITE) for line in lettering.wrapped(cleaned[0], 46, STRONG, _CARD, 2)]
    for line in cleaned[1:5]:
        lines.append((lettering.fitted(line, 28, REGULAR, _CARD)[0], 28, REGULAR, MUTED))
    if heading:
        lines += [(line, 30, REGULAR, MUTED) for line in lettering.wrapped(lettering.clean(heading), 30, REGULAR, _CARD, 2)]
    height = sum(lettering.line_height(size) for _, size, _, _ in lines)
    top = (HEIGHT - height) // 2 - MARGIN
    pen.fill(Box((WIDTH - 96) // 2, top - 28 if lines else HEIGHT // 2, 96, 4), ACCENT)
    for index, (line, size, weight, colour) in enumerate(lines):
        if index and weight != lines[index - 1][2]:
            top += _PAD // 2
        _, smaller = lettering.fitted(line, size, weight, _CARD)
        pen.text((WIDTH - lettering.width(line, smaller, weight)) // 2, top, line, smaller, weight, colour)
        top += lettering.line_height(size)


def _first(title: tuple[str, ...]) -> str:
    return title[0] if title else ""
