"""Encoded frames in, CMAF parts and segments out: cuts every rendition of one webcast on the grid of ``timeline``.

Driving contract (one thread, the event loop's; no call waits or touches a disk)
    ``begin`` starts a run: the first one, or another after a gap (the encoders were restarted, ticks were lost, renditions
    or picture sizes changed).  Its first tick is a multiple of SEGMENT_TICKS and the encoders start afresh: the first frame
    of each rung is an IDR with ``pts`` 0, and each AAC encoder's first sample is that of ``first_tick``.  Segment numbers go
    on; what the run before left unfinished is cut short and the playlists say EXT-X-DISCONTINUITY.
    Then ``video`` per rung and ``audio`` per channel, in any order between each other.  ``end`` at the webcast's end.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from media.webcast import boxes
from media.webcast.timeline import (
    AAC_SAMPLES,
    PART_AAC_FRAMES,
    PART_AUDIO_TIME,
    PART_FRAMES,
    PART_S,
    PART_VIDEO_TIME,
    SEGMENT_FRAMES,
    SEGMENT_PARTS,
    SEGMENT_S,
    SEGMENT_TICKS,
    AudioTrack,
    EncodedAudio,
    EncodedFrame,
    VideoRung,
)


class Part(NamedTuple):
    """``moof`` and ``mdat`` of PART_S of one rendition."""

    rendition: str
    segment: int
    number: int
    """Within the segment, 0 … SEGMENT_PARTS - 1."""
    data: bytes
    independent: bool
    """Begins with a key frame; sound always does."""


class Run(NamedTuple):
    """Segments without a gap between them."""

    first_segment: int
    first_part: int
    """Parts of the webcast before this run: its media time is that many PART_S."""
    first_tick: int
    started_at: float
    """Unix seconds of ``first_tick``."""
    video: tuple[VideoRung, ...]
    audio: tuple[AudioTrack, ...]


class Sink(Protocol):
    """Where parts go."""

    def run(self, run: Run) -> None: ...

    def part(self, part: Part) -> None: ...

    def cut(self, segment: int, parts: int) -> None:
        """``segment`` is finished in every rendition and holds so many parts: fewer than SEGMENT_PARTS at a run's end.
        Parts beyond are taken back; 0: a gap, though some rendition may have shown a part."""


class _Lane:
    """One rendition of the run being packaged."""

    def __init__(self, part_samples: int) -> None:
        self.part_samples = part_samples
        self.samples: list[bytes] = []
        self.next_sample = 0
        self.parts = 0
        """Finished in this run."""
        self.independent = True


class Packager:
    """Of one webcast.  ``next_segment``, ``next_part`` and ``ends_at`` (Unix seconds): where its recording ends already (a
    restarted worker's)."""

    def __init__(self, sink: Sink, next_segment: int = 0, next_part: int = 0, ends_at: float = 0.0) -> None:
        self._sink = sink
        self._next_segment = next_segment
        self._next_part = next_part
        self._ends_at = ends_at
        self._run: Run | None = None
        self._video: dict[str, _Lane] = {}
        self._audio: dict[str, _Lane] = {}

    @property
    def open_segment(self) -> int:
        """The oldest segment that is not finished in every rendition."""
        return self._next_segment

    def begin(self, first_tick: int, started_at: float, video: Sequence[VideoRung], audio: Sequence[AudioTrack]) -> None:
        """:param started_at: Unix seconds of ``first_tick``; the playlists' times of day follow from it and the ticks alone.
            Times of day never go back: where it lies before the end of what there is, that counts.

        :raises ValueError: not a tick to begin at, or nothing to package."""
        if first_tick % SEGMENT_TICKS or not (video or audio):
            raise ValueError("a run begins on the grid, with at least one rendition")
        self._finish_run()
        started_at = max(started_at, self._ends_at)
        self._run = Run(self._next_segment, self._next_part, first_tick, started_at, tuple(video), tuple(audio))
        self._video = {rung.name: _Lane(PART_FRAMES) for rung in video}
        self._audio = {track.channel: _Lane(PART_AAC_FRAMES) for track in audio}
        self._sink.run(self._run)

    def video(self, rung: str, packet: EncodedFrame) -> bool:
        """True: a part of it was finished by this frame.

        :raises ValueError: a frame is missing before it, or it ought to be a key frame.
        :raises KeyError: not a rung of this run."""
        lane = self._video[rung]
        if packet.pts != lane.next_sample or (packet.pts % SEGMENT_FRAMES == 0 and not packet.keyframe):
            raise ValueError(f"frame {packet.pts} of {rung} instead of {lane.next_sample}, key frame {packet.keyframe}")
        if not lane.samples:
            lane.independent = packet.keyframe
        return self._add(rung, lane, packet.data)

    def audio(self, channel: str, packet: EncodedAudio) -> bool:
        """True: a part of it was finished by this frame.

        :raises ValueError: a frame is missing before it.
        :raises KeyError: not a channel of this run."""
        lane = self._audio[channel]
        if packet.pts < 0:
            return False
        if packet.pts != lane.next_sample * AAC_SAMPLES:
            raise ValueError(f"sound at {packet.pts} of {channel} instead of {lane.next_sample * AAC_SAMPLES}")
        return self._add(channel, lane, packet.data)

    def end(self) -> None:
        """Cut what is unfinished; only ``begin`` may follow."""
        self._finish_run()

    def _add(self, rendition: str, lane: _Lane, data: bytes) -> bool:
        lane.samples.append(data)
        lane.next_sample += 1
        if len(lane.samples) < lane.part_samples:
            return False
        self._finish_part(rendition, lane)
        self._finish_segments()
        return True

    def _finish_part(self, rendition: str, lane: _Lane) -> None:
        run = self._run
        assert run is not None
        sequence = run.first_part + lane.parts
        if rendition in self._video:
            data = boxes.video_part(sequence, sequence * PART_VIDEO_TIME, lane.samples, lane.independent)
        else:
            data = boxes.audio_part(sequence, sequence * PART_AUDIO_TIME, lane.samples)
        segment, number = divmod(lane.parts, SEGMENT_PARTS)
        lane.samples = []
        lane.parts += 1
        self._sink.part(Part(rendition, run.first_segment + segment, number, data, lane.independent))

    def _lanes(self) -> list[_Lane]:
        return [*self._video.values(), *self._audio.values()]

    def _finish_segments(self) -> None:
        run = self._run
        assert run is not None
        while min(lane.parts for lane in self._lanes()) >= (self._next_segment - run.first_segment + 1) * SEGMENT_PARTS:
            self._cut(SEGMENT_PARTS)

    def _cut(self, parts: int) -> None:
        run = self._run
        assert run is not None
        self._ends_at = run.started_at + (self._next_segment - run.first_segment) * SEGMENT_S + max(1, parts) * PART_S
        self._sink.cut(self._next_segment, parts)
        self._next_segment += 1
        self._next_part += max(1, parts)

    def _finish_run(self) -> None:
        """Every rendition ends where the shortest picture does; sound that is short of it is filled up with silence.

        Of what was shown and is no segment yet, no number is used again: players and caches keep what they fetched."""
        run = self._run
        if run is None:
            return
        before = (self._next_segment - run.first_segment) * SEGMENT_PARTS
        shown = max(lane.parts for lane in self._lanes())
        end = min((lane.parts for lane in self._video.values()), default=shown)
        for channel, lane in self._audio.items():
            while lane.parts < end:
                lane.samples += [boxes.SILENT_AAC] * (PART_AAC_FRAMES - len(lane.samples))
                self._finish_part(channel, lane)
        while before < shown:
            parts = min(max(0, end - before), SEGMENT_PARTS)
            self._cut(parts)
            before += SEGMENT_PARTS
        self._run, self._video, self._audio = None, {}, {}
