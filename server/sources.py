"""WHIP sources: what a piece of equipment may send into a meeting, and the participant it is there.

A source is a participant without a client: admitted when its sender comes, gone when it goes, so that the journal, the
roster, muting and removal treat it like anybody.  One sender a source; a newer one takes its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from server.errors import UserError
from server.meeting.config import UNDETERMINED, MeetingConfig

Kind = Literal["room", "booth", "screen", "sign", "programme", "playback"]
OWNER = "whip:"
"""Participant ids of sources: ``whip:<source>``."""
_ROOM = re.compile(r"room-[1-9][0-9]?")


@dataclass(frozen=True, slots=True)
class Source:
    """``room-<n>``: sound into the floor, picture into the room slot.  ``booth-<language>``: an open desk on the language.
    ``screen``, ``sign``: pictures of those slots.  ``programme``: the speaker slot while no speaker has a camera there.
    ``playback``: a recorded statement, which only the server itself sends, into the floor as its delegation's."""

    name: str
    kind: Kind
    language: str = UNDETERMINED
    label: str = ""
    """Name of the participant; empty: the source's."""
    delegation: str = ""

    @property
    def participant_id(self) -> str:
        return OWNER + self.name

    @property
    def sounds(self) -> bool:
        """Its sound is heard; that of the others is dropped undecrypted."""
        return self.kind in ("room", "booth", "playback")

    @property
    def needs(self) -> str:
        """Kind of the m-line it is of no use without; empty: either."""
        return {"room": "", "booth": "audio", "playback": "audio"}.get(self.kind, "video")


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token (RFC 6750) for one source or channel of one meeting, without the secret; times are Unix seconds."""

    token_id: str
    meeting_id: str
    scope: str
    """``whip:<source>``, ``whep:<channel>``, ``captions:<language>`` or ``seats``."""
    issued_at: float
    expires_at: float | None
    revoked_at: float | None

    def valid(self, now: float) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


def find(name: str, config: MeetingConfig) -> Source:
    """:raises UserError: unknownChannel."""
    if name in ("screen", "sign", "programme", "playback"):
        return Source(name, name)  # type: ignore[arg-type]
    if _ROOM.fullmatch(name) is not None:
        return Source(name, "room")
    kind, _, language = name.partition("-")
    if kind == "booth" and config.booth(language) is not None:
        return Source(name, "booth", language)
    raise UserError("unknownChannel")


def name_of(participant_id: str) -> str | None:
    """The source a participant is; None for people."""
    return participant_id.removeprefix(OWNER) if participant_id.startswith(OWNER) else None


def check_scope(scope: str, config: MeetingConfig) -> None:
    """Whether a token can be made for it: ``whip:<source>``, ``whep:<channel>``, ``captions:<language>`` or ``seats``.

    :raises UserError: unknownChannel.
    """
    kind, _, name = scope.partition(":")
    if kind == "whip" and name != "playback":
        find(name, config)
    elif kind == "captions":
        _require(name in config.languages)
    else:
        _require(scope == "seats" or (kind == "whep" and name in config.channels))


def _require(known: bool) -> None:
    if not known:
        raise UserError("unknownChannel")
