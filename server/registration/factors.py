"""The second factor of delegates: when a one-time code may be sent, and what a try does.  Pure.

Figure: whoever has someone's access code has ``code_tries`` × ``codes_before_lock`` guesses (15 of 1,000,000), from however
many addresses and with however many codes sent, until the desk unlocks the person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from server.errors import RegistrationError
from server.registration.records import Challenge, Registration
from server.settings import Registration as Settings

HOUR_S = 3600.0
LIFE_LIMIT_S = 600.0
TRIES_LIMIT = 5


@dataclass(frozen=True, slots=True)
class Rules:
    life_s: float
    tries: int
    wrong_before_lock: int
    resend_after_s: float
    resends_per_hour: int


def rules_of(settings: Settings) -> Rules:
    """However the settings are: never longer than ten minutes, never more than five tries."""
    tries = max(1, min(TRIES_LIMIT, settings.code_tries))
    return Rules(
        life_s=min(LIFE_LIMIT_S, settings.code_life_s),
        tries=tries,
        wrong_before_lock=tries * max(1, settings.codes_before_lock),
        resend_after_s=settings.resend_after_s,
        resends_per_hour=max(1, settings.resends_per_hour),
    )


def check_entry(registration: Registration) -> None:
    """Whether this person may attend remotely at all.

    :raises RegistrationError: codeRefused, notAccredited, attendsOnSite.
    """
    if registration.standing != "registered":
        raise RegistrationError("codeRefused")
    if registration.accreditation != "approved":
        raise RegistrationError("notAccredited")
    if registration.attendance != "remote":
        raise RegistrationError("attendsOnSite")


def check_unlocked(registration: Registration) -> None:
    """Of whoever wants to sign in; who has a session is not put out by somebody who guesses at the door.

    :raises RegistrationError: lockedOut.
    """
    if registration.locked_at is not None:
        raise RegistrationError("lockedOut")


def check_sending(sent: Sequence[Challenge], now: float, rules: Rules) -> None:
    """``sent``: the person's challenges of the last hour, in any order.

    :raises RegistrationError: tooFast, with ``retryAfter`` in seconds.
    """
    if not sent:
        return
    wait = max(one.issued_at for one in sent) + rules.resend_after_s - now
    if len(sent) >= rules.resends_per_hour:
        wait = max(wait, min(one.issued_at for one in sent) + HOUR_S - now)
    if wait > 0:
        raise RegistrationError("tooFast", retryAfter=str(int(wait) + 1))


def current(sent: Sequence[Challenge], now: float, rules: Rules) -> Challenge | None:
    """The newest code is the only one that counts: unless it is used, spent or too old."""
    newest = max(sent, key=lambda one: (one.issued_at, one.challenge_id), default=None)
    if newest is None or newest.used_at is not None or newest.tries >= rules.tries or now >= newest.expires_at:
        return None
    return newest


def judged(registration: Registration, right: bool, now: float, rules: Rules) -> Registration:
    """The person after a try."""
    if right:
        return replace(registration, wrong_codes=0)
    wrong = registration.wrong_codes + 1
    return replace(registration, wrong_codes=wrong, locked_at=now if wrong >= rules.wrong_before_lock else None)
