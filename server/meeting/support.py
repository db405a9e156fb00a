"""Support threads: one of those who answer claims a thread, and somebody who has not entered yet may write.

A visitor is in no roster: their thread is ``support:visitor-<id>``, and they read it over HTTP.  A claim ends when it is
given back, when whoever claimed leaves or answers for support no more; while they are not connected, another may take it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import chat, roster
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.roles import may

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

VISITORS_LIMIT = 500
"""Threads of people who have not entered; overflow policy: refused."""
MESSAGES_LIMIT = 200
"""Of one such thread that are written by the visitor; overflow policy: refused."""


def claim(meeting: Meeting, command: c.ClaimSupport, now: float) -> list[e.Event]:
    """:raises UserError: unknownMessage (nobody has written), wrongState (another has it)."""
    thread = meeting.chat.threads.get(command.thread)
    if thread is None or thread.inbox != "support":
        raise UserError("unknownMessage")
    holder = thread.claimed_by
    if not command.claimed:
        return [e.SupportReleased(at=now, thread=thread.key, by=command.by)] if holder == command.by else []
    if holder == command.by:
        return []
    if holder is not None and _holds(meeting, holder):
        raise UserError("wrongState", claimedBy=holder)
    return [e.SupportClaimed(at=now, thread=thread.key, by=command.by)]


def _holds(meeting: Meeting, holder: str) -> bool:
    person = meeting.roster.participants.get(holder)
    return person is not None and person.connected and may(meeting, holder, "supportInbox")


def write(meeting: Meeting, command: c.WriteSupport, now: float) -> list[e.Event]:
    """:raises UserError: textEmpty, textTooLong, tooFast, nameInvalid, chatQueueFull (too many write, or too much)."""
    roster.check_name(command.name, "")
    text = chat.clean(command.text)
    if not text or len(text) > meeting.config.chat_text_limit:
        raise UserError("textTooLong" if text else "textEmpty")
    key = f"support:{command.visitor_id}"
    thread = meeting.chat.threads.get(key)
    visitors = sum(one.startswith(f"support:{chat.VISITOR}") for one in meeting.chat.threads)
    if (thread is None and visitors >= VISITORS_LIMIT) or (thread is not None and thread.last >= 2 * MESSAGES_LIMIT):
        raise UserError("chatQueueFull")
    if thread is not None:
        own = [message.sent_at for message in thread.page(None, 50) if message.participant_id == command.visitor_id]
        since = own[-meeting.config.chat_burst] if len(own) >= meeting.config.chat_burst else -math.inf
        if now - since < meeting.config.chat_window_s:
            raise UserError("tooFast", retryAfter=str(math.ceil(since + meeting.config.chat_window_s - now)))
    return [
        e.ChatPosted(
            at=now,
            message_id=command.message_id,
            participant_id=command.visitor_id,
            name=command.name.strip(),
            delegation="",
            text=text,
            thread=key,
            held=False,
        )
    ]


# --- apply ------------------------------------------------------------------------------------------------------------


def _claimed(meeting: Meeting, event: e.SupportClaimed) -> None:
    meeting.chat.threads[event.thread].claimed_by = event.by


def _released(meeting: Meeting, event: e.SupportReleased) -> None:
    meeting.chat.threads[event.thread].claimed_by = None


def _gone(meeting: Meeting, event: e.ParticipantLeft | e.ParticipantRemoved) -> None:
    for thread in meeting.chat.threads.values():
        if thread.claimed_by == event.participant_id:
            thread.claimed_by = None


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.ClaimSupport: claim,
    c.WriteSupport: write,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.SupportClaimed: _claimed,
    e.SupportReleased: _released,
    e.ParticipantLeft: _gone,
    e.ParticipantRemoved: _gone,
}
