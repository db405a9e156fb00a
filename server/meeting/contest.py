"""Two at the console: a command that would undo what another did a moment ago is refused, not carried out on top of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.errors import UserError
from server.meeting.commands import SYSTEM

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

ACTS_KEPT = 64


def settled_between(meeting: Meeting, subject: str, by: str, now: float) -> None:
    """Whether ``by`` may change ``subject`` now.

    :raises UserError: contradicted (another changed it within ``contradiction_s``).
    """
    act = meeting.acts.get(subject)
    if act is None or SYSTEM in (by, act[0]) or act[0] == by:
        return
    if now - act[1] < meeting.config.contradiction_s:
        raise UserError("contradicted", by=act[0])


def remember(meeting: Meeting, subject: str, by: str, at: float) -> None:
    meeting.acts.pop(subject, None)
    meeting.acts[subject] = (by, at)
    while len(meeting.acts) > ACTS_KEPT:
        del meeting.acts[next(iter(meeting.acts))]
