"""The companions' process while nobody is in the test meeting: it looks, and has loaded nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from headless.companions import WATCH_S, Watch, until_somebody
from server.launch import program_names
from server.settings import load

ROOT = Path(__file__).parent.parent.parent.parent


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    connected: list[object] = []
    connections: set[object] = set()

    def do_GET(self) -> None:
        self.connections.add(self.client_address)
        told = self.connected.pop(0)
        body = json.dumps({"counts": {"connected": told}}).encode() if told is not None else b"{}"
        self.send_response(200 if told is not None else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    Answers.connections = set()
    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_looks_once_a_second_over_one_connection_until_somebody_is_there(server: HTTPServer) -> None:
    Answers.connected = [0, 0, 0, 1]
    slept: list[float] = []
    until_somebody(Watch(f"http://127.0.0.1:{server.server_port}", "test"), slept.append)
    assert slept == [WATCH_S] * 3
    assert len(Answers.connections) == 1


def test_a_meeting_that_is_not_there_and_a_server_that_is_away_are_nobody(server: HTTPServer) -> None:
    Answers.connected = [None, 2]
    watch = Watch(f"http://127.0.0.1:{server.server_port}", "test")
    assert not watch.somebody()
    assert watch.somebody()
    watch.close()
    assert not Watch("http://127.0.0.1:1", "test").somebody()


def test_the_watching_process_loads_neither_codec_nor_arithmetic() -> None:
    heavy = "('numpy', 'aiohttp', 'media', 'pylibsrtp')"
    code = f"import sys, run, headless.companions; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("enabled", [True, False])
def test_there_is_a_process_for_the_companions_only_where_there_is_a_test_meeting(enabled: bool) -> None:
    names = program_names(load(flags={"test_meeting.enabled": enabled}), demo=False)
    assert ("companions" in names) is enabled
