"""The real transport process in the test's loop, a server and a mixer played by the test, and a client of our own."""

from __future__ import annotations

import asyncio
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from aioice import stun
from aiortc.rtcdtlstransport import (
    RTCCertificate,
    RTCDtlsFingerprint,
    RTCDtlsParameters,
    RTCDtlsTransport,
)
from aiortc.rtcicetransport import RTCIceTransport

from bus.local import BusServer, Node
from bus.messages import (
    AcceptAnswer,
    DesiredPatch,
    MeetingState,
    OpenPublisher,
    OpenSubscriber,
    PeerClosed,
    PeerConnected,
    PeerState,
    Reply,
    RestartIce,
    ToServer,
)
from bus.pipe import RtpMessage, encode_opus
from media.polled_pipe import PolledPipe
from media.rtp import rtcp
from media.rtp.framing import Deframer, frame
from media.rtp.header import RtpHeader, parse_header
from media.sfu.layout import PROFILES
from media.transport.sdp import Description, parse
from media.transport_process import TransportOptions, TransportProcess

MEETING = "m"
Sent = TypeVar("Sent")


PATIENCE_S = 30.0
"""Nothing here takes a second: what waits longer waits for a busy machine."""
AHEAD_TICKS = 250
"""The buses are so far ahead of time: the transport drops sound that a busy machine keeps waiting for half a second."""


async def until(condition: Callable[[], Any], timeout_s: float = PATIENCE_S) -> None:
    async with asyncio.timeout(timeout_s):
        while not condition():  # noqa: ASYNC110 - polls state that has no event
            await asyncio.sleep(0.002)


class Rig:
    """``async with Rig() as rig``: everything on loopback and stopped at the end."""

    def __init__(self, advertise: tuple[str, ...] = ("127.0.0.1", "::1")) -> None:
        self._directory = tempfile.TemporaryDirectory()
        self._advertise = advertise
        self.run_dir = Path(self._directory.name)
        self.told: list[ToServer] = []
        self.piped: list[RtpMessage] = []
        self.node: Node | None = None
        self.hellos = 0
        self.version = 0
        self.requests = 0
        self._ticks = 0
        self._tasks: list[asyncio.Task[None]] = []
        self.clients: list[Client] = []

    async def __aenter__(self) -> Rig:
        self.server = self.new_server()
        await self.server.start()
        self.process = TransportProcess(TransportOptions(self.run_dir, "127.0.0.1", 0, self._advertise))
        self.mixer = PolledPipe(self.run_dir / "pipe.sock", lambda *rtp: self.piped.append(RtpMessage(*rtp)))
        self._tasks = [asyncio.create_task(self.process.run()), asyncio.create_task(self._poll_pipe())]
        await until(lambda: self.node is not None and self.mixer.connected and self.process.pipe.connected)
        return self

    async def __aexit__(self, *_: object) -> None:
        for client in self.clients:
            await client.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.server.close()
        self._directory.cleanup()

    async def _poll_pipe(self) -> None:
        try:
            while True:
                self.mixer.poll()
                await asyncio.sleep(0.002)
        finally:
            self.mixer.close()

    def new_server(self) -> BusServer:
        def on_node(node: Node) -> None:
            self.node = node
            self.hellos += 1

        def on_gone(_: Node) -> None:
            self.node = None

        return BusServer(
            self.run_dir / "bus.sock", on_node=on_node, on_message=lambda _, m: self.told.append(m), on_gone=on_gone
        )

    @property
    def port(self) -> int:
        return self.process.port.port

    def all_told(self, kind: type[Sent]) -> list[Sent]:
        return [message for message in self.told if isinstance(message, kind)]

    async def ask(self, request: Any) -> Reply:
        assert self.node is not None
        self.node.send(request)
        await until(lambda: any(reply.request_id == request.request_id for reply in self.all_told(Reply)))
        return next(reply for reply in self.all_told(Reply) if reply.request_id == request.request_id)

    def request_id(self) -> int:
        self.requests += 1
        return self.requests

    async def patch(self, *, meeting: MeetingState | None = None, peers: tuple[PeerState, ...] = (), **gone: Any) -> None:
        """Change the desired state and wait until the node has it."""
        assert self.node is not None
        self.version += 1
        self.node.send(DesiredPatch(self.version, (meeting,) if meeting else (), peers, **gone))
        await self.ask(AcceptAnswer(self.request_id(), "nobody", ""))

    def bus(self, bus: str, payload: bytes = b"\xfc\xff\xfe") -> int:
        """One packet of a mixed bus; returns its timestamp."""
        self._ticks = max(self._ticks + 1, int(time.monotonic() * 50) + AHEAD_TICKS)
        timestamp = self._ticks * 960 % (1 << 32)
        self.mixer.send(encode_opus(f"{MEETING}/{bus}".encode(), timestamp, payload))
        return timestamp

    # --- peers --------------------------------------------------------------------------------------------------------

    async def subscriber(
        self,
        peer_id: str = "s1",
        audio: tuple[str | None, ...] = ("floor",),
        video: tuple[str | None, ...] = (),
        refused: tuple[int, ...] = (),
        **options: Any,
    ) -> Client:
        """``refused``: payload types its answer leaves out."""
        state = PeerState(peer_id, MEETING, audio, video)
        reply = await self.ask(OpenSubscriber(self.request_id(), "p1", "plenary", state))
        assert not reply.error
        client = self.client(**options)
        client.peer_id = peer_id
        answer = subscriber_answer(client, reply.sdp, refused=refused)
        assert not (await self.ask(AcceptAnswer(self.request_id(), peer_id, answer))).error
        await client.connect(parse(reply.sdp))
        await until(lambda: any(told.peer_id == peer_id for told in self.all_told(PeerConnected)))
        return client

    async def publisher(self, peer_id: str = "pub1", owner: str = "p1", **options: Any) -> Client:
        client = self.client(**options)
        client.peer_id = peer_id
        offer = publisher_offer(client)
        reply = await self.ask(OpenPublisher(self.request_id(), owner, PeerState(peer_id, MEETING), offer))
        assert not reply.error, reply.error
        await client.connect(parse(reply.sdp))
        await until(lambda: any(told.peer_id == peer_id for told in self.all_told(PeerConnected)))
        return client

    async def restart_ice(self, client: Client) -> Description:
        reply = await self.ask(RestartIce(self.request_id(), client.peer_id))
        assert not reply.error
        return parse(reply.sdp)

    def client(self, **options: Any) -> Client:
        client = Client(self.port, **options)
        self.clients.append(client)
        return client

    def closed(self, peer_id: str) -> str | None:
        """Why a peer was closed, if it was."""
        return next((told.reason for told in self.all_told(PeerClosed) if told.peer_id == peer_id), None)


