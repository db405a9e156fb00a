"""What is written as TOML is read as the same."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.toml_writing import dumps

SCALARS = (
    st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
FLAT = st.dictionaries(KEYS, SCALARS | st.lists(SCALARS, max_size=3), max_size=4)
TABLES = st.dictionaries(KEYS, SCALARS | st.lists(SCALARS, max_size=3) | FLAT | st.lists(FLAT, min_size=1, max_size=3))


@given(TABLES)
def test_any_table_comes_back_as_it_was(table: dict[str, Any]) -> None:
    assert tomllib.loads(dumps(table)) == table


def test_it_looks_like_a_meetings_file() -> None:
    table = {"booths": [{"language": "fr", "desks": 3, "outgoing": ["en"]}, {"language": "zh"}], "within": "override"}
    assert dumps(table) == (
        'within = "override"\n\n[[booths]]\nlanguage = "fr"\ndesks = 3\noutgoing = ["en"]\n\n[[booths]]\nlanguage = "zh"\n'
    )


@pytest.mark.parametrize("value", [None, object(), {"a": None}, [None]])
def test_what_toml_has_no_word_for_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        dumps({"key": value})
