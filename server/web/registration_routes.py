"""Every route of registration."""

from __future__ import annotations

from server.web import (
    registration,
    registration_coaching,
    registration_convocation,
    registration_documents,
    registration_entry,
    registration_keys,
    registration_list,
    registration_locked,
    registration_messages,
    registration_own,
    registration_people,
    registration_present,
    support,
)

ROUTES = [
    *registration.ROUTES,
    *registration_people.ROUTES,
    *registration_messages.ROUTES,
    *registration_entry.ROUTES,
    *registration_list.ROUTES,
    *registration_own.ROUTES,
    *registration_present.ROUTES,
    *registration_keys.ROUTES,
    *registration_convocation.ROUTES,
    *registration_coaching.ROUTES,
    *registration_documents.ROUTES,
    *registration_locked.ROUTES,
    *support.ROUTES,
]
