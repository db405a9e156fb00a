"""The listeners of the comparison hear every kind of server any machine has: ours, a relay of aiortc, the bare floor."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from bench import compare
from bench.peers import Cpus, Running, Stream, aiortc_relay, ours
from bench.peers.child import Child, ChildFailed

Door = Callable[[Stream, Path, Cpus], AbstractContextManager[Running]]
LISTENERS = 3
WINDOW_S = 1.0


@pytest.mark.process
@pytest.mark.parametrize(("door", "stream", "streams"), [(ours, "audio", 1), (ours, "av", 2), (aiortc_relay, "audio", 1)])
def test_listeners_of_a_server_decrypt_what_it_sends_and_its_cpu_time_is_read(
    door: object, stream: Stream, streams: int, tmp_path: Path
) -> None:
    running: Door = getattr(door, "running")  # noqa: B009
    cpus = Cpus.choose()
    with running(stream, tmp_path, cpus) as server, compare._crowd(server.door, stream, server.url, tmp_path, cpus) as crowd:
        joined = crowd.ask(f"add {LISTENERS}", 60)
        window = compare._window(crowd, server.processes, WINDOW_S)
    assert joined["joins_per_s"] > 0
    assert window["profiles"] == ["SRTP_AEAD_AES_128_GCM"]
    assert window["packets"] > LISTENERS * streams * 40 * WINDOW_S
    assert window["refused"] == 0
    assert set(server.counted) <= set(window["cpu_s"])
    assert all(window["cpu_s"][name] > 0 for name in server.counted)


@pytest.mark.process
@pytest.mark.parametrize(("stream", "per_s"), [("audio", 50), ("av", 158)])
def test_the_bare_floor_sends_real_srtp_at_the_pace_of_a_live_stream(stream: Stream, per_s: int, tmp_path: Path) -> None:
    course = compare.Course("floor", stream, (LISTENERS, 2 * LISTENERS))
    few, many = compare._measure_floor(course, WINDOW_S, tmp_path, Cpus.choose())
    for found in (few, many):
        assert found["packets_per_s"] == pytest.approx(per_s * found["listeners"], rel=0.25)
        assert found["cpu_s_per_mpkt"] > 0


def test_a_child_that_ends_is_an_error_with_its_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Child(["sh", "-c", "echo why >&2; exit 3"], cpu=Cpus.choose().server, log=log) as child:
        with pytest.raises(ChildFailed, match="why"):
            child.line("ready")
