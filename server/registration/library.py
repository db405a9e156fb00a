"""Files of conferences' documents: handed in by the desk, named by links of the plan, and gone when no plan names them.

A file belongs to its conference from the moment it is here; everyone may have it once the conference is published and a
document of its plan links to it.
"""

from __future__ import annotations

from collections.abc import Callable

from server.errors import RegistrationError
from server.registration import conferences
from server.registration.conferring import found
from server.registration.records import Act, Conference, DocumentFile
from server.storage.blobs import Blobs, Received
from server.storage.registration import Store, Work

FILES_LIMIT = 2400
"""Of a conference; overflow policy: refused."""


class Library:
    """``quota``: bytes of one conference's files."""

    def __init__(self, store: Store, blobs: Blobs, quota: int, wall: Callable[[], float]) -> None:
        self._store = store
        self.blobs = blobs
        self._quota = quota
        self._wall = wall

    async def listed(self, conference_id: str) -> list[DocumentFile]:
        """Oldest first.

        :raises RegistrationError: unknownConference.
        """
        async with self._store.reading() as work:
            await found(work, conference_id)
            return await work.all(DocumentFile, order="at", conference_id=conference_id)

    async def check_room(self, conference_id: str, size: int) -> None:
        """:raises RegistrationError: unknownConference, wrongState (it is final), documentsFull."""
        async with self._store.reading() as work:
            await self._check_room(work, conference_id, size)

    async def _check_room(self, work: Work, conference_id: str, size: int) -> None:
        conference = await found(work, conference_id)
        if conference.final_at is not None:
            raise RegistrationError("wrongState", state="final")
        files = await work.all(DocumentFile, conference_id=conference_id)
        if len(files) >= FILES_LIMIT or sum(one.size for one in files) + size > self._quota:
            raise RegistrationError("documentsFull", limit=str(self._quota))

    async def keep(self, conference_id: str, received: Received, name: str, kind: str, by: str) -> DocumentFile:
        """A file that was received; no plan names it yet.

        :raises RegistrationError: unknownConference, wrongState (it is final), documentsFull.
        """
        file = DocumentFile(
            file_id=received.blob,
            conference_id=conference_id,
            file_name=name,
            media_type=kind,
            size=received.size,
            at=self._wall(),
            by=by,
        )
        async with self._store.writing() as work:
            await self._check_room(work, conference_id, received.size)
            await work.add(file)
            await work.note(self._act("documentAdded", file, by))
        return file

    async def get(self, conference_id: str, file_id: str) -> DocumentFile:
        """:raises RegistrationError: unknownDocument."""
        async with self._store.reading() as work:
            return await _file(work, conference_id, file_id)

    async def published(self, conference_id: str, file_id: str) -> DocumentFile:
        """What anyone may have.

        :raises RegistrationError: unknownDocument.
        """
        async with self._store.reading() as work:
            conference = await work.get(Conference, conference_id=conference_id)
            if conference is None or conference.published_at is None or file_id not in conferences.file_ids(conference):
                raise RegistrationError("unknownDocument")
            return await _file(work, conference_id, file_id)

    async def shown(self, conference: Conference) -> dict[str, DocumentFile]:
        """Link -> file, of those the plan names."""
        async with self._store.reading() as work:
            files = await work.among(DocumentFile, "file_id", conferences.file_ids(conference))
        return {conferences.file_link(one.conference_id, one.file_id): one for one in files}

    async def remove(self, conference_id: str, file_id: str, by: str) -> None:
        """One no document links to.

        :raises RegistrationError: unknownDocument, wrongState (a document links to it).
        """
        async with self._store.writing() as work:
            file, conference = await _file(work, conference_id, file_id), await found(work, conference_id)
            if file_id in conferences.file_ids(conference):
                raise RegistrationError("wrongState", state="linked")
            await work.remove(DocumentFile, file_id=file_id)
            await work.note(self._act("documentRemoved", file, by))
        self.blobs.discard(file_id)

    async def tidy(self) -> None:
        """After a start: what was received when the server ended belongs to nobody."""
        async with self._store.reading() as work:
            known = {one.file_id for one in await work.all(DocumentFile)}
        self.blobs.tidy(known)

    def _act(self, act: str, file: DocumentFile, by: str) -> Act:
        detail = {"mediaType": file.media_type, "size": file.size}
        subject = f"document:{file.file_id}"
        return Act(at=self._wall(), who=by, act=act, conference_id=file.conference_id, subject=subject, detail=detail)


async def _file(work: Work, conference_id: str, file_id: str) -> DocumentFile:
    file = await work.get(DocumentFile, file_id=file_id, conference_id=conference_id)
    if file is None:
        raise RegistrationError("unknownDocument")
    return file
