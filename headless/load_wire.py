"""The bytes of a cheap listener: HTTP/1.1 and WebSocket frames, session descriptions from templates, ICE checks.  Pure.

Only what a load generator needs towards this server, and so cheaper than the general libraries; the robots and the
tests speak through those.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from headless import sdp

WS_KEY: Final = "aGVtaWN5Y2xlLWxvYWQhIQ=="
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
MAX_HEAD: Final = 16_384
_COOKIE: Final = b"\x21\x12\xa4\x42"
_UFRAG: Final = re.compile(r"^a=ice-ufrag:(\S+)", re.MULTILINE)
_PASSWORD: Final = re.compile(r"^a=ice-pwd:(\S+)", re.MULTILINE)
_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_LOCATION: Final = re.compile(rb"\r\nlocation: *(\S+)", re.IGNORECASE)


class WireError(ValueError):
    """The server sent what this side does not understand."""


# --- HTTP (RFC 9112) ---------------------------------------------------------------------------------------------------


class Response(NamedTuple):
    status: int
    body: bytes
    rest: bytes
    """What follows it."""
    location: str


def request(method: str, path: str, host: str, body: bytes, content_type: str) -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def upgrade(path: str, host: str) -> bytes:
    """RFC 6455 §4.1."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {WS_KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


def response(data: bytes) -> Response | None:
    """The first response of ``data``; None while it is not whole.  Raises :class:`WireError`."""
    end = data.find(b"\r\n\r\n")
    if end < 0:
        if len(data) > MAX_HEAD:
            raise WireError("no end of the response's head")
        return None
    head = data[: end + 2]
    if not head.startswith(b"HTTP/1.1 ") or not head[9:12].isdigit():
        raise WireError("not an HTTP response")
    status = int(head[9:12])
    found = _LENGTH.search(head)
    size = int(found[1]) if found and status >= 200 else 0
    if len(data) < end + 4 + size:
        return None
    location = _LOCATION.search(head)
    body_at = end + 4
    return Response(status, data[body_at : body_at + size], data[body_at + size :], location[1].decode() if location else "")


# --- WebSocket (RFC 6455) ----------------------------------------------------------------------------------------------


def frame(payload: bytes, mask: bytes, opcode: int = TEXT) -> bytes:
    """A whole client frame; ``mask``: four random bytes."""
    size = len(payload)
    if size < 126:
        head = bytes((0x80 | opcode, 0x80 | size))
    elif size < 1 << 16:
        head = bytes((0x80 | opcode, 0xFE)) + size.to_bytes(2, "big")
    else:
        head = bytes((0x80 | opcode, 0xFF)) + size.to_bytes(8, "big")
    key = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
    return head + mask + (int.from_bytes(payload, "big") ^ key).to_bytes(size, "big")


def frames(buffer: bytearray) -> Iterator[tuple[int, bytes]]:
    """Take the whole server frames off the buffer: opcode, payload.  Raises :class:`WireError` on fragments and masks."""
    at = 0
    try:
        while len(buffer) - at >= 2:
            first, size, start = buffer[at], buffer[at + 1], at + 2
            if not first & 0x80 or first & 0x70 or size & 0x80:
                raise WireError("a fragmented, extended or masked frame")
            if size > 125:
                width = 2 if size == 126 else 8
                if len(buffer) < start + width:
                    return
                size = int.from_bytes(buffer[start : start + width], "big")
                start += width
            if len(buffer) < start + size:
                return
            at = start + size
            with memoryview(buffer) as whole:
                payload = bytes(whole[start:at])
            yield first & 0x0F, payload
    finally:
        del buffer[:at]


def kind(payload: bytes) -> bytes:
    """The ``type`` of a server message: its first key."""
    if not payload.startswith(b'{"type":"'):
        raise WireError("a message without a type")
    return payload[9 : payload.find(b'"', 9)]


# --- session descriptions ----------------------------------------------------------------------------------------------


class Remote(NamedTuple):
    ufrag: str
    password: str
    fingerprint: tuple[str, str]
    candidate: tuple[str, int]


