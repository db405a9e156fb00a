"""The aggregate: one meeting, its nouns, and the tables that bring commands and events to them.

Driving contract
    ``decide`` changes nothing and returns what happens, or raises.  ``apply`` alone changes state, live and in replay: the
    same events in the same order on a fresh meeting give an equal meeting.  When ``deadline`` comes, decide
    ``ClockReached``.  ``now`` is Unix seconds and never decreases.

State (read-only outside ``server/meeting``)
    ``config``          MeetingConfig
    ``roster``          Roster: ``participants`` (id -> Participant), ``with_token(hash)``, ``active``, ``connected``,
                        ``version``
    ``floor``           Floor: ``requests``, ``of(person)``, ``ordered()``, ``waiting()``, ``holding()``, ``speaker()``,
                        ``microphones`` (person -> Microphone), ``lists``, ``rules``, ``totals``, ``language``
    ``presence``        Presence: ``in_room``, ``seats``, ``precedence``, ``presiding``
    ``agenda``          Agenda: ``items``, ``item_id``, ``current``
    ``sitting``         Sitting: ``state``, ``public``, ``number``
    ``screen``          Screen: ``sharer``, ``asking``
    ``interpretation``  Interpretation: ``desks`` (person -> Desk), ``booths``, ``handovers``, ``booth(language)``,
                        ``on_channel(channel)``, ``rules``, ``calls``, ``turns``, ``captions``, ``glossary``, ...
    ``chat``            Chat: ``threads``, ``held``, ``mode``, ``slow_s``
    ``admission``       Admission: ``upgrades``, ``quotas``
    ``statements``      Statements: ``files``
    ``seats``           Seats: ``renewed``
    ``webcasting``      Webcasting: ``webcast`` (None: off), ``past``; ``webcasting.showing(meeting)``
    ``acts``            subject -> (who, when): the last acts at the console
    ``now``             ``at`` of the last event applied

Questions clients ask: ``roles.permissions(meeting, participant)``, ``floor.line(meeting)``, ``floor.places(meeting)``,
``floor.heard(meeting, microphone)``, ``microphones.may_open(meeting, person)``, ``presence.presiding(meeting)``,
``interpretation.feed(meeting, language)``, ``relay.incoming(meeting, person)``, ``relay.hops(meeting, channel)``,
``relay.pivot(meeting)``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from server.meeting import (
    admission,
    agenda,
    attending,
    booths,
    calls,
    captions,
    chat,
    desks,
    enrolment,
    floor,
    glossary,
    handover,
    interpretation,
    lists,
    microphones,
    moderation,
    relay,
    requests,
    roster,
    rules,
    screen,
    seats,
    signing,
    sitting,
    sound_check,
    speeches,
    statements,
    support,
    webcasting,
)
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.admission import Admission
from server.meeting.agenda import Agenda
from server.meeting.chat import Chat
from server.meeting.config import MeetingConfig
from server.meeting.floor import Floor, Rules
from server.meeting.interpretation import Interpretation
from server.meeting.presence import Presence, presiding
from server.meeting.roles import Permission, authorise
from server.meeting.roster import Roster
from server.meeting.screen import Screen
from server.meeting.seats import Seats
from server.meeting.sitting import Sitting
from server.meeting.statements import Statements
from server.meeting.webcasting import Webcasting

_NOUNS = (
    *(roster, admission, moderation, seats, attending, statements, requests, speeches, microphones, lists, rules, agenda),
    *(sitting, screen, desks, handover, relay, booths, calls, sound_check, captions, glossary, signing, chat),
    *(enrolment, support),
    webcasting,
)
"""``apply`` asks them in this order: statements see a speech before the floor forgets it."""
_SETTLES = (floor.settle, handover.settle, interpretation.settle, calls.settle)
"""Called after every event."""


@dataclass(slots=True)
class Meeting:
    config: MeetingConfig
    roster: Roster = field(default_factory=Roster)
    admission: Admission = field(default_factory=Admission)
    floor: Floor = field(default_factory=Floor)
    presence: Presence = field(default_factory=Presence)
    agenda: Agenda = field(default_factory=Agenda)
    sitting: Sitting = field(default_factory=Sitting)
    screen: Screen = field(default_factory=Screen)
    interpretation: Interpretation = field(default_factory=Interpretation)
    chat: Chat = field(default_factory=Chat)
    statements: Statements = field(default_factory=Statements)
    seats: Seats = field(default_factory=Seats)
    webcasting: Webcasting = field(default_factory=Webcasting)
    acts: dict[str, tuple[str, float]] = field(default_factory=dict)
    now: float = 0.0
    begun: bool = False
    """Whether the configuration has been put in."""

    def __post_init__(self) -> None:
        if not self.begun:
            self.begun = True
            self.agenda = Agenda.of(self.config)
            self.sitting = Sitting.of(self.config.starts, self.config.public)
            self.floor.rules = Rules.of(self.config)
            self.interpretation = Interpretation.of(self.config)

    def decide(self, command: c.Command, now: float) -> list[e.Event]:
        """What ``command`` makes happen; empty when it is so already.

        :raises UserError: the command may not or cannot be carried out.
        """
        permission = PERMISSION_NEEDED.get(type(command))
        if permission is not None:
            authorise(self, command.by, permission)  # type: ignore[union-attr]
        return self._signed(DECIDE[type(command)](self, command, now))

    def _signed(self, events: list[e.Event]) -> list[e.Event]:
        """What a moderator does is done for whoever presides."""
        for index, event in enumerate(events):
            by = getattr(event, "on_behalf_of", "") is None and self.roster.participants.get(event.by)  # type: ignore[union-attr]
            if by and by.role == "moderator":
                events[index] = msgspec.structs.replace(event, on_behalf_of=presiding(self))
        return events

    def apply(self, event: e.Event) -> None:
        for change in APPLY[type(event)]:
            change(self, event)
        self.now = max(self.now, event.at)
        for settle in _SETTLES:
            settle(self, self.now)

    def deadline(self) -> float | None:
        """Unix seconds at which ``ClockReached`` is due; None: nothing waits for the clock."""
        times = (
            *(speeches.deadline(self), self.roster.deadline(self.config.forget_after_s)),
            *(admission.deadline(self), handover.deadline(self)),
        )
        return min((time for time in times if time is not None), default=None)

    def copy(self) -> Meeting:
        """An independent aggregate with equal state; cheap, because the parts of a state are immutable."""
        return replace(
            self,
            roster=self.roster.copy(),
            admission=self.admission.copy(),
            floor=self.floor.copy(),
            presence=self.presence.copy(),
            agenda=self.agenda.copy(),
            screen=self.screen.copy(),
            interpretation=self.interpretation.copy(),
            chat=self.chat.copy(),
            statements=self.statements.copy(),
            seats=self.seats.copy(),
            webcasting=self.webcasting.copy(),
            acts=dict(self.acts),
        )


def _clock(meeting: Meeting, command: c.ClockReached, now: float) -> list[e.Event]:
    return (
        roster.due(meeting, now) or speeches.due(meeting, now) or admission.due(meeting, now) or handover.due(meeting, now)
    )


PERMISSION_NEEDED: dict[type, Permission] = {
    c.Remove: "removeParticipant",
    c.AllowAgain: "removeParticipant",
    c.RenameParticipant: "renameParticipant",
    c.MoveParticipant: "moveParticipant",
    c.MuteCamera: "muteParticipant",
    c.RequestUpgrade: "requestUpgrade",
    c.WithdrawUpgrade: "requestUpgrade",
    c.AnswerUpgrade: "answerUpgrade",
    c.TakeUpgrade: "requestUpgrade",
    c.SetQuota: "setQuota",
    c.SelectChannel: "selectChannel",
    c.AddDelegate: "requestOnBehalf",
    c.CallSpeaker: "callSpeaker",
    c.GrantFloor: "grantFloor",
    c.TakeBackCall: "callSpeaker",
    c.DeferRequest: "callSpeaker",
    c.PauseSpeech: "pauseSpeech",
    c.ResumeSpeech: "pauseSpeech",
    c.RemoveRequest: "removeRequest",
    c.MoveRequest: "orderList",
    c.SwapRequests: "orderList",
    c.ReaddLast: "orderList",
    c.SetSpeechLimit: "setFloorRules",
    c.SetMicrophone: "useMicrophone",
    c.MuteParticipant: "muteParticipant",
    c.MuteAll: "clearFloor",
    c.SetFloorLanguage: "setFloorLanguage",
    c.OpenList: "openList",
    c.SuspendList: "openList",
    c.ClearList: "clearFloor",
    c.ClearFloor: "clearFloor",
    c.HoldPriority: "usePriority",
    c.ReleasePriority: "usePriority",
    c.ClearPriority: "usePriority",
    c.SetFloorRules: "setFloorRules",
    c.SetPrecedence: "requestOnBehalf",
    c.AssignSeat: "requestOnBehalf",
    c.TakeChair: "takeChair",
    c.AddAgendaItem: "manageAgenda",
    c.RenameAgendaItem: "manageAgenda",
    c.MoveAgendaItem: "manageAgenda",
    c.RemoveAgendaItem: "manageAgenda",
    c.OpenAgendaItem: "manageAgenda",
    c.CloseAgendaItem: "manageAgenda",
    c.OpenSitting: "manageSitting",
    c.SuspendSitting: "manageSitting",
    c.ResumeSitting: "manageSitting",
    c.CloseSitting: "manageSitting",
    c.SetSittingPublic: "manageSitting",
    c.RequestScreen: "requestScreen",
    c.AllowScreen: "allowScreen",
    **dict.fromkeys((c.SetDesk, c.SelectOutgoing, c.SetAutoRelay, c.Talk, c.SetConsent), "useDesk"),
    **dict.fromkeys((c.OfferHandover, c.AskHandover, c.AnswerHandover, c.CancelHandover), "useDesk"),
    **dict.fromkeys((c.AskSlowDown, c.CallHelp, c.SetUnfit, c.SetDirect), "useDesk"),
    c.AnswerHelp: "answerHelp",
    **dict.fromkeys((c.SilenceDesk, c.PatchChannel, c.ForceRelay), "manageInterpretation"),
    **dict.fromkeys((c.SetBooth, c.SetInterpretation, c.RecordConsent), "manageInterpretation"),
    **dict.fromkeys((c.OpenSoundCheck, c.CloseSoundCheck), "manageInterpretation"),
    c.SetSigning: "sign",
    c.WriteCaption: "writeCaptions",
    **dict.fromkeys((c.AddTerms, c.RemoveTerm), "editGlossary"),
    c.SendChat: "sendChat",
    c.JudgeChat: "moderateChat",
    c.HideChat: "moderateChat",
    c.SetChat: "moderateChat",
    c.ReadChat: "sendChat",
    c.FileStatement: "fileStatement",
    c.WithdrawStatement: "fileStatement",
    c.DeliverStatement: "playRecording",
    c.RenewSeatCode: "manageSeats",
    c.SetLanguage: "renameParticipant",
    c.ClaimSupport: "supportInbox",
    **dict.fromkeys((c.StartWebcast, c.ShowSlate, c.EndWebcast), "manageWebcast"),
    **dict.fromkeys((c.SetWebcastLayout, c.SetEmbargo, c.SetWebcastRecording), "manageWebcast"),
    **dict.fromkeys((c.AddPush, c.StartPush, c.StopPush, c.RemovePush), "manageWebcast"),
}
"""Command of a participant -> permission.  The handlers of ``EndSpeech``, ``RequestFloor``, ``WithdrawFloor``,
``AnswerCall``, ``SetAttending``, ``StopScreen``, ``TakeOver``, ``CloseHelp`` and ``MarkSoundCheck`` tell one's own from
others'; the rest comes from the shell alone and names nobody as acting."""

DECIDE: dict[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.ClockReached: _clock,
}
APPLY: dict[type, list[Callable[[Meeting, Any], None]]] = {}
for _noun in _NOUNS:
    DECIDE.update(_noun.DECIDE)
    for _type, _change in _noun.APPLY.items():
        APPLY.setdefault(_type, []).append(_change)
