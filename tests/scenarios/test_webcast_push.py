"""Broadcasters' machines get the webcast: FFmpeg listens as they do, and what it received is taken apart."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import struct
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from msgspec.structs import replace

from bus.messages import Push, PushStatus, WebcastStatus
from media.testing import dominant_hz, level_db
from media.webcast import push
from tests.scenarios.webcast_rig import ON_AIR, Machine, tone_at, until

TONES = {"floor": 500.0, "ar": 1000.0, "fr": 2000.0}
LOOPBACK = ("127.0.0.1",)


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    with socket.socket(socket.AF_INET, kind) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.asynccontextmanager
async def pushing(*pushes: Push, hosts: tuple[str, ...] = LOOPBACK, timeout_s: float = 3.0) -> AsyncIterator[Machine]:
    async with Machine() as machine:
        machine.process._pushing = push.Pushing(hosts, timeout_s, (0.2,))
        machine.sounds = {channel: tone_at(frequency) for channel, frequency in TONES.items()}
        machine.patch(replace(ON_AIR, pushes=pushes))
        yield machine


@contextlib.asynccontextmanager
async def receiver(url: str, path: Path, *options: str) -> AsyncIterator[Process]:
    """Copies what comes into a file; killed at the end."""
    process = await asyncio.create_subprocess_exec(
        *("ffmpeg", "-v", "error", "-y", *options, "-i", url, "-map", "0", "-c", "copy"),
        *("-flush_packets", "1", "-f", "mpegts", str(path)),
        stdin=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def probe(path: Path) -> list[dict[str, Any]]:
    entries = "stream=codec_name,profile,width,start_time,id:stream_tags=language"
    process = await asyncio.create_subprocess_exec(
        *("ffprobe", "-v", "error", "-show_entries", entries, "-of", "json", str(path)), stdout=PIPE
    )
    return list(json.loads((await process.communicate())[0])["streams"])


def status(machine: Machine, push_id: str = "p1") -> PushStatus:
    """As the worker would tell it; of one that is not known yet, or any more, nothing."""
    known = {one.push_id: one for one in machine.process._pushing.statuses("m")}
    return known.get(push_id, PushStatus("", "connecting", 0.0))


async def until_live(machine: Machine) -> None:
    await until(lambda: status(machine).state == "live")


async def until_received(path: Path, size: int) -> None:
    await until(lambda: path.exists() and path.stat().st_size > size)


def heard(path: Path, track: int) -> float:
    """Frequency in the sound of this track, in the middle of what was received."""
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray()[0] for frame in container.decode(audio=track)]
    sound = np.concatenate(frames)
    return dominant_hz(sound[len(sound) // 4 : len(sound) // 4 + 24_000])


async def test_one_language_goes_out_by_rtmp_from_a_key_frame_on_and_in_step(tmp_path: Path) -> None:
    port, path = free_port(), tmp_path / "got.ts"
    one = Push("p1", f"rtmp://127.0.0.1:{port}/live", "secret-key", channels=("fr",))
    async with receiver(f"rtmp://127.0.0.1:{port}/live/secret-key", path, "-listen", "1"), pushing(one) as machine:
        await until_live(machine)
        await until_received(path, 80_000)
        await until(lambda: status(machine).bps > 50_000)
        machine.patch(replace(ON_AIR, pushes=()))
        await until(lambda: not status(machine).push_id)
    picture, sound = await probe(path)
    assert (picture["codec_name"], picture["profile"], picture["width"]) == ("h264", "High", 1280)
    assert (sound["codec_name"], sound["profile"]) == ("aac", "LC")
    assert abs(float(picture["start_time"]) - float(sound["start_time"])) < 0.045
    assert heard(path, 0) == pytest.approx(2000, abs=10)
    with av.open(str(path)) as container:
        assert next(container.demux(video=0)).is_keyframe


async def test_all_languages_go_out_by_srt_encrypted_each_under_its_name(tmp_path: Path) -> None:
    port, path = free_port(socket.SOCK_DGRAM), tmp_path / "got.ts"
    address = f"srt://127.0.0.1:{port}"
    listening = receiver(f"{address}?mode=listener&passphrase=a-long-passphrase", path)
    async with listening, pushing(Push("p1", address, "stream", "a-long-passphrase")) as machine:
        await until_live(machine)
        await until_received(path, 250_000)
    tracks = await probe(path)
    assert [track["codec_name"] for track in tracks] == ["h264", "aac", "aac", "aac"]
    assert [track["tags"]["language"] for track in tracks[1:]] == ["mul", "ara", "fra"]
    starts = [float(track["start_time"]) for track in tracks]
    assert max(starts) - min(starts) < 0.045
    assert [heard(path, track) for track in range(3)] == pytest.approx(list(TONES.values()), abs=10)


@pytest.mark.soak
async def test_a_passphrase_that_is_not_the_receivers_is_told_as_such(tmp_path: Path) -> None:
    address = f"srt://127.0.0.1:{free_port(socket.SOCK_DGRAM)}"
    listening = receiver(f"{address}?mode=listener&passphrase=a-long-passphrase", tmp_path / "got.ts")
    async with listening, pushing(Push("p1", address, "stream", "another-passphrase")) as machine:
        await until(lambda: status(machine).reason == "rejected")
        assert status(machine).state == "failing"


@pytest.mark.soak
async def test_a_receiver_that_went_away_is_pushed_to_again(tmp_path: Path) -> None:
    port = free_port()
    url = f"rtmp://127.0.0.1:{port}/live/k"
    async with pushing(Push("p1", f"rtmp://127.0.0.1:{port}/live", "k", channels=("floor",))) as machine:
        await until(lambda: status(machine).reason == "refused")
        async with receiver(url, tmp_path / "first.ts", "-listen", "1"):
            await until_live(machine)
        await until(lambda: status(machine).reason in ("closed", "refused"))
        again = tmp_path / "again.ts"
        async with receiver(url, again, "-listen", "1"):
            await until_received(again, 40_000)
        assert heard(again, 0) == pytest.approx(500, abs=10)


@pytest.mark.soak
async def test_a_receiver_that_takes_nothing_delays_neither_the_webcast_nor_others(tmp_path: Path) -> None:
    port, path = free_port(), tmp_path / "got.ts"
    good = Push("good", f"rtmp://127.0.0.1:{port}/live", "k", channels=("floor",))
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        bad = Push("bad", f"rtmp://127.0.0.1:{deaf.getsockname()[1]}/live", "k", channels=("floor",))
        async with receiver(f"rtmp://127.0.0.1:{port}/live/k", path, "-listen", "1"):
            async with pushing(good, bad, timeout_s=1.0) as machine:
                await until(lambda: status(machine, "bad").reason == "timeout")
                await until_received(path, 80_000)
                assert status(machine, "good").dropped_frames == 0
                told = machine.all_told(WebcastStatus)[-1]
                assert {one.push_id for one in told.pushes} == {"good", "bad"} and told.lag_ms < 2000


@pytest.mark.soak
async def test_nothing_that_is_said_on_the_slate_goes_out(tmp_path: Path) -> None:
    port, path = free_port(socket.SOCK_DGRAM), tmp_path / "got.ts"
    one = Push("p1", f"srt://127.0.0.1:{port}", channels=("floor",))
    async with receiver(f"srt://127.0.0.1:{port}?mode=listener", path), pushing() as machine:
        machine.patch(replace(ON_AIR, mode="slate", pushes=(one,)))
        await machine.segments("floor", 1)
        await until_received(path, 60_000)
    with av.open(str(path)) as container:
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    assert level_db(sound[-24_000:]) < -60


async def test_an_address_that_is_not_public_is_refused_unless_it_is_listed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as inside:
        inside.setblocking(False)
        address = f"rtmp://localhost:{inside.getsockname()[1]}/live"
        async with pushing(Push("p1", address, "k", channels=("floor",)), hosts=("public",)) as machine:
            await until(lambda: status(machine).reason == "hostForbidden")
            with pytest.raises(BlockingIOError):
                inside.accept()


async def test_a_key_an_rtmp_server_does_not_know_is_told_as_such() -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        greeting = await reader.readexactly(1537)
        writer.write(b"\x03" + bytes(1536) + greeting[1:])
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            await reader.readuntil(b"connect")
            said = b"\x02\x00\x06_error" + struct.pack(">Bd", 0, 1.0) + b"\x05\x05"
            writer.write(b"\x03" + bytes(3) + len(said).to_bytes(3, "big") + b"\x14" + bytes(4) + said)
            await reader.read()
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with pushing(Push("p1", f"rtmp://127.0.0.1:{port}/live", "k", channels=("floor",))) as machine:
            await until(lambda: status(machine).reason == "rejected")
