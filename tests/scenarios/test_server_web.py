"""Pages, REST, WHEP, health: what the port answers besides the WebSocket."""

from __future__ import annotations

import asyncio
import json
import ssl
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bus.messages import Output
from tests.scenarios.control_plane import OFFER, ControlPlane, serving

SDP = {"Content-Type": "application/sdp"}


@pytest.fixture
async def plane(tmp_path: Path) -> AsyncIterator[ControlPlane]:
    client = tmp_path / "dist"
    (client / "assets").mkdir(parents=True)
    (client / "index.html").write_text("<!doctype html><title>Hemicycle</title>")
    (client / "assets" / "main-4f3a.js").write_text("export {}")
    (client / "icon.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("secret")
    async with serving(tmp_path / "data", server__client=str(client)) as running:
        yield running


async def enter(plane: ControlPlane, body: Any, meeting: str = "demo") -> tuple[int, Any]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with plane.http.post(f"{plane.url}/api/meetings/{meeting}/entries", data=data) as response:
        return response.status, await response.json()


ENTRY = {"name": "Ana", "delegation": "PT", "role": "delegate", "language": "pt"}


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"name": ""}, 422, "nameInvalid"),
        ({"name": "   "}, 422, "nameInvalid"),
        ({"name": "x" * 81}, 422, "nameInvalid"),
        ({"name": "a\nb"}, 422, "nameInvalid"),
        ({"name": "a\x00b"}, 422, "nameInvalid"),
        ({"name": "a\u202eb"}, 422, "nameInvalid"),
        ({"delegation": "x" * 81}, 422, "nameInvalid"),
        ({"name": 5}, 400, "messageInvalid"),
        ({"role": "president"}, 400, "messageInvalid"),
        ({"language": "not a tag"}, 404, "unknownChannel"),
        ({"role": "interpreter"}, 422, "noBooth"),
        ({"role": "interpreter", "booth": "tlh"}, 422, "noBooth"),
    ],
)
async def test_a_wrong_entry_gets_its_code(plane: ControlPlane, change: dict[str, Any], status: int, code: str) -> None:
    got, body = await enter(plane, ENTRY | change)
    assert (got, body["code"]) == (status, code)
    assert plane.server.meetings["demo"].meeting.roster.participants == {}


async def test_bodies_that_are_no_entry_are_refused(plane: ControlPlane) -> None:
    assert (await enter(plane, b"{")) == (400, {"code": "frameMalformed", "detail": {}})
    assert (await enter(plane, b"\xff"))[1]["code"] == "frameMalformed"
    assert (await enter(plane, b" " * 70_000)) == (413, {"code": "frameTooLarge", "detail": {}})
    assert (await enter(plane, ENTRY, "nowhere")) == (404, {"code": "unknownMeeting", "detail": {}})


async def test_an_entry_is_answered_with_a_token_that_only_its_holder_knows(plane: ControlPlane) -> None:
    status, body = await enter(plane, ENTRY | {"name": " Ana "})
    assert status == 201 and len(body["token"]) >= 32
    participant = plane.server.meetings["demo"].meeting.roster.participants[body["participantId"]]
    assert participant.name == "Ana"
    assert body["token"] not in repr(participant)


async def test_caps_are_enforced_at_the_door(tmp_path: Path) -> None:
    lines = ('meeting_id = "small"', "open_entry = true", "participants_limit = 3", "active_limit = 2")
    (tmp_path / "small.toml").write_text("\n".join((*lines, "[[booths]]", 'language = "fr"', "desks = 1")))
    async with serving(tmp_path / "data", meetings__directory=str(tmp_path)) as plane:
        interpreter = ENTRY | {"role": "interpreter", "booth": "fr"}
        assert (await enter(plane, interpreter, "small"))[0] == 201
        assert (await enter(plane, interpreter, "small")) == (409, {"code": "deskTaken", "detail": {}})
        assert (await enter(plane, ENTRY, "small"))[0] == 201
        assert (await enter(plane, ENTRY, "small")) == (409, {"code": "activeFull", "detail": {}})
        assert (await enter(plane, ENTRY | {"role": "passive"}, "small"))[0] == 201
        assert (await enter(plane, ENTRY | {"role": "passive"}, "small")) == (409, {"code": "meetingFull", "detail": {}})


async def test_one_address_cannot_enter_without_end(tmp_path: Path) -> None:
    async with serving(tmp_path, server__entries_per_s=0.001, server__entries_burst=2) as plane:
        codes = [(await enter(plane, ENTRY))[0] for _ in range(3)]
        assert codes == [201, 201, 429]


