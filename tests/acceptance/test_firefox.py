"""Firefox hears, speaks and sees: the scenario runs in a network namespace and with a sound server of its own."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.acceptance.namespaces import ADDRESS, network_namespace
from tests.acceptance.people import until
from tests.acceptance.serving import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.process]


@pytest.fixture
def namespace() -> Iterator[str]:
    with network_namespace() as name:
        yield name


@asynccontextmanager
async def sound_server(home: Path) -> AsyncIterator[str]:
    """PulseAudio with a null sink: without any sound card Firefox's AudioContext never starts."""
    socket = home / "pulse.sock"
    process = await asyncio.create_subprocess_exec(
        *("pulseaudio", "-n", "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no"),
        *("-L", "module-null-sink sink_name=null", "-L", f"module-native-protocol-unix auth-anonymous=1 socket={socket}"),
        env={**os.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await until(lambda: asyncio.to_thread(socket.exists), "the sound server listens")
        yield f"unix:{socket}"
    finally:
        process.terminate()
        await process.wait()


async def test_firefox_takes_the_floor_is_heard_and_seen_and_silenced(namespace: str, tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="hc-") as home:
        async with sound_server(Path(home)) as pulse:
            process = await asyncio.create_subprocess_exec(
                *("ip", "netns", "exec", namespace, sys.executable, "-m", "tests.acceptance.firefox_scenario"),
                *(str(tmp_path), ADDRESS),
                cwd=ROOT,
                env={**os.environ, "PULSE_SERVER": pulse},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            out, err = await asyncio.wait_for(process.communicate(), 150)
    assert process.returncode == 0, err.decode()[-4000:]
    measured = json.loads(out.decode().splitlines()[-1])
    assert measured["heard_db"] > -30
    assert measured["own_db"] < -60, "the speaker hears themselves"
