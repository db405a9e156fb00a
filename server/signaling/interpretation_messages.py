"""The signalling messages of interpretation: booths, desks, handover, relay, help, fitness, captions, signing, glossary.

``messages.py`` takes all of them in.
"""

from __future__ import annotations

from typing import Literal

from server.signaling.wire import Part as _Part
from server.signaling.wire import Person as _Person
from server.signaling.wire import Request as _Request
from server.signaling.wire import Wire as _Wire

DeskMode = Literal["off", "on", "pushToMute"]
ChannelFeed = Literal["interpreted", "muted", "direct", "none"]
Interlock = Literal["none", "override", "interlock"]
FallbackPolicy = Literal["floor", "floorQuiet", "silence"]
HandoverState = Literal["offered", "asked", "accepted", "overlap"]
HelpKind = Literal["technician", "chair", "cannotHear"]
CheckStep = Literal["microphone", "incoming", "relay", "pushToMute"]
CheckResult = Literal["passed", "failed"]
FitnessStep = Literal["good", "poor", "unfit"]
FitnessReason = Literal["loss", "jitter", "band", "clipping", "quiet", "loud", "noise"]


# --- parts ------------------------------------------------------------------------------------------------------------


class Incoming(_Part, frozen=True, kw_only=True):
    """What a desk hears.  ``hops``: 0 the floor, 1 a translation of the floor (+), 2 a translation of a translation (–)."""

    selected: str
    heard: str
    """Differs from ``selected`` by auto-relay, by force, or because nobody interprets into what was selected."""
    hops: Literal[0, 1, 2]
    automatic: bool = False
    """Auto-relay: the floor key delivers the pivot."""
    forced: bool = False
    """By the technician."""
    lost: bool = False
    """Nobody interprets into the selected channel: the floor is heard."""


class DeskView(_Part, frozen=True, kw_only=True):
    person: _Person
    mode: DeskMode
    channel: str
    """Where it puts out to; while off, where it would."""
    armed: bool = False
    """A handover was accepted: metered, heard by nobody."""
    talking: bool = False
    """On the booth's private voice link."""
    incoming: Incoming
    auto_relay: bool = True
    opened_at: float | None = None
    on_air_s: float = 0.0
    """Time on air before ``opened_at``, in this meeting."""
    recording: bool = False
    webcast: bool = False
    """Consent to each use."""
    check: dict[str, CheckResult] = {}
    """Sound check: step -> result."""


class HandoverView(_Part, frozen=True):
    state: HandoverState
    active: str
    """Participant on air."""
    passive: str
    due: float
    """Unix seconds: when it is meant to happen."""
    until: float
    """Unix seconds: expires, or in ``overlap`` the active desk is closed."""


class HelpView(_Part, frozen=True):
    call_id: str
    kind: HelpKind
    person: _Person
    booth: str
    called_at: float
    answered_by: str | None
    """Participant id of who sees to it."""


class TurnView(_Part, frozen=True):
    """A stretch on air."""

    person: str
    """Name, as it was."""
    channel: str
    began_at: float
    ended_at: float | None


class DropView(_Part, frozen=True):
    """A desk that was on air lost its connection."""

    person: str
    name: str
    channel: str
    at: float


class WrittenConsentView(_Part, frozen=True):
    """What a technician recorded of the consent on paper of those behind a booth's equipment."""

    recording: bool
    webcast: bool
    reference: str
    """Whose, and where the paper is."""
    by: str
    """Name, as it was."""
    at: float


class BoothView(_Part, frozen=True, kw_only=True):
    """The topic ``booth:<language>``, sent whole to its interpreters, the chair and technicians."""

    language: str
    seats: int = 0
    """Desks there are."""
    outgoing: tuple[str, ...] = ()
    """Permitted B channels."""
    desks: tuple[DeskView, ...]
    handover: HandoverView | None = None
    engaged_by: str | None = None
    """Another booth that puts out to this one's A channel."""
    unfit_since: float | None = None
    """The booth suspended its interpretation: the speaker's sound is too poor."""
    dropped: DropView | None = None
    """Until a desk of the booth opens again."""
    calls: tuple[HelpView, ...] = ()
    turns: tuple[TurnView, ...] = ()
    """The last twenty, newest first."""
    written: WrittenConsentView | None = None
    """None: nothing was ever recorded."""


