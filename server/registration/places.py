"""Caps, quotas and seats of a conference: what of a registration still fits.

Counted are registrations that stand as *registered*; whoever finds a cap reached may be put on the waiting list instead.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from server.errors import RegistrationError
from server.registration.people import is_active
from server.registration.records import Conference, Registration


@dataclass(slots=True)
class Places:
    """Taken places of one conference; :meth:`take` and :meth:`free` keep it current while many rows are looked at."""

    conference: Conference
    all: int = 0
    active: int = 0
    on_site: int = 0
    delegations: Counter[str] = field(default_factory=Counter)
    on_site_delegations: Counter[str] = field(default_factory=Counter)

    def take(self, one: Registration, number: int = 1) -> None:
        if one.standing != "registered":
            return
        key, on_site = one.delegation.casefold(), one.attendance == "onSite"
        self.all += number
        self.active += number * is_active(one)
        self.on_site += number * on_site
        self.delegations[key] += number
        self.on_site_delegations[key] += number * on_site

    def free(self, one: Registration) -> None:
        self.take(one, -1)

    def check(self, one: Registration) -> None:
        """Whether it fits; of a registration that changes, free the old one first.

        :raises RegistrationError: formForbids, participantsFull, activeFull, delegationFull, onSiteFull.
        """
        check_form(self.conference, one)
        if one.standing != "registered":
            return
        key, conference = one.delegation.casefold(), self.conference
        if self.all >= conference.participants_limit:
            raise RegistrationError("participantsFull", limit=str(conference.participants_limit))
        if is_active(one) and self.active >= conference.active_limit:
            raise RegistrationError("activeFull", limit=str(conference.active_limit))
        quota = quota_of(conference, one.delegation)
        if quota is not None and key and self.delegations[key] >= quota:
            raise RegistrationError("delegationFull", limit=str(quota))
        if one.attendance == "onSite":
            self._check_on_site(key)

    def _check_on_site(self, key: str) -> None:
        limit, quota = self.conference.on_site_limit, self.conference.on_site_quota
        if limit is not None and self.on_site >= limit:
            raise RegistrationError("onSiteFull", limit=str(limit))
        if quota is not None and key and self.on_site_delegations[key] >= quota:
            raise RegistrationError("onSiteFull", limit=str(quota), of="delegation")


def quota_of(conference: Conference, delegation: str) -> int | None:
    key = delegation.casefold()
    return next((number for name, number in conference.quotas.items() if name.casefold() == key), conference.quota)


def check_form(conference: Conference, one: Registration) -> None:
    """A physical meeting has nobody remote, a virtual one nobody on site.

    :raises RegistrationError: formForbids.
    """
    if {"physical": "remote", "virtual": "onSite"}.get(conference.form) == one.attendance:
        raise RegistrationError("formForbids", form=conference.form)
