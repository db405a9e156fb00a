"""The native code at its edges: arguments of every kind to every method, use after close, many threads, and no growth."""

from __future__ import annotations

import gc
import os
import resource
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import numpy as np
import pytest
from pylibsrtp import Policy

from bus import pipe
from media.mixer import _native as mixing
from tests.fuzz import counting, seeds, twins
from tests.unit.media.fanout_harness import opus, srtp_session

ODD: tuple[Any, ...] = (
    *twins.ODD_IDS,
    *twins.ODD_NUMBERS,
    b"",
    bytearray(b"\x80" * 40),
    "text",
    [],
    [None],
    [b"\x80"],
    {"opus": "x"},
    object(),
    float("nan"),
    float("inf"),
)
ALLOWED = (*twins.EXPECTED, AttributeError, RuntimeError, MemoryError)


@pytest.fixture
def kernel() -> Iterator[Any]:
    with twins.Sink(twins.native()) as sink:
        twins.Player(sink, b"", odd=True).play()
        yield sink.kernel


def calls(kernel: Any) -> dict[str, Callable[[Any], object]]:
    """Every public method, with one argument put in each place where there is one."""
    session = srtp_session("odd", Policy.SSRC_ANY_OUTBOUND)
    row: dict[str, Any] = {"ssrc": 1, "payload_types": {"opus": 111}, "clock_rate": 48000, "first_sequence_number": 1}
    source: dict[str, Any] = {"clock_rate": 48000, "history": 16}
    here = ("127.0.0.1", 9)
    found: dict[str, Callable[[Any], object]] = {
        "add_peer id": lambda x: kernel.add_peer(x, session, here, cname="x"),
        "add_peer session": lambda x: kernel.add_peer(90, x, here, cname="x"),
        "add_peer address": lambda x: kernel.add_peer(91, session, x, cname="x"),
        "add_peer host": lambda x: kernel.add_peer(92, session, (x, 9), cname="x"),
        "add_peer cname": lambda x: kernel.add_peer(93, session, here, cname=x),
        "set_address": lambda x: kernel.set_address(0, x),
        "set_address port": lambda x: kernel.set_address(0, ("127.0.0.1", x)),
        "add_row id": lambda x: kernel.add_row(x, 0, **row),
        "add_row peer": lambda x: kernel.add_row(95, x, **row),
        "add_source id": lambda x: kernel.add_source(x, "opus", **source),
        "add_source kind": lambda x: kernel.add_source(96, x, **source),
        "add_source bus": lambda x: kernel.add_source(97, "opus", **source, bus=x),
        "set_clock": lambda x: kernel.set_clock(0, x, x),
        "attach row": lambda x: kernel.attach(x, 0),
        "attach source": lambda x: kernel.attach(0, x),
        "forward source": lambda x: kernel.forward(x, [opus(1)]),
        "forward packets": lambda x: kernel.forward(0, x),
        "forward packet": lambda x: kernel.forward(0, [opus(2), x, opus(3)]),
        "bus_message": kernel.bus_message,
        "resend row": lambda x: kernel.resend(x, [1]),
        "resend numbers": lambda x: kernel.resend(0, x),
        "resend number": lambda x: kernel.resend(0, [1, x]),
        "send_control": lambda x: kernel.send_control(0, x),
        "send_control peer": lambda x: kernel.send_control(x, bytes(8)),
        "send_reports": kernel.send_reports,
        "remove_peer": kernel.remove_peer,
        "remove_source": kernel.remove_source,
    }
    for name in (*row, "timestamp"):
        found[f"add_row {name}"] = lambda x, name=name: kernel.add_row(98, 0, **{**row, name: x})  # type: ignore[misc]
    for name in source:
        found[f"add_source {name}"] = lambda x, name=name: kernel.add_source(99, "opus", **{**source, name: x})  # type: ignore[misc]
    return found


def test_no_argument_of_any_kind_does_harm(kernel: Any) -> None:
    refused = 0
    for odd in ODD:
        for name, call in calls(kernel).items():
            try:
                call(odd)
            except ALLOWED:
                refused += 1
            except BaseException as error:
                raise AssertionError(f"{name} {odd!r}") from error
    assert refused > len(ODD) * 10
    kernel.flush()
    kernel.counters()


def test_after_close_everything_is_refused_or_ignored(kernel: Any) -> None:
    kernel.close()
    kernel.close()
    for name, call in calls(kernel).items():
        for argument in (0, b"\x80" * 20, [opus(1)], ("127.0.0.1", 9)):
            try:
                call(argument)
            except ALLOWED:
                continue
            except BaseException as error:
                raise AssertionError(name) from error
    kernel.flush()
    assert kernel.counters()["queue"] == 0


