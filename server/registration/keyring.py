"""Keys of machines: another system registers people with one.  Its secret is shown once; here is its hash.

A key has some duties of staff and no others, ends, and can be revoked; whatever is done with it is in the audit log.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from server.errors import RegistrationError
from server.registration import derivation, people
from server.registration.duties import Duty
from server.registration.records import Act, ApiKey
from server.storage.registration import Store

PREFIX = "hck_"
SCOPES: tuple[Duty, ...] = ("read", "people", "import", "accredit", "list", "messages")
"""Duties a key may have: none that lets in, closes, or looks after accounts and people's data."""
LIMIT = 100
"""Keys that are good at once; overflow policy: refused."""
NOTED_S = 60.0
"""How exactly it is kept when a key was last used."""


class Keyring:
    def __init__(self, store: Store, wall: Callable[[], float]) -> None:
        self._store = store
        self._wall = wall

    async def issue(self, name: str, scopes: Iterable[str], expires_at: float | None, by: str) -> tuple[ApiKey, str]:
        """The key and its secret.

        :raises RegistrationError: fieldInvalid (no scope, an unknown one, a past end), nameTaken, busy (too many keys).
        """
        wanted, now = list(dict.fromkeys(scopes)), self._wall()
        if not wanted or not set(wanted) <= set(SCOPES):
            raise RegistrationError("fieldInvalid", field="scopes")
        if expires_at is not None and not now < expires_at < now + 4_000_000_000:
            raise RegistrationError("fieldInvalid", field="expiresAt")
        secret = PREFIX + secrets.token_urlsafe(32)
        key = ApiKey(
            key_id=secrets.token_hex(6),
            name=people.clean(name, "name", least=3),
            secret_hash=derivation.token_hash(secret),
            scopes=wanted,
            created_at=now,
            created_by=by,
            expires_at=expires_at,
        )
        async with self._store.writing() as work:
            good = await work.all(ApiKey, revoked_at=None)
            if any(one.name == key.name for one in good):
                raise RegistrationError("nameTaken")
            if len(good) >= LIMIT:
                raise RegistrationError("busy")
            await work.add(key)
            await work.note(self._act(by, "keyIssued", key, scopes=wanted))
        return key, secret

    async def find(self, secret: str) -> ApiKey:
        """:raises RegistrationError: sessionUnknown, it is none, revoked, or has ended."""
        now = self._wall()
        async with self._store.reading() as work:
            key = await work.get(ApiKey, secret_hash=derivation.token_hash(secret), revoked_at=None)
        if key is None or (key.expires_at is not None and now >= key.expires_at):
            raise RegistrationError("sessionUnknown")
        if key.used_at is None or now - key.used_at >= NOTED_S:
            async with self._store.writing() as work:
                await work.change(ApiKey, {"used_at": now}, key_id=key.key_id)
        return key

    async def listed(self) -> list[ApiKey]:
        async with self._store.reading() as work:
            return await work.all(ApiKey, order="-created_at")

    async def revoke(self, key_id: str, by: str) -> None:
        """:raises RegistrationError: unknownKey."""
        async with self._store.writing() as work:
            key = await work.get(ApiKey, key_id=key_id, revoked_at=None)
            if key is None:
                raise RegistrationError("unknownKey")
            await work.put(replace(key, revoked_at=self._wall()))
            await work.note(self._act(by, "keyRevoked", key))

    def _act(self, who: str, act: str, key: ApiKey, **detail: object) -> Act:
        return Act(at=self._wall(), who=who, act=act, subject=f"key:{key.key_id}", detail=dict(detail))
