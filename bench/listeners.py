"""Many listeners of one server, in one process: ``python -m bench.listeners DOOR STREAM [URL]``.

The same listeners for every server: real ICE, DTLS-SRTP and receiver reports, each with a UDP socket of its own; packets are
counted by sequence number from the clear header and one in fifty is decrypted as proof (``headless/load_receiver.py``).
``DOOR``: ``whep``, ``janus`` (its WebSocket API, streaming plugin), ``plain`` (keys are made here and told, no ICE or DTLS;
``URL`` is then the address to listen on).

Commands on standard input, one JSON answer each on standard output: ``add N``, ``reset``, ``count``.  Ends with the input.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp
import pylibsrtp

from bench.peers.feed import DISCARD
from headless import ice, sdp
from headless.dtls import DtlsClient, DtlsError, Identity
from headless.load_counts import DATAGRAM, SOUND, percentile_ms
from headless.load_receiver import Receiver, create
from media.rtp import rtcp

CAPACITY = 4096
AT_ONCE = 8
CONNECT_S = 20.0
FLIGHT_S = 0.25
CONSENT_S = 5.0
REPORT_S = 2.0
RECEIVE_BUFFER_BYTES = 1 << 18


class ListenerFailed(Exception):
    """It could not connect."""


@dataclass(slots=True)
class Listener:
    index: int
    sock: socket.socket
    ssrc: int
    ice: ice.IceClient | None = None
    dtls: DtlsClient | None = None
    secured: asyncio.Event = field(default_factory=asyncio.Event)
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    def send(self, datagram: bytes) -> None:
        try:
            self.sock.send(datagram)
        except OSError:
            pass  # lost on the way: ICE, DTLS and reports all come again


def player_offer(local: sdp.Local, stream: str) -> str:
    """A WHEP player's: one audio, perhaps one video, receive only, we are the DTLS client."""
    kinds = ["audio", "video"] if stream == "av" else ["audio"]
    outgoing = [sdp.Outgoing(str(n), kind, 0) for n, kind in enumerate(kinds)]
    lines = sdp.publisher_offer(local, outgoing).replace("a=setup:actpass", "a=setup:active").split("\r\n")
    kept = [line for line in lines if not line.startswith(("a=ssrc:", "a=msid:", "a=extmap:"))]
    return "\r\n".join(kept).replace("a=sendonly", "a=recvonly") + DISCARD


