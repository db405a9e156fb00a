"""Buses: the mixer's messages, by the caller's hand and straight from the pipe."""

from __future__ import annotations

import os
import random
import socket
import time
from collections.abc import Callable

import pytest

from bus.pipe import encode_opus, encode_rtp
from media.fanout._native import NativeKernel
from tests.unit.media.fanout_harness import Rig, opus


def sound(bus: str, tick: int, payload: bytes = b"sound") -> bytes:
    return encode_opus(bus.encode(), tick * 960 % 2**32, payload)


def test_packets_of_a_bus_are_numbered_without_a_gap_across_restarts_of_the_mixer(rig: Rig) -> None:
    rig.source(1, bus="m/floor")
    listener = rig.listener(attach=1, first_sequence_number=30_000)
    for tick in (5, 6, 7, 900, 901):
        rig.kernel.bus_message(sound("m/floor", tick, b"tick %d" % tick))
    rig.collect()
    packets = listener.rtp()
    assert [packet.sequence_number for packet in packets] == [30_000, 30_001, 30_002, 30_003, 30_004]
    assert [packet.timestamp for packet in packets] == [step * 960 for step in (0, 1, 2, 895, 896)]
    assert [packet.payload for packet in packets] == [b"tick %d" % tick for tick in (5, 6, 7, 900, 901)]


def test_each_bus_reaches_its_own_listeners_alone(rig: Rig) -> None:
    names = [f"m{n % 7}/{'x' * (n % 50)}{n}" for n in range(300)]
    for number, name in enumerate(names):
        rig.source(number, bus=name)
    listeners = {n: rig.listener(n + 1, attach=n) for n in range(0, 300, 10)}
    for name in names:
        rig.kernel.bus_message(sound(name, 1, name.encode()))
    rig.collect()
    for n, listener in listeners.items():
        assert [packet.payload for packet in listener.rtp()] == [names[n].encode()]


def test_a_bus_whose_source_has_gone_is_unknown_and_may_come_again(rig: Rig) -> None:
    rig.source(1, bus="m/floor")
    rig.source(2, bus="m/fr")
    rig.kernel.remove_source(1)
    rig.kernel.bus_message(sound("m/floor", 1))
    rig.kernel.bus_message(sound("m/fr", 1))
    rig.kernel.bus_message(sound("m/flo", 1))
    rig.source(1, bus="m/floor")
    listener = rig.listener(attach=1)
    rig.kernel.bus_message(sound("m/floor", 2))
    rig.collect()
    assert [packet.payload for packet in listener.rtp()] == [b"sound"]
    counters = rig.kernel.counters()
    assert (counters["bus_packets"], counters["bus_unknown"], counters["errors"]) == (2, 2, 0)


@pytest.mark.parametrize(
    "message",
    [
        *(b"", b"\x02", b"\x02\xff", b"\x02\x03m/f", b"\x02\x07m/floor\0\0\0\0", b"\x07\x07m/floor\0\0\0\0sound"),
        encode_rtp(b"m/floor", 1.0, opus(1)),
        sound("m/floor", 1, bytes(2037)),
    ],
)
def test_a_malformed_message_is_dropped_and_counted(rig: Rig, message: bytes) -> None:
    rig.source(1, bus="m/floor")
    listener = rig.listener(attach=1)
    rig.kernel.bus_message(message)
    rig.kernel.bus_message(sound("m/floor", 1, bytes(2036)))
    rig.collect()
    assert [len(packet.payload) for packet in listener.rtp()] == [2036], "the longest that fits"
    assert rig.kernel.counters()["errors"] == 1


def test_names_that_cannot_stand_in_a_message_are_refused(rig: Rig) -> None:
    for kind, bus in (("opus", "é" * 128), ("vp8", "m/floor")):
        with pytest.raises(ValueError, match="not a bus"):
            rig.source(1, kind, bus=bus)  # type: ignore[arg-type]
    rig.source(1, bus="m/" + "x" * 253)


