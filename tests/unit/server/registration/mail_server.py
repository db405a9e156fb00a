"""A real mail server (aiosmtpd) in this loop that keeps what it is given, and can be told to misbehave."""

from __future__ import annotations

import asyncio
import contextlib
import email
import email.policy
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP


@dataclass
class MailServer:
    port: int = 0
    received: list[tuple[str, EmailMessage]] = field(default_factory=list)
    """Recipient and message, in order."""
    refusals: dict[str, str] = field(default_factory=dict)
    """Recipient -> reply to RCPT."""
    on_data: Callable[[str], Awaitable[str | None]] | None = None
    """Called before a message is kept; its reply instead of taking it."""
    on_recipient: Callable[[str], None] | None = None
    """Called before the reply to RCPT."""
    on_taken: Callable[[str], Awaitable[None]] | None = None
    """Called when it is kept, before the reply."""
    hang_up_on: str = ""
    """Recipient in whose text the connection is lost."""
    connections: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def until(self, number: int, patience_s: float = 20.0) -> None:
        """So many messages have come."""
        async with asyncio.timeout(patience_s):
            while len(self.received) < number:
                self.arrived.clear()
                await self.arrived.wait()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.on_recipient is not None:
            self.on_recipient(address)
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        [to] = envelope.rcpt_tos
        if self.on_data is not None and (reply := await self.on_data(to)):
            return reply
        if to == self.hang_up_on:
            server.transport.abort()
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append((to, message))
        self.arrived.set()
        if self.on_taken is not None:
            await self.on_taken(to)
        return "250 taken"

    def protocol(self) -> SMTP:
        self.connections += 1
        return SMTP(self, hostname="mail.test")

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[MailServer]:
        server = await asyncio.get_running_loop().create_server(self.protocol, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()

    def recipients(self) -> list[str]:
        return [to for to, _ in self.received]
