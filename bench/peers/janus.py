"""Janus as Debian ships it: the streaming plugin with two event loops, its best figures, on 127.0.0.1 alone.

Debian's Janus uses Debian's libsrtp, which is built on NSS and slower than libsrtp on OpenSSL: the figure is that of the
package as shipped.  It runs as ICE-lite, which spares it its own checks.  Janus leaves loopback interfaces out of its
candidates; a shim over ``getifaddrs``, compiled at run time, shows it one that is none.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.peers import BUILD, ROOT, PeerMissing, Place, Running, Stream, require
from bench.peers.child import READY_S, Child, ChildFailed

SHIM = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <ifaddrs.h>
#include <net/if.h>

int getifaddrs(struct ifaddrs **list)
{
    int (*system_one)(struct ifaddrs **) = (int (*)(struct ifaddrs **))dlsym(RTLD_NEXT, "getifaddrs");
    int result = system_one(list);
    for (struct ifaddrs *i = result ? 0 : *list; i; i = i->ifa_next)
        i->ifa_flags &= ~(unsigned)IFF_LOOPBACK;
    return result;
}
"""

MAIN = """
general: {{
  configs_folder = "{folder}"
  plugins_folder = "{plugins}"
  transports_folder = "{transports}"
  events_folder = "{folder}"
  loggers_folder = "{folder}"
  debug_level = 3
  session_timeout = 0
  event_loops = 2
}}
nat: {{
  ice_enforce_list = "127.0.0.1"
  ice_lite = true
}}
media: {{
  ipv6 = false
}}
plugins: {{ disable = "{other_plugins}" }}
transports: {{ disable = "{other_transports}" }}
"""

WEBSOCKETS = """
general: {{
  json = "compact"
  ws = true
  ws_ip = "127.0.0.1"
  ws_port = {port}
}}
admin: {{ admin_ws = false }}
"""

STREAMING = """
bench: {{
  type = "rtp"
  id = 1
  audio = true
  audioport = {audio}
  audioiface = "127.0.0.1"
  audiopt = 111
  audiocodec = "opus"
  video = {with_video}
  videoport = {video}
  videoiface = "127.0.0.1"
  videopt = 96
  videocodec = "vp8"
}}
"""


def _shim() -> Path:
    """Raises :class:`PeerMissing`."""
    target = BUILD / "loopback.so"
    if not target.exists():
        compiler = shutil.which("gcc") or shutil.which("cc")
        if compiler is None:
            raise PeerMissing("no C compiler for the getifaddrs shim")
        BUILD.mkdir(parents=True, exist_ok=True)
        command = [compiler, "-O2", "-shared", "-fPIC", "-x", "c", "-o", str(target), "-", "-ldl"]
        subprocess.run(command, input=SHIM, text=True, check=True)
    return target


def _installation(binary: str) -> Path:
    """The folder of plugins and transports.  Raises :class:`PeerMissing`."""
    for folder in Path(binary).resolve().parents[1].glob("lib/**/janus"):
        if (folder / "plugins" / "libjanus_streaming.so").exists():
            return folder
    raise PeerMissing(f"{binary} has no streaming plugin")


def _configure(folder: Path, modules: Path, stream: Stream, ports: tuple[int, int, int]) -> None:
    def others(kind: str, kept: str) -> str:
        return ",".join(sorted(path.name for path in (modules / kind).glob("*.so") if kept not in path.name))

    (folder / "janus.jcfg").write_text(
        MAIN.format(
            folder=folder,
            plugins=modules / "plugins",
            transports=modules / "transports",
            other_plugins=others("plugins", "streaming"),
            other_transports=others("transports", "websockets"),
        )
    )
    port, audio, video = ports
    (folder / "janus.transport.websockets.jcfg").write_text(WEBSOCKETS.format(port=port))
    with_video = "true" if stream == "av" else "false"
    (folder / "janus.plugin.streaming.jcfg").write_text(STREAMING.format(audio=audio, video=video, with_video=with_video))


def _free(kind: int) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_listening(port: int, server: Child) -> None:
    """Raises :class:`ChildFailed`."""
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and server.running:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise ChildFailed("Janus does not listen")


@contextmanager
def running(stream: Stream, folder: Path, place: Place) -> Iterator[Running]:
    binary = require("janus", "janus")
    port, audio, video = _free(socket.SOCK_STREAM), _free(socket.SOCK_DGRAM), _free(socket.SOCK_DGRAM)
    _configure(folder, _installation(binary), stream, (port, audio, video))
    command = [binary, "-F", str(folder), "-o", "-N", "-L", str(folder / "janus.log")]
    feed = [sys.executable, "-m", "bench.peers.feed", "rtp", str(audio), *([str(video)] if stream == "av" else [])]
    environment = {"LD_PRELOAD": str(_shim())}
    with Child(command, side=place.server, log=folder / "janus.log", environment=environment) as server:
        _until_listening(port, server)
        with Child(feed, side=place.publisher, log=folder / "feed.log", cwd=ROOT) as publisher:
            publisher.line("ready")
            yield Running("janus", f"ws://127.0.0.1:{port}", {"janus": server.pid}, ("janus",))
