"""What the figures of a connection test come to: fit for a meeting, usable with reservations, or not, and why.

Pure.  The figures of client and node are put together here: of a loss both have measured the worse counts.  Edges are
those of ``server/quality.py``; a test only warns, nobody is kept out by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import msgspec

from bus.messages import ProbeFigures
from server.quality import LIMITS

Role = Literal["active", "passive"]
PathName = Literal["udp", "tcp", "relay"]
PathOutcome = Literal["works", "fails", "none"]
Verdict = Literal["good", "usable", "unfit"]
Reason = Literal["downSlow", "upSlow", "loss", "delay", "jitter", "noUdp", "relayOnly", "noPath"]

RECOMMENDED_BPS = 4_000_000
SHARE = 0.9
"""Of the recommended rate: what counts as reaching it.  Pacing and the edges of the measured time cost a few per cent."""
LEAST_DOWN_BPS = 300_000
"""Below this not even the speaker's picture in its smallest layer comes through beside the sound."""
LEAST_UP_BPS = 150_000
"""Below this a microphone with its resends leaves nothing for a picture."""
WARM_UP_S, DOWN_S = 1.5, 5.0
"""The steps of the padding (``media/transport/probe.py``)."""


class Paths(NamedTuple):
    """A load as a receiver sees it."""

    bps: float
    """While it was full."""


class ClientFigures(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """What the client saw.  Rates count IP headers."""

    paths: dict[PathName, PathOutcome]
    down_bps: float | None = None
    down_loss: float | None = None
    jitter_ms: float | None = None
    round_trip_ms: float | None = None


class NetworkFigures(msgspec.Struct, frozen=True, rename="camel"):
    """Both sides' figures together; None: not measured."""

    paths: dict[PathName, PathOutcome]
    down_bps: float | None
    up_bps: float | None
    down_loss: float | None
    up_loss: float | None
    jitter_ms: float | None
    round_trip_ms: float | None
    up_rising: bool = False
    """Up it is at least so fast: the browser was still getting faster when the test ended."""


@dataclass(frozen=True, slots=True)
class Judged:
    verdict: Verdict
    reasons: tuple[Reason, ...]
    """The weightiest first."""


def measured_down(arrivals: Iterable[tuple[float, int]]) -> Paths:
    """(seconds since the load began, bytes) of each packet -> what came while the line was to be full."""
    full = sum(size for at, size in arrivals if WARM_UP_S <= at <= DOWN_S)
    return Paths(8 * full / (DOWN_S - WARM_UP_S))


def together(client: ClientFigures, node: ProbeFigures | None) -> NetworkFigures:
    """The client's loss while the line was not full counts; the node's only where the line was not filled up by the test."""
    filled = client.down_bps is not None and client.down_bps < SHARE * RECOMMENDED_BPS
    down_losses = [client.down_loss, None if node is None or filled else node.down_loss]
    up = node is not None and node.up_bps > 0
    return NetworkFigures(
        client.paths,
        client.down_bps,
        node.up_bps if node is not None and up else None,
        _most(down_losses),
        node.up_loss if node is not None and up else None,
        _most([client.jitter_ms, node.up_jitter_ms if node is not None and up else None]),
        client.round_trip_ms if client.round_trip_ms is not None else (node.round_trip_ms if node is not None else None),
        node is not None and up and node.up_rising,
    )


def _most(figures: list[float | None]) -> float | None:
    return max((figure for figure in figures if figure is not None), default=None)


def judge(figures: NetworkFigures, role: Role) -> Judged:
    """What is not known is taken for good, but for a way in: without one nothing else matters."""
    ways = [name for name, outcome in figures.paths.items() if outcome == "works"]
    if not ways:
        return Judged("unfit", ("noPath",))
    weights: dict[Reason, int] = {
        "downSlow": _too_slow(figures.down_bps, LEAST_DOWN_BPS),
        "upSlow": _too_slow(figures.up_bps, LEAST_UP_BPS) if role == "active" and not figures.up_rising else 0,
        "loss": _past(_most([figures.down_loss, figures.up_loss]), LIMITS.loss),
        "delay": _past(figures.round_trip_ms, LIMITS.round_trip_ms),
        "jitter": _past(figures.jitter_ms, LIMITS.jitter_ms),
    }
    if "udp" not in ways:
        weights["relayOnly" if "tcp" not in ways else "noUdp"] = 1
    found = sorted((reason for reason, weight in weights.items() if weight), key=lambda reason: -weights[reason])
    slow = max(weights["downSlow"], weights["upSlow"]) == 2
    verdict: Verdict = "unfit" if slow or weights["loss"] == 3 else "usable" if found else "good"
    return Judged(verdict, tuple(found))


UNFIT_LOSS = 0.25
"""From so much on neither resends nor in-band correction keep speech whole."""


def _too_slow(bps: float | None, least: float) -> int:
    if bps is None or bps >= SHARE * RECOMMENDED_BPS:
        return 0
    return 2 if bps < least else 1


def _past(figure: float | None, edges: tuple[float, float]) -> int:
    if figure is None:
        return 0
    unfit = edges is LIMITS.loss and figure >= UNFIT_LOSS
    return 3 if unfit else sum(figure >= edge for edge in edges)
