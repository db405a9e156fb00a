"""The composed picture as VP8, for listeners in the meeting who cannot decode a source (H.264 mostly).

Made only while the transport wants it, at the size and rate of the webcast's.  On the air it is the webcast's picture; where
a meeting has no webcast, or shows the public its slate, it is composed for this alone, of the same slots.  Nothing is kept.

Who closes whom: a picture ends by itself when it is wanted no more; ``ComposedPictures.close`` ends all and waits for them.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from typing import Final

import av
from msgspec.structs import replace

from bus.messages import MeetingState, Slot, Webcast
from bus.pipe import COMPOSED, RtpMessage, encode_rtp
from media.clock import TIMESTAMP_MODULUS
from media.codec.vp8 import Vp8Encoder
from media.rtp.header import build_packet
from media.rtp.vp8 import packetise
from media.webcast.compose import Composer, planes_of
from media.webcast.layout import HEIGHT, WIDTH
from media.webcast.production import Production
from media.webcast.timeline import FRAME_RATE
from media.webcast.viewing import Viewer

PERIOD_S: Final = 1 / FRAME_RATE
LOOK_S: Final = 0.01
"""A new picture is looked for so often: cameras keep a time of their own."""
BITRATE_BPS: Final = 1_200_000
EFFORT: Final = 16
"""libvpx's fastest: half the time of its 12 at 0.3 dB less."""
KEY_INTERVAL: Final = 60 * FRAME_RATE
"""Frames between key frames nobody asked for."""
KEY_THROTTLE_S: Final = 0.5
"""Between two that were asked for."""
STILL_S: Final = 0.2
"""A picture that stands still is encoded again so often: it gets sharper, and the loss of its last packet shows."""
FORGOTTEN_S: Final = 3.0
"""It ends so long after it was wanted last; it is wanted every second."""
VP8_PAYLOAD_TYPE: Final = 96
CLOCK_HZ: Final = 90_000
NOTHING: Final = Webcast("", "onAir", ())
"""How a meeting without a webcast is composed: no words, the layout that shows most."""

log = logging.getLogger("hemicycle.webcast")

Send = Callable[[bytes], object]
"""Takes one message of the pipe, from any thread."""


class Vp8Stream:
    """Frames of the canvas in, messages of the pipe out: one RTP stream with numbers of its own (RFC 7741)."""

    def __init__(self, meeting_id: str) -> None:
        self._name = f"{meeting_id}/{COMPOSED}".encode()
        self._encoder = Vp8Encoder(
            WIDTH,
            HEIGHT,
            frames_per_second=FRAME_RATE,
            bitrate_bps=BITRATE_BPS,
            key_interval=KEY_INTERVAL,
            effort=EFFORT,
        )
        self._ssrc = secrets.randbits(32)
        self._number = secrets.randbelow(1 << 15)
        self._picture_id = secrets.randbelow(1 << 15)

    def encode(self, frame: av.VideoFrame, now: float, *, key: bool) -> list[bytes]:
        """``now``: CLOCK_MONOTONIC seconds, which its timestamp counts.  Raises ``av.error.FFmpegError``."""
        coded = self._encoder.encode_planes(frame, key=key)
        if not coded:  # the encoder left the frame out to keep to its rate
            return []
        self._picture_id = self._picture_id + 1 & 0x7FFF
        payloads = packetise(coded, self._picture_id)
        return [self._packet(payload, now, marker=payload is payloads[-1]) for payload in payloads]

    def _packet(self, payload: bytes, now: float, *, marker: bool) -> bytes:
        self._number = self._number + 1 & 0xFFFF
        packet = build_packet(
            payload,
            payload_type=VP8_PAYLOAD_TYPE,
            sequence_number=self._number,
            timestamp=round(now * CLOCK_HZ) % TIMESTAMP_MODULUS,
            ssrc=self._ssrc,
            marker=marker,
        )
        return encode_rtp(self._name, now, packet)


