"""The descriptions we write: the subscriber offer, and the answers to publishers and WHEP players.

Pure.  One layout per profile, so an offer is a template filled with two credentials.  Every description is bundled,
rtcp-muxed, ICE-lite and complete (all candidates, then end-of-candidates); we are the DTLS server in each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from media.fanout.kernel import Kind
from media.rtp.transport_cc import EXTENSION as TRANSPORT_CC_EXTENSION
from media.sfu.layout import (
    CNAME,
    FIRST_SSRC,
    H264_PAYLOAD_TYPE,
    OPUS_PAYLOAD_TYPE,
    PROBE_SSRC,
    PROFILES,
    VP8_PAYLOAD_TYPE,
    MediaKind,
    MediaLine,
    ProbeLayout,
    PublisherLayout,
    RowLayout,
    TrackLayout,
    TrackName,
)
from media.transport.sdp import (
    MID_EXTENSION,
    REPAIRED_RID_EXTENSION,
    RID_EXTENSION,
    Codec,
    Description,
    Media,
    SdpError,
    remote,
)

PROTOCOL: Final = "UDP/TLS/RTP/SAVPF"
_PROTOCOLS: Final = frozenset({PROTOCOL, "RTP/SAVPF", "TCP/TLS/RTP/SAVPF", "TCP/DTLS/RTP/SAVPF"})
_VIDEO_FEEDBACK: Final = ("nack", "nack pli", "ccm fir")
_LISTENER_FEEDBACK: Final = (*_VIDEO_FEEDBACK, "goog-remb")
MAX_LAYERS: Final = 3
"""Simulcast streams taken of one m-line; further ones are not answered."""
_AUDIO_FEEDBACK: Final = ("nack",)
_OPUS_OUT: Final = "minptime=10;useinbandfec=1"
_OPUS_IN: Final = "minptime=10;useinbandfec=1;usedtx=0;maxaveragebitrate=64000"
_H264: Final = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f"
_KINDS: Final[Mapping[MediaKind, tuple[Kind, ...]]] = {"audio": ("opus",), "video": ("vp8", "h264")}
_PAYLOAD_TYPES: Final[Mapping[Kind, int]] = {"opus": OPUS_PAYLOAD_TYPE, "vp8": VP8_PAYLOAD_TYPE, "h264": H264_PAYLOAD_TYPE}


class Credentials(NamedTuple):
    """ICE credentials of one side (RFC 8445 section 5.3)."""

    ufrag: str
    password: str


@dataclass(frozen=True, slots=True)
class Host:
    """What is the same in every description of one process."""

    fingerprint: str
    """``sha-256 AA:BB…``."""
    candidates: tuple[tuple[str, int], ...]
    """Advertised (address, port), best first."""
    tcp: bool = False
    """The same are reached by TCP (RFC 6544)."""

    def candidate_lines(self) -> str:
        lines = [
            f"a=candidate:{n} 1 udp {(126 << 24) + ((65535 - n) << 8) + 255} {address} {port} typ host\r\n"
            for n, (address, port) in enumerate(self.candidates, 1)
        ]
        if self.tcp:
            lines += [
                f"a=candidate:{len(lines) + n} 1 tcp {_tcp_priority(n)} {address} {port} typ host tcptype passive\r\n"
                for n, (address, port) in enumerate(self.candidates, 1)
            ]
        return "".join(lines) + "a=end-of-candidates\r\n"


def _tcp_priority(n: int) -> int:
    """Below every UDP candidate; direction preference 4 of a passive one (RFC 6544 section 4.2)."""
    return (90 << 24) + ((4 << 13) + (8191 - n) << 8) + 255


def subscriber_offer(profile: str, credentials: Credentials, host: Host, *, session: int, version: int) -> str:
    """Offer of everything the profile holds, ``sendonly``; raises ``KeyError`` on an unknown profile."""
    return _template(profile, host) % (session, version, *(credentials * len(PROFILES[profile])))


def subscriber_rows(profile: str, answer: Description) -> tuple[RowLayout, ...]:
    """The rows a client's answer asks for, in m-line order; raises :class:`SdpError` when it does not fit the offer."""
    lines = PROFILES[profile]
    if len(answer.media) != len(lines):
        raise SdpError("the answer has other m-lines than the offer")
    if remote(answer).setup not in ("active", ""):
        raise SdpError("the answer must be setup:active")
    return tuple(_answered(line, media) for line, media in zip(lines, answer.media, strict=True))


