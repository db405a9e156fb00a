"""WHIP and WHEP with Pion (Debian's): the library of Go's servers, gateways and players, ICE restart over HTTP included."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from bench.peers.pion import build
from media.codec import opus
from media.testing import ToneSource
from tests.acceptance.media_peer import peer
from tests.acceptance.serving import ROOT, serving
from tests.acceptance.tokens import token

pytestmark = pytest.mark.process

HERE = ROOT / "tests" / "acceptance" / "pion"
ENCODERS: dict[str, tuple[str, dict[str, str]]] = {
    "vp8": ("libvpx", {"deadline": "realtime"}),
    "h264": ("libx264", {"profile": "baseline", "preset": "ultrafast", "tune": "zerolatency"}),
}


def pictures(codec: str) -> Iterator[bytes]:
    """Two seconds; the first is a key frame."""
    name, options = ENCODERS[codec]
    encoder: Any = av.CodecContext.create(name, "w")
    encoder.width, encoder.height, encoder.pix_fmt, encoder.framerate = 320, 180, "yuv420p", 15
    encoder.gop_size, encoder.options = 300, options
    for number in range(30):
        image = np.zeros((180, 320, 3), np.uint8)
        image[60:120, number * 9 : number * 9 + 40] = 255
        frame = av.VideoFrame.from_ndarray(image).reformat(format="yuv420p")
        frame.pts = number
        yield from (bytes(packet) for packet in encoder.encode(frame))


def frames(codec: str) -> bytes:
    encoder, tone = opus.Encoder(bitrate_bps=64_000), ToneSource(440, level_db=-12)
    sound = [(b"a", encoder.encode(tone.read(960))) for _ in range(100)]
    shown = [(codec[:1].encode(), picture) for picture in pictures(codec)]
    return b"".join(kind + struct.pack(">I", len(data)) + data for kind, data in sound + shown)


@pytest.fixture(scope="module")
def pion() -> str:
    return str(build(HERE, "peer"))


@pytest.mark.parametrize("codec", ["vp8", "h264"])
async def test_pion_sends_a_hall_by_whip_and_plays_it_by_whep(tmp_path: Path, pion: str, codec: str) -> None:
    (tmp_path / "frames").write_bytes(frames(codec))
    async with serving(tmp_path) as product:
        secret = await token(product, "whip:room-1")
        sending = (pion, "send", f"{product.url}/whip/demo/room-1", secret, str(tmp_path / "frames"))
        async with peer(*sending) as hall:
            assert (await hall.says())["session"].startswith("/whip/sessions/")
            async with peer(pion, "play", f"{product.url}/whep/demo/floor?video=room", "") as player:
                assert (await player.names("session")).startswith("/whep/sessions/")
                heard = await player.reports(audio=150, video=40)
                assert (heard["audio_lost"], heard["video_lost"]) == (0, 0)
                assert (heard["audio_codec"], heard["video_codec"].lower()) == ("audio/opus", f"video/{codec}")


async def test_pion_restarts_ice_as_sender_and_as_player_and_goes_on(tmp_path: Path, pion: str) -> None:
    (tmp_path / "frames").write_bytes(frames("vp8"))
    async with serving(tmp_path) as product:
        secret = await token(product, "whip:room-1")
        sending = (pion, "send", f"{product.url}/whip/demo/room-1", secret, str(tmp_path / "frames"))
        async with peer(*sending) as hall, peer(pion, "play", f"{product.url}/whep/demo/floor?video=room", "") as player:
            tags = {await hall.names("etag"), await player.names("etag")}
            before = await player.reports(audio=50, video=10)
            await hall.tell("restart")
            tags.add(await hall.names("restarted"))
            await player.tell("restart")
            tags.add(await player.names("restarted"))
            assert len(tags) == 4 and "" not in tags
            await player.reports(audio=before["audio"] + 150, video=before["video"] + 30)
