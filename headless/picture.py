"""The robots' cameras: a person behind a name plate, a hall; drawn with Pillow, encoded once as a VP8 loop.

Pictures are drawn at twice the size and reduced, which makes the edges smooth.  Every motion has a period that divides the
loop, so the end meets the beginning.
"""

from __future__ import annotations

import colorsys
import math
from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from headless.sending import Loop
from media.codec.vp8 import Picture, Vp8Encoder, is_key_frame

WIDTH, HEIGHT = 640, 360
FRAMES_PER_SECOND = 12
LOOP_FRAMES = 36
KEY_INTERVAL = 12
BITRATE_BPS = 220_000
DESK_HEIGHT = 78
_SCALE = 2
_INK = (244, 246, 249)

Draw = Callable[[Image.Image, float], None]
"""Draws on a copy of the background; the phase runs from 0 to 1 over the loop."""


def person(name: str, title: str) -> Loop:
    """Head and shoulders of nobody in particular, behind a plate: ``title`` (the delegation) above ``name``."""
    hue = (sum(name.encode()) * 37 % 360) / 360
    background, desk = _backdrop(hue), _desk(name, title, hue)
    return encode(_frames(background, lambda image, phase: _draw_person(image, phase, hue, desk)))


def hall(title: str) -> Loop:
    """The rows of a conference room, seen from behind the podium."""
    return encode(_frames(_hall_background(title), _draw_hall))


def encode(pictures: Iterator[Picture]) -> Loop:
    """Key frames every second, so that a request for one costs at most a second of the loop."""
    encoder = Vp8Encoder(
        WIDTH, HEIGHT, frames_per_second=FRAMES_PER_SECOND, bitrate_bps=BITRATE_BPS, key_interval=KEY_INTERVAL
    )
    frames = tuple(encoder.encode(picture, key=index % KEY_INTERVAL == 0) for index, picture in enumerate(pictures))
    keys = tuple(index for index, frame in enumerate(frames) if is_key_frame(frame))
    return Loop(frames, keys, FRAMES_PER_SECOND, WIDTH, HEIGHT)


def _frames(background: Image.Image, draw: Draw) -> Iterator[Picture]:
    for index in range(LOOP_FRAMES):
        image = background.copy()
        draw(image, index / LOOP_FRAMES)
        yield np.asarray(image.reduce(_SCALE), np.uint8)