class Client:
    """A client on one socket: controlling ICE agent, DTLS client, SRTP; ``rtp`` and ``rtcp`` are what it decrypted."""

    def __init__(
        self, port: int, *, host: str = "127.0.0.1", certificate: RTCCertificate | None = None, tcp: bool = False
    ) -> None:
        self.host = host
        self.tcp = tcp
        """ICE-TCP (RFC 6544) instead of UDP."""
        self.port = port
        self.peer_id = ""
        self.ufrag, self.password = "clnt", "c" * 24
        self.certificate = certificate or RTCCertificate.generateCertificate()
        self.rtp: list[tuple[float, RtpHeader, bytes]] = []
        self.rtcp: list[rtcp.Packet] = []
        self.stun: list[stun.Message] = []
        self.datagrams = 0
        self.hung_up = False
        """The server has closed the connection (TCP)."""
        self.split_dtls = 0
        """Cut the records of the first flight into pieces of this many bytes, each in a datagram of its own."""
        self.hellos = 1 << 30
        """ClientHellos that may leave; the rest are lost."""
        self.drop_dtls_in: Callable[[bytes], bool] = lambda data: False
        self._dtls_in: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.remote_ufrag = self.remote_password = ""
        self.dtls = _ClientDtls(self)
        self._loop = asyncio.get_running_loop()
        self._open()

    def _open(self) -> None:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        self.sock = socket.socket(family, socket.SOCK_STREAM if self.tcp else socket.SOCK_DGRAM)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 17 if self.tcp else 1 << 20)
        self.sock.bind((self.host, 0))
        if self.tcp:
            self.deframer = Deframer()
            self.sock.connect((self.host, self.port))
        self.sock.setblocking(False)
        self._loop.add_reader(self.sock.fileno(), self._readable)

    def roam(self) -> None:
        """Go on from another address: the network has changed."""
        self._loop.remove_reader(self.sock.fileno())
        self.sock.close()
        self._open()

    @property
    def fingerprint(self) -> str:
        return next(f.value for f in self.certificate.getFingerprints() if f.algorithm == "sha-256")

    async def connect(self, description: Description) -> None:
        self.use(description)
        await self.check()
        fingerprints = [RTCDtlsFingerprint(*f) for f in description.media[0].fingerprints]
        async with asyncio.timeout(PATIENCE_S):
            await self.dtls.start(RTCDtlsParameters(fingerprints))

    def use(self, description: Description) -> None:
        """Take the server's ICE credentials."""
        self.remote_ufrag, self.remote_password = description.media[0].ufrag, description.media[0].password

    def request(self, *, username: str | None = None, nominate: bool = True, role: str = "ICE-CONTROLLING") -> stun.Message:
        """A connectivity check, not yet signed; an empty ``username`` is left out."""
        named = f"{self.remote_ufrag}:{self.ufrag}" if username is None else username
        values: dict[str, object] = {"USERNAME": named} if named else {}
        values |= {"PRIORITY": 1, role: 7}
        if nominate:
            values["USE-CANDIDATE"] = None
        return stun.Message(stun.Method.BINDING, stun.Class.REQUEST, attributes=values)

    async def check(self, *, nominate: bool = True) -> stun.Message:
        """One connectivity check; returns the verified answer."""
        request = self.request(nominate=nominate)
        request.add_message_integrity(self.remote_password.encode())
        self.send(bytes(request))
        await until(lambda: any(m.transaction_id == request.transaction_id for m in self.stun))
        answer = next(m for m in self.stun if m.transaction_id == request.transaction_id)
        assert answer.check_message_integrity(self.remote_password.encode())
        return answer

    def send(self, data: bytes) -> None:
        if self.tcp:
            self.sock.sendall(frame(data))
        else:
            self.sock.sendto(data, (self.host, self.port))

    def send_rtp(self, packet: bytes) -> None:
        self.send(self.dtls._tx_srtp.protect(packet))

    def send_rtcp(self, *packets: rtcp.Packet) -> None:
        self.send(self.dtls._tx_srtp.protect_rtcp(rtcp.build(packets)))

    def received(self, mid: str = "main") -> list[tuple[float, RtpHeader, bytes]]:
        ssrc = next(line.ssrc for line in PROFILES["plenary"] if line.mid == mid)
        return [entry for entry in self.rtp if entry[1].ssrc == ssrc]

    def told(self, kind: type[Sent]) -> list[Sent]:
        return [packet for packet in self.rtcp if isinstance(packet, kind)]

    async def close(self) -> None:
        if self.sock.fileno() >= 0:
            self._loop.remove_reader(self.sock.fileno())
            self.sock.close()
        if self.dtls._task is not None:
            self.dtls._task.cancel()
            await asyncio.gather(self.dtls._task, return_exceptions=True)

    def _readable(self) -> None:
        while self.sock.fileno() >= 0:
            try:
                data = self.sock.recv(2048)
            except (BlockingIOError, ConnectionError):
                return
            if not data:
                self._loop.remove_reader(self.sock.fileno())
                self.hung_up = True
                return
            for packet in self.deframer.feed(data) if self.tcp else [data]:
                self._received(packet)

    def pause(self) -> None:
        """Read nothing for a while."""
        self._loop.remove_reader(self.sock.fileno())

    def resume(self) -> None:
        self._loop.add_reader(self.sock.fileno(), self._readable)

    def _received(self, data: bytes) -> None:
        self.datagrams += 1
        if data[0] < 4:
            self.stun.append(stun.parse_message(data))
        elif not 20 <= data[0] <= 63:
            self._dtls_in.put_nowait(data)
        elif not self.drop_dtls_in(data):
            self._dtls_in.put_nowait(data)


