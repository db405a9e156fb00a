"""Messages between the control plane (server) and the media nodes (transport, mixer).

Pure data.  The server never sends packets and the nodes never see users, roles or agenda items: only meetings, tracks,
buses, slots and peers, by opaque ids.

Vocabulary
    track   one published microphone, camera or screen: ``<owner>/mic``, ``<owner>/cam``, ``<owner>/screen``.
    channel ``floor`` or a BCP 47 language tag: what a listener chooses.
    bus     one mixed, encoded audio stream: a channel (``fr``), a channel without one track (``fr!p12/mic``), or a channel
            in packets of 40 ms for those who only listen (``fr@40``).  ``booth:<booth>`` is the channel of a booth: its open
            and talking desks.
    slot    ``speaker``, ``room``, ``screen``, ``sign``: which camera or screen track the audience sees there.
    peer    one RTCPeerConnection: a subscriber (the node offers) or a publisher, WHIP or WHEP (the client offers).  A
            ``probe`` is a connection test (the client offers): of no meeting, in no desired state, and short-lived.

Driving contract
    A node dials the server, sends :class:`NodeHello`, and receives :class:`DesiredState`, whole.  Changes follow as
    :class:`DesiredPatch`; ``version`` grows by at least one with each.  A node applies the difference and keeps running on
    the last state it knows while the server is away.  Requests carry ``request_id`` and get exactly one :class:`Reply`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Gate = Literal["armed", "open"]
DeskState = Literal["open", "pushToMute", "armed"]
FallbackPolicy = Literal["floor", "floorQuiet", "silence"]
Slot = Literal["speaker", "room", "screen", "sign"]
WebcastMode = Literal["slate", "onAir"]
StorageState = Literal["off", "ok", "behind", "failing"]
StorageReason = Literal["unreachable", "slow", "denied", "noBucket", "refused", "settings"]
WebcastLayout = Literal["auto", "speaker", "speakerRoom", "screenSpeaker"]
"""``auto``: screen and speaker while a screen is shown, else speaker and room, each alone where it is alone."""
PushState = Literal["connecting", "live", "failing"]
PushReason = Literal[
    "",
    "addressInvalid",
    "hostForbidden",
    "hostUnknown",
    "unreachable",
    "refused",
    "timeout",
    "tlsInvalid",
    "rejected",
    "closed",
    "stalled",
    "srtMissing",
    "channelMissing",
    "internal",
]
"""Why a destination gets nothing.  ``refused``: nobody listens there.  ``rejected``: it does not take what it is sent, most
often because of its key.  ``closed``: it ended the connection.  ``stalled``: it takes nothing any more."""
PeerKind = Literal["subscriber", "publisher", "whep", "whip", "probe"]
Profile = Literal["plenary", "workshop", "audio"]

SLOTS: tuple[Slot, ...] = ("speaker", "room", "screen", "sign")


class Microphone(msgspec.Struct, frozen=True, rename="camel"):
    """A floor microphone that is not closed.  Closed microphones are not listed: their packets are dropped undecrypted."""

    track: str
    gate: Gate
    """``armed``: decoded and metered only.  ``open``: mixed into the floor."""


class Desk(msgspec.Struct, frozen=True, rename="camel"):
    """An interpreter's desk that is not off."""

    track: str
    channel: str
    """The language channel the desk puts out to."""
    state: DeskState
    """``armed``: decoded and metered, heard by nobody (a handover was accepted)."""
    booth: str = ""
    """Desks of one booth hear each other on the channel ``booth:<booth>``."""
    talking: bool = False
    """Heard on the booth's channel alone, whatever ``state`` is."""


class Output(msgspec.Struct, frozen=True, rename="camel"):
    """A bus the mixer encodes.  A bus nobody hears is not listed, so it is not encoded."""

    bus: str
    channel: str
    minus: str | None = None
    """Track left out of this bus (mix-minus)."""
    ptime_ms: int = 20
    """Length of a packet, 20 or 40."""


