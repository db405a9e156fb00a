"""Every signalling message, in both directions.  The TypeScript types and ``docs/protocol.md`` follow this module.

JSON text frames, one object each, discriminated by ``type``.  Requests are imperative and carry ``id`` (chosen by the
client, unique per connection); each gets exactly one ``reply`` or ``refused``.  Events are past tense or name a topic.

Topics: ``stage``, ``list``, ``roster``, ``eventChat``, ``me``, ``quality``, ``booth:<language>``.  A delta carries the
topic's number, which grows by one; a client that sees a gap asks ``resync`` and gets a new snapshot.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Role = Literal["chair", "delegate", "passive", "interpreter", "technician", "room"]
RequestKind = Literal["statement", "pointOfOrder", "rightOfReply", "motion", "reply"]
RequestState = Literal["queued", "called", "granted", "speaking"]
DeskMode = Literal["off", "on", "pushToMute"]
ChannelFeed = Literal["interpreted", "muted", "direct", "none"]
QualityStep = Literal["good", "fair", "poor", "lost"]


class _Wire(msgspec.Struct, frozen=True, rename="camel", tag_field="type", omit_defaults=False, kw_only=True):
    pass


class _Part(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    pass


# --- parts ------------------------------------------------------------------------------------------------------------


class Person(_Part, frozen=True):
    """A participant as everyone may see them."""

    id: str
    name: str
    delegation: str
    """ISO 3166 alpha-2 code or the name of an organisation; empty when neither applies."""
    role: Role
    language: str
    """BCP 47 tag of the language they usually speak."""
    connected: bool
    microphone: bool
    """Open right now."""


class FloorEntry(_Part, frozen=True):
    """One request in the list of speakers.  Order is ``rank``, ascending."""

    request_id: str
    person: str
    kind: RequestKind
    state: RequestState
    rank: float
    language: str
    requested_at: float
    """Unix seconds."""
    speaking_since: float | None = None


class ChannelInfo(_Part, frozen=True):
    """What listeners of one language hear just now and why."""

    language: str
    feed: ChannelFeed


class StageView(_Part, frozen=True):
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


class Me(_Part, frozen=True):
    """The topic ``me``: one's own state, sent whole."""

    person: Person
    channel: str
    """Main channel listened to: ``floor`` or a language."""
    second: str | None
    """Second channel, under the main one."""
    can: tuple[str, ...]
    """Permissions (``requestFloor``, ``grantFloor`` …): the client shows what is here, the server enforces it anyway."""
    request_id: str | None
    place: int | None
    """1 = next."""
    may_open_microphone: bool
    booth: str | None = None
    """Language of the interpreter's booth."""
    quality: QualityStep | None = None
    """Of one's own connection; None: not known yet."""


class PathQuality(_Part, frozen=True):
    """How media arrive in one direction; None: not known."""

    loss: float | None
    """Share of packets lost in the last ten seconds or so, 0…1."""
    jitter_ms: float | None
    round_trip_ms: float | None


class PersonQuality(_Part, frozen=True):
    """How well a participant is connected."""

    person: str
    step: QualityStep
    """``lost``: nothing comes from them, or their connection ended and is not there again."""
    down: PathQuality | None
    """What they receive."""
    up: PathQuality | None
    """What is received of them."""


class Counts(_Part, frozen=True):
    participants: int
    active: int
    connected: int
    participants_limit: int
    active_limit: int


class DeskView(_Part, frozen=True):
    person: Person
    mode: DeskMode
    channel: str


class BoothView(_Part, frozen=True):
    """The topic ``booth:<language>``, sent whole to its interpreters, the chair and technicians."""

    language: str
    desks: tuple[DeskView, ...]


class ChatMessage(_Part, frozen=True):
    message_id: str
    person: str
    name: str
    delegation: str
    text: str
    sent_at: float


class IceServer(_Part, frozen=True):
    """A relay, in the words of the browser's ``RTCIceServer``: for networks that let only TCP to port 443 out."""

    urls: tuple[str, ...]
    username: str
    credential: str


