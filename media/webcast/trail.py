"""What is to be copied of one webcast: its index is followed line by line, and names the files as they become whole.

The index on the disk is the queue: nothing waits in memory beyond READ_AHEAD entries, and nothing is ever left out.  How far
the store's copy of the index reaches is kept beside it (``upload.json``).  Methods block on the disk.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from media.webcast import records
from media.webcast.consent import Consent, Consents
from media.webcast.objects import Stored
from media.webcast.playlist import segment_name
from media.webcast.store import INDEX

READ_AHEAD: Final = 2000
READ_BYTES: Final = 1 << 20
_STATE: Final = "upload.json"
_USUAL_LINE: Final = 1100


class Entry(NamedTuple):
    """A segment or an archive file that is whole."""

    files: tuple[tuple[str, int], ...]
    """Names below the webcast's directory, and their sizes."""
    end: int
    """Where its line ends in the index."""


class Trail:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.sent: set[str] = set()
        """Of what the store's index does not name yet."""
        self.pending: deque[Entry] = deque()
        self.followed = 0
        """So much of the index has all its files in the store."""
        self.told = 0
        """So much of it is in the store itself."""
        self.dropped = False
        """The files here were deleted: they are in the store alone."""
        self.ended_at: float | None = None
        self.size = 0
        self.resumed = False
        """Whether it is known how far the store's index reaches."""
        self.there: Mapping[str, Stored] | None = None
        """What the store had when the worker began, until its index names it; None: not asked yet."""
        self._read = 0
        self._consents = Consents()
        self._file: tuple[int, int] | None = None
        self._digest = ""

    @property
    def behind(self) -> int:
        """Segments that are not in the store, about."""
        return len(self.pending) + max(0, self.size - self._read) // _USUAL_LINE

    @property
    def complete(self) -> bool:
        return self.resumed and not self.pending and self.told == self.size

    def look(self) -> None:
        """Read on in the index; an index that has taken the place of another is read from its beginning."""
        with contextlib.suppress(OSError), (self.directory / INDEX).open("rb") as file:
            status = os.fstat(file.fileno())
            if self._file != (status.st_dev, status.st_ino):
                self._file = status.st_dev, status.st_ino
                self._begin(0, resumed=False)
                self._load()
            self.size = status.st_size
            if len(self.pending) < READ_AHEAD and self.size > self._read:
                file.seek(self._read)
                text = file.read(READ_BYTES)
                self._follow(text[: records.whole(text)])

    def _follow(self, text: bytes) -> None:
        for line in text.splitlines(keepends=True):
            self._read += len(line)
            with contextlib.suppress(msgspec.MsgspecError):
                for record in records.read(line):
                    self._take(record)
            if not self.pending:
                self.followed = self._read

    def _take(self, record: records.Record) -> None:
        if isinstance(record, records.RunBegan | records.Revised) and self._read > self.told:
            self.dropped = False
        if isinstance(record, records.ConsentChanged):
            self._consents.change(record.from_segment, Consent(record.recorded, frozenset(record.withheld)))
        elif isinstance(record, records.RunBegan):
            self.ended_at = None
        elif isinstance(record, records.Ended):
            self.ended_at = record.at
        elif self._read > self.told and (files := self._files(record)):
            self.pending.append(Entry(files, self._read))

    def _files(self, record: records.Record) -> tuple[tuple[str, int], ...]:
        if isinstance(record, records.Archived):
            return ((f"flac/{record.channel}/{record.segment}.flac", record.size),)
        if isinstance(record, records.Revised):
            return tuple(
                (segment_name(name, number, made.revision), sum(made.sizes))
                for name, segments in record.segments.items()
                for number, made in segments.items()
            )
        if not isinstance(record, records.Kept):
            return ()
        consent = self._consents.at(record.number)
        if not consent.recorded:
            return ()
        return tuple(
            (segment_name(name, record.number), sum(sizes))
            for name, sizes in record.sizes.items()
            if name not in consent.withheld
        )

    def done(self, entry: Entry) -> None:
        """The files of the oldest pending entry are all in the store."""
        if not self.pending or self.pending[0] is not entry:
            return  # of an index that another has taken the place of meanwhile
        self.pending.popleft()
        self.sent.update(name for name, _ in entry.files)
        self.followed = self._read if not self.pending else entry.end

    def everything(self) -> list[tuple[str, int]]:
        """All files its index names and that may be kept, from the beginning."""
        whole = Trail(self.directory)
        whole._follow(self.index(self.told))
        return [file for entry in whole.pending for file in entry.files]

    # --- what the store's copy of the index holds ---

    def index(self, until: int) -> bytes:
        """:raises OSError:"""
        with (self.directory / INDEX).open("rb") as file:
            return file.read(until)

    def resume(self, stored: bytes | None) -> bool:
        """With the index as the store has it.  False: it is not a beginning of ours: it is another's, or ours before it was
        damaged."""
        matches = not stored or self.index(len(stored)) == stored
        self._begin(len(stored) if stored and matches else 0, resumed=True)
        self.look()
        return matches

    def noted(self, until: int) -> None:
        """The store's index reaches so far.  A disk that does not take the note is no harm: the store will be asked."""
        self.told = until
        self.sent.clear()
        self.there = {}
        with contextlib.suppress(OSError):
            self._digest = hashlib.sha256(self.index(until)).hexdigest()
            self.save()

    def save(self) -> None:
        """:raises OSError:"""
        state = {"told": self.told, "sha256": self._digest, "dropped": self.dropped}
        begun = self.directory / f"{_STATE}.begun"
        begun.write_text(json.dumps(state))
        begun.replace(self.directory / _STATE)

    def _load(self) -> None:
        """What was noted holds while the index still begins as it did."""
        try:
            state = json.loads((self.directory / _STATE).read_text())
            told, self._digest, self.dropped = int(state["told"]), str(state["sha256"]), bool(state["dropped"])
            if hashlib.sha256(self.index(told)).hexdigest() == self._digest:
                self._begin(told, resumed=True)
        except (OSError, ValueError, KeyError, TypeError):
            self.dropped = False

    def _begin(self, told: int, resumed: bool) -> None:
        self.told, self.resumed = told, resumed
        self.pending.clear()
        self.ended_at, self._read, self.followed, self._consents = None, 0, 0, Consents()
