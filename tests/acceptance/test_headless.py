"""The main job with participants without a browser: real processes, real UDP, sound measured in what receivers decode."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest

from headless.cadence import Cadence
from headless.dtls import Identity
from headless.participant import Participant
from headless.receiving import Tap
from headless.signalling import Refused
from headless.sound import level_dbfs, tone_dbfs
from server.signaling import messages as wire
from tests.acceptance.serving import Serving

pytestmark = pytest.mark.process

HEARD_DBFS = -40.0
UNHEARD_DBFS = -60.0


class Cast:
    """Participants of one test, closed with it."""

    def __init__(self, product: Serving, stack: AsyncExitStack) -> None:
        self.product, self._stack = product, stack
        self._identity, self._cadence = Identity(), Cadence()

    async def join(self, role: str, **fields: str) -> Participant:
        entry = await self.product.enter(role, **fields)
        person = Participant(identity=self._identity, cadence=self._cadence)
        await self._stack.enter_async_context(person)
        await person.join(self.product.url, entry["token"])
        return person


@pytest.fixture
async def cast(product: Serving) -> AsyncIterator[Cast]:
    async with AsyncExitStack() as stack:
        yield Cast(product, stack)


async def until_sound(tap: Tap, heard: dict[float, bool], seconds: float = 0.3, timeout_s: float = 8.0) -> None:
    """Wait until the last ``seconds`` of the tap hold exactly the tones wanted."""
    deadline = time.monotonic() + timeout_s
    while True:
        samples = tap.samples(seconds)
        levels = {hz: tone_dbfs(samples, hz) for hz in heard}
        if all((levels[hz] > HEARD_DBFS) if wanted else (levels[hz] < UNHEARD_DBFS) for hz, wanted in heard.items()):
            if tap.duration_s >= seconds:
                return
        if time.monotonic() > deadline:
            raise AssertionError(f"wanted {heard}, heard {levels} in {tap.duration_s:.1f} s of sound")
        await asyncio.sleep(0.02)


def first_sound(tap: Tap) -> float:
    """When the first block that is not silence arrived."""
    return next(arrival for arrival, block in tap.timed() if level_dbfs(block) > HEARD_DBFS)


async def with_floor(chair: Participant, speaker: Participant) -> str:
    request = await speaker.request_floor()
    await chair.until(lambda: request in chair.view.entries)
    await chair.request(wire.GrantFloor, request_id=request)
    await speaker.until(lambda: speaker.view.me.may_open_microphone)
    return request


async def test_a_granted_speaker_is_heard_interpreted_and_revoked(
    cast: Cast, record_property: Callable[[str, object], None]
) -> None:
    chair = await cast.join("chair")
    a, b, c = [await cast.join("delegate") for _ in range(3)]
    booth = await cast.join("interpreter", language="fr", booth="fr")
    for person in (a, b, c):
        await person.open_subscriber()
    await a.open_publisher()
    await booth.open_publisher()
    with pytest.raises(Refused, match="floorNotGranted"):
        await a.set_microphone(True)

    request = await with_floor(chair, a)
    on_floor, own = b.listen(), a.listen()
    a.play_tone(440)
    granted = time.monotonic()
    await a.set_microphone(True)
    await until_sound(on_floor, {440: True})
    record_property("open_to_sound_ms", round(1000 * (first_sound(on_floor) - granted)))

    await c.select_channel("fr")
    on_french = c.listen()
    await until_sound(on_french, {440: True})
    booth.play_tone(880)
    await booth.set_desk("on")
    await until_sound(on_french, {880: True, 440: False})
    await until_sound(on_floor, {440: True, 880: False})
    await until_sound(own, {440: False, 880: False})

    await chair.request(wire.EndSpeech, request_id=request)
    await until_sound(on_floor, {440: False, 880: False})
    await a.until(lambda: not a.view.me.may_open_microphone)
    assert b.stream("main").lost == 0
    assert b.subscriber is not None and b.subscriber.received.unknown == 0


async def test_the_passive_cannot_publish_and_are_told_at_once(cast: Cast) -> None:
    person = await cast.join("passive")
    with pytest.raises(Refused, match="notPermitted"):
        await person.open_publisher(5)
    await person.open_subscriber()


async def test_an_interpreter_on_push_to_mute_is_silent_and_heard_again(cast: Cast) -> None:
    listener, booth = await cast.join("passive"), await cast.join("interpreter", language="fr", booth="fr")
    await listener.open_subscriber()
    await listener.select_channel("fr")
    await booth.open_publisher()
    booth.play_tone(880)
    await booth.set_desk("on")
    tap = listener.listen()
    await until_sound(tap, {880: True})
    await booth.set_desk("pushToMute")
    await until_sound(tap, {880: False})
    await booth.set_desk("on")
    await until_sound(tap, {880: True})


async def test_who_comes_back_by_token_finds_request_channel_and_role(cast: Cast) -> None:
    first = await cast.join("delegate")
    request = await first.request_floor(language="es")
    await first.select_channel("ru")
    token = first.token
    await first.close()
    again = Participant()
    async with again:
        await again.join(cast.product.url, token)
        assert (again.view.me.request_id, again.view.me.channel, again.view.me.place) == (request, "ru", 1)