def _colour(hue: float, saturation: float, value: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return round(255 * red), round(255 * green), round(255 * blue)


def _gradient(top: tuple[int, int, int], bottom: tuple[int, int, int]) -> Image.Image:
    ramp = np.linspace(0, 1, HEIGHT * _SCALE)[:, None, None]
    pixels = (1 - ramp) * np.array(top) + ramp * np.array(bottom)
    wide = np.broadcast_to(pixels, (HEIGHT * _SCALE, WIDTH * _SCALE, 3))
    return Image.fromarray(np.ascontiguousarray(wide, np.uint8))


def _font(size: int) -> ImageFont.FreeTypeFont:
    """The typeface inside Pillow (basic Latin): the same picture on every machine."""
    font = ImageFont.load_default(size * _SCALE)
    assert isinstance(font, ImageFont.FreeTypeFont), "Pillow was built without FreeType"
    return font


def _box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    return left * _SCALE, top * _SCALE, right * _SCALE, bottom * _SCALE


def _at(x: float, y: float) -> tuple[float, float]:
    return x * _SCALE, y * _SCALE


# --- a person ---------------------------------------------------------------------------------------------------------


def _backdrop(hue: float) -> Image.Image:
    image = _gradient(_colour(hue, 0.35, 0.42), _colour(hue, 0.45, 0.20))
    draw = ImageDraw.Draw(image)
    for column in range(0, WIDTH, 80):
        draw.rectangle(_box(column, 0, column + 1, HEIGHT), fill=_colour(hue, 0.4, 0.33))
    return image


def _desk(name: str, title: str, hue: float) -> Image.Image:
    """What stands before the person: a desk with the plate of the delegation, as in any conference room."""
    desk = Image.new("RGB", (WIDTH * _SCALE, DESK_HEIGHT * _SCALE), _colour(hue, 0.30, 0.15))
    draw = ImageDraw.Draw(desk)
    draw.rectangle(_box(0, 0, WIDTH, 4), fill=_colour(hue, 0.25, 0.30))
    draw.rounded_rectangle(_box(190, 14, 450, 70), radius=4 * _SCALE, fill=(238, 240, 236))
    draw.text(_at(320, 35), title.upper(), font=_font(23), fill=(20, 26, 36), anchor="mm")
    draw.text(_at(320, 58), name, font=_font(13), fill=(84, 92, 106), anchor="mm")
    return desk


def _draw_person(image: Image.Image, phase: float, hue: float, desk: Image.Image) -> None:
    draw = ImageDraw.Draw(image)
    sway = 7 * math.sin(2 * math.pi * phase)
    nod = 3 * math.sin(4 * math.pi * phase)
    centre = WIDTH / 2 + sway
    suit, skin = _colour(hue + 0.04, 0.35, 0.13), _colour(hue + 0.02, 0.22, 0.72)
    draw.rounded_rectangle(_box(centre - 118, 214, centre + 118, 380), radius=70 * _SCALE, fill=suit)
    draw.polygon([_at(centre - 26, 216), _at(centre + 26, 216), _at(centre, 268)], fill=(232, 236, 240))
    draw.rectangle(_box(centre - 18, 178, centre + 18, 222), fill=_darker(skin))
    draw.ellipse(_box(centre - 47, 82 + nod, centre + 47, 204 + nod), fill=skin)
    draw.chord(_box(centre - 51, 72 + nod, centre + 51, 180 + nod), 180, 360, fill=_colour(hue, 0.4, 0.22))
    image.paste(desk, (0, (HEIGHT - DESK_HEIGHT) * _SCALE))
    _draw_meter(draw, phase)


def _darker(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    red, green, blue = colour
    return red * 4 // 5, green * 4 // 5, blue * 4 // 5


def _draw_meter(draw: ImageDraw.ImageDraw, phase: float) -> None:
    """Bars like those of a level meter, to tell moving from frozen at a glance."""
    for bar in range(9):
        height = 3 + 24 * abs(math.sin(math.pi * (6 * phase + bar * 0.31)) * math.sin(math.pi * (2 * phase + bar * 0.13)))
        left = 500 + 9 * bar
        draw.rectangle(_box(left, 324 - height / 2, left + 4, 324 + height / 2), fill=(96, 190, 156))


# --- the hall ---------------------------------------------------------------------------------------------------------


def _hall_background(title: str) -> Image.Image:
    image = _gradient((74, 84, 98), (38, 44, 54))
    draw = ImageDraw.Draw(image)
    for panel in range(9):
        draw.rectangle(_box(14 + panel * 70, 16, 66 + panel * 70, 116), fill=(92, 78, 62))
    draw.rounded_rectangle(_box(190, 28, 450, 76), radius=6 * _SCALE, fill=(22, 32, 48))
    font = _font(20)
    draw.text(_at(320, 52), title, font=font, fill=_INK, anchor="mm")
    for booth in range(6):
        draw.rectangle(_box(30 + booth * 98, 88, 108 + booth * 98, 114), fill=(186, 204, 214))
    return image


def _draw_hall(image: Image.Image, phase: float) -> None:
    """Five curved rows, the farthest first, each behind its desk."""
    draw = ImageDraw.Draw(image)
    for row in range(5):
        radius, size, seats = 250 + 73 * row, 8 + 1.9 * row, 13 + 3 * row
        places = []
        for seat in range(seats):
            angle = math.pi * (0.14 + 0.72 * (seat + 0.5) / seats)
            places.append((320 - radius * math.cos(angle), 188 + 36 * row - 44 * math.sin(angle)))
        for seat, (x, y) in enumerate(places):
            _draw_sitter(draw, x, y, size, row * 31 + seat, phase)
        edge = [_at(x, y + 1.9 * size) for x, y in places]
        draw.line(edge, fill=(112, 90, 64), width=round(0.9 * size * _SCALE), joint="curve")
        draw.line([(x, y - 0.4 * size * _SCALE) for x, y in edge], fill=(150, 124, 92), width=_SCALE, joint="curve")


def _draw_sitter(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, number: int, phase: float) -> None:
    beat = 1 + number % 3
    lean = 2.5 * math.sin(2 * math.pi * (beat * phase + number * 0.37))
    dress = _colour(number * 0.618, 0.25, 0.28 + 0.2 * (number % 4) / 4)
    draw.rounded_rectangle(_box(x - size + lean, y, x + size + lean, y + 2.4 * size), radius=size * _SCALE, fill=dress)
    head = _colour(0.58, 0.12, 0.55 + 0.3 * (number * 7 % 5) / 5)
    draw.ellipse(_box(x - 0.62 * size + lean, y - 1.3 * size, x + 0.62 * size + lean, y + 0.1 * size), fill=head)
