"""Secrets derived from one key, so that none rests anywhere: HMAC-SHA256 (RFC 2104) over purpose and parts.

Pure: the key is an argument, chance comes in with ids and generations.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
CODE_LENGTH = 12
"""Of an access code: 60 bits."""
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\u00a0": None, "\u2011": None, "\u2013": None})


def derive(key: bytes, purpose: str, *parts: str) -> bytes:
    """32 bytes.  Lengths go in, so that no two lists of parts are one text."""
    text = "".join(f"{len(part)}:{part}" for part in (purpose, *parts))
    return hmac.digest(key, text.encode(), "sha256")


def access_code(key: bytes, registration_id: str, generation: int) -> str:
    """``XXXX-XXXX-XXXX``."""
    number = int.from_bytes(derive(key, "access", registration_id, str(generation)))
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in range(CODE_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def typed(text: str) -> str:
    """An access code as people type it: any case, with or without hyphens, O for 0, I and L for 1.  Empty: no code."""
    letters = text[:64].upper().translate(_ALIKE)
    return letters if len(letters) == CODE_LENGTH and set(letters) <= set(ALPHABET) else ""


def access_hash(key: bytes, code: str) -> str:
    """By which a registration is found; hexadecimal."""
    return derive(key, "accessHash", typed(code)).hex()


def one_time_code(key: bytes, challenge_id: str) -> str:
    """6 digits, by the dynamic truncation of RFC 4226 §5.3."""
    digest = derive(key, "oneTime", challenge_id)
    offset = digest[-1] & 15
    return f"{(int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF) % 1_000_000:06d}"


def totp_secret(key: bytes, subject_id: str, generation: int) -> str:
    """160 bits in base 32, as RFC 4226 §4 wants them."""
    return base64.b32encode(derive(key, "totp", subject_id, str(generation))[:20]).decode()


def invitation_token(key: bytes, registration_id: str) -> str:
    """By which somebody invited answers, without an account."""
    return f"{registration_id}.{base64.urlsafe_b64encode(derive(key, 'invitation', registration_id)[:18]).decode()}"


def csrf_token(key: bytes, session: str) -> str:
    return derive(key, "csrf", session).hex()


def entry_token(key: bytes, registration_id: str, meeting_id: str, generation: int) -> str:
    """The token of a registration's participant in a meeting: the same for each of their devices."""
    return base64.urlsafe_b64encode(derive(key, "entry", registration_id, meeting_id, str(generation))[:24]).decode()


def token_hash(token: str) -> str:
    """Of a token of 256 random bits, for which a plain hash is enough."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def same(left: str, right: str) -> bool:
    """In constant time for equal lengths."""
    return hmac.compare_digest(left.encode(errors="replace"), right.encode(errors="replace"))
