"""Connection tests: tickets, the probes of the media node behind them, verdicts, and what is kept for support.

Who closes whom: a ticket's probes are closed when its figures are in, when it leaves and when it loses its place; the node
closes each by itself after fifteen seconds.  A ticket is forgotten :data:`TICKET_S` after it was made.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from bus.messages import OpenProbe, PeerState, ProbeFigures, StartProbe
from server.allowance import Allowance
from server.arrival.queue import Full, Queue
from server.arrival.records import ConnectionTest, Report, overall
from server.arrival.verdict import (
    DOWN_S,
    WARM_UP_S,
    ClientFigures,
    Judged,
    NetworkFigures,
    PathName,
    Role,
    judge,
    together,
)
from server.errors import HemicycleError, RegistrationError, UserError
from server.nodes import Nodes
from server.settings import Arrival
from server.storage.registration import Store

TICKET_S = 1800.0
TICKETS_LIMIT = 5000
"""Overflow policy: the oldest is forgotten; it can be asked for anew."""
UP_S = 7.0
PACKET_BYTES = 311
"""Of one packet of padding with all its headers (``media/transport/probe.py``)."""
REFERENCE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Told over the telephone: nothing that looks like something else."""
REFERENCE_LENGTH = 8
DAY_S = 86_400.0
SWEEP_S = 2.0

log = logging.getLogger("hemicycle.arrival")


@dataclass(slots=True)
class _Test:
    role: Role
    made_at: float
    probes: dict[PathName, str] = field(default_factory=dict)
    loaded: str | None = None
    node: ProbeFigures | None = None
    network: tuple[NetworkFigures, Judged] | None = None
    reference: str = ""


