"""The end of a pipe that dials (see ``media.pipe``): read when asked and never woken, so that a tick wakes the process once.

The mixer's to the transport, and mixer's and transport's to the webcast worker.  What the other end sends between two polls
waits in the kernel's socket buffer.  It is bounded; overflow policy: the other end drops the newest and counts it.  Each
message says when its packet came: waiting changes no estimate of jitter.
"""

from __future__ import annotations

import os
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from bus import pipe
from media.mixer.kernel import native
from media.pipe import BUFFER_BYTES

READS_PER_POLL: Final = 4096
"""More than the buffer holds: a flood cannot keep a poll from ending."""

OnRtp = Callable[[str, float, bytes], object]
"""Gets the fields of ``bus.pipe.RtpMessage``."""


def read_messages(fd: int, limit: int, on_rtp: OnRtp, on_other: Callable[[bytes], object]) -> bool:
    """Until the socket is empty, or ``limit``; False when the other end is gone."""
    for _ in range(limit):
        try:
            data = os.read(fd, pipe.MAX_MESSAGE)
        except BlockingIOError:
            return True
        except OSError:
            return False
        if not data:
            return False
        try:
            message = pipe.decode(data)
        except ValueError:
            message = None
        if isinstance(message, pipe.RtpMessage):
            on_rtp(*message)
        else:
            on_other(data)
    return True


_read_messages = native.read_messages if native else read_messages


class PolledPipe:
    """Dials, and dials again for ever, at each ``poll`` while there is no connection.  One thread.

    ``on_key``: takes the ids of tracks of which a key frame is needed.  ``backlog``: messages that wait where the kernel's
    buffer is full, until the next poll or message; overflow policy: the newest is dropped.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        on_rtp: OnRtp,
        *,
        on_key: Callable[[str], object] | None = None,
        backlog: int = 0,
    ) -> None:
        self.sent = 0
        self.dropped = 0
        """Messages not sent: no connection, or the kernel's buffer was full."""
        self.received = 0
        self.taken = 0
        """Packets of the last poll that found a connection."""
        self.malformed = 0
        self.unknown = 0
        """Well-formed messages that are not for this end."""
        self._path = str(Path(path))
        self._on_rtp = on_rtp
        self._on_key = on_key
        self._backlog = backlog
        self._waiting: deque[bytes] = deque()
        self._socket: socket.socket | None = None

    @property
    def connected(self) -> bool:
        return self._socket is not None

    def poll(self) -> None:
        """Hand on every message that has come; never waits."""
        if self._socket is None and not self._dial():
            return
        assert self._socket is not None
        before = self.received
        if not _read_messages(self._socket.fileno(), READS_PER_POLL, self._take_rtp, self._take_other):
            self.close()
        self.taken = self.received - before
        self._flush()

    def _take_rtp(self, name: str, arrival: float, packet: bytes) -> None:
        self.received += 1
        self._on_rtp(name, arrival, packet)

    def _take_other(self, message: bytes) -> None:
        try:
            found = pipe.decode(message)
        except ValueError:
            self.malformed += 1
            return
        if self._on_key is not None and isinstance(found, pipe.KeyFrameMessage):
            self._on_key(found.track)
        else:
            self.unknown += 1

    def send(self, message: bytes) -> bool:
        """Send one encoded message (``bus.pipe.encode_*``) without waiting; False when it was dropped."""
        if self._flush() and self._send(message):
            return True
        if self._socket is not None and len(self._waiting) < self._backlog:
            self._waiting.append(message)
            return True
        self.dropped += 1
        return False

    def _flush(self) -> bool:
        """Send what waits; True when nothing does any more."""
        while self._waiting and self._send(self._waiting[0]):
            self._waiting.popleft()
        return not self._waiting

    def _send(self, message: bytes) -> bool:
        if self._socket is None:
            return False
        try:
            self._socket.send(message)
        except BlockingIOError:
            return False
        except OSError:
            self.close()
            return False
        self.sent += 1
        return True

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self.dropped += len(self._waiting)
        self._waiting.clear()

    def _dial(self) -> bool:
        dialed = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        dialed.setblocking(False)
        with suppress(OSError):
            dialed.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER_BYTES)
            dialed.connect(self._path)
            self._socket = dialed
            return True
        dialed.close()
        return False
