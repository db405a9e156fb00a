"""One client's conversation, without a socket, a clock or chance of its own.

Driving contract
    ``receive(frame, now)`` returns effects in order.  The shell carries them out: ``Transmit`` goes to the client; ``Enter``
    is answered by ``entered`` or ``not_entered``; ``Submit``, ``Media``, ``Playback``, ``Write``, ``Follow``, ``Resend`` and
    ``Depart`` by ``reply`` or ``refuse`` with the same request id; ``Close`` ends the connection after what was
    transmitted.  ``now`` is seconds of a monotonic clock.

    new --join--> entering --entered--> joined --leave, eviction--> closed
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from server.errors import Evicted, HemicycleError, ProtocolError, UserError
from server.meeting import commands as c
from server.signaling import codec
from server.signaling import messages as m
from server.signaling.interpretation_requests import COMMANDS

State = Literal["new", "entering", "joined", "closed"]

PROTOCOL_VERSION = 1
FORGIVEN_AFTER_S = 10.0
"""One offence is forgotten each time so much has passed."""


@dataclass(frozen=True, slots=True)
class Limits:
    max_frame_bytes: int
    rate_per_s: float
    rate_burst: int
    offences: int


@dataclass(frozen=True, slots=True)
class Made:
    """Ids of what a command makes."""

    request_id: str | None = None
    person: str | None = None
    item: str | None = None
    message_id: str | None = None
    caption_id: str | None = None
    call_id: str | None = None
    push: str | None = None


NOTHING = Made()


@dataclass(frozen=True, slots=True)
class Transmit:
    frame: bytes


@dataclass(frozen=True, slots=True)
class Enter:
    """Find the participant of the token, replace an older connection, then ``entered``."""

    join: m.Join


@dataclass(frozen=True, slots=True)
class Submit:
    """A command for the meeting; the reply names what it made."""

    id: int
    command: c.Command
    made: Made = NOTHING


@dataclass(frozen=True, slots=True)
class Media:
    """Something about the client's own connections to the media node."""

    message: m.OpenSubscriber | m.AnswerSubscriber | m.OpenPublisher | m.RestartIce


@dataclass(frozen=True, slots=True)
class Playback:
    """Start or stop playing a recorded statement."""

    message: m.PlayRecording | m.StopRecording


@dataclass(frozen=True, slots=True)
class Write:
    """A line of captions; ``caption_id``: of a line that is still being written, else a new one."""

    message: m.WriteCaption
    caption_id: str


@dataclass(frozen=True, slots=True)
class Follow:
    """The captions this client wants from now on."""

    message: m.FollowCaptions


@dataclass(frozen=True, slots=True)
class AddPush:
    """A destination with its keys, which are no part of any command."""

    message: m.AddPush
    push_id: str


@dataclass(frozen=True, slots=True)
class Resend:
    """A reply and a new snapshot."""

    id: int


@dataclass(frozen=True, slots=True)
class Depart:
    """The participant leaves for good."""

    id: int


@dataclass(frozen=True, slots=True)
class Close:
    code: str


Effect = Transmit | Enter | Submit | Media | Playback | Write | Follow | AddPush | Resend | Depart | Close


