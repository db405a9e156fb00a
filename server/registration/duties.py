"""Which member of staff may do what."""

from __future__ import annotations

from typing import Literal

from server.errors import RegistrationError
from server.registration.records import Staff, StaffRole

Duty = Literal[
    "read",
    "people",
    "accredit",
    "unlock",
    "checkIn",
    "conferences",
    "close",
    "messages",
    "list",
    "import",
    "staff",
    "audit",
    "privacy",
    "recordings",
    "coaching",
]
_DESK: frozenset[Duty] = frozenset({"read", "people", "accredit", "unlock", "checkIn", "list", "messages", "coaching"})
_ORGANISER: frozenset[Duty] = _DESK | {"conferences", "close", "import", "audit", "recordings"}
DUTIES: dict[StaffRole, frozenset[Duty]] = {
    "administrator": _ORGANISER | {"staff", "privacy"},
    "organiser": _ORGANISER,
    "desk": _DESK,
    "technician": frozenset({"read", "unlock", "coaching", "recordings"}),
    "auditor": frozenset({"read", "audit"}),
}


def authorise(staff: Staff, duty: Duty) -> None:
    """:raises RegistrationError: notPermitted."""
    if duty not in DUTIES[staff.role]:
        raise RegistrationError("notPermitted", duty=duty)
