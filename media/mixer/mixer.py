"""All meetings of a machine: RTP in, Opus packets out for every bus somebody hears.

Driving contract (pure: no clock, no IO)
    ``apply``/``remove``   a meeting's desired state has changed; acts from the next tick on.
    ``receive``            one RTP packet of a track, with the number of the next tick.
    ``tick``               mix and encode the block of a tick, send each packet; ticks grow, gaps are allowed.
    ``render``             after a tick, while a webcast takes it: the samples of its renditions.
    ``levels``             meters, whenever the shell wants to send them.
    ``fitness``            what is known of each microphone's sound; anew each second.
Packets of tracks that no state lists are dropped and counted: a closed microphone cannot be heard, whatever is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bus import pipe
from bus.messages import Fitness, Levels, MeetingState
from media.clock import rtp_timestamp
from media.codec.opus import Decoder, OpusError, Samples
from media.mixer.bus import Gates, LanguageBus, Sum, joined
from media.mixer.chime import Chime
from media.mixer.jitter import JitterCounters, SoundDecoder
from media.mixer.listener_rule import FLOOR, Feed
from media.mixer.output import PACKET_LENGTHS_MS, Named, OutputBus, Packet
from media.mixer.rendition import Heard, RenditionBus, carried, ruled
from media.mixer.settings import MixerSettings
from media.mixer.track import Track

GAINS_REMEMBERED = 256
"""Of voices that have left and may come back, per meeting.  Overflow policy: the one that left first is forgotten."""


@dataclass(slots=True)
class MixerCounters:
    unlisted: int = 0
    """Packets of tracks that are closed or unknown."""
    encoded: int = 0
    encode_errors: int = 0
    invalid: int = 0


class Mix(NamedTuple):
    """What is encoded once, whatever packets it is sent in."""

    channel: str
    minus: str | None


class _Meeting:
    """One meeting's tracks, gates, language buses, outputs and renditions of a webcast."""

    def __init__(self, state: MeetingState, settings: MixerSettings, make_decoder: Callable[[], SoundDecoder]) -> None:
        self._settings = settings
        self._make_decoder = make_decoder
        self._floor_gates = Gates()
        self._languages: dict[Heard, LanguageBus] = {}
        self.state = state
        self.tracks: dict[str, Track] = {}
        self.leaving: dict[str, Track] = {}
        """Closed since the last tick: heard for the length of the gate's fade, then gone."""
        self.outputs: dict[Mix, OutputBus] = {}
        self._ordered: list[tuple[Mix, OutputBus]] = []
        # those with packets of 20 ms first
        self._open: frozenset[str] = frozenset()
        self._channels: list[tuple[Heard, Feed, frozenset[str]]] = []
        self.renditions: list[RenditionBus] = []
        self._chime = Chime(state.attention)
        self._block: tuple[Sum, Samples | None] = Sum({}), None
        # floor and attention tone of the last tick
        self._serial = 0
        self._gains_db: dict[str, float] = {}
        # of voices that have left
        self.apply(state)

    def apply(self, state: MeetingState) -> None:
        self.state = state
        self._chime.ask(state.attention)
        listed = {m.track for m in state.microphones} | {d.track for d in state.desks}
        for name in self.tracks.keys() - listed:
            self.leaving[name] = self.tracks.pop(name)
        for name in listed - self.tracks.keys():
            self.tracks[name] = self.leaving.pop(name) if name in self.leaving else self._new_track(name)
        wanted: dict[Mix, list[Named]] = {}
        for output in state.outputs:
            key = f"{state.meeting_id}/{output.bus}".encode()
            if len(key) <= 255 and output.ptime_ms in PACKET_LENGTHS_MS:
                wanted.setdefault(Mix(output.channel, output.minus), []).append(Named(output.bus, key, output.ptime_ms))
        for mix in self.outputs.keys() - wanted.keys():
            del self.outputs[mix]
        for mix, named in wanted.items():
            if mix not in self.outputs:
                self.outputs[mix] = OutputBus(self._settings)
            self.outputs[mix].carry(tuple(named))
        self._ordered = sorted(self.outputs.items(), key=lambda item: not item[1].short)
        self._open = frozenset(m.track for m in state.microphones if m.gate == "open")
        self.renditions = carried(self.renditions, state, self._settings.ceiling_db)
        heard = {Heard(mix.channel) for mix in self.outputs} | {Heard(r.channel, r.without) for r in self.renditions}
        languages = {language for language in heard if language.channel != FLOOR}
        for gone in self._languages.keys() - languages:
            del self._languages[gone]
        self._channels = [ruled(language, state) for language in languages]

    def _new_track(self, name: str) -> Track:
        self._serial += 1
        return Track(self._make_decoder(), self._settings, self._serial, self._gains_db.pop(name, 0.0))

    def _forget_leaving(self) -> None:
        """Closed tracks are gone; what made each voice as loud as the others is remembered."""
        for name, track in self.leaving.items():
            self._gains_db[name] = track.gain.gain_db
        while len(self._gains_db) > GAINS_REMEMBERED:
            del self._gains_db[next(iter(self._gains_db))]
        self.leaving.clear()

    def tick(self, tick: int) -> Iterator[tuple[OutputBus, Samples | None]]:
        """What each output is to encode; those with packets of 20 ms first.  :meth:`rendered` is of the same tick."""
        blocks: dict[str, Samples] = {}
        for name, track in self.tracks.items():
            block = track.pull(tick)
            if block is not None:
                blocks[name] = block
        if self.leaving:
            for name, track in self.leaving.items():
                block = track.pull(tick)
                if block is not None:
                    blocks[name] = block
            self._forget_leaving()
        floor = Sum(self._floor_gates.process(self._open, blocks))
        if self._channels:
            self._move_languages(blocks, floor)
        chime = self._chime.pull()
        self._block = floor, chime
        return ((output, self._mix(mix, floor, chime)) for mix, output in self._ordered)

    def rendered(self) -> Iterator[tuple[RenditionBus, Samples | None]]:
        """What each rendition of the webcast holds."""
        floor, chime = self._block
        for rendition in self.renditions:
            yield rendition, self._mix(Mix(rendition.channel, None), floor, chime, rendition.without)

    def _move_languages(self, blocks: Mapping[str, Samples], floor: Sum) -> None:
        for language, now, desks in self._channels:
            bus = self._languages.get(language)
            if bus is None:
                bus = self._languages[language] = LanguageBus(now, desks)
            bus.process(now, desks, blocks, floor)

    def _mix(self, mix: Mix, floor: Sum, chime: Samples | None, without: frozenset[str] = frozenset()) -> Samples | None:
        """The attention tone is in the floor and every language, in none of the booths' own channels."""
        if mix.channel == FLOOR:
            return joined(floor.without(mix.minus), chime)
        sound = self._languages[Heard(mix.channel, without)].mix(mix.minus)
        return joined(sound, chime) if mix.channel in self.state.channels else sound

    def output_levels(self) -> dict[str, float]:
        """Bus -> dBFS since the last reading."""
        levels: dict[str, float] = {}
        for output in self.outputs.values():
            level = output.meter.read()
            levels |= {named.bus: level for named in output.named}
        return levels


