"""The focus (RFC 4353) of one meeting: its state -> the desired state of the media nodes.  The only code that knows both.

Rules
    A microphone, a desk or the floor counts only when it does in BOTH copies of the meeting (``docs/decisions/0003-*``).
    Who holds the floor or has an open microphone hears, instead of any bus, that bus without their own microphone; an
    interpreter whose desk is not off, only on the channel the desk puts out to, and always on the channel of their booth;
    the hall always.  Those who speak through a microphone of the room have none of their own.
    An interpreter hears what ``relay.incoming`` says; who listens to a patched channel hears the patch.
    Passive participants hear packets of 40 ms, half as many; all others 20 ms.
    Outputs are exactly the buses some peer hears.
    The speaker slot shows the camera of whoever has the floor, else the source ``programme``, else the chair's; the room
    slot the hall's; screen whoever shares theirs, else the source of that name; sign the sign-language interpreter shown,
    else the source of that name.

Cost: a change touches the peers of the people it names, those of the desks, and the meeting's own state (open microphones,
not people); only a patch touches everyone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, get_args

from bus.messages import (
    SLOTS,
    Desk,
    DeskState,
    Gate,
    MeetingState,
    Microphone,
    Output,
    PeerInfo,
    PeerKind,
    PeerState,
    Slot,
    Webcast,
)
from server import sources, webcast_state
from server.meeting import events as e
from server.meeting import relay
from server.meeting.floor import Microphone as OpenMicrophone
from server.meeting.interpretation import Desk as MeetingDesk
from server.meeting.meeting import Meeting
from server.push_keys import Keys

WHEP_OWNER = "whep:"
"""Owners of WHEP peers: ``whep:<bus>:<slot>,<slot>``, so that a server that restarted knows what they listen to."""

_MEDIA_EVENTS = (
    e.FloorCalled,
    e.CallTakenBack,
    e.RequestDeferred,
    e.RequestPassed,
    e.FloorGranted,
    e.RequestWithdrawn,
    e.RequestRemoved,
    e.SpeechEnded,
    e.SpeechPaused,
    e.SpeechResumed,
    e.PriorityHeld,
    e.PriorityReleased,
    e.AttentionSounded,
    e.SittingOpened,
    e.SittingSuspended,
    e.SittingResumed,
    e.SittingClosed,
    e.AttendingSet,
    e.ScreenAllowed,
    e.ScreenStopped,
    e.FloorHeld,
    e.MicrophoneOpened,
    e.MicrophoneClosed,
    e.FloorLanguageSet,
    e.DeskOpened,
    e.DeskMuted,
    e.DeskClosed,
    e.HandoverAccepted,
    e.HandoverEnded,
    e.TalkStarted,
    e.TalkStopped,
    e.AutoRelaySet,
    e.RelayForced,
    e.InterpretationSet,
    e.SoundCheckOpened,
    e.SoundCheckClosed,
    e.SigningStarted,
    e.SigningStopped,
    e.ParticipantLeft,
    e.ParticipantRemoved,
    e.ParticipantMoved,
    e.ParticipantDemoted,
    e.CameraMuted,
    e.CameraAllowed,
    e.ConsentSet,
    e.ConsentRecorded,
    e.AgendaItemOpened,
    e.AgendaItemClosed,
    e.AgendaItemRenamed,
    e.ParticipantRenamed,
    e.SittingMadePublic,
    e.SittingWentInCamera,
    *get_args(e.WebcastEvent),
)


class Copies(Protocol):
    """What the focus reads of a ``MeetingRuntime``."""

    live: Meeting
    committed: Meeting

    def open_microphones(self) -> dict[str, OpenMicrophone]: ...

    def desks(self) -> dict[str, MeetingDesk]: ...


@dataclass(slots=True)
class Peer:
    """A connection as the server knows it."""

    peer_id: str
    owner: str
    kind: PeerKind
    profile: str = "plenary"
    connected: bool = False
    """DTLS is up."""
    pictures: bool = True
    """A publisher may send video; False: of a WHIP source that offered none."""
    etag: str = ""
    """Of a WHIP or WHEP session: its ICE credentials in HTTP's words (RFC 9725 section 4.3.1)."""
    remote_ufrag: str = ""
    """Of a WHIP or WHEP session: the client's own, which changes with each ICE restart (RFC 8839 section 5.4)."""
    opened_with: str = ""
    """What gave the right to a WHIP or WHEP session: id of a bearer token, or ``participant:<id>``; empty: nothing, or the
    server has restarted since."""


