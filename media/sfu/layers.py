"""Which layer each of a listener's video rows gets, from what the path to them carries.

Pure.  A *ladder* is the bit rates of the layers a slot's track comes in, smallest first; a place on it is an index, or
:data:`PAUSED`.  Ladders are given in order of priority: the first is the last to give way.

Down quickly: the estimate a listener sends (REMB) falls only when its path is overused, and then no higher than the path is
wide; more than a tenth of packets lost says the same.  Up cautiously: a rung at a time, when all has been well for a while
that doubles each time going up was wrong.  ``docs/algorithms/layers.md`` gives the reasons.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

PAUSED: Final = -1
LIGHT_BPS: Final = 300_000
"""A smallest layer up to this is never paused: that would save too little to be worth a picture that stands."""

FIRST_S: Final = 0.7
"""A listener of whose path nothing is known begins in the middle and, if all goes well, goes to the top after this."""
CHOICE_S: Final = 0.5
"""Between two choices for a listener whose path is not overused."""
SETTLE_S: Final = 1.0
"""Between two steps up."""
WAIT_S: Final = 4.0
"""After a step down, before the first attempt to go up again; doubled by each that fails …"""
LONGEST_WAIT_S: Final = 60.0
"""… up to this."""
TRIAL_S: Final = 8.0
"""A step up after which the path shows overuse within this time has failed."""
FALLEN: Final = 0.97
"""An estimate under this share of the one before has fallen: the listener has seen its path overused."""
FITS: Final = 0.9
"""A step up fits when it needs at most this share of the estimate."""
ROOM: Final = 1.1
"""Without an estimate that covers it, a step up is tried only while the estimate is above what is sent by this."""
TRIAL_SETTLE_S: Final = 3.0
"""Between two such attempts that go well."""
SHORT: Final = 1.5
"""What is sent exceeds the estimate by this and the estimate does not grow: it was overused before the listener said so."""
GROWTH_S: Final = 1.5
"""An estimate that has not grown for so long does not."""
STALE_S: Final = 5.0
"""Estimates come five times a second while video flows; an older one says nothing."""
WELL_LOSS: Final = 0.02
CUT_LOSS: Final = 0.10


def allocate(ladders: Sequence[Sequence[float]], budget_bps: float) -> list[int]:
    """Places for a budget: first everyone's smallest layer, then up, the most important first as far as it goes.

    The first ladder, and any whose smallest layer is light, is never paused, whatever the budget.
    """
    places = [PAUSED] * len(ladders)
    kept = [n for n, ladder in enumerate(ladders) if ladder and (n == 0 or ladder[0] <= LIGHT_BPS)]
    for n in kept:
        budget_bps -= ladders[n][0]
        places[n] = 0
    for n, ladder in enumerate(ladders):
        if ladder and places[n] == PAUSED and ladder[0] <= budget_bps:
            budget_bps -= ladder[0]
            places[n] = 0
    for n, ladder in enumerate(ladders):
        if places[n] == PAUSED:
            continue
        for place in range(len(ladder) - 1, 0, -1):
            if ladder[place] - ladder[0] <= budget_bps:
                places[n] = place
                budget_bps -= ladder[place] - ladder[0]
                break
    return places


def used(ladders: Sequence[Sequence[float]], places: Sequence[int]) -> float:
    """Bits per second of these places."""
    return sum(ladder[place] for ladder, place in zip(ladders, places, strict=True) if place != PAUSED)


class Downlink:
    """What is known of the path to one listener.  ``now``: seconds of one clock that never goes back."""

    __slots__ = (
        "_begun",
        "_chosen",
        "_ceiling",
        "_estimate",
        "_estimated",
        "_first",
        "_grown",
        "_loss",
        "_lowered",
        "_overused",
        "_raised",
        "_wait",
    )

    def __init__(self) -> None:
        self._ceiling: float | None = None
        """What the path has been seen to carry at most; None: no limit has shown."""
        self._estimate: float | None = None
        self._estimated = float("-inf")
        self._first = False
        """The estimate is the first, or the first for a while, since the last choice."""
        self._grown = float("-inf")
        self._loss = 0.0
        self._overused = False
        """Since the last choice."""
        self._begun: float | None = None
        self._chosen = float("-inf")
        self._raised = float("-inf")
        self._lowered = float("-inf")
        self._wait = WAIT_S

    def estimate(self, bps: float, now: float) -> None:
        """A REMB came."""
        before = self._estimate if now - self._estimated <= STALE_S else None
        self._estimate, self._estimated = bps, now
        if before is None or bps > before:
            self._first, self._grown = self._first or before is None, now
        if before is not None and bps < FALLEN * before:
            self._overused, self._ceiling = True, bps
        elif self._ceiling is not None:
            self._ceiling = max(self._ceiling, bps)

    def lost(self, share: float, now: float) -> None:
        """A receiver report came with this share of packets lost, 0…1.  One right after a step down tells of before it."""
        if now - self._lowered < SETTLE_S:
            return
        self._loss += 0.5 * (share - self._loss)
        if self._loss > CUT_LOSS:
            self._overused = True

    def first(self, ladder: Sequence[float], now: float) -> int:
        """Where to begin on a ladder (of one or more), before :meth:`choose` has its say."""
        if self._ceiling is not None:
            return max([place for place, bps in enumerate(ladder) if bps <= FITS * self._ceiling], default=0)
        if self._begun is None:
            self._begun = now
        return (len(ladder) - 1) // 2 if now - self._begun < FIRST_S else len(ladder) - 1

    def due(self, now: float) -> bool:
        """Whether it is time to :meth:`choose`."""
        return self._overused or now - self._chosen >= CHOICE_S

    def choose(self, ladders: Sequence[Sequence[float]], places: Sequence[int], now: float) -> list[int]:
        """Places to have from now on, instead of ``places``."""
        self._chosen = now
        if self._begun is None:
            self._begun = now
        sent = used(ladders, places)
        if self._estimate is not None and sent > SHORT * self._estimate and self._stands(now):
            self._overused, self._ceiling = True, self._estimate
        self._first = False
        if self._overused:
            self._overused = False
            return self._lower(ladders, places, sent, now)
        if self._may_raise(now):
            return self._raise(ladders, places, sent, now)
        return list(places)

    def _stands(self, now: float) -> bool:
        """The estimate is new, or is told again and again and does not grow."""
        grown = max(self._grown, self._raised, self._lowered)
        return self._first or (now - self._estimated <= STALE_S and now - grown >= GROWTH_S)

    def _lower(self, ladders: Sequence[Sequence[float]], places: Sequence[int], sent: float, now: float) -> list[int]:
        if self._loss > CUT_LOSS:
            carried = sent * (1 - self._loss)
            self._ceiling = carried if self._ceiling is None else min(self._ceiling, carried)
            self._loss = 0.0  # the next reports tell of the new places
        assert self._ceiling is not None
        if now - self._raised <= TRIAL_S:
            self._wait = min(2 * self._wait, LONGEST_WAIT_S)
        self._raised = float("-inf")
        self._lowered = now
        if sent <= self._ceiling:
            return list(places)
        return [min(old, new) for old, new in zip(places, allocate(ladders, self._ceiling), strict=True)]

    def _may_raise(self, now: float) -> bool:
        if self._loss > WELL_LOSS or now - self._raised < SETTLE_S:
            return False
        if self._ceiling is None:
            return self._begun is not None and now - self._begun >= FIRST_S
        return now - self._lowered >= self._wait

    def _raise(self, ladders: Sequence[Sequence[float]], places: Sequence[int], sent: float, now: float) -> list[int]:
        if self._ceiling is None:
            return [len(ladder) - 1 for ladder in ladders]
        for n, (ladder, place) in enumerate(zip(ladders, places, strict=True)):
            if place + 1 < len(ladder):
                needed = sent + ladder[place + 1] - (ladder[place] if place != PAUSED else 0)
                if needed > FITS * self._ceiling and not self._has_room(sent, now):
                    continue
                self._raised = now
                self._ceiling = max(self._ceiling, needed)
                return [*places[:n], place + 1, *places[n + 1 :]]
        at_the_top = all(place == len(ladder) - 1 for ladder, place in zip(ladders, places, strict=True))
        if at_the_top and now - self._lowered >= LONGEST_WAIT_S:
            self._ceiling, self._wait = None, WAIT_S
        return list(places)

    def _has_room(self, sent: float, now: float) -> bool:
        """Nothing speaks against trying: there is no estimate, or one above what is sent."""
        if now - self._raised < TRIAL_SETTLE_S:
            return False
        return self._estimate is None or now - self._estimated > STALE_S or self._estimate >= ROOM * sent
