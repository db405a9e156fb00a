"""The load generator on the real product: a small crowd by each door, and figures that hold whatever the machine does."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.serving import ROOT, serving

PATIENCE_S = 90.0


async def _load(folder: Path, url: str, *options: str) -> Any:
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
async def test_a_crowd_joins_hears_switches_reads_and_leaves(tmp_path: Path) -> None:
    async with serving(tmp_path) as product:
        found = await _load(
            tmp_path,
            product.url,
            *("--listeners", "12", "--active", "3", "--rate", "20", "--seconds", "2", "--channels", "floor,fr,es"),
            *("--speak", "--switches", "2", "--chats", "2"),
        )
        joining, listening = found["joining"], found["listening"]
        assert (joining["joined"], joining["failed"]) == (12, 0), joining["reasons"]
        assert joining["join_ms"]["p50"] > 0
        assert joining["joins_per_s"] < 25
        assert listening["listeners"] == 12
        assert listening["packets"] > 12 * 2 * 10
        assert 40 * listening["decrypted"] < listening["packets"] * 2, "one in fifty, and the first"
        assert 60 * (listening["decrypted"] + 12) > listening["packets"]
        assert (listening["refused"], listening["early"]) == (0, 0)
        assert listening["delay_ms"]["p50"] is not None
        assert found["switch_ms"]["rounds"] == 2 and 0 < found["switch_ms"]["p50"] < 2000
        assert found["broadcast_ms"]["rounds"] == 2 and 0 < found["broadcast_ms"]["p50"] < 3000
        assert set(listening["cpu_s"]) == {"server", "transport", "mixer"}
        assert found["kernel"] in ("native", "reference")
        health = await product.health()
        assert health["meetings"]["demo"]["participants"] == 0, "everybody left for good"
        assert health["meetings"]["demo"]["peers"] == 0


@pytest.mark.soak
@pytest.mark.process
async def test_a_crowd_sees_the_floor_too(tmp_path: Path) -> None:
    crowd = ("--listeners", "6", "--rate", "20", "--seconds", "2", "--speak", "--profile", "plenary")
    async with serving(tmp_path) as product:
        found = await _load(tmp_path, product.url, *crowd, "--video-kbps", "500")
    listening = found["listening"]
    assert found["joining"]["joined"] == 6, found["joining"]["reasons"]
    assert listening["packets"] > 6 * 2 * (20 + 50), "25 packets a second of sound, and 25 pictures of three"


@pytest.mark.soak
@pytest.mark.process
async def test_whep_players_hear_and_are_gone_afterwards(tmp_path: Path) -> None:
    async with serving(tmp_path) as product:
        options = ("--whep", "--listeners", "8", "--rate", "20", "--seconds", "1", "--channels", "floor,fr", "--speak")
        found = await _load(tmp_path, product.url, *options)
        assert (found["joining"]["joined"], found["joining"]["failed"]) == (8, 0), found["joining"]["reasons"]
        assert found["listening"]["packets"] > 8 * 10
        assert (await product.health())["meetings"]["demo"]["peers"] == 0


@pytest.mark.soak
@pytest.mark.process
async def test_why_listeners_failed_is_told(tmp_path: Path) -> None:
    async with serving(tmp_path) as product:
        found = await _load(tmp_path, product.url, "--listeners", "3", "--meeting", "nowhere")
        assert found["joining"]["failed"] == 3
        assert list(found["joining"]["reasons"].values()) == [3]
        assert "unknownMeeting" in next(iter(found["joining"]["reasons"]))