@pytest.mark.parametrize("fds", [(-1, -1), (1 << 20, -1)])
def test_a_kernel_without_usable_sockets_counts_and_lives(fds: tuple[int, int]) -> None:
    try:
        kernel = twins.native()(*fds)
    except OSError:
        return  # a descriptor that is none
    kernel.add_source(1, "opus", clock_rate=48000, history=8)
    kernel.add_peer(1, srtp_session("x", Policy.SSRC_ANY_OUTBOUND), ("127.0.0.1", 9), cname="x")
    kernel.add_row(1, 1, ssrc=1, payload_types={"opus": 111}, clock_rate=48000, first_sequence_number=1)
    kernel.attach(1, 1)
    kernel.forward(1, [opus(n) for n in range(20)])
    kernel.flush()
    assert kernel.counters()["sent"] == 0 and kernel.counters()["errors"] == 20
    kernel.close()


def join_and_leave(kernel: Any, address: tuple[str, int], ids: range, rounds: int) -> None:
    for number in range(rounds):
        for peer in ids:
            kernel.add_peer(peer, srtp_session(f"{peer}", Policy.SSRC_ANY_OUTBOUND), address, cname="stage")
            kernel.add_row(peer, peer, ssrc=peer, payload_types={"opus": 111}, clock_rate=48000, first_sequence_number=1)
            kernel.attach(peer, 0 if number % 2 else 3)
        for peer in ids:
            kernel.resend(peer, [1, 2, 3])
            kernel.attach(peer, None if peer % 3 == 0 else 0)
            kernel.send_control(peer, bytes(8))
        for peer in ids:
            kernel.remove_peer(peer)


def test_many_threads_at_once_lose_nothing_but_their_order() -> None:
    """The contract asks for one thread; whoever breaks it gets a different order, and no crash."""
    with twins.Sink(twins.native()) as sink:
        kernel: Any = sink.kernel
        twins.Player(sink, b"", odd=False).play()
        trouble: list[BaseException] = []

        def forward() -> None:
            for number in range(600):
                kernel.forward(number % 3, [opus(number)])
                kernel.counters()

        def sources() -> None:
            for _ in range(200):
                kernel.add_source(1000, "opus", clock_rate=48000, history=32, bus="m/other")
                kernel.attach(0, 1000)
                kernel.forward(1000, [opus(1), opus(2)])
                kernel.remove_source(1000)
                kernel.attach(0, 0)

        def people(first: int) -> None:
            join_and_leave(kernel, sink.address, range(first, first + 20), 15)

        def guarded(work: Callable[[], object]) -> None:
            try:
                work()
            except BaseException as error:
                trouble.append(error)

        work = (forward, forward, sources, lambda: people(100), lambda: people(200))
        threads = [threading.Thread(target=guarded, args=(task,)) for task in work]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert not trouble and not any(thread.is_alive() for thread in threads)
        kernel.flush()
        assert kernel.counters()["queue"] == 0


def test_a_kernel_is_closed_while_its_thread_is_busy() -> None:
    for _ in range(20):
        with twins.Sink(twins.native()) as sink:
            twins.Player(sink, b"", odd=False).play()
            sink.kernel.forward(0, [opus(n) for n in range(200)])


def test_a_kernel_that_nobody_closed_is_closed_with_the_rubbish() -> None:
    for _ in range(5):
        sink = twins.Sink(twins.native())
        twins.Player(sink, b"", odd=False).play()
        kernel: Any = sink.kernel
        circle: list[object] = [kernel]
        circle.append(circle)
        for sock in (*sink.out, sink.listening):
            sock.close()
        before = threading_tasks()
        del kernel, circle, sink.kernel, sink
        gc.collect()
        assert threading_tasks() == before - 1, "its thread has ended"


def threading_tasks() -> int:
    """Threads of this process, those of native code included."""
    return len(os.listdir("/proc/self/task"))


def resident_kib() -> int:
    gc.collect()
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize() // 1024


def test_joins_leaves_and_kernels_leave_no_memory_behind() -> None:
    """What one round needs is reused by the next; ``make sanitize`` looks for leaks byte by byte."""
    with twins.Sink(twins.native()) as sink:
        twins.Player(sink, b"", odd=False).play()

        def work() -> None:
            join_and_leave(sink.kernel, sink.address, range(100, 150), 20)
            sink.drain()
            sink.received.clear()
            for _ in range(10):
                twins.Sink(twins.native()).close()

        work()
        before = resident_kib()
        for _ in range(3):
            work()
        grown = resident_kib() - before
    assert grown < 6000, "3,000 joins: less than 2 KiB each, where an SRTP session alone takes more"


def test_the_receiver_refuses_what_it_cannot_use() -> None:
    with closing(counting.native()(4)) as receiver, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        session = srtp_session("x", Policy.SSRC_ANY_INBOUND)
        for odd in (-1, 4, 2**31, 2**32, 2**70, None, "1"):
            calls: tuple[Callable[[Any], object], ...] = (
                lambda x: receiver.add(x, sock),
                lambda x: receiver.secure(x, session),
                lambda x: receiver.watch(x, True),
                receiver.streams,
                receiver.remove,
            )
            for call in calls:
                with pytest.raises((IndexError, TypeError, OverflowError)):
                    call(odd)
        for wrong in (None, 7, object(), "session"):
            with pytest.raises((TypeError, AttributeError)):
                receiver.secure(0, wrong)
            with pytest.raises((TypeError, AttributeError)):
                receiver.add(0, wrong)
        receiver.add(1, sock)
        receiver.add(1, sock)
        assert receiver.streams(1) == []


