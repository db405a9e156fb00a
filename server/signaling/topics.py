"""The topics of one meeting: what changed since clients were last told, numbered, and encoded once for all of them.

Driving contract
    ``note`` every event once, when it may be seen (closing ones at once, others when committed), then ``flush`` once per
    turn of the loop; ``deadline()`` says when to flush next although nothing new happens.  ``flush`` returns deltas in
    order; each goes to every client that sees its topic; ``told`` when the last client was told.

Pace
    stage, floor, totals, eventChat, booth:<language>, interpretation, glossary, heldChat, statements
                                         every flush
    list                                 at most once per ``list_interval``, and after ``LIST_REST`` times as long as telling
                                         everyone took: a rush of requests leaves most of the time to answers
    moderation                           at most once per ``roster_interval``
    roster                               at most once per ``roster_interval``, at most ``PEOPLE_PER_DELTA`` people; the
                                         others follow in the next, so that 3,000 joins do not cost 3,000 squared at once
    fitness, webcast                     at most once per ``quality_interval``; what the operator changes, at once
    quality                              at most once per ``quality_interval``, at most ``QUALITIES_PER_DELTA`` people,
                                         those with another step first
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from server.meeting import events as e
from server.meeting.statements import Key
from server.signaling import codec, floor_views, views
from server.signaling import interpretation_views as booths
from server.signaling import moderation_views as aside
from server.signaling.floor_messages import DelegationTotal, FloorDelta, FloorEntry, FloorView, ListDelta, TotalsDelta
from server.signaling.messages import (
    BoothDelta,
    BoothView,
    ChatDelta,
    ChatMessage,
    ChatSettings,
    DeliveredDelta,
    FitnessDelta,
    GlossaryDelta,
    HeldDelta,
    InterpretationDelta,
    InterpretationView,
    ModerationDelta,
    ModerationView,
    Person,
    QualityDelta,
    RosterDelta,
    ServerMessage,
    StageDelta,
    StageView,
    StatementKey,
    StatementsDelta,
    StatementView,
    WebcastDelta,
    WebcastView,
)
from server.signaling.session import RESTRICTED
from server.signaling.views import Scene

PEOPLE_PER_DELTA = 50
QUALITIES_PER_DELTA = 500
LIST_REST = 3.0
CHAT_WAITING = 500
"""Messages waiting for a flush; what is older is left to the history."""

_ROSTER = (
    e.ParticipantAdmitted,
    e.ParticipantConnected,
    e.ParticipantDisconnected,
    e.ParticipantLeft,
    e.ParticipantRemoved,
    e.ParticipantAllowed,
    e.ParticipantRenamed,
    e.ParticipantMoved,
    e.ParticipantDemoted,
    e.CameraMuted,
    e.CameraAllowed,
    e.MicrophoneOpened,
    e.MicrophoneClosed,
    e.AttendingSet,
    e.LanguageSet,
)
_QUIET = (
    *(e.ChannelSelected, e.ParticipantAdmitted, e.ChatPosted, e.ChatApproved, e.ChatRefused, e.ChatHidden, e.ChatUnhidden),
    *(e.ChatSet, e.ChatRead, e.StatementFiled, e.StatementWithdrawn, e.StatementDelivered, e.QuotaSet),
    *(e.UpgradeRequested, e.UpgradeAccepted, e.UpgradeOffered, e.UpgradeEnded),
    *(e.CaptionWritten, e.TermsAdded, e.TermRemoved, e.AutoRelaySet, e.OutgoingSelected),
    *(e.ConsentSet, e.ConsentRecorded),
    *(e.SupportClaimed, e.SupportReleased),
)
"""Nothing the stage shows."""
_TERMS = (e.TermsAdded, e.TermRemoved)
_WEBCAST = (*get_args(e.WebcastEvent), e.SittingOpened, e.SittingSuspended, e.SittingResumed, e.SittingClosed)
_SHOWN = (e.ChatPosted, e.ChatApproved, e.ChatHidden, e.ChatUnhidden)
_HELD = (e.ChatPosted, e.ChatApproved, e.ChatRefused)
_MODERATION = (
    *(e.ParticipantAdmitted, e.ParticipantLeft, e.ParticipantRemoved, e.ParticipantAllowed, e.ParticipantRenamed),
    *(e.ParticipantMoved, e.ParticipantDemoted, e.QuotaSet),
    *(e.UpgradeRequested, e.UpgradeAccepted, e.UpgradeOffered, e.UpgradeEnded),
)
_STATEMENTS = (e.StatementFiled, e.StatementWithdrawn, e.StatementDelivered, e.SpeechEnded)
_BOOTH = (
    *(kind for kind in get_args(e.InterpretationEvent) if kind not in (*_TERMS, e.CaptionWritten, e.SlowDownAsked)),
    *(e.ParticipantMoved, e.ParticipantDemoted, e.ParticipantAllowed, e.ParticipantLeft, e.ParticipantRemoved),
    e.FloorLanguageSet,
)
LISTED = (
    e.FloorRequested,
    e.RequestMerged,
    e.RequestPassed,
    e.FloorCalled,
    e.CallAnswered,
    e.CallUnanswered,
    e.CallTakenBack,
    e.RequestDeferred,
    e.RequestReturned,
    e.FloorGranted,
    e.RequestWithdrawn,
    e.RequestRemoved,
    e.SpeechEnded,
    e.SpeechPaused,
    e.SpeechResumed,
    e.SpeechLimitSet,
    e.RequestMoved,
    e.RequestTransferred,
    e.AttendingSet,
    e.PrecedenceSet,
    e.FloorHeld,
    e.MicrophoneOpened,
    e.MicrophoneClosed,
    e.ListOpened,
    e.ListClosed,
    e.ListSuspended,
    e.PriorityHeld,
    e.PriorityReleased,
    e.AttentionSounded,
    e.AgendaItemOpened,
    e.AgendaItemClosed,
    e.SittingOpened,
    e.SittingSuspended,
    e.SittingResumed,
    e.SittingClosed,
    e.FloorLanguageSet,
)
"""After these somebody may have another place, clock or state in the list."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One delta, encoded."""

    topic: str
    frame: bytes


