"""Captions as WebVTT (W3C): times from the first line, text that cannot break out of its cue."""

from __future__ import annotations

from server.meeting.interpretation import CaptionLine
from server.web.captions import web_vtt


def line(number: int, text: str, began: float, written: float) -> CaptionLine:
    return CaptionLine(f"k{number}", "en", text, began, written, "cap")


def test_cues_are_timed_from_the_first_line() -> None:
    lines = [line(2, "Second", 1_700_003_725.5, 1_700_003_728.0), line(1, "First", 1_700_000_000.0, 1_700_000_000.2)]
    assert web_vtt(lines).splitlines() == [
        *("WEBVTT", "", "NOTE 00:00:00.000 is 2023-11-14T22:13:20.000+00:00", ""),
        *("k1", "00:00:00.000 --> 00:00:01.000", "First", ""),
        *("k2", "01:02:05.500 --> 01:02:08.000", "Second"),
    ]


def test_a_text_is_only_text() -> None:
    assert "a &lt;b&gt; --&gt; &amp;c" in web_vtt([line(1, "a <b> --> &c", 0.0, 2.0)])


def test_without_lines_it_is_an_empty_file() -> None:
    assert web_vtt([]) == "WEBVTT\n"
