"""Every signalling message, in both directions.  The TypeScript types and ``docs/protocol.md`` follow this module.

JSON text frames, one object each, discriminated by ``type``.  Requests are imperative and carry ``id`` (chosen by the
client, unique per connection); each gets exactly one ``reply`` or ``refused``.  Events are past tense or name a topic.

Topics: ``stage``, ``floor``, ``list``, ``totals``, ``roster``, ``eventChat``, ``me``, ``quality``, ``booth:<language>``,
``interpretation``, ``fitness``, ``glossary``, ``heldChat``, ``moderation``, ``statements``, ``webcast``.  A delta carries
the topic's number, which grows by one; a client that sees a gap asks ``resync`` and gets a new snapshot.
"""

from __future__ import annotations

from typing import Literal

from server.signaling.chat_messages import *  # noqa: F403 - they are messages of this module too
from server.signaling.chat_messages import ChatEvent, ChatMessage, ChatRequest, ChatSettings, ThreadView
from server.signaling.floor_messages import *  # noqa: F403 - they are messages of this module too
from server.signaling.floor_messages import (
    Attending,
    DelegationTotal,
    FloorDelta,
    FloorEntry,
    FloorMessage,
    FloorView,
    ListDelta,
    SittingView,
    SpeechView,
    TotalsDelta,
)
from server.signaling.interpretation_messages import *  # noqa: F403
from server.signaling.interpretation_messages import (
    BoothView,
    ChannelFeed,
    InterpretationNotice,
    InterpretationRequest,
    InterpretationView,
    SpeakerFitness,
    Term,
)
from server.signaling.moderation_messages import *  # noqa: F403
from server.signaling.moderation_messages import ModerationEvent, ModerationRequest, ModerationView, UpgradeState
from server.signaling.webcast_messages import *  # noqa: F403
from server.signaling.webcast_messages import WebcastDelta, WebcastRequest, WebcastState, WebcastView
from server.signaling.wire import Part as _Part
from server.signaling.wire import Person as Person
from server.signaling.wire import Request as _Request
from server.signaling.wire import Role as Role
from server.signaling.wire import Wire as _Wire

QualityStep = Literal["good", "fair", "poor", "lost"]


# --- parts ------------------------------------------------------------------------------------------------------------


class ChannelInfo(_Part, frozen=True):
    """What listeners of one language hear just now and why."""

    language: str
    feed: ChannelFeed


class StageView(_Part, frozen=True, kw_only=True):
    """What the audience sees: the topic ``stage``, sent whole (it is small)."""

    title: dict[str, str]
    """UI language -> title of the meeting."""
    agenda_item: dict[str, str]
    speaker: Person | None
    speaking_since: float | None
    floor_language: str | None
    channels: tuple[ChannelInfo, ...]
    slots: dict[str, str | None]
    """slot -> participant shown there; absent or None when the slot is empty."""
    plates: dict[str, Person]
    """participants named in ``slots``."""
    list_open: bool
    """The list of speakers of the current item takes requests."""
    speech: SpeechView | None = None
    """The speaker's clock."""
    interrupted: tuple[SpeechView, ...] = ()
    """Speeches that stand still meanwhile."""
    sitting: SittingView
    attention_at: float | None = None
    """Unix seconds.  The tone is in the floor and every language: only who receives no sound plays one when this grows."""
    slow_down_until: float | None = None
    """Unix seconds until which the speaker is asked to slow down; nobody learns by whom."""
    slow_down_count: int = 0
    """How often that was asked during this speech."""
    unfit: tuple[str, ...] = ()
    """Languages whose booths suspended interpretation: the speaker's sound is too poor."""
    webcast: WebcastState = "off"
    """Whether the public can hear and see this."""
    recorded: bool = False
    """Whether what is webcast just now is recorded."""


