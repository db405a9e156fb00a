"""What a live player is told: by a public parser, by ffmpeg, and for any order in which renditions come along."""

from __future__ import annotations

import re

import m3u8
from hypothesis import given, settings
from hypothesis import strategies as st

from media.webcast import playlist
from media.webcast.history import FAR_SEGMENTS, History, Mark, Position, Readiness
from media.webcast.packager import Packager, Part, Run
from media.webcast.timeline import PART_FRAMES, PART_S, SEGMENT_PARTS, AudioTrack, EncodedAudio, EncodedFrame, VideoRung

AT = 1_800_000_000.0
VIDEO = [VideoRung("720p", 1280, 720, bytes.fromhex("014d401fff"))]
AUDIO = [AudioTrack("floor", "Floor", b"\x11\x88"), AudioTrack("fr", "Français", b"\x11\x88")]
RENDITIONS = ["720p", "floor", "fr"]


class Air:
    """A packager and the history it writes, without bytes that mean anything."""

    def __init__(self) -> None:
        self.history = History()
        self.packager = Packager(self)
        self.made: dict[str, int] = {}
        self.now = 0.0

    def run(self, run: Run) -> None:
        self.history.begin(run)

    def part(self, part: Part) -> None:
        self.history.add(part, self.now)

    def cut(self, segment: int, parts: int) -> None:
        self.history.cut(segment, parts)
        self.history.keep(segment, True)

    def begin(self, at: float = AT) -> None:
        self.made = dict.fromkeys(RENDITIONS, 0)
        self.packager.begin(96 * 7, at, VIDEO, AUDIO)

    def play(self, rendition: str, parts: int = 1) -> None:
        for _ in range(parts):
            first = self.made[rendition]
            self.made[rendition] += 1
            if rendition == "720p":
                for n in range(first * PART_FRAMES, (first + 1) * PART_FRAMES):
                    self.packager.video("720p", EncodedFrame(b"x" * 9, n, n % 48 == 0))
            else:
                for n in range(first * 30, (first + 1) * 30):
                    self.packager.audio(rendition, EncodedAudio(b"y", n * 1024))

    def play_all(self, parts: int) -> None:
        for _ in range(parts):
            for rendition in RENDITIONS:
                self.play(rendition)


def read(text: str) -> m3u8.M3U8:
    return m3u8.loads(text)


def live(air: Air, rendition: str = "720p", start: int = 0, skip: bool = False) -> m3u8.M3U8:
    return read(playlist.live(air.history, rendition, start, skip))


def test_a_live_playlist_lists_whole_segments_and_the_parts_at_the_edge() -> None:
    air = Air()
    air.begin()
    air.play_all(5 * SEGMENT_PARTS + 1)
    told = live(air)
    assert told.version == 9 and told.target_duration == 2 and not told.is_endlist
    assert [s.uri for s in told.segments if s.uri] == [f"720p/{n}.m4s" for n in range(5)]
    assert told.server_control.can_block_reload == "YES" and told.server_control.part_hold_back >= 3 * PART_S
    assert told.part_inf.part_target == PART_S
    assert [p.uri for p in told.segments[4].parts] == [f"720p/4.{p}.m4s" for p in range(3)]
    assert not told.segments[1].parts
    assert [p.uri for p in told.segments[5].parts] == ["720p/5.0.m4s"]
    assert told.preload_hint.uri == "720p/5.1.m4s"
    assert {(r.uri, r.last_msn, r.last_part) for r in told.rendition_reports} == {("floor.m3u8", 5, 0), ("fr.m3u8", 5, 0)}
    assert [s.program_date_time.timestamp() for s in told.segments[:5]] == [AT + n * 1.92 for n in range(5)]


def test_only_what_begins_with_a_key_frame_is_independent() -> None:
    air = Air()
    air.begin()
    air.play_all(3)
    assert [p.independent for p in live(air).segments[0].parts] == ["YES", None, None]
    assert [p.independent for p in live(air, "fr").segments[0].parts] == ["YES", "YES", "YES"]


def test_a_delta_update_leaves_out_what_is_old_and_counts_it() -> None:
    air = Air()
    air.begin()
    air.play_all(30 * SEGMENT_PARTS)
    whole, delta = live(air, start=4), playlist.live(air.history, "720p", 4, skip=True)
    skipped = int(re.search(r"SKIPPED-SEGMENTS=(\d+)", delta)[1])  # type: ignore[index]
    listed = [s.uri for s in read(delta).segments if s.uri]
    assert [s.uri for s in whole.segments if s.uri][skipped:] == listed
    assert len(listed) * 1.92 >= playlist.SKIP_UNTIL_S, "nothing younger than the skip boundary is left out"
    assert "#EXT-X-MEDIA-SEQUENCE:4\n" in delta and "EXT-X-MAP" not in delta
    assert "SKIPPED" not in playlist.live(air.history, "720p", 25, skip=True), "there is nothing to leave out"


