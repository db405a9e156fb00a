"""The aggregate: one meeting, its nouns, and the tables that bring commands and events to them.

Driving contract
    ``decide`` changes nothing and returns what happens, or raises.  ``apply`` alone changes state, live and in replay: the
    same events in the same order on a fresh meeting give an equal meeting.  When ``deadline`` comes, decide
    ``ClockReached``.  ``now`` is Unix seconds and never decreases.

State (read-only outside ``server/meeting``)
    ``config``          MeetingConfig
    ``roster``          Roster: ``participants`` (id -> Participant), ``with_token(hash)``, ``active``, ``connected``,
                        ``version``
    ``floor``           Floor: ``requests``, ``request_by(person)``, ``ordered()``, ``waiting()``, ``holding()``,
                        ``speaker()``, ``place(person)``, ``microphones`` (person -> Microphone), ``list_open``,
                        ``language``
    ``interpretation``  Interpretation: ``desks`` (person -> Desk), ``booth(language)``, ``on_channel(channel)``
    ``chat``            Chat: ``messages``, ``posted``
    ``agenda``          Agenda: ``items``, ``current``
    ``now``             ``at`` of the last event applied

Questions clients ask: ``roles.can(role, permission)``, ``roles.PERMISSIONS``,
``floor.may_open_microphone(meeting, person)``, ``interpretation.feed(meeting, language)``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from server.meeting import chat, floor, interpretation, roster
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.agenda import Agenda
from server.meeting.chat import Chat
from server.meeting.config import MeetingConfig
from server.meeting.floor import Floor
from server.meeting.interpretation import Interpretation
from server.meeting.roles import Permission, authorise
from server.meeting.roster import Roster

_NOUNS = (roster, floor, interpretation, chat)


@dataclass(slots=True)
class Meeting:
    config: MeetingConfig
    roster: Roster = field(default_factory=Roster)
    floor: Floor = field(default_factory=Floor)
    interpretation: Interpretation = field(default_factory=Interpretation)
    chat: Chat = field(default_factory=Chat)
    agenda: Agenda = field(default_factory=Agenda)
    now: float = 0.0

    def __post_init__(self) -> None:
        if not self.agenda.items:
            self.agenda = Agenda.of(self.config)

    def decide(self, command: c.Command, now: float) -> list[e.Event]:
        """What ``command`` makes happen; empty when it is so already.

        :raises UserError: the command may not or cannot be carried out.
        """
        permission = PERMISSION_NEEDED.get(type(command))
        if permission is not None:
            authorise(self, command.by, permission)  # type: ignore[union-attr]
        return DECIDE[type(command)](self, command, now)

    def apply(self, event: e.Event) -> None:
        for change in APPLY[type(event)]:
            change(self, event)
        self.now = max(self.now, event.at)

    def deadline(self) -> float | None:
        """Unix seconds at which ``ClockReached`` is due; None: nothing waits for the clock."""
        times = (self.floor.deadline(), self.roster.deadline(self.config.forget_after_s))
        return min((time for time in times if time is not None), default=None)

    def copy(self) -> Meeting:
        """An independent aggregate with equal state; cheap, because the parts of a state are immutable."""
        return replace(
            self,
            roster=self.roster.copy(),
            floor=self.floor.copy(),
            interpretation=self.interpretation.copy(),
            chat=self.chat.copy(),
            agenda=self.agenda.copy(),
        )


def _mute(meeting: Meeting, command: c.MuteParticipant, now: float) -> list[e.Event]:
    person = meeting.roster.get(command.participant_id).participant_id
    return [*floor.silence(meeting, person, now, "muted"), *interpretation.silence(meeting, person, now, "muted")]


def _clock(meeting: Meeting, command: c.ClockReached, now: float) -> list[e.Event]:
    return roster.due(meeting, now) or floor.due(meeting, now)


PERMISSION_NEEDED: dict[type, Permission] = {
    c.Remove: "removeParticipant",
    c.SelectChannel: "selectChannel",
    c.RequestFloor: "requestFloor",
    c.WithdrawFloor: "requestFloor",
    c.CallSpeaker: "callSpeaker",
    c.GrantFloor: "grantFloor",
    c.RemoveRequest: "removeRequest",
    c.SetMicrophone: "useMicrophone",
    c.MuteParticipant: "muteParticipant",
    c.SetFloorLanguage: "setFloorLanguage",
    c.OpenList: "openList",
    c.SetDesk: "useDesk",
    c.SendChat: "sendChat",
}
"""Command of a participant -> permission.  ``EndSpeech`` is decided by its handler (one's own speech needs none); the rest
comes from the shell alone and names nobody as acting."""

DECIDE: dict[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.MuteParticipant: _mute,
    c.ClockReached: _clock,
}
APPLY: dict[type, list[Callable[[Meeting, Any], None]]] = {}
for _noun in _NOUNS:
    DECIDE.update(_noun.DECIDE)
    for _type, _change in _noun.APPLY.items():
        APPLY.setdefault(_type, []).append(_change)
