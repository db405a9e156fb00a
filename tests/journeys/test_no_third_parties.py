"""No page asks anything of another host: watched in Chromium, read in the built client, and forbidden by every answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Page, expect

from tests.acceptance.browsing import chromium
from tests.acceptance.serving import ROOT, Serving, serving

DIST = ROOT / "client_web" / "dist"
PAGES = (
    *("/", "/check", "/registration", "/conferences/assembly", "/register/assembly", "/enter/assembly"),
    *("/seat/demo/ABCDEFGH", "/guide/ar/all", "/guide/en/all", "/nowhere"),
)
NAMES = frozenset({"www.w3.org", "aomedia.org"})
"""Hosts in names of namespaces and of timed metadata's schemes, which nobody asks."""
WATCH = """
window.__forbidden = [];
document.addEventListener("securitypolicyviolation", ({blockedURI, violatedDirective}) =>
  window.__forbidden.push(`${violatedDirective}: ${blockedURI}`));
void 0;
"""


class Watch:
    """Every request and every WebSocket of a browser's pages, and what the pages' policy forbade."""

    def __init__(self, context: BrowserContext) -> None:
        self.asked: set[str] = set()
        context.on("request", lambda request: self.asked.add(request.url))
        context.on("page", lambda page: page.on("websocket", lambda socket: self.asked.add(socket.url)))

    def hosts(self) -> set[str]:
        return {urlsplit(url).netloc for url in self.asked if urlsplit(url).scheme not in ("data", "blob")}


async def look(page: Page, product: Serving) -> None:
    for path in PAGES:
        await page.goto(product.url + path)
        await page.wait_for_load_state("networkidle")
        assert await page.evaluate("window.__forbidden") == [], path


async def attend(page: Page, product: Serving) -> None:
    """The meeting itself, with everything a delegate's page loads."""
    entered = await product.enter("delegate")
    place = f'{{"token": "{entered["token"]}", "participantId": "{entered["participantId"]}"}}'
    await page.goto(product.url + "/nowhere")
    await page.evaluate("(place) => sessionStorage.setItem('hemicycle.place.demo', place)", place)
    await page.goto(product.url + "/meeting/demo")
    await expect(page.get_by_test_id("tab-chat")).to_be_visible()
    await page.get_by_test_id("tab-participants").click()
    await page.get_by_test_id("tab-statements").click()
    assert await page.evaluate("window.__forbidden") == []


async def test_pages_ask_nothing_of_another_host_and_keep_no_cookie(tmp_path: Path) -> None:
    async with serving(tmp_path) as product, chromium() as browser:
        context = await browser.new_context(permissions=["microphone", "camera"])
        watch = Watch(context)
        page = await context.new_page()
        await page.add_init_script(WATCH)
        await look(page, product)
        await attend(page, product)
        assert len(watch.asked) > 30 and any(url.startswith("ws://") for url in watch.asked)
        assert watch.hosts() == {f"127.0.0.1:{product.port}"}
        assert await context.cookies() == []


def built() -> Iterator[tuple[str, str]]:
    for path in sorted(DIST.rglob("*")):
        if path.suffix in (".html", ".js", ".css", ".svg", ".webmanifest"):
            yield path.relative_to(DIST).as_posix(), path.read_text(encoding="utf-8")


def test_the_built_client_names_no_other_host() -> None:
    foreign = {
        (name, host)
        for name, text in built()
        for host in re.findall(r"(?:https?:|wss?:)?//((?:[a-z0-9-]+\.)+[a-z]{2,})(?=[/\"'`?#:)])", text)
        if host not in NAMES
    }
    assert not foreign
    assert not [name for name, text in built() if re.search(r"[\"'`](?:stun|turns?):[a-z0-9]", text)], (
        "the server names relays"
    )
    assert sum(name.endswith(".js") for name, _ in built()) >= 1
