"""Files handed in, beside the database: named by chance, never by who sent them."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from server.errors import UserError

_NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is there whole and belongs to nobody yet."""

    blob: str
    path: Path
    size: int
    sha256: str


class Blobs:
    """One meeting's; ``directory`` is made when the first file comes."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def path(self, blob: str) -> Path:
        """:raises ValueError: not the name of a stored file."""
        if _NAME.fullmatch(blob) is None:
            raise ValueError("not a blob")
        return self._directory / blob

    async def receive(self, chunks: AsyncIterator[bytes], limit: int) -> Received:
        """Durable on return; nothing is left of what was not received whole.

        :raises UserError: fileTooLarge, journalUnavailable (it cannot be written).
        """
        blob = secrets.token_hex(16)
        path = self.path(blob)
        try:
            with self._create(path) as file:
                size, digest = await _copy(chunks, file, limit)
        except OSError as error:
            self.discard(blob)
            raise UserError("journalUnavailable") from error
        except BaseException:
            self.discard(blob)
            raise
        return Received(blob, path, size, digest)

    def _create(self, path: Path) -> BinaryIO:
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def discard(self, blob: str) -> None:
        with contextlib.suppress(OSError):
            self.path(blob).unlink()

    def tidy(self, known: Collection[str]) -> None:
        """Drop what no journal knows: the server ended between a file and its event."""
        with contextlib.suppress(FileNotFoundError):
            for path in self._directory.iterdir():
                if _NAME.fullmatch(path.name) and path.name not in known:
                    self.discard(path.name)


async def _copy(chunks: AsyncIterator[bytes], file: BinaryIO, limit: int) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    async for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise UserError("fileTooLarge", limit=str(limit))
        digest.update(chunk)
        await asyncio.to_thread(file.write, chunk)
    await asyncio.to_thread(_settle, file)
    return size, digest.hexdigest()


def _settle(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
