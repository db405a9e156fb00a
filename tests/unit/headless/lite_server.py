"""A media server of one peer for tests of the headless connection: ICE-lite by aioice.stun, DTLS and SRTP by aiortc."""

from __future__ import annotations

import asyncio
from typing import Any

from aioice import stun
from aiortc import RTCCertificate
from aiortc.rtcdtlstransport import RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport

UFRAG, PASSWORD = "lite", "a-password-of-twenty-two-characters"


class LiteServer(asyncio.DatagramProtocol):
    """Duck-types aiortc's ICE transport (``_recv``, ``_send``, ``role``)."""

    role = "controlled"

    def __init__(self) -> None:
        self.certificate = RTCCertificate.generateCertificate()
        self.dtls = RTCDtlsTransport(self, [self.certificate])  # type: ignore[arg-type]
        self.dtls._set_role("server")
        self.rtp: list[bytes] = []
        self.rtcp: list[bytes] = []
        self.checks = 0
        self.nominated = 0
        self.answering = True
        self.drop_checks = 0
        self.client: tuple[str, int] | None = None
        self.queue: asyncio.Queue[bytes] = asyncio.Queue()
        self.changed = asyncio.Event()
        self.endpoint: asyncio.DatagramTransport | None = None
        self.dtls._handle_rtp_data = self._take_rtp  # type: ignore[method-assign]
        self.dtls._handle_rtcp_data = self._take_rtcp  # type: ignore[method-assign]

    async def open(self) -> None:
        loop = asyncio.get_running_loop()
        self.endpoint, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))

    async def close(self) -> None:
        await self.dtls.stop()
        if self.endpoint is not None:
            self.endpoint.close()

    @property
    def port(self) -> int:
        assert self.endpoint is not None
        return int(self.endpoint.get_extra_info("sockname")[1])

    @property
    def fingerprint(self) -> str:
        return next(f.value for f in self.certificate.getFingerprints() if f.algorithm == "sha-256")

    async def handshake(self, client_fingerprint: str) -> None:
        await self.dtls.start(RTCDtlsParameters([RTCDtlsFingerprint("sha-256", client_fingerprint)]))

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        if data[0] >= 4:
            self.queue.put_nowait(data)
            return
        message = stun.parse_message(data)
        if message.message_class != stun.Class.REQUEST:
            return
        self.checks += 1
        self.changed.set()
        self.nominated += "USE-CANDIDATE" in message.attributes
        if not self.answering or self.checks <= self.drop_checks or not message.check_message_integrity(PASSWORD.encode()):
            return
        self.client = (addr[0], addr[1])
        response = stun.Message(stun.Method.BINDING, stun.Class.RESPONSE, transaction_id=message.transaction_id)
        response.attributes["XOR-MAPPED-ADDRESS"] = self.client
        response.add_message_integrity(PASSWORD.encode())
        assert self.endpoint is not None
        self.endpoint.sendto(bytes(response), addr)

    async def _recv(self) -> bytes:
        return await self.queue.get()

    async def _send(self, data: bytes) -> None:
        assert self.endpoint is not None
        self.endpoint.sendto(data, self.client)

    async def _take_rtp(self, data: bytes, arrival_time_ms: int) -> None:
        self.rtp.append(data)
        self.changed.set()

    async def _take_rtcp(self, data: bytes) -> None:
        self.rtcp.append(data)
        self.changed.set()

    async def until_rtp(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.rtp) < count:
                self.changed.clear()
                await self.changed.wait()

    async def until_checks(self, count: int) -> None:
        async with asyncio.timeout(5):
            while self.checks < count:
                self.changed.clear()
                await self.changed.wait()

    def send_raw(self, datagram: bytes) -> None:
        assert self.endpoint is not None
        self.endpoint.sendto(datagram, self.client)

    def description(self, sections: str, *, setup: str, extra_candidate: str = "") -> str:
        return (
            "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=ice-lite\r\na=group:BUNDLE main speaker\r\n"
            f"a=ice-ufrag:{UFRAG}\r\na=ice-pwd:{PASSWORD}\r\na=fingerprint:sha-256 {self.fingerprint}\r\na=setup:{setup}\r\n"
            f"{sections}{extra_candidate}a=candidate:1 1 udp 2130706431 127.0.0.1 {self.port} typ host\r\n"
            "a=end-of-candidates\r\n"
        )


SUBSCRIBER_SECTIONS = (
    "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:main\r\na=sendonly\r\na=rtcp-mux\r\n"
    "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\na=ssrc:1001 cname:x\r\n"
    "m=video 9 UDP/TLS/RTP/SAVPF 96 102\r\nc=IN IP4 0.0.0.0\r\na=mid:speaker\r\na=sendonly\r\na=rtcp-mux\r\n"
    "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtpmap:102 H264/90000\r\na=ssrc:1003 cname:x\r\n"
)
