"""A meeting through the server: what people see of each other, and what the media nodes are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bus.messages import Desk, Levels, Microphone, Output, PeerClosed
from server.meeting.events import Event
from server.meeting.ports import Journal, JournalUnavailable
from tests.scenarios.control_plane import Attendee, ControlPlane, FakeNode, Refused, serving

DELTAS = ("stage", "list", "roster", "eventChat", "me", "booth")


@pytest.fixture
async def plane(tmp_path: Path) -> AsyncIterator[ControlPlane]:
    async with serving(tmp_path, signaling__roster_interval_ms=50, signaling__list_interval_ms=10) as running:
        yield running


async def subscribe(attendee: Attendee, profile: str = "plenary") -> str:
    reply = await attendee.request("openSubscriber", profile=profile)
    assert reply["sdp"] == "sdp for OpenSubscriber"
    assert (await attendee.request("answerSubscriber", peer=reply["peer"], sdp="v=0"))["peer"] == reply["peer"]
    return str(reply["peer"])


async def publish(attendee: Attendee) -> str:
    reply = await attendee.request("openPublisher", sdp="v=0")
    assert reply["sdp"] == "sdp for OpenPublisher"
    return str(reply["peer"])


async def take_the_floor(chair: Attendee, delegate: Attendee) -> str:
    request = str((await delegate.request("requestFloor"))["requestId"])
    await chair.request("grantFloor", requestId=request)
    await delegate.request("setMicrophone", open=True)
    return request


def numbers_have_no_gaps(attendee: Attendee) -> None:
    last: dict[str, int] = {}
    for message in attendee.seen:
        if message["type"] == "snapshot":
            last = dict(message["numbers"])
        elif message["type"] in DELTAS and last:
            topic = f"booth:{message['booth']['language']}" if message["type"] == "booth" else message["type"]
            assert message["number"] == last[topic] + 1, (topic, message)
            last[topic] += 1


async def test_a_request_goes_from_the_list_to_the_stage_and_back(plane: ControlPlane) -> None:
    chair, delegate = await plane.join("chair"), await plane.join("delegate", language="fr")
    request = (await delegate.request("requestFloor"))["requestId"]
    listed = await chair.until("list", lambda m: m["put"])
    assert [entry["requestId"] for entry in listed["put"]] == [request]
    assert listed["people"][delegate.person]["role"] == "delegate"
    await delegate.until("me", lambda m: m["me"]["place"] == 1)

    await chair.request("callSpeaker", requestId=request)
    await delegate.until("list", lambda m: m["put"] and m["put"][0]["state"] == "called")
    await chair.request("grantFloor", requestId=request)
    await delegate.until("me", lambda m: m["me"]["mayOpenMicrophone"])
    await delegate.request("setMicrophone", open=True)
    stage = await chair.until("stage", lambda m: m["stage"]["speakingSince"])
    assert stage["stage"]["speaker"]["id"] == delegate.person and stage["stage"]["floorLanguage"] == "fr"

    await chair.request("endSpeech", requestId=request)
    await delegate.until("me", lambda m: m["me"]["requestId"] is None and not m["me"]["person"]["microphone"])
    await chair.until("list", lambda m: request in m["gone"])
    await chair.until("stage", lambda m: m["stage"]["speaker"] is None)
    for attendee in (chair, delegate):
        numbers_have_no_gaps(attendee)


async def test_the_place_in_the_list_moves_up(plane: ControlPlane) -> None:
    chair, first, second = await plane.join("chair"), await plane.join(), await plane.join()
    await first.request("requestFloor")
    await second.request("requestFloor")
    await second.until("me", lambda m: m["me"]["place"] == 2)
    await first.request("withdrawFloor")
    await second.until("me", lambda m: m["me"]["place"] == 1)
    numbers_have_no_gaps(chair)


async def test_the_microphone_is_armed_when_called_open_when_opened_and_closed_at_once(plane: ControlPlane) -> None:
    chair, delegate = await plane.join("chair"), await plane.join("delegate")
    track = f"{delegate.person}/mic"
    request = (await delegate.request("requestFloor"))["requestId"]
    await plane.mixer.until(lambda node: node.meeting.microphones == ())
    for step in ("callSpeaker", "grantFloor"):
        await chair.request(step, requestId=request)
        await plane.mixer.until(lambda node: node.meeting.microphones == (Microphone(track, "armed"),))
    await delegate.request("setMicrophone", open=True)
    await plane.mixer.until(lambda node: node.meeting.microphones == (Microphone(track, "open"),))
    await plane.transport.until(lambda node: node.meeting.microphones == (Microphone(track, "open"),))
    await chair.request("muteParticipant", person=delegate.person)
    await plane.transport.until(lambda node: node.meeting.microphones == (Microphone(track, "armed"),))
    await chair.request("endSpeech", requestId=request)
    await plane.transport.until(lambda node: node.meeting.microphones == ())


@pytest.mark.parametrize("role", ["chair", "technician"])
async def test_whoever_is_put_out_is_gone_with_all_they_had_and_cannot_come_back(plane: ControlPlane, role: str) -> None:
    chair, delegate = await plane.join("chair"), await plane.join("delegate")
    remover = chair if role == "chair" else await plane.join(role)
    token = await plane.entry("delegate")
    victim = await plane.join(token=token)
    await subscribe(victim)
    await take_the_floor(chair, victim)
    await plane.transport.until(lambda node: node.meeting.microphones and node.peers)
    await remover.request("removeParticipant", person=victim.person)
    assert (await victim.until("evicted"))["code"] == "removed"
    await plane.transport.until(lambda node: node.meeting.microphones == () and node.peers == {})
    gone = await delegate.until("roster", lambda delta: delta["gone"])
    assert gone["gone"] == [victim.person]
    with pytest.raises(Refused, match="entryRefused"):
        await (await plane.dial()).request("join", token=token)
    await remover.request("allowAgain", person=victim.person)
    assert (await plane.join(token=token)).person == victim.person


@pytest.mark.parametrize("role", ["delegate", "passive", "interpreter", "room"])
async def test_nobody_else_puts_anyone_out(plane: ControlPlane, role: str) -> None:
    chair = await plane.join("chair")
    other = await plane.join(role, **({"booth": "fr"} if role == "interpreter" else {}))
    with pytest.raises(Refused, match="notPermitted"):
        await other.request("removeParticipant", person=chair.person)
    with pytest.raises(Refused, match="unknownParticipant"):
        await chair.request("removeParticipant", person="nobody")


async def test_a_lost_connection_closes_the_microphone(plane: ControlPlane) -> None:
    chair, delegate = await plane.join("chair"), await plane.join("delegate")
    await take_the_floor(chair, delegate)
    await plane.transport.until(lambda node: node.meeting.microphones)
    await delegate.socket.close()
    await plane.transport.until(lambda node: node.meeting.microphones == ())


async def test_a_listener_hears_the_channel_they_choose_and_only_heard_buses_are_made(plane: ControlPlane) -> None:
    listener = await plane.join("passive", language="es")
    peer = await subscribe(listener)
    assert plane.transport.heard_by(peer) == ("es@40", None)
    await plane.mixer.until(lambda node: node.meeting.outputs == (Output("es@40", "es", ptime_ms=40),))
    await listener.request("selectChannel", channel="ru", second="floor")
    await plane.transport.until(lambda node: node.heard_by(peer) == ("ru@40", "floor@40"))
    expected = (Output("floor@40", "floor", ptime_ms=40), Output("ru@40", "ru", ptime_ms=40))
    await plane.mixer.until(lambda node: node.meeting.outputs == expected)
    assert (await listener.until("me", lambda m: m["me"]["channel"] == "ru"))["me"]["second"] == "floor"


async def test_whoever_speaks_hears_everything_without_themselves(plane: ControlPlane) -> None:
    chair, delegate = await plane.join("chair"), await plane.join("delegate", language="fr")
    peer, own = await subscribe(delegate), f"{delegate.person}/mic"
    request = await take_the_floor(chair, delegate)
    await plane.transport.until(lambda node: node.heard_by(peer) == (f"fr!{own}", None))
    await plane.mixer.until(lambda node: node.meeting.outputs == (Output(f"fr!{own}", "fr", own),))
    await chair.request("endSpeech", requestId=request)
    await plane.transport.until(lambda node: node.heard_by(peer) == ("fr", None))


async def test_the_speaker_slot_follows_the_floor_and_falls_back_to_the_chair(plane: ControlPlane) -> None:
    chair, delegate, room = await plane.join("chair"), await plane.join(), await plane.join("room")
    for attendee in (chair, delegate, room):
        await publish(attendee)
    await plane.transport.until(lambda node: node.meeting.slots["speaker"] == f"{chair.person}/cam")
    assert plane.transport.meeting.slots["room"] == f"{room.person}/cam"
    request = await take_the_floor(chair, delegate)
    await plane.transport.until(lambda node: node.meeting.slots["speaker"] == f"{delegate.person}/cam")
    shown = await chair.until("stage", lambda m: m["stage"]["slots"]["speaker"] == delegate.person)
    assert set(shown["stage"]["plates"]) == {delegate.person, room.person}
    await chair.request("endSpeech", requestId=request)
    await plane.transport.until(lambda node: node.meeting.slots["speaker"] == f"{chair.person}/cam")


async def test_a_booth_hands_over_and_its_listeners_see_why(plane: ControlPlane) -> None:
    one, two = await plane.join("interpreter", booth="fr"), await plane.join("interpreter", booth="fr")
    chair = await plane.join("chair")
    await one.request("setDesk", mode="on")
    await plane.mixer.until(lambda node: node.meeting.desks == (Desk(f"{one.person}/mic", "fr", "open", "fr"),))
    await chair.until("stage", lambda m: {"language": "fr", "feed": "interpreted"} in m["stage"]["channels"])
    await one.request("setDesk", mode="pushToMute")
    await plane.mixer.until(lambda node: node.meeting.desks == (Desk(f"{one.person}/mic", "fr", "pushToMute", "fr"),))
    await two.request("setDesk", mode="on")
    await plane.mixer.until(lambda node: node.meeting.desks == (Desk(f"{two.person}/mic", "fr", "open", "fr"),))
    await one.until("booth", lambda m: [desk["mode"] for desk in m["booth"]["desks"]] == ["off", "on"])
    await chair.until("booth", lambda m: [desk["mode"] for desk in m["booth"]["desks"]] == ["off", "on"])
    for attendee in (one, two, chair):
        numbers_have_no_gaps(attendee)


async def test_booths_are_not_shown_to_delegates(plane: ControlPlane) -> None:
    interpreter, delegate = await plane.join("interpreter", booth="fr"), await plane.join()
    await interpreter.request("setDesk", mode="on")
    await delegate.until("stage", lambda m: {"language": "fr", "feed": "interpreted"} in m["stage"]["channels"])
    assert all(message["type"] != "booth" for message in delegate.seen)


async def test_chat_reaches_everyone_once_and_its_history_is_a_resource(plane: ControlPlane) -> None:
    token = await plane.entry("passive", name="Zoë")
    author, reader = await plane.join(token=token), await plane.join("chair")
    await author.request("sendChat", text="  Good morning — صباح الخير  ")
    message = (await reader.until("eventChat"))["messages"][0]
    assert (message["name"], message["text"]) == ("Zoë", "Good morning — صباح الخير")
    status, body = await plane.get("/api/meetings/demo/chat", headers={"Authorization": f"Bearer {token}"})
    assert status == 200 and (body["number"], body["messages"], body["last"]) == (1, [message], 1)
    for text, code in ((" \n", "textEmpty"), ("x" * 2001, "textTooLong")):
        with pytest.raises(Refused, match=code):
            await author.request("sendChat", text=text)


async def test_resync_brings_a_new_snapshot_and_numbers_go_on(plane: ControlPlane) -> None:
    chair, delegate = await plane.join("chair"), await plane.join()
    await delegate.request("requestFloor")
    await chair.until("list")
    chair.forget()
    await chair.request("resync", topics=["list"])
    snapshot = await chair.until("snapshot")
    assert [entry["person"] for entry in snapshot["list"]] == [delegate.person]
    await delegate.request("withdrawFloor")
    await chair.until("list")
    numbers_have_no_gaps(chair)


async def test_meters_go_to_those_who_work_with_sound_and_to_the_speaker(plane: ControlPlane) -> None:
    chair, delegate, other = await plane.join("chair"), await plane.join(), await plane.join()
    levels = Levels(
        "demo", {f"{delegate.person}/mic": -20.0, f"{other.person}/cam": 1.0}, {"floor": -18.0, "fr!x/mic": -3.0}
    )
    plane.mixer.client.send(levels)
    assert (await chair.until("levels")) == {
        "type": "levels",
        "people": {delegate.person: -20.0},
        "channels": {"floor": -18.0},
    }
    assert (await delegate.until("levels")) == {"type": "levels", "people": {delegate.person: -20.0}, "channels": {}}
    await chair.request("openList", open=False)
    await other.until("stage", lambda m: not m["stage"]["listOpen"])
    assert all(message["type"] != "levels" for message in other.seen)


async def test_another_persons_connection_cannot_be_used(plane: ControlPlane) -> None:
    victim, forger = await plane.join(), await plane.join()
    peer = await subscribe(victim)
    asked = len(plane.transport.requests)
    for kind in ("answerSubscriber", "restartIce"):
        with pytest.raises(Refused, match="unknownPeer"):
            await forger.request(kind, peer=peer, sdp="v=0")
    assert len(plane.transport.requests) == asked
    await victim.request("restartIce", peer=peer)


async def test_refusals_of_the_node_reach_the_client_and_leave_nothing(plane: ControlPlane) -> None:
    delegate = await plane.join()
    for refusal, code in (("sdpInvalid", "sdpInvalid"), ("somethingInternal", "mediaUnavailable")):
        plane.transport.refuse = refusal
        with pytest.raises(Refused, match=code):
            await delegate.request("openPublisher", sdp="nonsense")
    assert plane.server.meetings["demo"].focus.peers == {}


async def test_a_node_that_does_not_answer_is_unavailable(tmp_path: Path) -> None:
    async with serving(tmp_path, media__request_timeout_s=0.1) as plane:
        plane.transport.silent = True
        delegate = await plane.join()
        with pytest.raises(Refused, match="mediaUnavailable"):
            await delegate.request("openSubscriber")
        assert plane.server.meetings["demo"].focus.peers == {}


async def test_a_second_subscriber_closes_the_first(plane: ControlPlane) -> None:
    listener = await plane.join("passive")
    first = await subscribe(listener)
    second = await subscribe(listener, "audio")
    await plane.transport.until(lambda node: set(node.peers) == {second})
    assert first != second and plane.transport.hears[second].video == ()


async def test_a_peer_the_node_lost_is_told_to_its_owner(plane: ControlPlane) -> None:
    listener = await plane.join("passive")
    peer = await subscribe(listener)
    plane.transport.client.send(PeerClosed(peer, "timeout"))
    lost = await listener.until("peerLost")
    assert lost == {"type": "peerLost", "peer": peer, "connection": "subscriber", "spreadMs": 0}
    other = await subscribe(listener)
    plane.transport.client.send(PeerClosed(other, "closedByClient"))
    await listener.request("selectChannel", channel="fr")
    assert sum(message["type"] == "peerLost" for message in listener.seen) == 1


async def test_after_a_restart_of_the_transport_clients_come_back_spread(tmp_path: Path) -> None:
    async with serving(tmp_path) as plane:
        listener, speaker = await plane.join("passive"), await plane.join()
        held = {await subscribe(listener), await publish(speaker)}
        plane.transport.client._hang_up()
        async with FakeNode(plane.run_dir, boot_id="boot-2").running() as fresh:
            lost = {(await attendee.until("peerLost"))["peer"] for attendee in (listener, speaker)}
            assert lost == held
            assert listener.seen[-1]["spreadMs"] == 4000
            await fresh.until(lambda node: node.wholes and node.hears == {})


async def test_a_new_connection_without_the_old_peers_closes_them(plane: ControlPlane) -> None:
    token = await plane.entry("delegate")
    first = await plane.join(token=token)
    subscriber, publisher = await subscribe(first), await publish(first)
    await first.socket.close()
    back = await plane.join(token=token, subscriber=subscriber)
    assert back.snapshot["subscriberAlive"] and not back.snapshot["publisherAlive"]
    await plane.transport.until(lambda node: set(node.peers) == {subscriber})
    assert publisher not in plane.transport.hears


async def test_peers_of_a_client_that_does_not_come_back_are_closed_after_the_grace(tmp_path: Path) -> None:
    async with serving(tmp_path, media__adoption_grace_s=0.2) as plane:
        listener = await plane.join("passive")
        await subscribe(listener)
        await listener.socket.close()
        await plane.transport.until(lambda node: node.peers == {} and node.meeting.outputs == ())


async def test_leaving_closes_the_peers(plane: ControlPlane) -> None:
    listener = await plane.join("passive")
    await subscribe(listener)
    await listener.request("leave")
    await plane.transport.until(lambda node: node.peers == {})


async def test_an_event_reaches_five_hundred_clients(tmp_path: Path) -> None:
    async with serving(tmp_path) as plane:
        chair = await plane.join("chair")
        crowd: list[Attendee] = []
        for _ in range(10):
            crowd += await asyncio.gather(*(plane.join("passive") for _ in range(50)))
        await chair.request("sendChat", text="Welcome")
        heard: list[dict[str, Any]] = await asyncio.gather(*(attendee.until("eventChat") for attendee in crowd))
        assert {message["messages"][0]["text"] for message in heard} == {"Welcome"}
        await chair.request("openList", open=False)
        await asyncio.gather(*(attendee.until("stage", lambda m: not m["stage"]["listOpen"]) for attendee in crowd))
        for attendee in crowd:
            numbers_have_no_gaps(attendee)


class FullDisk:
    """A journal that takes nothing while ``full``."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.full = False

    def _check(self) -> None:
        if self.full:
            raise JournalUnavailable("disk full")

    async def read(self, meeting_id: str) -> list[Event]:
        return await self._journal.read(meeting_id)

    async def append(self, meeting_id: str, after: int, events: Sequence[Event]) -> None:
        self._check()
        await self._journal.append(meeting_id, after, events)

    async def discard_after(self, meeting_id: str, after: int) -> None:
        self._check()
        await self._journal.discard_after(meeting_id, after)

    async def check(self) -> None:
        self._check()
        await self._journal.check()


