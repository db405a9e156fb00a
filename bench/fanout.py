"""CPU time per packet of the fan-out: native kernel, reference kernel, aiortc's own send path, and the bare C floor.

Each contender is a process of its own and sends one live stream to N sessions of its own keys, paced as in a meeting;
another process holds N real UDP sockets on 127.0.0.1 and reads them.  The contenders take turns; the lowest of the rounds
counts (a busy machine only ever adds; ``machine_busy`` of a sample is the share of all processors in use, by anyone).
CPU time is user + system of the whole contender process.

Streams: ``audio`` is 50 packets a second of 100 bytes of payload; ``av`` adds 27.5 video frames a second of four packets of
1,100 bytes, VP8-shaped.
"""

from __future__ import annotations

import asyncio
import ctypes
import multiprocessing
import os
import resource
import selectors
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pylibsrtp import Policy, Session
from pylibsrtp._binding import ffi, lib

from media.fanout.kernel import Kernel
from media.rtp.header import build_packet

TICK = 0.02
FRAME = 1 / 27.5
AUDIO_PAYLOAD = bytes(100)
VIDEO_PARTS = 4
WARM_UP = 0.5
Event = tuple[float, str, list[bytes]]
"""When (seconds from the start), ``audio`` or ``video``, the packets."""


def _audio(number: int) -> bytes:
    return build_packet(AUDIO_PAYLOAD, payload_type=111, sequence_number=number & 0xFFFF, timestamp=number * 960, ssrc=1)


def _frame(number: int) -> list[bytes]:
    packets = []
    for part in range(VIDEO_PARTS):
        descriptor = bytes((0x90 if part == 0 else 0x80, 0xC0, 0x80 | number >> 8 & 0x7F, number & 0xFF, number & 0xFF))
        tag = bytes((0x10 if number % 60 == 0 else 0x11,)) if part == 0 else b"\0"
        packets.append(
            build_packet(
                descriptor + tag + bytes(1082),
                payload_type=96,
                sequence_number=number * VIDEO_PARTS + part & 0xFFFF,
                timestamp=int(number * FRAME * 90000) & 0xFFFFFFFF,
                ssrc=2,
                marker=part == VIDEO_PARTS - 1,
            )
        )
    return packets


def _events(stream: str, seconds: float) -> list[Event]:
    events: list[Event] = [(tick * TICK, "audio", [_audio(tick)]) for tick in range(int(seconds / TICK))]
    if stream == "av":
        events += [(frame * FRAME, "video", _frame(frame)) for frame in range(int(seconds / FRAME))]
    return sorted(events, key=lambda event: event[0])


def _session() -> Session:
    key = os.urandom(28)
    policy = Policy(key, Policy.SSRC_ANY_OUTBOUND, srtp_profile=Policy.SRTP_PROFILE_AEAD_AES_128_GCM)
    policy.window_size = 1024
    policy.allow_repeat_tx = True
    return Session(policy)


def _paced(events: list[Event]) -> Iterator[Event]:
    start = time.monotonic()
    for event in events:
        wait = start + event[0] - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        yield event


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _machine_ticks() -> tuple[int, int]:
    """(busy, all) ticks of the machine since its start."""
    fields = [int(field) for field in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return sum(fields) - fields[3] - fields[4], sum(fields)


def _pin(cpu: int) -> None:
    cpus = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cpus[cpu % len(cpus)]})


# --- the other side ---------------------------------------------------------------------------------------------------


def sinks(link: Connection, count: int) -> None:
    """Hold ``count`` sockets and read them until told to stop; answer ``count`` with the datagrams so far."""
    _pin(1)
    selector = selectors.DefaultSelector()
    held = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(count)]
    for sock in held:
        sock.bind(("127.0.0.1", 0))
        sock.setblocking(False)
        selector.register(sock, selectors.EVENT_READ)
    selector.register(link, selectors.EVENT_READ)
    link.send([sock.getsockname()[1] for sock in held])
    buffer = bytearray(2048)
    received = 0
    while True:
        for key, _ in selector.select():
            if key.fileobj is link:
                if link.recv() == "stop":
                    return
                link.send(received)
                continue
            received += _drain(key.fileobj, buffer)


def _drain(sock: Any, buffer: bytearray) -> int:
    count = 0
    try:
        while sock.recv_into(buffer):
            count += 1
    except BlockingIOError:
        return count
    return count


