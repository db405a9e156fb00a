"""A registration office in memory of its own: a real database file, a clock that is set by hand, cheap passwords."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pyotp

from server.meeting.config import MeetingConfig
from server.registration.office import Office
from server.registration.records import Conference, Plan, Sitting, StaffRole
from server.settings import load
from server.storage.database import DATABASE, Database
from server.storage.registration import Store

NOW = 1_800_000_000.0
DAY = 86_400.0
PASSWORD = "correct horse battery"
CHEAP: dict[str, object] = {"registration.password_memory_kib": 64, "registration.password_passes": 1}


@dataclass
class Clock:
    now: float = NOW

    def __call__(self) -> float:
        return self.now


@dataclass
class Bureau:
    office: Office
    clock: Clock
    data: Path
    opened: list[MeetingConfig] = field(default_factory=list)

    async def hire(self, name: str = "alice", role: StaffRole = "administrator") -> str:
        """The authenticator's secret."""
        _, uri = await self.office.staffing.add(name, role, PASSWORD, "test")
        return pyotp.parse_uri(uri).secret

    def code(self, secret: str) -> str:
        return pyotp.TOTP(secret).at(int(self.clock()))

    async def found(self, conference_id: str = "assembly", *, publish: bool = True, **plan: Any) -> Conference:
        conference = await self.office.conferring.add(conference_id, plan_of(**plan), "test")
        return await self.office.conferring.publish(conference_id, "test") if publish else conference


def plan_of(**changes: Any) -> Plan:
    plan = Plan(
        title={"en": "Committee on Water", "fr": "Comité de l'eau"},
        starts_at=NOW + 30 * DAY,
        ends_at=NOW + 34 * DAY,
        deadline_at=NOW + 20 * DAY,
        timezone="Europe/Zurich",
        sittings=[Sitting(meeting_id="water", starts_at=NOW + 30 * DAY, ends_at=NOW + 30 * DAY + 10_800)],
    )
    return msgspec.structs.replace(plan, **changes)


@contextlib.asynccontextmanager
async def bureau(
    data: Path, clock: Clock | None = None, *, key: bytes = b"k" * 32, **settings: object
) -> AsyncIterator[Bureau]:
    clock, flags = clock or Clock(), {**CHEAP, **{name.replace("__", "."): value for name, value in settings.items()}}
    opened: list[MeetingConfig] = []

    async def open_meeting(config: MeetingConfig) -> None:
        if config.meeting_id not in [one.meeting_id for one in opened]:
            opened.append(config)

    async with await Database.open(data / DATABASE, reserve_bytes=4096) as database:
        office = Office(load(flags={**flags, "storage.data": str(data)}), Store(database), key, open_meeting, clock)
        yield Bureau(office, clock, data, opened)
