"""Everybody presses at once: who may is queued in the order of receipt, who may not is refused by code, nobody is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from server.meeting.events import FloorRequested
from tests.scenarios.control_plane import ControlPlane, Refused, serving

ACTIVE, PASSIVE = 60, 240


async def crowd(plane: ControlPlane, role: str, count: int) -> list[Any]:
    return list(await asyncio.gather(*(plane.join(role, name=f"{role} {number}") for number in range(count))))


async def test_all_who_may_are_queued_and_all_others_refused(tmp_path: Path) -> None:
    async with serving(tmp_path / "data") as plane:
        active, passive = await crowd(plane, "delegate", ACTIVE), await crowd(plane, "passive", PASSIVE)
        order: list[str] = []
        plane.server.meetings["demo"].runtime.subscribe(
            lambda events, _: order.extend(event.request_id for event in events if isinstance(event, FloorRequested))
        )

        async def press(attendee: Any) -> str:
            try:
                return str((await attendee.request("requestFloor"))["requestId"])
            except Refused as refused:
                return str(refused.code)

        mixed = [one for pair in zip(passive, active * (PASSIVE // ACTIVE), strict=True) for one in pair]
        answers = await asyncio.gather(*(press(one) for one in dict.fromkeys(mixed)))
        made = [answer for answer in answers if answer != "notPermitted"]
        assert len(answers) == ACTIVE + PASSIVE
        assert answers.count("notPermitted") == PASSIVE
        floor = plane.server.meetings["demo"].runtime.committed.floor
        queued = [request.request_id for request in floor.ordered()]
        assert sorted(queued) == sorted(made) and len(queued) == ACTIVE
        assert queued == order
        assert [floor.requests[one].requested_at for one in queued] == sorted(one.requested_at for one in floor.ordered())
