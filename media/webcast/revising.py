"""Makes the corrected sound of a recording: a process of its own, since what it decodes was handed in by somebody.

    python -m media.webcast.revising     a Job on standard input, a Made on standard output, both JSON

Only the segments a correction touches are made anew, each in a file beside the one before (``playlist.segment_name``); the
caller writes the record that makes them count.  A muted stretch needs no encoder: its frames become silent ones, and since
an AAC frame reaches over 2,048 samples, so does the one before.  Replaced sound is encoded together with what is around
it, from a segment before to a segment after, so that frames on both sides of a seam hold the same sound and their halves
overlap as if nothing had been cut.  Sound outside a trim is muted to the frame; pictures are cut at segments.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import resource
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import av
import msgspec
import numpy as np
import numpy.typing as npt

from bus.messages import Correction
from media.webcast import boxes, playlist, records
from media.webcast.encoding import SoundEncoder
from media.webcast.history import History, Segment
from media.webcast.store import read_index
from media.webcast.timeline import AAC_SAMPLES, PART_AAC_FRAMES, PART_AUDIO_TIME, SAMPLE_RATE_HZ

FADE_SAMPLES: Final = 480
REACH: Final = 2 * AAC_SAMPLES
"""Samples a frame is heard in."""
MEMORY_BYTES: Final = 2 << 30
CPU_S: Final = 1800
NICENESS: Final = 10
ALLOWED: Final = {
    "format_whitelist": "wav,w64,flac,mp3,ogg,aac,aiff,caf,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm",
    "protocol_whitelist": "file",
}
"""A file that is a list of others, here or in the network, is none of sound."""
Samples = npt.NDArray[np.float32]


class Job(msgspec.Struct, frozen=True):
    directory: str
    """Of the webcast."""
    revision: int
    corrections: tuple[Correction, ...]


class Made(msgspec.Struct, frozen=True):
    error: str = ""
    """As in ``bus.messages.WebcastRevised``."""
    segments: dict[str, dict[int, records.Replaced]] = {}


class RefusedError(Exception):
    """Its text is the error."""


class Revising:
    """One revision.  Blocks on the disk.

    :raises RefusedError: soundUnreadable, nothingRecorded.
    :raises OSError: what was recorded cannot be read, or no file be written."""

    def __init__(self, job: Job) -> None:
        self._directory = Path(job.directory)
        self._revision = job.revision
        self._history = History()
        for record in read_index(self._directory):
            self._history.replay(record, 0.0, 0.0)
        self.made: dict[str, dict[int, records.Replaced]] = {}

    def correct(self, correction: Correction) -> None:
        match correction.kind:
            case "sound":
                self._replace(correction)
            case "mute":
                self._mute(correction.channel, correction.starts_at or 0.0, _end(correction))
            case "trim":
                self._trim(correction)

    def _trim(self, correction: Correction) -> None:
        begins, ends = correction.starts_at or 0.0, _end(correction)
        if not any(begins < s.starts_at + s.duration_s and s.starts_at < ends for s in self._history.segments if s.parts):
            raise RefusedError("nothingRecorded")
        for channel in sorted(name for name in self._history.renditions() if not playlist.is_video(name)):
            for segment in self._listed(channel):
                stops = segment.starts_at + segment.duration_s
                if segment.starts_at < begins < stops:
                    self._mute(channel, segment.starts_at, begins)
                if segment.starts_at < ends < stops:
                    self._mute(channel, ends, stops)

    def _listed(self, channel: str) -> list[Segment]:
        if channel not in self._history.renditions() or playlist.is_video(channel):
            raise RefusedError("nothingRecorded")
        return [segment for segment, _ in playlist.recorded(self._history, channel, published=False)]

    # --- muting ---

    def _mute(self, channel: str, begins: float, ends: float) -> None:
        touched = [s for s in self._listed(channel) if s.starts_at < ends and begins < s.starts_at + s.duration_s]
        if not touched:
            raise RefusedError("nothingRecorded")
        for segment in self._with_those_before(channel, touched):
            frames = self._frames(channel, segment)
            starts = [round((segment.starts_at - begins) * SAMPLE_RATE_HZ) + AAC_SAMPLES * n for n in range(len(frames))]
            until = (ends - begins) * SAMPLE_RATE_HZ
            muted = [boxes.SILENT_AAC if -REACH < at < until else f for f, at in zip(frames, starts, strict=True)]
            if muted != frames:
                self._write(channel, segment, muted)

    def _with_those_before(self, channel: str, touched: Sequence[Segment]) -> list[Segment]:
        """The last frame of a segment reaches into the next."""
        numbers = {segment.number for segment in touched}
        numbers |= {number - 1 for number in numbers}
        return [segment for segment in self._listed(channel) if segment.number in numbers]

    # --- sound ---

    def _replace(self, correction: Correction) -> None:
        channel, begins = correction.channel, correction.starts_at or 0.0
        length_s = sum(map(len, decoded(correction.file))) / SAMPLE_RATE_HZ
        ends = min(begins + length_s, _end(correction))
        touched = {s.number for s in self._listed(channel) if s.starts_at < ends and begins < s.starts_at + s.duration_s}
        if not touched:
            raise RefusedError("nothingRecorded")
        for together in self._together(channel, touched):
            self._encode(channel, together, touched, Insert(correction.file, begins, ends))

    def _together(self, channel: str, touched: set[int]) -> Iterator[list[Segment]]:
        """What is touched with one segment on both sides, as far as sound goes on there without a gap."""
        around = touched | {number + by for number in touched for by in (-1, 1)}
        wanted = [segment for segment in self._listed(channel) if segment.number in around]
        together: list[Segment] = []
        for segment in wanted:
            if together and (together[-1].run is not segment.run or together[-1].number + 1 != segment.number):
                yield together
                together = []
            together.append(segment)
        if together:
            yield together

    def _encode(self, channel: str, together: list[Segment], touched: set[int], insert: Insert) -> None:
        encoder, decoder = SoundEncoder(), _decoder()
        at = together[0].starts_at
        waiting = list(together)
        frames: list[bytes] = []
        for block in itertools.chain(self._sound(channel, together, decoder), (np.zeros(REACH, np.float32),)):
            frames += [bytes(frame.data) for frame in encoder.encode(insert.into(block, at)) if frame.pts >= 0]
            at += len(block) / SAMPLE_RATE_HZ
            while waiting and len(frames) >= (count := _frame_count(waiting[0])):
                segment = waiting.pop(0)
                if segment.number in touched:
                    self._write(channel, segment, frames[:count])
                del frames[:count]

    def _sound(self, channel: str, segments: Iterable[Segment], decoder: av.AudioCodecContext) -> Iterator[Samples]:
        """What is heard now, a segment at a time."""
        for segment in segments:
            blocks = [
                frame.to_ndarray()[0] for data in self._frames(channel, segment) for frame in decoder.decode(av.Packet(data))
            ]
            yield np.concatenate(blocks).astype(np.float32, copy=False)

    # --- files ---

    def _frames(self, channel: str, segment: Segment) -> list[bytes]:
        """Of a segment as it is heard now, with what this revision has made of it already."""
        made = self.made.get(channel, {}).get(segment.number)
        silent = channel in self._history.consent(segment.number).withheld and channel not in segment.corrected
        if made is None and (silent or not segment.has(channel)):
            return [boxes.SILENT_AAC] * _frame_count(segment)
        sizes, revision = (made.sizes, made.revision) if made else (segment.parts_of(channel), segment.revision(channel))
        data = self._path(channel, segment.number, revision).read_bytes()
        starts = itertools.accumulate(sizes, initial=0)
        return [frame for start, size in zip(starts, sizes, strict=False) for frame in boxes.frames_in(data[start:][:size])]

    def _write(self, channel: str, segment: Segment, frames: Sequence[bytes]) -> None:
        parts = []
        for number in range(segment.expected):
            sequence = segment.start_part + number
            some = frames[number * PART_AAC_FRAMES :][:PART_AAC_FRAMES]
            parts.append(boxes.audio_part(sequence, sequence * PART_AUDIO_TIME, some))
        data = b"".join(parts)
        path = self._path(channel, segment.number, self._revision)
        if self._directory.is_dir():
            path.parent.mkdir(exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fdatasync(file.fileno())
        made = records.Replaced(self._revision, tuple(map(len, parts)), hashlib.sha256(data).hexdigest())
        self.made.setdefault(channel, {})[segment.number] = made

    def _path(self, channel: str, number: int, revision: int) -> Path:
        return self._directory / playlist.segment_name(channel, number, revision)


class Insert:
    """A file's sound from ``begins`` until ``ends`` (Unix seconds), faded in and out over what it replaces."""

    def __init__(self, file: str, begins: float, ends: float) -> None:
        self._length = round((ends - begins) * SAMPLE_RATE_HZ)
        self._begins = begins
        self._blocks = decoded(file)
        self._held = np.zeros(0, np.float32)
        self._taken = 0
        """Samples of the file that are gone by."""

    def into(self, block: Samples, at: float) -> Samples:
        """``block``, which begins at ``at``, with it.  Blocks come in order."""
        first = round((at - self._begins) * SAMPLE_RATE_HZ)
        start, end = max(0, first), min(self._length, first + len(block))
        if end <= start:
            return block
        sound = self._take(start, end - start)
        place = np.arange(start, end)
        share = np.minimum(1.0, np.minimum(place + 1, self._length - place) / FADE_SAMPLES).astype(np.float32)
        mixed = block.copy()
        old = mixed[start - first : end - first]
        mixed[start - first : end - first] = old + share[: len(old)] * (sound - old)
        return mixed

    def _take(self, start: int, count: int) -> Samples:
        while self._taken + len(self._held) < start + count:
            if self._taken + len(self._held) <= start:
                self._taken, self._held = self._taken + len(self._held), self._held[:0]
            self._held = np.concatenate((self._held, next(self._blocks, np.zeros(count, np.float32))))
        sound = self._held[start - self._taken :][:count]
        self._held = self._held[start - self._taken + count :]
        self._taken = start + count
        return sound


