"""Connecting over real UDP and what must not disturb it: forged checks, garbage, roaming, ICE restart, odd handshakes."""

from __future__ import annotations

import asyncio
import random

import pytest
from aioice import stun
from aiortc.rtcdtlstransport import SRTP_AES128_CM_SHA1_80, RTCCertificate, generate_certificate
from cryptography.hazmat.primitives.asymmetric import rsa

from bus.messages import AcceptAnswer, OpenPublisher, OpenSubscriber, OpenWhep, PeerConnected, PeerState, RestartIce
from media.transport.sdp import parse
from tests.scenarios.transport_rig import MEETING, Client, Rig, publisher_offer, subscriber_answer, until


async def hears(rig: Rig, client: Client, packets: int = 3) -> None:
    """The client hears the floor now."""
    before = len(client.received())
    for _ in range(packets):
        rig.bus("floor")
    await until(lambda: len(client.received()) >= before + packets)


async def offered(rig: Rig, peer_id: str = "s1", certificate: RTCCertificate | None = None) -> tuple[Client, str]:
    reply = await rig.ask(OpenSubscriber(rig.request_id(), "p1", "plenary", PeerState(peer_id, MEETING, ("floor",))))
    client = rig.client(certificate=certificate)
    client.peer_id = peer_id
    client.use(parse(reply.sdp))
    return client, reply.sdp


async def dropped(rig: Rig, client: Client, counter: str, data: bytes) -> None:
    before = rig.process.node.endpoint.ice.counters[counter]
    answers = len(client.stun)
    client.send(data)
    await until(lambda: rig.process.node.endpoint.ice.counters[counter] == before + 1)
    assert len(client.stun) == answers, "a forged check gets no answer"


async def test_a_check_is_answered_with_the_address_it_came_from() -> None:
    async with Rig() as rig:
        client, _ = await offered(rig)
        answer = await client.check()
        assert answer.attributes["XOR-MAPPED-ADDRESS"] == client.sock.getsockname()
        assert "FINGERPRINT" in answer.attributes


async def test_checks_with_bad_integrity_a_wrong_ufrag_or_none_are_dropped_and_counted() -> None:
    async with Rig() as rig:
        client, _ = await offered(rig)
        wrong_password = client.request()
        wrong_password.add_message_integrity(b"not the password, though")
        await dropped(rig, client, "stun_forged", bytes(wrong_password))
        await dropped(rig, client, "stun_forged", bytes(client.request()))
        wrong_ufrag = client.request(username=f"{'0' * 8}:{client.ufrag}")
        wrong_ufrag.add_message_integrity(client.remote_password.encode())
        await dropped(rig, client, "stun_unknown", bytes(wrong_ufrag))
        no_username = client.request(username="")
        no_username.add_message_integrity(client.remote_password.encode())
        await dropped(rig, client, "stun_unknown", bytes(no_username))
        indication = stun.Message(stun.Method.BINDING, stun.Class.INDICATION)
        await dropped(rig, client, "stun_ignored", bytes(indication))
        await dropped(rig, client, "stun_malformed", bytes(client.request())[:-3])
        await client.check()


async def test_a_peer_that_takes_the_controlled_role_is_told_to_switch() -> None:
    async with Rig() as rig:
        client, _ = await offered(rig)
        request = client.request(role="ICE-CONTROLLED")
        request.add_message_integrity(client.remote_password.encode())
        client.send(bytes(request))
        await until(lambda: client.stun)
        assert client.stun[0].error_code == 487
        assert client.stun[0].check_message_integrity(client.remote_password.encode())


async def test_a_flood_of_garbage_disturbs_nobody() -> None:
    async with Rig() as rig:
        client = await rig.subscriber()
        stranger = Client(rig.port)
        rig.clients.append(stranger)
        seeded = random.Random(7)
        for _ in range(10):
            for _ in range(150):
                garbage = seeded.randbytes(seeded.randint(1, 1400))
                stranger.send(garbage)
                client.send(garbage)  # from a verified address as well
            await asyncio.sleep(0)
            await hears(rig, client, packets=1)
        await stranger_is_counted(rig)
        assert not stranger.datagrams
        assert rig.closed("s1") is None
        assert (await rig.subscriber("s2")).peer_id == "s2"


