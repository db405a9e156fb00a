"""One listener of the load: entry, WebSocket and media connections, or WHEP; a state machine driven by its sockets.

    begin -> TCP -> entry -> WebSocket -> join -> snapshot -> offer, answer -> checks -> DTLS -> sound

One TCP connection carries the entry and then the WebSocket.  Who closes whom: the crowd closes the listener; a listener that
fails says why, once, and waits to be closed.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from headless import sdp
from headless.dtls import Identity
from headless.load_path import Path
from headless.load_receiver import SO_TIMESTAMPNS, Receiver
from headless.load_wire import (
    CLOSE,
    PING,
    PONG,
    TEXT,
    Descriptions,
    Response,
    WireError,
    frame,
    frames,
    kind,
    request,
    response,
    upgrade,
    whep_offer,
)

READ_BYTES = 1 << 16
JOIN, CHANNEL, OPEN, ANSWER, PUBLISH, LATER = 1, 2, 3, 4, 5, 16
_STAMP = struct.Struct("@qq")
_decode = msgspec.json.Decoder().decode


@dataclass(slots=True)
class Shared:
    """What all listeners of a process have in common."""

    loop: asyncio.AbstractEventLoop
    address: tuple[str, int]
    host: str
    meeting: str
    profile: str
    identity: Identity
    receiver: Receiver
    offers: Descriptions
    """Of subscriber connections, from the server."""
    answers: Descriptions
    """Of publisher and WHEP connections, from the server."""
    on_joined: Callable[[Listener, int], None]
    """The first packet has been decrypted, at this Unix nanosecond."""
    on_failed: Callable[[Listener, str], None]
    on_message: Callable[[Listener, bytes, bytes, int], None]
    """Kind, message and kernel receive stamp of what the state machine has no use for."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What one listener is to be."""

    name: str
    role: str = "passive"
    language: str = "en"
    channel: str = "floor"
    whep: bool = False
    ptime_ms: int = 20
    """WHEP: sound per packet."""
    publisher: bool = False
    """Connect a publisher too and send nothing (warm)."""


