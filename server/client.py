"""One WebSocket: its sans-IO session, the way its frames go out, and the tasks that carry out what it asks."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from server.signaling.session import Close, Effect, Session, Transmit

if TYPE_CHECKING:
    from server.attendance import Attendance


class Line(Protocol):
    """The way to one client."""

    @property
    def waiting(self) -> int:
        """Bytes not yet taken by the socket."""

    def send(self, frame: bytes) -> bool:
        """False: the queue is full and the client must go."""

    def close(self) -> None:
        """After what was sent."""


@dataclass(slots=True, eq=False)
class Client:
    """One WebSocket.  ``tasks`` carries out its requests and ends with it."""

    line: Line
    session: Session
    tasks: asyncio.TaskGroup
    running: set[asyncio.Task[None]] = field(default_factory=set, repr=False)
    attendance: Attendance | None = field(default=None, repr=False)
    """Where the client has entered."""
    captions: str | None = None
    """The language whose captions it follows."""

    def perform(self, effects: Iterable[Effect | None]) -> None:
        """Send what is to be sent and close when it is time."""
        for effect in effects:
            if isinstance(effect, Transmit):
                if not self.line.send(effect.frame):
                    self.perform(self.session.evict("slow"))
            elif isinstance(effect, Close):
                self.line.close()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        task = self.tasks.create_task(work)
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def disconnect(self) -> None:
        """The socket is closed: nobody waits for the answers any more."""
        self.session.state = "closed"
        await asyncio.sleep(0)  # what came in the last read is decided: to leave and hang up at once is to leave
        for task in self.running:
            task.cancel()
        if self.attendance is not None:
            await self.attendance.leave_connection(self)
