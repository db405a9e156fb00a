"""What figures come to: a table."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace as changed

from bus.messages import ProbeFigures
from server.arrival.records import Step, overall
from server.arrival.verdict import ClientFigures, Judged, NetworkFigures, judge, measured_down, together

GOOD = NetworkFigures(
    paths={"udp": "works", "tcp": "works", "relay": "none"},
    down_bps=3_980_000,
    up_bps=4_100_000,
    down_loss=0.0,
    up_loss=0.001,
    jitter_ms=2.0,
    round_trip_ms=40.0,
)
NODE = ProbeFigures("p", 7000, 0.0, 2.0, 30.0, 4_000_000.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("figures", "verdict", "reasons"),
    [
        ({}, "good", ()),
        ({"down_bps": 3_600_000}, "good", ()),
        ({"down_bps": 2_000_000}, "usable", ("downSlow",)),
        ({"down_bps": 200_000}, "unfit", ("downSlow",)),
        ({"up_bps": 1_000_000}, "usable", ("upSlow",)),
        ({"up_bps": 100_000}, "unfit", ("upSlow",)),
        ({"up_bps": 1_900_000, "up_rising": True}, "good", ()),
        ({"down_loss": 0.05}, "usable", ("loss",)),
        ({"up_loss": 0.12}, "usable", ("loss",)),
        ({"down_loss": 0.3}, "unfit", ("loss",)),
        ({"round_trip_ms": 350.0}, "usable", ("delay",)),
        ({"jitter_ms": 45.0}, "usable", ("jitter",)),
        ({"paths": {"udp": "fails", "tcp": "works", "relay": "none"}}, "usable", ("noUdp",)),
        ({"paths": {"udp": "fails", "tcp": "fails", "relay": "works"}}, "usable", ("relayOnly",)),
        ({"paths": {"udp": "fails", "tcp": "fails", "relay": "none"}}, "unfit", ("noPath",)),
        ({"jitter_ms": 45.0, "down_bps": 200_000}, "unfit", ("downSlow", "jitter")),
        ({"down_bps": None, "up_bps": None, "down_loss": None, "up_loss": None, "jitter_ms": None}, "good", ()),
    ],
)
def test_the_verdict_of_an_active_participant(figures: dict[str, Any], verdict: str, reasons: tuple[str, ...]) -> None:
    assert judge(changed(GOOD, **figures), "active") == Judged(verdict, reasons)  # type: ignore[arg-type]


def test_who_only_listens_needs_no_way_up() -> None:
    assert judge(changed(GOOD, up_bps=10_000), "passive").verdict == "good"


def test_what_was_not_tested_and_nobody_reached_is_no_way_in() -> None:
    assert judge(changed(GOOD, paths={}), "active") == Judged("unfit", ("noPath",))


def test_the_worse_of_both_losses_counts() -> None:
    client = ClientFigures(GOOD.paths, 3_900_000, 0.01, 3.0, 50.0)
    assert together(client, changed(NODE, down_loss=0.05)).down_loss == 0.05
    assert together(client, changed(NODE, up_loss=0.02)).up_loss == 0.02
    assert together(client, None) == NetworkFigures(GOOD.paths, 3_900_000, None, 0.01, None, 3.0, 50.0)


def test_what_a_test_loses_by_filling_a_narrow_line_is_not_the_lines_loss() -> None:
    client = ClientFigures(GOOD.paths, 1_900_000, 0.0, 3.0, 50.0)
    assert together(client, changed(NODE, down_loss=0.4)).down_loss == 0.0
    assert judge(together(client, changed(NODE, down_loss=0.4)), "passive") == Judged("usable", ("downSlow",))


def test_a_client_that_sent_nothing_has_no_rate_up() -> None:
    figures = together(ClientFigures(GOOD.paths), replace_up(NODE, 0.0))
    assert figures.up_bps is None and figures.up_loss is None and figures.round_trip_ms == 30.0


def replace_up(node: ProbeFigures, bps: float) -> ProbeFigures:
    return changed(node, up_bps=bps)


def test_the_rate_down_is_that_of_the_full_part() -> None:
    arrivals = [(n / 100, 500) for n in range(600)]
    assert measured_down(arrivals).bps == pytest.approx(400_000, rel=0.01)


def test_a_doubtful_device_makes_it_usable_and_what_was_skipped_does_not() -> None:
    assert overall("good", {"camera": Step("skipped")}) == "good"
    assert overall("good", {"camera": Step("warning", ("cameraDark",))}) == "usable"
    assert overall("unfit", {"camera": Step("good")}) == "unfit"
    assert overall(None, {"microphone": Step("failed")}) == "usable"
