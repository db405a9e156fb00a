"""Video of one meeting: which track is in which slot, and the rows that show it.

Driven by the floor, never by loudness.  A row follows its slot, on the layer its listener's path carries; the kernel moves
it at the next key frame of that layer, which is asked for whenever a row is attached.  Until then it goes on with the layer
it is on, which is kept open for it.

Where a listener decodes no codec its slots' tracks come in, the most important of those rows takes the composed picture.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from media.fanout.kernel import Kernel
from media.rtp.rtcp import ReceiverReport, build
from media.sfu.composed import Composed, composed_clock
from media.sfu.layers import PAUSED
from media.sfu.numbers import Numbers
from media.sfu.source import Source
from media.sfu.subscription import Row, Subscription
from media.sfu.track import OUR_SSRC, Layer, Track

Attach = Callable[[Row, Source | None], None]
PRIORITY: Final[Mapping[str, int]] = {"speaker": 0, "screen": 1, "sign": 2, "room": 3}
"""Who gives way last; slots that are not named, first."""
LOOK_S: Final = 0.1
SEATED_S: Final = (0.8, 2.5)
"""After a listener got another track: the time to try more than what it began with, though it may not have reported yet."""
MAX_SEATED: Final = 10_000
"""Listeners that wait for it; the oldest is dropped: it moves by its own reports."""
SEATED_PER_LOOK: Final = 100
"""Listeners looked at so at once: a crowd has its turn over some seconds."""


class Slots:
    def __init__(self, meeting_id: str, kernel: Kernel, numbers: Numbers, attach: Attach) -> None:
        self.composed = Composed(meeting_id)
        self._kernel = kernel
        self._numbers = numbers
        self._attach = attach
        self._tracks: dict[str, Track] = {}
        self._shown: dict[str, str] = {}
        """slot -> track id."""
        self._rows: dict[str, set[Row]] = {}
        self._ladders: dict[Track, tuple[Layer, ...]] = {}
        """Of the shown tracks: the layers that come in, smallest first; as of the last look."""
        self._looked = float("-inf")
        """When that was."""
        self._seated: tuple[deque[tuple[float, Subscription]], ...] = tuple(deque(maxlen=MAX_SEATED) for _ in SEATED_S)
        """When to look again at whom, for each of :data:`SEATED_S`."""
        self._webcast = False
        self._tapped: set[Layer] = set()
        self._waiting: dict[Layer, set[Row]] = {}
        """Rows that the kernel moves when a key frame of the layer begins."""

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show(self, slots: Mapping[str, str | None], *, webcast: bool = False) -> None:
        """Fill the slots; those not mentioned are empty.  ``webcast``: one takes what is in them."""
        self._webcast = webcast
        before, self._shown = self._shown, {slot: track for slot, track in slots.items() if track is not None}
        for track in self._tracks.values():
            self._gate(track)
        for slot in before.keys() | self._shown.keys():
            if before.get(slot) != self._shown.get(slot):
                self._reseat(slot)
        self._tap()

    def publish(self, track: Track) -> None:
        """A track came (again): its slot shows it."""
        before = self._tracks.get(track.track_id)
        if before is not None:
            self._shut(before)
        self._tracks[track.track_id] = track
        self._gate(track)
        self._reseat_track(track)
        self._tap()

    def withdraw(self, track: Track) -> None:
        """The track is gone; the rows of its slots go dark."""
        self._shut(track)
        if self._tracks.get(track.track_id) is track:
            del self._tracks[track.track_id]
            self._reseat_track(track)
        for layer in track.layers:
            self._drop_source(layer)
        self._tap()

    def renew(self, layer: Layer) -> None:
        """The layer's stream was replaced by one with other numbers: a new source, its rows move at its key frame."""
        track, old = layer.track, layer.source
        if old is None:
            return
        rows = [row for shown in self._rows.values() for row in shown if row.layer is layer]
        self._drop_source(layer)
        if track is self.composed.track:
            self._supply(track)
        elif self._tracks.get(track.track_id) is track:
            self._gate(track)
        else:
            return
        for row in rows:
            self._move(row, layer)

    def _gate(self, track: Track) -> None:
        shown = track.is_video and track.track_id in self._shown.values()
        if not shown:
            self._shut(track)
            return
        self._supply(track)
        self._ladders[track] = track.ladder()

    def _supply(self, track: Track) -> None:
        track.open(True)
        for layer in track.layers:
            if layer.source is None:
                layer.source = Source(self._numbers.take(), track.layout.kind, self._kernel)
                if layer.clock is not None:
                    self._kernel.set_clock(layer.source.number, *layer.clock)

    def _shut(self, track: Track) -> None:
        track.open(False)
        self._ladders.pop(track, None)

    def _drop_source(self, layer: Layer) -> None:
        source, layer.source = layer.source, None
        if source is None:
            return
        self._waiting.pop(layer, None)
        for row in [row for rows in self._rows.values() for row in rows]:
            if layer in (row.layer, row.shown):
                self._hold(
                    row,
                    layer=None if row.layer is layer else row.layer,
                    shown=None if row.shown is layer else row.shown,
                )
        self._kernel.remove_source(source.number)
        self._numbers.give_back(source.number)

    # --- rows ---------------------------------------------------------------------------------------------------------

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
        self._stop_waiting(row)
        self._hold(row, layer=None, shown=None)

    def want_key_frame(self, row: Row) -> None:
        for layer in {row.layer, row.shown}:
            if layer is not None and layer.source is not None:
                layer.key_frames.want()

    def _track_in(self, slot: str | None) -> Track | None:
        return self._tracks.get(self._shown.get(slot, "")) if slot is not None else None

    def _rows_of(self, track: Track) -> list[Row]:
        slots = [slot for slot, shown in self._shown.items() if shown == track.track_id]
        return [row for slot in slots for row in self._rows.get(slot, ())]

    def _reseat_track(self, track: Track) -> None:
        for slot, shown in self._shown.items():
            if shown == track.track_id:
                self._reseat(slot)

    def _reseat(self, slot: str) -> None:
        track = self._track_in(slot)
        for row in self._rows.get(slot, ()):
            self._seat(row, track)

    def _seat(self, row: Row, track: Track | None) -> None:
        """Put a row on a track it was not on: on the layer to begin with."""
        before, row.blind = row.blind, track is not None and track.layout.kind not in row.layout.payload_types
        if track is None:
            self._move(row, None)
        elif row.blind:
            pass  # below: it is not for this row alone
        elif row.layer is None or row.layer.track is not track:
            ladder = self._ladders.get(track, ())
            self._move(row, ladder[self._first(row, ladder)] if ladder else None)
            if track.simulcast and row.subscription is not None:
                for wait, queue in zip(SEATED_S, self._seated, strict=True):
                    queue.append((self._looked + wait, row.subscription))
        if before or row.blind:
            self._compose(row)

    def _compose(self, row: Row) -> None:
        """Which of a listener's blind rows takes the composed picture."""
        rows = row.subscription.video if row.subscription is not None else (row,)
        blind = sorted((row for row in rows if row is not None and row.blind), key=_priority)
        sighted = next((row for row in blind if self.composed.track.layout.kind in row.layout.payload_types), None)
        for other in blind:
            if other is not sighted:
                self._move(other, None)
        if sighted is None:
            return
        if not self.composed.wanted:
            self.composed.want()
            self._supply(self.composed.track)
            self._tap()
        self._move(sighted, self.composed.layer)

    def sweep(self, now: float) -> None:
        """Have no picture composed any more that nobody takes; once a second."""
        if self.composed.idle(now):
            self.composed.wanted = False
            self.composed.track.open(False)
            self._drop_source(self.composed.layer)
            self._tap()

    def set_clocks(self, now: float, wall: float) -> None:
        """Of what the worker composes; publishers tell theirs.  ``now + wall``: Unix seconds."""
        layer = self.composed.layer
        if layer.source is not None:
            layer.clock = composed_clock(now, wall)
            self._kernel.set_clock(layer.source.number, *layer.clock)

    def _first(self, row: Row, ladder: tuple[Layer, ...]) -> int:
        if not ladder[0].track.simulcast or row.subscription is None:
            return 0
        return row.subscription.downlink.first([layer.meter.bps for layer in ladder], self._looked)

    def _move(self, row: Row, layer: Layer | None, *, patient: bool = False) -> None:
        """Attach a row to a layer of any track; ``patient``: the picture it has is good enough for a while."""
        source = layer.source if layer is not None else None
        if row.layer is layer and row.source is source:
            return
        self._stop_waiting(row)
        self._hold(row, layer=layer, shown=row.shown if layer is not None else None)
        self._attach(row, source)
        if layer is not None and row.shown is not layer:
            self._waiting.setdefault(layer, set()).add(row)
            layer.key_frames.want(patient=patient and row.shown is not None)

    def _stop_waiting(self, row: Row) -> None:
        if row.layer is not None and (waiting := self._waiting.get(row.layer)) is not None:
            waiting.discard(row)
            if not waiting:
                del self._waiting[row.layer]

    def begun(self, layer: Layer) -> None:
        """A key frame of the layer begins: the rows that waited for it are moved by the kernel."""
        for row in self._waiting.pop(layer, ()):
            self._hold(row, layer=layer, shown=layer)

    def _hold(self, row: Row, *, layer: Layer | None, shown: Layer | None) -> None:
        """Note where a row is and where it goes; both are kept open for it."""
        before, after = {row.layer, row.shown}, {layer, shown}
        row.layer, row.shown = layer, shown
        for released in before - after:
            if released is not None:
                released.rows -= 1
                if not released.rows and released.track.simulcast:
                    released.open(False)
        for held in after - before:
            if held is not None:
                held.rows += 1
                held.open(held.track.passes)

    # --- webcast ------------------------------------------------------------------------------------------------------

    def _tap(self) -> None:
        """Hold open the largest layer that comes in of each track, while the worker takes them."""
        taken = self._webcast or self.composed.wanted
        wanted = {ladder[-1] for ladder in self._ladders.values() if ladder} if taken else set()
        for layer in self._tapped - wanted:
            layer.tapped = False
            layer.rows -= 1
            if not layer.rows and layer.track.simulcast:
                layer.open(False)
        for layer in wanted - self._tapped:
            layer.tapped = True
            layer.rows += 1
            layer.open(layer.track.passes)
            layer.key_frames.want()
        self._tapped = wanted

    def want_key_frame_of(self, track_id: str) -> None:
        """The worker needs one of a track it takes."""
        for layer in self._tapped:
            if layer.track.track_id == track_id:
                layer.key_frames.want()

    # --- layers -------------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """See which layers come in; rows leave one that has stopped."""
        for track, before in list(self._ladders.items()):
            if not track.simulcast:
                continue
            ladder = self._ladders[track] = track.ladder()
            if set(ladder) != set(before):
                for row in self._rows_of(track):
                    if row.layer not in ladder:
                        self._leave_layer(row, track, ladder)
                self._tap()

    def _look_again(self, queue: deque[tuple[float, Subscription]], now: float) -> None:
        for _ in range(min(SEATED_PER_LOOK, len(queue))):
            if queue[0][0] > now:
                return
            self.adapt(queue.popleft()[1], now)

    def _leave_layer(self, row: Row, track: Track, ladder: tuple[Layer, ...]) -> None:
        """To the largest layer that is smaller than its own, or the smallest there is."""
        if row.layer is None or row.layer.track is not track or not ladder:
            self._seat(row, track)
            return
        own = row.layer.pixels, row.layer.meter.bps
        smaller = [layer for layer in ladder if (layer.pixels, layer.meter.bps) < own]
        self._move(row, (smaller or ladder[:1])[-1])

    def adapt(self, subscription: Subscription, now: float) -> None:
        """Move a listener's rows to the layers its path carries, after it has told more of it."""
        if all(len(ladder) < 2 for ladder in self._ladders.values()):
            return
        rows = [row for row in subscription.video if row is not None and row.wanted is not None]
        rows.sort(key=_priority)
        seen = [(row, ladder) for row in rows if (ladder := self._ladder_of(row))]
        rates = [[layer.meter.bps for layer in ladder] for _, ladder in seen]
        places = [_place(row, ladder) for row, ladder in seen]
        chosen = subscription.downlink.choose(rates, places, now)
        for (row, ladder), before, place in zip(seen, places, chosen, strict=True):
            if place != before:
                self._move(row, ladder[place] if place != PAUSED else None, patient=place > before)

    def _ladder_of(self, row: Row) -> tuple[Layer, ...]:
        track = self._track_in(row.wanted)
        if track is None or track.layout.kind not in row.layout.payload_types:
            return ()
        return self._ladders.get(track, ())

    # --- towards publishers -------------------------------------------------------------------------------------------

    def requests(self, now: float) -> None:
        """Send the NACKs and key-frame requests that are due, see which layers come in; some fifty times a second."""
        if now - self._looked >= LOOK_S:
            self._looked = now
            self._look()
            for queue in self._seated:
                self._look_again(queue, now)
        for track_id in set(self._shown.values()):
            track = self._tracks.get(track_id)
            if track is not None and (packets := track.requests(now)):
                self._kernel.send_control(track.peer, build([ReceiverReport(OUR_SSRC), *packets]))


def _priority(row: Row) -> int:
    return PRIORITY.get(row.wanted or "", len(PRIORITY))


def _place(row: Row, ladder: Iterable[Layer]) -> int:
    return next((place for place, layer in enumerate(ladder) if layer is row.layer), PAUSED)
