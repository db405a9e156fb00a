"""``run.py companions``: who keeps people company in the test meeting.

While nobody is there it only looks once a second, over one kept connection, and has loaded nothing that robots need.  When
somebody is, robots join until everybody has left; then the process replaces itself, and so gives their memory back.
"""

from __future__ import annotations

import http.client
import json
import logging
import os
import ssl
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

WATCH_S = 1.0
TIMEOUT_S = 5.0

log = logging.getLogger("hemicycle.companions")


@dataclass(frozen=True)
class CompanionOptions:
    url: str
    """Of the server, such as ``http://127.0.0.1:8080``."""
    run_dir: Path
    """Where the server keeps the companions' secret."""
    meeting: str = "test"


class Watch:
    """Asks the server, over one connection, how many are in the meeting."""

    def __init__(self, url: str, meeting: str) -> None:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        self._path = f"/api/meetings/{meeting}"
        self._connection: http.client.HTTPConnection
        if parts.scheme == "https":
            # The server beside us, by an address its certificate need not name.
            context = ssl._create_unverified_context()
            self._connection = http.client.HTTPSConnection(host, port, timeout=TIMEOUT_S, context=context)
        else:
            self._connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)

    def somebody(self) -> bool:
        """False also while the server is away."""
        try:
            self._connection.request("GET", self._path)
            return bool(json.loads(self._connection.getresponse().read())["counts"]["connected"])
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
            self.close()
            return False

    def close(self) -> None:
        self._connection.close()


def until_somebody(watch: Watch, sleep: Callable[[float], None] = time.sleep) -> None:
    while not watch.somebody():
        sleep(WATCH_S)
    watch.close()


def attend(options: CompanionOptions) -> None:
    """Until SIGTERM."""
    until_somebody(Watch(options.url, options.meeting))
    log.info("somebody is in the test meeting: the companions join")
    from headless import companionship

    if companionship.keep(options):
        log.info("everybody has left the test meeting")
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
