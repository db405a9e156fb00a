"""What the audience sees: where pictures stand, and words in every script."""

from __future__ import annotations

from itertools import combinations

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bus.messages import SLOTS, Slot, Webcast, WebcastLayout
from media.webcast import lettering
from media.webcast.compose import Composer
from media.webcast.layout import FULL, HEIGHT, LEAST_SHOWN, WIDTH, Box, Window, arrange, place
from media.webcast.lettering import Run

LAYOUTS: tuple[WebcastLayout, ...] = ("auto", "speaker", "speakerRoom", "screenSpeaker")
SUBSETS: list[tuple[Slot, ...]] = [subset for count in range(5) for subset in combinations(SLOTS, count)]
ON_AIR = Webcast(
    "w", "onAir", (), title=("Committee on Copyright",), plate=("Ana Núñez — Spain", "español"), heading="Item 5"
)


def slots(layout: WebcastLayout, *seen: Slot) -> list[Slot]:
    return [window.slot for window in arrange(layout, seen).windows]


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seen", SUBSETS)
def test_windows_lie_within_the_canvas_apart_from_each_other_and_from_the_plate(
    layout: WebcastLayout, seen: tuple[Slot, ...]
) -> None:
    arrangement = arrange(layout, seen)
    assert bool(arrangement.windows) == bool(seen)
    boxes = [window.box for window in arrangement.windows]
    assert all(box.x >= 0 and box.y >= 0 and box.x + box.width <= WIDTH and box.y + box.height <= HEIGHT for box in boxes)
    assert all(value % 2 == 0 for box in (*boxes, arrangement.plate) for value in box)
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    if arrangement.full:
        assert boxes == [FULL]
    else:
        assert not any(overlap(box, arrangement.plate) for box in boxes)
    signs = [window for window in arrangement.windows if window.slot == "sign"]
    assert len(signs) == ("sign" in seen), "always there when there is a signer"
    assert all(window.box.height * 3 >= HEIGHT and not window.fill for window in signs)


def test_each_layout_shows_what_its_name_says_and_the_next_best_where_that_is_missing() -> None:
    assert slots("speaker", "speaker", "room", "screen") == ["speaker"]
    assert slots("speaker", "room") == ["room"]
    assert slots("speakerRoom", "speaker", "room", "screen") == ["speaker", "room"]
    assert slots("screenSpeaker", "speaker", "room", "screen") == ["screen", "speaker"]
    assert slots("screenSpeaker", "room", "screen") == ["screen", "room"]
    assert slots("screenSpeaker", "speaker", "room") == ["speaker"]
    assert slots("auto", "speaker", "room") == ["speaker", "room"]
    assert slots("auto", "speaker", "room", "screen") == ["screen", "speaker"]
    assert slots("speakerRoom", "screen") == ["screen"]


@given(st.integers(2, 4096), st.integers(2, 4096), st.booleans())
def test_any_picture_fits_its_window(width: int, height: int, fill: bool) -> None:
    box = Box(32, 80, 340, 256)
    placed = place(width, height, Window("sign", box, fill))
    inner = placed.box
    assert inner.x >= box.x and inner.y >= box.y
    assert inner.x + inner.width <= box.x + box.width and inner.y + inner.height <= box.y + box.height
    assert placed.crop_x + inner.width <= placed.width and placed.crop_y + inner.height <= placed.height
    less, more = sorted((width * box.height, height * box.width))
    if fill and less > LEAST_SHOWN * more:
        assert inner == box
    elif less < LEAST_SHOWN * more:
        assert (placed.crop_x, placed.crop_y) == (0, 0), "whole"


