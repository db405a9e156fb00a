"""What ``run.py load`` accepts, refuses and reports."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from headless import load, load_product
from headless.load_crowd import Asked


@pytest.mark.parametrize(
    "url",
    ["http://192.0.2.1:8080", "http://[2001:db8::1]:8080", "http://10.0.0.1", "https://127.0.0.1", "ws://127.0.0.1", "x"],
)
def test_only_this_machine_is_loaded(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert load.main(["--url", url, "--listeners", "1"]) == 2
    assert url.split("//")[-1].split(":8080")[0].strip("[]") in capsys.readouterr().err


def test_a_name_of_another_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", ("127.0.0.1", 80)), (2, 1, 6, "", ("198.51.100.7", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
    with pytest.raises(load.LoadError, match="loopback"):
        load.check_loopback("http://both.example:8080")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080", "http://127.3.2.1"])
def test_loopback_is_accepted(url: str) -> None:
    load.check_loopback(url)


@pytest.mark.parametrize(
    "options",
    [
        ["--listeners", "0"],
        ["--listeners", "5", "--active", "6"],
        ["--rate", "0"],
        ["--decrypt-every", "51"],
        ["--whep", "--active", "1"],
        ["--whep", "--chats", "1"],
        ["--video-kbps", "500", "--speak"],
        ["--video-kbps", "500", "--profile", "plenary"],
    ],
)
def test_what_makes_no_sense_is_refused(options: list[str]) -> None:
    with pytest.raises(load.LoadError):
        load.wanted(load.parser().parse_args(options))


def test_nothing_there_to_load_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert load.main(["--url", "http://127.0.0.1:9", "--listeners", "1"]) == 2
    assert "nothing answers" in capsys.readouterr().err


def test_the_crowd_is_spread_over_channels_and_roles() -> None:
    plans = Asked("http://127.0.0.1", listeners=7, active=2, channels=("floor", "fr", "es")).plans()
    assert [plan.channel for plan in plans] == ["floor", "fr", "es", "floor", "fr", "es", "floor"]
    assert [plan.role for plan in plans] == ["delegate"] * 2 + ["passive"] * 5
    assert [plan.publisher for plan in plans] == [True] * 2 + [False] * 5


def test_all_stands_for_the_floor_and_every_language() -> None:
    wish = load.wanted(load.parser().parse_args(["--channels", "all"]))
    assert wish.crowd.channels == ("floor", "ar", "zh", "en", "fr", "ru", "es")


def test_a_process_is_found_by_its_port_alone(tmp_path: Path) -> None:
    """This one is none of the product's, whatever its command line says."""
    assert load_product.processes(1) == {}


def test_cpu_and_memory_are_those_of_the_process() -> None:
    before = load_product.usage({"server": os.getpid()})["server"]
    held = bytearray(os.urandom(1 << 20) * 40)
    after = load_product.usage({"server": os.getpid()})["server"]
    assert after.memory_kib - before.memory_kib > 30_000
    assert after.cpu_s > before.cpu_s
    assert len(held) == 40 << 20
    assert load_product.usage({"mixer": 2**22 + 1}) == {}


def test_health_keeps_the_worst_and_what_grew_since_the_phase_began() -> None:
    def told(lag: float, missed: float, late: float) -> dict[str, object]:
        nodes = {"mixer": {"ticks_missed": missed, "tick_late_p99_ms": late}, "transport": {"loop_lag_p99_ms": lag}}
        return json.loads(json.dumps({"kernel": "native", "server": {"loop_lag_p99_ms": 1.0}, "nodes": nodes}))  # type: ignore[no-any-return]

    health = load_product.Health("http://127.0.0.1")
    health.take(told(90.0, 3, 1.0))
    health.phase()
    health.take(told(5.0, 4, 2.0))
    health.take(told(4.0, 7, 1.5))
    assert health.worst["transport_loop_lag_p99_ms"] == 5.0
    assert health.worst["mixer_tick_late_p99_ms"] == 2.0
    assert health.counted()["mixer_ticks_missed"] == 4
