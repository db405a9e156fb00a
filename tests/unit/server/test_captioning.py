"""Captions on their way: whose line it is, when it began, what waits while everyone is being told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from server.announcing import SLICE
from server.captioning import PACE_S, UNFINISHED_LIMIT, WAITING_LIMIT, Captioning
from server.errors import UserError
from server.meeting import commands as c
from server.meeting.config import MeetingConfig
from server.runtime import MeetingRuntime
from server.signaling.topics import Broadcast
from server.storage.memory import MemoryJournal


class Desk:
    """A runtime, its captions, and readers who keep what they are told."""

    def __init__(self, runtime: MeetingRuntime) -> None:
        self.runtime = runtime
        self.now = 1000.0
        self.heard = asyncio.Event()
        self.readers: dict[str, list[list[dict[str, Any]]]] = {"en": [[]], "fr": [[]]}
        self.captioning = Captioning[list[dict[str, Any]]](
            runtime, lambda language: self.readers[language], self._tell, wall=lambda: self.now, monotonic=lambda: self.now
        )

    def _tell(self, reader: list[dict[str, Any]], broadcast: Broadcast) -> None:
        reader.append(json.loads(broadcast.frame)["caption"])
        self.heard.set()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not condition():
                self.heard.clear()
                await self.heard.wait()

    async def write(self, by: str, caption_id: str, text: str, final: bool = False, at: float | None = None) -> None:
        await self.captioning.write(by, caption_id, "en", text, final, at)

    @property
    def told(self) -> list[tuple[str, str, bool]]:
        return [(line["captionId"], line["text"], line["final"]) for line in self.readers["en"][0]]


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    runtime = MeetingRuntime(MeetingConfig(meeting_id="m"), MemoryJournal(), commit_spacing_s=0.0)
    await runtime.open()
    running = asyncio.create_task(runtime.run())
    for person in ("ann", "bob"):
        await runtime.execute(c.Admit(person, f"hash {person}", person, "", "captioner", "en", None))
        await runtime.execute(c.Connect(person))
    await runtime.execute(c.Admit("tom", "hash tom", "tom", "", "delegate", "en", None))
    await runtime.execute(c.Connect("tom"))
    made = Desk(runtime)
    yield made
    made.captioning.stop()
    await runtime.stop()
    await running


async def refused(work: Any) -> str:
    with pytest.raises(UserError) as refusal:
        await work
    return refusal.value.code


async def test_a_line_began_when_its_first_text_came(desk: Desk) -> None:
    await desk.write("ann", "k1", "Good")
    began, desk.now = desk.now, desk.now + 5
    await desk.write("ann", "k1", "Good morn")
    assert desk.readers["en"][0][-1]["startedAt"] == began
    await desk.write("ann", "k1", "Good morning.", final=True)
    (line,) = desk.runtime.live.interpretation.captions["en"]
    assert line.text == "Good morning." and line.caption_id == "k1"


async def test_a_line_being_written_is_its_writers_alone(desk: Desk) -> None:
    await desk.write("ann", "k1", "Good")
    assert await refused(desk.write("bob", "k1", "Bad")) == "wrongState"
    assert await refused(desk.write("bob", "k1", "Bad", final=True)) == "wrongState"
    assert await refused(desk.captioning.write("ann", "k1", "fr", "Bon", True)) == "wrongState"
    assert await refused(desk.write("tom", "k2", "mine")) == "notPermitted"
    assert await refused(desk.write("ann", "k 3", "x")) == "valueInvalid"


async def test_unfinished_lines_are_bounded_the_one_untouched_for_longest_goes(desk: Desk) -> None:
    for number in range(UNFINISHED_LIMIT + 1):
        await desk.write("ann", f"k{number}", "x")
    await desk.write("bob", "k0", "free again")
    assert await refused(desk.write("bob", "k2", "not")) == "wrongState"


async def test_between_two_announcements_only_the_newest_state_waits(desk: Desk) -> None:
    await desk.write("ann", "k1", "T")
    for text in ("Th", "Tha", "Than"):
        await desk.write("ann", "k1", text)
    assert desk.told == [("k1", "T", False)]
    desk.now += PACE_S
    await desk.until(lambda: len(desk.told) == 2)
    assert desk.told[-1] == ("k1", "Than", False)
    assert desk.readers["fr"] == [[]]


async def test_what_waits_while_thousands_are_told_is_bounded_and_keeps_order(desk: Desk) -> None:
    desk.readers["en"] = [[] for _ in range(3 * SLICE)]
    await desk.write("ann", "k0", "first")
    for number in range(WAITING_LIMIT + 5):
        await desk.write("ann", f"n{number}", f"line {number}")
    desk.now += PACE_S
    last = desk.readers["en"][-1]
    await desk.until(lambda: len(last) == 1 + WAITING_LIMIT)
    assert [line["captionId"] for line in last[:2]] == ["k0", "n5"] and last[-1]["captionId"] == f"n{WAITING_LIMIT + 4}"
