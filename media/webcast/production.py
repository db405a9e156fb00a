"""One webcast on the air: its pictures in a thread of their own, its sound in the one that receives, the packets of both
handed to the packager in the event loop.

Sound is never late for the picture's sake: a picture that cannot be composed in time is the one before, encoded again, and
counted as dropped; where not even that is done in time, it stands still for whole segments, which cost nothing.  So too much
to do does not break the run.  Having stopped for long does: another is begun, and the playlists say so.

Who closes whom: ``close`` ends the thread of pictures and waits for it.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from statistics import median
from typing import Final

import av

from bus.messages import MeetingState, RenditionMeter, Slot, Webcast
from bus.pipe import RtpMessage, SoundMessage
from media.clock import TICK_NS, tick_at
from media.webcast.archive import Archive
from media.webcast.compose import Composer, SignPicture
from media.webcast.meters import SoundMeter
from media.webcast.packager import Packager
from media.webcast.run import SMALL, Quality, Run
from media.webcast.timeline import FRAME_RATE, PART_FRAMES, SEGMENT_FRAMES, EncodedAudio, EncodedFrame, next_start
from media.webcast.viewing import Viewer

FRAME_NS: Final = 1_000_000_000 // FRAME_RATE
LATE_NS: Final = 3 * FRAME_NS
"""From so late on a frame is the one before again."""
STILL_NS: Final = SEGMENT_FRAMES * FRAME_NS
"""From so late on the segment before is shown once more, if its picture stood still."""
JUMP_S: Final = 1.0
"""From so far ahead of a run's times of day on the wall clock was set forward, or the machine slept."""
LOST_NS: Final = 60_000_000_000
"""A run so far behind is given up: the worker was stopped, or its clock went on without it."""
SOUND_TICKS: Final = 2
"""Sound is encoded so many blocks at a time: seven encoders find their tables in the cache half as often otherwise."""
MAX_PENDING: Final = 2000
"""Deliveries the event loop has not taken.  Overflow policy: they are dropped, and with them the run."""
LAGS: Final = 2 * FRAME_RATE

log = logging.getLogger("hemicycle.webcast")

Packets = list[tuple[str, EncodedFrame | EncodedAudio]]