def decoded(file: str) -> Iterator[Samples]:
    """A file's first sound: 48 kHz, one channel, full scale 1.0.

    :raises RefusedError: soundUnreadable."""
    try:
        with av.open(file, options=dict(ALLOWED), metadata_errors="ignore") as container:
            resampler = av.AudioResampler("flt", "mono", SAMPLE_RATE_HZ)
            for frame in container.decode(container.streams.audio[0]):
                frame.pts = None
                yield from (one.to_ndarray()[0] for one in resampler.resample(frame))
            yield from (one.to_ndarray()[0] for one in resampler.resample(None))
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise RefusedError("soundUnreadable") from error


def _decoder() -> av.AudioCodecContext:
    context = av.CodecContext.create("aac", "r")
    assert isinstance(context, av.AudioCodecContext)
    context.extradata = boxes.AAC_LC_MONO
    return context


def _frame_count(segment: Segment) -> int:
    return PART_AAC_FRAMES * segment.expected


def _end(correction: Correction) -> float:
    return float("inf") if correction.ends_at is None else correction.ends_at


def make(job: Job) -> Made:
    try:
        revising = Revising(job)
        for correction in job.corrections:
            revising.correct(correction)
    except RefusedError as refusal:
        return Made(str(refusal))
    except (OSError, msgspec.MsgspecError):
        return Made("notWritten")
    return Made(segments=revising.made)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    os.nice(NICENESS)
    made = make(msgspec.json.decode(sys.stdin.buffer.read(), type=Job))
    sys.stdout.buffer.write(msgspec.json.encode(made))


if __name__ == "__main__":
    main()
