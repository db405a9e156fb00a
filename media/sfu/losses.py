"""What a listener's path loses on one m-line, from its reports and from what it asks for again.

Pure.  A browser that gets back all it lost reports no loss.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from media.rtp.rtcp import ReportBlock

MOST_ASKED: Final = 4096
"""Requests remembered between two reports of a stream."""


class Losses:
    """One m-line of a listener: what its last report said, and which packets it has asked for again."""

    __slots__ = ("asked", "asked_before", "highest", "lost")

    def __init__(self, block: ReportBlock) -> None:
        self.asked: set[int] = set()
        self.asked_before: set[int] = set()
        self.highest = block.highest_sequence_number
        self.lost = block.packets_lost

    def ask(self, sequence_numbers: Iterable[int]) -> None:
        if len(self.asked) < MOST_ASKED:
            self.asked.update(sequence_numbers)

    def report(self, block: ReportBlock) -> tuple[int, int]:
        """Packets expected and lost on the way since the last report.

        What was sent again has arrived in the client's eyes: it is known from the client's having asked.
        """
        expected = (block.highest_sequence_number - self.highest + 0x80000000 & 0xFFFFFFFF) - 0x80000000
        lost = max(block.packets_lost - self.lost, len(self.asked - self.asked_before))
        self.highest, self.lost = block.highest_sequence_number, block.packets_lost
        self.asked_before, self.asked = self.asked, set()
        return expected, min(lost, expected)