class Rendition(msgspec.Struct, frozen=True, rename="camel"):
    """One language of a webcast, mixed for it alone."""

    channel: str
    """``floor`` or a BCP 47 tag."""
    name: str
    """As the player's menu shows it: an endonym."""
    without: tuple[str, ...] = ()
    """Tracks of desks whose interpreters do not consent to the webcast: mixed as if they were off."""
    recorded: bool = True
    """False while somebody heard in it does not consent to the recording: those segments get a silent twin."""
    source: str = ""
    """The channel heard in it; empty: ``channel`` itself.  Another while the technician has patched it."""


class Push(msgspec.Struct, frozen=True, rename="camel"):
    """A destination the webcast is pushed to while it is on the air or shows its slate."""

    push_id: str
    address: str
    """rtmp:, rtmps:, srt: or udp:, without anything secret."""
    key: str = ""
    """RTMP's stream key, SRT's stream id.  Shown to nobody, written to no log."""
    passphrase: str = ""
    """SRT's; the same holds."""
    channels: tuple[str, ...] = ()
    """One with RTMP; with MPEG-TS each its own sound, and none means all."""

    def __repr__(self) -> str:
        return f"Push({self.push_id!r})"


class Webcast(msgspec.Struct, frozen=True, rename="camel"):
    """A meeting's webcast while it is on the air or shows its slate; a meeting without one has None."""

    webcast_id: str
    """Of one webcast from its beginning to its end, unguessable: names its playlists, segments and recording."""
    mode: WebcastMode
    renditions: tuple[Rendition, ...]
    layout: WebcastLayout = "auto"
    title: tuple[str, ...] = ()
    """Lines of the slate, and of the picture's head; opaque."""
    plate: tuple[str, ...] = ()
    """Lines of the name plate: who speaks, in which language; opaque.  Empty: no plate."""
    heading: str = ""
    """What is debated, at the picture's edge; opaque."""
    delay_s: float = 0.0
    """Embargo: everything published is at least this old."""
    recorded: bool = True
    """False: segments are deleted once they have left the DVR window."""
    dvr_s: float = 300.0
    pushes: tuple[Push, ...] = ()
    begun_at: float = 0.0
    """Unix seconds when it was put on the air, or its slate shown, first; 0: not known."""
    captions: tuple[str, ...] = ()
    """Languages in which captions are announced: listed before a line is written in them."""
    sign: bool = False
    """Whether the sign-language picture is a rendition of its own too."""


class MeetingState(msgspec.Struct, frozen=True, rename="camel"):
    """Everything the media plane must know of one meeting; small (open microphones, not people)."""

    meeting_id: str
    channels: tuple[str, ...] = ()
    """Language channels, without ``floor``."""
    floor_language: str | None = None
    policy: FallbackPolicy = "floor"
    microphones: tuple[Microphone, ...] = ()
    desks: tuple[Desk, ...] = ()
    outputs: tuple[Output, ...] = ()
    slots: dict[str, str | None] = {}
    """slot -> camera or screen track shown there."""
    attention: float | None = None
    """Unix seconds when the attention tone was asked for last: sounded once when it grows, not by a node it is new to."""
    webcast: Webcast | None = None


class PeerState(msgspec.Struct, frozen=True, rename="camel"):
    """What one peer receives.  A peer the whole state does not list is closed by the node."""

    peer_id: str
    meeting_id: str
    audio: tuple[str | None, ...] = ()
    """Bus per audio m-line, in m-line order."""
    video: tuple[str | None, ...] = ()
    """Slot per video m-line; None: nothing is sent there."""


class PeerInfo(msgspec.Struct, frozen=True, rename="camel"):
    """A living peer, as a node reports it to a server that has just come (back) up."""

    peer_id: str
    meeting_id: str
    owner: str
    kind: PeerKind
    profile: str = "plenary"


# --- node -> server ---------------------------------------------------------------------------------------------------


class NodeHello(msgspec.Struct, frozen=True, tag="nodeHello", rename="camel"):
    role: Literal["transport", "mixer", "webcast"]
    node_id: str
    boot_id: str
    """New at every start of the node's process: tells a reconnect from a restart."""
    kernel: str = ""
    """Transport only: ``native`` or ``reference``."""
    peers: tuple[PeerInfo, ...] = ()


