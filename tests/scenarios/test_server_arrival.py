"""Connection tests through the server: queue, limits of an address, verdict, reference, and what the meeting is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bus.messages import OpenProbe, PeerQuality, ProbeFigures, Quality, StartProbe
from tests.scenarios.control_plane import OFFER, ControlPlane, serving
from tests.scenarios.registration_desk import desk_at_work

TESTS = "/api/connection-tests"
PATHS = {"udp": "works", "tcp": "works", "relay": "none"}
STEPS = {"microphone": {"outcome": "good", "advice": []}, "camera": {"outcome": "warning", "advice": ["cameraDark"]}}


@pytest.fixture
async def plane(tmp_path: Path) -> AsyncIterator[ControlPlane]:
    async with serving(tmp_path, arrival__tests_at_once=2, arrival__tests_per_address=4) as running:
        yield running


async def post(plane: ControlPlane, path: str, body: Any, method: str = "POST", **options: Any) -> tuple[int, Any]:
    async with plane.http.request(method, plane.url + path, json=body, **options) as response:
        return response.status, await response.json() if response.content_length else None


async def entered(plane: ControlPlane, role: str = "active") -> dict[str, Any]:
    status, told = await post(plane, TESTS, {"role": role})
    assert status == 201, told
    return dict(told)


async def loaded(plane: ControlPlane, ticket: str) -> str:
    """The probe that is loaded."""
    status, answer = await post(plane, f"{TESTS}/{ticket}/paths", {"path": "udp", "sdp": OFFER})
    assert status == 201 and answer["sdp"]
    status, plan = await post(plane, f"{TESTS}/{ticket}/load", {"path": "udp"})
    assert status == 201 and plan == {"warmUpMs": 1500, "downMs": 5000, "upMs": 7000, "packetBytes": 311}
    opened, started = plane.transport.requests[-2:]
    assert isinstance(opened, OpenProbe) and isinstance(started, StartProbe) and opened.sdp == OFFER
    assert opened.state.peer_id == started.peer_id
    return str(started.peer_id)


async def test_a_test_ends_with_a_verdict_of_both_sides_figures(plane: ControlPlane) -> None:
    ticket = (await entered(plane))["ticket"]
    probe = await loaded(plane, ticket)
    plane.transport.client.send(ProbeFigures(probe, 6000, 0.05, 2.0, 30.0, 900_000.0, 0.0, 1.0))
    tests = plane.server.house.tests
    assert tests is not None
    async with asyncio.timeout(20):
        while tests._owners[probe].node is None:  # noqa: ASYNC110 - state that has no event
            await asyncio.sleep(0.002)
    client = {"paths": PATHS, "downBps": 3_950_000, "downLoss": 0.0, "jitterMs": 1.0, "roundTripMs": 33.0}
    status, verdict = await post(plane, f"{TESTS}/{ticket}/network", client)
    assert status == 200
    assert (verdict["verdict"], verdict["reasons"]) == ("usable", ["upSlow", "loss"])
    assert verdict["figures"]["upBps"] == 900_000 and verdict["figures"]["downLoss"] == 0.05
    assert tests.running == 0


async def test_the_one_who_comes_too_late_waits_and_comes_when_a_place_is_free(plane: ControlPlane) -> None:
    first, second, third = await entered(plane), await entered(plane), await entered(plane)
    assert [one["position"] for one in (first, second, third)] == [0, 0, 1]
    assert (await post(plane, f"{TESTS}/{third['ticket']}/paths", {"path": "udp", "sdp": OFFER}))[0] == 409
    async with plane.http.delete(f"{plane.url}{TESTS}/{first['ticket']}") as response:
        assert response.status == 204
    assert (await plane.get(f"{TESTS}/{third['ticket']}"))[1]["position"] == 0
    await loaded(plane, third["ticket"])


async def test_one_address_neither_fills_the_queue_nor_tests_without_end(tmp_path: Path) -> None:
    async with serving(tmp_path, arrival__tests_burst=6, arrival__tests_per_address=3) as plane:
        tickets = [(await entered(plane))["ticket"] for _ in range(3)]
        assert (await post(plane, TESTS, {"role": "active"}))[1]["code"] == "busy"
        for ticket in tickets:
            async with plane.http.delete(f"{plane.url}{TESTS}/{ticket}"):
                pass
        answers = [await post(plane, TESTS, {"role": "active"}) for _ in range(4)]
        assert [status for status, _ in answers] == [201, 201, 429, 429]


async def test_one_ticket_tries_each_way_once_and_loads_one_alone(plane: ControlPlane) -> None:
    ticket = (await entered(plane))["ticket"]
    assert (await post(plane, f"{TESTS}/{ticket}/load", {"path": "udp"}))[1]["code"] == "wrongState"
    await loaded(plane, ticket)
    assert (await post(plane, f"{TESTS}/{ticket}/paths", {"path": "udp", "sdp": OFFER}))[1]["code"] == "wrongState"
    assert (await post(plane, f"{TESTS}/{ticket}/paths", {"path": "tcp", "sdp": OFFER}))[0] == 201
    assert (await post(plane, f"{TESTS}/{ticket}/load", {"path": "tcp"}))[1]["code"] == "wrongState"
    assert (await post(plane, f"{TESTS}/nobody/load", {"path": "tcp"}))[1]["code"] == "unknownTest"
    assert (await post(plane, f"{TESTS}/{ticket}/paths", {"path": "cable", "sdp": OFFER}))[0] == 400


async def test_what_the_node_refuses_is_told_and_may_be_tried_again(plane: ControlPlane) -> None:
    ticket = (await entered(plane))["ticket"]
    plane.transport.refuse = "sdpInvalid"
    assert (await post(plane, f"{TESTS}/{ticket}/paths", {"path": "udp", "sdp": OFFER}))[1]["code"] == "sdpInvalid"
    plane.transport.refuse = ""
    await loaded(plane, ticket)


async def test_support_opens_a_check_by_its_reference_number(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path) as (plane, browser):
        ticket = (await entered(plane))["ticket"]
        told = {"role": "active", "browser": "Firefox 153", "steps": STEPS, "devices": {"micDb": -24.0}, "language": "fr"}
        status, kept = await post(plane, f"{TESTS}/{ticket}/report", told)
        assert status == 201 and kept["verdict"] == "usable"
        again = (await post(plane, f"{TESTS}/{ticket}/report", {**told, "browser": "Firefox 154"}))[1]
        assert again["reference"] == kept["reference"] and len(kept["reference"]) == 8
        typed = f"{kept['reference'][:4]}-{kept['reference'][4:]}".lower()
        shown = await browser.done("GET", f"/connection-tests/{typed}")
        assert shown["browser"] == "Firefox 154" and shown["steps"]["camera"]["advice"] == ["cameraDark"]
        assert shown["network"] is None and shown["devices"] == {"micDb": -24.0}
        assert (await browser.ask("GET", "/connection-tests/AAAAAAAA"))[0] == 404
        assert (await plane.get(f"/api/registration/connection-tests/{kept['reference']}"))[0] == 401


async def test_what_is_older_than_it_is_kept_is_gone(tmp_path: Path) -> None:
    async with desk_at_work(tmp_path, arrival__retention_days=0.0) as (plane, browser):
        ticket = (await entered(plane))["ticket"]
        kept = (await post(plane, f"{TESTS}/{ticket}/report", {"role": "passive"}))[1]
        assert (await browser.ask("GET", f"/connection-tests/{kept['reference']}"))[0] == 404


async def test_chair_and_technician_are_told_that_a_microphone_was_tested(plane: ControlPlane) -> None:
    ticket = (await entered(plane))["ticket"]
    told = {"role": "active", "steps": STEPS}
    reference = (await post(plane, f"{TESTS}/{ticket}/report", told))[1]["reference"]
    chair, delegate = await plane.join("chair"), await plane.join("delegate")
    token = await plane.entry("delegate")
    speaker = await plane.join(token=token)
    peer = (await speaker.request("openSubscriber"))["peer"]
    plane.transport.client.send(Quality("demo", (PeerQuality(str(peer), 0.0, 1.0, 20.0, False),)))
    await chair.until("quality", lambda told: any(one["person"] == speaker.person for one in told["put"]))
    headers = {"Authorization": f"Bearer {token}"}
    path = "/api/meetings/demo/arrival"
    assert (await post(plane, path, {"reference": reference}, "PUT", headers=headers))[0] == 204
    seen = await chair.until("quality", lambda told: any(one["arrival"] for one in told["put"]))
    assert seen["put"][0]["arrival"] == {"verdict": "usable", "microphone": "good", "reference": reference}
    assert not [message for message in delegate.seen if message["type"] == "quality"]
    assert (await post(plane, path, {"reference": "ZZZZZZZZ"}, "PUT", headers=headers))[0] == 404
    assert (await post(plane, path, {"reference": reference}, "PUT"))[0] == 401


async def test_hostile_reports_are_refused_whole(plane: ControlPlane) -> None:
    ticket = (await entered(plane))["ticket"]
    for body in (
        {"role": "active", "steps": {f"s{n}": {"outcome": "good"} for n in range(20)}},
        {"role": "active", "steps": {"camera": {"outcome": "good", "advice": ["<script>"]}}},
        {"role": "active", "browser": "x" * 200},
        {"role": "admin"},
        {"role": "active", "devices": {"micDb": "loud"}},
    ):
        assert (await post(plane, f"{TESTS}/{ticket}/report", body))[0] == 400
    async with plane.http.post(f"{plane.url}{TESTS}", data={"role": "active"}) as response:
        assert response.status == 400
