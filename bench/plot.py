"""Line plots as SVG, by hand: a handful of lines with markers, axes from zero, a legend.  Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 56, 56
COLOURS = ("#b5451b", "#8a6d00", "#0b5fa5", "#4d4d4d", "#7a2a8a", "#1b7a3d")
"""Dark enough on white for text (WCAG 2.2, 4.5:1); each line also has a marker of its own."""
MARKERS = ("circle", "square", "triangle", "diamond", "cross", "circle")


class Line(NamedTuple):
    label: str
    points: Sequence[tuple[float, float]]


def nice_step(span: float, steps: int = 5) -> float:
    """A step of 1, 2 or 5 times a power of ten that divides ``span`` into about ``steps``; ``span`` above 0."""
    raw = span / steps
    power = float(10 ** math.floor(math.log10(raw)))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999)


def draw(title: str, description: str, axes: tuple[str, str], lines: Sequence[Line]) -> str:
    """An SVG document; both axes begin at zero.  Raises ``ValueError`` without a point."""
    points = [point for line in lines for point in line.points]
    if not points:
        raise ValueError("nothing to draw")
    steps = [nice_step(max(max(point[axis] for point in points), 1e-9)) for axis in (0, 1)]
    tops = [
        math.ceil(max(point[axis] for point in points) / steps[axis] - 1e-9) * steps[axis] or steps[axis] for axis in (0, 1)
    ]

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return (
            LEFT + point[0] / tops[0] * (WIDTH - LEFT - RIGHT),
            HEIGHT - BOTTOM - point[1] / tops[1] * (HEIGHT - TOP - BOTTOM),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d" '
        'font-family="system-ui, sans-serif" font-size="13" fill="#222">',
        f'<title id="t">{escape(title)}</title><desc id="d">{escape(description)}</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="24" font-size="16" font-weight="600">{escape(title)}</text>',
        f'<text x="{LEFT}" y="42" font-size="11">{escape(description)}</text>',
    ]
    parts += _grid(tops, steps, at)
    parts.append(f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 14}" text-anchor="end">{escape(axes[0])}</text>')
    middle = (HEIGHT - BOTTOM + TOP) / 2
    parts.append(
        f'<text x="16" y="{middle:g}" text-anchor="middle" transform="rotate(-90 16 {middle:g})">{escape(axes[1])}</text>'
    )
    for number, line in enumerate(lines):
        parts += _line(number, line, [at(point) for point in line.points])
    return "\n".join([*parts, "</svg>"]) + "\n"


def _grid(tops: Sequence[float], steps: Sequence[float], at: object) -> list[str]:
    place = at
    assert callable(place)
    found = []
    for n in range(round(tops[0] / steps[0]) + 1):
        x, y = place((n * steps[0], 0))
        found.append(f'<path d="M{x:.1f} {y:.1f}v5" stroke="#222"/>')
        found.append(f'<text x="{x:.1f}" y="{y + 20:.1f}" text-anchor="middle">{n * steps[0]:g}</text>')
    for n in range(round(tops[1] / steps[1]) + 1):
        x, y = place((0, n * steps[1]))
        colour = "#222" if n == 0 else "#ddd"
        found.append(f'<path d="M{x:.1f} {y:.1f}H{WIDTH - RIGHT}" stroke="{colour}"/>')
        found.append(f'<text x="{x - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{n * steps[1]:g}</text>')
    return found


def _line(number: int, line: Line, places: Sequence[tuple[float, float]]) -> list[str]:
    colour, marker = COLOURS[number % len(COLOURS)], MARKERS[number % len(MARKERS)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    found = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>']
    found += [_marker(marker, x, y, colour) for x, y in places]
    y = TOP + 16 + number * 20
    found.append(_marker(marker, LEFT + 20, y - 4, colour))
    found.append(f'<text x="{LEFT + 34}" y="{y}" fill="{colour}">{escape(line.label)}</text>')
    return found


def _marker(kind: str, x: float, y: float, colour: str) -> str:
    shapes = {
        "square": "m-4-4h8v8h-8z",
        "triangle": "m0-5l5 9h-10z",
        "diamond": "m0-6l6 6l-6 6l-6-6z",
        "cross": "m-5-3l2-2l3 3l3-3l2 2l-3 3l3 3l-2 2l-3-3l-3 3l-2-2l3-3z",
    }
    if kind == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}"/>'
    return f'<path d="M{x:.1f} {y:.1f}{shapes[kind]}" fill="{colour}"/>'
