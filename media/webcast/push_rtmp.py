"""Publishing one stream by RTMP, without a socket: bytes of the other end in, bytes for it out.

Of Adobe's RTMP specification 1.0: the plain handshake (section 5.2), chunks (5.3), control messages (5.4), and the commands
an encoder sends in AMF 0 (7.2).  What a server wants answered is answered; everything else it says is passed over.

Driving contract
    Send what ``outgoing`` returns, feed ``receive`` with what comes, until ``ready``; then ``media`` with every FLV tag.
    ``finish`` before hanging up.

Pure.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from media.webcast.push_records import PushFailed

HANDSHAKE: Final = 1536
CHUNK: Final = 4096
LONGEST: Final = 65_536
"""Of the messages a server sends; an ``onStatus`` has a few hundred bytes."""
STREAMS: Final = 64
NESTED: Final = 8
_EXTENDED: Final = 0xFFFFFF
_CONNECT, _RELEASE, _PREPARE, _CREATE, _PUBLISH, _UNPUBLISH, _DELETE = range(1, 8)
_SET_CHUNK, _ACK, _CONTROL, _WINDOW, _BANDWIDTH = 1, 3, 4, 5, 6
_DATA, _COMMAND_3, _COMMAND = 18, 17, 20
_HEADER_BYTES: Final = (11, 7, 3, 0)

Value = float | bool | str | dict[str, object] | list[object] | None


@dataclass(slots=True)
class _Incoming:
    """What the headers of a chunk stream carry over from one chunk to the next."""

    length: int = 0
    kind: int = 0
    extended: bool = False
    body: bytearray = field(default_factory=bytearray)


class Publisher:
    def __init__(self, app: str, url: str, key: str, random: bytes) -> None:
        """``url``: of the application, as the server is to see it.  ``random``: 1,528 bytes."""
        self.ready = False
        """Tags may be sent."""
        self._app, self._url, self._key = app, url, key
        self._out = bytearray(b"\x03" + bytes(8) + random[: HANDSHAKE - 8])
        self._in = bytearray()
        self._greeted = 0
        """Parts of the handshake that have come: of two."""
        self._chunk = 128
        self._streams: dict[int, _Incoming] = {}
        self._stream = 0
        self._window = 0
        self._received = self._acknowledged = 0

    def outgoing(self) -> bytes:
        out = bytes(self._out)
        self._out.clear()
        return out

    # --- from the other end ---

    def receive(self, data: bytes) -> None:
        """Raises ``PushFailed``: rejected, closed."""
        self._in += data
        self._received += len(data)
        if self._greeted < 2 and not self._greet():
            return
        while self._take_chunk():
            pass
        if self._window and self._received - self._acknowledged >= self._window // 2:
            self._acknowledged = self._received
            self._send(_ACK, struct.pack(">I", self._received & 0xFFFFFFFF), 2)

    def _greet(self) -> bool:
        if self._greeted == 0 and len(self._in) >= 1 + HANDSHAKE:
            self._out += self._in[1 : 1 + HANDSHAKE]
            del self._in[: 1 + HANDSHAKE]
            self._greeted = 1
        if self._greeted == 1 and len(self._in) >= HANDSHAKE:
            del self._in[:HANDSHAKE]
            self._greeted = 2
            self._send(_SET_CHUNK, struct.pack(">I", CHUNK), 2, chunk=128)
            self._command("connect", _CONNECT, self._about())
        return self._greeted == 2

    def _about(self) -> dict[str, object]:
        agent = "FMLE/3.0 (compatible; Hemicycle)"
        return {"app": self._app, "type": "nonprivate", "flashVer": agent, "tcUrl": self._url}

    def _take_chunk(self) -> bool:
        """False: more bytes are needed first."""
        head = _basic_header(self._in)
        if head is None:
            return False
        form, number, at = head
        known = self._streams.get(number) or _Incoming()
        end = at + _HEADER_BYTES[form]
        if len(self._in) < end:
            return False
        length, kind, extended = known.length, known.kind, known.extended
        if form < 3:
            extended = int.from_bytes(self._in[at : at + 3], "big") == _EXTENDED
        if form < 2:
            length, kind = int.from_bytes(self._in[at + 3 : at + 6], "big"), self._in[at + 6]
        end += 4 * extended
        if length > LONGEST:
            raise PushFailed("rejected")
        size = min(self._chunk, length - len(known.body))
        if len(self._in) < end + size:
            return False
        known.length, known.kind, known.extended = length, kind, extended
        known.body += self._in[end : end + size]
        del self._in[: end + size]
        if number not in self._streams and len(self._streams) >= STREAMS:
            raise PushFailed("rejected")
        self._streams[number] = known
        if len(known.body) >= length:
            body, known.body = bytes(known.body), bytearray()
            self._take(kind, body)
        return True

    def _take(self, kind: int, body: bytes) -> None:
        try:
            if kind == _SET_CHUNK:
                self._chunk = max(1, struct.unpack_from(">I", body)[0] & 0x7FFFFFFF)
            elif kind == _WINDOW:
                self._window = struct.unpack_from(">I", body)[0]
            elif kind == _BANDWIDTH:
                self._send(_WINDOW, body[:4], 2)
            elif kind == _CONTROL and body[:2] == b"\x00\x06":
                self._send(_CONTROL, b"\x00\x07" + body[2:6], 2)
            elif kind in (_COMMAND, _COMMAND_3):
                self._obey(decode(body[1:] if kind == _COMMAND_3 else body))
        except (struct.error, ValueError, IndexError, RecursionError):
            raise PushFailed("rejected") from None

    def _obey(self, said: list[Value]) -> None:
        name, number, _, about = [*said, None, None, None, None][:4]
        if name == "_result" and number == _CONNECT:
            self._command("releaseStream", _RELEASE, None, self._key)
            self._command("FCPublish", _PREPARE, None, self._key)
            self._command("createStream", _CREATE, None)
        elif name == "_result" and number == _CREATE:
            if not isinstance(about, float) or not 0 < about < 1 << 32:
                raise PushFailed("rejected")
            self._stream = int(about)
            self._command("publish", _PUBLISH, None, self._key, "live", stream=self._stream)
        elif name == "_error" and number in (_CONNECT, _CREATE, _PUBLISH):
            raise PushFailed("rejected")
        elif name == "onStatus":
            status = about if isinstance(about, dict) else {}
            if status.get("level") == "error":
                raise PushFailed("closed" if self.ready else "rejected")
            self.ready = self.ready or status.get("code") == "NetStream.Publish.Start"
        elif name == "close":
            raise PushFailed("closed")

    # --- to the other end ---

    def media(self, kind: int, timestamp_ms: int, body: bytes) -> None:
        """One FLV tag: 8 sound, 9 picture, 18 what they are (which servers take for everybody who will watch)."""
        if kind == _DATA:
            body = encode("@setDataFrame") + body
        self._send(kind, body, 6 if kind == 9 else 4, timestamp_ms, self._stream)

    def finish(self) -> None:
        self._command("FCUnpublish", _UNPUBLISH, None, self._key)
        self._command("deleteStream", _DELETE, None, float(self._stream))
        self.ready = False

    def _command(self, name: str, number: int, *values: Value, stream: int = 0) -> None:
        self._send(_COMMAND, encode(name, float(number), *values), 3, 0, stream)

    def _send(self, kind: int, body: bytes, number: int, timestamp_ms: int = 0, stream: int = 0, chunk: int = CHUNK) -> None:
        at = timestamp_ms & 0xFFFFFFFF
        extended = struct.pack(">I", at) if at >= _EXTENDED else b""
        self._out += bytes((number,)) + min(at, _EXTENDED).to_bytes(3, "big") + len(body).to_bytes(3, "big")
        self._out += bytes((kind,)) + struct.pack("<I", stream) + extended + body[:chunk]
        for start in range(chunk, len(body), chunk):
            self._out += bytes((0xC0 | number,)) + extended + body[start : start + chunk]


def _basic_header(data: bytearray) -> tuple[int, int, int] | None:
    """Form of the header, number of the chunk stream, bytes read (section 5.3.1.1)."""
    if not data:
        return None
    form, number = data[0] >> 6, data[0] & 63
    more = 1 if number == 0 else 2 if number == 1 else 0
    if len(data) < 1 + more:
        return None
    if more:
        number = 64 + data[1] + (256 * data[2] if more == 2 else 0)
    return form, number, 1 + more


# --- AMF 0 ------------------------------------------------------------------------------------------------------------


def encode(*values: Value) -> bytes:
    return b"".join(map(_encode, values))


def _encode(value: object) -> bytes:
    if value is None:
        return b"\x05"
    if isinstance(value, bool):
        return bytes((1, value))
    if isinstance(value, float | int):
        return struct.pack(">Bd", 0, value)
    if isinstance(value, str):
        return b"\x02" + _text(value)
    if isinstance(value, dict):
        inner = b"".join(_text(name) + _encode(one) for name, one in value.items())
        return b"\x03" + inner + b"\x00\x00\x09"
    raise TypeError(type(value).__name__)


def _text(value: str) -> bytes:
    data = value.encode()
    return struct.pack(">H", len(data)) + data


def decode(data: bytes) -> list[Value]:
    """Raises ``ValueError``, ``struct.error`` or ``IndexError``: not AMF 0."""
    values: list[Value] = []
    at = 0
    while at < len(data):
        value, at = _decode(data, at, 0)
        values.append(value)
    return values


def _decode(data: bytes, at: int, depth: int) -> tuple[Value, int]:
    kind, at = data[at], at + 1
    if depth > NESTED:
        raise ValueError("nested too deep")
    if kind == 0:
        return struct.unpack_from(">d", data, at)[0], at + 8
    if kind == 1:
        return bool(data[at]), at + 1
    if kind in (2, 12):
        return _take_text(data, at, 2 if kind == 2 else 4)
    if kind in (3, 8):
        return _take_object(data, at + (4 if kind == 8 else 0), depth)
    if kind in (5, 6):
        return None, at
    if kind == 10:
        count = struct.unpack_from(">I", data, at)[0]
        at, many = at + 4, []
        for _ in range(min(count, len(data))):
            value, at = _decode(data, at, depth + 1)
            many.append(value)
        return list(many), at
    if kind == 11:
        return struct.unpack_from(">d", data, at)[0], at + 10
    raise ValueError("not AMF 0")


def _take_text(data: bytes, at: int, head: int) -> tuple[str, int]:
    size = int.from_bytes(data[at : at + head], "big")
    end = at + head + size
    if end > len(data):
        raise ValueError("cut off")
    return data[at + head : end].decode(errors="replace"), end


def _take_object(data: bytes, at: int, depth: int) -> tuple[dict[str, object], int]:
    found: dict[str, object] = {}
    while data[at : at + 3] != b"\x00\x00\x09":
        name, at = _take_text(data, at, 2)
        found[name], at = _decode(data, at, depth + 1)
    return found, at + 3
