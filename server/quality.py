"""How well each participant of a meeting is connected, in figures and in one of four steps.

Pure; ``now`` is seconds of a monotonic clock.  The latest figures only, never journaled: the media node tells them again.

Steps
    ``lost``: nothing comes from the client, or its connection ended and is not there again.  Else the worst figure of both
    directions decides (``LIMITS``); interpreters are held to more, because what they do not hear nobody hears.
    A step gets worse at once.  It gets better when the figures have stayed under four fifths of the limit for
    :data:`STEADY_S`, so that a figure on the edge does not make it flicker.

Driving contract
    ``measured`` for what the node tells, ``lost``, ``reduce`` and ``forget`` as connections and people go, ``settle`` when
    ``deadline`` has come.  Each returns who has another step now; ``changed`` also has those with other figures, until
    ``take_changed``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal, get_args

from bus.messages import PeerQuality
from server.signaling.messages import ArrivalCheck, PathQuality, PersonQuality, QualityStep

Side = Literal["down", "up"]

STEPS: tuple[QualityStep, ...] = get_args(QualityStep)
STEADY_S = 5.0
EASE = 0.8
UNKNOWN = PathQuality(loss=None, jitter_ms=None, round_trip_ms=None)


@dataclass(frozen=True, slots=True)
class Limits:
    """From which figures on a connection is no longer good, and from which it is poor."""

    loss: tuple[float, float]
    """Share of packets, 0…1."""
    round_trip_ms: tuple[float, float]
    jitter_ms: tuple[float, float]


LIMITS = Limits(loss=(0.05, 0.10), round_trip_ms=(300.0, 600.0), jitter_ms=(30.0, 60.0))
INTERPRETER_LIMITS = Limits(loss=(0.01, 0.03), round_trip_ms=(150.0, 300.0), jitter_ms=(20.0, 40.0))


def limits_of(role: str) -> Limits:
    return INTERPRETER_LIMITS if role == "interpreter" else LIMITS


def step_of(paths: Iterable[PathQuality], limits: Limits, ease: float = 1.0) -> QualityStep:
    """``good``, ``fair`` or ``poor``: the worst of the figures.  What is not known is taken for good."""
    worst = 0
    for path in paths:
        for figure, edges in (
            (path.loss, limits.loss),
            (path.round_trip_ms, limits.round_trip_ms),
            (path.jitter_ms, limits.jitter_ms),
        ):
            if figure is not None:
                worst = max(worst, sum(figure >= ease * edge for edge in edges))
    return STEPS[worst]


@dataclass(slots=True)
class _State:
    step: QualityStep = "good"
    paths: dict[Side, PathQuality] = field(default_factory=dict)
    away: set[Side] = field(default_factory=set)
    """Nothing comes there, or the connection ended by itself and is not there again."""


class Board:
    """``role_of``: of a participant; empty when they are not there.  ``people``: what is told of each, by participant."""

    def __init__(self, role_of: Callable[[str], str]) -> None:
        self.people: dict[str, PersonQuality] = {}
        self.changed: dict[str, None] = {}
        """Whose figures or step have changed, in order."""
        self.arrivals: dict[str, ArrivalCheck] = {}
        """What they told of their check before the meeting; goes with the person."""
        self._role_of = role_of
        self._states: dict[str, _State] = {}
        self._better_at: dict[str, float] = {}
        """When a step may get better."""

    def measured(self, person: str, side: Side, figures: PeerQuality, now: float) -> list[str]:
        if not self._role_of(person):
            return []
        state = self._states.setdefault(person, _State())
        path = PathQuality(loss=figures.loss, jitter_ms=figures.jitter_ms, round_trip_ms=figures.round_trip_ms)
        if path == UNKNOWN:
            state.paths.pop(side, None)
        else:
            state.paths[side] = path
        (state.away.add if figures.silent else state.away.discard)(side)
        return self._judge(person, state, now)

    def lost(self, person: str, side: Side, now: float) -> list[str]:
        """A connection of theirs ended by itself."""
        if not self._role_of(person):
            return []
        state = self._states.setdefault(person, _State())
        state.away.add(side)
        return self._judge(person, state, now)

    def arrived(self, person: str, check: ArrivalCheck, now: float) -> list[str]:
        """They told what their check before the meeting found: shown beside their connection, when there is one."""
        if not self._role_of(person):
            return []
        self.arrivals[person] = check
        state = self._states.get(person)
        return self._judge(person, state, now) if state is not None else []

    def forget(self, person: str) -> list[str]:
        if not self._role_of(person):
            self.arrivals.pop(person, None)
        if self._states.pop(person, None) is None:
            return []
        self._better_at.pop(person, None)
        del self.people[person]
        self.changed[person] = None
        return [person]

    def reduce(self, person: str, there: AbstractSet[Side], expected: bool, now: float) -> list[str]:
        """Forget connections that are not ``there`` any more.  ``expected``: those that were lost will come back."""
        state = self._states.get(person)
        if state is None:
            return []
        kept = there | (state.away if expected else set())
        if not kept:
            return self.forget(person)
        state.away &= kept
        state.paths = {side: path for side, path in state.paths.items() if side in there}
        return self._judge(person, state, now)

    def settle(self, now: float) -> list[str]:
        """Let steps get better whose figures have been so for long enough."""
        due = [person for person, at in self._better_at.items() if at <= now]
        return [changed for person in due for changed in self._judge(person, self._states[person], now)]

    def deadline(self) -> float | None:
        return min(self._better_at.values(), default=None)

    def take_changed(self) -> list[str]:
        changed = list(self.changed)
        self.changed.clear()
        return changed

    def steps(self) -> dict[str, int]:
        """How many people are on each step."""
        counted = Counter(quality.step for quality in self.people.values())
        return {step: counted[step] for step in STEPS}

    def _judge(self, person: str, state: _State, now: float) -> list[str]:
        before = self.people.get(person)
        state.step = self._next_step(person, state, now)
        told = PersonQuality(
            person=person,
            step=state.step,
            down=state.paths.get("down"),
            up=state.paths.get("up"),
            arrival=self.arrivals.get(person),
        )
        if told == before:
            return []
        self.people[person] = told
        self.changed[person] = None
        return [person] if before is None or before.step != told.step else []

    def _next_step(self, person: str, state: _State, now: float) -> QualityStep:
        since = self._better_at.pop(person, None)
        if state.away:
            return "lost"
        limits, paths = limits_of(self._role_of(person)), state.paths.values()
        now_at = step_of(paths, limits)
        if state.step == "lost" or STEPS.index(now_at) >= STEPS.index(state.step):
            return now_at
        better = step_of(paths, limits, EASE)
        if STEPS.index(better) >= STEPS.index(state.step):
            return state.step
        at = now + STEADY_S if since is None else since
        if now >= at:
            return better
        self._better_at[person] = at
        return state.step