class Reply(msgspec.Struct, frozen=True, tag="reply", rename="camel"):
    request_id: int
    sdp: str = ""
    error: str = ""
    """Stable error code (``server/errors.py`` maps it to the wire), empty when the request succeeded."""


class PeerConnected(msgspec.Struct, frozen=True, tag="peerConnected", rename="camel"):
    """DTLS is up; rows are in place."""

    peer_id: str


class PeerClosed(msgspec.Struct, frozen=True, tag="peerClosed", rename="camel"):
    peer_id: str
    reason: str
    """``requested``, ``dtlsFailed``, ``timeout`` (30 s without an authenticated packet), ``closedByClient``."""


class Levels(msgspec.Struct, frozen=True, tag="levels", rename="camel"):
    """Mixer, five times a second while anything is open or armed: dBFS (-127..0) per track and bus."""

    meeting_id: str
    tracks: dict[str, float]
    buses: dict[str, float]


class PeerQuality(msgspec.Struct, frozen=True, rename="camel"):
    """How one peer's media arrive: a subscriber's at the client, a publisher's at the node.  None: not known (yet)."""

    peer_id: str
    loss: float | None
    """Share of packets lost in the last ten seconds or so, 0…1."""
    jitter_ms: float | None
    """Of the sound (RFC 3550 section 6.4.1)."""
    round_trip_ms: float | None
    silent: bool
    """Nothing authenticated has come from the client for 8 s."""


class Quality(msgspec.Struct, frozen=True, tag="quality", rename="camel"):
    """Transport: the peers of a meeting whose figures have changed materially; each is looked at every 2 s, in slices.
    After a hello all are told anew.  WHEP peers are not measured."""

    meeting_id: str
    peers: tuple[PeerQuality, ...]


class ProbeFigures(msgspec.Struct, frozen=True, tag="probeFigures", rename="camel"):
    """Transport, twice a second for each connection test whose load has begun.  None: not known (yet)."""

    peer_id: str
    sent: int
    """Packets of padding sent towards the client."""
    down_loss: float | None
    """Share of them the client's reports miss, 0…1."""
    down_jitter_ms: float | None
    round_trip_ms: float | None
    up_bps: float
    """The best two seconds of what the client sent, IP headers included."""
    up_loss: float | None
    """Of its half seconds, the median: what a sender loses while it looks for its rate is not the path's."""
    up_jitter_ms: float | None
    up_rising: bool = False
    """The client was still getting faster when it ended, and had lost nothing: ``up_bps`` is the least its path carries."""


class TrackFitness(msgspec.Struct, frozen=True, rename="camel"):
    """A microphone's sound over the last seconds, before any processing of the mixer."""

    level_db: float
    """Of speech (the louder blocks), dBFS; -127: none."""
    noise_db: float | None
    """Of the quieter blocks, dBFS; None: not known yet."""
    band_hz: float | None
    """Upper edge of the band the sound fills; None: not known yet."""
    clipped: float
    """Share of samples at full scale."""
    loss: float
    """Share of packets that did not come at first, 0…1."""
    jitter_ms: float


class Fitness(msgspec.Struct, frozen=True, tag="fitness", rename="camel"):
    """Mixer, once a second: the microphones and desks that are open or armed."""

    meeting_id: str
    tracks: dict[str, TrackFitness]


class RenditionMeter(msgspec.Struct, frozen=True, rename="camel"):
    lufs: float | None
    """Integrated over the last minute of speech (ITU-R BS.1770); None: not known yet."""
    momentary_lufs: float
    true_peak_dbtp: float
    """Of the last two seconds."""
    silent_s: float
    """Since when nothing has been heard in it."""


class PushStatus(msgspec.Struct, frozen=True, rename="camel"):
    push_id: str
    state: PushState
    since: float
    """Unix seconds."""
    reason: PushReason = ""
    """Why it is ``failing``."""
    retry_at: float | None = None
    """Unix seconds; while it is ``failing``."""
    bps: int = 0
    dropped_frames: int = 0
    """Of the picture, which this destination was too slow for."""


