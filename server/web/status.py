"""``/healthz`` and ``/metrics``: what runs, and how much of it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

from aiohttp import web

from server.web.answers import json_body
from server.web.house import House, house_of

ROLES = ("transport", "mixer")


async def healthz(request: web.Request) -> web.Response:
    return json_body(health(house_of(request)))


def health(house: House) -> dict[str, Any]:
    """``ok`` when every process is there and every journal takes events, else ``degraded``."""
    nodes = {role: house.nodes.connected(role) for role in ROLES}
    journals = all(attendance.runtime.journal_healthy for attendance in house.meetings.values())
    return {
        "status": "ok" if all(nodes.values()) and journals else "degraded",
        "version": house.version,
        "kernel": house.nodes.kernel or None,
        "uptime_s": round(time.monotonic() - house.started_at, 1),
        **nodes,
        "journal": journals,
        "meetings": {
            identity: {
                "participants": len(attendance.meeting.roster.participants),
                "active": attendance.meeting.roster.active,
                "connected": attendance.meeting.roster.connected,
                "clients": len(attendance.clients),
                "peers": len(attendance.focus.peers),
                "quality": attendance.observing.board.steps(),
            }
            for identity, attendance in house.meetings.items()
        },
        "server": house.gauges,
        "nodes": house.nodes.gauges,
    }


async def metrics(request: web.Request) -> web.Response:
    text = "".join(f"{line}\n" for line in _lines(house_of(request)))
    return web.Response(body=text.encode(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})


def _lines(house: House) -> Iterator[str]:
    """Prometheus text format 0.0.4, every value a gauge: the nodes' counters may start over."""
    now = health(house)
    yield from _gauge("up", "1 when every process is there", {"": float(now["status"] == "ok")})
    yield from _gauge("uptime_seconds", "since the server process started", {"": now["uptime_s"]})
    for name in ("participants", "active", "connected", "clients", "peers"):
        samples = {f'meeting="{identity}"': counts[name] for identity, counts in now["meetings"].items()}
        yield from _gauge(f"meeting_{name}", f"{name} of a meeting", samples)
    steps = {
        f'meeting="{identity}",step="{step}"': count
        for identity, counts in now["meetings"].items()
        for step, count in counts["quality"].items()
    }
    yield from _gauge("meeting_quality", "participants of a meeting by the quality of their connection", steps)
    for role, values in {"server": house.gauges, **house.nodes.gauges}.items():
        for key, value in sorted(values.items()):
            yield from _gauge(f"{role}_{re.sub(r'[^a-zA-Z0-9_]', '_', key)}", f"{key} of the {role}", {"": value})


def _gauge(name: str, explanation: str, samples: dict[str, float]) -> Iterator[str]:
    yield f"# HELP hemicycle_{name} {explanation}"
    yield f"# TYPE hemicycle_{name} gauge"
    for labels, value in samples.items():
        yield f"hemicycle_{name}{{{labels}}} {value}" if labels else f"hemicycle_{name} {value}"
