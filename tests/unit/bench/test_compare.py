from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bench import compare
from bench.__main__ import merged
from bench.compare import Outcome, picture
from bench.peers import PeerMissing, Place, Running, Stream, install, require
from bench.peers.child import ChildFailed


def sample(contender: str, listeners: int, cost: float, stream: str = "audio", **processes: float) -> dict[str, Any]:
    return {
        "contender": contender,
        "listeners": listeners,
        "stream": stream,
        "cpu_s_per_mpkt": cost,
        "packets_per_s": 50 * listeners,
        "processes": processes,
        "steady": True,
    }


def test_the_lowest_round_of_each_counts_and_the_worst_size_is_the_ratio() -> None:
    rounds = [sample("ours", 200, 9), sample("ours", 200, 6), sample("pion", 200, 12), sample("pion", 200, 15)]
    outcome = Outcome([*rounds, sample("ours", 500, 4), sample("pion", 500, 10), sample("pion", 200, 1, "av")])
    assert outcome.ratio("pion", (200, 500)) == 0.5
    assert outcome.ratio("pion", (500,)) == 0.4


def test_a_window_that_lost_its_pace_counts_for_nothing() -> None:
    starved = {**sample("ours", 200, 1), "steady": False}
    outcome = Outcome([starved, sample("ours", 200, 6), sample("pion", 200, 12)])
    assert outcome.ratio("pion", (200,)) == 0.5
    assert Outcome([starved, sample("pion", 200, 12)]).ratio("pion", (200,)) is None


@pytest.mark.parametrize(
    ("packets", "lost", "gap_ms", "steady"),
    [
        (60_000, 0, 21.0, True),
        (59_000, 0, 90.0, True),
        (60_000, 1, 21.0, False),
        (60_000, 0, 110.0, False),
        (50_000, 0, 21.0, False),
        (66_000, 0, 21.0, False),
    ],
)
def test_pace_losses_and_stalls_tell_whether_a_window_is_steady(
    packets: int, lost: int, gap_ms: float, steady: bool
) -> None:
    window = {"elapsed_s": 6.0, "cpu_s": {"x": 0.3}, "machine_busy_s": 3.0, "packets": packets, "lost": lost, "overflow": 0}
    window |= {"octets": packets * 100, "gap_p99_ms": gap_ms, "profiles": [], "receiver": "native"}
    found = compare._sample(compare.Course("ours", "audio", (200,)), 200, window, ("x",))
    assert found["steady"] is steady
    assert found["cpu_s_per_mpkt"] == pytest.approx(0.3 / packets * 1e6, abs=0.001)


def test_the_floor_is_compared_with_one_process() -> None:
    outcome = Outcome([sample("ours", 200, 7, transport=5.0, mixer=2.0), sample("floor", 200, 4)])
    assert outcome.ratio("floor", (200,), process="transport") == 1.25


def test_a_peer_without_a_figure_has_no_ratio() -> None:
    assert Outcome([sample("ours", 200, 7)]).ratio("janus", (200, 500)) is None


def test_the_picture_shows_the_share_of_a_core_of_all_that_were_measured() -> None:
    svg = picture(Outcome([sample("ours", 200, 5), sample("ours", 1000, 5), sample("pion", 200, 10)]))
    assert svg.count("<polyline") == 2
    assert ">25</text>" in svg, "5 s per million at 50,000 packets a second is a quarter of a core"


def test_a_missing_peer_is_told_and_null_and_the_others_are_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @contextmanager
    def absent(stream: Stream, folder: Path, place: Place) -> Iterator[Running]:
        raise PeerMissing("not installed here")
        yield

    def measured(
        course: compare.Course, seconds: float, folder: Path, place: Place, wire: object
    ) -> Iterator[dict[str, Any]]:
        if course.contender == "pion":
            with compare.DOORS["pion"](course.stream, folder, place):
                pass
        part = "transport" if course.contender == "ours" else "floor"
        found = sample(course.contender, 200, 5)
        yield {**found, "processes": {part: 3.0}, "core_share": 0.1, "lost": 0, "overflow": 0}

    monkeypatch.setattr(compare, "DOORS", {"pion": absent})
    monkeypatch.setattr(compare, "_measure_in", measured)
    figures = compare.run(quick=True)
    assert (figures["fanout.ratio_to_pion"], figures["fanout.ratio_to_floor"]) == (None, 0.6)
    assert figures["fanout.skipped"] == {"pion": "not installed here"}
    assert "pion skipped: not installed here" in capsys.readouterr().out
    json.dumps(figures, allow_nan=False)


def test_a_peer_that_fails_once_is_measured_by_the_other_rounds_and_one_that_always_fails_is_null(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def measured(
        course: compare.Course, seconds: float, folder: Path, place: Place, wire: object
    ) -> Iterator[dict[str, Any]]:
        asked.append(course.contender)
        if course.contender == "pion" or asked.count("ours") > 1:
            raise ChildFailed("it fell over\nwith a long log")
        yield {**sample(course.contender, 200, 5, transport=3.0), "core_share": 0.1, "lost": 0, "overflow": 0}

    monkeypatch.setattr(compare, "_measure_in", measured)
    outcome = compare.compare(quick=True, rounds=2, seconds=1)
    assert asked == ["floor", "ours", "pion"] * 2
    assert outcome.skipped == {"pion": "it fell over"}
    assert outcome.lowest("ours", 200) == 5


def test_who_is_not_root_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(PeerMissing, match="apt-get install some-peer"):
        require("a-command-nobody-has", "some-peer")
    with pytest.raises(PeerMissing, match="only root"):
        install("some-peer")


def test_a_suite_replaces_its_own_figures_and_leaves_the_others() -> None:
    kept: dict[str, Any] = {"a.one": 1, "b.two": 2, "runs": {"x": {"keys": ["a.one"]}, "y": {"keys": ["b.two"]}}}
    result = merged(kept, "x", {"b.new": 3}, {"commit": "c"})
    assert result == {"b.new": 3, "b.two": 2, "runs": {"x": {"commit": "c", "keys": ["b.new"]}, "y": {"keys": ["b.two"]}}}
