"""A server's meeting in a process of its own, to be killed: prints every command it has answered, one line each.

``python meeting_writer.py DATABASE``: admits people and lets each ask, be granted, speak and be revoked, for ever.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from server.meeting import commands as c  # noqa: E402
from server.meeting.config import MeetingConfig  # noqa: E402
from server.runtime import MeetingRuntime  # noqa: E402
from server.storage.database import Database  # noqa: E402
from server.storage.journal import SqlJournal  # noqa: E402


async def main(path: Path) -> None:
    async with await Database.open(path, reserve_bytes=4096) as database:
        runtime = MeetingRuntime(MeetingConfig(meeting_id="sitting"), SqlJournal(database), commit_spacing_s=0.001)
        await runtime.open()
        async with asyncio.TaskGroup() as group:
            group.create_task(runtime.run())
            await _answered(runtime, c.Admit("chair", "hash of chair", "Chair", "", "chair", "en"))
            await _answered(runtime, c.Connect("chair"))
            for number in itertools.count():
                for command in _speech(f"p{number}"):
                    await _answered(runtime, command)


def _speech(person: str) -> list[c.Command]:
    request = f"request of {person}"
    return [
        c.Admit(person, f"hash of {person}", person, "FR", "delegate", "fr"),
        c.Connect(person),
        c.RequestFloor(person, request, "statement"),
        c.GrantFloor("chair", request),
        c.SetMicrophone(person, True),
        c.SendChat(person, f"message of {person}", "Thank you, Chair."),
    ]


async def _answered(runtime: MeetingRuntime, command: c.Command) -> None:
    await runtime.execute(command)
    sys.stdout.write(json.dumps([type(command).__name__, asdict(command)]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
