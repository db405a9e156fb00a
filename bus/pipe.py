"""Framing of the pipe between transport and mixer (a Unix ``SOCK_SEQPACKET`` socket: one message, one packet).

Layout, big endian: kind (1 byte), length of the id (1 byte), id (UTF-8, ``<meeting>/<track>`` or ``<meeting>/<bus>``), body.

    RTP   transport -> mixer   arrival (8 bytes, float64, CLOCK_MONOTONIC seconds), then the decrypted RTP packet, whole
    OPUS  mixer -> transport   rtp timestamp (4 bytes), then one Opus packet

The RTP timestamp of every bus is ``tick * 960`` modulo 2**32 with ``tick = CLOCK_MONOTONIC // 20 ms``: all buses of a
machine share one clock, which a restart of the mixer does not break.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

KIND_RTP = 1
KIND_OPUS = 2
MAX_MESSAGE = 65536

_ARRIVAL = struct.Struct("!d")
_TIMESTAMP = struct.Struct("!I")


class RtpMessage(NamedTuple):
    track: str
    arrival: float
    packet: bytes


class OpusMessage(NamedTuple):
    bus: str
    timestamp: int
    payload: bytes


def encode_rtp(track: bytes, arrival: float, packet: bytes) -> bytes:
    return bytes((KIND_RTP, len(track))) + track + _ARRIVAL.pack(arrival) + packet


def encode_opus(bus: bytes, timestamp: int, payload: bytes) -> bytes:
    return bytes((KIND_OPUS, len(bus))) + bus + _TIMESTAMP.pack(timestamp) + payload


def decode(message: bytes) -> RtpMessage | OpusMessage:
    """Parse one message; raises ``ValueError`` on anything malformed."""
    if len(message) < 2 or len(message) < 2 + message[1]:
        raise ValueError("truncated pipe message")
    end = 2 + message[1]
    name = message[2:end].decode()
    if message[0] == KIND_RTP and len(message) >= end + 8 + 12:
        return RtpMessage(name, _ARRIVAL.unpack_from(message, end)[0], message[end + 8 :])
    if message[0] == KIND_OPUS and len(message) > end + 4:
        return OpusMessage(name, _TIMESTAMP.unpack_from(message, end)[0], message[end + 4 :])
    raise ValueError("unknown pipe message")
