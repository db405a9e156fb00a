"""Booths and desks: what there is, who sits where, and what listeners of a channel hear.

A booth has one language (A); a desk is an interpreter assigned to it and puts out to one channel, its A or a permitted B.

Invariants
    Where the interlock of the case is not ``none``, a channel is fed by at most one desk that is not off, except in the
    overlap of a handover.  A desk that dropped is off and opens again only by the interpreter's own act.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from server.errors import UserError
from server.meeting.config import MeetingConfig
from server.meeting.floor import heard

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

Mode = Literal["off", "on", "pushToMute"]
Feed = Literal["interpreted", "muted", "direct", "none"]
Interlock = Literal["none", "override", "interlock"]
Policy = Literal["floor", "floorQuiet", "silence"]
HandoverState = Literal["offered", "asked", "accepted", "overlap"]

MODES: Mapping[Mode, frozenset[Mode]] = {
    "off": frozenset({"off", "on"}),
    "on": frozenset({"off", "on", "pushToMute"}),
    "pushToMute": frozenset({"off", "on", "pushToMute"}),
}
"""Mode of a desk -> modes it can take; what is absent is refused with ``wrongState``."""

TURNS_KEPT = 200
EQUIPMENT = "whip:booth-"
"""Participant ids of booths that come by equipment: with the booth's language."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Replaced, never changed."""

    participant_id: str
    booth: str
    """Language of the booth."""
    mode: Mode
    channel: str
    """Where it puts out to; while off, where it would."""
    outgoing: str
    """What its A/B key is set to; where it is closed it comes back to that."""
    auto_relay: bool = True
    talking: bool = False
    opened_at: float | None = None
    """When it last opened, also after push-to-mute."""
    on_air_s: float = 0.0
    """Time on air before ``opened_at``."""
    recording: bool = False
    webcast: bool = False

    @classmethod
    def of(cls, participant_id: str, booth: str) -> Desk:
        return cls(participant_id, booth, "off", booth, booth)


@dataclass(frozen=True, slots=True)
class WrittenConsent:
    """What the interpreters behind a booth's equipment have consented to on paper, as a technician recorded it."""

    recording: bool
    webcast: bool
    reference: str
    """Whose, and where the paper is."""
    by: str
    by_name: str
    at: float


@dataclass(frozen=True, slots=True)
class Booth:
    language: str
    desks: int
    """Interpreters who can be assigned to it at once."""
    outgoing: tuple[str, ...]
    """Permitted B channels."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the technician may change while the meeting runs."""

    within: Interlock = "override"
    between_a: Interlock = "interlock"
    between_b: Interlock = "interlock"
    auto_relay: bool = True
    policy: Policy = "floor"


