"""The shell around a meeting: order, answers, listeners, clock."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import pytest

from bus.clock import SteadyClock
from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.meeting import Meeting
from server.meeting.ports import JournalCorrupt
from server.runtime import WAITING_LIMIT, MeetingRuntime
from server.storage.memory import MemoryJournal
from tests.unit.server.meeting_shell import (
    CONFIG,
    FakeTime,
    FaultyJournal,
    code_of,
    enter,
    eventually,
    running,
    speaking,
    turns,
)


class Heard:
    def __init__(self, runtime: MeetingRuntime) -> None:
        self.names: list[list[str]] = []
        self.unsubscribe = runtime.subscribe(self)

    def __call__(self, events: Sequence[e.Event], live: Meeting) -> None:
        self.names.append([type(event).__name__ for event in events])


async def test_what_opens_happens_only_after_the_commit() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await speaking(runtime)
        heard = Heard(runtime)
        await runtime.execute(c.SetMicrophone("ana", False))
        journal.gate.clear()
        opening = asyncio.create_task(runtime.execute(c.SetMicrophone("ana", True)))
        await turns()
        assert not opening.done()
        assert set(runtime.live.floor.microphones) == {"ana"}
        assert runtime.open_microphones() == {}
        assert heard.names == [["MicrophoneClosed"]]
        journal.gate.set()
        await opening
        assert set(runtime.open_microphones()) == {"ana"}
        assert heard.names == [["MicrophoneClosed"], ["MicrophoneOpened"]]


async def test_what_closes_acts_at_once_and_is_journaled_after() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await speaking(runtime)
        heard = Heard(runtime)
        journal.gate.clear()
        await runtime.execute(c.EndSpeech("chair", "speech"))
        assert runtime.open_microphones() == {}
        assert heard.names == [["MicrophoneClosed", "SpeechEnded"]]
        assert set(runtime.committed.floor.microphones) == {"ana"}
        journal.gate.set()
        await eventually(lambda: not runtime.committed.floor.microphones)
        assert runtime.committed == runtime.live
        assert heard.names == [["MicrophoneClosed", "SpeechEnded"]]


async def test_a_change_of_speaker_opens_the_second_only_with_the_commit_that_ends_the_first() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await speaking(runtime)
        await enter(runtime, "bob")
        await runtime.execute(c.RequestFloor("bob", "next", "statement"))
        heard = Heard(runtime)
        journal.gate.clear()
        granting = asyncio.create_task(runtime.execute(c.GrantFloor("chair", "next")))
        opening = asyncio.create_task(runtime.execute(c.SetMicrophone("bob", True)))
        await turns()
        assert "bob" not in runtime.open_microphones()
        assert heard.names == []
        journal.gate.set()
        await asyncio.gather(granting, opening)
        assert set(runtime.open_microphones()) == {"bob"}
        assert sum(heard.names, []) == ["MicrophoneClosed", "SpeechEnded", "FloorGranted", "MicrophoneOpened"]


async def test_listeners_are_told_when_an_interrupted_speech_is_let_through_again() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await speaking(runtime)
        await enter(runtime, "bob")
        await runtime.execute(c.RequestFloor("bob", "order", "pointOfOrder"))
        await runtime.execute(c.GrantFloor("chair", "order"))
        assert runtime.open_microphones() == {}
        told: list[set[str]] = []
        runtime.subscribe(lambda _events, _live: told.append(set(runtime.open_microphones())))
        await runtime.execute(c.EndSpeech("chair", "order"))
        await eventually(lambda: "ana" in runtime.open_microphones())
        assert told[-1] == {"ana"}


async def test_a_handover_keeps_the_first_desk_until_the_second_is_committed() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        for person in ("fay", "flo"):
            await enter(runtime, person, "interpreter", "fr")
        await runtime.execute(c.SetDesk("fay", "on"))
        heard = Heard(runtime)
        journal.gate.clear()
        taking = asyncio.create_task(runtime.execute(c.SetDesk("flo", "on")))
        await turns()
        assert heard.names == []
        journal.gate.set()
        await taking
        assert heard.names == [["DeskClosed", "DeskOpened"]]
        assert {person: desk.mode for person, desk in runtime.desks().items()} == {"flo": "on"}


async def test_unmuting_a_desk_waits_for_the_commit_and_muting_does_not() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await enter(runtime, "fay", "interpreter", "fr")
        await runtime.execute(c.SetDesk("fay", "on"))
        journal.gate.clear()
        await runtime.execute(c.SetDesk("fay", "pushToMute"))
        assert runtime.desks()["fay"].mode == "pushToMute"
        unmuting = asyncio.create_task(runtime.execute(c.SetDesk("fay", "on")))
        await turns()
        assert runtime.live.interpretation.desks["fay"].mode == "on"
        assert runtime.desks()["fay"].mode == "pushToMute"
        journal.gate.set()
        await unmuting
        assert runtime.desks()["fay"].mode == "on"


async def test_a_microphone_closed_and_opened_again_waits_for_the_second_opening() -> None:
    journal = FaultyJournal()
    async with running(journal, wall=(time := FakeTime()), monotonic=time, sleep=time.sleep) as runtime:
        await speaking(runtime)
        journal.gate.clear()
        time.advance(1)
        await runtime.execute(c.SetMicrophone("ana", False))
        opening = asyncio.create_task(runtime.execute(c.SetMicrophone("ana", True)))
        await turns()
        assert set(runtime.live.floor.microphones) == set(runtime.committed.floor.microphones) == {"ana"}
        assert runtime.open_microphones() == {}
        journal.gate.set()
        await opening
        assert set(runtime.open_microphones()) == {"ana"}


async def test_only_the_called_are_armed_and_only_once_committed() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await enter(runtime, "chair", "chair")
        await enter(runtime, "ana")
        await runtime.execute(c.RequestFloor("ana", "speech", "statement"))
        assert runtime.armed() == ()
        journal.gate.clear()
        calling = asyncio.create_task(runtime.execute(c.CallSpeaker("chair", "speech")))
        await turns()
        assert runtime.armed() == ()
        journal.gate.set()
        await calling
        assert runtime.armed() == ("ana",)
        await runtime.execute(c.WithdrawFloor("ana"))
        assert runtime.armed() == ()


async def test_commands_that_wait_together_are_committed_together() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        journal.gate.clear()
        first = asyncio.create_task(enter(runtime, "first", "chair"))
        await turns()
        admits = [runtime.execute(c.Admit(f"p{n}", f"h{n}", "P", "", "passive", "en")) for n in range(300)]
        rest = asyncio.gather(*admits)
        await turns()
        journal.gate.set()
        await asyncio.gather(first, rest)
        assert len(journal.batches) <= 4
        assert len(runtime.committed.roster.participants) == 301


async def test_what_silences_someone_is_journaled_without_waiting_for_company() -> None:
    journal = FaultyJournal()
    async with running(journal) as quick:
        await speaking(quick)
    async with running(journal, commit_spacing_s=3600.0) as runtime:
        await runtime.execute(c.Connect("chair"))
        await eventually(lambda: runtime.live == runtime.committed)
        await runtime.execute(c.EndSpeech("chair", "speech"))
        await eventually(lambda: runtime.live == runtime.committed)


async def test_a_refusal_is_answered_at_once_and_journals_nothing() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await enter(runtime, "pia", "passive")
        sequence = runtime.sequence
        journal.gate.clear()
        assert await code_of(runtime.execute(c.RequestFloor("pia", "r", "statement"))) == "notPermitted"
        journal.gate.set()
        assert runtime.sequence == sequence


async def test_what_is_so_already_is_answered_when_it_is_certain() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await speaking(runtime)
        await runtime.execute(c.SetMicrophone("ana", False))
        journal.gate.clear()
        twice = [asyncio.create_task(code_of(runtime.execute(c.SetMicrophone("ana", True)))) for _ in range(2)]
        await turns()
        assert not any(task.done() for task in twice)
        journal.failing = True
        journal.gate.set()
        assert await asyncio.gather(*twice) == ["journalUnavailable", "journalUnavailable"]


async def test_a_caller_who_gave_up_waiting_does_not_undo_the_command() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await speaking(runtime)
        await runtime.execute(c.SetMicrophone("ana", False))
        journal.gate.clear()
        first, second = (asyncio.create_task(runtime.execute(c.SetMicrophone("ana", True))) for _ in range(2))
        await turns()
        first.cancel()
        await turns()
        journal.gate.set()
        await second
        assert set(runtime.open_microphones()) == {"ana"}


async def test_a_listener_that_fails_disturbs_nobody(caplog: pytest.LogCaptureFixture) -> None:
    async with running(FaultyJournal()) as runtime:

        def broken(events: Sequence[e.Event], live: Meeting) -> None:
            raise RuntimeError("listener is broken")

        runtime.subscribe(broken)
        heard = Heard(runtime)
        with caplog.at_level(logging.ERROR):
            await enter(runtime, "ana")
        assert heard.names == [["ParticipantAdmitted"], ["ParticipantConnected"]]
        assert "listener is broken" in caplog.text
        heard.unsubscribe()
        await enter(runtime, "bob")
        assert len(heard.names) == 2


async def test_the_clock_ends_the_floor_of_one_who_does_not_come_back() -> None:
    time = FakeTime()
    async with running(FaultyJournal(), wall=time, monotonic=time, sleep=time.sleep) as runtime:
        await speaking(runtime)
        await runtime.execute(c.Disconnect("ana"))
        await turns()
        time.advance(14.9)
        await turns()
        assert "speech" in runtime.live.floor.holders
        time.advance(0.2)
        await eventually(lambda: "speech" not in runtime.committed.floor.holders)
        assert runtime.live.floor.requests["speech"].state == "deferred"


async def test_an_earlier_deadline_wakes_the_clock() -> None:
    time = FakeTime()
    config = CONFIG.__class__(meeting_id="sitting", forget_after_s=600.0)
    async with running(FaultyJournal(), config, wall=time, monotonic=time, sleep=time.sleep) as runtime:
        await speaking(runtime)
        await runtime.execute(c.Admit("late", "h", "Late", "", "passive", "en"))
        await turns()
        await runtime.execute(c.Disconnect("ana"))
        await turns()
        time.advance(15)
        await eventually(lambda: "speech" not in runtime.live.floor.holders)
        time.advance(600)
        await eventually(lambda: set(runtime.live.roster.participants) == {"chair"})


async def test_the_next_speaker_is_put_forward_once_the_journal_works_again() -> None:
    journal, config = FaultyJournal(), CONFIG.__class__(meeting_id="sitting", mode="autoNext")
    time = FakeTime()
    async with running(journal, config, wall=time, monotonic=time) as runtime:
        for person in ("ana", "bob"):
            await enter(runtime, person)
            await runtime.execute(c.RequestFloor(person, f"of {person}", "statement"))
        await eventually(lambda: "of bob" in runtime.committed.floor.called)
        journal.failing = True
        await runtime.execute(c.EndSpeech("ana", "of ana"))
        await eventually(lambda: not runtime.journal_healthy)
        await turns()
        assert runtime.live.floor.holders == {}
        journal.heal()
        await eventually(lambda: "of bob" in runtime.committed.floor.holders)


async def test_time_never_goes_back_across_restarts() -> None:
    journal = FaultyJournal()
    late, early = FakeTime(2_000.0), FakeTime(1_000.0)
    async with running(journal, wall=late, monotonic=late, sleep=late.sleep) as runtime:
        await enter(runtime, "ana")
    async with running(journal, wall=early, monotonic=early, sleep=early.sleep) as runtime:
        await runtime.execute(c.Connect("ana"))
        await enter(runtime, "bob")
    times = [event.at for event in await journal.read("sitting")]
    assert times == sorted(times)
    assert times[-1] >= 2_000.0


def test_a_clock_set_back_goes_on_at_its_own_pace() -> None:
    wall, monotonic = FakeTime(1_000.0), FakeTime(5.0)
    clock = SteadyClock(wall, monotonic)
    wall.now, monotonic.now = 400.0, 15.0
    assert clock.now() == 1_010.0
    wall.now, monotonic.now = 2_000.0, 16.0
    assert clock.now() == 2_000.0
    clock.not_before(3_000.0)
    monotonic.now = 17.0
    assert clock.now() == 3_001.0


async def test_a_journal_that_makes_no_sense_stops_the_start_and_names_the_event() -> None:
    journal = MemoryJournal()
    await journal.append("sitting", 0, [e.ListClosed(at=1.0, by="chair"), e.FloorGranted(at=2.0, request_id="never asked")])
    with pytest.raises(JournalCorrupt, match="event 2"):
        await MeetingRuntime(CONFIG, journal).open()


async def test_stopping_journals_what_was_decided_and_takes_no_more() -> None:
    journal = FaultyJournal()
    runtime = MeetingRuntime(CONFIG, journal, commit_spacing_s=0.0)
    await runtime.open()
    task = asyncio.create_task(runtime.run())
    await speaking(runtime)
    journal.gate.clear()
    await runtime.execute(c.EndSpeech("chair", "speech"))
    await runtime.stop()
    assert await code_of(runtime.execute(c.Disconnect("ana"))) == "journalUnavailable"
    journal.gate.set()
    await asyncio.wait_for(task, 5)
    assert isinstance((await journal.read("sitting"))[-1], e.SpeechEnded)


async def test_stopping_does_not_wait_for_a_journal_that_is_away() -> None:
    journal = FaultyJournal()
    runtime = MeetingRuntime(CONFIG, journal, commit_spacing_s=0.0, retry_first_s=3600)
    await runtime.open()
    task = asyncio.create_task(runtime.run())
    await speaking(runtime)
    journal.failing = True
    await runtime.execute(c.EndSpeech("chair", "speech"))
    await eventually(lambda: not runtime.journal_healthy)
    await runtime.stop()
    await asyncio.wait_for(task, 5)


async def test_cancelling_the_runtime_refuses_whoever_waits() -> None:
    journal = FaultyJournal()
    runtime = MeetingRuntime(CONFIG, journal)
    await runtime.open()
    task = asyncio.create_task(runtime.run())
    journal.gate.clear()
    waiting = asyncio.create_task(code_of(enter(runtime, "ana")))
    await turns()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await waiting == "journalUnavailable"


async def test_openings_are_refused_while_too_many_wait_and_closings_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert WAITING_LIMIT == 10_000
    monkeypatch.setattr("server.runtime.WAITING_LIMIT", 3)
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await speaking(runtime)
        journal.gate.clear()
        asked = [asyncio.create_task(code_of(runtime.execute(c.SendChat("ana", f"m{n}", "hello")))) for n in range(5)]
        await turns()
        assert [task.result() for task in asked if task.done()] == ["journalUnavailable"] * 2
        assert await code_of(runtime.execute(c.SelectChannel("ana", "ru"))) == "journalUnavailable"
        await runtime.execute(c.EndSpeech("chair", "speech"))
        assert runtime.open_microphones() == {}
        journal.gate.set()
        assert (await asyncio.gather(*asked)).count(None) == 3


async def test_an_error_of_the_program_ends_the_runtime_instead_of_being_swallowed() -> None:
    class Broken(MemoryJournal):
        async def append(self, meeting_id: str, after: int, events: Sequence[e.Event]) -> None:
            raise RuntimeError("a bug")

    runtime = MeetingRuntime(CONFIG, Broken())
    await runtime.open()
    task = asyncio.create_task(runtime.run())
    assert await code_of(enter(runtime, "ana")) == "journalUnavailable"
    with pytest.raises(ExceptionGroup):
        await task


def test_user_errors_carry_their_code() -> None:
    assert UserError("journalUnavailable").code == "journalUnavailable"
