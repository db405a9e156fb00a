"""One connection test: padding towards the client, and what the client sends counted and dropped.

Pure.  The padding is RTP of nothing but padding (RFC 3550 section 5.1), in a video m-line of its own, on its own SSRC.  It
comes in two steps: :data:`WARM_UP_BPS` first, by which the loss of a path is known that is not full, then :data:`LOAD_BPS`.
What the client sends is never decrypted: sizes, numbers and timestamps are in the clear, and its congestion control is
answered as a publisher's is (transport-wide feedback, else REMB).  All rates count IPv4 and UDP headers and the SRTP tag.

Driving contract
    :meth:`start` once DTLS is up and a test was asked for; then :meth:`due` every few milliseconds gives the packets to
    protect and send.  ``arrived`` and ``control`` for what comes; ``feedback`` every 100 ms, ``report`` every second.
    ``now`` is monotonic seconds, ``wall`` what to add to it for Unix time.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Sequence
from statistics import median
from typing import Final

from bus.messages import ProbeFigures
from media.rtp.rtcp import Packet, ReceiverReport, Remb, ReportBlock, SenderReport, build
from media.rtp.sequence import ReceiveStatistics
from media.rtp.transport_cc import ArrivalLog, sequence_number_of
from media.sfu.layout import PROBE_SSRC, VIDEO_CLOCK_HZ, ProbeLayout
from media.sfu.source import ntp_time
from media.sfu.track import OUR_SSRC
from media.transport.quality import RoundTrip, round_trip_s

WARM_UP_S: Final = 1.5
WARM_UP_BPS: Final = 1_000_000
DOWN_S: Final = 5.0
"""The warm-up is part of it."""
LOAD_BPS: Final = 4_000_000
HEADERS: Final = 28
"""Of IPv4 and UDP, in bytes."""
SRTP_TAG: Final = 16
PADDING: Final = 255
"""The most one packet can have: its last byte counts them."""
PACKET_BYTES: Final = 12 + PADDING + SRTP_TAG + HEADERS
MOST_AT_ONCE: Final = 32
"""Packets of one call of :meth:`Probe.due`.  What a busy machine did not send in time is not made up for in a burst."""
MAX_SSRCS: Final = 8
SLICE_S: Final = 0.5
SLICES_MEASURED: Final = 4
RISING: Final = 1.1
RISING_LOSS: Final = 0.02
ENOUGH_PACKETS: Final = 20
"""A share of fewer says nothing."""

_HEADER: Final = struct.Struct("!BBHII")
_TAIL: Final = bytes(PADDING - 1) + bytes((PADDING,))


def padded(elapsed: float) -> int:
    """Packets of padding sent until ``elapsed`` seconds after the start."""
    warm = min(elapsed, WARM_UP_S)
    full = min(max(0.0, elapsed - WARM_UP_S), DOWN_S - WARM_UP_S)
    return int((warm * WARM_UP_BPS + full * LOAD_BPS) / (8 * PACKET_BYTES))


class Probe:
    """``first``: sequence number and timestamp to begin with, random (RFC 3711 section 3.3.1: the number in 1…32767)."""

    def __init__(self, layout: ProbeLayout, first: tuple[int, int]) -> None:
        self._layout = layout
        self._first_number, self._first_timestamp = first
        self._started: float | None = None
        self._planned = 0
        self.sent = 0
        self._loss: float | None = None
        self._down_jitter_ms: float | None = None
        self._round_trip = RoundTrip()
        self._arrivals = ArrivalLog()
        self._streams: dict[int, ReceiveStatistics] = {}
        self._slices: defaultdict[int, int] = defaultdict(int)
        """Slice of time -> bytes that came in it."""
        self._losses: list[float] = []
        self._counted = (0, 0)
        self._cut_at = 0.0

    @property
    def running(self) -> bool:
        return self._started is not None

    @property
    def started_at(self) -> float:
        """When the load began; before it, the beginning of time."""
        return float("-inf") if self._started is None else self._started

    def start(self, now: float) -> None:
        if self._started is None:
            self._started = now

    # --- towards the client -------------------------------------------------------------------------------------------

    def sending(self, now: float) -> bool:
        """There will be more padding."""
        return self._started is not None and self._layout.payload_type is not None and now - self._started < DOWN_S

    def due(self, now: float) -> list[bytes]:
        """The packets, plain, that are to leave by now."""
        if self._started is None or self._layout.payload_type is None:
            return []
        planned = padded(now - self._started)
        number = min(planned - self._planned, MOST_AT_ONCE)
        self._planned = planned
        timestamp = self._first_timestamp + int((now - self._started) * VIDEO_CLOCK_HZ) & 0xFFFFFFFF
        return [self._packet(timestamp) for _ in range(number)]

    def _packet(self, timestamp: int) -> bytes:
        number = self._first_number + self.sent & 0xFFFF
        self.sent += 1
        return _HEADER.pack(0xA0, self._layout.payload_type or 0, number, timestamp, PROBE_SSRC) + _TAIL

    def control(self, packets: Sequence[Packet], now: float, wall: float) -> None:
        """RTCP of the client: what of the padding reached it, and how long our reports and its own took."""
        for packet in packets:
            for block in packet.reports if isinstance(packet, ReceiverReport | SenderReport) else ():
                if block.ssrc == PROBE_SSRC:
                    self._reported(block, now, wall)

    def _reported(self, block: ReportBlock, now: float, wall: float) -> None:
        expected = block.highest_sequence_number - self._first_number + 1
        if ENOUGH_PACKETS <= expected <= self.sent:
            self._loss = min(1.0, max(0.0, block.packets_lost / expected))
        self._down_jitter_ms = 1000 * block.jitter / VIDEO_CLOCK_HZ
        self._round_trip.take(round_trip_s(block.last_sr, block.delay_since_last_sr, now + wall))

    # --- from the client ----------------------------------------------------------------------------------------------

    def arrived(self, packet: bytes, arrival: float) -> None:
        """An SRTP packet: counted, answered by feedback, and thrown away."""
        if len(packet) < 12:
            return
        self._slices[int(arrival / SLICE_S)] += len(packet) + HEADERS
        extension = self._layout.transport_cc_extension
        if extension and (number := sequence_number_of(packet, extension)) is not None:
            self._arrivals.packet(number, arrival)
        ssrc = int.from_bytes(packet[8:12], "big")
        stream = self._streams.get(ssrc)
        if stream is None:
            if len(self._streams) >= MAX_SSRCS:
                return
            stream = self._streams[ssrc] = ReceiveStatistics(VIDEO_CLOCK_HZ)
        stream.packet(int.from_bytes(packet[2:4], "big"), int.from_bytes(packet[4:8], "big"), arrival)

    def feedback(self, now: float) -> list[bytes]:
        """RTCP compounds, plain, on what came since the last call."""
        self._cut(now)
        if not self._streams:
            return []
        messages = self._arrivals.feedback(OUR_SSRC, next(iter(self._streams)))
        return [build([ReceiverReport(OUR_SSRC), message]) for message in messages]

    def _cut(self, now: float) -> None:
        """The loss of the half second that is over."""
        if now - self._cut_at < SLICE_S:
            return
        self._cut_at = now
        expected = sum(stream.expected for stream in self._streams.values())
        received = sum(stream.received for stream in self._streams.values())
        due, came = expected - self._counted[0], received - self._counted[1]
        if due >= ENOUGH_PACKETS:
            self._losses.append(min(1.0, max(0.0, 1 - came / due)))
            self._counted = expected, received

    def report(self, now: float, wall: float) -> bytes:
        """The compound of this second, plain."""
        blocks = tuple(stream.report(ssrc, now) for ssrc, stream in self._streams.items() if stream.received)
        packets: list[ReceiverReport | SenderReport | Remb] = [ReceiverReport(OUR_SSRC, blocks)]
        if self._started is not None and self.sent:
            timestamp = self._first_timestamp + int((now - self._started) * VIDEO_CLOCK_HZ) & 0xFFFFFFFF
            octets = self.sent * PADDING & 0xFFFFFFFF
            packets = [SenderReport(PROBE_SSRC, ntp_time(now + wall), timestamp, self.sent, octets, blocks)]
        if self._streams and not self._layout.transport_cc_extension:
            packets.append(Remb(OUR_SSRC, LOAD_BPS, tuple(self._streams)))
        return build(packets)

    # --- figures ------------------------------------------------------------------------------------------------------

    def figures(self, peer_id: str) -> ProbeFigures:
        main = max(self._streams.values(), key=lambda stream: stream.received, default=None)
        return ProbeFigures(
            peer_id,
            self.sent,
            None if self._loss is None else round(self._loss, 4),
            None if self._down_jitter_ms is None else round(self._down_jitter_ms, 1),
            None if self._round_trip.ms is None else round(self._round_trip.ms, 1),
            round(self._best_bps()),
            round(median(self._losses), 4) if self._losses else None,
            None if main is None else round(1000 * main.jitter / VIDEO_CLOCK_HZ, 1),
            self._rising(),
        )

    def _rising(self) -> bool:
        """The last whole second brought a tenth more than the one before."""
        last = max(self._slices, default=0)
        recent, before = (sum(self._slices.get(last - n, 0) for n in pair) for pair in ((1, 2), (3, 4)))
        return before > 0 and recent > RISING * before and max(self._losses, default=0.0) < RISING_LOSS

    def _best_bps(self) -> float:
        best = max((sum(self._slices.get(n + i, 0) for i in range(SLICES_MEASURED)) for n in list(self._slices)), default=0)
        return 8 * best / (SLICES_MEASURED * SLICE_S)
