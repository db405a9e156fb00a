"""What a handed-in file is, by content: documents are known, everything else and every bomb is refused."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.documents import DOCX, PDF, TEXT, media_type
from server.errors import UserError

LIMIT = 1 << 20
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
PARTS = {"[Content_Types].xml": TYPES, "word/document.xml": "<w:document/>"}
MINIMAL_PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def docx(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def kind(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "file"
    path.write_bytes(content)
    return media_type(path, LIMIT)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (MINIMAL_PDF, PDF),
        (docx(PARTS), DOCX),
        ("Señor Presidente,\r\n\tgracias.\f谢谢".encode(), TEXT),
        ("\ufeffشكرا".encode(), TEXT),
        (b"x" * 65_535 + "é".encode(), TEXT),
    ],
)
def test_documents_are_known_by_their_content(tmp_path: Path, content: bytes, expected: str) -> None:
    assert kind(tmp_path, content) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n\t ",
        b"%PDF-1.7 and nothing more",
        b"MZ\x90\x00 a program",
        b"\x89PNG\r\n\x1a\n",
        b"caf\xe9",
        b"half a character \xe8\xb0",
        b"bell \x07",
        "utf-16".encode("utf-16"),
        b"PK\x03\x04 not a zip",
        docx({"word/document.xml": "<w:document/>"}),
        docx({"[Content_Types].xml": TYPES}),
        docx({**PARTS, "[Content_Types].xml": "<Types/>"}),
        docx({**PARTS, "word/vbaProject.bin": "macro"}),
        docx(PARTS)[:-30],
        docx({**PARTS, **{f"word/{number}.xml": "" for number in range(2_000)}}),
        docx({**PARTS, "word/media/zeros": "0" * (LIMIT + 1)}),
    ],
)
def test_everything_else_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UserError, match="fileTypeRefused"):
        kind(tmp_path, content)


def test_a_bomb_whose_directory_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    bomb = bytearray(docx({**PARTS, "word/media/zeros": "0" * (8 * LIMIT)}))
    at = bomb.rfind(b"PK\x01\x02")
    struct.pack_into("<I", bomb, at + 24, 100)
    with pytest.raises(UserError, match="fileTypeRefused"):
        kind(tmp_path, bytes(bomb))


def test_a_name_listed_twice_hides_nothing(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("word/document.xml", "another")
    with pytest.raises(UserError, match="fileTypeRefused"):
        kind(tmp_path, out.getvalue())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", docx(PARTS)]))
def test_no_content_whatever_breaks_the_check(tmp_path_factory: pytest.TempPathFactory, tail: bytes, head: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(head + tail)
    try:
        assert media_type(path, LIMIT) in (PDF, DOCX, TEXT)
    except UserError as error:
        assert error.code == "fileTypeRefused"


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_document_is_a_document_or_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    damaged = bytearray(docx(PARTS))
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(bytes(damaged))
    try:
        media_type(path, LIMIT)
    except UserError as error:
        assert error.code == "fileTypeRefused"
