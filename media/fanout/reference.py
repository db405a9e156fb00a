"""The fan-out kernel in plain Python: what the native kernel must do, in the order of the calls, at once."""

from __future__ import annotations

import errno
import os
import socket
import time
from collections.abc import Callable, Mapping, Sequence

import pylibsrtp
from pylibsrtp._binding import ffi, lib

from bus.pipe import OpusMessage, decode
from media.fanout.arguments import check_address, check_bus, check_cname, check_row, check_source, zone_of
from media.fanout.kernel import Address, Kind
from media.fanout.packet import MAX_PACKET, SourcePacket, prepare
from media.fanout.rows import Clock, Row, Source
from media.rtp.header import HEADER_LENGTH, PacketError

_TRAILER = pylibsrtp.SRTP_MAX_SRTCP_TRAILER_LEN
_WOULD_BLOCK = (errno.EAGAIN, errno.ENOBUFS)


def _duplicate(fd: int) -> socket.socket:
    return socket.socket(fileno=os.dup(fd))


class _Peer:
    def __init__(self, session: pylibsrtp.Session, cname: str) -> None:
        self.session = session
        self.cname = cname
        self.rows: list[int] = []
        self.is_ipv6 = False
        self.destination: tuple[str, int] | tuple[str, int, int, int] = ("", 0)

    def send_to(self, address: Address) -> None:
        host, port = address
        self.is_ipv6 = ":" in host
        self.destination = (host.partition("%")[0], port, 0, zone_of(address)) if self.is_ipv6 else address