class WebcastStatus(msgspec.Struct, frozen=True, tag="webcastStatus", rename="camel"):
    """Webcast worker, every 2 s for each webcast."""

    meeting_id: str
    webcast_id: str
    mode: WebcastMode
    viewers: int
    """Who asked for a playlist within the last ten seconds, told apart by address and client."""
    lag_ms: float
    """Frame composed -> part in the playlist, median of the last two seconds."""
    frames: int
    dropped_frames: int
    renditions: dict[str, RenditionMeter]
    pictures: tuple[Slot, ...]
    """Slots whose picture is seen now."""
    disk: Literal["ok", "low", "full", "failing"] = "ok"
    storage: StorageState = "off"
    """Of the copies in the object store.  ``off``: there is none; ``behind``: it takes less than is recorded."""
    storage_behind: int = 0
    """Segments that are on the disk and not in the store, about."""
    storage_reason: StorageReason | None = None
    """Why copying fails."""
    index_damaged: bool = False
    """Its index could not be read and was set aside: what was recorded after the damage is on disk and not listed."""
    pushes: tuple[PushStatus, ...] = ()


class WebcastKept(msgspec.Struct, frozen=True, tag="webcastKept", rename="camel"):
    """Webcast worker: a webcast has ended (or was found ended after a restart) and everything of it is on disk.  Told again
    after each hello for those of the last day; the server knows by ``webcast_id`` what it has heard already."""

    meeting_id: str
    webcast_id: str
    started_at: float
    """Unix seconds of its first segment."""
    ended_at: float
    duration_s: float
    """Without its gaps."""
    size_bytes: int
    recorded: bool
    sounds: dict[str, int] = {}
    """Channel -> bytes of its sound alone, as it is downloaded (M4A)."""


class WebcastRevised(msgspec.Struct, frozen=True, tag="webcastRevised", rename="camel", kw_only=True):
    """A revision is on disk and is what is served; or, with ``error``, nothing was changed."""

    meeting_id: str
    webcast_id: str
    revision: int
    error: Literal["", "unknownRecording", "recordingNotReady", "soundUnreadable", "nothingRecorded", "notWritten"] = ""


class Gauges(msgspec.Struct, frozen=True, tag="gauges", rename="camel"):
    """Every 2 s: flat counters and gauges for ``/metrics`` and ``/healthz``."""

    role: str
    values: dict[str, float]


# --- server -> node ---------------------------------------------------------------------------------------------------


class DesiredState(msgspec.Struct, frozen=True, tag="desiredState", rename="camel"):
    version: int
    meetings: tuple[MeetingState, ...]
    peers: tuple[PeerState, ...]


class DesiredPatch(msgspec.Struct, frozen=True, tag="desiredPatch", rename="camel"):
    """Meetings and peers that changed, each whole, and those that are gone."""

    version: int
    meetings: tuple[MeetingState, ...] = ()
    peers: tuple[PeerState, ...] = ()
    gone_meetings: tuple[str, ...] = ()
    gone_peers: tuple[str, ...] = ()


class OpenSubscriber(msgspec.Struct, frozen=True, tag="openSubscriber", rename="camel"):
    """Make a peer and offer: the Reply holds the SDP offer.  The peer's rows start with ``state``."""

    request_id: int
    owner: str
    profile: Profile
    state: PeerState


class AcceptAnswer(msgspec.Struct, frozen=True, tag="acceptAnswer", rename="camel"):
    request_id: int
    peer_id: str
    sdp: str


class OpenPublisher(msgspec.Struct, frozen=True, tag="openPublisher", rename="camel"):
    """The client's offer: first audio m-line is the microphone, first video the camera, second the screen."""

    request_id: int
    owner: str
    state: PeerState
    sdp: str


class OpenWhep(msgspec.Struct, frozen=True, tag="openWhep", rename="camel"):
    """A WHEP player's offer; audio m-lines take ``state.audio`` in order, video m-lines ``state.video``."""

    request_id: int
    owner: str
    state: PeerState
    sdp: str