class Me(_Part, frozen=True, kw_only=True):
    """The topic ``me``: one's own state, sent whole."""

    person: Person
    channel: str
    """Main channel listened to: ``floor`` or a language."""
    second: str | None
    """Second channel, under the main one."""
    can: tuple[str, ...]
    """Permissions (``requestFloor``, ``grantFloor`` …): the client shows what is here, the server enforces it anyway."""
    request_id: str | None
    """The request with the floor, else the next to come."""
    requests: tuple[str, ...] = ()
    """All one's own, in order."""
    place: int | None
    """1 = next."""
    may_open_microphone: bool
    attending: Attending = "remote"
    """``room``: a microphone of the room is used, never one's own."""
    seat: str | None = None
    presiding: bool = False
    upgrade: UpgradeState | None = None
    """A passive participant who asked for an active place."""
    upgrade_place: int | None = None
    """On the waiting list for it; 1 = next."""
    upgrade_until: float | None = None
    """Unix seconds until which an active place is offered."""
    booth: str | None = None
    """Language of the interpreter's booth."""
    quality: QualityStep | None = None
    """Of one's own connection; None: not known yet."""
    fitness: SpeakerFitness | None = None
    """Of one's own sound while the microphone is armed or open; None: not known."""
    signing: bool = False
    """One's camera is in the slot ``sign``."""


class PathQuality(_Part, frozen=True):
    """How media arrive in one direction; None: not known."""

    loss: float | None
    """Share of packets lost in the last ten seconds or so, 0…1."""
    jitter_ms: float | None
    round_trip_ms: float | None


class ArrivalCheck(_Part, frozen=True):
    """What a participant's check before the meeting found."""

    verdict: Literal["good", "usable", "unfit"]
    microphone: Literal["good", "warning", "failed", "skipped"]
    """Heard back, loud enough, without clipping and noise."""
    reference: str
    """What support opens it by."""


class PersonQuality(_Part, frozen=True):
    """How well a participant is connected."""

    person: str
    step: QualityStep
    """``lost``: nothing comes from them, or their connection ended and is not there again."""
    down: PathQuality | None
    """What they receive."""
    up: PathQuality | None
    """What is received of them."""
    arrival: ArrivalCheck | None = None
    """None: they told of none."""


class Counts(_Part, frozen=True):
    participants: int
    active: int
    connected: int
    participants_limit: int
    active_limit: int


class IceServer(_Part, frozen=True):
    """A relay, in the words of the browser's ``RTCIceServer``: for networks that let only TCP to port 443 out."""

    urls: tuple[str, ...]
    username: str
    credential: str


class Numbers(_Part, frozen=True):
    """Topic -> number of the last delta already contained in a snapshot."""

    topics: dict[str, int]


# --- requests (client -> server) --------------------------------------------------------------------------------------


class Join(_Request, frozen=True, tag="join"):
    """First message of a connection.  The token comes from ``POST /api/meetings/<id>/entries`` and is also the resume token.
    ``subscriber``/``publisher``: peers the client still holds, so that they live on across a server restart."""

    token: str
    protocol: int = 1
    subscriber: str | None = None
    publisher: str | None = None


class OpenSubscriber(_Request, frozen=True, tag="openSubscriber"):
    profile: Literal["plenary", "workshop", "audio"] = "plenary"


class AnswerSubscriber(_Request, frozen=True, tag="answerSubscriber"):
    peer: str
    sdp: str


class OpenPublisher(_Request, frozen=True, tag="openPublisher"):
    sdp: str


class RestartIce(_Request, frozen=True, tag="restartIce"):
    peer: str
    sdp: str = ""


class SelectChannel(_Request, frozen=True, tag="selectChannel"):
    channel: str
    second: str | None = None


class MuteParticipant(_Request, frozen=True, tag="muteParticipant"):
    person: str


class RemoveParticipant(_Request, frozen=True, tag="removeParticipant"):
    """Put somebody out: their token is void."""

    person: str


class SetFloorLanguage(_Request, frozen=True, tag="setFloorLanguage"):
    language: str


class Resync(_Request, frozen=True, tag="resync"):
    topics: tuple[str, ...]


class Ping(_Request, frozen=True, tag="ping"):
    """Is anybody there?  Browsers hide the WebSocket's own pings; by this they find a dead connection."""


class Leave(_Request, frozen=True, tag="leave"):
    pass


ClientMessage = (
    FloorMessage
    | Join
    | OpenSubscriber
    | AnswerSubscriber
    | OpenPublisher
    | RestartIce
    | SelectChannel
    | MuteParticipant
    | RemoveParticipant
    | SetFloorLanguage
    | InterpretationRequest
    | ChatRequest
    | ModerationRequest
    | WebcastRequest
    | Resync
    | Ping
    | Leave
)

# --- server -> client -------------------------------------------------------------------------------------------------


