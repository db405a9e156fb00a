from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.rtp.history import History
from media.rtp.sequence import Compactor, NackGenerator, ReceiveStatistics, Unwrapper, distance, timestamp_distance

numbers = st.integers(0, 0xFFFF)


@given(numbers, st.integers(-32768, 32767))
def test_distance_is_the_signed_way_round_the_circle(number: int, step: int) -> None:
    assert distance(number + step & 0xFFFF, number) == step


def test_timestamps_across_the_wrap() -> None:
    assert timestamp_distance(10, 0xFFFFFFF0) == 26


@given(st.lists(st.integers(-500, 500), max_size=200))
def test_the_index_follows_a_stream_through_wraps(steps: list[int]) -> None:
    unwrapper = Unwrapper()
    index = 0x10000 + 65000
    assert unwrapper.advance(65000) == index
    highest = index
    for step in steps:
        index = highest + step
        assert unwrapper.advance(index & 0xFFFF) == index
        highest = max(highest, index)


def test_loss_is_counted_as_in_rfc_3550() -> None:
    stats = ReceiveStatistics(48000)
    for number in (*range(65530, 65536), *range(0, 4), *range(6, 10)):
        stats.packet(number, number * 960 & 0xFFFFFFFF, 0.0)
    block = stats.report(7, 1.0)
    assert (block.packets_lost, block.fraction_lost) == (2, 2 * 256 // 16)
    assert block.highest_sequence_number == 0x10000 + 9
    assert stats.report(7, 2.0).fraction_lost == 0


def test_duplicates_make_the_loss_negative_and_the_fraction_zero() -> None:
    stats = ReceiveStatistics(48000)
    for number in (1, 2, 2, 2, 3):
        stats.packet(number, 0, 0.0)
    block = stats.report(7, 1.0)
    assert (block.packets_lost, block.fraction_lost) == (-2, 0)


def test_jitter_of_an_even_stream_is_nothing_and_of_an_uneven_one_converges() -> None:
    even, uneven = ReceiveStatistics(48000), ReceiveStatistics(48000)
    for number in range(400):
        even.packet(number, number * 960, number * 0.02)
        uneven.packet(number, number * 960, number * 0.02 + (0.005 if number % 2 else 0.0))
    assert even.report(1, 9).jitter <= 1
    assert abs(uneven.report(1, 9).jitter - 240) <= 5


def test_jitter_survives_the_wrap_of_the_timestamp() -> None:
    stats = ReceiveStatistics(48000)
    for number in range(50):
        stats.packet(number, 0xFFFFF000 + number * 960 & 0xFFFFFFFF, number * 0.02)
    assert stats.jitter <= 1


def test_delay_since_the_last_sender_report_is_told() -> None:
    stats = ReceiveStatistics(90000)
    stats.packet(1, 0, 0.0)
    assert stats.report(1, 1.0).delay_since_last_sr == 0
    stats.sender_report(0x1122334455667788, 1.0)
    block = stats.report(1, 1.5)
    assert (block.last_sr, block.delay_since_last_sr) == (0x33445566, 32768)


def test_a_restarted_stream_counts_anew_after_two_packets_in_a_row() -> None:
    stats = ReceiveStatistics(48000)
    for number in (100, 101, 40000, 102):
        stats.packet(number, 0, 0.0)
    assert (stats.expected, stats.received) == (3, 3)
    for number in (40001, 40002, 40003):
        stats.packet(number, 0, 0.0)
    assert (stats.expected, stats.received, stats.packets_lost) == (2, 2, 0)


def test_gaps_are_asked_for_at_once_and_again_until_given_up() -> None:
    nacks = NackGenerator(interval=0.1, retries=2)
    nacks.packet(65534, 0.0)
    assert nacks.deadline() is None
    nacks.packet(2, 0.0)
    assert nacks.due(0.0) == [65535, 0, 1]
    assert nacks.due(0.05) == []
    nacks.packet(0, 0.06)
    assert nacks.deadline() == 0.1
    assert nacks.due(0.1) == [65535, 1]
    assert nacks.due(0.2) == []
    assert (nacks.given_up, nacks.deadline()) == (2, None)


def test_requests_follow_the_round_trip_that_answers_show() -> None:
    nacks = NackGenerator(interval=0.05)
    for number in range(0, 10, 2):
        nacks.packet(number, number / 10)
        nacks.due(number / 10)
        assert nacks.packet(number - 1, number / 10 + 0.16) is (number > 0), "an answer"
    assert nacks.interval == pytest.approx(0.2)
    nacks.packet(20, 2.0)
    asked = [at for at in np.arange(2.0, 2.5, 0.01) if nacks.due(float(at))]
    assert asked == pytest.approx([2.0, 2.2, 2.4], abs=0.021)


def test_the_first_request_may_be_doubled_and_patience_ends() -> None:
    nacks = NackGenerator(interval=0.1, patience=0.15, doubled=1)
    nacks.packet(1, 0.0)
    nacks.packet(3, 0.0)
    asked = [at for at in np.arange(0.0, 0.5, 0.01) if nacks.due(float(at))]
    assert asked == pytest.approx([0.0, 0.02, 0.12], abs=0.011)
    assert nacks.given_up == 1 and not nacks.packet(2, 0.6)


def test_what_comes_late_without_having_been_asked_for_is_no_answer() -> None:
    nacks = NackGenerator(interval=0.1)
    nacks.packet(1, 0.0)
    nacks.packet(3, 0.0)
    assert not nacks.packet(2, 0.001) and nacks.interval == 0.1


def test_a_great_jump_is_a_restart_and_asks_for_nothing() -> None:
    nacks = NackGenerator()
    nacks.packet(0, 0.0)
    nacks.packet(2, 0.0)
    nacks.packet(10000, 0.0)
    assert nacks.due(1.0) == []


def test_only_the_newest_gaps_are_remembered() -> None:
    nacks = NackGenerator(capacity=3)
    nacks.packet(0, 0.0)
    nacks.packet(10, 0.0)
    assert nacks.due(0.0) == [7, 8, 9]
    nacks.packet(12, 0.0)
    assert (nacks.due(0.0), nacks.given_up) == ([11], 7)


@given(st.lists(numbers, max_size=300))
def test_any_sequence_keeps_the_nack_list_bounded(arrivals: list[int]) -> None:
    nacks = NackGenerator(capacity=32)
    for at, number in enumerate(arrivals):
        nacks.packet(number, float(at))
        assert len(nacks.due(float(at))) <= 32


def test_history_gives_back_what_it_reaches() -> None:
    history: History[str] = History(4)
    for index in (10, 11, 13, 12):
        assert history.put(index, f"p{index}")
    assert [history.get(index) for index in range(9, 15)] == [None, "p10", "p11", "p12", "p13", None]


def test_history_takes_an_index_only_once() -> None:
    history: History[str] = History(4)
    assert history.put(10, "first") and not history.put(10, "second")
    assert history.get(10) == "first"
    history.put(14, "later")
    assert not history.put(10, "too old")
    assert history.get(10) is None


def test_history_forgets_what_lies_behind_a_jump() -> None:
    history: History[str] = History(8)
    history.put(1, "old")
    history.put(100, "new")
    assert history.get(1) is None


def test_what_is_left_out_takes_its_number_with_it() -> None:
    numbers = Compactor()
    came = [65533, 65534, 65535, 0, 1, 2]
    assert [numbers.renumber(n, skip=n in (65534, 0)) for n in came] == [65533, None, 65534, None, 65535, 0]


def test_a_late_packet_gets_the_place_it_would_have_had() -> None:
    numbers = Compactor()
    came = [(1, False), (3, True), (5, False), (2, False), (4, False), (4, False), (3, True)]
    assert [numbers.renumber(n, skip=skip) for n, skip in came] == [1, None, 4, 2, 3, 3, None]


def test_padding_that_comes_after_what_follows_it_fills_its_place() -> None:
    numbers = Compactor()
    assert [numbers.renumber(n, skip=n == 2) for n in (1, 3, 2, 4)] == [1, 3, 2, 4]


def test_a_stream_that_begins_anew_is_not_taken_for_late() -> None:
    numbers = Compactor()
    for n in range(30_000, 30_400):
        numbers.renumber(n, skip=n % 2 == 0)
    assert [numbers.renumber(n, skip=False) for n in (7, 8)] == [7, 8]


@given(st.lists(st.booleans(), min_size=1, max_size=300), st.integers(0, 65535))
def test_in_order_there_is_never_a_gap(skips: list[bool], first: int) -> None:
    numbers = Compactor()
    passed = [
        n for offset, skip in enumerate(skips) if (n := numbers.renumber(first + offset & 0xFFFF, skip=skip)) is not None
    ]
    assert [distance(b, a) for a, b in pairwise(passed)] == [1] * (len(passed) - 1)
