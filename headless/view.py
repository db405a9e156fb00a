"""What a participant knows of the meeting: the snapshot with all deltas applied.  Pure."""

from __future__ import annotations

from collections import deque

from server.signaling import messages as wire

CHAT_KEPT = 200
CAPTIONS_KEPT = 100


class View:
    """Valid after the first :class:`~server.signaling.messages.Snapshot`; before that ``joined`` is False."""

    stage: wire.StageView
    me: wire.Me
    counts: wire.Counts

    def __init__(self) -> None:
        self.joined = False
        self.meeting = ""
        self.languages: tuple[str, ...] = ()
        self.entries: dict[str, wire.FloorEntry] = {}
        self.people: dict[str, wire.Person] = {}
        self.booths: dict[str, wire.BoothView] = {}
        self.interpretation: wire.InterpretationView | None = None
        """For interpreters, captioners, the chair and technicians."""
        self.fitness: dict[str, wire.SpeakerFitness] = {}
        self.captions: deque[wire.Caption] = deque(maxlen=CAPTIONS_KEPT)
        self.chat: deque[wire.ChatMessage] = deque(maxlen=CHAT_KEPT)
        self.levels: wire.LevelsMeasured | None = None
        self._numbers: dict[str, int] = {}

    @property
    def list(self) -> list[wire.FloorEntry]:
        """The list of speakers in its order."""
        return sorted(self.entries.values(), key=lambda entry: entry.rank)

    def microphone(self, person: str) -> bool:
        """Whether it is open, as far as is known."""
        speaker, found = self.stage.speaker, self.people.get(person)
        return (speaker is not None and speaker.id == person and speaker.microphone) or bool(found and found.microphone)

    def apply(self, message: wire.ServerMessage) -> tuple[str, ...]:
        """Take a message in; the topics to be asked again because deltas are missing."""
        match message:
            case wire.Snapshot():
                self._snapshot(message)
            case wire.StageDelta():
                self.stage = message.stage
                self.people.update(message.stage.plates)
                return self._count("stage", message.number)
            case wire.MeDelta():
                self.me = message.me
                return self._count("me", message.number)
            case wire.BoothDelta(booth=booth):
                self.booths[booth.language] = booth
                return self._count(f"booth:{booth.language}", message.number)
            case wire.InterpretationDelta(interpretation=interpretation):
                self.interpretation = interpretation
                return self._count("interpretation", message.number)
            case wire.CaptionShown(caption=caption):
                self.captions.append(caption)
            case wire.LevelsMeasured():
                self.levels = message
            case wire.ListDelta() | wire.RosterDelta() | wire.ChatDelta() | wire.FitnessDelta():
                return self._collection(message)
        return ()

    def _collection(
        self, message: wire.ListDelta | wire.RosterDelta | wire.ChatDelta | wire.FitnessDelta
    ) -> tuple[str, ...]:
        match message:
            case wire.FitnessDelta():
                self.fitness.update((fitness.person, fitness) for fitness in message.put)
                for gone in message.gone:
                    self.fitness.pop(gone, None)
                return self._count("fitness", message.number)
            case wire.ListDelta():
                self.people.update(message.people)
                self.entries.update((entry.request_id, entry) for entry in message.put)
                for gone in message.gone:
                    self.entries.pop(gone, None)
                return self._count("list", message.number)
            case wire.RosterDelta():
                self.counts = message.counts
                self.people.update((person.id, person) for person in message.put)
                for gone in message.gone:
                    self.people.pop(gone, None)
                return self._count("roster", message.number)
            case wire.ChatDelta():
                self.chat.extend(message.messages)
                return self._count("eventChat", message.number)

    def _snapshot(self, snapshot: wire.Snapshot) -> None:
        self.meeting, self.languages = snapshot.meeting, snapshot.languages
        self.stage, self.me, self.counts = snapshot.stage, snapshot.me, snapshot.counts
        self.entries = {entry.request_id: entry for entry in snapshot.list}
        self.people = {**self.people, **snapshot.people, **snapshot.stage.plates}
        self.booths = {booth.language: booth for booth in snapshot.booths}
        self.interpretation = snapshot.interpretation
        self.fitness = {fitness.person: fitness for fitness in snapshot.fitness}
        self._numbers = dict(snapshot.numbers)
        self.joined = True

    def _count(self, topic: str, number: int) -> tuple[str, ...]:
        before = self._numbers.get(topic)
        self._numbers[topic] = number
        return (topic,) if before is not None and number > before + 1 else ()
