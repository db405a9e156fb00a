"""A debate of people without browsers that goes on as long as it must, and what of it is to be heard in each language."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections import defaultdict
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial

from headless import picture
from headless.cadence import Cadence
from headless.dtls import Identity
from headless.participant import Participant
from headless.sending import Loop
from headless.signalling import Disconnected, Refused
from server.meeting.webcasting import LAYOUTS
from server.signaling import messages as wire
from tests.acceptance.serving import Serving

log = logging.getLogger(__name__)

LANGUAGES = {"ar": 1000.0, "zh": 1300.0, "en": 1600.0, "fr": 1900.0, "ru": 2200.0, "es": 2500.0}
DELEGATES = {"CL": 450.0, "NO": 700.0}
TONES = sorted({*LANGUAGES.values(), *DELEGATES.values()})
CHANNELS = ("floor", *LANGUAGES)

SPEECH_S = 7.0
SETTLE_S = 2.0
"""After a change of what is heard: desk, mixer and jitter buffers; then a segment is to hold one tone alone."""
RECOVERY_S = 20.0
"""Within so long after a process was killed everything is to be heard in its place again."""
SAMPLE_S = 2.0
STARVED = 0.2
"""Share of the time in which somebody lacks a processor: from then on this machine makes pictures late."""
CATCH_UP_S = 10.0


@dataclass
class Truth:
    """What each rendition is to sound like, and since when; nobody is asked while something changes."""

    changes: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    """Channel -> (Unix seconds, tone); 0: nobody knows."""
    faults: list[tuple[str, float, float]] = field(default_factory=list)
    starved: list[tuple[float, float]] = field(default_factory=list)
    """Unix seconds, and how many of them somebody has lacked a processor."""

    def unknown(self, *channels: str) -> None:
        for channel in channels or CHANNELS:
            self.changes[channel].append((time.time(), 0.0))

    def heard(self, channel: str, tone_hz: float) -> None:
        self.changes[channel].append((time.time(), tone_hz))

    def tone(self, channel: str, begins: float, ends: float) -> float:
        """Of the whole stretch; 0: not known."""
        past = [change for change in self.changes[channel] if change[0] <= ends]
        if not past or past[-1][0] > begins - SETTLE_S or self.disturbed(begins, ends):
            return 0.0
        return past[-1][1]

    def disturbed(self, begins: float, ends: float) -> bool:
        return any(fault - SETTLE_S < ends and begins < over + SETTLE_S for _, fault, over in self.faults)

    def at_ease(self, at: float) -> bool:
        """Nothing was killed and nobody lacked a processor lately."""
        lately = [(when, total) for when, total in self.starved if at - CATCH_UP_S - SAMPLE_S < when < at + SAMPLE_S]
        if len(lately) < 2 or self.disturbed(at, at):
            return False
        return lately[-1][1] - lately[0][1] < STARVED * (lately[-1][0] - lately[0][0])


class Debate:
    """People without browsers."""

    def __init__(self, product: Serving, truth: Truth) -> None:
        self.product, self.truth = product, truth
        self.delegates: dict[str, Participant] = {}
        self.interpreters: dict[str, Participant] = {}
        self.technician = Participant()
        self.chair = Participant()
        self.silenced: set[str] = set()
        """Languages whose interpreter did not consent to the recording for a while."""
        self._speakers = itertools.cycle(DELEGATES)
        self._turns = itertools.cycle(LANGUAGES)
        self._layouts = itertools.cycle(LAYOUTS)
        self._speech = ""
        self._cadence, self._identity = Cadence(), Identity()

    async def enter(self, stack: AsyncExitStack) -> None:
        for code, tone_hz in DELEGATES.items():
            drawn = await asyncio.to_thread(picture.person, code, code)
            self.delegates[code] = await self._publisher(stack, tone_hz, drawn, role="delegate", delegation=code)
        for language, tone_hz in LANGUAGES.items():
            fields = {"role": "interpreter", "language": language, "booth": language}
            self.interpreters[language] = await self._publisher(stack, tone_hz, None, **fields)
        for person, role in ((self.technician, "technician"), (self.chair, "chair")):
            await stack.enter_async_context(person)
            await person.join(self.product.url, (await self.product.enter(role))["token"])

    async def _publisher(self, stack: AsyncExitStack, tone_hz: float, show: Loop | None, **fields: str) -> Participant:
        person = await stack.enter_async_context(Participant(identity=self._identity, cadence=self._cadence))
        await person.join(self.product.url, (await self.product.enter(**fields))["token"])
        await person.open_publisher()
        person.play_tone(tone_hz)
        person.show(show)
        return person

    @property
    def people(self) -> list[Participant]:
        return [*self.delegates.values(), *self.interpreters.values(), self.technician, self.chair]

    async def settle(self) -> None:
        """Everyone is there, every desk is open, and somebody has the floor; after a fault too."""
        self.truth.unknown()
        while True:
            try:
                await self._settle()
            except (Refused, Disconnected, TimeoutError) as error:
                log.info("not settled yet: %r", error)
                await asyncio.sleep(0.5)
            else:
                return

    async def _settle(self) -> None:
        for person in self.people:
            await person.until(partial(getattr, person, "connected"), RECOVERY_S)
        for person in (*self.delegates.values(), *self.interpreters.values()):
            await person.open_publisher(RECOVERY_S)
        for language, interpreter in self.interpreters.items():
            await interpreter.request(wire.SetConsent, recording=True, webcast=True)
            await interpreter.set_desk("on")
            self.truth.heard(language, LANGUAGES[language])
        for line in self.chair.view.list:
            if line.state in ("granted", "speaking", "paused"):
                await self.chair.request(wire.EndSpeech, request_id=line.request_id)
        await self.speak()

    async def speak(self) -> float:
        """The next delegate's statement begins; their tone."""
        code = next(self._speakers)
        speaker = self.delegates[code]
        self._speech = await speaker.request_floor()
        await self.chair.request(wire.CallSpeaker, request_id=self._speech)
        await self.chair.request(wire.GrantFloor, request_id=self._speech)
        await speaker.set_microphone(True)
        self.truth.heard("floor", DELEGATES[code])
        return DELEGATES[code]

    async def turn(self) -> None:
        """A statement: in it one interpreter pauses, the next does not consent, the one after that not to the recording."""
        self.truth.unknown("floor")
        await self.chair.request(wire.EndSpeech, request_id=self._speech)
        tone_hz = await self.speak()
        await self.technician.request(wire.SetWebcastLayout, layout=next(self._layouts))
        pausing, unseen, unrecorded = (next(self._turns) for _ in range(3))
        self.truth.unknown(pausing, unseen)
        await self.interpreters[pausing].set_desk("off")
        self.truth.heard(pausing, tone_hz)
        await self.interpreters[unseen].request(wire.SetConsent, recording=False, webcast=False)
        self.truth.heard(unseen, tone_hz)
        await self.interpreters[unrecorded].request(wire.SetConsent, recording=False, webcast=True)
        self.silenced.add(unrecorded)
        await asyncio.sleep(SPEECH_S)
        self.truth.unknown(pausing, unseen)
        await self.interpreters[pausing].set_desk("on")
        for language in (unseen, unrecorded):
            await self.interpreters[language].request(wire.SetConsent, recording=True, webcast=True)
        for language in (pausing, unseen):
            self.truth.heard(language, LANGUAGES[language])
        await asyncio.sleep(SPEECH_S)