@pytest.mark.parametrize(("proxies", "codes"), [(["127.0.0.1"], [201, 201, 429]), ([], [201, 429, 429])])
async def test_behind_a_proxy_of_ours_people_are_told_apart_and_nobody_else_is_believed(
    tmp_path: Path, proxies: list[str], codes: list[int]
) -> None:
    settings: dict[str, Any] = {"server__entries_per_s": 0.001, "server__entries_burst": 1, "server__proxies": proxies}
    async with serving(tmp_path, **settings) as plane:
        got = []
        for address in ("192.0.2.1", "192.0.2.2", "192.0.2.1"):
            url, headers = f"{plane.url}/api/meetings/demo/entries", {"X-Real-IP": address}
            async with plane.http.post(url, json=ENTRY, headers=headers) as response:
                got.append(response.status)
        assert got == codes
        await (await plane.dial(additional_headers={"X-Real-IP": "192.0.2.3"})).send("leave")


async def test_only_meetings_open_to_anyone_take_entries(tmp_path: Path) -> None:
    (tmp_path / "board.toml").write_text('meeting_id = "board"\n[title]\nen = "Board"\n')
    async with serving(tmp_path / "data", meetings__directory=str(tmp_path)) as plane:
        assert (await enter(plane, ENTRY, "board")) == (403, {"code": "notPermitted", "detail": {}})
        async with plane.http.post(f"{plane.url}/whep/board/floor", data=OFFER, headers=SDP) as response:
            assert (response.status, (await response.json())["code"]) == (401, "tokenUnknown")
        _, body = await plane.get("/api/meetings")
        assert [(card["id"], card["openEntry"]) for card in body["meetings"]] == [("board", False)]


async def test_a_server_that_lets_anyone_take_the_chair_says_so_loudly(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "board.toml").write_text('meeting_id = "board"\n')
    (tmp_path / "fair.toml").write_text('meeting_id = "fair"\nopen_entry = true\n')
    async with serving(tmp_path / "data", meetings__directory=str(tmp_path)):
        warnings = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    (warning,) = [text for text in warnings if "OPEN TO ANYONE" in text]
    assert "fair" in warning and "chair" in warning


async def test_a_meetings_card_says_what_one_may_know_before_entering(plane: ControlPlane) -> None:
    status, card = await plane.get("/api/meetings/demo")
    assert status == 200 and card["openEntry"] and card["languages"][0] == "ar" and set(card["title"]) >= {"en", "fr"}
    assert await plane.get("/api/meetings/nowhere") == (404, {"code": "unknownMeeting", "detail": {}})


async def test_the_roster_is_paged_and_its_version_kept(plane: ControlPlane) -> None:
    token = await plane.entry("chair")
    headers = {"Authorization": f"Bearer {token}"}
    demo = plane.server.meetings["demo"]
    await asyncio.gather(*(demo.admit(f"P{number}", "", "passive", "en", None) for number in range(204)))
    _, first = await plane.get("/api/meetings/demo/roster", headers=headers)
    assert (first["page"], first["pages"], len(first["people"])) == (0, 2, 200)
    _, second = await plane.get(f"/api/meetings/demo/roster?page=1&version={first['version']}", headers=headers)
    assert second["version"] == first["version"] and len(second["people"]) == 5
    assert len({person["id"] for person in first["people"] + second["people"]}) == 205
    _, beyond = await plane.get("/api/meetings/demo/roster?page=99", headers=headers)
    assert beyond["page"] == 1
    for page in ("x", "1e3", "9" * 40):
        status, body = await plane.get(f"/api/meetings/demo/roster?page={page}", headers=headers)
        assert (status, body["code"]) == (400, "messageInvalid")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer guess"}, {"Authorization": "Basic x"}])
@pytest.mark.parametrize("resource", ["roster", "chat"])
async def test_resources_of_the_meeting_need_a_token(plane: ControlPlane, resource: str, headers: dict[str, str]) -> None:
    assert (await plane.get(f"/api/meetings/demo/{resource}", headers=headers))[0] == 401


async def test_anyone_may_play_a_channel_of_the_demo(plane: ControlPlane) -> None:
    async with plane.http.post(f"{plane.url}/whep/demo/fr?video=room,speaker", data=OFFER, headers=SDP) as response:
        assert response.status == 201 and response.content_type == "application/sdp"
        assert await response.text() == "sdp for OpenWhep"
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        location = response.headers["Location"]
    peer = location.rsplit("/", 1)[1]
    assert plane.transport.hears[peer].audio == ("fr",) and plane.transport.hears[peer].video == ("room", "speaker")
    for expected in (200, 404):
        async with plane.http.delete(plane.url + location) as response:
            assert response.status == expected
    await plane.transport.until(lambda node: node.peers == {})


