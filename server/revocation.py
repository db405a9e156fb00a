"""WHIP and WHEP sessions end with what gave the right to them: a token revoked, a participant who left or was put out.

A token that only runs out ends nothing: it opens no more sessions.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection, Mapping

from server.attendance import Attendance
from server.errors import UserError
from server.focus import Peer

PARTICIPANT = "participant:"
RevokedAmong = Callable[[Collection[str]], Awaitable[set[str]]]
"""Of these token ids, those revoked; raises UserError, journalUnavailable."""


async def watch(meetings: Mapping[str, Attendance], revoked_among: RevokedAmong, interval_s: float) -> None:
    """Until cancelled."""
    while True:
        await asyncio.sleep(interval_s)
        with contextlib.suppress(UserError):
            await end_void(meetings, revoked_among)


async def end_void(meetings: Mapping[str, Attendance], revoked_among: RevokedAmong) -> None:
    """:raises UserError: journalUnavailable."""
    opened = [(meeting, peer) for meeting in meetings.values() for peer in meeting.focus.peers.values() if peer.opened_with]
    tokens = {peer.opened_with for _, peer in opened if not peer.opened_with.startswith(PARTICIPANT)}
    revoked = await revoked_among(tokens) if tokens else set()
    for attendance, peer in opened:
        if peer.opened_with in revoked or _has_left(attendance, peer):
            await _end(attendance, peer)


def _has_left(attendance: Attendance, peer: Peer) -> bool:
    holder = peer.opened_with.removeprefix(PARTICIPANT)
    return holder != peer.opened_with and holder not in attendance.meeting.roster.participants


async def _end(attendance: Attendance, peer: Peer) -> None:
    if peer.kind == "publisher":
        await attendance.equipment.end(peer)
    else:
        attendance.connections.close(peer.peer_id)
