"""The listeners of the comparison hear every kind of server any machine has: ours, a relay of aiortc, the bare floor."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from bench import compare
from bench.null_device import cable
from bench.peers import PeerMissing, Place, Running, Stream, aiortc_relay, floor, ours
from bench.peers.child import Child, ChildFailed

Door = Callable[[Stream, Path, Place], AbstractContextManager[Running]]
LISTENERS = 3
WINDOW_S = 1.0


@pytest.mark.process
@pytest.mark.parametrize(("door", "stream", "streams"), [(ours, "audio", 1), (ours, "av", 2), (aiortc_relay, "audio", 1)])
def test_listeners_of_a_server_decrypt_what_it_sends_and_its_cpu_time_is_read(
    door: object, stream: Stream, streams: int, tmp_path: Path
) -> None:
    running: Door = getattr(door, "running")  # noqa: B009
    place = Place.loopback()
    with (
        running(stream, tmp_path, place) as server,
        compare._crowd(server.door, stream, server.url, tmp_path, place) as crowd,
    ):
        joined = crowd.ask(f"add {LISTENERS}", 60)
        window = compare._window(crowd, server.processes, WINDOW_S)
    assert joined["joins_per_s"] > 0
    assert window["profiles"] == ["SRTP_AEAD_AES_128_GCM"]
    assert window["packets"] > LISTENERS * streams * 40 * WINDOW_S
    assert window["refused"] == 0
    assert set(server.counted) <= set(window["cpu_s"])
    assert all(window["cpu_s"][name] > 0 for name in server.counted)


@pytest.mark.soak
@pytest.mark.process
@pytest.mark.parametrize(("stream", "per_s"), [("audio", 50), ("av", 158)])
def test_the_bare_floor_sends_real_srtp_at_the_pace_of_a_live_stream(stream: Stream, per_s: int, tmp_path: Path) -> None:
    course = compare.Course("floor", stream, (LISTENERS, 2 * LISTENERS))
    few, many = compare._measure_floor(course, WINDOW_S, tmp_path, Place.loopback())
    for found in (few, many):
        assert found["packets_per_s"] == pytest.approx(per_s * found["listeners"], rel=0.25)
        assert found["cpu_s_per_mpkt"] > 0


def test_a_child_that_ends_is_an_error_with_its_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Child(["sh", "-c", "echo why >&2; exit 3"], side=Place.loopback().server, log=log) as child:
        with pytest.raises(ChildFailed, match="why"):
            child.line("ready")


@pytest.mark.process
def test_behind_a_cut_wire_the_server_still_pays_for_every_packet_and_nobody_receives_one(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        with pytest.raises(PeerMissing, match="root"), cable():
            pass
        return
    with cable() as wire:
        (found,) = compare._measure_floor(compare.Course("floor", "audio", (20,)), WINDOW_S, tmp_path, wire.place, wire)
        assert found["stream"] == "audio"
        assert found["packets_per_s"] == pytest.approx(50 * 20, rel=0.25)
        assert found["cpu_s_per_mpkt"] > 0
        with compare._crowd("plain", "audio", wire.place.listeners, tmp_path, wire.place) as crowd:
            keys = [(port, key) for port, key in crowd.ask("add 2")["keys"]]
            wire.cut()
            with floor.sending("audio", keys, tmp_path, wire.place):
                while wire.dropped() < 20:
                    time.sleep(0.02)
                assert crowd.ask("count")["packets"] == 0
            wire.mend()
