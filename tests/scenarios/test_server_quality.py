"""How well people are connected, through the server: who is told of whom."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bus.messages import PeerClosed, PeerQuality, Quality
from tests.scenarios.control_plane import Attendee, ControlPlane, serving

PATH = {"loss": 0.07, "jitterMs": 4.0, "roundTripMs": 80.0}


@pytest.fixture
async def plane(tmp_path: Path) -> AsyncIterator[ControlPlane]:
    async with serving(tmp_path, signaling__quality_interval_ms=20) as running:
        yield running


async def subscribed(plane: ControlPlane, role: str, **fields: Any) -> tuple[Attendee, str]:
    attendee = await plane.join(role, **fields)
    return attendee, str((await attendee.request("openSubscriber"))["peer"])


def measure(plane: ControlPlane, *peers: str, loss: float = 0.07, silent: bool = False) -> None:
    figures = tuple(PeerQuality(peer, loss, 4.0, 80.0, silent) for peer in peers)
    plane.transport.client.send(Quality("demo", figures))


async def test_chair_and_technician_are_told_of_everyone_and_everyone_of_themselves_alone(plane: ControlPlane) -> None:
    chair, technician = await plane.join("chair"), await plane.join("technician")
    delegate, peer = await subscribed(plane, "delegate")
    passive, other_peer = await subscribed(plane, "passive")
    others = [delegate, passive, await plane.join("delegate"), await plane.join("interpreter", booth="fr")]
    others.append(await plane.join("room"))
    measure(plane, peer, other_peer)
    for observer in (chair, technician):
        put: dict[str, Any] = {}
        while len(put) < 2:
            put |= {entry["person"]: entry for entry in (await observer.until("quality"))["put"]}
        assert put[delegate.person] == {"person": delegate.person, "step": "fair", "down": PATH, "up": None, "arrival": None}
        assert put[passive.person]["step"] == "fair"
    for person in (delegate, passive):
        await person.until("me", lambda told: told["me"]["quality"] == "fair")
    for person in others:
        await person.request("resync", topics=[])
        await person.until("snapshot")
        assert person.snapshot["quality"] == [] and "quality" not in person.snapshot["numbers"]
        assert not [message for message in person.seen if message["type"] == "quality"]


async def test_whoever_may_watch_finds_it_in_the_snapshot_and_goes_on_from_there(plane: ControlPlane) -> None:
    delegate, peer = await subscribed(plane, "delegate")
    measure(plane, peer)
    await delegate.until("me", lambda told: told["me"]["quality"] == "fair")
    technician = await plane.join("technician")
    assert technician.snapshot["quality"] == [
        {"person": delegate.person, "step": "fair", "down": PATH, "up": None, "arrival": None}
    ]
    measure(plane, peer, loss=0.2)
    delta = await technician.until("quality", lambda told: told["put"])
    assert delta["put"][0]["step"] == "poor"
    assert delta["number"] == technician.snapshot["numbers"]["quality"] + 1


async def test_an_interpreter_is_held_to_more(plane: ControlPlane) -> None:
    chair = await plane.join("chair")
    interpreter, peer = await subscribed(plane, "interpreter", booth="fr")
    measure(plane, peer, loss=0.04)
    put = (await chair.until("quality", lambda told: told["put"]))["put"]
    assert (put[0]["person"], put[0]["step"]) == (interpreter.person, "poor")


async def test_a_connection_that_ended_is_shown_as_lost_until_its_owner_is_gone(plane: ControlPlane) -> None:
    chair = await plane.join("chair")
    delegate, peer = await subscribed(plane, "delegate")
    measure(plane, peer, loss=0.0)
    await chair.until("quality", lambda told: told["put"] and told["put"][0]["step"] == "good")
    plane.transport.client.send(PeerClosed(peer, "timeout"))
    await chair.until("quality", lambda told: told["put"] and told["put"][0]["step"] == "lost")
    status, health = await plane.get("/healthz")
    assert status == 200 and health["meetings"]["demo"]["quality"]["lost"] == 1
    async with plane.http.get(f"{plane.url}/metrics") as response:
        assert 'hemicycle_meeting_quality{meeting="demo",step="lost"} 1' in await response.text()
    await delegate.socket.close()
    told = await chair.until("quality", lambda told: told["gone"])
    assert told["gone"] == [delegate.person]


async def test_figures_of_peers_that_are_nobodys_are_ignored(plane: ControlPlane) -> None:
    chair = await plane.join("chair")
    delegate, peer = await subscribed(plane, "delegate")
    measure(plane, "forged", loss=0.9)
    plane.transport.client.send(Quality("nowhere", (PeerQuality(peer, 0.9, None, None, True),)))
    measure(plane, peer, loss=0.0)
    put = (await chair.until("quality", lambda told: told["put"]))["put"]
    assert [(entry["person"], entry["step"]) for entry in put] == [(delegate.person, "good")]
