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
    from server.meeting.roster import Participant

Role = Literal["chair", "deputy", "moderator", "delegate", "passive", "interpreter", "technician", "room"]
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
    "requestOnBehalf",
    "orderList",
    "pauseSpeech",
    "clearFloor",
    "usePriority",
    "setFloorRules",
    "manageAgenda",
    "manageSitting",
    "takeChair",
    "requestScreen",
    "allowScreen",
    "stopScreen",
    "seeTotals",
    "seeQuality",
]

ROLES: tuple[Role, ...] = get_args(Role)

_CONSOLE: frozenset[Permission] = frozenset(
    {
        "callSpeaker",
        "grantFloor",
        "endSpeech",
        "removeRequest",
        "openList",
        "muteParticipant",
        "removeParticipant",
        "setFloorLanguage",
        "seeBooths",
        "requestOnBehalf",
        "orderList",
        "pauseSpeech",
        "clearFloor",
        "usePriority",
        "setFloorRules",
        "manageAgenda",
        "manageSitting",
        "allowScreen",
        "stopScreen",
        "seeTotals",
        "seeQuality",
    }
)
"""What running the meeting takes, whether from the chair or for the chair."""

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    "chair": _CONSOLE
    | {"selectChannel", "sendChat", "useMicrophone", "speakAtWill", "publish", "takeChair", "requestScreen"},
    "deputy": frozenset(
        {"selectChannel", "sendChat", "requestFloor", "useMicrophone", "publish", "takeChair", "requestScreen"}
    ),
    "moderator": _CONSOLE | {"selectChannel", "sendChat"},
    "delegate": frozenset({"selectChannel", "sendChat", "requestFloor", "useMicrophone", "publish", "requestScreen"}),
    "passive": frozenset({"selectChannel", "sendChat"}),
    "interpreter": frozenset({"selectChannel", "sendChat", "useDesk", "publish"}),
    "technician": frozenset(
        {
            "selectChannel",
            "sendChat",
            "muteParticipant",
            "removeParticipant",
            "setFloorLanguage",
            "seeBooths",
            "seeQuality",
            "stopScreen",
        }
    ),
    "room": frozenset({"selectChannel", "useMicrophone", "speakAtWill", "publish"}),
}
"""``publish``: may have a publisher connection.  ``speakAtWill``: opens the microphone without the floor.
``seeBooths``: every booth; an interpreter sees their own.  ``seeQuality``: how well everyone is connected; anyone sees their
own step."""


def can(role: str, permission: Permission) -> bool:
    """False for a role that does not exist."""
    return permission in PERMISSIONS.get(cast(Role, role), frozenset())


def permissions(meeting: Meeting, participant: Participant) -> frozenset[Permission]:
    """What a participant may do just now: a deputy in the chair what the chair may."""
    own = PERMISSIONS.get(cast(Role, participant.role), frozenset())
    if meeting.presence.presiding == participant.participant_id:
        return own | PERMISSIONS["chair"]
    return own


def may(meeting: Meeting, participant_id: str, permission: Permission) -> bool:
    participant = meeting.roster.participants.get(participant_id)
    return participant is not None and permission in permissions(meeting, participant)


def is_active(role: str) -> bool:
    """Counts towards the cap of active participants."""
    return role != "passive"


def authorise(meeting: Meeting, by: str, permission: Permission) -> None:
    """The one place where a command is allowed or refused.

    :raises UserError: unknownParticipant, notPermitted, notJoined (no living connection, and not in the room).
    """
    if by == SYSTEM:
        return
    participant = meeting.roster.get(by)
    if permission not in permissions(meeting, participant):
        raise UserError("notPermitted", permission=permission)
    if not participant.connected and by not in meeting.presence.in_room:
        raise UserError("notJoined")
