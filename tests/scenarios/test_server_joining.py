"""Entering, joining, coming back, being replaced; and everything a client must not send."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import websockets

from server.signaling.session import Transmit
from tests.scenarios.control_plane import ControlPlane, Refused, serving


@pytest.fixture
async def plane(tmp_path: Path) -> AsyncIterator[ControlPlane]:
    async with serving(tmp_path) as running:
        yield running


async def closed(socket: websockets.ClientConnection) -> None:
    await asyncio.wait_for(socket.wait_closed(), 10)


async def test_a_person_enters_joins_and_sees_the_meeting(plane: ControlPlane) -> None:
    chair = await plane.join("chair", name="Ana")
    snapshot = chair.snapshot
    assert snapshot["meeting"] == "demo" and snapshot["languages"] == ["ar", "zh", "en", "fr", "ru", "es"]
    assert snapshot["me"]["person"]["name"] == "Ana" and "grantFloor" in snapshot["me"]["can"]
    assert snapshot["counts"]["connected"] == 1 and snapshot["counts"]["participantsLimit"] == 3000
    assert [booth["language"] for booth in snapshot["booths"]] == ["ar", "zh", "en", "fr", "ru", "es"]
    assert not snapshot["subscriberAlive"] and not snapshot["publisherAlive"]


async def test_an_interpreter_sees_their_own_booth_only(plane: ControlPlane) -> None:
    interpreter = await plane.join("interpreter", booth="fr", language="fr")
    assert [booth["language"] for booth in interpreter.snapshot["booths"]] == ["fr"]
    assert interpreter.me["booth"] == "fr"
    assert (await plane.join("delegate")).snapshot["booths"] == []


async def test_coming_back_by_token_keeps_role_channel_and_place(plane: ControlPlane) -> None:
    token = await plane.entry("delegate", name="Léa", language="fr")
    first = await plane.join(token=token)
    await first.request("selectChannel", channel="ru", second="floor")
    await first.request("requestFloor")
    await first.socket.close()
    back = await plane.join(token=token)
    assert back.me["person"]["name"] == "Léa" and back.me["person"]["role"] == "delegate"
    assert (back.me["channel"], back.me["second"], back.me["place"]) == ("ru", "floor", 1)


async def test_who_leaves_and_hangs_up_in_one_breath_has_left(plane: ControlPlane) -> None:
    chair, delegate = await plane.join("chair"), await plane.join("delegate")
    wire = delegate.socket.protocol
    wire.send_text(b'{"type": "leave", "id": 99}')
    wire.send_close(1000)
    delegate.socket.transport.write(b"".join(wire.data_to_send()))
    await chair.until("roster", lambda delta: delta["gone"] == [delegate.person])


async def test_a_second_connection_with_the_token_replaces_the_first(plane: ControlPlane) -> None:
    token = await plane.entry()
    first = await plane.join(token=token)
    second = await plane.join(token=token)
    assert (await first.until("evicted"))["code"] == "replaced"
    await closed(first.socket)
    await second.request("requestFloor")
    assert second.snapshot["counts"]["connected"] == 1
    assert plane.server.meetings["demo"].meeting.roster.connected == 1


async def test_a_disconnected_person_stays_in_the_roster_as_absent(plane: ControlPlane) -> None:
    chair, other = await plane.join("chair"), await plane.join("delegate")
    gone = other.person
    await other.socket.close()
    delta = await chair.until("roster", lambda m: any(p["id"] == gone and not p["connected"] for p in m["put"]))
    assert delta["counts"]["connected"] == 1 and delta["counts"]["participants"] == 2


async def test_leaving_voids_the_token_and_removes_the_person(plane: ControlPlane) -> None:
    chair, token = await plane.join("chair"), await plane.entry()
    delegate = await plane.join(token=token)
    gone = delegate.person
    await delegate.request("leave")
    assert (await delegate.until("evicted"))["code"] == "left"
    await chair.until("roster", lambda m: gone in m["gone"])
    again = await plane.dial()
    with pytest.raises(Refused, match="tokenUnknown"):
        await again.request("join", token=token)


async def test_nothing_is_answered_before_the_join(plane: ControlPlane) -> None:
    attendee = await plane.dial()
    with pytest.raises(Refused, match="joinExpected"):
        await attendee.request("requestFloor")
    await attendee.request("join", token=await plane.entry())
    with pytest.raises(Refused, match="alreadyJoined"):
        await attendee.request("join", token="again")


async def test_an_unknown_version_and_an_unknown_token_are_refused_and_may_be_mended(plane: ControlPlane) -> None:
    attendee = await plane.dial()
    with pytest.raises(Refused, match="versionUnsupported"):
        await attendee.request("join", token="x", protocol=99)
    with pytest.raises(Refused, match="tokenUnknown"):
        await attendee.request("join", token="guess")
    await attendee.request("join", token=await plane.entry())


@pytest.mark.parametrize(
    ("frame", "code", "number"),
    [
        ("{", "frameMalformed", None),
        ("[]", "messageInvalid", None),
        ("", "frameMalformed", None),
        (b"\xff\xfe", "frameMalformed", None),
        ('{"type":"selectChannel","id":7}', "messageInvalid", 7),
        ('{"type":"setMicrophone","id":7,"open":"yes"}', "messageInvalid", 7),
        ('{"type":"becomeChair","id":8}', "messageUnknown", 8),
        ('{"id":9}', "messageUnknown", 9),
        ('{"type":5,"id":true}', "messageUnknown", None),
        ('{"x":' + "[" * 30_000, "frameMalformed", None),
        ('{"type":"sendChat","id":1,"text":"' + "x" * 70_000 + '"}', "frameTooLarge", None),
    ],
    ids=["cut", "array", "empty", "binary", "missing", "wrong type", "unknown", "untyped", "odd", "deep", "large"],
)
async def test_a_bad_frame_gets_its_code_and_disturbs_nobody(
    plane: ControlPlane, frame: str | bytes, code: str, number: int | None
) -> None:
    bad, good = await plane.join(), await plane.join("chair")
    await bad.socket.send(frame)
    with pytest.raises(Refused, match=code) as refused:
        await bad.answer(number)
    assert refused.value.id == number
    await good.request("openList", open=False)
    await bad.until("stage", lambda m: m["stage"]["listOpen"] is False)


async def test_a_frame_far_beyond_the_limit_ends_the_connection(plane: ControlPlane) -> None:
    bad, good = await plane.join(), await plane.join("chair")
    await bad.socket.send("x" * 400_000)
    await closed(bad.socket)
    assert bad.socket.close_code == 1009
    await good.request("openList", open=False)


async def test_whoever_goes_on_offending_is_evicted(plane: ControlPlane) -> None:
    bad = await plane.join()
    for _ in range(11):
        await bad.socket.send("{")
    assert (await bad.until("evicted"))["code"] == "tooManyErrors"
    await closed(bad.socket)


async def test_sending_too_fast_is_refused_and_then_evicted(plane: ControlPlane) -> None:
    flood = await plane.join()
    for _ in range(80):
        await flood.send("setMicrophone", open=False)
    await flood.until("refused", lambda m: m["code"] == "tooFast")
    assert (await flood.until("evicted"))["code"] == "tooManyErrors"


async def test_a_connection_that_never_joins_is_closed(tmp_path: Path) -> None:
    async with serving(tmp_path, signaling__join_timeout_s=0.2) as plane:
        joined, silent = await plane.join(), await plane.dial()
        await closed(silent.socket)
        await joined.request("requestFloor")


async def test_pages_of_other_origins_may_not_open_the_socket(plane: ControlPlane) -> None:
    with pytest.raises(websockets.InvalidStatus) as refused:
        await plane.dial(origin="https://evil.example")
    assert refused.value.response.status_code == 403
    await plane.dial(origin=plane.url)


async def test_configured_origins_may_open_the_socket(tmp_path: Path) -> None:
    async with serving(tmp_path, server__origins=["https://meet.example.org"]) as plane:
        await plane.dial(origin="https://meet.example.org")


@pytest.mark.parametrize(
    ("role", "kind", "fields"),
    [
        ("passive", "requestFloor", {}),
        ("passive", "setMicrophone", {"open": True}),
        ("passive", "openPublisher", {"sdp": "v=0"}),
        ("passive", "setDesk", {"mode": "on"}),
        ("delegate", "grantFloor", {"requestId": "x"}),
        ("delegate", "openList", {"open": False}),
        ("delegate", "muteParticipant", {"person": "x"}),
        ("interpreter", "requestFloor", {}),
        ("room", "sendChat", {"text": "x"}),
        ("technician", "grantFloor", {"requestId": "x"}),
    ],
)
async def test_a_role_cannot_do_what_it_may_not(plane: ControlPlane, role: str, kind: str, fields: dict[str, Any]) -> None:
    attendee = await plane.join(role, **({"booth": "fr"} if role == "interpreter" else {}))
    with pytest.raises(Refused, match="notPermitted"):
        await attendee.request(kind, **fields)
    assert plane.server.meetings["demo"].meeting.floor.requests == {}
    assert plane.transport.peers == {}


async def test_a_slow_client_is_evicted_and_the_others_hear_on(tmp_path: Path) -> None:
    async with serving(tmp_path, signaling__send_queue_bytes=300_000) as plane:
        token = await plane.entry("chair")
        slow = await plane.join(token=token)
        chair = await plane.join("chair")
        slow.socket.transport.pause_reading()
        client = plane.server.meetings["demo"].clients[slow.person]
        async with asyncio.timeout(20):
            while client.session.state == "joined":
                client.perform((Transmit(b"x" * 100_000),))
                await asyncio.sleep(0)
        slow.socket.transport.resume_reading()
        frames = [frame async for frame in slow.socket]
        assert frames[-1] == '{"type":"evicted","code":"slow"}'
        await chair.request("openList", open=True)
        back = await plane.join(token=token)
        assert back.me["person"]["role"] == "chair"