class Session:
    """``new_id`` gives unguessable ids for floor requests and chat messages."""

    def __init__(self, limits: Limits, new_id: Callable[[], str], now: float) -> None:
        self.state: State = "new"
        self.participant_id = ""
        self.topics: frozenset[str] = frozenset()
        """What this client sees of the topics that are not for everyone."""
        self._limits = limits
        self._new_id = new_id
        self._allowance = float(limits.rate_burst)
        self._offences = 0.0
        self._seen_at = now
        self._me: m.Me | None = None
        self._me_number = 0

    # --- from the client ---

    def receive(self, frame: bytes | str, now: float) -> list[Effect]:
        if self.state == "closed":
            return []
        self._pass_time(now)
        try:
            message = codec.decode(frame, self._limits.max_frame_bytes)
        except codec.FrameRefused as refused:
            return self._offend(refused.request_id, refused.error)
        if self._allowance < 1:
            return self._offend(message.id, UserError("tooFast"))
        self._allowance -= 1
        if isinstance(message, m.Join) is not (self.state == "new"):
            code = "alreadyJoined" if isinstance(message, m.Join) else "joinExpected"
            return self._offend(message.id, ProtocolError(code))
        if self.state == "entering":
            return self._offend(message.id, ProtocolError("joinExpected"))
        return HANDLERS[type(message)](self, message)

    def _pass_time(self, now: float) -> None:
        passed = max(0.0, now - self._seen_at)
        self._seen_at = now
        self._allowance = min(float(self._limits.rate_burst), self._allowance + passed * self._limits.rate_per_s)
        self._offences = max(0.0, self._offences - passed / FORGIVEN_AFTER_S)

    def _offend(self, request_id: int | None, error: HemicycleError) -> list[Effect]:
        """Refuse, and evict whoever goes on."""
        self._offences += 1
        refusal = self.refuse(request_id, error)
        if self._offences > self._limits.offences:
            return [refusal, *self.evict("tooManyErrors")]
        return [refusal]

    def _join(self, message: m.Join) -> list[Effect]:
        if message.protocol != PROTOCOL_VERSION:
            return self._offend(message.id, ProtocolError("versionUnsupported", supported=str(PROTOCOL_VERSION)))
        self.state = "entering"
        return [Enter(message)]

    def _submit(self, request_id: int, command: c.Command, made: Made = NOTHING) -> list[Effect]:
        return [Submit(request_id, command, made)]

    def _request_floor(self, message: m.RequestFloor) -> list[Effect]:
        fresh = self._new_id()
        command = c.RequestFloor(
            self.participant_id,
            fresh,
            message.kind,
            message.language,
            motion=message.motion,
            answer_to=message.answer_to,
            participant_id=message.person,
            item_id=message.item,
            origin=message.origin,
        )
        return self._submit(message.id, command, Made(request_id=fresh))

    def _readd_last(self, message: m.ReaddLast) -> list[Effect]:
        fresh = self._new_id()
        return self._submit(message.id, c.ReaddLast(self.participant_id, fresh), Made(request_id=fresh))

    def _add_delegate(self, message: m.AddDelegate) -> list[Effect]:
        fresh = self._new_id()
        command = c.AddDelegate(self.participant_id, fresh, message.name, message.delegation, message.language, message.seat)
        return self._submit(message.id, command, Made(person=fresh))

    def _add_agenda_item(self, message: m.AddAgendaItem) -> list[Effect]:
        fresh = self._new_id()
        return self._submit(message.id, c.AddAgendaItem(self.participant_id, fresh, message.title), Made(item=fresh))

    def _send_chat(self, message: m.SendChat) -> list[Effect]:
        fresh = self._new_id()
        command = c.SendChat(self.participant_id, fresh, message.text, message.thread)
        return self._submit(message.id, command, Made(message_id=fresh))

    def _call_help(self, message: m.CallHelp) -> list[Effect]:
        fresh = self._new_id()
        return self._submit(message.id, c.CallHelp(self.participant_id, fresh, message.kind), Made(call_id=fresh))

    def _add_terms(self, message: m.AddTerms) -> list[Effect]:
        terms = {self._new_id(): words for words in message.terms}
        return self._submit(message.id, c.AddTerms(self.participant_id, terms))

    def _write_caption(self, message: m.WriteCaption) -> list[Effect]:
        return [Write(message, message.caption_id or self._new_id())]

    def _follow_captions(self, message: m.FollowCaptions) -> list[Effect]:
        return [Follow(message)]

    def _start_webcast(self, message: m.StartWebcast) -> list[Effect]:
        """Its id names public addresses that nobody may guess: twice the length of other ids."""
        fresh = self._new_id() + self._new_id()
        return self._submit(message.id, c.StartWebcast(self.participant_id, fresh, message.slate))

    def _add_push(self, message: m.AddPush) -> list[Effect]:
        return [AddPush(message, self._new_id())]

    def _leave(self, message: m.Leave) -> list[Effect]:
        return [Depart(message.id)]

    def _ping(self, message: m.Ping) -> list[Effect]:
        return [self.reply(message.id)]

    def _resync(self, message: m.Resync) -> list[Effect]:
        return [Resend(message.id)]

    # --- from the shell ---

    def entered(self, request_id: int, participant_id: str, topics: frozenset[str], snapshot: m.Snapshot) -> list[Effect]:
        self.state = "joined"
        self.participant_id = participant_id
        return [self.reply(request_id), *self.show(topics, snapshot)]

    def not_entered(self, request_id: int, error: HemicycleError) -> list[Effect]:
        """Another ``join`` may follow; guessing tokens is an offence."""
        self.state = "new"
        return self._offend(request_id, error)

    def show(self, topics: frozenset[str], snapshot: m.Snapshot) -> list[Effect]:
        """A snapshot: numbers of the deltas that follow start from it."""
        self.topics = topics
        self._me = snapshot.me
        return [Transmit(codec.encode(snapshot))]

    def reply(
        self,
        request_id: int,
        *,
        sdp: str | None = None,
        peer: str | None = None,
        made: Made = NOTHING,
        held: bool | None = None,
    ) -> Transmit:
        reply = m.Reply(
            id=request_id,
            sdp=sdp,
            peer=peer,
            request_id=made.request_id,
            person=made.person,
            item=made.item,
            message_id=made.message_id,
            held=held,
            caption_id=made.caption_id,
            call_id=made.call_id,
            push=made.push,
        )
        return Transmit(codec.encode(reply))

    def refuse(self, request_id: int | None, error: HemicycleError) -> Transmit:
        return Transmit(codec.encode(m.Refused(id=request_id, code=error.code, detail=error.detail)))

    def evict(self, code: str) -> list[Effect]:
        """The last words; nothing is received after them."""
        if self.state == "closed":
            return []
        self.state = "closed"
        return [Transmit(codec.encode(m.Evicted(code=Evicted(code).code))), Close(code)]

    def update_me(self, me: m.Me) -> Transmit | None:
        """None: they know."""
        if me == self._me:
            return None
        self._me = me
        self._me_number += 1
        return Transmit(codec.encode(m.MeDelta(number=self._me_number, me=me)))

    @property
    def me_number(self) -> int:
        return self._me_number

    def sees(self, topic: str) -> bool:
        """Whether deltas of the topic go to this client."""
        return self.state == "joined" and (topic in self.topics or not is_restricted(topic))