# --- contenders: set up, then send events; each returns a function that sends one and one that waits for the end -------


def _kernel(name: str) -> Callable[[int], Kernel]:
    if name == "native":
        from media.fanout._native import NativeKernel

        return NativeKernel
    from media.fanout.reference import ReferenceKernel

    return ReferenceKernel


def run_kernel(name: str, ports: list[int], batches: list[list[Event]]) -> list[tuple[float, int]]:
    """CPU seconds and packets sent of each batch of events."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    kernel = _kernel(name)(sock.fileno())
    kernel.add_source(0, "opus", clock_rate=48000, history=512)
    kernel.add_source(1, "vp8", clock_rate=90000, history=512)
    for peer, port in enumerate(ports):
        kernel.add_peer(peer, _session(), ("127.0.0.1", port), cname="bench")
        for row, ssrc, kind, rate in ((2 * peer, 1, "opus", 48000), (2 * peer + 1, 2, "vp8", 90000)):
            types: Any = {kind: 111}
            kernel.add_row(row, peer, ssrc=ssrc, payload_types=types, clock_rate=rate, first_sequence_number=1 + peer)
            kernel.attach(row, ssrc - 1)
    kernel.flush()
    results = []
    for events in batches:
        sent, cpu = kernel.counters()["sent"], _cpu()
        for _, media, packets in _paced(events):
            kernel.forward(media == "video", packets)
        kernel.flush()
        results.append((_cpu() - cpu, kernel.counters()["sent"] - sent))
    kernel.close()
    sock.close()
    return results


def run_aiortc(ports: list[int], batches: list[list[Event]]) -> list[tuple[float, int]]:
    """What RTCRtpSender does with each packet: RtpPacket.serialize, RTCDtlsTransport._send_rtp, asyncio's sendto."""
    return asyncio.run(_run_aiortc(ports, batches))


class _IceToPort:
    """As much of an ICE transport as RTCDtlsTransport needs to send."""

    role = "controlled"
    state = "completed"

    def __init__(self, transport: asyncio.DatagramTransport, port: int) -> None:
        self._transport = transport
        self._address = ("127.0.0.1", port)

    async def _send(self, data: bytes) -> None:
        self._transport.sendto(data, self._address)


async def _run_aiortc(ports: list[int], batches: list[list[Event]]) -> list[tuple[float, int]]:
    from aiortc.rtcdtlstransport import RTCCertificate, RTCDtlsTransport, State
    from aiortc.rtp import HeaderExtensionsMap, RtpPacket

    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0))
    certificate = RTCCertificate.generateCertificate()
    peers = []
    for port in ports:
        ice: Any = _IceToPort(transport, port)
        peer = RTCDtlsTransport(ice, [certificate])
        peer._tx_srtp, peer._state = _session(), State.CONNECTED
        peers.append(peer)
    extensions = HeaderExtensionsMap()
    results = []
    for events in batches:
        sent, cpu = 0, _cpu()
        for _, _, packets in _paced(events):
            parsed = [RtpPacket.parse(packet) for packet in packets]
            for peer in peers:
                for packet in parsed:
                    await peer._send_rtp(packet.serialize(extensions))
            sent += len(parsed) * len(peers)
        results.append((_cpu() - cpu, sent))
    transport.close()
    return results


def run_floor(library: str, ports: list[int], batches: list[list[Event]]) -> list[tuple[float, int]]:
    """The C loop; audio only."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sessions = [_session() for _ in ports]
    pointers = (ctypes.c_void_p * len(ports))(*(int(ffi.cast("uintptr_t", session._srtp[0])) for session in sessions))
    run = ctypes.CDLL(library).floor_run
    run.restype = ctypes.c_long
    protect = ctypes.c_void_p(int(ffi.cast("uintptr_t", ffi.addressof(lib, "srtp_protect"))))
    results, tick = [], 1
    for events in batches:
        cpu = _cpu()
        sent = run(
            sock.fileno(),
            len(ports),
            pointers,
            (ctypes.c_uint16 * len(ports))(*ports),
            protect,
            len(AUDIO_PAYLOAD),
            tick,
            len(events),
            ctypes.c_long(int(TICK * 1e9)),
        )
        tick += len(events)
        results.append((_cpu() - cpu, sent))
    sock.close()
    return results


def contender(link: Connection, name: str, library: str, ports: list[int], stream: str, seconds: float) -> None:
    """Process: warm up, send for ``seconds``, report CPU seconds and packets of the second part and packets in all."""
    _pin(0)
    events = _events(stream, WARM_UP + seconds)
    batches = [[event for event in events if event[0] < WARM_UP]]
    batches.append([(at - WARM_UP, media, packets) for at, media, packets in events if at >= WARM_UP])
    if name == "floor":
        results = run_floor(library, ports, batches)
    elif name == "aiortc":
        results = run_aiortc(ports, batches)
    else:
        results = run_kernel(name, ports, batches)
    link.send((*results[1], sum(sent for _, sent in results)))


# --- the run ----------------------------------------------------------------------------------------------------------


def _build_floor(folder: Path) -> str:
    """Path of the compiled floor, empty without a C compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return ""
    target = folder / "floor.so"
    source = Path(__file__).with_name("floor.c")
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", str(target), str(source)], check=True)
    return str(target)


