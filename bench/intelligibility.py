"""How well speech is understood on a channel: from the speaker's microphone over the floor to a listener's ears.

The demo's clips, encoded anew, over a link that loses packets, through the mixer, over another such link, to a listener's
jitter buffer: FEC and concealment alone, no resends.  STOI (Taal et al. 2011) of what is heard beside what was said: 1 is
all; above 0.75 or so every word is understood.  The clips are synthetic voices.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from bus import pipe
from bus.messages import MeetingState, Microphone, Output
from headless.clips import Library
from headless.receiving import Ear
from media.mixer.mixer import Mixer
from media.rtp.header import build_packet, parse_header
from media.testing import Link, LoopSource, OpusStream, Samples, decode_all

FIRST_TICK: Final = 5000
FRAME: Final = 960
PIECE: Final = 24_000
"""Sound is aligned anew so often: jitter buffers move their delay in pauses."""
REACH: Final = 24_000
SOUNDING: Final = 1e-5
SPARE_S: Final = 1.0
LOSSES: Final = (0.0, 0.02, 0.05)


def clips(seconds: float) -> dict[str, Samples]:
    """A clip of each language."""
    library = Library()
    found: dict[str, Samples] = {}
    for key, language in library.keys():
        if language not in found:
            found[language] = decode_all(library.clip(key, language).frames[: round(seconds * 50)])
    return found


def carried(said: Samples, loss: float, seed: int = 1) -> Samples:
    """What a listener of the floor hears of it, later by what the way takes."""
    mixer = Mixer()
    outputs = (Output("floor", "floor"),)
    mixer.apply(MeetingState("m", microphones=(Microphone("ada/mic", "open"),), outputs=outputs))
    up, down = (Link(seed + way, loss=loss, delay_s=0.02, jitter_s=0.01) for way in (0, 100))
    stream = OpusStream(LoopSource(np.concatenate((said, np.zeros(48_000 * 2, np.float32)))))
    ear = Ear(FIRST_TICK / 50)
    ticks = len(said) // FRAME + round(SPARE_S * 50)
    for number in range(ticks):
        tick = FIRST_TICK + number
        up.send(tick / 50 - 0.013, stream.next())
        for delivery in up.receive(tick / 50):
            mixer.receive("m/ada/mic", delivery.at, delivery.packet, tick)
        messages: list[bytes] = []
        mixer.tick(tick, messages.append)
        for message in map(pipe.decode, messages):
            assert isinstance(message, pipe.OpusMessage)
            packet = build_packet(
                message.payload, payload_type=111, sequence_number=number & 0xFFFF, timestamp=number * FRAME, ssrc=1
            )
            down.send(tick / 50 + 0.003, packet)
        for delivery in down.receive(tick / 50 + 0.003):
            header = parse_header(delivery.packet)
            ear.packet(header, delivery.packet[header.payload_start : header.payload_end], delivery.at)
    ear.play_until((FIRST_TICK + ticks) / 50 + SPARE_S)
    return ear.heard(0, ticks * FRAME)


def aligned(said: Samples, heard: Samples) -> Samples:
    """``heard`` brought to the time of ``said``, piece by piece; a piece without sound stays where the one before was."""
    pieces, late = [], 0
    for at in range(0, len(said) - PIECE + 1, PIECE):
        piece, around = said[at : at + PIECE], heard[at : at + PIECE + REACH]
        if float(np.mean(piece**2)) > SOUNDING:
            size = 1 << (len(around) + PIECE).bit_length()
            likeness = np.fft.irfft(np.fft.rfft(around, size) * np.conj(np.fft.rfft(piece, size)), size)[:REACH]
            late = int(np.argmax(likeness))
        pieces.append(around[late : late + PIECE])
    return np.concatenate(pieces)


def stoi_of(said: Samples, heard: Samples) -> float:
    from pystoi import stoi  # a tool of the bench alone

    brought = aligned(said, heard)
    return float(stoi(said[: len(brought)], brought, 48_000))


def intelligibility(*, seconds: float = 20.0, losses: Sequence[float] = LOSSES) -> dict[str, dict[str, float]]:
    """Loss in each direction, percent -> language -> STOI, with the ``mean``."""
    found: dict[str, dict[str, float]] = {}
    spoken = clips(seconds)
    for loss in losses:
        each = {language: stoi_of(said, carried(said, loss)) for language, said in spoken.items()}
        found[f"{loss * 100:g}"] = {**each, "mean": float(np.mean(list(each.values())))}
    return found
