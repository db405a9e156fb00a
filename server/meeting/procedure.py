"""The rules of procedure as tables: kinds, states, lists and modes.  ``docs/algorithms/floor.md`` is made from them.

Sources: words and statuses of RFC 8855; order of motions, closed lists and rights of reply of the rules of procedure of the
United Nations family; modes of conference systems.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

State = Literal["queued", "called", "deferred", "granted", "speaking", "paused", "ended", "withdrawn", "removed"]
Action = Literal[
    "call", "takeBack", "defer", "back", "grant", "open", "pause", "resume", "release", "revoke", "withdraw", "remove"
]
Status = Literal["pending", "accepted", "granted", "denied", "cancelled", "released", "revoked"]
ListName = Literal["speakers", "replies", "rightsOfReply"]
ListState = Literal["open", "closed", "suspended"]
Mode = Literal["request", "autoNext", "openWithLimit", "override", "pushToTalk", "operatorOnly"]

TRANSITIONS: Mapping[State, Mapping[Action, State]] = {
    "queued": {"call": "called", "defer": "deferred", "grant": "granted", "withdraw": "withdrawn", "remove": "removed"},
    "called": {"takeBack": "queued", "defer": "deferred", "grant": "granted", "withdraw": "withdrawn", "remove": "removed"},
    "deferred": {"back": "queued", "call": "called", "grant": "granted", "withdraw": "withdrawn", "remove": "removed"},
    "granted": {"open": "speaking", "defer": "deferred", "release": "ended", "revoke": "ended"},
    "speaking": {"open": "speaking", "pause": "paused", "defer": "deferred", "release": "ended", "revoke": "ended"},
    "paused": {"resume": "speaking", "defer": "deferred", "release": "ended", "revoke": "ended"},
    "ended": {},
    "withdrawn": {},
    "removed": {},
}
"""State of a request -> action -> next state; what is absent is refused with ``wrongState``."""

WAITING: frozenset[State] = frozenset({"queued", "called", "deferred"})
HOLDING: frozenset[State] = frozenset({"granted", "speaking", "paused"})

STATUS: Mapping[tuple[State, Action | None], Status] = {
    ("queued", None): "accepted",
    ("called", None): "accepted",
    ("deferred", None): "accepted",
    ("granted", None): "granted",
    ("speaking", None): "granted",
    ("paused", None): "granted",
    ("ended", "release"): "released",
    ("ended", "revoke"): "revoked",
    ("withdrawn", "withdraw"): "cancelled",
    ("removed", "remove"): "denied",
}
"""(State, action that ended the request) -> RFC 8855 §5.2.5 request status.  ``pending`` is a request on its way to the
journal, which no client sees."""

LISTS: tuple[ListName, ...] = ("speakers", "replies", "rightsOfReply")


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of intervention a request is for."""

    list_name: ListName
    on_closed_list: bool = False
    """May be asked for while the list is closed."""
    interrupts: int = 0
    """Above 0: speakers of a lower level keep the floor, silent and with the clock stopped, until this one has ended."""
    any_time: bool = False
    """Taken whatever list and agenda item are open, and in every mode."""
    members_only: bool = False
    to_the_speaker: bool = False
    """Only while somebody has the floor."""
    counts: bool = True
    """Adds to the speaking time of the delegation."""


KINDS: Mapping[str, Kind] = {
    "pointOfOrder": Kind("speakers", on_closed_list=True, interrupts=2, any_time=True, counts=False),
    "interposedQuestion": Kind("speakers", interrupts=1, to_the_speaker=True),
    "motion": Kind("speakers", members_only=True),
    "reply": Kind("replies"),
    "statement": Kind("speakers"),
    "rightOfReply": Kind("rightsOfReply", on_closed_list=True),
}
"""In the usual order of the list; ``kind_order`` of the meeting may say another."""

MOTIONS = ("suspendMeeting", "adjournMeeting", "adjournDebate", "closeDebate", "other")
"""What a motion moves, first served first."""

ORIGINS = ("remote", "seat", "liteClient", "secretariat", "preRegistered")


@dataclass(frozen=True, slots=True)
class ModeRules:
    """What a request leads to by itself."""

    on_request: Literal["waits", "grantedBelowLimit", "grantedAlways", "refused"]
    """``grantedAlways``: the longest-holding speaker makes room."""
    promotes: bool = False
    """The next is called while somebody speaks and granted the floor when they end."""
    ends_when_closed: bool = False
    """Closing one's microphone gives up the floor."""


MODES: Mapping[Mode, ModeRules] = {
    "request": ModeRules("waits"),
    "autoNext": ModeRules("waits", promotes=True),
    "openWithLimit": ModeRules("grantedBelowLimit", promotes=True),
    "override": ModeRules("grantedAlways"),
    "pushToTalk": ModeRules("grantedBelowLimit", ends_when_closed=True),
    "operatorOnly": ModeRules("refused"),
}
