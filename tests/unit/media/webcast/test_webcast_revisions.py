"""A recording is corrected: other sound, silence, a shorter whole.  Only what is touched is made anew; what was stays."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from bus.messages import Correction, DropWebcast, MarkRange, Rendition, ReviseWebcast, WebcastRevised
from media.webcast import revisions
from media.webcast.library import Library
from media.webcast.revising import Job, make
from media.webcast.revisions import Revisions
from tests.unit.media.webcast.programme import NAMES
from tests.unit.media.webcast.test_webcast_origin import AT, ID, Site

RATE_HZ = 48_000
IN_A_CHILD = revisions.in_a_child
SECONDS = 5 * 1.92


@pytest.fixture(autouse=True)
def _made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a child, whose start takes longer than its work here."""
    monkeypatch.setattr(revisions, "in_a_child", lambda job: asyncio.to_thread(make, job))


async def ended(site: Site) -> None:
    """Off the air, and all of it on disk."""
    site.library.end(ID)
    while True:
        if site.library.upkeep():
            return
        await asyncio.sleep(0.01)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """Five segments that have ended; ``ar`` may not be recorded."""
    site = Site(tmp_path / "webcast")
    await site.start()
    try:
        renditions = tuple(Rendition(channel, name, recorded=channel != "ar") for channel, name in NAMES.items())
        await site.on_air(renditions=renditions)
        site.studio.play(site.packager, 15)
        await site.library.mark(MarkRange("demo", ID, "one", AT + 1, AT + 3, {"X-TITLE": "One", "X-LEVEL": "2"}))
        await ended(site)
        yield site
    finally:
        await site.stop()


async def revise(site: Site, *corrections: Correction, revision: int = 2) -> str:
    told = ReviseWebcast(
        meeting_id="demo", webcast_id=ID, revision=revision, at=AT + 99, by="Bo", why="As said", corrections=corrections
    )
    answer = await Revisions(site.library, lambda _: None).revise(told)
    assert answer is not None and answer.revision == revision
    return answer.error


async def heard(site: Site, channel: str, tmp_path: Path, ask: str = "") -> np.ndarray:
    """The language as it is downloaded."""
    status, body, _ = await site.ask(f"/{ID}/download/{channel}.m4a{ask}")
    assert status == 200
    path = tmp_path / f"{channel}.m4a"
    await asyncio.to_thread(path.write_bytes, body)
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def power(sound: np.ndarray, begins_s: float, ends_s: float) -> float:
    stretch = sound[round(begins_s * RATE_HZ) : round(ends_s * RATE_HZ)]
    return float(np.sqrt(np.mean(stretch**2)))


def tone(path: Path, seconds: float, hz: float = 300.0, rate_hz: int = 44_100) -> str:
    at = np.arange(round(seconds * rate_hz)) / rate_hz
    soundfile.write(path, 0.2 * np.sin(2 * np.pi * hz * at), rate_hz, format=path.suffix[1:].upper())
    return str(path)


async def numbers(site: Site, channel: str) -> list[str]:
    text = await site.text(f"/{ID}/vod/{channel}.m3u8")
    return [line.rpartition("/")[2] for line in text.splitlines() if line.endswith(".m4s")]


async def test_a_muted_stretch_is_silent_to_the_frame_in_one_language_alone(site: Site, tmp_path: Path) -> None:
    before, other = await heard(site, "fr", tmp_path), (await site.ask(f"/{ID}/download/floor.m4a"))[1]
    assert await revise(site, Correction(kind="mute", channel="fr", starts_at=AT + 4.0, ends_at=AT + 5.5)) == ""
    after = await heard(site, "fr", tmp_path)
    assert len(after) == len(before) and power(before, 4, 4.08) > 0.1 and power(after, 4, 5.5) == 0
    far = 2048 / RATE_HZ
    for begins, ends in ((0, 4 - far), (5.5 + far, SECONDS)):
        assert np.allclose(
            after[round(begins * RATE_HZ) : round(ends * RATE_HZ)], before[round(begins * RATE_HZ) : round(ends * RATE_HZ)]
        )
    assert (await site.ask(f"/{ID}/download/floor.m4a"))[1] == other
    assert await numbers(site, "fr") == ["0.m4s", "1.m4s", "2.r2.m4s", "3.m4s", "4.m4s"]


