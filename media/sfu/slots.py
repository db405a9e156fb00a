"""Video of one meeting: which track is in which slot, and the rows that show it.

Driven by the floor, never by loudness.  A row follows its slot; the kernel moves it at the next key frame, which is asked
for whenever a row is attached.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from media.fanout.kernel import Kernel
from media.rtp.rtcp import ReceiverReport, build
from media.sfu.numbers import Numbers
from media.sfu.publication import OUR_SSRC, Track
from media.sfu.source import Source
from media.sfu.subscription import Row

Attach = Callable[[Row, Source | None], None]


class Slots:
    def __init__(self, kernel: Kernel, numbers: Numbers, attach: Attach) -> None:
        self._kernel = kernel
        self._numbers = numbers
        self._attach = attach
        self._tracks: dict[str, Track] = {}
        self._shown: dict[str, str] = {}
        """slot -> track id."""
        self._rows: dict[str, set[Row]] = {}

    def show(self, slots: Mapping[str, str | None]) -> None:
        """Fill the slots; those not mentioned are empty."""
        before, self._shown = self._shown, {slot: track for slot, track in slots.items() if track is not None}
        for track in self._tracks.values():
            self._gate(track)
        for slot in before.keys() | self._shown.keys():
            if before.get(slot) != self._shown.get(slot):
                self._reseat(slot)

    def publish(self, track: Track) -> None:
        """A track came (again): its slot shows it."""
        before = self._tracks.get(track.track_id)
        if before is not None:
            before.open(False)
        self._tracks[track.track_id] = track
        self._gate(track)
        self._reseat_track(track)

    def withdraw(self, track: Track) -> None:
        """The track is gone; the rows of its slots go dark."""
        track.open(False)
        if self._tracks.get(track.track_id) is track:
            del self._tracks[track.track_id]
            self._reseat_track(track)
        self._drop_source(track)

    def renew(self, track: Track) -> None:
        """The track's stream was replaced by one with other numbers: a new source, its rows move at its key frame."""
        old, track.source = track.source, None
        if self._tracks.get(track.track_id) is track:
            self._gate(track)
            self._reseat_track(track)
        if old is not None:
            self._remove(old)

    def follow(self, row: Row, slot: str | None) -> None:
        """Let a row show a slot."""
        if row.wanted is not None:
            self._rows[row.wanted].discard(row)
        row.wanted = slot
        if slot is not None:
            self._rows.setdefault(slot, set()).add(row)
        self._seat(row, self._track_in(slot))

    def leave(self, row: Row) -> None:
        """Forget a row that is gone."""
        if row.wanted is not None:
            self._rows[row.wanted].discard(row)
            row.wanted = None

    def requests(self, now: float) -> None:
        """Send the NACKs and key-frame requests that are due; some fifty times a second."""
        for track_id in set(self._shown.values()):
            track = self._tracks.get(track_id)
            if track is not None and (packets := track.requests(now)):
                self._kernel.send_control(track.peer, build([ReceiverReport(OUR_SSRC), *packets]))

    def want_key_frame(self, row: Row) -> None:
        track = self._track_in(row.wanted)
        if track is not None and track.source is row.source:
            track.key_frames.wanted = True

    def _track_in(self, slot: str | None) -> Track | None:
        return self._tracks.get(self._shown.get(slot, "")) if slot is not None else None

    def _gate(self, track: Track) -> None:
        shown = track.is_video and track.track_id in self._shown.values()
        track.open(shown)
        if shown and track.source is None:
            track.source = Source(self._numbers.take(), track.layout.kind, self._kernel)

    def _reseat_track(self, track: Track) -> None:
        for slot, shown in self._shown.items():
            if shown == track.track_id:
                self._reseat(slot)

    def _reseat(self, slot: str) -> None:
        track = self._track_in(slot)
        for row in self._rows.get(slot, ()):
            self._seat(row, track)

    def _seat(self, row: Row, track: Track | None) -> None:
        source = track.source if track is not None else None
        if source is not None and source.kind not in row.layout.payload_types:
            source = None
        if source is row.source:
            return
        self._attach(row, source)
        if track is not None and source is not None:
            track.key_frames.wanted = True

    def _drop_source(self, track: Track) -> None:
        source, track.source = track.source, None
        if source is not None:
            self._remove(source)

    def _remove(self, source: Source) -> None:
        self._kernel.remove_source(source.number)
        self._numbers.give_back(source.number)