def test_a_new_run_is_a_discontinuity_with_its_own_header_and_time_of_day() -> None:
    air = Air()
    air.begin()
    air.play_all(2 * SEGMENT_PARTS + 1)
    air.begin(AT + 100)
    air.play_all(SEGMENT_PARTS)
    told = live(air)
    assert [s.discontinuity for s in told.segments] == [False, False, False, True]
    assert [round(s.duration, 2) for s in told.segments] == [1.92, 1.92, 0.64, 1.92], "what was begun is cut short"
    assert told.segments[3].program_date_time.timestamp() == AT + 100
    assert [s.init_section.uri for s in told.segments] == ["720p/init.0.mp4"] * 3 + ["720p/init.3.mp4"]
    later = live(air, start=3)
    assert later.discontinuity_sequence == 1 and not later.segments[0].discontinuity


def test_a_part_that_only_some_renditions_showed_becomes_a_gap_and_its_number_is_not_used_again() -> None:
    air = Air()
    air.begin()
    air.play_all(SEGMENT_PARTS)
    air.play("floor")
    air.begin(AT + 50)
    air.play_all(SEGMENT_PARTS)
    for rendition in RENDITIONS:
        text = playlist.live(air.history, rendition, 0)
        assert re.search(rf"#EXT-X-GAP\n[^\n]*DATE-TIME[^\n]*\n#EXTINF:0.64000,\n{rendition}/1.m4s", text)
        assert f"{rendition}/2.m4s" in text and f"{rendition}/1.0.m4s" not in text


def test_sound_short_of_the_picture_is_filled_up_and_sound_ahead_of_it_is_taken_back() -> None:
    air = Air()
    air.begin()
    for rendition, parts in (("720p", 2), ("floor", 1), ("fr", 3)):
        air.play(rendition, parts)
    air.packager.end()
    assert {name: len(sizes) for name, sizes in air.history.segments[0].sizes.items()} == {"720p": 2, "floor": 2, "fr": 2}
    assert all(air.history.complete(rendition, 0) for rendition in RENDITIONS)


def test_an_ended_webcast_says_so_and_hints_at_nothing() -> None:
    air = Air()
    air.begin()
    air.play_all(4)
    air.packager.end()
    air.history.end(AT + 3)
    told = live(air)
    assert told.is_endlist and told.preload_hint is None and len(told.segments) == 2


def test_marks_are_told_while_they_touch_what_is_published() -> None:
    air = Air()
    air.begin()
    for mark_id, begins, ends in (("old", -50.0, -10.0), ("now", 1.0, 3.0), ("open", 3.0, None), ("to come", 900.0, None)):
        mark = Mark(
            mark_id,
            AT + begins,
            None if ends is None else AT + ends,
            {"CLASS": "org.x", "X-SPEAKER": 'A "B"\nC', "BAD": "1"},
        )
        air.history.mark(mark)
    air.play_all(6)
    ranges = {r.id: r for r in live(air).segments[-1].dateranges or []} | {
        r.id: r for s in live(air).segments for r in s.dateranges or []
    }
    text = playlist.live(air.history, "720p", 0)
    assert 'ID="now",CLASS="org.x"' in text and "DURATION=2.000" in text and 'ID="open"' in text
    assert 'X-SPEAKER="A ”B” C"' in text and "BAD" not in text and ranges is not None
    assert 'ID="old"' not in text and "to come" not in text


def test_an_embargo_holds_everything_back_until_it_is_old_enough() -> None:
    air = Air()
    air.history.delay_s = 10.0
    air.begin()
    for second in range(12):
        air.now = float(second)
        air.play_all(1)
    assert air.history.edge("720p") == Position(0, 2), "parts made at 0 s and 1 s, at 11 s"
    assert air.history.last_complete() == -1
    assert playlist.on_demand(air.history, "720p") is None, "nor is it on demand before"
    assert air.history.readiness("720p", 1, 0) is Readiness.SOON
    air.history.mark(Mark("secret", AT + 5, None, {}))
    assert "secret" not in playlist.live(air.history, "720p", 0)
    assert air.history.release(21.0) and air.history.edge("fr") == Position(3, 3)


def test_a_channel_that_is_gone_goes_on_in_silence() -> None:
    air = Air()
    air.begin()
    air.play_all(SEGMENT_PARTS)
    air.packager.begin(960 * 96, AT + 10, VIDEO, AUDIO[:1])
    air.made = dict.fromkeys(RENDITIONS, 0)
    for _ in range(SEGMENT_PARTS):
        air.play("720p")
        air.play("floor")
    told = live(air, "fr")
    assert [s.uri for s in told.segments] == ["fr/0.m4s", "fr/1.silent.m4s"]
    assert told.segments[1].init_section.uri == "fr/silent.mp4"


