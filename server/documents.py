"""What a handed-in file is, by its content alone: PDF (ISO 32000), Word (ISO/IEC 29500) or UTF-8 text.

Nothing here renders or runs a document.  A zip is unpacked only to count: into nothing, up to a limit.
"""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from server.errors import UserError
from server.unpacking import fits

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"
CHUNK = 65_536
ENTRIES_LIMIT = 2_000
"""Files inside a Word document."""
CONTENT_TYPES, BODY = "[Content_Types].xml", "word/document.xml"
_PDF_HEAD = re.compile(rb"%PDF-[12]\.[0-9]")
_MAIN_PART = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def media_type(path: Path, unpacked_limit: int) -> str:
    """The media type.  ``unpacked_limit``: bytes a Word document may unpack to.

    :raises UserError: fileTypeRefused.
    """
    with path.open("rb") as file:
        head = file.read(1024)
        file.seek(0)
        if _PDF_HEAD.match(head):
            _check_pdf(file)
            return PDF
        if head.startswith(b"PK\x03\x04"):
            _check_docx(file, unpacked_limit)
            return DOCX
        _check_text(file)
        return TEXT


def _refuse(reason: str) -> UserError:
    return UserError("fileTypeRefused", reason=reason)


def _check_pdf(file: BinaryIO) -> None:
    """It has its end: neither cut off nor something else behind a PDF's first line."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 2048))
    if b"%%EOF" not in file.read():
        raise _refuse("pdf")


def _check_docx(file: BinaryIO, limit: int) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) > ENTRIES_LIMIT or sum(entry.file_size for entry in entries) > limit:
                raise _refuse("unpacked")
            _check_parts(archive, entries)
            if not fits(archive, limit):
                raise _refuse("unpacked")
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _refuse("docx") from error


def _check_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if names.count(CONTENT_TYPES) != 1 or names.count(BODY) != 1 or len(set(names)) != len(names):
        raise _refuse("docx")
    if any(entry.flag_bits & 1 or "vbaproject" in entry.filename.lower() for entry in entries):
        raise _refuse("docx")
    with archive.open(CONTENT_TYPES) as part:
        if _MAIN_PART not in part.read(1 << 20):
            raise _refuse("docx")


def _check_text(file: BinaryIO) -> None:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    empty = True
    try:
        while chunk := file.read(CHUNK):
            text = decoder.decode(chunk)
            empty = empty and not text.strip()
            if _NOT_TEXT.search(text):
                raise _refuse("text")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _refuse("text") from error
    if empty:
        raise _refuse("text")
