"""What the web serves: the open meetings, the media nodes and the settings, kept in the application under one key."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from server.allowance import Allowance
from server.arrival.testing import ConnectionTests
from server.attendance import Attendance
from server.client import Client
from server.errors import UserError
from server.helping import Helping
from server.nodes import Nodes
from server.recordings.catalogue import Catalogue
from server.registration.office import Office
from server.settings import Settings
from server.sources import Token
from server.trial import Trial
from server.turn import Turn


@dataclass(slots=True)
class House:
    settings: Settings
    version: str
    meetings: Mapping[str, Attendance]
    nodes: Nodes
    entries: Allowance
    """Per address: entries, WHIP and WHEP sessions."""
    find_token: Callable[[str], Awaitable[Token | None]]
    """The bearer token a secret is, valid or not; raises UserError, journalUnavailable."""
    turn: Turn
    codes: Allowance
    """Per address: codes of seats given."""
    clients: set[Client] = field(default_factory=set)
    """Every open WebSocket, joined or not."""
    started_at: float = field(default_factory=time.monotonic)
    gauges: dict[str, float] = field(default_factory=dict)
    """The server's own, for ``/metrics``."""
    catalogue: Catalogue | None = None
    """Of recordings; set before anything is served."""
    office: Office | None = None
    tests: ConnectionTests | None = None
    helping: Helping | None = None
    """All three set before anything is served."""
    trial: Trial | None = None
    """None: there is no test meeting."""

    def meeting(self, meeting_id: str) -> Attendance:
        """:raises UserError: unknownMeeting."""
        attendance = self.meetings.get(meeting_id)
        if attendance is None:
            raise UserError("unknownMeeting")
        return attendance

    def dismiss(self) -> None:
        """The server stops: every client is told and keeps its place."""
        for attendance in self.meetings.values():
            attendance.stop()
        for client in list(self.clients):
            client.perform(client.session.evict("serverStopping"))

    def of_token(self, token: str) -> Attendance | None:
        """The meeting a token is of; someone put out has theirs still."""
        return next((attendance for attendance in self.meetings.values() if attendance.knows(token)), None)


HOUSE: web.AppKey[House] = web.AppKey("house", House)


def house_of(request: web.Request) -> House:
    return request.app[HOUSE]


@web.middleware
async def real_address(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """``request.remote`` is the client's address also behind a proxy of ours (``server.proxies``)."""
    told = request.headers.get("X-Real-IP", "")
    if told and request.remote in house_of(request).settings.server.proxies:
        request = request.clone(remote=told)
    return await handler(request)


def bearer(request: web.Request) -> str:
    """The token of the Authorization header (RFC 6750), empty when there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
