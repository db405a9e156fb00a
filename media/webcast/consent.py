"""What of a webcast may be recorded, segment by segment.  Pure."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple


class Consent(NamedTuple):
    recorded: bool
    withheld: frozenset[str]
    """Channels that may not be recorded."""


class Consents:
    """Each change holds from a segment on, whatever was said of it and those after it before."""

    def __init__(self) -> None:
        self._from = [(0, Consent(True, frozenset()))]

    @property
    def last(self) -> Consent:
        return self._from[-1][1]

    def change(self, number: int, consent: Consent) -> None:
        self._from = [entry for entry in self._from if entry[0] < number]
        self._from.append((number, consent))

    def at(self, number: int) -> Consent:
        found = bisect_right(self._from, number, key=lambda entry: entry[0])
        return self._from[max(0, found - 1)][1]
