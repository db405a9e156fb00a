"""A webcast through the whole control plane: operator, worker on the bus, players by REST and event stream."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bus import messages as bus
from tests.scenarios.control_plane import PATIENCE_S, ControlPlane, Refused
from tests.scenarios.webcast_plane import (
    Worker,
    speak,
    status_of,
    text_of,
    webcasting,
)


@pytest.fixture
async def plane(tmp_path: Path) -> AsyncIterator[ControlPlane]:
    async with webcasting(tmp_path) as running:
        yield running


# --- operator and worker ----------------------------------------------------------------------------------------------


async def test_the_worker_is_told_of_meetings_with_a_webcast_alone_and_when_it_is_over(plane: ControlPlane) -> None:
    tech = await plane.join("technician")
    async with Worker(plane.run_dir).running() as worker:
        assert worker.meetings == {}
        await tech.request("startWebcast", slate=True)
        await worker.until(lambda one: one.meetings)
        assert worker.webcast.mode == "slate" and len(worker.webcast.webcast_id) == 32
        assert worker.webcast.title == ("Committee <on> Water", "Comité de l'eau")
        await tech.request("startWebcast")
        await worker.until(lambda one: one.webcast.mode == "onAir")
        await plane.transport.until(lambda node: node.meeting.webcast is not None)
        await tech.request("endWebcast")
        await worker.until(lambda one: not one.meetings)


async def test_going_in_camera_takes_off_the_air_and_nothing_can_be_started(plane: ControlPlane) -> None:
    chair, tech = await plane.join("chair"), await plane.join("technician")
    async with Worker(plane.run_dir).running() as worker:
        await tech.request("startWebcast")
        await worker.until(lambda one: one.meetings)
        await chair.request("setSittingPublic", public=False)
        await worker.until(lambda one: not one.meetings)
        with pytest.raises(Refused, match="sittingInCamera"):
            await tech.request("startWebcast")
        _, shown = await plane.get("/api/webcasts/demo")
        assert (shown["webcast"]["mode"], shown["webcast"]["reason"], shown["playlist"]) == ("off", "inCamera", None)
        assert shown["webcast"]["agendaItem"] == {} and shown["marks"] == []


async def test_everyone_is_told_they_are_on_the_air_and_operators_alone_the_figures(plane: ControlPlane) -> None:
    tech, delegate = await plane.join("technician"), await plane.join()
    assert tech.snapshot["webcast"]["allowed"] and delegate.snapshot["webcast"] is None
    await tech.request("startWebcast")
    await delegate.until("stage", lambda message: message["stage"]["webcast"] == "onAir")
    shown = await tech.until("webcast", lambda message: message["webcast"]["showing"] == "onAir")
    async with Worker(plane.run_dir).running() as worker:
        meter = bus.RenditionMeter(-23.0, -22.0, -3.0, 0.0)
        webcast_id = shown["webcast"]["webcastId"]
        status = bus.WebcastStatus("demo", webcast_id, "onAir", 7, 80.0, 50, 1, {"fr": meter}, ("speaker",))
        worker.client.send(status)
        told = await tech.until("webcast", lambda message: message["webcast"]["viewers"] == 7)
        assert told["webcast"]["connected"] and told["webcast"]["pictures"] == ["speaker"]
        french = next(one for one in told["webcast"]["renditions"] if one["channel"] == "fr")
        assert french["meter"] == {"lufs": -23.0, "momentaryLufs": -22.0, "truePeakDbtp": -3.0, "silentS": 0.0}
    await tech.until("webcast", lambda message: not message["webcast"]["connected"])
    assert not any(message["type"] == "webcast" for message in delegate.seen)


async def test_players_that_say_they_play_are_counted_whatever_cache_they_are_behind(plane: ControlPlane) -> None:
    tech = await plane.join("technician")
    assert await status_of(plane, "POST", "/api/webcasts/nowhere/viewers") == 404
    await tech.request("startWebcast")
    shown = await tech.until("webcast", lambda told: told["webcast"]["showing"] == "onAir")
    async with Worker(plane.run_dir).running() as worker:
        for _ in range(3):
            assert await status_of(plane, "POST", "/api/webcasts/demo/viewers") == 204
        webcast_id = shown["webcast"]["webcastId"]
        worker.client.send(bus.WebcastStatus("demo", webcast_id, "onAir", 1, 80.0, 50, 1, {}, ()))
        await tech.until("webcast", lambda told: told["webcast"]["connected"] and told["webcast"]["viewers"] == 3)
        worker.client.send(bus.WebcastStatus("demo", webcast_id, "onAir", 9, 80.0, 100, 1, {}, ()))
        await tech.until("webcast", lambda told: told["webcast"]["viewers"] == 9)


async def test_how_far_back_viewers_may_go_is_a_setting(tmp_path: Path) -> None:
    async with webcasting(tmp_path, webcast__dvr_s=900.0) as plane:
        tech = await plane.join("technician")
        async with Worker(plane.run_dir).running() as worker:
            await tech.request("startWebcast")
            await worker.until(lambda one: one.meetings)
            assert worker.webcast.dvr_s == 900.0
            _, shown = await plane.get("/api/webcasts/demo")
            assert shown["dvrS"] == 900.0


async def test_a_delegate_can_neither_start_nor_end_it(plane: ControlPlane) -> None:
    delegate = await plane.join()
    for kind in ("startWebcast", "showSlate", "endWebcast"):
        with pytest.raises(Refused, match="notPermitted"):
            await delegate.request(kind)


async def test_marks_of_items_and_statements_reach_the_worker_and_again_after_its_hello(plane: ControlPlane) -> None:
    chair, tech = await plane.join("chair"), await plane.join("technician")
    delegate = await plane.join(name="Naledi Dlamini", delegation="ZA")
    await chair.request("openAgendaItem", item="4")
    async with Worker(plane.run_dir).running() as worker:
        await tech.request("startWebcast")
        statement = await speak(chair, delegate)
        await worker.until(lambda one: statement in one.marks)
        mark, item = worker.marks[statement], next(one for name, one in worker.marks.items() if name != statement)
        assert mark.webcast_id == worker.webcast.webcast_id and mark.ends_at is None
        assert mark.attributes["CLASS"] == "statement" and mark.attributes["X-LANGUAGE"] == "fr"
        assert mark.attributes["X-TITLE"] == "SOUTH AFRICA – Naledi Dlamini"
        assert item.attributes["X-TITLE"] == "Safe drinking water" and item.attributes["X-LEVEL"] == "1"
        await chair.request("endSpeech", requestId=statement)
        await worker.until(lambda one: one.marks[statement].ends_at is not None)
        before = dict(worker.marks)
    async with Worker(plane.run_dir, "boot-2").running() as again:
        await again.until(lambda one: one.marks == before)
        assert again.webcast.mode == "onAir"


async def test_a_meeting_whose_webcast_begins_with_its_sitting_is_on_the_air_without_anybody(tmp_path: Path) -> None:
    async with webcasting(tmp_path, 'webcast_starts = "withSitting"') as plane, Worker(plane.run_dir).running() as worker:
        await worker.until(lambda one: one.meetings and one.webcast.mode == "onAir")
        tech = await plane.join("technician")
        await tech.request("endWebcast")
        await worker.until(lambda one: not one.meetings)
        assert (await plane.get("/api/webcasts/demo"))[1]["webcast"]["mode"] == "off"


# --- players ----------------------------------------------------------------------------------------------------------


async def test_a_player_learns_where_everything_is(plane: ControlPlane) -> None:
    chair, tech, delegate = await plane.join("chair"), await plane.join("technician"), await plane.join()
    await chair.request("openAgendaItem", item="4")
    await tech.request("startWebcast")
    statement = await speak(chair, delegate)
    status, shown = await plane.get("/api/webcasts/demo")
    card = shown["webcast"]
    place = f"http://127.0.0.1:8082/webcast/demo/{card['webcastId']}"
    assert status == 200 and shown["playlist"] == f"{place}/index.m3u8" and shown["origin"] == "http://127.0.0.1:8082"
    assert (card["mode"], card["reason"]) == ("onAir", "") and card["agendaItem"]["fr"] == "Eau potable"
    assert [one["name"] for one in card["languages"]][:3] == ["Floor", "العربية", "中文"]
    assert [(mark["level"], mark["endsAt"]) for mark in shown["marks"]] == [(1, None), (2, None)]
    assert shown["marks"][1]["page"] == f"/m/demo/s/{statement}"
    status, found = await plane.get(f"/api/webcasts/demo/statements/{statement}")
    assert status == 200 and found["live"] and found["playlist"].startswith(f"{place}/vod/index.m3u8?from=")
    assert (await plane.get("/api/webcasts"))[1]["webcasts"] == [card]


async def _stream(plane: ControlPlane, path: str, frames: asyncio.Queue[tuple[str, Any]]) -> None:
    async with plane.http.get(plane.url + path, timeout=aiohttp.ClientTimeout(total=None)) as response:
        assert response.headers["Content-Type"] == "text/event-stream"
        name = ""
        async for raw in response.content:
            line = raw.decode().rstrip("\n")
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                frames.put_nowait((name, json.loads(line.removeprefix("data: "))))


@contextlib.asynccontextmanager
async def following(plane: ControlPlane, path: str = "/api/webcasts/demo/events") -> AsyncIterator[Any]:
    frames: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
    task = asyncio.create_task(_stream(plane, path, frames))

    async def until(name: str, condition: Any = bool) -> Any:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                found, data = await frames.get()
                if found == name and condition(data):
                    return data

    try:
        yield until
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def test_the_stream_tells_marks_captions_of_the_language_followed_and_the_end(plane: ControlPlane) -> None:
    chair, tech, delegate = await plane.join("chair"), await plane.join("technician"), await plane.join()
    await tech.request("startWebcast")
    async with following(plane, "/api/webcasts/demo/events?captions=fr") as until:
        assert (await until("view"))["webcast"]["mode"] == "onAir"
        statement = await speak(chair, delegate)
        assert (await until("mark"))["markId"] == statement
        for language in ("en", "fr"):
            await tech.request("writeCaption", language=language, text=f"in {language}", final=True)
        caption = await until("caption")
        assert (caption["language"], caption["text"], caption["final"]) == ("fr", "in fr", True)
        await chair.request("endSpeech", requestId=statement)
        assert (await until("mark"))["endsAt"] is not None
        await tech.request("endWebcast")
        assert (await until("webcast"))["mode"] == "off"


async def test_under_an_embargo_neither_stream_nor_view_tells_what_players_cannot_see_yet(plane: ControlPlane) -> None:
    chair, tech, delegate = await plane.join("chair"), await plane.join("technician"), await plane.join()
    await tech.request("startWebcast")
    await tech.request("setEmbargo", delayS=600.0)
    async with following(plane, "/api/webcasts/demo/events?captions=en") as until:
        await until("view")
        await speak(chair, delegate)
        await tech.request("writeCaption", language="en", text="not yet", final=True)
        await tech.request("showSlate")
        await until("webcast", lambda card: card["mode"] == "slate")  # nothing else has come before it
        assert (await plane.get("/api/webcasts/demo"))[1]["marks"] == []
        await tech.request("setEmbargo", delayS=0.0)
        assert (await until("mark"))["kind"] == "statement"
        assert (await until("caption"))["text"] == "not yet"
    marks = (await plane.get("/api/webcasts/demo"))[1]["marks"]
    assert [mark["kind"] for mark in marks] == ["agendaItem", "statement"]


async def test_the_worker_hears_of_lines_as_they_grow_and_again_after_a_restart_but_not_of_those_over_the_slate(
    plane: ControlPlane,
) -> None:
    tech = await plane.join("technician")
    async with Worker(plane.run_dir).running() as worker:
        await tech.request("startWebcast")
        begun = await tech.request("writeCaption", language="fr", text="L'eau", final=False)
        await worker.until(lambda one: "fr: L'eau" in one.captions)
        await tech.request("writeCaption", language="fr", text="L'eau est", captionId=begun["captionId"], final=True)
        await worker.until(lambda one: "fr: L'eau est" in one.captions)
        growing, final = worker.captions["fr: L'eau"], worker.captions["fr: L'eau est"]
        assert (growing.final, final.final) == (False, True) and growing.caption_id == final.caption_id
        await tech.request("showSlate")
        await tech.request("writeCaption", language="fr", text="en privé", final=True)
        await tech.request("startWebcast")
        await tech.request("writeCaption", language="en", text="Again", final=True)
        await worker.until(lambda one: "en: Again" in one.captions)
        assert not any("privé" in text for text in worker.captions)
    async with Worker(plane.run_dir, boot_id="boot-2").running() as again:
        await again.until(lambda one: len(one.captions) == 2)
        assert sorted(again.captions) == ["en: Again", "fr: L'eau est"]
    _, told = await plane.get("/api/webcasts/demo")
    assert told["webcast"]["captionLanguages"] == ["en", "fr"]
    _, lines = await plane.get(told["captions"][1]["transcript"])
    assert [line["text"] for line in lines["lines"]] == ["L'eau est"]
    _, vtt = await text_of(plane, told["captions"][0]["vtt"])
    assert vtt.startswith("WEBVTT") and "Again" in vtt
    await tech.request("endWebcast")
    assert await status_of(plane, "GET", told["captions"][0]["vtt"]) == 404


async def test_players_learn_of_captions_when_they_begin_and_of_those_announced_at_once(tmp_path: Path) -> None:
    async with webcasting(tmp_path, 'webcast_captions = ["ru"]') as plane:
        tech = await plane.join("technician")
        async with Worker(plane.run_dir).running() as worker:
            await tech.request("startWebcast")
            await worker.until(lambda one: one.meetings)
            assert worker.webcast.captions == ("ru",)
        async with following(plane) as until:
            assert (await until("view"))["webcast"]["captionLanguages"] == ["ru"]
            await tech.request("writeCaption", language="fr", text="Bonjour", final=True)
            assert (await until("webcast"))["captionLanguages"] == ["fr", "ru"]


async def test_more_followers_than_there_may_be_are_refused(tmp_path: Path) -> None:
    async with webcasting(tmp_path, recordings__followers_limit=1) as plane, following(plane) as until:
        await until("view")
        assert await status_of(plane, "GET", "/api/webcasts/demo/events") == 429


REFUSED = (
    ("/api/webcasts/nobody", 404),
    ("/api/webcasts/demo/events?captions=xx", 404),
    ("/api/webcasts/demo/statements/nobody", 404),
    ("/api/webcasts/demo/captions/en.vtt", 404),
    ("/m/demo/s/nobody", 404),
    ("/m/nobody/s/x", 404),
    ("/recordings/nobody", 404),
    ("/api/recordings/..%2F..%2Fetc", 404),
    ("/api/recordings?from=yesterday", 400),
    ("/api/recordings?before=1", 400),
    ("/api/recordings?limit=x", 400),
    ("/api/recordings/x/captions/en.vtt", 404),
    ("/api/recordings/podcast/!.xml", 404),
    ("/api/oembed?url=https://elsewhere.example/webcast/demo/", 404),
    ("/api/oembed", 404),
)


async def test_what_is_not_there_or_not_understood_is_refused(plane: ControlPlane) -> None:
    assert {path: await status_of(plane, "GET", path) for path, _ in REFUSED} == dict(REFUSED)
