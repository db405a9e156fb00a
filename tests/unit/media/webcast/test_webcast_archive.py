"""The archive holds each channel's sound to the sample, only where it may be recorded."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from media.webcast import archive as archive_module
from media.webcast.archive import Archive
from media.webcast.packager import Run

TICK = 96 * 40


def block(tick: int) -> npt.NDArray[np.float32]:
    """Tells its tick in every sample."""
    return np.full(960, (tick % 1000) / 32767, np.float32)


def run(first_segment: int, first_tick: int) -> Run:
    return Run(first_segment, first_segment * 3, first_tick, 0.0, (), ())


class Consent:
    def __init__(self) -> None:
        self.withheld: set[tuple[str, int]] = set()

    def __call__(self, channel: str, segment: int) -> bool:
        return (channel, segment) not in self.withheld


@pytest.fixture
def consent() -> Consent:
    return Consent()


@pytest.fixture
def archive(tmp_path: Path, consent: Consent) -> Iterator[Archive]:
    archive = Archive(tmp_path, consent)
    archive.begin(run(0, TICK))
    try:
        yield archive
    finally:
        archive.close()


def told(path: Path) -> list[int]:
    """The ticks a file holds, modulo 1000."""
    samples, rate = soundfile.read(path, dtype="int16")
    assert rate == 48_000 and len(samples) % 960 == 0
    blocks = samples.reshape(-1, 960)
    assert (blocks == blocks[:, :1]).all()
    return [int(value) for value in blocks[:, 0]]


def ticks(begin: int, end: int) -> list[int]:
    return [tick % 1000 for tick in range(TICK + begin, TICK + end)]


def play(archive: Archive, begin: int, end: int, channel: str = "fr") -> None:
    for tick in range(TICK + begin, TICK + end):
        archive.write(channel, tick, block(tick))


def test_every_sample_is_where_its_tick_is(archive: Archive, tmp_path: Path) -> None:
    play(archive, -5, 250)
    play(archive, 0, 100, "floor")
    archive.close()
    assert told(tmp_path / "fr" / "0.flac") == ticks(0, 250)
    assert told(tmp_path / "floor" / "0.flac") == ticks(0, 100)
    for file in archive.archived():
        data = (tmp_path / file.channel / f"{file.segment}.flac").read_bytes()
        assert (file.size, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        assert file.segments == (3 if file.channel == "fr" else 2)


def test_ticks_that_do_not_come_are_silence(archive: Archive, tmp_path: Path) -> None:
    play(archive, 0, 10)
    archive.write("fr", TICK + 10, None)
    play(archive, 12, 100)
    archive.close()
    assert told(tmp_path / "fr" / "0.flac") == [*ticks(0, 10), 0, 0, *ticks(12, 100)]


def test_what_may_not_be_recorded_is_in_no_file(archive: Archive, consent: Consent, tmp_path: Path) -> None:
    consent.withheld = {("fr", 1), ("fr", 2)}
    play(archive, 0, 96 * 4)
    archive.close()
    assert told(tmp_path / "fr" / "0.flac") == ticks(0, 96)
    assert told(tmp_path / "fr" / "3.flac") == ticks(96 * 3, 96 * 4)
    assert len(list((tmp_path / "fr").iterdir())) == 2


def test_a_new_run_begins_a_new_file_and_late_ticks_of_the_old_do_not_spoil_it(archive: Archive, tmp_path: Path) -> None:
    play(archive, 0, 120)
    archive.begin(run(2, TICK + 960))
    play(archive, 120, 300)  # the old run's encoders go on until they are told
    play(archive, 960, 1100)
    archive.close()
    assert told(tmp_path / "fr" / "0.flac") == ticks(0, 192)
    assert told(tmp_path / "fr" / "2.flac") == ticks(960, 1100)


def test_files_are_closed_from_time_to_time(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "FILE_SEGMENTS", 2)
    play(archive, 0, 96 * 5)
    archive.close()
    assert [told(tmp_path / "fr" / f"{n}.flac") for n in (0, 2, 4)] == [ticks(96 * n, 96 * min(5, n + 2)) for n in (0, 2, 4)]


def test_a_disk_too_slow_loses_segments_and_never_waits(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_module, "BACKLOG_SEGMENTS", 2)
    flows, entered = threading.Event(), threading.Event()
    write = soundfile.SoundFile.write

    def slow(self: soundfile.SoundFile, data: npt.NDArray[np.int16]) -> None:
        entered.set()
        flows.wait(10)
        write(self, data)

    monkeypatch.setattr(soundfile.SoundFile, "write", slow)
    play(archive, 0, 97)
    assert entered.wait(10)
    play(archive, 97, 96 * 6 + 1)
    assert archive.lost == 3
    flows.set()
    archive.close()
    assert told(tmp_path / "fr" / "0.flac") == ticks(0, 96 * 3)


def test_a_disk_that_refuses_is_asked_again_with_the_next_segment(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "fr").write_text("not a directory")
    play(archive, 0, 97)
    until = time.monotonic() + 10
    while archive.lost == 0 and time.monotonic() < until:
        time.sleep(0.005)
    (tmp_path / "fr").unlink()
    play(archive, 97, 96 * 2)
    archive.close()
    assert archive.lost == 1 and told(tmp_path / "fr" / "1.flac") == ticks(96, 96 * 2)