class ChannelView(_Part, frozen=True, kw_only=True):
    language: str
    feed: ChannelFeed
    hops: Literal[0, 1, 2]
    booth: str | None = None
    """That feeds it."""
    desks: tuple[str, ...] = ()
    """Participants whose desks put out to it."""
    patched: str | None = None
    """What its listeners hear instead."""
    none_since: float | None = None
    """Unix seconds since which the floor has been spoken with nobody interpreting: an alarm after ``alarm_after_s``."""


class InterpretationRules(_Part, frozen=True):
    within: Interlock
    between_a: Interlock
    between_b: Interlock
    auto_relay: bool
    policy: FallbackPolicy
    alarm_after_s: float
    turn_s: float = 1800.0
    """A turn at the microphone that consoles tell the end of."""


class InterpretationView(_Part, frozen=True, kw_only=True):
    """The topic ``interpretation``, sent whole to interpreters, captioners, the chair and technicians."""

    channels: tuple[ChannelView, ...]
    rules: InterpretationRules
    pivot: str | None = None
    """Channel that auto-relay delivers in place of the floor."""
    sound_check: bool = False


class SpeakerFitness(_Part, frozen=True, kw_only=True):
    """How fit for interpretation someone's sound is, measured on the server while the microphone is armed or open."""

    person: str
    step: FitnessStep
    reasons: tuple[FitnessReason, ...] = ()
    level_db: float
    """Of speech, dBFS."""
    noise_db: float | None = None
    """Between words, dBFS; None: not known yet."""
    band_hz: float | None = None
    """Upper edge of the captured band."""
    clipped: float = 0.0
    """Share of samples at full scale."""
    loss: float = 0.0
    jitter_ms: float = 0.0


class Caption(_Part, frozen=True, kw_only=True):
    caption_id: str
    language: str
    text: str
    started_at: float
    """Unix seconds of the server's clock."""
    written_at: float
    final: bool = True
    """False: still being written; a later one of the same id replaces it."""


class Term(_Part, frozen=True):
    term_id: str
    words: dict[str, str]
    """Language -> words."""


# --- requests ---------------------------------------------------------------------------------------------------------


class SetDesk(_Request, frozen=True, tag="setDesk"):
    mode: DeskMode
    channel: str | None = None
    """Outgoing channel; default where the desk puts out to."""


class SelectOutgoing(_Request, frozen=True, tag="selectOutgoing"):
    channel: str


class SetAutoRelay(_Request, frozen=True, tag="setAutoRelay"):
    on: bool


class OfferHandover(_Request, frozen=True, tag="offerHandover"):
    to: str | None = None
    in_s: float = 0.0


class AskHandover(_Request, frozen=True, tag="askHandover"):
    in_s: float = 0.0


class AnswerHandover(_Request, frozen=True, tag="answerHandover"):
    accept: bool


class CancelHandover(_Request, frozen=True, tag="cancelHandover"):
    pass


class TakeOver(_Request, frozen=True, tag="takeOver"):
    """``person`` None: oneself."""

    person: str | None = None


class Talk(_Request, frozen=True, tag="talk"):
    on: bool


class AskSlowDown(_Request, frozen=True, tag="askSlowDown"):
    pass


class CallHelp(_Request, frozen=True, tag="callHelp"):
    kind: HelpKind


class AnswerHelp(_Request, frozen=True, tag="answerHelp"):
    call_id: str


class CloseHelp(_Request, frozen=True, tag="closeHelp"):
    call_id: str


