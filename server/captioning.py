"""Captions on their way: from whoever writes them to those who follow their language.

A finished line goes through the meeting and is journaled.  One still being written only passes by: kept nowhere but here,
until it is finished or pushed out by newer ones.

Pace: at once, then at most once per :data:`PACE_S` and, in slices, after the last announcement reached everyone.  What waits
is one state per line; overflow policy: beyond :data:`WAITING_LIMIT` lines the oldest waits no more (finished ones are in the
history).
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from server.allowance import Allowance
from server.announcing import Announcer
from server.errors import UserError
from server.meeting import captions
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.meeting import Meeting
from server.meeting.roles import authorise
from server.runtime import MeetingRuntime
from server.signaling import codec
from server.signaling.interpretation_views import caption
from server.signaling.messages import Caption, CaptionShown
from server.signaling.topics import Broadcast

PACE_S = 0.2
STATES_PER_S, STATES_BURST = 10.0, 40
WAITING_LIMIT = 200
UNFINISHED_LIMIT = 200
"""Lines being written at once; the one untouched for longest is forgotten."""
R = TypeVar("R")
CAPTION_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True)
class _Begun:
    """A line that is being written."""

    writer: str
    language: str
    at: float
    """When its first text came, Unix seconds."""


class Captioning(Generic[R]):
    """``followers``: everyone who follows a language; ``tell``: one of them, if they still do.  ``wall``: Unix seconds."""

    def __init__(
        self,
        runtime: MeetingRuntime,
        followers: Callable[[str], Sequence[R]],
        tell: Callable[[R, Broadcast], None],
        *,
        wall: Callable[[], float],
        monotonic: Callable[[], float],
    ) -> None:
        self._runtime = runtime
        self._followers = followers
        self._tell = tell
        self._wall = wall
        self._monotonic = monotonic
        self.allowance = Allowance(STATES_PER_S, STATES_BURST, monotonic)
        """Of services, each by its language."""
        self.watchers: list[Callable[[Sequence[Caption]], None]] = []
        """Told every state of every line, at the same pace."""
        self.feeds: set[asyncio.Task[Any]] = set()
        """Connections of services; they end with the meeting."""
        self._begun: OrderedDict[str, _Begun] = OrderedDict()
        """Caption id -> line being written, the one touched last at the end."""
        self._waiting: OrderedDict[str, Caption] = OrderedDict()
        self._announcer = Announcer()
        self._next = 0.0
        self._later: asyncio.TimerHandle | None = None
        runtime.subscribe(self._on_events)

    async def write(
        self, by: str, caption_id: str, language: str, text: str, final: bool, started_at: float | None = None
    ) -> None:
        """One state of a line.  ``by``: a participant, or ``SYSTEM`` for a service, which may name ``started_at``.

        :raises UserError: notPermitted, notJoined, unknownChannel, textEmpty, textTooLong, valueInvalid, wrongState (it is
            somebody else's line), tooFast, journalUnavailable.
        """
        begun = self._own(by, caption_id, language)
        if final:
            began = started_at if started_at is not None else begun.at if begun is not None else None
            await self._runtime.execute(c.WriteCaption(by, caption_id, language, text, began))
            self._begun.pop(caption_id, None)
            return
        authorise(self._runtime.live, by, "writeCaptions")
        shown = captions.check_text(self._runtime.live, language, text)
        now = self._wall()
        at = begun.at if begun is not None else now if started_at is None else min(started_at, now)
        self._touch(caption_id, begun or _Begun(_writer(by, language), language, at))
        self._show(Caption(caption_id=caption_id, language=language, text=shown, started_at=at, written_at=now, final=False))

    def _own(self, by: str, caption_id: str, language: str) -> _Begun | None:
        if CAPTION_ID.fullmatch(caption_id) is None:
            raise UserError("valueInvalid", field="captionId")
        begun = self._begun.get(caption_id)
        if begun is not None and (begun.writer, begun.language) != (_writer(by, language), language):
            raise UserError("wrongState")
        return begun

    def _touch(self, caption_id: str, begun: _Begun) -> None:
        self._begun[caption_id] = begun
        self._begun.move_to_end(caption_id)
        if len(self._begun) > UNFINISHED_LIMIT:
            self._begun.popitem(last=False)

    # --- showing ---

    def _on_events(self, events: Sequence[e.Event], meeting: Meeting) -> None:
        for event in events:
            if isinstance(event, e.CaptionWritten):
                lines = meeting.interpretation.captions[event.language]
                self._show(caption(next(line for line in reversed(lines) if line.caption_id == event.caption_id)))

    def _show(self, line: Caption) -> None:
        self._waiting[line.caption_id] = line
        self._waiting.move_to_end(line.caption_id)
        if len(self._waiting) > WAITING_LIMIT:
            self._waiting.popitem(last=False)
        self._flush()

    def _flush(self) -> None:
        if not self._waiting or self._announcer.busy or self._later is not None:
            return
        now = self._monotonic()
        if now < self._next:
            self._later = asyncio.get_running_loop().call_later(self._next - now, self._come_back)
            return
        self._next = now + PACE_S
        lines, self._waiting = list(self._waiting.values()), OrderedDict()
        for watch in self.watchers:
            watch(lines)
        frames = [Broadcast(line.language, codec.encode(CaptionShown(caption=line))) for line in lines]
        languages = dict.fromkeys(line.language for line in lines)
        readers = [reader for language in languages for reader in self._followers(language)]
        self._announcer.announce(frames, readers, self._tell, self._flush)

    def _come_back(self) -> None:
        self._later = None
        self._flush()

    def stop(self) -> None:
        for feed in self.feeds:
            feed.cancel()
        if self._later is not None:
            self._later.cancel()
            self._later = None


def new_id() -> str:
    return secrets.token_hex(8)


def _writer(by: str, language: str) -> str:
    return f"{by}:{language}" if by == c.SYSTEM else by
