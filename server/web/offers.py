"""What HTTP must know of a description before the media node sees it: its shape and its m-lines (RFC 8866, RFC 8840).

Pure.  Bodies are bounded by ``server.max_body_bytes``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from server.errors import UserError

_LINE = re.compile(r"[a-z]=.*")
_DIRECTIONS = frozenset({"sendrecv", "sendonly", "recvonly", "inactive"})
_NEEDED = ("a=ice-ufrag:", "a=ice-pwd:", "a=fingerprint:")


@dataclass(slots=True)
class Section:
    """One m-section."""

    line: str
    """The m-line."""
    direction: str
    mid: str = ""
    bundled: bool = False
    """``a=bundle-only``: port 0 does not mean rejected."""

    @property
    def kind(self) -> str:
        return self.line[2:].partition(" ")[0]

    @property
    def rejected(self) -> bool:
        fields = self.line.split(" ")
        return not self.bundled and len(fields) > 1 and fields[1] == "0"


@dataclass(frozen=True, slots=True)
class Fragment:
    """``application/trickle-ice-sdpfrag``."""

    ufrag: str
    password: str
    section: Section | None
    """The first, whose m-line and mid an answer repeats."""


def lines_of(text: str) -> list[str]:
    """:raises UserError: sdpInvalid, a line that is not ``letter=value``."""
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    if any(_LINE.fullmatch(line) is None for line in lines):
        raise UserError("sdpInvalid")
    return lines


def sections(text: str) -> list[Section]:
    """The m-sections of a description, direction of the session level filled in."""
    found: list[Section] = []
    general = "sendrecv"
    for line in lines_of(text):
        name = line[2:] if line.startswith("a=") else ""
        if line.startswith("m="):
            found.append(Section(line, general))
        elif name in _DIRECTIONS and found:
            found[-1].direction = name
        elif name in _DIRECTIONS:
            general = name
        elif found and name.startswith("mid:"):
            found[-1].mid = name[4:]
        elif found and name == "bundle-only":
            found[-1].bundled = True
    return found


def offered(text: str) -> list[Section]:
    """The sections of an offer.

    :raises UserError: sdpInvalid, it is no description, or lacks an m-line, ICE credentials or a fingerprint.
    """
    lines = lines_of(text)
    found = sections(text)
    complete = all(any(line.startswith(needed) for line in lines) for needed in _NEEDED)
    if lines[0] != "v=0" or not found or not complete:
        raise UserError("sdpInvalid")
    return found


def ufrag_of(offer: str) -> str:
    """The offerer's ICE username fragment; of bundled sections the first's counts (RFC 9143 section 7.2)."""
    return next((line[12:] for line in lines_of(offer) if line.startswith("a=ice-ufrag:")), "")


def fragment(text: str) -> Fragment:
    """:raises UserError: sdpInvalid, not lines of SDP, or neither credentials nor candidates."""
    values: dict[str, str] = {}
    for line in lines_of(text):
        if line.startswith("a="):
            name, _, value = line[2:].partition(":")
            values.setdefault(name, value)
    if not values.keys() & {"ice-ufrag", "candidate", "end-of-candidates"}:
        raise UserError("sdpInvalid")
    return Fragment(values.get("ice-ufrag", ""), values.get("ice-pwd", ""), next(iter(sections(text)), None))


def renewed(credentials: str, asked: Fragment) -> str:
    """The fragment that answers an ICE restart; ``credentials``: ``a=`` lines from the media node."""
    head = "a=ice-lite\r\n"
    section = asked.section
    if section is None:
        return head + credentials
    group = f"a=group:BUNDLE {section.mid}\r\n" if section.mid else ""
    mid = f"a=mid:{section.mid}\r\n" if section.mid else ""
    return f"{head}{group}{section.line}\r\n{mid}{credentials}"
