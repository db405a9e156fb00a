"""The seats of a room: who sits there, what lamp each shows, buttons and phone pages that ask for the floor.

A seat's *code* is in the QR code on the desk: a keyed hash (HMAC-SHA-256, 80 bits of it) of meeting, seat and how often it
was renewed.  A *session* is what a phone holds after giving the code: seat and expiry, signed with the same key.  Neither is
stored.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from server.errors import UserError
from server.meeting import commands as c
from server.meeting.events import Event
from server.meeting.floor import FloorRequest, places
from server.meeting.meeting import Meeting
from server.meeting.plates import plate
from server.meeting.webcasting import showing
from server.runtime import MeetingRuntime

CODE_BYTES = 10
SESSION_S = 12 * 3600.0
PRESSES_KEPT = 1_000
"""Idempotency keys remembered; the oldest is forgotten, and a repetition of it is a new press."""
SETTLE_S = 0.05
"""Longest a lamp lags behind the meeting."""
LAMPS = {
    "queued": "waiting",
    "deferred": "waiting",
    "called": "next",
    "granted": "floor",
    "speaking": "speaking",
    "paused": "paused",
}
"""State of a request -> lamp of its seat; without a request: off."""


@dataclass(frozen=True, slots=True)
class Seat:
    """What a conference system or a phone shows."""

    seat: str
    person: str
    name: str
    delegation: str
    plate: str
    attending: str
    """``room``; ``remote``: the button does nothing."""
    lamp: str
    microphone: bool
    """The seat's unit is to be open."""
    request_id: str | None
    kind: str | None
    state: str | None
    place: int | None
    limit_s: float | None
    spoken_s: float
    running_since: float | None
    webcast: str
    """``off``, ``slate`` or ``onAir``: whether the public hears and sees the meeting."""
    recorded: bool
    """What is webcast is recorded."""