async def test_a_child_makes_it(site: Site, tmp_path: Path) -> None:
    job = Job(
        str(tmp_path / "webcast" / "demo" / ID), 2, (Correction(kind="mute", channel="fr", starts_at=AT, ends_at=AT + 1),)
    )
    made = await IN_A_CHILD(job)
    assert made.error == "" and list(made.segments) == ["fr"] and list(made.segments["fr"]) == [0]


@pytest.mark.parametrize("kind", ["wav", "flac", "mp3"])
async def test_other_sound_is_heard_from_its_time_on_and_around_it_what_was(site: Site, tmp_path: Path, kind: str) -> None:
    before = await heard(site, "fr", tmp_path)
    file = tone(tmp_path / f"new.{kind}", 2.0)
    assert await revise(site, Correction(kind="sound", channel="fr", starts_at=AT + 3.0, file=file)) == ""
    after = await heard(site, "fr", tmp_path)
    assert len(after) == len(before)
    assert power(after, 2.9, 2.98) < 0.01 and power(after, 3.1, 4.9) == pytest.approx(0.2 / np.sqrt(2), rel=0.05)
    assert power(after, 5.2, 5.9) < 0.01
    for second in (2, 6):
        assert power(after, second, second + 0.08) == pytest.approx(power(before, second, second + 0.08), rel=0.05)
    assert await numbers(site, "fr") == ["0.m4s", *(f"{n}.r2.m4s" for n in (1, 2)), "3.m4s", "4.m4s"]


async def test_a_seam_in_going_sound_is_not_heard(site: Site, tmp_path: Path) -> None:
    """A tone replaced by itself stays one."""
    whole = tone(tmp_path / "whole.wav", SECONDS, rate_hz=RATE_HZ)
    assert await revise(site, Correction(kind="sound", channel="fr", starts_at=AT, file=whole)) == ""
    samples, _ = soundfile.read(whole)
    soundfile.write(tmp_path / "again.wav", samples[2 * RATE_HZ : 5 * RATE_HZ], RATE_HZ)
    again = Correction(kind="sound", channel="fr", starts_at=AT + 2.0, file=str(tmp_path / "again.wav"))
    assert await revise(site, again, revision=3) == ""
    sound = await heard(site, "fr", tmp_path)
    loudness = [power(sound, at, at + 0.02) for at in np.arange(0.1, SECONDS - 0.2, 0.02)]
    assert max(loudness) < 1.1 * min(loudness)
    steps = np.abs(np.diff(sound[4800:-9600]))
    assert steps.max() < 1.3 * 0.2 * 2 * np.pi * 300 / RATE_HZ


async def test_sound_is_put_where_a_language_was_not_recorded_and_nowhere_else(site: Site, tmp_path: Path) -> None:
    file = tone(tmp_path / "new.wav", 1.0)
    assert await revise(site, Correction(kind="sound", channel="ar", starts_at=AT + 2.5, file=file)) == ""
    assert await numbers(site, "ar") == ["0.silent.m4s", "1.r2.m4s", *(f"{n}.silent.m4s" for n in (2, 3, 4))]
    sound = await heard(site, "ar", tmp_path)
    assert power(sound, 2.6, 3.4) > 0.1 and power(sound, 0, 2.4) < 1e-3 and power(sound, 3.6, SECONDS) < 1e-3


