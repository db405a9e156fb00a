"""A webcast through the whole control plane: operator, worker on the bus, players by REST and event stream, recordings."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bus import messages as bus
from bus.local import BusClient
from tests.scenarios.control_plane import PATIENCE_S, Attendee, ControlPlane, Refused, serving

MEETING = """
meeting_id = "demo"
open_entry = true
contradiction_s = 0.0
{more}
[title]
en = "Committee <on> Water"
fr = "Comité de l'eau"
[[agenda]]
item_id = "4"
[agenda.title]
en = "Safe drinking water"
fr = "Eau potable"
"""


@dataclass
class Worker:
    """The webcast worker as the bus sees it."""

    run_dir: Path
    boot_id: str = "boot-1"
    meetings: dict[str, bus.MeetingState] = field(default_factory=dict)
    marks: dict[str, bus.MarkRange] = field(default_factory=dict)
    captions: dict[str, bus.CaptionLine] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    wholes: int = 0

    def __post_init__(self) -> None:
        self.changed = asyncio.Condition()
        self.client = BusClient(self.run_dir / "bus.sock", hello=self._hello, on_message=self._on_message)

    def _hello(self) -> bus.NodeHello:
        return bus.NodeHello("webcast", "webcast-1", self.boot_id)

    def _on_message(self, message: bus.ToNode) -> None:
        match message:
            case bus.DesiredState():
                self.wholes += 1
                self.meetings = {one.meeting_id: one for one in message.meetings}
            case bus.DesiredPatch():
                self.meetings.update((one.meeting_id, one) for one in message.meetings)
                for meeting_id in message.gone_meetings:
                    del self.meetings[meeting_id]
            case bus.MarkRange():
                self.marks[message.mark_id] = message
            case bus.CaptionLines():
                self.captions.update((f"{message.language}: {line.text}", line) for line in message.lines)
            case bus.DropWebcast():
                self.dropped.append(message.webcast_id)
        asyncio.get_running_loop().create_task(self._wake())  # noqa: RUF006  (ends at once)

    async def _wake(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    async def until(self, condition: Any) -> None:
        async with asyncio.timeout(PATIENCE_S), self.changed:
            await self.changed.wait_for(lambda: condition(self))

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[Worker]:
        task = asyncio.create_task(self.client.run())
        try:
            await self.until(lambda worker: worker.wholes)
            yield self
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    @property
    def webcast(self) -> bus.Webcast:
        found = self.meetings["demo"].webcast
        assert found is not None
        return found


@contextlib.asynccontextmanager
async def webcasting(directory: Path, more: str = "", **settings: object) -> AsyncIterator[ControlPlane]:
    """A server with one meeting, and a client of one page."""
    meetings, client = directory / "meetings", directory / "client"
    for made in (meetings, client):
        made.mkdir(exist_ok=True)
    (meetings / "demo.toml").write_text(MEETING.format(more=more), encoding="utf-8")
    (client / "index.html").write_text("<html><head><title>x</title></head><body></body></html>", encoding="utf-8")
    flags: dict[str, Any] = {"meetings__directory": str(meetings), "server__client": str(client), **settings}
    async with serving(directory / "data", **flags) as plane:
        yield plane


@pytest.fixture
async def plane(tmp_path: Path) -> AsyncIterator[ControlPlane]:
    async with webcasting(tmp_path) as running:
        yield running


async def status_of(plane: ControlPlane, method: str, path: str, **options: Any) -> int:
    async with plane.http.request(method, plane.url + path, **options) as response:
        return response.status


async def text_of(plane: ControlPlane, path: str) -> tuple[aiohttp.ClientResponse, str]:
    async with plane.http.get(plane.url + path) as response:
        return response, await response.text()


async def until_found(plane: ControlPlane, path: str, count: int) -> list[dict[str, Any]]:
    """The catalogue is filled a moment after the webcast has ended."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            _, found = await plane.get(path)
            if len(found["recordings"]) == count:
                return list(found["recordings"])
            await asyncio.sleep(0.02)


async def until_ready(plane: ControlPlane, recording_id: str) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            _, shown = await plane.get(f"/api/recordings/{recording_id}")
            if shown["recording"]["ready"]:
                return dict(shown)
            await asyncio.sleep(0.02)


