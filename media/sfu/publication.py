"""A publisher's tracks: which packet belongs to which, what may pass, and the feedback that is owed.

Pure.  The gate is closed before decryption: a packet of a track nobody may hear or see is dropped by its SSRC alone.  Two
kinds of packets are decrypted all the same and their content thrown away: the first of an SSRC (only an authentic packet may
bind an SSRC to a track) and one in :data:`FOLLOW_EVERY` after it, without which SRTP's rollover counter would be lost while
the gate is closed and the track could never be decrypted again (RFC 3711 section 3.3.1).
"""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

from media.rtp import h264, vp8
from media.rtp.header import PacketError, RtpHeader, parse_header
from media.rtp.rtcp import Fir, Nack, Packet, Pli, ReceiverReport, Remb, ReportBlock, SenderReport, build
from media.rtp.sequence import Compactor, NackGenerator, ReceiveStatistics
from media.rtp.transport_cc import ArrivalLog, sequence_number_of
from media.sfu.layout import PublisherLayout, TrackLayout
from media.sfu.source import CaptureClock, Source

FOLLOW_EVERY: Final = 1024
MAX_SSRCS: Final = 32
OUR_SSRC: Final = 0x4843_0000
REMB_BPS: Final = 2_500_000
KEY_FRAME_INTERVAL_S: Final = 0.5
NACK_INTERVAL_S: Final = 0.06
NACK_RETRIES: Final = 8
SOUND_PATIENCE_S: Final = 0.18
"""Lost sound is asked for no longer than a jitter buffer waits at most."""


class KeyFrames:
    """Key-frame requests of one track, merged and throttled: at most one every :data:`KEY_FRAME_INTERVAL_S`."""

    def __init__(self) -> None:
        self.wanted = False
        self._last = float("-inf")

    def due(self, now: float) -> bool:
        """True when a request is to be sent now.  It stays wanted until a key frame comes: requests get lost."""
        if not self.wanted or now - self._last < KEY_FRAME_INTERVAL_S:
            return False
        self._last = now
        return True

    def seen(self) -> None:
        self.wanted = False


class Track:
    """One published m-line.  ``passes`` is set by the forwarder; ``source`` is there once the track has been in a slot.

    ``peer``: the publisher's number at the fan-out kernel.
    """

    def __init__(self, track_id: str, pipe_id: bytes, peer: int, layout: TrackLayout) -> None:
        self.track_id = track_id
        self.peer = peer
        self.pipe_id = pipe_id
        self.layout = layout
        self.passes = False
        self.ssrc: int | None = None
        self.source: Source | None = None
        self.key_frames = KeyFrames()
        self.capture_clock = CaptureClock()
        self.fir_number = 0
        self._numbers = Compactor()
        self._begin()

    @property
    def is_video(self) -> bool:
        return self.layout.kind != "opus"

    def _begin(self) -> None:
        """Forget reception: what was dropped at the gate is not loss."""
        self.statistics = ReceiveStatistics(self.layout.clock_rate)
        self.nacks = NackGenerator(interval=NACK_INTERVAL_S, retries=NACK_RETRIES)
        if not self.is_video:
            self.nacks = NackGenerator(interval=NACK_INTERVAL_S, patience=SOUND_PATIENCE_S, doubled=1)
        self._given_up = 0

    def open(self, passes: bool) -> None:
        if passes and not self.passes:
            self._begin()
        self.passes = passes

    def bind(self, ssrc: int) -> bool:
        """Take packets of this SSRC from now on; True when it replaces another."""
        replaced = self.ssrc is not None and self.ssrc != ssrc
        if self.ssrc != ssrc:
            self._begin()
            self._numbers = Compactor()
        self.ssrc = ssrc
        return replaced

    def received(self, header: RtpHeader, packet: bytes, now: float) -> None:
        """Count a packet that passes; notes gaps, and key frames of video.

        Sound that was sent again stays lost in the reports: its encoder arms against the loss of the path (in-band FEC).
        """
        again = self.nacks.packet(header.sequence_number, now)
        if self.is_video or not again:
            self.statistics.packet(header.sequence_number, header.timestamp, now)
        if not self.is_video or not self.key_frames.wanted:
            return
        if _begins_key_frame(self.layout.kind, packet[header.payload_start : header.payload_end]):
            self.key_frames.seen()

    def outgoing(self, header: RtpHeader, packet: bytes) -> bytes | None:
        """The packet as it is forwarded.  Padding alone (a probe for bandwidth) is not, and leaves no gap behind it."""
        if not self.is_video:
            return packet
        number = self._numbers.renumber(header.sequence_number, skip=header.payload_start == header.payload_end)
        if number is None or number == header.sequence_number:
            return packet if number is not None else None
        return packet[:2] + number.to_bytes(2, "big") + packet[4:]

    def requests(self, now: float) -> list[Packet]:
        """NACKs and key-frame requests due now."""
        if self.ssrc is None or not self.passes:
            return []
        packets: list[Packet] = []
        missing = self.nacks.due(now)
        if self.nacks.given_up != self._given_up:
            self._given_up = self.nacks.given_up
            self.key_frames.wanted = self.is_video
        if missing and self.layout.nack:
            packets.append(Nack(OUR_SSRC, self.ssrc, tuple(missing)))
        if (self.layout.pli or self.layout.fir) and self.key_frames.due(now):
            packets.append(self._key_frame_request(self.ssrc))
        return packets

    def _key_frame_request(self, ssrc: int) -> Packet:
        if self.layout.pli:
            return Pli(OUR_SSRC, ssrc)
        self.fir_number = (self.fir_number + 1) & 0xFF
        return Fir(OUR_SSRC, ((ssrc, self.fir_number),))


