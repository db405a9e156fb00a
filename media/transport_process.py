"""The transport process: sockets, the bus, the pipe and time around :class:`media.transport.node.TransportNode`.

It runs on with the last state it knows while the server is away, and with the last packets while the mixer is.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import resource
import secrets
import signal
import socket
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from bus.local import BusClient
from bus.messages import Gauges, NodeHello
from media.fanout.kernel import Kernel, create
from media.pipe import PipeListener
from media.polled_pipe import PolledPipe
from media.transport.dtls import Identity
from media.transport.node import TransportNode
from media.transport.sdp_layouts import Host
from media.transport.tcp import TcpPort
from media.transport.udp import BIND_ATTEMPTS, UdpPort

TICK_S = 0.02
VIDEO_TICK_S = 0.01
"""While video is forwarded to a crowd."""
CROWD = 100
"""From so many peers on the port is polled at each tick and no longer watched: sound still comes to the mixer in time, and
what is left are reports, checks and handshakes."""
MIXER_LEAD_S = 0.002
"""Ticks come so long before the mixer's: what they find in the port is in time for it."""
CONGESTION_S = 0.1
"""Between two messages of congestion feedback to a publisher."""
QUALITY_S = 0.1
"""Between two looks at the peers' quality."""
REPORT_S = 0.2
"""Between two looks for sender reports that are due."""
GAUGE_S = 2.0
WEBCAST_BACKLOG = 1024
"""Packets of video: key frames come in bursts the kernel's buffer does not hold."""
LAG_SAMPLES = 200
"""Ticks of one gauge interval at most."""
COLLECT_AFTER = (5_000, 5, 2_000)
"""Thresholds of the three generations.  Peers live long and a pass over thousands of them makes packets late: the two young
generations stay small (25,000 objects: 2 ms), a full pass is as good as never."""

FANOUT_THREAD = "fanout"
FANOUT_PRIORITY = 4
"""Real-time, below the mixer's 5: what is being heard goes before who is joining."""

log = logging.getLogger("hemicycle.transport")


@dataclass(frozen=True, slots=True)
class TransportOptions:
    run_dir: Path
    host: str = "127.0.0.1"
    """Address to bind: 0.0.0.0 binds :: as well, 127.0.0.1 binds ::1."""
    media_port: int = 0
    advertise: tuple[str, ...] = ()
    """Addresses (or names, looked up once at the start) written into descriptions; default: ``host``."""
    log_level: str = "info"
    node_id: str = "transport-1"


