"""The product behind the files of ``config/deploy``, and people in a network of their own that lets out what we say.

Two network namespaces joined by a wire: in one nginx, coturn, the product and the packet filter run from the shipped files,
on their real ports; only paths of files and the secret are put in.  The other is the people's.
"""

from __future__ import annotations

import base64
import configparser
import contextlib
import ctypes
import datetime
import hashlib
import http.client
import os
import pwd
import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.async_api import Browser, async_playwright

from tests.acceptance.browsing import CHROMIUM_FLAGS
from tests.acceptance.serving import ROOT

DEPLOY = ROOT / "config" / "deploy"
SERVER, PEOPLE, ELSEWHERE = "203.0.113.7", "203.0.113.99", "203.0.113.150"
SERVER_6, PEOPLE_6 = "2001:db8::7", "2001:db8::99"
MEET, TURN = "meet.example.org", "turn.example.org"
URL = f"https://{MEET}"
SECRET = "a-secret-of-this-test"
PATIENCE_S = 40.0
CLONE_NEWNET = 0x40000000

T = TypeVar("T")


# --- certificates ---


def certificate(folder: Path) -> str:
    """One for both names, signed by itself; base64 of its public key's SHA-256, which makes Chromium trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, MEET)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(MEET), x509.DNSName(TURN)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(public).digest()).decode()


# --- namespaces ---


@dataclass(frozen=True, slots=True)
class Network:
    """A network namespace, held by a process."""

    pid: int

    @property
    def enter(self) -> tuple[str, ...]:
        return ("nsenter", "-t", str(self.pid), "-n")

    def run(self, *command: str, stdin: str = "") -> str:
        done = subprocess.run((*self.enter, *command), input=stdin, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{shlex.join(command)}: {done.stderr}"
        return done.stdout

    def inside(self, work: Callable[[], T]) -> T:
        """Call from a thread whose new sockets are of this network."""
        results: list[T] = []
        failures: list[BaseException] = []

        def call() -> None:
            try:
                with open(f"/proc/{self.pid}/ns/net") as namespace:
                    libc = ctypes.CDLL(None, use_errno=True)
                    assert libc.setns(namespace.fileno(), CLONE_NEWNET) == 0, os.strerror(ctypes.get_errno())
                results.append(work())
            except BaseException as failure:  # raised again by the caller
                failures.append(failure)

        thread = threading.Thread(target=call)
        thread.start()
        thread.join()
        if failures:
            raise failures[0]
        return results[0]


@contextmanager
def network() -> Iterator[Network]:
    holder = subprocess.Popen(["unshare", "-n", "sleep", "infinity"])
    try:
        mine = os.readlink("/proc/self/ns/net")
        deadline = time.monotonic() + 5
        while os.readlink(f"/proc/{holder.pid}/ns/net") == mine:
            assert holder.poll() is None and time.monotonic() < deadline, "no network namespace: these tests want root"
            time.sleep(0.01)
        yield Network(holder.pid)
    finally:
        holder.kill()
        holder.wait()


def wire(one: Network, other: Network) -> None:
    one.run(*("ip", "link", "add", "wire", "type", "veth", "peer", "name", "wire", "netns", str(other.pid)))
    for side, address, address_6 in ((one, SERVER, SERVER_6), (other, PEOPLE, PEOPLE_6)):
        side.run("ip", "link", "set", "lo", "up")
        side.run("ip", "addr", "add", f"{address}/24", "dev", "wire")
        side.run("ip", "addr", "add", f"{address_6}/64", "dev", "wire", "nodad")
        side.run("ip", "link", "set", "wire", "up")


LETS_OUT = """
table inet firewall
delete table inet firewall
table inet firewall {{
  chain output {{
    type filter hook output priority filter; policy drop;
    oif lo accept
    icmpv6 type {{ nd-neighbor-solicit, nd-neighbor-advert }} accept
    {rules}
    meta l4proto udp counter comment "kept in"
  }}
}}
"""


# --- what runs ---


@contextmanager
def running(command: Sequence[str], log: Path, cwd: Path = ROOT) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd=cwd, start_new_session=True
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@dataclass
class Reach:
    server: Network
    people: Network
    folder: Path
    public_key: str
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @contextmanager
    def stopped(self, name: str) -> Iterator[None]:
        """Nothing answers there for the moment."""
        self.processes[name].send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.processes[name].send_signal(signal.SIGCONT)

    def let_out(self, *rules: str) -> None:
        """The people's firewall: these nftables statements, and nothing else."""
        self.people.run("nft", "-f", "-", stdin=LETS_OUT.format(rules="\n    ".join(rules)))

    def move(self, old: str, new: str) -> None:
        """The people's address changes, as from one network to another."""
        self.people.run("ip", "addr", "del", f"{old}/24", "dev", "wire")
        self.people.run("ip", "addr", "add", f"{new}/24", "dev", "wire")

    def kept_in(self) -> int:
        """UDP packets the firewall kept from leaving."""
        found = re.search(r"counter packets (\d+)", self.people.run("nft", "list", "table", "inet", "firewall"))
        assert found
        return int(found[1])

    def tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.folder / "certificates" / "fullchain.pem")

    @asynccontextmanager
    async def chromium(self, server: str = SERVER) -> AsyncIterator[Browser]:
        """Of one of the people; it knows our certificate by its key and resolves our names to ``server``."""
        script = self.folder / "chromium"
        script.write_text(f'#!/bin/sh\nexec {shlex.join(self.people.enter)} /usr/bin/chromium "$@"\n')
        script.chmod(0o755)
        names = ", ".join(f"MAP {name} {server}" for name in (MEET, TURN))
        flags = [
            *CHROMIUM_FLAGS,
            f"--host-resolver-rules={names}",
            f"--ignore-certificate-errors-spki-list={self.public_key}",
        ]
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=script, args=flags, headless=True)
            try:
                yield browser
            finally:
                await browser.close()


