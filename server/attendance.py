"""Who attends a meeting: its clients, what each is told, and the connections each has to the media node.

The shell between the sans-IO ``Session`` of each client, the ``MeetingRuntime``, the ``Topics`` and the ``Connections``.  It
runs in one event loop; what a client sends is decided in the order it came.

Who closes whom: a newer connection with the same token replaces the older; leaving, removal and a full queue evict.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bus import messages as bus
from server import webcast_views
from server.announcing import SLICE, Announcer
from server.audience import Audience
from server.captioning import Captioning
from server.client import Client
from server.connections import Connections
from server.correspondence import Correspondence
from server.equipment import Equipment
from server.errors import HemicycleError, UserError
from server.filing import Filing
from server.focus import Peer
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.floor import places
from server.meeting.meeting import Meeting
from server.meeting.roles import authorise, may
from server.meeting.roster import Participant
from server.metering import LEVELS_FOR, Metering
from server.nodes import Nodes, Watcher
from server.observing import Observing
from server.push_keys import PushKeys, divide
from server.runtime import MeetingRuntime
from server.seating import Seating
from server.settings import Media as MediaSettings
from server.settings import Signaling
from server.signaling import codec, views
from server.signaling import messages as m
from server.signaling import moderation_views as aside
from server.signaling.pages import RosterPages
from server.signaling.session import (
    AddPush,
    Depart,
    Effect,
    Follow,
    Made,
    Media,
    Playback,
    Resend,
    Submit,
    Transmit,
    Write,
)
from server.signaling.snapshots import snapshot
from server.signaling.topics import LISTED, Broadcast, Topics
from server.sources import name_of
from server.turn import Turn

log = logging.getLogger("hemicycle.attendance")

IN_FLIGHT_LIMIT = 64
"""Requests of one client that may wait for their answer; more are refused with ``tooFast``."""


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Attendance:
    def __init__(
        self,
        runtime: MeetingRuntime,
        nodes: Nodes,
        signaling: Signaling,
        media: MediaSettings,
        *,
        data: Path,
        seats_key: bytes,
        turn: Turn | None = None,
        dvr_s: float = 300.0,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.runtime = runtime
        self.clients: dict[str, Client] = {}
        """Participant id -> the one client that speaks for them."""
        self.connections = Connections(runtime, nodes, media, self.clients.__contains__)
        self.focus = self.connections.focus
        self.push_keys = PushKeys(data / f"{runtime.config.meeting_id}.pushes")
        self.focus.push_keys = self.push_keys.get
        self.equipment = Equipment(runtime, self.connections)
        self.filing = Filing(runtime, self.equipment, data / runtime.config.meeting_id, monotonic)
        self.seating = Seating(runtime, seats_key, wall)
        self.topics = Topics(
            runtime.config.languages,
            list_interval=signaling.list_interval_ms / 1000,
            roster_interval=signaling.roster_interval_ms / 1000,
            quality_interval=signaling.quality_interval_ms / 1000,
        )
        self.observing = Observing(
            runtime, self.focus, self.topics, self.clients.__contains__, self._tell_themselves, monotonic
        )
        self.captioning = Captioning[Client](runtime, self._followers, _tell_caption, wall=wall, monotonic=monotonic)
        self._metering = Metering(
            self._observers,
            self._send_if_keeping_up,
            interval_s=0.75 * signaling.levels_interval_ms / 1000,
            monotonic=monotonic,
        )
        self._correspondence = Correspondence(runtime, self.clients, self.scene)
        self._announcer = Announcer()
        self._pages = RosterPages(self._people, lambda: views.counts(self.meeting))
        self._nodes = nodes
        self._turn = turn or Turn()
        self._reconnect_spread_ms = media.reconnect_spread_ms
        self._monotonic = monotonic
        self._wall = wall
        self._dirty_me: set[str] = set()
        self._places_dirty = False
        """Someone joined the list: the others' places follow at the pace of the list, or a storm would cost its square."""
        self._places_next = 0.0
        self._places_interval = signaling.list_interval_ms / 1000
        self._flush_scheduled = False
        self._flush_later: asyncio.TimerHandle | None = None
        self._healthy = True
        self._webcast: bus.Webcast | None = None
        """As the operator was shown it."""
        self.webcast_watchers: list[Callable[[], None]] = []
        """Called when the media nodes are told something else of the webcast."""
        self.webcast_status: bus.WebcastStatus | None = None
        self.audience = Audience(monotonic)
        self.focus.dvr_s = dvr_s
        watcher = Watcher(
            focus=self.focus,
            on_lost=self._on_peer_lost,
            on_adopted=self._on_adopted,
            on_connected=self.equipment.connected,
            on_levels=self._metering.measured,
            on_quality=self.observing.measured,
            on_fitness=self.observing.heard,
            on_change=self._on_shown,
            on_webcast=self._on_webcast,
        )
        nodes.watch(watcher)
        runtime.subscribe(self._on_events)

    @property
    def meeting(self) -> Meeting:
        return self.runtime.live

    @property
    def meeting_id(self) -> str:
        return self.runtime.config.meeting_id

    def roster_page(self, page: int, version: int) -> bytes:
        """JSON of a page of the roster; see ``signaling/pages.py``."""
        return self._pages.page(page, version, self.topics.numbers["roster"])

    def _people(self) -> list[m.Person]:
        scene = self.scene()
        return [views.person(scene, participant) for participant in self.meeting.roster.participants.values()]

    # --- entry ---

    async def admit(
        self, name: str, delegation: str, role: str, language: str, booth: str | None, token: str = ""
    ) -> tuple[str, str]:
        """A new participant: token (kept by the client alone) and id.  ``token``: a registration's; default: by chance.

        :raises UserError: meetingFull, activeFull, nameInvalid, noBooth, deskTaken, journalUnavailable …
        """
        token, participant_id = token or secrets.token_urlsafe(24), secrets.token_hex(8)
        await self.runtime.execute(
            c.Admit(
                participant_id=participant_id,
                token_hash=token_hash(token),
                name=name,
                delegation=delegation,
                role=role,
                language=language,
                booth=booth,
            )
        )
        return token, participant_id

    def holder(self, token: str) -> Participant | None:
        return self.meeting.roster.with_token(token_hash(token))

    def knows(self, token: str) -> bool:
        return self.holder(token) is not None or self.meeting.roster.is_evicted(token_hash(token))

    async def enter(self, client: Client, join: m.Join) -> None:
        """Answer a join: connect, replace an older client, take over the peers it still holds."""
        participant = self.holder(join.token)
        if participant is None:
            evicted = self.meeting.roster.is_evicted(token_hash(join.token))
            return client.perform(
                client.session.not_entered(join.id, UserError("entryRefused" if evicted else "tokenUnknown"))
            )
        identity = participant.participant_id
        try:
            await self.runtime.execute(c.Connect(identity))
        except UserError as error:
            return client.perform(client.session.not_entered(join.id, error))
        except asyncio.CancelledError:
            await self._disconnected(identity)
            raise
        if client.session.state != "entering":
            return await self._disconnected(identity)
        older = self.clients.get(identity)
        if older is not None:
            older.perform(older.session.evict("replaced"))
        participant = self.meeting.roster.participants.get(identity)
        if participant is None:
            return client.perform(client.session.not_entered(join.id, UserError("tokenUnknown")))
        self.clients[identity] = client
        client.attendance = self
        self.connections.claim(identity, {"subscriber": join.subscriber, "publisher": join.publisher})
        snapshot = self._snapshot(client, participant)
        client.perform(client.session.entered(join.id, identity, aside.topics_of(self.meeting, participant), snapshot))

    async def leave_connection(self, client: Client) -> None:
        """The client's socket is closed."""
        identity = client.session.participant_id
        if client.attendance is None or self.clients.get(identity) is not client:
            return
        del self.clients[identity]
        await self._disconnected(identity)

    async def _disconnected(self, identity: str) -> None:
        if identity in self.clients:
            return
        self.connections.wait_for(identity)
        self.observing.gone(identity)
        if identity in self.meeting.roster.participants:
            await self.runtime.execute(c.Disconnect(identity))

    def stop(self) -> None:
        """The server stops: whose connection goes now keeps their place, as if it had crashed."""
        self.clients.clear()
        self.captioning.stop()

    async def renew_ice_servers(self) -> None:
        """Fresh credentials of the relay for all who are here, some in each turn of the loop."""
        for position, (identity, client) in enumerate(list(self.clients.items()), 1):
            servers = self._turn.ice_servers(identity, self._wall())
            client.perform([Transmit(codec.encode(m.IceServersRenewed(ice_servers=servers)))])
            if position % SLICE == 0:
                await asyncio.sleep(0)

    # --- what clients ask ---

    def dispatch(self, client: Client, effect: Effect) -> None:
        """Begin to carry out what a client asked; it is decided in the order of the calls."""
        answer = ANSWERS.get(type(effect))
        if answer is None:
            return client.perform([effect])
        request_id = effect.message.id if isinstance(effect, MESSAGES) else effect.id  # type: ignore[union-attr]
        if len(client.running) >= IN_FLIGHT_LIMIT:
            return client.perform([client.session.refuse(request_id, UserError("tooFast"))])
        client.start(self._answer(client, request_id, answer(self, client, effect)))

    async def _answer(self, client: Client, request_id: int, answer: Awaitable[None]) -> None:
        try:
            await answer
        except HemicycleError as error:
            client.perform([client.session.refuse(request_id, error)])

    async def _submit(self, client: Client, effect: Submit) -> None:
        events = await self.runtime.execute(effect.command)
        self._flush_me(client.session.participant_id)
        earlier = next(
            (event.request_id for event in events if isinstance(event, e.RequestMerged | e.RequestReturned)), None
        )
        made = replace(effect.made, request_id=earlier) if earlier and effect.made.request_id else effect.made
        held = next((event.held for event in events if isinstance(event, e.ChatPosted)), None)
        client.perform([client.session.reply(effect.id, made=made, held=held)])

    async def _play(self, client: Client, effect: Playback) -> None:
        message, by = effect.message, client.session.participant_id
        if isinstance(message, m.PlayRecording):
            await self.filing.play(by, message.statement_id, message.language)
        else:
            await self.filing.playback.stop(by)
        client.perform([client.session.reply(message.id)])

    async def _write_caption(self, client: Client, effect: Write) -> None:
        line = effect.message
        await self.captioning.write(client.session.participant_id, effect.caption_id, line.language, line.text, line.final)
        client.perform([client.session.reply(line.id, made=Made(caption_id=effect.caption_id))])

    async def _add_push(self, client: Client, effect: AddPush) -> None:
        message, by = effect.message, client.session.participant_id
        authorise(self.meeting, by, "manageWebcast")
        address, keys = divide(message.address, message.key, message.passphrase)
        await asyncio.to_thread(self.push_keys.put, effect.push_id, keys)
        try:
            await self.runtime.execute(c.AddPush(by, effect.push_id, address, message.channels))
        except HemicycleError:
            self.push_keys.remove(effect.push_id)
            raise
        client.perform([client.session.reply(message.id, made=Made(push=effect.push_id))])

    async def _follow_captions(self, client: Client, effect: Follow) -> None:
        language = effect.message.language
        if language is not None and language not in self.runtime.config.languages:
            raise UserError("unknownChannel")
        client.captions = language
        client.perform([client.session.reply(effect.message.id)])

    def _followers(self, language: str) -> list[Client]:
        return [client for client in self.clients.values() if client.captions == language]

    async def _resend(self, client: Client, effect: Resend) -> None:
        participant = self.meeting.roster.get(client.session.participant_id)
        client.perform([client.session.reply(effect.id)])
        self._show(client, participant)

    def _show(self, client: Client, participant: Participant) -> None:
        topics = aside.topics_of(self.meeting, participant)
        client.perform(client.session.show(topics, self._snapshot(client, participant)))

    async def _depart(self, client: Client, effect: Depart) -> None:
        client.perform([client.session.reply(effect.id)])
        await self.runtime.execute(c.Leave(client.session.participant_id))

    async def _answer_media(self, client: Client, effect: Media) -> None:
        reply = await self.connections.carry_out(client.session.participant_id, effect.message)
        client.perform([Transmit(codec.encode(reply))])

    # --- what clients are told ---

    def _on_adopted(self, peer: Peer) -> None:
        if name_of(peer.owner) is not None:
            self.equipment.adopted(peer)
        elif peer.kind != "whep":
            self.connections.wait_for(peer.owner)

    def _on_peer_lost(self, peer: Peer, with_node: bool) -> None:
        if name_of(peer.owner) is not None:
            return self.equipment.lost(peer)
        if not with_node:
            self.observing.lost(peer)
        client = self.clients.get(peer.owner)
        if client is None or peer.kind not in ("subscriber", "publisher"):
            return
        spread = self._reconnect_spread_ms if with_node else 0
        lost = m.PeerLost(peer=peer.peer_id, connection=peer.kind, spread_ms=spread)
        client.perform([Transmit(codec.encode(lost))])

    def scene(self) -> views.Scene:
        return views.Scene(
            self.meeting,
            self.runtime.open_microphones(),
            self.runtime.desks(),
            dict(self.focus.shown()),
            self.observing.board.people,
            self.observing.fitness.people,
            webcast_views.view(
                *(self.meeting, self.focus.webcast, self.webcast_status, self.audience.viewers),
                connected=self._nodes.connected("webcast"),
            ),
        )

    def _snapshot(self, client: Client, participant: Participant) -> m.Snapshot:
        identity, now = participant.participant_id, self._wall()
        kinds = (self.focus.peers[peer_id].kind for peer_id in self.focus.peers_of(identity))
        return snapshot(
            self.scene(),
            participant,
            now=now,
            numbers=self.topics.numbers,
            me_number=client.session.me_number,
            alive=frozenset(kinds),
            ice_servers=self._turn.ice_servers(identity, now),
        )

    def _on_events(self, events: Sequence[e.Event], meeting: Meeting) -> None:
        if events:
            self.topics.note(events)
        else:
            self._look_at_everything()
        self.focus.note(events)
        for event in events:
            self._dirty_me.update(_concerned(event))
            if isinstance(event, e.FloorRequested):
                self._places_dirty = True
            elif isinstance(event, LISTED):
                self._dirty_me.update(meeting.floor.requests_of)
                self._dirty_me.update(meeting.floor.microphones)
            if isinstance(event, e.UpgradeEnded | e.ParticipantMoved):
                self._dirty_me.update(meeting.admission.upgrades)
            if isinstance(event, e.ChairTaken | e.SeatAssigned):
                self._dirty_me.update(self.clients)
            if isinstance(event, e.ParticipantLeft | e.ParticipantRemoved):
                self._gone(event.participant_id, event.reason if isinstance(event, e.ParticipantLeft) else "removed")
            self._tell_of(event)
        self.equipment.note(events)
        self._nodes.push()
        self._schedule_flush()

    def _gone(self, identity: str, code: str) -> None:
        self.connections.give_up(identity)
        client = self.clients.pop(identity, None)
        if client is not None:
            client.perform(client.session.evict(code))

    def _tell_of(self, event: e.Event) -> None:
        """What only some are told of, or tells some more than before."""
        if isinstance(event, e.PushRemoved):
            self.push_keys.remove(event.push_id)
        if isinstance(event, e.ParticipantMoved | e.ParticipantDemoted):
            self._changed_role(event.participant_id)
        elif isinstance(event, e.ChairTaken):
            for client in self._clients_of("deputy"):
                self._changed_role(client.session.participant_id)
        elif isinstance(event, e.MeetingReconfigured):
            self.topics.note_everything()
        else:
            self._correspondence.tell_of(event)

    def _changed_role(self, identity: str) -> None:
        """Other rights, other topics; a publisher connection only where it is still allowed."""
        participant = self.meeting.roster.participants.get(identity)
        client = self.clients.get(identity)
        if participant is None:
            return
        publisher = self.focus.peer_of(identity, "publisher")
        if publisher is not None and not may(self.meeting, identity, "publish"):
            self.connections.close(publisher.peer_id)
        if client is not None and client.session.state == "joined":
            self._show(client, participant)

    def _look_at_everything(self) -> None:
        self.topics.note_everything()
        self._dirty_me.update(self.clients)
        if self._healthy and not self.runtime.journal_healthy:
            frame = codec.encode(m.Refused(id=None, code="journalUnavailable"))
            for client in self._clients_of("chair", "technician"):
                client.perform([Transmit(frame)])
        self._healthy = self.runtime.journal_healthy

    def _clients_of(self, *roles: str) -> list[Client]:
        people = self.meeting.roster.participants
        return [client for identity, client in self.clients.items() if identity in people and people[identity].role in roles]

    def _on_webcast(self, status: bus.WebcastStatus | None) -> None:
        self.webcast_status = status
        self.topics.note_webcast(at_once=status is None)
        self._schedule_flush()

    def _on_shown(self) -> None:
        self.topics.note_shown()
        if self.focus.webcast != self._webcast:
            self._webcast = self.focus.webcast
            self.topics.note_webcast(at_once=True)
            for watch in self.webcast_watchers:
                watch()
        self._schedule_flush()

    def _schedule_flush(self) -> None:
        if not self._flush_scheduled:
            self._flush_scheduled = True
            asyncio.get_running_loop().call_soon(self._flush)

    def _flush(self) -> None:
        """Tell everyone what changed; once per turn of the loop, and again when the topics' pace allows more."""
        self._flush_scheduled = False
        if self._announcer.busy:
            return  # `_told` comes back.
        self.observing.look()
        now = self._monotonic()
        if self._places_dirty and now >= self._places_next:
            self._places_dirty, self._places_next = False, now + self._places_interval
            self._dirty_me.update(self.meeting.floor.requests_of)
        broadcasts = self.topics.flush(self.scene(), now)
        self._flush_me(*self._dirty_me)
        self._dirty_me.clear()
        if broadcasts:
            self._announcer.announce(broadcasts, tuple(self.clients.values()), _tell, self._told)
        else:
            self._told()

    def _told(self) -> None:
        self.topics.told(self._monotonic())
        places = self._places_next if self._places_dirty else None
        due = [at for at in (self.topics.deadline(), self.observing.deadline(), places) if at is not None]
        self._flush_at(min(due, default=None), self._monotonic())

    def _flush_at(self, deadline: float | None, now: float) -> None:
        if self._flush_later is not None:
            self._flush_later.cancel()
            self._flush_later = None
        if deadline is not None:
            delay = max(0.001, deadline - now)
            self._flush_later = asyncio.get_running_loop().call_later(delay, self._schedule_flush)

    def _flush_me(self, *identities: str) -> None:
        told = [(identity, self.clients[identity]) for identity in identities if identity in self.clients]
        if not told:
            return
        scene = self.scene()
        found = places(self.meeting)
        for identity, client in told:
            participant = self.meeting.roster.participants.get(identity)
            if participant is not None and client.session.state == "joined":
                client.perform([client.session.update_me(views.me(scene, participant, found.get(identity)))])

    def _tell_themselves(self, identities: Iterable[str]) -> None:
        self._dirty_me.update(identities)
        self._schedule_flush()

    def _observers(self) -> list[str]:
        return [client.session.participant_id for client in self._clients_of(*LEVELS_FOR)]

    def _send_if_keeping_up(self, identity: str, frame: bytes) -> None:
        client = self.clients.get(identity)
        if client is not None and client.line.waiting == 0:
            client.perform((Transmit(frame),))


def _tell(client: Client, broadcast: Broadcast) -> None:
    if client.session.sees(broadcast.topic):
        client.perform((Transmit(broadcast.frame),))


def _tell_caption(client: Client, broadcast: Broadcast) -> None:
    if client.captions == broadcast.topic and client.session.state == "joined":
        client.perform((Transmit(broadcast.frame),))


def _concerned(event: e.Event) -> Iterable[str]:
    participant_id = getattr(event, "participant_id", None)
    return () if participant_id is None or isinstance(event, e.ChatPosted) else (participant_id,)


MESSAGES = (Media, Playback, Write, Follow, AddPush)
"""Effects that carry the client's own message."""
ANSWERS: dict[type, Callable[[Attendance, Client, Any], Awaitable[None]]] = {
    Submit: Attendance._submit,
    Media: Attendance._answer_media,
    Playback: Attendance._play,
    Write: Attendance._write_caption,
    Follow: Attendance._follow_captions,
    AddPush: Attendance._add_push,
    Resend: Attendance._resend,
    Depart: Attendance._depart,
}
