"""What the worker and the process of one destination tell each other: MessagePack records, each after its length in four
bytes, to the process; lines of JSON from it.

Pure.
"""

from __future__ import annotations

import struct
from typing import BinaryIO, Final, TypeVar

import msgspec

from bus.messages import PushReason

T = TypeVar("T")

LENGTH: Final = struct.Struct(">I")


class PushFailed(Exception):
    """``str(failure)`` is its reason; what the other end or the system said of it may hold a key and is not kept."""

    def __init__(self, reason: PushReason) -> None:
        super().__init__(reason)
        self.reason: PushReason = reason


class Track(msgspec.Struct, frozen=True, array_like=True):
    language: str
    """ISO 639-2; empty: the picture."""
    init: bytes
    """Its CMAF header."""


class Opening(msgspec.Struct, frozen=True, array_like=True):
    """First of all.  The picture is the first track."""

    address: str
    key: str
    passphrase: str
    allowed: tuple[str, ...]
    """As ``push_address.Policy`` wants them."""
    timeout_s: float
    """For connecting, and without the other end taking anything."""
    tracks: tuple[Track, ...]

    def __repr__(self) -> str:
        return "Opening()"


class Parts(msgspec.Struct, frozen=True, array_like=True):
    """The same part of every track."""

    number: int
    """Of the webcast's media time, in parts."""
    data: tuple[bytes, ...]


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """From the process: connected, once a second how much was sent, or its end."""

    sent_bytes: int = 0
    reason: PushReason = ""


def frame(record: Opening | Parts) -> bytes:
    body = msgspec.msgpack.encode(record)
    return LENGTH.pack(len(body)) + body


def read(stream: BinaryIO, kind: type[T]) -> T | None:
    """The next record; None: there is no more."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    size = LENGTH.unpack(head)[0]
    body = stream.read(size)
    return msgspec.msgpack.decode(body, type=kind) if len(body) == size else None
