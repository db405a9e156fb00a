"""Text as masks of coverage, in the scripts of all six languages: joined, reordered and with the right font for each.

A line is cut into runs of one script; each is shaped by HarfBuzz (Pillow with Raqm) in its own direction, and the runs stand
in the order of the line's direction (the part of Unicode's UAX #9 that names and titles need: no nesting).  Fonts are PyPI
packages: nothing of the machine is needed.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Mask = npt.NDArray[np.uint8]
Script = Literal["latin", "arabic", "chinese"]
Direction = Literal["ltr", "rtl"]

FONTS: Final[dict[Script, tuple[str, str]]] = {
    "latin": ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    "arabic": ("fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf"),
    "chinese": ("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"),
}
"""Package and file in it.  Noto Sans has Cyrillic and Greek as well, and stands for every other script."""
REGULAR: Final = 400
STRONG: Final = 600
LONGEST: Final = 300
"""Characters of one line.  Overflow policy: the rest is not drawn."""
SMALLEST: Final = 0.75
"""A line that is too wide is set so much smaller at most; then it is cut."""
_ELLIPSIS: Final = "…"
_LINE: Final = 1.5
"""Height of a line in sizes of its font."""
_BASELINE: Final = 1.1


class Run(NamedTuple):
    text: str
    script: Script
    direction: Direction


@lru_cache(maxsize=64)
def font(script: Script, size: int, weight: int) -> ImageFont.FreeTypeFont:
    """:raises FileNotFoundError: the package of fonts is not installed."""
    package, inside = FONTS[script]
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(package)
    found = ImageFont.truetype(str(Path(spec.origin).parent / inside), size, layout_engine=ImageFont.Layout.RAQM)
    axes = found.get_variation_axes()
    found.set_variation_by_axes([weight if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes])
    return found


def clean(text: str) -> str:
    """One line without controls: nothing turns or overlays what stands beside it."""
    kept = "".join(
        " " if c.isspace() else c for c in text[: 4 * LONGEST] if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    return unicodedata.normalize("NFC", " ".join(kept.split()))[:LONGEST]


def direction(text: str) -> Direction:
    """That of its first letter (UAX #9, P2)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def _script(character: str) -> Script | None:
    """None: a sign or a digit, which follows the letters around it."""
    kind = unicodedata.bidirectional(character)
    if kind in ("R", "AL", "AN"):
        return "arabic"
    if kind == "NSM":
        return None
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return "chinese"
    return "latin" if kind == "L" else None


def runs(text: str) -> list[Run]:
    """From left to right, as they are to be drawn."""
    base = direction(text)
    scripts = _resolved([_script(character) for character in text], "arabic" if base == "rtl" else "latin", text)
    found = []
    position = 0
    for script, same in groupby(scripts):
        length = len(list(same))
        found.append(Run(text[position : position + length], script, "rtl" if script == "arabic" else "ltr"))
        position += length
    if base == "ltr":
        return found
    ordered: list[Run] = []
    for way, group in groupby(reversed(found), key=lambda run: run.direction):
        together = list(group)
        ordered += together if way == "rtl" else together[::-1]
    return ordered


def _resolved(scripts: list[Script | None], base: Script, text: str) -> list[Script]:
    """Signs between letters of one script are of that script, else they follow the line; a bracket closes as it opened.
    Digits follow what is before them."""
    resolved: list[Script] = []
    opened: list[Script] = []
    for index, script in enumerate(scripts):
        character = text[index]
        if script is None:
            before = resolved[-1] if resolved else None
            after = next((later for later in scripts[index:] if later is not None), None)
            script = _of_sign(character, before, after, base)
            kind = unicodedata.category(character)
            if kind == "Ps":
                opened.append(script)
            elif kind == "Pe" and opened:
                script = opened.pop()
        resolved.append(script)
    return resolved


def _of_sign(character: str, before: Script | None, after: Script | None, base: Script) -> Script:
    if before is None or after is None:
        near = before or after or base
        return base if base == "arabic" else near
    if before == after or character.isdigit() or unicodedata.bidirectional(character) == "NSM":
        return before
    return base if base in (before, after) else "latin"


def width(text: str, size: int, weight: int = REGULAR) -> int:
    """Of a clean line, in pixels."""
    return round(sum(_length(run, size, weight) for run in runs(text)))


def _length(run: Run, size: int, weight: int) -> float:
    return font(run.script, size, weight).getlength(run.text, direction=run.direction)


def fitted(text: str, size: int, weight: int, limit: int) -> tuple[str, int]:
    """The line and its size, so that it is no wider than ``limit``: smaller, then cut."""
    text = clean(text)
    for smaller in range(size, round(size * SMALLEST) - 1, -1):
        if width(text, smaller, weight) <= limit:
            return text, smaller
    smaller = round(size * SMALLEST)
    shortest, longest = 0, len(text)
    while shortest < longest:
        middle = (shortest + longest + 1) // 2
        if width(text[:middle].rstrip() + _ELLIPSIS, smaller, weight) <= limit:
            shortest = middle
        else:
            longest = middle - 1
    return text[:shortest].rstrip() + _ELLIPSIS, smaller


def line_height(size: int) -> int:
    return round(size * _LINE / 2) * 2


def mask(text: str, size: int, weight: int = REGULAR) -> Mask:
    """Coverage (0…255) of a clean line, shape (:func:`line_height`, its width)."""
    image = Image.new("L", (width(text, size, weight) + 2, line_height(size)), 0)
    draw = ImageDraw.Draw(image)
    x = 0.0
    for run in runs(text):
        chosen = font(run.script, size, weight)
        draw.text((x, size * _BASELINE), run.text, fill=255, font=chosen, anchor="ls", direction=run.direction)
        x += _length(run, size, weight)
    return np.asarray(image, np.uint8)


def wrapped(text: str, size: int, weight: int, limit: int, lines: int) -> list[str]:
    """A clean text in at most so many lines; the last is cut by :func:`fitted`."""
    pieces = text.split(" ") if " " in text else list(text)
    glue = " " if " " in text else ""
    found: list[str] = []
    for piece in pieces:
        longer = found[-1] + glue + piece if found else piece
        if found and (width(longer, size, weight) <= limit or len(found) == lines):
            found[-1] = longer
        else:
            found.append(piece)
    return [fitted(line, size, weight, limit)[0] for line in found]
