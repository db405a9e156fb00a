"""The server is killed in the middle of a sitting: what it had answered is there after the restart."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from server.meeting import commands as c
from server.meeting.config import MeetingConfig
from server.meeting.floor import places
from server.meeting.meeting import Meeting
from server.storage.database import Database
from server.storage.journal import SqlJournal
from server.storage.memory import MemoryJournal
from tests.unit.server.meeting_shell import FakeTime, enter, eventually, running, speaking

WRITER = Path(__file__).with_name("meeting_writer.py")
CONFIG = MeetingConfig(meeting_id="sitting")


@contextmanager
def _writer(path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([sys.executable, str(WRITER), str(path)], stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _kill_after(process: subprocess.Popen[str], lines: int) -> list[tuple[str, dict[str, Any]]]:
    """Every command answered, also those answered between the last line read and the kill."""
    assert process.stdout is not None
    answered = [process.stdout.readline() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    answered += process.stdout.readlines()
    process.wait()
    return [tuple(json.loads(line)) for line in answered if line.endswith("\n")]


@pytest.mark.parametrize("lines", [4, 93])
async def test_every_command_answered_before_kill_9_is_there_after_the_restart(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "h.db"
    with _writer(path) as process:
        answered = _kill_after(process, lines)
    assert len(answered) >= lines
    async with await Database.open(path, reserve_bytes=4096) as database, running(SqlJournal(database), CONFIG) as runtime:
        expected = _meeting_after(answered)
        committed = runtime.committed
        assert expected.roster.participants.keys() <= committed.roster.participants.keys()
        texts = {message.message_id for message in committed.chat.thread("event").messages.values()}
        assert {message.message_id for message in expected.chat.thread("event").messages.values()} <= texts
        behind = runtime.sequence - _events(answered)
        assert -1 <= behind <= 4, "between lie a connection not journaled yet, or the command not answered, and the restart"
        await runtime.execute(c.Connect("chair"))
        await enter(runtime, "late")


def _meeting_after(answered: list[tuple[str, dict[str, Any]]]) -> Meeting:
    meeting = Meeting(CONFIG)
    for name, fields in answered:
        for event in meeting.decide(getattr(c, name)(**fields), 1.0):
            meeting.apply(event)
    return meeting


def _events(answered: list[tuple[str, dict[str, Any]]]) -> int:
    meeting, count = Meeting(CONFIG), 0
    for name, fields in answered:
        for event in meeting.decide(getattr(c, name)(**fields), 1.0):
            meeting.apply(event)
            count += 1
    return count


async def test_killed_twice_it_still_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    with _writer(path) as process:
        _kill_after(process, 20)
    async with await Database.open(path, reserve_bytes=4096) as database, running(SqlJournal(database), CONFIG) as runtime:
        before = runtime.committed.copy()
        await runtime.execute(c.Leave("chair"))
    async with await Database.open(path, reserve_bytes=4096) as database, running(SqlJournal(database), CONFIG) as runtime:
        assert runtime.live.roster.participants.keys() == before.roster.participants.keys() - {"chair"}


async def test_after_a_restart_the_speaker_speaks_on_and_whoever_stays_away_is_closed() -> None:
    journal, time = MemoryJournal(), FakeTime()
    clocks: dict[str, Any] = {"wall": time, "monotonic": time, "sleep": time.sleep}
    async with running(journal, CONFIG, **clocks) as runtime:
        await speaking(runtime)
        await enter(runtime, "fay", "interpreter", "fr")
        await runtime.execute(c.SetDesk("fay", "on"))
        before = runtime.live
    time.advance(5)
    async with running(journal, CONFIG, **clocks) as runtime:
        assert set(runtime.open_microphones()) == {"ana"}
        assert runtime.desks()["fay"].mode == "on"
        assert runtime.live.floor == before.floor
        assert runtime.live.interpretation == before.interpretation
        assert runtime.live.roster.participants == before.roster.participants
        await runtime.execute(c.Connect("ana"))
        time.advance(20)
        await eventually(lambda: runtime.live.roster.connected == 1)
        assert set(runtime.open_microphones()) == {"ana"}
        assert runtime.desks() == {}


async def test_after_a_restart_a_revoked_microphone_is_closed_and_a_reload_finds_role_and_place() -> None:
    journal = MemoryJournal()
    async with running(journal, CONFIG) as runtime:
        await speaking(runtime)
        await enter(runtime, "bob")
        await runtime.execute(c.RequestFloor("bob", "next", "statement"))
        await runtime.execute(c.SelectChannel("bob", "ru", "floor"))
        await runtime.execute(c.EndSpeech("chair", "speech"))
    async with running(journal, CONFIG) as runtime:
        assert runtime.open_microphones() == {}
        bob = runtime.live.roster.with_token("hash of bob")
        assert bob is not None
        assert (bob.role, bob.channel, bob.second) == ("delegate", "ru", "floor")
        assert places(runtime.live).get("bob") == 1