@dataclass(frozen=True, slots=True)
class Handover:
    state: HandoverState
    active: str
    passive: str
    due: float
    """When it is meant to happen, Unix seconds."""
    until: float
    """Expires then; in overlap the active desk is closed then."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A desk on air whose connection was lost."""

    participant_id: str
    name: str
    channel: str
    at: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch on air on one channel."""

    participant_id: str
    name: str
    booth: str
    channel: str
    began_at: float
    ended_at: float | None = None


@dataclass(frozen=True, slots=True)
class HelpCall:
    call_id: str
    participant_id: str
    booth: str
    kind: str
    called_at: float
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class CaptionLine:
    caption_id: str
    language: str
    text: str
    started_at: float
    written_at: float
    by: str


@dataclass(slots=True)
class Interpretation:
    rules: Rules = field(default_factory=Rules)
    booths: dict[str, Booth] = field(default_factory=dict)
    """Language -> booth."""
    desks: dict[str, Desk] = field(default_factory=dict)
    """Interpreter's participant id -> desk, in order of assignment."""
    handovers: dict[str, Handover] = field(default_factory=dict)
    """Booth -> the handover that is going on; absent: idle."""
    dropped: dict[str, Drop] = field(default_factory=dict)
    """Booth -> the desk that dropped, until one of the booth opens."""
    unfit: dict[str, float] = field(default_factory=dict)
    """Booth -> since when it has suspended its interpretation, the speaker's sound being too poor."""
    unfit_speakers: dict[str, str | None] = field(default_factory=dict)
    """Booth -> who was speaking then."""
    none_since: dict[str, float] = field(default_factory=dict)
    """Channel of a booth -> since when the floor has been spoken with nobody interpreting."""
    turns: tuple[Turn, ...] = ()
    """The last ones, oldest first."""
    calls: dict[str, HelpCall] = field(default_factory=dict)
    """Call id -> call for help that is not closed, oldest first."""
    slow_down_until: float | None = None
    slow_down_count: int = 0
    """In the present speech."""
    slow_down_speech: str | None = None
    slow_downs: dict[str, float] = field(default_factory=dict)
    """Participant id -> when they last asked."""
    sound_check: bool = False
    checks: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """Participant id -> step -> result."""
    patches: dict[str, str] = field(default_factory=dict)
    """Channel -> what its listeners hear instead."""
    forced: dict[str, str] = field(default_factory=dict)
    """Participant id -> channel the desk hears whatever it selects."""
    captions: dict[str, tuple[CaptionLine, ...]] = field(default_factory=dict)
    """Language -> the last lines, oldest first."""
    caption_times: dict[str, tuple[float, ...]] = field(default_factory=dict)
    """Writer -> times of their last lines."""
    glossary: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """Term id -> language -> words."""
    signing: str | None = None
    """The sign-language interpreter shown."""
    written: dict[str, WrittenConsent] = field(default_factory=dict)
    """Booth -> consent on paper, which counts for its equipment alone; absent: none."""

    @classmethod
    def of(cls, config: MeetingConfig) -> Interpretation:
        rules = Rules(config.within, config.between_a, config.between_b, config.auto_relay, config.policy)
        configured = (config.booth(language) for language in config.languages)
        booths = {
            one.language: Booth(one.language, one.desks, permitted(config, one.language, one.outgoing))
            for one in configured
            if one is not None
        }
        return cls(rules=rules, booths=booths)

    def copy(self) -> Interpretation:
        return replace(
            self,
            booths=dict(self.booths),
            desks=dict(self.desks),
            handovers=dict(self.handovers),
            dropped=dict(self.dropped),
            unfit=dict(self.unfit),
            unfit_speakers=dict(self.unfit_speakers),
            none_since=dict(self.none_since),
            calls=dict(self.calls),
            slow_downs=dict(self.slow_downs),
            checks=dict(self.checks),
            patches=dict(self.patches),
            forced=dict(self.forced),
            captions=dict(self.captions),
            caption_times=dict(self.caption_times),
            glossary=dict(self.glossary),
            written=dict(self.written),
        )

    def desk(self, participant_id: str) -> Desk:
        """:raises UserError: noBooth."""
        desk = self.desks.get(participant_id)
        if desk is None:
            raise UserError("noBooth")
        return desk

    def booth(self, language: str) -> list[Desk]:
        """The desks of one booth, in order of assignment."""
        return [desk for desk in self.desks.values() if desk.booth == language]

    def feeding(self, channel: str) -> list[Desk]:
        """The desks that put out to a channel, open or muted, in order of assignment."""
        return [desk for desk in self.desks.values() if desk.mode != "off" and desk.channel == channel]

    def on_channel(self, channel: str) -> Desk | None:
        """The desk that feeds a channel: an open one, else a muted one."""
        return min(self.feeding(channel), key=lambda desk: desk.mode != "on", default=None)

    def handover_of(self, participant_id: str) -> Handover | None:
        """The handover this person takes part in."""
        desk = self.desks.get(participant_id)
        handover = self.handovers.get(desk.booth) if desk is not None else None
        return handover if handover is not None and participant_id in (handover.active, handover.passive) else None


def permitted(config: MeetingConfig, language: str, outgoing: tuple[str, ...] | None) -> tuple[str, ...]:
    """The B channels of a booth; None: every other language of the meeting."""
    return tuple(tag for tag in config.languages if tag != language and (outgoing is None or tag in outgoing))


def feed(meeting: Meeting, channel: str) -> Feed:
    """What listeners of a language hear: by desk state, never by voice activity."""
    desk = meeting.interpretation.on_channel(channel)
    if desk is not None:
        return "interpreted" if desk.mode == "on" else "muted"
    return "direct" if meeting.floor.language == channel else "none"


def armed(meeting: Meeting, participant_id: str) -> bool:
    """Whether a desk that is off is metered all the same, heard by nobody: a handover to it was accepted, or sound check."""
    interpretation = meeting.interpretation
    handover = interpretation.handover_of(participant_id)
    if handover is not None and handover.state == "accepted" and handover.passive == participant_id:
        return True
    person = meeting.roster.participants.get(participant_id)
    return interpretation.sound_check and participant_id in interpretation.desks and person is not None and person.connected


def assign(meeting: Meeting, language: str | None) -> str:
    """The booth a new interpreter sits in.

    :raises UserError: noBooth, deskTaken (every desk of the booth is assigned).
    """
    booth = meeting.interpretation.booths.get(language) if language is not None else None
    if booth is None:
        raise UserError("noBooth")
    if len(meeting.interpretation.booth(booth.language)) >= booth.desks:
        raise UserError("deskTaken")
    return booth.language


def speaking(meeting: Meeting) -> bool:
    """Whether a floor microphone is let through."""
    return any(heard(meeting, microphone) for microphone in meeting.floor.microphones.values())


def settle(meeting: Meeting, at: float) -> None:
    """After every event: since when which channel of a booth has been without interpretation."""
    interpretation = meeting.interpretation
    missing: dict[str, float] = {}
    if speaking(meeting):
        fed = {desk.channel for desk in interpretation.desks.values() if desk.mode != "off"}
        for language, booth in interpretation.booths.items():
            idle = language not in fed and language != meeting.floor.language and language not in interpretation.unfit
            if idle and booth.desks:
                missing[language] = interpretation.none_since.get(language, at)
    interpretation.none_since = missing
