"""``run.py token`` as an operator types it, beside the running server."""

from __future__ import annotations

import asyncio
import sys

from tests.acceptance.serving import ROOT, Serving


async def token(product: Serving, *words: str) -> str:
    """What it prints."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ROOT / "run.py"), "token", "demo", *words, "--data", str(product.data / "data")),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return out.decode().strip()