@dataclass(slots=True)
class Change:
    """What differs from what was collected before; ``meeting`` None: unchanged."""

    meeting: MeetingState | None = None
    peers: list[PeerState] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return self.meeting is not None or bool(self.peers) or bool(self.gone)


def mic(participant_id: str) -> str:
    return f"{participant_id}/mic"


def cam(participant_id: str) -> str:
    return f"{participant_id}/cam"


def listen_only(channel: str) -> str:
    """The channel in packets of 40 ms, half as many: for those who only listen, whom 20 ms more do not hurt."""
    return f"{channel}@40"


def whep_owner(channel: str, video: Iterable[Slot]) -> str:
    return f"{WHEP_OWNER}{channel}:{','.join(video)}"


def channel_of(owner: str) -> str:
    """The channel a WHEP owner hears."""
    return owner.removeprefix(WHEP_OWNER).partition(":")[0].partition("@")[0]


class Focus:
    def __init__(self, copies: Copies) -> None:
        self.push_keys: Callable[[str], Keys] = lambda _: Keys()
        """Of a destination the webcast is pushed to."""
        self._copies = copies
        self.dvr_s = 300.0
        """How far back viewers of the webcast may go."""
        self.meeting_id = copies.live.config.meeting_id
        self.peers: dict[str, Peer] = {}
        self._of: dict[str, dict[PeerKind, str]] = {}
        self._publishers: dict[str, None] = {}
        """Owners with a publisher, longest first."""
        self._sent: dict[str, PeerState] = {}
        self._sent_meeting: MeetingState | None = None
        self._heard: Counter[str] = Counter()
        self._dirty: set[str] = set()
        """Owners whose peers may hear something else now."""
        self._gone: list[str] = []
        self.ended: set[str] = set()
        """Participants of whose peers some are gone; whoever looks takes them out."""
        self._meeting_dirty = True
        self._players_dirty = False
        self._desks: dict[str, MeetingDesk] | None = None
        """While peers are collected: the desks of both copies, the same for all."""
        self.players = 0
        """WHEP peers."""

    # --- peers ---

    def add(self, peer: Peer) -> PeerState:
        """Take a peer in; what it receives at first.  An older peer of the same owner and kind is gone (not of WHEP)."""
        if peer.kind in ("subscriber", "publisher"):
            older = self._of.setdefault(peer.owner, {}).get(peer.kind)
            if older is not None and older != peer.peer_id:
                self.remove(older)
            self._of.setdefault(peer.owner, {})[peer.kind] = peer.peer_id
        self.peers[peer.peer_id] = peer
        self.players += peer.kind == "whep"
        self._publisher_changed(peer)
        state = self._peer_state(peer)
        self._keep(state)
        return state

    def remove(self, peer_id: str) -> Peer | None:
        """The node will close it; None when it was not known."""
        peer = self.peers.pop(peer_id, None)
        if peer is None:
            return None
        self.players -= peer.kind == "whep"
        if peer.kind != "whep":
            self.ended.add(peer.owner)
        owned = self._of.get(peer.owner, {})
        if owned.get(peer.kind) == peer_id:
            del owned[peer.kind]
            if not owned:
                del self._of[peer.owner]
        self._forget(peer_id)
        self._gone.append(peer_id)
        self._publisher_changed(peer)
        return peer

    def _publisher_changed(self, peer: Peer) -> None:
        if peer.kind != "publisher":
            return
        self._meeting_dirty = True
        if self.peer_of(peer.owner, "publisher") is None:
            self._publishers.pop(peer.owner, None)
        else:
            self._publishers[peer.owner] = None

    def peer_of(self, participant_id: str, kind: PeerKind) -> Peer | None:
        return self.peers.get(self._of.get(participant_id, {}).get(kind, ""))

    def peers_of(self, participant_id: str) -> list[str]:
        return list(self._of.get(participant_id, {}).values())

    def connected(self, peer_id: str) -> Peer | None:
        peer = self.peers.get(peer_id)
        if peer is not None:
            peer.connected = True
            self._publisher_changed(peer)
        return peer

    def adopt(self, info: PeerInfo) -> Peer | None:
        """A living peer of a node this server does not know, because the server has restarted: None when nobody's."""
        peer = Peer(info.peer_id, info.owner, info.kind, info.profile, connected=True)
        owner_known = info.owner in self._copies.live.roster.participants
        if info.kind == "whep":
            owner_known = _whep_wish(info.owner) is not None
        if not owner_known or self._of.get(info.owner, {}).get(info.kind):
            return None
        self.add(peer)
        return peer

    # --- changes ---

    def note(self, events: Iterable[e.Event]) -> None:
        """What the events name is looked at again at the next ``collect``; no events: everything."""
        events = list(events)
        desks = self._copies.live.interpretation.desks
        if not events or any(isinstance(event, e.ChannelPatched) for event in events):
            self._dirty.update(self._of)
            self._meeting_dirty = self._players_dirty = True
        for event in events:
            if isinstance(event, e.ChannelSelected):
                self._dirty.update(desks if event.participant_id in desks else (event.participant_id,))
            elif isinstance(event, e.ParticipantConnected | e.ParticipantDisconnected):
                if event.participant_id in self._copies.live.floor.requests_of or event.participant_id in desks:
                    self._meeting_dirty = True
            elif isinstance(event, _MEDIA_EVENTS):
                self._meeting_dirty = True
                self._dirty.update(self._named(event))
                self._dirty.update(desks)

    def _named(self, event: e.Event) -> Iterator[str]:
        participant_id = getattr(event, "participant_id", None)
        if participant_id is not None:
            yield participant_id
        request_id = getattr(event, "request_id", None)
        if request_id is not None:
            for meeting in (self._copies.live, self._copies.committed):
                if request_id in meeting.floor.requests:
                    yield meeting.floor.requests[request_id].participant_id
            # A request that is gone is named by nobody any more: those who hear themselves left out are looked at again.
            yield from self._minus_listeners()

    def _minus_listeners(self) -> list[str]:
        sent = self._sent_meeting
        tracks = [output.minus for output in sent.outputs if output.minus] if sent else []
        return [track.removesuffix("/mic") for track in tracks]

    def collect(self) -> Change:
        """What must be told to the nodes since the last ``collect``."""
        change = Change(gone=self._gone)
        self._gone = []
        looked_at = [self.peers[peer_id] for owner in self._dirty for peer_id in self._of.get(owner, {}).values()]
        if self._players_dirty:
            looked_at += [peer for peer in self.peers.values() if peer.kind == "whep"]
        self._desks = self._copies.desks() if looked_at else None
        for peer in looked_at:
            state = self._peer_state(peer)
            if state != self._sent.get(peer.peer_id):
                self._keep(state)
                change.peers.append(state)
        self._desks = None
        self._dirty.clear()
        self._players_dirty = False
        if self._meeting_dirty:
            self._meeting_dirty = False
            state_now = self._meeting_state()
            if state_now != self._sent_meeting:
                self._sent_meeting = change.meeting = state_now
        return change

    def whole(self) -> tuple[MeetingState, list[PeerState]]:
        """Everything, for a node that has just connected; settles what was to be collected."""
        self.collect()
        assert self._sent_meeting is not None
        return self._sent_meeting, list(self._sent.values())

    @property
    def webcast(self) -> Webcast | None:
        """As the nodes were told last."""
        return self._sent_meeting.webcast if self._sent_meeting is not None else None

    def shown(self) -> dict[str, str | None]:
        """Slot -> participant shown there."""
        return {slot: track and track.rsplit("/", 1)[0] for slot, track in self._slots().items()}

    def _keep(self, state: PeerState) -> None:
        self._forget(state.peer_id)
        self._sent[state.peer_id] = state
        self._count(state, 1)

    def _forget(self, peer_id: str) -> None:
        state = self._sent.pop(peer_id, None)
        if state is not None:
            self._count(state, -1)

    def _count(self, state: PeerState, change: int) -> None:
        for bus in filter(None, state.audio):
            self._heard[bus] += change
            if self._heard[bus] in (0, change):
                self._meeting_dirty = True
            if self._heard[bus] == 0:
                del self._heard[bus]

    # --- one peer ---

    def _peer_state(self, peer: Peer) -> PeerState:
        audio: tuple[str | None, ...] = ()
        video: tuple[str | None, ...] = ()
        if peer.kind == "subscriber":
            audio, video = self._heard_by(peer.owner), () if peer.profile == "audio" else SLOTS
        elif peer.kind == "whep":
            bus, video = _whep_wish(peer.owner) or ("floor", ())
            channel, at, ptime_ms = bus.partition("@")
            audio = (relay.patched(self._copies.live, channel) + at + ptime_ms,)
        return PeerState(peer_id=peer.peer_id, meeting_id=self.meeting_id, audio=audio, video=video)

    def _heard_by(self, participant_id: str) -> tuple[str | None, str | None]:
        # A choice of channel opens nothing and is told before its commit: the live copy knows it.
        person = self._copies.live.roster.participants.get(participant_id)
        if person is None:
            return None, None
        main, second = relay.listening(self._copies.live, person)
        return self._bus(participant_id, main), self._bus(participant_id, second) if second else None

    def _bus(self, participant_id: str, channel: str) -> str:
        if self._left_out(participant_id, channel):
            return f"{channel}!{mic(participant_id)}"
        return listen_only(channel) if self._copies.live.roster.participants[participant_id].role == "passive" else channel

    def _left_out(self, participant_id: str, channel: str) -> bool:
        """Whether the person's own microphone may be on that channel."""
        person = self._copies.live.roster.participants.get(participant_id)
        if person is not None and person.role == "room":
            return True
        if person is not None and person.booth is not None:
            desk = (self._copies.desks() if self._desks is None else self._desks).get(participant_id)
            if channel == f"booth:{person.booth}" or (desk is not None and desk.mode != "off" and desk.channel == channel):
                return True
        if participant_id in self._copies.live.presence.in_room:
            return False
        return self._has_floor(participant_id) or participant_id in self._copies.open_microphones()

    # --- the meeting ---

    def _meeting_state(self) -> MeetingState:
        config, committed = self._copies.live.config, self._copies.committed
        return MeetingState(
            meeting_id=self.meeting_id,
            channels=config.languages,
            floor_language=committed.floor.language,
            policy=committed.interpretation.rules.policy,
            microphones=tuple(Microphone(mic(person), gate) for person, gate in self._gates().items()),
            desks=tuple(_desk(desk) for desk in self._copies.desks().values()),
            outputs=tuple(_output(bus) for bus in sorted(self._heard)),
            slots={slot: track for slot, track in self._slots().items()},
            attention=self._copies.live.floor.attention_at,
            webcast=webcast_state.desired(
                *(self._copies.live, committed, self._copies.desks(), self._copies.open_microphones().keys(), self.dvr_s),
                push_keys=self.push_keys,
            ),
        )

    def _gates(self) -> dict[str, Gate]:
        live, committed = self._copies.live.floor, self._copies.committed.floor
        gates: dict[str, Gate] = {}
        for request_id in (*live.called, *live.holders):
            person = live.requests[request_id].participant_id
            if (request_id in committed.called or request_id in committed.holders) and self._uses_own(person):
                gates[person] = "armed"
        opened = self._copies.open_microphones().values()
        return gates | {microphone.participant_id: "open" for microphone in opened if microphone.unit == "own"}

    def _uses_own(self, participant_id: str) -> bool:
        """Whether a microphone of one's own can be heard: connected, and not in the room."""
        live = self._copies.live
        person = live.roster.participants.get(participant_id)
        return person is not None and person.connected and participant_id not in live.presence.in_room

    def _has_floor(self, participant_id: str) -> bool:
        request = self._copies.live.floor.held_by(participant_id)
        return request is not None and request.request_id in self._copies.committed.floor.holders

    def _slots(self) -> dict[Slot, str | None]:
        return {
            "speaker": self._speaker_camera(),
            "room": self._camera_of_role("room"),
            "screen": self._shared_screen() or self._picture_of("screen"),
            "sign": self._signer_camera() or self._picture_of("sign"),
        }

    def _speaker_camera(self) -> str | None:
        for meeting in (self._copies.live, self._copies.committed):
            request = meeting.floor.speaker()
            if request is not None and self._has_floor(request.participant_id) and self._publishes(request.participant_id):
                return cam(request.participant_id)
        return self._picture_of("programme") or self._camera_of_role("chair")

    def _shared_screen(self) -> str | None:
        sharer = self._copies.live.screen.sharer
        if sharer is None or sharer != self._copies.committed.screen.sharer or not self._publishes(sharer):
            return None
        return f"{sharer}/screen"

    def _signer_camera(self) -> str | None:
        signer = self._copies.live.interpretation.signing
        shown = signer is not None and signer == self._copies.committed.interpretation.signing and self._publishes(signer)
        return cam(signer) if signer is not None and shown else None

    def _picture_of(self, source: str) -> str | None:
        owner = sources.OWNER + source
        return cam(owner) if owner in self._publishers and self._publishes(owner) else None

    def _camera_of_role(self, role: str) -> str | None:
        participants = self._copies.live.roster.participants
        for owner in self._publishers:
            person = participants.get(owner)
            if person is not None and person.role == role and self._publishes(owner) and _is_hall(owner):
                return cam(owner)
        return None

    def _publishes(self, participant_id: str) -> bool:
        peer = self.peer_of(participant_id, "publisher")
        return peer is not None and peer.connected and peer.pictures and not self._camera_muted(participant_id)

    def _camera_muted(self, participant_id: str) -> bool:
        """Muting acts at once, allowing waits for the journal."""
        copies = (self._copies.live, self._copies.committed)
        people = (meeting.roster.participants.get(participant_id) for meeting in copies)
        return any(person is not None and person.camera_muted for person in people)


def _is_hall(owner: str) -> bool:
    """People, and the sources ``room-<n>``; the others have slots of their own."""
    source = sources.name_of(owner)
    return source is None or source.startswith("room-")


def _desk(desk: MeetingDesk) -> Desk:
    """A desk that is off is listed while it is armed, or its interpreter talks to the booth."""
    states: dict[str, DeskState] = {"on": "open", "pushToMute": "pushToMute", "off": "armed"}
    return Desk(mic(desk.participant_id), desk.channel, states[desk.mode], desk.booth, desk.talking)


def _output(bus: str) -> Output:
    shared, _, minus = bus.partition("!")
    channel, _, ptime_ms = shared.partition("@")
    return Output(bus=bus, channel=channel, minus=minus or None, ptime_ms=int(ptime_ms or 20))


def _whep_wish(owner: str) -> tuple[str, tuple[Slot, ...]] | None:
    """Channel and video slots of a WHEP owner; None for any other."""
    if not owner.startswith(WHEP_OWNER):
        return None
    channel, _, slots = owner.removeprefix(WHEP_OWNER).partition(":")
    return channel, tuple(slot for slot in slots.split(",") if slot in SLOTS)
