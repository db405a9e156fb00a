"""Sources, rows and their switches: the arithmetic of the fan-out (pure; ``docs/algorithms/fanout.md`` gives the reasons).

All sequence numbers here are indices: 16-bit numbers extended so that they never repeat.  A row's index is the SRTP packet
index of its stream; one index is never given to two payloads.
"""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from media.fanout.kernel import Kind
from media.fanout.packet import SourcePacket
from media.rtp import vp8
from media.rtp.header import HEADER_LENGTH
from media.rtp.history import History
from media.rtp.rtcp import SenderReport, SourceDescription, build
from media.rtp.sequence import MAX_DROPOUT, Unwrapper, distance, timestamp_distance

SWITCHES_KEPT = 8
RESEND_BURST = 256
"""Resends a row may ask for ahead of what it is sent: over time never more than one for each packet."""
REPORT_INTERVAL = 5.0
NANOSECONDS = 1_000_000_000
MAX_NTP_APART = 3600 << 32
"""Clocks further apart (NTP, 64 bits) are not of one time."""

_HEADER = struct.Struct("!BBHII")
_SPREAD = 0x9E3779B1


class Clock(NamedTuple):
    """``ntp`` is the capture time of ``rtp_timestamp``; noted at ``at_ns`` of the kernel's clock."""

    ntp: int
    rtp_timestamp: int
    at_ns: int


class Source:
    """One continuous RTP stream, its numbering and its history."""

    def __init__(self, kind: Kind, clock_rate: int, history: int, bus: str = "") -> None:
        self.kind = kind
        self.bus = bus
        """What it carries, when that is a bus of the mixer."""
        self.clock_rate = clock_rate
        self.capacity = history
        self.history: History[SourcePacket] = History(history)
        self.clock: Clock | None = None
        self.alive = True
        self.epoch = 0
        """Grows when the numbering restarts: rows then take new offsets, as on a switch."""
        self._unwrapper = Unwrapper()
        self._bad_sequence_number: int | None = None
        self._bus_number = 0

    def next_number(self) -> int:
        """The sequence number of the next packet of the bus: the mixer gives none, so its restart leaves no gap."""
        self._bus_number = (self._bus_number + 1) & 0xFFFF
        return self._bus_number

    @property
    def is_video(self) -> bool:
        return self.kind != "opus"

    def accept(self, packet: SourcePacket) -> int | None:
        """The index of a new packet, kept in the history; None for a duplicate, a straggler or a lone wild number.

        Two wild numbers in a row restart the numbering (RFC 3550 A.1).
        """
        highest = self._unwrapper.highest
        if highest is not None:
            step = distance(packet.sequence_number, highest & 0xFFFF)
            if step > MAX_DROPOUT or step <= -self.capacity:
                if packet.sequence_number != self._bad_sequence_number:
                    self._bad_sequence_number = packet.sequence_number + 1 & 0xFFFF
                    return None
                self._unwrapper.highest = (highest >> 16) + 2 << 16 | packet.sequence_number
                self.epoch += 1
        self._bad_sequence_number = None
        index = self._unwrapper.advance(packet.sequence_number)
        return index if self.history.put(index, packet) else None


@dataclass(slots=True)
class Switch:
    """From ``first`` on, outgoing = source + offset.  Kept after the row has moved on, to answer NACKs."""

    source: Source
    epoch: int
    first: int
    sequence_offset: int
    timestamp_offset: int
    picture_id_offset: int
    tl0picidx_offset: int


