"""The echo of the test meeting: what was said comes again four seconds later, whole and in order, on every desk."""

from __future__ import annotations

import pytest

from headless.clips import SILENCE
from headless.echo import AFTER_S, DELAY_TICKS, ECHO_S, SLACK_TICKS, Desks, EchoFrames, EchoLine


def packets(count: int, first: int = 0) -> list[bytes]:
    return [b"%d" % number for number in range(first, first + count)]


class Clock:
    def __init__(self) -> None:
        self.now = 1000

    def __call__(self) -> int:
        return self.now


def spoken(clock: Clock, frames: EchoFrames, ticks: int) -> list[bytes]:
    said = []
    for _ in range(ticks):
        clock.now += 1
        said.append(frames[0])
    return said


def test_what_was_said_is_said_again_by_every_desk() -> None:
    clock, line = Clock(), EchoLine()
    desks = [EchoFrames(line, clock), EchoFrames(line, clock)]
    said = packets(50)
    heard: list[list[bytes]] = [[], []]
    for number in range(DELAY_TICKS + 100):
        if number < len(said):
            line.push(said[number], clock.now)
        for desk, frames in zip(heard, desks, strict=True):
            desk.append(frames[number])
        clock.now += 1
    for desk in heard:
        assert [packet for packet in desk if packet != SILENCE] == said
        assert desk.index(said[0]) == DELAY_TICKS


def test_packets_that_come_in_bunches_are_said_evenly() -> None:
    clock, line = Clock(), EchoLine()
    said = packets(40)
    for at in range(0, 40, 4):
        for packet in said[at : at + 4]:
            line.push(packet, clock.now + at + 3)
    clock.now += DELAY_TICKS
    frames = EchoFrames(line, clock)
    heard = [frames[0], *spoken(clock, frames, 60)]
    begin = heard.index(said[0])
    assert heard[begin : begin + 40] == said


def test_a_pause_stays_a_pause() -> None:
    line = EchoLine()
    line.push(b"a", 1000)
    line.push(b"b", 1100)
    assert [line.at(tick) for tick in (1000 + DELAY_TICKS, 1050 + DELAY_TICKS, 1100 + DELAY_TICKS)] == [b"a", SILENCE, b"b"]


def test_a_flood_of_packets_does_not_grow_the_line() -> None:
    line = EchoLine()
    for packet in packets(10_000):
        line.push(packet, 1000)
    assert line.at(1000 + DELAY_TICKS + SLACK_TICKS) != SILENCE
    assert line.at(1000 + DELAY_TICKS + SLACK_TICKS + 1) == SILENCE
    for tick in range(1000, 5000):
        line.push(b"x", tick)
    assert len(line._packets) <= DELAY_TICKS + 3 * SLACK_TICKS


def test_a_desk_that_stood_still_goes_on_with_what_is_due_now() -> None:
    clock, line = Clock(), EchoLine()
    frames = EchoFrames(line, clock)
    clock.now += 500
    line.push(b"now", clock.now - DELAY_TICKS)
    assert frames[0] == b"now"


@pytest.mark.parametrize(("speaks_until", "at", "open"), [(0.0, 0.0, False), (3.0, 2.0, True), (3.0, 3.0 + ECHO_S, True)])
def test_desks_are_open_from_the_first_word_to_the_end_of_the_echo(speaks_until: float, at: float, open: bool) -> None:
    desks = Desks()
    now = 0.0
    while now < at:
        desks.step(now < speaks_until, now)
        now += 0.1
    assert desks.step(at < speaks_until, at) is open


def test_desks_close_after_the_echo() -> None:
    desks = Desks()
    desks.step(True, 10.0)
    assert desks.step(False, 10.0 + ECHO_S + AFTER_S - 0.01)
    assert not desks.step(False, 10.0 + ECHO_S + AFTER_S)
