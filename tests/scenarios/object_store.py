"""An S3 store in a process of its own, which checks signatures, and a line to it that can fail.

Its packages are in a directory of their own (``make`` puts them there): they want others' versions than the product's.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Literal

import obstore
from obstore.store import S3Store

PACKAGES = Path(sys.prefix) / "store"
BUCKET = "recordings"
ANYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


class Store:
    def __init__(self, port: int) -> None:
        self.port = port
        self._ask("PUT", f"/{BUCKET}", service="s3")
        self._iam(Action="CreateUser", UserName="worker")
        self._iam(Action="PutUserPolicy", UserName="worker", PolicyName="all", PolicyDocument=json.dumps(ANYTHING))
        made = self._iam(Action="CreateAccessKey", UserName="worker")
        self.access, self.secret = _between(made, "AccessKeyId"), _between(made, "SecretAccessKey")
        self._ask("POST", "/moto-api/reset-auth", b"0")
        self._s3 = S3Store(
            BUCKET,
            config={
                "access_key_id": self.access,
                "secret_access_key": self.secret,
                "region": "us-east-1",
                "endpoint": f"http://127.0.0.1:{port}",
                "virtual_hosted_style_request": False,
            },
            client_options={"allow_http": True},
        )

    def _iam(self, **form: str) -> str:
        return self._ask("POST", "/", urllib.parse.urlencode(form | {"Version": "2010-05-08"}).encode(), service="iam")

    def _ask(self, method: str, path: str, body: bytes | None = None, service: str = "") -> str:
        headers = {"Content-Type": "application/x-www-form-urlencoded" if service else "text/plain"}
        if service:  # by which it knows whom one speaks to; nobody checks it yet
            headers["Authorization"] = f"AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/{service}/aws4_request"
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as response:
            return str(response.read().decode())

    def names(self, prefix: str) -> set[str]:
        return {entry["path"] for entry in obstore.list(self._s3, prefix.rstrip("/")).collect()}

    def read(self, key: str) -> bytes:
        return bytes(obstore.get(self._s3, key).bytes())

    def put(self, key: str, data: bytes) -> None:
        obstore.put(self._s3, key, data)

    def delete(self, key: str) -> None:
        obstore.delete(self._s3, key)

    def keys_file(self, path: Path, secret: str | None = None) -> Path:
        path.write_text(f"[default]\naws_access_key_id = {self.access}\naws_secret_access_key = {secret or self.secret}\n")
        return path


@contextmanager
def object_store() -> Iterator[Store]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = Popen(command, stdout=DEVNULL, stderr=DEVNULL, env=os.environ | {"PYTHONPATH": str(PACKAGES)})
    try:
        give_up = time.monotonic() + 60
        while True:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            assert process.poll() is None and time.monotonic() < give_up
            time.sleep(0.05)
        yield Store(port)
    finally:
        process.kill()
        process.wait()


def _between(text: str, tag: str) -> str:
    return text.split(f"<{tag}>")[1].split("<")[0]


class Line:
    """``async with Line(port)``: passes on to the store, or does not.  ``stalled``: takes what is sent and never answers."""

    def __init__(self, to: int) -> None:
        self.mode: Literal["passes", "busy", "stalled"] = "passes"
        self.port = 0
        self._to = to
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Line:
        await self.up()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.down()

    async def up(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def down(self) -> None:
        if self._server is not None:
            self._server.close()
            await self.broken()
            await self._server.wait_closed()
            self._server = None

    async def broken(self) -> None:
        """Every connection there is ends."""
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def set(self, mode: Literal["passes", "busy", "stalled"]) -> None:
        self.mode = mode
        await self.broken()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)
        task.add_done_callback(lambda _: writer.transport.abort())  # also when it never began

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if self.mode == "passes":
                onward = await asyncio.open_connection("127.0.0.1", self._to)
                try:
                    async with asyncio.TaskGroup() as both:
                        both.create_task(_pass(reader, onward[1]))
                        both.create_task(_pass(onward[0], writer))
                finally:
                    onward[1].transport.abort()
            elif self.mode == "busy":
                await reader.readuntil(b"\r\n\r\n")
                writer.write(b"HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                await writer.drain()
            else:
                while await reader.read(65536):
                    pass
        except (OSError, asyncio.IncompleteReadError):
            pass


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.write_eof()
