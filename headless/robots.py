"""One robot of the demo: a participation that renews itself, and what its role does with voice and camera.

A robot never ends by itself: server or media away, token unknown after a reset, refused entry: it tries again with patience.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from headless.cadence import Cadence
from headless.clips import Clip
from headless.connection import ConnectError
from headless.dtls import Identity
from headless.entry import EntryRefused, enter, roster
from headless.participant import Ended, Participant
from headless.script import Part
from headless.sending import Loop
from headless.signalling import Disconnected, Refused
from server.signaling import messages as wire

FIRST_PATIENCE_S = 0.5
LAST_PATIENCE_S = 8.0
SETTLE_S = 0.5
"""Between the grant and the first word, and between the last word and the end."""

Media = Literal["none", "listen", "publish", "both"]

log = logging.getLogger("hemicycle.demo")


@dataclass(frozen=True, slots=True)
class House:
    """What all robots of a process share."""

    url: str
    meeting: str
    identity: Identity
    cadence: Cadence
    secret: str | None = None
    """With which they get into roles that nobody else gets."""


class Robot:
    """``present`` while joined and, where it publishes or listens, connected at least once."""

    def __init__(self, house: House, part: Part, role: wire.Role, media: Media, *, booth: str | None = None) -> None:
        self.part = part
        self.role = role
        self.person: Participant | None = None
        self._house = house
        self._media = media
        self._booth = booth
        self._task: asyncio.Task[None] | None = None
        self._drawing: asyncio.Task[None] | None = None
        self.ids: set[str] = set()
        """Every participant id this robot has had."""

    @property
    def present(self) -> bool:
        return self.person is not None and self.person.connected

    @property
    def id(self) -> str:
        """Participant id; empty while absent."""
        return self.person.view.me.person.id if self.person is not None else ""

    async def run(self) -> None:
        """Take part until cancelled, then leave for good."""
        patience_s = FIRST_PATIENCE_S
        while True:
            try:
                await self._take_part()
                patience_s = FIRST_PATIENCE_S
            except (EntryRefused, OSError, TimeoutError, Ended, Refused, Disconnected, ConnectError) as error:
                log.debug("%s: %r", self.part.name, error)
            await asyncio.sleep(patience_s * random.uniform(0.5, 1.5))
            patience_s = min(2 * patience_s, LAST_PATIENCE_S)

    async def _take_part(self) -> None:
        part, house = self.part, self._house
        entry = await enter(
            house.url,
            house.meeting,
            name=part.name,
            role=self.role,
            language=part.language,
            delegation=part.delegation,
            booth=self._booth,
            secret=house.secret,
        )
        person = Participant(identity=house.identity, cadence=house.cadence, decrypt_every=50)
        try:
            await person.join(house.url, entry.token)
            self.person = person
            self.ids.add(entry.participant_id)
            await self._open(person)
            await person.until(lambda: False, None)
        finally:
            self.person = None
            await asyncio.shield(_farewell(person))

    async def _open(self, person: Participant) -> None:
        with suppress(TimeoutError):
            # Late media come by themselves: the participant goes on trying.
            if self._media in ("publish", "both"):
                await person.open_publisher()
            if self._media in ("listen", "both"):
                if self.role == "passive":
                    await person.select_channel(self.part.language)
                await person.open_subscriber("audio")

    # --- deeds --------------------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        return self._task is not None and not self._task.done()

    async def read_roster(self) -> bool:
        """Everybody in the meeting as this robot sees it, anew.  False: not now."""
        person = self.person
        if person is None:
            return False
        try:
            people = await roster(self._house.url, self._house.meeting, person.token)
        except (EntryRefused, OSError, ValueError, KeyError) as error:
            log.debug("roster: %r", error)
            return False
        person.view.people = {someone.id: someone for someone in people}
        return True

    def start(self, deed: Awaitable[None]) -> None:
        """One deed at a time; refusals and lost connections end it quietly, for the state will be looked at again."""
        self._task = asyncio.ensure_future(_quietly(self.part.name, deed))

    async def stop(self) -> None:
        running = [task for task in (self._task, self._drawing) if task is not None]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def say(self, clip: Clip) -> None:
        """Open the microphone, speak, close it."""
        person = self.person
        if person is None:
            return
        await person.set_microphone(True)
        await person.play(clip)
        await person.set_microphone(False)

    def interpret(self, clip: Clip) -> None:
        """Say it on the open desk, instead of what is being said."""
        if self.person is not None:
            self.person.microphone.play(clip)

    async def turn_desk(self, mode: wire.DeskMode) -> None:
        """Robots consent to be webcast and recorded."""
        if self.person is not None:
            if mode == "on":
                await self.person.request(wire.SetConsent, recording=True, webcast=True)
            await self.person.set_desk(mode)

    async def open_at_will(self, clip: Clip) -> None:
        """Open the microphone and keep playing the clip."""
        person = self.person
        if person is None:
            return
        person.microphone.play(clip, loop=True)
        try:
            await person.set_microphone(True)
        except BaseException:
            person.microphone.stop()
            raise

    async def request_floor(self) -> None:
        if self.person is not None:
            await self.person.request_floor(language=self.part.language)

    async def answer_call(self) -> None:
        """Ready to speak."""
        if self.person is not None:
            await self.person.request(wire.AnswerCall)

    def camera_on(self, drawn: Callable[[], Awaitable[Loop]]) -> None:
        """Show the picture as soon as it is drawn."""
        person = self.person
        if person is None or person.camera.open or (self._drawing is not None and not self._drawing.done()):
            return

        async def show() -> None:
            person.show(await drawn())

        self._drawing = asyncio.ensure_future(show())

    def camera_off(self) -> None:
        if self.person is not None and self.person.camera.open:
            self.person.show(None)


async def _farewell(person: Participant) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(3):
            await person.leave()


async def _quietly(name: str, deed: Awaitable[None]) -> None:
    try:
        await deed
    except (Refused, Disconnected, TimeoutError, ConnectError) as error:
        log.debug("%s: %r", name, error)
