"""``run.py serve`` and ``run.py demo``: the parent's part before and around the supervisor."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import shutil
import socket
import ssl
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from server.settings import Settings, SettingsError
from server.supervisor import Program, Supervisor

SOCKET_PATH_LIMIT = 107
"""sockaddr_un.sun_path without its final zero (unix(7))."""
LONGEST_SOCKET_NAME = len("/webcast.sock")
HEALTH_INTERVAL_S = 0.2

log = logging.getLogger("hemicycle")


def free_port(host: str, port: int, kind: socket.SocketKind, what: str) -> int:
    """The port, or a free one for 0.

    :raises SettingsError: the port is in use or the address is not ours.
    """
    family, _, _, _, address = _resolve(host, port, kind)
    with socket.socket(family, kind) as probe:
        if kind is socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise SettingsError(f"cannot use port {port} on {host}: {error.strerror}; choose another with {what}") from error
        return int(probe.getsockname()[1])


def _resolve(host: str, port: int, kind: socket.SocketKind) -> tuple[Any, Any, Any, Any, Any]:
    try:
        return socket.getaddrinfo(host, port, type=kind, flags=socket.AI_PASSIVE)[0]
    except OSError as error:
        raise SettingsError(f"unknown address {host}: {error.strerror}") from error


@contextlib.contextmanager
def run_directory(wanted: Path | None) -> Iterator[Path]:
    """For the sockets: the one wanted (kept), else a temporary one.  Only its owner may look inside.

    :raises SettingsError: its path is too long for a socket.
    """
    if wanted is None:
        with tempfile.TemporaryDirectory(prefix="hemicycle-") as name:
            yield Path(name)
        return
    if len(os.fsencode(wanted.resolve())) + LONGEST_SOCKET_NAME > SOCKET_PATH_LIMIT:
        raise SettingsError(
            f"--run-dir {wanted}: too long for Unix sockets, at most {SOCKET_PATH_LIMIT - LONGEST_SOCKET_NAME}"
        )
    wanted.mkdir(mode=0o700, parents=True, exist_ok=True)
    wanted.chmod(0o700)
    yield wanted.resolve()


def url_of(settings: Settings, port: int) -> str:
    """Where a browser on this machine finds the server."""
    host = settings.server.host
    host = "localhost" if host in ("0.0.0.0", "::", "") else f"[{host}]" if ":" in host else host
    return f"{'https' if settings.server.tls_cert else 'http'}://{host}:{port}"


def run(settings: Settings, run_dir: Path | None, forwarded: Sequence[str], script: Path, *, demo: bool) -> int:
    """Supervise until told to stop; the exit code.  ``forwarded``: flags for every child.

    :raises SettingsError: a sentence for whoever started it.
    """
    port = free_port(settings.server.host, settings.server.port, socket.SOCK_STREAM, "--port")
    media_port = free_port(settings.media_host, settings.media.port, socket.SOCK_DGRAM, "--media-port")
    webcast_port = _webcast_port(settings, demo=demo) if settings.webcast.enabled else 0
    with run_directory(run_dir) as sockets:
        flags = [*forwarded, "--port", str(port), "--media-port", str(media_port), "--webcast-port", str(webcast_port)]
        flags += ["--run-dir", str(sockets), "--parent", str(os.getpid())]
        if demo and "--data" not in forwarded:
            flags += ["--data", str(_fresh(sockets / "data"))]
        commands = {name: (sys.executable, str(script), name, *flags) for name in program_names(settings, demo=demo)}
        programs = [Program(name, command, name != "robots") for name, command in commands.items()]
        return asyncio.run(_supervise(Supervisor(programs, settings.supervisor), url_of(settings, port), demo=demo))


def program_names(settings: Settings, *, demo: bool) -> tuple[str, ...]:
    """The processes, in the order of their start."""
    webcast = ("webcast",) if settings.webcast.enabled else ()
    companions = ("companions",) if settings.test_meeting.enabled else ()
    return ("transport", "mixer", *webcast, "server", *companions, *(("robots",) if demo else ()))


def _webcast_port(settings: Settings, *, demo: bool) -> int:
    """In the demo any port will do where the usual one is taken."""
    try:
        return free_port(settings.webcast_host, settings.webcast.port, socket.SOCK_STREAM, "--webcast-port")
    except SettingsError:
        if not demo:
            raise
        return free_port(settings.webcast_host, 0, socket.SOCK_STREAM, "--webcast-port")


def _fresh(data: Path) -> Path:
    shutil.rmtree(data, ignore_errors=True)
    return data


async def _supervise(supervisor: Supervisor, url: str, *, demo: bool) -> int:
    async with asyncio.TaskGroup() as tasks:
        greeting = tasks.create_task(_greet(url, demo=demo), name="greeting")
        code = await supervisor.run()
        greeting.cancel()
    return code


async def _greet(url: str, *, demo: bool) -> None:
    """Say where to go once everything runs."""
    await until_healthy(url)
    if demo:
        print(f"\n  Hemicycle is in session.  Open {url}/ and walk in.\n  Ctrl-C ends it.\n", flush=True)
    else:
        log.info("ready at %s", url)


async def until_healthy(url: str) -> None:
    while True:
        if await asyncio.to_thread(_healthy, url):
            return
        await asyncio.sleep(HEALTH_INTERVAL_S)


def _healthy(url: str) -> bool:
    context = ssl._create_unverified_context() if url.startswith("https:") else None
    with contextlib.suppress(OSError, ValueError):
        with urllib.request.urlopen(f"{url}/healthz", timeout=2, context=context) as response:
            return bool(json.load(response)["status"] == "ok")
    return False
