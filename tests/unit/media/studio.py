"""A meeting around the pure mixer: publishers with real Opus, a clock of ticks, listeners that decode what they are sent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bus import pipe
from bus.messages import Desk, DeskState, Gate, MeetingState, Microphone, Output, Webcast
from media.clock import rtp_timestamp
from media.codec import opus
from media.mixer.mixer import Mixer
from media.mixer.settings import MixerSettings
from media.testing import Link, OpusStream, Samples, SoundSource, ToneSource

MEETING = "m"
FIRST_TICK = 5000
AS_SENT = MixerSettings(loudness_range_db=0)
"""Nobody is made as loud as the others: what is measured is what was sent."""


def microphone(owner: str, gate: Gate = "open") -> Microphone:
    return Microphone(f"{owner}/mic", gate)


def desk(owner: str, channel: str, state: DeskState = "open", *, booth: str = "", talking: bool = False) -> Desk:
    return Desk(f"{owner}/mic", channel, state, booth or channel, talking)


def output(channel: str, minus: str | None = None, ptime_ms: int = 20) -> Output:
    track = f"{minus}/mic" if minus else None
    length = "" if ptime_ms == 20 else f"@{ptime_ms}"
    return Output(f"{channel}!{track}" if track else f"{channel}{length}", channel, track, ptime_ms)


def packets_of(mixer: Mixer, tick: int) -> list[pipe.OpusMessage]:
    """What a mixer sends at a tick."""
    messages: list[bytes] = []
    mixer.tick(tick, messages.append)
    packets = [pipe.decode(message) for message in messages]
    return [packet for packet in packets if isinstance(packet, pipe.OpusMessage)]


class Studio:
    """``publish`` tracks, ``state`` what is open, ``run`` time, listen to ``heard``."""

    def __init__(self, settings: MixerSettings | None = None) -> None:
        self.mixer = Mixer(settings or AS_SENT)
        self.tick = FIRST_TICK
        self.rendered: dict[str, list[Samples]] = {}
        """Rendition of the webcast -> the blocks it was sent, within ±1."""
        self.heard: dict[str, list[Samples]] = {}
        self.timestamps: dict[str, list[int]] = {}
        self.payloads: dict[str, list[bytes]] = {}
        self._decoders: dict[str, opus.Decoder] = {}
        self._streams: dict[str, tuple[OpusStream, Link]] = {}

    def publish(self, owner: str, source: float | SoundSource, link: Link | None = None) -> OpusStream:
        """A microphone that sends for ever, from the next tick on; a number is a tone's frequency in Hz."""
        stream = OpusStream(ToneSource(source) if isinstance(source, int | float) else source)
        self._streams[f"{owner}/mic"] = stream, link or Link()
        return stream

    def stop(self, owner: str) -> None:
        del self._streams[f"{owner}/mic"]

    def state(
        self,
        *items: Microphone | Desk | Output,
        floor_language: str | None = None,
        policy: str = "floor",
        attention: float | None = None,
        webcast: Webcast | None = None,
    ) -> None:
        self.mixer.apply(
            MeetingState(
                MEETING,
                channels=("en", "fr", "ru"),
                floor_language=floor_language,
                policy=policy,  # type: ignore[arg-type]
                microphones=tuple(item for item in items if isinstance(item, Microphone)),
                desks=tuple(item for item in items if isinstance(item, Desk)),
                outputs=tuple(item for item in items if isinstance(item, Output)),
                attention=attention,
                webcast=webcast,
            )
        )

    def run(self, ticks: int, each: Callable[[int], None] | None = None) -> None:
        for _ in range(ticks):
            now = self.tick / 50
            for track, (stream, link) in self._streams.items():
                link.send(now - 0.01, stream.next())
                for delivery in link.receive(now):
                    self.mixer.receive(f"{MEETING}/{track}", delivery.at, delivery.packet, self.tick)
            if each is not None:
                each(self.tick)
            self.mixer.tick(self.tick, lambda message: self._listen(pipe.decode(message)))
            self.mixer.render(self.tick, lambda message: self._listen(pipe.decode(message)))
            self.tick += 1

    def _listen(self, message: pipe.Message) -> None:
        if isinstance(message, pipe.SoundMessage):
            assert message.tick == self.tick
            block = np.frombuffer(message.samples, ">i2").astype(np.float32) / np.float32(32767)
            self.rendered.setdefault(message.rendition.removeprefix(f"{MEETING}/"), []).append(block)
            return
        assert isinstance(message, pipe.OpusMessage)
        bus = message.bus.removeprefix(f"{MEETING}/")
        assert message.timestamp == rtp_timestamp(self.tick + 1 - opus.packet_samples(message.payload) // 960)
        decoder = self._decoders.setdefault(bus, opus.Decoder())
        self.heard.setdefault(bus, []).append(decoder.decode(message.payload))
        self.timestamps.setdefault(bus, []).append(message.timestamp)
        self.payloads.setdefault(bus, []).append(message.payload)

    def sound(self, bus: str, first: int, end: int | None = None) -> Samples:
        """What listeners of ``bus`` heard from its ``first`` block on (negative: from the end)."""
        return np.concatenate(self.heard[bus][first:end])

    def samples(self, channel: str, first: int, end: int | None = None) -> Samples:
        """What the webcast got of ``channel`` from its ``first`` block on (negative: from the end)."""
        return np.concatenate(self.rendered[channel][first:end])