def test_random_messages_never_harm_the_next_packet(rig: Rig) -> None:
    rig.source(1, bus="m/floor")
    listener = rig.listener(attach=1)
    rng = random.Random(7)
    whole = sound("m/floor", 3)
    for _ in range(300):
        broken = bytearray(whole[: rng.randrange(len(whole) + 1)])
        for _ in range(rng.randrange(3)):
            if broken:
                broken[rng.randrange(len(broken))] = rng.randrange(256)
        rig.kernel.bus_message(bytes(broken))
    rig.kernel.bus_message(sound("m/floor", 900, b"last"))
    rig.collect()
    assert listener.rtp()[-1].payload == b"last"


# --- the native kernel's own reading ----------------------------------------------------------------------------------


class Piped:
    """A native kernel that reads from the far end of ``mixer``."""

    def __init__(self, **options: int) -> None:
        self.rig = Rig(NativeKernel, **options)
        self.mixer = self.connect()

    def connect(self) -> socket.socket:
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        assert self.rig.kernel.read_pipe(near.fileno())
        near.close()
        return far

    def until(self, condition: Callable[[dict[str, int]], bool]) -> dict[str, int]:
        deadline = time.monotonic() + 10.0
        while not condition(counters := self.rig.kernel.counters()):
            assert time.monotonic() < deadline, counters
            time.sleep(0.002)
        return counters

    def close(self) -> None:
        self.mixer.close()
        self.rig.close()


def now_tick() -> int:
    return time.monotonic_ns() // 20_000_000


def test_the_native_kernel_takes_the_sound_from_the_pipe_itself() -> None:
    piped = Piped(late_ms=0)
    try:
        piped.rig.source(1, bus="m/floor")
        listener = piped.rig.listener(attach=1)
        for tick in range(200):
            piped.mixer.send(sound("m/floor", tick))
        piped.until(lambda counters: counters["bus_packets"] == 200)
        piped.rig.collect()
        assert [packet.timestamp for packet in listener.rtp()] == [tick * 960 for tick in range(200)]
    finally:
        piped.close()


def test_a_new_mixer_takes_the_place_of_the_one_before_and_neither_leaves_a_descriptor_behind() -> None:
    before = len(os.listdir("/proc/self/fd"))
    piped = Piped(late_ms=0)
    try:
        piped.rig.source(1, bus="m/floor")
        listener = piped.rig.listener(attach=1)
        piped.mixer.send(sound("m/floor", 1))
        piped.until(lambda counters: counters["bus_packets"] == 1)
        piped.mixer.close()
        piped.mixer = piped.connect()
        piped.mixer.send(sound("m/floor", 2))
        piped.until(lambda counters: counters["bus_packets"] == 2)
        replaced, piped.mixer = piped.mixer, piped.connect()
        with replaced, pytest.raises(OSError, match=r"Broken pipe|reset"):
            for _ in range(1000):
                replaced.send(sound("m/floor", 3))
                time.sleep(0.002)
        piped.mixer.send(sound("m/floor", 4))
        piped.until(lambda counters: counters["bus_packets"] >= 3)
        piped.rig.collect()
        numbers = [packet.sequence_number for packet in listener.rtp()]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    finally:
        piped.close()
    assert len(os.listdir("/proc/self/fd")) == before


def test_sound_that_waited_too_long_is_dropped_not_delayed() -> None:
    piped = Piped(late_ms=500)
    try:
        piped.rig.source(1, bus="m/floor")
        listener = piped.rig.listener(attach=1)
        piped.mixer.send(sound("m/floor", now_tick() - 50, b"a second ago"))
        piped.mixer.send(sound("m/floor", now_tick(), b"now"))
        counters = piped.until(lambda counters: counters["bus_packets"] == 1)
        piped.rig.collect()
        assert [packet.payload for packet in listener.rtp()] == [b"now"]
        assert counters["overflow"] == 1
    finally:
        piped.close()
