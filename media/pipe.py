"""The transport's end of the pipe to the mixer: one Unix ``SOCK_SEQPACKET`` connection carrying ``bus/pipe.py`` messages.

The transport listens, the mixer (``media.polled_pipe``) dials, and dials again for ever.  Who closes whom: either end closes
on an error of its own socket; the listener keeps only the newest connection: a restarted mixer replaces the one before it.

The queue is the kernel's socket buffer (bounded, :data:`BUFFER_BYTES`).  Overflow policy: the newest message is dropped and
counted, since sound that cannot be delivered now is worth nothing later.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bus import pipe

BUFFER_BYTES = 1 << 20
READS_PER_WAKEUP = 256
"""Messages taken per wake-up of the loop, so that a flood in the pipe cannot starve the rest of the process."""

OnMessage = Callable[[bytes], None]
TakeOver = Callable[[int], bool]
"""Offered the descriptor of a new connection: True when the messages of the other end are read elsewhere from now on."""


class _Connection:
    """One connected socket.  ``on_message`` is called for each message, unless these are taken over."""

    def __init__(
        self,
        sock: socket.socket,
        on_message: OnMessage,
        on_close: Callable[[_Connection], None],
        take_over: TakeOver | None = None,
    ) -> None:
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER_BYTES)
        self._sock = sock
        self._on_message = on_message
        self._on_close = on_close
        self._loop = asyncio.get_running_loop()
        if take_over is None or not take_over(sock.fileno()):
            self._loop.add_reader(sock.fileno(), self._readable)

    def send(self, message: bytes) -> bool:
        """False when the message was dropped (buffer full, or the other end is gone)."""
        if self._sock.fileno() < 0:
            return False
        try:
            self._sock.send(message)
        except BlockingIOError:
            return False
        except OSError:
            self.close()
            return False
        return True

    def close(self) -> None:
        if self._sock.fileno() < 0:
            return
        self._loop.remove_reader(self._sock.fileno())
        with suppress(OSError):  # whoever took it over holds a descriptor of their own
            self._sock.shutdown(socket.SHUT_RDWR)
        self._sock.close()
        self._on_close(self)

    @property
    def ended(self) -> bool:
        """The other end has gone; to be asked where nothing is read here."""
        try:
            return not self._sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def _readable(self) -> None:
        for _ in range(READS_PER_WAKEUP):
            if self._sock.fileno() < 0:
                return
            try:
                data = self._sock.recv(pipe.MAX_MESSAGE)
            except (BlockingIOError, InterruptedError):
                return
            except OSError:
                data = b""
            if not data:
                self.close()
                return
            self._on_message(data)


class PipeListener:
    """The transport's end: at most one living connection, and counters over all there ever were.

    ``take_over``: the fan-out kernel, when it reads the mixer's messages itself; ``on_message`` then gets none.
    """

    def __init__(self, path: str | Path, on_message: OnMessage, take_over: TakeOver | None = None) -> None:
        self.sent = 0
        self.dropped = 0
        """Messages not sent: no connection, or the kernel's buffer was full."""
        self._on_message = on_message
        self._take_over = take_over
        self._path = Path(path)
        self._server: socket.socket | None = None
        self._connection: _Connection | None = None

    @property
    def connected(self) -> bool:
        return self._connection is not None

    def open(self) -> None:
        """Bind and listen; a socket file left by an earlier process is replaced.  Raises ``OSError``."""
        server = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with suppress(FileNotFoundError):
                os.unlink(self._path)
            server.bind(str(self._path))
            server.listen(4)
            server.setblocking(False)
        except OSError:
            server.close()
            raise
        self._server = server
        asyncio.get_running_loop().add_reader(server.fileno(), self._accept)

    def send(self, message: bytes) -> bool:
        """Send one encoded message (``bus.pipe.encode_*``) without waiting; False when it was dropped."""
        if self._connection is not None and self._connection.send(message):
            self.sent += 1
            return True
        self.dropped += 1
        return False

    def close(self) -> None:
        if self._server is not None:
            asyncio.get_running_loop().remove_reader(self._server.fileno())
            self._server.close()
            self._server = None
            with suppress(FileNotFoundError):
                os.unlink(self._path)
        if self._connection is not None:
            self._connection.close()

    def sweep(self) -> None:
        """Let go of a connection that has ended and that somebody else reads; once a second is enough."""
        if self._take_over is not None and self._connection is not None and self._connection.ended:
            self._connection.close()

    def _accept(self) -> None:
        if self._server is None:
            return
        try:
            sock, _ = self._server.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return
        if self._connection is not None:
            self._connection.close()
        self._connection = _Connection(sock, self._on_message, self._closed, self._take_over)

    def _closed(self, connection: _Connection) -> None:
        if connection is self._connection:
            self._connection = None
