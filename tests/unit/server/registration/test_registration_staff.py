"""Accounts and sessions of staff: two factors, each code once, lock-out, rotation, an audit log that is only added to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from server.errors import RegistrationError
from server.registration.duties import DUTIES, authorise
from server.registration.records import Staff
from tests.unit.server.registration.desk import NOW, PASSWORD, Bureau, bureau


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Bureau]:
    async with bureau(tmp_path) as opened:
        yield opened


def everything_in(directory: Path) -> bytes:
    return b"".join(file.read_bytes() for file in directory.iterdir() if file.is_file())


async def refused(desk: Bureau, name: str, password: str, code: str) -> str:
    with pytest.raises(RegistrationError) as caught:
        await desk.office.staffing.sign_in(name, password, code)
    return caught.value.code


async def test_staff_sign_in_with_password_and_authenticator(desk: Bureau) -> None:
    secret = await desk.hire()
    staff, session = await desk.office.staffing.sign_in(" Alice ", PASSWORD, desk.code(secret))
    assert (staff.name, staff.role) == ("alice", "administrator") and session.token
    found = await desk.office.sessions.find(session.token, "staff")
    assert (found.subject_id, found.csrf, found.token) == (staff.staff_id, session.csrf, None)


async def test_neither_factor_is_enough(desk: Bureau) -> None:
    secret = await desk.hire()
    code = desk.code(secret)
    assert await refused(desk, "alice", "wrong horse battery", code) == "signInFailed"
    assert await refused(desk, "alice", PASSWORD, f"{(int(code) + 1) % 1_000_000:06d}") == "signInFailed"
    assert await refused(desk, "nobody", PASSWORD, code) == "signInFailed"


async def test_an_authenticator_code_is_taken_once_and_clocks_may_differ_by_a_step(desk: Bureau) -> None:
    secret = await desk.hire()
    code = desk.code(secret)
    desk.clock.now += 30
    await desk.office.staffing.sign_in("alice", PASSWORD, code)
    assert await refused(desk, "alice", PASSWORD, code) == "signInFailed"
    await desk.office.staffing.sign_in("alice", PASSWORD, desk.code(secret))
    desk.clock.now += 120
    assert await refused(desk, "alice", PASSWORD, code) == "signInFailed"


async def test_five_failures_lock_an_account_for_a_while(desk: Bureau) -> None:
    secret = await desk.hire()
    for _ in range(5):
        assert await refused(desk, "alice", "wrong horse battery", "000000") == "signInFailed"
    assert await refused(desk, "alice", PASSWORD, desk.code(secret)) == "lockedOut"
    desk.clock.now += 901
    await desk.office.staffing.sign_in("alice", PASSWORD, desk.code(secret))


async def test_many_guesses_at_once_are_no_more_than_in_turn(desk: Bureau) -> None:
    await desk.hire()
    answers = await asyncio.gather(*(refused(desk, "alice", "wrong horse battery", "000000") for _ in range(20)))
    assert answers.count("signInFailed") == 5 and answers.count("lockedOut") == 15


async def test_a_name_that_does_not_exist_locks_like_one_that_does(desk: Bureau) -> None:
    answers = [await refused(desk, "mallory", PASSWORD, "000000") for _ in range(6)]
    assert answers == ["signInFailed"] * 5 + ["lockedOut"]


async def test_staff_are_unlocked_by_hand(desk: Bureau) -> None:
    secret = await desk.hire()
    for _ in range(5):
        await refused(desk, "alice", "wrong horse battery", "000000")
    await desk.office.staffing.unlock("alice", "test")
    await desk.office.staffing.sign_in("alice", PASSWORD, desk.code(secret))


async def test_passwords_are_kept_as_argon2id_and_weak_ones_refused(desk: Bureau) -> None:
    await desk.hire()
    [account] = await desk.office.staffing.listed()
    assert account.password_hash.startswith("$argon2id$")
    for weak in ("short", "aaaaaaaaaaaaaaaa", "bob's password"):
        with pytest.raises(RegistrationError, match="passwordWeak"):
            await desk.office.staffing.add("bob's", "desk", weak, "test")
    with pytest.raises(RegistrationError, match="nameTaken"):
        await desk.hire("ALICE")


async def test_a_disabled_account_loses_its_sessions_and_the_last_administrator_stays(desk: Bureau) -> None:
    await desk.hire()
    secret = await desk.hire("bob", "desk")
    _, session = await desk.office.staffing.sign_in("bob", PASSWORD, desk.code(secret))
    await desk.office.staffing.disable("bob", "test")
    with pytest.raises(RegistrationError, match="sessionUnknown"):
        await desk.office.sessions.find(session.token or "", "staff")
    with pytest.raises(RegistrationError, match="wrongState"):
        await desk.office.staffing.disable("alice", "test")


async def test_a_sessions_token_is_replaced_and_the_old_one_ends(desk: Bureau) -> None:
    secret = await desk.hire()
    _, session = await desk.office.staffing.sign_in("alice", PASSWORD, desk.code(secret))
    old = session.token or ""
    desk.clock.now += 901
    renewed = await desk.office.sessions.find(old, "staff")
    assert renewed.token not in (None, old) and renewed.csrf == session.csrf
    assert (await desk.office.sessions.find(old, "staff")).token is None, "requests on their way are answered"
    desk.clock.now += 31
    with pytest.raises(RegistrationError, match="sessionUnknown"):
        await desk.office.sessions.find(old, "staff")
    await desk.office.sessions.find(renewed.token or "", "staff")


async def test_a_session_ends_unused_and_in_any_case(desk: Bureau) -> None:
    secret = await desk.hire()
    _, session = await desk.office.staffing.sign_in("alice", PASSWORD, desk.code(secret))
    token = session.token or ""
    for _ in range(100):
        desk.clock.now += 1800
        if desk.clock.now >= NOW + 43_200:
            break
        token = (await desk.office.sessions.find(token, "staff")).token or token
    with pytest.raises(RegistrationError, match="sessionUnknown"):
        await desk.office.sessions.find(token, "staff")
    _, session = await desk.office.staffing.sign_in("alice", PASSWORD, desk.code(secret))
    desk.clock.now += 3601
    with pytest.raises(RegistrationError, match="sessionUnknown"):
        await desk.office.sessions.find(session.token or "", "staff")


async def test_signing_out_ends_every_token_of_the_session(desk: Bureau) -> None:
    secret = await desk.hire()
    _, session = await desk.office.staffing.sign_in("alice", PASSWORD, desk.code(secret))
    desk.clock.now += 901
    renewed = await desk.office.sessions.find(session.token or "", "staff")
    await desk.office.sessions.end(renewed.token or "")
    for token in (session.token, renewed.token):
        with pytest.raises(RegistrationError, match="sessionUnknown"):
            await desk.office.sessions.find(token or "", "staff")


async def test_the_database_holds_neither_password_nor_token_nor_secret(desk: Bureau, tmp_path: Path) -> None:
    secret = await desk.hire()
    _, session = await desk.office.staffing.sign_in("alice", PASSWORD, desk.code(secret))
    kept = everything_in(tmp_path)
    assert b"alice" in kept
    for text in (PASSWORD, secret, session.token or "-", session.csrf):
        assert text.encode() not in kept


async def test_the_audit_log_says_who_did_what_and_cannot_be_changed(desk: Bureau) -> None:
    secret = await desk.hire()
    staff, _ = await desk.office.staffing.sign_in("alice", PASSWORD, desk.code(secret))
    acts = await desk.office.acts(None)
    assert [(act.who, act.act) for act in acts][::2] == [(staff.staff_id, "signedIn"), ("test", "staffAdded")]
    assert acts[0].number > acts[1].number and acts[0].at == NOW
    async with desk.office.store._engine.connect() as connection:
        for statement in ("DELETE FROM audit", "UPDATE audit SET who = 'me'"):
            with pytest.raises(SQLAlchemyError, match="only added to"):
                await connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("administrator", "staff", None),
        ("organiser", "close", "staff"),
        ("desk", "accredit", "close"),
        ("technician", "unlock", "people"),
        ("auditor", "audit", "people"),
    ],
)
def test_roles_have_their_duties(role: str, may: str, may_not: str | None) -> None:
    staff = Staff(staff_id="1", name="x", role=role, password_hash="", created_at=0)  # type: ignore[arg-type]
    authorise(staff, may)  # type: ignore[arg-type]
    assert may in DUTIES[staff.role]
    if may_not:
        with pytest.raises(RegistrationError, match="notPermitted"):
            authorise(staff, may_not)  # type: ignore[arg-type]
