"""The shipped nginx configuration before the worker: however many watch, the worker is asked once, or a few times."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bench.nginx_cache import configuration
from tests.unit.media.webcast.test_webcast_origin import ID, Site

VIEWERS = 200


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


async def test_many_who_wait_for_one_playlist_are_few_requests_to_the_worker(cached: Cached) -> None:
    site = cached.site
    await site.on_air()
    site.studio.play(site.packager, 4)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
        asking = asyncio.create_task(cached.all_ask(client, f"/{ID}/fr.m3u8?_HLS_msn=1&_HLS_part=1"))
        async with asyncio.timeout(10):
            while not cached.asked:  # noqa: ASYNC110 - nginx asks when it has come to it
                await asyncio.sleep(0.01)
        await asyncio.sleep(1.0)
        assert not asking.done()
        site.studio.play(site.packager, 1)
        answers = await asyncio.wait_for(asking, 10)
    assert {status for status, _ in answers} == {200} and len({body for _, body in answers}) == 1
    assert 1 < len(cached.asked) < 20, "it looked for the answer again and again, and not every one of them did"


async def test_many_who_ask_for_one_part_at_once_are_few_requests_to_the_worker(cached: Cached) -> None:
    site = cached.site
    await site.on_air()
    site.studio.play(site.packager, 4)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
        answers = await cached.all_ask(client, f"/{ID}/720p/1.0.m4s")
    assert {status for status, _ in answers} == {200} and len({body for _, body in answers}) == 1
    assert len(cached.asked) < VIEWERS / 4


async def test_nobody_gets_past_the_cache_by_inventing_addresses(cached: Cached) -> None:
    site = cached.site
    await site.on_air()
    site.studio.play(site.packager, 4)
    async with aiohttp.ClientSession() as client:
        for path in (f"/{ID}/fr.m3u8?_HLS_msn=0&_HLS_part=1", f"/{ID}/fr/0.m4s", f"/{ID}/fr/init.0.mp4"):
            before = len(cached.asked)
            for number in range(5):
                address = f"{cached.url}{path}{'&' if '?' in path else '?'}again={number}"
                for accepted in ("gzip", f"gzip, x-{number}"):
                    async with client.get(address, headers={"Accept-Encoding": accepted}) as response:
                        assert response.status == 200
                        await response.read()
            assert len(cached.asked) == before + 1, path


async def test_the_packed_playlist_is_for_those_alone_who_can_read_it(cached: Cached) -> None:
    site = cached.site
    await site.on_air()
    site.studio.play(site.packager, 24)
    async with aiohttp.ClientSession(auto_decompress=False) as client:
        for accepted, found in (("gzip, br", "gzip"), ("identity", None), ("gzip", "gzip"), ("br", None)):
            address = f"{cached.url}/{ID}/fr.m3u8?_HLS_msn=0&_HLS_part=1"
            async with client.get(address, headers={"Accept-Encoding": accepted}) as response:
                assert response.headers.get("Content-Encoding") == found
                assert (await response.read()).startswith(b"#EXTM3U") is (found is None)
    assert len(cached.asked) == 2


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