@dataclass(slots=True)
class Row:
    """One listener of a source."""

    ssrc: int
    payload_types: Mapping[Kind, int]
    clock_rate: int
    next_index: int
    """One above the highest index sent; the first is random in 1…32767 (RFC 3711 §3.3.1)."""
    first_timestamp: int
    spread: int
    current: Source | None = None
    waiting: Source | None = None
    """Where it moves as soon as that source allows."""
    switches: deque[Switch] = field(default_factory=lambda: deque(maxlen=SWITCHES_KEPT))
    last_timestamp: int = 0
    last_at_ns: int = 0
    last_picture_id: int = -1
    last_tl0picidx: int = -1
    packets: int = 0
    octets: int = 0
    report_at: float = 0.0
    allowance: int = RESEND_BURST

    def begin(self, source: Source, index: int, packet: SourcePacket, now_ns: int) -> bool:
        """Move to ``source`` with this packet if it may; False: not yet."""
        if source.is_video:
            if not packet.key:
                return False
            offset = self._video_offset(source, packet, now_ns)
        else:
            kept = self._kept_offset(packet, now_ns)
            if kept is None:
                self.current = None  # the new source runs: nothing more of the old one
                return False
            offset = kept
        self.restart(source, index, packet, offset)
        self.current, self.waiting = source, None
        return True

    def restart(self, source: Source, index: int, packet: SourcePacket, timestamp_offset: int) -> None:
        """Take new offsets so that this packet follows the last one sent."""
        before = self.switches[-1] if self.switches else None
        picture_id, tl0picidx = (before.picture_id_offset, before.tl0picidx_offset) if before else (0, 0)
        if packet.descriptor is not None:
            if packet.descriptor.picture_id >= 0 and self.last_picture_id >= 0:
                picture_id = self.last_picture_id + 1 - packet.descriptor.picture_id
            if packet.descriptor.tl0picidx >= 0 and self.last_tl0picidx >= 0:
                tl0picidx = self.last_tl0picidx + 1 - packet.descriptor.tl0picidx
        if before is None or before.timestamp_offset != timestamp_offset & 0xFFFFFFFF:
            self.report_at = 0.0
        self.switches.append(
            Switch(
                source,
                source.epoch,
                self.next_index,
                self.next_index - index,
                timestamp_offset & 0xFFFFFFFF,
                picture_id & 0x7FFF,
                tl0picidx & 0xFF,
            )
        )

    def _elapsed_offset(self, packet: SourcePacket, now_ns: int) -> int:
        """The packet's timestamp follows the last one by the time gone by, by one at least."""
        if not self.packets:
            return self.first_timestamp - packet.timestamp
        elapsed = (now_ns - self.last_at_ns) * self.clock_rate // NANOSECONDS
        return self.last_timestamp + max(1, elapsed) - packet.timestamp

    def _video_offset(self, source: Source, packet: SourcePacket, now_ns: int) -> int:
        """Between two sources whose capture times are known, those of one camera's layers above all, a picture keeps the
        timestamp it would have had on the old one; else the time gone by has to do."""
        elapsed_offset = self._elapsed_offset(packet, now_ns)
        old = self.switches[-1] if self.switches else None
        if old is None or not old.source.alive or old.source.clock is None or source.clock is None:
            return elapsed_offset
        apart = source.clock.ntp - old.source.clock.ntp
        if not -MAX_NTP_APART < apart < MAX_NTP_APART:
            return elapsed_offset
        since = timestamp_distance(packet.timestamp, source.clock.rtp_timestamp)
        there = old.source.clock.rtp_timestamp + since + (apart * self.clock_rate >> 32)
        offset = old.timestamp_offset + there - packet.timestamp & 0xFFFFFFFF
        step = timestamp_distance(packet.timestamp + offset & 0xFFFFFFFF, self.last_timestamp)
        elapsed = timestamp_distance(packet.timestamp + elapsed_offset & 0xFFFFFFFF, self.last_timestamp)
        return offset if step > 0 and abs(step - elapsed) <= self.clock_rate // 2 else elapsed_offset

    def _kept_offset(self, packet: SourcePacket, now_ns: int) -> int | None:
        """Audio: the offset stays when both sources run on one clock (they agree within a second with the time gone by).

        None: this very instant has been sent from the old source already, wait for the next.
        """
        if not self.packets:
            return self.first_timestamp - packet.timestamp
        offset = self.switches[-1].timestamp_offset
        step = timestamp_distance(packet.timestamp + offset & 0xFFFFFFFF, self.last_timestamp)
        elapsed = (now_ns - self.last_at_ns) * self.clock_rate // NANOSECONDS
        if abs(step - elapsed) > self.clock_rate:
            return self._elapsed_offset(packet, now_ns)
        if step > 0:
            return offset
        return None if step > -(self.clock_rate // 10) else self._elapsed_offset(packet, now_ns)

    def take(self, source: Source, index: int, packet: SourcePacket, now_ns: int) -> bytes | None:
        """The outgoing packet, or None for one from before the row came to the source."""
        if self.switches[-1].epoch != source.epoch:
            kept = None if source.is_video else self._kept_offset(packet, now_ns)
            self.restart(source, index, packet, self._elapsed_offset(packet, now_ns) if kept is None else kept)
        switch = self.switches[-1]
        outgoing = index + switch.sequence_offset
        if outgoing < switch.first:
            return None
        if outgoing >= self.next_index:
            self.next_index = outgoing + 1
            self.last_timestamp = packet.timestamp + switch.timestamp_offset & 0xFFFFFFFF
            self.last_at_ns = now_ns
            if packet.descriptor is not None:
                self._note_picture(packet.descriptor, switch)
        self.packets += 1
        self.octets += len(packet.payload)
        self.allowance = min(RESEND_BURST, self.allowance + 1)
        return self.render(switch, outgoing, packet)

    def _note_picture(self, descriptor: vp8.Vp8Descriptor, switch: Switch) -> None:
        if descriptor.picture_id >= 0:
            mask = (1 << descriptor.picture_id_bits) - 1
            self.last_picture_id = descriptor.picture_id + switch.picture_id_offset & mask
        if descriptor.tl0picidx >= 0:
            self.last_tl0picidx = descriptor.tl0picidx + switch.tl0picidx_offset & 0xFF

    def render(self, switch: Switch, outgoing: int, packet: SourcePacket) -> bytes:
        """The plain packet as it goes out under ``outgoing``: always the same bytes for the same index."""
        data = bytearray(HEADER_LENGTH) + packet.payload
        kind = self.payload_types[switch.source.kind] | (0x80 if packet.marker else 0)
        timestamp = packet.timestamp + switch.timestamp_offset & 0xFFFFFFFF
        _HEADER.pack_into(data, 0, 0x80, kind, outgoing & 0xFFFF, timestamp, self.ssrc)
        if packet.descriptor is not None:
            vp8.patch(
                data,
                HEADER_LENGTH,
                packet.descriptor,
                picture_id_offset=switch.picture_id_offset,
                tl0picidx_offset=switch.tl0picidx_offset,
            )
        return bytes(data)

    def again(self, sequence_number: int) -> bytes | None:
        """The packet once sent under this number, or None when that is no longer (or was never) known."""
        if not self.packets or not self.allowance:
            return None
        highest = self.next_index - 1
        outgoing = highest + distance(sequence_number, highest & 0xFFFF)
        if outgoing > highest:
            return None
        for switch in reversed(self.switches):
            if outgoing >= switch.first:
                packet = switch.source.history.get(outgoing - switch.sequence_offset) if switch.source.alive else None
                if packet is None:
                    return None
                self.allowance -= 1
                return self.render(switch, outgoing, packet)
        return None

    def report(self, now: float, now_ns: int, cname: str) -> bytes | None:
        """The sender report that is due at ``now`` (Unix seconds), or None (RFC 3550 §6.4.1)."""
        source = self.current
        if source is None or source.clock is None or not self.packets or now < self.report_at <= now + 2 * REPORT_INTERVAL:
            return None
        self.report_at = next_report(now, self.spread)
        clock = source.clock
        elapsed = now_ns - clock.at_ns
        timestamp = clock.rtp_timestamp + elapsed * source.clock_rate // NANOSECONDS + self.switches[-1].timestamp_offset
        ntp = clock.ntp + (elapsed << 32) // NANOSECONDS
        report = SenderReport(
            self.ssrc,
            ntp & 0xFFFFFFFFFFFFFFFF,
            timestamp & 0xFFFFFFFF,
            self.packets & 0xFFFFFFFF,
            self.octets & 0xFFFFFFFF,
        )
        return build([report, SourceDescription(((self.ssrc, cname),))])


def next_report(now: float, spread: int) -> float:
    """The row's own place in the five seconds, at least one second ahead."""
    phase = (spread * _SPREAD & 0xFFFFFFFF) / 4294967296.0 * REPORT_INTERVAL
    due = phase + REPORT_INTERVAL * ((now - phase) // REPORT_INTERVAL + 1.0)
    return due if due - now >= 1.0 else due + REPORT_INTERVAL