async def speak(chair: Attendee, delegate: Attendee) -> str:
    """Ask, be granted, open the microphone; the id of the statement."""
    request_id = str((await delegate.request("requestFloor", kind="statement", language="fr"))["requestId"])
    await chair.request("grantFloor", requestId=request_id)
    await delegate.request("setMicrophone", open=True)
    return request_id


async def recorded(plane: ControlPlane, *, consent: bool = True) -> tuple[Attendee, str, str]:
    """A webcast with one statement and captions in two languages, ended and filed: technician, recording, statement."""
    chair, tech = await plane.join("chair"), await plane.join("technician")
    delegate = await plane.join(name="Naledi Dlamini", delegation="ZA")
    interpreter = await plane.join("interpreter", booth="en", language="en")
    await interpreter.request("setConsent", recording=consent, webcast=True)
    await chair.request("openAgendaItem", item="4")
    await tech.request("startWebcast")
    await interpreter.request("setDesk", mode="on")
    statement = await speak(chair, delegate)
    for language, text in (("en", "Water is a human right & <b>"), ("zh", "人人享有安全饮用水")):
        await tech.request("writeCaption", language=language, text=text, final=True)
    await chair.request("endSpeech", requestId=statement)
    await tech.request("endWebcast")
    found = await until_found(plane, "/api/recordings", 1)
    return tech, str(found[0]["recordingId"]), statement


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


# --- recordings -------------------------------------------------------------------------------------------------------


async def test_what_was_webcast_is_a_recording_at_once_with_chapters_captions_and_permanent_addresses(
    plane: ControlPlane,
) -> None:
    _, recording_id, statement = await recorded(plane)
    _, shown = await plane.get(f"/api/recordings/{recording_id}")
    assert [(mark["kind"], mark["level"]) for mark in shown["marks"]] == [("agendaItem", 1), ("statement", 2)]
    said = shown["marks"][1]
    assert (said["markId"], said["plate"], said["language"]) == (statement, "SOUTH AFRICA – Naledi Dlamini", "fr")
    assert shown["recording"]["startedAt"] <= said["startsAt"] < said["endsAt"] <= shown["recording"]["endedAt"]
    assert [track["language"] for track in shown["captions"]] == ["en", "zh"] and shown["downloads"] == []
    _, found = await plane.get(f"/api/webcasts/demo/statements/{statement}")
    assert (
        not found["live"]
        and found["recordingId"] == recording_id
        and found["recordingPage"] == f"/recordings/{recording_id}"
    )
    assert f"from={said['startsAt']:.3f}&to={said['endsAt']:.3f}" in found["playlist"]
    _, vtt = await text_of(plane, shown["captions"][0]["vtt"])
    assert vtt.startswith("WEBVTT") and "Water is a human right &amp; &lt;b&gt;" in vtt
    _, transcript = await plane.get(shown["captions"][1]["transcript"])
    assert transcript["revision"] == 1 and transcript["lines"][0]["text"] == "人人享有安全饮用水"


async def test_when_the_worker_has_everything_on_disk_it_can_be_downloaded(plane: ControlPlane) -> None:
    _, recording_id, _ = await recorded(plane)
    async with Worker(plane.run_dir).running() as worker:
        sounds = {"floor": 1801, "fr": 1802}
        worker.client.send(bus.WebcastKept("demo", recording_id, 1.0, 3.0, 2.0, 4096, recorded=True, sounds=sounds))
        shown = await until_ready(plane, recording_id)
    assert (shown["recording"]["durationS"], shown["recording"]["sizeBytes"]) == (2.0, 4096.0)
    kinds = [(one["kind"], one["language"]) for one in shown["downloads"]]
    assert ("mp4", None) in kinds and ("m4a", "floor") in kinds and ("vtt", "zh") in kinds and ("manifest", None) in kinds
    _, podcast = await text_of(plane, "/api/recordings/podcast/fr.xml?meeting=demo")
    channel = ET.fromstring(podcast).find("channel")  # noqa: S314  (ours)
    assert channel is not None
    items = channel.findall("item")
    assert len(items) == 1 and items[0].findtext("title") == "Comité de l'eau" and items[0].findtext("pubDate")
    enclosure = items[0].find("enclosure")
    assert enclosure is not None and enclosure.get("type") == "audio/mp4" and enclosure.get("length") == "1802"
    assert str(enclosure.get("url")).endswith(f"/webcast/demo/{recording_id}/download/fr.m4a")
    assert channel.findtext("language") == "fr" and channel.findtext("description") and channel.findtext("link")


