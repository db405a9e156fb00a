"""Who may do what: one table, one function.

The permission names are those sent to clients as ``me.can``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, cast, get_args

from server.errors import UserError
from server.meeting.commands import SYSTEM

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

Role = Literal["chair", "delegate", "passive", "interpreter", "technician", "room"]
Permission = Literal[
    "selectChannel",
    "sendChat",
    "requestFloor",
    "useMicrophone",
    "speakAtWill",
    "publish",
    "callSpeaker",
    "grantFloor",
    "endSpeech",
    "removeRequest",
    "openList",
    "muteParticipant",
    "removeParticipant",
    "setFloorLanguage",
    "useDesk",
    "seeBooths",
    "seeQuality",
]

ROLES: tuple[Role, ...] = get_args(Role)

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    "chair": frozenset(
        {
            "selectChannel",
            "sendChat",
            "useMicrophone",
            "speakAtWill",
            "publish",
            "callSpeaker",
            "grantFloor",
            "endSpeech",
            "removeRequest",
            "openList",
            "muteParticipant",
            "removeParticipant",
            "setFloorLanguage",
            "seeBooths",
            "seeQuality",
        }
    ),
    "delegate": frozenset({"selectChannel", "sendChat", "requestFloor", "useMicrophone", "publish"}),
    "passive": frozenset({"selectChannel", "sendChat"}),
    "interpreter": frozenset({"selectChannel", "sendChat", "useDesk", "publish"}),
    "technician": frozenset(
        {"selectChannel", "sendChat", "muteParticipant", "removeParticipant", "setFloorLanguage", "seeBooths", "seeQuality"}
    ),
    "room": frozenset({"selectChannel", "useMicrophone", "speakAtWill", "publish"}),
}
"""``publish``: may have a publisher connection.  ``speakAtWill``: opens the microphone without the floor.
``seeBooths``: every booth; an interpreter sees their own.  ``seeQuality``: how well everyone is connected; anyone sees their
own step."""


def can(role: str, permission: Permission) -> bool:
    """False for a role that does not exist."""
    return permission in PERMISSIONS.get(cast(Role, role), frozenset())


def is_active(role: str) -> bool:
    """Counts towards the cap of active participants."""
    return role != "passive"


def authorise(meeting: Meeting, by: str, permission: Permission) -> None:
    """The one place where a command is allowed or refused.

    :raises UserError: unknownParticipant, notPermitted, notJoined (no living connection).
    """
    if by == SYSTEM:
        return
    participant = meeting.roster.get(by)
    if not can(participant.role, permission):
        raise UserError("notPermitted", permission=permission)
    if not participant.connected:
        raise UserError("notJoined")
