"""Tables people hand in: CSV in the encodings offices use, and XLSX; bytes → header and numbered rows of text.

Pure: nothing is kept, nothing is run.  A workbook is unpacked once into nothing, to know its size, before it is opened.
"""

from __future__ import annotations

import codecs
import csv
import datetime
import io
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from server.errors import RegistrationError
from server.unpacking import fits

DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-16", "windows-1252", "windows-1256", "windows-1251", "gb18030")
"""That may be named; the first four and 1251 are also found out."""
COLUMNS_LIMIT = 60
CELL_LIMIT = 2_000
"""Characters."""
UNPACKED_LIMIT = 128 * 1024 * 1024
SHEETS_ENTRIES_LIMIT = 500
SAMPLE = 65_536
RUN_OF_LATIN, RUN_OF_OTHERS = 1.4, 2.2
"""Mean length of runs of bytes above 127: accents stand alone between ASCII letters, Arabic and Cyrillic words do not."""
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Sheet:
    header: list[str]
    rows: list[tuple[int, list[str]]]
    """Line (CSV: the first of the row's) or row number as the office program shows it, and one text per column."""
    format: str
    """``csv`` or ``xlsx``."""
    encoding: str = ""
    certain: bool = True
    """False: the encoding is a guess, which someone must confirm."""
    delimiter: str = ""


def read(data: bytes, rows_limit: int, encoding: str = "", delimiter: str = "") -> Sheet:
    """``encoding`` and ``delimiter`` empty: found out.

    :raises RegistrationError: tableInvalid (``reason``, ``line``), encodingUnclear (``candidates``).
    """
    if data.startswith(b"PK\x03\x04"):
        return _workbook(data, rows_limit)
    text, known, certain = decode(data, encoding)
    return _csv(text, rows_limit, known, certain, delimiter)


def invalid(reason: str, line: int = 0) -> RegistrationError:
    return RegistrationError("tableInvalid", reason=reason, **({"line": str(line)} if line else {}))


# --- encodings ---


def decode(data: bytes, encoding: str = "") -> tuple[str, str, bool]:
    """The text, its encoding, and whether that is certain.

    :raises RegistrationError: tableInvalid, encodingUnclear.
    """
    if encoding:
        return _decoded(data, encoding), encoding, True
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16"), "utf-16", True
    if (wide := _without_mark(data)) is not None:
        return _decoded(data, wide), "utf-16", True
    try:
        return data.decode("utf-8-sig"), "utf-8", True
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        raise invalid("binary")
    guess = _guess(data[:SAMPLE])
    return _decoded(data, guess), guess, False


