"""The WHIP sources of a meeting (``sources.py``): seated when a sender comes, opened when its media flow, gone when it goes.

Who closes whom: a newer sender replaces the older of the same source; DELETE, a peer the node lost, and removal by chair or
technician end the source; a source nobody came back for after a restart of the server has left.  A source the chair muted
stays muted until it is sent anew.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Coroutine, Iterable
from typing import Any

from bus import messages as bus
from server.connections import Connections
from server.errors import UserError
from server.focus import Peer
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import UNDETERMINED
from server.runtime import MeetingRuntime
from server.sources import Source, find, name_of

log = logging.getLogger("hemicycle.equipment")


class Equipment:
    def __init__(self, runtime: MeetingRuntime, connections: Connections) -> None:
        self._runtime = runtime
        self._connections = connections
        self._turns: dict[str, asyncio.Lock] = {}
        """Source -> senders are taken in one after the other; as many as the meeting has sources."""
        self._unopened: set[str] = set()
        """Participants whose media flow while the meeting could not open them yet."""
        self._tasks: set[asyncio.Task[None]] = set()

    # --- senders ---

    async def publish(self, source: Source, language: str, offer: str, peer: Peer) -> str:
        """Take a sender in: the answer to its offer.

        :raises UserError: meetingFull, activeFull, deskTaken, noBooth, unknownChannel (language), sdpInvalid,
            mediaUnavailable, journalUnavailable.
        """
        async with self._turns.setdefault(source.name, asyncio.Lock()):
            try:
                await self._seat(source, language)
                reply = await self._connections.open(
                    peer, lambda number, state: bus.OpenPublisher(number, peer.owner, state, offer)
                )
            except BaseException:
                await self._unseat(source.participant_id)
                raise
        return reply.sdp

    async def end(self, peer: Peer) -> None:
        """The sender of this session is no longer wanted."""
        self._connections.close(peer.peer_id)
        await self._unseat(peer.owner)

    async def _seat(self, source: Source, language: str) -> None:
        roster = self._runtime.live.roster
        seated = roster.participants.get(source.participant_id)
        self._check_desk(source)
        language = source.language if source.kind == "booth" else language
        if seated is not None and seated.language != language:
            await self._runtime.execute(c.Leave(seated.participant_id))
            seated = None
        if seated is None:
            await self._runtime.execute(_admission(source, language))
        await self._runtime.execute(c.Connect(source.participant_id))

    def _check_desk(self, source: Source) -> None:
        interpretation = self._runtime.live.interpretation
        other = interpretation.on_channel(source.language) if source.kind == "booth" else None
        if other is not None and other.booth != source.language and interpretation.rules.between_a == "interlock":
            raise UserError("deskTaken", booth=other.booth)

    async def _unseat(self, participant_id: str) -> None:
        """Unless a sender is there."""
        sending = self._connections.focus.peer_of(participant_id, "publisher") is not None
        if not sending and participant_id in self._runtime.live.roster.participants:
            await self._runtime.execute(c.Leave(participant_id))

    # --- what the meeting and the node tell ---

    def connected(self, peer: Peer) -> None:
        """Media of a source flow: its microphone or desk opens."""
        name = name_of(peer.owner)
        if name is not None and peer.kind == "publisher" and find(name, self._runtime.config).sounds:
            self._unopened.add(peer.owner)
            self._start(self._open(peer.owner))

    def adopted(self, peer: Peer) -> None:
        """The server has restarted and the sender is there: as it was before."""
        self._start(self._return(peer.owner))

    def lost(self, peer: Peer) -> None:
        self._start(self._unseat(peer.owner))

    def note(self, events: Iterable[e.Event]) -> None:
        """Events of the meeting; none: look at everything anew (the journal may work again)."""
        events = list(events)
        for event in events:
            if isinstance(event, e.ParticipantDisconnected) and name_of(event.participant_id) is not None:
                self._start(self._unseat(event.participant_id))
            elif isinstance(event, e.ParticipantLeft | e.ParticipantRemoved):
                self._unopened.discard(event.participant_id)
        if not events and self._runtime.journal_healthy:
            for participant_id in self._unopened:
                self._start(self._open(participant_id))

    def tidy(self) -> None:
        """At the start of the server: sources that were on their way in or out have left."""
        for person in self._runtime.live.roster.participants.values():
            if name_of(person.participant_id) is not None and not person.connected:
                self._start(self._unseat(person.participant_id))

    async def _open(self, participant_id: str) -> None:
        source = find(name_of(participant_id) or "", self._runtime.config)
        command: c.Command = c.SetMicrophone(participant_id, True)
        if source.kind == "booth":
            command = c.SetDesk(participant_id, "on", source.language)
        await self._runtime.execute(command)
        self._unopened.discard(participant_id)

    async def _return(self, participant_id: str) -> None:
        await self._runtime.execute(c.Connect(participant_id))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(self._carefully(work), name="equipment")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carefully(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except UserError as error:
            log.warning("a source of meeting %s: %s", self._runtime.config.meeting_id, error.code)


def _admission(source: Source, language: str) -> c.Admit:
    """No token opens this participant: what stands for its hash is none."""
    booth = source.language if source.kind == "booth" else None
    return c.Admit(
        participant_id=source.participant_id,
        token_hash=source.participant_id,
        name=source.label or source.name,
        delegation=source.delegation,
        role="interpreter" if booth else "room",
        language=language or UNDETERMINED,
        booth=booth,
    )


def new_session(source: Source, *, pictures: bool, opened_with: str) -> Peer:
    """A peer whose id, unguessable, is the session's."""
    return Peer(
        peer_id=secrets.token_hex(12),
        owner=source.participant_id,
        kind="publisher",
        pictures=pictures,
        etag=secrets.token_hex(8),
        opened_with=opened_with,
    )
