"""The arrangement of booths as a file: what is not named stays, people change places, both forms say the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest

from server import arrangement
from server.arrangement import Arrangement, BoothPlan, Refusal
from server.errors import ProtocolError
from server.meeting import commands as c
from server.meeting.config import BoothConfig, MeetingConfig
from server.runtime import MeetingRuntime
from server.storage.memory import MemoryJournal

BOOTHS = (BoothConfig("en", 1), BoothConfig("fr", 1), BoothConfig("zh", 1))


@pytest.fixture
async def runtime() -> AsyncIterator[MeetingRuntime]:
    made = MeetingRuntime(MeetingConfig(meeting_id="m", booths=BOOTHS), MemoryJournal(), commit_spacing_s=0.0)
    await made.open()
    running = asyncio.create_task(made.run())
    people = (("tech", "technician", None), ("ann", "interpreter", "en"), ("fay", "interpreter", "fr"))
    for person, role, booth in people:
        await made.execute(c.Admit(person, f"hash {person}", person.title(), "", role, "en", booth))
        await made.execute(c.Connect(person))
    yield made
    await made.stop()
    await running


def seats(runtime: MeetingRuntime) -> dict[str, str]:
    return {desk.participant_id: desk.booth for desk in runtime.live.interpretation.desks.values()}


async def test_what_is_saved_and_loaded_at_once_changes_nothing(runtime: MeetingRuntime) -> None:
    saved = arrangement.of(runtime.live)
    assert arrangement.plan(runtime.live, saved, "tech") == ([], [])
    assert arrangement.from_toml(arrangement.to_toml(saved)) == saved
    assert msgspec.json.decode(msgspec.json.encode(saved), type=Arrangement) == saved


async def test_what_a_file_does_not_name_stays(runtime: MeetingRuntime) -> None:
    before = arrangement.of(runtime.live)
    report = await arrangement.load(runtime, Arrangement(policy="silence"), "tech")
    assert report == arrangement.Report(1, ())
    assert arrangement.of(runtime.live) == msgspec.structs.replace(before, policy="silence")


async def test_whoever_finds_a_booth_full_moves_when_the_other_has(runtime: MeetingRuntime) -> None:
    wanted = Arrangement(
        booths=(
            BoothPlan(language="fr", desks=1, interpreters=("ANN",)),
            BoothPlan(language="zh", desks=1, interpreters=("Fay",)),
        )
    )
    assert await arrangement.load(runtime, wanted, "tech") == arrangement.Report(2, ())
    assert seats(runtime) == {"fay": "zh", "ann": "fr"}


async def test_two_who_would_have_to_change_places_at_one_time_are_reported(runtime: MeetingRuntime) -> None:
    wanted = Arrangement(
        booths=(
            BoothPlan(language="fr", desks=1, interpreters=("Ann",)),
            BoothPlan(language="en", desks=1, interpreters=("Fay",)),
        )
    )
    report = await arrangement.load(runtime, wanted, "tech")
    assert report == arrangement.Report(0, (Refusal("booths.fr.Ann", "deskTaken"), Refusal("booths.en.Fay", "deskTaken")))
    assert seats(runtime) == {"ann": "en", "fay": "fr"}


@pytest.mark.parametrize("text", ["within = 'sometimes'", "desks = 3", "[[booths]]\ndesks = 1", "within =", "= 1"])
async def test_a_file_that_is_none_is_refused_whole(text: str) -> None:
    with pytest.raises(ProtocolError):
        arrangement.from_toml(text)
