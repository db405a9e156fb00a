"""A listener's rows, and what the control plane wants on each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bus.messages import PeerState
from media.rtp.rtcp import ReportBlock
from media.sfu.layers import Downlink
from media.sfu.layout import RowLayout
from media.sfu.losses import Losses
from media.sfu.source import Source
from media.sfu.track import Layer

ENOUGH_PACKETS: Final = 10
"""A share of fewer says nothing."""


@dataclass(slots=True, eq=False)
class Row:
    """``wanted`` is a bus (audio) or a slot (video); ``source`` where the kernel has been told to take it from."""

    number: int
    layout: RowLayout
    wanted: str | None = None
    source: Source | None = None
    layer: Layer | None = None
    """Video: the layer of ``source``."""
    shown: Layer | None = None
    """The layer the kernel still takes it from, until a key frame of ``layer`` begins."""
    blind: bool = False
    """Video: what its slot shows comes in a codec the listener does not decode."""
    losses: Losses | None = None
    """Video: since its first report."""
    subscription: Subscription | None = None


@dataclass(slots=True, eq=False)
class Subscription:
    """The rows of one connected listener, by m-line; None where the client wants nothing."""

    audio: tuple[Row | None, ...]
    video: tuple[Row | None, ...]
    fraction_lost: float = 0.0
    """The worst share of its rows in its last report, 0…1."""
    downlink: Downlink = field(default_factory=Downlink)

    def __post_init__(self) -> None:
        for row in self.rows:
            row.subscription = self

    @property
    def rows(self) -> list[Row]:
        return [row for row in (*self.audio, *self.video) if row is not None]

    def row_of(self, ssrc: int) -> Row | None:
        return next((row for row in self.rows if row.layout.ssrc == ssrc), None)

    def asked(self, row: Row, sequence_numbers: Iterable[int]) -> None:
        """The listener wants these again."""
        if row.losses is not None:
            row.losses.ask(sequence_numbers)

    def reported(self, blocks: Sequence[ReportBlock], now: float) -> None:
        """A report of the listener, one block at least: how much of its pictures the path has lost."""
        expected = lost = 0
        self.fraction_lost = max(block.fraction_lost for block in blocks) / 256
        for block in blocks:
            row = self.row_of(block.ssrc)
            if row is None or row.layout.media == "audio":
                continue
            if row.losses is None:
                row.losses = Losses(block)
            else:
                more = row.losses.report(block)
                expected, lost = expected + max(0, more[0]), lost + max(0, more[1])
        if expected >= ENOUGH_PACKETS:
            self.downlink.lost(lost / expected, now)

    def wishes(self, state: PeerState) -> list[tuple[Row, str | None]]:
        """What each row should carry; m-lines the state does not mention carry nothing."""
        return [*_pairs(self.audio, state.audio), *_pairs(self.video, state.video)]


def _pairs(rows: Sequence[Row | None], wishes: Sequence[str | None]) -> list[tuple[Row, str | None]]:
    padded = [*wishes, *([None] * len(rows))]
    return [(row, wish) for row, wish in zip(rows, padded, strict=False) if row is not None]