class TransportProcess:
    """Everything of one transport process; :meth:`run` works until cancelled, then closes what it opened."""

    def __init__(self, options: TransportOptions) -> None:
        self._options = options
        self._boot_id = secrets.token_hex(8)
        self._lags: deque[float] = deque(maxlen=LAG_SAMPLES)
        self._worst_lag = 0.0
        self._wall = time.time() - time.monotonic()
        self.port, self.tcp = bind(options.host, options.media_port)
        self.kernel: Kernel = create(self.port.fd_ipv4, self.port.fd_ipv6)
        pipe = options.run_dir / "pipe.sock"
        self.pipe = PipeListener(pipe, self.kernel.bus_message, self.kernel.read_pipe)
        self.webcast = PolledPipe(
            options.run_dir / "webcast.sock",
            lambda *rtp: self.node.composed(*rtp),
            on_key=lambda track: self.node.want_key_frame(track),
            backlog=WEBCAST_BACKLOG,
        )
        self.bus = BusClient(options.run_dir / "bus.sock", hello=self._hello, on_message=lambda m: self.node.receive(m))
        identity = Identity.generate()
        candidates = tuple((address, self.port.port) for address in advertised(options.advertise or (options.host,)))
        self.node = TransportNode(
            self.kernel,
            identity,
            Host(identity.fingerprint, candidates, tcp=self.tcp is not None),
            send=self.port.send,
            pipe=self.pipe.send,
            webcast=self.webcast.send,
            tell=self.bus.send,
            clock=time.monotonic,
            wall=self._wall,
        )
        self._timer: asyncio.TimerHandle | None = None
        self._jobs = (
            _Job(0.0, self.node.request_feedback),
            _Job(0.0, lambda _: self._poll_webcast()),
            _Job(CONGESTION_S, lambda _: self.node.congestion_feedback()),
            _Job(QUALITY_S, self.node.tell_quality),
            _Job(REPORT_S, lambda now: self.kernel.send_reports(now + self._wall)),
            _Job(1.0, self._every_second),
            _Job(GAUGE_S, lambda _: self.bus.send(Gauges("transport", self.gauges()))),
        )

    def _hello(self) -> NodeHello:
        self.node.quality.forget()
        return NodeHello("transport", self._options.node_id, self._boot_id, self.kernel.name, self.node.peers())

    async def run(self) -> None:
        self.pipe.open()
        endpoint = self.node.endpoint
        self.port.start(endpoint.receive, self.node.drained)
        if self.tcp is not None:
            self.tcp.start(endpoint.receive, self.node.drained, endpoint.ice.forget)
        log.info("UDP port %d, %s kernel, advertising %s", self.port.port, self.kernel.name, self._options.advertise)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.bus.run())
                self._schedule()
        finally:
            if self._timer is not None:
                self._timer.cancel()
            await self.node.endpoint.close()
            self.node.probing.stop()
            self.pipe.close()
            self.webcast.close()
            self.kernel.flush()
            self.kernel.close()
            if self.tcp is not None:
                self.tcp.close()
            self.port.close()

    def _schedule(self) -> None:
        """Set the clock for the next tick.  A late one is not made up for."""
        crowded = len(self.node.endpoint.peers) >= CROWD
        self.port.watch(not crowded)
        now = time.monotonic()
        moving = crowded and now - self.node.video_at < 1.0
        deadline = next_tick(now, VIDEO_TICK_S if moving else TICK_S)
        self._timer = asyncio.get_running_loop().call_at(deadline, self._tick, deadline)

    def _tick(self, deadline: float) -> None:
        """All that is periodic.  A callback: waking a task would take the loop twice round."""
        now = time.monotonic()
        self._lags.append(now - deadline)
        self._worst_lag = max(self._worst_lag, now - deadline)
        try:
            if not self.port.watched:
                self._poll()
            for job in self._jobs:
                if now >= job.due:
                    job.due = now + job.interval
                    self._carry_out(job.work, now)
        finally:
            self._schedule()

    def _poll(self) -> None:
        if not self.port.poll():
            asyncio.get_running_loop().call_soon(self._poll)

    def _poll_webcast(self) -> None:
        if self.node.needs_worker:
            self.webcast.poll()
            self.node.drained()
        else:
            self.webcast.close()

    def _carry_out(self, work: Callable[[float], object], now: float) -> None:
        try:
            work(now)
        except Exception:  # a fault in one meeting must not end the sound of all
            self.node.counters["tick_errors"] += 1
            log.exception("periodic work")

    def _every_second(self, now: float) -> None:
        self._wall = time.time() - now
        self.node.every_second(now, self._wall)
        self.pipe.sweep()
        if self.tcp is not None:
            self.tcp.sweep(lambda address: self.node.endpoint.ice.find(address) is not None, now)

    def gauges(self) -> dict[str, float]:
        """Counters grow from the process's start; lag is that of the last two seconds, in milliseconds."""
        ordered = sorted(self._lags) or [0.0]
        worst, self._worst_lag = self._worst_lag, 0.0
        usage = resource.getrusage(resource.RUSAGE_SELF)
        values: dict[str, float] = {
            **self.node.gauges(),
            **{f"kernel_{name}": value for name, value in self.kernel.counters().items()},
            "udp_received": self.port.received,
            "udp_sent": self.port.sent,
            "udp_send_errors": self.port.send_errors,
            "udp_refused": self.port.refused,
            **(self.tcp.counters if self.tcp is not None else {}),
            "tcp_connections": len(self.tcp.streams) if self.tcp is not None else 0,
            "pipe_connected": self.pipe.connected,
            "pipe_sent": self.pipe.sent,
            "pipe_dropped": self.pipe.dropped,
            "webcast_sent": self.webcast.sent,
            "webcast_dropped": self.webcast.dropped,
            "loop_lag_p99_ms": 1000 * ordered[int(0.99 * (len(ordered) - 1))],
            "loop_lag_max_ms": 1000 * worst,
            "cpu_s": usage.ru_utime + usage.ru_stime,
            "memory_kib": _resident_kib(),
        }
        return {name: float(value) for name, value in values.items()}


