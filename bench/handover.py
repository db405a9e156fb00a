"""The longest silence in a handover, in what a listener decodes.

Two desks of a booth with a tone each; the passive one is armed and sends already when the active one closes.  Whatever holds
neither tone is a gap; the listener's sequence numbers and timestamps must go on as if nothing had happened.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.house import House, Packet
from bus.messages import Desk, DeskState, MeetingState, Microphone, Output
from headless.clips import tone
from media.rtp.sequence import distance, timestamp_distance
from media.testing import Samples

FLOOR_HZ, TONES_HZ = 440.0, (1000.0, 2000.0)
LEVEL_DB: Final = -23.0
WINDOW: Final = 480
HOP: Final = 48
HEARD_DB: Final = -12.0
"""A tone is there while it is no weaker than this beside its level."""
BLOCK: Final = 960
WARM_UP_S: Final = 2.0


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
    """(breaks, ticks without a packet): numbers go on by one, timestamps by whole blocks."""
    breaks = lost = 0
    for before, after in zip(packets, packets[1:], strict=False):
        numbers = distance(after.header.sequence_number, before.header.sequence_number)
        blocks, rest = divmod(timestamp_distance(after.header.timestamp, before.header.timestamp), BLOCK)
        breaks += numbers != 1 or rest != 0 or blocks < 1
        lost += max(0, blocks - 1)
    return breaks, lost


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
            starts.append(len(listening.packets["main"]))
            house.state(_state("armed", "open") if turn % 2 == 0 else _state("open", "armed"))
            await asyncio.sleep(every_s)
        packets = listening.packets["main"]
        sound = listening.sound()
        pieces = [sound[start * BLOCK :][: round(every_s * 48_000)] for start in starts]
        gaps_ms = tuple(longest_without(piece, TONES_HZ, LEVEL_DB) for piece in pieces)
        return Handovers(gaps_ms, *continuity(packets[starts[0] :]))


def run_handovers(*, quick: bool = False) -> Handovers:
    return asyncio.run(handovers(4 if quick else 20))