RESTRICTED = frozenset(
    {"quality", "totals", "heldChat", "moderation", "statements", "delivered", "interpretation", "fitness", "glossary"}
    | {"webcast"}
)
"""Topics that only some see; of the booths each."""


def is_restricted(topic: str) -> bool:
    return topic in RESTRICTED or topic.startswith("booth:")


Handler = Callable[[Session, Any], list[Effect]]


def _media(session: Session, message: Any) -> list[Effect]:
    return [Media(message)]


def _playback(session: Session, message: Any) -> list[Effect]:
    return [Playback(message)]


def _commanding(make: Callable[[Session, Any], c.Command]) -> Handler:
    return lambda session, message: session._submit(message.id, make(session, message))


def _in_booths(make: Callable[[str, Any], c.Command]) -> Handler:
    return lambda session, message: session._submit(message.id, make(session.participant_id, message))


HANDLERS: dict[type, Handler] = {
    m.Join: Session._join,
    m.OpenSubscriber: _media,
    m.AnswerSubscriber: _media,
    m.OpenPublisher: _media,
    m.RestartIce: _media,
    m.SelectChannel: _commanding(lambda s, q: c.SelectChannel(s.participant_id, q.channel, q.second)),
    m.RequestFloor: Session._request_floor,
    m.ReaddLast: Session._readd_last,
    m.AddDelegate: Session._add_delegate,
    m.AddAgendaItem: Session._add_agenda_item,
    m.WithdrawFloor: _commanding(lambda s, q: c.WithdrawFloor(s.participant_id, q.request_id)),
    m.AnswerCall: _commanding(lambda s, q: c.AnswerCall(s.participant_id, q.request_id)),
    m.SetMicrophone: _commanding(lambda s, q: c.SetMicrophone(s.participant_id, q.open)),
    m.CallSpeaker: _commanding(lambda s, q: c.CallSpeaker(s.participant_id, q.request_id)),
    m.GrantFloor: _commanding(lambda s, q: c.GrantFloor(s.participant_id, q.request_id)),
    m.TakeBackCall: _commanding(lambda s, q: c.TakeBackCall(s.participant_id, q.request_id)),
    m.DeferRequest: _commanding(lambda s, q: c.DeferRequest(s.participant_id, q.request_id)),
    m.EndSpeech: _commanding(lambda s, q: c.EndSpeech(s.participant_id, q.request_id)),
    m.PauseSpeech: _commanding(lambda s, q: c.PauseSpeech(s.participant_id, q.request_id)),
    m.ResumeSpeech: _commanding(lambda s, q: c.ResumeSpeech(s.participant_id, q.request_id)),
    m.RemoveRequest: _commanding(lambda s, q: c.RemoveRequest(s.participant_id, q.request_id)),
    m.MoveRequest: _commanding(lambda s, q: c.MoveRequest(s.participant_id, q.request_id, q.before)),
    m.SwapRequests: _commanding(lambda s, q: c.SwapRequests(s.participant_id, q.request_id, q.other)),
    m.SetSpeechLimit: _commanding(lambda s, q: c.SetSpeechLimit(s.participant_id, q.request_id, q.limit_s)),
    m.OpenList: _commanding(lambda s, q: c.OpenList(s.participant_id, q.open, q.list, q.item)),
    m.SuspendList: _commanding(lambda s, q: c.SuspendList(s.participant_id, q.list, q.item)),
    m.ClearList: _commanding(lambda s, q: c.ClearList(s.participant_id, q.list)),
    m.ClearFloor: _commanding(lambda s, q: c.ClearFloor(s.participant_id)),
    m.MuteAll: _commanding(lambda s, q: c.MuteAll(s.participant_id)),
    m.HoldPriority: _commanding(lambda s, q: c.HoldPriority(s.participant_id)),
    m.ReleasePriority: _commanding(lambda s, q: c.ReleasePriority(s.participant_id)),
    m.ClearPriority: _commanding(lambda s, q: c.ClearPriority(s.participant_id)),
    m.SetFloorRules: _commanding(
        lambda s, q: c.SetFloorRules(
            s.participant_id,
            mode=q.mode,
            speakers_limit=q.speakers_limit,
            time_limits_s=q.time_limits_s,
            time_policy=q.time_policy,
            amber_s=q.amber_s,
            grace_s=q.grace_s,
            item_change=q.item_change,
        )
    ),
    m.SetPrecedence: _commanding(lambda s, q: c.SetPrecedence(s.participant_id, q.person, q.precedence)),
    m.SetAttending: _commanding(lambda s, q: c.SetAttending(s.participant_id, q.attending, q.person)),
    m.AssignSeat: _commanding(lambda s, q: c.AssignSeat(s.participant_id, q.seat, q.person)),
    m.TakeChair: _commanding(lambda s, q: c.TakeChair(s.participant_id)),
    m.RenameAgendaItem: _commanding(lambda s, q: c.RenameAgendaItem(s.participant_id, q.item, q.title)),
    m.MoveAgendaItem: _commanding(lambda s, q: c.MoveAgendaItem(s.participant_id, q.item, q.before)),
    m.RemoveAgendaItem: _commanding(lambda s, q: c.RemoveAgendaItem(s.participant_id, q.item)),
    m.OpenAgendaItem: _commanding(lambda s, q: c.OpenAgendaItem(s.participant_id, q.item, q.waiting)),
    m.CloseAgendaItem: _commanding(lambda s, q: c.CloseAgendaItem(s.participant_id)),
    m.OpenSitting: _commanding(lambda s, q: c.OpenSitting(s.participant_id)),
    m.SuspendSitting: _commanding(lambda s, q: c.SuspendSitting(s.participant_id)),
    m.ResumeSitting: _commanding(lambda s, q: c.ResumeSitting(s.participant_id)),
    m.CloseSitting: _commanding(lambda s, q: c.CloseSitting(s.participant_id)),
    m.SetSittingPublic: _commanding(lambda s, q: c.SetSittingPublic(s.participant_id, q.public)),
    m.RequestScreen: _commanding(lambda s, q: c.RequestScreen(s.participant_id)),
    m.AllowScreen: _commanding(lambda s, q: c.AllowScreen(s.participant_id, q.person)),
    m.StopScreen: _commanding(lambda s, q: c.StopScreen(s.participant_id, q.person)),
    m.MuteParticipant: _commanding(lambda s, q: c.MuteParticipant(s.participant_id, q.person)),
    m.RemoveParticipant: _commanding(lambda s, q: c.Remove(s.participant_id, q.person)),
    m.SetFloorLanguage: _commanding(lambda s, q: c.SetFloorLanguage(s.participant_id, q.language)),
    **{kind: _in_booths(make) for kind, make in COMMANDS.items()},
    m.CallHelp: Session._call_help,
    m.AddTerms: Session._add_terms,
    m.WriteCaption: Session._write_caption,
    m.FollowCaptions: Session._follow_captions,
    m.AllowAgain: _commanding(lambda s, q: c.AllowAgain(s.participant_id, q.person)),
    m.RenameParticipant: _commanding(lambda s, q: c.RenameParticipant(s.participant_id, q.person, q.name, q.delegation)),
    m.MoveParticipant: _commanding(lambda s, q: c.MoveParticipant(s.participant_id, q.person, q.role, q.booth)),
    m.MuteCamera: _commanding(lambda s, q: c.MuteCamera(s.participant_id, q.person, q.muted)),
    m.RequestUpgrade: _commanding(lambda s, q: c.RequestUpgrade(s.participant_id)),
    m.WithdrawUpgrade: _commanding(lambda s, q: c.WithdrawUpgrade(s.participant_id)),
    m.AnswerUpgrade: _commanding(lambda s, q: c.AnswerUpgrade(s.participant_id, q.person, q.accept)),
    m.TakeUpgrade: _commanding(lambda s, q: c.TakeUpgrade(s.participant_id)),
    m.SetQuota: _commanding(lambda s, q: c.SetQuota(s.participant_id, q.delegation, q.quota)),
    m.PlayRecording: _playback,
    m.StopRecording: _playback,
    m.SendChat: Session._send_chat,
    m.JudgeChat: _commanding(lambda s, q: c.JudgeChat(s.participant_id, q.message_id, q.approve)),
    m.HideChat: _commanding(lambda s, q: c.HideChat(s.participant_id, q.message_id, q.hidden)),
    m.SetChat: _commanding(lambda s, q: c.SetChat(s.participant_id, q.mode, q.slow_s)),
    m.ReadChat: _commanding(lambda s, q: c.ReadChat(s.participant_id, q.thread, q.number)),
    m.ClaimSupport: _commanding(lambda s, q: c.ClaimSupport(s.participant_id, q.thread, q.claimed)),
    m.StartWebcast: Session._start_webcast,
    m.ShowSlate: _commanding(lambda s, q: c.ShowSlate(s.participant_id)),
    m.EndWebcast: _commanding(lambda s, q: c.EndWebcast(s.participant_id)),
    m.SetWebcastLayout: _commanding(lambda s, q: c.SetWebcastLayout(s.participant_id, q.layout)),
    m.SetEmbargo: _commanding(lambda s, q: c.SetEmbargo(s.participant_id, q.delay_s)),
    m.SetWebcastRecording: _commanding(lambda s, q: c.SetWebcastRecording(s.participant_id, q.recorded)),
    m.AddPush: Session._add_push,
    m.StartPush: _commanding(lambda s, q: c.StartPush(s.participant_id, q.push)),
    m.StopPush: _commanding(lambda s, q: c.StopPush(s.participant_id, q.push)),
    m.RemovePush: _commanding(lambda s, q: c.RemovePush(s.participant_id, q.push)),
    m.Resync: Session._resync,
    m.Ping: Session._ping,
    m.Leave: Session._leave,
}