def grey(level: int, width: int = 640, height: int = 360) -> av.VideoFrame:
    planes = np.full((height * 3 // 2, width), 128, np.uint8)
    planes[:height] = level
    return av.VideoFrame.from_ndarray(planes, "yuv420p")


def luma(composer: Composer, pictures: dict[Slot, av.VideoFrame]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    frame = composer.compose(pictures)
    assert (frame.width, frame.height, frame.format.name) == (WIDTH, HEIGHT, "yuv420p")
    return np.asarray(frame.to_ndarray()[:HEIGHT], np.uint8)


def test_pictures_stand_in_their_windows_and_words_change_with_what_is_shown() -> None:
    composer = Composer()
    composer.show(replace(ON_AIR, layout="speakerRoom"))
    image = luma(composer, {"speaker": grey(90), "room": grey(200), "sign": grey(150)})
    for window in arrange("speakerRoom", ("speaker", "room", "sign")).windows:
        box = window.box
        level = {"speaker": 90, "room": 200, "sign": 150}[window.slot]
        assert image[box.y + box.height // 2, box.x + box.width // 2] == pytest.approx(level, abs=2)
    composer.show(replace(ON_AIR, layout="speakerRoom", plate=()))
    without = luma(composer, {"speaker": grey(90), "room": grey(200), "sign": grey(150)})
    changed = np.argwhere(image != without)
    plate = arrange("speakerRoom", SLOTS).plate
    assert len(changed) > 500 and changed[:, 0].min() >= plate.y, "the plate alone"


def test_a_plate_over_a_bright_picture_keeps_its_contrast() -> None:
    composer = Composer()
    composer.show(replace(ON_AIR, layout="speaker"))
    image = luma(composer, {"speaker": grey(235)})
    plate = arrange("speaker", SLOTS).plate
    panel = image[plate.y + 4 : plate.y + plate.height - 4, plate.x + 40 : plate.x + 200]
    assert np.percentile(panel, 30) < 70 and panel.max() > 215, "light words on a dark panel"
    assert image[300, 640] == 235, "the picture itself is not touched"


def test_a_slate_shows_no_camera_and_an_empty_stage_shows_its_title() -> None:
    composer = Composer()
    composer.show(replace(ON_AIR, mode="slate"))
    assert np.median(luma(composer, {"speaker": grey(200)})) < 50
    composer.show(ON_AIR)
    assert np.median(luma(composer, {})) < 50
    assert np.median(luma(composer, {"speaker": grey(200)})) == pytest.approx(200, abs=2)


def test_a_telephone_held_upright_is_shown_whole_on_the_ground_of_its_window() -> None:
    composer = Composer()
    composer.show(replace(ON_AIR, layout="speakerRoom"))
    image = luma(composer, {"speaker": grey(200, 360, 640), "room": grey(90)})
    box = arrange("speakerRoom", ("speaker", "room")).windows[0].box
    row = image[box.y + box.height // 2, box.x : box.x + box.width]
    assert np.mean(row > 190) == pytest.approx(box.height * 360 / 640 / box.width, abs=0.01)
    assert row[box.width // 2] == pytest.approx(200, abs=2) and row[4] < 60 and row[-4] < 60


@pytest.mark.parametrize("size", [(2, 2), (640, 480), (720, 1280), (1920, 1080), (3841, 2161)])
def test_pictures_of_any_size_and_shape_are_composed(size: tuple[int, int]) -> None:
    composer = Composer()
    picture = av.VideoFrame.from_ndarray(np.full((size[1], size[0], 3), 180, np.uint8), "rgb24").reformat(format="yuv420p")
    for layout in LAYOUTS:
        composer.show(replace(ON_AIR, layout=layout))
        image = luma(composer, {"speaker": picture, "sign": picture})
        assert image.max() > 150


def test_the_runs_of_a_line_are_in_reading_order() -> None:
    assert lettering.runs("Kenya – محمد (العربية) – Nairobi") == [
        Run("Kenya – ", "latin", "ltr"),
        Run("محمد (العربية)", "arabic", "rtl"),
        Run(" – Nairobi", "latin", "ltr"),
    ]
    assert lettering.runs("السيد محمد (Kenya) نعم") == [
        Run(") نعم", "arabic", "rtl"),
        Run("Kenya", "latin", "ltr"),
        Run("السيد محمد (", "arabic", "rtl"),
    ]
    assert [run.text for run in lettering.runs("السيد Ana (Spain) نعم")] == [" نعم", "Ana (Spain)", "السيد "]
    assert lettering.runs("王先生, Côte d’Ivoire")[0] == Run("王先生", "chinese", "ltr")
    assert lettering.runs("第5项")[0].text == "第5项"


def test_arabic_letters_join() -> None:
    """The four letters of one word are narrower together than each in its isolated form."""
    alone = sum(lettering.width(letter, 40) for letter in "سلام")
    assert lettering.width("سلام", 40) < alone * 0.85


@pytest.mark.parametrize(
    "text", ["Agenda", "Повестка дня", "议程", "جدول الأعمال", "Ordre du jour œ", "Orden del día ñ", "Ελλάδα"]
)
def test_every_script_has_its_letters(text: str) -> None:
    """No two letters look alike, as they would where a font has none of them."""
    letters = {lettering.mask(letter, 40).tobytes() for letter in set(text.replace(" ", ""))}
    assert len(letters) == len(set(text.replace(" ", "")))


def test_a_line_that_is_too_long_is_made_smaller_and_then_cut() -> None:
    line = "Permanent Mission of the Plurinational State of Somewhere " * 3
    cut, size = lettering.fitted(line, 28, lettering.STRONG, 600)
    assert cut.endswith("…") and size == 21 and lettering.width(cut, size, lettering.STRONG) <= 600
    assert lettering.fitted("Spain", 28, lettering.STRONG, 600) == ("Spain", 28)


@given(st.text(max_size=400))
def test_no_text_breaks_a_line(text: str) -> None:
    cleaned = lettering.clean(text)
    assert sorted("".join(run.text for run in lettering.runs(cleaned))) == sorted(cleaned)
    fitted, size = lettering.fitted(text, 28, lettering.STRONG, 400)
    assert lettering.mask(fitted, size, lettering.STRONG).shape[0] == lettering.line_height(size)
    assert not any(character in cleaned for character in "\u202e\u2066\n\0")
