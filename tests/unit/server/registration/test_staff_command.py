"""``run.py staff`` as whoever sets up the house uses it."""

from __future__ import annotations

import asyncio
import contextlib
import io
import time
from pathlib import Path

import pyotp
import pytest

import run
from server import keys
from server.registration.office import KEY
from server.supervisor import EXIT_CONFIGURATION
from tests.unit.server.registration.desk import CHEAP, PASSWORD, Clock, bureau


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in CHEAP.items():
        monkeypatch.setenv("HEMICYCLE_" + key.replace(".", "_").upper(), str(value))


def staff(data: Path, *words: str) -> int:
    return run.main(["staff", *words, "--data", str(data)])


def test_the_first_administrator_is_made_listed_and_renewed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = []
    for act in (("add", "Alice", "--role", "administrator"), ("renew", "alice")):
        monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
        assert staff(tmp_path, *act, "--password-file", "-") == 0
        secrets.append(pyotp.parse_uri(capsys.readouterr().out.strip()).secret)
    assert len(set(secrets)) == 2
    assert staff(tmp_path, "list") == 0
    assert capsys.readouterr().out == "alice  administrator  active\n"
    assert (tmp_path / "registration.key").stat().st_mode & 0o777 == 0o600


async def test_an_account_made_beside_a_running_server_signs_in_there(tmp_path: Path) -> None:
    words = ["--role", "desk", "--password-file", str(tmp_path / "password"), "--data", str(tmp_path / "d")]
    key = keys.read(tmp_path / "d" / KEY)
    async with bureau(tmp_path / "d", Clock(time.time()), key=key) as desk:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            (tmp_path / "password").write_text(PASSWORD)  # noqa: ASYNC240
            assert await asyncio.to_thread(run.main, ["staff", "add", "bob", *words]) == 0
        secret = pyotp.parse_uri(printed.getvalue().strip()).secret
        account, _ = await desk.office.staffing.sign_in("bob", PASSWORD, desk.code(secret))
        assert (account.name, account.role) == ("bob", "desk")


def test_accounts_are_unlocked_and_disabled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "password").write_text(PASSWORD)
    assert staff(tmp_path / "d", "add", "bob", "--password-file", str(tmp_path / "password")) == 0
    assert staff(tmp_path / "d", "unlock", "bob") == 0 and staff(tmp_path / "d", "disable", "bob") == 0
    capsys.readouterr()
    assert staff(tmp_path / "d", "list") == 0
    assert capsys.readouterr().out == "bob  desk  disabled\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["add", "alice", "--role", "king"], "--role"),
        (["add"], "want a name"),
        (["list", "alice"], "list none"),
        (["unlock", "nobody"], "no such account"),
        (["add", "al", "--password-file", "{password}"], "3 to 64"),
        (["add", "alice", "--password-file", "{weak}"], "12 characters"),
        (["add", "alice", "--password-file", "{nowhere}"], "cannot read"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str) -> None:
    (tmp_path / "password").write_text(PASSWORD)
    (tmp_path / "weak").write_text("short")
    files = {name: str(tmp_path / name) for name in ("password", "weak", "nowhere")}
    assert staff(tmp_path / "d", *(word.format(**files) for word in words)) == EXIT_CONFIGURATION
    assert says in capsys.readouterr().err
