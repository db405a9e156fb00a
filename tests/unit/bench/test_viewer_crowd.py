"""The crowd of simulated viewers against a small server, and what the bench makes of its figures."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench.viewer_crowd import Crowd, Sample, Steady, Track, late
from bench.webcast_viewers import figures, quantile

PART = b"p" * 300_000


class Origin:
    """Answers playlists and parts on connections that stay open; parts come into being at its word."""

    def __init__(self, refuse: int = 0) -> None:
        self.asked: list[str] = []
        self.newest = 5
        self.refuse = refuse
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self._accept)]

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.threads.append(threading.Thread(target=self._talk, args=(connection,)))
            self.threads[-1].start()

    def _talk(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as lines:
            try:
                while line := lines.readline():
                    while lines.readline().strip():
                        pass
                    self._answer(connection, line.split()[1].decode())
            except OSError:
                return

    def _answer(self, connection: socket.socket, path: str) -> None:
        self.asked.append(path)
        if found := re.search(r"_HLS_msn=(\d+)&_HLS_part=(\d)", path):
            wanted = int(found[1]) * 3 + int(found[2])
            while self.newest < wanted and not self.stopped.wait(0.002):
                pass
        status, body = b"200 OK", PART
        if self.refuse:
            self.refuse -= 1
            status, body = b"503 Busy", b""
        elif ".m3u8" in path:
            segment, part = divmod(self.newest + 1, 3)
            body = b'#EXTM3U\n#EXT-X-PRELOAD-HINT:TYPE=PART,URI="fr/%d.%d.m4s"\n' % (segment, part)
        connection.sendall(b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body))


@contextmanager
def serving(refuse: int = 0) -> Iterator[tuple[Origin, Crowd, tuple[str, int]]]:
    origin, crowd = Origin(refuse), Crowd()
    origin.threads[0].start()
    try:
        yield origin, crowd, ("127.0.0.1", origin.listener.getsockname()[1])
    finally:
        origin.stopped.set()
        origin.listener.shutdown(socket.SHUT_RDWR)
        origin.listener.close()
        crowd.close()
        for thread in origin.threads:
            thread.join(10)


def spend_until(crowd: Crowd, condition: object, patience_s: float = 20.0) -> None:
    assert callable(condition)
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline
        crowd.spend(0.01)


def test_a_viewer_asks_by_number_for_what_comes_next_and_fetches_it_when_it_is_told() -> None:
    with serving() as (origin, crowd, address):
        reference = Track(crowd, address, "/w", "fr", fetches=False)
        viewer = Track(crowd, address, "/w", "fr")
        try:
            reference.start()
            viewer.start()
            following = "/w/fr.m3u8?_HLS_msn=2&_HLS_part=0&_HLS_skip=YES"
            spend_until(crowd, lambda: origin.asked.count(following) == 2 and len(crowd.tally.parts) == 3)
            assert [path for path in origin.asked if path.endswith("m4s")] == [f"/w/fr/1.{part}.m4s" for part in range(3)]
            crowd.begin()
            origin.newest = 7
            spend_until(crowd, lambda: len(crowd.tally.parts) == 2 and ("fr", 2, 1) in crowd.published)
            assert "/w/fr/2.0.m4s" in origin.asked and "/w/fr/2.1.m4s" in origin.asked
            assert "/w/fr.m3u8?_HLS_msn=2&_HLS_part=2&_HLS_skip=YES" in origin.asked
        finally:
            reference.stop()
            viewer.stop()
        assert not crowd.tally.errors and crowd.tally.received_bytes > 2 * len(PART)
        assert [sample.key for sample in crowd.tally.parts] == [("fr", 2, 0), ("fr", 2, 1)]
        assert len(crowd.behind(crowd.tally.parts)) == 2


def test_refusals_are_counted_and_the_viewer_comes_again() -> None:
    with serving(refuse=1) as (_, crowd, address):
        viewer = Track(crowd, address, "/w", "fr")
        try:
            viewer.start()
            spend_until(crowd, lambda: len(crowd.tally.parts) == 3)
        finally:
            viewer.stop()
        assert crowd.tally.errors == 1


def test_a_steady_reader_asks_again_every_period() -> None:
    with serving() as (origin, crowd, address):
        reader = Steady(crowd, address, ["/a", "/b"], 0.05)
        try:
            reader.start()
            spend_until(crowd, lambda: len(origin.asked) >= 6)
        finally:
            reader.stop()
        assert sorted(set(origin.asked)) == ["/a", "/b"] and not crowd.tally.errors


def test_how_far_behind_is_counted_from_what_the_worker_itself_told() -> None:
    with serving() as (_, crowd, _):
        crowd.published = {("fr", 0, 0): 10.0, ("fr", 0, 1): 10.64}
        samples = [Sample(("fr", 0, 1), 0, 11.64), Sample(("fr", 0, 0), 0, 10.1), Sample(("fr", 9, 9), 0, 1.0)]
        behind = crowd.behind(samples)
    assert behind == [pytest.approx(0.1), pytest.approx(1.0)] and late(behind) == 1
    assert quantile(behind, 0.5) == behind[1] and quantile([], 0.5) == 0


def step(viewers: int, late: float, errors: int = 0) -> dict[str, float]:
    return {"viewers": viewers, "late": late, "errors": errors, "nginx_ms": 0.5}


def test_the_largest_step_without_errors_and_late_parts_is_what_was_held() -> None:
    peers = {"static_parts": {"nginx_ms": 0.25}}
    found = figures([step(100, 0.0), step(500, 0.001), step(1000, 0.2)], peers)
    assert found["webcast.viewers_held"] == 500 and found["webcast.viewers_per_core"] == 2000
    assert found["webcast.viewers_peers"]["cost_over_static_parts"] == 2.0
    assert figures([step(100, 0.0, errors=1)], peers)["webcast.viewers_held"] == 0
