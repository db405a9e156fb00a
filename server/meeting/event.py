"""What every event of a meeting is made of; the events themselves are in ``events.py`` and ``floor_events.py``."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

CloseReason = Literal[
    "self", "muted", "released", "revoked", "disconnected", "left", "removed", "override", "suspended", "moved", "takenOver"
]
"""Why a microphone or desk closed."""

DeferReason = Literal["skipped", "noAnswer", "absent", "linkLost"]
"""Why a request waits until its person is there again."""

Outcome = Literal["released", "revoked"]
"""RFC 8855 §5.2.5: how a granted floor request ended."""


class Happening(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    closing: ClassVar[bool] = False
    personal: ClassVar[bool] = False
    version: ClassVar[int] = 1

    at: float
    """Unix seconds."""


class Act(Happening, frozen=True, kw_only=True):
    """Something done at the console.  ``on_behalf_of``: who presided when a moderator did it."""

    by: str = "system"
    on_behalf_of: str | None = None
