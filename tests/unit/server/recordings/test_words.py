"""Words recordings are found by, in the six languages and beyond."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.recordings.words import LONGEST, asked, following, words


def finds(query: str, text: str) -> bool:
    """As the catalogue does: each word asked for is the beginning of one in the index."""
    index = words(text)
    return all(any(word >= one and word < following(one) for word in index) for one in asked(query))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("WATER", "Safe drinking water"),
        ("drink", "Safe drinking water"),
        ("eau comite", "Comité de l'Eau"),
        ("Comité", "COMITE"),
        ("питьевая", "Безопасная ПИТЬЕВАЯ вода"),
        ("المياه", "لجنة المِيَاه"),
        ("العربية", "العـــربية"),
        ("饮用水", "人人享有安全饮用水"),
        ("水", "饮用水"),
        ("用", "饮用水"),
        ("安全 饮用", "人人享有安全饮用水"),
        ("année", "l’annee 2030"),
        ("2030", "Agenda 2030"),
        ("STRASSE", "Straße"),
        ("ﬁnal", "final"),
        ("WHO世界", "WHO世界卫生组织"),
    ],
)
def test_what_reads_the_same_is_found(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("rinking", "Safe drinking water"),
        ("water drought", "Safe drinking water"),
        ("水饮", "饮用水"),
        ("饮水", "饮用水"),
    ],
)
def test_what_is_not_there_is_not_found(query: str, text: str) -> None:
    assert not finds(query, text)


@given(st.text(max_size=80))
def test_every_text_is_found_by_itself(text: str) -> None:
    assert finds(text, text)


@given(st.text(min_size=1, max_size=12), st.text(max_size=12))
def test_a_word_is_in_its_range_exactly_when_it_begins_so(beginning: str, word: str) -> None:
    if not any("\ud800" <= char <= "\udfff" for char in beginning + word):
        assert (beginning <= word < following(beginning)) == word.startswith(beginning) or beginning[-1] == "\U0010ffff"


@given(st.text(max_size=300))
def test_no_word_is_longer_than_the_index_takes(text: str) -> None:
    assert all(0 < len(word) <= LONGEST for word in words(text) | set(asked(text)))
