"""A publisher's tracks and the layers they come in: gates, reception, and the feedback that is owed.

Pure.  A track is one published m-line.  A *layer* is one RTP stream of it: its only one, or one of its simulcast (RFC 8853).
Every layer has its own SSRC, numbers, key frames, sender reports and source at the fan-out kernel.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from media.rtp import h264, rtx, vp8
from media.rtp.header import PacketError, RtpHeader, parse_header
from media.rtp.rtcp import Fir, Nack, Packet, Pli
from media.rtp.sequence import Compactor, NackGenerator, ReceiveStatistics
from media.sfu.layout import TrackLayout
from media.sfu.rate import RateMeter
from media.sfu.source import Source

OUR_SSRC: Final = 0x4843_0000
KEY_FRAME_INTERVAL_S: Final = 0.5
PATIENT_INTERVAL_S: Final = 3.0
"""Between key frames that are wanted only to move listeners up: they see a good picture meanwhile."""
NACK_INTERVAL_S: Final = 0.06
NACK_RETRIES: Final = 8
SOUND_PATIENCE_S: Final = 0.18
"""Lost sound is asked for no longer than a jitter buffer waits at most."""
STOPPED_S: Final = 0.6
"""A layer this far behind the newest packet of its track has stopped: senders short of bandwidth drop their top one."""


class KeyFrames:
    """Key-frame requests of one layer, merged and throttled: at most one every :data:`KEY_FRAME_INTERVAL_S`."""

    def __init__(self) -> None:
        self.wanted = False
        self._patient = False
        self._last = float("-inf")
        self._seen = float("-inf")

    def want(self, *, patient: bool = False) -> None:
        self._patient = patient and (self._patient or not self.wanted)
        self.wanted = True

    def due(self, now: float) -> bool:
        """True when a request is to be sent now.  It stays wanted until a key frame comes: requests get lost."""
        if not self.wanted or now - self._last < KEY_FRAME_INTERVAL_S:
            return False
        if self._patient and now - self._seen < PATIENT_INTERVAL_S:
            return False
        self._last = now
        return True

    def seen(self, now: float) -> None:
        self.wanted = False
        self._seen = now


class Received(NamedTuple):
    """A packet that passed its gate."""

    begins_key_frame: bool
    """Known only while a key frame is wanted."""
    packet: bytes | None
    """What to forward, if anything."""


class Layer:
    """``passes`` is the gate; ``source`` is there while the track is in a slot; ``rows`` is how many hold it open,
    a webcast's tap among them."""

    def __init__(self, track: Track, rid: str) -> None:
        self.track = track
        self.rid = rid
        self.layout = track.layout
        self.ssrc: int | None = None
        self.source: Source | None = None
        self.key_frames = KeyFrames()
        self.meter = RateMeter()
        self.pixels = 0
        """Of the last key frame that was looked at; 0: unknown."""
        self.clock: tuple[int, int] | None = None
        """(NTP in our time, RTP timestamp) of the last sender report."""
        self.passes = False
        self.rows = 0
        self.tapped = False
        """A webcast takes it."""
        self._fir_number = 0
        self._numbers = Compactor()
        self._begin()

    def _begin(self) -> None:
        """Forget reception: what was dropped at the gate is not loss."""
        self.statistics = ReceiveStatistics(self.layout.clock_rate)
        self.nacks = NackGenerator(interval=NACK_INTERVAL_S, retries=NACK_RETRIES)
        if not self.track.is_video:
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
            self.clock = None
        self.ssrc = ssrc
        return replaced

    def look(self, payload: bytes) -> bool:
        """Whether a key frame begins here; its size is remembered."""
        try:
            if self.layout.kind == "h264":
                return h264.is_key_frame_start(payload)
            begins = vp8.is_key_frame_start(payload)
            size = vp8.frame_size(payload) if begins else None
        except PacketError:
            return False
        if size is not None:
            self.pixels = size[0] * size[1]
        return begins

    def received(self, header: RtpHeader, packet: bytes, now: float) -> Received:
        """Count a packet that passes; notes gaps, and key frames of video.

        Sound that was sent again stays lost in the reports: its encoder arms against the loss of the path (in-band FEC).
        """
        again = self.nacks.packet(header.sequence_number, now)
        if self.track.is_video or not again:
            self.statistics.packet(header.sequence_number, header.timestamp, now)
        return self._taken(header, packet, now)

    def resent(self, header: RtpHeader, packet: bytes, now: float) -> Received | None:
        """Take in a packet of the stream of resends; None: nothing, had already, or given up.

        It stays lost in the reports of the layer: they speak of its own stream (RFC 4588 section 6).
        """
        number = rtx.original_sequence_number(packet, header)
        if number is None or self.ssrc is None or not self.nacks.misses(number):
            return None
        restored = rtx.restore(packet, header, payload_type=self.layout.payload_type, ssrc=self.ssrc)
        self.nacks.packet(number, now)
        return self._taken(parse_header(restored), restored, now)

    def _taken(self, header: RtpHeader, packet: bytes, now: float) -> Received:
        if not self.track.is_video:
            return Received(False, packet)
        begins = False
        if self.key_frames.wanted or not self.pixels:
            begins = self.look(packet[header.payload_start : header.payload_end]) and self.key_frames.wanted
            if begins:
                self.key_frames.seen(now)
        return Received(begins, self._outgoing(header, packet))

    def _outgoing(self, header: RtpHeader, packet: bytes) -> bytes | None:
        """The packet as it is forwarded.  Padding alone (a probe for bandwidth) is not, and leaves no gap behind it."""
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
            if self.track.is_video:
                self.key_frames.want()
        if missing and self.layout.nack:
            packets.append(Nack(OUR_SSRC, self.ssrc, tuple(missing)))
        if (self.layout.pli or self.layout.fir) and self.key_frames.due(now):
            packets.append(self._key_frame_request(self.ssrc))
        return packets

    def _key_frame_request(self, ssrc: int) -> Packet:
        if self.layout.pli:
            return Pli(OUR_SSRC, ssrc)
        self._fir_number = (self._fir_number + 1) & 0xFF
        return Fir(OUR_SSRC, ((ssrc, self._fir_number),))


