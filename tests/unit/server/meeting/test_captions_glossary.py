"""Captions, the glossary and the sign-language interpreter."""

from __future__ import annotations

import pytest

from server.meeting import commands as c
from server.meeting.glossary import TERMS_AT_ONCE
from tests.unit.server.meeting.sitting import Sitting, names


@pytest.fixture
def sitting() -> Sitting:
    made = Sitting(terms_limit=250, captions_kept=30)
    made.enter("tech", "technician")
    for person in ("cap", "cal"):
        made.enter(person, "captioner")
    for person in ("sam", "sue"):
        made.enter(person, "signer")
    made.enter("fay", "interpreter", "fr", "fr")
    return made


def _line(number: int, by: str = "cap", language: str = "en", text: str = "Good morning.") -> c.WriteCaption:
    return c.WriteCaption(by, f"{by}{language}{number}", language, text)


def test_a_line_is_kept_with_its_times_on_the_servers_clock(sitting: Sitting) -> None:
    sitting.do(c.WriteCaption("cap", "1", "en", "  Good morning. ", started_at=sitting.now - 2))
    (line,) = sitting.meeting.interpretation.captions["en"]
    assert (line.text, line.by, line.written_at - line.started_at) == ("Good morning.", "cap", 3)


@pytest.mark.parametrize(("ago", "shown"), [(-5.0, 0.0), (3600.0, 60.0)])
def test_a_line_began_neither_later_than_now_nor_long_ago(sitting: Sitting, ago: float, shown: float) -> None:
    sitting.do(c.WriteCaption("cap", "1", "en", "Hello", started_at=sitting.now + 1 - ago))
    (line,) = sitting.meeting.interpretation.captions["en"]
    assert line.written_at - line.started_at == pytest.approx(shown)


@pytest.mark.parametrize(
    ("language", "text", "refusal"),
    [
        ("de", "Guten Tag", "unknownChannel"),
        ("floor", "Hello", "unknownChannel"),
        ("en", "  ", "textEmpty"),
        ("en", "x" * 401, "textTooLong"),
        ("en", "one\x00two", "valueInvalid"),
        ("en", "one\ntwo", "valueInvalid"),
        ("en", "one\u202etwo", "valueInvalid"),
    ],
)
def test_a_line_that_cannot_be_shown_is_refused(sitting: Sitting, language: str, text: str, refusal: str) -> None:
    assert sitting.refused(_line(1, language=language, text=text)) == refusal


def test_a_finished_line_is_corrected_by_its_writer_alone_and_stays_where_it_is(sitting: Sitting) -> None:
    sitting.do(_line(1))
    sitting.do(_line(2))
    (first, second) = sitting.meeting.interpretation.captions["en"]
    sitting.do(_line(1, text="Good evening."), after=30)
    corrected, after = sitting.meeting.interpretation.captions["en"]
    assert (corrected.text, corrected.started_at, after) == ("Good evening.", first.started_at, second)
    assert sitting.do(_line(1, text="Good evening.")) == []
    assert sitting.refused(c.WriteCaption("cal", "capen1", "en", "Mine")) == "wrongState"


def test_a_writer_has_twenty_lines_in_ten_seconds_and_others_theirs(sitting: Sitting) -> None:
    for number in range(20):
        sitting.do(_line(number), after=0)
    assert sitting.refused(_line(20)) == "tooFast"
    sitting.do(_line(1, by="cal"), after=0)
    sitting.do(_line(21), after=10)


def test_a_captioning_service_is_counted_for_each_language(sitting: Sitting) -> None:
    for language in ("en", "fr"):
        for number in range(20):
            sitting.do(_line(number, by=c.SYSTEM, language=language), after=0)
        assert sitting.refused(_line(20, by=c.SYSTEM, language=language)) == "tooFast"


def test_the_newest_lines_are_kept(sitting: Sitting) -> None:
    for number in range(35):
        sitting.do(_line(number))
    lines = sitting.meeting.interpretation.captions["en"]
    assert len(lines) == 30 and lines[-1].caption_id == "capen34"


# --- glossary ---------------------------------------------------------------------------------------------------------


def test_terms_are_added_replaced_and_removed(sitting: Sitting) -> None:
    sitting.do(c.AddTerms("fay", {"1": {"en": " drinking water ", "fr": "eau potable", "es": " "}}))
    assert sitting.meeting.interpretation.glossary == {"1": {"en": "drinking water", "fr": "eau potable"}}
    assert not sitting.do(c.AddTerms("fay", {"1": {"en": "drinking water", "fr": "eau potable"}}))
    sitting.do(c.AddTerms("fay", {"1": {"en": "tap water"}, "2": {"zh": "水"}}))
    sitting.do(c.RemoveTerm("fay", "2"))
    assert sitting.meeting.interpretation.glossary == {"1": {"en": "tap water"}}
    assert sitting.refused(c.RemoveTerm("fay", "2")) == "unknownTerm"


def _terms(first: int, count: int) -> dict[str, dict[str, str]]:
    return {str(number): {"en": f"term {number}"} for number in range(first, first + count)}


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        ({"1": {}}, "textEmpty"),
        ({"1": {"en": " "}}, "textEmpty"),
        ({"1": {"de": "Wasser"}}, "unknownChannel"),
        ({"1": {"en": "x" * 201}}, "textTooLong"),
        ({"1": {"en": "a\tb"}}, "valueInvalid"),
        (_terms(0, TERMS_AT_ONCE + 1), "valueInvalid"),
    ],
)
def test_terms_that_cannot_be_kept_are_refused(sitting: Sitting, terms: dict[str, dict[str, str]], refusal: str) -> None:
    assert sitting.refused(c.AddTerms("fay", terms)) == refusal


def test_the_glossary_is_bounded_and_what_is_there_may_change(sitting: Sitting) -> None:
    sitting.do(c.AddTerms("fay", _terms(0, 200)))
    sitting.do(c.AddTerms("fay", _terms(200, 50)))
    assert sitting.refused(c.AddTerms("fay", _terms(250, 1))) == "glossaryFull"
    sitting.do(c.AddTerms("fay", {"1": {"fr": "autre"}}))


# --- signing ----------------------------------------------------------------------------------------------------------


def test_one_sign_language_interpreter_is_shown_and_the_next_takes_over(sitting: Sitting) -> None:
    assert names(sitting.do(c.SetSigning("sam", True))) == ["SigningStarted"]
    assert not sitting.do(c.SetSigning("sam", True))
    assert names(sitting.do(c.SetSigning("sue", True))) == ["SigningStopped", "SigningStarted"]
    assert sitting.meeting.interpretation.signing == "sue"
    assert not sitting.do(c.SetSigning("sam", False)), "who is not shown takes nobody out"
    sitting.do(c.SetSigning("sue", False))
    assert sitting.meeting.interpretation.signing is None


@pytest.mark.parametrize(
    "going",
    [
        *(c.Disconnect("sam"), c.Leave("sam"), c.Remove("tech", "sam")),
        *(c.MoveParticipant("tech", "sam", "passive"), c.MoveParticipant("tech", "sam", "delegate")),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_sign_language_interpreter_who_goes_is_shown_no_more(sitting: Sitting, going: c.Command) -> None:
    sitting.do(c.SetSigning("sam", True))
    assert "SigningStopped" in names(sitting.do(going))
    assert sitting.meeting.interpretation.signing is None
