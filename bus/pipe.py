"""Framing of the pipes between media processes (Unix ``SOCK_SEQPACKET`` sockets: one message, one packet).

Between transport and mixer (``pipe.sock``, the transport listens) and to the webcast worker (``webcast.sock``, the worker
listens, transport and mixer dial it).

Layout, big endian: kind (1 byte), length of the id (1 byte), id (UTF-8, ``<meeting>/<track>`` or ``<meeting>/<bus>``), body.

    RTP   transport -> mixer   arrival (8 bytes, float64, CLOCK_MONOTONIC seconds), then the decrypted RTP packet, whole
    OPUS  mixer -> transport   rtp timestamp (4 bytes), then one Opus packet
    L16   mixer -> worker      tick (8 bytes), then 960 samples, 16 bits, of a webcast's rendition (``<meeting>/<channel>``)
    RTP   transport -> worker  as to the mixer: video packets of the tracks a webcast's meeting shows in its slots; their
                               payload type tells the codec as it does listeners (96 VP8, 102 H.264)
    KEY   worker -> transport  the id of a track alone: a key frame is needed
    WANT  transport -> worker  ``<meeting>/composed`` alone, again every second while a listener cannot decode a source
    RTP   worker -> transport  ``<meeting>/composed``: VP8 of the composed picture, for those listeners
    KEY   transport -> worker  ``<meeting>/composed`` alone: a key frame of it is needed

The RTP timestamp of every bus is ``tick * 960`` modulo 2**32 with ``tick = CLOCK_MONOTONIC // 20 ms``: all buses of a
machine share one clock, which a restart of the mixer does not break.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

KIND_RTP = 1
KIND_OPUS = 2
KIND_L16 = 3
KIND_KEY = 4
KIND_WANT = 5
COMPOSED = "composed"
"""Name of the composed picture: no track is named so, theirs have a slash."""
MAX_MESSAGE = 65536

_ARRIVAL = struct.Struct("!d")
_TIMESTAMP = struct.Struct("!I")
_TICK = struct.Struct("!Q")


class RtpMessage(NamedTuple):
    track: str
    arrival: float
    packet: bytes


class OpusMessage(NamedTuple):
    bus: str
    timestamp: int
    payload: bytes


class SoundMessage(NamedTuple):
    rendition: str
    tick: int
    samples: bytes
    """960 of 16 bits, big endian."""


class KeyFrameMessage(NamedTuple):
    track: str


class WantMessage(NamedTuple):
    picture: str


Message = RtpMessage | OpusMessage | SoundMessage | KeyFrameMessage | WantMessage


def encode_sound(rendition: bytes, tick: int, samples: bytes) -> bytes:
    return bytes((KIND_L16, len(rendition))) + rendition + _TICK.pack(tick) + samples


def encode_key_frame(track: bytes) -> bytes:
    return bytes((KIND_KEY, len(track))) + track


def encode_want(picture: bytes) -> bytes:
    return bytes((KIND_WANT, len(picture))) + picture


def encode_rtp(track: bytes, arrival: float, packet: bytes) -> bytes:
    return bytes((KIND_RTP, len(track))) + track + _ARRIVAL.pack(arrival) + packet


def encode_opus(bus: bytes, timestamp: int, payload: bytes) -> bytes:
    return bytes((KIND_OPUS, len(bus))) + bus + _TIMESTAMP.pack(timestamp) + payload


def decode(message: bytes) -> Message:
    """Parse one message; raises ``ValueError`` on anything malformed."""
    if len(message) < 2 or len(message) < 2 + message[1]:
        raise ValueError("truncated pipe message")
    end = 2 + message[1]
    name = message[2:end].decode()
    if message[0] == KIND_RTP and len(message) >= end + 8 + 12:
        return RtpMessage(name, _ARRIVAL.unpack_from(message, end)[0], message[end + 8 :])
    if message[0] == KIND_OPUS and len(message) > end + 4:
        return OpusMessage(name, _TIMESTAMP.unpack_from(message, end)[0], message[end + 4 :])
    if message[0] == KIND_L16 and len(message) == end + 8 + 1920:
        return SoundMessage(name, _TICK.unpack_from(message, end)[0], message[end + 8 :])
    if message[0] == KIND_KEY and len(message) == end:
        return KeyFrameMessage(name)
    if message[0] == KIND_WANT and len(message) == end:
        return WantMessage(name)
    raise ValueError("unknown pipe message")
