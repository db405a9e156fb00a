from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest

from bench.plot import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Line, draw, nice_step

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*lines: Line) -> ElementTree.Element:
    return ElementTree.fromstring(draw("Cost & load", "of < all", ("people", "share"), lines))


@pytest.mark.parametrize(("span", "step"), [(1, 0.2), (7, 2), (1000, 200), (23, 5), (100, 20), (0.06, 0.02)])
def test_axis_steps_are_round_numbers(span: float, step: float) -> None:
    assert nice_step(span) == pytest.approx(step)


def test_points_stand_where_the_axes_say() -> None:
    svg = drawn(Line("ours", [(0, 0), (500, 50), (1000, 100)]))
    polyline = svg.find(f"{SVG}polyline")
    assert polyline is not None
    places = [tuple(map(float, pair.split(","))) for pair in polyline.attrib["points"].split()]
    middle = ((LEFT + WIDTH - RIGHT) / 2, (TOP + HEIGHT - BOTTOM) / 2)
    assert places == [(LEFT, HEIGHT - BOTTOM), middle, (WIDTH - RIGHT, TOP)]


def test_every_line_is_named_in_its_colour_and_the_picture_says_what_it_shows() -> None:
    svg = drawn(Line("ours", [(1, 1)]), Line("a <peer>", [(2, 3)]))
    words = {text.text: text.attrib.get("fill") for text in svg.iter(f"{SVG}text")}
    colours = [line.attrib["stroke"] for line in svg.iter(f"{SVG}polyline")]
    assert [words["ours"], words["a <peer>"]] == colours
    assert {"people", "share"} <= words.keys()
    assert (svg.findtext(f"{SVG}title"), svg.findtext(f"{SVG}desc")) == ("Cost & load", "of < all")


def test_nothing_to_draw_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing"):
        drawn(Line("ours", []))
