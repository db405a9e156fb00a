"""A stalled network or process that lets go of seconds of sound at once must not end the mixer."""

from __future__ import annotations

import pytest

from media.codec import opus
from media.mixer.jitter import JitterBuffer
from media.mixer.timeline import BLOCK
from media.rtp.header import parse_header
from media.testing import OpusStream, Samples, ToneSource, tone_level_db

START = 5000


def _push(buffer: JitterBuffer, packet: bytes, at_s: float) -> None:
    header = parse_header(packet)
    buffer.push(header, packet[header.payload_start : header.payload_end], at_s)


@pytest.mark.parametrize("stall_ticks", [60, 90, 150, 400])
@pytest.mark.parametrize("kept_of_ten", [10, 7, 3])
def test_seconds_of_sound_let_go_at_once_are_skipped_and_the_stream_goes_on(stall_ticks: int, kept_of_ten: int) -> None:
    buffer, stream = JitterBuffer(opus.Decoder()), OpusStream(ToneSource(1000))
    held: list[bytes] = []
    heard: Samples | None = None
    for count in range(100 + stall_ticks + 200):
        tick = START + count
        packet = stream.next()
        if 100 <= count < 100 + stall_ticks:
            if count % 10 < kept_of_ten:
                held.append(packet)
        else:
            for late in held:
                _push(buffer, late, tick / 50 - 0.01)
            held.clear()
            _push(buffer, packet, tick / 50 - 0.01)
        heard = buffer.pull(tick)
    assert heard is not None and len(heard) == BLOCK
    assert tone_level_db(heard, 1000) == pytest.approx(-20, abs=1)
    assert buffer.delay_samples < 0.4 * 48_000