async def test_while_the_journal_fails_only_closing_works_and_those_in_charge_are_told(plane: ControlPlane) -> None:
    chair, delegate = await plane.join("chair"), await plane.join()
    request = await take_the_floor(chair, delegate)
    await plane.transport.until(lambda node: node.meeting.microphones)
    runtime = plane.server.meetings["demo"].runtime
    disk = FullDisk(runtime._journal)
    runtime._journal, runtime._retry_s = disk, (0.01, 0.02)
    disk.full = True
    with pytest.raises(Refused, match="journalUnavailable"):
        await delegate.request("sendChat", text="lost")
    told = await chair.until("refused", lambda m: m["id"] is None)
    assert told["code"] == "journalUnavailable"
    assert (await plane.get("/healthz"))[1]["status"] == "degraded"
    await chair.request("endSpeech", requestId=request)
    await plane.transport.until(lambda node: node.meeting.microphones == ())
    disk.full = False
    async with asyncio.timeout(20):
        while (await plane.get("/healthz"))[1]["status"] != "ok":
            pass
    await delegate.request("sendChat", text="kept")
    assert (await chair.until("eventChat"))["messages"][0]["text"] == "kept"
    assert all(message.get("id") is not None for message in delegate.seen if message["type"] == "refused")
    numbers_have_no_gaps(chair)