async def test_a_trim_cuts_the_picture_at_segments_and_the_sound_exactly(site: Site, tmp_path: Path) -> None:
    assert await revise(site, Correction(kind="trim", starts_at=AT + 3.0, ends_at=AT + 6.5)) == ""
    for rendition in ("720p", "360p", "floor"):
        assert [name.split(".")[0] for name in await numbers(site, rendition)] == ["1", "2", "3"]
    sound = await heard(site, "floor", tmp_path)
    assert power(sound, 0, 3.0 - 1.92) == 0 and power(sound, 3.0 - 1.92, 3.08 - 1.92) > 0.05
    assert power(sound, 6.5 - 1.92, 3 * 1.92) == 0
    for name in ("720p/0.m4s", "720p/4.m4s", "floor/0.m4s", "floor/0.0.m4s"):
        assert (await site.ask(f"/{ID}/{name}"))[0] == 404
    kept = await site.library.counted_anew("demo", ID)
    assert kept is not None and kept.duration_s == pytest.approx(3 * 1.92)
    assert await revise(site, Correction(kind="trim"), revision=3) == "" and len(await numbers(site, "720p")) == 5


async def test_what_was_before_stays_on_disk_and_is_not_served(site: Site, tmp_path: Path) -> None:
    place = tmp_path / "webcast" / "demo" / ID / "fr"
    before = (await asyncio.to_thread((place / "2.m4s").read_bytes), (await site.ask(f"/{ID}/fr/2.m4s"))[1])
    assert before[0] == before[1]
    mute = Correction(kind="mute", channel="fr", starts_at=AT + 4.0, ends_at=AT + 5.0)
    assert await revise(site, mute) == ""
    status, now, headers = await site.ask(f"/{ID}/fr/2.r2.m4s")
    assert status == 200 and "immutable" in headers["Cache-Control"]
    assert (await site.ask(f"/{ID}/fr/2.m4s"))[1] == now != before[0]
    assert await asyncio.to_thread((place / "2.m4s").read_bytes) == before[0]
    for name in ("fr/2.r1.m4s", "fr/2.r0.m4s", "fr/1.r2.m4s", "fr/99.r2.m4s", "floor/2.r2.m4s"):
        assert (await site.ask(f"/{ID}/{name}"))[0] == 404


async def test_the_manifest_says_who_corrected_it_when_and_why_and_names_the_files_that_count(site: Site) -> None:
    told = json.loads(await site.text(f"/{ID}/download/manifest.json"))
    assert (told["revision"], told["revisions"]) == (1, [])
    assert await revise(site, Correction(kind="mute", channel="fr", starts_at=AT + 4.0, ends_at=AT + 5.0)) == ""
    assert await revise(site, revision=4) == ""
    told = json.loads(await site.text(f"/{ID}/download/manifest.json"))
    who = {"at": AT + 99, "by": "Bo", "why": "As said"}
    assert told["revision"] == 4 and told["revisions"] == [{"revision": 2, **who}, {"revision": 4, **who}]
    files = {one["file"]: one["sha256"] for one in told["files"]}
    assert "fr/2.r2.m4s" in files and "fr/2.m4s" not in files and len(set(files.values())) == len(files)


async def test_a_worker_that_comes_back_knows_the_corrections_and_does_not_make_them_again(site: Site) -> None:
    assert await revise(site, Correction(kind="mute", channel="fr", starts_at=AT + 4.0, ends_at=AT + 5.0)) == ""
    again = Library(site.library._directory)
    broadcast = await again.find("demo", ID)
    assert broadcast is not None
    assert broadcast.history.segments[2].revision("fr") == 2 and broadcast.history.segments[1].revision("fr") == 0
    told = ReviseWebcast(meeting_id="demo", webcast_id=ID, revision=2, at=0, by="", why="", corrections=())
    assert await Revisions(again, lambda _: None).revise(told) == WebcastRevised(
        meeting_id="demo", webcast_id=ID, revision=2
    )
    again.close()


