"""Viewers counted by what their players say, and what one network can claim."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.audience import EVERY_S, NETWORK_VIEWERS, Audience, network


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_each_player_that_says_it_plays_is_one_viewer_for_half_a_minute() -> None:
    clock = Clock()
    audience = Audience(clock)
    for moment in range(0, 300, 10):
        clock.now = 1000.0 + moment
        for viewer in range(6):
            if moment % EVERY_S == viewer % 3 * 10:
                assert audience.note(f"192.0.2.{viewer}")
        if moment >= EVERY_S:
            assert audience.viewers == 6
    clock.now += EVERY_S
    assert audience.viewers == 0
    clock.now += 100 * EVERY_S
    assert audience.viewers == 0


def test_one_network_counts_for_so_many_at_most_and_does_not_crowd_out_others() -> None:
    clock = Clock()
    audience = Audience(clock)
    for number in range(1000):
        audience.note(f"2001:db8:1:{number:x}::7")
    assert audience.viewers == NETWORK_VIEWERS and not audience.note("2001:db8:1::1")
    assert audience.note("2001:db8:2::1") and audience.note("192.0.2.1")
    assert audience.viewers == NETWORK_VIEWERS + 2


def test_a_network_is_an_address_of_four_bytes_or_the_beginning_of_one_of_sixteen() -> None:
    assert network("192.0.2.7") == "192.0.2.7" == network("::ffff:192.0.2.7")
    assert network("2001:db8:1:2::7") == network("2001:db8:1:ffff::9") != network("2001:db8:2::7")
    assert network("fe80::1%eth0") == network("fe80::2")


@given(st.lists(st.tuples(st.floats(0, 60), st.text(max_size=50) | st.ip_addresses().map(str)), max_size=50))
def test_no_address_and_no_pace_breaks_the_count(asked: list[tuple[float, str]]) -> None:
    clock = Clock()
    audience = Audience(clock)
    lately: list[int] = []
    for passed, address in asked:
        clock.now += passed
        if audience.note(address):
            lately.append(int(clock.now))
        assert audience.viewers == sum(second > int(clock.now) - EVERY_S for second in lately)
