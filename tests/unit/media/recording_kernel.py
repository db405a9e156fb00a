"""A fan-out kernel that writes down what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pylibsrtp

from media.fanout.kernel import Address, Kind
from media.rtp import rtcp


class RecordingKernel:
    name = "recording"

    def __init__(self) -> None:
        self.sources: dict[int, Kind] = {}
        self.buses: dict[str, int] = {}
        self.attached: dict[int, int | None] = {}
        self.forwarded: list[tuple[int, bytes]] = []
        self.bus_messages: list[bytes] = []
        self.resent: list[tuple[int, tuple[int, ...]]] = []
        self.controls: list[tuple[int, list[rtcp.Packet]]] = []
        self.clocks: dict[int, tuple[int, int]] = {}
        self.peers: set[int] = set()

    def add_peer(self, peer: int, session: pylibsrtp.Session, address: Address, *, cname: str) -> None:
        self.peers.add(peer)

    def set_address(self, peer: int, address: Address) -> None: ...

    def remove_peer(self, peer: int) -> None:
        self.peers.discard(peer)

    def add_row(self, row: int, peer: int, **settings: Any) -> None: ...

    def add_source(self, source: int, kind: Kind, *, clock_rate: int, history: int, bus: str = "") -> None:
        assert source not in self.sources
        assert history < 1024, "a resend must fall inside the SRTP replay window"
        self.sources[source] = kind
        if bus:
            self.buses[bus] = source

    def remove_source(self, source: int) -> None:
        del self.sources[source]
        self.buses = {bus: number for bus, number in self.buses.items() if number != source}

    def set_clock(self, source: int, ntp: int, rtp_timestamp: int) -> None:
        assert source in self.sources
        self.clocks[source] = (ntp, rtp_timestamp)

    def attach(self, row: int, source: int | None) -> None:
        assert source is None or source in self.sources
        self.attached[row] = source

    def forward(self, source: int, packets: Sequence[bytes]) -> None:
        assert source in self.sources
        self.forwarded += [(source, packet) for packet in packets]

    def read_pipe(self, fd: int) -> bool:
        return False

    def bus_message(self, message: bytes) -> None:
        self.bus_messages.append(message)

    def resend(self, row: int, sequence_numbers: Sequence[int]) -> None:
        self.resent.append((row, tuple(sequence_numbers)))

    def send_control(self, peer: int, compound: bytes) -> None:
        self.controls.append((peer, rtcp.parse(compound)))

    def send_reports(self, now: float) -> None: ...

    def counters(self) -> dict[str, int]:
        return {}

    def flush(self) -> None: ...

    def close(self) -> None: ...
