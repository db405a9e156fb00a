"""The shipped nginx configuration before the worker: however many watch, the worker is asked once."""

from __future__ import annotations

import asyncio
import os
import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from server.settings import ROOT
from tests.unit.media.webcast.test_webcast_origin import ID, Site

VIEWERS = 200


def configuration(folder: Path, port: int, worker: int) -> str:
    """What ``config/deploy/nginx.conf`` says of webcasts, on a port of the loopback."""
    shipped = (ROOT / "config" / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    cache = re.findall(r"^    proxy_cache_path .*;$", shipped, re.MULTILINE)
    upstream = re.findall(r"^    upstream webcast \{.*?^    \}$", shipped, re.MULTILINE | re.DOTALL)
    locations = re.findall(r"^        location ~ \^/webcast/.*?^        \}$", shipped, re.MULTILINE | re.DOTALL)
    assert (len(cache), len(upstream), len(locations)) == (1, 1, 3)
    places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    text = f"""
        {"user root;" if os.geteuid() == 0 else ""} daemon off; worker_processes 1;
        pid {folder}/pid; error_log {folder}/error.log;
        events {{ worker_connections 2048; }}
        http {{
            access_log off; {places}
            {upstream[0]}
            {cache[0]}
            server {{ listen 127.0.0.1:{port}; proxy_http_version 1.1; {"".join(locations)} }}
        }}"""
    return text.replace("/var/lib/nginx/webcast", f"{folder}/cache").replace("127.0.0.1:8082", f"127.0.0.1:{worker}")


class Cached:
    def __init__(self, site: Site, url: str) -> None:
        self.site = site
        self.url = url
        self.asked: list[str] = []
        """Addresses the worker was asked for."""

    async def all_ask(self, client: aiohttp.ClientSession, path: str) -> list[tuple[int, bytes]]:
        async def one() -> tuple[int, bytes]:
            async with client.get(self.url + path) as response:
                return response.status, await response.read()

        return await asyncio.gather(*(one() for _ in range(VIEWERS)))


@pytest.fixture
async def cached(tmp_path: Path) -> AsyncIterator[Cached]:
    site = Site(tmp_path / "data")
    await site.start()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    worker = int(site.url.split(":")[2].split("/")[0])
    (tmp_path / "nginx.conf").write_text(configuration(tmp_path, port, worker), encoding="utf-8")
    nginx = await asyncio.create_subprocess_exec("nginx", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"))
    cached = Cached(site, f"http://127.0.0.1:{port}/webcast/demo")
    answer = site.origin._broadcast

    async def counted(request: web.Request) -> object:
        cached.asked.append(request.path_qs)
        return await answer(request)

    site.origin._broadcast = counted  # type: ignore[assignment]
    try:
        await listening(port)
        yield cached
    finally:
        nginx.terminate()
        await nginx.wait()
        await site.stop()


async def listening(port: int) -> None:
    async with asyncio.timeout(10):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                return


async def test_many_who_wait_for_one_playlist_are_one_request_to_the_worker(cached: Cached) -> None:
    site = cached.site
    await site.on_air()
    site.studio.play(site.packager, 4)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
        asking = asyncio.create_task(cached.all_ask(client, f"/{ID}/fr.m3u8?_HLS_msn=1&_HLS_part=1"))
        await asyncio.sleep(0.3)
        assert not asking.done()
        site.studio.play(site.packager, 1)
        answers = await asyncio.wait_for(asking, 10)
    assert {status for status, _ in answers} == {200} and len({body for _, body in answers}) == 1
    assert len(cached.asked) == 1


async def test_what_one_has_fetched_the_others_get_from_the_cache(cached: Cached) -> None:
    site = cached.site
    await site.on_air()
    site.studio.play(site.packager, 4)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
        for name in ("720p/1.0.m4s", "fr/0.m4s", "fr/init.0.mp4"):
            async with client.get(f"{cached.url}/{ID}/{name}") as response:
                whole = await response.read()
            assert {body for _, body in await cached.all_ask(client, f"/{ID}/{name}")} == {whole}
    assert len(cached.asked) == 3


async def test_refusals_and_downloads_are_not_kept(cached: Cached) -> None:
    site = cached.site
    await site.on_air()
    site.studio.play(site.packager, 3)
    await site.written()
    async with aiohttp.ClientSession() as client:
        for path, status in ((f"/{ID}/fr.m3u8?_HLS_msn=99", 400), (f"/{ID}/download/fr.mp4", 200)):
            before = len(cached.asked)
            for _ in range(2):
                async with client.get(cached.url + path) as response:
                    await response.read()
                    assert response.status == status
            assert len(cached.asked) == before + 2, path
