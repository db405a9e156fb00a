"""WHIP and WHEP with GStreamer's webrtcbin (Debian's), which shares no code with browsers or with us."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.serving import ROOT, serving
from tests.acceptance.tokens import token

pytestmark = pytest.mark.process
SCRIPT = ROOT / "tests" / "acceptance" / "gstreamer_peer.py"
PATIENCE_S = 40.0


class Peer:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def says(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = await asyncio.wait_for(self.process.stdout.readline(), PATIENCE_S)
        assert line, "the peer has ended"
        said: dict[str, Any] = json.loads(line)
        assert "error" not in said, said
        return said

    async def decodes(self, **least: int) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                said = await self.says()
                if all(said.get(kind, 0) >= count for kind, count in least.items()):
                    return


@asynccontextmanager
async def peer(*words: str) -> AsyncIterator[Peer]:
    process = await asyncio.create_subprocess_exec(
        "/usr/bin/python3", str(SCRIPT), *words, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield Peer(process)
        assert process.stdin is not None
        process.stdin.close()
        await asyncio.wait_for(process.wait(), PATIENCE_S)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize("codec", ["vp8", "h264"])
async def test_gstreamer_sends_a_hall_by_whip_and_plays_it_by_whep(tmp_path: Path, codec: str) -> None:
    async with serving(tmp_path) as product:
        secret = await token(product, "whip:room-1")
        async with peer("send", f"{product.url}/whip/demo/room-1", secret, codec) as hall:
            assert (await hall.says())["session"].startswith("/whip/sessions/")
            async with peer("play", f"{product.url}/whep/demo/floor?video=room", codec) as player:
                await player.decodes(audio=100, video=30)
