"""Two factors of delegates: short life, few tries, single use, lock-out, however many addresses guess at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import RegistrationError
from server.registration import derivation, factors
from server.registration.drafts import Draft
from server.registration.records import Challenge, CheckIn, Message, Registration
from tests.unit.server.registration.desk import Bureau, bureau

RULES = factors.Rules(life_s=600, tries=5, wrong_before_lock=15, resend_after_s=30, resends_per_hour=6)


@dataclass
class Door:
    desk: Bureau
    identity: str
    access: str

    async def ask(self, channel: str = "mail") -> str:
        """The one-time code as the message has it."""
        challenge = await self.desk.office.entering.send_code(self.access, channel)  # type: ignore[arg-type]
        return derivation.one_time_code(self.desk.office.key, challenge.challenge_id)

    async def refused(self, code: str, *, authenticator: bool = False) -> RegistrationError:
        with pytest.raises(RegistrationError) as caught:
            await self.desk.office.entering.sign_in(self.access, code, authenticator=authenticator)
        return caught.value


def other(code: str, by: int = 1) -> str:
    return f"{(int(code) + by) % 1_000_000:06d}"


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with bureau(tmp_path, sms__delivery="outbox") as desk:
        await desk.found()
        draft = Draft(
            family_name="Dlamini", given_name="Naledi", email="naledi@example.org", phone="+27821234567", role="delegate"
        )
        registration, _ = await desk.office.desk.register("assembly", draft, "test")
        await desk.office.desk.accredit(registration.registration_id, "approved", "", "test")
        await desk.office.closing.close("assembly", "test")
        identity = registration.registration_id
        yield Door(desk, identity, derivation.access_code(desk.office.key, identity, 1))


async def test_an_access_code_shows_masked_addresses_and_nothing_else(door: Door) -> None:
    conference, ways = await door.desk.office.entering.knock(door.access.lower().replace("-", " "))
    assert conference.conference_id == "assembly"
    assert [(way.channel, way.masked) for way in ways] == [("mail", "n•••••@e•••.org"), ("sms", "+27 ••••• 67")]
    for wrong in ("", "0000-0000-0000", door.access[:-1], door.identity):
        with pytest.raises(RegistrationError, match="codeRefused"):
            await door.desk.office.entering.knock(wrong)


async def test_both_factors_open_a_session(door: Door) -> None:
    code = await door.ask()
    (registration, person), session = await door.desk.office.entering.sign_in(door.access, f" {code} ")
    assert (registration.registration_id, person.family_name) == (door.identity, "Dlamini")
    found = await door.desk.office.sessions.find(session.token or "", "delegate")
    assert found.subject_id == door.identity
    with pytest.raises(RegistrationError, match="sessionUnknown"):
        await door.desk.office.sessions.find(session.token or "", "staff")


async def test_a_code_is_used_once(door: Door) -> None:
    code = await door.ask()
    await door.desk.office.entering.sign_in(door.access, code)
    assert (await door.refused(code)).code == "codeSpent"


async def test_a_code_lives_ten_minutes_at_most(door: Door) -> None:
    code = await door.ask()
    door.desk.clock.now += 599
    assert (await door.refused(other(code))).code == "codeRefused"
    door.desk.clock.now += 1
    assert (await door.refused(code)).code == "codeSpent"


async def test_the_newest_code_alone_counts(door: Door) -> None:
    first = await door.ask()
    door.desk.clock.now += 31
    second = await door.ask()
    assert first != second and (await door.refused(first)).code == "codeRefused"
    await door.desk.office.entering.sign_in(door.access, second)


async def test_five_tries_spend_a_code(door: Door) -> None:
    code = await door.ask()
    for n in range(1, 6):
        assert (await door.refused(other(code, n))).code == "codeRefused"
    assert (await door.refused(code)).code == "codeSpent"


async def test_codes_are_sent_again_after_a_while_and_not_for_ever(door: Door) -> None:
    await door.ask()
    with pytest.raises(RegistrationError, match="tooFast"):
        await door.ask()
    for _ in range(5):
        door.desk.clock.now += 31
        await door.ask()
    door.desk.clock.now += 31
    with pytest.raises(RegistrationError) as caught:
        await door.ask()
    assert int(caught.value.detail["retryAfter"]) > 3000
    door.desk.clock.now += 3600
    await door.ask()


async def test_fifteen_guesses_lock_the_person_until_the_desk_unlocks(door: Door) -> None:
    """The figure: guesses before lock-out, with as many codes as can be had."""
    guesses = 0
    while True:
        code = await door.ask()
        answers = [(await door.refused(other(code, n))).code for n in range(1, 6)]
        guesses += answers.count("codeRefused") + answers.count("lockedOut")
        if "lockedOut" in answers:
            break
        door.desk.clock.now += 31
    assert guesses == 15
    door.desk.clock.now += 86_400
    with pytest.raises(RegistrationError, match="lockedOut"):
        await door.desk.office.entering.knock(door.access)
    await door.desk.office.desk.unlock(door.identity, "test")
    await door.desk.office.entering.sign_in(door.access, await door.ask())


async def test_resending_does_not_buy_more_guesses(door: Door) -> None:
    """Four wrong tries for each code never spend one, and lock all the same."""
    wrong = 0
    for _ in range(5):
        code = await door.ask()
        for n in range(1, 5):
            wrong += 1
            if (await door.refused(other(code, n))).code == "lockedOut":
                break
        door.desk.clock.now += 31
        if wrong == 15:
            break
    assert wrong == 15


async def test_brute_force_from_many_addresses_at_once_has_no_more_guesses(door: Door) -> None:
    code = await door.ask()
    answers = await asyncio.gather(*(door.refused(other(code, n)) for n in range(1, 101)))
    assert [one.code for one in answers].count("codeRefused") == 5
    async with door.desk.office.store.reading() as work:
        [challenge] = await work.all(Challenge)
    assert challenge.tries == 5


async def test_neither_code_rests_anywhere(door: Door, tmp_path: Path) -> None:
    code = await door.ask()
    async with door.desk.office.store.reading() as work:
        kept = str([await work.all(kind) for kind in (Challenge, Message, Registration)])
    assert code not in kept and door.access not in kept and door.access.replace("-", "") not in kept


async def test_those_who_may_not_enter_remotely_are_told_why(door: Door) -> None:
    desk, entering = door.desk.office.desk, door.desk.office.entering
    await desk.change(door.identity, Draft(attendance="onSite"), "test")
    with pytest.raises(RegistrationError, match="attendsOnSite"):
        await entering.knock(door.access)
    await desk.change(door.identity, Draft(attendance="remote"), "test")
    await desk.accredit(door.identity, "refused", "Withdrawn", "test")
    with pytest.raises(RegistrationError, match="notAccredited"):
        await entering.knock(door.access)
    await desk.accredit(door.identity, "approved", "", "test")
    await desk.change(door.identity, Draft(), "test", standing="cancelled")
    with pytest.raises(RegistrationError, match="codeRefused"):
        await entering.knock(door.access)


async def test_guesses_at_the_door_do_not_put_out_who_is_in(door: Door) -> None:
    _, session = await door.desk.office.entering.sign_in(door.access, await door.ask())
    for _ in range(3):
        door.desk.clock.now += 31
        code = await door.ask()
        for n in range(1, 6):
            await door.refused(other(code, n))
    with pytest.raises(RegistrationError, match="lockedOut"):
        await door.desk.office.entering.knock(door.access)
    assert (await door.desk.office.sessions.find(session.token or "", "delegate")).subject_id == door.identity
    await door.desk.office.entering.badge(door.identity, "water")


async def test_a_renewed_access_code_voids_the_old_one(door: Door) -> None:
    _, session = await door.desk.office.entering.sign_in(door.access, await door.ask())
    await door.desk.office.desk.renew_access(door.identity, "test")
    with pytest.raises(RegistrationError, match="sessionUnknown"):
        await door.desk.office.sessions.find(session.token or "", "delegate")
    with pytest.raises(RegistrationError, match="codeRefused"):
        await door.desk.office.entering.knock(door.access)
    await door.desk.office.entering.knock(derivation.access_code(door.desk.office.key, door.identity, 2))


async def test_an_authenticator_app_counts_once_it_is_confirmed(door: Door) -> None:
    entering, clock = door.desk.office.entering, door.desk.clock
    await entering.sign_in(door.access, await door.ask())
    totp = pyotp.TOTP(pyotp.parse_uri(await entering.begin_enrolment(door.identity)).secret)
    assert (await door.refused(totp.at(int(clock())), authenticator=True)).code == "channelMissing"
    with pytest.raises(RegistrationError, match="codeRefused"):
        await entering.confirm_enrolment(door.identity, other(totp.at(int(clock())), 7))
    await entering.confirm_enrolment(door.identity, totp.at(int(clock())))
    assert (await entering.knock(door.access))[1][0].channel == "authenticator"
    assert (await door.refused(totp.at(int(clock())), authenticator=True)).code == "codeRefused", "each code once"
    clock.now += 30
    await entering.sign_in(door.access, totp.at(int(clock())), authenticator=True)


async def test_a_clock_that_is_a_step_off_does_not_matter(door: Door) -> None:
    entering, clock = door.desk.office.entering, door.desk.clock
    totp = pyotp.TOTP(pyotp.parse_uri(await entering.begin_enrolment(door.identity)).secret)
    await entering.confirm_enrolment(door.identity, totp.at(int(clock() - 30)))
    clock.now += 60
    assert (await door.refused(totp.at(int(clock() + 90)), authenticator=True)).code == "codeRefused"
    await entering.sign_in(door.access, totp.at(int(clock() + 30)), authenticator=True)


async def test_the_first_entry_is_a_check_in(door: Door) -> None:
    entering = door.desk.office.entering
    assert await entering.check_in(door.identity, "water")
    door.desk.clock.now += 100
    assert not await entering.check_in(door.identity, "water")
    async with door.desk.office.store.reading() as work:
        [row] = await work.all(CheckIn)
    assert row.at == door.desk.clock.now - 100
    with pytest.raises(RegistrationError, match="meetingNotOpen"):
        await entering.badge(door.identity, "elsewhere")


@given(st.lists(st.tuples(st.floats(0, 5000), st.integers(0, 6), st.booleans()), max_size=12), st.floats(0, 6000))
def test_a_code_that_counts_is_the_newest_fresh_unused_and_unspent(
    history: list[tuple[float, int, bool]], now: float
) -> None:
    sent = [
        Challenge(
            challenge_id=f"{n:03d}", registration_id="r", channel="mail", issued_at=at, expires_at=at + 600,
            tries=tries, used_at=at if used else None,
        )
        for n, (at, tries, used) in enumerate(history)
    ]  # fmt: skip
    found = factors.current(sent, now, RULES)
    if found is not None:
        assert found.tries < 5 and found.used_at is None and now < found.expires_at
        assert all(one.issued_at <= found.issued_at for one in sent)


def test_no_setting_makes_codes_live_longer_or_be_tried_more() -> None:
    from server.settings import load

    flags: dict[str, object] = {"registration.code_life_s": 9000.0, "registration.code_tries": 50}
    rules = factors.rules_of(load(flags=flags).registration)
    assert (rules.life_s, rules.tries) == (600, 5)