class Track:
    """One published m-line.  ``passes`` is set by the forwarder.

    ``peer``: the publisher's number at the fan-out kernel.
    """

    def __init__(self, track_id: str, pipe_id: bytes, peer: int, layout: TrackLayout) -> None:
        self.track_id = track_id
        self.peer = peer
        self.pipe_id = pipe_id
        self.layout = layout
        self.passes = False
        self.layers = tuple(Layer(self, rid) for rid in layout.rids or ("",))
        self.by_rid = {layer.rid.encode(): layer for layer in self.layers}

    @property
    def is_video(self) -> bool:
        return self.layout.kind != "opus"

    @property
    def simulcast(self) -> bool:
        return len(self.layers) > 1

    def open(self, passes: bool) -> None:
        """The gate of the whole track.  Of a simulcast only the layers pass that somebody is shown."""
        self.passes = passes
        for layer in self.layers:
            layer.open(passes and (layer.rows > 0 or not self.simulcast))

    def ladder(self) -> tuple[Layer, ...]:
        """The layers that are coming in, smallest first; a layer that has stopped, or never began, is not among them."""
        if not self.simulcast:
            return self.layers
        newest = max(layer.meter.last for layer in self.layers)
        running = [layer for layer in self.layers if layer.ssrc is not None and newest - layer.meter.last <= STOPPED_S]
        sized = all(layer.pixels for layer in running)
        return tuple(sorted(running, key=lambda layer: layer.pixels if sized else layer.meter.bps))

    def requests(self, now: float) -> list[Packet]:
        """NACKs and key-frame requests of all layers due now."""
        return [packet for layer in self.layers for packet in layer.requests(now)]
