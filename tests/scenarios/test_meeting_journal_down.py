"""The journal fails in the middle of a meeting: nothing opens, everything can be closed, nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.floor import places
from server.meeting.meeting import Meeting
from server.runtime import MeetingRuntime
from server.storage.database import Database
from server.storage.journal import SqlJournal
from server.storage.memory import MemoryJournal
from tests.unit.server.meeting_shell import CONFIG, FaultyJournal, code_of, enter, eventually, running, speaking, turns


async def _replay(journal: FaultyJournal) -> Meeting:
    fresh = Meeting(CONFIG)
    for event in await journal.read("sitting"):
        fresh.apply(event)
    return fresh


async def test_a_grant_whose_commit_fails_never_opens_a_microphone() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await enter(runtime, "chair", "chair")
        await enter(runtime, "ana")
        await runtime.execute(c.RequestFloor("ana", "speech", "statement"))
        journal.gate.clear()
        granting = asyncio.create_task(code_of(runtime.execute(c.GrantFloor("chair", "speech"))))
        opening = asyncio.create_task(code_of(runtime.execute(c.SetMicrophone("ana", True))))
        await turns()
        assert runtime.open_microphones() == {}
        journal.failing = True
        journal.gate.set()
        assert [await granting, await opening] == ["journalUnavailable", "journalUnavailable"]
        assert not runtime.journal_healthy
        assert runtime.live.floor.requests["speech"].state == "queued"
        assert await code_of(runtime.execute(c.SetMicrophone("ana", True))) == "floorNotGranted"
        journal.heal()
        await eventually(lambda: runtime.journal_healthy)
        assert runtime.live == runtime.committed == await _replay(journal)
        assert places(runtime.live).get("ana") == 1


@pytest.mark.parametrize("fails", [False, True])
async def test_a_revoke_during_a_pending_opening_keeps_the_microphone_closed_whatever_the_commit_does(fails: bool) -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await enter(runtime, "chair", "chair")
        await enter(runtime, "ana")
        await runtime.execute(c.RequestFloor("ana", "speech", "statement"))
        seen: list[set[str]] = []
        runtime.subscribe(lambda events, live: seen.append(set(runtime.open_microphones())))
        journal.gate.clear()
        pending = [
            asyncio.create_task(code_of(runtime.execute(command)))
            for command in (c.GrantFloor("chair", "speech"), c.SetMicrophone("ana", True))
        ]
        await turns()
        await runtime.execute(c.EndSpeech("chair", "speech"))
        assert runtime.open_microphones() == {}
        journal.failing = fails
        journal.gate.set()
        await asyncio.gather(*pending)
        assert runtime.open_microphones() == {}
        journal.heal()
        await eventually(lambda: runtime.journal_healthy and runtime.live == runtime.committed)
        assert runtime.open_microphones() == {}
        assert seen and not any(seen)
        assert await code_of(runtime.execute(c.SetMicrophone("ana", True))) == "floorNotGranted"
        assert await _replay(journal) == runtime.live


async def test_closing_works_while_the_journal_is_down_and_is_journaled_first_afterwards() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await speaking(runtime)
        await enter(runtime, "fay", "interpreter", "fr")
        await enter(runtime, "bob")
        await runtime.execute(c.SetDesk("fay", "on"))
        told: list[bool] = []
        runtime.subscribe(lambda events, live: told.append(runtime.journal_healthy))
        journal.failing = True
        assert await code_of(runtime.execute(c.SendChat("ana", "m1", "hello"))) == "journalUnavailable"
        assert told == [False]
        for closing in (c.SetDesk("fay", "pushToMute"), c.EndSpeech("chair", "speech"), c.Remove("chair", "bob")):
            await runtime.execute(closing)
        assert runtime.open_microphones() == {}
        assert runtime.desks()["fay"].mode == "pushToMute"
        assert runtime.live.roster.with_token("hash of bob") is None
        for opening in (c.SetDesk("fay", "on"), c.RequestFloor("ana", "r", "statement"), c.OpenList("chair", False)):
            expected = None if isinstance(opening, c.OpenList) else "journalUnavailable"
            assert await code_of(runtime.execute(opening)) == expected
        journal.batches.clear()
        journal.heal()
        await eventually(lambda: runtime.journal_healthy)
        await runtime.execute(c.SendChat("ana", "m2", "we are back"))
        names = [type(event).__name__ for batch in journal.batches for event in batch]
        assert names == ["DeskMuted", "MicrophoneClosed", "SpeechEnded", "ParticipantRemoved", "ListClosed", "ChatPosted"]
        assert told[-2:] == [True, True]
        assert runtime.live == runtime.committed == await _replay(journal)


async def test_a_change_of_speaker_that_fails_leaves_the_first_speaking() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await speaking(runtime)
        await enter(runtime, "bob")
        await runtime.execute(c.RequestFloor("bob", "next", "statement"))
        journal.failing = True
        assert await code_of(runtime.execute(c.GrantFloor("chair", "next"))) == "journalUnavailable"
        assert set(runtime.open_microphones()) == {"ana"}
        await runtime.execute(c.EndSpeech("chair", "speech"))
        assert runtime.open_microphones() == {}


async def test_the_clock_closes_while_the_journal_is_down() -> None:
    journal = FaultyJournal()
    config = CONFIG.__class__(meeting_id="sitting", hold_s=0.05)
    async with running(journal, config) as runtime:
        await speaking(runtime)
        journal.failing = True
        await runtime.execute(c.Disconnect("ana"))
        await eventually(lambda: "speech" not in runtime.live.floor.holders)
        assert not runtime.journal_healthy


async def test_nothing_opens_while_there_is_room_for_closing_events_only() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await speaking(runtime)
        journal.full = journal.failing = True
        assert await code_of(runtime.execute(c.SendChat("ana", "m1", "hello"))) == "journalUnavailable"
        journal.failing = False
        await runtime.execute(c.EndSpeech("chair", "speech"))
        await eventually(lambda: runtime.live == runtime.committed)
        assert not runtime.journal_healthy
        assert await code_of(runtime.execute(c.SendChat("ana", "m2", "hello"))) == "journalUnavailable"
        journal.heal()
        await eventually(lambda: runtime.journal_healthy)


async def test_a_reload_and_a_change_of_language_work_while_the_journal_is_down() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await speaking(runtime)
        journal.failing = True
        await runtime.execute(c.Disconnect("ana"))
        await eventually(lambda: not runtime.journal_healthy)
        await runtime.execute(c.Connect("ana"))
        await runtime.execute(c.SelectChannel("ana", "ru", "floor"))
        assert runtime.open_microphones() == {}
        assert runtime.live.floor.holding()[0].held_until is None
        assert await code_of(runtime.execute(c.SetMicrophone("ana", True))) == "journalUnavailable"
        journal.heal()
        await eventually(lambda: runtime.journal_healthy)
        await runtime.execute(c.SetMicrophone("ana", True))
        assert set(runtime.open_microphones()) == {"ana"}
        assert await _replay(journal) == runtime.live


async def test_a_server_that_starts_without_room_lets_people_back_in_and_opens_nothing() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await speaking(runtime)
    journal.full = True
    async with running(journal) as runtime:
        assert not runtime.journal_healthy
        await runtime.execute(c.Connect("ana"))
        assert set(runtime.open_microphones()) == {"ana"}
        await runtime.execute(c.SetMicrophone("ana", False))
        assert await code_of(runtime.execute(c.SetMicrophone("ana", True))) == "journalUnavailable"
        journal.heal()
        await eventually(lambda: runtime.journal_healthy)
        await runtime.execute(c.SetMicrophone("ana", True))
        assert await _replay(journal) == runtime.live


async def test_a_commit_of_unknown_outcome_is_not_replayed_to_someone_who_was_refused() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await enter(runtime, "chair", "chair")
        await enter(runtime, "ana")
        await runtime.execute(c.RequestFloor("ana", "speech", "statement"))
        journal.uncertain = True
        assert await code_of(runtime.execute(c.GrantFloor("chair", "speech"))) == "journalUnavailable"
        assert any(isinstance(event, e.FloorGranted) for event in await journal.read("sitting"))
        journal.heal()
        await eventually(lambda: runtime.journal_healthy)
        assert not any(isinstance(event, e.FloorGranted) for event in await journal.read("sitting"))
        await runtime.execute(c.GrantFloor("chair", "speech"))
        assert await _replay(journal) == runtime.live


async def test_whoever_drops_during_a_grant_that_fails_keeps_the_place_and_no_deadline() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await enter(runtime, "chair", "chair")
        await enter(runtime, "ana")
        await runtime.execute(c.RequestFloor("ana", "speech", "statement"))
        journal.gate.clear()
        granting = asyncio.create_task(code_of(runtime.execute(c.GrantFloor("chair", "speech"))))
        await turns()
        await runtime.execute(c.Disconnect("ana"))
        assert runtime.live.deadline() is not None
        journal.failing = True
        journal.gate.set()
        assert await granting == "journalUnavailable"
        assert runtime.live.deadline() is None
        journal.heal()
        await eventually(lambda: runtime.journal_healthy)
        assert places(runtime.live).get("ana") == 1
        assert await _replay(journal) == runtime.live


async def test_a_commit_that_comes_back_too_late_opens_nothing() -> None:
    class Hanging(FaultyJournal):
        """A disk that cannot be interrupted: the write goes on though nobody waits for it any more."""

        def __init__(self) -> None:
            super().__init__()
            self.writes: list[asyncio.Task[None]] = []

        async def append(self, meeting_id: str, after: int, events: Sequence[e.Event]) -> None:
            write = asyncio.create_task(super().append(meeting_id, after, events))
            self.writes.append(write)
            while not write.done():
                with suppress(asyncio.CancelledError):
                    await asyncio.shield(write)
            write.result()

    journal = Hanging()
    async with running(journal, commit_timeout_s=0.5) as runtime:
        await enter(runtime, "chair", "chair")
        await enter(runtime, "ana")
        await runtime.execute(c.RequestFloor("ana", "speech", "statement"))
        journal.gate.clear()
        assert await code_of(runtime.execute(c.GrantFloor("chair", "speech"))) == "journalUnavailable"
        await runtime.execute(c.Disconnect("ana"))
        await turns()
        assert not runtime.journal_healthy
        journal.gate.set()
        await eventually(lambda: runtime.journal_healthy)
        events = await journal.read("sitting")
        assert not any(isinstance(event, e.FloorGranted) for event in events)
        assert isinstance(events[-1], e.ParticipantDisconnected)
        assert await _replay(journal) == runtime.live


async def test_a_database_locked_by_another_program_is_survived(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    async with await Database.open(path, reserve_bytes=4096) as database:
        journal = FaultyJournal(SqlJournal(database))
        async with running(journal, commit_timeout_s=1.0) as runtime:
            await speaking(runtime)
            other = sqlite3.connect(path, isolation_level=None)
            try:
                other.execute("BEGIN EXCLUSIVE")
                assert await code_of(runtime.execute(c.SendChat("ana", "m1", "hello"))) == "journalUnavailable"
                await runtime.execute(c.EndSpeech("chair", "speech"))
                assert runtime.open_microphones() == {}
            finally:
                other.rollback()
                other.close()
            await eventually(lambda: runtime.journal_healthy)
            await runtime.execute(c.SendChat("ana", "m2", "we are back"))
            assert [message.text for message in runtime.live.chat.thread("event").messages.values()] == ["we are back"]
            assert runtime.live == runtime.committed == await _replay(journal)


OPERATIONS = st.sampled_from(
    [
        ("fail", None),
        ("heal", None),
        ("hold", None),
        ("release", None),
        ("doubt", None),
        ("settle", None),
        ("do", c.RequestFloor("ana", "a", "statement")),
        ("do", c.RequestFloor("bob", "b", "statement")),
        ("do", c.GrantFloor("chair", "a")),
        ("do", c.GrantFloor("chair", "b")),
        ("do", c.SetMicrophone("ana", True)),
        ("do", c.SetMicrophone("bob", True)),
        ("do", c.SetMicrophone("ana", False)),
        ("do", c.EndSpeech("chair", "a")),
        ("do", c.EndSpeech("chair", "b")),
        ("do", c.MuteParticipant("chair", "ana")),
        ("do", c.Disconnect("ana")),
        ("do", c.Connect("ana")),
        ("do", c.SetDesk("fay", "on")),
        ("do", c.SetDesk("flo", "on")),
        ("do", c.SetDesk("fay", "pushToMute")),
        ("do", c.SetDesk("flo", "off")),
        ("do", c.SetDesk("fay", "off")),
        ("do", c.OfferHandover("fay")),
        ("do", c.AnswerHandover("flo", True)),
        ("do", c.AskHandover("flo")),
        ("do", c.AnswerHandover("fay", True)),
        ("do", c.TakeOver("flo")),
        ("do", c.Talk("flo", True)),
        ("do", c.Disconnect("flo")),
        ("do", c.Connect("flo")),
        ("do", c.SelectChannel("flo", "fr")),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(OPERATIONS, min_size=5, max_size=40))
def test_whatever_the_journal_does_a_microphone_is_open_only_with_a_journaled_grant(
    operations: list[tuple[str, object]],
) -> None:
    asyncio.run(_drive(operations))


async def _drive(operations: list[tuple[str, object]]) -> None:
    journal = FaultyJournal(MemoryJournal())
    tasks: list[asyncio.Task[str | None]] = []
    async with running(journal) as runtime:
        await enter(runtime, "chair", "chair")
        for person in ("ana", "bob"):
            await enter(runtime, person)
        for person in ("fay", "flo"):
            await enter(runtime, person, "interpreter", "fr")
        runtime.subscribe(lambda events, live: _check_gate(runtime))
        for what, command in operations:
            await _operate(runtime, journal, what, command, tasks)
            _check_gate(runtime)
        journal.heal()
        await eventually(lambda: runtime.journal_healthy and runtime.live == runtime.committed)
        codes = await asyncio.gather(*tasks)
        assert set(codes) <= {None, *UserError.codes}
        assert await _replay(journal) == runtime.live


async def _operate(
    runtime: MeetingRuntime, journal: FaultyJournal, what: str, command: object, tasks: list[asyncio.Task[str | None]]
) -> None:
    match what:
        case "fail":
            journal.failing = True
        case "heal":
            journal.heal()
        case "doubt":
            journal.uncertain = True
        case "hold":
            journal.gate.clear()
        case "release":
            journal.gate.set()
        case "do":
            tasks.append(asyncio.create_task(code_of(runtime.execute(command))))  # type: ignore[arg-type]
            await turns(2)
        case _:
            await turns(10)


def _check_gate(runtime: MeetingRuntime) -> None:
    """What the media may hear is granted in the journal and not taken back by anyone."""
    for person in runtime.open_microphones():
        for meeting in (runtime.live, runtime.committed):
            request = meeting.floor.request_by(person)
            assert request is not None and request.state == "speaking"
            assert meeting.roster.participants[person].connected
    heard = [desk.channel for desk in runtime.desks().values() if desk.mode == "on"]
    overlap = [one for one in runtime.live.interpretation.handovers.values() if one.state == "overlap"]
    assert len(heard) == len(set(heard)) + bool(overlap and len(heard) > 1)
    for person, desk in runtime.desks().items():
        if desk.mode == "on":
            assert runtime.live.interpretation.desks[person].mode == "on"
            assert runtime.committed.interpretation.desks[person].mode == "on"