class OpenProbe(msgspec.Struct, frozen=True, tag="openProbe", rename="camel"):
    """A connection test's offer.  Until its load is asked for it is checked for being reached, and gets nothing more."""

    request_id: int
    state: PeerState
    sdp: str


class StartProbe(msgspec.Struct, frozen=True, tag="startProbe", rename="camel"):
    """Begin the load of a connection test that is connected: padding for five seconds."""

    request_id: int
    peer_id: str


class RestartIce(msgspec.Struct, frozen=True, tag="restartIce", rename="camel"):
    """New ICE credentials, DTLS kept.  Subscriber: ``sdp`` empty, the Reply holds a new offer to be answered with
    AcceptAnswer.  Publisher: ``sdp`` is the client's offer, the Reply holds the answer.  WHIP and WHEP: ``sdp`` empty, the
    Reply holds the ``a=`` lines of credentials and candidates alone (of an RFC 8840 fragment)."""

    request_id: int
    peer_id: str
    sdp: str = ""


class MarkRange(msgspec.Struct, frozen=True, tag="markRange", rename="camel"):
    """To the webcast worker: a stretch of a webcast (agenda item, statement) for its playlists' EXT-X-DATERANGE and the
    recording's chapters.  The same id again replaces it; all of a webcast are told after each hello."""

    meeting_id: str
    webcast_id: str
    mark_id: str
    starts_at: float
    """Unix seconds."""
    ends_at: float | None
    attributes: dict[str, str]
    """CLASS and client attributes (``X-…``); opaque."""


class CaptionLine(msgspec.Struct, frozen=True, rename="camel"):
    caption_id: str
    text: str
    started_at: float
    """Unix seconds: when it began to be said."""
    ended_at: float
    """When it was last written."""
    final: bool = True
    """False: it is still being written."""


class CaptionLines(msgspec.Struct, frozen=True, tag="captionLines", rename="camel"):
    """To the webcast worker: captions of a webcast in one language.  The same id again replaces a line, also long after the
    webcast (a correction); what the meeting remembers of a webcast is told after each hello."""

    meeting_id: str
    webcast_id: str
    language: str
    lines: tuple[CaptionLine, ...]


class Correction(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """One change to a recording.  ``sound``: what ``file`` holds is heard in the channel from ``starts_at`` on.  ``mute``:
    the channel is silent between the two moments.  ``trim``: nothing before the one or after the other is shown or heard."""

    kind: Literal["sound", "mute", "trim"]
    channel: str = ""
    """Of a ``trim`` empty: it is of all."""
    starts_at: float | None = None
    """Unix seconds; None: the recording's beginning."""
    ends_at: float | None = None
    """None: the end of the file, or of the recording."""
    file: str = ""
    """Absolute path, on the machine of both."""


class ReviseWebcast(msgspec.Struct, frozen=True, tag="reviseWebcast", rename="camel", kw_only=True):
    """Make a new revision of a recording.  Told again to a worker that has just connected, until it has answered."""

    meeting_id: str
    webcast_id: str
    revision: int
    at: float
    by: str
    why: str
    corrections: tuple[Correction, ...] = ()
    """None: chapters alone were corrected; their :class:`MarkRange` are told besides."""


class DropWebcast(msgspec.Struct, frozen=True, tag="dropWebcast", rename="camel"):
    """To the webcast worker: everything of this webcast is deleted, whatever its age."""

    meeting_id: str
    webcast_id: str


ToServer = (
    NodeHello
    | Reply
    | PeerConnected
    | PeerClosed
    | Levels
    | Quality
    | Fitness
    | ProbeFigures
    | Gauges
    | WebcastStatus
    | WebcastKept
    | WebcastRevised
)
ToNode = (
    DesiredState
    | DesiredPatch
    | OpenSubscriber
    | AcceptAnswer
    | OpenPublisher
    | OpenWhep
    | OpenProbe
    | StartProbe
    | RestartIce
    | MarkRange
    | CaptionLines
    | ReviseWebcast
    | DropWebcast
)
