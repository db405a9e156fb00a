"""Both fan-out kernels driven by one script of calls: they refuse the same, count the same, send the same, and stay alive.

The reference is plain Python, so a coverage-guided fuzzer sees its branches; the native kernel beside it may be built with
the sanitizers (``make sanitize``) and goes through the same script.
"""

from __future__ import annotations

import functools
import socket
from collections.abc import Callable
from typing import Any, Final

from media.fanout.kernel import Kernel
from media.fanout.reference import ReferenceKernel
from tests.fuzz import seeds
from tests.fuzz.draw import Draw
from tests.unit.media.fanout_harness import srtp_session

IDS: Final = (0, 1, 2, 3, 4, 5, 6, 7)
ODD_IDS: Final = (-1, 2**31, 2**63, 2**70, None, "peer", 1.5, b"x")
NUMBERS: Final = (0, 1, 127, 128, 960, 32767, 32768, 48000, 90000, 65535, 2**31 - 1)
ODD_NUMBERS: Final = (-1, 2**31, 2**32, 2**63, 2**64, -(2**63) - 1, None, "1", 0.5)
WRONG_ADDRESSES: Final = (("127.0.0.1", 0), ("127.0.0.1", 65536), ("name.invalid", 9), ("", 9), ("::1%nowhere", 9))
ODD_ADDRESSES: Final = (
    ("127.0.0.1",),
    None,
    ("127.0.0.1", "9"),
    (b"127.0.0.1", 9),
)
KINDS: Final = ("opus", "vp8", "h264")
EXPECTED: Final = (ValueError, KeyError, TypeError, OverflowError, OSError)
"""What a call with arguments of the wrong kind may raise.  The kernel's contract promises ``ValueError`` and ``KeyError``
for values, on which the twins agree; a wrong type is the language's own error, or may be taken by the more patient twin."""


def native() -> Callable[..., Kernel]:
    from media.fanout._native import NativeKernel

    return functools.partial(NativeKernel, late_ms=0)


class Sink:
    """Where packets go: a bound socket that is drained and, by family, compared."""

    def __init__(self, kernel_class: Callable[..., Kernel]) -> None:
        self.now_ns = 1_000_000_000
        self.out = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)]
        self.listening = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        for sock in (self.listening, self.out[0]):
            sock.bind(("127.0.0.1", 0))
        self.listening.setblocking(False)
        self.received: list[bytes] = []
        self.kernel = kernel_class(self.out[0].fileno(), self.out[1].fileno(), clock=lambda: self.now_ns)

    @property
    def address(self) -> tuple[str, int]:
        host, port = self.listening.getsockname()
        return host, port

    def drain(self) -> None:
        self.kernel.flush()
        while True:
            try:
                self.received.append(self.listening.recv(4096))
            except BlockingIOError:
                return

    def __enter__(self) -> Sink:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.kernel.close()
        for sock in (*self.out, self.listening):
            sock.close()


