"""The encoders of one run: an unbroken stretch of a webcast on the clock of ticks, cut on the packager's grid.

The sound's part belongs to one thread, the picture's to another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

import av

from media.clock import deadline_ns
from media.webcast.encoding import PictureEncoder, SoundEncoder
from media.webcast.layout import HEIGHT, WIDTH
from media.webcast.meters import SoundMeter
from media.webcast.sound import SILENCE, Samples, TickLine
from media.webcast.timeline import FRAME_TICKS, SEGMENT_FRAMES, SIGN, AudioTrack, EncodedAudio, EncodedFrame, VideoRung

SMALL: Final = (640, 360)


class Quality(NamedTuple):
    """Bits a second of the rungs, and x264's preset."""

    large_bps: int = 2_000_000
    small_bps: int = 600_000
    preset: str = "superfast"
    sign_bps: int = 500_000


class Language(NamedTuple):
    """A rendition's way through a run."""

    line: TickLine
    encoder: SoundEncoder
    meter: SoundMeter


class Rung(NamedTuple):
    name: str
    encoder: PictureEncoder


class Run:
    """``meters``: by channel; they outlive runs."""

    def __init__(
        self,
        first_tick: int,
        channels: Sequence[tuple[str, str]],
        meters: dict[str, SoundMeter],
        quality: Quality,
        sign: bool = False,
    ) -> None:
        """``channels``: each with its name in menus.  ``sign``: with a rung for the sign-language picture."""
        self.first_tick = first_tick
        self.next_frame = 0
        self.languages = {
            channel: Language(TickLine(first_tick), SoundEncoder(), meters.setdefault(channel, SoundMeter()))
            for channel, _ in channels
        }
        self.tracks = tuple(AudioTrack(channel, name, self.languages[channel].encoder.config) for channel, name in channels)
        self._rungs = (
            Rung("720p", PictureEncoder(WIDTH, HEIGHT, quality.large_bps, quality.preset)),
            Rung("360p", PictureEncoder(*SMALL, quality.small_bps, quality.preset)),
            *([Rung(SIGN, PictureEncoder(*SMALL, quality.sign_bps, quality.preset))] if sign else []),
        )
        self.signed = sign
        self._sized: tuple[av.VideoFrame, av.VideoFrame] | None = None
        """The newest picture, and the same for the small rung."""
        self._segment: list[tuple[str, EncodedFrame]] = []
        self._standing: tuple[av.VideoFrame, av.VideoFrame | None] | None = None
        """All there is of the newest segment, and the pictures that all of it shows; None: more than one in a rung."""

    @property
    def rungs(self) -> tuple[VideoRung, ...]:
        return tuple(VideoRung(name, encoder.width, encoder.height, encoder.config) for name, encoder in self._rungs)

    @property
    def frame_due_ns(self) -> int:
        """When the next frame is to be composed, in CLOCK_MONOTONIC."""
        return deadline_ns(self.first_tick + FRAME_TICKS * self.next_frame)

    def sound(
        self, now_tick: int, *, silent: bool, keep: Callable[[str, int, Samples], None]
    ) -> Iterator[tuple[str, EncodedAudio]]:
        """AAC frames that can be made by now.  ``silent``: whatever the blocks hold is not to be heard.

        ``keep``: gets each channel's block of each tick as it is heard."""
        for channel, language in self.languages.items():
            for block in language.line.due(now_tick):
                heard = SILENCE if block is None or silent else block
                keep(channel, language.line.next_tick - 1, heard)
                language.meter.hear(heard)
                for packet in language.encoder.encode(heard):
                    yield channel, packet

    def picture(self, frame: av.VideoFrame, sign: av.VideoFrame | None = None) -> list[tuple[str, EncodedFrame]]:
        """The next frame in each rung; ``sign``: of the size SMALL, where there is a rung for it.

        Raises ``av.error.FFmpegError``."""
        if self.begins_segment:
            self._segment, self._standing = [], (frame, sign)
        elif self._standing is not None and not (self._standing[0] is frame and self._standing[1] is sign):
            self._standing = None
        if self._sized is None or self._sized[0] is not frame:
            self._sized = frame, frame.reformat(*SMALL)
        index = self.next_frame
        self.next_frame += 1
        encoded = []
        for name, encoder in self._rungs:
            shown = self._sized[0 if encoder.height == HEIGHT else 1] if name != SIGN or sign is None else sign
            encoded.append((name, encoder.encode(shown, index)))
        self._segment += encoded
        return encoded

    @property
    def begins_segment(self) -> bool:
        """The next frame is a segment's first."""
        return self.next_frame % SEGMENT_FRAMES == 0

    def stand_still(self) -> list[tuple[str, EncodedFrame]]:
        """The segment before once more, at no cost, where its picture stood still; else nothing.

        Only where ``begins_segment``: a segment is decoded without what is before it."""
        if not self.begins_segment or self._standing is None:
            return []
        shift = self.next_frame
        self.next_frame += SEGMENT_FRAMES
        return [(name, packet._replace(pts=shift + packet.pts % SEGMENT_FRAMES)) for name, packet in self._segment]
