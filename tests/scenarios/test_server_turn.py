"""Who is told of the relay, and how: participants at the join and in time again, WHIP and WHEP clients by Link headers."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from server.app import renew_ice_servers
from server.storage.database import DATABASE, Database
from server.storage.tokens import Tokens
from tests.scenarios.control_plane import OFFER, ControlPlane, serving

URLS = ("turns:turn.example.org:443?transport=tcp", "turn:turn.example.org:3478")
SDP = {"Content-Type": "application/sdp"}


@pytest.fixture
async def plane(tmp_path: Path) -> AsyncIterator[ControlPlane]:
    async with serving(tmp_path, turn__urls=list(URLS), turn__secret="north", turn__ttl_s=600.0) as plane:
        plane.transport.sdp = OFFER
        yield plane


def check(username: str, credential: str) -> str:
    """As the relay does; whom the credentials name."""
    expiry, _, holder = username.partition(":")
    assert 590 < int(expiry) - time.time() <= 600
    assert credential == base64.b64encode(hmac.digest(b"north", username.encode(), hashlib.sha1)).decode()
    return holder


def told(response: aiohttp.ClientResponse) -> list[re.Match[str]]:
    form = r'<([^>]+)>; rel="ice-server"; username="([^"]+)"; credential="([^"]+)"; credential-type="password"'
    found = [re.fullmatch(form, link) for link in response.headers.getall("Link", [])]
    assert None not in found
    return [link for link in found if link is not None]


async def test_a_participant_gets_credentials_with_the_snapshot(plane: ControlPlane) -> None:
    client = await plane.join("passive")
    (server,) = client.snapshot["iceServers"]
    assert server["urls"] == list(URLS)
    assert check(server["username"], server["credential"]) == client.person


async def test_participants_get_fresh_ones_at_half_of_what_they_are_good_for(plane: ControlPlane) -> None:
    clients = [await plane.join("passive"), await plane.join("delegate")]
    slept: list[float] = []

    async def pass_by(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) > 1:
            await asyncio.Event().wait()

    renewing = asyncio.create_task(renew_ice_servers(plane.server.meetings.values(), plane.server.house.turn, pass_by))
    for client in clients:
        (server,) = (await client.until("iceServers"))["iceServers"]
        assert check(server["username"], server["credential"]) == client.person
    renewing.cancel()
    assert slept == [300, 300]


async def test_a_player_is_told_in_link_headers(plane: ControlPlane) -> None:
    async with plane.http.post(f"{plane.url}/whep/demo/floor", data=OFFER, headers=SDP) as response:
        assert response.status == 201
        links = told(response)
        assert [link[1] for link in links] == list(URLS)
        assert {check(link[2], link[3]) for link in links} == {response.headers["Location"].rsplit("/", 1)[1]}
        assert "Link" in response.headers["Access-Control-Expose-Headers"]


async def test_a_sender_is_told_in_link_headers_and_before_the_offer_too(plane: ControlPlane, tmp_path: Path) -> None:
    async with await Database.join(tmp_path / DATABASE) as database:
        token, _ = await Tokens(database).issue("demo", "whip:screen", time.time() - 10, None)
    bearer = {"Authorization": f"Bearer {token}"}
    plane.transport.sdp = OFFER.replace("sendrecv", "recvonly")
    async with plane.http.post(f"{plane.url}/whip/demo/screen", data=OFFER, headers={**SDP, **bearer}) as response:
        assert response.status == 201 and len(told(response)) == 2
    async with plane.http.options(f"{plane.url}/whip/demo/screen", headers=bearer) as response:
        assert [link[1] for link in told(response)] == list(URLS) and response.headers["Accept-Post"] == "application/sdp"
        check(told(response)[0][2], told(response)[0][3])


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/whip/demo/screen", {}),
        ("/whip/demo/screen", {"Authorization": "Bearer guess"}),
        ("/whip/demo/studio", {}),
        ("/whep/demo/floor", {"Access-Control-Request-Method": "POST"}),
    ],
    ids=["nobody", "somebody", "no source", "preflight"],
)
async def test_options_tell_no_stranger_and_no_preflight(plane: ControlPlane, path: str, headers: dict[str, str]) -> None:
    async with plane.http.options(plane.url + path, headers=headers) as response:
        assert response.status == 200 and told(response) == []


async def test_where_no_relay_is_configured_nothing_is_told(tmp_path: Path) -> None:
    async with serving(tmp_path) as plane:
        plane.transport.sdp = OFFER
        assert (await plane.join("passive")).snapshot["iceServers"] == []
        async with plane.http.post(f"{plane.url}/whep/demo/floor", data=OFFER, headers=SDP) as response:
            assert response.status == 201 and "Link" not in response.headers
