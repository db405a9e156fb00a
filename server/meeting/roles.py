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

Role = Literal[
    "chair",
    "deputy",
    "moderator",
    "delegate",
    "passive",
    "interpreter",
    "technician",
    "room",
    "captioner",
    "signer",
]
Permission = Literal[
    "selectChannel",
    "sendChat",
    "privateChat",
    "chairChat",
    "chairInbox",
    "supportChat",
    "supportInbox",
    "moderateChat",
    "exportChat",
    "requestFloor",
    "requestUpgrade",
    "answerUpgrade",
    "setQuota",
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
    "renameParticipant",
    "moveParticipant",
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
    "fileStatement",
    "readStatements",
    "playRecording",
    "manageSeats",
    "manageInterpretation",
    "answerHelp",
    "seeFitness",
    "writeCaptions",
    "sign",
    "boothChat",
    "readGlossary",
    "editGlossary",
    "manageWebcast",
]

ROLES: tuple[Role, ...] = get_args(Role)

_EVERYONE: frozenset[Permission] = frozenset({"selectChannel", "sendChat"})
_MODERATION: frozenset[Permission] = frozenset(
    {
        "moderateChat",
        "exportChat",
        "answerUpgrade",
        "muteParticipant",
        "removeParticipant",
        "renameParticipant",
        "moveParticipant",
        "setFloorLanguage",
        "seeBooths",
        "seeQuality",
        "readStatements",
        "stopScreen",
        "manageWebcast",
    }
)
_CONSOLE: frozenset[Permission] = _MODERATION | {
    *("privateChat", "chairInbox", "supportChat"),
    *("callSpeaker", "grantFloor", "endSpeech", "removeRequest", "openList", "requestOnBehalf", "orderList", "pauseSpeech"),
    *("clearFloor", "usePriority", "setFloorRules", "manageAgenda", "manageSitting", "allowScreen", "seeTotals"),
    *("answerHelp", "seeFitness"),
}
"""What running the meeting takes, whether from the chair or for the chair."""
_DELEGATE: frozenset[Permission] = _EVERYONE | {
    *(
        "privateChat",
        "chairChat",
        "supportChat",
        "requestFloor",
        "useMicrophone",
        "publish",
        "requestScreen",
        "fileStatement",
    ),
}
_OPERATOR: frozenset[Permission] = frozenset({"fileStatement", "playRecording", "manageSeats"})
_GLOSSARY: frozenset[Permission] = frozenset({"readGlossary", "editGlossary"})
_ENGINEER: frozenset[Permission] = _GLOSSARY | {
    *("manageInterpretation", "answerHelp", "seeFitness", "writeCaptions", "boothChat"),
}
"""What keeping the booths running takes."""

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    "chair": _EVERYONE | _CONSOLE | {"useMicrophone", "speakAtWill", "publish", "takeChair", "requestScreen"},
    "deputy": _DELEGATE | {"takeChair"},
    "moderator": _EVERYONE | _CONSOLE | _OPERATOR | _GLOSSARY,
    "delegate": _DELEGATE,
    "passive": _EVERYONE | {"requestUpgrade"},
    "interpreter": _EVERYONE
    | _GLOSSARY
    | {"privateChat", "chairChat", "supportChat", "useDesk", "publish", "readStatements", "seeFitness", "boothChat"},
    "technician": _EVERYONE | _MODERATION | _OPERATOR | _ENGINEER | {"privateChat", "chairChat", "supportInbox", "setQuota"},
    "room": frozenset({"selectChannel", "useMicrophone", "speakAtWill", "publish"}),
    "captioner": _EVERYONE | {"privateChat", "chairChat", "supportChat", "writeCaptions", "readStatements", "readGlossary"},
    "signer": _EVERYONE | {"privateChat", "chairChat", "supportChat", "publish", "sign", "readStatements"},
}
"""``publish``: may have a publisher connection.  ``speakAtWill``: opens the microphone without the floor.
``seeBooths``: every booth; an interpreter sees their own.  ``seeQuality``: how well everyone is connected; anyone sees their
own step.  ``chairInbox``, ``supportInbox``: answer what people write to the
chair or to support.  ``moderateChat``: approve, hide, slow down, close.  ``answerHelp``: the chair's team
calls to the chair, technicians all others.  ``seeFitness``: how fit for interpretation the sound of those who speak is."""

APPOINTS: Mapping[Role, frozenset[Role]] = {
    "chair": frozenset({"deputy", "moderator", "delegate", "passive"}),
    "deputy": frozenset({"delegate", "passive"}),
    "moderator": frozenset({"delegate", "passive"}),
    "technician": frozenset(ROLES) - {"room"},
}
"""Whose role someone of this role may change, and to which."""


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


def outranks(by: str, other: str) -> bool:
    """Whether someone of role ``by`` may put out or rename someone of role ``other``: a moderator not those who appoint."""
    return by != "moderator" or other not in ("chair", "deputy", "technician")


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