FINDS: tuple[tuple[str, list[str] | None], ...] = (
    ("q=water", ["item", "caption"]),
    ("q=WATER%20dlam", ["item", "speaker", "caption"]),
    ("q=饮用", ["caption"]),
    ("q=potáble", ["item"]),
    ("q=south%20africa", ["delegation"]),
    ("speaker=naledi", ["speaker"]),
    ("delegation=ZA&item=4&language=fr&meeting=demo&from=1", []),
    ("q=drought", None),
    ("q=water%20drought", None),
    ("speaker=water", None),
    ("delegation=FR", None),
    ("item=5", None),
    ("language=en", None),
    ("meeting=other", None),
    ("to=1", None),
)
"""Query -> kinds of what is found in the recording; None: it is not found."""


async def test_recordings_are_found_by_words_people_delegations_items_languages_and_dates(plane: ControlPlane) -> None:
    await recorded(plane)
    for query, kinds in FINDS:
        _, page = await plane.get(f"/api/recordings?{query}")
        found = [sorted(one["kind"] for one in recording["found"]) for recording in page["recordings"]]
        assert found == ([] if kinds is None else [sorted(kinds)]), query


async def test_a_hit_in_captions_leads_to_the_statement_in_which_it_was_said(plane: ControlPlane) -> None:
    _, _, statement = await recorded(plane)
    _, found = await plane.get("/api/recordings?q=饮用水")
    hit = found["recordings"][0]["found"][0]
    assert (hit["text"], hit["language"], hit["page"]) == ("人人享有安全饮用水", "zh", f"/m/demo/s/{statement}")
    assert hit["mark"]["speaker"] == "Naledi Dlamini"


async def test_pages_of_results_follow_one_another_without_gap_or_repetition(plane: ControlPlane) -> None:
    tech = await plane.join("technician")
    for number in range(5):
        await tech.request("startWebcast")
        await tech.request("endWebcast")
        await until_found(plane, "/api/recordings", number + 1)
    seen: list[str] = []
    path = "/api/recordings?limit=2"
    following_page: str | None = ""
    while following_page is not None:
        _, page = await plane.get(f"{path}&before={following_page}")
        seen += [one["recordingId"] for one in page["recordings"]]
        following_page = page["next"]
    assert len(seen) == len(set(seen)) == 5


async def test_where_an_interpreter_did_not_consent_to_the_recording_it_says_what_is_silent(plane: ControlPlane) -> None:
    _, recording_id, _ = await recorded(plane, consent=False)
    _, shown = await plane.get(f"/api/recordings/{recording_id}")
    assert [one["channel"] for one in shown["unrecorded"]] == ["en"]
    assert shown["unrecorded"][0]["startsAt"] < shown["unrecorded"][0]["endsAt"] <= shown["recording"]["endedAt"]


async def test_a_webcast_that_was_not_to_be_recorded_is_no_recording(tmp_path: Path) -> None:
    async with webcasting(tmp_path, "webcast_recorded = false") as plane:
        tech = await plane.join("technician")
        await tech.request("startWebcast")
        await tech.request("endWebcast")
        assert plane.server.house.catalogue is not None
        await plane.server.house.catalogue.settled()
        assert (await plane.get("/api/recordings"))[1]["recordings"] == []