class SetUnfit(_Request, frozen=True, tag="setUnfit"):
    unfit: bool


class SetDirect(_Request, frozen=True, tag="setDirect"):
    direct: bool


class SetConsent(_Request, frozen=True, tag="setConsent"):
    recording: bool
    webcast: bool


class RecordConsent(_Request, frozen=True, tag="recordConsent"):
    booth: str
    recording: bool
    webcast: bool
    reference: str = ""


class SilenceDesk(_Request, frozen=True, tag="silenceDesk"):
    person: str


class SetBooth(_Request, frozen=True, tag="setBooth"):
    language: str
    desks: int
    outgoing: tuple[str, ...] | None = None


class SetInterpretation(_Request, frozen=True, tag="setInterpretation"):
    within: Interlock
    between_a: Interlock
    between_b: Interlock
    auto_relay: bool
    policy: FallbackPolicy


class PatchChannel(_Request, frozen=True, tag="patchChannel"):
    channel: str
    source: str | None = None


class ForceRelay(_Request, frozen=True, tag="forceRelay"):
    person: str
    channel: str | None = None


class OpenSoundCheck(_Request, frozen=True, tag="openSoundCheck"):
    pass


class CloseSoundCheck(_Request, frozen=True, tag="closeSoundCheck"):
    pass


class MarkSoundCheck(_Request, frozen=True, tag="markSoundCheck"):
    """``person`` None: one's own desk; ``result`` None: not done."""

    step: CheckStep
    result: CheckResult | None
    person: str | None = None


class SetSigning(_Request, frozen=True, tag="setSigning"):
    on: bool


class WriteCaption(_Request, frozen=True, tag="writeCaption"):
    """``caption_id`` None: a new line; the reply names it.  A line that is not ``final`` may be written again."""

    language: str
    text: str
    final: bool = True
    caption_id: str | None = None


class FollowCaptions(_Request, frozen=True, tag="followCaptions"):
    """From now on the captions of this language; None: none."""

    language: str | None


class AddTerms(_Request, frozen=True, tag="addTerms"):
    terms: tuple[dict[str, str], ...]
    """Each: language -> words."""


class RemoveTerm(_Request, frozen=True, tag="removeTerm"):
    term_id: str


# --- events -----------------------------------------------------------------------------------------------------------


class BoothDelta(_Wire, frozen=True, tag="booth"):
    number: int
    booth: BoothView


class InterpretationDelta(_Wire, frozen=True, tag="interpretation"):
    number: int
    interpretation: InterpretationView


class FitnessDelta(_Wire, frozen=True, tag="fitness"):
    """To interpreters, the chair's team and technicians."""

    number: int
    put: tuple[SpeakerFitness, ...]
    gone: tuple[str, ...]


class CaptionShown(_Wire, frozen=True, tag="caption"):
    """To those who follow the language; not numbered: the history is at ``/api/meetings/<id>/captions/<language>``."""

    caption: Caption


class GlossaryDelta(_Wire, frozen=True, tag="glossary"):
    number: int
    put: tuple[Term, ...]
    gone: tuple[str, ...]


InterpretationRequest = (
    SetDesk
    | SelectOutgoing
    | SetAutoRelay
    | OfferHandover
    | AskHandover
    | AnswerHandover
    | CancelHandover
    | TakeOver
    | Talk
    | AskSlowDown
    | CallHelp
    | AnswerHelp
    | CloseHelp
    | SetUnfit
    | SetDirect
    | SetConsent
    | RecordConsent
    | SilenceDesk
    | SetBooth
    | SetInterpretation
    | PatchChannel
    | ForceRelay
    | OpenSoundCheck
    | CloseSoundCheck
    | MarkSoundCheck
    | SetSigning
    | WriteCaption
    | FollowCaptions
    | AddTerms
    | RemoveTerm
)
InterpretationNotice = BoothDelta | InterpretationDelta | FitnessDelta | CaptionShown | GlossaryDelta
