"""Token buckets: what is refused, and that honest senders never are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from media.transport.allowance import RTCP_COST, Allowance, Bucket
from media.transport.tcp import network_of


def test_a_burst_is_let_through_and_then_the_rate() -> None:
    bucket = Bucket(10.0, 5.0)
    assert [bucket.take(100.0) for _ in range(7)] == [True] * 5 + [False] * 2
    assert [bucket.take(100.125), bucket.take(100.125)] == [True, False]
    assert 98 < sum(bucket.take(100.125 + n / 1024) for n in range(10_240)) < 102


def test_what_costs_more_than_is_left_takes_nothing() -> None:
    bucket = Bucket(1.0, 10.0)
    assert not bucket.take(1.0, 11.0)
    assert bucket.take(1.0, 10.0)
    bucket.give_back(3.0)
    assert bucket.take(1.0, 3.0) and not bucket.take(1.0)


def test_giving_back_never_exceeds_the_burst() -> None:
    bucket = Bucket(1.0, 2.0)
    bucket.give_back(50.0)
    assert [bucket.take(1.0) for _ in range(3)] == [True, True, False]


@given(st.lists(st.tuples(st.floats(-2.0, 5.0), st.floats(0.0, 3.0)), max_size=200))
def test_no_more_is_ever_let_through_than_burst_and_rate_allow(steps: list[tuple[float, float]]) -> None:
    """Stamps may go back: the kernel's are not those of one clock."""
    bucket, now, taken = Bucket(3.0, 7.0), 1000.0, 0.0
    stamps: list[float] = []
    for step, cost in steps:
        now += step
        stamps.append(now)
        taken += cost if bucket.take(now, cost) else 0.0
        assert taken <= 7.0 + 3.0 * (max(stamps) - stamps[0]) + 1e-6


def test_what_honest_peers_send_fits() -> None:
    allowance = Allowance()
    for n in range(60 * 50):  # a minute of feedback every 20 ms, as a browser on a bad network sends it
        assert allowance.rtcp.take(10.0 + n / 50, RTCP_COST + 120)
    for n in range(10 * 1000):  # ten seconds of 10 Mbit/s
        assert allowance.rtp.take(10.0 + n / 1000)


def test_who_has_a_whole_ipv6_network_counts_once() -> None:
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff:1%eth0") != network_of("2001:db8:0:1::1")
    assert network_of("192.0.2.1") != network_of("192.0.2.2")
