"""kill -9 in the middle of the mailing, at every step of it: whoever got a mail gets no second one."""

from __future__ import annotations

import asyncio
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from server.registration.drafts import Draft
from server.registration.office import Office
from server.registration.records import Message, Plan
from server.settings import load
from server.storage.database import DATABASE, Database
from server.storage.registration import Store
from tests.scenarios.registration_postman import KEY, flags, nothing
from tests.unit.server.registration.desk import DAY, NOW, Bureau, Clock
from tests.unit.server.registration.mail_server import MailServer

ROOT = Path(__file__).parent.parent.parent
PEOPLE = 6
PATIENCE_S = 60.0


@dataclass
class Killer:
    """Kills the process at the second and the fifth step it is told of."""

    victim: asyncio.subprocess.Process
    steps: int = 0
    killed: int = 0

    def step(self) -> bool:
        self.steps += 1
        if self.steps in (2, 5):
            self.victim.send_signal(signal.SIGKILL)
            self.killed += 1
            return True
        return False

    def at_recipient(self, _: str) -> None:
        self.step()

    async def before_taking(self, _: str) -> str | None:
        return "451 nobody hears this" if self.step() else None

    async def after_taking(self, _: str) -> None:
        self.step()


async def delivered(data: Path, mail: MailServer, moment: str) -> int:
    """By a postman that is killed at the moment, and started again until it is done; how often it was killed."""
    killer = Killer(await postman(data, mail.port))
    mail.on_recipient = killer.at_recipient if moment == "recipient" else None
    mail.on_data = killer.before_taking if moment == "text" else None
    mail.on_taken = killer.after_taking if moment == "taken" else None
    async with asyncio.timeout(PATIENCE_S):
        while await killer.victim.wait() != 0:
            killer.victim = await postman(data, mail.port)
    return killer.killed


def soaked(*values: object) -> Any:
    return pytest.param(*values, marks=pytest.mark.soak)


@pytest.mark.process
@pytest.mark.parametrize(
    ("moment", "received", "uncertain"), [soaked("recipient", 6, 0), ("text", 4, 2), soaked("taken", 6, 2)]
)
async def test_a_mailing_killed_at_any_step_sends_nothing_twice(
    tmp_path: Path, moment: str, received: int, uncertain: int
) -> None:
    async with MailServer().running() as mail:
        await closed(tmp_path, mail.port)
        killed = await delivered(tmp_path, mail, moment)
        states = await tally(tmp_path, mail.port)
    got = mail.recipients()
    assert killed == 2 and len(got) == len(set(got)) == received, "nobody has two"
    assert (states.get("sent", 0), states.get("uncertain", 0)) == (PEOPLE - uncertain, uncertain)


@pytest.mark.process
@pytest.mark.parametrize(("moment", "received", "uncertain"), [("text", 4, 2), soaked("taken", 6, 2)])
async def test_invitations_reminders_and_new_dates_killed_at_any_step_reach_nobody_twice(
    tmp_path: Path, moment: str, received: int, uncertain: int
) -> None:
    async with MailServer().running() as mail:
        await convened(tmp_path, mail.port)
        killed = await delivered(tmp_path, mail, moment)
        states = await tally(tmp_path, mail.port)
        got = [(to, str(message["Subject"])) for to, message in mail.received]
        await convened(tmp_path, mail.port)
        assert await tally(tmp_path, mail.port) == states, "what was written once is not written again"
    assert killed == 2 and len(got) == len(set(got)) == received, "nobody has one of them twice"
    assert (states.get("sent", 0), states.get("uncertain", 0)) == (6 - uncertain, uncertain)


async def convened(data: Path, port: int) -> None:
    """Two people with an invitation, a reminder and changed dates each; the same again when it is so already."""
    clock = Clock()
    async with await Database.open(data / DATABASE, reserve_bytes=4096) as database:
        office = Office(load(flags=flags(data, port)), Store(database), KEY, nothing, clock)
        if not await office.conferring.all():
            plan: dict[str, Any] = {"own_form": True, "invitation": {"en": "Please come."}, "reminder_days": 19}
            await Bureau(office, clock, data).found(**plan)
            for n in range(2):
                await office.desk.register(
                    "assembly", Draft(family_name=f"N{n}", email=f"p{n}@example.org"), "test", invited=True
                )
            clock.now = NOW - 100_000_000.0
            await office.convening.send("assembly", "test")
            conference = await office.conferring.get("assembly")
            later = [replace(one, starts_at=one.starts_at + 60) for one in conference.sittings]
            values = {field: getattr(conference, field) for field in Plan.__struct_fields__} | {"sittings": later}
            await office.conferring.change("assembly", Plan(**values), conference.version, "test")
            clock.now = (conference.deadline_at or 0) - 19 * DAY
            await office.convening.remind_due()
            async with office.store.writing() as work:  # the postman has a clock of its own
                await work.change(Message, {"next_at": 1.0, "expires_at": None, "created_at": NOW}, state="queued")
        clock.now = NOW + 19 * DAY
        await office.convening.send("assembly", "test")
        await office.convening.remind_due()


async def postman(data: Path, port: int) -> asyncio.subprocess.Process:
    words = (sys.executable, "-m", "tests.scenarios.registration_postman", str(data), str(port))
    return await asyncio.create_subprocess_exec(*words, cwd=ROOT)


async def closed(data: Path, port: int) -> None:
    """A conference whose registration is closed: its messages wait."""
    clock = Clock()
    async with await Database.open(data / DATABASE, reserve_bytes=4096) as database:
        office = Office(load(flags=flags(data, port)), Store(database), KEY, nothing, clock)
        await Bureau(office, clock, data).found(accreditation_required=False)
        for n in range(PEOPLE):
            await office.desk.register("assembly", Draft(family_name=f"N{n}", email=f"p{n}@example.org"), "test")
        clock.now = NOW - 100_000_000.0
        await office.closing.close("assembly", "test")


async def tally(data: Path, port: int) -> dict[str, int]:
    async with await Database.open(data / DATABASE, reserve_bytes=4096) as database:
        office = Office(load(flags=flags(data, port)), Store(database), KEY, nothing, Clock())
        return await office.post.tally("assembly")
