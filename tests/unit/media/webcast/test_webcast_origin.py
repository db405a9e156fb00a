"""The origin over real HTTP: playlists by public parsers and by ffmpeg, waiting, refusing, embargo, and bad addresses."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import aiohttp
import av
import m3u8
import numpy as np
import pytest
from aiohttp import web

from bus.messages import DropWebcast, MarkRange, Rendition, Webcast
from media.webcast import origin as origin_module
from media.webcast.audience import Audience
from media.webcast.library import Library
from media.webcast.origin import Origin
from media.webcast.packager import Packager
from tests.unit.media.webcast.programme import BEEP_S, NAMES, Studio

ID = "kV2s9QmWcT7rXy4ZbN1p"
AT = 1_800_000_000.0


def wanted(**changes: object) -> Webcast:
    renditions = tuple(Rendition(channel, name) for channel, name in NAMES.items())
    return Webcast(**({"webcast_id": ID, "mode": "onAir", "renditions": renditions} | changes))  # type: ignore[arg-type]


class Site:
    """A worker's library and origin on a free port of the loopback."""

    def __init__(self, directory: Path) -> None:
        self.library = Library(directory)
        self.audience = Audience()
        self.studio = Studio()
        self.origin = Origin(self.library, self.audience)
        self.packager: Packager
        self.url = ""
        self._runner = web.AppRunner(self.origin.application())
        self.client: aiohttp.ClientSession

    async def start(self) -> None:
        await self._runner.setup()
        listener = socket.create_server(("127.0.0.1", 0))
        await web.SockSite(self._runner, listener).start()
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}/webcast/demo"
        self.client = aiohttp.ClientSession()

    async def stop(self) -> None:
        await self.client.close()
        await self._runner.cleanup()
        self.library.close()

    async def on_air(self, **changes: object) -> None:
        self.packager = await self.library.open("demo", wanted(**changes))
        self.studio.begin(self.packager, 96 * 1000, AT)

    async def ask(self, path: str, **headers: str) -> tuple[int, bytes, Mapping[str, str]]:
        async with self.client.get(self.url + path, headers=headers) as response:
            return response.status, await response.read(), response.headers

    async def text(self, path: str) -> str:
        status, body, _ = await self.ask(path)
        assert status == 200, (path, status, body)
        return body.decode()

    async def written(self) -> None:
        """Everything made so far is on disk."""
        broadcast = self.library.on_air(ID)
        assert broadcast is not None
        while not broadcast.store.idle or any(s.kept is None for s in broadcast.history.segments if s.parts is not None):
            await asyncio.sleep(0.005)
            broadcast.settle()


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    site = Site(tmp_path)
    await site.start()
    try:
        yield site
    finally:
        await site.stop()


async def run(*arguments: str) -> bytes:
    process = await asyncio.create_subprocess_exec(*arguments, stdout=-1, stderr=-1)
    out, problems = await process.communicate()
    assert process.returncode == 0, problems.decode()
    return out


async def probe(url: str) -> dict[str, list[dict[str, object]]]:
    fields = "stream=index,codec_name,codec_type,start_pts,start_time:stream_tags=language"
    out = await run("ffprobe", "-v", "error", "-of", "json", "-show_entries", fields, url)
    found: dict[str, list[dict[str, object]]] = json.loads(out)
    return found


