"""Destinations of the webcast through the whole control plane: operator, worker on the bus, and who must not see what."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bus import messages as bus
from tests.scenarios.control_plane import Attendee, ControlPlane, Refused
from tests.scenarios.webcast_plane import Worker, webcasting

KEY, PASSPHRASE = "k-7f3a-never-shown", "a passphrase never shown"


@pytest.fixture
async def plane(tmp_path: Path) -> AsyncIterator[ControlPlane]:
    async with webcasting(tmp_path) as plane:
        yield plane


async def added(tech: Attendee, address: str = "rtmps://ingest.example.org/live2", **more: object) -> str:
    fields = {"address": address, "channels": ["fr"], "key": KEY, "passphrase": "", **more}
    return str((await tech.request("addPush", **fields))["push"])


def pushed(condition: Callable[[bus.Push], bool] = bool) -> Callable[[Worker], bool]:
    return lambda worker: bool(worker.meetings) and any(map(condition, worker.webcast.pushes))


async def test_a_destination_that_is_started_goes_with_the_webcast_and_again_with_the_next(plane: ControlPlane) -> None:
    tech = await plane.join("technician")
    push_id = await added(tech)
    async with Worker(plane.run_dir).running() as worker:
        await tech.request("startPush", push=push_id)
        for _ in range(2):
            await tech.request("startWebcast")
            await worker.until(pushed())
            (push,) = worker.webcast.pushes
            assert (push.address, push.key, push.channels) == ("rtmps://ingest.example.org/live2", KEY, ("fr",))
            await plane.transport.until(lambda node: node.meeting.webcast is not None)
            told = plane.transport.meeting.webcast
            assert told is not None and told.pushes == (), "its keys are the worker's alone"
            await tech.request("endWebcast")
            await worker.until(lambda one: not one.meetings)


async def test_it_is_off_until_started_and_gone_when_stopped_or_removed(plane: ControlPlane) -> None:
    tech = await plane.join("technician")
    push_id = await added(tech)
    async with Worker(plane.run_dir).running() as worker:
        await tech.request("startWebcast")
        await worker.until(lambda one: one.meetings)
        assert worker.webcast.pushes == ()
        for ending in ("stopPush", "removePush"):
            await tech.request("startPush", push=push_id)
            await worker.until(pushed())
            await tech.request(ending, push=push_id)
            await worker.until(lambda one: not one.webcast.pushes)
    with pytest.raises(Refused, match="unknownPush"):
        await tech.request("startPush", push=push_id)


async def test_its_keys_are_told_to_nobody_and_are_in_no_journal_and_gone_with_it(
    plane: ControlPlane, tmp_path: Path
) -> None:
    tech, chair, delegate = await plane.join("technician"), await plane.join("chair"), await plane.join()
    push_id = await added(tech, "srt://ingest.example.org:9000", passphrase=PASSPHRASE)
    await chair.until("webcast", lambda message: message["webcast"]["pushes"])
    late = await plane.join("technician")
    assert late.snapshot["webcast"]["pushes"][0]["address"] == "srt://ingest.example.org:9000"
    for attendee in (tech, chair, delegate, late):
        await attendee.request("ping")
        assert KEY not in json.dumps(attendee.seen) and PASSPHRASE not in json.dumps(attendee.seen)
    assert "ingest" not in json.dumps(delegate.seen)
    holding = [path for path in _files(tmp_path) if KEY.encode() in path.read_bytes()]
    assert [path.name for path in holding] == [f"{push_id}.json"]
    await tech.request("removePush", push=push_id)
    assert not holding[0].exists()


def _files(directory: Path) -> list[Path]:
    return [Path(at) / name for at, _, names in os.walk(directory) for name in names if not name.endswith(".sock")]


async def test_operators_see_how_it_goes(plane: ControlPlane) -> None:
    tech = await plane.join("technician")
    push_id = await added(tech)
    await tech.request("startPush", push=push_id)
    shown = await tech.until(
        "webcast", lambda message: message["webcast"]["pushes"][:1] and message["webcast"]["pushes"][0]["on"]
    )
    assert shown["webcast"]["pushes"][0]["state"] == "waiting"
    await tech.request("startWebcast")
    on_air = await tech.until("webcast", lambda message: message["webcast"]["showing"] == "onAir")
    assert on_air["webcast"]["pushes"][0]["state"] == "connecting"
    async with Worker(plane.run_dir).running() as worker:
        one = bus.PushStatus(push_id, "failing", 10.0, "rejected", 12.0, 0, 3)
        webcast_id = on_air["webcast"]["webcastId"]
        worker.client.send(bus.WebcastStatus("demo", webcast_id, "onAir", 0, 80.0, 50, 1, {}, (), pushes=(one,)))
        told = await tech.until("webcast", lambda message: message["webcast"]["pushes"][0]["state"] == "failing")
        assert told["webcast"]["pushes"][0] == {
            **{"pushId": push_id, "address": "rtmps://ingest.example.org/live2", "channels": ["fr"], "on": True},
            **{"state": "failing", "since": 10.0, "reason": "rejected", "retryAt": 12.0, "bps": 0, "droppedFrames": 3},
        }


async def test_what_cannot_be_pushed_to_leaves_nothing_behind(plane: ControlPlane, tmp_path: Path) -> None:
    tech, delegate = await plane.join("technician"), await plane.join()
    with pytest.raises(Refused, match="notPermitted"):
        await added(delegate)
    refused: tuple[tuple[dict[str, object], str], ...] = (
        ({"address": "http://ingest.example.org/x"}, "valueInvalid"),
        ({"channels": []}, "valueInvalid"),
        ({"channels": ["xx"]}, "unknownChannel"),
        ({"key": ""}, "valueInvalid"),
    )
    for wrong, code in refused:
        with pytest.raises(Refused, match=code):
            fields: dict[str, object] = {"address": "rtmp://ingest.example.org/live", "channels": ["fr"], "key": KEY}
            await tech.request("addPush", **fields | wrong)
    for _ in range(8):
        await added(tech)
    with pytest.raises(Refused, match="pushesFull"):
        await added(tech)
    assert len([path for path in _files(tmp_path) if KEY.encode() in path.read_bytes()]) == 8


async def test_it_is_there_after_a_restart_keys_and_all(tmp_path: Path) -> None:
    async with webcasting(tmp_path) as plane:
        tech = await plane.join("technician")
        await tech.request("startPush", push=await added(tech))
        await tech.request("startWebcast")
    async with webcasting(tmp_path) as plane, Worker(plane.run_dir).running() as worker:
        await worker.until(pushed(lambda push: push.key == KEY))
