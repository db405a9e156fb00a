"""``run.py serve`` for real: healthy within seconds, each process restarted alone, clear words when it cannot start."""

from __future__ import annotations

import asyncio
import socket
import sys
import tempfile
from pathlib import Path

import pytest
import websockets

from tests.acceptance.serving import ROOT, Serving, free_port, serving
from tests.scenarios.control_plane import Attendee

pytestmark = pytest.mark.process


async def run(*arguments: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ROOT / "run.py"), *arguments), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(), 30)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode or 0, output.decode()


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text()


async def joined(product: Serving, token: str) -> Attendee:
    attendee = Attendee(await websockets.connect(product.url.replace("http", "ws") + "/ws", compression=None))
    await attendee.request("join", token=token)
    await attendee.until("snapshot")
    return attendee


FREE_PORTS = ("--port", "0", "--media-port", "0", "--webcast-port", "0")


@pytest.mark.parametrize("victim", ["server", "transport", "mixer", "webcast"])
async def test_each_process_killed_returns_alone_and_people_keep_their_place(tmp_path: Path, victim: str) -> None:
    async with serving(tmp_path, HEMICYCLE_WEBCAST_ENABLED="true") as product:
        before = product.children()
        assert set(before) == {"server", "transport", "mixer", "webcast"}
        token = (await product.enter("delegate"))["token"]
        delegate = await joined(product, token)
        await delegate.request("requestFloor")
        product.kill(victim)
        async with asyncio.timeout(30):
            while product.children().get(victim, before[victim]) == before[victim]:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await product.until_healthy()
        after = product.children()
        assert {name for name in after if after[name] != before[name]} == {victim}
        back = await joined(product, token)
        assert back.me["place"] == 1 and back.me["person"]["role"] == "delegate"
        for attendee in (delegate, back):
            await attendee.socket.close()
    assert not any(alive(pid) for pid in after.values())


async def test_no_process_outlives_a_killed_parent(tmp_path: Path) -> None:
    async with serving(tmp_path) as product:
        children = product.children()
        product.process.kill()
        await product.process.wait()
        async with asyncio.timeout(10):
            while any(alive(pid) for pid in children.values()):  # noqa: ASYNC110
                await asyncio.sleep(0.05)


async def test_a_busy_port_is_named_with_its_flag(tmp_path: Path) -> None:
    with socket.socket() as busy, socket.socket(type=socket.SOCK_DGRAM) as busy_media:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        busy_media.bind(("127.0.0.1", 0))
        port, media_port = busy.getsockname()[1], busy_media.getsockname()[1]
        code, output = await run("serve", "--data", str(tmp_path), "--port", str(port), *FREE_PORTS[2:])
        assert code == 78 and f"cannot use port {port} on 127.0.0.1" in output and "--port" in output
        code, output = await run(
            "serve", "--data", str(tmp_path), "--port", str(free_port()), "--media-port", str(media_port), *FREE_PORTS[4:]
        )
        assert code == 78 and f"cannot use port {media_port}" in output and "--media-port" in output


async def test_wrong_settings_are_named(tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text("[server]\nprot = 1\n")
    code, output = await run("serve", "--config", str(config))
    assert code == 78 and "unknown setting 'server.prot'; did you mean server.port" in output
    config.write_text('[meetings]\nopen = ["nowhere"]\n')
    code, output = await run("serve", "--config", str(config), *FREE_PORTS, "--data", str(tmp_path))
    assert code == 78 and "describes the meeting nowhere" in output
    code, output = await run("serve", "--tls-cert", "a.pem", *FREE_PORTS, "--data", str(tmp_path))
    assert code == 78 and "server.tls_cert and server.tls_key go together" in output


async def test_a_long_run_directory_is_refused_in_words(tmp_path: Path) -> None:
    code, output = await run("serve", "--run-dir", str(tmp_path / ("x" * 100)), *FREE_PORTS)
    assert code == 78 and "too long for Unix sockets" in output


async def test_two_servers_do_not_share_a_database(tmp_path: Path) -> None:
    async with serving(tmp_path) as product:
        with tempfile.TemporaryDirectory(prefix="hc-") as sockets:
            code, output = await run(*("serve", "--data", str(product.data / "data"), "--run-dir", sockets, *FREE_PORTS))
        assert code == 78 and "DatabaseInUse" in output
        assert (await product.health())["status"] == "ok"