class ComposedPicture:
    """One meeting's, in a thread of its own.  ``production``: the meeting's webcast, if it has one now."""

    def __init__(
        self,
        state: MeetingState,
        send: Send,
        ask_key_frame: Callable[[str], object],
        production: Callable[[], Production | None],
    ) -> None:
        self.wanted_at = time.monotonic()
        self.frames = 0
        self._meeting_id = state.meeting_id
        self._send = send
        self._production = production
        self._viewer = Viewer(state.meeting_id, ask_key_frame)
        self._composer = Composer()
        self._stream: Vp8Stream | None = None
        self._webcast = NOTHING
        self._shown: tuple[Webcast, Mapping[Slot, av.VideoFrame]] | None = None
        """What ``_picture`` was composed of."""
        self._picture: av.VideoFrame | None = None
        self._taken: av.VideoFrame | None = None
        """The webcast's frame of which ``_picture`` is a copy."""
        self._encoded: av.VideoFrame | None = None
        self._encoded_at = self._key_at = self._due = float("-inf")
        self._key_wanted = threading.Event()
        self._closing = threading.Event()
        self.apply(state)
        self._thread = threading.Thread(target=self._run, name=f"composed {state.meeting_id}", daemon=True)
        self._thread.start()

    def apply(self, state: MeetingState) -> None:
        self._viewer.show(state.slots)
        self._webcast = replace(state.webcast, mode="onAir") if state.webcast is not None else NOTHING

    def see(self, message: RtpMessage) -> None:
        """A packet of a camera; from any thread."""
        self._viewer.receive(message)

    def want_key_frame(self) -> None:
        """From any thread."""
        self._key_wanted.set()

    def close(self) -> None:
        self._closing.set()
        self._thread.join()

    # --- its thread ---

    def _run(self) -> None:
        while not self._closing.wait(LOOK_S):
            try:
                self._frame(time.monotonic())
            except Exception:  # what one sender or state brings about must not end the picture
                log.exception("composing for listeners")
                self._stream = None
                self._closing.wait(1.0)

    def _frame(self, now: float) -> None:
        if now < self._due:
            return
        picture = self._look(now)
        key = self._key_wanted.is_set() and now - self._key_at >= KEY_THROTTLE_S
        if picture is None or (picture is self._encoded and not key and now - self._encoded_at < STILL_S):
            return
        if self._stream is None:
            self._stream, key = Vp8Stream(self._meeting_id), True
        if key:
            self._key_wanted.clear()
            self._key_at = now
        self._due = max(self._due + PERIOD_S, now - PERIOD_S)  # one that is late does not make the next late
        self._encoded, self._encoded_at = picture, now
        for message in self._stream.encode(picture, now, key=key):
            self._send(message)
        self.frames += 1

    def _look(self, now: float) -> av.VideoFrame | None:
        """The newest picture; None before the first."""
        production = self._production()
        if production is not None and (stage := production.stage) is not None:
            if self._taken is not stage:
                self._taken, self._picture, self._shown = stage, _copy(stage), None
            return self._picture
        shown = self._webcast, production.seen if production is not None else self._viewer.look(now)
        if self._shown != shown and (shown[1] or self._picture is not None):
            self._composer.show(shown[0])
            self._picture, self._shown, self._taken = self._composer.compose(shown[1]), shown, None
        return self._picture


def _copy(frame: av.VideoFrame) -> av.VideoFrame:
    """Encoders write a frame's time and type into it: the webcast's own is not to be touched."""
    copy = av.VideoFrame(frame.width, frame.height, "yuv420p")
    for ours, theirs in zip(planes_of(copy), planes_of(frame), strict=True):
        ours[:] = theirs
    return copy


class ComposedPictures:
    """Those that are wanted, by meeting.  Methods of the event loop's thread, but for ``see`` and ``want_key_frame``."""

    def __init__(
        self, send: Send, ask_key_frame: Callable[[str], object], production: Callable[[str], Production | None]
    ) -> None:
        self._send = send
        self._ask_key_frame = ask_key_frame
        self._production = production
        self._states: dict[str, MeetingState] = {}
        self._pictures: dict[str, ComposedPicture] = {}
        """Replaced, never changed: another thread reads it."""
        self._closed = False

    def __len__(self) -> int:
        return len(self._pictures)

    @property
    def frames(self) -> int:
        """Of those that are made now."""
        return sum(picture.frames for picture in self._pictures.values())

    def apply(self, state: MeetingState) -> None:
        self._states[state.meeting_id] = state
        if (picture := self._pictures.get(state.meeting_id)) is not None:
            picture.apply(state)

    def keep(self, meetings: set[str]) -> None:
        """Forget all other meetings."""
        for gone in self._states.keys() - meetings:
            self.forget(gone)

    def forget(self, meeting_id: str) -> None:
        self._states.pop(meeting_id, None)
        self._end(meeting_id)

    def want(self, picture_id: str) -> None:
        """Somebody needs it, for a while.  One of an unknown meeting is not made."""
        meeting_id, _, name = picture_id.partition("/")
        state = self._states.get(meeting_id)
        if name != COMPOSED or state is None or self._closed:
            return
        if (picture := self._pictures.get(meeting_id)) is not None:
            picture.wanted_at = time.monotonic()
            return
        begun = ComposedPicture(state, self._send, self._ask_key_frame, lambda: self._production(meeting_id))
        self._pictures = {**self._pictures, meeting_id: begun}

    def sweep(self, now: float) -> None:
        """End those that are not wanted any more; once a second."""
        for meeting_id, picture in list(self._pictures.items()):
            if now - picture.wanted_at > FORGOTTEN_S:
                self._end(meeting_id)

    def close(self) -> None:
        self._closed = True
        for meeting_id in list(self._pictures):
            self._end(meeting_id)

    def _end(self, meeting_id: str) -> None:
        picture = self._pictures.get(meeting_id)
        if picture is not None:
            self._pictures = {name: kept for name, kept in self._pictures.items() if name != meeting_id}
            picture.close()

    # --- the receiving thread ---

    def see(self, message: RtpMessage) -> None:
        if (picture := self._pictures.get(message.track.partition("/")[0])) is not None:
            picture.see(message)

    def want_key_frame(self, picture_id: str) -> None:
        meeting_id, _, name = picture_id.partition("/")
        if name == COMPOSED and (picture := self._pictures.get(meeting_id)) is not None:
            picture.want_key_frame()
