"""Session descriptions of a participant without a browser (RFC 8866, RFC 8829, RFC 9143): read the server's, write our own.

Pure.  Only what the fixed layouts of Hemicycle need: one BUNDLE, rtcp-mux, an ICE-lite server, Opus and VP8.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

MID_URI = "urn:ietf:params:rtp-hdrext:sdes:mid"
RID_URI = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
MID_ID, RID_ID = 1, 2
"""Ids of the header extensions we offer."""
_RTP = "UDP/TLS/RTP/SAVPF"


class SdpError(ValueError):
    """The server's description lacks what a connection needs."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A host candidate (RFC 8839 §5.1)."""

    host: str
    port: int
    priority: int
    protocol: str
    """``udp`` or ``tcp``."""


@dataclass(slots=True)
class Section:
    """One m-line."""

    kind: str
    mid: str = ""
    direction: str = "sendrecv"
    formats: list[int] = field(default_factory=list)
    codecs: dict[str, int] = field(default_factory=dict)
    """``opus``, ``vp8``, ``h264`` -> payload type, the first of each."""
    ssrc: int | None = None
    attributes: list[str] = field(default_factory=list)
    """``a=`` lines without the ``a=``, as they came."""


@dataclass(frozen=True, slots=True)
class Remote:
    """What the other side says of itself."""

    ufrag: str
    password: str
    fingerprint: tuple[str, str]
    """Hash function and value, as in RFC 8122."""
    setup: str
    candidates: tuple[Candidate, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Local:
    """What we say of ourselves."""

    ufrag: str
    password: str
    fingerprint: str
    """SHA-256, colon-separated."""
    cname: str


def parse(sdp: str) -> Remote:
    """Raises :class:`SdpError` when ICE credentials, fingerprint or an m-line are missing, or a number is none."""
    lines = [line.strip() for line in sdp.splitlines() if line.strip()]
    sections: list[Section] = []
    session: list[str] = []
    try:
        for line in lines:
            if line.startswith("m="):
                kind, _, _, *formats = line[2:].split()
                sections.append(Section(kind, formats=[int(number) for number in formats if number.isdigit()]))
            elif line.startswith("a=") and sections:
                _note(sections[-1], line[2:])
            elif line.startswith("a="):
                session.append(line[2:])
        return _remote(session, sections)
    except (ValueError, IndexError) as error:
        raise SdpError(f"unusable session description: {error}") from error


def _note(section: Section, attribute: str) -> None:
    section.attributes.append(attribute)
    name, _, value = attribute.partition(":")
    if name == "mid":
        section.mid = value
    elif name in ("sendonly", "recvonly", "sendrecv", "inactive"):
        section.direction = name
    elif name == "rtpmap":
        number, codec = value.split(" ", 1)
        section.codecs.setdefault(codec.split("/")[0].lower(), int(number))
    elif name == "ssrc" and section.ssrc is None:
        section.ssrc = int(value.split()[0])


def _remote(session: list[str], sections: list[Section]) -> Remote:
    everything = session + [attribute for section in sections for attribute in section.attributes]

    def first(name: str) -> str:
        for attribute in everything:
            if attribute.startswith(name + ":"):
                return attribute[len(name) + 1 :].strip()
        raise ValueError(f"no {name}")

    if not sections:
        raise ValueError("no m-line")
    algorithm, value = first("fingerprint").split()
    candidates = {_candidate(a) for a in everything if a.startswith("candidate:")}
    ordered = sorted(candidates - {None}, key=lambda c: -c.priority if c else 0)
    return Remote(
        first("ice-ufrag"),
        first("ice-pwd"),
        (algorithm.lower(), value.upper()),
        first("setup"),
        tuple(candidate for candidate in ordered if candidate is not None),
        tuple(sections),
    )


def _candidate(attribute: str) -> Candidate | None:
    words = attribute[len("candidate:") :].split()
    if words[1] != "1" or words[6:8] != ["typ", "host"]:
        return None
    return Candidate(words[4], int(words[5]), int(words[3]), words[2].lower())


def answer(remote: Remote, local: Local) -> str:
    """Accept every offered m-line with all its formats, receive only, DTLS client."""
    lines = _head([section.mid for section in remote.sections])
    for section in remote.sections:
        formats = " ".join(map(str, section.formats))
        lines += [f"m={section.kind} 9 {_RTP} {formats}", "c=IN IP4 0.0.0.0", f"a=mid:{section.mid}", "a=recvonly"]
        lines += _transport(local, "active")
        lines += [f"a={text}" for text in section.attributes if text.startswith(("rtpmap:", "fmtp:", "rtcp-fb:", "extmap:"))]
    return _text(lines)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One m-line we offer to send."""

    mid: str
    kind: str
    ssrc: int
    rids: tuple[str, ...] = ()
    """Of a simulcast, the smallest layer first: packets tell their layer, no SSRC is announced."""


AUDIO_FORMATS = ("rtpmap:111 opus/48000/2", "fmtp:111 minptime=10;useinbandfec=1", "rtcp-fb:111 nack")
VIDEO_FORMATS = (
    "rtpmap:96 VP8/90000",
    "rtcp-fb:96 nack",
    "rtcp-fb:96 nack pli",
    "rtcp-fb:96 ccm fir",
    "rtcp-fb:96 goog-remb",
)


def publisher_offer(local: Local, outgoing: Sequence[Outgoing]) -> str:
    """Offer to send; every stream has its SSRC or its rids in the description."""
    lines = _head([stream.mid for stream in outgoing])
    for stream in outgoing:
        number, formats = (111, AUDIO_FORMATS) if stream.kind == "audio" else (96, VIDEO_FORMATS)
        lines += [f"m={stream.kind} 9 {_RTP} {number}", "c=IN IP4 0.0.0.0", f"a=mid:{stream.mid}", "a=sendonly"]
        lines += _transport(local, "actpass")
        lines += [f"a=extmap:{MID_ID} {MID_URI}", *(f"a={text}" for text in formats), f"a=msid:{stream.mid} {stream.mid}"]
        if stream.rids:
            lines += [f"a=extmap:{RID_ID} {RID_URI}", *(f"a=rid:{rid} send" for rid in stream.rids)]
            lines.append(f"a=simulcast:send {';'.join(stream.rids)}")
        else:
            lines.append(f"a=ssrc:{stream.ssrc} cname:{local.cname}")
    return _text(lines)


def _head(mids: Sequence[str]) -> list[str]:
    return ["v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0", f"a=group:BUNDLE {' '.join(mids)}", "a=msid-semantic: WMS *"]


def _transport(local: Local, setup: str) -> list[str]:
    return [
        f"a=ice-ufrag:{local.ufrag}",
        f"a=ice-pwd:{local.password}",
        f"a=fingerprint:sha-256 {local.fingerprint}",
        f"a=setup:{setup}",
        "a=rtcp-mux",
        "a=rtcp-rsize",
    ]


def _text(lines: Sequence[str]) -> str:
    return "\r\n".join(lines) + "\r\n"
