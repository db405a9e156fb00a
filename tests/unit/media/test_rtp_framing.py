"""Packets on a stream (RFC 4571)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.rtp.framing import MAX_FRAME, Deframer, FramingError, frame


@given(st.lists(st.binary(min_size=1, max_size=300), max_size=12), st.lists(st.integers(1, 200), min_size=1))
def test_packets_come_back_whole_however_the_stream_was_cut(packets: list[bytes], cuts: list[int]) -> None:
    stream = b"".join(map(frame, packets))
    deframer, found, n = Deframer(), list[bytes](), 0
    while stream:
        size = cuts[n % len(cuts)]
        found += deframer.feed(stream[:size])
        stream, n = stream[size:], n + 1
    assert found == packets


def test_an_empty_packet_is_left_out_and_one_too_long_ends_the_stream() -> None:
    deframer = Deframer()
    assert deframer.feed(b"\x00\x00\x00\x01x") == [b"x"]
    assert deframer.feed(frame(bytes(MAX_FRAME))) == [bytes(MAX_FRAME)]
    with pytest.raises(FramingError):
        deframer.feed(frame(bytes(MAX_FRAME + 1))[:2])