class ConnectionTests:
    """``clock``: monotonic seconds; ``wall``: Unix seconds."""

    def __init__(
        self,
        settings: Arrival,
        nodes: Nodes,
        store: Store,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._nodes = nodes
        self._store = store
        self._clock = clock
        self._wall = wall
        self._retention_s = settings.retention_days * DAY_S
        self._queue = Queue(settings.tests_at_once, settings.tests_per_address)
        self._entries = Allowance(settings.tests_per_s, settings.tests_burst, clock)
        self._tests: dict[str, _Test] = {}
        """In order of coming."""
        self._owners: dict[str, _Test] = {}
        """Probe -> its test."""
        self._retained_at = 0.0
        nodes.on_probe = self._measured

    @property
    def running(self) -> int:
        return self._queue.running

    def enter(self, address: str, role: Role) -> tuple[str, int]:
        """The ticket and its position.

        :raises RegistrationError: tooFast, this address tests too much; busy.
        """
        self.sweep()
        if not self._entries.take(address):
            raise RegistrationError("tooFast", retryAfter="20")
        ticket, now = secrets.token_urlsafe(16), self._clock()
        try:
            position = self._queue.enter(ticket, address, now)
        except Full:
            raise RegistrationError("busy") from None
        self._tests[ticket] = _Test(role, now)
        if len(self._tests) > TICKETS_LIMIT:
            self._forget(next(iter(self._tests)))
        return ticket, position

    def position(self, ticket: str) -> int:
        """:raises RegistrationError: unknownTest, it has lost its place."""
        self.sweep()
        self._test(ticket)
        try:
            return self._queue.position(ticket, self._clock())
        except KeyError:
            raise RegistrationError("unknownTest") from None

    async def open(self, ticket: str, path: PathName, sdp: str) -> str:
        """The answer to the offer of one way.

        :raises RegistrationError: unknownTest, wrongState (not one's turn, or tried before).
        :raises UserError: sdpInvalid, mediaUnavailable.
        """
        test = self._running(ticket)
        if path in test.probes:
            raise RegistrationError("wrongState")
        probe = secrets.token_hex(8)
        test.probes[path], self._owners[probe] = probe, test
        try:
            reply = await self._nodes.request(lambda number: OpenProbe(number, PeerState(probe, ""), sdp))
        except UserError:
            self._owners.pop(probe, None)
            test.probes.pop(path, None)
            raise
        return reply.sdp

    async def load(self, ticket: str, path: PathName) -> dict[str, int]:
        """Begin the load of a way that is connected: how long it takes.

        :raises RegistrationError: unknownTest, wrongState.
        :raises UserError: mediaUnavailable, wrongState (not connected).
        """
        test = self._running(ticket)
        probe = test.probes.get(path)
        if probe is None or test.loaded is not None:
            raise RegistrationError("wrongState")
        test.loaded = probe
        try:
            await self._nodes.request(lambda number: StartProbe(number, probe))
        except UserError:
            test.loaded = None
            raise
        milliseconds = {"warmUpMs": WARM_UP_S, "downMs": DOWN_S, "upMs": UP_S if test.role == "active" else 0.0}
        return {**{name: round(1000 * value) for name, value in milliseconds.items()}, "packetBytes": PACKET_BYTES}

    def measured(self, ticket: str, client: ClientFigures) -> dict[str, Any]:
        """The verdict; the place goes to the next.

        :raises RegistrationError: unknownTest.
        """
        test = self._test(ticket)
        figures = together(client, test.node)
        judged = judge(figures, test.role)
        test.network = figures, judged
        self._release(ticket, test)
        return {"verdict": judged.verdict, "reasons": judged.reasons, "figures": msgspec.to_builtins(figures)}

    async def report(self, ticket: str, report: Report) -> ConnectionTest:
        """Keep what was found; again: under the same reference.

        :raises RegistrationError: unknownTest.
        :raises UserError: journalUnavailable.
        """
        test = self._test(ticket)
        self._release(ticket, test)
        figures, judged = test.network if test.network is not None else (None, None)
        kept = ConnectionTest(
            reference=test.reference or _reference(),
            at=self._wall(),
            role=test.role,
            verdict=overall(judged.verdict if judged is not None else None, report.steps),
            reasons=list(judged.reasons) if judged is not None else [],
            network=msgspec.to_builtins(figures) if figures is not None else None,
            browser=report.browser,
            steps=msgspec.to_builtins(report.steps),
            devices=dict(report.devices),
            language=report.language,
        )
        async with self._store.writing() as work:
            await (work.put(kept) if test.reference else work.add(kept))
        test.reference = kept.reference
        return kept

    def leave(self, ticket: str) -> None:
        """:raises RegistrationError: unknownTest."""
        self._release(ticket, self._test(ticket))

    async def find(self, reference: str) -> ConnectionTest:
        """As a person tells it: any case, with or without spaces and hyphens.

        :raises RegistrationError: unknownTest.
        :raises UserError: journalUnavailable.
        """
        told = "".join(char for char in reference.upper() if char.isalnum())
        async with self._store.reading() as work:
            found = await work.get(ConnectionTest, reference=told)
        if found is None or found.at < self._wall() - self._retention_s:
            raise RegistrationError("unknownTest")
        return found

    # --- time ---

    def sweep(self) -> None:
        """Who has gone or takes too long loses their place; old tickets are forgotten."""
        now = self._clock()
        for ticket in self._queue.sweep(now):
            test = self._tests.get(ticket)
            if test is not None:
                self._release(ticket, test)
        while self._tests and now - next(iter(self._tests.values())).made_at >= TICKET_S:
            self._forget(next(iter(self._tests)))

    async def run(self) -> None:
        """Until cancelled: what is due by itself."""
        while True:
            self.sweep()
            try:
                await self.retain()
            except HemicycleError as error:
                log.error("cannot erase old connection tests: %s", error.code)
            await asyncio.sleep(SWEEP_S)

    async def retain(self) -> None:
        """Once a day: erase what is older than it is kept."""
        now = self._wall()
        if now - self._retained_at >= DAY_S:
            async with self._store.writing() as work:
                await work.remove_before(ConnectionTest, "at", now - self._retention_s)
            self._retained_at = now

    # --- probes ---

    def _measured(self, figures: ProbeFigures) -> None:
        test = self._owners.get(figures.peer_id)
        if test is not None and test.loaded == figures.peer_id:
            test.node = figures

    def _test(self, ticket: str) -> _Test:
        test = self._tests.get(ticket)
        if test is None:
            raise RegistrationError("unknownTest")
        return test

    def _running(self, ticket: str) -> _Test:
        self.sweep()
        test = self._test(ticket)
        if not self._queue.runs(ticket):
            raise RegistrationError("wrongState")
        return test

    def _release(self, ticket: str, test: _Test) -> None:
        """Free the place and close what was opened."""
        self._queue.leave(ticket)
        probes, test.probes = list(test.probes.values()), {}
        for probe in probes:
            self._owners.pop(probe, None)
        self._nodes.drop_probes(probes)

    def _forget(self, ticket: str) -> None:
        self._release(ticket, self._tests.pop(ticket))


def _reference() -> str:
    """39 bits: nobody finds one by trying, at the pace staff may ask."""
    return "".join(secrets.choice(REFERENCE) for _ in range(REFERENCE_LENGTH))