def _answered(line: MediaLine, media: Media) -> RowLayout:
    if media.kind != line.media or (media.mid != line.mid and not media.rejected):
        raise SdpError("the answer has other m-lines than the offer")
    wanted: dict[Kind, int] = {}
    if not media.rejected and media.direction in ("recvonly", "sendrecv"):
        wanted = {kind: _PAYLOAD_TYPES[kind] for kind in _KINDS[line.media] if _PAYLOAD_TYPES[kind] in media.payload_types}
    return RowLayout(line.media, line.ssrc, wanted)


@cache
def _template(profile: str, host: Host) -> str:
    lines = PROFILES[profile]
    head = _head("%d", "%d", [line.mid for line in lines])
    sections = [_offered(line, host, host.candidate_lines() if n == 0 else "") for n, line in enumerate(lines)]
    return head + "".join(sections)


def _head(session: object, version: object, mids: Sequence[str], allow_mixed: bool = True) -> str:
    group = f"a=group:BUNDLE {' '.join(mids)}\r\n" if mids else ""
    mixed = "a=extmap-allow-mixed\r\n" if allow_mixed else ""
    return (
        f"v=0\r\no=- {session} {version} IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
        f"{group}a=ice-lite\r\n{mixed}a=msid-semantic:WMS *\r\n"
    )


def _offered(line: MediaLine, host: Host, candidates: str) -> str:
    codecs = _AUDIO_OUT if line.media == "audio" else _VIDEO_OUT
    payload_types = " ".join(str(_PAYLOAD_TYPES[kind]) for kind in _KINDS[line.media])
    return (
        f"m={line.media} 9 {PROTOCOL} {payload_types}\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\n"
        f"a=mid:{line.mid}\r\na=sendonly\r\na=rtcp-mux\r\na=rtcp-rsize\r\n"
        f"{_transport('%s', '%s', host, 'actpass')}{codecs}"
        f"{_sender(line.ssrc, line.stream, line.mid)}{candidates}"
    )


def _transport(ufrag: str, password: str, host: Host, setup: str) -> str:
    return f"a=ice-ufrag:{ufrag}\r\na=ice-pwd:{password}\r\na=fingerprint:{host.fingerprint}\r\na=setup:{setup}\r\n"


def _sender(ssrc: int, stream: str, track: str) -> str:
    return f"a=msid:{stream} {track}\r\na=ssrc:{ssrc} cname:{CNAME}\r\na=ssrc:{ssrc} msid:{stream} {track}\r\n"


def _codec_lines(payload_type: int, encoding: str, parameters: str, feedback: Iterable[str] = ()) -> str:
    fmtp = f"a=fmtp:{payload_type} {parameters}\r\n" if parameters else ""
    return f"a=rtpmap:{payload_type} {encoding}\r\n{fmtp}" + "".join(f"a=rtcp-fb:{payload_type} {f}\r\n" for f in feedback)


_AUDIO_OUT: Final = _codec_lines(OPUS_PAYLOAD_TYPE, "opus/48000/2", _OPUS_OUT, _AUDIO_FEEDBACK)
_VIDEO_OUT: Final = _codec_lines(VP8_PAYLOAD_TYPE, "VP8/90000", "", _LISTENER_FEEDBACK) + _codec_lines(
    H264_PAYLOAD_TYPE, "H264/90000", _H264, _LISTENER_FEEDBACK
)


# --- answers ----------------------------------------------------------------------------------------------------------


