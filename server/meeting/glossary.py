"""The meeting's glossary: terms with their words in each language, for the booths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.roster import legible

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

TERMS_AT_ONCE = 200
WORDS_LIMIT = 200
"""Characters of a term in one language."""


def add(meeting: Meeting, command: c.AddTerms, now: float) -> list[e.Event]:
    """A term whose id is known is replaced.

    :raises UserError: valueInvalid, unknownChannel, textEmpty, textTooLong, glossaryFull.
    """
    if len(command.terms) > TERMS_AT_ONCE:
        raise UserError("valueInvalid", field="terms")
    known = meeting.interpretation.glossary
    terms = {term_id: _words(meeting, words) for term_id, words in command.terms.items()}
    changed = {term_id: words for term_id, words in terms.items() if known.get(term_id) != words}
    if len(known.keys() | changed.keys()) > meeting.config.terms_limit:
        raise UserError("glossaryFull")
    return [e.TermsAdded(at=now, terms=changed, by=command.by)] if changed else []


def _words(meeting: Meeting, words: Mapping[str, str]) -> dict[str, str]:
    kept = {language: text.strip() for language, text in words.items() if text.strip()}
    if not kept:
        raise UserError("textEmpty")
    for language, text in kept.items():
        if language not in meeting.config.languages:
            raise UserError("unknownChannel")
        if len(text) > WORDS_LIMIT:
            raise UserError("textTooLong")
        if not legible(text):
            raise UserError("valueInvalid", field="terms")
    return kept


def remove(meeting: Meeting, command: c.RemoveTerm, now: float) -> list[e.Event]:
    """:raises UserError: unknownTerm."""
    if command.term_id not in meeting.interpretation.glossary:
        raise UserError("unknownTerm")
    return [e.TermRemoved(at=now, term_id=command.term_id, by=command.by)]


def _added(meeting: Meeting, event: e.TermsAdded) -> None:
    meeting.interpretation.glossary.update(event.terms)


def _removed(meeting: Meeting, event: e.TermRemoved) -> None:
    meeting.interpretation.glossary.pop(event.term_id, None)


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {c.AddTerms: add, c.RemoveTerm: remove}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {e.TermsAdded: _added, e.TermRemoved: _removed}