def _decoded(data: bytes, encoding: str) -> str:
    if encoding.lower() not in (*ENCODINGS, "utf-16-le", "utf-16-be"):
        raise RegistrationError("encodingUnclear", candidates=",".join(ENCODINGS))
    name = {"utf-8": "utf-8-sig", "utf-16": "utf-16"}.get(encoding.lower(), encoding)
    if name == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = _without_mark(data) or "utf-16-le"
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise RegistrationError("encodingUnclear", candidates=",".join(ENCODINGS), at=str(error.start)) from error


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of what is mostly ASCII is zero."""
    sample = data[:2048]
    if len(sample) < 4 or sample.count(0) < len(sample) // 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _guess(sample: bytes) -> str:
    """One of the encodings of a byte a letter.

    :raises RegistrationError: encodingUnclear.
    """
    runs = [len(run) for run in _HIGH_RUN.findall(sample)]
    mean = sum(runs) / max(1, len(runs))
    if mean <= RUN_OF_LATIN and _is_text(sample, "windows-1252"):
        return "windows-1252"
    if mean >= RUN_OF_OTHERS:
        scripts = {"windows-1256": "ARABIC", "windows-1251": "CYRILLIC SMALL"}
        shares = {name: _share(sample, name, script) for name, script in scripts.items()}
        best = max(shares, key=lambda name: shares[name])
        if shares[best] > 0.6:
            return best
    raise RegistrationError("encodingUnclear", candidates="windows-1252,windows-1256,windows-1251,gb18030")


def _is_text(sample: bytes, encoding: str) -> bool:
    text = sample.decode(encoding, errors="replace")
    return "\ufffd" not in text


def _share(sample: bytes, encoding: str, script: str) -> float:
    """Of the letters beyond ASCII those of a script."""
    letters = [char for char in sample.decode(encoding, errors="replace") if ord(char) > 127 and char.isalpha()]
    return sum(unicodedata.name(char, "").startswith(script) for char in letters) / max(1, len(letters))


# --- CSV (RFC 4180) ---


def _csv(text: str, rows_limit: int, encoding: str, certain: bool, delimiter: str) -> Sheet:
    if (wrong := _NOT_TEXT.search(text)) is not None:
        raise invalid("controlCharacter", text.count("\n", 0, wrong.start()) + 1)
    text = text.lstrip("\ufeff")
    if text[:4].lower() == "sep=" and not delimiter:
        delimiter = text[4:5]
    chosen = delimiter or _delimiter(text)
    if len(chosen) != 1 or chosen in '"\r\n':
        raise invalid("delimiter")
    rows: list[tuple[int, list[str]]] = []
    reader, line = csv.reader(io.StringIO(text, newline=""), delimiter=chosen, strict=True), 1
    try:
        for cells in reader:
            number, line = line, reader.line_num + 1
            if any(cell.strip() for cell in cells) and not cells[0].lower().startswith("sep="):
                rows.append((number, _bounded(cells, number)))
            if len(rows) > rows_limit + 1:
                raise invalid("rows")
    except csv.Error as error:
        raise invalid("quotes", line) from error
    return _sheet(rows, Sheet([], [], "csv", encoding, certain, chosen))


def _delimiter(text: str) -> str:
    """That which gives the first lines the same number of columns, and the most."""
    sample = io.StringIO(text[:SAMPLE], newline="").read().splitlines()[:30]
    best, columns = ",", 1
    for delimiter in DELIMITERS:
        try:
            counts = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        except csv.Error:
            continue
        if counts and counts[0] > columns and sum(count == counts[0] for count in counts) * 2 > len(counts):
            best, columns = delimiter, counts[0]
    return best


def _bounded(cells: list[str], line: int) -> list[str]:
    if len(cells) > COLUMNS_LIMIT:
        raise invalid("columns", line)
    if any(len(cell) > CELL_LIMIT for cell in cells):
        raise invalid("cell", line)
    return [plain(cell) for cell in cells]


def _sheet(rows: list[tuple[int, list[str]]], empty: Sheet) -> Sheet:
    if not rows:
        raise invalid("empty")
    header = rows[0][1]
    width = len(header)
    body = [(line, (cells + [""] * width)[:width]) for line, cells in rows[1:]]
    return Sheet(header, body, empty.format, empty.encoding, empty.certain, empty.delimiter)


# --- XLSX (ISO/IEC 29500) ---


def _workbook(data: bytes, rows_limit: int) -> Sheet:
    _check_size(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            if not book.sheet_names:
                raise invalid("empty")
            sheet = book.get_sheet_by_index(0)
            if sheet.total_height > rows_limit + 1:
                raise invalid("rows")
            cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError) as error:
        raise invalid("workbook") from error
    rows = [
        (number, _bounded([_text(cell) for cell in row], number))
        for number, row in enumerate(cells, 1)
        if any(cell not in ("", None) for cell in row)
    ]
    return _sheet(rows, Sheet([], [], "xlsx"))


def _check_size(data: bytes) -> None:
    """What the workbook really unpacks to, not what it says.

    :raises RegistrationError: tableInvalid.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > SHEETS_ENTRIES_LIMIT:
                raise invalid("workbook")
            if not fits(archive, UNPACKED_LIMIT):
                raise invalid("size")
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as error:
        raise invalid("workbook") from error


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and not cell.time():
        return cell.date().isoformat()
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


# --- cells that a spreadsheet would run ---

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def neutral(text: str) -> str:
    """For CSV we write: what a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text


def plain(text: str) -> str:
    """The same read back."""
    text = text.strip()
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(_FORMULA) else text


def written(header: list[str], rows: list[list[str]]) -> bytes:
    """CSV as spreadsheets open it: UTF-8 with a mark, RFC 4180."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([[neutral(cell) for cell in row] for row in [header, *rows]])
    return file.getvalue().encode("utf-8-sig")
