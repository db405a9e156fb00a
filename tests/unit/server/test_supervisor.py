"""The supervisor with real child processes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from server.settings import Supervisor as Limits
from server.supervisor import EXIT_CONFIGURATION, Program, Supervisor

LIMITS = Limits(restart_first_s=0.01, restart_last_s=0.05, restart_reset_s=60.0, stop_grace_s=5.0)
FOREVER = "import time\nwhile True: time.sleep(60)"
STUBBORN = "import signal, sys, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('deaf', flush=True)\n" + FOREVER


def program(name: str, code: str, *, essential: bool = True) -> Program:
    return Program(name, (sys.executable, "-c", code), essential=essential)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110  (processes set no event)
            await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def running(supervisor: Supervisor) -> AsyncIterator[asyncio.Task[int]]:
    task = asyncio.create_task(supervisor.run())
    try:
        yield task
    finally:
        supervisor.stop()
        await task


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("victim", ["a", "b", "c"])
async def test_a_killed_child_returns_and_the_others_live_on(victim: str) -> None:
    supervisor = Supervisor([program(name, FOREVER) for name in "abc"], LIMITS)
    async with running(supervisor):
        await until(lambda: all(supervisor.pid(name) for name in "abc"))
        before = {name: supervisor.pid(name) for name in "abc"}
        os.kill(before[victim] or 0, signal.SIGKILL)
        await until(lambda: supervisor.pid(victim) not in (None, before[victim]))
        assert {name: supervisor.pid(name) for name in "abc" if name != victim} == {
            name: pid for name, pid in before.items() if name != victim
        }


async def test_stopping_leaves_no_child() -> None:
    supervisor = Supervisor([program(name, FOREVER) for name in "ab"], LIMITS)
    async with running(supervisor):
        await until(lambda: supervisor.pid("a") and supervisor.pid("b"))
        pids = [supervisor.pid("a") or 0, supervisor.pid("b") or 0]
    assert not any(alive(pid) for pid in pids)


async def test_a_child_that_ignores_the_signal_is_killed(capfd: pytest.CaptureFixture[str]) -> None:
    limits = Limits(restart_first_s=0.01, restart_last_s=0.05, restart_reset_s=60.0, stop_grace_s=0.1)
    supervisor = Supervisor([program("deaf", STUBBORN)], limits)
    async with running(supervisor):
        await until(lambda: "deaf" in capfd.readouterr().out)
        pid = supervisor.pid("deaf") or 0
    assert not alive(pid)


async def test_children_stop_in_reverse_order_of_their_start(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "hemicycle.supervisor")
    supervisor = Supervisor([program(name, FOREVER) for name in "abc"], LIMITS)
    async with running(supervisor):
        await until(lambda: all(supervisor.pid(name) for name in "abc"))
    stopped = [record.getMessage() for record in caplog.records if "stopped" in record.getMessage()]
    assert stopped == ["c stopped", "b stopped", "a stopped"]


async def test_a_child_that_cannot_run_with_these_settings_ends_everything() -> None:
    supervisor = Supervisor([program("a", FOREVER), program("b", f"raise SystemExit({EXIT_CONFIGURATION})")], LIMITS)
    async with asyncio.timeout(20):
        assert await supervisor.run() == EXIT_CONFIGURATION
    assert supervisor.pid("a") is None


async def test_a_program_that_may_finish_is_not_started_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "hemicycle.supervisor")
    supervisor = Supervisor([program("guest", "pass", essential=False), program("a", FOREVER)], LIMITS)
    async with running(supervisor):
        await until(lambda: "guest has finished" in caplog.messages)
        assert supervisor.pid("a") and supervisor.pid("guest") is None


async def test_the_delay_doubles_with_quick_ends_up_to_its_limit(caplog: pytest.LogCaptureFixture) -> None:
    supervisor = Supervisor([program("a", "raise SystemExit(3)")], LIMITS)
    async with running(supervisor):
        await until(lambda: len([m for m in caplog.messages if "exit code 3" in m]) >= 5)
    delays = [m.rsplit("in ", 1)[1] for m in caplog.messages if "exit code 3" in m][:5]
    assert delays == ["0.0 s", "0.0 s", "0.0 s", "0.1 s", "0.1 s"]


async def test_a_signal_to_the_supervisor_stops_it() -> None:
    supervisor = Supervisor([program("a", FOREVER)], LIMITS)
    task = asyncio.create_task(supervisor.run())
    await until(lambda: supervisor.pid("a"))
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(20):
        assert await task == 0


PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1], str({parent})])
time.sleep(600)
"""
CHILD = """
import os, sys
from server.supervisor import die_with_parent
die_with_parent(int(sys.argv[1]))
print(os.getpid(), flush=True)
import time
time.sleep(600)
"""


async def _parent(expression: str) -> asyncio.subprocess.Process:
    code = PARENT.format(parent=expression)
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", "import os\n" + code, CHILD, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )


async def test_children_die_with_the_supervisor() -> None:
    parent = await _parent("os.getpid()")
    assert parent.stdout
    child = int(await asyncio.wait_for(parent.stdout.readline(), 20))
    parent.kill()
    await parent.wait()
    await until(lambda: not alive(child))


async def test_a_child_whose_supervisor_is_already_gone_does_not_start() -> None:
    parent = await _parent("1")
    assert parent.stderr
    assert b"the supervisor is gone" in await asyncio.wait_for(parent.stderr.readline(), 20)
    parent.kill()
    await parent.wait()