class _Ice:
    role = "controlling"

    def __init__(self, client: Client) -> None:
        self._client = client

    async def _recv(self) -> bytes:
        data = await self._client._dtls_in.get()
        assert data is not None
        return data

    async def _send(self, data: bytes) -> None:
        if data[0] == 22 and data[13] == 1:
            self._client.hellos -= 1
            if self._client.hellos < 0:
                return
        size, self._client.split_dtls = self._client.split_dtls, 0
        for piece in fragment(data, size) if size else [data]:
            self._client.send(piece)


class _ClientDtls(RTCDtlsTransport):
    def __init__(self, client: Client) -> None:
        super().__init__(cast(RTCIceTransport, _Ice(client)), [client.certificate])
        self._client = client
        self._set_role("client")

    async def _handle_rtp_data(self, data: bytes, arrival_time_ms: int) -> None:
        self._client.rtp.append((time.monotonic(), parse_header(data), data))

    async def _handle_rtcp_data(self, data: bytes) -> None:
        self._client.rtcp += rtcp.parse(data)


def fragment(record: bytes, size: int) -> list[bytes]:
    """Cut the one handshake message of a DTLS record into fragments (RFC 6347 section 4.2.3), a datagram each.

    Record numbers skip those the client will give its next records, so that none looks like a replay.
    """
    header, message, body = record[:13], record[13:25], record[25:]
    pieces = []
    for n, start in enumerate(range(0, len(body), size)):
        part = body[start : start + size]
        fragment_header = message[:6] + start.to_bytes(3, "big") + len(part).to_bytes(3, "big")
        sequence = (int.from_bytes(header[5:11], "big") + (20 + n if n else 0)).to_bytes(6, "big")
        length = (len(fragment_header) + len(part)).to_bytes(2, "big")
        pieces.append(header[:5] + sequence + length + fragment_header + part)
    return pieces


