"""The two connections of a participant: a subscriber answers the server's offer, a publisher makes its own."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable

from headless import sdp
from headless.connection import ConnectError, Connection
from headless.dtls import Identity
from headless.layers import CAMERA_MID, LayeredCamera
from headless.receiving import Received, Subscriber
from headless.sending import AudioSender, VideoSender
from media.rtp import rtcp
from media.rtp.header import PacketError

REPORT_S = 1.0
NTP_EPOCH = 2_208_988_800

OnLost = Callable[[], None]


class _Peer:
    """A connection with a report timer."""

    def __init__(self, identity: Identity, on_lost: OnLost) -> None:
        self._loop = asyncio.get_running_loop()
        self.connection = Connection(identity, self._on_rtp, self._on_rtcp, on_lost)
        self._timer: asyncio.TimerHandle | None = None
        self.ssrc = random.randrange(1, 1 << 32)
        """Of our reports where we send no media."""

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self.connection.close()

    def _start_reports(self) -> None:
        self._timer = self._loop.call_later(REPORT_S * random.uniform(0.1, 1.0), self._report_tick)

    def _report_tick(self) -> None:
        if not self.connection.connected:
            return
        for compound in self._reports():
            self.connection.send_rtcp(compound)
        self._timer = self._loop.call_later(REPORT_S, self._report_tick)

    def _reports(self) -> list[bytes]:
        raise NotImplementedError

    def _on_rtp(self, datagram: bytes) -> None:
        raise NotImplementedError

    def _on_rtcp(self, compound: bytes) -> None:
        raise NotImplementedError


class SubscriberPeer(_Peer):
    """Answers ``offer``.  Raises :class:`~headless.sdp.SdpError` on an offer without SSRCs."""

    def __init__(self, identity: Identity, peer: str, offer: str, on_lost: OnLost, *, decrypt_every: int = 1) -> None:
        super().__init__(identity, on_lost)
        self.peer = peer
        self.remote = sdp.parse(offer)
        self.answer = sdp.answer(self.remote, self.connection.local)
        streams = [Received(s.mid, s.kind, s.ssrc) for s in self.remote.sections if s.ssrc is not None]
        if len(streams) != len(self.remote.sections):
            raise sdp.SdpError("an m-line of the offer has no SSRC")
        self.received = Subscriber(streams, self.connection.unprotect, decrypt_every=decrypt_every)

    async def connect(self) -> None:
        """Raises :class:`~headless.connection.ConnectError`."""
        await self.connection.connect(self.remote)
        self._start_reports()

    def _on_rtp(self, datagram: bytes) -> None:
        now = time.monotonic()
        self.received.rtp(datagram, now)
        feedback = self.received.feedback(self.ssrc, now)
        if feedback:
            self.connection.send_rtcp(feedback)

    def _on_rtcp(self, compound: bytes) -> None:
        self.received.rtcp(compound, time.monotonic())

    def _reports(self) -> list[bytes]:
        return [self.received.report(self.ssrc, time.monotonic())]


class PublisherPeer(_Peer):
    """Offers microphone, camera and screen, in this order."""

    def __init__(
        self,
        identity: Identity,
        microphone: AudioSender,
        camera: VideoSender | LayeredCamera,
        screen_ssrc: int,
        on_lost: OnLost,
    ) -> None:
        super().__init__(identity, on_lost)
        self.peer = ""
        self._microphone, self._camera = microphone, camera
        outgoing = (
            sdp.Outgoing("0", "audio", microphone.stream.ssrc),
            sdp.Outgoing(
                CAMERA_MID, "video", camera.layers[0].stream.ssrc, tuple(layer.rid for layer in camera.layers if layer.rid)
            ),
            sdp.Outgoing("2", "video", screen_ssrc),
        )
        self.offer = sdp.publisher_offer(self.connection.local, outgoing)
        self.reports: dict[int, rtcp.ReportBlock] = {}
        """What the server last said of each of our SSRCs."""

    async def connect(self, peer: str, answer: str) -> None:
        """Raises :class:`~headless.connection.ConnectError`, :class:`~headless.sdp.SdpError`."""
        self.peer = peer
        remote = sdp.parse(answer)
        if remote.setup != "passive":
            raise ConnectError(f"the server wants to be DTLS {remote.setup}, not passive")
        await self.connection.connect(remote)
        self._start_reports()

    def _reports(self) -> list[bytes]:
        """Sender reports of what is on; all clocks derive from the loop's, so picture and sound stay together."""
        now, ntp = self._loop.time(), int((time.time() + NTP_EPOCH) * (1 << 32))
        reports = []
        if self._microphone.open:
            stream = self._microphone.stream
            reports.append(stream.report(ntp, stream.timestamp_at(now), self.connection.local.cname))
        for layer in self._camera.layers:
            if layer.open:
                reports.append(layer.stream.report(ntp, layer.stream.timestamp_at(now), self.connection.local.cname))
        return reports

    def _on_rtp(self, datagram: bytes) -> None:
        """A publisher receives no media; a datagram here is the server's error, not worth more than a count."""
        self.connection.reject()

    def _on_rtcp(self, compound: bytes) -> None:
        try:
            packets = rtcp.parse(compound)
        except PacketError:
            self.connection.reject()
            return
        for packet in packets:
            self._feedback(packet)

    def _feedback(self, packet: rtcp.Packet) -> None:
        layers = {layer.stream.ssrc: layer for layer in self._camera.layers}
        match packet:
            case rtcp.Pli(media_ssrc=ssrc) if ssrc in layers:
                layers[ssrc].key_frame()
            case rtcp.Fir(entries=entries):
                for layer in {layers[ssrc] for ssrc, _ in entries if ssrc in layers}:
                    layer.key_frame()
            case rtcp.Nack(media_ssrc=ssrc) if ssrc in layers:
                layers[ssrc].resend(packet.sequence_numbers, self.connection.send_again)
            case rtcp.Nack(media_ssrc=ssrc) if ssrc == self._microphone.stream.ssrc:
                self._microphone.resend(packet.sequence_numbers, self.connection.send_again)
            case rtcp.ReceiverReport() | rtcp.SenderReport():
                self.reports.update((block.ssrc, block) for block in packet.reports)