def onsets(path: Path, stream: int) -> list[float]:
    """When the tone of a stream begins, seconds by its own time stamps."""
    level, times, at = [], [], 0.0
    with av.open(str(path)) as container:
        for frame in container.decode(audio=stream):
            samples = frame.to_ndarray().reshape(-1).astype(float)
            at = float(frame.time or 0.0)
            level += [float(np.abs(block).max()) for block in samples.reshape(-1, 64)]
            times += [at + n * 64 / 48_000 for n in range(len(samples) // 64)]
    loud = np.array(level) > 0.15
    return [times[n] for n in range(1, len(loud)) if loud[n] and not loud[max(0, n - 30) : n].any()]


def decode_times(segment: bytes) -> list[bytes]:
    """``tfdt`` of each part."""
    return [rest[4:12] for rest in segment.split(b"tfdt")[1:]]


def flashes(path: Path) -> list[float]:
    found, dark = [], False
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            light = frame.to_ndarray(format="gray").mean() > 128
            if light and dark:
                found.append(float(frame.time or 0.0))
            dark = not light
    return found


async def test_every_playlist_is_one_a_public_parser_reads(site: Site) -> None:
    await site.on_air()
    site.studio.play(site.packager, 7)
    await site.written()
    top = m3u8.loads(await site.text("/index.m3u8"))
    assert [(p.stream_info.resolution, p.stream_info.codecs) for p in top.playlists[:2]] == [
        ((320, 180), "avc1.42C00C,mp4a.40.2"),
        ((160, 90), "avc1.42C00B,mp4a.40.2"),
    ]
    assert top.playlists[2].stream_info.codecs == "mp4a.40.2" and top.playlists[2].uri == f"{ID}/floor.m3u8"
    assert [(m.language, m.name, m.default, m.autoselect) for m in top.media] == [
        ("mul", "Floor", "YES", "YES"),
        ("fr", "Français", "NO", "YES"),
        ("ar", "العربية", "NO", "YES"),
    ]
    for uri in [m.uri for m in top.media] + [p.uri for p in top.playlists]:
        live = m3u8.loads(await site.text(f"/{uri}"))
        assert live.media_sequence == 0 and live.target_duration == 2
        for segment in live.segments:
            header = segment.init_section and segment.init_section.uri
            for name in [header, segment.uri, *(p.uri for p in segment.parts)]:
                if name:
                    assert (await site.ask(f"/{ID}/{name}"))[0] == 200, name
    start = m3u8.loads(await site.text("/start.m3u8"))
    event = m3u8.loads(await site.text("/" + start.playlists[0].uri))
    assert event.playlist_type == "event" and len(event.segments) == 2 and not event.is_endlist


async def test_the_segments_are_the_parts_put_together(site: Site) -> None:
    await site.on_air()
    site.studio.play(site.packager, 3)
    for rendition in ("720p", "fr"):
        whole = (await site.ask(f"/{ID}/{rendition}/0.m4s"))[1]
        assert whole == b"".join([(await site.ask(f"/{ID}/{rendition}/0.{part}.m4s"))[1] for part in range(3)])


async def test_ffmpeg_plays_live_from_the_first_sample_and_all_renditions_are_in_step(site: Site, tmp_path: Path) -> None:
    await site.on_air()
    site.studio.play(site.packager, 18)
    site.library.end(ID)
    streams = (await probe(f"{site.url}/{ID}/index.m3u8"))["streams"]
    assert {(s["codec_type"], s["codec_name"]) for s in streams} == {("video", "h264"), ("audio", "aac")}
    assert {float(str(s["start_time"])) for s in streams} == {0.0}, "sound and picture begin together"
    copy = tmp_path / "live.mkv"
    video = [s["index"] for s in streams if s["codec_type"] == "video"][:1]
    audio = [s["index"] for s in streams if s["codec_type"] == "audio"]
    maps = [argument for index in [*video, *audio] for argument in ("-map", f"0:{index}")]
    source = f"{site.url}/{ID}/index.m3u8"
    await run("ffmpeg", "-v", "error", "-xerror", "-live_start_index", "0", "-i", source, *maps, "-c", "copy", str(copy))
    lights = flashes(copy)
    assert [round(t) for t in lights] == list(range(1, 12)), "11.52 s whole, a flash each second"
    for stream in range(len(audio)):
        for light, tone in zip(lights, [t for t in onsets(copy, stream) if t > 0.5], strict=True):
            assert abs(light - tone) < 0.02, "sound and picture at the same instant"
    assert BEEP_S == 0.08


async def test_on_demand_is_there_at_once_and_a_stretch_begins_where_it_was_asked(site: Site, tmp_path: Path) -> None:
    await site.on_air()
    site.studio.play(site.packager, 18)
    site.library.end(ID)
    broadcast = await site.library.find("demo", ID)
    assert broadcast is not None
    while broadcast.summary() is None:
        await asyncio.sleep(0.005)
        broadcast.settle()
    top = m3u8.loads(await site.text(f"/{ID}/vod/index.m3u8?from={AT + 4}&to={AT + 8}"))
    part = m3u8.loads(await site.text(f"/{ID}/vod/{top.playlists[0].uri}"))
    assert part.playlist_type == "vod" and part.is_endlist
    assert [s.uri for s in part.segments] == [f"../720p/{n}.m4s" for n in (2, 3, 4)]
    assert part.start.time_offset == pytest.approx(4 - 3.84) and part.start.precise == "YES"
    copy = tmp_path / "vod.mkv"
    source = f"{site.url}/{ID}/vod/index.m3u8"
    await run("ffmpeg", "-v", "error", "-xerror", "-i", source, "-map", "0:v:0", "-map", "0:a:0", "-c", "copy", str(copy))
    assert len(flashes(copy)) == 11
    assert (await site.ask(f"/{ID}/vod/720p.m3u8?from={AT + 900}"))[0] == 404
    assert (await site.ask(f"/{ID}/vod/720p.m3u8?from=yesterday"))[0] == 400


async def test_a_playlist_asked_for_ahead_is_answered_when_the_part_is_made(site: Site) -> None:
    await site.on_air()
    site.studio.play(site.packager, 4)
    asked = [
        asyncio.create_task(site.ask(f"/{ID}/{name}"))
        for name in ("fr.m3u8?_HLS_msn=1&_HLS_part=1", "720p/1.1.m4s", "fr/1.1.m4s")
    ]
    await asyncio.sleep(0.1)
    assert not any(task.done() for task in asked)
    site.studio.play(site.packager, 1)
    answers = await asyncio.wait_for(asyncio.gather(*asked), 2)
    assert [status for status, _, _ in answers] == [200, 200, 200]
    assert "fr/1.1.m4s" in answers[0][1].decode() and answers[0][2]["Cache-Control"] == "public, max-age=12"
    assert answers[1][2]["Cache-Control"] == "public, max-age=31536000, immutable"


async def test_a_webcast_that_has_just_begun_is_waited_for(site: Site) -> None:
    await site.on_air()
    asked = asyncio.create_task(site.text(f"/{ID}/fr.m3u8"))
    await asyncio.sleep(0.05)
    assert not asked.done()
    site.studio.play(site.packager, 1)
    assert "fr/0.0.m4s" in await asyncio.wait_for(asked, 2)


async def test_a_part_beyond_a_segment_is_the_next_ones_first(site: Site) -> None:
    await site.on_air()
    site.studio.play(site.packager, 3)
    asked = asyncio.create_task(site.text(f"/{ID}/720p.m3u8?_HLS_msn=0&_HLS_part=3"))
    await asyncio.sleep(0.05)
    assert not asked.done()
    site.studio.play(site.packager, 1)
    assert "720p/1.0.m4s" in await asyncio.wait_for(asked, 2)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("720p.m3u8?_HLS_msn=4", 400),
        ("720p.m3u8?_HLS_msn=999999999&_HLS_part=1", 400),
        ("720p.m3u8?_HLS_msn=1&_HLS_part=99", 400),
        ("720p.m3u8?_HLS_part=1", 400),
        ("720p.m3u8?_HLS_msn=-1", 400),
        ("720p.m3u8?_HLS_msn=٣", 400),
        ("720p/4.0.m4s", 400),
        ("720p/99999.m4s", 400),
        ("720p/0.7.m4s", 404),
        ("de/0.m4s", 404),
        ("de.m3u8", 404),
        ("720p/init.7.mp4", 404),
        ("720p/0.silent.m4s", 404),
        ("fr/9.silent.m4s", 404),
        ("vod/720p.m3u8?to=nan", 400),
    ],
)
async def test_what_is_far_ahead_or_does_not_exist_is_refused_at_once(site: Site, path: str, status: int) -> None:
    await site.on_air()
    site.studio.play(site.packager, 4)
    begin = time.monotonic()
    answer, _, headers = await site.ask(f"/{ID}/{path}")
    assert answer == status and time.monotonic() - begin < 3.5
    assert headers["Access-Control-Allow-Origin"] == "*" and "immutable" not in headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        f"/{ID}/720p/..%2f..%2findex.jsonl",
        f"/{ID}/..%2f{ID}/index.jsonl",
        "/..%2f..%2f..%2fetc%2fpasswd",
        f"/{ID}/%2e%2e/{ID}/index.m3u8%00",
        f"/{ID}/720p/0.m4s%00",
        f"/{ID}/index.jsonl",
        f"/{ID}/720p/%2e%2e%2findex.jsonl",
        f"/{ID}/download/..%2f..%2findex.jsonl",
        f"/{ID}/.deleted-1/index.m3u8",
        f"/{'x' * 500}/index.m3u8",
        "/index.jsonl",
    ],
)
async def test_no_address_leads_out_of_the_webcast(site: Site, path: str) -> None:
    await site.on_air()
    site.studio.play(site.packager, 3)
    await site.written()
    reader, writer = await asyncio.open_connection("127.0.0.1", int(site.url.split(":")[2].split("/")[0]))
    writer.write(f"GET /webcast/demo{path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
    answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    assert answer.split(b" ")[1] in (b"404", b"400") and b"opened" not in answer


async def test_waiting_ends_after_two_target_durations_and_so_many_may_wait(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    await site.on_air()
    site.studio.play(site.packager, 1)
    monkeypatch.setattr(origin_module, "BLOCK_S", 1.0)
    monkeypatch.setattr(origin_module, "MAX_WAITING", 3)
    answered: list[float] = []

    async def ask() -> tuple[int, Mapping[str, str]]:
        status, _, headers = await site.ask(f"/{ID}/720p.m3u8?_HLS_msn=0&_HLS_part=1")
        answered.append(time.monotonic())
        return status, headers

    answers = await asyncio.gather(*(ask() for _ in range(5)))
    assert [status for status, _ in answers] == [503] * 5
    assert answered[2] - answered[1] > 0.3, "for two there is no room, and they are told at once"
    assert "Retry-After" in answers[0][1]


async def test_a_webcast_under_embargo_is_at_no_address_until_it_is_lifted(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(origin_module, "BLOCK_S", 0.1)
    await site.on_air(delay_s=3600.0)
    site.studio.play(site.packager, 6)
    await site.written()
    for path in ("/start.m3u8", f"/{ID}/start/720p.m3u8", f"/{ID}/vod/720p.m3u8", f"/{ID}/download/all.mp4"):
        assert (await site.ask(path))[0] == 404, path
    for path in ("720p.m3u8", "720p/0.m4s", "720p/0.0.m4s"):
        assert (await site.ask(f"/{ID}/{path}"))[0] == 503, path
    site.library.apply(wanted(delay_s=0.0))
    assert "720p/1.2.m4s" in await site.text(f"/{ID}/720p.m3u8")
    assert "720p/1.m4s" in await site.text(f"/{ID}/vod/720p.m3u8")


async def test_what_was_made_under_embargo_is_published_by_itself_when_it_is_old_enough(site: Site) -> None:
    await site.on_air(delay_s=0.3)
    made = time.monotonic()
    site.studio.play(site.packager, 3)
    assert (await site.ask(f"/{ID}/720p/0.m4s"))[0] == 200
    assert time.monotonic() - made >= 0.3


async def test_a_language_that_may_not_be_recorded_is_live_and_silent_on_demand(site: Site, tmp_path: Path) -> None:
    await site.on_air()
    site.studio.play(site.packager, 6)
    renditions = tuple(Rendition(channel, name, recorded=channel != "fr") for channel, name in NAMES.items())
    site.library.apply(wanted(renditions=renditions))
    site.studio.play(site.packager, 6)
    await site.written()
    assert "silent" not in await site.text(f"/{ID}/fr.m3u8")
    status, _, headers = await site.ask(f"/{ID}/fr/3.m4s")
    assert status == 200 and headers["Cache-Control"] == "public, max-age=300"
    told = await site.text(f"/{ID}/vod/fr.m3u8")
    assert [s.uri for s in m3u8.loads(told).segments] == [
        *("../fr/0.m4s", "../fr/1.m4s", "../fr/2.silent.m4s", "../fr/3.silent.m4s")
    ]
    assert "silent" not in await site.text(f"/{ID}/vod/ar.m3u8")
    real, silent = [(await site.ask(f"/{ID}/{name}"))[1] for name in ("ar/2.m4s", "fr/2.silent.m4s")]
    assert decode_times(silent) == decode_times(real) and len(decode_times(real)) == 3
    copy = tmp_path / "fr.mkv"
    source = f"{site.url}/{ID}/vod/fr.m3u8"
    await run("ffmpeg", "-v", "error", "-xerror", "-i", source, "-c", "copy", str(copy))
    assert [round(t) for t in onsets(copy, 0)] == [0, 1, 2, 3], "the tones at 4 s and later are silence"


async def test_viewers_are_counted_apart_by_client(site: Site) -> None:
    await site.on_air()
    site.studio.play(site.packager, 3)
    for agent in ("one", "two", "two"):
        await site.ask(f"/{ID}/720p.m3u8", **{"User-Agent": agent})
        await site.ask(f"/{ID}/fr.m3u8", **{"User-Agent": agent})
    assert site.audience.viewers(ID) == 2


async def test_a_deleted_webcast_is_gone_from_disk_and_from_every_address(site: Site, tmp_path: Path) -> None:
    await site.on_air()
    site.studio.play(site.packager, 4)
    await site.written()
    waiting = asyncio.create_task(site.ask(f"/{ID}/720p.m3u8?_HLS_msn=1&_HLS_part=1"))
    await asyncio.sleep(0.05)
    await site.library.drop(DropWebcast("demo", ID))
    assert not list((tmp_path / "demo").iterdir())
    for path in ("/index.m3u8", f"/{ID}/720p/0.m4s", f"/{ID}/vod/720p.m3u8"):
        assert (await site.ask(path))[0] == 404
    assert (await asyncio.wait_for(waiting, 2))[0] == 503


async def test_marks_reach_the_playlists(site: Site) -> None:
    await site.on_air()
    site.studio.play(site.packager, 6)
    await site.library.mark(
        MarkRange("demo", ID, "s1", AT + 1, AT + 2, {"CLASS": "org.hemicycle.statement", "X-SPEAKER": "É"})
    )
    assert 'ID="s1"' in await site.text(f"/{ID}/fr.m3u8")


async def test_long_playlists_are_packed_for_who_can_read_that(site: Site) -> None:
    await site.on_air()
    site.studio.play(site.packager, 24)
    async with aiohttp.ClientSession(auto_decompress=False) as raw:
        async with raw.get(f"{site.url}/{ID}/720p.m3u8", headers={"Accept-Encoding": "gzip"}) as response:
            assert response.headers["Content-Encoding"] == "gzip"
            packed = await response.read()
        async with raw.get(f"{site.url}/{ID}/720p.m3u8", headers={"Accept-Encoding": "identity"}) as response:
            plain = await response.read()
    assert len(packed) * 3 < len(plain) and plain.startswith(b"#EXTM3U")
