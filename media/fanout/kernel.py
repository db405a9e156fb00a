"""Chooses the fan-out kernel and states its contract.

Two implementations, one behaviour: ``reference.py`` (pure Python, the specification) and ``_native.pyx`` (Cython, optional
at build time; a thread of its own fed by a ring).  The same tests run on both.  ``docs/algorithms/fanout.md`` explains why.

Ids (peer, row, source) are small non-negative integers chosen by the caller and may be reused after removal.

Errors of the caller raise at once: ``ValueError`` (an id in use, a value out of range), ``KeyError`` (a row of an unknown
peer, an unknown source to attach).  What may race with a removal (``forward``, ``resend``, ``send_control``,
``set_address``, ``set_clock``, ``remove_*``, ``attach`` of an unknown row) never raises: it is ignored, packets are counted.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

import pylibsrtp

Kind = Literal["opus", "vp8", "h264"]
Address = tuple[str, int]


class Kernel(Protocol):
    """All methods are called from one thread and return at once; the work is done in the order of the calls.

    Everything sent to a peer that is SRTP or SRTCP passes through here: a libsrtp session is used by one thread only.
    """

    name: str

    def add_peer(self, peer: int, session: pylibsrtp.Session, address: Address, *, cname: str) -> None:
        """Take over the outbound ``session`` (``ssrc_any_outbound``, ``allow_repeat_tx``).  IPv4 or IPv6 by the address."""

    def set_address(self, peer: int, address: Address) -> None: ...

    def remove_peer(self, peer: int) -> None:
        """Remove its rows, then release the session (a row leaves before its session is freed)."""

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
        """A row sends nothing until attached.  ``first_sequence_number`` is random in 1…32767 (RFC 3711 §3.3.1);
        ``timestamp`` is that of its first packet.  A row is audio or video by its ``payload_types``, never both."""

    def add_source(self, source: int, kind: Kind, *, clock_rate: int, history: int, bus: str = "") -> None:
        """``history`` packets are kept for resends; shorter than the SRTP replay window.

        ``bus``: it carries the bus of this name (``<meeting>/<bus>``); its packets come by :meth:`read_pipe` or
        :meth:`bus_message` and are numbered here.
        """

    def remove_source(self, source: int) -> None: ...

    def set_clock(self, source: int, ntp: int, rtp_timestamp: int) -> None:
        """Capture time (NTP, 64 bits) of an RTP timestamp of the source: what its rows' sender reports say."""

    def attach(self, row: int, source: int | None) -> None:
        """Move the row.  Video waits for the first packet of a key frame of the new source and meanwhile goes on with the
        old one.  Audio moves at the next packet of the new source: sources of one clock keep the timestamp offset."""

    def forward(self, source: int, packets: Sequence[bytes]) -> None:
        """Send RTP packets (plain; CSRCs, extensions and padding are stripped) to every row of the source."""

    def read_pipe(self, fd: int) -> bool:
        """Take the mixer's messages from this ``SOCK_SEQPACKET`` socket (a duplicate of it) until its end, in place of the
        one before.  False: this kernel does not read, the caller hands each message to :meth:`bus_message`."""

    def bus_message(self, message: bytes) -> None:
        """One message of the pipe (``bus/pipe.py``): a packet of a bus, sent to every row of its source.

        What is malformed or of no source is dropped and counted (``errors``, ``bus_unknown``).
        """

    def resend(self, row: int, sequence_numbers: Sequence[int]) -> None:
        """Answer a NACK in the row's own numbers: byte-identical packets from the history, what is unknown is ignored."""

    def send_control(self, peer: int, compound: bytes) -> None:
        """Protect and send one RTCP compound (PLI, REMB, receiver report … towards a publisher)."""

    def send_reports(self, now: float) -> None:
        """Send the sender reports that are due (one per row every 5 s, spread).  ``now``: Unix seconds."""

    def counters(self) -> dict[str, int]:
        """Totals since the start, and ``queue``, what waits now.

        ``sent``/``sent_bytes``: datagrams of every sort; ``resent``: those of them that answered a NACK; ``dropped``: would
        have blocked; ``nack_ignored``: numbers asked for and not known; ``errors``: malformed input, failed protection,
        unreachable address; ``overflow``: packets refused because the ring was full; ``busy_ns``: time spent at work;
        ``bus_packets``: taken from the mixer; ``bus_unknown``: those of no source.
        """

    def flush(self) -> None:
        """Return when everything called so far has been carried out (tests, shutdown)."""

    def close(self) -> None: ...


def create(fd_ipv4: int, fd_ipv6: int = -1) -> Kernel:
    """The native kernel when it was built, else the reference.  ``HEMICYCLE_KERNEL=reference|native`` forces one."""
    wanted = os.environ.get("HEMICYCLE_KERNEL", "")
    if wanted != "reference":
        try:
            from media.fanout._native import NativeKernel

            return NativeKernel(fd_ipv4, fd_ipv6)
        except ImportError:
            if wanted == "native":
                raise
    from media.fanout.reference import ReferenceKernel

    return ReferenceKernel(fd_ipv4, fd_ipv6)
