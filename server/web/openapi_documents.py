"""Files of conferences' documents, and who waits to be unlocked, in the REST description."""

from __future__ import annotations

from typing import Any

from server.web import registration_documents
from server.web.describing import TEXT, list_of, object_of, query, ref
from server.web.openapi_registration import TIME, operation, staffed

LOCKED = object_of(registrationId=TEXT, name=TEXT, delegation=TEXT, role=TEXT, lockedAt=TIME)
PATHS: dict[str, dict[str, Any]] = {
    "/conferences/{conference}/files": {
        "get": staffed(
            "Files of its documents, oldest first", object_of(files=list_of(ref("FileView"))), "unknownConference"
        ),
        "post": staffed(
            "New file of a document (PDF, Word or text): put its `link` among the links of a document of the conference",
            ref("FileView"),
            *("unknownConference", "wrongState", "documentsFull"),
            *("nameInvalid", "fileTooLarge", "fileTypeRefused", "journalUnavailable"),
            status=201,
            body="application/octet-stream",
            parameters=({**query("fileName", "name of the file: .pdf, .docx or .txt", TEXT), "required": True},),
        ),
    },
    "/conferences/{conference}/files/{file}": {
        "get": staffed("The file, also before it is published", "*/*", "unknownDocument"),
        "delete": staffed(
            "Remove a file no document links to (others go with the link)", None, "unknownDocument", "wrongState"
        ),
    },
    "/api/conferences/{conference}/files/{file}": {
        "get": operation("A file a document of the published conference links to", "*/*", "unknownDocument")
    },
    "/conferences/{conference}/locked": {
        "get": staffed(
            "Who spent all one-time codes and waits to be unlocked, the last first",
            object_of(locked=list_of(LOCKED)),
            "unknownConference",
        )
    },
}
BODIES: tuple[Any, ...] = (registration_documents.FileView,)
