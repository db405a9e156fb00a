"""Desks in both copies of a meeting, and what interpreters can do while the journal is down."""

from __future__ import annotations

import asyncio

import pytest

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.meeting import Meeting
from server.runtime import MeetingRuntime, desks_in_both
from tests.unit.server.meeting.booths import booths
from tests.unit.server.meeting.sitting import Sitting
from tests.unit.server.meeting_shell import FakeTime, FaultyJournal, enter, eventually, running, turns


async def _on_air(runtime: MeetingRuntime) -> None:
    for who in ("fay", "flo"):
        await enter(runtime, who, "interpreter", "fr")
    await runtime.execute(c.SetDesk("fay", "on"))


async def test_handing_over_changes_both_desks_with_one_commit() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await _on_air(runtime)
        await runtime.execute(c.OfferHandover("fay"))
        await runtime.execute(c.AnswerHandover("flo", True))
        assert {person: desk.mode for person, desk in runtime.desks().items()} == {"fay": "on", "flo": "off"}
        journal.gate.clear()
        releasing = asyncio.create_task(runtime.execute(c.SetDesk("fay", "off")))
        await turns()
        assert runtime.desks()["flo"].mode == "off", "still armed, heard by nobody"
        journal.gate.set()
        await releasing
        assert {person: desk.mode for person, desk in runtime.desks().items()} == {"flo": "on"}


async def test_while_the_journal_is_down_ones_own_desk_closes_also_in_a_handover() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await _on_air(runtime)
        await runtime.execute(c.OfferHandover("fay"))
        await runtime.execute(c.AnswerHandover("flo", True))
        journal.failing = True
        with pytest.raises(UserError, match="journalUnavailable"):
            await runtime.execute(c.Talk("flo", True))
        await turns()
        await runtime.execute(c.SetDesk("fay", "off"))
        assert runtime.desks() == {} and runtime.live.interpretation.handovers == {}
        with pytest.raises(UserError, match="journalUnavailable"):
            await runtime.execute(c.SetDesk("flo", "on"))
        journal.heal()


async def test_a_desk_turned_off_while_the_journal_fails_is_off_all_the_same() -> None:
    journal = FaultyJournal()
    async with running(journal) as runtime:
        await _on_air(runtime)
        await runtime.execute(c.OfferHandover("fay"))
        await runtime.execute(c.AnswerHandover("flo", True))
        journal.failing = True
        await runtime.execute(c.SetDesk("fay", "off"))
        assert not runtime.journal_healthy
        assert runtime.desks() == {} and runtime.live.interpretation.handovers == {}
        journal.heal()


async def test_a_handover_goes_on_where_it_was_when_the_server_has_restarted() -> None:
    journal, time = FaultyJournal(), FakeTime()
    async with running(journal, wall=time, monotonic=time, sleep=time.sleep) as runtime:
        await _on_air(runtime)
        await runtime.execute(c.OfferHandover("fay"))
        await runtime.execute(c.AnswerHandover("flo", True))
        before = runtime.live.interpretation.handovers["fr"]
    async with running(journal, wall=time, monotonic=time, sleep=time.sleep) as runtime:
        assert runtime.live.interpretation.handovers["fr"] == before
        assert {person: desk.mode for person, desk in runtime.desks().items()} == {"fay": "on", "flo": "off"}
        for person in ("fay", "flo"):
            await runtime.execute(c.Connect(person))
        await runtime.execute(c.SetDesk("flo", "on"))
        assert {person: desk.mode for person, desk in runtime.desks().items()} == {"fay": "on", "flo": "on"}
        time.advance(5)
        await eventually(lambda: set(runtime.desks()) == {"flo"})
        assert runtime.live.interpretation.handovers == {}


def _apart(sitting: Sitting, *ahead: c.Command) -> tuple[Meeting, Meeting]:
    """Live and committed, where the commands are on their way to the journal."""
    committed = sitting.meeting.copy()
    for command in ahead:
        sitting.do(command)
    return sitting.meeting, committed


@pytest.mark.parametrize(
    ("before", "ahead", "expected"),
    [
        ((), (c.SetDesk("fay", "on"),), None),
        ((c.SetDesk("fay", "on"),), (), ("on", "fr", False)),
        ((c.SetDesk("fay", "on"),), (c.SetDesk("fay", "pushToMute"),), ("pushToMute", "fr", False)),
        ((c.SetDesk("fay", "on"), c.SetDesk("fay", "pushToMute")), (c.SetDesk("fay", "on"),), ("pushToMute", "fr", False)),
        ((c.SetDesk("fay", "on"),), (c.SetDesk("fay", "off"),), None),
        ((c.SetDesk("fay", "on"),), (c.SetDesk("fay", "off"), c.SetDesk("fay", "on")), ("pushToMute", "fr", False)),
        ((c.SetDesk("fay", "on"),), (c.SelectOutgoing("fay", "ru"),), ("off", "ru", False)),
        ((c.SetDesk("fay", "on"),), (c.Talk("fay", True),), ("on", "fr", False)),
        ((c.Talk("fay", True),), (), ("off", "fr", True)),
        ((c.Talk("fay", True),), (c.SetDesk("fay", "on"),), ("off", "fr", True)),
        ((c.Talk("fay", True),), (c.Talk("fay", False),), None),
        ((c.OpenSoundCheck("tech"),), (), ("off", "fr", False)),
        ((c.OpenSoundCheck("tech"),), (c.SetDesk("fay", "on"),), ("off", "fr", False)),
        ((), (c.OpenSoundCheck("tech"),), None),
        ((c.OpenSoundCheck("tech"),), (c.CloseSoundCheck("tech"),), None),
        ((c.SetDesk("fay", "on"),), (c.MoveParticipant("tech", "fay", "interpreter", "en"),), None),
    ],
)
def test_a_desk_counts_as_the_less_audible_of_its_two_states(
    before: tuple[c.Command, ...], ahead: tuple[c.Command, ...], expected: tuple[str, str, bool] | None
) -> None:
    sitting = booths()
    for command in before:
        sitting.do(command)
    desk = desks_in_both(*_apart(sitting, *ahead)).get("fay")
    assert (desk and (desk.mode, desk.channel, desk.talking)) == expected


def test_a_journal_from_before_handovers_replays() -> None:
    """Desks are stored under the names they always had; what came later is at its default."""
    stored = [
        ("participantAdmitted", b'{"type":"participantAdmitted","at":1.0,"participant_id":"fay","token_hash":"h",'
         b'"name":"Fay","delegation":"","role":"interpreter","language":"fr","booth":"fr","channel":"floor"}'),
        ("participantConnected", b'{"type":"participantConnected","at":2.0,"participant_id":"fay"}'),
        ("deskOpened", b'{"type":"deskOpened","at":3.0,"participant_id":"fay","channel":"es"}'),
        ("deskMuted", b'{"type":"deskMuted","at":4.0,"participant_id":"fay"}'),
        ("deskClosed", b'{"type":"deskClosed","at":5.0,"participant_id":"fay","reason":"self"}'),
        ("deskOpened", b'{"type":"deskOpened","at":6.0,"participant_id":"fay","channel":"fr"}'),
    ]  # fmt: skip
    meeting = Sitting().meeting
    for name, body in stored:
        meeting.apply(e.decode(name, 1, body))
    desk = meeting.interpretation.desks["fay"]
    assert (desk.mode, desk.channel, desk.on_air_s, desk.recording) == ("on", "fr", 2.0, False)
