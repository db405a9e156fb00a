"""WHIP (RFC 9725) and what it shares with WHEP: tokens, preconditions, and what becomes of a source in the meeting."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bus.messages import Desk, Microphone, OpenPublisher, PeerClosed, RestartIce
from server.meeting import commands as c
from server.storage.database import DATABASE, Database
from server.storage.tokens import Tokens
from tests.scenarios.control_plane import ControlPlane, FakeNode, Refused, restarted, serving

HEAD = ("v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0 1", "a=ice-ufrag:abcd")
KEYS = ("a=ice-pwd:0123456789012345678901", "a=fingerprint:sha-256 00:11", "a=setup:actpass")
SOUND = ("m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=mid:0", "a=sendonly")
PICTURE = ("m=video 9 UDP/TLS/RTP/SAVPF 96", "a=mid:1", "a=sendonly")
FRAGMENT = "a=ice-ufrag:abcd\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n"
FRAGMENT += "a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host\r\na=end-of-candidates\r\n"
RENEWED = "a=ice-ufrag:new\r\na=ice-pwd:0123456789012345678901\r\na=candidate:1 1 udp 2 127.0.0.1 9 typ host\r\n"
OBS = (Path(__file__).parent.parent / "vectors" / "obs-offer.sdp").read_text(encoding="utf-8").replace("\n", "\r\n")
MEETING = 'meeting_id = "demo"\nlanguages = ["en", "fr"]\n'


def sdp(*sections: tuple[str, ...]) -> str:
    return "\r\n".join((*HEAD, *KEYS, *(line for section in sections for line in section), ""))


BOTH = sdp(SOUND, PICTURE)


@dataclass
class Sender:
    """Equipment that speaks WHIP, and the keys to make it a token."""

    plane: ControlPlane
    tokens: Tokens

    async def token(self, scope: str, *, meeting: str = "demo", seconds: float = 3600.0) -> str:
        return (await self.tokens.issue(meeting, scope, time.time() - 10, time.time() + seconds))[0]

    async def post(
        self, source: str, offer: str = BOTH, *, token: str | None = None, kind: str = "application/sdp", query: str = ""
    ) -> aiohttp.ClientResponse:
        token = await self.token(f"whip:{source}") if token is None else token
        headers = {"Content-Type": kind, **({"Authorization": f"Bearer {token}"} if token else {})}
        url = f"{self.plane.url}/whip/demo/{source}{query}"
        async with self.plane.http.post(url, data=offer.encode(), headers=headers) as response:
            await response.read()
            return response

    async def send(self, source: str, offer: str = BOTH, query: str = "") -> str:
        """Publish and let the media flow; the path of the session."""
        response = await self.post(source, offer, query=query)
        assert response.status == 201, await response.text()
        return response.headers["Location"]

    async def session(
        self, method: str, path: str, *, scope: str, headers: Mapping[str, str] | None = None, data: str = ""
    ) -> aiohttp.ClientResponse:
        sent = {"Authorization": f"Bearer {await self.token(scope)}"} if scope else {}
        async with self.plane.http.request(
            method, self.plane.url + path, data=data, headers={**sent, **(headers or {})}
        ) as got:
            await got.read()
            return got


async def equipped(stack: AsyncExitStack, plane: ControlPlane, data: Path) -> Sender:
    plane.transport.sdp = BOTH.replace("sendonly", "recvonly")
    return Sender(plane, Tokens(await stack.enter_async_context(await Database.join(data / DATABASE))))


@pytest.fixture
async def sender(tmp_path: Path) -> AsyncIterator[Sender]:
    (tmp_path / "demo.toml").write_text(MEETING + "open_entry = true\n")
    async with AsyncExitStack() as stack:
        running = serving(tmp_path / "data", meetings__directory=str(tmp_path), media__revocation_check_s=0.02)
        plane = await stack.enter_async_context(running)
        yield await equipped(stack, plane, tmp_path / "data")


def seated(plane: ControlPlane) -> set[str]:
    return set(plane.server.meetings["demo"].meeting.roster.participants)


async def until_seated(plane: ControlPlane, expected: set[str]) -> None:
    there = asyncio.Event()
    stop = plane.server.meetings["demo"].runtime.subscribe(lambda _, meeting: there.set())
    async with asyncio.timeout(10):
        while seated(plane) != expected:
            there.clear()
            await there.wait()
    stop()


# --- what a source becomes ---


async def test_a_hall_is_heard_on_the_floor_and_seen_in_its_slot(sender: Sender) -> None:
    node = sender.plane.transport
    await sender.send("room-1")
    await node.until(lambda node: node.meeting.microphones == (Microphone("whip:room-1/mic", "open"),))
    await node.until(lambda node: node.meeting.slots["room"] == "whip:room-1/cam")
    assert node.meeting.floor_language == "und"
    chair = await sender.plane.join("chair")
    assert chair.snapshot["stage"]["slots"]["room"] == "whip:room-1"
    assert chair.snapshot["stage"]["plates"]["whip:room-1"]["name"] == "room-1"


async def test_a_hall_can_say_what_is_spoken_there(sender: Sender) -> None:
    await sender.send("room-2", query="?language=fr")
    await sender.plane.transport.until(lambda node: node.meeting.floor_language == "fr")
    assert (await sender.post("room-3", query="?language=!")).status == 404


async def test_a_hall_without_a_picture_leaves_the_slot_to_one_with(sender: Sender) -> None:
    node = sender.plane.transport
    node.sdp = sdp(("m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=recvonly"))
    await sender.send("room-1", sdp(SOUND))
    await node.until(lambda node: node.meeting.microphones)
    assert node.meeting.slots["room"] is None
    node.sdp = BOTH.replace("sendonly", "recvonly")
    await sender.send("room-2")
    await node.until(lambda node: node.meeting.slots["room"] == "whip:room-2/cam")


async def test_a_booth_is_an_open_desk_on_its_language(sender: Sender) -> None:
    await sender.send("booth-fr")
    desk = Desk("whip:booth-fr/mic", "fr", "open", "fr")
    await sender.plane.mixer.until(lambda node: node.meeting.desks == (desk,))
    assert sender.plane.transport.meeting.microphones == ()


async def test_a_channel_another_booth_feeds_is_not_taken(sender: Sender) -> None:
    interpreter = await sender.plane.join("interpreter", language="en", booth="en")
    await interpreter.request("setDesk", mode="on", channel="fr")
    response = await sender.post("booth-fr")
    assert (response.status, (await response.json())["code"]) == (409, "deskTaken")
    assert int(response.headers["Retry-After"]) > 0
    assert "whip:booth-fr" not in seated(sender.plane)


@pytest.mark.parametrize(("source", "slot"), [("screen", "screen"), ("sign", "sign"), ("programme", "speaker")])
async def test_a_picture_fills_its_slot_and_its_sound_is_not_heard(sender: Sender, source: str, slot: str) -> None:
    node = sender.plane.transport
    await sender.send(source)
    await node.until(lambda node: node.meeting.slots[slot] == f"whip:{source}/cam")
    others = {name: track for name, track in node.meeting.slots.items() if name != slot}
    assert set(others.values()) == {None} and node.meeting.microphones == ()


async def test_whoever_has_the_floor_is_seen_before_the_programme_and_the_chair_after(sender: Sender) -> None:
    plane = sender.plane
    chair, delegate = await plane.join("chair"), await plane.join("delegate")
    await chair.request("openPublisher", sdp="v=0")
    await plane.transport.until(lambda node: node.meeting.slots["speaker"] == f"{chair.person}/cam")
    await sender.send("programme")
    await plane.transport.until(lambda node: node.meeting.slots["speaker"] == "whip:programme/cam")
    await delegate.request("openPublisher", sdp="v=0")
    request = (await delegate.request("requestFloor"))["requestId"]
    await chair.request("grantFloor", requestId=request)
    await plane.transport.until(lambda node: node.meeting.slots["speaker"] == f"{delegate.person}/cam")
    await chair.request("endSpeech", requestId=request)
    await plane.transport.until(lambda node: node.meeting.slots["speaker"] == "whip:programme/cam")


# --- how it ends ---


async def test_delete_ends_a_source(sender: Sender) -> None:
    path = await sender.send("booth-fr")
    await sender.plane.mixer.until(lambda node: node.meeting.desks)
    assert (await sender.session("DELETE", path, scope="whip:booth-fr")).status == 200
    await sender.plane.mixer.until(lambda node: node.meeting.desks == ())
    await sender.plane.transport.until(lambda node: node.peers == {})
    assert seated(sender.plane) == set()
    assert (await sender.session("DELETE", path, scope="whip:booth-fr")).status == 404


async def test_a_newer_sender_takes_the_place_of_the_older_without_a_gap_in_the_meeting(sender: Sender) -> None:
    node = sender.plane.transport
    first = await sender.send("room-1")
    await node.until(lambda node: node.meeting.microphones)
    before = list(sender.plane.server.meetings["demo"].meeting.floor.microphones.values())
    second = await sender.send("room-1")
    await node.until(lambda node: list(node.peers) == [second.rsplit("/", 1)[1]])
    assert list(sender.plane.server.meetings["demo"].meeting.floor.microphones.values()) == before
    assert (await sender.session("DELETE", first, scope="whip:room-1")).status == 404
    assert node.meeting.microphones == (Microphone("whip:room-1/mic", "open"),)


async def test_a_sender_the_node_lost_is_gone_from_the_meeting(sender: Sender) -> None:
    path = await sender.send("room-1")
    await sender.plane.transport.until(lambda node: node.meeting.microphones)
    sender.plane.transport.client.send(PeerClosed(path.rsplit("/", 1)[1], "timeout"))
    await sender.plane.transport.until(lambda node: node.meeting.microphones == ())
    assert seated(sender.plane) == set()


async def test_the_chair_mutes_a_hall_and_puts_a_source_out(sender: Sender) -> None:
    chair = await sender.plane.join("chair")
    path = await sender.send("room-1")
    node = sender.plane.transport
    await node.until(lambda node: node.meeting.microphones)
    await chair.request("muteParticipant", person="whip:room-1")
    await node.until(lambda node: node.meeting.microphones == ())
    assert node.meeting.slots["room"] == "whip:room-1/cam"
    await chair.request("removeParticipant", person="whip:room-1")
    await node.until(lambda node: node.peers == {} and node.meeting.slots["room"] is None)
    assert (await sender.session("DELETE", path, scope="whip:room-1")).status == 404


async def test_a_revoked_token_ends_what_was_opened_with_it_and_an_expired_one_does_not(sender: Sender) -> None:
    first, revoked = await sender.tokens.issue("demo", "whip:room-1", time.time(), None)
    second, expired = await sender.tokens.issue("demo", "whip:screen", time.time(), time.time() + 0.5)
    assert (await sender.post("room-1", token=first)).status == 201
    assert (await sender.post("screen", token=second)).status == 201
    assert await sender.tokens.revoke("demo", revoked.token_id, time.time())
    await sender.plane.transport.until(lambda node: len(node.peers) == 1)
    assert expired.expires_at is not None
    await asyncio.sleep(max(0.0, expired.expires_at - time.time()))
    assert (await sender.post("screen", token=second)).status == 401
    assert seated(sender.plane) == {"whip:screen"}


async def test_a_refused_offer_leaves_no_source_behind(sender: Sender) -> None:
    sender.plane.transport.refuse = "sdpInvalid"
    assert (await sender.post("room-1")).status == 422
    sender.plane.transport.refuse = "mediaUnavailable"
    response = await sender.post("room-1")
    assert response.status == 503 and int(response.headers["Retry-After"]) > 0
    assert seated(sender.plane) == set() and sender.plane.transport.peers == {}


async def test_an_answer_that_takes_only_a_part_is_no_answer(sender: Sender) -> None:
    sender.plane.transport.sdp = BOTH.replace("m=video 9", "m=video 0")
    assert (await sender.post("room-1")).status == 422
    await sender.plane.transport.until(lambda node: node.peers == {})
    assert seated(sender.plane) == set()


async def test_a_source_outlives_a_restart_of_the_server(tmp_path: Path) -> None:
    (tmp_path / "demo.toml").write_text(MEETING + "resume_grace_s = 0.3\n")
    with tempfile.TemporaryDirectory(prefix="hc-") as sockets:
        async with AsyncExitStack() as stack:
            node = FakeNode(Path(sockets))
            running = serving(
                tmp_path / "data", run_dir=Path(sockets), meetings__directory=str(tmp_path), media__adoption_grace_s=0.2
            )
            plane = await running.__aenter__()
            sender = await equipped(stack, plane, tmp_path / "data")
            await sender.send("booth-fr")
            gone = await sender.send("screen")
            await plane.transport.until(lambda node: node.meeting.desks and len(node.peers) == 2)
            node.peers = {key: info for key, info in plane.transport.peers.items() if key != gone.rsplit("/", 1)[1]}
            settings = plane.server.settings
            await running.__aexit__(None, None, None)
            await stack.enter_async_context(node.running())
            again = await stack.enter_async_context(restarted(settings, Path(sockets)))
            await node.until(lambda node: node.wholes and node.meeting.desks)
            demo = again.server.meetings["demo"].meeting
            await until_seated(again, {"whip:booth-fr"})
            await asyncio.sleep(0.4)
            assert demo.interpretation.desks["whip:booth-fr"].mode == "on" and len(node.peers) == 1


# --- who may ---


@pytest.mark.parametrize(
    ("scope", "meeting", "seconds", "status"),
    [
        ("whip:screen", "demo", 60, 201),
        ("whip:screen", "demo", -1, 401),
        ("whip:sign", "demo", 60, 403),
        ("whep:floor", "demo", 60, 403),
        ("whip:screen", "board", 60, 403),
    ],
    ids=["the source's", "expired", "another source's", "a channel's", "another meeting's"],
)
async def test_a_token_is_good_for_its_source_alone(
    sender: Sender, scope: str, meeting: str, seconds: float, status: int
) -> None:
    response = await sender.post("screen", token=await sender.token(scope, meeting=meeting, seconds=seconds))
    assert response.status == status
    assert status == 201 or "Bearer" in response.headers["WWW-Authenticate"]


async def test_no_participant_sends_a_source_and_no_source_token_joins(sender: Sender) -> None:
    for token in ("", "guess", await sender.plane.entry("chair")):
        assert (await sender.post("screen", token=token)).status == 401
    token = await sender.token("whip:room-1")
    assert (await sender.post("room-1", token=token)).status == 201
    for guess in (token, "whip:room-1"):
        with pytest.raises(Refused, match="tokenUnknown"):
            await (await sender.plane.dial()).request("join", token=guess)


async def test_a_session_is_changed_and_ended_with_a_token_of_its_source(sender: Sender) -> None:
    path = await sender.send("screen")
    for method in ("PATCH", "DELETE"):
        assert (await sender.session(method, path, scope="")).status == 401
        assert (await sender.session(method, path, scope="whip:sign")).status == 403
    (peer,) = sender.plane.transport.peers
    assert path.endswith(peer)


async def test_a_whep_session_is_no_whip_session_nor_is_a_participants(sender: Sender) -> None:
    delegate = await sender.plane.join("delegate")
    peer = (await delegate.request("openPublisher", sdp="v=0"))["peer"]
    assert (await sender.session("DELETE", f"/whip/sessions/{peer}", scope="whip:screen")).status == 404
    path = await sender.send("screen")
    assert (await sender.session("DELETE", path.replace("whip", "whep"), scope="")).status == 404
    assert len(sender.plane.transport.peers) == 2


# --- form ---

INACTIVE = ("m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=mid:0", "a=inactive")
RECEIVING = ("m=video 9 UDP/TLS/RTP/SAVPF 96", "a=mid:1", "a=recvonly")
DATA = ("m=application 9 UDP/DTLS/SCTP webrtc-datachannel", "a=mid:2")


@pytest.mark.parametrize(
    ("source", "offer", "kind", "status"),
    [
        ("room-1", BOTH, "text/plain", 415),
        ("room-1", "hello", "application/sdp", 400),
        ("room-1", "v=0\r\nnonsense", "application/sdp", 400),
        ("room-1", sdp(), "application/sdp", 400),
        ("room-1", BOTH.replace("a=ice-ufrag", "a=no-ufrag"), "application/sdp", 400),
        ("room-1", BOTH.replace("a=fingerprint", "a=no-print"), "application/sdp", 400),
        ("room-1", sdp(SOUND, RECEIVING), "application/sdp", 422),
        ("room-1", sdp(INACTIVE), "application/sdp", 422),
        ("room-1", sdp(SOUND, SOUND), "application/sdp", 422),
        ("room-1", sdp(SOUND, PICTURE, DATA), "application/sdp", 422),
        ("screen", sdp(SOUND), "application/sdp", 422),
        ("booth-fr", sdp(PICTURE), "application/sdp", 422),
        ("room-1", BOTH + "a=x:" + "y" * 70_000, "application/sdp", 413),
    ],
)
async def test_an_offer_that_cannot_be_taken_is_refused_as_the_standard_says(
    sender: Sender, source: str, offer: str, kind: str, status: int
) -> None:
    response = await sender.post(source, offer, kind=kind)
    assert response.status == status
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert seated(sender.plane) == set()
    assert not [request for request in sender.plane.transport.requests if isinstance(request, OpenPublisher)]


async def test_the_offer_of_obs_is_taken(sender: Sender) -> None:
    offer = OBS.format(fingerprint="00:11", ufrag="abcd", password="0123456789012345678901")
    assert (await sender.post("room-1", offer)).status == 201
    (request,) = (asked for asked in sender.plane.transport.requests if isinstance(asked, OpenPublisher))
    assert request.sdp == offer


@pytest.mark.parametrize("path", ["studio", "booth-de", "room-0"])
async def test_there_are_no_other_sources(sender: Sender, path: str) -> None:
    assert (await sender.post(path)).status == 404


async def test_a_session_is_created_with_all_a_client_needs(sender: Sender) -> None:
    response = await sender.post("room-1")
    assert (response.status, response.content_type) == (201, "application/sdp")
    assert response.headers["Location"].startswith("/whip/sessions/")
    assert response.headers["ETag"].startswith('"') and not response.headers["ETag"].startswith("W/")
    exposed = response.headers["Access-Control-Expose-Headers"]
    assert all(name in exposed for name in ("Location", "ETag", "Link"))


@pytest.mark.parametrize(("path", "accept"), [("/whip/demo/screen", "Accept-Post"), ("/whip/sessions/x", "Accept-Patch")])
async def test_a_preflight_needs_no_token(sender: Sender, path: str, accept: str) -> None:
    async with sender.plane.http.options(sender.plane.url + path) as response:
        assert response.status == 200 and accept in response.headers
        for header in ("Authorization", "Content-Type", "If-Match"):
            assert header in response.headers["Access-Control-Allow-Headers"]
        assert "PATCH" in response.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize("path", ["/whip/demo/screen", "/whip/sessions/x", "/whep/demo/floor", "/whep/sessions/x"])
async def test_nothing_is_put_there(sender: Sender, path: str) -> None:
    async with sender.plane.http.put(sender.plane.url + path) as response:
        assert response.status == 405 and "OPTIONS" in response.headers["Allow"]


async def test_whoever_looks_sees_that_something_is_there_and_nothing_more(sender: Sender) -> None:
    session, _, _ = await opened(sender, "whep")
    for path, status in (
        *(("/whip/demo/screen", 204), ("/whep/demo/floor", 204), (session, 204)),
        *(("/whip/demo/studio", 404), ("/whep/demo/zz", 404), ("/whep/nowhere/floor", 404), ("/whip/sessions/x", 404)),
    ):
        async with sender.plane.http.get(sender.plane.url + path) as response:
            assert response.status == status, path
            assert status == 404 or await response.read() == b""


async def test_a_player_recognises_a_whep_endpoint_by_its_head(sender: Sender) -> None:
    async with sender.plane.http.head(sender.plane.url + "/whep/demo/floor") as response:
        assert (response.status, response.content_type) == (200, "application/sdp")


# --- trickle and restart, the same for WHIP and WHEP ---

FRAG = {"Content-Type": "application/trickle-ice-sdpfrag"}


async def opened(sender: Sender, kind: str) -> tuple[str, str, str]:
    """Path, ETag and scope of a session."""
    if kind == "whip":
        response = await sender.post("screen")
    else:
        offer = BOTH.replace("sendonly", "recvonly").encode()
        url = f"{sender.plane.url}/whep/demo/floor"
        async with sender.plane.http.post(url, data=offer, headers={"Content-Type": "application/sdp"}) as response:
            await response.read()
    assert response.status == 201
    return response.headers["Location"], response.headers["ETag"], "whip:screen" if kind == "whip" else ""


@pytest.mark.parametrize("kind", ["whip", "whep"])
async def test_trickled_candidates_are_taken_under_the_right_tag(sender: Sender, kind: str) -> None:
    path, etag, scope = await opened(sender, kind)
    got = await sender.session("PATCH", path, scope=scope, headers={**FRAG, "If-Match": etag}, data=FRAGMENT)
    assert got.status == 204 and "ETag" not in got.headers and got.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("kind", ["whip", "whep"])
async def test_new_credentials_restart_ice_whatever_the_tag(sender: Sender, kind: str) -> None:
    path, etag, scope = await opened(sender, kind)
    sender.plane.transport.sdp = RENEWED
    renewed = FRAGMENT.replace("abcd", "EsAw")
    got = await sender.session("PATCH", path, scope=scope, headers={**FRAG, "If-Match": etag}, data=renewed)
    assert got.status == 200 and got.headers["ETag"] != etag
    again = await sender.session("PATCH", path, scope=scope, headers={**FRAG, "If-Match": got.headers["ETag"]}, data=renewed)
    assert again.status == 204


async def test_restarts_without_end_are_refused_and_end_nothing(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        running = serving(tmp_path / "data", server__entries_per_s=0.001, server__entries_burst=3)
        sender = await equipped(stack, await stack.enter_async_context(running), tmp_path / "data")
        path, _, scope = await opened(sender, "whip")
        sender.plane.transport.sdp = RENEWED
        headers = {**FRAG, "If-Match": "*"}
        got = [await sender.session("PATCH", path, scope=scope, headers=headers, data=FRAGMENT) for _ in range(3)]
        assert [response.status for response in got] == [200, 200, 429] and "Retry-After" in got[2].headers
        assert len(sender.plane.transport.peers) == 1


@pytest.mark.parametrize("kind", ["whip", "whep"])
@pytest.mark.parametrize(
    ("headers", "data", "status"),
    [
        (FRAG, FRAGMENT, 428),
        ({**FRAG, "If-Match": '"other"'}, FRAGMENT, 412),
        ({**FRAG, "If-Match": '""'}, FRAGMENT, 412),
        ({"Content-Type": "application/sdp", "If-Match": "*"}, FRAGMENT, 415),
        ({**FRAG, "If-Match": "*"}, "nonsense", 400),
        ({**FRAG, "If-Match": "*"}, "a=end-of-candidates", 400),
    ],
)
async def test_a_wrong_patch_is_refused_and_ends_nothing(
    sender: Sender, kind: str, headers: dict[str, str], data: str, status: int
) -> None:
    path, _, scope = await opened(sender, kind)
    assert (await sender.session("PATCH", path, scope=scope, headers=headers, data=data)).status == status
    assert len(sender.plane.transport.peers) == 1


@pytest.mark.parametrize("kind", ["whip", "whep"])
async def test_an_ice_restart_gives_new_credentials_and_a_new_tag(sender: Sender, kind: str) -> None:
    path, etag, scope = await opened(sender, kind)
    sender.plane.transport.sdp = RENEWED
    got = await sender.session("PATCH", path, scope=scope, headers={**FRAG, "If-Match": "*"}, data=FRAGMENT)
    assert got.status == 200 and got.content_type == FRAG["Content-Type"]
    lines = (await got.text()).splitlines()
    assert lines[0] == "a=ice-lite" and "a=mid:0" in lines and RENEWED.splitlines()[0] in lines
    renewed = got.headers["ETag"]
    assert renewed != etag and isinstance(sender.plane.transport.requests[-1], RestartIce)
    for tag, status in ((etag, 412), (renewed, 204)):
        assert (
            await sender.session("PATCH", path, scope=scope, headers={**FRAG, "If-Match": tag}, data=FRAGMENT)
        ).status == (status)


async def test_a_restart_the_node_does_not_answer_ends_nothing(sender: Sender) -> None:
    path, etag, scope = await opened(sender, "whip")
    sender.plane.transport.refuse = "mediaUnavailable"
    got = await sender.session("PATCH", path, scope=scope, headers={**FRAG, "If-Match": "*"}, data=FRAGMENT)
    assert got.status == 503 and len(sender.plane.transport.peers) == 1
    got = await sender.session("PATCH", path, scope=scope, headers={**FRAG, "If-Match": etag}, data=FRAGMENT)
    assert got.status == 204


# --- players of a closed meeting ---


@pytest.fixture
async def closed(tmp_path: Path) -> AsyncIterator[Sender]:
    (tmp_path / "demo.toml").write_text(MEETING)
    async with AsyncExitStack() as stack:
        running = serving(
            tmp_path / "data", meetings__directory=str(tmp_path), media__revocation_check_s=0.02, media__players_limit=2
        )
        plane = await stack.enter_async_context(running)
        yield await equipped(stack, plane, tmp_path / "data")


async def play(sender: Sender, token: str, path: str = "floor") -> aiohttp.ClientResponse:
    headers = {"Content-Type": "application/sdp", "Authorization": f"Bearer {token}"}
    offer = BOTH.replace("sendonly", "recvonly").encode()
    async with sender.plane.http.post(f"{sender.plane.url}/whep/demo/{path}", data=offer, headers=headers) as response:
        await response.read()
        return response


async def test_a_players_token_is_good_for_its_channel_alone(closed: Sender) -> None:
    token = await closed.token("whep:floor")
    assert (await play(closed, token, "fr")).status == 403
    response = await play(closed, token, "floor?ptime=40&video=speaker,screen")
    assert response.status == 201
    (heard,) = closed.plane.transport.hears.values()
    assert (heard.audio, heard.video) == (("floor@40",), ("speaker", "screen"))
    path = response.headers["Location"]
    assert (await closed.session("DELETE", path, scope="")).status == 401
    assert (await closed.session("DELETE", path, scope="whep:floor")).status == 200


async def test_players_are_counted_and_too_many_are_asked_to_come_later(closed: Sender) -> None:
    token = await closed.token("whep:floor")
    paths = [(await play(closed, token)).headers["Location"] for _ in range(2)]
    response = await play(closed, token)
    assert response.status == 503 and "Retry-After" in response.headers
    await closed.session("DELETE", paths[0], scope="whep:floor")
    assert (await play(closed, token)).status == 201


async def test_a_participant_who_is_put_out_hears_no_more_by_a_player_either(closed: Sender) -> None:
    demo = closed.plane.server.meetings["demo"]
    token, participant_id = await demo.admit("Ana", "", "delegate", "en", None)
    assert (await play(closed, token)).status == 201
    await demo.runtime.execute(c.Remove(c.SYSTEM, participant_id))
    await closed.plane.transport.until(lambda node: node.peers == {})


async def test_an_offer_that_only_sends_is_no_players(closed: Sender) -> None:
    headers = {"Content-Type": "application/sdp", "Authorization": f"Bearer {await closed.token('whep:floor')}"}
    async with closed.plane.http.post(f"{closed.plane.url}/whep/demo/floor", data=BOTH, headers=headers) as response:
        assert response.status == 422
