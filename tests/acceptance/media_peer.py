"""A WHIP sender or WHEP player that is a program of its own: it says JSON lines, and ends with its standard input."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

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

    async def tell(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n".encode())
        await self.process.stdin.drain()

    async def names(self, word: str) -> str:
        """What it says of this, after what it had begun to say."""
        while word not in (said := await self.says()):
            pass
        return str(said[word])

    async def reports(self, **least: int) -> dict[str, Any]:
        """The first report with counts of at least these."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                said = await self.says()
                if all(said.get(kind, 0) >= count for kind, count in least.items()):
                    return said


@asynccontextmanager
async def peer(*command: str) -> AsyncIterator[Peer]:
    process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    try:
        yield Peer(process)
        assert process.stdin is not None
        process.stdin.close()
        await asyncio.wait_for(process.wait(), PATIENCE_S)
        assert process.returncode == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