async def test_a_corrected_caption_is_a_new_revision_and_the_old_one_stays(plane: ControlPlane) -> None:
    tech, recording_id, _ = await recorded(plane)
    token = {"Authorization": f"Bearer {await _token(plane, 'technician')}"}
    _, transcript = await plane.get(f"/api/recordings/{recording_id}/captions/en.json")
    caption = transcript["lines"][0]["captionId"]
    path = f"/api/recordings/{recording_id}/captions/en/{caption}"
    async with plane.http.put(plane.url + path, json={"text": "Water is life"}, headers=token) as response:
        assert (response.status, await response.json()) == (200, {"revision": 2})
    _, newest = await plane.get(f"/api/recordings/{recording_id}/captions/en.json")
    _, first = await plane.get(f"/api/recordings/{recording_id}/captions/en.json?revision=1")
    async with Worker(plane.run_dir).running() as worker:
        await worker.until(lambda one: "en: Water is life" in one.captions)
    assert newest["lines"][0]["text"] == "Water is life" and first["lines"] == transcript["lines"]
    assert len((await plane.get("/api/recordings?q=life"))[1]["recordings"]) == 1
    assert (await plane.get("/api/recordings?q=human"))[1]["recordings"] == []
    assert await status_of(plane, "PUT", path, json={"text": " "}, headers=token) == 422
    other = path.replace("/en/", "/fr/")
    assert await status_of(plane, "PUT", other, json={"text": "x"}, headers=token) == 404


async def _token(plane: ControlPlane, role: str) -> str:
    attendee = await plane.dial()
    token = await plane.entry(role)
    await attendee.request("join", token=token)
    return token


async def test_operators_alone_delete_and_then_nothing_is_left_anywhere(tmp_path: Path) -> None:
    async with webcasting(tmp_path) as plane, Worker(plane.run_dir).running() as worker:
        _, recording_id, statement = await recorded(plane)
        path = f"/api/recordings/{recording_id}"
        for role in ("delegate", "passive", "captioner"):
            refused = {"Authorization": f"Bearer {await _token(plane, role)}"}
            assert await status_of(plane, "DELETE", path, headers=refused) == 403
        assert await status_of(plane, "DELETE", path) == 401
        assert await status_of(plane, "DELETE", path, headers={"Authorization": "Bearer guessed"}) == 401
        assert await status_of(plane, "GET", path) == 200 and worker.dropped == []
        headers = {"Authorization": f"Bearer {await _token(plane, 'technician')}"}
        assert await status_of(plane, "DELETE", path, headers=headers) == 204
        await worker.until(lambda one: one.dropped == [recording_id])
        for gone in (path, f"{path}/captions/en.vtt", f"/m/demo/s/{statement}", f"/recordings/{recording_id}"):
            assert await status_of(plane, "GET", gone) == 404
        assert (await plane.get("/api/recordings?q=water"))[1]["recordings"] == []
        assert await status_of(plane, "DELETE", path, headers=headers) == 404
        worker.client.send(bus.WebcastKept("demo", recording_id, 1.0, 3.0, 2.0, 4096, recorded=True))
        await worker.until(lambda one: len(one.dropped) == 2)
    async with webcasting(tmp_path) as plane, Worker(plane.run_dir, "boot-2").running() as worker:
        await worker.until(lambda one: one.dropped == [recording_id])
        assert (await plane.get("/api/recordings"))[1]["recordings"] == []


async def test_a_recording_whose_time_is_over_is_deleted_by_itself_and_an_operator_may_keep_it_longer(
    tmp_path: Path,
) -> None:
    async with webcasting(tmp_path, recordings__keep_days=1.0) as plane:
        _, recording_id, _ = await recorded(plane)
        token = {"Authorization": f"Bearer {await _token(plane, 'technician')}"}
        _, shown = await plane.get(f"/api/recordings/{recording_id}")
        assert shown["keepUntil"] == pytest.approx(shown["recording"]["endedAt"] + 86_400)
        catalogue = plane.server.house.catalogue
        assert catalogue is not None
        path = f"/api/recordings/{recording_id}/retention"
        assert await status_of(plane, "PUT", path, json={"keepUntil": None}, headers=token) == 200
        assert await status_of(plane, "PUT", path, json={"keepUntil": -1}, headers=token) == 400
        await catalogue.expire()
        assert await status_of(plane, "GET", f"/api/recordings/{recording_id}") == 200
        assert await status_of(plane, "PUT", path, json={"keepUntil": time.time() - 1}, headers=token) == 200
        await catalogue.expire()
        assert await status_of(plane, "GET", f"/api/recordings/{recording_id}") == 404


