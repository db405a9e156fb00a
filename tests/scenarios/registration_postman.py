"""A process that delivers an outbox, to be killed: ``python -m tests.scenarios.registration_postman DATA PORT``."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from server.meeting.config import MeetingConfig
from server.registration.office import Office
from server.settings import load
from server.storage.database import DATABASE, Database
from server.storage.registration import Store

KEY = b"k" * 32


def flags(data: Path, port: int) -> dict[str, object]:
    return {
        "storage.data": str(data),
        "mail.delivery": "smtp",
        "mail.host": "127.0.0.1",
        "mail.port": port,
        "mail.security": "none",
        "mail.sender": "desk@example.org",
        "registration.password_memory_kib": 64,
        "registration.password_passes": 1,
    }


async def nothing(_: MeetingConfig) -> None:
    """There are no meetings here."""


async def main(data: Path, port: int) -> None:
    async with await Database.open(data / DATABASE, reserve_bytes=4096) as database:
        office = Office(load(flags=flags(data, port)), Store(database), KEY, nothing, time.time)
        await office.post.recover()
        await office.post.deliver()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
