"""The band an interpreter's voice keeps: from a real browser's capture to the sound a listener decodes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.band import through_a_browser
from tests.acceptance.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.process]


@pytest.mark.soak
async def test_an_interpreters_voice_keeps_its_band_to_the_listener(tmp_path: Path) -> None:
    async with serving(tmp_path) as product:
        lowest, highest = await through_a_browser(product.url)
    assert lowest <= 125 and highest >= 15_000, (lowest, highest)
