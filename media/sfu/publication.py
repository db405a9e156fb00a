"""A publisher's connection: which packet belongs to which layer, what may pass, and the reports that are owed.

Pure.  The gate is closed before decryption: a packet of a track nobody may hear or see is dropped by its SSRC alone.  Two
kinds of packets are decrypted all the same and their content thrown away: the first of an SSRC (only an authentic packet may
bind an SSRC to a layer) and one in :data:`FOLLOW_EVERY` after it, without which SRTP's rollover counter would be lost while
the gate is closed and the layer could never be decrypted again (RFC 3711 section 3.3.1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from media.rtp.header import PacketError, RtpHeader, parse_header
from media.rtp.rtcp import Packet, ReceiverReport, Remb, ReportBlock, SenderReport, build
from media.rtp.sequence import ReceiveStatistics
from media.rtp.transport_cc import ArrivalLog, sequence_number_of
from media.sfu.layout import PublisherLayout, TrackLayout
from media.sfu.rate import SendingRate
from media.sfu.source import CaptureClock, Source
from media.sfu.track import OUR_SSRC, Layer, Received, Track

FOLLOW_EVERY: Final = 1024
MAX_SSRCS: Final = 32
MAX_BLOCKS: Final = 31
"""Of one report (RFC 3550 section 6.4.1)."""
STRANGER_TRIES: Final = 64
"""Packets of an SSRC that are looked at before it counts as unknown: the one that names its layer may be lost or late."""


class Placed(NamedTuple):
    """A packet that passes its gate."""

    track: Track
    replaced: bool
    """Its SSRC is a new one, in place of another."""
    packet: bytes | None
    """What to forward, if anything."""
    layer: Layer
    begins_key_frame: bool
    """A key frame that is wanted begins with it."""


class Resends:
    """A stream of resends (RFC 4588) and the layer it repairs."""

    def __init__(self, ssrc: int, layer: Layer) -> None:
        self.ssrc = ssrc
        self.layer = layer
        self.statistics = ReceiveStatistics(layer.layout.clock_rate)


class Publication:
    """The tracks of one publisher.

    ``counters`` (shared by all of a process): ``rtp_gated`` dropped undecrypted, ``rtp_followed`` decrypted and thrown away,
    ``rtp_unknown`` of no track, ``rid_unknown`` of no layer, ``rtx_unknown`` resends of no layer, ``rtx_restored`` resends
    that were of use, ``rtx_ignored`` those that were not, ``rtp_malformed``.
    """

    def __init__(self, owner: str, meeting_id: str, peer: int, layout: PublisherLayout, counters: Counter[str]) -> None:
        self.peer = peer
        self.counters = counters
        self.tracks = tuple(_track(f"{owner}/{track.name}", meeting_id, peer, track) for track in layout.tracks)
        self._layout = layout
        self._by_ssrc: dict[int, Layer | Resends | None] = dict.fromkeys(layout.ignored_ssrcs)
        self._strangers: Counter[int] = Counter()
        """SSRCs of which no packet has named its layer yet, and how many have been looked at."""
        self._resends: dict[Layer, Resends] = {}
        self._announced = {ssrc: track for track in self.tracks for ssrc in track.layout.ssrcs if not track.simulcast}
        self._announced_resends = {
            ssrc: self._announced[repaired]
            for track in self.tracks
            for ssrc, repaired in track.layout.resends.items()
            if repaired in self._announced
        }
        self._by_mid = {track.layout.mid.encode(): track for track in self.tracks}
        self._skipped: Counter[int] = Counter()
        self._numbered = layout.transport_cc_extension
        self._arrivals = ArrivalLog()
        self._clock = CaptureClock()
        self._rate = SendingRate()

    def layers(self) -> Iterator[Layer]:
        for track in self.tracks:
            yield from track.layers

    # --- packets ------------------------------------------------------------------------------------------------------

    def admits(self, data: bytes) -> bool:
        """Whether this SRTP packet is to be decrypted; False: dropped and counted."""
        ssrc = int.from_bytes(data[8:12], "big")
        if ssrc not in self._by_ssrc:
            return self._admits_stranger(data, ssrc)
        bound = self._by_ssrc[ssrc]
        if bound is not None and self._passes(bound, ssrc):
            return True
        self._skipped[ssrc] += 1
        if bound is not None and self._skipped[ssrc] % FOLLOW_EVERY == 0:
            return True
        self.counters["rtp_gated"] += 1
        return False

    def _admits_stranger(self, data: bytes, ssrc: int) -> bool:
        known = ssrc in self._strangers
        if len(data) < 12 or (not known and len(self._by_ssrc) + len(self._strangers) >= MAX_SSRCS):
            self.counters["rtp_unknown"] += 1
            return False
        self._strangers[ssrc] += 1
        if self._strangers[ssrc] <= STRANGER_TRIES or self._strangers[ssrc] % FOLLOW_EVERY == 0:
            return True
        self.counters["rtp_unknown"] += 1
        return False

    def _passes(self, bound: Layer | Resends, ssrc: int) -> bool:
        if isinstance(bound, Layer):
            return bound.passes and bound.ssrc == ssrc
        return bound.layer.passes and self._resends.get(bound.layer) is bound

    def arrived(self, packet: bytes, arrival: float) -> None:
        """Note the rate of a packet's layer and its number for congestion feedback.

        Of packets that were decrypted and of those stopped at their gate: both have crossed the net.
        """
        bound = self._by_ssrc.get(int.from_bytes(packet[8:12], "big"))
        if isinstance(bound, Layer):
            bound.meter.packet(len(packet), arrival)
        if self._numbered and (number := sequence_number_of(packet, self._numbered)) is not None:
            self._arrivals.packet(number, arrival)

    def place(self, packet: bytes, now: float) -> Placed | None:
        """The layer of a decrypted packet that passes; None: thrown away (gate closed, or of no layer)."""
        try:
            header = parse_header(packet)
        except PacketError:
            self.counters["rtp_malformed"] += 1
            return None
        bound = self._by_ssrc.get(header.ssrc)
        replaced = False
        if bound is None:
            bound = self._learn(header) if header.ssrc not in self._by_ssrc else None
            if bound is None:
                self.counters["rtp_unknown"] += 1
                return None
            replaced = self._bind(header.ssrc, bound, packet[header.payload_start : header.payload_end])
        if isinstance(bound, Resends):
            return self._place_resend(bound, header, packet, now)
        if header.payload_type != bound.layout.payload_type:
            self.counters["rtp_unknown"] += 1
            return None
        if not self._passes(bound, header.ssrc):
            self.counters["rtp_followed"] += 1
            return None
        return _placed(bound, replaced, bound.received(header, packet, now))

    def _place_resend(self, resends: Resends, header: RtpHeader, packet: bytes, now: float) -> Placed | None:
        if header.payload_type != resends.layer.layout.resend_payload_type:
            self.counters["rtx_unknown"] += 1
            return None
        if not self._passes(resends, header.ssrc):
            self.counters["rtp_followed"] += 1
            return None
        resends.statistics.packet(header.sequence_number, header.timestamp, now)
        received = resends.layer.resent(header, packet, now)
        self.counters["rtx_restored" if received else "rtx_ignored"] += 1
        return _placed(resends.layer, False, received) if received else None

    # --- which stream is which ----------------------------------------------------------------------------------------

    def _learn(self, header: RtpHeader) -> Layer | Resends | None:
        """By mid and rid, then by announced SSRC, then by a payload type only one track has (RFC 8843 section 9.2)."""
        try:
            named = header.extensions() if header.extension else {}
        except PacketError:
            named = {}
        layout = self._layout
        mid, rid, repaired = (
            named.get(number) if number else None
            for number in (layout.mid_extension, layout.rid_extension, layout.repaired_rid_extension)
        )
        track = self._by_mid.get(mid) if mid is not None else None
        if track is None:
            track = self._announced.get(header.ssrc) or self._announced_resends.get(header.ssrc)
        if track is None:
            track = self._alone(header.payload_type)
        if track is None:
            return None
        is_resend = header.payload_type == track.layout.resend_payload_type
        layer = self._layer(track, repaired if is_resend else rid)
        if layer is None or not is_resend:
            return layer
        return Resends(header.ssrc, layer)

    def _alone(self, payload_type: int) -> Track | None:
        same = [
            track for track in self.tracks if payload_type in (track.layout.payload_type, track.layout.resend_payload_type)
        ]
        return same[0] if len(same) == 1 else None

    def _layer(self, track: Track, rid: bytes | None) -> Layer | None:
        if not track.simulcast:
            return track.layers[0]
        if rid is None:
            return None
        layer = track.by_rid.get(rid)
        if layer is None:
            self.counters["rid_unknown"] += 1
        return layer

    def _bind(self, ssrc: int, bound: Layer | Resends, payload: bytes) -> bool:
        """True when a layer takes another SSRC than before."""
        self._strangers.pop(ssrc, None)
        self._by_ssrc[ssrc] = bound
        if isinstance(bound, Resends):
            self._resends[bound.layer] = bound
            return False
        if bound.track.is_video:
            bound.look(payload)
        return bound.bind(ssrc)

    # --- reports ------------------------------------------------------------------------------------------------------

    def congestion(self) -> list[bytes]:
        """Compounds of transport-wide feedback on what arrived since the last call; every 100 ms."""
        if not self._numbered:
            return []
        media_ssrc = next((layer.ssrc for layer in self.layers() if layer.layout.transport_cc and layer.ssrc), 0)
        messages = self._arrivals.feedback(OUR_SSRC, media_ssrc)
        return [build([ReceiverReport(OUR_SSRC), message]) for message in messages]

    def control(self, packets: list[Packet], now: float, wall: float) -> list[tuple[Source, int, int]]:
        """Take in the publisher's RTCP; returns (source, NTP, RTP timestamp) of the clocks it sets.

        All its streams share one clock, so all its layers tell the same time of the same picture.
        """
        clocks = []
        for packet in packets:
            layer = self._by_ssrc.get(packet.ssrc) if isinstance(packet, SenderReport) else None
            if not isinstance(layer, Layer) or not isinstance(packet, SenderReport) or packet.ssrc != layer.ssrc:
                continue
            layer.statistics.sender_report(packet.ntp, now)
            layer.clock = self._clock.report(packet.ntp, now + wall), packet.rtp_timestamp
            if layer.source is not None:
                clocks.append((layer.source, *layer.clock))
        return clocks

    def report(self, now: float) -> bytes:
        """The receiver report and REMB of this second; nothing while no track passes."""
        passing = [(layer, layer.ssrc) for layer in self.layers() if layer.passes and layer.ssrc is not None]
        blocks: list[ReportBlock] = []
        worst = 0
        for layer, ssrc in passing:
            if layer.statistics.received:
                blocks.append(layer.statistics.report(ssrc, now))
                worst = max(worst, blocks[-1].fraction_lost if layer.layout.remb else 0)
        blocks += [
            resends.statistics.report(resends.ssrc, now)
            for resends in self._resends.values()
            if resends.layer.passes and resends.statistics.received
        ]
        if not blocks:
            return b""
        rated = tuple(ssrc for layer, ssrc in passing if layer.layout.remb)
        remb = [Remb(OUR_SSRC, self._rate.update(self._received_bps(now), worst / 256), rated)] if rated else []
        return build([ReceiverReport(OUR_SSRC, tuple(blocks[:MAX_BLOCKS])), *remb])

    def _received_bps(self, now: float) -> float:
        return sum(layer.meter.bps for layer in self.layers() if layer.layout.remb and now - layer.meter.last < 1.0)


def _placed(layer: Layer, replaced: bool, received: Received) -> Placed:
    return Placed(layer.track, replaced, received.packet, layer, received.begins_key_frame)


def _track(track_id: str, meeting_id: str, peer: int, layout: TrackLayout) -> Track:
    return Track(track_id, f"{meeting_id}/{track_id}".encode(), peer, layout)
