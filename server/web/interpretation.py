"""How interpretation is arranged and the glossary, over HTTP: saved and loaded as files."""

from __future__ import annotations

import asyncio
import csv
import io
import secrets
from collections.abc import Iterator, Mapping
from typing import TypeVar

from aiohttp import web

from server import arrangement
from server.arrangement import Arrangement, Refusal
from server.attendance import Attendance
from server.errors import ProtocolError, UserError
from server.meeting import commands as c
from server.meeting.glossary import TERMS_AT_ONCE
from server.meeting.roles import Permission, may
from server.meeting.roster import Participant
from server.web.answers import json_body
from server.web.api import body_of, joined
from server.web.conversation import FORMULA
from server.web.disposition import attachment

T = TypeVar("T")
Words = tuple[tuple[str, str], ...]
"""A term: language and words, in the order of the languages' tags."""
TOML = "application/toml"
TOML_LIMIT = 65_536
GLOSSARY_LIMIT = 8_000_000
"""Bytes of a file."""


def permitted(request: web.Request, permission: Permission) -> tuple[Attendance, Participant]:
    """:raises UserError: unknownMeeting, tokenUnknown, entryRefused, notPermitted."""
    attendance, participant = joined(request)
    if not may(attendance.meeting, participant.participant_id, permission):
        raise UserError("notPermitted", permission=permission)
    return attendance, participant


async def text_of(request: web.Request, limit: int) -> str:
    """:raises ProtocolError: frameMalformed, frameTooLarge (more than ``limit`` bytes)."""
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > limit:
            raise ProtocolError("frameTooLarge")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProtocolError("frameMalformed") from error


# --- arrangement ------------------------------------------------------------------------------------------------------


async def show(request: web.Request) -> web.Response:
    """JSON, or TOML where ``Accept`` asks for it."""
    attendance, _ = permitted(request, "manageInterpretation")
    found = arrangement.of(attendance.meeting)
    if TOML not in request.headers.get("Accept", ""):
        return json_body(found)
    headers = attachment(f"interpretation-{attendance.meeting_id}.toml")
    return web.Response(text=arrangement.to_toml(found), content_type=TOML, headers={**headers, "Cache-Control": "no-store"})


async def load(request: web.Request) -> web.Response:
    """What differs is changed; the report says what could not be."""
    attendance, participant = permitted(request, "manageInterpretation")
    if request.content_type == TOML:
        wanted = arrangement.from_toml(await text_of(request, TOML_LIMIT))
    else:
        wanted = await body_of(request, Arrangement)
    return json_body(await arrangement.load(attendance.runtime, wanted, participant.participant_id))


# --- glossary ---------------------------------------------------------------------------------------------------------


async def glossary(request: web.Request) -> web.Response:
    """RFC 4180, one language a column; no cell is a formula."""
    attendance, _ = permitted(request, "readGlossary")
    languages = attendance.runtime.config.languages
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(languages)
    for words in attendance.meeting.interpretation.glossary.values():
        writer.writerow(_inert(words.get(tag, "")) for tag in languages)
    headers = attachment(f"glossary-{attendance.meeting_id}.csv")
    return web.Response(body=out.getvalue().encode("utf-8-sig"), content_type="text/csv", charset="utf-8", headers=headers)


def _inert(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULA) else cell


def _words(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


async def replace_glossary(request: web.Request) -> web.Response:
    """The glossary is what the file says: terms that are there already stay, others come and go."""
    attendance, participant = permitted(request, "editGlossary")
    by, wanted = participant.participant_id, _rows(await text_of(request, GLOSSARY_LIMIT))
    known = {term_id: _sorted(words) for term_id, words in attendance.meeting.interpretation.glossary.items()}
    there = set(known.values())
    kept = there & wanted.keys()
    removed = [term_id for term_id, words in known.items() if words not in kept]
    for some_gone in _portions(removed):
        await asyncio.gather(*(attendance.runtime.execute(c.RemoveTerm(by, term_id)) for term_id in some_gone))
    added, refused = 0, list[Refusal]()
    for some in _portions([words for key, words in wanted.items() if key not in there]):
        added += await _add(attendance, by, {secrets.token_hex(8): words for words in some}, refused)
    return json_body({"added": added, "removed": len(removed), "kept": len(known) - len(removed), "refused": refused})


def _portions(things: list[T]) -> Iterator[list[T]]:
    return (things[first : first + TERMS_AT_ONCE] for first in range(0, len(things), TERMS_AT_ONCE))


def _sorted(words: Mapping[str, str]) -> Words:
    return tuple(sorted(words.items()))


async def _add(attendance: Attendance, by: str, terms: Mapping[str, Mapping[str, str]], refused: list[Refusal]) -> int:
    """All at once, or, where one of them cannot be, each by itself."""
    try:
        await attendance.runtime.execute(c.AddTerms(by, terms))
    except UserError as error:
        if len(terms) == 1:
            refused.append(Refusal(" | ".join(next(iter(terms.values())).values()), error.code))
            return 0
        return sum([await _add(attendance, by, {term_id: words}, refused) for term_id, words in terms.items()])
    return len(terms)


def _rows(text: str) -> dict[Words, dict[str, str]]:
    """The terms, each once, in order.  Header: language tags; separated by commas, semicolons or tabs.

    :raises ProtocolError: messageInvalid (no header, or a row longer than it), frameMalformed.
    """
    lines = io.StringIO(text, newline="")
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    try:
        rows = list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as error:
        raise ProtocolError("frameMalformed", reason=str(error)) from error
    languages = [cell.strip() for cell in rows[0]] if rows else []
    if not any(languages) or any(len(row) > len(languages) for row in rows):
        raise ProtocolError("messageInvalid", field="header")
    terms = ({tag: _words(cell).strip() for tag, cell in zip(languages, row, strict=False)} for row in rows[1:])
    written = ({tag: words for tag, words in term.items() if tag and words} for term in terms)
    return {_sorted(term): term for term in written if term}