class Numbers(_Part, frozen=True):
    """Topic -> number of the last delta already contained in a snapshot."""

    topics: dict[str, int]


# --- requests (client -> server) --------------------------------------------------------------------------------------


class _Request(_Wire, frozen=True):
    id: int


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


class RequestFloor(_Request, frozen=True, tag="requestFloor"):
    kind: RequestKind = "statement"
    language: str | None = None


class WithdrawFloor(_Request, frozen=True, tag="withdrawFloor"):
    pass


class SetMicrophone(_Request, frozen=True, tag="setMicrophone"):
    """Open or close one's own microphone (with the floor, or as chair or room)."""

    open: bool


class CallSpeaker(_Request, frozen=True, tag="callSpeaker"):
    request_id: str


class GrantFloor(_Request, frozen=True, tag="grantFloor"):
    request_id: str


class EndSpeech(_Request, frozen=True, tag="endSpeech"):
    """By the speaker: released; by the chair: revoked."""

    request_id: str


class RemoveRequest(_Request, frozen=True, tag="removeRequest"):
    request_id: str


class MuteParticipant(_Request, frozen=True, tag="muteParticipant"):
    person: str


class RemoveParticipant(_Request, frozen=True, tag="removeParticipant"):
    """Put somebody out: their token is void."""

    person: str


class SetFloorLanguage(_Request, frozen=True, tag="setFloorLanguage"):
    language: str


class OpenList(_Request, frozen=True, tag="openList"):
    open: bool


class SetDesk(_Request, frozen=True, tag="setDesk"):
    mode: DeskMode
    channel: str | None = None
    """Outgoing channel; default the booth's language."""


class SendChat(_Request, frozen=True, tag="sendChat"):
    text: str


class Resync(_Request, frozen=True, tag="resync"):
    topics: tuple[str, ...]


class Leave(_Request, frozen=True, tag="leave"):
    pass


ClientMessage = (
    Join
    | OpenSubscriber
    | AnswerSubscriber
    | OpenPublisher
    | RestartIce
    | SelectChannel
    | RequestFloor
    | WithdrawFloor
    | SetMicrophone
    | CallSpeaker
    | GrantFloor
    | EndSpeech
    | RemoveRequest
    | MuteParticipant
    | RemoveParticipant
    | SetFloorLanguage
    | OpenList
    | SetDesk
    | SendChat
    | Resync
    | Leave
)

# --- server -> client -------------------------------------------------------------------------------------------------


class Snapshot(_Wire, frozen=True, tag="snapshot"):
    """Follows a successful ``join``: small; the roster and the chat history are paged HTTP resources
    (``/api/meetings/<id>/roster``, ``/api/meetings/<id>/chat``)."""

    meeting: str
    now: float
    """Server time, Unix seconds."""
    languages: tuple[str, ...]
    stage: StageView
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


class Reply(_Wire, frozen=True, tag="reply"):
    id: int
    sdp: str | None = None
    peer: str | None = None
    request_id: str | None = None


class Refused(_Wire, frozen=True, tag="refused"):
    """The request changed nothing.  ``code`` is stable; the client translates it."""

    id: int | None
    """None when the frame could not be read far enough to know."""
    code: str
    detail: dict[str, str] = {}


class StageDelta(_Wire, frozen=True, tag="stage"):
    number: int
    stage: StageView


class ListDelta(_Wire, frozen=True, tag="list"):
    number: int
    put: tuple[FloorEntry, ...]
    gone: tuple[str, ...]
    people: dict[str, Person]
    """The people named in ``put``."""


class RosterDelta(_Wire, frozen=True, tag="roster"):
    number: int
    put: tuple[Person, ...]
    gone: tuple[str, ...]
    counts: Counts


class ChatDelta(_Wire, frozen=True, tag="eventChat"):
    number: int
    messages: tuple[ChatMessage, ...]


class BoothDelta(_Wire, frozen=True, tag="booth"):
    number: int
    booth: BoothView


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
    | RosterDelta
    | ChatDelta
    | BoothDelta
    | MeDelta
    | QualityDelta
    | PeerLost
    | IceServersRenewed
    | LevelsMeasured
    | Evicted
)
