"""Bearer tokens: only a hash is kept, and what is expired or revoked is known as such."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.errors import UserError
from server.storage.database import DATABASE, Database
from server.storage.tokens import Tokens

NOW = 1_000_000.0


def everything_in(directory: Path) -> bytes:
    return b"".join(file.read_bytes() for file in directory.iterdir())


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with await Database.open(tmp_path / DATABASE) as opened:
        yield opened


async def test_a_token_is_found_by_itself_alone(database: Database) -> None:
    tokens = Tokens(database)
    secret, kept = await tokens.issue("m", "whip:screen", NOW, NOW + 10)
    assert await tokens.find(secret) == kept and (kept.meeting_id, kept.scope) == ("m", "whip:screen")
    for guess in ("", secret[:-1], secret.swapcase(), kept.token_id, "\ud800"):
        assert await tokens.find(guess) is None


async def test_the_database_holds_no_token(database: Database, tmp_path: Path) -> None:
    secret, _ = await Tokens(database).issue("m", "whip:screen", NOW, None)
    await database.close()
    assert secret.encode() not in everything_in(tmp_path)


@pytest.mark.parametrize(("expires_at", "at", "valid"), [(None, 9e9, True), (NOW + 1, NOW, True), (NOW + 1, NOW + 1, False)])
async def test_a_token_ends_with_its_time(database: Database, expires_at: float | None, at: float, valid: bool) -> None:
    _, token = await Tokens(database).issue("m", "whip:screen", NOW, expires_at)
    assert token.valid(at) is valid


async def test_a_token_is_revoked_once_and_only_in_its_meeting(database: Database) -> None:
    tokens = Tokens(database)
    secret, token = await tokens.issue("m", "whep:floor", NOW, None)
    _, other = await tokens.issue("m", "whep:fr", NOW + 1, None)
    assert not await tokens.revoke("n", token.token_id, NOW)
    assert await tokens.revoke("m", token.token_id, NOW + 5)
    assert not await tokens.revoke("m", token.token_id, NOW + 6)
    found = await tokens.find(secret)
    assert found is not None and not found.valid(NOW + 5)
    assert await tokens.revoked_among([token.token_id, other.token_id]) == {token.token_id}
    assert [kept.revoked_at for kept in await tokens.listed("m")] == [NOW + 5, None]


async def test_a_command_beside_a_running_server_writes_what_the_server_reads(database: Database, tmp_path: Path) -> None:
    async with await Database.join(tmp_path / DATABASE) as beside:
        secret, token = await Tokens(beside).issue("m", "whip:sign", NOW, None)
    assert await Tokens(database).find(secret) == token


async def test_a_command_without_a_server_makes_the_database(tmp_path: Path) -> None:
    path = tmp_path / "new" / DATABASE
    async with await Database.join(path) as alone:
        secret, token = await Tokens(alone).issue("m", "whip:sign", NOW, None)
    async with await Database.open(path) as database:
        assert await Tokens(database).find(secret) == token


async def test_a_database_that_cannot_be_read_refuses_instead_of_letting_in(database: Database) -> None:
    tokens = Tokens(database)
    secret, _ = await tokens.issue("m", "whip:sign", NOW, None)
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE tokens")
    with pytest.raises(UserError, match="journalUnavailable"):
        await tokens.find(secret)