async def test_a_player_may_ask_for_packets_of_40_ms(plane: ControlPlane) -> None:
    async with plane.http.post(f"{plane.url}/whep/demo/fr?ptime=40", data=OFFER, headers=SDP) as response:
        assert response.status == 201
        peer = response.headers["Location"].rsplit("/", 1)[1]
    assert plane.transport.hears[peer].audio == ("fr@40",)
    await plane.mixer.until(lambda node: node.meeting.outputs == (Output("fr@40", "fr", ptime_ms=40),))


@pytest.mark.parametrize(
    ("path", "data", "headers", "status"),
    [
        ("demo/tlh", "v=0", SDP, 404),
        ("nowhere/floor", "v=0", SDP, 404),
        ("demo/floor", "hello", SDP, 400),
        ("demo/floor", b"\xff\xfe", SDP, 400),
        ("demo/floor", "v=0", {"Content-Type": "text/plain"}, 415),
        ("demo/floor?video=everything", "v=0", SDP, 400),
        ("demo/floor?ptime=7", "v=0", SDP, 400),
        ("demo/floor", "v=0" + "x" * 70_000, SDP, 413),
    ],
)
async def test_a_wrong_player_is_refused(
    plane: ControlPlane, path: str, data: str | bytes, headers: dict[str, str], status: int
) -> None:
    async with plane.http.post(f"{plane.url}/whep/{path}", data=data, headers=headers) as response:
        assert response.status == status
    assert plane.server.meetings["demo"].focus.peers == {}


async def test_a_participants_connection_cannot_be_deleted_as_a_player(plane: ControlPlane) -> None:
    listener = await plane.join("passive")
    peer = (await listener.request("openSubscriber"))["peer"]
    async with plane.http.delete(f"{plane.url}/whep/sessions/{peer}") as response:
        assert response.status == 404
    assert peer in plane.server.meetings["demo"].focus.peers


async def test_health_is_ok_only_with_both_nodes(plane: ControlPlane, tmp_path: Path) -> None:
    await plane.join("chair")
    status, health = await plane.get("/healthz")
    assert status == 200 and health["status"] == "ok" and health["kernel"] == "reference"
    assert health["version"] and health["meetings"]["demo"]["connected"] == 1
    plane.mixer.client._path = tmp_path / "nowhere"
    plane.mixer.client._hang_up()
    async with asyncio.timeout(10):
        while health["mixer"]:
            _, health = await plane.get("/healthz")
    assert health["status"] == "degraded" and health["transport"]


async def test_metrics_are_prometheus_text(plane: ControlPlane) -> None:
    await plane.join("chair")
    async with plane.http.get(f"{plane.url}/metrics") as response:
        lines = (await response.text()).splitlines()
        assert response.content_type == "text/plain"
    samples = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert samples['hemicycle_meeting_connected{meeting="demo"}'] == "1" and float(samples["hemicycle_up"]) == 1.0


@pytest.mark.parametrize(
    ("path", "status", "cache"),
    [
        ("/", 200, "no-cache"),
        ("/meeting/demo", 200, "no-cache"),
        ("/assets/main-4f3a.js", 200, "public, max-age=31536000, immutable"),
        ("/icon.svg", 200, "no-cache"),
        ("/nothing.js", 404, None),
        ("/assets/", 404, None),
    ],
)
async def test_the_client_is_served_with_the_right_freshness(
    plane: ControlPlane, path: str, status: int, cache: str | None
) -> None:
    async with plane.http.get(plane.url + path) as response:
        assert response.status == status and response.headers.get("Cache-Control") == cache
        for header in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"):
            assert header in response.headers
        assert "unsafe-inline" not in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "//etc/passwd"])
async def test_nothing_outside_the_client_is_served(plane: ControlPlane, path: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", plane.server.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    assert answer.split()[1] == b"404" and b"secret" not in answer.split(b"\r\n\r\n", 1)[1]


async def test_a_certificate_makes_it_https(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(  # noqa: ASYNC221
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"),
            *(
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                str(key),
                "-out",
                str(certificate),
            ),
        ],
        check=True,
        capture_output=True,
    )
    trust = ssl.create_default_context(cafile=str(certificate))
    async with serving(tmp_path / "data", server__tls_cert=str(certificate), server__tls_key=str(key)) as plane:
        url = plane.url.replace("http:", "https:")
        async with plane.http.get(f"{url}/healthz", ssl=trust) as response:
            assert response.status == 200 and "Strict-Transport-Security" in response.headers
        with pytest.raises(aiohttp.ClientError):
            await plane.get("/healthz")
