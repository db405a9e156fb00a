"""``run.py token`` as whoever sets up the equipment uses it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

import run
from server.errors import UserError
from server.meeting.config import BoothConfig, MeetingConfig
from server.sources import Source, Token, check_scope, find, name_of
from server.storage.database import DATABASE, Database
from server.storage.tokens import Tokens
from server.supervisor import EXIT_CONFIGURATION

CONFIG = MeetingConfig(meeting_id="m", languages=("en", "fr"), booths=(BoothConfig("fr"),))


@pytest.fixture
def data(tmp_path: Path) -> str:
    return str(tmp_path / "data")


def stored(data: str, secret: str) -> Token | None:
    async def read() -> Token | None:
        async with await Database.open(Path(data) / DATABASE) as database:
            return await Tokens(database).find(secret)

    return asyncio.run(read())


def test_a_token_is_printed_alone_and_valid_for_thirty_days(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["token", "demo", "whip:booth-fr", "--data", data]) == 0
    secret = capsys.readouterr().out.strip()
    token = stored(data, secret)
    assert token is not None and (token.meeting_id, token.scope) == ("demo", "whip:booth-fr")
    assert token.expires_at == pytest.approx(token.issued_at + 30 * 86_400)


def test_a_token_can_be_made_for_ever_listed_and_revoked(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["token", "demo", "whep:fr", "--days", "0", "--data", data]) == 0
    secret = capsys.readouterr().out.strip()
    assert run.main(["token", "demo", "--list", "--data", data]) == 0
    line = capsys.readouterr().out
    assert "whep:fr" in line and "valid" in line and secret not in line
    assert run.main(["token", "demo", "--revoke", line.split()[0], "--data", data]) == 0
    token = stored(data, secret)
    assert token is not None and token.expires_at is None and token.revoked_at is not None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["demo", "whip:studio"], "booth-fr"),
        (["demo", "whep:tlh"], "floor"),
        (["demo", "room-1"], "room-1"),
        (["nowhere", "whip:screen"], "nowhere"),
        (["demo"], "--list"),
        (["demo", "whip:screen", "--list"], "--list"),
        (["demo", "whip:screen", "--days", "-1"], "whip:SOURCE"),
        (["demo", "--revoke", "abc"], "abc"),
    ],
)
def test_a_wrong_wish_is_explained(data: str, capsys: pytest.CaptureFixture[str], words: list[str], says: str) -> None:
    assert run.main(["token", *words, "--data", data]) == EXIT_CONFIGURATION
    told = capsys.readouterr()
    assert says in told.err and not told.out


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("room-1", Source("room-1", "room")),
        ("room-42", Source("room-42", "room")),
        ("booth-fr", Source("booth-fr", "booth", "fr")),
        ("screen", Source("screen", "screen")),
        ("sign", Source("sign", "sign")),
        ("programme", Source("programme", "programme")),
    ],
)
def test_a_source_is_found_by_its_name(name: str, source: Source) -> None:
    assert find(name, CONFIG) == source
    assert name_of(source.participant_id) == name
    check_scope(f"whip:{name}", CONFIG)


@pytest.mark.parametrize("name", ["", "room", "room-0", "room-100", "room-1x", "booth-en", "booth-de", "booth-", "speaker"])
def test_what_is_no_source_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="unknownChannel"):
        find(name, CONFIG)


@pytest.mark.parametrize("scope", ["", "whip:", "whep:", "whep:de", "whep:floor:x", "floor", "whap:floor"])
def test_a_token_is_for_something_that_exists(scope: str) -> None:
    with pytest.raises(UserError, match="unknownChannel"):
        check_scope(scope, CONFIG)


def test_people_are_no_sources() -> None:
    assert name_of("3f9c") is None
