"""The robots of the test meeting: a chair who calls and grants, and a booth of every language that repeats who speaks.

The chair's ears are the meeting's floor without the chair; what they hear goes back as it came,
:data:`~headless.echo.ECHO_S` later, on every language channel.  Robots look at the meeting ten times a second.
"""

from __future__ import annotations

import asyncio
import signal

from headless import debate, picture, script
from headless.cadence import PERIOD_S, Cadence
from headless.clips import Clip, Library
from headless.companions import CompanionOptions
from headless.demo import Pictures
from headless.dtls import Identity
from headless.echo import Desks, EchoFrames, EchoLine
from headless.robots import House, Robot
from headless.view import View
from server import keys
from server.signaling import messages as wire

PEOPLE = ("delegate", "passive")
"""Whom the meeting lets in without a secret."""
STEP_S = 0.1
ROSTER_S = 20.0
"""The roster is read again now and then, so that a delta missed costs no more than this."""
STAY_S = 60.0
"""The robots leave so long after the last person."""


class Company:
    """The robots of one occasion."""

    def __init__(self, options: CompanionOptions) -> None:
        text = script.load()
        self._house = House(options.url, options.meeting, Identity(), Cadence(), keys.companions(options.run_dir))
        self._library = Library()
        self._pictures = Pictures()
        self.chair = Robot(self._house, text.chair, "chair", "both")
        self.booths = [Robot(self._house, part, "interpreter", "publish", booth=part.language) for part in text.interpreters]
        self._chairing = debate.Chair()
        self._desks = Desks()
        self._line = EchoLine()
        self._languages: dict[str, str] = {}
        """Request -> the language in which its owner speaks."""
        self._spoken = text.chair.language
        self._seen_at = 0.0
        self._roster_known = False

    async def run(self) -> None:
        """Until nobody has been there for :data:`STAY_S`; then every robot leaves."""
        robots = [self.chair, *self.booths]
        self._seen_at = asyncio.get_running_loop().time()
        try:
            async with asyncio.TaskGroup() as tasks:
                keeping = [tasks.create_task(robot.run(), name=robot.part.name) for robot in robots]
                keeping.append(tasks.create_task(self._read_roster(), name="roster"))
                await self._direct()
                for task in keeping:
                    task.cancel()
        finally:
            for robot in robots:
                await robot.stop()

    async def _direct(self) -> None:
        loop = asyncio.get_running_loop()
        while loop.time() - self._seen_at < STAY_S:
            await asyncio.sleep(STEP_S)
            person = self.chair.person
            if person is None or not self.chair.present or not self._roster_known:
                continue
            now, view = loop.time(), person.view
            if any(one.connected and one.role in PEOPLE for one in view.people.values()):
                self._seen_at = now
            self._hear()
            self._step_booths(self._step_chair(view, now))

    async def _read_roster(self) -> None:
        while True:
            self._roster_known |= await self.chair.read_roster()
            await asyncio.sleep(ROSTER_S if self._roster_known else STEP_S)

    # --- chair --------------------------------------------------------------------------------------------------------

    def _step_chair(self, view: View, now: float) -> bool:
        """Whether the desks are to be open."""
        seen = debate.seen(view, {})
        self._languages = {line.request_id: line.language for line in view.list} | self._languages
        holder = seen.holder()
        speaks = holder is not None and holder.microphone
        echoing = self._desks.step(speaks, now)
        self.chair.camera_on(lambda: self._pictures.get("chair", lambda: picture.person(self.chair.part.name, "Chair")))
        # Thanks and the next speaker wait for the end of the echo.
        if not self.chair.busy and (holder is not None or not echoing):
            deeds = self._chairing.step(seen, now)
            if deeds:
                self.chair.start(self._carry_out(deeds))
        if not view.list:
            self._languages.clear()
        return echoing

    async def _carry_out(self, deeds: list[debate.ChairDeed]) -> None:
        person = self.chair.person
        if person is None:
            return
        for deed in deeds:
            match deed:
                case debate.Call(request_id=request_id):
                    self._spoken = self._languages.get(request_id, self._spoken)
                    await person.request(wire.CallSpeaker, request_id=request_id)
                case debate.Grant(request_id=request_id):
                    await person.request(wire.GrantFloor, request_id=request_id)
                case debate.End(request_id=request_id):
                    await person.request(wire.EndSpeech, request_id=request_id)
                case debate.Announce(key=key):
                    try:
                        await self.chair.say(self._library.clip(key, self._spoken))
                    finally:
                        self._chairing.announced()

    # --- booths -------------------------------------------------------------------------------------------------------

    def _hear(self) -> None:
        person = self.chair.person
        if person is not None and person.subscriber is not None:
            main = person.stream("main")
            if main.relay is None:
                main.relay = lambda packet: self._line.push(packet, _tick())

    def _step_booths(self, wanted: bool) -> None:
        for robot in self.booths:
            person = robot.person
            if person is None or not robot.present or robot.busy:
                continue
            if wanted and not person.microphone.playing:
                # Only its length and items are asked for.
                person.microphone.play(Clip(EchoFrames(self._line, _tick)))  # type: ignore[arg-type]
            if person.desk_open is not wanted:
                robot.start(robot.turn_desk("on" if wanted else "off"))
                if not wanted:
                    person.microphone.stop()


def _tick() -> int:
    return int(asyncio.get_running_loop().time() / PERIOD_S)


async def _until_left(options: CompanionOptions) -> bool:
    company = asyncio.create_task(Company(options).run())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, company.cancel)
    try:
        await company
    except asyncio.CancelledError:
        return False
    return True


def keep(options: CompanionOptions) -> bool:
    """Keep people company; True when they have left, False when told to stop."""
    return asyncio.run(_until_left(options))
