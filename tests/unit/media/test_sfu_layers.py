"""Which layer a listener gets: the allocation of a budget, and how a listener's path is followed over time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.sfu.layers import FIRST_S, LIGHT_BPS, LONGEST_WAIT_S, PAUSED, WAIT_S, Downlink, allocate, used

CAMERA = [150e3, 450e3, 1.5e6]
SCREEN = [1.2e6]

rates = st.floats(1e3, 1e7)
ladders = st.lists(st.lists(rates, min_size=1, max_size=3).map(sorted), max_size=6)


def test_the_most_important_slot_is_raised_first() -> None:
    assert allocate([CAMERA, CAMERA], 10e6) == [2, 2]
    assert allocate([CAMERA, CAMERA], 1.7e6) == [2, 0]
    assert allocate([CAMERA, CAMERA], 1e6) == [1, 1]
    assert allocate([CAMERA, CAMERA], 0) == [0, 0]


def test_a_heavy_stream_that_does_not_fit_is_paused_and_the_first_never() -> None:
    assert allocate([CAMERA, SCREEN], 700e3) == [1, PAUSED]
    assert allocate([SCREEN, CAMERA], 700e3) == [0, 0]
    assert allocate([CAMERA, SCREEN], 1.35e6) == [0, 0]


@given(ladders, st.floats(0, 2e7))
def test_an_allocation_stays_in_the_budget_but_for_what_is_never_paused(steps: list[list[float]], budget: float) -> None:
    places = allocate(steps, budget)
    assert all(PAUSED <= place < len(ladder) for place, ladder in zip(places, steps, strict=True))
    least = sum(ladder[0] for n, ladder in enumerate(steps) if n == 0 or ladder[0] <= LIGHT_BPS)
    assert used(steps, places) <= max(budget, least) * 1.000001 + 1
    for n, ladder in enumerate(steps):
        if n == 0 or ladder[0] <= LIGHT_BPS:
            assert places[n] != PAUSED


@given(ladders, st.floats(0, 2e7), st.floats(0, 1e7))
def test_the_first_slot_never_loses_by_a_larger_budget(steps: list[list[float]], budget: float, more: float) -> None:
    if steps:
        rest = [[ladder[0]] for ladder in steps[1:] if ladder[0] <= LIGHT_BPS]
        assert allocate([steps[0], *rest], budget)[0] <= allocate([steps[0], *rest], budget + more)[0]


@given(
    st.lists(
        st.tuples(
            st.floats(0, 3),
            st.one_of(st.none(), st.floats(1e4, 1e8)),
            st.one_of(st.none(), st.floats(0, 1)),
            st.lists(st.lists(rates, max_size=3).map(sorted), max_size=4),
        ),
        max_size=40,
    )
)
def test_whatever_a_listener_says_its_places_are_on_the_ladders(
    steps: list[tuple[float, float | None, float | None, list[list[float]]]],
) -> None:
    downlink, now = Downlink(), 0.0
    for seconds, estimate, lost, shown in steps:
        now += seconds
        if estimate is not None:
            downlink.estimate(estimate, now)
        if lost is not None:
            downlink.lost(lost, now)
        places = [downlink.first(ladder, now) if ladder else PAUSED for ladder in shown]
        chosen = downlink.choose(shown, places, now)
        assert all(PAUSED <= place < len(ladder) for place, ladder in zip(chosen, shown, strict=True))


# --- a listener over time ---------------------------------------------------------------------------------------------


class Path:
    """A path of a width, and a browser's estimate of it: down to 0.85 of what gets through when it is overused, else up by
    8 % a second to at most half as much again as comes in (draft-ietf-rmcat-gcc-02 section 5.5)."""

    def __init__(self, width: Callable[[float], float], *, remb: bool = True) -> None:
        self.width, self.remb = width, remb
        self.downlink = Downlink()
        self.estimate: float | None = None
        self.now = 0.0
        self.places = [self.downlink.first(CAMERA, 0.0)]
        self.history: list[tuple[float, int]] = []
        self.overused_s = 0.0

    def run(self, until: float, ladder: list[float] = CAMERA) -> int:
        while self.now < until:
            self.now = round(self.now + 0.2, 1)
            sent = ladder[self.places[0]]
            width = self.width(self.now)
            through = min(sent, width)
            if sent > width:
                self.overused_s += 0.2
            if self.remb and (sent > width or self.now > 5):
                if sent > width:
                    self.estimate = 0.85 * through
                else:
                    self.estimate = max(self.estimate or through, min((self.estimate or through) * 1.016, 1.5 * through))
                self.downlink.estimate(self.estimate, self.now)
            if not self.remb and round(self.now * 5) % 5 == 0:
                self.downlink.lost(max(0.0, 1 - width / sent), self.now)
            if self.downlink.due(self.now):
                (place,) = self.downlink.choose([ladder], self.places, self.now)
                if place != self.places[0]:
                    self.history.append((self.now, place))
                self.places = [place]
        return self.places[0]


@pytest.mark.parametrize("remb", [True, False])
def test_a_wide_path_begins_in_the_middle_and_is_at_the_top_within_two_seconds(remb: bool) -> None:
    path = Path(lambda _: 5e6, remb=remb)
    assert path.places == [1]
    assert path.run(FIRST_S / 2) == 1
    assert path.run(2.0) == 2
    assert path.run(600.0) == 2 and len(path.history) == 1
    assert path.downlink.first(CAMERA, 600.0) == 2, "the next speaker is seen well from the start"


@pytest.mark.parametrize("remb", [True, False])
def test_a_path_that_narrows_is_followed_down_within_two_seconds_and_up_again_when_it_widens(remb: bool) -> None:
    path = Path(lambda now: 600e3 if 20.1 < now < 60.1 else 5e6, remb=remb)
    assert path.run(20.0) == 2
    assert path.run(22.1) == 1
    path.run(60.0)
    assert path.run(100.0) == 2


@pytest.mark.parametrize("remb", [True, False])
def test_attempts_on_a_narrow_path_become_rare(remb: bool) -> None:
    path = Path(lambda _: 600e3, remb=remb)
    path.run(600.0)
    attempts = [at for at, place in path.history if place == 2]
    assert 4 <= len(attempts) <= 20
    assert attempts[-1] - attempts[-2] >= LONGEST_WAIT_S * 0.9
    assert path.overused_s < 30


def test_a_path_too_narrow_for_anything_keeps_the_smallest() -> None:
    path = Path(lambda _: 50e3)
    path.run(60.0)
    assert path.places == [0]


def test_a_little_loss_holds_and_no_more_leads_up_again() -> None:
    downlink = Downlink()
    assert downlink.choose([CAMERA], [1], 0.0) == [1]
    for second in range(1, 60):
        downlink.lost(0.05, float(second))
        assert downlink.choose([CAMERA], [1], float(second)) == [1], "neither up nor down"
    for second in range(60, 66):
        downlink.lost(0.0, float(second))
        places = downlink.choose([CAMERA], [1], float(second))
    assert places == [2]


def test_one_bad_report_among_good_ones_is_no_congestion() -> None:
    downlink = Downlink()
    for second in range(30):
        downlink.lost(0.15 if second == 10 else 0.0, float(second))
        places = downlink.choose([CAMERA], [2 if second > 1 else 1], float(second))
    assert places == [2]


def test_the_lower_slots_give_way_first() -> None:
    downlink = Downlink()
    both = [CAMERA, CAMERA]
    assert downlink.choose(both, [1, 1], 0.0) == [1, 1]
    assert downlink.choose(both, [1, 1], 2.0) == [2, 2]
    downlink.estimate(2.5e6, 9.0)
    downlink.estimate(1.9e6, 10.0)
    assert downlink.choose(both, [2, 2], 10.0) == [2, 0]
    assert downlink.choose(both, [2, 0], 10.0 + WAIT_S - 0.1) == [2, 0]
    downlink.estimate(2.4e6, 10.0 + WAIT_S)
    assert downlink.choose(both, [2, 0], 10.0 + WAIT_S) == [2, 1]


def test_a_first_estimate_far_below_what_is_sent_counts_as_overuse() -> None:
    downlink = Downlink()
    downlink.choose([CAMERA], [1], 0.0)
    downlink.estimate(500e3, 3.0)
    assert downlink.choose([CAMERA], [2], 3.0) == [1]


def test_an_estimate_that_grows_or_hardly_falls_moves_nothing() -> None:
    downlink = Downlink()
    downlink.choose([CAMERA], [1], 0.0)
    for n, bps in enumerate((1.2e6, 1.3e6, 1.28e6, 1.27e6, 1.4e6)):
        downlink.estimate(bps, 3.0 + n / 5)
        assert downlink.choose([CAMERA], [2], 3.0 + n / 5) == [2]
