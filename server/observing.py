"""What the media nodes measure of a meeting's connections and voices, told to those who watch it and to each their own.

The shell around ``quality.py`` and ``fitness.py``: it knows whose a peer is and who is there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping

from bus import messages as bus
from server.arrival.records import ConnectionTest
from server.fitness import Board as FitnessBoard
from server.focus import Focus, Peer
from server.quality import Board, Side
from server.runtime import MeetingRuntime
from server.signaling.messages import ArrivalCheck, QualityStep
from server.signaling.topics import Topics

SIDES: Mapping[bus.PeerKind, Side] = {"subscriber": "down", "publisher": "up", "whip": "up"}
MIC = "/mic"
LOOK_S = 1.0
"""How often, while anything happens, it is looked whose connections are gone or have become better."""


class Observing:
    """``has_client``: whether a participant is connected by a WebSocket now.  ``tell``: who is to be told of themselves."""

    def __init__(
        self,
        runtime: MeetingRuntime,
        focus: Focus,
        topics: Topics,
        has_client: Callable[[str], bool],
        tell: Callable[[Iterable[str]], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.board = Board(self._role_of)
        self.fitness = FitnessBoard(self._step_of)
        self._runtime = runtime
        self._focus = focus
        self._topics = topics
        self._has_client = has_client
        self._tell = tell
        self._monotonic = monotonic
        self._look_at = 0.0

    def measured(self, quality: bus.Quality) -> None:
        """The node told figures; of peers that are gone nothing is known any more."""
        now = self._monotonic()
        steps: list[str] = []
        for figures in quality.peers:
            peer = self._focus.peers.get(figures.peer_id)
            if peer is not None and peer.kind in SIDES:
                steps += self.board.measured(peer.owner, SIDES[peer.kind], figures, now)
        self._note(steps)

    def arrived(self, person: str, check: ConnectionTest) -> None:
        """A participant told what their check before the meeting found."""
        microphone = check.steps.get("microphone", {}).get("outcome", "skipped")
        told = ArrivalCheck(verdict=check.verdict, microphone=microphone, reference=check.reference)
        self._note(self.board.arrived(person, told, self._monotonic()))

    def heard(self, fitness: bus.Fitness) -> None:
        """The mixer told how microphones sound; a source's and a person's alike."""
        owners = {track.removesuffix(MIC): figures for track, figures in fitness.tracks.items() if track.endswith(MIC)}
        present = {owner: figures for owner, figures in owners.items() if self._role_of(owner)}
        self.fitness.measured(present, self._monotonic())
        self._tell_fitness()

    def lost(self, peer: Peer) -> None:
        """A peer ended by itself, alone."""
        if peer.kind in SIDES:
            self._note(self.board.lost(peer.owner, SIDES[peer.kind], self._monotonic()))

    def gone(self, person: str) -> None:
        """They have no client now: nobody is waited for."""
        self._focus.ended.add(person)

    def look(self) -> None:
        """Time has passed: connections are gone, figures have been better for long enough."""
        now = self._monotonic()
        if now >= self._look_at:
            self._look_at = now + LOOK_S
            unsure, self._focus.ended = self._focus.ended, set()
            steps = self.board.settle(now)
            for person in unsure:
                steps += self.board.reduce(person, self._sides_of(person), self._has_client(person), now)
            self._note(steps)
            self.fitness.settle(now)
            self._tell_fitness()

    def deadline(self) -> float | None:
        """When to look although nothing happens."""
        due = [at for at in (self.board.deadline(), self.fitness.deadline()) if at is not None]
        return max(min(due), self._look_at) if due else None

    def _note(self, steps: list[str]) -> None:
        changed = self.board.take_changed()
        if changed:
            self._topics.note_quality(steps, changed)
            self._tell(steps)

    def _tell_fitness(self) -> None:
        changed = self.fitness.take_changed()
        if changed:
            self._topics.note_fitness(changed)
            self._tell(changed)

    def _step_of(self, participant_id: str) -> QualityStep | None:
        known = self.board.people.get(participant_id)
        return known.step if known is not None else None

    def _role_of(self, participant_id: str) -> str:
        participant = self._runtime.live.roster.participants.get(participant_id)
        return participant.role if participant is not None else ""

    def _sides_of(self, participant_id: str) -> set[Side]:
        kinds = (self._focus.peers[peer_id].kind for peer_id in self._focus.peers_of(participant_id))
        return {SIDES[kind] for kind in kinds if kind in SIDES}
