"""The worker's end of its pipe: mixer and transport dial it, sound and pictures come in; requests for key frames go back,
and the composed picture where it is wanted.

One thread.  The queue is the kernel's socket buffer, and behind it the backlog of whoever dialled (``media.polled_pipe``).
Who closes whom: a connection ends with the process at its other end; garbage is counted and the connection goes on.
"""

from __future__ import annotations

import selectors
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bus import pipe
from media.pipe import BUFFER_BYTES

READS_PER_WAKEUP: Final = 512
"""Of one connection, so that a flood of pictures does not keep the sound waiting."""
MAX_CONNECTIONS: Final = 8
"""Overflow policy: the oldest is closed.  It is one of a process that has ended: there are two that dial."""

OnSound = Callable[[pipe.SoundMessage], object]
OnPicture = Callable[[pipe.RtpMessage], object]
OnWant = Callable[[str], object]
"""Gets the id of a composed picture."""


class _Connection:
    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.is_transport = False


class Receiver:
    """``open``, then ``poll`` again and again; each message goes to ``on_sound`` or ``on_picture``, ``on_want`` (a composed
    picture is wanted) or ``on_key_frame`` (so is a key frame of it)."""

    def __init__(
        self,
        path: Path,
        on_sound: OnSound,
        on_picture: OnPicture,
        on_want: OnWant = lambda picture: None,
        on_key_frame: OnWant = lambda picture: None,
    ) -> None:
        self.received = 0
        self.malformed = 0
        self.dropped = 0
        """Messages to the transport its buffer did not take.  Overflow policy: the newest is dropped."""
        self._path = path
        self._on_sound = on_sound
        self._on_picture = on_picture
        self._on_want = on_want
        self._on_key_frame = on_key_frame
        self._server: socket.socket | None = None
        self._selector = selectors.DefaultSelector()
        self._connections: list[_Connection] = []

    @property
    def connections(self) -> int:
        return len(self._connections)

    def open(self) -> None:
        """Bind and listen; a socket file left by an earlier process is replaced.  Raises ``OSError``."""
        server = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._path.unlink(missing_ok=True)
            server.bind(str(self._path))
            server.listen(MAX_CONNECTIONS)
            server.setblocking(False)
        except OSError:
            server.close()
            raise
        self._server = server
        self._selector.register(server, selectors.EVENT_READ, None)

    def poll(self, timeout_s: float) -> None:
        """Hand on what has come; waits for something to come no longer than ``timeout_s``."""
        for key, _ in self._selector.select(timeout_s):
            if isinstance(key.data, _Connection):
                self._read(key.data)
            else:
                self._accept()

    def ask_key_frame(self, track: str) -> None:
        """``track``: ``<meeting>/<track>``; from any thread.  Lost where the other end does not read."""
        self.send(pipe.encode_key_frame(track.encode()))

    def send(self, message: bytes) -> None:
        """One encoded message to the transport; never waits; from any thread."""
        for connection in tuple(self._connections):
            if connection.is_transport:
                try:
                    connection.sock.send(message)
                except OSError:
                    self.dropped += 1

    def close(self) -> None:
        for connection in list(self._connections):
            self._drop(connection)
        if self._server is not None:
            self._selector.unregister(self._server)
            self._server.close()
            self._server = None
            self._path.unlink(missing_ok=True)
        self._selector.close()

    def _accept(self) -> None:
        assert self._server is not None
        try:
            sock, _ = self._server.accept()
        except OSError:
            return
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER_BYTES)
        connection = _Connection(sock)
        self._connections.append(connection)
        self._selector.register(sock, selectors.EVENT_READ, connection)
        if len(self._connections) > MAX_CONNECTIONS:
            self._drop(self._connections[0])

    def _read(self, connection: _Connection) -> None:
        for _ in range(READS_PER_WAKEUP):
            try:
                data = connection.sock.recv(pipe.MAX_MESSAGE)
            except BlockingIOError:
                return
            except OSError:
                data = b""
            if not data:
                self._drop(connection)
                return
            self._take(connection, data)

    def _take(self, connection: _Connection, data: bytes) -> None:
        try:
            message = pipe.decode(data)
        except ValueError:
            self.malformed += 1
            return
        self.received += 1
        if isinstance(message, pipe.SoundMessage):
            self._on_sound(message)
        elif isinstance(message, pipe.RtpMessage):
            connection.is_transport = True
            self._on_picture(message)
        elif isinstance(message, pipe.WantMessage):
            connection.is_transport = True
            self._on_want(message.picture)
        elif isinstance(message, pipe.KeyFrameMessage):
            self._on_key_frame(message.track)
        else:
            self.malformed += 1

    def _drop(self, connection: _Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
            self._selector.unregister(connection.sock)
            connection.sock.close()
