"""The demo's session: robots in every role, directed by the machines of ``debate``, that make room for people.

The director looks at the meeting ten times a second through the secretariat's eyes (a technician sees list, roster and
every booth) and lets each robot carry out one deed at a time.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass

from headless import debate, picture, script
from headless.cadence import Cadence
from headless.clips import Library
from headless.dtls import Identity
from headless.robots import SETTLE_S, House, Robot
from headless.sending import Loop
from headless.view import View
from server.signaling import messages as wire

STEP_S = 0.1
ROSTER_S = 20.0
"""The roster is read again now and then, so that a delta missed costs no more than this."""

log = logging.getLogger("hemicycle.demo")


@dataclass(frozen=True)
class DemoOptions:
    url: str
    """Of the server, such as ``http://127.0.0.1:8080``."""
    meeting: str = "demo"


class Pictures:
    """Loops drawn when first needed, in a thread."""

    def __init__(self) -> None:
        self._loops: dict[str, Loop] = {}

    async def get(self, key: str, draw: Callable[[], Loop]) -> Loop:
        if (found := self._loops.get(key)) is None:
            found = self._loops[key] = await asyncio.to_thread(draw)
        return found


class Session:
    """All robots of one meeting."""

    def __init__(self, options: DemoOptions) -> None:
        self.script = script.load()
        self._library = Library()
        self._pictures = Pictures()
        house = House(options.url, options.meeting, Identity(), Cadence())
        self._house = house
        text = self.script
        self.secretariat = Robot(house, text.secretariat, "technician", "none")
        self.chair = Robot(house, text.chair, "chair", "publish")
        self.hall = Robot(house, text.hall, "room", "publish")
        self.delegates = {part.key: Robot(house, part, "delegate", "publish") for part in text.delegates}
        self.booths = {
            part.language: Robot(house, part, "interpreter", "publish", booth=part.language) for part in text.interpreters
        }
        self.listeners = [Robot(house, part, "passive", "listen") for part in text.listeners]
        self._chairing = debate.Chair()
        self._speaking = debate.Speakers(list(self.delegates))
        self._interpreting = {language: debate.Booth(language) for language in self.booths}
        self._presiding = debate.Presence()
        self._speech: debate.Speech | None = None
        self._speeches = 0
        self._person_speaks: str | None = None
        self._chair_task: asyncio.Task[None] | None = None
        self._roster_known = False

    async def run(self) -> None:
        """Until cancelled; then every robot leaves."""
        robots = [self.secretariat, self.hall, *self.delegates.values(), *self.booths.values(), *self.listeners]
        try:
            async with asyncio.TaskGroup() as tasks:
                for robot in robots:
                    tasks.create_task(robot.run(), name=robot.part.name)
                tasks.create_task(self._read_roster(), name="roster")
                tasks.create_task(self._direct(tasks), name="director")
        finally:
            for robot in [self.chair, *robots]:
                await robot.stop()

    async def _direct(self, tasks: asyncio.TaskGroup) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(STEP_S)
            if self._roster_known and self.secretariat.present and self.secretariat.person is not None:
                now, view = loop.time(), self.secretariat.person.view
                self._preside(view, tasks, now)
                seen = self.seen(view)
                self._listen(view, seen, now)
                self._step_chair(seen, now)
                self._step_delegates(view, seen, now)
                self._step_booths(view, now)
                self._step_hall()

    async def _read_roster(self) -> None:
        while True:
            self._roster_known |= await self.secretariat.read_roster()
            await asyncio.sleep(ROSTER_S if self._roster_known else STEP_S)

    # --- what is seen -------------------------------------------------------------------------------------------------

    def seen(self, view: View) -> debate.Seen:
        ids = {robot.id: key for key, robot in self.delegates.items() if robot.id}
        return debate.seen(view, ids)

    def _listen(self, view: View, seen: debate.Seen, now: float) -> None:
        """A person's speech begins and ends with the microphone; the robots' own are told by :meth:`_perform`."""
        holder = seen.holder()
        speaker = holder.person if holder is not None and holder.microphone and holder.person not in seen.robots else None
        if speaker is None and (self._speech is None or self._speech.key is None):
            speaker = self._person_presiding(view)
        if speaker is not None and speaker != self._person_speaks:
            self._begin(None, view.stage.floor_language, now)
        elif speaker is None and self._person_speaks is not None and self._speech is not None and self._speech.key is None:
            self._speech = None
        if speaker is not None and self._speech is not None and self._speech.language != view.stage.floor_language:
            self._begin(None, view.stage.floor_language, now)
        self._person_speaks = speaker

    def _person_presiding(self, view: View) -> str | None:
        ours = self.chair.ids
        return next((p.id for p in view.people.values() if p.role == "chair" and p.id not in ours and p.microphone), None)

    def _begin(self, key: str | None, language: str | None, now: float) -> None:
        self._speeches += 1
        self._speech = debate.Speech(self._speeches, key, language, now)

    # --- chair --------------------------------------------------------------------------------------------------------

    def _preside(self, view: View, tasks: asyncio.TaskGroup, now: float) -> None:
        """The robot presides only while no person does."""
        ours = self.chair.ids
        there = any(p.role == "chair" and p.connected and p.id not in ours for p in view.people.values())
        person_presides = self._presiding.step(there, now)
        if person_presides and self._chair_task is not None:
            self._chair_task.cancel()
            self._chair_task = None
        elif not person_presides and (self._chair_task is None or self._chair_task.done()):
            self._chairing = debate.Chair()
            self._chair_task = tasks.create_task(self.chair.run(), name="chair")

    def _step_chair(self, seen: debate.Seen, now: float) -> None:
        chair = self.chair
        if not chair.present or chair.person is None or self._chair_task is None:
            return
        self._show(chair, "Chair")
        if chair.busy:
            return
        deeds = self._chairing.step(seen, now)
        for deed in deeds:
            if isinstance(deed, debate.WindUp):
                delegate = self.delegates[deed.key].person
                if delegate is not None:
                    delegate.microphone.wind_up(deed.within_s)
        if any(not isinstance(deed, debate.WindUp) for deed in deeds):
            chair.start(self._carry_out(deeds))

    async def _carry_out(self, deeds: list[debate.ChairDeed]) -> None:
        person = self.chair.person
        if person is None:
            return
        for deed in deeds:
            match deed:
                case debate.Call(request_id=request_id):
                    await person.request(wire.CallSpeaker, request_id=request_id)
                case debate.Grant(request_id=request_id):
                    await person.request(wire.GrantFloor, request_id=request_id)
                case debate.End(request_id=request_id):
                    await person.request(wire.EndSpeech, request_id=request_id)
                case debate.Announce(key=key):
                    await self._speak(self.chair, key)
                    self._chairing.announced()

    # --- delegates ----------------------------------------------------------------------------------------------------

    def _step_delegates(self, view: View, seen: debate.Seen, now: float) -> None:
        ready = [key for key, robot in self.delegates.items() if robot.present and not robot.busy]
        for request in self._speaking.step(seen, ready, now):
            robot = self.delegates[request.key]
            robot.start(robot.request_floor())
        states = {line.person: line for line in view.list}
        for key, robot in self.delegates.items():
            line = states.get(robot.id)
            if line is None or line.state in ("queued", "deferred"):
                robot.camera_off()
                continue
            self._show(robot, robot.part.country)
            if line.state == "called" and not line.answered and not robot.busy:
                robot.start(robot.answer_call())
            if line.state in ("granted", "speaking") and not robot.busy:
                robot.start(self._perform(robot, key, line.request_id))

    async def _perform(self, robot: Robot, key: str, request_id: str) -> None:
        """The statement, from the grant to the end; a revoked microphone ends it early."""
        await asyncio.sleep(SETTLE_S)
        await self._speak(robot, key)
        await asyncio.sleep(SETTLE_S)
        if robot.person is not None:
            await robot.person.request(wire.EndSpeech, request_id=request_id)

    async def _speak(self, robot: Robot, key: str) -> None:
        """Say a clip in the robot's own language, with the booths told of it."""
        language = robot.part.language
        self._begin(key, language, asyncio.get_running_loop().time())
        mine = self._speech
        try:
            await robot.say(self._library.clip(key, language))
        finally:
            if self._speech is mine:
                self._speech = None

    # --- booths, hall -------------------------------------------------------------------------------------------------

    def _step_booths(self, view: View, now: float) -> None:
        ours = {known for robot in self.booths.values() for known in robot.ids}
        present = [p.id for p in view.people.values() if p.connected]
        for language, robot in self.booths.items():
            if not robot.present or robot.person is None or robot.busy:
                continue
            # The robot's own view: whose desk is open and whether its own is must be of one moment.
            booth = robot.person.view.booths.get(language)
            desks = booth.desks if booth is not None else ()
            opened_by = [desk.person.id for desk in desks if desk.mode != "off" and desk.person.id not in ours]
            desk_open = robot.person.desk_open
            for deed in self._interpreting[language].step(self._speech, desk_open, opened_by, present, now):
                match deed:
                    case debate.OpenDesk():
                        robot.start(robot.turn_desk("on"))
                    case debate.CloseDesk():
                        robot.start(robot.turn_desk("off"))
                    case debate.Say(key=key):
                        robot.interpret(self._library.clip(key, language))

    def _step_hall(self) -> None:
        """Ambience and picture.  A hall muted by the chair stays muted."""
        hall, person = self.hall, self.hall.person
        if not hall.present or person is None or hall.busy:
            return
        self._show(hall, "")
        if person.publisher is not None and not person.microphone.playing:
            hall.start(hall.open_at_will(self._library.ambience))

    def _show(self, robot: Robot, title: str) -> None:
        name = robot.part.name
        robot.camera_on(
            lambda: self._pictures.get(name, lambda: picture.person(name, title) if title else picture.hall(name))
        )


async def _until_stopped(options: DemoOptions) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    session = asyncio.create_task(Session(options).run())
    stopped = asyncio.create_task(stopping.wait())
    await asyncio.wait((session, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    session.cancel()
    try:
        await session
    except asyncio.CancelledError:
        log.debug("the robots have left")


def main(options: DemoOptions) -> None:
    """Run the robots until SIGTERM or SIGINT."""
    asyncio.run(_until_stopped(options))
