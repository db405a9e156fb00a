"""The shipped deployment agrees with the program and with itself; ``tests/acceptance/test_reach.py`` runs it."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import Path

import run
from media.mixer_process import REALTIME_PRIORITY
from media.transport.udp import RECEIVE_BUFFER_BYTES, SEND_BUFFER_BYTES
from media.transport_process import FANOUT_PRIORITY
from server.settings import ROOT, load

DEPLOY = ROOT / "config" / "deploy"


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def relay() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text("turnserver.conf").splitlines():
        if line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def service() -> configparser.SectionProxy:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read_string(text("hemicycle.service"))
    return unit["Service"]


def test_the_service_starts_the_program_with_flags_it_knows() -> None:
    python, script, *flags = shlex.split(service()["ExecStart"])
    arguments = run.parser().parse_args(flags)
    assert (script, arguments.command, arguments.config.name) == ("run.py", "serve", "hemicycle.toml")
    assert service()["WorkingDirectory"] == "/opt/hemicycle" and python.startswith("/opt/hemicycle/")


def test_the_service_may_ask_for_the_priority_it_wants() -> None:
    assert int(service()["LimitRTPRIO"]) >= max(REALTIME_PRIORITY, FANOUT_PRIORITY)
    assert service()["RestrictRealtime"] == "no"


def test_the_system_grants_the_buffers_that_are_asked_for() -> None:
    granted = dict(re.findall(r"^(net\S+) = (\d+)$", text("90-hemicycle.conf"), re.MULTILINE))
    assert int(granted["net.core.rmem_max"]) >= RECEIVE_BUFFER_BYTES
    assert int(granted["net.core.wmem_max"]) >= SEND_BUFFER_BYTES
    for key in granted:
        assert Path("/proc/sys", *key.split(".")).exists(), key


def test_program_proxy_relay_and_packet_filter_agree() -> None:
    settings, nginx, filtered = load(DEPLOY / "hemicycle.toml"), text("nginx.conf"), text("nftables.conf")
    assert f"server {settings.server.host}:{settings.server.port};" in nginx
    assert settings.server.host in settings.server.proxies
    assert f"server {settings.webcast.host}:{settings.webcast.port};" in nginx
    assert f"server_name {settings.webcast.public_url.removeprefix('https://')};" in nginx
    assert f"udp dport {settings.media.port} accept" in filtered and f"tcp dport {settings.media.port} accept" in filtered
    assert f"skuid turnserver udp dport != {settings.media.port} drop" in filtered
    assert f"proxy_pass {relay()['listening-ip'][0]}:{relay()['tls-listening-port'][0]};" in nginx
    (url,) = settings.turn.urls
    name = relay()["realm"][0]
    assert url == f"turns:{name}:443?transport=tcp" and re.search(rf"{re.escape(name)} 127\.0\.0\.1:8444;", nginx)
    assert relay()["allowed-peer-ip"] == relay()["relay-ip"] == list(settings.media.advertise[:1])


def test_the_relay_is_open_to_nobody_and_reaches_nothing_by_default() -> None:
    configured = relay()
    assert configured["listening-ip"] == ["127.0.0.1"]
    assert {"use-auth-secret", "no-udp", "no-tcp", "no-multicast-peers", "no-tcp-relay", "no-cli"} <= configured.keys()
    assert "allow-loopback-peers" not in configured and "no-auth" not in configured
    assert set(configured["denied-peer-ip"]) == {"0.0.0.0-255.255.255.255", "::-" + ":".join(["ffff"] * 8)}
