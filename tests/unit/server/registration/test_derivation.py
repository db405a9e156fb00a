"""Secrets from one key: each its own, none stored, access codes as people type them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.registration import derivation as d

KEY = b"k" * 32


def test_purposes_and_parts_never_meet() -> None:
    assert (
        len({d.derive(KEY, "a", "bc"), d.derive(KEY, "ab", "c"), d.derive(KEY, "a", "b", "c"), d.derive(b"l", "a", "bc")})
        == 4
    )


def test_an_access_code_is_sixty_bits_in_letters_nobody_mistakes() -> None:
    codes = {d.access_code(KEY, f"{number:016x}", 1) for number in range(500)}
    assert len(codes) == 500 and d.access_code(KEY, "x", 1) != d.access_code(KEY, "x", 2)
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", code) for code in codes)
    assert len(set("".join(codes)) - {"-"}) == 32


@given(st.integers(0, 2**64), st.sampled_from(["{}", " {} ", "{}\u00a0"]), st.booleans())
def test_an_access_code_is_known_however_it_is_typed(number: int, form: str, loose: bool) -> None:
    code = d.access_code(KEY, str(number), 1)
    text = code.lower().replace("0", "o").replace("1", "l").replace("-", " " if loose else "")
    assert d.access_hash(KEY, form.format(text)) == d.access_hash(KEY, code)


@given(st.text(max_size=80))
def test_what_is_no_access_code_is_none(text: str) -> None:
    typed = d.typed(text)
    assert typed == "" or re.fullmatch(r"[0-9A-Z]{12}", typed)


def test_one_time_codes_are_six_digits_and_even() -> None:
    codes = [d.one_time_code(KEY, str(number)) for number in range(20_000)]
    assert all(re.fullmatch(r"[0-9]{6}", code) for code in codes)
    for place in range(6):
        counts = [sum(code[place] == str(digit) for code in codes) for digit in range(10)]
        assert min(counts) > 1750 and max(counts) < 2250


@pytest.mark.parametrize(
    ("left", "right", "equal"), [("123456", "123456", True), ("123456", "123457", False), ("", "é", False)]
)
def test_texts_are_compared_whatever_they_are(left: str, right: str, equal: bool) -> None:
    assert d.same(left, right) is equal
