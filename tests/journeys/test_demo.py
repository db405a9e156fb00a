"""``run.py demo``: a debate goes on by itself, and makes room for people in every role."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from headless import script
from headless.participant import Participant
from headless.receiving import Tap
from headless.sound import level_dbfs, tone_dbfs
from media.codec.vp8 import Vp8Decoder
from server.signaling import messages as wire
from tests.acceptance.serving import Serving, serving

pytestmark = pytest.mark.process

SCRIPT = script.load()
ROBOTS = {part.name for part in SCRIPT.delegates}
SPEECH_DBFS = -45.0
TONE_DBFS = -40.0


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Serving]:
    async with serving(tmp_path, command="demo") as running:
        yield running


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as opened:
        yield opened


async def come(demo: Serving, stack: AsyncExitStack, role: str, **fields: str) -> Participant:
    entry = await demo.enter(role, **fields)
    person = await stack.enter_async_context(Participant())
    await person.join(demo.url, entry["token"])
    return person


async def listen(person: Participant, channel: str) -> Tap:
    await person.open_subscriber()
    await person.select_channel(channel)
    return person.listen()


async def heard(tap: Tap, predicate: Callable[[Tap], bool], within_s: float) -> float:
    """Seconds until the predicate holds of what was received."""
    begin = time.monotonic()
    while not predicate(tap):
        if time.monotonic() - begin > within_s:
            raise AssertionError(f"not heard within {within_s} s; level {level_dbfs(tap.samples(1.0)):.0f} dBFS")
        await asyncio.sleep(0.05)
    return time.monotonic() - begin


def speech(tap: Tap) -> bool:
    return tap.duration_s > 1 and level_dbfs(tap.samples(1.0)) > SPEECH_DBFS


def tone(frequency_hz: float) -> Callable[[Tap], bool]:
    return lambda tap: tap.duration_s > 0.5 and tone_dbfs(tap.samples(0.5), frequency_hz) > TONE_DBFS


def robot_speaks(person: Participant) -> bool:
    speaker = person.view.stage.speaker
    return speaker is not None and speaker.name in ROBOTS and speaker.microphone


async def test_the_debate_is_heard_and_seen_in_the_language_chosen(demo: Serving, stack: AsyncExitStack) -> None:
    person = await come(demo, stack, "passive")
    taps = {"floor": await listen(person, "floor")}
    other = await come(demo, stack, "passive")
    taps["fr"] = await listen(other, "fr")
    pictures = {mid: person.stream(mid).keep_pictures() for mid in ("speaker", "room")}
    await person.until(lambda: robot_speaks(person) and person.view.stage.floor_language != "fr", 60)
    for tap in taps.values():
        tap.clear()
        await heard(tap, speech, 10)
    await asyncio.sleep(2)
    floor, french = taps["floor"].samples(2.0), taps["fr"].samples(2.0)
    likeness = float(abs((floor * french).mean()) / ((floor**2).mean() * (french**2).mean()) ** 0.5)
    assert likeness < 0.3, "French listeners hear the booth, not the floor"
    for mid, frames in pictures.items():
        decoder = Vp8Decoder()
        start = next(index for index, frame in enumerate(frames) if not frame[0] & 1)
        shown = [decoder.decode(frame) for frame in list(frames)[start:]]
        assert len(shown) > 5 and shown[0] is not None and shown[-1] is not None, mid
        assert shown[0].shape == (360, 640, 3)
        assert (shown[0] != shown[-1]).any(), mid


async def test_a_person_asks_for_the_floor_speaks_and_is_followed_by_robots(demo: Serving, stack: AsyncExitStack) -> None:
    ada = await come(demo, stack, "delegate", name="Ada")
    tap = await listen(await come(demo, stack, "passive"), "fr")
    await ada.open_publisher()
    await ada.until(lambda: robot_speaks(ada), 60)
    asked_at = time.monotonic()
    await ada.request_floor()
    await ada.until(lambda: ada.view.me.may_open_microphone, 40)
    waited_s = time.monotonic() - asked_at
    ada.play_tone(440)
    await ada.set_microphone(True)
    await heard(tap, tone(440), 20)
    speaker = ada.view.stage.speaker
    assert speaker is not None and speaker.name == "Ada"
    assert waited_s < 30
    await ada.request(wire.EndSpeech, request_id=ada.view.me.request_id or "")
    await ada.until(lambda: robot_speaks(ada), 30)


@pytest.mark.soak
async def test_a_person_takes_a_booth_over_and_the_robot_comes_back_afterwards(demo: Serving, stack: AsyncExitStack) -> None:
    listener = await come(demo, stack, "passive")
    tap = await listen(listener, "fr")
    entry = await demo.enter("interpreter", language="fr", booth="fr")
    async with Participant() as interpreter:
        await interpreter.join(demo.url, entry["token"])
        await interpreter.open_publisher()

        def desks() -> dict[str, str]:
            return {desk.person.name: desk.mode for desk in interpreter.view.booths["fr"].desks}

        await interpreter.until(lambda: desks().get("Claire Morel") == "on", 60)
        interpreter.play_tone(880)
        await interpreter.set_desk("on")
        await heard(tap, tone(880), 5)
        await asyncio.sleep(6)
        assert desks() == {"Claire Morel": "off", "Interpreter": "on"}
        assert tone(880)(tap)
        await interpreter.set_desk("off")
        await asyncio.sleep(3)
        assert desks()["Claire Morel"] == "off", "the robot waits while the person is there"
        await interpreter.leave()
    tap.clear()
    await heard(tap, speech, 60)
    await listener.until(lambda: feed(listener, "fr") == "interpreted", 60)


def feed(person: Participant, language: str) -> str:
    return next(channel.feed for channel in person.view.stage.channels if channel.language == language)


@pytest.mark.soak
async def test_robots_wait_for_the_grant_of_a_person_in_the_chair(demo: Serving, stack: AsyncExitStack) -> None:
    person = await come(demo, stack, "chair", name="Bo")
    tap = await listen(person, "floor")

    def chairs() -> set[str]:
        return {someone.name for someone in person.view.people.values() if someone.role == "chair" and someone.connected}

    await person.until(lambda: SCRIPT.chair.name not in chairs(), 20)
    await person.until(lambda: person.view.stage.speaker is None and len(person.view.list) == 2, 60)
    await asyncio.sleep(6)
    assert person.view.stage.speaker is None, "nobody but the person gives the floor"
    tap.clear()
    chosen = person.view.list[1]
    await person.request(wire.GrantFloor, request_id=chosen.request_id)
    await heard(tap, speech, 10)
    speaker = person.view.stage.speaker
    assert speaker is not None and speaker.id == chosen.person
    await person.leave()
    watcher = await come(demo, stack, "passive")
    await watcher.until(lambda: robot_speaks(watcher) and watcher.view.stage.speaker != speaker, 60)


async def test_the_debate_goes_on_whichever_process_is_killed(demo: Serving, stack: AsyncExitStack) -> None:
    person = await come(demo, stack, "passive")
    await listen(person, "fr")
    await person.until(lambda: robot_speaks(person), 60)
    everyone = person.view.counts.connected
    for process in ("server", "transport", "mixer"):
        before = person.subscriber
        demo.kill(process)
        if process == "server":
            await person.until(lambda: not person.connected, 10)
        tap = await fresh_speech(person, within_s=45)
        if process == "server":
            await person.until(lambda: person.connected and person.view.counts.connected == everyone, 30)
            await asyncio.sleep(3)
            assert person.subscriber is before, "media runs on while the server is away"
            assert person.stream("main").lost == 0 and tap.concealed == 0
        await person.until(lambda: person.connected and person.view.counts.connected == everyone, 30)
    assert "Traceback" not in demo.log.read_text()


async def fresh_speech(person: Participant, within_s: float) -> Tap:
    """Speech among what is received from now on, by the connection of the moment."""
    tap, deadline = person.listen(), time.monotonic() + within_s
    while not speech(tap):
        assert time.monotonic() < deadline, "no speech came back"
        await asyncio.sleep(0.1)
        if person.subscriber is not None and person.stream("main").tap is not tap:
            tap = person.listen()
    return tap
