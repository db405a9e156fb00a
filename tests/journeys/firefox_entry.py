"""A delegate who comes in with Firefox in Arabic.  Run in a network namespace of its own by ``test_entry_delegates.py``."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.acceptance.browsing import firefox
from tests.journeys.registration_house import registration_house, signed_in, takes_the_seat

LAYLA = "layla@example.org"


async def main(data: Path, address: str) -> None:
    async with registration_house(data, address=address) as house, firefox() as browser:
        page = await house.visit(browser, "/enter/assembly", locale="ar")
        assert await page.evaluate("document.documentElement.dir") == "rtl"
        assert await page.get_by_test_id("browser-warning").count() == 0
        await signed_in(house, page, LAYLA, house.access_code(LAYLA))
        await takes_the_seat(page, "لبنان")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