def subscriber_answer(client: Client, offer: str, *, inactive: tuple[str, ...] = (), refused: tuple[int, ...] = ()) -> str:
    """What a browser answers: everything the offer holds but ``refused``, recvonly, ourselves the DTLS client."""
    sections = []
    for media in parse(offer).media:
        formats = " ".join(str(number) for number in media.payload_types if number not in refused)
        direction = "inactive" if media.mid in inactive else "recvonly"
        sections.append(
            f"m={media.kind} 9 UDP/TLS/RTP/SAVPF {formats}\r\nc=IN IP4 0.0.0.0\r\na=mid:{media.mid}\r\na={direction}\r\n"
            f"{_transport(client, 'active')}"
        )
    mids = " ".join(media.mid for media in parse(offer).media)
    return f"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {mids}\r\n" + "".join(sections)


MIC_SSRC, CAM_SSRC, SCREEN_SSRC = 1001, 1002, 1003
MID_EXTENSION_ID = 4


def publisher_offer(client: Client, *, ssrcs: bool = True) -> str:
    """Microphone, camera and screen as Chromium offers them, in short."""

    def section(mid: int, kind: str, formats: str, codecs: str, ssrc: int) -> str:
        announced = f"a=ssrc:{ssrc} cname:c\r\n" if ssrcs else ""
        return (
            f"m={kind} 9 UDP/TLS/RTP/SAVPF {formats}\r\nc=IN IP4 0.0.0.0\r\na=mid:{mid}\r\na=sendonly\r\n"
            f"a=extmap:{MID_EXTENSION_ID} urn:ietf:params:rtp-hdrext:sdes:mid\r\n{codecs}{announced}"
            f"{_transport(client, 'actpass')}"
        )

    video = (
        "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n"
        "a=rtpmap:102 H264/90000\r\na=fmtp:102 packetization-mode=1;profile-level-id=42e01f\r\na=rtcp-fb:102 nack pli\r\n"
    )
    return (
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1 2\r\n"
        + section(0, "audio", "111", "a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 nack\r\n", MIC_SSRC)
        + section(1, "video", "96 102", video, CAM_SSRC)
        + section(2, "video", "96 102", video, SCREEN_SSRC)
    )


def _transport(client: Client, setup: str) -> str:
    return (
        f"a=rtcp-mux\r\na=ice-ufrag:{client.ufrag}\r\na=ice-pwd:{client.password}\r\n"
        f"a=fingerprint:sha-256 {client.fingerprint}\r\na=setup:{setup}\r\n"
    )
