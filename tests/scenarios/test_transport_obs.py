"""What OBS sends by WHIP: H.264 under the number VP8 has with us, no mid in its packets, no candidates in its offer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bus.messages import MeetingState, Microphone, OpenPublisher, PeerConnected, PeerState
from bus.pipe import RtpMessage
from media.rtp.header import build_packet, parse_header
from media.rtp.rtcp import Pli
from media.transport.sdp import parse
from tests.scenarios.transport_rig import MEETING, Client, Rig, until

OFFER = (Path(__file__).parent.parent / "vectors" / "obs-offer.sdp").read_text(encoding="utf-8").replace("\n", "\r\n")
SOUND_SSRC, PICTURE_SSRC = 2001, 2002
SPS, PPS, IDR, SLICE = bytes.fromhex("6742c01f"), bytes.fromhex("68ce3c80"), b"\x65" + bytes(40), b"\x41" + bytes(40)


async def obs(rig: Rig, offer: str = OFFER) -> tuple[Client, str]:
    """Connected, and the answer it got."""
    client = rig.client()
    client.peer_id = "obs"
    offer = offer.format(fingerprint=client.fingerprint, ufrag=client.ufrag, password=client.password)
    reply = await rig.ask(OpenPublisher(rig.request_id(), "whip:room-1", PeerState("obs", MEETING), offer))
    assert not reply.error, reply.error
    await client.connect(parse(reply.sdp))
    await until(lambda: any(told.peer_id == "obs" for told in rig.all_told(PeerConnected)))
    return client, reply.sdp


class Pictures:
    """Each NAL unit a packet of its own, as OBS sends them; the last of a picture is marked."""

    def __init__(self, client: Client) -> None:
        self.client, self.number, self.shown = client, 100, 0

    def send(self, *units: bytes) -> None:
        for position, unit in enumerate(units, 1):
            self.client.send_rtp(
                build_packet(
                    unit,
                    payload_type=96,
                    sequence_number=self.number,
                    timestamp=self.shown * 3000,
                    ssrc=PICTURE_SSRC,
                    marker=position == len(units),
                )
            )
            self.number += 1
        self.shown += 1


async def test_its_offer_is_answered_with_its_own_numbers_and_nothing_it_did_not_offer() -> None:
    async with Rig() as rig:
        _, answer = await obs(rig)
        sound, picture = parse(answer).media
        assert (sound.mid, picture.mid) == ("0", "1")
        assert [list(media.payload_types) for media in (sound, picture)] == [[111], [96]]
        assert {media.direction for media in (sound, picture)} == {"recvonly"}
        assert "a=rtpmap:96 H264/90000" in answer and "packetization-mode=1" in answer and "a=extmap:" not in answer
        assert "a=setup:passive" in answer and "a=ice-lite" in answer and "a=group:BUNDLE 0 1" in answer


@pytest.mark.parametrize("announced", [True, False], ids=["ssrc announced", "known by payload type alone"])
async def test_its_sound_is_mixed_and_its_pictures_are_forwarded_as_they_are(announced: bool) -> None:
    offer = OFFER if announced else "".join(line for line in OFFER.splitlines(True) if not line.startswith("a=ssrc:"))
    async with Rig() as rig:
        await rig.patch(
            meeting=MeetingState(
                MEETING, microphones=(Microphone("whip:room-1/mic", "open"),), slots={"room": "whip:room-1/cam"}
            )
        )
        listener = await rig.subscriber(video=("room",))  # on the first of its video lines
        client, _ = await obs(rig, offer)
        client.send_rtp(build_packet(b"\xfcsound", payload_type=111, sequence_number=7, timestamp=1, ssrc=SOUND_SSRC))
        await until(lambda: rig.piped)
        (heard,) = (message for message in rig.piped if isinstance(message, RtpMessage))
        assert heard.track == "m/whip:room-1/mic"
        pictures = Pictures(client)
        pictures.send(SLICE)  # of no use to who has seen nothing before
        await until(lambda: client.told(Pli))
        assert {pli.media_ssrc for pli in client.told(Pli)} == {PICTURE_SSRC}
        pictures.send(SPS, PPS, IDR)
        pictures.send(SLICE)
        await until(lambda: len(listener.received("speaker")) == 4)
        got = [packet[parse_header(packet).payload_start :] for _, _, packet in listener.received("speaker")]
        assert got == [SPS, PPS, IDR, SLICE]
        assert {header.payload_type for _, header, _ in listener.received("speaker")} == {102}
