"""Captions as renditions: what is to be read when, by whom it may be known, and playlists and segments players read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import m3u8
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bus.messages import CaptionLine, CaptionLines
from media.webcast.captions import HELD_S, LONGEST_S, UNFINISHED, Captions, Line, directed
from media.webcast.library import Library
from tests.unit.media.webcast.test_webcast_origin import AT, ID, Site, probe, run, wanted


def line(started_at: float, text: str, lasted: float = 2.0, final: bool = True, language: str = "fr") -> Line:
    return Line(started_at, f"c{started_at}", language, text, started_at + lasted, final)


def written(*lines: Line) -> Captions:
    captions = Captions()
    for one in lines:
        captions.put(one)
    return captions


def told(*lines: CaptionLine, language: str = "fr") -> CaptionLines:
    return CaptionLines("demo", ID, language, lines)


# --- what is to be read ---


def test_a_line_is_read_until_two_newer_have_begun_or_a_while_has_passed() -> None:
    captions = written(line(10, "un"), line(14, "deux"), line(15, "trois"))
    cues = captions.cues("fr", 0, 100, 1000)
    assert [(cue.begins, cue.ends, cue.text) for cue in cues] == [
        (10, 14, "un"),
        (14, 15, "un\ndeux"),
        (15, 16 + HELD_S, "deux\ntrois"),
        (16 + HELD_S, 17 + HELD_S, "trois"),
    ]


def test_what_is_read_is_cut_at_the_ends_of_the_segment() -> None:
    captions = written(line(10, "un"))
    assert captions.cues("fr", 11, 13, 1000) == [(11, 13, "un")]
    assert captions.cues("fr", 0, 10, 1000) == []


def test_what_was_written_later_than_may_be_known_is_left_out() -> None:
    captions = written(line(10, "un", lasted=6))
    assert captions.cues("fr", 10, 12, 15.9) == []
    assert captions.cues("fr", 10, 12, 16.0) == [(10, 12, "un")]


def test_a_line_grows_until_it_is_finished_and_is_corrected_afterwards() -> None:
    captions = Captions()
    assert not captions.put(line(10, "Mon", lasted=0.5, final=False))
    assert captions.put(line(10, "Monsieur", lasted=2))
    assert not captions.put(line(10, "Mons", lasted=3, final=False))
    assert not captions.put(line(10, "Monsieur", lasted=2))
    assert captions.put(line(10, "Madame", lasted=2))
    assert [cue.text for cue in captions.cues("fr", 0, 100, 1000)] == ["Madame"]


def test_lines_nobody_finishes_do_not_pile_up() -> None:
    captions = written(*(line(float(number), "x", final=False) for number in range(UNFINISHED + 5)))
    assert captions.cues("fr", 0, 4.5, 1000) == []
    assert captions.cues("fr", 5, 6, 1000)


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 200)), max_size=12, unique_by=lambda one: one[0]),
    st.integers(0, 400),
)
def test_cues_follow_one_another_and_hold_two_lines_at_most(times: list[tuple[int, int]], begins: int) -> None:
    captions = written(*(line(float(start), f"t{start}", lasted=float(length)) for start, length in times))
    cues = captions.cues("fr", begins, begins + 60, 1e9)
    for one, next_ in zip(cues, cues[1:], strict=False):
        assert one.ends <= next_.begins
    for cue in cues:
        assert begins <= cue.begins < cue.ends <= begins + 60
        assert 1 <= len(cue.text.split("\n")) <= 2
        assert all(int(text[1:]) > cue.ends - LONGEST_S - 1 for text in cue.text.split("\n"))


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("المياه", "ar", "المياه"),
        ("WIPO تقول", "ar", "\u200fWIPO تقول"),
        ("2026", "ar", "\u200f2026"),
        ("Water", "en", "Water"),
        ("محمد said", "en", "\u200eمحمد said"),
        ("two\n\nlines", "en", "two lines"),
    ],
)
def test_a_line_reads_in_the_direction_of_its_language(text: str, language: str, shown: str) -> None:
    assert directed(text, language) == shown


# --- over HTTP ---


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """Seven parts on the air, French captions written, Arabic ones announced."""
    site = Site(tmp_path)
    await site.start()
    try:
        await site.on_air(captions=("ar",))
        site.studio.play(site.packager, 7)
        await site.library.caption(told(CaptionLine("a", "Merci & <bonjour>", AT + 1.0, AT + 2.5)))
        await site.written()
        yield site
    finally:
        await site.stop()


async def test_languages_announced_or_begun_are_renditions(site: Site) -> None:
    top = m3u8.loads(await site.text("/index.m3u8"))
    subtitles = [media for media in top.media if media.type == "SUBTITLES"]
    assert [(one.language, one.name, one.uri) for one in subtitles] == [
        ("ar", "العربية", f"{ID}/captions/ar.m3u8"),
        ("fr", "Français", f"{ID}/captions/fr.m3u8"),
    ]
    assert all(one.stream_info.subtitles == "captions" for one in top.playlists)
    assert (await site.ask(f"/{ID}/captions/ru.m3u8"))[0] == 404


async def test_a_webcast_nobody_captions_has_no_such_rendition(tmp_path: Path) -> None:
    site = Site(tmp_path)
    await site.start()
    try:
        await site.on_air()
        site.studio.play(site.packager, 3)
        text = await site.text("/index.m3u8")
    finally:
        await site.stop()
    assert "SUBTITLES" not in text and "#EXT-X-STREAM-INF" in text


@pytest.mark.parametrize("path", ["captions/fr.m3u8", "start/captions/fr.m3u8"])
async def test_segments_are_those_of_the_picture(site: Site, path: str) -> None:
    listed = m3u8.loads(await site.text(f"/{ID}/{path}"))
    picture = m3u8.loads(await site.text(f"/{ID}/{path.replace('captions/fr', '720p')}"))
    whole = picture.segments[:2]
    assert listed.target_duration == picture.target_duration
    assert [(s.duration, s.program_date_time) for s in listed.segments] == [(s.duration, s.program_date_time) for s in whole]


async def test_a_segment_tells_media_times_and_its_text_as_text(site: Site) -> None:
    status, body, headers = await site.ask(f"/{ID}/captions/fr/0.vtt")
    assert (status, headers["Content-Type"]) == (200, "text/vtt; charset=utf-8")
    assert body.decode() == (
        "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:10.000,MPEGTS:900000\n\n"
        "00:00:01.000 --> 00:00:01.920\nMerci &amp; &lt;bonjour&gt;\n"
    )
    assert "00:00:01.920 --> 00:00:03.840" in await site.text(f"/{ID}/captions/fr/1.vtt")
    assert (await site.text(f"/{ID}/captions/ar/0.vtt")).count("-->") == 0


async def test_the_next_segment_is_waited_for_and_those_far_ahead_are_not(site: Site) -> None:
    waiting = asyncio.create_task(site.text(f"/{ID}/captions/fr.m3u8?_HLS_msn=2"))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    site.studio.play(site.packager, 2)
    assert "fr/2.vtt" in await asyncio.wait_for(waiting, 5)
    assert (await site.ask(f"/{ID}/captions/fr.m3u8?_HLS_msn=90"))[0] == 400
    assert (await site.ask(f"/{ID}/captions/fr/3.vtt"))[0] == 404


async def test_on_demand_many_segments_are_one(site: Site) -> None:
    site.studio.play(site.packager, 8)
    site.studio.begin(site.packager, 96 * 2000, AT + 30)
    site.studio.play(site.packager, 6)
    await site.written()
    site.library.end(ID)
    await site.library.caption(told(CaptionLine("b", "après", AT + 31.0, AT + 32.0)))
    listed = m3u8.loads(await site.text(f"/{ID}/vod/captions/fr.m3u8"))
    assert [(s.uri, s.duration, s.discontinuity) for s in listed.segments] == [
        ("../../captions/fr/0-4.vtt", 9.6, False),
        ("../../captions/fr/5-6.vtt", 3.84, True),
    ]
    # media time goes on over the gap without a hole
    assert "00:00:10.600 -->" in await site.text(f"/{ID}/captions/fr/5-6.vtt")
    stretch = m3u8.loads(await site.text(f"/{ID}/vod/captions/fr.m3u8?from={AT + 2}&to={AT + 5}"))
    assert [s.uri for s in stretch.segments] == ["../../captions/fr/1-2.vtt"]
    assert (await site.ask(f"/{ID}/captions/fr/4-5.vtt"))[0] == 404, "two runs"
    assert "AUTOSELECT=YES,FORCED=NO" in await site.text(f"/{ID}/vod/index.m3u8")
    assert "captions/ar" not in await site.text(f"/{ID}/vod/index.m3u8"), "announced and never written"


async def test_ffmpeg_reads_a_segment_and_plays_what_is_beside_it(site: Site) -> None:
    await site.written()
    site.library.end(ID)
    read = await run("ffmpeg", "-v", "error", "-i", f"{site.url}/{ID}/captions/fr/0-1.vtt", "-f", "srt", "-")
    assert read.decode() == "1\n00:00:01,000 --> 00:00:03,840\nMerci & <bonjour>\n\n"
    streams = (await probe(f"{site.url}/{ID}/vod/index.m3u8"))["streams"]
    assert {str(one["codec_name"]) for one in streams} == {"h264", "aac"}, "it takes no subtitles from HLS"


async def test_an_embargo_holds_back_what_was_written_within_it(tmp_path: Path) -> None:
    now = [AT + 100.0]
    site = Site(tmp_path)
    site.library = Library(tmp_path, wall=lambda: now[0])
    await site.library.open("demo", wanted(delay_s=60.0))
    broadcast = site.library.on_air(ID)
    assert broadcast is not None
    try:
        await site.library.caption(told(CaptionLine("a", "non", AT + 30, AT + 41)))
        assert broadcast.captions.cues("fr", AT + 30, AT + 50, broadcast.known_until) == []
        now[0] += 1.0
        assert broadcast.captions.cues("fr", AT + 30, AT + 50, broadcast.known_until)
    finally:
        site.library.close()


async def test_captions_are_there_again_after_a_restart(tmp_path: Path, site: Site) -> None:
    await site.library.caption(told(CaptionLine("b", "pas fini", AT + 3, AT + 3.2, final=False)))
    site.library.close()
    library = Library(tmp_path)
    found = await library.find("demo", ID)
    assert found is not None
    try:
        assert [cue.text for cue in found.captions.cues("fr", AT, AT + 2, AT + 100)] == ["Merci & <bonjour>"]
        assert found.captions.cues("fr", AT + 2, AT + 10, AT + 100)[-1].text == "Merci & <bonjour>"
    finally:
        library.close()
