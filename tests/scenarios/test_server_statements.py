"""Statements: handed in by HTTP, read by whom they are for, taken back, delivered; and recordings played into the floor."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from bus.messages import Microphone
from tests.scenarios.control_plane import Attendee, ControlPlane, Refused, serving
from tests.unit.server.test_documents import MINIMAL_PDF, PARTS, docx

STATEMENTS = "/api/meetings/demo/statements"


class Person:
    """Someone in the meeting who also speaks HTTP."""

    def __init__(self, plane: ControlPlane, attendee: Attendee, token: str) -> None:
        self.plane, self.attendee, self.token = plane, attendee, token

    async def call(self, method: str, path: str, *, data: Any = None, **query: str) -> tuple[int, Any, Any]:
        headers = {"Authorization": f"Bearer {self.token}"}
        url = self.plane.url + path
        async with self.plane.http.request(method, url, data=data, params=query, headers=headers) as response:
            body = await response.json() if response.content_type == "application/json" else await response.read()
            return response.status, body, response.headers

    async def file(self, content: bytes = MINIMAL_PDF, name: str = "statement.pdf", **query: str) -> tuple[int, Any]:
        status, body, _ = await self.call("POST", STATEMENTS, data=content, fileName=name, **{"language": "en", **query})
        return status, body

    async def listed(self) -> list[dict[str, Any]]:
        return list((await self.call("GET", STATEMENTS))[1]["statements"])


async def person(plane: ControlPlane, role: str = "delegate", **fields: Any) -> Person:
    token = await plane.entry(role, **fields)
    return Person(plane, await plane.join(token=token), token)


@pytest.fixture
async def plane(tmp_path: Path) -> AsyncIterator[ControlPlane]:
    async with serving(tmp_path / "data", statements__max_bytes=100_000, statements__unpacked_max_bytes=200_000) as running:
        yield running


async def test_a_statement_is_for_the_interpreters_until_it_is_spoken(plane: ControlPlane) -> None:
    ana, bob, pia = await person(plane), await person(plane), await person(plane, "passive")
    ines, chair = await person(plane, "interpreter", booth="fr"), await person(plane, "chair")
    status, body = await ana.file(name="déclaration (1).pdf")
    assert status == 201 and body["statement"]["delivered"] is False
    told = await ines.attendee.until("statements")
    assert told["put"][0]["plate"].startswith("SWITZERLAND – ")
    path = f"{STATEMENTS}/{body['statement']['statementId']}/en"
    for reader in (ana, ines, chair):
        status, content, headers = await reader.call("GET", path)
        assert (status, content) == (200, MINIMAL_PDF)
    assert headers["Content-Type"] == "application/pdf" and headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Content-Disposition"].startswith('attachment; filename="d_claration _1_.pdf"; filename*=UTF-8')
    for other in (bob, pia):
        assert await other.listed() == []
        assert (await other.call("GET", path))[0] == 404
        assert not [message for message in other.attendee.seen if message["type"] == "statements"]
    request = str((await ana.attendee.request("requestFloor"))["requestId"])
    await chair.attendee.request("grantFloor", requestId=request)
    await ana.attendee.request("setMicrophone", open=True)
    await ana.attendee.request("endSpeech", requestId=request)
    told = await bob.attendee.until("delivered")
    assert [(one["statementId"], one["delivered"]) for one in told["put"]] == [(body["statement"]["statementId"], True)]
    assert not [message for message in pia.attendee.seen if message["type"] in ("statements", "delivered")]
    assert not [message for message in ines.attendee.seen if message["type"] == "delivered"]
    assert [one["delivered"] for one in await bob.listed()] == [True]
    assert (await bob.call("GET", path))[1] == MINIMAL_PDF
    assert (await pia.call("GET", path))[0] == 404
    assert (await ana.call("DELETE", path))[1]["code"] == "statementDelivered"
    assert (await ana.file(statement=body["statement"]["statementId"]))[1]["code"] == "statementDelivered"


async def test_a_statement_has_several_languages_and_a_newer_version(plane: ControlPlane) -> None:
    ana = await person(plane)
    identity = (await ana.file())[1]["statement"]["statementId"]
    assert (await ana.file(b"Merci.", "a.txt", language="fr", statement=identity))[0] == 201
    assert (await ana.file(docx(PARTS), "b.docx", statement=identity))[1]["statement"]["mediaType"].endswith("document")
    assert {(one["statementId"], one["language"]) for one in await ana.listed()} == {(identity, "en"), (identity, "fr")}
    blobs = [path for path in (data_of(plane) / "statements" / "demo").iterdir()]
    assert len(blobs) == 2
    assert (await ana.call("DELETE", f"{STATEMENTS}/{identity}/en"))[0] == 204
    assert [one["language"] for one in await ana.listed()] == ["fr"]
    assert len(list((data_of(plane) / "statements" / "demo").iterdir())) == 1


def data_of(plane: ControlPlane) -> Path:
    return Path(plane.server.settings.storage.data)


async def test_what_is_not_ones_own_cannot_be_changed(plane: ControlPlane) -> None:
    ana, bob, ines = await person(plane), await person(plane), await person(plane, "interpreter", booth="fr")
    identity = (await ana.file())[1]["statement"]["statementId"]
    assert (await bob.file(statement=identity))[1]["code"] == "notPermitted"
    assert (await bob.call("DELETE", f"{STATEMENTS}/{identity}/en"))[1]["code"] == "notPermitted"
    assert (await bob.file(statement="../../etc"))[1]["code"] == "unknownStatement"
    assert (await bob.file(name="x.pdf", delegation="FR", **{"statement": identity}))[1]["code"] == "notPermitted"
    for role in ("passive", "chair"):
        assert (await (await person(plane, role)).file())[1]["code"] == "notPermitted"
    assert (await ines.file())[1]["code"] == "notPermitted"
    assert len(await ines.listed()) == 1


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"x" * 100_001, "a.txt", "fileTooLarge"),
        (b"\x7fELF", "a.pdf", "fileTypeRefused"),
        (docx({**PARTS, "word/big": "0" * 300_000}), "a.docx", "fileTypeRefused"),
        (MINIMAL_PDF, "../../a.pdf", "nameInvalid"),
        (MINIMAL_PDF, "a\r\nX: y.pdf", "nameInvalid"),
        (MINIMAL_PDF, "", "nameInvalid"),
        (MINIMAL_PDF, "x" * 121, "nameInvalid"),
    ],
)
async def test_a_bad_upload_leaves_nothing(plane: ControlPlane, content: bytes, name: str, code: str) -> None:
    ana = await person(plane)
    assert (await ana.file(content, name))[1]["code"] == code
    directory = data_of(plane) / "statements" / "demo"
    assert not directory.exists() or not list(directory.iterdir())
    assert await ana.listed() == []


async def test_a_body_of_unknown_length_is_cut_at_the_limit(plane: ControlPlane) -> None:
    ana = await person(plane)

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(1_000):
            yield b"a" * 1_000

    status, body, _ = await ana.call("POST", STATEMENTS, data=endless(), fileName="a.txt")
    assert (status, body["code"]) == (413, "fileTooLarge")


async def test_uploads_have_their_pace_and_their_number(tmp_path: Path) -> None:
    (tmp_path / "demo.toml").write_text('meeting_id = "demo"\nopen_entry = true\nstatements_limit = 2\n')
    async with serving(tmp_path / "data", meetings__directory=str(tmp_path)) as plane:
        ana = await person(plane)
        codes = [(await ana.file())[1].get("code") for _ in range(13)]
        assert codes == [None, None, *["statementsFull"] * 10, "tooFast"]


async def test_files_survive_a_restart_and_what_no_journal_knows_goes(tmp_path: Path) -> None:
    async with serving(tmp_path / "data") as plane:
        ana = await person(plane)
        identity = (await ana.file())[1]["statement"]["statementId"]
        stray = tmp_path / "data" / "statements" / "demo" / ("0" * 32)
        stray.write_bytes(b"orphan")
    async with serving(tmp_path / "data") as plane:
        again = Person(plane, ana.attendee, ana.token)
        assert (await again.call("GET", f"{STATEMENTS}/{identity}/en"))[1] == MINIMAL_PDF
        assert not stray.exists()


# --- recordings ---


def clip(path: Path, seconds: float = 0.6) -> bytes:
    tone = 0.2 * np.sin(2 * np.pi * 440 * np.arange(int(44_100 * seconds)) / 44_100)
    soundfile.write(path, tone, 44_100, format="FLAC")
    return path.read_bytes()


async def test_only_sound_that_decodes_is_a_recording_and_only_the_operator_files_one(
    plane: ControlPlane, tmp_path: Path
) -> None:
    tech, ana = await person(plane, "technician"), await person(plane)
    of = {"name": "Ana Ñíguez", "delegation": "CL", "language": "es"}
    path = "/api/meetings/demo/recordings"
    sound = clip(tmp_path / "a.flac")
    assert (await ana.call("POST", path, data=sound, fileName="a.flac", **of))[1]["code"] == "notPermitted"
    for bad in (b"RIFF\x00\x00\x00\x00WAVE", b"#!/bin/sh", sound[: len(sound) // 2]):
        assert (await tech.call("POST", path, data=bad, fileName="a.flac", **of))[1]["code"] == "fileTypeRefused"
    status, body, _ = await tech.call("POST", path, data=sound, fileName="a.flac", **of)
    assert status == 201 and body["statement"]["kind"] == "recording"
    assert body["statement"]["durationS"] == pytest.approx(0.6)
    with pytest.raises(Refused, match="notPermitted"):
        await ana.attendee.request("playRecording", statementId=body["statement"]["statementId"], language="es")
    with pytest.raises(Refused, match="notPlaying"):
        await tech.attendee.request("stopRecording")


async def test_nobody_sends_the_playback_source_from_outside(plane: ControlPlane) -> None:
    headers = {"Content-Type": "application/sdp", "Authorization": "Bearer x"}
    async with plane.http.post(f"{plane.url}/whip/demo/playback", data="v=0", headers=headers) as response:
        assert response.status == 401


async def test_a_player_that_does_not_connect_leaves_nobody_behind(
    plane: ControlPlane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The node only answers: its description is none the player could use."""
    monkeypatch.setattr("server.playback.START_S", 5.0)
    tech = await person(plane, "technician")
    of = {"name": "Ana", "delegation": "CL", "language": "es", "fileName": "a.flac"}
    _, body, _ = await tech.call("POST", "/api/meetings/demo/recordings", data=clip(tmp_path / "a.flac"), **of)
    with pytest.raises(Refused, match="mediaUnavailable"):
        await tech.attendee.request("playRecording", statementId=body["statement"]["statementId"], language="es")
    assert "whip:playback" not in plane.server.meetings["demo"].meeting.roster.participants
    await plane.transport.until(lambda node: node.meeting.microphones == ())
    assert Microphone("whip:playback/mic", "open") not in plane.transport.meeting.microphones