def _message(named: Named, packet: Packet) -> bytes:
    return pipe.encode_opus(named.key, rtp_timestamp(packet.tick), packet.payload)


class Mixer:
    """See the module's driving contract."""

    def __init__(self, settings: MixerSettings | None = None, make_decoder: Callable[[], SoundDecoder] = Decoder) -> None:
        self.counters = MixerCounters()
        self.jitter = JitterCounters()
        """Of tracks that are gone; see :meth:`jitter_counters`."""
        self._settings = settings or MixerSettings()
        self._make_decoder = make_decoder
        self._meetings: dict[str, _Meeting] = {}
        self._tracks: dict[str, Track] = {}
        # by their names on the pipe

    def apply(self, state: MeetingState) -> None:
        meeting = self._meetings.get(state.meeting_id)
        if meeting is None:
            self._meetings[state.meeting_id] = _Meeting(state, self._settings, self._make_decoder)
        else:
            meeting.apply(state)
        self._meetings_changed()

    def remove(self, meeting_id: str) -> None:
        meeting = self._meetings.pop(meeting_id, None)
        if meeting is not None:
            for track in (*meeting.tracks.values(), *meeting.leaving.values()):
                self._retire(track)
        self._meetings_changed()

    def _meetings_changed(self) -> None:
        self._tracks = {
            f"{meeting_id}/{name}": track
            for meeting_id, meeting in self._meetings.items()
            for name, track in meeting.tracks.items()
        }
        long = [output for meeting in self._meetings.values() for output in meeting.outputs.values() if output.long]
        used = [sum(output.phase == phase for output in long) for phase in (0, 1)]
        for output in long:
            if output.phase is None:
                output.phase = int(used[1] < used[0])
                used[output.phase] += 1

    @property
    def meetings(self) -> frozenset[str]:
        return frozenset(self._meetings)

    def receive(self, name: str, arrival_s: float, packet: bytes, next_tick: int) -> None:
        """``name``: ``<meeting>/<track>``."""
        track = self._tracks.get(name)
        if track is None:
            self.counters.unlisted += 1
            return
        track.receive(packet, arrival_s, next_tick)

    def tick(self, tick: int, send: Callable[[bytes], object]) -> None:
        """Mix the block of ``tick`` and ``send`` each message for the pipe (``bus.pipe.encode_opus``) as soon as it is made.

        The shorter packets go first: so whoever moves to longer ones has had all before.
        """
        timestamp = rtp_timestamp(tick)
        for meeting in self._meetings.values():
            for track in meeting.leaving.values():
                self._retire(track)
            paired: list[bytes] = []
            for output, block in meeting.tick(tick):
                packet, pair = self._encoded(output, tick, block)
                if packet is not None:
                    for named in output.short:
                        send(pipe.encode_opus(named.key, timestamp, packet.payload))
                if pair:
                    paired += [_message(named, longer) for named in output.long for longer in pair]
                if paired and not output.short:
                    for message in paired:
                        send(message)
                    paired.clear()
            for message in paired:
                send(message)

    def render(self, tick: int, send: Callable[[bytes], object]) -> None:
        """``send`` what the renditions of webcasts hold (``bus.pipe.encode_sound``); right after :meth:`tick`, if at all."""
        for meeting in self._meetings.values():
            for rendition, block in meeting.rendered():
                send(rendition.process(tick, block))

    @property
    def webcasting(self) -> bool:
        """Some meeting has a webcast."""
        return any(meeting.renditions for meeting in self._meetings.values())

    def _encoded(self, output: OutputBus, tick: int, block: Samples | None) -> tuple[Packet | None, tuple[Packet, ...]]:
        try:
            return output.process(tick, block)
        except OpusError:
            self.counters.encode_errors += 1
            return None, ()
        finally:
            self.counters.encoded += output.encoded
            output.encoded = 0

    def levels(self) -> list[Levels]:
        """One message per meeting in which anything is open or armed; reading starts the meters over."""
        return [
            Levels(
                meeting_id,
                {name: track.meter.read() for name, track in meeting.tracks.items()},
                meeting.output_levels(),
            )
            for meeting_id, meeting in self._meetings.items()
            if meeting.tracks
        ]

    def fitness(self) -> list[Fitness]:
        """One message per meeting in which anything has been open or armed for a second."""
        found = {
            meeting_id: {name: track.fitness for name, track in meeting.tracks.items() if track.fitness is not None}
            for meeting_id, meeting in self._meetings.items()
        }
        return [Fitness(meeting_id, tracks) for meeting_id, tracks in found.items() if tracks]

    def gauges(self) -> dict[str, float]:
        """Counters of all there ever was, and what there is now."""
        living = [track for meeting in self._meetings.values() for track in meeting.tracks.values()]
        jitter = JitterCounters()
        jitter.add(self.jitter)
        for track in living:
            jitter.add(track.buffer.counters)
        values = {f"jitter_{name}": float(getattr(jitter, name)) for name in JitterCounters.__slots__}
        return values | {
            "meetings": float(len(self._meetings)),
            "tracks": float(len(living)),
            "buses": float(
                sum(len(output.named) for meeting in self._meetings.values() for output in meeting.outputs.values())
            ),
            "encoders": float(sum(len(meeting.outputs) for meeting in self._meetings.values())),
            "packets_unlisted": float(self.counters.unlisted),
            "packets_invalid": float(self.counters.invalid + sum(track.invalid for track in living)),
            "packets_encoded": float(self.counters.encoded),
            "encode_errors": float(self.counters.encode_errors),
            "jitter_delay_max_ms": max((track.buffer.delay_samples / 48 for track in living), default=0.0),
        }

    def _retire(self, track: Track) -> None:
        self.jitter.add(track.buffer.counters)
        self.counters.invalid += track.invalid
