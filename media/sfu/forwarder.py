"""One meeting at the transport: its gates, its buses and slots, and the rows of those who listen.

Pure: packets and desired state come in, calls of the fan-out kernel and admitted packets go out.
"""

from __future__ import annotations

from typing import Final

from bus.messages import MeetingState, PeerState
from media.fanout.kernel import Kernel
from media.rtp.rtcp import Fir, Nack, Packet, Pli, ReceiverReport, Remb, SenderReport, build
from media.sfu.numbers import Numbers
from media.sfu.publication import Publication
from media.sfu.slots import Slots
from media.sfu.source import BusSource, Source, bus_clock
from media.sfu.subscription import Row, Subscription
from media.sfu.track import OUR_SSRC, Track

MAX_BUSES: Final = 1024
FORGET_BUS_S: Final = 5.0


class Forwarder:
    """``sources`` numbers the kernel's sources, of all meetings."""

    def __init__(self, meeting_id: str, kernel: Kernel, sources: Numbers, wall: float) -> None:
        self.meeting_id = meeting_id
        self.slots = Slots(meeting_id, kernel, sources, self._attach)
        self.publications: set[Publication] = set()
        self.subscriptions: set[Subscription] = set()
        self._kernel = kernel
        self._sources = sources
        self._state = MeetingState(meeting_id)
        self._microphones: dict[str, Track] = {}
        self._open: frozenset[str] = frozenset()
        self._buses: dict[str, BusSource] = {}
        self._wall = wall

    # --- desired state ------------------------------------------------------------------------------------------------

    def apply(self, state: MeetingState, now: float) -> None:
        """Take over the whole state of the meeting.  Gates that close are closed when this returns.

        Armed microphones and desks pass to the mixer, which meters them; so does a desk in push-to-mute that talks to its
        booth, and no other.
        """
        self._state = state
        self._open = frozenset(
            [microphone.track for microphone in state.microphones]
            + [desk.track for desk in state.desks if desk.state != "pushToMute" or desk.talking]
        )
        for track in self._microphones.values():
            track.open(track.track_id in self._open)
        self.slots.show(state.slots, webcast=state.webcast is not None)
        for output in state.outputs:
            self._bus(output.bus, now)

    # --- publishers ---------------------------------------------------------------------------------------------------

    def publish(self, publication: Publication) -> None:
        """Tracks of a newer publication replace those of the same name (a client that came back)."""
        self.publications.add(publication)
        for track in publication.tracks:
            if track.is_video:
                self.slots.publish(track)
                continue
            replaced = self._microphones.get(track.track_id)
            if replaced is not None:
                replaced.open(False)
            self._microphones[track.track_id] = track
            track.open(track.track_id in self._open)

    def withdraw(self, publication: Publication) -> None:
        self.publications.discard(publication)
        for track in publication.tracks:
            if track.is_video:
                self.slots.withdraw(track)
                continue
            track.open(False)
            if self._microphones.get(track.track_id) is track:
                del self._microphones[track.track_id]

    def requests(self, now: float) -> None:
        """Send the publishers the NACKs and key-frame requests that are due; some fifty times a second."""
        self.slots.requests(now)
        for track_id in self._open:
            if (track := self._microphones.get(track_id)) is not None:
                self.ask(track, now)

    def ask(self, track: Track, now: float) -> None:
        """Send what a track owes its publisher now: lost sound is asked for as soon as it is missed."""
        if packets := track.requests(now):
            self._kernel.send_control(track.peer, build([ReceiverReport(OUR_SSRC), *packets]))

    # --- listeners ----------------------------------------------------------------------------------------------------

    def subscribe(self, subscription: Subscription) -> None:
        self.subscriptions.add(subscription)

    def select(self, subscription: Subscription, state: PeerState, now: float) -> None:
        """Move the rows of a listener to what ``state`` wants; a bus that has not begun is waited for on the old one."""
        for row, wish in subscription.wishes(state):
            if row.wanted == wish:
                continue
            if row.layout.media == "video":
                self.slots.follow(row, wish)
            else:
                self._select_bus(row, wish, now)

    def _select_bus(self, row: Row, bus: str | None, now: float) -> None:
        """The kernel keeps the row on its old bus until the new one has a packet."""
        row.wanted = bus
        self._attach(row, self._bus(bus, now) if bus is not None else None)

    def unsubscribe(self, subscription: Subscription) -> None:
        """Forget the rows of a peer the kernel has been told to remove."""
        self.subscriptions.discard(subscription)
        for row in subscription.rows:
            if row.layout.media == "video":
                self.slots.leave(row)
            if row.source is not None:
                row.source.rows -= 1
                row.source = None

    def feedback(self, subscription: Subscription, packets: list[Packet], now: float) -> None:
        """A listener's RTCP: resends, key frames, and what its path carries."""
        for packet in packets:
            match packet:
                case Nack():
                    if (row := subscription.row_of(packet.media_ssrc)) is not None:
                        self._kernel.resend(row.number, packet.sequence_numbers)
                        subscription.asked(row, packet.sequence_numbers)
                case Pli():
                    self._want_key_frame(subscription, packet.media_ssrc)
                case Fir():
                    for ssrc, _ in packet.entries:
                        self._want_key_frame(subscription, ssrc)
                case ReceiverReport() | SenderReport() if packet.reports:
                    subscription.reported(packet.reports, now)
                case Remb():
                    subscription.downlink.estimate(packet.bitrate_bps, now)
        if subscription.downlink.due(now):
            self.slots.adapt(subscription, now)

    def _want_key_frame(self, subscription: Subscription, ssrc: int) -> None:
        row = subscription.row_of(ssrc)
        if row is not None and row.layout.media == "video":
            self.slots.want_key_frame(row)

    def _attach(self, row: Row, source: Source | None) -> None:
        if row.source is not None:
            row.source.rows -= 1
        row.source = source
        if source is not None:
            source.rows += 1
        self._kernel.attach(row.number, source.number if source is not None else None)

    # --- buses --------------------------------------------------------------------------------------------------------

    def _bus(self, bus: str, now: float) -> BusSource | None:
        """The source of a bus, made before its first packet.  None: there are too many."""
        source = self._buses.get(bus)
        if source is None and len(self._buses) < MAX_BUSES:
            source = self._buses[bus] = BusSource(self._sources.take(), self._kernel, f"{self.meeting_id}/{bus}", now)
            self._kernel.set_clock(source.number, *bus_clock(now, self._wall))
        return source

    def set_clocks(self, now: float, wall: float) -> None:
        """Tell the kernel the capture time of each bus; once a second is enough.  ``now + wall``: Unix seconds."""
        self._wall = wall
        for source in self._buses.values():
            self._kernel.set_clock(source.number, *bus_clock(now, wall))
        self.slots.set_clocks(now, wall)

    def sweep(self, now: float) -> None:
        """Forget buses that the mixer makes no more and that nobody is on, and a composed picture nobody takes."""
        self.slots.sweep(now)
        wanted = {output.bus for output in self._state.outputs}
        for bus, source in list(self._buses.items()):
            if source.rows or bus in wanted:
                source.last_wanted = now
            elif now - source.last_wanted > FORGET_BUS_S:
                del self._buses[bus]
                self._kernel.remove_source(source.number)
                self._sources.give_back(source.number)

    @property
    def idle(self) -> bool:
        """Nothing is left: the meeting may be forgotten."""
        return not (self.publications or self.subscriptions or self._buses or self.slots.composed.wanted)
