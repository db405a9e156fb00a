"""Transport-wide congestion feedback: the wire format, what is told when, and that nothing is told wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.rtp.header import build_packet
from media.rtp.rtcp import RtcpError, parse
from media.rtp.transport_cc import MAX_STATUSES, ArrivalLog, TransportFeedback, decode, sequence_number_of


def told(log: ArrivalLog) -> dict[int, int | None]:
    """Number -> arrival in ticks, from the wire."""
    found: dict[int, int | None] = {}
    for message in log.feedback(1, 2):
        data = message.encode()
        assert len(data) % 4 == 0 and parse(data) == []
        read = decode(data)
        found |= {(read.base + n) & 0xFFFF: tick for n, tick in enumerate(read.arrivals)}
    return found


def test_the_layout_is_that_of_the_draft() -> None:
    message = TransportFeedback(0x01020304, 0x05060708, 0xFFFF, 7, (0x1000, None, 0x1001, 0x0FFF))
    expected = "afcd00060102030405060708ffff000400001007d1800001fffe0002"
    # base time 0x10 x 64 ms; a vector of two-bit symbols 1 0 1 2; deltas 0, 1 and -2 ticks; padded
    assert message.encode().hex() == expected
    assert decode(message.encode()) == message


@given(
    st.integers(0, 1 << 26),
    st.lists(st.one_of(st.none(), st.integers(-2000, 9000)), min_size=1, max_size=120),
    st.integers(1, 60),
)
def test_what_is_written_is_read_back(start: int, steps: list[int | None], repeat: int) -> None:
    arrivals: list[int | None] = []
    tick = start + 4000 * 200
    for step in [*steps, *([40] * repeat), *([None] * repeat)]:
        tick += step or 0
        arrivals.append(None if step is None else max(tick, 0))
    message = TransportFeedback(1, 2, 65500, 255, tuple(arrivals))
    assert decode(message.encode()) == message


def test_long_runs_cost_two_bytes() -> None:
    ticks = tuple(range(0, 4000, 10))
    lost = (*ticks[:1], *([None] * 4000), 8000)
    assert len(TransportFeedback(1, 2, 0, 0, ticks).encode()) == 20 + 2 + len(ticks) + 2
    assert len(TransportFeedback(1, 2, 0, 0, lost).encode()) <= 20 + 3 * 2 + 3 + 3


def test_arrivals_since_the_last_message_are_told_and_gaps_as_lost() -> None:
    log = ArrivalLog()
    assert told(log) == {}
    for n in (65534, 65535, 1):
        log.packet(n, 10 + n / 65536)
    first = told(log)
    assert list(first) == [65534, 65535, 0, 1] and first[0] is None
    assert told(log) == {}
    log.packet(4, 11.0)
    assert list(told(log)) == [2, 3, 4]


def test_a_late_packet_is_told_again_with_those_after_it() -> None:
    log = ArrivalLog()
    for n in (10, 11, 13):
        log.packet(n, 1.0)
    told(log)
    log.packet(12, 1.1)
    log.packet(11, 1.2)
    assert told(log) == {12: 4400, 13: 4000}


def test_arrivals_too_far_apart_for_one_message_make_two() -> None:
    log = ArrivalLog()
    log.packet(1, 5.0)
    log.packet(2, 20.0)
    messages = log.feedback(1, 2)
    assert [message.count for message in messages] == [0, 1]
    assert [decode(message.encode()).arrivals for message in messages] == [(20_000,), (80_000,)]


def test_a_burst_makes_messages_that_fit_a_path() -> None:
    log = ArrivalLog()
    for n in range(3000):
        log.packet(n, 1 + n / 1000)
    messages = log.feedback(1, 2)
    assert max(len(message.encode()) for message in messages) <= 1200
    assert sum(len(message.arrivals) for message in messages) == 3000
    assert max(len(message.arrivals) for message in messages) == MAX_STATUSES


def test_one_forged_number_does_not_end_the_feedback_and_a_restart_is_followed() -> None:
    log = ArrivalLog()
    for n in (1, 2, 30_000, 3):
        log.packet(n, 1.0)
    assert list(told(log)) == [1, 2, 3]
    for n in (40_000, 40_001, 40_002):
        log.packet(n, 2.0)
    assert list(told(log)) == [40_001, 40_002]


@given(st.lists(st.tuples(st.integers(0, 65535), st.floats(0, 100)), max_size=60))
def test_any_arrivals_give_messages_that_can_be_read(packets: list[tuple[int, float]]) -> None:
    log = ArrivalLog()
    for n, arrival in sorted(packets, key=lambda entry: entry[1]):
        log.packet(n, arrival)
        if n % 7 == 0:
            told(log)
    told(log)


@pytest.mark.parametrize("extensions", [{5: b"\x12\x34"}, {1: b"abc", 5: b"\x12\x34", 7: b"z"}])
def test_the_number_is_found_among_header_extensions(extensions: dict[int, bytes]) -> None:
    packet = build_packet(b"p", payload_type=96, sequence_number=1, timestamp=1, ssrc=1, csrcs=(9,), extensions=extensions)
    assert sequence_number_of(packet, 5) == 0x1234
    assert sequence_number_of(packet, 6) is None
    assert sequence_number_of(build_packet(b"p", payload_type=96, sequence_number=1, timestamp=1, ssrc=1), 5) is None


@given(st.binary(max_size=40), st.integers(1, 14))
def test_any_bytes_have_a_number_or_none(data: bytes, identifier: int) -> None:
    for packet in (data, b"\x90" + bytes(11) + b"\xbe\xde" + data):
        found = sequence_number_of(packet, identifier)
        assert found is None or 0 <= found <= 0xFFFF


@given(st.binary(max_size=60))
def test_any_bytes_are_feedback_or_refused(data: bytes) -> None:
    for packet in (data, b"\x8f\xcd" + ((len(data) + 3) // 4).to_bytes(2, "big") + data + bytes(-len(data) % 4)):
        try:
            decode(packet)
        except RtcpError:
            continue
