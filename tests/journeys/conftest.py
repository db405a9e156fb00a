"""What most tests with the whole product start from."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.acceptance.browsing import chromium
from tests.acceptance.conftest import browser, product
from tests.acceptance.serving import Serving, serving

__all__ = ["browser", "product"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_product(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Serving]:
    """For all tests of a module."""
    async with serving(tmp_path_factory.mktemp("product")) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_browser() -> AsyncIterator[Browser]:
    async with chromium() as running:
        yield running
