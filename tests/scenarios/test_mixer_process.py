"""The mixer as a real process: the pipe and the bus are real, the other ends are the test's."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from bus import pipe
from bus.local import BusServer, Node
from bus.messages import (
    DesiredPatch,
    DesiredState,
    Fitness,
    Gauges,
    Levels,
    MeetingState,
    Microphone,
    NodeHello,
    Output,
    ToServer,
)
from media.clock import deadline_ns, tick_of_timestamp
from media.codec import opus
from media.pipe import PipeListener
from media.testing import OpusStream, ToneSource, tone_level_db

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[2]
START = "from pathlib import Path; from media.mixer_process import *; import sys; main(MixerOptions(Path(sys.argv[1])))"
OPEN = MeetingState(
    "m",
    microphones=(Microphone("ada/mic", "open"),),
    outputs=(Output("floor", "floor"), Output("floor!ada/mic", "floor", "ada/mic")),
)
CLOSED = MeetingState("m", outputs=OPEN.outputs)


class Machine:
    """Server and transport of one machine, as the mixer sees them."""

    def __init__(self, run_dir: Path) -> None:
        self.run_dir = run_dir
        self.nodes: list[Node] = []
        self.hellos: list[NodeHello] = []
        self.messages: list[ToServer] = []
        self.opus: list[pipe.OpusMessage] = []
        self.arrivals_ns: list[int] = []
        self.process: asyncio.subprocess.Process | None = None
        self.listener = PipeListener(run_dir / "pipe.sock", self._from_mixer)
        self.server = self._make_server()
        self.stream = OpusStream(ToneSource(1000))

    def _make_server(self) -> BusServer:
        return BusServer(
            self.run_dir / "bus.sock",
            on_node=self._on_node,
            on_message=lambda node, message: self.messages.append(message),
            on_gone=lambda node: self.nodes.remove(node),
        )

    def _on_node(self, node: Node) -> None:
        self.nodes.append(node)
        self.hellos.append(node.hello)

    def _from_mixer(self, data: bytes) -> None:
        message = pipe.decode(data)
        assert isinstance(message, pipe.OpusMessage)
        self.opus.append(message)
        self.arrivals_ns.append(time.monotonic_ns())

    async def start_mixer(self) -> asyncio.subprocess.Process:
        self.process = await asyncio.create_subprocess_exec(sys.executable, "-c", START, str(self.run_dir), cwd=ROOT)
        await self.until(lambda: bool(self.nodes) and self.listener.connected)
        return self.process

    async def stop_mixer(self, number: signal.Signals) -> int:
        assert self.process is not None
        process, self.process = self.process, None
        process.send_signal(number)
        return await asyncio.wait_for(process.wait(), 10)

    async def until(self, condition: Callable[[], bool], seconds: float = 20) -> None:
        for _ in range(round(seconds * 100)):
            if condition():
                return
            await asyncio.sleep(0.01)
        raise TimeoutError("the mixer did not do it in time")

    async def speak(self, seconds: float) -> None:
        """Ada's microphone, a packet every 20 ms by absolute deadlines."""
        began = time.monotonic()
        for number in range(round(seconds * 50)):
            await asyncio.sleep(max(0, began + number * 0.02 - time.monotonic()))
            self.listener.send(pipe.encode_rtp(b"m/ada/mic", time.monotonic(), self.stream.next()))

    def heard(self, bus: str) -> list[pipe.OpusMessage]:
        return [message for message in self.opus if message.bus == f"m/{bus}"]

    def sound(self, bus: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        decoder = opus.Decoder()
        return np.concatenate([decoder.decode(message.payload) for message in self.heard(bus)])


def best_tone_db(sound: np.ndarray[tuple[int], np.dtype[np.float32]]) -> float:
    """The tone in the best tenth of a second: a busy machine that runs this test may cost some of the others."""
    return max(tone_level_db(sound[i : i + 4800], 1000) for i in range(0, len(sound) - 4799, 2400))


@pytest.fixture
async def machine() -> AsyncIterator[Machine]:
    with TemporaryDirectory(prefix="hc") as directory:
        machine = Machine(Path(directory))
        machine.listener.open()
        await machine.server.start()
        try:
            yield machine
        finally:
            if machine.process is not None:
                machine.process.kill()
                await machine.process.wait()
            machine.listener.close()
            await machine.server.close()


async def test_a_microphone_is_heard_on_the_floor_and_not_on_its_own_minus(machine: Machine) -> None:
    await machine.start_mixer()
    assert machine.hellos[0].role == "mixer"
    machine.nodes[0].send(DesiredState(1, (OPEN,), ()))
    await machine.until(lambda: len(machine.opus) > 4)
    await machine.speak(2)
    assert best_tone_db(machine.sound("floor")) == pytest.approx(-20, abs=1.5)
    assert best_tone_db(machine.sound("floor!ada/mic")) < -80
    levels = [message for message in machine.messages if isinstance(message, Levels)]
    assert max(message.tracks["ada/mic"] for message in levels) == pytest.approx(-20, abs=2)
    assert len(levels) >= 5
    told = [message for message in machine.messages if isinstance(message, Fitness)]
    assert 1 <= len(told) <= 4, "once a second"
    assert told[-1].meeting_id == "m"
    assert told[-1].tracks["ada/mic"].loss == 0


async def test_ticks_follow_the_monotonic_clock(machine: Machine) -> None:
    await machine.start_mixer()
    machine.nodes[0].send(DesiredState(1, (CLOSED,), ()))
    await machine.until(lambda: len(machine.heard("floor")) >= 50)
    floor = machine.heard("floor")
    late_ms = []
    for message, arrival in zip(machine.opus, machine.arrivals_ns, strict=True):
        tick = tick_of_timestamp(message.timestamp, arrival)
        late_ms.append((arrival - deadline_ns(tick)) / 1e6)
    assert min(late_ms) >= 0, "never before its deadline"
    assert np.median(late_ms) < 20
    steps = np.diff([message.timestamp for message in floor]) % (1 << 32)
    assert set(steps.tolist()) <= {960 * n for n in range(1, 50)}
    assert np.median(steps) == 960


async def test_a_revoked_microphone_ends_and_what_it_goes_on_sending_is_counted(machine: Machine) -> None:
    await machine.start_mixer()
    machine.nodes[0].send(DesiredState(1, (OPEN,), ()))
    await machine.until(lambda: len(machine.opus) > 4)
    await machine.speak(1)
    machine.nodes[0].send(DesiredPatch(2, meetings=(CLOSED,)))
    already = len(machine.opus)
    await machine.until(lambda: len(machine.opus) > already + 40)
    machine.opus.clear()
    await machine.speak(1)
    assert best_tone_db(machine.sound("floor")) < -80
    await machine.until(lambda: any(isinstance(m, Gauges) and m.values["packets_unlisted"] >= 40 for m in machine.messages))


async def test_the_mixer_plays_on_while_the_server_is_away_and_takes_the_new_state(machine: Machine) -> None:
    await machine.start_mixer()
    machine.nodes[0].send(DesiredState(9, (OPEN,), ()))
    await machine.until(lambda: len(machine.opus) > 4)
    await machine.server.close()
    machine.opus.clear()
    await machine.speak(1)
    assert best_tone_db(machine.sound("floor")) == pytest.approx(-20, abs=1.5)
    machine.server = machine._make_server()
    await machine.server.start()
    await machine.until(lambda: len(machine.hellos) == 2 and bool(machine.nodes))
    assert machine.hellos[0].boot_id == machine.hellos[1].boot_id
    machine.nodes[0].send(DesiredState(1, (), ()))
    await asyncio.sleep(0.2)
    machine.opus.clear()
    await asyncio.sleep(0.2)
    assert not machine.opus, "a meeting that is gone is no longer encoded"


async def test_a_restarted_mixer_goes_on_on_the_same_clock(machine: Machine) -> None:
    await machine.start_mixer()
    machine.nodes[0].send(DesiredState(1, (OPEN,), ()))
    await machine.until(lambda: len(machine.heard("floor")) > 10)
    await machine.stop_mixer(signal.SIGKILL)
    before, before_ns = machine.opus[-1], machine.arrivals_ns[-1]
    await machine.until(lambda: not machine.nodes and not machine.listener.connected)
    await machine.start_mixer()
    assert machine.hellos[0].boot_id != machine.hellos[1].boot_id
    count = len(machine.opus)
    machine.nodes[0].send(DesiredState(1, (OPEN,), ()))
    await machine.until(lambda: len(machine.opus) > count)
    elapsed_samples = (machine.arrivals_ns[count] - before_ns) * 48 / 1e6
    stepped = (machine.opus[count].timestamp - before.timestamp) % (1 << 32)
    assert stepped % 960 == 0
    assert stepped == pytest.approx(elapsed_samples, abs=960 * 25)


async def test_garbage_in_the_pipe_is_counted_and_survived(machine: Machine) -> None:
    await machine.start_mixer()
    machine.nodes[0].send(DesiredState(1, (OPEN,), ()))
    for junk in (
        b"\x00",
        b"\x63\x01a",
        bytes(300),
        pipe.encode_opus(b"m/x", 1, b"y"),
        pipe.encode_rtp(b"m/ada/mic", 0, b"z" * 12),
    ):
        machine.listener.send(junk)
    await machine.speak(1)
    assert best_tone_db(machine.sound("floor")) == pytest.approx(-20, abs=1.5)
    counted = {"pipe_malformed": 3, "messages_unknown": 1, "packets_invalid": 1}
    await machine.until(lambda: any(isinstance(m, Gauges) and counted.items() <= m.values.items() for m in machine.messages))


async def test_sigterm_ends_it_cleanly(machine: Machine) -> None:
    await machine.start_mixer()
    assert await machine.stop_mixer(signal.SIGTERM) == 0
