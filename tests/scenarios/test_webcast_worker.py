"""A webcast as viewers get it: the real worker, its playlists read and its segments decoded, against the clock of ticks."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
import soundfile
from msgspec.structs import replace

from bus.messages import Rendition, WebcastKept, WebcastStatus
from media.clock import BLOCK_SAMPLES
from media.testing import dominant_hz, level_db
from media.webcast.run import Run
from media.webcast.timeline import SEGMENT_S, SEGMENT_TICKS
from tests.scenarios.webcast_rig import LANGUAGES, ON_AIR, Machine, Samples, Sound, tone_at, until
from tests.unit.media.webcast.test_webcast_pictures import Camera

Picture = npt.NDArray[np.uint8]

TONES = {"floor": 500.0, "ar": 1000.0, "fr": 2000.0}


def sounds() -> dict[str, Sound]:
    return {channel: tone_at(frequency) for channel, frequency in TONES.items()}


def run_of(machine: Machine) -> Run:
    production = machine.process._productions["m"]
    assert production._run is not None
    return production._run


def heard(data: bytes) -> Samples:
    with av.open(io.BytesIO(data), "r") as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def seen(data: bytes) -> Iterator[Picture]:
    with av.open(io.BytesIO(data), "r") as container:
        for frame in container.decode(video=0):
            yield np.asarray(frame.to_ndarray(format="gray"), np.uint8)


async def test_every_language_is_heard_in_its_rendition_and_in_step_with_the_others() -> None:
    """A click in all channels at one tick comes at the same sample of each, within 20 ms of where the clock has it."""
    async with Machine() as machine:
        machine.patch(ON_AIR)
        await until(lambda: "m" in machine.process._productions)
        first_tick = run_of(machine).first_tick
        click_at = first_tick + SEGMENT_TICKS // 2

        def clicking(tone: Sound) -> Sound:
            return lambda first: tone(first) + (0.8 if first == click_at * BLOCK_SAMPLES else 0.0)

        machine.sounds = {channel: clicking(tone) for channel, tone in sounds().items()}
        await machine.segments("floor", 1)
        clicks = {}
        for channel, frequency in TONES.items():
            sound = heard(await machine.media(channel, 0, 1))
            assert dominant_hz(sound[-24_000:]) == pytest.approx(frequency, abs=10)
            clicks[channel] = int(np.argmax(np.abs(sound) > 0.4))
        expected = (click_at - first_tick) * BLOCK_SAMPLES
        assert all(abs(at - expected) < 0.02 * 48_000 for at in clicks.values()), clicks
        assert max(clicks.values()) - min(clicks.values()) < 48


async def test_pictures_and_languages_are_equally_long_and_whole() -> None:
    async with Machine() as machine:
        machine.sounds = sounds()
        machine.patch(ON_AIR)
        await machine.segments("720p", 1)
        for rung, size in (("720p", (720, 1280)), ("360p", (360, 640))):
            pictures = list(seen(await machine.media(rung, 0, 1)))
            assert [picture.shape for picture in pictures] == [size] * 48
        for channel, _ in LANGUAGES:
            assert len(heard(await machine.media(channel, 0, 1))) == SEGMENT_S * 48_000


async def test_missing_ticks_are_silence_and_shift_nothing() -> None:
    async with Machine() as machine:
        machine.sounds = sounds()
        machine.patch(ON_AIR)
        await until(lambda: "m" in machine.process._productions)
        first_tick = run_of(machine).first_tick
        machine.silent_ticks = set(range(first_tick + 30, first_tick + 45))
        await machine.segments("fr", 1)
        sound = heard(await machine.media("fr", 0, 1))
        blocks = sound[: 96 * BLOCK_SAMPLES].reshape(96, BLOCK_SAMPLES)
        levels = [level_db(block) for block in blocks]
        assert max(levels[32:44]) < -50, "missing"
        assert min(levels[5:29]) > -25 and min(levels[47:90]) > -25, "and back at its place"
        await until(lambda: machine.process.gauges()["blocks_missing"] >= 15 * len(LANGUAGES))


async def test_nothing_is_heard_and_no_camera_seen_while_the_slate_is_up() -> None:
    async with Machine() as machine:
        machine.sounds = sounds()
        slate = replace(ON_AIR, mode="slate", title=("The meeting is suspended", "It resumes at 15:00"))
        machine.patch(slate)
        await machine.segments("720p", 1)
        assert level_db(heard(await machine.media("floor", 0, 1))) < -80
        shown = list(seen(await machine.media("720p", 0, 1)))[40]
        assert 20 < np.median(shown) < 50 and shown.max() > 180, "words on a dark ground"
        machine.patch(ON_AIR)
        await machine.segments("floor", 3)
        assert level_db(heard(await machine.media("floor", 2, 1))) > -30


async def test_the_status_tells_levels_pictures_and_lag() -> None:
    async with Machine() as machine:
        machine.sounds = {"floor": tone_at(997, 0.1), "ar": tone_at(997, 0.05)}
        machine.patch(ON_AIR)
        await until(lambda: len(machine.all_told(WebcastStatus)) >= 3)
        status = machine.all_told(WebcastStatus)[-1]
        assert (status.webcast_id, status.mode, status.disk) == ("webcast-1", "onAir", "ok")
        assert status.renditions["floor"].lufs == pytest.approx(-23.0, abs=0.4), "a sine of -20 dBFS peak"
        assert status.renditions["ar"].momentary_lufs == pytest.approx(-29.0, abs=0.4)
        assert status.renditions["fr"].lufs is None and status.renditions["fr"].silent_s > 1
        assert status.frames > 25 and 0 < status.lag_ms < 2000


async def test_a_language_that_is_added_begins_a_new_run_without_a_new_webcast() -> None:
    async with Machine() as machine:
        machine.sounds = sounds()
        machine.patch(replace(ON_AIR, renditions=ON_AIR.renditions[:2]))
        await machine.segments("floor", 1)
        machine.patch(ON_AIR)
        await until(lambda: len(run_of(machine).tracks) == 3)
        await machine.segments("fr", 1)
        playlist = await machine.text("webcast-1/floor.m3u8")
        assert "#EXT-X-DISCONTINUITY\n" in playlist
        assert 'LANGUAGE="fr"' in await machine.text("index.m3u8")


async def test_a_worker_that_comes_back_goes_on_with_the_playlist_after_a_stated_gap(tmp_path: Path) -> None:
    async with Machine(tmp_path) as machine:
        machine.sounds = sounds()
        machine.patch(ON_AIR)
        before = await machine.segments("floor", 1)
        await machine.stop_worker()
        await machine.start_worker()
        after = await machine.segments("floor", len(before) + 1)
        assert [number for number, _ in after] == sorted({number for number, _ in after})
        assert after[0] == before[0] and after[-1][0] > before[-1][0]
        playlist = await machine.text("webcast-1/floor.m3u8")
        assert "#EXT-X-DISCONTINUITY\n" in playlist
        times = [datetime.fromisoformat(t) for t in re.findall(r"DATE-TIME:(\S+)", playlist)]
        assert times == sorted(times)
        assert dominant_hz(heard(await machine.media("floor", after[-1][0], 1))[-24_000:]) == pytest.approx(500, abs=10)


async def test_a_webcast_that_ends_is_kept_and_told_again_after_each_hello() -> None:
    async with Machine() as machine:
        machine.sounds = sounds()
        machine.patch(ON_AIR)
        await machine.segments("720p", 1)  # all ends where the picture does
        machine.patch(None)
        await until(lambda: machine.all_told(WebcastKept))
        kept = machine.all_told(WebcastKept)[0]
        assert kept.webcast_id == "webcast-1" and kept.recorded and kept.duration_s >= 1.92
        samples, rate = soundfile.read(machine.directory / "m" / "webcast-1" / "flac" / "fr" / "0.flac", dtype="float32")
        # a busy machine may have kept ticks from coming, never the whole
        assert rate == 48_000 and dominant_hz(samples) == pytest.approx(TONES["fr"], abs=5), "and its sound as mixed"
        machine.nodes[0].close()
        await until(lambda: len(machine.all_told(WebcastKept)) > 1)
        assert machine.all_told(WebcastKept)[-1] == kept


async def test_a_second_webcast_of_a_meeting_takes_the_place_of_the_first() -> None:
    async with Machine() as machine:
        machine.sounds = sounds()
        machine.patch(ON_AIR)
        await machine.segments("floor", 1)
        machine.patch(replace(ON_AIR, webcast_id="webcast-2"))
        await machine.segments("floor", 1, webcast_id="webcast-2")
        assert 'URI="webcast-2/floor.m3u8"' in await machine.text("index.m3u8")
        await until(lambda: any(kept.webcast_id == "webcast-1" for kept in machine.all_told(WebcastKept)))


async def test_channels_and_ids_that_name_no_webcast_do_no_harm() -> None:
    async with Machine() as machine:
        machine.sounds = {**sounds(), "eo": tone_at(300)}
        machine.patch(replace(ON_AIR, webcast_id="../../etc"))
        await asyncio.sleep(0.2)
        assert not machine.process._productions
        machine.patch(replace(ON_AIR, renditions=(Rendition("floor", "Floor"),)))
        await machine.segments("floor", 1)
        assert "eo" not in await machine.text("index.m3u8")


class Sender:
    """A camera of one brightness, 25 frames a second, a key frame when it is asked for or told to."""

    def __init__(self, machine: Machine, camera: Camera, brightness: int) -> None:
        self.machine, self.camera, self.brightness = machine, camera, brightness
        self.key = True

    async def run(self) -> None:
        answered = 0
        while True:
            asked = len(self.machine.key_frames)
            packets = self.camera.frame(self.brightness, key=self.key or asked > answered, per_packet=1000)
            self.key, answered = False, asked
            self.machine.send_picture("p1/cam", packets)
            await asyncio.sleep(0.04)


async def test_a_camera_may_change_its_size_and_codec_vanish_and_come_back_while_on_the_air() -> None:
    async with Machine() as machine:
        machine.patch(replace(ON_AIR, title=(), layout="speaker"), {"speaker": "p1/cam"})
        await until(lambda: "m" in machine.process._productions and machine.transport.connected)
        production = machine.process._productions["m"]

        def shows(brightness: int) -> bool:
            frame = production._last
            return frame is not None and abs(int(frame.to_ndarray()[360, 640]) - brightness) < 12

        for kind, size, luma, started in (
            (96, (320, 180), 73, True),
            (102, (640, 360), 141, True),
            (96, (480, 270), 107, False),
        ):
            sender = Sender(machine, Camera(kind, *size, ssrc=luma), round((luma - 16) * 255 / 219) - 10)
            if not started:
                sender.camera.frame(0)
            sender.key = started
            task = asyncio.create_task(sender.run())
            await until(lambda: shows(luma))  # noqa: B023 - awaited within the turn
            task.cancel()
        assert machine.key_frames and set(machine.key_frames) == {"m/p1/cam"}, "the last began without a key frame"
        assert production.pictures == ("speaker",)
        await until(lambda: production.pictures == ())
        machine.transport.close()
        await until(lambda: machine.transport.connected)
        task = asyncio.create_task(Sender(machine, Camera(96, ssrc=9), 180).run())
        await until(lambda: production.pictures == ("speaker",))
        task.cancel()


async def test_garbage_in_the_pipe_is_counted_and_survived() -> None:
    async with Machine() as machine:
        machine.sounds = sounds()
        machine.patch(ON_AIR)
        await until(lambda: machine.process._productions)
        for message in (
            b"\x07",
            b"\x03\x07m/floor",
            b"\x01\xff" + b"x" * 40,
            b"\x04\x05m/p/c",
            b"\x03\x09m/\xff\xfe\xfdabcd" + bytes(1928),
        ):
            machine.transport.send(message)
        machine.send_picture("p1/cam", [b"", b"\x80", b"garbage" * 100])
        machine.send_picture("elsewhere", [b"\x80\x60" + bytes(50)])
        await until(lambda: machine.process.gauges()["pipe_malformed"] >= 5)
        await machine.segments("floor", 1)
