"""What most tests with the whole product start from."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.acceptance.browsing import chromium
from tests.acceptance.serving import Serving, serving


@pytest.fixture
async def product(tmp_path: Path) -> AsyncIterator[Serving]:
    async with serving(tmp_path) as product:
        yield product


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser
