"""Listeners over real UDP: joining, hearing a bus, switching, resends, and what ends a peer."""

from __future__ import annotations

import asyncio
import gc
import time
import weakref

from bus.messages import DesiredState, MeetingState, PeerClosed, PeerState
from media.rtp.rtcp import Nack, SenderReport
from media.rtp.sequence import distance
from tests.scenarios.transport_rig import MEETING, PATIENCE_S, Client, Rig, until


async def play(rig: Rig, *buses: str, packets: int) -> None:
    for _ in range(packets):
        for bus in buses:
            rig.bus(bus, bus.encode())
        await asyncio.sleep(0.004)


def payloads(client: Client) -> list[bytes]:
    return [packet[header.payload_start :] for _, header, packet in client.received()]


def assert_unbroken(client: Client) -> None:
    headers = [header for _, header, _ in client.received()]
    steps = [distance(b.sequence_number, a.sequence_number) for a, b in zip(headers, headers[1:], strict=False)]
    assert set(steps) == {1}


async def test_a_listener_joins_and_hears_the_mixed_bus_unbroken() -> None:
    async with Rig() as rig:
        client = await rig.subscriber()
        await play(rig, "floor", packets=30)
        await until(lambda: len(client.received()) >= 30)
        assert_unbroken(client)
        headers = [header for _, header, _ in client.received()]
        assert 1 <= headers[0].sequence_number <= 32767
        assert {header.payload_type for header in headers} == {111}
        assert {(b.timestamp - a.timestamp) % 2**32 for a, b in zip(headers, headers[1:], strict=False)} == {960}
        assert rig.process.node.counters["srtp_aead_aes_128_gcm"] == 1


async def test_a_channel_switch_takes_the_next_packet_and_leaves_no_gap() -> None:
    async with Rig() as rig:
        client = await rig.subscriber()
        await play(rig, "floor", "fr", packets=10)
        await until(lambda: len(client.received()) == 10)
        await rig.patch(peers=(PeerState("s1", MEETING, ("fr",)),))
        await play(rig, "floor", "fr", packets=10)
        await until(lambda: payloads(client).count(b"fr") == 10)
        assert payloads(client)[11:] == [b"fr"] * 10, (
            "the tick in which the node got the wish may still be of the old channel"
        )
        assert_unbroken(client)


async def test_a_listener_stays_on_the_old_bus_until_the_new_one_has_begun() -> None:
    async with Rig() as rig:
        client = await rig.subscriber()
        await play(rig, "floor", packets=5)
        await rig.patch(peers=(PeerState("s1", MEETING, ("floor!p1/mic",)),))
        await play(rig, "floor", packets=10)
        await until(lambda: payloads(client).count(b"floor") == 15)
        await play(rig, "floor", "floor!p1/mic", packets=5)
        await until(lambda: payloads(client).count(b"floor!p1/mic") == 5)
        assert_unbroken(client)


async def test_silence_is_wanted_when_no_bus_is() -> None:
    async with Rig() as rig:
        client = await rig.subscriber()
        await play(rig, "floor", packets=5)
        await until(lambda: len(client.received()) == 5)
        await rig.patch(peers=(PeerState("s1", MEETING, (None,)),))
        await play(rig, "floor", packets=5)
        await rig.patch(peers=(PeerState("s1", MEETING, ("floor",)),))
        await play(rig, "floor", packets=5)
        await until(lambda: len(client.received()) == 10)


async def test_a_restarted_mixer_leaves_no_gap_in_a_listeners_stream() -> None:
    async with Rig() as rig:
        client = await rig.subscriber()
        await play(rig, "floor", packets=5)
        rig.process.pipe._connection.close()  # type: ignore[union-attr]
        await until(lambda: rig.mixer.connected and rig.process.pipe.connected)
        rig._ticks += 40
        await play(rig, "floor", packets=5)
        await until(lambda: len(client.received()) == 10)
        assert_unbroken(client)


async def test_what_a_listener_lost_is_sent_again() -> None:
    async with Rig() as rig:
        client = await rig.subscriber()
        await play(rig, "floor", packets=10)
        await until(lambda: len(client.received()) == 10)
        _, header, packet = client.received()[4]
        client.send_rtcp(Nack(1, header.ssrc, (header.sequence_number,)))
        await until(lambda: rig.process.kernel.counters()["resent"] == 1)


async def test_sender_reports_tell_the_common_clock() -> None:
    async with Rig() as rig:
        client = await rig.subscriber(audio=("floor", "fr"))
        async with asyncio.timeout(PATIENCE_S):
            while len({report.ssrc for report in client.told(SenderReport)}) < 2:
                await play(rig, "floor", "fr", packets=5)
        for report in client.told(SenderReport):
            assert abs(report.ntp / 2**32 - 2_208_988_800 - time.time()) < 10


async def test_peers_the_whole_state_does_not_list_are_closed() -> None:
    async with Rig() as rig:
        await rig.subscriber("s1")
        await rig.subscriber("s2")
        assert rig.node is not None
        rig.node.send(DesiredState(5, (), (PeerState("s2", MEETING, ("floor",)),)))
        await until(lambda: rig.closed("s1") == "requested")
        assert list(rig.process.node.endpoint.peers) == ["s2"]


async def test_listeners_hear_on_while_the_server_is_away_and_it_learns_of_them_when_back() -> None:
    async with Rig() as rig:
        client = await rig.subscriber()
        await rig.server.close()
        await until(lambda: rig.node is None)
        await play(rig, "floor", packets=10)
        await until(lambda: len(client.received()) == 10)
        rig.server = rig.new_server()
        await rig.server.start()
        await until(lambda: rig.node is not None)
        assert rig.node is not None
        assert [(peer.peer_id, peer.kind, peer.owner) for peer in rig.node.hello.peers] == [("s1", "subscriber", "p1")]


async def test_a_client_that_says_goodbye_is_closed() -> None:
    async with Rig() as rig:
        client = await rig.subscriber()
        await client.dtls.stop()
        await until(lambda: rig.closed("s1") == "closedByClient")
        assert not rig.process.node.endpoint.peers


async def test_ipv6_listeners_hear_as_well() -> None:
    async with Rig() as rig:
        client = await rig.subscriber(host="::1")
        await play(rig, "floor", packets=5)
        await until(lambda: len(client.received()) == 5)


async def test_nothing_is_left_of_peers_and_meetings_that_are_gone() -> None:
    async with Rig() as rig:
        clients = [await rig.subscriber(f"s{n}", video=("speaker",)) for n in range(5)]
        clients.append(await rig.publisher())
        await rig.patch(meeting=MeetingState(MEETING, slots={"speaker": "p1/cam"}))
        await play(rig, "floor", packets=3)
        node = rig.process.node
        peers = [weakref.ref(peer) for peer in node.endpoint.peers.values()]
        await rig.patch(gone_meetings=(MEETING,), gone_peers=tuple(client.peer_id for client in clients))
        await until(lambda: len(rig.all_told(PeerClosed)) == 6)
        node.every_second(time.monotonic() + 10, 0.0)
        gc.collect()
        assert not [peer for peer in peers if peer() is not None]
        assert not node._forwarders and not node.endpoint.ice._addresses and not node.endpoint.ice._peers
        assert (await rig.subscriber("again")).peer_id == "again"
