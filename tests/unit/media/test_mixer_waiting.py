"""How the mixer's process waits for its ticks."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bus import pipe
from bus.messages import DesiredPatch, MeetingState
from media.clock import TICK_NS
from media.mixer_process import MANY_PACKETS, MixerNode, MixerOptions

PACKET = bytes((0x80,)) + bytes(40)


@pytest.fixture
def transport() -> Iterator[socket.socket]:
    with TemporaryDirectory() as directory, socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(f"{directory}/pipe.sock")
        listener.listen()
        listener.settimeout(5)
        yield listener


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds of each pause; none is made."""
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    return pauses


def _node(transport: socket.socket) -> tuple[MixerNode, socket.socket]:
    node = MixerNode(MixerOptions(Path(transport.getsockname()).parent))
    node._pipe.poll()
    return node, transport.accept()[0]


async def test_a_tick_is_one_wake_up(transport: socket.socket, slept: list[float]) -> None:
    node, sender = _node(transport)
    with sender:
        for _ in range(MANY_PACKETS):
            sender.send(pipe.encode_rtp(b"m/a/mic", 0.0, PACKET))
        node._tick(node._schedule.next_tick)
        node._wait()
    node._pipe.close()
    assert len(slept) == 1 and 0 < slept[0] <= TICK_NS / 1e9
    assert node._pipe.received == MANY_PACKETS


async def test_a_full_pipe_is_read_between_ticks_too(transport: socket.socket, slept: list[float]) -> None:
    node, sender = _node(transport)
    with sender:
        for _ in range(MANY_PACKETS + 1):
            sender.send(pipe.encode_rtp(b"m/a/mic", 0.0, PACKET))
        node._tick(node._schedule.next_tick)
        sender.send(pipe.encode_rtp(b"m/a/mic", 0.0, PACKET))
        node._wait()
        assert len(slept) == 2
        assert node._pipe.received == MANY_PACKETS + 2, "read at the first of both"
        node._wait()
        assert len(slept) == 3, "and no longer than it is needed"
    node._pipe.close()


async def test_more_states_than_can_be_are_a_reason_to_end(
    transport: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[int] = []
    monkeypatch.setattr("os._exit", ended.append)
    monkeypatch.setattr("media.mixer_process.INBOX_LIMIT", 3)
    node, sender = _node(transport)
    sender.close()
    for version in range(3):
        node._from_bus(DesiredPatch(version + 1))
    assert not ended
    node._from_bus(DesiredPatch(4))
    assert ended == [1]
    node._pipe.close()


async def test_a_fault_in_a_packet_or_a_state_does_not_end_the_ticks(
    transport: socket.socket, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    node, sender = _node(transport)

    def fail(*arguments: object) -> None:
        raise LookupError

    monkeypatch.setattr(node._mixer, "receive", fail)
    monkeypatch.setattr(node._mixer, "apply", fail)
    with sender:
        for _ in range(2):
            sender.send(pipe.encode_rtp(b"m/a/mic", 0.0, PACKET))
        node._from_bus(DesiredPatch(1, (MeetingState("m"),)))
        node._tick(node._schedule.next_tick)
    node._pipe.close()
    assert node._pipe.received == 2 and node._ticks == 1
    assert node._gauges()["faults"] == 3
    assert "a packet of m/a/mic" in caplog.text and "a DesiredPatch of the server" in caplog.text


async def test_sound_the_transport_held_back_counts_from_when_it_was_there(
    transport: socket.socket, slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stamp from before the last poll would tell the jitter buffer of room that is not there, packet after packet."""
    node, sender = _node(transport)
    heard: list[float] = []
    monkeypatch.setattr(node._mixer, "receive", lambda track, arrival, packet, tick: heard.append(arrival))
    with sender:
        node._tick(node._schedule.next_tick)
        polled = node._polled_before_s
        sender.send(pipe.encode_rtp(b"m/a/mic", polled - 0.015, PACKET))
        sender.send(pipe.encode_rtp(b"m/a/mic", polled + 0.001, PACKET))
        node._tick(node._schedule.next_tick)
    node._pipe.close()
    assert heard == [polled, polled + 0.001]
