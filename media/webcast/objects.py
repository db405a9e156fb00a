"""An S3-compatible store, as ``[webcast] storage`` names it: ``s3://<bucket>/<prefix>?endpoint=<url>&region=<region>``.

``endpoint`` is left out for AWS itself.  Buckets are named in the path where an endpoint is given, ``&style=virtual`` puts
them into the host's name.  Keys come from a file (``[default]``, ``aws_access_key_id``, ``aws_secret_access_key``, as other
tools keep them), from the environment (``AWS_ACCESS_KEY_ID`` …), or on AWS from the machine's role.  They are never told:
what is logged of a refusal is its HTTP status and S3 code alone.

Every request is tried once: who calls waits and tries again.
"""

from __future__ import annotations

import asyncio
import configparser
import os
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import parse_qs, urlsplit

import obstore
from obstore.store import S3Store

Reason = Literal["unreachable", "slow", "denied", "noBucket", "refused", "settings"]

CONNECT_S: Final = 5.0
ANSWER_S: Final = 20.0
"""A request may take so long, and longer by what it carries at SLOWEST_BYTES_S."""
SLOWEST_BYTES_S: Final = 50_000
DELETE_AT_ONCE: Final = 500
READERS: Final = 32
_STATUS = re.compile(r"status code: (\d{3})")
_CODE = re.compile(r"<Code>(\w{1,60})</Code>")


class StoreError(Exception):
    """The store does not do what it was asked; ``reason`` is for the operator."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason} ({detail})" if detail else reason)
        self.reason: Reason = reason


class Stored(NamedTuple):
    """What is at a key."""

    size: int
    etag: str
    """The MD5 of its bytes in most stores; empty where they tell none."""


class ObjectStore:
    """Keys are relative to the prefix.  Methods are the event loop's, but for ``load``."""

    def __init__(self, url: str, credentials: Path | None = None, environment: Mapping[str, str] | None = None) -> None:
        """:raises StoreError: the address or the file of keys cannot be used."""
        parts = urlsplit(url)
        options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        unknown = options.keys() - {"endpoint", "region", "style"}
        if parts.scheme != "s3" or not parts.netloc or unknown:
            raise StoreError("settings", "not s3://bucket/prefix?endpoint=…")
        endpoint = options.get("endpoint", "")
        environment = os.environ if environment is None else environment
        config: dict[str, Any] = {
            "region": options.get("region") or environment.get("AWS_REGION") or "us-east-1",
            "virtual_hosted_style_request": options.get("style", "path" if endpoint else "virtual") == "virtual",
            **_keys(credentials, environment),
        }
        if endpoint:
            config["endpoint"] = endpoint
            if "access_key_id" not in config:
                raise StoreError("settings", "no keys")
        try:
            self._store = S3Store(
                parts.netloc,
                prefix=parts.path.strip("/") or None,
                config=config,  # type: ignore[arg-type]
                client_options={
                    "allow_http": endpoint.startswith("http://"),
                    "connect_timeout": timedelta(seconds=CONNECT_S),
                    "timeout": timedelta(hours=1),
                },
                retry_config={"max_retries": 0},
            )
        except (obstore.exceptions.BaseError, ValueError) as error:
            raise StoreError("settings", type(error).__name__) from None

    async def put(self, key: str, data: bytes) -> None:
        """Whole or not at all.  :raises StoreError:"""
        async with _Asking(len(data)):
            await obstore.put_async(self._store, key, data, use_multipart=False)

    async def get(self, key: str, start: int = 0, length: int | None = None) -> bytes | None:
        """None: there is no such object.  :raises StoreError:"""
        async with _Asking(length or 4_000_000, missing=None) as asking:
            if length is not None:
                return bytes(await obstore.get_range_async(self._store, key, start=start, length=length))
            return bytes(await (await obstore.get_async(self._store, key)).bytes_async())
        assert asking.absent
        return None

    def load(self, key: str) -> bytes:
        """Blocks.  :raises OSError: it is not there, or the store does not give it."""
        try:
            return bytes(obstore.get(self._store, key).bytes())
        except obstore.exceptions.BaseError as error:
            raise OSError(str(_told(error))) from None

    async def listed(self, prefix: str) -> dict[str, Stored]:
        """All that is under ``prefix`` (whole path segments), by key.  :raises StoreError:"""
        found = {}
        async for entry in self._entries(prefix):
            found[entry["path"]] = Stored(entry["size"], (entry["e_tag"] or "").strip('"'))
        return found

    async def _entries(self, prefix: str) -> AsyncIterator[Any]:
        stream = obstore.list(self._store, prefix, chunk_size=1000)
        while True:
            async with _Asking(0):
                try:
                    chunk = await anext(stream)
                except StopAsyncIteration:
                    return
            for entry in chunk:
                yield entry

    async def delete(self, keys: Sequence[str]) -> None:
        """What is not there is no error.  :raises StoreError:"""
        for first in range(0, len(keys), DELETE_AT_ONCE):
            async with _Asking(0):
                await obstore.delete_async(self._store, list(keys[first : first + DELETE_AT_ONCE]))

    async def copy(self, key: str, to: str) -> None:
        """:raises StoreError:"""
        async with _Asking(0):
            await obstore.copy_async(self._store, key, to)


