"""Names, addresses and numbers: what is taken, and in what form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import RegistrationError
from server.registration import people


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" Naledi@Example.ORG ", "Naledi@example.org"),
        ("o'neil+wipo@mail.example.co.uk", "o'neil+wipo@mail.example.co.uk"),
        ("x@bücher.example", "x@xn--bcher-kva.example"),
    ],
)
def test_addresses(text: str, kept: str) -> None:
    assert people.email(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "x@",
        "@example.org",
        "x@y",
        "a b@example.org",
        "x@example.org\nBcc: y@example.org",
        "é@example.org",
        "x@-a.org",
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(RegistrationError, match="fieldInvalid"):
        people.email(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("+41 79 123 45 67", "+41791234567"),
        ("0041 (79) 123-45-67", "+41791234567"),
        ("+٤١٧٩١٢٣٤٥٦٧", "+41791234567"),
        ("\u202a+41 79 123 45 67\u202c", "+41791234567"),
    ],
)
def test_telephone_numbers(text: str, kept: str) -> None:
    assert people.phone(text) == kept


@pytest.mark.parametrize("text", ["12", "079 123 45 67", "+0791234567", "+41x791234567", "+" + "1" * 16])
def test_what_is_no_telephone_number(text: str) -> None:
    with pytest.raises(RegistrationError, match="fieldInvalid"):
        people.phone(text)


@pytest.mark.parametrize(("text", "kept"), [("FR", "fr"), ("zh_CN", "zh"), ("en-GB", "en")])
def test_languages(text: str, kept: str) -> None:
    assert people.language(text) == kept
    with pytest.raises(RegistrationError, match="fieldInvalid"):
        people.language("tlh")


@given(st.text(max_size=200))
def test_a_name_is_one_printable_line_or_refused(text: str) -> None:
    try:
        name = people.clean(text, "name")
    except RegistrationError:
        return
    assert len(name) <= 120 and name == name.strip() and "\n" not in name and not set(name) & set("\u202e\u2066\x00\x1b")
    assert people.clean(name, "name") == name


def test_masked_addresses_are_no_use_to_anybody_else() -> None:
    assert people.masked_email("naledi.dlamini@dirco.gov.za") == "n•••••@d•••.za"
    assert people.masked_phone("+27821234567") == "+27 ••••• 67"