class Listener:
    """``number`` and ``number + offset`` are the receiver's numbers of its two connections."""

    def __init__(self, number: int, offset: int, plan: Plan, shared: Shared) -> None:
        self.plan = plan
        self.begun_ns = 0
        self.joined_ns = 0
        self.step = "new"
        self.failed = False
        self.session = ""
        """WHEP: the path that ends it."""
        self.path = Path(number, shared.identity, shared.receiver, self.fail)
        self.publisher = Path(number + offset, shared.identity, shared.receiver, self.fail) if plan.publisher else None
        self._shared = shared
        self._sock: socket.socket | None = None
        self._buffer = bytearray()
        self._websocket = False
        self._next_id = LATER
        self._token = ""
        self._offered: sdp.Local | None = None

    # --- what the crowd asks ------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the TCP connection; everything else follows from what comes."""
        self.begun_ns = time.time_ns()
        self.step = "connecting"
        address = self._shared.address
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self._sock = sock = socket.socket(family, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        sock.connect_ex(address)
        self._shared.loop.add_writer(sock, self._writable)

    def request(self, message: dict[str, Any]) -> int:
        """Send a request over the WebSocket; its id."""
        self._next_id += 1
        self._say({**message, "id": self._next_id})
        return self._next_id

    def maintain(self, now: float) -> None:
        """While joining: repeat what was lost."""
        self.path.tick(now)
        if self.publisher is not None:
            self.publisher.tick(now)

    def consent(self) -> None:
        """RFC 7675, every few seconds once joined."""
        now = self._shared.loop.time()
        self.path.check(now)
        if self.publisher is not None:
            self.publisher.check(now)

    def report(self) -> None:
        """A receiver report."""
        self.path.report()

    def fail(self, reason: str) -> None:
        if not self.failed:
            self.failed = True
            self._shared.on_failed(self, f"{self.step}: {reason}")

    def sounded(self, stamp: int) -> None:
        """The receiver has decrypted the first packet."""
        if not self.joined_ns and not self.failed:
            self.joined_ns = stamp
            self.step = "joined"
            self._shared.on_joined(self, stamp)

    def leave(self) -> None:
        """End the media and ask to leave for good; the server hangs up once it is journaled."""
        self._close_media()
        self.failed = True
        if self._websocket and self._sock is not None:
            self._say({"type": "leave", "id": self._next_id + 1})
        else:
            self._hang_up()

    @property
    def gone(self) -> bool:
        return self._sock is None

    def close(self) -> None:
        self._close_media()
        self._hang_up()

    def _close_media(self) -> None:
        self.path.close()
        if self.publisher is not None:
            self.publisher.close()

    def _hang_up(self) -> None:
        if self._sock is not None:
            self._shared.loop.remove_reader(self._sock)
            self._shared.loop.remove_writer(self._sock)
            self._sock.close()
            self._sock = None

    # --- TCP ----------------------------------------------------------------------------------------------------------

    def _writable(self) -> None:
        sock = self._sock
        if sock is None:
            return
        self._shared.loop.remove_writer(sock)
        error = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            return self.fail(os.strerror(error))
        self._shared.loop.add_reader(sock, self._readable)
        self._enter()

    def _enter(self) -> None:
        plan, shared = self.plan, self._shared
        if plan.whep:
            self.step = "offering"
            offer = whep_offer(self.path.ufrag, self.path.password, shared.identity.fingerprint)
            path = f"/whep/{shared.meeting}/{plan.channel}?ptime={plan.ptime_ms}"
            return self._send(request("POST", path, shared.host, offer.encode(), "application/sdp"))
        self.step = "entering"
        body = {"name": plan.name, "delegation": "", "role": plan.role, "language": plan.language}
        path = f"/api/meetings/{shared.meeting}/entries"
        self._send(request("POST", path, shared.host, json.dumps(body).encode(), "application/json"))

    def _send(self, data: bytes) -> None:
        """Small messages into an empty buffer: what does not go whole is a failure."""
        if self._sock is None:
            return
        try:
            whole = self._sock.send(data) == len(data)
        except OSError as error:
            return self.fail(error.strerror or "closed")
        if not whole:
            self.fail("the server does not read")

    def _say(self, message: dict[str, Any]) -> None:
        self._send(frame(msgspec.json.encode(message), os.urandom(4)))

    def _readable(self) -> None:
        if self._sock is None:
            return
        try:
            data, control, _, _ = self._sock.recvmsg(READ_BYTES, 64)
        except BlockingIOError:
            return
        except OSError as error:
            self._hang_up()
            return self.fail(error.strerror or "closed")
        if not data:
            self._hang_up()
            return self.fail("closed by the server")
        self._buffer += data
        try:
            if not self._websocket:
                self._take_response()
            if self._websocket:
                self._take_frames(control)
        except (WireError, sdp.SdpError, msgspec.MsgspecError, OSError, KeyError) as error:
            self.fail(f"{type(error).__name__}: {error}")

    # --- HTTP ---------------------------------------------------------------------------------------------------------

    def _take_response(self) -> None:
        answer = response(bytes(self._buffer))
        if answer is None:
            return
        self._buffer = bytearray(answer.rest)
        if self.step == "upgrading" and answer.status == 101:
            self._websocket = True
            self.step = "joining"
            return self._say({"type": "join", "id": JOIN, "token": self._token})
        if answer.status != 201:
            return self.fail(f"HTTP {answer.status} {answer.body[:120].decode(errors='replace')}")
        if self.step == "offering":
            return self._listen(answer)
        self._token = _decode(answer.body)["token"]
        self.step = "upgrading"
        self._send(upgrade("/ws", self._shared.host))

    def _listen(self, answer: Response) -> None:
        """WHEP: the answer is all it takes; the TCP connection has done its work."""
        self.step = "connecting media"
        self.session = answer.location
        self._hang_up()
        self.path.open(self._shared.answers.read(answer.body.decode()), self._shared.loop.time())

    # --- WebSocket ----------------------------------------------------------------------------------------------------

    def _take_frames(self, control: list[tuple[int, int, bytes]]) -> None:
        for opcode, payload in frames(self._buffer):
            if opcode == TEXT:
                self._take_message(payload, control)
            elif opcode == PING:
                self._send(frame(payload, os.urandom(4), PONG))
            elif opcode == CLOSE:
                self._hang_up()
                return self.fail("closed by the server")

    def _take_message(self, payload: bytes, control: list[tuple[int, int, bytes]]) -> None:
        name = kind(payload)
        if name == b"snapshot":
            self._enter_media()
        elif name == b"reply":
            self._take_reply(payload)
        elif name == b"refused" or name == b"evicted":
            message = _decode(payload)
            if message.get("id", 0) is None or message.get("id", 0) < LATER:
                self.fail(f"{name.decode()}: {message['code']}")
        elif name != b"roster":
            self._shared.on_message(self, name, payload, _stamp(control))

    def _enter_media(self) -> None:
        plan = self.plan
        self.step = "opening media"
        if plan.channel != "floor":
            self._say({"type": "selectChannel", "id": CHANNEL, "channel": plan.channel})
        self._say({"type": "openSubscriber", "id": OPEN, "profile": self._shared.profile})
        if self.publisher is not None:
            local = sdp.Local(self.publisher.ufrag, self.publisher.password, self._shared.identity.fingerprint, "load")
            offer = sdp.publisher_offer(local, (sdp.Outgoing("0", "audio", self.publisher.ssrc),))
            self._say({"type": "openPublisher", "id": PUBLISH, "sdp": offer})

    def _take_reply(self, payload: bytes) -> None:
        message = _decode(payload)
        number, now = message["id"], self._shared.loop.time()
        if number == OPEN:
            self.step = "connecting media"
            remote = self._shared.offers.read(message["sdp"])
            answer = self._shared.offers.answer(self.path.ufrag, self.path.password)
            self._say({"type": "answerSubscriber", "id": ANSWER, "peer": message["peer"], "sdp": answer})
            self.path.open(remote, now)
        elif number == PUBLISH and self.publisher is not None:
            self.publisher.open(self._shared.answers.read(message["sdp"]), now)


def _stamp(control: list[tuple[int, int, bytes]]) -> int:
    """When the kernel received it, Unix nanoseconds; now where it does not say."""
    for _, name, value in control:
        if name == SO_TIMESTAMPNS:
            seconds, rest = _STAMP.unpack(value[:16])
            return int(seconds) * 1_000_000_000 + int(rest)
    return time.time_ns()