class Seating:
    def __init__(self, runtime: MeetingRuntime, key: bytes, wall: Callable[[], float]) -> None:
        self._runtime = runtime
        self._key = key
        self._wall = wall
        self._changed = asyncio.Event()
        self._told: dict[str, Seat] = {}
        self._presses: OrderedDict[tuple[str, str], dict[str, object]] = OrderedDict()
        self.version = int(wall() * 1000)
        """Grows with every change of a seat, across restarts too."""
        self._settling: asyncio.TimerHandle | None = None
        runtime.subscribe(self._on_events)

    @property
    def _meeting(self) -> Meeting:
        return self._runtime.live

    # --- what seats show ---

    def seats(self) -> list[Seat]:
        found = places(self._meeting)
        return [self._seat(seat, found) for seat in self._meeting.presence.seats]

    def seat(self, seat: str) -> Seat:
        """:raises UserError: unknownSeat."""
        self.sitter(seat)
        return self._seat(seat, places(self._meeting))

    def sitter(self, seat: str) -> str:
        """Participant id.

        :raises UserError: unknownSeat.
        """
        person = self._meeting.presence.seats.get(seat)
        if person is None:
            raise UserError("unknownSeat")
        return person

    def _seat(self, seat: str, found: Mapping[str, int]) -> Seat:
        meeting = self._meeting
        person = meeting.roster.get(meeting.presence.seats[seat])
        identity = person.participant_id
        request, webcast = meeting.floor.request_by(identity), meeting.webcasting.webcast
        return Seat(
            seat=seat,
            person=identity,
            name=person.name,
            delegation=person.delegation,
            plate=plate(meeting.config, person.name, person.delegation),
            attending="room" if identity in meeting.presence.in_room else "remote",
            lamp=LAMPS[request.state] if request else "off",
            microphone=identity in self._runtime.open_microphones(),
            request_id=request.request_id if request else None,
            kind=request.kind if request else None,
            state=request.state if request else None,
            place=found.get(identity),
            limit_s=request.limit_s if request else None,
            spoken_s=request.spoken_s if request else 0.0,
            running_since=request.running_since if request else None,
            webcast=showing(meeting),
            recorded=webcast is not None and webcast.recorded,
        )

    def _on_events(self, events: Sequence[Event], meeting: Meeting) -> None:
        if (meeting.presence.seats or self._told) and self._settling is None:
            self._settling = asyncio.get_running_loop().call_later(SETTLE_S, self.settle)

    def settle(self) -> None:
        """Whether anything has changed, and tell who waits; not for each of a storm's presses."""
        if self._settling is not None:
            self._settling.cancel()
            self._settling = None
        now = {seat.seat: seat for seat in self.seats()}
        if now != self._told:
            self._told = now
            self.version += 1
            self._changed.set()
            self._changed = asyncio.Event()

    async def wait(self, since: int, seconds: float) -> int:
        """The version, once it is above ``since``, at the latest after ``seconds``."""
        self.settle()
        try:
            async with asyncio.timeout(seconds):
                while self.version <= since:
                    await self._changed.wait()
        except TimeoutError:
            pass
        return self.version

    # --- buttons ---

    async def press(self, seat: str, kind: str, language: str | None, origin: str, key: str = "") -> dict[str, object]:
        """Ask for the floor; asking again changes nothing.  ``key``: the same press sent twice is answered as before, even
        when it was withdrawn meanwhile.

        :raises UserError: unknownSeat, attendsRemotely, and what the meeting refuses a request with.
        """
        known = self._presses.get((seat, key)) if key else None
        if known is not None:
            return known
        person = self._in_room(seat)
        request_id = secrets.token_hex(8)
        try:
            await self._runtime.execute(c.RequestFloor(person, request_id, kind, language, origin=origin))
        except UserError as error:
            if error.code != "alreadyRequested":
                raise
        request = self._meeting.floor.request_by(person)
        answer: dict[str, object] = {
            "seat": seat,
            "requestId": request.request_id if request else None,
            "state": request.state if request else None,
            "place": places(self._meeting).get(person),
        }
        if key:
            self._remember((seat, key), answer)
        return answer

    def _remember(self, key: tuple[str, str], answer: dict[str, object]) -> None:
        self._presses[key] = answer
        if len(self._presses) > PRESSES_KEPT:
            self._presses.popitem(last=False)

    async def withdraw(self, seat: str) -> None:
        """The request, or with the floor the floor; without one nothing.

        :raises UserError: unknownSeat, attendsRemotely.
        """
        request = self._own_request(seat)
        if request is not None:
            await self._runtime.execute(c.WithdrawFloor(self._in_room(seat), request.request_id))

    async def answer(self, seat: str) -> None:
        """Called, and ready.

        :raises UserError: unknownSeat, attendsRemotely, and what the meeting refuses an answer with.
        """
        await self._runtime.execute(c.AnswerCall(self._in_room(seat)))

    async def switch(self, seat: str, opened: bool) -> None:
        """The unit's own key: closes the microphone, or opens it again while the person has the floor.

        :raises UserError: unknownSeat, attendsRemotely, attendsInRoom (no floor).
        """
        await self._runtime.execute(c.SetMicrophone(self._in_room(seat), opened))

    def _own_request(self, seat: str) -> FloorRequest | None:
        return self._meeting.floor.request_by(self.sitter(seat))

    def _in_room(self, seat: str) -> str:
        person = self.sitter(seat)
        if person not in self._meeting.presence.in_room:
            raise UserError("attendsRemotely")
        return person

    # --- who sits where ---

    async def assign(self, seat: str, person: str | None, name: str, delegation: str, language: str) -> None:
        """``person``: a participant, who is in the room from now on; None: a delegate without a device of their own, made
        when nobody of this name and delegation sits there.

        :raises UserError: unknownParticipant, nameInvalid, valueInvalid, unknownChannel, meetingFull, activeFull,
            quotaReached, placeClosed.
        """
        if person is not None:
            await self._runtime.execute(c.AssignSeat(c.SYSTEM, seat, person))
            await self._runtime.execute(c.SetAttending(c.SYSTEM, "room", person))
            return
        sitter = self._meeting.roster.participants.get(self._meeting.presence.seats.get(seat, ""))
        if sitter is None or (sitter.name, sitter.delegation) != (name.strip(), delegation.strip()):
            identity = secrets.token_hex(8)
            await self._runtime.execute(c.AddDelegate(c.SYSTEM, identity, name, delegation, language, seat))

    async def free(self, seat: str) -> None:
        """:raises UserError: unknownSeat, journalUnavailable."""
        self.sitter(seat)
        await self._runtime.execute(c.AssignSeat(c.SYSTEM, seat, None))

    async def furnish(self) -> None:
        """The seats of the configuration, once each; who was moved since stays where they are.

        :raises UserError: as :meth:`assign`.
        """
        for seat in self._runtime.config.seats:
            if seat.seat not in self._meeting.presence.seats:
                await self.assign(seat.seat, None, seat.name, seat.delegation, seat.language)

    # --- codes and sessions ---

    def code(self, seat: str) -> str:
        """:raises UserError: unknownSeat."""
        self.sitter(seat)
        digest = self._mac("code", seat, str(self._meeting.seats.renewed.get(seat, 0)))
        return base64.b32encode(digest[:CODE_BYTES]).decode().lower()

    async def renew(self, by: str, seat: str) -> None:
        """:raises UserError: unknownSeat, notPermitted, journalUnavailable."""
        await self._runtime.execute(c.RenewSeatCode(by, seat))

    def open_session(self, code: str) -> tuple[str, str, float]:
        """The seat of a code, a session for it and when that ends (Unix seconds).

        :raises UserError: codeUnknown.
        """
        given = code.strip().lower()
        seat = next((seat for seat in self._meeting.presence.seats if _same(self.code(seat), given)), None)
        if seat is None:
            raise UserError("codeUnknown")
        until = self._wall() + SESSION_S
        body = f"{int(until)}.{seat}"
        return seat, f"{body}.{self._signature(seat, body)}", until

    def seat_of_session(self, token: str) -> str:
        """:raises UserError: tokenUnknown (forged, expired, code renewed, seat gone)."""
        body, _, signature = token.rpartition(".")
        until, _, seat = body.partition(".")
        if not until.isascii() or not until.isdigit() or len(until) > 12 or seat not in self._meeting.presence.seats:
            raise UserError("tokenUnknown")
        if not _same(self._signature(seat, body), signature) or int(until) < self._wall():
            raise UserError("tokenUnknown")
        return seat

    def _signature(self, seat: str, body: str) -> str:
        digest = self._mac("session", body, str(self._meeting.seats.renewed.get(seat, 0)))
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def _mac(self, *parts: str) -> bytes:
        text = "\n".join((self._runtime.config.meeting_id, *parts))
        return hmac.new(self._key, text.encode(), hashlib.sha256).digest()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode(errors="replace"))