def test_a_channel_that_is_new_does_not_bring_back_what_has_left_the_window() -> None:
    air = Air()
    air.history.dvr_s = 12.0
    air.begin()
    air.play_all(20 * SEGMENT_PARTS)
    start = air.history.window_start()
    air.packager.begin(960 * 96, AT + 100, VIDEO, [*AUDIO, AudioTrack("ar", "", b"")])
    air.made = dict.fromkeys(RENDITIONS, 0)
    air.play("720p")
    assert start == 13 and air.history.window_start() >= start


def test_the_recording_is_listed_as_far_as_it_is_known_to_be_kept_and_nothing_is_left_out_for_good() -> None:
    air = Air()
    air.begin()
    air.play_all(3 * SEGMENT_PARTS)
    event = playlist.FromStart("720p")
    air.history.segments[1].kept = None
    text = event.text(air.history) or ""
    assert "/0.m4s" in text and "/2.m4s" not in text
    air.history.keep(1, True)
    after = event.text(air.history) or ""
    assert after.startswith(text) and [s.uri for s in read(after).segments] == [f"../720p/{n}.m4s" for n in range(3)]
    air.history.keep(1, False)
    lost = read(playlist.on_demand(air.history, "720p") or "")
    assert [(s.uri, s.discontinuity) for s in lost.segments] == [("../720p/0.m4s", False), ("../720p/2.m4s", True)]


STEPS = st.lists(
    st.one_of(st.sampled_from(RENDITIONS), st.sampled_from(["run", "window"])),
    min_size=5,
    max_size=120,
)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_whatever_comes_first_every_playlist_is_true_and_none_goes_back(steps: list[str]) -> None:
    air = Air()
    air.begin()
    air.history.dvr_s = 1.0  # six segments
    last: dict[str, tuple[int, int]] = {}
    shown: dict[str, str] = {}
    for n, step in enumerate(steps):
        if step == "run":
            air.begin(AT + 1000 * (n + 1))
        elif step != "window":
            # renditions are encoded in step: none is ahead of another by a segment
            if air.made[step] <= min(air.made.values()) + 2:
                air.play(step)
        for rendition in RENDITIONS:
            check(air, rendition, last, shown)


def check(air: Air, rendition: str, last: dict[str, tuple[int, int]], shown: dict[str, str]) -> None:
    history = air.history
    edge = history.edge(rendition)
    if edge is None:
        return
    start = history.window_start()
    text = playlist.live(history, rendition, start)
    told = read(text)
    uris = re.findall(r'^(?!#)(\S+)$|#EXT-X-PART:[^\n]*URI="([^"]+)"', text, re.M)
    names = [segment or part for segment, part in uris]
    assert len(names) == len(set(names)), "nothing is listed twice"
    # whole segments follow each other without a hole from the media sequence on
    whole = [int(name) for name in re.findall(rf"^{rendition}/(\d+)\.m4s$", text, re.M)]
    assert whole == list(range(told.media_sequence or 0, (told.media_sequence or 0) + len(whole)))
    assert (told.media_sequence or 0) == min(start, edge.segment)
    assert (told.media_sequence or 0, told.discontinuity_sequence or 0) >= last.get(rendition, (0, 0))
    last[rendition] = (told.media_sequence or 0, told.discontinuity_sequence or 0)
    for segment in told.segments:
        assert round(segment.duration or 0.64, 3) <= 1.92
    # what the hint names is not there, and what is listed is
    hinted = re.search(r'PRELOAD-HINT:TYPE=PART,URI="\w+/(\d+)\.(\d)\.m4s"', text)
    assert hinted is not None
    assert history.readiness(rendition, int(hinted[1]), int(hinted[2])) is Readiness.SOON
    for report in told.rendition_reports:
        other = history.edge(report.uri.removesuffix(".m3u8"))
        assert other is not None and (report.last_msn, report.last_part) == (other.segment, other.parts - 1)
    # a delta update with what it left out is the whole
    delta = playlist.live(history, rendition, start, skip=True)
    skipped = re.search(r"SKIPPED-SEGMENTS=(\d+)", delta)
    left = [int(name) for name in re.findall(rf"^{rendition}/(\d+)\.m4s$", delta, re.M)]
    assert whole[int(skipped[1]) if skipped else 0 :] == left
    assert history.readiness(rendition, edge.segment + FAR_SEGMENTS + 1, None) is Readiness.FAR
    # the same name never means something else
    for number in whole:
        run = history.segments[number].run
        assert shown.setdefault(f"{rendition}/{number}", str(run.started_at)) == str(run.started_at)
