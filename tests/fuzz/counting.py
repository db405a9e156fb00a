"""Both receivers of the load generator fed with the same datagrams: they count the same streams and tell the same events."""

from __future__ import annotations

import contextlib
import select
import socket
import time
from typing import Any

from pylibsrtp import Error, Policy

from headless.load_counts import DATAGRAM
from headless.load_receiver import PythonReceiver
from media.rtp.header import build_packet
from tests.fuzz import seeds
from tests.fuzz.draw import Draw
from tests.unit.media.fanout_harness import srtp_session

LAST = b"\x01the last one"
PATIENCE_S = 10.0
COMPARED = (
    "packets",
    "octets",
    "decrypted",
    "refused",
    "early",
    "unknown",
    "lost",
    "losing",
    "duplicates",
    "dropped_events",
)


def native() -> Any:
    from headless._receiver import NativeReceiver  # type: ignore[import-not-found, unused-ignore]

    return NativeReceiver


def datagrams(data: bytes) -> list[bytes]:
    """SRTP and SRTCP of one sender, some of it damaged, some of it nothing of the kind."""
    draw = Draw(data[:600])
    outbound = srtp_session("sender", Policy.SSRC_ANY_OUTBOUND)
    made: list[bytes] = []
    while draw.left and len(made) < 100:
        how = draw.number(1)
        if how & 1:
            packet = build_packet(
                draw.take(how >> 4),
                payload_type=111 if how & 2 else 96,
                sequence_number=draw.number(2) if how & 4 else len(made),
                timestamp=draw.number(4) if how & 8 else 960 * len(made),
                ssrc=how >> 3,
            )
            try:
                sent = bytearray(outbound.protect(packet))
            except Error:
                sent = bytearray(packet)  # a number that is too old to be protected
        elif how & 2:
            sent = bytearray(outbound.protect_rtcp(draw.pick(seeds.RTCP)))
        else:
            sent = bytearray(draw.chunk() or b"\x16")
        if how & 0x40:
            sent[draw.number(1) % len(sent)] ^= draw.number(1)
        made.append(bytes(sent))
    return made


def play(receiver: Any, script: list[bytes]) -> tuple[list[tuple[int, ...]], dict[str, int], list[bytes]]:
    """Streams, totals and what was handed over."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with contextlib.closing(sock), contextlib.closing(sender), contextlib.closing(receiver):
        sock.bind(("127.0.0.1", 0))
        sender.connect(sock.getsockname())
        receiver.add(3, sock)
        receiver.secure(3, srtp_session("sender", Policy.SSRC_ANY_INBOUND))
        handed: list[bytes] = []
        for datagram in (*script, LAST):
            sender.send(datagram)
        deadline = time.monotonic() + PATIENCE_S
        while LAST not in handed:
            assert time.monotonic() < deadline, "the receiver does not go on"
            select.select([receiver.fileno()], [], [], 0.05)
            handed += [event[3] for event in receiver.take() if event[1] == DATAGRAM]
        streams = [tuple(stream[:5]) for stream in receiver.streams(3)]
        totals = receiver.totals()
        receiver.histogram("gap")
        receiver.remove(3)
        return streams, {name: totals[name] for name in COMPARED}, handed


def receivers(data: bytes) -> None:
    script = datagrams(data)
    theirs = play(native()(8, every=2, round_ms=1), script)
    ours = play(PythonReceiver(8, every=2), script)
    assert theirs == ours