class Production:
    """Made, ``apply``-ed and closed in the event loop's thread; ``hear``, ``see`` and ``sound`` in the receiving one."""

    def __init__(
        self,
        state: MeetingState,
        packager: Packager,
        archive: Archive,
        quality: Quality,
        ask_key_frame: Callable[[str], object],
        wall: Callable[[], float] = time.time,
    ) -> None:
        """``wall``: Unix seconds, of a clock that never goes back."""
        assert state.webcast is not None
        self.meeting_id = state.meeting_id
        self.webcast = state.webcast
        self.frames = 0
        self.dropped_frames = 0
        self.pictures: tuple[Slot, ...] = ()
        """Slots whose picture is seen."""
        self.seen: Mapping[Slot, av.VideoFrame] = {}
        """The newest of them; replaced, never changed."""
        self.stage: av.VideoFrame | None = None
        """They composed; None before the first, and while the slate is up.  Not to be changed."""
        self._packager = packager
        self._archive = archive
        self._quality = quality
        self._wall = wall
        self._viewer = Viewer(state.meeting_id, ask_key_frame)
        self._composer = Composer()
        self._signer = SignPicture(*SMALL)
        self._meters: dict[str, SoundMeter] = {}
        self._loop = asyncio.get_running_loop()
        self._pending = 0
        self._counting = threading.Lock()
        self._composed_at: deque[float] = deque(maxlen=PART_FRAMES)
        self._lags: deque[float] = deque(maxlen=LAGS)
        self._last: av.VideoFrame | None = None
        self._last_sign: av.VideoFrame | None = None
        self._sounded = 0
        self._run: Run | None = None
        self._started_at = 0.0
        """Of the run, Unix seconds."""
        self._closing = threading.Event()
        self.apply(state)
        self._thread = threading.Thread(target=self._compose_for_ever, name=f"picture {state.meeting_id}", daemon=True)
        self._thread.start()

    # --- the event loop's thread ---

    def apply(self, state: MeetingState) -> None:
        """The webcast as the server wants it now."""
        assert state.webcast is not None
        self.webcast = state.webcast
        self._viewer.show(state.slots)
        run, channels = self._run, _channels(state.webcast)
        if run is None or [track[:2] for track in run.tracks] != channels or run.signed != state.webcast.sign:
            self._begin()

    def _begin(self) -> None:
        now_ns, now = time.monotonic_ns(), self._wall()
        first_tick = next_start(tick_at(now_ns) + 1)
        run = Run(first_tick, _channels(self.webcast), self._meters, self._quality, self.webcast.sign)
        started_at = now + (first_tick * 0.02 - now_ns / 1e9)
        self._packager.begin(first_tick, started_at, run.rungs, run.tracks)
        self._composed_at.clear()
        self._run, self._started_at = run, started_at

    def keep_time(self) -> None:
        """Call every second or so: a run whose times of day have fallen behind the clock is given up for another.

        The server tells marks by its clock: they would not be published before the run got there."""
        if (run := self._run) is None:
            return
        told = self._started_at + time.monotonic() - run.first_tick * TICK_NS / 1e9
        if (behind := self._wall() - told) > JUMP_S:
            self._lost(run, f"the wall clock has gone forward by {behind:.1f} s")

    def _package(self, run: Run, packets: Packets, composed_at: float | None) -> None:
        with self._counting:
            self._pending -= 1
        if run is not self._run:
            return
        if composed_at is not None:
            self._composed_at.append(composed_at)
        try:
            for name, packet in packets:
                if isinstance(packet, EncodedAudio):
                    self._packager.audio(name, packet)
                elif self._packager.video(name, packet) and name == run.rungs[0].name:
                    now = time.monotonic()
                    self._lags.extend(1000 * (now - at) for at in self._composed_at)
        except (ValueError, KeyError):
            log.exception("packaging %s", self.webcast.webcast_id)
            self._begin()

    def _lost(self, run: Run, why: str) -> None:
        if run is self._run and not self._closing.is_set():
            log.warning("webcast of %s begins anew: %s", self.meeting_id, why)
            self._begin()

    def close(self) -> None:
        """The threads of this production are done with it when this returns."""
        self._run = None
        self._closing.set()
        self._thread.join()

    @property
    def lag_ms(self) -> float:
        """Frame composed to part packaged, median of the last two seconds."""
        return round(median(self._lags), 1) if self._lags else 0.0

    @property
    def missing_blocks(self) -> int:
        """Of the sound of this run: silence instead."""
        return sum(language.line.missing for language in self._run.languages.values()) if self._run is not None else 0

    def meters(self) -> dict[str, RenditionMeter]:
        return {channel: self._meters[channel].read() for channel, _ in _channels(self.webcast) if channel in self._meters}

    # --- the receiving thread ---

    def hear(self, channel: str, message: SoundMessage) -> None:
        run = self._run
        if run is not None and (language := run.languages.get(channel)) is not None:
            language.line.add(message.tick, message.samples)

    def see(self, message: RtpMessage) -> None:
        self._viewer.receive(message)

    def sound(self, now_tick: int) -> None:
        """Encode what has come of the sound; every tick."""
        run = self._run
        if run is None or now_tick < run.first_tick or now_tick - self._sounded < SOUND_TICKS:
            return
        self._sounded = now_tick
        try:
            silent = self.webcast.mode == "slate"
            packets: Packets = list(run.sound(now_tick, silent=silent, keep=self._archive.write))
        except av.error.FFmpegError:
            log.exception("encoding sound")
            self._call(self._lost, run, "the sound's encoder failed")
            return
        if packets:
            self._deliver(run, packets, None)

    # --- the thread of pictures ---

    def _compose_for_ever(self) -> None:
        while not self._closing.is_set():
            run = self._run
            now_ns = time.monotonic_ns()
            due_ns = run.frame_due_ns if run is not None else now_ns + FRAME_NS
            if due_ns > now_ns:
                self._closing.wait(min(due_ns - now_ns, FRAME_NS) / 1e9)
            if run is None or run is not self._run or time.monotonic_ns() < due_ns:
                self._viewer.look(time.monotonic())
                continue
            try:
                self._frame(run, time.monotonic_ns() - due_ns)
            except Exception:  # what one sender or state brings about must not end the webcast
                log.exception("composing")
                self._call(self._lost, run, "a picture could not be made")
                self._closing.wait(1.0)

    def _frame(self, run: Run, late_ns: int) -> None:
        if late_ns > LOST_NS:
            self._call(self._lost, run, "pictures are too late")
            self._closing.wait(0.1)
            return
        composed_at = time.monotonic()
        if late_ns > STILL_NS and (segment := run.stand_still()):
            self.frames += SEGMENT_FRAMES
            self.dropped_frames += SEGMENT_FRAMES
            self._deliver(run, list(segment), None)
            return
        if late_ns > LATE_NS and self._last is not None and not run.begins_segment:
            self.dropped_frames += 1
        else:
            seen = self._viewer.look(composed_at)
            webcast, self.pictures = self.webcast, tuple(seen)
            self._composer.show(webcast)
            self._last = self._composer.compose(seen)
            self._last_sign = self._signer.of(seen.get("sign") if webcast.mode == "onAir" else None) if run.signed else None
            self.seen, self.stage = seen, self._last if webcast.mode == "onAir" else None
        self.frames += 1
        packets: Packets = list(run.picture(self._last, self._last_sign))
        self._deliver(run, packets, composed_at)

    # --- both ---

    def _deliver(self, run: Run, packets: Packets, composed_at: float | None) -> None:
        if self._pending > MAX_PENDING:
            self._call(self._lost, run, "nobody takes its packets")
            return
        with self._counting:
            self._pending += 1
        self._call(self._package, run, packets, composed_at)

    def _call(self, function: Callable[..., object], *arguments: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(function, *arguments)


def _channels(webcast: Webcast) -> list[tuple[str, str]]:
    return [(rendition.channel, rendition.name) for rendition in webcast.renditions]