class Descriptions:
    """Reads the first description of a kind whole and only the credentials of those that follow: the server's differ in
    nothing else.  Answers come from a template.  Raises :class:`headless.sdp.SdpError`."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        self._first: sdp.Remote | None = None
        self._promised = ""
        self._template = ""

    def read(self, text: str) -> Remote:
        known = self._first
        if known is None or self._promised not in text:
            known = self._first = sdp.parse(text)
            self._promised = known.fingerprint[1]
            local = sdp.Local("%(ufrag)s", "%(password)s", self._fingerprint, "load")
            self._template = sdp.answer(known, local)
        ufrag, password = _UFRAG.search(text), _PASSWORD.search(text)
        host = next((c for c in known.candidates if c.protocol == "udp"), None)
        if ufrag is None or password is None or host is None:
            raise sdp.SdpError("no credentials or no UDP candidate")
        return Remote(ufrag[1], password[1], known.fingerprint, (host.host, host.port))

    def answer(self, ufrag: str, password: str) -> str:
        """To what was read."""
        return self._template % {"ufrag": ufrag, "password": password}


def whep_offer(ufrag: str, password: str, fingerprint: str) -> str:
    """One audio m-line, receive only."""
    lines = ["v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0", "a=group:BUNDLE 0", "a=msid-semantic: WMS *"]
    lines += ["m=audio 9 UDP/TLS/RTP/SAVPF 111", "c=IN IP4 0.0.0.0", "a=mid:0", "a=recvonly"]
    lines += [f"a=ice-ufrag:{ufrag}", f"a=ice-pwd:{password}", f"a=fingerprint:sha-256 {fingerprint}", "a=setup:active"]
    lines += ["a=rtcp-mux", "a=rtcp-rsize", *(f"a={text}" for text in sdp.AUDIO_FORMATS)]
    return "\r\n".join(lines) + "\r\n"


# --- ICE (RFC 8445, RFC 8489) ------------------------------------------------------------------------------------------


class Checks:
    """The controlling side of one pair: Binding requests that nominate, and whether an answer is authentic."""

    __slots__ = ("_attributes", "_key", "_last")

    def __init__(self, username: str, password: str, tie_breaker: bytes) -> None:
        name = username.encode()
        padded = name + bytes(-len(name) % 4)
        self._attributes = (
            b"\x00\x06"
            + len(name).to_bytes(2, "big")
            + padded
            # PRIORITY of a peer-reflexive candidate, ICE-CONTROLLING, USE-CANDIDATE
            + b"\x00\x24\x00\x04\x6e\xff\xff\xff"
            + b"\x80\x2a\x00\x08"
            + tie_breaker
            + b"\x00\x25\x00\x00"
        )
        self._key = password.encode()
        self._last = b""

    def request(self, transaction: bytes) -> bytes:
        """``transaction``: 12 random bytes.  The answer to the latest request is the one waited for."""
        self._last = transaction
        body = self._attributes
        head = b"\x00\x01" + (len(body) + 24).to_bytes(2, "big") + _COOKIE + transaction
        integrity = hmac.digest(self._key, head + body, hashlib.sha1)
        body += b"\x00\x08\x00\x14" + integrity
        head = b"\x00\x01" + (len(body) + 8).to_bytes(2, "big") + _COOKIE + transaction
        check = zlib.crc32(head + body) ^ 0x5354_554E
        return head + body + b"\x80\x28\x00\x04" + check.to_bytes(4, "big")

    def answered(self, datagram: bytes) -> bool:
        """True for an authentic success response to the latest request."""
        if datagram[:2] != b"\x01\x01" or datagram[4:8] != _COOKIE or datagram[8:20] != self._last:
            return False
        at = datagram.find(b"\x00\x08\x00\x14", 20)
        if at < 0 or len(datagram) < at + 24:
            return False
        head = datagram[:2] + (at + 4).to_bytes(2, "big") + datagram[4:20]
        expected = hmac.digest(self._key, head + datagram[20:at], hashlib.sha1)
        return hmac.compare_digest(expected, datagram[at + 4 : at + 24])
