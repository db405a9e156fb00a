"""Long random scripts for a kernel: joins, switches, losses, restarts, NACKs and reports, the same for the same seed."""

from __future__ import annotations

import random
from typing import Any

from media.fanout.kernel import Kind
from tests.unit.media.fanout_harness import KernelClass, Rig, opus, vp8

KINDS: tuple[Kind, ...] = ("opus", "opus", "vp8", "vp8", "h264")
AUDIO_ROWS, ROWS = 3, 8
HISTORY = 16
H264_PAYLOADS = ("4188", "4189", "6742", "7c8588", "7c0588", "7800036742000002 68ce", "78000241880002", "6588")
STEPS = {"forward": 60, "attach": 10, "resend": 15, "clock": 4, "reports": 4, "time": 12, "source": 1, "peer": 1}


class Stream:
    """What one source sends: mostly the next packet, sometimes a late one, a double, a jump or a restart."""

    def __init__(self, chance: random.Random, kind: Kind) -> None:
        self.chance = chance
        self.kind = kind
        self.number = 65500
        self.timestamp = 0xFFFFF000
        self.picture_id = chance.choice((120, 32760))
        self.tl0picidx = 250
        self.unique = 0

    def next(self) -> bytes:
        self.unique += 1
        drawn = self.chance.random()
        if drawn < 0.90:
            self.number += 1
        elif drawn < 0.995:
            self.number += self.chance.choice((-17, -16, -15, -3, -1, 0, 2, 2, 5, 17))
        else:
            self.number = self.chance.choice((self.number + 20000, self.number - 500))
        self.number &= 0xFFFF
        usual = 960 if self.kind == "opus" else 3000
        self.timestamp += (
            usual if self.chance.random() < 0.95 else self.chance.choice((0, -960, -9600, -30000, 60000, 1 << 31))
        )
        self.timestamp &= 0xFFFFFFFF
        if self.kind == "vp8":
            return self._vp8()
        if self.kind == "h264":
            payload = bytes.fromhex(self.chance.choice(H264_PAYLOADS)) if self.chance.random() < 0.9 else b""
            return opus(self.number, self.timestamp, payload, marker=self.chance.random() < 0.5)
        padding = self.chance.choice((0, 0, 0, 4))
        return opus(self.number, self.timestamp, b"%d" % self.unique, padding=padding, csrcs=(1,) if padding else ())

    def _vp8(self) -> bytes:
        if self.chance.random() < 0.03:
            return opus(self.number, self.timestamp, b"", padding=9)
        self.picture_id = self.picture_id + 1 & 0x7FFF
        self.tl0picidx = self.tl0picidx + self.chance.randrange(2) & 0xFF
        bits = 7 if self.unique // 40 % 2 else 15
        return vp8(
            self.number,
            self.timestamp,
            key=self.chance.random() < 0.2,
            start=self.chance.random() < 0.8,
            picture_id=None if self.chance.random() < 0.05 else self.picture_id & (127 if bits == 7 else 0x7FFF),
            bits=bits,
            tl0picidx=None if self.chance.random() < 0.1 else self.tl0picidx,
            body=b"%d" % self.unique + bytes(self.chance.choice((0, 0, 200))),
        )


class Script:
    """Plays the script of a seed on one kernel."""

    def __init__(self, kernel_class: KernelClass, seed: int, *, rejoin: bool) -> None:
        self.chance = random.Random(seed)
        self.rig = Rig(kernel_class)
        self.steps = {step: weight for step, weight in STEPS.items() if rejoin or step != "peer"}
        self.streams = [Stream(self.chance, kind) for kind in KINDS]
        self.now = 1000.0
        for source, kind in enumerate(KINDS):
            self.rig.source(source, kind, history=HISTORY)
        for peer in range(ROWS):
            self.join(peer)

    def play(self, steps: int) -> None:
        for step in self.chance.choices(list(self.steps), list(self.steps.values()), k=steps):
            getattr(self, step)()
        self.rig.collect()

    def join(self, peer: int) -> None:
        media, first = ("audio", 0) if peer < AUDIO_ROWS else ("video", 2)
        self.rig.listener(peer, media=media, attach=first, timestamp=peer)

    def forward(self) -> None:
        source = self.chance.randrange(len(KINDS))
        count = self.chance.choice((1, 1, 2, 5, 20))
        self.rig.kernel.forward(source, [self.streams[source].next() for _ in range(count)])

    def attach(self) -> None:
        row = self.chance.randrange(ROWS)
        choices = (0, 1, 0, 1, None) if row < AUDIO_ROWS else (2, 3, 4, 2, 3, 4, None)
        self.rig.kernel.attach(row, self.chance.choice(choices))

    def resend(self) -> None:
        """Numbers around what the row has sent: behind it, at it, beyond it."""
        self.rig.collect()
        row = self.chance.randrange(ROWS)
        highest = max((number for _, number in sent_numbers(self.rig.listeners[row].datagrams[-60:])), default=1000)
        self.rig.kernel.resend(row, [highest + self.chance.randint(-HISTORY, 3) & 0xFFFF for _ in range(3)])

    def clock(self) -> None:
        self.rig.kernel.set_clock(
            self.chance.randrange(len(KINDS)), self.chance.getrandbits(64), self.chance.getrandbits(32)
        )

    def reports(self) -> None:
        self.now += self.chance.choice((0.1, 1.0, 3.0, -50.0))
        self.rig.kernel.send_reports(self.now)

    def time(self) -> None:
        self.rig.pass_time(self.chance.choice((0.02, 0.02, 0.5, 2.0)))

    def source(self) -> None:
        source = self.chance.randrange(len(KINDS))
        self.rig.kernel.remove_source(source)
        self.rig.source(source, KINDS[source], history=HISTORY)

    def peer(self) -> None:
        """The peer leaves and comes again, at the same address."""
        peer = self.chance.randrange(ROWS)
        self.rig.kernel.remove_peer(peer)
        self.rig.collect()
        before = self.rig.listeners[peer]
        self.join(peer)
        again = self.rig.listeners[peer]
        again.socket.close()
        again.socket, again.datagrams = before.socket, before.datagrams
        self.rig.kernel.set_address(peer, again.address)


def sent_numbers(datagrams: list[bytes]) -> list[tuple[int, int]]:
    """(ssrc, sequence number) of the RTP among the datagrams, still encrypted."""
    rtp = [datagram for datagram in datagrams if not 192 <= datagram[1] <= 223]
    return [(int.from_bytes(datagram[8:12], "big"), int.from_bytes(datagram[2:4], "big")) for datagram in rtp]


def play(kernel_class: KernelClass, seed: int, steps: int, *, rejoin: bool) -> tuple[list[list[bytes]], dict[str, int], Any]:
    """What each listener received, in order, and the counters."""
    script = Script(kernel_class, seed, rejoin=rejoin)
    try:
        script.play(steps)
        counters = script.rig.kernel.counters()
        del counters["busy_ns"]
        return [listener.datagrams for listener in script.rig.listeners.values()], counters, script.now
    finally:
        script.rig.close()
