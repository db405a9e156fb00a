"""Names, addresses and telephone numbers of people: what is taken, and in what form it is kept."""

from __future__ import annotations

import re
import unicodedata

from server.errors import RegistrationError
from server.registration.records import UI_LANGUAGES, Registration

TEXT_LIMIT = 120
NUMBER_LIMIT = 64
REASON_LIMIT = 500
_EMAIL = re.compile(r"[^\s@<>(),;:\\\"\[\]]{1,64}@(?=.{4,190}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
_IGNORED = str.maketrans("", "", " \u00a0-.()/\u200e\u200f\u202a\u202c")


def clean(text: str, field: str, limit: int = TEXT_LIMIT, least: int = 0) -> str:
    """NFC, trimmed, one space at a time; no control character, no direction override, nothing unassigned.

    :raises RegistrationError: fieldInvalid.
    """
    text = " ".join(unicodedata.normalize("NFC", text).split())
    wrong = any(
        unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") or char in "\u202a\u202b\u202c\u202d\u202e"
        or "\u2066" <= char <= "\u2069"
        for char in text
    )  # fmt: skip
    if wrong or not least <= len(text) <= limit:
        raise RegistrationError("fieldInvalid", field=field)
    return text


def email(text: str, field: str = "email") -> str:
    """``local@domain``: ASCII before the @, which every mail server takes; the domain in lower case, as IDNA.

    :raises RegistrationError: fieldInvalid.
    """
    local, _, domain = unicodedata.normalize("NFC", text.strip()).rpartition("@")
    try:
        domain = domain.lower().encode("idna").decode() if not domain.isascii() else domain.lower()
    except UnicodeError:
        domain = ""
    address = f"{local}@{domain}"
    if _EMAIL.fullmatch(address) is None or not (local.isprintable() and local.isascii()):
        raise RegistrationError("fieldInvalid", field=field)
    return address


def folded(address: str) -> str:
    """By which two addresses are one person's."""
    return address.casefold()


def phone(text: str, field: str = "phone") -> str:
    """E.164, ``00`` for ``+`` and spaces forgiven; empty stays empty.

    :raises RegistrationError: fieldInvalid.
    """
    digits = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text.strip().translate(_IGNORED))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits and _PHONE.fullmatch(digits) is None:
        raise RegistrationError("fieldInvalid", field=field)
    return digits


def language(text: str, field: str = "language") -> str:
    """:raises RegistrationError: fieldInvalid, not one of the six."""
    tag = text.strip().lower().replace("_", "-").split("-")[0]
    if tag not in UI_LANGUAGES:
        raise RegistrationError("fieldInvalid", field=field)
    return tag


def masked_email(address: str) -> str:
    """``n•••••@e•••.org``: recognised by whose it is, no use to anybody else."""
    local, _, domain = address.rpartition("@")
    name, _, top = domain.rpartition(".")
    return f"{local[:1]}•••••@{name[:1]}•••.{top}"


def masked_phone(number: str) -> str:
    return f"{number[:3]} ••••• {number[-2:]}"


def is_active(registration: Registration) -> bool:
    """Whether it takes one of the places of those who may speak."""
    return registration.role != "passive"
