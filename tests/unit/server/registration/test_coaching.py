"""Coaching sessions: booked, moved, given back, waited for, and told of by mail, all by a clock set by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import icalendar
import pytest

from server.errors import RegistrationError
from server.registration import convocation, letters
from server.registration.coaching import EARLY_S, LATE_S, REMIND_S, Wanted, meeting_of
from server.registration.records import Message, Slot
from tests.unit.server.registration.desk import DAY, NOW, Bureau, bureau
from tests.unit.server.registration.test_convocation import register

AT = NOW + 10 * DAY


async def founded(desk: Bureau, **wanted: Any) -> list[Slot]:
    await desk.found(accreditation_required=False)
    return await desk.office.coaching.add("assembly", Wanted(**{"starts_at": AT, **wanted}), "test")


async def mails(desk: Bureau, kind: str) -> list[tuple[Message, letters.Letter | None]]:
    every = await desk.office.post.listed("assembly", "", 500, kind=f"coaching{kind}")
    facts = [(one, await desk.office.post.facts(one)) for one in every]
    return [(one, None if known is None else convocation.compose(one.kind, known)) for one, known in facts]


def event(letter: letters.Letter | None) -> tuple[str, str, int, str]:
    assert letter is not None
    [attached] = letter.attached
    [found] = icalendar.Calendar.from_ical(attached.content).walk("VEVENT")
    values = {name: found[name].to_ical() for name in ("UID", "SEQUENCE", "DTSTART")}
    texts = {name: value.decode() if isinstance(value, bytes) else str(value) for name, value in values.items()}
    return attached.method, texts["UID"], int(texts["SEQUENCE"]), texts["DTSTART"]


async def test_slots_come_one_after_another_and_each_place_is_booked_once(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        coaching = desk.office.coaching
        first, second = await founded(desk, count=2, minutes=30)
        assert (second.starts_at, second.ends_at) == (AT + 1800, AT + 3600)
        ana, bo = await register(desk, "Ana"), await register(desk)
        await coaching.book(ana, first.slot_id)
        await coaching.book(ana, first.slot_id)
        with pytest.raises(RegistrationError, match="slotFull"):
            await coaching.book(bo, first.slot_id)
        shown = [(slot.slot_id, free, booking is not None) for slot, free, booking in await coaching.offered(ana)]
        assert shown == [(first.slot_id, 0, True), (second.slot_id, 1, False)]
        [(_, letter)] = await mails(desk, "Booked")
        assert letter is not None and "/enter/assembly" in letter.text and event(letter)[0] == "REQUEST"


async def test_a_booking_moves_to_another_slot_and_the_calendar_forgets_the_old_one(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        coaching = desk.office.coaching
        first, second = await founded(desk, count=2)
        ana = await register(desk, "Ana")
        await coaching.book(ana, first.slot_id)
        await coaching.book(ana, second.slot_id)
        assert [booking is not None for _, _, booking in await coaching.offered(ana)] == [False, True]
        [(_, cancelled)] = await mails(desk, "Cancelled")
        booked = {letter is not None for _, letter in await mails(desk, "Booked")}
        assert event(cancelled)[0] == "CANCEL" and booked == {True, False}, "the booking given back is not confirmed"
        await coaching.cancel(ana, second.slot_id)
        await coaching.cancel(ana, second.slot_id)
        assert len(await mails(desk, "Cancelled")) == 2


async def test_another_time_and_withdrawal_are_told_with_a_growing_sequence(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        coaching = desk.office.coaching
        [slot] = await founded(desk)
        ana = await register(desk, "Ana")
        await coaching.book(ana, slot.slot_id)
        [(_, before)] = await mails(desk, "Booked")
        uid = event(before)[1]
        await coaching.change(slot.slot_id, AT + 3600, None, None, None, "test")
        await coaching.change(slot.slot_id, None, None, 3, None, "test")
        [(_, changed)] = await mails(desk, "Changed")
        assert event(changed)[:3] == ("REQUEST", uid, 1) and event(changed)[3] != event(before)[3]
        await coaching.withdraw(slot.slot_id, "test")
        [(_, gone)] = await mails(desk, "Cancelled")
        method, same, sequence, _ = event(gone)
        assert (method, same) == ("CANCEL", uid) and sequence > 1
        assert [letter for _, letter in await mails(desk, "Changed")] == [None]
        with pytest.raises(RegistrationError, match="unknownSlot"):
            await coaching.book(ana, slot.slot_id)


async def test_who_booked_is_reminded_once_for_each_time(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        coaching = desk.office.coaching
        [slot] = await founded(desk, places=2)
        await coaching.book(await register(desk, "Ana"), slot.slot_id)
        assert await coaching.run_due() == AT - REMIND_S
        desk.clock.now = AT - REMIND_S
        await coaching.book(await register(desk), slot.slot_id)
        for _ in range(3):
            await coaching.run_due()
        assert len(await mails(desk, "Reminder")) == 1, "who books on the day before needs none"
        desk.clock.now += 60
        await coaching.change(slot.slot_id, AT + DAY, None, None, None, "test")
        desk.clock.now = AT
        for _ in range(3):
            await coaching.run_due()
        valid = [letter for _, letter in await mails(desk, "Reminder") if letter is not None]
        assert len(valid) == 2


async def test_the_waiting_room_opens_in_time_and_who_stays_away_is_listed(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        coaching = desk.office.coaching
        [slot] = await founded(desk, places=2)
        ana, bo = await register(desk, "Ana"), await register(desk)
        await desk.office.closing.close("assembly", "test")
        for one in (ana, bo):
            await coaching.book(one, slot.slot_id)
        early = await coaching.enter(ana, slot.slot_id)
        assert early.token is None and early.opens_at == AT - EARLY_S
        opened = [config.meeting_id for config in desk.opened]
        assert meeting_of(slot) not in opened
        desk.clock.now = AT - EARLY_S
        there = await coaching.enter(ana, slot.slot_id)
        assert there.token and (await coaching.enter(ana, slot.slot_id)).token == there.token
        assert [config.meeting_id for config in desk.opened][-1] == meeting_of(slot)
        technician = await coaching.supervise(slot.slot_id, "t1")
        assert technician.token not in (None, there.token)
        desk.clock.now = slot.ends_at
        [told] = await coaching.listed("assembly")
        missing = {one[0].registration_id for one in told.bookings if coaching.is_no_show(told.slot, one[0])}
        assert missing == {bo}
        desk.clock.now = slot.ends_at + LATE_S
        with pytest.raises(RegistrationError, match="unknownSlot"):
            await coaching.enter(ana, slot.slot_id)


async def test_only_whoever_may_enter_books(tmp_path: Path) -> None:
    async with bureau(tmp_path) as desk:
        [slot] = await founded(desk)
        on_site = await register(desk, "Di", attendance="onSite")
        with pytest.raises(RegistrationError, match="attendsOnSite"):
            await desk.office.coaching.book(on_site, slot.slot_id)
        ana = await register(desk, "Ana")
        desk.clock.now = slot.starts_at
        with pytest.raises(RegistrationError, match="unknownSlot"):
            await desk.office.coaching.book(ana, slot.slot_id)
        wrongs: dict[str, Any] = {"minutes": 1, "places": 0, "count": 51, "starts_at": NOW, "language": "!"}
        for name, value in wrongs.items():
            with pytest.raises(RegistrationError, match="fieldInvalid"):
                await desk.office.coaching.add("assembly", Wanted(**{"starts_at": AT + DAY, name: value}), "test")