async def test_podcast_sizes_are_those_of_the_downloads_before_and_after(site: Site, tmp_path: Path) -> None:
    for revision in (1, 2):
        kept = await site.library.counted_anew("demo", ID)
        assert kept is not None and set(kept.sounds) == set(NAMES)
        for channel, size in kept.sounds.items():
            assert len((await site.ask(f"/{ID}/download/{channel}.m4a"))[1]) == size
        file = tone(tmp_path / "new.wav", 2.0)
        await revise(site, Correction(kind="sound", channel="fr", starts_at=AT + 3.0, file=file), revision=revision + 1)


@pytest.mark.parametrize(
    ("correction", "error"),
    [
        (Correction(kind="mute", channel="de", starts_at=AT, ends_at=AT + 1), "nothingRecorded"),
        (Correction(kind="mute", channel="720p", starts_at=AT, ends_at=AT + 1), "nothingRecorded"),
        (Correction(kind="mute", channel="fr", starts_at=AT + 60, ends_at=AT + 61), "nothingRecorded"),
        (Correction(kind="trim", starts_at=AT + 60), "nothingRecorded"),
        (Correction(kind="sound", channel="fr", starts_at=AT, file="noise"), "soundUnreadable"),
        (Correction(kind="sound", channel="fr", starts_at=AT, file="absent"), "soundUnreadable"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.kind,
)
async def test_what_cannot_be_corrected_changes_nothing(
    site: Site, tmp_path: Path, correction: Correction, error: str
) -> None:
    await asyncio.to_thread((tmp_path / "noise").write_bytes, b"RIFF" + bytes(range(256)) * 20)
    correction = Correction(
        kind=correction.kind,
        channel=correction.channel,
        starts_at=correction.starts_at,
        ends_at=correction.ends_at,
        file=str(tmp_path / correction.file) if correction.file else "",
    )
    files = {path for path in (tmp_path / "webcast").rglob("*") if path.is_file()}
    assert await revise(site, correction) == error
    assert {path for path in (tmp_path / "webcast").rglob("*") if path.is_file()} == files
    broadcast = await site.library.find("demo", ID)
    assert broadcast is not None and broadcast.history.revisions == []


async def test_a_webcast_on_the_air_and_one_that_was_deleted_are_not_corrected(tmp_path: Path) -> None:
    site = Site(tmp_path)
    await site.start()
    try:
        await site.on_air()
        site.studio.play(site.packager, 6)
        mute = Correction(kind="mute", channel="fr", starts_at=AT, ends_at=AT + 1)
        assert await revise(site, mute) == "recordingNotReady"
        await site.library.drop(DropWebcast(meeting_id="demo", webcast_id=ID))
        assert await revise(site, mute) == "unknownRecording"
        assert make(Job(str(tmp_path / "demo" / ID), 2, (mute,))).error == "notWritten"
        assert not (tmp_path / "demo" / ID).exists()
    finally:
        await site.stop()


async def test_nothing_of_an_embargo_is_told_by_a_correction(tmp_path: Path) -> None:
    site = Site(tmp_path)
    await site.start()
    try:
        await site.on_air(delay_s=3600.0)
        site.studio.play(site.packager, 6)
        await ended(site)
        assert await revise(site, Correction(kind="mute", channel="fr", starts_at=AT, ends_at=AT + 1)) == ""
        assert (await site.ask(f"/{ID}/fr/0.r2.m4s"))[0] == 404
        assert (await site.ask(f"/{ID}/vod/fr.m3u8"))[0] == 404
        told = json.loads(await site.text(f"/{ID}/download/manifest.json"))
        assert told["files"] == [] and told["revisions"] == []
    finally:
        await site.stop()


class Elsewhere:
    """An object store that has what the disk had, and notes what it is asked for."""

    def __init__(self, directory: Path) -> None:
        names = [path for path in directory.rglob("*.m4s") if not path.parent.name.endswith("p")]
        self.files = {str(path.relative_to(directory)): path.read_bytes() for path in names}
        for path in names:
            path.unlink()
        self.asked: list[str] = []

    async def get(self, name: str, start: int = 0, length: int | None = None) -> bytes | None:
        self.asked.append(name)
        return self.files.get(name)

    def load(self, name: str) -> bytes:
        return self.files[name]


async def test_what_is_in_the_object_store_alone_is_fetched_as_far_as_it_is_needed(site: Site, tmp_path: Path) -> None:
    broadcast = await site.library.find("demo", ID)
    assert broadcast is not None
    broadcast.store.copies = elsewhere = await asyncio.to_thread(Elsewhere, tmp_path / "webcast" / "demo" / ID)
    assert await revise(site, Correction(kind="mute", channel="fr", starts_at=AT + 0.1, ends_at=AT + 1.0)) == ""
    assert elsewhere.asked == ["fr/0.m4s", "fr/1.m4s", "fr/2.m4s"]
    assert [one.revision for one in broadcast.history.revisions] == [2]
    elsewhere.asked.clear()
    assert await revise(site, Correction(kind="trim", ends_at=AT + 8.0), revision=3) == ""
    assert {name.partition("/")[0] for name in elsewhere.asked} == {"floor", "fr"}
    assert not any("/0." in name for name in elsewhere.asked)


async def test_sound_that_reaches_beyond_what_was_recorded_adds_nothing_to_it(site: Site, tmp_path: Path) -> None:
    """A sitting that went in camera has no segments after that, and gets none."""
    before = await heard(site, "fr", tmp_path)
    file = tone(tmp_path / "long.wav", 30.0)
    assert await revise(site, Correction(kind="sound", channel="fr", starts_at=AT + SECONDS - 1.0, file=file)) == ""
    after = await heard(site, "fr", tmp_path)
    assert len(after) == len(before) and power(after, SECONDS - 0.9, SECONDS - 0.1) > 0.1
    assert await numbers(site, "fr") == ["0.m4s", "1.m4s", "2.m4s", "3.m4s", "4.r2.m4s"]


async def test_a_file_that_leads_to_another_is_no_sound(site: Site, tmp_path: Path) -> None:
    secret = tone(tmp_path / "secret.wav", 2.0)
    lists = {"list.m3u8": f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{secret}\n#EXT-X-ENDLIST\n"}
    lists["list.ffconcat"] = "ffconcat version 1.0\nfile secret.wav\n"
    for name, text in lists.items():
        await asyncio.to_thread((tmp_path / name).write_text, text)
        sound = Correction(kind="sound", channel="fr", starts_at=AT, file=str(tmp_path / name))
        assert (name, await revise(site, sound)) == (name, "soundUnreadable")


async def test_sound_goes_on_over_a_gap_where_it_would_be_without_one(tmp_path: Path) -> None:
    site = Site(tmp_path / "webcast")
    await site.start()
    try:
        await site.on_air()
        site.studio.play(site.packager, 6)
        site.studio.begin(site.packager, 96 * 1005, AT + 5 * 1.92)
        site.studio.play(site.packager, 6)
        await ended(site)
        steps = tmp_path / "steps.wav"
        at = np.arange(12 * RATE_HZ) / RATE_HZ
        soundfile.write(steps, np.where(at < 9.0, 0.05, 0.2) * np.sin(2 * np.pi * 300 * at), RATE_HZ)
        assert await revise(site, Correction(kind="sound", channel="fr", starts_at=AT + 2.0, file=str(steps))) == ""
        sound = await heard(site, "fr", tmp_path)
        gap_s = 3 * 1.92
        loud = 2.0 + 9.0 - gap_s
        assert power(sound, 2.2, 3.7) == pytest.approx(0.05 / np.sqrt(2), rel=0.1)
        assert power(sound, loud - 0.4, loud - 0.1) == pytest.approx(0.05 / np.sqrt(2), rel=0.1)
        assert power(sound, loud + 0.1, loud + 0.4) == pytest.approx(0.2 / np.sqrt(2), rel=0.1)
    finally:
        await site.stop()