class Snapshot(_Wire, frozen=True, kw_only=True, tag="snapshot"):
    """Follows a successful ``join``: small; the roster and the chat history are paged HTTP resources
    (``/api/meetings/<id>/roster``, ``/api/meetings/<id>/chat``)."""

    meeting: str
    now: float
    """Server time, Unix seconds."""
    languages: tuple[str, ...]
    stage: StageView
    floor: FloorView
    totals: tuple[DelegationTotal, ...] = ()
    """Empty for those who are not at the console."""
    list: tuple[FloorEntry, ...]
    people: dict[str, Person]
    """The people named in ``list``."""
    me: Me
    counts: Counts
    booths: tuple[BoothView, ...]
    """Those this participant may see."""
    numbers: dict[str, int]
    subscriber_alive: bool
    publisher_alive: bool
    ice_servers: tuple[IceServer, ...] = ()
    """Empty where no relay is configured."""
    quality: tuple[PersonQuality, ...] = ()
    """Of everyone, for who may ``seeQuality``; else empty."""
    chat: ChatSettings = ChatSettings(mode="open", slow_s=0.0)
    chat_last: int = 0
    """Number of the newest message of the event chat."""
    threads: tuple[ThreadView, ...] = ()
    """The private threads written to last, newest first; the others at ``/api/meetings/<id>/chat/threads``."""
    held: tuple[ChatMessage, ...] = ()
    """Waiting for approval, to those who moderate."""
    moderation: ModerationView | None = None
    """To those who moderate."""
    interpretation: InterpretationView | None = None
    """To interpreters, captioners and those who see the booths."""
    fitness: tuple[SpeakerFitness, ...] = ()
    """Of those who speak or are about to, for who may ``seeFitness``."""
    glossary: tuple[Term, ...] = ()
    """For who may ``readGlossary``."""
    webcast: WebcastView | None = None
    """For who may ``manageWebcast``."""


class Reply(_Wire, frozen=True, tag="reply"):
    id: int
    sdp: str | None = None
    peer: str | None = None
    request_id: str | None = None
    person: str | None = None
    item: str | None = None
    message_id: str | None = None
    """Of the chat message sent."""
    held: bool | None = None
    """Whether it waits for approval."""
    caption_id: str | None = None
    call_id: str | None = None
    """Of the call for help."""
    push: str | None = None
    """Of the destination added."""


class Refused(_Wire, frozen=True, tag="refused"):
    """The request changed nothing.  ``code`` is stable; the client translates it."""

    id: int | None
    """None when the frame could not be read far enough to know."""
    code: str
    detail: dict[str, str] = {}


class StageDelta(_Wire, frozen=True, tag="stage"):
    number: int
    stage: StageView


class RosterDelta(_Wire, frozen=True, tag="roster"):
    number: int
    put: tuple[Person, ...]
    gone: tuple[str, ...]
    counts: Counts


class MeDelta(_Wire, frozen=True, tag="me"):
    number: int
    me: Me


class QualityDelta(_Wire, frozen=True, tag="quality"):
    number: int
    put: tuple[PersonQuality, ...]
    gone: tuple[str, ...]


class PeerLost(_Wire, frozen=True, tag="peerLost"):
    """A connection of this client is gone at the media node: open a new one into the same media elements,
    after a random delay of up to ``spread_ms``."""

    peer: str
    connection: Literal["subscriber", "publisher"]
    spread_ms: int


class IceServersRenewed(_Wire, frozen=True, tag="iceServers"):
    """Fresh credentials in time before the old ones run out: for connections made, and ICE restarted, from now on."""

    ice_servers: tuple[IceServer, ...]


class LevelsMeasured(_Wire, frozen=True, tag="levels"):
    """dBFS of open microphones (participant -> level) and channels, at most five a second."""

    people: dict[str, float]
    channels: dict[str, float]


class Evicted(_Wire, frozen=True, tag="evicted"):
    """Last message before the server closes the connection."""

    code: str


ServerMessage = (
    Snapshot
    | Reply
    | Refused
    | StageDelta
    | ListDelta
    | FloorDelta
    | TotalsDelta
    | RosterDelta
    | ChatEvent
    | ModerationEvent
    | WebcastDelta
    | InterpretationNotice
    | MeDelta
    | QualityDelta
    | PeerLost
    | IceServersRenewed
    | LevelsMeasured
    | Evicted
)