@pytest.mark.parametrize("wrong", [{"every": 0}, {"every": -1}, {"round_ms": 0}, {"round_ms": -5}])
def test_a_receiver_that_would_divide_by_nothing_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        counting.native()(4, **wrong)


def test_a_receiver_for_which_there_is_no_memory_is_refused() -> None:
    with pytest.raises(MemoryError):
        counting.native()(2**32 - 1)


def test_new_keys_may_come_while_packets_do() -> None:
    """The old session lives until the thread has the new one, and a session that is none changes nothing."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
    with closing(counting.native()(4, every=1, round_ms=1)) as receiver, sock:
        sock.bind(("127.0.0.1", 0))
        outbound = srtp_session("sender", Policy.SSRC_ANY_OUTBOUND)
        receiver.add(0, sock)
        for n in range(300):
            receiver.secure(0, srtp_session("sender", Policy.SSRC_ANY_INBOUND))
            with pytest.raises(AttributeError):
                receiver.secure(0, None)
            sock.sendto(outbound.protect(opus(n)), sock.getsockname())
        deadline = time.monotonic() + 10
        while receiver.totals()["packets"] < 300 and time.monotonic() < deadline:
            time.sleep(0.005)
        totals = receiver.totals()
        assert totals["packets"] == totals["decrypted"] == 300


def test_a_closed_receiver_refuses_everything() -> None:
    receiver = counting.native()(4)
    receiver.close()
    receiver.close()
    session = srtp_session("x", Policy.SSRC_ANY_INBOUND)
    with socket.socket() as sock:
        for call in (
            lambda: receiver.add(0, sock),
            lambda: receiver.secure(0, session),
            lambda: receiver.watch(0, True),
            lambda: receiver.remove(0),
            receiver.take,
            lambda: receiver.streams(0),
            receiver.totals,
            lambda: receiver.histogram("gap"),
            receiver.reset,
            receiver.fileno,
        ):
            with pytest.raises((RuntimeError, IndexError)):
                call()


WRONG_BLOCKS: tuple[Any, ...] = (
    None,
    b"",
    [0.0] * 960,
    np.zeros(0, np.float32),
    np.zeros(959, np.float32),
    np.zeros(961, np.float32),
    np.zeros(960, np.float64),
    np.zeros((2, 960), np.float32),
    np.zeros(1920, np.float32)[::2],
)


def test_the_mixers_loops_take_blocks_of_their_shape_alone() -> None:
    protection = mixing.NativeProtection()
    for wrong in WRONG_BLOCKS:
        with pytest.raises((ValueError, TypeError)):
            protection.process(wrong)
    for value in (0.0, 1.0, -1e30, 3e38, float("inf"), float("-inf"), float("nan"), 1e-45):
        protection = mixing.NativeProtection()
        for _ in range(5):
            sound, _energy = protection.process(np.full(960, value, np.float32))
            assert sound.shape == (960,)


def test_samples_are_read_from_where_they_are_alone() -> None:
    around, coefficients = np.ones(100, np.float32), np.ones((1, 8), np.float32)
    assert mixing.interpolated(around, np.array([92], np.intp), coefficients)[0] == 8
    for start in (-1, 93, 100, 2**62, 2**63 - 1, 2**63 - 8, -(2**63)):
        with pytest.raises(ValueError):
            mixing.interpolated(around, np.array([start], np.intp), coefficients)
    for starts, rows in ((2, (1, 8)), (1, (2, 8)), (1, (1, 7))):
        with pytest.raises(ValueError):
            mixing.interpolated(around, np.zeros(starts, np.intp), np.ones(rows, np.float32))
    with pytest.raises(ValueError):
        mixing.interpolated(np.ones(4, np.float32), np.zeros(1, np.intp), coefficients)


@pytest.mark.parametrize(
    "message", [*seeds.PIPE, b"\x01", b"\x01\xff", b"\x02\xff" + bytes(40), bytes(65_536), b"\x01\x02\xff\xfe" + bytes(40)]
)
def test_pipe_messages_are_read_as_the_reference_reads_them(message: bytes) -> None:
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with here, there:
        here.send(message)
        heard: list[tuple[str, float, bytes]] = []
        others: list[bytes] = []
        assert mixing.read_messages(there.fileno(), 9, lambda *found: heard.append(found), others.append)
    try:
        expected = pipe.decode(message)
    except ValueError:
        expected = None
    if isinstance(expected, pipe.RtpMessage):
        assert heard == [tuple(expected)] and not others
    else:
        assert not heard and others == [message]


def test_the_pipe_is_read_from_a_socket_that_is_one() -> None:
    assert not mixing.read_messages(-1, 9, print, print)
    odd: tuple[Any, ...] = (2**40, None, "1")
    for wrong in odd:
        with pytest.raises((OverflowError, TypeError)):
            mixing.read_messages(wrong, 9, print, print)