async def stranger_is_counted(rig: Rig) -> None:
    counters, refused = rig.process.node.counters, rig.process.port.refused
    assert counters["unknown_address"] > 500
    assert counters["rtp_unexpected"] + counters["rtcp_forged"] + counters["dtls_ignored"] > 400
    assert counters["dtls_limited"] > 0
    assert refused > 1000


async def test_roaming_to_another_address_goes_on_at_once() -> None:
    async with Rig() as rig:
        client = await rig.subscriber()
        await hears(rig, client)
        client.roam()
        await client.check()
        await hears(rig, client)
        assert rig.process.node.counters["moved"] == 1
        assert len(rig.all_told(PeerConnected)) == 1


async def test_an_address_that_is_not_nominated_does_not_take_the_media() -> None:
    async with Rig() as rig:
        client = await rig.subscriber()
        second = Client(rig.port)
        rig.clients.append(second)
        second.remote_ufrag, second.remote_password = client.remote_ufrag, client.remote_password
        await second.check(nominate=False)
        await hears(rig, client)
        await second.check(nominate=True)
        before = second.datagrams
        rig.bus("floor")
        await until(lambda: second.datagrams > before)


async def test_an_ice_restart_keeps_dtls_and_ends_the_old_credentials_once_the_new_are_used() -> None:
    async with Rig() as rig:
        client = await rig.subscriber()
        await hears(rig, client)
        old = client.remote_ufrag, client.remote_password
        description = await rig.restart_ice(client)
        await client.check()  # the old ones are still good
        client.roam()
        client.use(description)
        assert client.remote_ufrag != old[0]
        client.ufrag = "anew"
        answer = subscriber_answer(client, (await rig.ask(RestartIce(rig.request_id(), "s1"))).sdp)
        assert not (await rig.ask(AcceptAnswer(rig.request_id(), "s1", answer))).error
        client.use(await rig.restart_ice(client))
        await client.check()
        await hears(rig, client)
        assert len(rig.all_told(PeerConnected)) == 1
        client.remote_ufrag, client.remote_password = old
        stale = client.request()
        stale.add_message_integrity(old[1].encode())
        await dropped(rig, client, "stun_unknown", bytes(stale))


async def test_a_publisher_restarts_ice_with_an_offer_of_its_own() -> None:
    async with Rig() as rig:
        client = await rig.publisher()
        client.ufrag = "anew"
        reply = await rig.ask(RestartIce(rig.request_id(), "pub1", publisher_offer(client)))
        assert not reply.error
        client.use(parse(reply.sdp))
        client.roam()
        await client.check()
        other = Client(rig.port)
        rig.clients.append(other)
        refused = await rig.ask(RestartIce(rig.request_id(), "pub1", publisher_offer(other)))
        assert refused.error == "sdpInvalid", "another certificate is another client"


async def test_a_client_hello_cut_into_two_datagrams_is_understood() -> None:
    async with Rig() as rig:
        client, offer = await offered(rig)
        await rig.ask(AcceptAnswer(rig.request_id(), "s1", subscriber_answer(client, offer)))
        client.split_dtls, client.hellos = 90, 1
        await client.connect(parse(offer))
        assert client.split_dtls == 0
        await until(lambda: rig.all_told(PeerConnected))


async def test_dtls_that_comes_before_the_answer_is_held() -> None:
    async with Rig() as rig:
        client, offer = await offered(rig)
        client.hellos = 1
        connecting = asyncio.create_task(client.connect(parse(offer)))
        await until(lambda: rig.process.node.endpoint.peers["s1"].held)
        await rig.ask(AcceptAnswer(rig.request_id(), "s1", subscriber_answer(client, offer)))
        await connecting
        await hears(rig, client)


async def test_another_certificate_than_the_announced_one_is_refused() -> None:
    async with Rig() as rig:
        client, offer = await offered(rig)
        other = Client(rig.port)
        rig.clients.append(other)
        await rig.ask(AcceptAnswer(rig.request_id(), "s1", subscriber_answer(other, offer)))
        await client.connect(parse(offer))
        await until(lambda: rig.closed("s1") == "dtlsFailed")
        assert not rig.all_told(PeerConnected)
        assert rig.process.kernel.counters()["sent"] == 0


async def test_a_lost_last_flight_is_sent_again_after_openssl_is_gone() -> None:
    async with Rig() as rig:
        client, offer = await offered(rig)
        await rig.ask(AcceptAnswer(rig.request_id(), "s1", subscriber_answer(client, offer)))
        lost: list[bytes] = []

        def lose_finished(data: bytes) -> bool:
            if data[0] == 20 and not lost:
                lost.append(data)
                return True
            return False

        client.drop_dtls_in = lose_finished
        await client.connect(parse(offer))
        assert lost
        await hears(rig, client)


