"""The files handed into a meeting, the pace at which people may hand them in, and the playing of recorded ones."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from server.allowance import Allowance
from server.documents import media_type
from server.equipment import Equipment
from server.meeting import commands as c
from server.meeting.statements import File
from server.playback import Playback
from server.runtime import MeetingRuntime
from server.storage.blobs import Blobs, Received

UPLOADS_PER_S, UPLOADS_BURST = 0.2, 12


class Filing:
    def __init__(
        self, runtime: MeetingRuntime, equipment: Equipment, directory: Path, monotonic: Callable[[], float]
    ) -> None:
        self.blobs = Blobs(directory)
        self.playback = Playback(runtime, equipment)
        self._runtime = runtime
        self._uploads = Allowance(UPLOADS_PER_S, UPLOADS_BURST, monotonic)

    def may_upload(self, participant_id: str) -> bool:
        """False: too fast."""
        return self._uploads.take(participant_id)

    def path(self, file: File) -> Path:
        return self.blobs.path(file.blob)

    async def inspect(self, received: Received, unpacked_limit: int) -> str:
        """The media type of a text.

        :raises UserError: fileTypeRefused.
        """
        return await asyncio.to_thread(media_type, received.path, unpacked_limit)

    async def file(self, command: c.FileStatement) -> File:
        """The blob belongs to the statement now; the one it replaces is gone.

        :raises UserError: as the meeting.
        """
        files, key = self._runtime.live.statements.files, (command.statement_id, command.language)
        older = files.get(key)
        await self._runtime.execute(command)
        if older is not None:
            self.blobs.discard(older.blob)
        return self._runtime.live.statements.get(*key)

    def give_up(self, received: Received) -> None:
        """Unless the meeting has taken it meanwhile."""
        if received.blob not in self._known():
            self.blobs.discard(received.blob)

    async def withdraw(self, by: str, statement_id: str, language: str) -> None:
        """:raises UserError: unknownStatement, notPermitted, statementDelivered, journalUnavailable."""
        file = self._runtime.live.statements.get(statement_id, language)
        await self._runtime.execute(c.WithdrawStatement(by, statement_id, language))
        self.blobs.discard(file.blob)

    async def play(self, by: str, statement_id: str, language: str) -> None:
        """:raises UserError: as ``Playback.start``."""
        file = self._runtime.live.statements.get(statement_id, language)
        await self.playback.start(by, file, self.path(file))

    def tidy(self) -> None:
        """At the start: drop what no journal knows."""
        self.blobs.tidy(self._known())

    def _known(self) -> set[str]:
        return {file.blob for file in self._runtime.live.statements.files.values()}
