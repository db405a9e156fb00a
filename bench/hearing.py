"""What reaches ears: oneself, never; a burst, no louder than the ceiling.  The mixer in simulated time, with real Opus.

Self-hearing: someone speaks beside another on every bus that leaves them out; their tone in it, beside the same tone in the
bus of the others.  Burst: a voice 40 dB up from one sample to the next, on a microphone whose gain was turned up for it; how
far and how long what a listener decodes is above the ceiling.  White noise is left out: at 64 kbit/s Opus adds 6 dB to its
peaks, whatever the limiter made of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.sweep import band_hz, sweep
from bus import pipe
from bus.messages import Desk, MeetingState, Microphone, Output
from media.codec import opus
from media.mixer.mixer import Mixer
from media.mixer.settings import MixerSettings
from media.testing import LoopSource, OpusStream, Samples, SoundSource, ToneSource, speech_noise, tone, tone_level_db

FIRST_TICK: Final = 5000
MINE_HZ, OTHER_HZ = 1000.0, 2600.0
BURST_DB: Final = 40.0
TOLERANCE_DB: Final = 1.0


def heard(state: MeetingState, sources: dict[str, SoundSource], seconds: float) -> dict[str, Samples]:
    """What listeners of each bus decode, from packets that come at once."""
    mixer = Mixer()
    mixer.apply(state)
    streams = {track: OpusStream(source, ssrc=number + 1) for number, (track, source) in enumerate(sources.items())}
    decoders = {output.bus: opus.Decoder() for output in state.outputs}
    blocks: dict[str, list[Samples]] = {bus: [] for bus in decoders}
    for tick in range(FIRST_TICK, FIRST_TICK + round(seconds * 50)):
        for track, stream in streams.items():
            mixer.receive(f"m/{track}", tick / 50 - 0.01, stream.next(), tick)
        messages: list[bytes] = []
        mixer.tick(tick, messages.append)
        for message in map(pipe.decode, messages):
            assert isinstance(message, pipe.OpusMessage)
            bus = message.bus.removeprefix("m/")
            blocks[bus].append(decoders[bus].decode(message.payload))
    return {bus: np.concatenate(sound) for bus, sound in blocks.items()}


def self_hearing_db(seconds: float = 4.0) -> dict[str, float]:
    """Each bus -> one's own voice in it, beside its level in the same channel as others hear it."""
    desks = (Desk("ivo/mic", "fr", "open", "fr"), Desk("eva/mic", "fr", "open", "fr"))
    cases = {
        "floor": ("ada/mic", (Microphone("ada/mic", "open"), Microphone("ben/mic", "open")), ()),
        "en": ("ada/mic", (Microphone("ada/mic", "open"), Microphone("ben/mic", "open")), ()),
        "fr": ("ivo/mic", (), desks),
        "booth:fr": ("ivo/mic", (), desks),
        "room": ("room/mic", (Microphone("room/mic", "open"), Microphone("ben/mic", "open")), ()),
    }
    found = {}
    for name, (mine, microphones, open_desks) in cases.items():
        channel = "floor" if name == "room" else name
        state = MeetingState(
            "m",
            channels=("en", "fr"),
            floor_language="en",
            microphones=microphones,
            desks=open_desks,
            outputs=(Output(channel, channel), Output("own", channel, mine)),
        )
        tracks = [m.track for m in microphones] + [d.track for d in open_desks]
        sources: dict[str, SoundSource] = {t: ToneSource(MINE_HZ if t == mine else OTHER_HZ) for t in tracks}
        sound = {bus: samples[-48_000:] for bus, samples in heard(state, sources, seconds).items()}
        found[name] = tone_level_db(sound["own"], MINE_HZ) - tone_level_db(sound[channel], MINE_HZ)
        assert tone_level_db(sound["own"], OTHER_HZ) > -30, "the others are heard"
    return found


@dataclass(frozen=True, slots=True)
class Burst:
    over_db: float
    """Loudest sample beside the ceiling."""
    above_ms: float
    """Longest stretch of milliseconds with a sample more than 1 dB above it."""


def burst(loud: Samples, channel: str = "floor", ceiling_db: float = MixerSettings().ceiling_db) -> Burst:
    """``loud``: the sound 40 dB up, full scale at most; before it a quiet voice of ten seconds."""
    quiet = speech_noise(seconds=10, level_db=-41)
    state = MeetingState(
        "m",
        channels=("fr",),
        microphones=(Microphone("ada/mic", "open"),),
        desks=() if channel == "floor" else (Desk("ada/mic", "fr", "open", "fr"),),
        outputs=(Output("bus", channel),),
    )
    sound = np.concatenate((quiet, loud))
    decoded = heard(state, {"ada/mic": LoopSource(sound)}, len(sound) / 48_000)["bus"]
    return exceeding(decoded, ceiling_db)


def exceeding(decoded: Samples, ceiling_db: float) -> Burst:
    peaks = np.abs(decoded[: len(decoded) // 48 * 48]).reshape(-1, 48).max(axis=1)
    longest = run = 0
    for over in (peaks > 10 ** ((ceiling_db + TOLERANCE_DB) / 20)).tolist():
        run = run + 1 if over else 0
        longest = max(longest, run)
    return Burst(20 * float(np.log10(peaks.max())) - ceiling_db, float(longest))


def loud_sounds(seconds: float = 1.0) -> dict[str, Samples]:
    """What may come suddenly, 40 dB above a voice at -41 dBFS."""
    count = round(seconds * 48_000)
    white = np.random.default_rng(1).standard_normal(count)
    pink = np.fft.irfft(np.fft.rfft(white) / np.sqrt(np.maximum(np.fft.rfftfreq(count, 1 / 48_000), 50)), count)
    click = np.zeros(count, np.float32)
    click[:: count // 8] = 1.0
    return {
        "tone": tone(1000, count, level_db=BURST_DB - 43.1),
        "low tone": tone(150, count, level_db=BURST_DB - 43.1),
        "pink noise": np.clip(pink / np.std(pink) * 0.5, -1, 1).astype(np.float32),
        "voice": np.clip(speech_noise(seconds=seconds, level_db=BURST_DB - 41, seed=5), -1, 1),
        "clicks": click,
    }


def bursts(channels: Sequence[str] = ("floor", "fr")) -> dict[str, Burst]:
    return {f"{name} on {channel}": burst(sound, channel) for channel in channels for name, sound in loud_sounds().items()}


def server_band_hz(sweeps: int = 3) -> tuple[float, float]:
    """Of a desk's sound at a listener of its channel, within 3 dB: what both codecs, gain and limiter leave of it."""
    state = MeetingState("m", channels=("fr",), desks=(Desk("ivo/mic", "fr", "open", "fr"),), outputs=(Output("fr", "fr"),))
    settling, once = 5, sweep()
    sound = heard(state, {"ivo/mic": LoopSource(once)}, (sweeps + settling) * len(once) / 48_000)["fr"]
    return band_hz(np.tile(once, sweeps), sound[-sweeps * len(once) :])
