"""Tables of registrations: encodings, delimiters, workbooks, and what is none of them."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import RegistrationError
from server.registration import sheets
from server.registration.sheets import read

ROWS = 100
FRENCH = "Nom;Prénom;Courriel\r\nLefèvre;Zoé;zoe@example.org\r\nGarçon;Noël;noel@example.org\r\n"
ARABIC = "اسم العائلة,البريد الإلكتروني\nالحسن,h@example.org\nعبد الرحمن,r@example.org\n"
RUSSIAN = "Фамилия\tЭл. почта\nИванов\ti@example.org\nПетрова\tp@example.org\n"


def xlsx(*rows: list[str], sheet: str = "") -> bytes:
    """A workbook with strings in the cells, as other programs write it."""
    cells = "".join(
        f'<row r="{y}">' + "".join(f'<c r="{chr(64 + x)}{y}" {cell}</c>' for x, cell in enumerate(row, 1)) + "</row>"
        for y, row in enumerate(rows, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet or f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def string(text: str) -> str:
    return f't="inlineStr"><is><t>{text}</t></is>'


def numeric(value: float) -> str:
    return f"><v>{value}</v>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(("text", "delimiter"), [(FRENCH, ";"), (ARABIC, ","), (RUSSIAN, "\t")])
def test_unicode_is_known_by_itself(text: str, delimiter: str, encoding: str) -> None:
    if encoding in ("utf-16-le", "utf-16-be") and text is not FRENCH:
        text = text.replace("example.org", "example.org.example.org.example.org")
    sheet = read(text.encode(encoding), ROWS)
    assert (sheet.certain, sheet.delimiter) == (True, delimiter)
    assert sheet.header == text.splitlines()[0].split(delimiter) and len(sheet.rows) == 2


@pytest.mark.parametrize(
    ("text", "encoding"), [(FRENCH, "windows-1252"), (ARABIC, "windows-1256"), (RUSSIAN, "windows-1251")]
)
def test_encodings_of_a_byte_a_letter_are_guessed_and_said_to_be_a_guess(text: str, encoding: str) -> None:
    sheet = read(text.encode(encoding), ROWS)
    assert (sheet.encoding, sheet.certain) == (encoding, False)
    named = read(text.encode(encoding), ROWS, encoding)
    assert (
        named.certain
        and named.rows == sheet.rows
        and named.rows[0][1][0] == text.splitlines()[1][: len(named.rows[0][1][0])]
    )


def test_what_could_be_anything_is_asked_for() -> None:
    with pytest.raises(RegistrationError) as caught:
        read(bytes([0x4E, 0x2C, 0xD5, 0xC5, 0x0A, 0xE9, 0xE8, 0x2C, 0xB3, 0xC2]), ROWS)
    assert caught.value.code == "encodingUnclear" and "windows-1252" in caught.value.detail["candidates"]
    with pytest.raises(RegistrationError, match="encodingUnclear"):
        read(FRENCH.encode("windows-1252"), ROWS, "utf-8")
    with pytest.raises(RegistrationError, match="encodingUnclear"):
        read(b"a,b", ROWS, "idna")


def test_lines_are_counted_as_an_editor_shows_them() -> None:
    sheet = read(b'name,note\r\n"A","one\r\ntwo"\r\n\r\n"B",x\r\nC,y\r\n', ROWS)
    assert [(line, cells[0]) for line, cells in sheet.rows] == [(2, "A"), (5, "B"), (6, "C")]


def test_rows_that_are_short_or_long_fit_the_header() -> None:
    assert [cells for _, cells in read(b"a,b\n1\n1,2,3\n", ROWS).rows] == [["1", ""], ["1", "2"]]


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"", "empty", None),
        (b"\n\n", "empty", None),
        (b'a,b\n"never closed,1\n2,3\n', "quotes", "2"),
        (b"a,b\n" + b"1,2\n" * 101, "rows", None),
        (b",".join([b"x"] * 61), "columns", "1"),
        (b"a\n" + b"x" * 2001, "cell", "2"),
        (b"a,b\n1,\x07\n", "controlCharacter", "2"),
        (b"abc\xff\xfe\x00\xfd def ghi jkl mno", "binary", None),
        (b"PK\x03\x04 not a zip", "workbook", None),
    ],
)
def test_what_is_no_table_is_refused_with_reason_and_line(data: bytes, reason: str, line: str | None) -> None:
    with pytest.raises(RegistrationError) as caught:
        read(data, ROWS)
    assert (caught.value.code, caught.value.detail["reason"], caught.value.detail.get("line")) == (
        "tableInvalid",
        reason,
        line,
    )


def test_a_workbook_is_read_with_its_numbers_as_text() -> None:
    data = xlsx([string("Name"), string("No"), string("Phone")], [string("Zoé"), numeric(4711.0), string("+41791234567")])
    sheet = read(data, ROWS)
    assert (sheet.format, sheet.header) == ("xlsx", ["Name", "No", "Phone"])
    assert sheet.rows == [(2, ["Zoé", "4711", "+41791234567"])]


def test_a_workbook_that_unpacks_to_a_flood_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "UNPACKED_LIMIT", 1_000_000)
    data = xlsx(sheet="<x>" + " " * 2_000_000 + "</x>")
    assert len(data) < 10_000
    with pytest.raises(RegistrationError) as caught:
        read(data, ROWS)
    assert caught.value.detail["reason"] == "size"


def test_entities_of_a_workbook_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "AAAAAAAAAA"><!ENTITY b "&a;&a;&a;&a;">]>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = (
        f'{bomb}<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1" {string("&b;")}</c></row></sheetData></worksheet>'
    )
    try:
        assert "AAAA" not in "".join(read(xlsx(sheet=text), ROWS).header)
    except RegistrationError as error:
        assert error.code == "tableInvalid"


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20), min_size=2, max_size=2
        ),
        max_size=6,
    )
)
def test_what_we_write_is_read_back_and_no_cell_is_a_formula(rows: list[list[str]]) -> None:
    wanted = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    wanted = [
        row for row in wanted if not any(cell.startswith("'") for cell in row) and not row[0].lower().startswith("sep=")
    ]
    data = sheets.written(["a", "b"], wanted)
    assert [cells for _, cells in read(data, ROWS, delimiter=",").rows] == wanted
    for line in data.decode("utf-8-sig").splitlines():
        assert not line.lstrip('"').startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1"])
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert sheets.neutral(text) == f"'{text}" and sheets.plain(sheets.neutral(text)) == text
    assert sheets.neutral("O'Neil = x") == "O'Neil = x" and sheets.plain("'quoted'") == "'quoted'"


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    try:
        sheet = read(data, ROWS)
    except RegistrationError as error:
        assert error.code in ("tableInvalid", "encodingUnclear")
    else:
        assert all(len(cells) == len(sheet.header) for _, cells in sheet.rows)
