"""The stream of a webcast: in order, not before its embargo, and never more than fits."""

from __future__ import annotations

import asyncio

from server.recordings import feed as module
from server.recordings.feed import WAITING_LIMIT, Feed, Follower, Told


class Clock:
    now = 1000.0
    delay = 0.0

    def feed(self) -> Feed:
        return Feed(lambda: self.delay, lambda: self.now)


def heard(follower: Follower) -> list[bytes]:
    return [follower.queue.get_nowait().data for _ in range(follower.queue.qsize())]


async def test_captions_go_to_those_who_follow_their_language_and_all_else_to_everyone() -> None:
    feed = Clock().feed()
    french, nothing = feed.follow("fr"), feed.follow("")
    for told in (Told("caption", b"1", "fr"), Told("caption", b"2", "en"), Told("mark", b"3")):
        feed.publish(told, 1000.0)
    assert heard(french) == [b"1", b"3"] and heard(nothing) == [b"3"]


async def test_nothing_comes_before_the_embargo_is_over_and_the_order_stays() -> None:
    clock = Clock()
    clock.delay = 30.0
    feed, follower = clock.feed(), None
    follower = feed.follow("")
    feed.publish(Told("mark", b"1"), 1000.0)
    clock.now = 1010.0
    feed.publish(Told("mark", b"2"), 1010.0)
    assert heard(follower) == []
    clock.now = 1030.0
    feed.release()
    assert heard(follower) == [b"1"]
    clock.delay = 0.0
    feed.release()
    assert heard(follower) == [b"2"]
    feed.close()


async def test_a_timer_lets_go_what_is_due() -> None:
    clock = Clock()
    clock.delay = 0.01
    feed = clock.feed()
    follower = feed.follow("")
    feed.publish(Told("mark", b"1"), 1000.0)
    clock.now = 1001.0
    assert (await asyncio.wait_for(follower.queue.get(), 5)).data == b"1"
    feed.close()


async def test_who_is_too_slow_is_let_go_and_the_others_stay() -> None:
    feed = Clock().feed()
    slow, quick = feed.follow(""), feed.follow("")
    for _ in range(WAITING_LIMIT + 1):
        feed.tell(Told("mark", b"x"))
        heard(quick)
    assert slow.gone.is_set() and feed.followers == {quick} and not quick.gone.is_set()


async def test_what_the_embargo_holds_is_bounded_and_forgotten_with_the_webcast() -> None:
    clock = Clock()
    clock.delay = 600.0
    feed = clock.feed()
    follower = feed.follow("")
    for number in range(module.HELD_LIMIT + 10):
        feed.publish(Told("mark", b"%d" % number), 1000.0)
    clock.delay = 0.0
    seen = 0
    while seen == 0:
        feed.release()
        seen = follower.queue.qsize()
    assert heard(follower)[0] == b"10"
    clock.delay = 600.0
    other = feed.follow("")
    feed.publish(Told("mark", b"held"), 1000.0)
    feed.forget()
    clock.delay = 0.0
    feed.release()
    assert heard(other) == []
    feed.close()
