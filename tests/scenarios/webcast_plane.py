"""A server with one meeting that may be webcast, and a worker on its bus that is played by the test."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bus import messages as bus
from bus.local import BusClient
from tests.scenarios.control_plane import PATIENCE_S, Attendee, ControlPlane, serving

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


async def token_of(plane: ControlPlane, role: str) -> str:
    attendee = await plane.dial()
    token = await plane.entry(role)
    await attendee.request("join", token=token)
    return token
