"""What all signalling messages are made of: frames, parts of frames, and a participant as everyone may see them."""

from __future__ import annotations

from typing import Literal

import msgspec

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

Attending = Literal["remote", "room"]


class Wire(msgspec.Struct, frozen=True, rename="camel", tag_field="type", omit_defaults=False, kw_only=True):
    """A frame."""


class Part(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Something inside a frame."""


class Request(Wire, frozen=True):
    """A frame of a client, answered by exactly one ``reply`` or ``refused``."""

    id: int


class Person(Part, frozen=True):
    """A participant as everyone may see them."""

    id: str
    name: str
    delegation: str
    """ISO 3166 alpha-2 code or the name of an organisation; empty when neither applies."""
    role: Role
    language: str
    """BCP 47 tag of the language they usually speak."""
    connected: bool
    microphone: bool
    """Open right now."""
    camera_muted: bool = False
    """By the chair or a technician: their picture is shown nowhere."""
    plate: str = ""
    """``DELEGATION – Name``, for the picture."""
    attending: Attending = "remote"
    """Where they take part; whoever is in the room is there although no device of theirs is connected."""
