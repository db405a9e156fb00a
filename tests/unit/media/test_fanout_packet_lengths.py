"""Rows that move between buses of 20 and of 40 ms packets: one clock, nothing twice, at most one block missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.media.fanout_harness import Rig, opus

SHORT, LONG, OTHER_LONG = 1, 2, 3
START = 0xFFFF_FFFF - 960 * 7 + 1
"""The timestamps wrap on the way."""


def _run(rig: Rig, moves: dict[int, int], ticks: int = 24) -> Iterator[tuple[int, int, int]]:
    """(source, first tick, ticks) of each packet the row sent, checked for numbers and clock.  ``moves``: before a tick."""
    for source in (SHORT, LONG, OTHER_LONG):
        rig.source(source)
    listener = rig.listener(timestamp=77)
    for tick in range(ticks):
        if tick in moves:
            rig.kernel.attach(1, moves[tick])
        rig.kernel.forward(SHORT, [_packet(SHORT, tick, tick)])
        if tick % 2:
            for source in (LONG, OTHER_LONG):
                rig.kernel.forward(source, [_packet(source, tick // 2, tick - 1)])
        rig.pass_time(0.02)
    rig.collect()
    packets = listener.rtp()
    said = [tuple(int(word) for word in packet.payload.split()) for packet in packets]
    assert [packet.sequence_number for packet in packets] == list(range(1000, 1000 + len(packets)))
    offset = packets[0].timestamp - 960 * said[0][1]
    for packet, (source, first_tick) in zip(packets, said, strict=True):
        assert packet.timestamp == (offset + 960 * first_tick) & 0xFFFF_FFFF, "the offset of the one clock is kept"
        yield source, first_tick, 1 if source == SHORT else 2


def _packet(source: int, number: int, first_tick: int) -> bytes:
    return opus(65_530 + number, START + 960 * first_tick, b"%d %d" % (source, first_tick))


def _heard(packets: Iterator[tuple[int, int, int]]) -> tuple[list[int], list[int]]:
    """Ticks heard, and the sources in the order they were heard."""
    ticks: list[int] = []
    order: list[int] = []
    for source, first_tick, length in packets:
        ticks += range(first_tick, first_tick + length)
        order += [source] if order[-1:] != [source] else []
    return ticks, order


@pytest.mark.parametrize("at", [9, 10])
def test_a_listener_moves_from_short_to_long_packets_without_a_gap(rig: Rig, at: int) -> None:
    ticks, order = _heard(_run(rig, {0: SHORT, at: LONG}))
    assert order == [SHORT, LONG]
    assert ticks == list(range(24))


@pytest.mark.parametrize(("at", "missing"), [(10, []), (11, [10])], ids=["between packets", "within a packet"])
def test_a_listener_moves_from_long_to_short_packets_and_misses_one_block_at_most(
    rig: Rig, at: int, missing: list[int]
) -> None:
    ticks, order = _heard(_run(rig, {0: LONG, at: SHORT}))
    assert order == [LONG, SHORT]
    assert ticks == [tick for tick in range(24) if tick not in missing]


@pytest.mark.parametrize("at", [9, 10])
def test_a_listener_changes_channel_among_long_packets_without_a_gap(rig: Rig, at: int) -> None:
    ticks, order = _heard(_run(rig, {0: LONG, at: OTHER_LONG}))
    assert order == [LONG, OTHER_LONG]
    assert ticks == list(range(24))


def test_there_and_back_and_there_again_keeps_the_clock(rig: Rig) -> None:
    ticks, order = _heard(_run(rig, {0: SHORT, 6: LONG, 12: SHORT, 18: OTHER_LONG}))
    assert order == [SHORT, LONG, SHORT, OTHER_LONG]
    assert ticks == list(range(24))


def test_a_resend_from_before_the_move_is_the_packet_of_that_time(rig: Rig) -> None:
    rig.source(SHORT)
    rig.source(LONG)
    listener = rig.listener(attach=SHORT)
    for tick in range(6):
        rig.kernel.forward(SHORT, [_packet(SHORT, tick, tick)])
        rig.pass_time(0.02)
    rig.kernel.attach(1, LONG)
    rig.kernel.forward(LONG, [_packet(LONG, 3, 6)])
    rig.collect()
    first = listener.take()
    rig.kernel.resend(1, [1002, 1006])
    rig.collect()
    assert listener.take() == [first[2], first[6]]
