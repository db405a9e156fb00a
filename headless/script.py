"""What the robots of the demo say and who they are: ``headless/clips/debate.toml``, read and checked.

Pure apart from reading the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

CLIPS = Path(__file__).parent / "clips"
PERSON_SPEAKING = "person-speaking"
GIVE_PARTICIPANT = "give-participant"
THANKS = "thanks"


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One robot's entry data."""

    name: str
    language: str
    delegation: str = ""
    """ISO 3166 alpha-2 code, or an organisation."""
    key: str = ""
    """Delegates: key of their statement; ``give-<key>`` is the chair's phrase before it."""
    country: str = ""
    """What the name card shows; Latin letters."""
    voice: str = ""
    """Variant of the espeak-ng voice."""


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole debate; ``clips``: key -> language -> sentences."""

    languages: tuple[str, ...]
    secretariat: Part
    chair: Part
    hall: Part
    delegates: tuple[Part, ...]
    interpreters: tuple[Part, ...]
    listeners: tuple[Part, ...]
    clips: dict[str, dict[str, tuple[str, ...]]]

    def voice(self, key: str, language: str) -> str:
        """Who speaks a clip: its author in their own language, else the interpreter of the language."""
        author = self.chair if key.startswith(("give-", THANKS)) else None
        author = next((part for part in self.delegates if part.key == key), author)
        if author is not None and author.language == language:
            return author.voice
        return next(part.voice for part in self.interpreters if part.language == language)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One clip of the inventory ``clips/index.json``."""

    duration_ms: int
    sentence_ends_ms: tuple[int, ...]
    """Where a sentence ends: a speaker who is asked to stop stops there."""


def load(path: Path = CLIPS / "debate.toml") -> Script:
    """Raises ``msgspec.ValidationError`` when the file does not fit."""
    return msgspec.toml.decode(path.read_bytes(), type=Script)


def load_index(path: Path = CLIPS / "index.json") -> dict[str, dict[str, Spoken]]:
    """Key -> language -> :class:`Spoken`."""
    return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, Spoken]])
