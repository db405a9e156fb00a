"""How well each participant's connections carry media: loss, jitter and round trip, from RTCP alone.

Pure.  Nothing is done per media packet.  Loss is what the path loses, whether or not a resend made it good (of pictures that
a publisher sends without RTX: what no resend made good).  Towards a *listener* the figures are those of its receiver
reports, with the packets it asked for again (NACK); its round trip is that of our sender reports (RFC 3550 section 6.4.1:
now - LSR - DLSR), whose NTP times lag a clock on the wall by ``MIX_DELAY_S``, because they tell when the sound was
captured.  Of a *publisher* they are our own reception; its round trip comes from reference times we send and the delays it
answers with (RFC 3611 sections 4.4 and 4.5), where its software answers.  Players (WHEP) are nobody's participants and not
measured.

Driving contract
    ``add`` a peer once it is connected, ``heard`` its RTCP, ``remove`` it when it is closed; ``turn`` every 100 ms gives the
    messages that are due.  A turn looks at one slice of the peers, each peer is looked at every :data:`ROUND_S`, and told
    when its figures have changed materially since they were told.  ``forget`` what was told when a new server comes.
    ``now`` is monotonic seconds, ``wall`` what to add to it for Unix time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from math import ceil, exp
from typing import TYPE_CHECKING, Final

from bus.messages import PeerQuality, Quality
from media.rtp.rtcp import Nack, Packet, ReceiverReport, ReferenceDelays, ReferenceTime, ReportBlock, SenderReport, build
from media.rtp.sequence import ReceiveStatistics
from media.sfu.layout import AUDIO_CLOCK_HZ, FIRST_SSRC, PROFILES
from media.sfu.losses import Losses
from media.sfu.source import MIX_DELAY_S, ntp_time
from media.sfu.track import OUR_SSRC, Layer

if TYPE_CHECKING:
    from media.transport.peer import Peer

ROUND_S: Final = 2.0
TURNS: Final = 20
"""Slices of a round: one every 100 ms."""
WINDOW_S: Final = 8.0
"""Time constant of the loss: a browser reports on sound every five seconds or so."""
ENOUGH_PACKETS: Final = 20.0
"""A share of fewer packets says nothing."""
SILENT_S: Final = 8.0
"""Browsers check their path every 2.5 to 5 seconds: after so long without one authenticated packet nothing gets through."""
LONGEST_ROUND_TRIP_S: Final = 60.0
"""What comes out longer, or before the report was sent, is no round trip."""

_AUDIO_LINES: Final = sum(line.media == "audio" for line in PROFILES["plenary"])
_LINES: Final = max(len(lines) for lines in PROFILES.values())


def round_trip_s(last_report: int, delay: int, now_unix: float) -> float | None:
    """Seconds from middle 32 bits of NTP and a delay in 1/65536 s; None: no report yet, or nonsense (RFC 3550 §6.4.1)."""
    if last_report == 0:
        return None
    arrival = ntp_time(now_unix) >> 16 & 0xFFFFFFFF
    trip = ((arrival - last_report - delay + 0x80000000 & 0xFFFFFFFF) - 0x80000000) / 65536
    return trip if -LONGEST_ROUND_TRIP_S < trip < LONGEST_ROUND_TRIP_S else None


class RoundTrip:
    """The shorter of the last two: one report that a busy machine sent late is no longer path."""

    __slots__ = ("_last", "ms")

    def __init__(self) -> None:
        self._last: float | None = None
        self.ms: float | None = None

    def take(self, trip_s: float | None) -> None:
        """None: the report told none."""
        if trip_s is None:
            return
        now = 1000 * max(0.0, trip_s)
        self.ms = now if self._last is None else min(now, self._last)
        self._last = now


class LossWindow:
    """Share of packets lost, older packets counting less."""

    __slots__ = ("_at", "_expected", "_lost")

    def __init__(self) -> None:
        self._expected = self._lost = self._at = 0.0

    def add(self, expected: int, lost: int, now: float) -> None:
        """``lost`` below zero: packets thought lost came late, or were sent again."""
        keep = exp(min(0.0, self._at - now) / WINDOW_S)
        self._at = now
        self._expected = self._expected * keep + expected
        self._lost = max(0.0, self._lost * keep + lost)

    @property
    def share(self) -> float | None:
        """0…1; None while too few packets are known."""
        return min(1.0, self._lost / self._expected) if self._expected >= ENOUGH_PACKETS else None


class Listener:
    """What a listener's reports and requests say of our rows."""

    __slots__ = ("_lines", "_loss", "jitter_ms", "round_trip")

    def __init__(self) -> None:
        self._loss = LossWindow()
        self._lines: dict[int, Losses] = {}
        self.jitter_ms: float | None = None
        self.round_trip = RoundTrip()

    def heard(self, packets: Sequence[Packet], now: float, wall: float) -> None:
        for packet in packets:
            if isinstance(packet, ReceiverReport | SenderReport):
                for block in packet.reports:
                    self._report(block, now, wall)
            elif isinstance(packet, Nack):
                line = self._lines.get(packet.media_ssrc - FIRST_SSRC)
                if line is not None:
                    line.ask(packet.sequence_numbers)

    def _report(self, block: ReportBlock, now: float, wall: float) -> None:
        number = block.ssrc - FIRST_SSRC
        if not 0 <= number < _LINES:
            return
        line = self._lines.get(number)
        if line is None:
            self._lines[number] = Losses(block)
        else:
            expected, lost = line.report(block)
            if expected >= 0:
                self._loss.add(expected, lost, now)
        if number < _AUDIO_LINES:
            self.jitter_ms = 1000 * block.jitter / AUDIO_CLOCK_HZ
            self.round_trip.take(round_trip_s(block.last_sr, block.delay_since_last_sr, now + wall - MIX_DELAY_S))

    def look(self, now: float) -> float | None:
        """The loss."""
        return self._loss.share


