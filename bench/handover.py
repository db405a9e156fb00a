"""The longest silence in a handover, in what a listener decodes.

Two desks of a booth with a tone each; the passive one is armed and sends already when the active one closes.  Whatever holds
neither tone is a gap; the listener's sequence numbers and timestamps must go on as if nothing had happened.  By the media
node alone, and by the whole product: interpreters without browsers offer, accept and close.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.house import House, Listening, Packet
from bench.product import serving
from bus.messages import Desk, DeskState, MeetingState, Microphone, Output
from headless.clips import tone
from headless.entry import enter
from headless.participant import Participant
from media.codec.opus import Decoder, packet_samples
from media.rtp.sequence import distance, timestamp_distance
from media.testing import Samples

FLOOR_HZ, TONES_HZ = 440.0, (1000.0, 2000.0)
LEVEL_DB: Final = -23.0
WINDOW: Final = 480
HOP: Final = 48
HEARD_DB: Final = -12.0
"""A tone is there while it is no weaker than this beside its level."""
WARM_UP_S: Final = 2.0
ARMED_S: Final = 0.6
"""Between the acceptance and the moment the active desk closes."""


def longest_without(sound: Samples, tones_hz: tuple[float, ...], level_db: float) -> float:
    """Milliseconds of the longest stretch that holds none of the tones, looked at in windows of 10 ms."""
    windows = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[::HOP] * np.hanning(WINDOW)
    loudest = np.zeros(len(windows))
    for frequency_hz in tones_hz:
        turn = np.exp(-2j * np.pi * frequency_hz * np.arange(WINDOW) / 48_000)
        loudest = np.maximum(loudest, 2 * np.abs(windows @ turn) / np.sum(np.hanning(WINDOW)) / np.sqrt(2))
    absent = loudest < 10 ** ((level_db + HEARD_DB) / 20)
    longest = run = 0
    for gap in absent.tolist():
        run = run + 1 if gap else 0
        longest = max(longest, run)
    return longest * HOP / 48


@dataclass(frozen=True, slots=True)
class Handovers:
    gaps_ms: tuple[float, ...]
    """The longest of each handover."""
    breaks: int
    """Packets whose sequence number or timestamp does not follow the one before."""
    lost: int
    """Ticks for which no packet came."""


def continuity(packets: list[Packet]) -> tuple[int, int]:
    """(breaks, packets that should have come between): numbers go on by one, timestamps by what the packet before held."""
    breaks = lost = 0
    for before, after in zip(packets, packets[1:], strict=False):
        numbers = distance(after.header.sequence_number, before.header.sequence_number)
        step = timestamp_distance(after.header.timestamp, before.header.timestamp)
        lengths, rest = divmod(step, packet_samples(before.payload))
        breaks += numbers != 1 or rest != 0 or lengths < 1
        lost += max(0, lengths - 1)
    return breaks, lost


def _judged(packets: list[Packet], starts: Sequence[float], every_s: float) -> Handovers:
    """``starts``: when each handover began, in the packets' time."""
    decoder = Decoder()
    sound = [(packet.at, decoder.decode(packet.payload)) for packet in packets]
    gaps_ms = []
    for start in starts:
        piece = np.concatenate([block for at, block in sound if start - 0.1 < at < start + every_s])
        gaps_ms.append(longest_without(piece, TONES_HZ, LEVEL_DB))
    return Handovers(tuple(gaps_ms), *continuity([packet for packet in packets if packet.at > starts[0] - 0.1]))


def _state(ivo: DeskState, eva: DeskState) -> MeetingState:
    return MeetingState(
        "m",
        channels=("fr",),
        microphones=(Microphone("ada/mic", "open"),),
        desks=(Desk("ivo/mic", "fr", ivo, "fr"), Desk("eva/mic", "fr", eva, "fr")),
        outputs=(Output("fr", "fr"),),
    )


async def handovers(number: int = 10, every_s: float = 0.7) -> Handovers:
    """Through the real transport and mixer."""
    async with House() as house:
        house.state(_state("open", "armed"))
        listening = await house.listen("leo", "fr")
        speakers = {owner: await house.publish(owner) for owner in ("ada", "ivo", "eva")}
        seconds = WARM_UP_S + number * every_s + 2
        tones = [tone(frequency_hz, seconds, LEVEL_DB) for frequency_hz in (FLOOR_HZ, *TONES_HZ)]
        for speaking, clip in zip(speakers.values(), tones, strict=True):
            house.speak(speaking, clip)
        await asyncio.sleep(WARM_UP_S)
        starts = []
        for turn in range(number):
            starts.append(time.monotonic())
            house.state(_state("armed", "open") if turn % 2 == 0 else _state("open", "armed"))
            await asyncio.sleep(every_s)
        return _judged(listening.packets["main"], starts, every_s)


async def product_handovers(url: str, number: int = 4, every_s: float = 1.0) -> Handovers:
    """Through server, transport and mixer: one offers, the other accepts, the first closes."""
    async with AsyncExitStack() as stack:
        ivo, eva, leo = [
            await stack.enter_async_context(await _entered(url, name, role))
            for name, role in (("Ivo", "interpreter"), ("Eva", "interpreter"), ("Leo", "delegate"))
        ]
        await leo.select_channel("fr")
        await leo.open_subscriber("audio")
        assert leo.subscriber is not None
        listening = Listening(leo.subscriber)
        seconds = WARM_UP_S + number * (every_s + 2) + 10
        for person, frequency_hz in zip((ivo, eva), TONES_HZ, strict=True):
            await person.open_publisher()
            person.microphone.play(tone(frequency_hz, seconds, LEVEL_DB), loop=True)
        await ivo.set_desk("on")
        await asyncio.sleep(WARM_UP_S)
        starts = []
        for turn in range(number):
            active, passive = (ivo, eva) if turn % 2 == 0 else (eva, ivo)
            await active.offer_handover()
            await passive.until(lambda who=passive: _offered(who))  # type: ignore[misc]
            await passive.answer_handover()
            await passive.until(lambda who=passive: who.microphone.open)  # type: ignore[misc]
            await asyncio.sleep(ARMED_S)
            starts.append(time.monotonic())
            await active.set_desk("off")
            await passive.until(lambda who=passive: who.desk_open)  # type: ignore[misc]
            await asyncio.sleep(every_s)
        return _judged(listening.packets["main"], starts, every_s)


def _offered(person: Participant) -> bool:
    booth = person.view.booths.get("fr")
    return booth is not None and booth.handover is not None and booth.handover.state == "offered"


async def _entered(url: str, name: str, role: str) -> Participant:
    booth = "fr" if role == "interpreter" else None
    entry = await enter(url, "demo", name=name, role=role, language="fr", booth=booth)
    person = Participant()
    await person.join(url, entry.token)
    return person


def run_handovers(*, quick: bool = False) -> Handovers:
    return asyncio.run(handovers(4 if quick else 20))


def run_product_handovers(*, quick: bool = False) -> Handovers:
    with serving() as product:
        return asyncio.run(product_handovers(product.url, 2 if quick else 10))