async def test_under_an_embargo_the_recording_waits_too(plane: ControlPlane) -> None:
    tech = await plane.join("technician")
    await tech.request("startWebcast")
    await tech.request("setEmbargo", delayS=600.0)
    await tech.request("endWebcast")
    assert plane.server.house.catalogue is not None
    await plane.server.house.catalogue.settled()
    kept = await plane.server.house.catalogue.store.of_states("ended")
    assert len(kept) == 1 and kept[0].public_at == pytest.approx(kept[0].ended_at + 600)
    assert (await plane.get("/api/recordings"))[1]["recordings"] == []
    assert await status_of(plane, "GET", f"/api/recordings/{kept[0].recording_id}") == 404


async def test_a_webcast_goes_on_after_a_restart_and_one_that_was_never_filed_is(tmp_path: Path) -> None:
    async with webcasting(tmp_path) as plane:
        tech, recording_id, statement = await recorded(plane)
        tech.forget()
        await tech.request("startWebcast")
        shown = await tech.until("webcast", lambda message: message["webcast"]["showing"] == "onAir")
        live = shown["webcast"]["webcastId"]
        assert plane.server.house.catalogue is not None
        store = plane.server.house.catalogue.store
        before = (await plane.get(f"/api/recordings/{recording_id}"))[1]
        await store.delete(recording_id, 1.0, "test")
        async with store._writing() as connection:
            await connection.exec_driver_sql("DELETE FROM recordings")
    async with webcasting(tmp_path) as plane:
        found = await until_found(plane, "/api/recordings", 1)
        assert found[0]["recordingId"] == recording_id
        after = (await plane.get(f"/api/recordings/{recording_id}"))[1]
        assert after == before
        _, view = await plane.get("/api/webcasts/demo")
        assert view["webcast"]["webcastId"] == live and view["lastRecording"] == recording_id
        assert await status_of(plane, "GET", f"/m/demo/s/{statement}") == 200


# --- pages ------------------------------------------------------------------------------------------------------------


async def test_pages_say_what_they_are_to_those_who_share_and_find_them_and_escape_every_text(plane: ControlPlane) -> None:
    _, recording_id, statement = await recorded(plane)
    response, page = await text_of(plane, f"/m/demo/s/{statement}?lang=fr")
    assert "<title>SOUTH AFRICA – Naledi Dlamini · français</title>" in page
    assert f'content="{plane.url}/m/demo/s/{statement}?lang=fr"' in page and 'property="og:video:url"' in page
    assert "connect-src 'self' http://127.0.0.1:8082" in response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    about = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert about["@type"] == "VideoObject" and about["embedUrl"] == f"{plane.url}/embed/demo?s={statement}"
    _, page = await text_of(plane, "/webcast/demo/")
    assert "Committee &lt;on&gt; Water" in page and "Committee <on>" not in page
    assert json.loads(page.split('ld+json">')[1].split("</script>")[0])["name"] == "Committee <on> Water"
    for path in (f"/recordings/{recording_id}", "/recordings"):
        response, _ = await text_of(plane, path)
        assert response.status == 200
    response, _ = await text_of(plane, f"/embed/demo?s={statement}")
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    response, _ = await text_of(plane, "/webcast/demo")
    assert response.url.path == "/webcast/demo/"


async def test_oembed_gives_a_frame_for_each_page_of_ours(plane: ControlPlane) -> None:
    _, recording_id, statement = await recorded(plane)
    for path, embed in (
        ("/webcast/demo/", "/embed/demo"),
        (f"/m/demo/s/{statement}?lang=fr", f"/embed/demo?s={statement}"),
        (f"/recordings/{recording_id}", f"/embed/demo?r={recording_id}"),
    ):
        async with plane.http.get(
            f"{plane.url}/api/oembed", params={"url": plane.url + path, "maxwidth": "320"}
        ) as response:
            body = await response.json()
        assert (body["type"], body["version"], body["width"], body["height"]) == ("video", "1.0", 320, 180)
        frame = ET.fromstring(body["html"].replace("allowfullscreen", 'allowfullscreen=""'))  # noqa: S314  (ours)
        assert frame.get("src") == plane.url + embed
        assert await status_of(plane, "GET", embed) == 200