class Folder:
    """What is below one prefix, for reading.

    Overflow policy: beyond READERS requests, further ones wait for their turn."""

    def __init__(self, objects: ObjectStore, prefix: str) -> None:
        self._objects = objects
        self._prefix = prefix
        self._turn = asyncio.Semaphore(READERS)

    async def get(self, name: str, start: int = 0, length: int | None = None) -> bytes | None:
        """:raises StoreError:"""
        async with self._turn:
            return await self._objects.get(f"{self._prefix}/{name}", start, length)

    def load(self, name: str) -> bytes:
        """Blocks.  :raises OSError:"""
        return self._objects.load(f"{self._prefix}/{name}")


class _Asking:
    """One request: its time limit, and what its failure means."""

    def __init__(self, size: int, **missing: None) -> None:
        self.absent = False
        self._may_be_missing = bool(missing)
        self._timeout = asyncio.timeout(ANSWER_S + size / SLOWEST_BYTES_S)

    async def __aenter__(self) -> _Asking:
        await self._timeout.__aenter__()
        return self

    async def __aexit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool:
        try:
            await self._timeout.__aexit__(kind, error, trace)
        except TimeoutError:
            raise StoreError("slow") from None
        if isinstance(error, FileNotFoundError) and self._may_be_missing and "NoSuchBucket" not in str(error):
            self.absent = True
            return True
        if isinstance(error, obstore.exceptions.BaseError | OSError | ValueError):
            raise _told(error) from None
        return False


def _told(error: Exception) -> StoreError:
    text = str(error)
    status, code = _STATUS.search(text), _CODE.search(text)
    detail = " ".join(found[1] for found in (status, code) if found)
    if isinstance(error, obstore.exceptions.PermissionDeniedError | obstore.exceptions.UnauthenticatedError):
        return StoreError("denied", detail)
    if code is not None and code[1] == "NoSuchBucket":
        return StoreError("noBucket", detail)
    return StoreError("refused" if status or isinstance(error, FileNotFoundError) else "unreachable", detail)


def _keys(file: Path | None, environment: Mapping[str, str]) -> dict[str, str]:
    names = ("access_key_id", "secret_access_key", "session_token")
    if file is None:
        return {name: value for name in names if (value := environment.get(f"AWS_{name.upper()}"))}
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(file.read_text(encoding="utf-8"))
        section = parser["default"]
        return {name: section[f"aws_{name}"] for name in names if name != "session_token" or f"aws_{name}" in section}
    except (OSError, KeyError, UnicodeDecodeError, configparser.Error) as error:
        raise StoreError("settings", f"{file}: {type(error).__name__}") from None