def _begins_key_frame(kind: str, payload: bytes) -> bool:
    try:
        return vp8.is_key_frame_start(payload) if kind == "vp8" else h264.is_key_frame_start(payload)
    except PacketError:
        return False


class Placed(NamedTuple):
    """A packet that passes its gate."""

    track: Track
    replaced: bool
    """Its SSRC is a new one, in place of another."""
    packet: bytes | None
    """What to forward, if anything."""


class Publication:
    """The tracks of one publisher.

    ``counters`` (shared by all of a process): ``rtp_gated`` dropped undecrypted, ``rtp_followed`` decrypted and thrown away,
    ``rtp_unknown`` of no track, ``rtp_malformed``.
    """

    def __init__(self, owner: str, meeting_id: str, peer: int, layout: PublisherLayout, counters: Counter[str]) -> None:
        self.peer = peer
        self.counters = counters
        self.tracks = tuple(_track(f"{owner}/{track.name}", meeting_id, peer, track) for track in layout.tracks)
        self.mid_extension = layout.mid_extension
        self._by_ssrc: dict[int, Track | None] = dict.fromkeys(layout.ignored_ssrcs)
        self._announced = {ssrc: track for track in self.tracks for ssrc in track.layout.ssrcs}
        self._by_mid = {track.layout.mid.encode(): track for track in self.tracks}
        self._skipped: Counter[int] = Counter()
        self._numbered = layout.transport_cc_extension
        self._arrivals = ArrivalLog()

    def admits(self, data: bytes) -> bool:
        """Whether this SRTP packet is to be decrypted; False: dropped and counted."""
        ssrc = int.from_bytes(data[8:12], "big")
        if ssrc not in self._by_ssrc:
            if len(data) >= 12 and len(self._by_ssrc) < MAX_SSRCS:
                return True
            self.counters["rtp_unknown"] += 1
            return False
        track = self._by_ssrc[ssrc]
        if track is not None and track.passes and track.ssrc == ssrc:
            return True
        self._skipped[ssrc] += 1
        if track is not None and self._skipped[ssrc] % FOLLOW_EVERY == 0:
            return True
        self.counters["rtp_gated"] += 1
        return False

    def arrived(self, packet: bytes, arrival: float) -> None:
        """Note for congestion feedback a packet that was decrypted or stopped at its gate: both have crossed the net."""
        if self._numbered and (number := sequence_number_of(packet, self._numbered)) is not None:
            self._arrivals.packet(number, arrival)

    def congestion(self) -> list[bytes]:
        """Compounds of transport-wide feedback on what arrived since the last call; every 100 ms."""
        if not self._numbered:
            return []
        media_ssrc = next((track.ssrc for track in self.tracks if track.layout.transport_cc and track.ssrc), 0)
        messages = self._arrivals.feedback(OUR_SSRC, media_ssrc)
        return [build([ReceiverReport(OUR_SSRC), message]) for message in messages]

    def place(self, packet: bytes, now: float) -> Placed | None:
        """The track of a decrypted packet that passes; None: thrown away (gate closed, or of no track)."""
        try:
            header = parse_header(packet)
        except PacketError:
            self.counters["rtp_malformed"] += 1
            return None
        replaced = False
        if header.ssrc not in self._by_ssrc:
            track = self._by_ssrc[header.ssrc] = self._learn(header)
            replaced = track is not None and track.bind(header.ssrc)
        track = self._by_ssrc[header.ssrc]
        if track is None or header.payload_type != track.layout.payload_type:
            self.counters["rtp_unknown"] += 1
            return None
        if not track.passes or track.ssrc != header.ssrc:
            self.counters["rtp_followed"] += 1
            return None
        track.received(header, packet, now)
        return Placed(track, replaced, track.outgoing(header, packet))

    def _learn(self, header: RtpHeader) -> Track | None:
        """By mid, then by announced SSRC, then by a payload type only one track has."""
        if self.mid_extension and header.extension:
            try:
                mid = header.extensions().get(self.mid_extension)
            except PacketError:
                mid = None
            if mid is not None and mid in self._by_mid:
                return self._by_mid[mid]
        if header.ssrc in self._announced:
            return self._announced[header.ssrc]
        same = [track for track in self.tracks if track.layout.payload_type == header.payload_type]
        return same[0] if len(same) == 1 else None

    def control(self, packets: list[Packet], now: float, wall: float) -> list[tuple[Source, int, int]]:
        """Take in the publisher's RTCP; returns (source, NTP, RTP timestamp) of the clocks it sets."""
        clocks = []
        for packet in packets:
            track = self._by_ssrc.get(packet.ssrc) if isinstance(packet, SenderReport) else None
            if track is None or not isinstance(packet, SenderReport) or packet.ssrc != track.ssrc:
                continue
            track.statistics.sender_report(packet.ntp, now)
            ntp = track.capture_clock.report(packet.ntp, now + wall)
            if track.source is not None:
                clocks.append((track.source, ntp, packet.rtp_timestamp))
        return clocks

    def report(self, now: float) -> bytes:
        """The receiver report and REMB of this second; nothing while no track passes."""
        passing = [(track, track.ssrc) for track in self.tracks if track.passes and track.ssrc is not None]
        blocks: list[ReportBlock] = [
            track.statistics.report(ssrc, now) for track, ssrc in passing if track.statistics.received
        ]
        if not blocks:
            return b""
        rate = tuple(ssrc for track, ssrc in passing if track.layout.remb)
        remb = [Remb(OUR_SSRC, REMB_BPS, rate)] if rate else []
        return build([ReceiverReport(OUR_SSRC, tuple(blocks)), *remb])


def _track(track_id: str, meeting_id: str, peer: int, layout: TrackLayout) -> Track:
    return Track(track_id, f"{meeting_id}/{track_id}".encode(), peer, layout)
