"""What a tick of the mixer costs, and how long speech stays in it.  ``python -m bench.mixer``

Tick: two microphones and six desks with speech, seven channels and their mix-minus buses, every bus encoded by itself;
with listen-only packets of 40 ms too.
Process: what one microphone and one bus, or an assembly, cost a second (``bench.mixer_process``).
Latency: bursts in a stream that comes over a link with seeded jitter; from the arrival of the RTP packet that holds a
burst's onset to the tick that sends the packet which a listener decodes to that onset.  Both in simulated time, with real
Opus.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from bench.mixer_process import ASSEMBLY, ONE, process_cost
from bus import pipe
from bus.messages import Desk, MeetingState, Microphone, Output
from media.codec import opus
from media.mixer.mixer import Mixer
from media.testing import Link, OpusStream, Samples, VoiceSource

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
FIRST_TICK = 5000
BURST_BLOCKS = 20


def _meeting(microphones: int, outputs: int, *, listen_only: bool = False) -> MeetingState:
    owners = [f"p{number}/mic" for number in range(microphones)]
    desks = [Desk(f"d{number}/mic", language, "open") for number, language in enumerate(LANGUAGES)]
    listed = [Output(channel, channel) for channel in ("floor", *LANGUAGES)]
    listed += [Output(f"floor!{track}", "floor", track) for track in owners]
    listed += [Output(f"{desk.channel}!{desk.track}", desk.channel, desk.track) for desk in desks]
    del listed[outputs:]
    if listen_only:
        listed += [Output(f"{channel}@40", channel, ptime_ms=40) for channel in ("floor", *LANGUAGES)]
    return MeetingState(
        "m",
        channels=LANGUAGES,
        floor_language="en",
        microphones=tuple(Microphone(track, "open") for track in owners[: microphones - len(desks)]),
        desks=tuple(desks),
        outputs=tuple(listed),
    )


def _speech_packets(seconds: int) -> list[bytes]:
    stream = OpusStream(VoiceSource(7))
    return [stream.next()[12:] for _ in range(seconds * 50)]


@contextmanager
def _calm_collector() -> Iterator[None]:
    """As in the mixer's process: the collector never runs within a tick."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def tick_cost_ms(*, tracks: int = 8, outputs: int = 20, listen_only: bool = False, seconds: int = 20) -> dict[str, float]:
    """CPU time of this thread per tick, packets taken in included.  Two of eight tracks are floor microphones, six desks.

    ``first``: until the first packet leaves.  ``listen_only``: the seven channels in packets of 40 ms as well.
    """
    state = _meeting(tracks, outputs, listen_only=listen_only)
    names = [m.track for m in state.microphones] + [d.track for d in state.desks]
    payloads = _speech_packets(10)
    streams = {name: OpusStream(VoiceSource(1), ssrc=number) for number, name in enumerate(names)}
    mixer = Mixer()
    mixer.apply(state)
    costs: list[float] = []
    firsts: list[float] = []
    with _calm_collector():
        for tick in range(FIRST_TICK, FIRST_TICK + seconds * 50):
            packets = [
                (f"m/{name}", s.packet(payloads[(tick + 37 * s.ssrc) % len(payloads)])) for name, s in streams.items()
            ]
            left: list[int] = []
            began = time.thread_time_ns()
            for name, packet in packets:
                mixer.receive(name, tick / 50 - 0.01, packet, tick)
            mixer.tick(tick, lambda message, left=left: left.append(time.thread_time_ns()))  # type: ignore[misc]
            costs.append((time.thread_time_ns() - began) / 1e6)
            firsts.append((left[0] - began) / 1e6)
    return {
        "tracks": len(names),
        "outputs": len(state.outputs),
        "first": float(np.percentile(firsts, 50)),
        "p50": float(np.percentile(costs, 50)),
        "p99": float(np.percentile(costs, 99)),
        "max": max(costs),
    }


class _Bursts:
    """20 ms of noise at the start of every ``BURST_BLOCKS``-th block, silence between."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(1)
        self._count = 0

    def read(self, samples: int) -> Samples:
        self._count += 1
        loud = 0.2 if self._count % BURST_BLOCKS == 0 else 0.0
        return (self._random.standard_normal(samples) * loud).astype(np.float32)


def _onsets(sound: Samples) -> list[int]:
    """First samples of the bursts."""
    loud = np.flatnonzero(np.abs(sound) > 0.05)
    return [int(at) for at, before in zip(loud, np.concatenate(([-(10**6)], loud[:-1])), strict=True) if at - before > 4800]


def speech_latency_ms(*, jitter_s: float = 0.03, seconds: int = 60, seed: int = 1) -> dict[str, float]:
    """RTP in to RTP out of the same sound, through jitter buffer, mix, limiter and both codecs' look-ahead."""
    stream, link = OpusStream(_Bursts()), Link(seed, jitter_s=jitter_s)
    mixer = Mixer()
    mixer.apply(MeetingState("m", microphones=(Microphone("a/mic", "open"),), outputs=(Output("floor", "floor"),)))
    decoder, listener = opus.Decoder(), opus.Decoder()
    arrivals: list[float] = []
    sent: list[Samples] = []
    heard: list[Samples] = []
    for tick in range(FIRST_TICK, FIRST_TICK + seconds * 50):
        link.send(tick / 50 - 0.013, stream.next())
        for at, packet in link.receive(tick / 50):
            arrivals.append(at)
            sent.append(decoder.decode(packet[12:]))
            mixer.receive("m/a/mic", at, packet, tick)
        messages: list[bytes] = []
        mixer.tick(tick, messages.append)
        for message in messages:
            decoded = pipe.decode(message)
            assert isinstance(decoded, pipe.OpusMessage)
            heard.append(listener.decode(decoded.payload))
    came_in = [arrivals[onset // 960] for onset in _onsets(np.concatenate(sent))]
    went_out = [(FIRST_TICK + onset // 960) / 50 for onset in _onsets(np.concatenate(heard))]
    waits = _matched(came_in, went_out)
    return {"p50": float(np.percentile(waits, 50)), "p95": float(np.percentile(waits, 95)), "bursts": len(waits)}


def _matched(came_in: Sequence[float], went_out: Sequence[float]) -> list[float]:
    """Milliseconds from each burst to the first one out within 300 ms after it."""
    waits = []
    for at in came_in:
        after = [out - at for out in went_out if 0 <= out - at < 0.3]
        if after:
            waits.append(after[0] * 1000)
    return waits


def run(*, quick: bool = False) -> dict[str, object]:
    """Everything, as a dictionary that JSON takes."""
    seconds = 10 if quick else 60
    one, assembly = process_cost(ONE, seconds=seconds / 2), process_cost(ASSEMBLY, seconds=seconds / 2)
    return {
        "mixer.cpu_ms_per_s": one["cpu_ms_per_s"],
        "mixer.process_one": one,
        "mixer.process_assembly": assembly,
        "mixer.tick_cost_ms": tick_cost_ms(seconds=seconds),
        "mixer.tick_cost_listen_only_ms": tick_cost_ms(listen_only=True, seconds=seconds),
        "mixer.tick_cost_idle_ms": tick_cost_ms(tracks=6, outputs=7, seconds=seconds),
        "mixer.speech_latency_ms": speech_latency_ms(seconds=seconds * 2),
        "mixer.libopus": opus.library_version(),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    print(json.dumps(run(quick=parser.parse_args().quick), indent=2))