class _Run:
    """One measurement: a contender against fresh sinks."""

    def __init__(self, library: str) -> None:
        self._library = library
        self._context = multiprocessing.get_context("spawn")

    def measure(self, name: str, stream: str, listeners: int, seconds: float) -> dict[str, Any]:
        busy, ticks = _machine_ticks()
        sink_link, sink_end = self._context.Pipe()
        link, end = self._context.Pipe()
        sink = self._context.Process(target=sinks, args=(sink_end, listeners))
        sink.start()
        try:
            ports = sink_link.recv()
            sender = self._context.Process(target=contender, args=(end, name, self._library, ports, stream, seconds))
            sender.start()
            end.close()
            try:
                cpu, packets, total = link.recv()
            finally:
                sender.join(10)
            time.sleep(0.2)
            sink_link.send("count")
            lost = total - sink_link.recv()
        finally:
            sink_link.send("stop")
            sink.join(10)
        busy, ticks = (after - before for after, before in zip(_machine_ticks(), (busy, ticks), strict=True))
        return {
            "contender": name,
            "stream": stream,
            "listeners": listeners,
            "packets": packets,
            "lost": lost,
            "cpu_s_per_mpkt": round(cpu / packets * 1e6, 3),
            "machine_busy": round(busy / ticks, 2),
        }


def run(*, quick: bool = False) -> dict[str, object]:
    """The kernel's own figures under ``kernel.*`` (``bench/compare.py`` has the server's), and ``fanout.samples``."""
    seconds, rounds = (2.0, 1) if quick else (5.0, 3)
    samples = []
    with tempfile.TemporaryDirectory() as folder:
        measured = _Run(_build_floor(Path(folder)))
        for _ in range(rounds):
            for stream, names in (("audio", ("native", "floor", "reference", "aiortc")), ("av", ("native", "aiortc"))):
                for name in names:
                    if name != "floor" or measured._library:
                        samples.append(measured.measure(name, stream, 200, seconds))
            if not quick:
                samples += [measured.measure(name, "audio", 500, seconds) for name in ("native", "floor", "aiortc")]

    def lowest(name: str, stream: str, listeners: int = 200) -> float:
        chosen = (
            s["cpu_s_per_mpkt"]
            for s in samples
            if (s["contender"], s["stream"], s["listeners"]) == (name, stream, listeners)
        )
        return min(chosen, default=float("nan"))

    native, av = lowest("native", "audio"), lowest("native", "av")
    figures = {
        "kernel.cpu_s_per_mpkt": native,
        "kernel.ratio_to_floor": native / lowest("floor", "audio"),
        "kernel.ratio_to_reference": native / lowest("reference", "audio"),
        "kernel.ratio_to_aiortc_path": native / lowest("aiortc", "audio"),
        "kernel.av_cpu_s_per_mpkt": av,
        "kernel.av_ratio_to_aiortc_path": av / lowest("aiortc", "av"),
        "kernel.lost_packets": sum(s["lost"] for s in samples if s["contender"] == "native"),
    }
    if not quick:
        figures["kernel.cpu_s_per_mpkt_500"] = lowest("native", "audio", 500)
        figures["kernel.ratio_to_floor_500"] = lowest("native", "audio", 500) / lowest("floor", "audio", 500)
    known = {key: round(value, 4) for key, value in figures.items() if value == value}
    return {**known, "fanout.samples": samples}