class Player:
    """One script; the same bytes make the same calls on every kernel.  ``odd``: with arguments of the wrong type as well."""

    def __init__(self, sink: Sink, data: bytes, *, odd: bool) -> None:
        self.sink = sink
        self.odd = odd
        self.kernel: Any = sink.kernel
        self.draw = Draw(data)
        self.refused: list[str] = []
        self.sessions = 0
        self.steps: tuple[Callable[[], object], ...] = (
            *(self.forward, self.forward, self.forward, self.forward, self.attach, self.attach, self.resend),
            *(self.add_peer, self.add_row, self.add_source, self.remove_peer, self.remove_source, self.control),
            *(self.clock, self.reports, self.address, self.bus, self.time),
        )

    def play(self) -> None:
        for number in range(4):
            self.kernel.add_source(
                number, KINDS[number % 3], clock_rate=48_000, history=16, bus="m/floor" if number == 3 else ""
            )
            self.peer(number)
        for row, source in enumerate((0, 1, 3, 2)):
            self.kernel.attach(row, source)
        while self.draw.left:
            step = self.draw.number(1)
            try:
                self.steps[step % len(self.steps)]()
            except EXPECTED as error:
                assert self.odd or isinstance(error, ValueError | KeyError), error
                self.refused.append(f"{self.steps[step % len(self.steps)].__name__} {type(error).__name__}")
        self.sink.drain()

    def peer(self, number: int) -> None:
        self.sessions += 1
        self.kernel.add_peer(number, srtp_session(f"{number} {self.sessions}", 3), self.sink.address, cname="stage")
        kind = {"opus": 111} if number % 2 == 0 else {"vp8": 96, "h264": 102}
        self.kernel.add_row(number, number, ssrc=number, payload_types=kind, clock_rate=48_000, first_sequence_number=1000)

    def id(self) -> Any:
        drawn = self.draw.number(1)
        return ODD_IDS[drawn % len(ODD_IDS)] if self.odd and drawn >= 0xE0 else IDS[drawn % len(IDS)]

    def number(self) -> Any:
        drawn = self.draw.number(1)
        return ODD_NUMBERS[drawn % len(ODD_NUMBERS)] if self.odd and drawn >= 0xE0 else NUMBERS[drawn % len(NUMBERS)]

    def packet(self) -> bytes:
        """RTP with a number and contents of the script's choice, something like real traffic, or anything."""
        how = self.draw.number(1)
        if how & 1:
            head = bytes((0x80, how & 0x80 | 96)) + self.draw.take(2).rjust(2, b"\0") + self.draw.take(4).rjust(4, b"\0")
            return head + b"ssrc" + self.draw.chunk()
        if how & 2:
            made = bytearray(self.draw.pick(seeds.RTP))
            made[2:4] = self.draw.take(2).rjust(2, b"\0")
            return bytes(made)
        return self.draw.chunk()

    def forward(self) -> None:
        source = self.id()
        self.kernel.forward(source, [self.packet() for _ in range(1 + self.draw.number(1) % 9)])

    def attach(self) -> None:
        drawn = self.draw.number(1)
        self.kernel.attach(self.id(), None if drawn % 5 == 0 else self.id())

    def resend(self) -> None:
        row = self.id()
        self.kernel.resend(row, [self.draw.number(2) for _ in range(self.draw.number(1) % 40)])

    def add_peer(self) -> None:
        number, drawn = self.id(), self.draw.number(1)
        address = self.some_address(drawn)
        self.sessions += 1
        cname = "c" * (drawn * 2)
        self.kernel.add_peer(number, srtp_session(f"{number} {self.sessions}", 3), address, cname=cname)

    def add_row(self) -> None:
        row, peer = self.id(), self.id()
        kinds = {
            self.draw.pick((*KINDS, "opus", "pcm", *([7] if self.odd else []))): self.number()
            for _ in range(self.draw.number(1) % 4)
        }
        self.kernel.add_row(
            row,
            peer,
            ssrc=self.number(),
            payload_types=kinds,
            clock_rate=self.number(),
            first_sequence_number=self.number(),
            timestamp=self.number(),
        )

    def add_source(self) -> None:
        source = self.id()
        kind = self.draw.pick((*KINDS, "pcm", *([None, 3] if self.odd else [])))
        bus = self.draw.pick(("", "", "m/floor", "m/fr", "x" * 300, "é" * 200))
        self.kernel.add_source(source, kind, clock_rate=self.number(), history=self.number(), bus=bus)

    def remove_peer(self) -> None:
        self.kernel.remove_peer(self.id())

    def remove_source(self) -> None:
        self.kernel.remove_source(self.id())

    def control(self) -> None:
        peer = self.id()
        self.kernel.send_control(peer, self.draw.pick((b"", b"1234567", seeds.RTCP[0], bytes(2049), self.draw.chunk())))

    def clock(self) -> None:
        source = self.id()
        self.kernel.set_clock(source, self.number(), self.number())

    def reports(self) -> None:
        self.kernel.send_reports(self.draw.pick((1e9, 1e9 + 6, 0.0, -1e9, 1e300, float(self.draw.number(4)))))

    def address(self) -> None:
        peer, drawn = self.id(), self.draw.number(1)
        self.kernel.set_address(peer, self.some_address(drawn))

    def some_address(self, drawn: int) -> Any:
        if drawn & 1:
            wrong: Any = WRONG_ADDRESSES + (ODD_ADDRESSES if self.odd else ())
            return wrong[drawn % len(wrong)]
        return self.sink.address

    def bus(self) -> None:
        body = self.draw.chunk()
        self.kernel.bus_message(
            self.draw.pick((body, seeds.PIPE[1], b"\x02\x07m/floor\x00\x00\x03\xc0" + body, seeds.PIPE[0]))
        )

    def time(self) -> None:
        self.sink.now_ns += self.draw.pick((20_000_000, 500_000_000, 10**10, 0, self.draw.number(4)))


def play(kernel_class: Callable[..., Kernel], data: bytes, *, odd: bool) -> tuple[list[bytes], list[str], dict[str, int]]:
    """What was received, which calls were refused, and the counters."""
    with Sink(kernel_class) as sink:
        player = Player(sink, data, odd=odd)
        player.play()
        counters = sink.kernel.counters()
        del counters["busy_ns"]
        return sink.received, player.refused, counters


def twins(data: bytes) -> None:
    """Long scripts are cut: a case is to be quick."""
    theirs, ours = play(native(), data[:600], odd=False), play(ReferenceKernel, data[:600], odd=False)
    assert theirs[1] == ours[1], "the same calls are refused"
    assert theirs[2] == ours[2], "the same is counted"
    assert by_row(theirs[0]) == by_row(ours[0]), "the same is sent"


def by_row(datagrams: list[bytes]) -> dict[bytes, list[bytes]]:
    """By SSRC, in order: which row of a source comes first is nobody's business."""
    found: dict[bytes, list[bytes]] = {}
    for datagram in datagrams:
        control = 192 <= datagram[1] <= 223
        found.setdefault(datagram[4:8] if control else datagram[8:12], []).append(datagram)
    return found


def hostile(data: bytes) -> None:
    """The native kernel alone, with arguments of any kind: it refuses or obeys, and goes on to the end of the script."""
    play(native(), data[:600], odd=True)
