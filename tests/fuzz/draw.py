"""Values drawn from the bytes a fuzzer makes, so that every byte string is a case and small changes make small changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Draw:
    """Reads from the front; past the end everything is zero."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        return max(0, len(self._data) - self._at)

    def take(self, size: int) -> bytes:
        """At most ``size``: fewer at the end."""
        found = self._data[self._at : self._at + size]
        self._at += size
        return found

    def rest(self) -> bytes:
        return self.take(self.left)

    def chunk(self) -> bytes:
        """A length of one byte, or of two after 255, and as many bytes."""
        size = self.number(1)
        return self.take(self.number(2) if size == 255 else size)

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size).ljust(size, b"\0"), "big")

    def pick(self, items: Sequence[Item]) -> Item:
        return items[self.number(1) % len(items)]