@dataclass(slots=True)
class _Job:
    """What is done again and again: every so many seconds, with the time it is then."""

    interval: float
    work: Callable[[float], object]
    due: float = 0.0


def next_tick(now: float, interval: float) -> float:
    """The next instant after ``now`` that lies :data:`MIXER_LEAD_S` before a whole multiple of ``interval``."""
    return ((now + MIXER_LEAD_S) // interval + 1) * interval - MIXER_LEAD_S


def bind(host: str, number: int) -> tuple[UdpPort, TcpPort | None]:
    """The UDP port, and TCP on the same number.  A number that was asked for and is taken for TCP goes without TCP.

    Raises ``OSError`` when there is no UDP port.
    """
    for _ in range(BIND_ATTEMPTS):
        port = UdpPort.bind(host, number)
        try:
            return port, TcpPort.bind(port)
        except OSError as error:
            if number:
                log.warning("no TCP on port %d: %s", number, error)
                return port, None
            port.close()
    raise OSError("no number is free for UDP and TCP")


def _resident_kib() -> int:
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize() // 1024


def advertised(names: Sequence[str]) -> list[str]:
    """Literal addresses to advertise.  A wildcard stands for the address this machine reaches others from.

    Raises ``OSError`` when a name cannot be resolved.
    """
    addresses: list[str] = []
    for name in names:
        try:
            literal = ip_address(name)
        except ValueError:
            found = socket.getaddrinfo(name, None, type=socket.SOCK_DGRAM)
            addresses += [str(info[4][0]) for info in found]
            continue
        addresses += _own_addresses() if literal.is_unspecified else [name]
    return list(dict.fromkeys(addresses))


def _own_addresses() -> list[str]:
    """The source addresses of the default routes (no packet is sent), or loopback when there are none."""
    found = []
    for family, far in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((far, 9))
            found.append(str(probe.getsockname()[0]))
    return found or ["127.0.0.1"]


def put_fanout_first() -> str:
    """Ask for real-time scheduling of the native kernel's thread; returns what was granted, for the log."""
    for task in Path("/proc/self/task").iterdir():
        if (task / "comm").read_text().strip() == FANOUT_THREAD:
            with suppress(OSError, AttributeError):
                os.sched_setscheduler(int(task.name), os.SCHED_RR, os.sched_param(FANOUT_PRIORITY))
                return "real-time"
    return "normal priority"


async def _serve(options: TransportOptions) -> None:
    loop = asyncio.get_running_loop()
    process = TransportProcess(options)
    log.info("the fan-out runs with %s", put_fanout_first())
    running = asyncio.create_task(process.run())
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, running.cancel)
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    with suppress(asyncio.CancelledError):
        await running


def main(options: TransportOptions) -> None:
    """Run until SIGTERM or SIGINT.  Raises ``OSError`` when the port cannot be bound."""
    logging.basicConfig(level=options.log_level.upper(), format="%(asctime)s %(name)s %(levelname)s %(message)s")
    asyncio.run(_serve(options))
