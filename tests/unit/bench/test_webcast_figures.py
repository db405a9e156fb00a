"""What the webcast's bench reads from pictures, sound and playlists is what is there."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest

from bench.webcast import Figures, newest
from bench.webcast_pages import CLOCK, age_s, clock_in
from bench.webcast_people import CHAIR_HZ, FLASH_S, beep, flash
from bench.webcast_recording import LIT, MAIN, beeps, lufs
from bus.messages import Slot
from headless.cadence import PERIOD_S
from media.codec.opus import LOOKAHEAD_SAMPLES
from media.codec.vp8 import Vp8Decoder
from media.testing import Samples, decode_all
from media.webcast.layout import arrange

PLAYLIST = """#EXTM3U
#EXT-X-MEDIA-SEQUENCE:100
#EXT-X-SKIP:SKIPPED-SEGMENTS=20
#EXT-X-PROGRAM-DATE-TIME:2026-11-23T01:00:00.000Z
#EXT-X-PART:DURATION=0.64000,URI="720p/120.0.m4s",INDEPENDENT=YES
#EXTINF:1.92000,
720p/120.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-23T01:00:01.920Z
#EXT-X-PART:DURATION=0.64000,URI="720p/121.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.64000,URI="720p/121.1.m4s"
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="720p/121.2.m4s"
"""


def picture(clock: int, check: int | None = None) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """As the sender's canvas, at twice its size."""
    right = 5
    for shift in range(0, 20, 4):
        right ^= clock >> shift & 15
    word, luma = clock * 16 + (right if check is None else check), np.full((720, 1280), 90, np.uint8)
    for bit in range(24):
        row, column = divmod(bit, 12)
        y, x = 2 * (110 + 70 * row), 2 * (20 + 50 * column)
        luma[y : y + 140, x : x + 100] = 235 if word >> (23 - bit) & 1 else 16
    return luma


@pytest.mark.parametrize("clock", [0, 1, 0xABCDE, CLOCK - 1])
def test_the_clock_in_a_picture_is_read(clock: int) -> None:
    assert clock_in(picture(clock)) == clock


def test_a_picture_whose_check_does_not_fit_has_no_clock() -> None:
    assert clock_in(picture(0xABCDE, check=0)) is None


def test_a_clock_that_began_anew_is_no_older_for_it() -> None:
    assert age_s(5 * CLOCK + 10.0, CLOCK - 490) == pytest.approx(0.5)


def test_the_newest_segment_of_a_delta_playlist_is_found_with_its_parts() -> None:
    number, began, parts = newest(PLAYLIST)
    assert (number, parts) == (121, [0.64, 0.64])
    assert began % 60 == pytest.approx(1.92)


def tones(seconds: float, hz: float, level: float, *, of_second: float = 0.2) -> Samples:
    at = np.arange(round(seconds * 48_000)) / 48_000
    return (level * np.sin(2 * np.pi * hz * at) * ((at + 0.5) % 1 < of_second)).astype(np.float32)


def test_the_beginnings_of_beeps_are_found_beside_another_tone() -> None:
    found = beeps(tones(4, 2700.0, 0.1) + tones(4, 700.0, 0.1, of_second=2.0), 2700.0)
    assert found == pytest.approx([0.5, 1.5, 2.5, 3.5], abs=0.002)


def test_silence_has_no_beeps() -> None:
    assert beeps(np.zeros(96_000, np.float32), 2700.0) == []


def test_loudness_is_that_of_the_recommendation() -> None:
    """ITU-R BS.1770: a sine of 997 Hz at 0 dBFS in one channel is -3.01 LKFS."""
    assert lufs(tones(3, 997.0, 0.1, of_second=2.0)) == pytest.approx(-23.0, abs=0.1)


def test_the_chair_flashes_while_it_beeps() -> None:
    loop, decoder = flash(), Vp8Decoder()
    pictures = [decoder.decode(frame) for frame in loop.frames]
    lit = [picture is not None and bool(picture[150:190, 210:250].mean() > LIT) for picture in pictures]
    assert [lit.index(True), sum(lit)] == [0, FLASH_S * loop.frames_per_second]
    assert len(loop.frames) / loop.frames_per_second == len(beep().frames) * PERIOD_S
    heard = beeps(decode_all(beep().frames * 3), CHAIR_HZ)
    assert heard == pytest.approx([second + LOOKAHEAD_SAMPLES / 48_000 for second in (1, 2)], abs=0.005)


def test_the_main_picture_is_looked_for_where_all_layouts_have_it() -> None:
    shown: list[tuple[Slot, ...]] = [("speaker",), ("speaker", "room"), ("speaker", "room", "sign"), ("screen", "speaker")]
    for seen in shown:
        box = arrange("auto", seen).windows[0].box
        assert box.y <= MAIN[0].start and MAIN[0].stop <= box.y + box.height
        assert box.x <= MAIN[1].start and MAIN[1].stop <= box.x + box.width


def test_what_cannot_be_measured_is_none_and_says_why() -> None:
    async def fails() -> float:
        raise ValueError("no such picture\nat all")

    figures = Figures()
    assert asyncio.run(figures.take("latency_s", fails())) is None
    result = figures.result()
    assert result["webcast.latency_s"] is None
    assert result["webcast.not_measured"] == {"latency_s": "ValueError: no such picture"}
