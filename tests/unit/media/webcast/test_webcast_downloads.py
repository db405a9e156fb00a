"""Downloads are made of the recorded frames as they are, in step, with languages and chapters, and can be resumed."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import av
import pytest

from bus.messages import MarkRange, Rendition
from media.webcast import downloads
from media.webcast.export import Export
from tests.unit.media.webcast.programme import NAMES
from tests.unit.media.webcast.test_webcast_origin import AT, ID, Site, flashes, onsets, run, wanted


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """Nine parts, a gap of 20 s, six parts, of which ``fr`` may not be recorded."""
    site = Site(tmp_path)
    await site.start()
    try:
        await site.on_air()
        site.studio.play(site.packager, 9)
        site.studio.begin(site.packager, 96 * 2000, AT + 25.76)
        renditions = tuple(Rendition(channel, name, recorded=channel != "fr") for channel, name in NAMES.items())
        site.library.apply(wanted(renditions=renditions))
        site.studio.play(site.packager, 6)
        for mark_id, begins, ends, level in (("item", 0.5, None, "1"), ("one", 1.0, 3.0, "2"), ("two", 4.0, 27.0, "2")):
            attributes = {"X-TITLE": f"Title {mark_id} é", "X-LEVEL": level}
            told = MarkRange("demo", ID, mark_id, AT + begins, None if ends is None else AT + ends, attributes)
            await site.library.mark(told)
        await site.written()
        yield site
    finally:
        await site.stop()


async def saved(site: Site, name: str, path: Path) -> Path:
    status, body, headers = await site.ask(f"/{ID}/download/{name}")
    assert status == 200 and int(headers["Content-Length"]) == len(body)
    assert headers["Content-Disposition"] == f'attachment; filename="demo-2027-01-15-{name.split("?")[0]}"'
    await asyncio.to_thread(path.write_bytes, body)
    return path


async def test_an_mp4_of_all_languages_is_whole_and_in_step(site: Site, tmp_path: Path) -> None:
    path = await saved(site, "all.mp4", tmp_path / "all.mp4")
    fields = "stream=codec_name,start_time,duration,nb_frames:stream_tags=language,name:stream_disposition=default"
    probed = json.loads(
        await run("ffprobe", "-v", "error", "-of", "json", "-show_chapters", "-show_entries", fields, str(path))
    )
    video, *sounds = probed["streams"]
    assert (video["codec_name"], video["nb_frames"], float(video["duration"])) == ("h264", "240", 9.6)
    assert [(s["tags"]["language"], s["disposition"]["default"]) for s in sounds] == [("mul", 1), ("ara", 0), ("fra", 0)]
    assert {(s["codec_name"], s["nb_frames"], float(s["duration"])) for s in sounds} == {("aac", "450", 9.6)}
    assert {float(s["start_time"]) for s in probed["streams"]} == {0.0}
    # the second run begins 5.76 s in
    lights = flashes(path)
    assert [round(t, 1) for t in lights] == [1, 2, 3, 4, 5, 5.8, 6.8, 7.8, 8.8]
    for stream in (0, 1):
        tones = [t for t in onsets(path, stream) if t > 0.5]
        assert all(abs(light - tone) < 0.025 for light, tone in zip(lights, tones, strict=True))
    assert [round(t) for t in onsets(path, 2)] == [0, 1, 2, 3, 4, 5], "silent where it may not be recorded"
    titles = [(round(float(c["start_time"]), 1), c["tags"]["title"]) for c in probed["chapters"]]
    assert titles == [(0.5, "Title item é"), (1.0, "Title one é"), (4.0, "Title two é")]


async def test_one_language_and_sound_alone(site: Site, tmp_path: Path) -> None:
    one = await saved(site, "ar.mp4", tmp_path / "ar.mp4")
    with av.open(str(one)) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio"]
    sound = await saved(site, "ar.m4a", tmp_path / "ar.m4a")
    assert sound.read_bytes()[4:12] == b"ftypM4A "
    with av.open(str(sound)) as container:
        assert [stream.type for stream in container.streams] == ["audio"]
        assert sum(frame.samples for frame in container.decode(audio=0)) == 450 * 1024


async def test_a_stretch_is_cut_at_segments(site: Site, tmp_path: Path) -> None:
    path = await saved(site, f"floor.mp4?from={AT + 2}&to={AT + 4}", tmp_path / "part.mp4")
    with av.open(str(path)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 96
    assert (await site.ask(f"/{ID}/download/floor.mp4?from={AT + 8}&to={AT + 20}"))[0] == 404
    assert (await site.ask(f"/{ID}/download/de.mp4"))[0] == 404


async def test_a_download_can_be_resumed(site: Site) -> None:
    _, whole, headers = await site.ask(f"/{ID}/download/all.mp4")
    for start in (0, 100, len(whole) // 2, len(whole) - 1):
        status, rest, told = await site.ask(
            f"/{ID}/download/all.mp4", Range=f"bytes={start}-", **{"If-Range": headers["ETag"]}
        )
        assert rest == whole[start:] and status == (206 if start else 200)
        assert not start or told["Content-Range"] == f"bytes {start}-{len(whole) - 1}/{len(whole)}"
    assert (await site.ask(f"/{ID}/download/all.mp4", Range="bytes=5-9"))[1] == whole[5:10]
    assert (await site.ask(f"/{ID}/download/all.mp4", Range=f"bytes={len(whole)}-"))[0] == 416
    assert (await site.ask(f"/{ID}/download/all.mp4", Range="bytes=5-", **{"If-Range": '"old"'}))[1] == whole


async def test_the_manifest_tells_every_file_with_its_digest(site: Site) -> None:
    told = json.loads((await site.ask(f"/{ID}/download/manifest.json"))[1])
    assert len(told["files"]) == 5 * 5 - 2 and not told["complete"]
    for entry in told["files"]:
        status, body, _ = await site.ask(f"/{ID}/{entry['file']}")
        assert status == 200 and len(body) == entry["size"]
        assert hashlib.sha256(body).hexdigest() == entry["sha256"]
    lines = "".join(sorted(f"{e['sha256']}  {e['file']}\n" for e in told["files"]))
    assert hashlib.sha256(lines.encode()).hexdigest() == told["sha256"]


async def test_chapters_count_media_time_over_the_gap(site: Site) -> None:
    told = json.loads((await site.ask(f"/{ID}/download/chapters.json"))[1])
    rows = [(c["id"], c["startTime"], c["endTime"], c["level"]) for c in told["chapters"]]
    assert rows == [("item", 0.5, 9.6, 1), ("one", 1.0, 3.0, 2), ("two", 4.0, pytest.approx(7.0, abs=0.01), 2)]


async def test_so_many_downloads_run_at_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "MAX_DOWNLOADS", 0)
    assert (await site.ask(f"/{ID}/download/all.mp4"))[0] == 503


async def test_a_segment_that_goes_away_ends_a_download_and_is_not_offered_again(site: Site) -> None:
    broadcast = site.library.on_air(ID)
    assert broadcast is not None
    made = Export(broadcast, False, ["ar"])
    blocks = made.blocks()
    assert len(next(blocks)) > 0
    os.truncate(broadcast.store.path("ar", 4), 40)
    with pytest.raises(OSError, match="shorter"):
        list(blocks)
    assert (await site.ask(f"/{ID}/download/ar.m4a"))[0] == 404
    assert (await site.ask(f"/{ID}/download/floor.m4a"))[0] == 200
