"""The sound of each channel as it was mixed, in FLAC, for the verbatim record: without the losses of the webcast's AAC.

    <webcast>/flac/<channel>/<n>.flac   mono, 48 kHz, 16 bits, from the beginning of segment n on, without a hole

A file ends where a run ends, where the channel may not be recorded, where the disk was too slow, and after FILE_SEGMENTS.
Segment numbers are those of the playlists, so the time of day of each sample is theirs.

One thread encodes and writes.  Overflow policy: a segment that finds BACKLOG_SEGMENTS waiting is left out.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import soundfile

from media.clock import BLOCK_SAMPLES, SAMPLE_RATE_HZ
from media.webcast.packager import Run
from media.webcast.timeline import SEGMENT_TICKS

log = logging.getLogger("hemicycle.webcast")

FILE_SEGMENTS: Final = 150
"""Not quite five minutes: what a kill leaves of the last file can be read as far as it goes."""
BACKLOG_SEGMENTS: Final = 100
FULL_SCALE: Final = 32767


class Archived(NamedTuple):
    """A file that is whole."""

    channel: str
    segment: int
    segments: int
    size: int
    sha256: str


class _Collected:
    """A segment of one channel that is being filled."""

    def __init__(self, run: Run, segment: int) -> None:
        self.run = run
        self.segment = segment
        self.samples = np.zeros(SEGMENT_TICKS * BLOCK_SAMPLES, np.int16)
        self.filled = 0

    def add(self, tick: int, block: npt.NDArray[np.float32] | None) -> None:
        at = (tick - self.run.first_tick) % SEGMENT_TICKS * BLOCK_SAMPLES
        if block is not None:
            self.samples[at : at + BLOCK_SAMPLES] = np.clip(np.rint(block * FULL_SCALE), -FULL_SCALE, FULL_SCALE)
        self.filled = at + BLOCK_SAMPLES


class _File:
    def __init__(self, path: Path, run: Run, segment: int) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = path
        self.run = run
        self.segment = segment
        self.segments = 0
        self.sound = soundfile.SoundFile(path, "w", SAMPLE_RATE_HZ, 1, "PCM_16", format="FLAC", compression_level=0.2)

    def goes_on_with(self, collected: _Collected) -> bool:
        next_segment = self.segment + self.segments
        return self.run is collected.run and next_segment == collected.segment and self.segments < FILE_SEGMENTS


class Archive:
    """Of one webcast.  ``write`` is one thread's, whichever; ``begin`` and ``archived`` the event loop's."""

    def __init__(self, directory: Path, recorded: Callable[[str, int], bool]) -> None:
        """:param recorded: whether a channel may be recorded in a segment; asked by the archive's thread."""
        self.lost = 0
        """Segments left out because the disk failed or was too slow."""
        self._directory = directory
        self._recorded = recorded
        self._runs: tuple[Run, ...] = ()
        self._collecting: dict[str, _Collected] = {}
        self._waiting: deque[tuple[str, _Collected]] = deque()
        self._files: dict[str, _File] = {}
        self._archived: deque[Archived] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._thread: threading.Thread | None = None

    def begin(self, run: Run) -> None:
        self._runs = (*self._runs[-1:], run)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="webcast-archive", daemon=True)
            self._thread.start()

    def write(self, channel: str, tick: int, block: npt.NDArray[np.float32] | None) -> None:
        """960 samples, full scale 1.0, of a tick; None: silence.  Ticks of a channel come in order."""
        place = self._place(tick)
        if place is None:
            return
        run, segment = place
        collected = self._collecting.get(channel)
        if collected is None or (collected.run, collected.segment) != (run, segment):
            if collected is not None:
                self._hand_over(channel, collected)
            collected = self._collecting[channel] = _Collected(run, segment)
        collected.add(tick, block)

    def archived(self) -> list[Archived]:
        """Files that have become whole since the last call."""
        archived = []
        while self._archived:
            archived.append(self._archived.popleft())
        return archived

    @property
    def finished(self) -> bool:
        """All is written that ever will be."""
        return self._thread is None or not self._thread.is_alive()

    def close(self, timeout_s: float = 10.0) -> None:
        """Finish, and wait for it so long at most."""
        self.finish()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def finish(self) -> None:
        """Nothing more comes: ``write`` is not called any more.  What waits is still written."""
        for channel, collected in self._collecting.items():
            self._hand_over(channel, collected)
        self._collecting.clear()
        with self._wake:
            self._closing = True
            self._wake.notify()

    def abandon(self) -> None:
        """Write nothing of what waits."""
        with self._wake:
            self._waiting.clear()
        self._collecting.clear()

    def _place(self, tick: int) -> tuple[Run, int] | None:
        """The run a tick belongs to, and its segment; None: it is of no run, or of one that was cut before."""
        after: Run | None = None
        for run in reversed(self._runs):
            if tick >= run.first_tick:
                segment = run.first_segment + (tick - run.first_tick) // SEGMENT_TICKS
                return None if after is not None and segment >= after.first_segment else (run, segment)
            after = run
        return None

    def _hand_over(self, channel: str, collected: _Collected) -> None:
        with self._wake:
            if len(self._waiting) >= BACKLOG_SEGMENTS:
                self.lost += 1
                return
            self._waiting.append((channel, collected))
            self._wake.notify()

    # --- the thread ---

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._waiting or self._closing)
                if not self._waiting:
                    break
                channel, collected = self._waiting.popleft()
            try:
                self._write(channel, collected)
            except (OSError, soundfile.LibsndfileError) as error:
                log.error("segment %d of %s is not archived: %s", collected.segment, channel, error)
                self.lost += 1
                self._give_up(channel)
        for channel in list(self._files):
            self._finish(channel)

    def _write(self, channel: str, collected: _Collected) -> None:
        file = self._files.get(channel)
        allowed = self._recorded(channel, collected.segment)
        if file is not None and not (allowed and file.goes_on_with(collected)):
            self._finish(channel)
            file = None
        if not allowed:
            return
        if file is None:
            path = self._directory / channel / f"{collected.segment}.flac"
            file = self._files[channel] = _File(path, collected.run, collected.segment)
        file.sound.write(collected.samples[: collected.filled])
        file.segments += 1

    def _finish(self, channel: str) -> None:
        file = self._files.pop(channel)
        try:
            file.sound.close()
            with file.path.open("rb") as written:
                digest = hashlib.file_digest(written, "sha256").hexdigest()
            size = file.path.stat().st_size
        except (OSError, soundfile.LibsndfileError) as error:
            log.error("%s is not whole: %s", file.path, error)
            return
        self._archived.append(Archived(channel, file.segment, file.segments, size, digest))

    def _give_up(self, channel: str) -> None:
        if channel in self._files:
            self._finish(channel)
