"""How fit for interpretation each speaker's sound is: ``good``, ``poor`` or ``unfit``, and why.

Pure; ``now`` is seconds of a monotonic clock.  The latest figures only, never journaled: the mixer tells them once a second
of every microphone and desk that is open or armed.

Grading
    Each figure has an edge for ``poor`` and one for ``unfit`` (:data:`LIMITS`); what is not known is taken for good.  While
    too little was said for the band to be known nobody speaks too softly: they may not be speaking at all.  A connection on
    the step ``poor`` counts as ``poor`` by loss, one that is ``lost`` as ``unfit``.  A reason appears at once and goes when
    it has not been there for :data:`STEADY_S`; so does its weight.  The worst reason makes the step.

Driving contract
    ``measured`` for each message of the mixer, ``settle`` when ``deadline`` has come; then ``take_changed``: whose figures,
    step or presence changed since it was last asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import get_args

from bus.messages import TrackFitness
from server.signaling.interpretation_messages import FitnessReason, FitnessStep, SpeakerFitness
from server.signaling.messages import QualityStep

STEPS: tuple[FitnessStep, ...] = get_args(FitnessStep)
REASONS: tuple[FitnessReason, ...] = get_args(FitnessReason)
STEADY_S = 3.0
STALE_S = 3.0
"""Without a word of the mixer for so long nothing is known any more."""


@dataclass(frozen=True, slots=True)
class Limit:
    """``poor`` and ``unfit``: the edges; past them the sound is so.  ``below``: past means below, else above."""

    reason: FitnessReason
    figure: str
    poor: float
    unfit: float | None
    below: bool = False


LIMITS: tuple[Limit, ...] = (
    Limit("loss", "loss", 0.01, 0.05),
    Limit("jitter", "jitter_ms", 30.0, 100.0),
    Limit("band", "band_hz", 12_000.0, 8_000.0, below=True),
    Limit("clipping", "clipped", 0.001, 0.01),
    Limit("quiet", "level_db", -40.0, -50.0, below=True),
    Limit("loud", "level_db", -6.0, None),
    Limit("noise", "noise_db", -50.0, -35.0),
)
CONNECTION: Mapping[QualityStep, int] = {"poor": 1, "lost": 2}
"""Step of the connection -> how much it counts."""


def weights(track: TrackFitness, connection: QualityStep | None) -> dict[FitnessReason, int]:
    """Reason -> 1 (poor) or 2 (unfit), of the figures as they are."""
    found: dict[FitnessReason, int] = {}
    for limit in LIMITS:
        figure = getattr(track, limit.figure)
        if figure is not None and not (limit.reason == "quiet" and track.band_hz is None):
            weight = sum(edge is not None and _past(figure, edge, limit.below) for edge in (limit.poor, limit.unfit))
            if weight:
                found[limit.reason] = weight
    by_connection = CONNECTION.get(connection, 0) if connection is not None else 0
    if by_connection:
        found["loss"] = max(by_connection, found.get("loss", 0))
    return found


def _past(figure: float, edge: float, below: bool) -> bool:
    return figure < edge if below else figure > edge


@dataclass(slots=True)
class _State:
    track: TrackFitness
    heard_at: float
    seen: dict[tuple[FitnessReason, int], float] = field(default_factory=dict)
    """Reason and weight -> when it was last so."""

    def held(self, now: float) -> dict[FitnessReason, int]:
        """The heaviest weight of each reason that still counts."""
        found: dict[FitnessReason, int] = {}
        for (reason, weight), at in self.seen.items():
            if now < at + STEADY_S:
                found[reason] = max(weight, found.get(reason, 0))
        return found


class Board:
    """``connection_of``: step of a participant's connection.  ``people``: what is told of each, by participant."""

    def __init__(self, connection_of: Callable[[str], QualityStep | None]) -> None:
        self.people: dict[str, SpeakerFitness] = {}
        self._connection_of = connection_of
        self._states: dict[str, _State] = {}
        self._changed: dict[str, None] = {}

    def measured(self, tracks: Mapping[str, TrackFitness], now: float) -> None:
        """Participant -> figures of their microphone; of whom nothing is told, nothing is known."""
        for person in self._states.keys() - tracks.keys():
            self._forget(person)
        for person, track in tracks.items():
            state = self._states.setdefault(person, _State(track, now))
            state.track, state.heard_at = track, now
            for reason, weight in weights(track, self._connection_of(person)).items():
                state.seen.update({(reason, lighter): now for lighter in range(1, weight + 1)})
            self._judge(person, state, now)

    def settle(self, now: float) -> None:
        """Reasons that are long gone go, and so does who is not measured any more."""
        for person, state in [*self._states.items()]:
            if now >= state.heard_at + STALE_S:
                self._forget(person)
            else:
                self._judge(person, state, now)

    def deadline(self) -> float | None:
        return min(self._deadlines(), default=None)

    def _deadlines(self) -> Iterator[float]:
        for state in self._states.values():
            yield state.heard_at + STALE_S
            yield from (at + STEADY_S for at in state.seen.values())

    def take_changed(self) -> list[str]:
        changed, self._changed = [*self._changed], {}
        return changed

    def _forget(self, person: str) -> None:
        del self._states[person], self.people[person]
        self._changed[person] = None

    def _judge(self, person: str, state: _State, now: float) -> None:
        held = state.held(now)
        state.seen = {key: at for key, at in state.seen.items() if now < at + STEADY_S}
        told = _told(person, state.track, held)
        if told != self.people.get(person):
            self.people[person] = told
            self._changed[person] = None


def _told(person: str, track: TrackFitness, held: Mapping[FitnessReason, int]) -> SpeakerFitness:
    """Rounded to what anyone can tell apart, or each second would be news."""
    return SpeakerFitness(
        person=person,
        step=STEPS[max(held.values(), default=0)],
        reasons=tuple(reason for reason in REASONS if reason in held),
        level_db=float(round(track.level_db)),
        noise_db=None if track.noise_db is None else float(round(track.noise_db)),
        band_hz=None if track.band_hz is None else 250.0 * round(track.band_hz / 250.0),
        clipped=round(track.clipped, 4),
        loss=round(track.loss, 3),
        jitter_ms=float(round(track.jitter_ms)),
    )
