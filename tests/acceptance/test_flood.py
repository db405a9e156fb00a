"""Floods from one address while others join and listen: nobody else loses a packet or is kept out.

``python -m bench.flood`` does the same with more of everything and gives the figures.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.serving import ROOT, Serving, serving

KINDS = ("garbage", "forged_checks", "checks_of_a_listener", "nacks_of_a_listener", "connections")
RATE = 2000
FLOOD_S = 60
"""Longer than the listeners need; each flood is ended by the test."""
PATIENCE_S = 90.0


@asynccontextmanager
async def flood(product: Serving, kind: str) -> AsyncIterator[None]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.flooder", kind, "--url", product.url, "--seconds", str(FLOOD_S), "--rate", str(RATE)),
        cwd=ROOT,
    )
    try:
        yield
        assert process.returncode is None, "the flood lasted to the end"
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def counted(product: Serving, *names: str) -> dict[str, float]:
    """Wait until the transport has counted something under each name."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            transport: dict[str, float] = (await product.health())["nodes"].get("transport", {})
            if all(transport.get(name, 0) > RATE / 10 for name in names):
                return transport
            await asyncio.sleep(0.5)


async def load(folder: Path, url: str, *options: str) -> Any:
    result = folder / "result.json"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ROOT / "run.py"), "load", "--url", url, "--json", str(result), *options)
    )
    try:
        assert await asyncio.wait_for(process.wait(), PATIENCE_S) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return json.loads(result.read_text())


@pytest.mark.process
async def test_floods_from_one_address_cost_the_others_nothing(tmp_path: Path) -> None:
    async with serving(tmp_path) as product:
        async with AsyncExitStack() as floods:
            for kind in KINDS:
                await floods.enter_async_context(flood(product, kind))
            felt = await counted(product, "udp_refused", "stun_forged", "stun_limited", "rtcp_limited", "tcp_limited")
            found = await load(
                tmp_path,
                product.url,
                *("--listeners", "12", "--rate", "10", "--seconds", "3", "--speak", "--channels", "floor,fr"),
            )
            after = (await product.health())["nodes"]["transport"]
    joining, listening = found["joining"], found["listening"]
    assert (joining["joined"], joining["failed"]) == (12, 0), joining["reasons"]
    assert listening["packets"] > 12 * 3 * 10
    assert max(0, listening["lost"] - listening["overflow"]) == 0
    assert found["restarted"] == []
    assert after["stun_forged"] > felt["stun_forged"], "the flood went on meanwhile"
    assert after["tcp_connections"] < 1000, "one address gets no more than its share"
