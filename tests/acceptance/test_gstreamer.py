"""WHIP and WHEP with GStreamer's webrtcbin (Debian's), which shares no code with browsers or with us."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.media_peer import peer
from tests.acceptance.serving import ROOT, serving
from tests.acceptance.tokens import token

pytestmark = pytest.mark.process
GSTREAMER = ("/usr/bin/python3", str(ROOT / "tests" / "acceptance" / "gstreamer_peer.py"))


@pytest.mark.parametrize("codec", ["vp8", "h264"])
async def test_gstreamer_sends_a_hall_by_whip_and_plays_it_by_whep(tmp_path: Path, codec: str) -> None:
    async with serving(tmp_path) as product:
        secret = await token(product, "whip:room-1")
        async with peer(*GSTREAMER, "send", f"{product.url}/whip/demo/room-1", secret, codec) as hall:
            assert (await hall.says())["session"].startswith("/whip/sessions/")
            async with peer(*GSTREAMER, "play", f"{product.url}/whep/demo/floor?video=room", codec) as player:
                await player.reports(audio=100, video=30)
