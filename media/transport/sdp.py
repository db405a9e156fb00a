"""Session descriptions (RFC 8866, RFC 8829): a strict, bounded parser.  What we write is in ``sdp_layouts.py``.

Pure.  Only what an ICE-lite, bundled, rtcp-muxed DTLS server must know is kept; every other line is checked for shape alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

MAX_CHARACTERS: Final = 128 * 1024
MAX_LINE: Final = 4096
MAX_MEDIA: Final = 40
MAX_PER_MEDIA: Final = 128
"""Codecs, extensions, SSRCs and fingerprints kept of one m-line."""
MID_EXTENSION: Final = "urn:ietf:params:rtp-hdrext:sdes:mid"
RID_EXTENSION: Final = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
REPAIRED_RID_EXTENSION: Final = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"
FINGERPRINT_BYTES: Final = {"sha-256": 32, "sha-384": 48, "sha-512": 64}

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`{|}~0-9A-Za-z]{1,64}")
_ICE_UFRAG = re.compile(r"[A-Za-z0-9+/=_\-]{4,256}")
_ICE_PASSWORD = re.compile(r"[A-Za-z0-9+/=_\-]{22,256}")
_RID = re.compile(r"[A-Za-z0-9_-]{1,16}")
"""RFC 8851 and its erratum; what fits a one-byte header extension."""
_HEX_PAIRS = re.compile(r"[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2})*")
_DIRECTIONS = frozenset({"sendrecv", "sendonly", "recvonly", "inactive"})
_SETUPS = frozenset({"active", "passive", "actpass", "holdconn"})


class SdpError(ValueError):
    """The description is malformed, or not one this server can be connected with.  On the wire: ``sdpInvalid``."""


@dataclass(slots=True)
class Codec:
    payload_type: int
    name: str = ""
    """Lower case."""
    clock_rate: int = 0
    parameters: str = ""
    """The ``a=fmtp`` value."""
    feedback: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Media:
    """One m-section; ICE, DTLS and direction values of the session level are filled in where it has none of its own."""

    kind: str
    port: int
    protocol: str
    payload_types: tuple[int, ...]
    mid: str = ""
    direction: str = ""
    ufrag: str = ""
    password: str = ""
    setup: str = ""
    rtcp_mux: bool = False
    bundle_only: bool = False
    fingerprints: list[tuple[str, str]] = field(default_factory=list)
    """(algorithm, colon-separated upper-case hexadecimal)."""
    codecs: dict[int, Codec] = field(default_factory=dict)
    extensions: dict[str, int] = field(default_factory=dict)
    ssrcs: list[int] = field(default_factory=list)
    repair_ssrcs: set[int] = field(default_factory=set)
    resends: dict[int, int] = field(default_factory=dict)
    """SSRC of a stream of resends (RFC 4588) -> of the stream it repairs; they are repair SSRCs too."""
    rids: list[str] = field(default_factory=list)
    """Restriction ids it sends (RFC 8851)."""
    simulcast: list[str] = field(default_factory=list)
    """Rids of the streams it sends at once, the first alternative of each (RFC 8853)."""
    wildcard_feedback: set[str] = field(default_factory=set)

    @property
    def rejected(self) -> bool:
        """Port 0, unless it says that it is to be bundled (RFC 8843 §6; so offers Firefox)."""
        return self.port == 0 and not self.bundle_only


@dataclass(slots=True)
class Description:
    media: list[Media]
    bundle: tuple[str, ...] = ()
    """Mids of the first BUNDLE group."""
    extmap_allow_mixed: bool = False
    """One- and two-byte header extensions in one stream, for the whole session (RFC 8285 §6)."""


@dataclass(frozen=True, slots=True)
class Remote:
    """How to recognise the other end: what bundling makes the same for all its m-lines."""

    ufrag: str
    fingerprints: tuple[tuple[str, str], ...]
    setup: str


def parse(text: str) -> Description:
    """Raises :class:`SdpError` and nothing else, whatever the text."""
    lines = _lines(text)
    if not lines or lines[0] != "v=0":
        raise SdpError("not a session description")
    session = Media("session", 0, "", ())
    description = Description([])
    current = session
    for line in lines[1:]:
        if len(line) < 2 or line[1] != "=" or not line[0].islower() or len(line) > MAX_LINE:
            raise SdpError("malformed line")
        if line[0] == "m":
            if len(description.media) == MAX_MEDIA:
                raise SdpError("too many m-lines")
            current = _media(line[2:])
            description.media.append(current)
        elif line.startswith("a=group:") and current is session:
            _group(description, line[8:])
        elif line == "a=extmap-allow-mixed" and current is session:
            description.extmap_allow_mixed = True
        elif line[0] == "a":
            _attribute(current, line[2:])
    _inherit(description, session)
    return description


def _lines(text: str) -> list[str]:
    if len(text) > MAX_CHARACTERS:
        raise SdpError("description too long")
    text = text.replace("\r\n", "\n")
    if "\r" in text or "\0" in text:  # part of no line (RFC 8866 section 9, byte-string): it would be in our answer
        raise SdpError("a line with CR or NUL in it")
    return text.rstrip("\n").split("\n")


def _attribute(media: Media, line: str) -> None:
    name, _, value = line.partition(":")
    if name in _DIRECTIONS:
        media.direction = name
    elif (handler := _ATTRIBUTES.get(name)) is not None:
        handler(media, value)


def remote(description: Description) -> Remote:
    """The other end of a bundled description: taken from its first m-line that is not rejected.

    Raises :class:`SdpError` when there is none, or it lacks ICE credentials, a usable fingerprint or rtcp-mux.
    """
    for media in description.media:
        if not media.rejected:
            break
    else:
        raise SdpError("no m-line is in use")
    if not media.ufrag or not media.password:
        raise SdpError("no ICE credentials")
    if not media.rtcp_mux:
        raise SdpError("rtcp-mux is required")
    fingerprints = tuple(f for f in media.fingerprints if f[0] in FINGERPRINT_BYTES)
    if not fingerprints:
        raise SdpError("no usable fingerprint")
    return Remote(media.ufrag, fingerprints, media.setup)


def _inherit(description: Description, session: Media) -> None:
    mids = set()
    for media in description.media:
        media.ufrag = media.ufrag or session.ufrag
        media.password = media.password or session.password
        media.setup = media.setup or session.setup
        media.fingerprints = media.fingerprints or session.fingerprints
        media.direction = media.direction or session.direction or "sendrecv"
        media.extensions = {**session.extensions, **media.extensions}
        for codec in media.codecs.values():
            codec.feedback |= media.wildcard_feedback
        if media.mid and media.mid in mids:
            raise SdpError("mid used twice")
        mids.add(media.mid)


def _number(text: str, low: int, high: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and low <= int(text) <= high):
        raise SdpError("number out of range")
    return int(text)


def _media(value: str) -> Media:
    fields = value.split(" ")
    if len(fields) < 4 or len(fields) > 3 + MAX_PER_MEDIA:
        raise SdpError("malformed m-line")
    kind, port, protocol, *formats = fields
    if _TOKEN.fullmatch(kind) is None or not protocol or len(protocol) > 64:
        raise SdpError("malformed m-line")
    payload_types = tuple(_number(f, 0, 127) for f in formats) if "RTP/" in protocol else ()
    return Media(kind, _number(port.partition("/")[0], 0, 65535), protocol, payload_types)


def _group(description: Description, value: str) -> None:
    semantics, *mids = value.split(" ")
    if semantics == "BUNDLE" and not description.bundle:
        description.bundle = tuple(mids[:MAX_MEDIA])


def _mid(media: Media, value: str) -> None:
    if _TOKEN.fullmatch(value) is None or len(value) > 32:
        raise SdpError("malformed mid")
    media.mid = value


def _ufrag(media: Media, value: str) -> None:
    if _ICE_UFRAG.fullmatch(value) is None:
        raise SdpError("malformed ice-ufrag")
    media.ufrag = value


def _password(media: Media, value: str) -> None:
    if _ICE_PASSWORD.fullmatch(value) is None:
        raise SdpError("malformed ice-pwd")
    media.password = value


def _setup(media: Media, value: str) -> None:
    if value not in _SETUPS:
        raise SdpError("malformed setup")
    media.setup = value


def _fingerprint(media: Media, value: str) -> None:
    algorithm, _, digest = value.partition(" ")
    algorithm = algorithm.lower()
    if _HEX_PAIRS.fullmatch(digest) is None:
        raise SdpError("malformed fingerprint")
    size = FINGERPRINT_BYTES.get(algorithm)
    if size is not None and len(digest) != 3 * size - 1:
        raise SdpError("malformed fingerprint")
    if len(media.fingerprints) < MAX_PER_MEDIA:
        media.fingerprints.append((algorithm, digest.upper()))


def _codec(media: Media, payload_type: str) -> Codec:
    number = _number(payload_type, 0, 127)
    return media.codecs.setdefault(number, Codec(number))


def _rtpmap(media: Media, value: str) -> None:
    payload_type, _, encoding = value.partition(" ")
    name, _, rest = encoding.partition("/")
    if not name:
        raise SdpError("malformed rtpmap")
    codec = _codec(media, payload_type)
    codec.name = name.lower()
    codec.clock_rate = _number(rest.partition("/")[0], 1, 1_000_000)


def _fmtp(media: Media, value: str) -> None:
    payload_type, _, parameters = value.partition(" ")
    _codec(media, payload_type).parameters = parameters


def _rtcp_fb(media: Media, value: str) -> None:
    payload_type, _, feedback = value.partition(" ")
    target = media.wildcard_feedback if payload_type == "*" else _codec(media, payload_type).feedback
    if len(target) < MAX_PER_MEDIA:
        target.add(feedback.strip())


def _extmap(media: Media, value: str) -> None:
    number, _, rest = value.partition(" ")
    uri = rest.partition(" ")[0]
    if not uri:
        raise SdpError("malformed extmap")
    if len(media.extensions) < MAX_PER_MEDIA:
        media.extensions[uri] = _number(number.partition("/")[0], 1, 4095)


def _ssrc(media: Media, value: str) -> None:
    number = _number(value.partition(" ")[0], 0, 0xFFFF_FFFF)
    if number not in media.ssrcs and len(media.ssrcs) < MAX_PER_MEDIA:
        media.ssrcs.append(number)


def _ssrc_group(media: Media, value: str) -> None:
    semantics, *numbers = value.split(" ")
    if semantics not in ("FID", "FEC-FR") or len(numbers) < 2 or len(media.repair_ssrcs) >= MAX_PER_MEDIA:
        return
    repaired, repair = (_number(n, 0, 0xFFFF_FFFF) for n in numbers[:2])
    media.repair_ssrcs.add(repair)
    if semantics == "FID":
        media.resends[repair] = repaired


def _rid(media: Media, value: str) -> None:
    """An id that is no id, or told twice, is left out."""
    rid, _, rest = value.partition(" ")
    if (
        rest.partition(" ")[0] == "send"
        and _RID.fullmatch(rid)
        and rid not in media.rids
        and len(media.rids) < MAX_PER_MEDIA
    ):
        media.rids.append(rid)


def _simulcast(media: Media, value: str) -> None:
    words = value.split(" ")
    for direction, streams in zip(words[::2], words[1::2], strict=False):
        if direction == "send":
            media.simulcast = [stream.split(",")[0].removeprefix("~") for stream in streams.split(";")[:MAX_PER_MEDIA]]


def _rtcp_mux(media: Media, _value: str) -> None:
    media.rtcp_mux = True


def _bundle_only(media: Media, _value: str) -> None:
    media.bundle_only = True


_ATTRIBUTES: Final[dict[str, Callable[[Media, str], None]]] = {
    "mid": _mid,
    "ice-ufrag": _ufrag,
    "ice-pwd": _password,
    "setup": _setup,
    "fingerprint": _fingerprint,
    "rtpmap": _rtpmap,
    "fmtp": _fmtp,
    "rtcp-fb": _rtcp_fb,
    "extmap": _extmap,
    "ssrc": _ssrc,
    "ssrc-group": _ssrc_group,
    "rid": _rid,
    "simulcast": _simulcast,
    "rtcp-mux": _rtcp_mux,
    "rtcp-mux-only": _rtcp_mux,
    "bundle-only": _bundle_only,
}