@pytest.mark.parametrize("profile", ["cm", "rsa"])
async def test_clients_with_sha1_only_or_an_rsa_certificate_connect(profile: str) -> None:
    async with Rig() as rig:
        certificate = _rsa_certificate() if profile == "rsa" else None
        client, offer = await offered(rig, certificate=certificate)
        if profile == "cm":
            client.dtls._srtp_profiles = [SRTP_AES128_CM_SHA1_80]
        await rig.ask(AcceptAnswer(rig.request_id(), "s1", subscriber_answer(client, offer)))
        await client.connect(parse(offer))
        await until(lambda: rig.all_told(PeerConnected))
        await hears(rig, client)


def _rsa_certificate() -> RTCCertificate:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return RTCCertificate(key=key, cert=generate_certificate(key))  # type: ignore[arg-type]


# --- requests that are refused ----------------------------------------------------------------------------------------


async def test_broken_descriptions_and_unknown_peers_get_stable_errors_and_change_nothing() -> None:
    async with Rig() as rig:
        client, offer = await offered(rig)
        state = PeerState("x", MEETING, ("floor",))
        answer = subscriber_answer(client, offer)
        for sdp in (
            "",
            "v=0\r\n",
            "nonsense",
            answer.replace("ice-ufrag", "ice-ufrog"),
            answer.replace("fingerprint", "finger"),
        ):
            assert (await rig.ask(AcceptAnswer(rig.request_id(), "s1", sdp))).error == "sdpInvalid"
            assert (await rig.ask(OpenPublisher(rig.request_id(), "p1", state, sdp))).error == "sdpInvalid"
            assert (await rig.ask(OpenWhep(rig.request_id(), "p1", state, sdp))).error == "sdpInvalid"
        assert (await rig.ask(AcceptAnswer(rig.request_id(), "nobody", answer))).error == "unknownPeer"
        assert (await rig.ask(RestartIce(rig.request_id(), "nobody"))).error == "unknownPeer"
        duplicate = OpenSubscriber(rig.request_id(), "p1", "plenary", PeerState("s1", MEETING))
        assert (await rig.ask(duplicate)).error == "wrongState"
        assert list(rig.process.node.endpoint.peers) == ["s1"]
        assert not (await rig.ask(AcceptAnswer(rig.request_id(), "s1", answer))).error


async def test_a_whep_player_hears_with_its_own_payload_type_and_restarts_ice_by_credentials_alone() -> None:
    async with Rig() as rig:
        client = rig.client()
        client.peer_id = "w1"
        offer = (
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
            "m=audio 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=recvonly\r\na=rtcp-mux\r\n"
            f"a=rtpmap:96 opus/48000/2\r\na=ice-ufrag:{client.ufrag}\r\na=ice-pwd:{client.password}\r\n"
            f"a=fingerprint:sha-256 {client.fingerprint}\r\na=setup:actpass\r\n"
        )
        reply = await rig.ask(OpenWhep(rig.request_id(), "w", PeerState("w1", MEETING, ("floor",)), offer))
        assert not reply.error
        await client.connect(parse(reply.sdp))
        await until(lambda: rig.all_told(PeerConnected))
        await hears(rig, client)
        assert {header.payload_type for _, header, _ in client.received()} == {96}
        renewed = await rig.ask(RestartIce(rig.request_id(), "w1"))
        values = dict(line[2:].split(":", 1) for line in renewed.sdp.splitlines() if ":" in line)
        assert values["ice-ufrag"] != client.remote_ufrag and str(rig.port) in values["candidate"]
        client.remote_ufrag, client.remote_password = values["ice-ufrag"], values["ice-pwd"]
        client.roam()
        await client.check()
        await hears(rig, client)
        assert len(rig.all_told(PeerConnected)) == 1


async def test_a_line_the_client_declines_gets_nothing() -> None:
    async with Rig() as rig:
        client, offer = await offered(rig)
        await rig.ask(AcceptAnswer(rig.request_id(), "s1", subscriber_answer(client, offer, inactive=("main",))))
        await client.connect(parse(offer))
        await until(lambda: rig.all_told(PeerConnected))
        for _ in range(5):
            rig.bus("floor")
        await client.check()
        assert not client.rtp