class Topics:
    def __init__(
        self, languages: Iterable[str], *, list_interval: float, roster_interval: float, quality_interval: float = 1.0
    ) -> None:
        """``languages``: those that may have a booth.  Intervals in seconds."""
        public = ("stage", "floor", "list", "roster", "eventChat")
        self.numbers = dict.fromkeys((*public, *sorted(RESTRICTED), *(f"booth:{tag}" for tag in languages)), 0)
        self._list_interval = list_interval
        self._roster_interval = roster_interval
        self._quality_interval = quality_interval
        self._stage_dirty = True
        self._booths_dirty = True
        self._list_dirty = True
        self._people: dict[str, None] = {}
        """Participants whose entry in the roster changed, in order."""
        self._steps: dict[str, None] = {}
        """Participants whose connection has another step."""
        self._figures: dict[str, None] = {}
        """Those with other figures."""
        self._chat: dict[str, None] = {}
        """Messages of the event chat that are new or changed."""
        self._chat_set = False
        self._settings: ChatSettings | None = None
        """Last told."""
        self._held_dirty = self._moderation_dirty = self._statements_dirty = False
        self._held: dict[str, ChatMessage] = {}
        self._moderation: ModerationView | None = None
        self._moderation_next = 0.0
        self._statements: dict[Key, StatementView] = {}
        self._list_next = 0.0
        self._list_flushed_at: float | None = None
        """The list is being told since."""
        self._roster_next = 0.0
        self._quality_next = 0.0
        self._stage: StageView | None = None
        self._floor: FloorView | None = None
        self._totals: dict[str, DelegationTotal] = {}
        self._open: frozenset[str] = frozenset()
        """Participants whose microphone was open at the last flush."""
        self._entries: dict[str, tuple[FloorEntry, Person | None]] = {}
        self._booths: dict[str, BoothView] = {}
        self._interpretation: InterpretationView | None = None
        self._settled: object = None
        """What booths show and changes without an event of its own."""
        self._listeners: set[str] = set()
        """Participants who selected another channel."""
        self._terms_dirty = True
        self._terms: dict[str, Mapping[str, str]] = {}
        self._fit: dict[str, None] = {}
        """Participants whose sound is another, or not measured any more."""
        self._fit_next = 0.0
        self._webcast_dirty = False
        self._webcast_next = 0.0
        self._webcast: WebcastView | None = None

    def note(self, events: Iterable[e.Event]) -> None:
        for event in events:
            if isinstance(event, _ROSTER):
                self._people[event.participant_id] = None
            self._note_aside(event)
            if isinstance(event, _WEBCAST):
                self._webcast_dirty, self._webcast_next = True, 0.0
            self._note_booths(event)
            if not isinstance(event, _QUIET):
                self._stage_dirty = True
                self._list_dirty = self._list_dirty or isinstance(event, LISTED)

    def _note_aside(self, event: e.Event) -> None:
        """What happens beside the floor."""
        if isinstance(event, _SHOWN):
            self._chat[event.message_id] = None
            if len(self._chat) > CHAT_WAITING:
                del self._chat[next(iter(self._chat))]
        self._chat_set = self._chat_set or isinstance(event, e.ChatSet)
        self._held_dirty = self._held_dirty or isinstance(event, _HELD)
        self._moderation_dirty = self._moderation_dirty or isinstance(event, _MODERATION)
        self._statements_dirty = self._statements_dirty or isinstance(event, _STATEMENTS)

    def _note_booths(self, event: e.Event) -> None:
        self._booths_dirty = self._booths_dirty or isinstance(event, _BOOTH)
        self._terms_dirty = self._terms_dirty or isinstance(event, _TERMS)
        if isinstance(event, e.ChannelSelected):
            self._listeners.add(event.participant_id)
        elif isinstance(event, e.ParticipantAdmitted):
            self._booths_dirty = self._booths_dirty or event.booth is not None

    def note_fitness(self, people: Iterable[str]) -> None:
        """Participants whose sound is another, or not measured any more."""
        self._fit.update(dict.fromkeys(people))

    def note_webcast(self, *, at_once: bool = False) -> None:
        """The webcast worker told figures, or is there or gone, or what it is asked for has changed."""
        self._webcast_dirty = True
        if at_once:
            self._webcast_next = 0.0

    def note_everything(self) -> None:
        """The meeting was put back to an earlier state."""
        self._webcast_dirty = True
        self._terms_dirty = True
        self._held_dirty = self._moderation_dirty = self._statements_dirty = self._chat_set = True
        self._stage_dirty = self._booths_dirty = self._list_dirty = True

    def note_shown(self) -> None:
        """The focus shows something else."""
        self._stage_dirty = True

    def note_quality(self, steps: Iterable[str], figures: Iterable[str]) -> None:
        """Participants whose connection has another step, or other figures."""
        self._steps.update(dict.fromkeys(steps))
        self._figures.update(dict.fromkeys(figures))

    def deadline(self) -> float | None:
        """Seconds of the clock given to ``flush``; None: nothing is waiting."""
        due = []
        aside_dirty = self._chat or self._chat_set or self._held_dirty or self._statements_dirty
        if self._stage_dirty or self._booths_dirty or self._listeners or self._terms_dirty or aside_dirty:
            due.append(0.0)
        if self._fit:
            due.append(self._fit_next)
        if self._webcast_dirty:
            due.append(self._webcast_next)
        if self._moderation_dirty:
            due.append(self._moderation_next)
        if self._list_dirty:
            due.append(self._list_next)
        if self._people:
            due.append(self._roster_next)
        if self._steps or self._figures:
            due.append(self._quality_next)
        return min(due, default=None)

    def flush(self, scene: Scene, now: float) -> list[Broadcast]:
        """``now``: seconds of any monotonic clock."""
        out: list[Broadcast] = []
        self._settings = self._settings or aside.settings(scene.meeting)
        if self._stage_dirty:
            self._note_microphones(scene)
            self._flush_stage(scene, out)
            self._flush_floor(scene, out)
        people_changed = list(self._people)
        self._flush_interpretation(scene, now, out)
        self._flush_aside(scene, now, out)
        if self._webcast_dirty and now >= self._webcast_next:
            self._webcast_next = now + self._quality_interval
            self._flush_webcast(scene, out)
        if any(person in scene.meeting.floor.requests_of for person in people_changed):
            self._list_dirty = True
        if self._list_dirty and now >= self._list_next:
            self._list_next, self._list_flushed_at = now + self._list_interval, now
            self._flush_list(scene, out)
        if self._people and now >= self._roster_next:
            self._roster_next = now + self._roster_interval
            self._flush_roster(scene, out)
        if (self._steps or self._figures) and now >= self._quality_next:
            self._quality_next = now + self._quality_interval
            self._flush_quality(scene, out)
        return out

    def told(self, now: float) -> None:
        """What the last flush returned has reached every client's queue."""
        if self._list_flushed_at is not None:
            self._list_next = max(self._list_next, now + LIST_REST * (now - self._list_flushed_at))
            self._list_flushed_at = None

    def _number(self, topic: str) -> int:
        self.numbers[topic] += 1
        return self.numbers[topic]

    def _flush_stage(self, scene: Scene, out: list[Broadcast]) -> None:
        self._stage_dirty = False
        view = views.stage(scene)
        if view != self._stage:
            self._stage = view
            out.append(_broadcast("stage", StageDelta(number=self._number("stage"), stage=view)))

    def _note_microphones(self, scene: Scene) -> None:
        """Microphones fall silent and are heard again without an event of their own."""
        opened = frozenset(scene.microphones)
        self._people.update(dict.fromkeys(sorted(opened ^ self._open)))
        self._open = opened

    def _flush_floor(self, scene: Scene, out: list[Broadcast]) -> None:
        view = floor_views.floor(scene.meeting)
        if view != self._floor:
            self._floor = view
            out.append(_broadcast("floor", FloorDelta(number=self._number("floor"), floor=view)))
        totals = floor_views.totals(scene.meeting)
        put = tuple(total for total in totals if self._totals.get(total.delegation) != total)
        if put:
            self._totals = {total.delegation: total for total in totals}
            out.append(_broadcast("totals", TotalsDelta(number=self._number("totals"), put=put)))

    def _flush_interpretation(self, scene: Scene, now: float, out: list[Broadcast]) -> None:
        desks, settled = scene.meeting.interpretation.desks, _settled(scene)
        named = any(person in desks for person in (*self._people, *self._listeners))
        self._listeners.clear()
        if self._booths_dirty or named or settled != self._settled:
            self._settled = settled
            self._flush_booths(scene, out)
        if self._terms_dirty:
            self._flush_terms(scene, out)
        if self._fit and now >= self._fit_next:
            self._fit_next = now + self._quality_interval
            self._flush_fitness(scene, out)

    def _flush_booths(self, scene: Scene, out: list[Broadcast]) -> None:
        self._booths_dirty = False
        for topic in self.numbers:
            if topic.startswith("booth:"):
                view = booths.booth(scene, topic.removeprefix("booth:"))
                if view != self._booths.get(topic, BoothView(language=view.language, desks=())):
                    self._booths[topic] = view
                    out.append(_broadcast(topic, BoothDelta(number=self._number(topic), booth=view)))
        whole = booths.interpretation(scene)
        if whole != self._interpretation:
            self._interpretation = whole
            delta = InterpretationDelta(number=self._number("interpretation"), interpretation=whole)
            out.append(_broadcast("interpretation", delta))

    def _flush_terms(self, scene: Scene, out: list[Broadcast]) -> None:
        self._terms_dirty = False
        now = dict(scene.meeting.interpretation.glossary)
        put = [booths.term(term_id, words) for term_id, words in now.items() if words != self._terms.get(term_id)]
        gone = tuple(term_id for term_id in self._terms if term_id not in now)
        self._terms = now
        if put or gone:
            out.append(_broadcast("glossary", GlossaryDelta(number=self._number("glossary"), put=tuple(put), gone=gone)))

    def _flush_fitness(self, scene: Scene, out: list[Broadcast]) -> None:
        told, self._fit = list(self._fit), {}
        put = tuple(scene.fitness[person] for person in told if person in scene.fitness)
        gone = tuple(person for person in told if person not in scene.fitness)
        out.append(_broadcast("fitness", FitnessDelta(number=self._number("fitness"), put=put, gone=gone)))

    def _flush_webcast(self, scene: Scene, out: list[Broadcast]) -> None:
        self._webcast_dirty = False
        view = scene.webcast
        untold = self._webcast is None and view is not None and view.mode == "off" and not (view.connected or view.pushes)
        if view is not None and view != self._webcast and not untold:
            self._webcast = view
            out.append(_broadcast("webcast", WebcastDelta(number=self._number("webcast"), webcast=view)))

    def _flush_aside(self, scene: Scene, now: float, out: list[Broadcast]) -> None:
        if self._chat or self._chat_set:
            self._flush_chat(scene, out)
        if self._held_dirty:
            self._flush_held(scene, out)
        if self._statements_dirty:
            self._flush_statements(scene, out)
        if self._moderation_dirty and now >= self._moderation_next:
            self._moderation_next = now + self._roster_interval
            self._flush_moderation(scene, out)

    def _flush_chat(self, scene: Scene, out: list[Broadcast]) -> None:
        """A message that is held back, private, or no longer in memory is not told."""
        chat = scene.meeting.chat
        known = [chat.thread_of[message_id] for message_id in self._chat if message_id in chat.thread_of]
        shown = [chat.threads[key].messages[number] for key, number in known]
        messages = tuple(aside.message(one) for one in sorted(shown, key=lambda one: one.number))
        self._chat.clear()
        settings = aside.settings(scene.meeting)
        if messages or settings != (self._settings or settings):
            delta = ChatDelta(number=self._number("eventChat"), messages=messages, settings=settings)
            out.append(_broadcast("eventChat", delta))
        self._chat_set, self._settings = False, settings

    def _flush_held(self, scene: Scene, out: list[Broadcast]) -> None:
        self._held_dirty = False
        now = {message.message_id: message for message in aside.held(scene.meeting)}
        put = tuple(message for message_id, message in now.items() if message_id not in self._held)
        gone = tuple(message_id for message_id in self._held if message_id not in now)
        self._held = now
        if put or gone:
            out.append(_broadcast("heldChat", HeldDelta(number=self._number("heldChat"), put=put, gone=gone)))

    def _flush_statements(self, scene: Scene, out: list[Broadcast]) -> None:
        self._statements_dirty = False
        files = scene.meeting.statements.files
        now = {key: aside.statement(scene.meeting, file) for key, file in files.items()}
        put = tuple(view for key, view in now.items() if view != self._statements.get(key))
        gone = tuple(StatementKey(statement_id=key[0], language=key[1]) for key in self._statements if key not in now)
        before, self._statements = self._statements, now
        if put or gone:
            out.append(_broadcast("statements", StatementsDelta(number=self._number("statements"), put=put, gone=gone)))
        put = tuple(view for view in put if view.delivered and view.kind == "text")
        gone = tuple(key for key in gone if before[key.statement_id, key.language].delivered)
        if put or gone:
            out.append(_broadcast("delivered", DeliveredDelta(number=self._number("delivered"), put=put, gone=gone)))

    def _flush_moderation(self, scene: Scene, out: list[Broadcast]) -> None:
        self._moderation_dirty = False
        view = aside.moderation(scene)
        nothing = ModerationView(evicted=(), upgrades=(), quota=view.quota, quotas=())
        if view != (self._moderation or nothing):
            self._moderation = view
            out.append(_broadcast("moderation", ModerationDelta(number=self._number("moderation"), moderation=view)))

    def _flush_list(self, scene: Scene, out: list[Broadcast]) -> None:
        self._list_dirty = False
        now = {
            entry.request_id: (entry, views.person_by_id(scene, entry.person))
            for entry in floor_views.entries(scene.meeting)
        }
        put = [pair for request_id, pair in now.items() if pair != self._entries.get(request_id)]
        gone = tuple(request_id for request_id in self._entries if request_id not in now)
        self._entries = now
        if put or gone:
            entries = tuple(entry for entry, _ in put)
            named = {person.id: person for _, person in put if person is not None}
            out.append(_broadcast("list", ListDelta(number=self._number("list"), put=entries, gone=gone, people=named)))

    def _flush_roster(self, scene: Scene, out: list[Broadcast]) -> None:
        told = list(self._people)[:PEOPLE_PER_DELTA]
        for participant_id in told:
            del self._people[participant_id]
        put, gone = [], []
        for participant_id in told:
            known = views.person_by_id(scene, participant_id)
            put.append(known) if known is not None else gone.append(participant_id)
        out.append(
            _broadcast(
                "roster",
                RosterDelta(
                    number=self._number("roster"), put=tuple(put), gone=tuple(gone), counts=views.counts(scene.meeting)
                ),
            )
        )

    def _flush_quality(self, scene: Scene, out: list[Broadcast]) -> None:
        told = list(dict.fromkeys((*self._steps, *self._figures)))[:QUALITIES_PER_DELTA]
        for participant_id in told:
            self._steps.pop(participant_id, None)
            self._figures.pop(participant_id, None)
        put = tuple(scene.quality[participant_id] for participant_id in told if participant_id in scene.quality)
        gone = tuple(participant_id for participant_id in told if participant_id not in scene.quality)
        out.append(_broadcast("quality", QualityDelta(number=self._number("quality"), put=put, gone=gone)))


def _settled(scene: Scene) -> object:
    interpretation = scene.meeting.interpretation
    changing = (interpretation.none_since, interpretation.unfit, interpretation.handovers)
    return (scene.meeting.floor.language, *(dict(one) for one in changing))


def _broadcast(topic: str, message: ServerMessage) -> Broadcast:
    return Broadcast(topic, codec.encode(message))
