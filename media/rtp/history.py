"""The last packets of a stream by their extended index: what resends are made of."""

from __future__ import annotations

from typing import Generic, TypeVar

Item = TypeVar("Item")


class History(Generic[Item]):
    """A ring of ``capacity`` items.  An index is taken once: a second item under it is refused, and so is one that is older
    than the ring reaches.  What was sent under a number can therefore never change (SRTP: one payload per index)."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError("a history holds at least one packet")
        self._slots: list[tuple[int, Item] | None] = [None] * capacity
        self._highest: int | None = None

    def put(self, index: int, item: Item) -> bool:
        """Keep the item; False when the index is taken or older than the ring."""
        if self._highest is not None and index <= self._highest - len(self._slots):
            return False
        slot = index % len(self._slots)
        held = self._slots[slot]
        if held is not None and held[0] >= index:
            return False
        self._slots[slot] = (index, item)
        if self._highest is None or index > self._highest:
            self._highest = index
        return True

    def get(self, index: int) -> Item | None:
        """The item, or None when it was never kept or has been pushed out."""
        if self._highest is None or index <= self._highest - len(self._slots):
            return None
        held = self._slots[index % len(self._slots)]
        return held[1] if held is not None and held[0] == index else None
