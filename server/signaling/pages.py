"""The roster as pages of encoded bytes: the same bytes for everyone, made anew only when the roster's number has grown.

A page read at version N holds everything the deltas up to number N told, so that pages and the deltas after N are complete.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import msgspec

from server.signaling.messages import Counts, Person

PAGE_SIZE = 200
VERSIONS_KEPT = 4
"""Readers of several pages may finish the version they began with; older ones restart at the latest."""

_encode = msgspec.json.Encoder().encode


class _Version:
    def __init__(self, number: int, people: list[Person], counts: Counts) -> None:
        self._number = number
        self._people = people
        self._counts = counts
        self._encoded: dict[int, bytes] = {}

    def page(self, page: int) -> bytes:
        pages = max(1, -(-len(self._people) // PAGE_SIZE))
        page = min(max(0, page), pages - 1)
        if page not in self._encoded:
            self._encoded[page] = self._encode(page, pages)
        return self._encoded[page]

    def _encode(self, page: int, pages: int) -> bytes:
        return _encode(
            {
                "version": self._number,
                "page": page,
                "pages": pages,
                "counts": self._counts,
                "people": self._people[page * PAGE_SIZE : (page + 1) * PAGE_SIZE],
            }
        )


class RosterPages:
    """``people()`` and ``counts()`` give the roster of this moment."""

    def __init__(self, people: Callable[[], list[Person]], counts: Callable[[], Counts]) -> None:
        self._people = people
        self._counts = counts
        self._versions: OrderedDict[int, _Version] = OrderedDict()

    def page(self, page: int, wanted: int, latest: int) -> bytes:
        """JSON of a page (clamped to those that exist) of version ``wanted`` while it is kept, else of ``latest``."""
        version = self._versions.get(wanted) or self._versions.get(latest)
        if version is None:
            version = self._versions[latest] = _Version(latest, self._people(), self._counts())
            while len(self._versions) > VERSIONS_KEPT:
                self._versions.popitem(last=False)
        return version.page(page)