class Talker:
    """What we receive of a publisher's tracks; those behind a closed gate are not received."""

    __slots__ = ("_counted", "_loss", "_peer", "jitter_ms", "round_trip")

    def __init__(self, peer: Peer) -> None:
        self._peer = peer
        self._loss = LossWindow()
        self._counted: dict[Layer, tuple[ReceiveStatistics, int, int]] = {}
        """Layer -> its statistics, and packets expected and received when they were last looked at."""
        self.jitter_ms: float | None = None
        self.round_trip = RoundTrip()

    def heard(self, packets: Sequence[Packet], now: float, wall: float) -> None:
        for packet in packets:
            for ssrc, last, delay in packet.delays if isinstance(packet, ReferenceDelays) else ():
                if ssrc == OUR_SSRC:
                    self.round_trip.take(round_trip_s(last, delay, now + wall))

    def look(self, now: float) -> float | None:
        publication = self._peer.publication
        for layer in publication.layers() if publication is not None else ():
            statistics = layer.statistics
            if not layer.passes or not statistics.received:
                continue
            known, expected, received = self._counted.get(layer, (statistics, 0, 0))
            if known is not statistics or statistics.received < received:
                expected = received = 0
            self._counted[layer] = (statistics, statistics.expected, statistics.received)
            arrived = statistics.received - received
            if arrived:
                due = statistics.expected - expected
                self._loss.add(max(due, arrived), due - arrived, now)
            if not layer.track.is_video:
                self.jitter_ms = 1000 * statistics.jitter / layer.layout.clock_rate
        return self._loss.share


class Meter:
    """One peer: its figures, and those that were told last."""

    __slots__ = ("_told", "peer", "side")

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.side: Listener | Talker = Listener() if peer.kind == "subscriber" else Talker(peer)
        self._told: PeerQuality | None = None

    def forget(self) -> None:
        self._told = None

    def due(self, now: float) -> PeerQuality | None:
        """The figures when they are to be told now."""
        side = self.side
        loss = side.look(now)
        silent = now - self.peer.last_seen > SILENT_S
        figures = PeerQuality(
            self.peer.peer_id,
            round(loss, 4) if loss is not None else None,
            round(side.jitter_ms, 1) if side.jitter_ms is not None else None,
            round(side.round_trip.ms, 1) if side.round_trip.ms is not None else None,
            silent,
        )
        if not _differs(figures, self._told):
            return None
        self._told = figures
        return figures


def _differs(figures: PeerQuality, told: PeerQuality | None) -> bool:
    if told is None:
        return figures.silent or figures.loss is not None or figures.round_trip_ms is not None
    return (
        figures.silent != told.silent
        or _moved(figures.loss, told.loss, 0.003)
        or _moved(figures.jitter_ms, told.jitter_ms, 5.0)
        or _moved(figures.round_trip_ms, told.round_trip_ms, 10.0)
    )


def _moved(value: float | None, told: float | None, least: float) -> bool:
    if value is None or told is None:
        return value is not told
    return abs(value - told) >= max(least, 0.1 * told)


class Meters:
    """The peers of a node."""

    def __init__(self) -> None:
        self._meters: dict[str, Meter] = {}
        self._round: Iterator[str] = iter(())
        """Ids of the peers yet to be looked at: a peer that is gone is not kept by them."""
        self._slice = 0
        self._turns_left = 0

    def add(self, peer: Peer) -> None:
        if peer.kind != "whep":
            self._meters[peer.peer_id] = Meter(peer)

    def remove(self, peer: Peer) -> None:
        self._meters.pop(peer.peer_id, None)

    def questions(self, unix_s: float) -> list[tuple[int, bytes]]:
        """What to ask publishers once a second: (number at the kernel, compound)."""
        compound = build([ReceiverReport(OUR_SSRC), ReferenceTime(OUR_SSRC, ntp_time(unix_s))])
        return [(meter.peer.number, compound) for meter in self._meters.values() if isinstance(meter.side, Talker)]

    def heard(self, peer: Peer, packets: Sequence[Packet], now: float, wall: float) -> None:
        meter = self._meters.get(peer.peer_id)
        if meter is not None:
            meter.side.heard(packets, now, wall)

    def forget(self) -> None:
        """A server that has just come knows nothing."""
        for meter in self._meters.values():
            meter.forget()

    def turn(self, now: float) -> list[Quality]:
        """Look at the next slice: what to tell, a message per meeting."""
        if self._turns_left == 0:
            self._turns_left = TURNS
            self._slice = ceil(len(self._meters) / TURNS)
            self._round = iter(list(self._meters))
        self._turns_left -= 1
        told: dict[str, list[PeerQuality]] = {}
        for peer_id in islice(self._round, self._slice):
            meter = self._meters.get(peer_id)
            if meter is not None and (figures := meter.due(now)) is not None:
                told.setdefault(meter.peer.state.meeting_id, []).append(figures)
        return [Quality(meeting_id, tuple(peers)) for meeting_id, peers in told.items()]
