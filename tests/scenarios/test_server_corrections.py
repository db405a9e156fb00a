"""Operators correct a recording; the worker makes what is sound or length, and is asked again when it was away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bus import messages as bus
from tests.scenarios.control_plane import PATIENCE_S, ControlPlane
from tests.scenarios.webcast_plane import Worker, recorded, status_of, token_of, until_ready, webcasting


@dataclass
class Corrector(Worker):
    """Notes what it is asked to revise, with the file's content, and answers nothing by itself."""

    asked: list[bus.ReviseWebcast] = field(default_factory=list)
    sounds: list[bytes] = field(default_factory=list)

    def _on_message(self, message: bus.ToNode) -> None:
        if isinstance(message, bus.ReviseWebcast):
            self.asked.append(message)
            self.sounds += [Path(one.file).read_bytes() for one in message.corrections if one.file]
        super()._on_message(message)

    def answer(self, told: bus.ReviseWebcast, error: Any = "") -> None:
        self.client.send(
            bus.WebcastRevised(meeting_id="demo", webcast_id=told.webcast_id, revision=told.revision, error=error)
        )


@dataclass
class Case:
    plane: ControlPlane
    worker: Corrector
    recording_id: str
    statement: str
    token: dict[str, str]
    began: float

    @property
    def path(self) -> str:
        return f"/api/recordings/{self.recording_id}"

    async def ask(self, method: str, path: str, **options: Any) -> tuple[int, Any]:
        async with self.plane.http.request(
            method, self.plane.url + self.path + path, headers=self.token, **options
        ) as response:
            return response.status, await response.json()

    async def until(self, revision: int, state: str) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                _, told = await self.ask("GET", "/revisions")
                found = next(one for one in told["revisions"] if one["revision"] == revision)
                if found["state"] == state:
                    return dict(found)
                await asyncio.sleep(0.02)


async def kept(plane: ControlPlane, worker: Corrector) -> Case:
    _, recording_id, statement = await recorded(plane)
    worker.client.send(bus.WebcastKept("demo", recording_id, 1.0, 3.0, 2.0, 4096, recorded=True))
    shown = await until_ready(plane, recording_id)
    token = {"Authorization": f"Bearer {await token_of(plane, 'technician')}"}
    return Case(plane, worker, recording_id, statement, token, shown["recording"]["startedAt"])


@pytest.fixture
async def case(tmp_path: Path) -> AsyncIterator[Case]:
    async with webcasting(tmp_path) as plane, Corrector(plane.run_dir).running() as worker:
        assert isinstance(worker, Corrector)
        yield await kept(plane, worker)


async def test_a_stretch_is_muted_once_the_worker_has_answered_and_every_revision_says_who_when_and_why(case: Case) -> None:
    mute = {"kind": "mute", "channel": "fr", "startsAt": case.began, "endsAt": case.began + 5, "why": "A name was said"}
    status, made = await case.ask("POST", "/revisions", json=mute)
    assert (status, made["revision"], made["state"]) == (202, 2, "making")
    await case.worker.until(lambda one: len(one.asked) == 1)
    (told,) = case.worker.asked
    assert told.why == "A name was said" and told.by.startswith("participant:")
    (correction,) = told.corrections
    assert (correction.kind, correction.channel, correction.ends_at) == ("mute", "fr", case.began + 5)
    case.worker.answer(told)
    found = await case.until(2, "made")
    assert (found["by"], found["why"], found["at"]) == (told.by, told.why, told.at)
    _, shown = await case.plane.get(case.path)
    assert shown["revision"] == 2


async def test_a_file_of_sound_reaches_the_worker_and_is_deleted_when_it_has_answered(case: Case, tmp_path: Path) -> None:
    query = {"from": str(case.began), "why": "A better voice", "consented": "true"}
    status, made = await case.ask("POST", "/sound/fr", data=b"RIFF of sound", params=query)
    assert (status, made["kind"], made["channel"], made["endsAt"]) == (202, "sound", "fr", None)
    await case.worker.until(lambda one: one.sounds == [b"RIFF of sound"])
    files = tmp_path / "data" / "corrections"
    assert len(list(files.iterdir())) == 1
    case.worker.answer(case.worker.asked[0], "soundUnreadable")
    refused = await case.until(2, "refused")
    assert refused["error"] == "soundUnreadable" and list(files.iterdir()) == []


async def test_a_worker_that_was_away_and_a_server_that_was_restarted_go_on_with_it(tmp_path: Path) -> None:
    async with webcasting(tmp_path) as plane:
        async with Corrector(plane.run_dir).running() as worker:
            assert isinstance(worker, Corrector)
            case = await kept(plane, worker)
        query = {"from": str(case.began), "why": "A better voice", "consented": "true"}
        assert (await case.ask("POST", "/sound/fr", data=b"RIFF", params=query))[0] == 202
    async with webcasting(tmp_path) as plane, Corrector(plane.run_dir, "boot-2").running() as worker:
        assert isinstance(worker, Corrector)
        await worker.until(lambda one: one.sounds == [b"RIFF"])
        case.plane, case.worker = plane, worker
        worker.answer(worker.asked[0])
        await case.until(2, "made")
    async with webcasting(tmp_path) as plane, Corrector(plane.run_dir, "boot-3").running() as worker:
        assert isinstance(worker, Corrector)
        assert worker.asked == [] and list((tmp_path / "data" / "corrections").iterdir()) == []


