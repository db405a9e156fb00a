"""What was webcast is a recording: found, shown, corrected, kept and deleted, and its pages say what they are."""

from __future__ import annotations

import asyncio
import json
import time
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bus import messages as bus
from tests.scenarios.control_plane import ControlPlane
from tests.scenarios.webcast_plane import (
    Worker,
    recorded,
    speak,
    status_of,
    text_of,
    token_of,
    until_found,
    until_ready,
    webcasting,
)


@pytest.fixture
async def plane(tmp_path: Path) -> AsyncIterator[ControlPlane]:
    async with webcasting(tmp_path) as running:
        yield running


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
    token = {"Authorization": f"Bearer {await token_of(plane, 'technician')}"}
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


async def test_operators_alone_delete_and_then_nothing_is_left_anywhere(tmp_path: Path) -> None:
    async with webcasting(tmp_path) as plane, Worker(plane.run_dir).running() as worker:
        _, recording_id, statement = await recorded(plane)
        path = f"/api/recordings/{recording_id}"
        for role in ("delegate", "passive", "captioner"):
            refused = {"Authorization": f"Bearer {await token_of(plane, role)}"}
            assert await status_of(plane, "DELETE", path, headers=refused) == 403
        assert await status_of(plane, "DELETE", path) == 401
        assert await status_of(plane, "DELETE", path, headers={"Authorization": "Bearer guessed"}) == 401
        assert await status_of(plane, "GET", path) == 200 and worker.dropped == []
        headers = {"Authorization": f"Bearer {await token_of(plane, 'technician')}"}
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


async def test_whoever_comes_while_a_webcast_is_being_filed_is_not_sent_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with webcasting(tmp_path) as plane:
        catalogue = plane.server.house.catalogue
        assert catalogue is not None
        file = catalogue.store.file

        async def slow(*recording: Any) -> None:
            await asyncio.sleep(0.5)
            await file(*recording)

        monkeypatch.setattr(catalogue.store, "file", slow)
        chair, tech, delegate = await plane.join("chair"), await plane.join("technician"), await plane.join()
        await chair.request("openAgendaItem", item="4")
        await tech.request("startWebcast")
        statement = await speak(chair, delegate)
        await chair.request("endSpeech", requestId=statement)
        await tech.request("endWebcast")
        assert await status_of(plane, "GET", f"/m/demo/s/{statement}") == 200


async def test_who_comes_for_what_there_is_not_gets_a_page_that_can_say_so(tmp_path: Path) -> None:
    async with webcasting(tmp_path) as plane:
        for path in ("/m/demo/s/unknown", "/recordings/0123456789abcdef", "/webcast/nowhere/", "/embed/demo?s=unknown"):
            response, page = await text_of(plane, path)
            assert (response.status, response.content_type) == (404, "text/html")
            assert "<title>" in page


async def test_a_recording_whose_time_is_over_is_deleted_by_itself_and_an_operator_may_keep_it_longer(
    tmp_path: Path,
) -> None:
    async with webcasting(tmp_path, recordings__keep_days=1.0) as plane:
        _, recording_id, _ = await recorded(plane)
        token = {"Authorization": f"Bearer {await token_of(plane, 'technician')}"}
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