def installed(folder: Path, network: Network) -> dict[str, list[str]]:
    """The shipped files with this test's paths; what is to be started, by name."""
    settings, own = folder / "hemicycle", pwd.getpwnam("turnserver")
    (settings / "meetings").mkdir(parents=True)
    shutil.copy(ROOT / "config" / "meetings" / "demo.toml", settings / "meetings")
    (settings / "turn-secret").write_text(SECRET + "\n")
    shutil.copytree(folder / "certificates", settings / "turn")
    paths = {
        "/etc/letsencrypt/live/meet.example.org": folder / "certificates",
        "/etc/hemicycle": settings,
        "/var/lib/hemicycle": folder / "data",
        "/run/hemicycle": folder / "run",
        "/var/lib/nginx/webcast": folder / "cache",
        "/run/nginx.pid": folder / "nginx.pid",
        "/var/log/nginx/error.log": folder / "nginx-error.log",
        "/opt/hemicycle/.venv/bin/python": Path(sys.executable),
    }

    def adapted(name: str) -> str:
        text = (DEPLOY / name).read_text(encoding="utf-8").replace("CHANGE-THIS-SECRET", SECRET)
        for path, here in paths.items():
            text = text.replace(path, str(here))
        return text

    for name, place in (("hemicycle.toml", settings), ("turnserver.conf", folder), ("nginx.conf", folder)):
        (place / name).write_text(adapted(name), encoding="utf-8")
    for path in (folder / "turnserver.conf", *(settings / "turn").iterdir()):
        os.chown(path, own.pw_uid, own.pw_gid)
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read_string(adapted("hemicycle.service"))
    relay = ("setpriv", f"--reuid={own.pw_uid}", f"--regid={own.pw_gid}", "--clear-groups", "turnserver")
    commands = {
        "coturn": [*relay, "-c", str(folder / "turnserver.conf"), "--pidfile="],
        "nginx": ["nginx", "-c", str(folder / "nginx.conf"), "-g", "daemon off;"],
        "product": shlex.split(unit["Service"]["ExecStart"]),
    }
    return {name: [*network.enter, *command] for name, command in commands.items()}


@contextmanager
def deployed() -> Iterator[Reach]:
    """Everything up; the people's network lets only TCP to port 443 out."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hc-")))
        folder.chmod(0o755)
        public_key = certificate(folder / "certificates")
        server, people = (stack.enter_context(network()) for _ in range(2))
        wire(server, people)
        server.run("nft", "-f", str(DEPLOY / "nftables.conf"))
        reach = Reach(server, people, folder, public_key)
        reach.let_out("tcp dport 443 accept")
        logs = []
        for name, command in installed(folder, server).items():
            logs.append(folder / f"{name}.log")
            reach.processes[name] = stack.enter_context(running(command, logs[-1]))
        _until_up(reach, logs)
        yield reach


def _until_up(reach: Reach, logs: list[Path]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not reach.people.inside(lambda: _healthy(reach.tls())):
        told = "\n".join(f"{log.name}: {log.read_text()[-1500:]}" for log in logs)
        assert time.monotonic() < deadline, f"not up after {PATIENCE_S} s\n{told}"
        time.sleep(0.2)


def _healthy(tls: ssl.SSLContext) -> bool:
    with contextlib.suppress(OSError, http.client.HTTPException), ExitStack() as stack:
        plain = stack.enter_context(socket.create_connection((SERVER, 443), timeout=5))
        sock = stack.enter_context(tls.wrap_socket(plain, server_hostname=MEET))
        sock.sendall(f"GET /healthz HTTP/1.1\r\nHost: {MEET}\r\nConnection: close\r\n\r\n".encode())
        answer = http.client.HTTPResponse(sock)
        answer.begin()
        return answer.status == 200 and b'"ok"' in answer.read()
    return False