async def test_a_chapter_is_told_anew_to_players_and_worker_and_found_by_its_new_words_alone(case: Case) -> None:
    status, _ = await case.ask("PATCH", f"/chapters/{case.statement}", json={"speaker": "Thandi Nkosi", "why": "Misheard"})
    assert status == 202
    await case.worker.until(lambda one: case.statement in one.marks and one.asked)
    assert case.worker.marks[case.statement].attributes["X-SPEAKER"] == "Thandi Nkosi"
    assert case.worker.asked[0].corrections == ()
    _, found = await case.plane.get(f"/api/webcasts/demo/statements/{case.statement}")
    assert found["mark"]["plate"] == "SOUTH AFRICA – Thandi Nkosi"
    assert len((await case.plane.get("/api/recordings?speaker=nkosi"))[1]["recordings"]) == 1
    assert (await case.plane.get("/api/recordings?speaker=dlamini"))[1]["recordings"] == []
    item = next(one for one in (await case.plane.get(case.path))[1]["marks"] if one["kind"] == "agendaItem")
    title = {"en": "Clean water", "fr": "Eau propre"}
    assert (await case.ask("PATCH", f"/chapters/{item['markId']}", json={"title": title, "why": "As adopted"}))[0] == 202
    assert (await case.plane.get(case.path))[1]["marks"][0]["title"] == title
    assert (await case.plane.get(case.path))[1]["revision"] == 3


async def test_what_is_deleted_takes_its_corrections_along(case: Case, tmp_path: Path) -> None:
    query = {"from": str(case.began), "why": "A better voice", "consented": "true"}
    await case.ask("POST", "/sound/fr", data=b"RIFF", params=query)
    await case.worker.until(lambda one: one.asked)
    assert await status_of(case.plane, "DELETE", case.path, headers=case.token) == 204
    assert list((tmp_path / "data" / "corrections").iterdir()) == []
    catalogue = case.plane.server.house.catalogue
    assert catalogue is not None
    assert await catalogue.store.revisions(case.recording_id) == [] and list(catalogue.corrections.asked()) == []
    case.worker.answer(case.worker.asked[0])
    assert (await case.ask("GET", "/revisions"))[0] == 404


REFUSED: tuple[tuple[str, dict[str, Any], int], ...] = (
    ("POST /revisions", {"json": {"kind": "mute", "channel": "fr", "startsAt": 1.0, "endsAt": 2.0, "why": "x"}}, 422),
    ("POST /revisions", {"json": {"kind": "mute", "channel": "fr", "why": "x"}}, 400),
    ("POST /revisions", {"json": {"kind": "mute", "channel": "xx", "startsAt": None, "endsAt": 2e9, "why": "x"}}, 400),
    ("POST /revisions", {"json": {"kind": "trim", "why": " "}}, 422),
    ("POST /revisions", {"json": {"kind": "burn", "why": "x"}}, 400),
    ("PATCH /chapters/none", {"json": {"speaker": "A", "why": "x"}}, 404),
    ("POST /sound/fr", {"data": b"x", "params": {"from": "5", "why": "x"}}, 400),
    ("POST /sound/xx", {"data": b"x", "params": {"from": "5", "why": "x", "consented": "true"}}, 404),
)


async def test_what_makes_no_sense_is_refused_and_leaves_nothing(case: Case, tmp_path: Path) -> None:
    for what, options, expected in REFUSED:
        method, path = what.split()
        assert (what, (await case.ask(method, path, **options))[0]) == (what, expected)
    assert (await case.ask("GET", "/revisions"))[1]["revisions"] == [] and case.worker.asked == []
    assert not (tmp_path / "data" / "corrections").exists()


async def test_operators_alone_see_and_make_corrections_and_not_before_all_is_on_disk(tmp_path: Path) -> None:
    async with webcasting(tmp_path) as plane:
        _, recording_id, _ = await recorded(plane)
        path = f"/api/recordings/{recording_id}/revisions"
        trim = {"kind": "trim", "why": "x"}
        for role in ("delegate", "passive", "interpreter"):
            headers = {"Authorization": f"Bearer {await token_of(plane, role)}"} if role != "interpreter" else {}
            assert await status_of(plane, "GET", path, headers=headers) in (401, 403)
            assert await status_of(plane, "POST", path, json=trim, headers=headers) in (401, 403)
        headers = {"Authorization": f"Bearer {await token_of(plane, 'technician')}"}
        assert await status_of(plane, "POST", path, json=trim, headers=headers) == 409
