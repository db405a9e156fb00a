"""The server comes back: people keep role and place, microphones stay as they were, listeners lose no connection."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bus.messages import Microphone
from server.settings import Settings, load
from tests.scenarios.control_plane import OFFER, ControlPlane, FakeNode, Refused, restarted


class House:
    """Data, sockets and a transport that outlive the servers of a test."""

    def __init__(self, data: Path, sockets: Path) -> None:
        self.settings: Settings = load(flags={"server.port": 0, "storage.data": str(data), "media.adoption_grace_s": 0.5})
        self.sockets = sockets
        self.transport = FakeNode(sockets)

    @contextlib.asynccontextmanager
    async def server(self) -> AsyncIterator[ControlPlane]:
        wholes = self.transport.wholes
        async with restarted(self.settings, self.sockets) as plane:
            await self.transport.until(lambda node: node.wholes > wholes)
            yield plane


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    with tempfile.TemporaryDirectory(prefix="hc-") as sockets:
        made = House(tmp_path, Path(sockets))
        async with made.transport.running():
            yield made


async def test_people_come_back_to_their_role_place_and_connections(house: House) -> None:
    async with house.server() as plane:
        chair_token, token, waiting_token = [await plane.entry(role) for role in ("chair", "delegate", "delegate")]
        chair, delegate, waiting = [await plane.join(token=held) for held in (chair_token, token, waiting_token)]
        subscriber = (await delegate.request("openSubscriber"))["peer"]
        publisher = (await delegate.request("openPublisher", sdp="v=0"))["peer"]
        await waiting.request("requestFloor", kind="pointOfOrder")
        request = (await delegate.request("requestFloor"))["requestId"]
        await chair.request("grantFloor", requestId=request)
        await delegate.request("setMicrophone", open=True)
        track = f"{delegate.person}/mic"
        open_before = (Microphone(track, "open"),)
        await house.transport.until(lambda node: node.meeting.microphones == open_before)

    assert set(house.transport.peers) == {subscriber, publisher}, "media runs on while the server is away"
    async with house.server() as plane:
        assert house.transport.meeting.microphones == open_before
        assert set(house.transport.peers) == {subscriber, publisher}
        assert house.transport.heard_by(subscriber) == (f"en!{track}", None)
        back = await plane.join(token=token, subscriber=subscriber, publisher=publisher)
        assert back.snapshot["subscriberAlive"] and back.snapshot["publisherAlive"]
        assert back.me["requestId"] == request and back.me["person"]["microphone"]
        assert back.snapshot["stage"]["speaker"]["id"] == back.person
        assert (await plane.join(token=waiting_token)).me["place"] == 1
        again = await plane.join(token=chair_token)
        await again.request("endSpeech", requestId=request)
        await house.transport.until(lambda node: node.meeting.microphones == ())


async def test_in_the_middle_of_a_sitting_people_are_let_in_once_the_transport_has_said_who_lives(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house.server() as plane:
        token = await plane.entry("passive")
        subscriber = (await (await plane.join(token=token)).request("openSubscriber"))["peer"]
        monkeypatch.setattr("bus.local.FIRST_RETRY_S", 1.0)
        monkeypatch.setattr("bus.local.LAST_RETRY_S", 1.0)
    async with restarted(house.settings, house.sockets) as plane:
        assert (await plane.join(token=token, subscriber=subscriber)).snapshot["subscriberAlive"]


async def test_connections_nobody_comes_back_for_are_closed_after_the_grace(house: House) -> None:
    async with house.server() as plane:
        listener = await plane.join("passive")
        await listener.request("openSubscriber")
    async with house.server():
        assert house.transport.peers
        await house.transport.until(lambda node: node.peers == {} and node.meeting.outputs == ())


async def test_players_without_signalling_go_on_over_a_restart(house: House) -> None:
    async with house.server() as plane:
        headers = {"Content-Type": "application/sdp"}
        async with plane.http.post(f"{plane.url}/whep/demo/fr", data=OFFER, headers=headers) as response:
            location = response.headers["Location"]
    async with house.server() as plane:
        (peer,) = house.transport.hears.values()
        assert peer.audio == ("fr",) and peer.video == ("speaker",)
        await asyncio.sleep(2 * house.settings.media.adoption_grace_s)
        assert house.transport.peers, "nobody takes a player over, and none need to"
        async with plane.http.delete(plane.url + location) as response:
            assert response.status == 200
        await house.transport.until(lambda node: node.peers == {})


async def test_a_stopping_server_tells_its_clients_and_keeps_their_places(house: House) -> None:
    async with house.server() as plane:
        token = await plane.entry()
        delegate = await plane.join(token=token)
        await delegate.request("requestFloor")
        plane.stop.set()
        assert (await delegate.until("evicted"))["code"] == "serverStopping"
    async with house.server() as plane:
        assert plane.server.meetings["demo"].meeting.roster.connected == 1, "awaited"
        assert (await plane.join(token=token)).me["place"] == 1


async def test_someone_who_left_stays_gone(house: House) -> None:
    async with house.server() as plane:
        token = await plane.entry()
        delegate = await plane.join(token=token)
        await delegate.request("leave")
    async with house.server() as plane:
        with pytest.raises(Refused, match="tokenUnknown"):
            await plane.join(token=token)
