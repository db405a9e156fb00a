"""Passwords of staff: argon2id, in threads, few at a time, so that guessing does not take the machine from the meetings."""

from __future__ import annotations

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from server.errors import RegistrationError

AT_ONCE = 2
WAITING_LIMIT = 20
"""Overflow policy: refused with ``busy``."""
LENGTH_LIMIT = 1024


class Passwords:
    def __init__(self, least: int, memory_kib: int, passes: int) -> None:
        self._least = least
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._decoy = self._hasher.hash("nobody's password")

    def check(self, password: str, name: str) -> None:
        """:raises RegistrationError: passwordWeak: too short, too long, one character over and over, or the name in it."""
        short = not self._least <= len(password) <= LENGTH_LIMIT or len(set(password)) < 5
        if short or name.casefold() in password.casefold():
            raise RegistrationError("passwordWeak", least=str(self._least))

    async def hash(self, password: str) -> str:
        return await asyncio.to_thread(self._hasher.hash, password)

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """None: nobody's, which takes as long and is never right.

        :raises RegistrationError: busy.
        """
        if self._waiting >= WAITING_LIMIT:
            raise RegistrationError("busy")
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(self._verify, password_hash, password[:LENGTH_LIMIT])
        finally:
            self._waiting -= 1

    def _verify(self, password_hash: str | None, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash or self._decoy, password) and password_hash is not None
        except (Argon2Error, InvalidHashError):
            return False

    def is_outdated(self, password_hash: str) -> bool:
        """Made with other parameters than today's."""
        return self._hasher.check_needs_rehash(password_hash)