class Crowd:
    """All listeners of one server."""

    def __init__(self, door: str, stream: str, url: str) -> None:
        self.receiver: Receiver = create(CAPACITY)
        self._door, self._stream, self._url = door, stream, url
        self._identity = Identity()
        # One cipher for all: servers differ in the order of their preferences.
        self._identity.context.set_tlsext_use_srtp(b"SRTP_AEAD_AES_128_GCM")
        self._listeners: list[Listener] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._janus: Janus | None = None
        # Janus drops a ClientHello that comes on the heels of the first check, and the next comes a second later.
        self._hello_after_s = 0.05 if door == "janus" else 0.0
        self.profiles: set[str] = set()
        asyncio.get_running_loop().add_reader(self.receiver.fileno(), self._events)

    async def add(self, number: int) -> dict[str, Any]:
        """Return when every one of them has decrypted a packet.  Raises :class:`ListenerFailed`."""
        if self._door == "plain":
            return {"keys": [self._plain() for _ in range(number)]}
        started = time.monotonic()
        turns = asyncio.Semaphore(AT_ONCE)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as http:
            if self._door == "janus" and self._janus is None:
                self._janus = await Janus.open(self._url)
            elapsed = await asyncio.gather(*(self._connect(http, turns) for _ in range(number)))
        elapsed.sort()
        took = time.monotonic() - started
        return {
            "connect_p50_ms": round(elapsed[len(elapsed) // 2] * 1e3, 1),
            "connect_p95_ms": round(elapsed[len(elapsed) * 95 // 100] * 1e3, 1),
            "joins_per_s": round(number / took, 1),
        }

    def count(self) -> dict[str, Any]:
        """Since ``reset``."""
        totals = self.receiver.totals()
        return {
            **totals,
            "receiver": self.receiver.name,
            "profiles": sorted(self.profiles),
            "gap_p99_ms": percentile_ms(self.receiver.histogram("gap"), 0.99),
        }

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        asyncio.get_running_loop().remove_reader(self.receiver.fileno())
        for listener in self._listeners:
            self.receiver.remove(listener.index)
            if listener.dtls is not None:
                for datagram in listener.dtls.close():
                    listener.send(datagram)
            listener.sock.close()
        self.receiver.close()
        if self._janus is not None:
            await self._janus.close()

    # --- one listener -------------------------------------------------------------------------------------------------

    def _socket(self) -> Listener:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        listener = Listener(len(self._listeners), sock, random.randrange(1, 1 << 32))
        self._listeners.append(listener)
        self.receiver.add(listener.index, sock)
        return listener

    def _plain(self) -> tuple[int, str]:
        """Port and SRTP master key and salt."""
        listener, key = self._socket(), os.urandom(28)
        listener.sock.bind((self._url or "127.0.0.1", 0))
        profile = pylibsrtp.Policy.SRTP_PROFILE_AEAD_AES_128_GCM
        policy = pylibsrtp.Policy(key, pylibsrtp.Policy.SSRC_ANY_INBOUND, srtp_profile=profile)
        policy.window_size = 1024
        self.receiver.secure(listener.index, pylibsrtp.Session(policy))
        return listener.sock.getsockname()[1], key.hex()

    async def _connect(self, http: aiohttp.ClientSession, turns: asyncio.Semaphore) -> float:
        """Seconds from the first signalling byte to the first decrypted packet."""
        async with turns:
            started = time.monotonic()
            local = sdp.Local(ice.make_credential(8), ice.make_credential(24), self._identity.fingerprint, "listener")
            remote = await self._introduce(http, local)
            address = next((c.host, c.port) for c in remote.candidates if c.protocol == "udp" and ":" not in c.host)
            listener = self._socket()
            listener.sock.connect(address)
            listener.ice = ice.IceClient(local.ufrag, local.password, remote.ufrag, remote.password)
            listener.dtls = DtlsClient(self._identity, remote.fingerprint)
            try:
                async with asyncio.timeout(CONNECT_S):
                    await self._until_secure(listener)
                    await listener.heard.wait()
            except TimeoutError:
                what = "no packet" if listener.secured.is_set() else f"no DTLS, {listener.ice.answered} checks answered"
                raise ListenerFailed(f"listener {listener.index}: {what} within {CONNECT_S:g} s") from None
            self._tasks.append(asyncio.create_task(self._keep(listener)))
            return time.monotonic() - started

    async def _introduce(self, http: aiohttp.ClientSession, local: sdp.Local) -> sdp.Remote:
        if self._janus is not None:
            return await self._janus.watch(lambda offer: sdp.answer(offer, local) + DISCARD)
        headers = {"content-type": "application/sdp"}
        async with http.post(self._url, data=player_offer(local, self._stream), headers=headers) as reply:
            text = await reply.text()
            if reply.status != 201:
                raise ListenerFailed(f"WHEP: {reply.status} {text[:200]}")
            return sdp.parse(text)

    async def _until_secure(self, listener: Listener) -> None:
        assert listener.ice is not None and listener.dtls is not None
        while not listener.secured.is_set():
            if not listener.ice.answered:
                listener.send(listener.ice.check())
            else:
                for datagram in listener.dtls.tick():
                    listener.send(datagram)
            try:
                async with asyncio.timeout(FLIGHT_S):
                    await listener.secured.wait()
            except TimeoutError:
                continue

    async def _keep(self, listener: Listener) -> None:
        """Consent (RFC 7675) and receiver reports."""
        assert listener.ice is not None
        await asyncio.sleep(random.uniform(0, REPORT_S))
        for turn in count():
            if turn % round(CONSENT_S / REPORT_S) == 0:
                listener.send(listener.ice.check())
            self._report(listener)
            await asyncio.sleep(REPORT_S)

    def _report(self, listener: Listener) -> None:
        assert listener.dtls is not None and listener.dtls.outbound is not None
        blocks = tuple(
            rtcp.ReportBlock(s.ssrc, 0, 0, s.highest & 0xFFFF_FFFF, s.jitter) for s in self.receiver.streams(listener.index)
        )
        packets = (rtcp.ReceiverReport(listener.ssrc, blocks), rtcp.SourceDescription(((listener.ssrc, "listener"),)))
        listener.send(listener.dtls.outbound.protect_rtcp(rtcp.build(packets)))

    # --- what came ----------------------------------------------------------------------------------------------------

    def _events(self) -> None:
        for index, kind, _, data in self.receiver.take():
            listener = self._listeners[index]
            if kind == SOUND:
                listener.heard.set()
            elif kind == DATAGRAM and listener.ice is not None and listener.dtls is not None:
                self._datagram(listener, listener.ice, listener.dtls, data)

    def _datagram(self, listener: Listener, checks: ice.IceClient, dtls: DtlsClient, data: bytes) -> None:
        if data[0] < 4:
            before = checks.answered
            host, port = listener.sock.getpeername()
            reply = checks.receive(data, (host, port))
            if reply is not None:
                listener.send(reply)
            if not before and checks.answered:
                asyncio.get_running_loop().call_later(self._hello_after_s, self._hello, listener, dtls)
        elif 20 <= data[0] < 64 and checks.answered:
            try:
                flight = dtls.receive(data)
            except (DtlsError, EOFError):
                return
            for datagram in flight:
                listener.send(datagram)
            if dtls.inbound is not None and not listener.secured.is_set():
                self.receiver.secure(listener.index, dtls.inbound)
                self.profiles.add(dtls.profile)
                listener.secured.set()

    def _hello(self, listener: Listener, dtls: DtlsClient) -> None:
        if listener.sock.fileno() >= 0:
            for datagram in dtls.start():
                listener.send(datagram)


class Janus:
    """Its WebSocket API: one session, a handle of the streaming plugin per listener."""

    def __init__(self, http: aiohttp.ClientSession, link: aiohttp.ClientWebSocketResponse) -> None:
        self._http, self._link = http, link
        self._numbers = count(1)
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._session = 0
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def open(cls, url: str) -> Janus:
        http = aiohttp.ClientSession()
        janus = cls(http, await http.ws_connect(url, protocols=("janus-protocol",)))
        janus._session = (await janus._ask({"janus": "create"}, "success"))["data"]["id"]
        return janus

    async def watch(self, answer: Callable[[sdp.Remote], str]) -> sdp.Remote:
        attach = {"janus": "attach", "plugin": "janus.plugin.streaming"}
        handle = (await self._ask(attach, "success"))["data"]["id"]
        offer = (await self._message(handle, {"request": "watch", "id": 1}))["jsep"]["sdp"]
        remote = sdp.parse(offer)
        await self._message(handle, {"request": "start"}, {"type": "answer", "sdp": answer(remote), "trickle": False})
        return remote

    async def close(self) -> None:
        self._reader.cancel()
        await asyncio.gather(self._reader, return_exceptions=True)
        await self._link.close()
        await self._http.close()

    async def _message(self, handle: int, body: dict[str, Any], jsep: dict[str, Any] | None = None) -> Any:
        request: dict[str, Any] = {"janus": "message", "handle_id": handle, "body": body}
        if jsep is not None:
            request["jsep"] = jsep
        reply = await self._ask(request, "event")
        data = reply.get("plugindata", {}).get("data", {})
        if "error" in data:
            raise ListenerFailed(f"Janus: {data['error']}")
        return reply

    async def _ask(self, request: dict[str, Any], kind: str) -> Any:
        """The reply of that kind to the request; its ``ack`` is passed over."""
        transaction = f"{kind} {next(self._numbers)}"
        future = self._waiting[transaction] = asyncio.get_running_loop().create_future()
        session = {"session_id": self._session} if self._session else {}
        await self._link.send_json({**request, **session, "transaction": transaction})
        async with asyncio.timeout(CONNECT_S):
            return await future

    async def _read(self) -> None:
        async for message in self._link:
            data = json.loads(message.data)
            transaction = data.get("transaction", "")
            expected = transaction.partition(" ")[0]
            if data["janus"] == "error":
                if (future := self._waiting.pop(transaction, None)) is not None:
                    future.set_exception(ListenerFailed(f"Janus: {data['error']['reason']}"))
            elif data["janus"] == expected and (future := self._waiting.pop(transaction, None)) is not None:
                future.set_result(data)


async def serve(door: str, stream: str, url: str) -> None:
    crowd = Crowd(door, stream, url)
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    try:
        while line := (await reader.readline()).decode().strip():
            try:
                answer = await _command(crowd, line)
            except (ListenerFailed, OSError, aiohttp.ClientError, sdp.SdpError) as error:
                answer = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)
    finally:
        await crowd.close()


def _command(crowd: Crowd, line: str) -> Awaitable[dict[str, Any]]:
    name, _, number = line.partition(" ")

    async def at_once() -> dict[str, Any]:
        if name == "reset":
            crowd.receiver.reset()
            return {}
        if name == "count":
            return crowd.count()
        return {"error": f"unknown command {name}"}

    return crowd.add(int(number)) if name == "add" else at_once()


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    asyncio.run(serve(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) == 4 else ""))
