"""What a meeting is before anyone came: title, agenda, languages, booths, caps and limits.

Pure: :func:`from_mapping` takes what ``tomllib`` read from ``config/meetings/<id>.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from server.meeting.procedure import KINDS

FLOOR = "floor"
"""The channel of the original sound."""

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
"""The BCP 47 tags accepted (RFC 5646 §2.1, without grandfathered and private-use tags)."""


def is_language_tag(text: str) -> bool:
    return LANGUAGE_TAG.fullmatch(text) is not None


UNDETERMINED = "und"
"""The BCP 47 tag of sound whose language nobody knows."""

DESKS_LIMIT = 12
"""Desks of a booth at most."""

TIME_LIMITS_S = {
    "statement": 180.0,
    "rightOfReply": 180.0,
    "pointOfOrder": 60.0,
    "motion": 60.0,
    "reply": 120.0,
    "interposedQuestion": 60.0,
}


class ConfigInvalid(ValueError):
    """The meeting's configuration cannot be used; the text says which key."""


class AgendaItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    item_id: str
    title: dict[str, str]
    """UI language -> title."""


def is_seat(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", text) is not None


class DocumentConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document of the meeting; ``links``: UI language -> where it is."""

    title: dict[str, str]
    links: dict[str, str] = {}
    symbol: str = ""


class ScheduledSitting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Unix seconds; what is planned opens nothing."""

    starts_at: float
    ends_at: float
    title: dict[str, str] = {}


class SeatConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A seat in the room and who sits there from the start."""

    seat: str
    name: str
    delegation: str = ""
    language: str = "en"


class BoothConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    language: str
    """The A language: BCP 47 tag, one of the meeting's."""
    desks: int = 3
    """Interpreters who can be assigned to the booth at once."""
    outgoing: tuple[str, ...] | None = None
    """The B channels its desks may put out to; None: every other language."""


class PrecedenceClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Participants who are given the floor before those of the classes listed later."""

    name: str
    delegations: tuple[str, ...] = ()
    """Those of the class; a delegation no class lists is of the last."""
    members: bool = True
    """May move motions."""
    time_limits_s: dict[str, float] = {}
    """Kind of request -> speaking time, before the meeting's own."""


class MeetingConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Durations in seconds.  While a meeting is open the plan of its conference alone changes it (``enrolment.PLANNED``)."""

    meeting_id: str
    title: dict[str, str] = {}
    agenda: tuple[AgendaItem, ...] = ()
    documents: tuple[DocumentConfig, ...] = ()
    schedule: tuple[ScheduledSitting, ...] = ()
    """When it sits, as planned."""
    languages: tuple[str, ...] = ("ar", "zh", "en", "fr", "ru", "es")
    booths: tuple[BoothConfig, ...] | None = None
    """None: one booth of three desks per language."""
    participants_limit: int = 3000
    active_limit: int = 450
    """Everyone but passive participants counts."""
    quota: int | None = None
    """Delegates of one delegation who may be active; None: no quota."""
    quotas: dict[str, int] = {}
    """Delegation -> its own quota."""
    upgrade_offer_s: float = 120.0
    """A passive participant who is offered a free active place has this long to take it."""
    form: Literal["physical", "virtual", "hybrid"] = "hybrid"
    """Where delegates may be: all in the room, all remote, or either."""
    delegations: dict[str, str] = {}
    """Delegation -> the name on its plates; countries have theirs already."""
    seats: tuple[SeatConfig, ...] = ()
    """Seats of the room whose delegates ask for the floor by button or phone page."""
    open_entry: bool = False
    """Anyone may enter by ``POST /api/meetings/<id>/entries``."""
    open_roles: tuple[Literal["delegate", "passive"], ...] | None = None
    """The roles one may enter in so; None: any, and then anyone may also listen by WHEP."""
    listed: bool = True
    """Shown in the list of meetings; False: found by its id alone."""
    speakers_limit: int = 1
    """Normal speakers holding the floor at once (chair and room never count)."""
    time_limits_s: dict[str, float] = msgspec.field(default_factory=lambda: dict(TIME_LIMITS_S))
    """Kind of request -> speaking time; 0: no limit."""
    time_policy: Literal["show", "bell", "autoClose"] = "show"
    """At the limit: the clock turns red; a bell sounds too; the speech ends ``grace_s`` later."""
    amber_s: float = 30.0
    """The clock turns amber so long before the limit."""
    grace_s: float = 10.0
    pool_s: float | None = None
    """Speaking time of a delegation; a speech gets no more than is left.  None: no pool."""
    pool_for: Literal["meeting", "item", "itemCarriedOver"] = "meeting"
    """What the pool is for: the whole meeting, each agenda item, or each item with what was left of those before."""
    mode: Literal["request", "autoNext", "openWithLimit", "override", "pushToTalk", "operatorOnly"] = "request"
    """What a request leads to; ``procedure.MODES``."""
    kind_order: tuple[str, ...] = tuple(KINDS)
    """Kinds of request, first served first; each once."""
    precedence: tuple[PrecedenceClass, ...] = ()
    """First served first; none: everyone is a member, in order of receipt."""
    merge_by: Literal["person", "delegation"] = "person"
    """Whose requests in one list become one: a person's from seat, phone and browser, or a whole delegation's."""
    replies_limit: int = 5
    """Replies to the speaker that may wait."""
    item_change: Literal["keep", "purge", "move"] = "keep"
    """What happens to those who wait when another agenda item is opened."""
    call_timeout_s: float = 30.0
    """Whoever is called and does not answer is deferred."""
    contradiction_s: float = 2.0
    """Two at the console: a command that undoes the other's is refused so long.  0: never."""
    starts: Literal["scheduled", "open"] = "open"
    """Whether the first sitting must be opened."""
    public: bool = True
    """False: sittings begin in camera."""
    policy: Literal["floor", "floorQuiet", "silence"] = "floor"
    """What listeners of a language hear while nobody interprets into it."""
    within: Literal["none", "override", "interlock"] = "override"
    """A desk opens on a channel another desk of its booth feeds: both sound, the earlier is closed, or it is refused."""
    between_a: Literal["none", "override", "interlock"] = "interlock"
    """A desk opens on its own language, which a desk of another booth feeds."""
    between_b: Literal["none", "override", "interlock"] = "interlock"
    """A desk opens on a B channel that a desk of another booth feeds."""
    auto_relay: bool = True
    """While a booth works from its own language into B, the floor key of the other booths' desks delivers that B channel."""
    alarm_after_s: float = 5.0
    """A channel nobody interprets into while the floor is spoken is an alarm after this long."""
    handover_expiry_s: float = 60.0
    """A handover that nobody carries out ends this long after it was due."""
    overlap_s: float = 5.0
    """Both desks of a handover may be open this long."""
    slow_down_s: float = 5.0
    """How long "please speak more slowly" is shown."""
    slow_down_spacing_s: float = 10.0
    """A desk asks for it once in this time."""
    turn_s: float = 1800.0
    """Length of an interpreter's turn, for the shift timer."""
    captions_burst: int = 20
    captions_window_s: float = 10.0
    """At most ``captions_burst`` finished lines per writer in any ``captions_window_s``."""
    caption_text_limit: int = 400
    """Characters of a line."""
    captions_kept: int = 200
    """Lines of one language kept in memory, the newest; the journal has all."""
    terms_limit: int = 5000
    """Terms in the glossary."""
    hold_s: float = 15.0
    """The floor is kept this long for a speaker whose connection dropped."""
    resume_grace_s: float = 20.0
    """After a restart of the server those who were connected have this long to come back."""
    forget_after_s: float | None = None
    """A participant absent this long has left; None: never."""
    chat_mode: Literal["open", "moderated", "closed"] = "open"
    """Of the event chat at the start: ``moderated`` holds messages until they are approved."""
    chat_slow_s: float = 0.0
    """Slow mode of the event chat at the start: least seconds between two messages of one person."""
    chat_held_limit: int = 200
    """Messages waiting for approval; more are refused."""
    chat_text_limit: int = 2000
    """Characters."""
    chat_burst: int = 5
    chat_window_s: float = 10.0
    """At most ``chat_burst`` messages per person in any ``chat_window_s``."""
    chat_kept: int = 20_000
    """Messages of one thread kept in memory, the newest; the journal has all."""
    statements_after: Literal["interpreters", "active", "everyone"] = "active"
    """Who may read a statement once it is delivered; interpreters, chair, moderators and technicians always may."""
    statements_limit: int = 20
    """Files one delegate may have filed and not yet delivered."""

    webcast: bool = True
    """Whether there can be a webcast."""
    webcast_starts: Literal["byHand", "withSitting"] = "byHand"
    """Who begins it: the operator, or it begins by itself when a public sitting is open."""
    webcast_layout: Literal["auto", "speaker", "speakerRoom", "screenSpeaker"] = "auto"
    """Of the picture at the start."""
    webcast_delay_s: float = 0.0
    """Embargo at the start: everything published is at least this old."""
    webcast_recorded: bool = True
    """Whether webcasts are recorded from the start."""
    webcast_sign: bool = False
    """Whether the sign-language interpreter's picture is a stream of its own too, which players show beside the stage's."""
    webcast_captions: tuple[str, ...] = ()
    """Languages in which captions of the webcast are announced; players offer others once a line was written in them."""

    @property
    def channels(self) -> tuple[str, ...]:
        """What a listener can choose."""
        return (FLOOR, *self.languages)

    def precedence_class(self, name: str | None) -> PrecedenceClass | None:
        return next((one for one in self.precedence if one.name == name), None)

    def booth(self, language: str) -> BoothConfig | None:
        if self.booths is None:
            return BoothConfig(language) if language in self.languages else None
        return next((booth for booth in self.booths if booth.language == language), None)


def from_mapping(data: Mapping[str, Any]) -> MeetingConfig:
    """:raises ConfigInvalid: naming the key that is unknown, missing, of the wrong type or out of range."""
    try:
        config = msgspec.convert(dict(data), MeetingConfig)
    except msgspec.ValidationError as error:
        raise ConfigInvalid(str(error)) from error
    _check(config)
    return config


def _check(config: MeetingConfig) -> None:
    if re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", config.meeting_id) is None:
        raise ConfigInvalid("meeting_id: lower-case letters, digits and hyphens, at most 64")
    _check_languages(config)
    _check_participation(config)
    if len({item.item_id for item in config.agenda}) != len(config.agenda):
        raise ConfigInvalid("agenda: item_id listed twice")
    for name in (
        "participants_limit",
        "active_limit",
        "speakers_limit",
        "replies_limit",
        "chat_text_limit",
        "chat_burst",
        "chat_kept",
        "captions_burst",
        "caption_text_limit",
        "captions_kept",
        "terms_limit",
    ):
        if getattr(config, name) < 1:
            raise ConfigInvalid(f"{name}: at least 1")
    for name in (
        *("hold_s", "resume_grace_s", "chat_window_s", "call_timeout_s"),
        *("alarm_after_s", "handover_expiry_s", "overlap_s", "slow_down_s", "turn_s", "captions_window_s"),
    ):
        if not 0 < getattr(config, name) < 86_400:
            raise ConfigInvalid(f"{name}: more than 0 and less than a day")
    if not 0 <= config.webcast_delay_s <= 3600:
        raise ConfigInvalid("webcast_delay_s: from 0 to 3600")
    if not set(config.webcast_captions) <= set(config.languages):
        raise ConfigInvalid("webcast_captions: languages of the meeting")
    if config.forget_after_s is not None and config.forget_after_s <= 0:
        raise ConfigInvalid("forget_after_s: more than 0")
    _check_floor(config)


def _check_floor(config: MeetingConfig) -> None:
    if sorted(config.kind_order) != sorted(KINDS):
        raise ConfigInvalid(f"kind_order: each of {', '.join(KINDS)} once")
    names = [one.name for one in config.precedence]
    if len(set(names)) != len(names) or not all(names):
        raise ConfigInvalid("precedence: every class has a name of its own")
    limits = [config.time_limits_s, *(one.time_limits_s for one in config.precedence)]
    if any(kind not in KINDS or not 0 <= limit < 86_400 for table in limits for kind, limit in table.items()):
        raise ConfigInvalid("time_limits_s: kinds of request, and less than a day")
    for name in ("amber_s", "grace_s", "contradiction_s", "slow_down_spacing_s"):
        if not 0 <= getattr(config, name) < 86_400:
            raise ConfigInvalid(f"{name}: not negative and less than a day")
    if config.pool_s is not None and config.pool_s <= 0:
        raise ConfigInvalid("pool_s: more than 0")


def _check_participation(config: MeetingConfig) -> None:
    for name in ("chat_held_limit", "statements_limit", "upgrade_offer_s"):
        if getattr(config, name) < 1:
            raise ConfigInvalid(f"{name}: at least 1")
    if min((config.quota or 0, *config.quotas.values())) < 0:
        raise ConfigInvalid("quota: at least 0")
    if not 0 <= config.chat_slow_s < 86_400:
        raise ConfigInvalid("chat_slow_s: from 0 to less than a day")
    seats = [seat.seat for seat in config.seats]
    if len(set(seats)) != len(seats) or not all(map(is_seat, seats)):
        raise ConfigInvalid("seats: each listed once, named by at most 32 letters, digits, dots and hyphens")
    if config.seats and config.form == "virtual":
        raise ConfigInvalid("seats: a virtual meeting has none")


def _check_languages(config: MeetingConfig) -> None:
    for tag in config.languages:
        if not is_language_tag(tag):
            raise ConfigInvalid(f"languages: {tag!r} is not a BCP 47 language tag")
    if len(set(config.languages)) != len(config.languages):
        raise ConfigInvalid("languages: listed twice")
    booths = [booth.language for booth in config.booths or ()]
    if len(set(booths)) != len(booths) or not set(booths) <= set(config.languages):
        raise ConfigInvalid("booths: one per language at most, each for one of the meeting's languages")
    for booth in config.booths or ():
        if not 0 <= booth.desks <= DESKS_LIMIT:
            raise ConfigInvalid(f"booths: from 0 to {DESKS_LIMIT} desks")
        if not set(booth.outgoing or ()) <= set(config.languages) - {booth.language}:
            raise ConfigInvalid("booths: outgoing lists other languages of the meeting")