class ReferenceKernel:
    """See :class:`media.fanout.kernel.Kernel`.  ``clock``: monotonic nanoseconds."""

    name = "reference"

    def __init__(self, fd_ipv4: int, fd_ipv6: int = -1, *, clock: Callable[[], int] = time.monotonic_ns) -> None:
        self._sockets = {family: _duplicate(fd) for family, fd in ((False, fd_ipv4), (True, fd_ipv6)) if fd >= 0}
        self._clock = clock
        self._closed = False
        self._peers: dict[int, _Peer] = {}
        self._rows: dict[int, tuple[Row, _Peer]] = {}
        self._sources: dict[int, Source] = {}
        self._listeners: dict[Source, dict[int, None]] = {}
        self._waiting: dict[Source, dict[int, None]] = {}
        self._buffer = ffi.new("char[]", MAX_PACKET + _TRAILER)
        self._length = ffi.new("int *")
        self._counters = dict.fromkeys(
            (
                *("sent", "sent_bytes", "dropped", "resent", "nack_ignored", "errors", "busy_ns", "queue", "overflow"),
                *("bus_packets", "bus_unknown"),
            ),
            0,
        )
        self._buses: dict[str, Source] = {}

    def add_peer(self, peer: int, session: pylibsrtp.Session, address: Address, *, cname: str) -> None:
        self._check_open()
        if peer in self._peers:
            raise ValueError(f"peer {peer} is there already")
        check_address(address)
        check_cname(cname)
        self._peers[peer] = made = _Peer(session, cname)
        made.send_to(address)

    def set_address(self, peer: int, address: Address) -> None:
        check_address(address)
        if (found := self._peers.get(peer)) is not None:
            found.send_to(address)

    def remove_peer(self, peer: int) -> None:
        found = self._peers.pop(peer, None)
        for row in found.rows if found else ():
            self._leave(row)
            del self._rows[row]

    def add_row(
        self,
        row: int,
        peer: int,
        *,
        ssrc: int,
        payload_types: Mapping[Kind, int],
        clock_rate: int,
        first_sequence_number: int,
        timestamp: int = 0,
    ) -> None:
        if row in self._rows:
            raise ValueError(f"row {row} is there already")
        check_row(payload_types, clock_rate, first_sequence_number)
        owner = self._peers[peer]
        made = Row(ssrc, dict(payload_types), clock_rate, first_sequence_number, timestamp, row)
        self._rows[row] = (made, owner)
        owner.rows.append(row)

    def add_source(self, source: int, kind: Kind, *, clock_rate: int, history: int, bus: str = "") -> None:
        self._check_open()
        if source in self._sources:
            raise ValueError(f"source {source} is there already")
        check_source(kind, clock_rate, history)
        check_bus(kind, bus)
        made = self._sources[source] = Source(kind, clock_rate, history, bus)
        if bus:
            self._buses[bus] = made
        self._listeners[made], self._waiting[made] = {}, {}

    def remove_source(self, source: int) -> None:
        found = self._sources.pop(source, None)
        if found is None:
            return
        found.alive = False
        if self._buses.get(found.bus) is found:
            del self._buses[found.bus]
        for row in self._listeners.pop(found):
            self._rows[row][0].current = None
        for row in self._waiting.pop(found):
            self._rows[row][0].waiting = None

    def set_clock(self, source: int, ntp: int, rtp_timestamp: int) -> None:
        if (found := self._sources.get(source)) is not None:
            found.clock = Clock(ntp, rtp_timestamp, self._clock())

    def attach(self, row: int, source: int | None) -> None:
        if row not in self._rows:
            return
        if source is None:
            self._leave(row)
            return
        moved, found = self._rows[row][0], self._sources[source]
        if found.kind not in moved.payload_types:
            raise ValueError(f"row {row} has no payload type for {found.kind}")
        if moved.waiting is not None:
            del self._waiting[moved.waiting][row]
        moved.waiting = None if moved.current is found else found
        if moved.waiting is not None:
            self._waiting[found][row] = None

    def _leave(self, row: int) -> None:
        left = self._rows[row][0]
        if left.current is not None:
            del self._listeners[left.current][row]
        if left.waiting is not None:
            del self._waiting[left.waiting][row]
        left.current = left.waiting = None

    def forward(self, source: int, packets: Sequence[bytes]) -> None:
        started = time.perf_counter_ns()
        now_ns = self._clock()
        found = self._sources.get(source)
        if found is None:
            self._counters["errors"] += len(packets)
            return
        for data in packets:
            try:
                packet = prepare(found.kind, data)
            except PacketError:
                self._counters["errors"] += 1
                continue
            self._accept(found, packet, now_ns)
        self._counters["busy_ns"] += time.perf_counter_ns() - started

    def read_pipe(self, fd: int) -> bool:
        return False

    def bus_message(self, message: bytes) -> None:
        try:
            decoded = decode(message)
        except ValueError:
            decoded = None
        if not isinstance(decoded, OpusMessage) or HEADER_LENGTH + len(decoded.payload) > MAX_PACKET:
            self._counters["errors"] += 1
            return
        source = self._buses.get(decoded.bus)
        if source is None:
            self._counters["bus_unknown"] += 1
            return
        self._counters["bus_packets"] += 1
        packet = SourcePacket(source.next_number(), decoded.timestamp, False, decoded.payload, True, None)
        self._accept(source, packet, self._clock())

    def _accept(self, source: Source, packet: SourcePacket, now_ns: int) -> None:
        if (index := source.accept(packet)) is not None:
            self._forward_one(source, index, packet, now_ns)

    def _forward_one(self, source: Source, index: int, packet: SourcePacket, now_ns: int) -> None:
        for row_id in list(self._waiting[source]):
            self._begin(row_id, source, index, packet, now_ns)
        for row_id in self._listeners[source]:
            row, peer = self._rows[row_id]
            plain = row.take(source, index, packet, now_ns)
            if plain is not None:
                self._send(peer, plain, lib.srtp_protect)

    def _begin(self, row_id: int, source: Source, index: int, packet: SourcePacket, now_ns: int) -> None:
        row = self._rows[row_id][0]
        before = row.current
        begun = row.begin(source, index, packet, now_ns)
        if before is not None and row.current is not before:
            del self._listeners[before][row_id]
        if begun:
            del self._waiting[source][row_id]
            self._listeners[source][row_id] = None

    def resend(self, row: int, sequence_numbers: Sequence[int]) -> None:
        if row not in self._rows:
            self._counters["nack_ignored"] += len(sequence_numbers)
            return
        found, peer = self._rows[row]
        for number in sequence_numbers:
            plain = found.again(number)
            if plain is not None and self._send(peer, plain, lib.srtp_protect):
                self._counters["resent"] += 1
            else:
                self._counters["nack_ignored"] += 1

    def send_control(self, peer: int, compound: bytes) -> None:
        found = self._peers.get(peer)
        if found is None or not 8 <= len(compound) <= MAX_PACKET:
            self._counters["errors"] += 1
            return
        self._send(found, compound, lib.srtp_protect_rtcp)

    def send_reports(self, now: float) -> None:
        now_ns = self._clock()
        for row, peer in self._rows.values():
            report = row.report(now, now_ns, peer.cname)
            if report is not None:
                self._send(peer, report, lib.srtp_protect_rtcp)

    def _send(self, peer: _Peer, plain: bytes, protect: Callable[..., int]) -> bool:
        """Protect and send; False when it did not leave."""
        ffi.memmove(self._buffer, plain, len(plain))
        self._length[0] = len(plain)
        sock = self._sockets.get(peer.is_ipv6)
        if sock is None or protect(peer.session._srtp[0], self._buffer, self._length) != 0:
            self._counters["errors"] += 1
            return False
        data = ffi.buffer(self._buffer, self._length[0])
        try:
            sock.sendto(data, socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL, peer.destination)
        except OSError as error:
            self._counters["dropped" if error.errno in _WOULD_BLOCK else "errors"] += 1
            return False
        self._counters["sent"] += 1
        self._counters["sent_bytes"] += len(data)
        return True

    def counters(self) -> dict[str, int]:
        return dict(self._counters)

    def flush(self) -> None:
        """Nothing is ever left to do."""

    def close(self) -> None:
        for sock in self._sockets.values():
            sock.close()
        self._closed = True
        for held in (self._sockets, self._peers, self._rows, self._sources, self._buses, self._listeners, self._waiting):
            held.clear()

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError("the kernel is closed")
