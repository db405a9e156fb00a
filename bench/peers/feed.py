"""The publisher of a measurement: ``python -m bench.peers.feed rtp AUDIO_PORT [VIDEO_PORT] | chair URL STREAM | whip URL``.

``rtp`` sends plain RTP to ports of 127.0.0.1, ``chair`` joins the meeting ``demo`` of our server and opens its microphone
(and camera), ``whip`` publishes sound by WHIP.  Prints ``ready`` and goes on until standard input ends.
"""

from __future__ import annotations

import asyncio
import socket
import sys

import aiohttp

from headless import sdp
from headless.cadence import Cadence
from headless.clips import tone
from headless.connection import Connection
from headless.dtls import Identity
from headless.sending import AudioSender, VideoSender, filler

PICTURES_PER_SECOND = 27
PICTURE_PARTS = 4
PART_BYTES = 1080
DISCARD = "a=candidate:1 1 udp 2130706431 127.0.0.1 9 typ host\r\na=end-of-candidates\r\n"
"""For servers that want a candidate in the description before they wait for the first check."""


async def feed_rtp(audio_port: int, video_port: int | None) -> None:
    out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def to(port: int) -> AudioSender | VideoSender:
        def transmit(packet: bytes) -> bytes:
            try:
                out.sendto(packet, ("127.0.0.1", port))
            except ConnectionRefusedError:
                pass  # the answer to an earlier packet: the server is gone, and this process goes next
            return packet

        return AudioSender(1, transmit) if port == audio_port else VideoSender(2, transmit)

    cadence = Cadence()
    audio = to(audio_port)
    assert isinstance(audio, AudioSender)
    audio.open = True
    audio.play(tone(440.0), loop=True)
    cadence.add(audio.step)
    if video_port is not None:
        video = to(video_port)
        assert isinstance(video, VideoSender)
        video.show(filler(PICTURE_PARTS * PART_BYTES, PICTURES_PER_SECOND))
        cadence.add(video.step)
    await _until_end()


async def feed_meeting(url: str, stream: str) -> None:
    from headless.entry import enter
    from headless.participant import Participant

    entry = await enter(url, "demo", name="Bench", role="chair", language="en")
    async with Participant() as chair:
        await chair.join(url, entry.token)
        await chair.open_publisher()
        await chair.set_microphone(True)
        chair.play_tone(440.0)
        if stream == "av":
            chair.show(filler(PICTURE_PARTS * PART_BYTES, PICTURES_PER_SECOND))
        await _until_end()


async def feed_whip(url: str) -> None:
    identity = Identity()
    connection = Connection(identity, lambda _: None, lambda _: None, lambda: None)
    offer = sdp.publisher_offer(connection.local, [sdp.Outgoing("0", "audio", 1)]).replace("actpass", "active") + DISCARD
    async with (
        aiohttp.ClientSession() as http,
        http.post(url, data=offer, headers={"content-type": "application/sdp"}) as reply,
    ):
        reply.raise_for_status()
        answer = await reply.text()
    await connection.connect(sdp.parse(answer))
    audio = AudioSender(1, connection.send_rtp)
    audio.open = True
    audio.play(tone(440.0), loop=True)
    Cadence().add(audio.step)
    await _until_end()
    connection.close()


async def _until_end() -> None:
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)


def main(words: list[str]) -> None:
    match words:
        case ["rtp", audio]:
            asyncio.run(feed_rtp(int(audio), None))
        case ["rtp", audio, video]:
            asyncio.run(feed_rtp(int(audio), int(video)))
        case ["chair", url, stream]:
            asyncio.run(feed_meeting(url, stream))
        case ["whip", url]:
            asyncio.run(feed_whip(url))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