class _Section(NamedTuple):
    """What we answer to one m-line.  No codec: rejected."""

    media: Media
    codecs: str = ""
    payload_types: tuple[int, ...] = ()
    direction: str = "inactive"
    sender: str = ""
    extensions: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that wants only credentials."""

    offer: Description
    sections: tuple[_Section, ...]

    def text(self, credentials: Credentials, host: Host, *, session: int, version: int) -> str:
        mids = [section.media.mid for section in self.sections if section.codecs and section.media.mid]
        parts = [_head(session, version, mids if self.offer.bundle else [], self.offer.extmap_allow_mixed)]
        candidates = host.candidate_lines()
        for section in self.sections:
            parts.append(_answered_section(section, credentials, host, candidates))
            if section.codecs:
                candidates = ""
        return "".join(parts)


def answer_publisher(offer: Description) -> tuple[Answer, PublisherLayout]:
    """Answer a publisher: first audio m-line the microphone, first video the camera, second the screen.

    One codec is answered per m-line (VP8 where it is offered, else H.264), so a track never changes its kind.
    Raises :class:`SdpError` when nothing offered can be received.
    """
    sections, layout = _receiving(offer)
    if not layout.tracks:
        raise SdpError("nothing offered can be received")
    return Answer(offer, tuple(sections)), layout


def answer_probe(offer: Description) -> tuple[Answer, ProbeLayout]:
    """Answer a connection test: what it sends is received as a publisher's video, its first ``recvonly`` video m-line gets
    padding, without resends of what is lost.  Raises :class:`SdpError` when there is neither.
    """
    sections, layout = _receiving(offer)
    down: int | None = None
    for n, media in enumerate(offer.media):
        chosen = _choose(media) if media.kind == "video" and _usable(offer, media) else []
        if chosen and media.direction == "recvonly" and down is None:
            kind, codec = chosen[0]
            down = codec.payload_type
            encoding = "VP8/90000" if kind == "vp8" else "H264/90000"
            lines = _codec_lines(down, encoding, codec.parameters)
            sections[n] = _Section(media, lines, (down,), "sendonly", _sender(PROBE_SSRC, "probe", "padding"))
    if down is None and not layout.tracks:
        raise SdpError("nothing to test")
    return Answer(offer, tuple(sections)), ProbeLayout(down, layout.transport_cc_extension)


def _receiving(offer: Description) -> tuple[list[_Section], PublisherLayout]:
    _check_offer(offer)
    names: dict[str, list[TrackName]] = {"audio": ["mic"], "video": ["cam", "screen"]}
    sections: list[_Section] = []
    tracks: list[TrackLayout] = []
    ignored: set[int] = set()
    ids = dict.fromkeys((MID_EXTENSION, RID_EXTENSION, REPAIRED_RID_EXTENSION, TRANSPORT_CC_EXTENSION), 0)
    for media in offer.media:
        name = names[media.kind].pop(0) if names.get(media.kind) and _usable(offer, media) else None
        chosen = _choose(media)
        if name is None or not chosen:
            sections.append(_Section(media))
            continue
        kind, codec = chosen[0]
        lines, feedback = _received(kind, codec, numbered=media.extensions.get(TRANSPORT_CC_EXTENSION, 99) < 15)
        track = _track(name, kind, codec, media, feedback)
        used = [uri for uri in ids if uri in media.extensions and _uses(track, uri)]
        ids.update((uri, media.extensions[uri]) for uri in used)
        mapped = "".join(f"a=extmap:{media.extensions[uri]} {uri}\r\n" for uri in used)
        sending = media.direction in ("sendonly", "sendrecv")
        formats: tuple[int, ...] = (codec.payload_type,)
        if track.resend_payload_type is not None:
            formats += (track.resend_payload_type,)
            lines += _codec_lines(track.resend_payload_type, "rtx/90000", f"apt={codec.payload_type}")
        lines += _layers(track.rids)
        sections.append(_Section(media, lines, formats, "recvonly" if sending else "inactive", "", mapped))
        ignored |= media.repair_ssrcs - track.resends.keys()
        if sending:
            tracks.append(track)
    return sections, PublisherLayout(
        tuple(tracks),
        ids[MID_EXTENSION],
        frozenset(ignored),
        ids[TRANSPORT_CC_EXTENSION],
        ids[RID_EXTENSION],
        ids[REPAIRED_RID_EXTENSION],
    )


def _uses(track: TrackLayout, uri: str) -> bool:
    """Whether a header extension that is offered is of any use for the track."""
    if uri == TRANSPORT_CC_EXTENSION:
        return track.transport_cc
    if uri == RID_EXTENSION:
        return bool(track.rids)
    return uri == MID_EXTENSION or (bool(track.rids) and track.resend_payload_type is not None)


def _layers(rids: Sequence[str]) -> str:
    """Simulcast as we receive it (RFC 8853 section 5.3)."""
    if not rids:
        return ""
    return "".join(f"a=rid:{rid} recv\r\n" for rid in rids) + f"a=simulcast:recv {';'.join(rids)}\r\n"


def _resend_payload_type(media: Media, codec: Codec) -> int | None:
    """Of the stream that carries resends of ``codec`` (RFC 4588 section 8.1)."""
    for number in media.payload_types:
        other = media.codecs.get(number)
        if (
            other is not None
            and other.name == "rtx"
            and f"apt={codec.payload_type}" in other.parameters.replace(" ", "").split(";")
        ):
            return number
    return None


def _simulcast(media: Media) -> tuple[str, ...]:
    """The rids to take: told as sent, by a sender that marks its packets with them; one alone is no simulcast."""
    if RID_EXTENSION not in media.extensions or MID_EXTENSION not in media.extensions:
        return ()
    rids = tuple(rid for rid in dict.fromkeys(media.simulcast) if rid in media.rids)[:MAX_LAYERS]
    return rids if len(rids) > 1 else ()


def _track(name: TrackName, kind: Kind, codec: Codec, media: Media, feedback: frozenset[str]) -> TrackLayout:
    resends = _resend_payload_type(media, codec) if "nack" in feedback and kind != "opus" else None
    ssrcs = tuple(ssrc for ssrc in media.ssrcs if ssrc not in media.repair_ssrcs)
    return TrackLayout(
        name,
        kind,
        codec.payload_type,
        media.mid,
        ssrcs,
        rids=_simulcast(media) if kind != "opus" else (),
        resend_payload_type=resends,
        resends=dict(media.resends) if resends is not None else {},
        nack="nack" in feedback,
        pli="nack pli" in feedback,
        fir="ccm fir" in feedback,
        remb="goog-remb" in feedback,
        transport_cc="transport-cc" in feedback,
    )


def answer_whep(offer: Description, *, audio: int, video: int) -> tuple[Answer, tuple[RowLayout, ...]]:
    """Answer a WHEP player: its first ``audio`` audio and ``video`` video m-lines are sent, with the player's payload types.

    The rows are in the order of the audio m-lines, then of the video m-lines.  Raises :class:`SdpError` when nothing fits.
    """
    _check_offer(offer)
    room = {"audio": audio, "video": video}
    rows: dict[MediaKind, list[RowLayout]] = {"audio": [], "video": []}
    sections: list[_Section] = []
    for n, media in enumerate(offer.media):
        chosen = _choose(media)
        if not _usable(offer, media) or not chosen:
            sections.append(_Section(media))
            continue
        lines = "".join(_sent(kind, codec) for kind, codec in chosen)
        payload_types = tuple(codec.payload_type for _, codec in chosen)
        if media.direction not in ("recvonly", "sendrecv") or not room[media.kind]:
            sections.append(_Section(media, lines, payload_types))
            continue
        room[media.kind] -= 1
        kind_of_media: MediaKind = "audio" if media.kind == "audio" else "video"
        rows[kind_of_media].append(
            RowLayout(kind_of_media, FIRST_SSRC + n, {kind: codec.payload_type for kind, codec in chosen})
        )
        sender = _sender(FIRST_SSRC + n, "stage", f"{media.kind}{n}")
        sections.append(_Section(media, lines, payload_types, "sendonly", sender))
    if not rows["audio"] and not rows["video"]:
        raise SdpError("nothing asked for can be sent")
    return Answer(offer, tuple(sections)), (*rows["audio"], *rows["video"])


def _check_offer(offer: Description) -> None:
    if remote(offer).setup not in ("actpass", "active"):
        raise SdpError("the offer must let us be the DTLS server")


def _usable(offer: Description, media: Media) -> bool:
    bundled = media.mid in offer.bundle if offer.bundle else media is offer.media[0]
    return not media.rejected and bundled and media.protocol in _PROTOCOLS and media.kind in ("audio", "video")


def _choose(media: Media) -> list[tuple[Kind, Codec]]:
    """The codecs of the m-line we speak, one of each kind, preferred first."""
    found: dict[Kind, Codec] = {}
    for payload_type in media.payload_types:
        codec = media.codecs.get(payload_type)
        kind = _kind(codec) if codec is not None else None
        if codec is not None and kind is not None and (kind == "opus") == (media.kind == "audio"):
            if kind not in found or (kind == "h264" and _h264_rank(codec) < _h264_rank(found[kind])):
                found[kind] = codec
    order: tuple[Kind, ...] = ("opus", "vp8", "h264")
    return [(kind, found[kind]) for kind in order if kind in found]


def _kind(codec: Codec) -> Kind | None:
    if codec.name == "opus" and codec.clock_rate == 48_000:
        return "opus"
    if codec.name == "vp8" and codec.clock_rate == 90_000:
        return "vp8"
    if codec.name == "h264" and codec.clock_rate == 90_000 and "packetization-mode=1" in codec.parameters:
        return "h264"
    return None


def _h264_rank(codec: Codec) -> int:
    """Constrained baseline first: every browser decodes it."""
    parameters = codec.parameters.lower().replace(" ", "")
    return next((n for n, p in enumerate(("=42e0", "=42c0", "=4200")) if f"profile-level-id{p}" in parameters), 9)


def _received(kind: Kind, codec: Codec, *, numbered: bool) -> tuple[str, frozenset[str]]:
    """One way of congestion feedback, for video: transport-cc where packets are ``numbered`` for it, else REMB."""
    if kind == "opus":
        resends = [f for f in _AUDIO_FEEDBACK if f in codec.feedback]
        return _codec_lines(codec.payload_type, "opus/48000/2", _OPUS_IN, resends), frozenset(resends)
    congestion = "transport-cc" if numbered and "transport-cc" in codec.feedback else "goog-remb"
    feedback = [f for f in (*_VIDEO_FEEDBACK, congestion) if f in codec.feedback]
    encoding = "VP8/90000" if kind == "vp8" else "H264/90000"
    return _codec_lines(codec.payload_type, encoding, codec.parameters, feedback), frozenset(feedback)


def _sent(kind: Kind, codec: Codec) -> str:
    if kind == "opus":
        resends = [f for f in _AUDIO_FEEDBACK if f in codec.feedback]
        return _codec_lines(codec.payload_type, "opus/48000/2", _OPUS_OUT, resends)
    feedback = [f for f in _LISTENER_FEEDBACK if f in codec.feedback]
    return _codec_lines(codec.payload_type, "VP8/90000" if kind == "vp8" else "H264/90000", codec.parameters, feedback)


def _answered_section(section: _Section, credentials: Credentials, host: Host, candidates: str) -> str:
    media = section.media
    mid = f"a=mid:{media.mid}\r\n" if media.mid else ""
    if not section.codecs:
        formats = " ".join(map(str, media.payload_types)) or "webrtc-datachannel"
        return f"m={media.kind} 0 {media.protocol} {formats}\r\nc=IN IP4 0.0.0.0\r\n{mid}a=inactive\r\n"
    formats = " ".join(map(str, section.payload_types))
    return (
        f"m={media.kind} 9 {media.protocol} {formats}\r\nc=IN IP4 0.0.0.0\r\n{mid}a={section.direction}\r\na=rtcp-mux\r\n"
        f"{_transport(credentials.ufrag, credentials.password, host, 'passive')}"
        f"{section.extensions}{section.codecs}{section.sender}{candidates}"
    )
