"""What a peer's m-lines are, once SDP has been left behind: rows to send, tracks to receive.

The layout of a subscriber connection is fixed by its profile, so payload types and SSRCs are the same for everyone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from bus.messages import SLOTS
from media.fanout.kernel import Kind

TrackName = Literal["mic", "cam", "screen"]
MediaKind = Literal["audio", "video"]

OPUS_PAYLOAD_TYPE: Final = 111
VP8_PAYLOAD_TYPE: Final = 96
H264_PAYLOAD_TYPE: Final = 102
AUDIO_CLOCK_HZ: Final = 48_000
VIDEO_CLOCK_HZ: Final = 90_000
FIRST_SSRC: Final = 0x4843_0001
"""SSRC of m-line 0 of every subscriber connection; m-line n has this plus n."""
PROBE_SSRC: Final = 0x4843_4000
"""Of the padding of a connection test."""
CNAME: Final = "stage"
"""One for all rows: main sound and the speaker's picture are to be played in step."""


@dataclass(frozen=True, slots=True)
class MediaLine:
    """One m-line of a subscriber connection."""

    mid: str
    media: MediaKind
    ssrc: int

    @property
    def stream(self) -> str:
        """Id of the MediaStream: main sound and speaker picture share one, so that browsers keep lip sync."""
        return "stage" if self.mid in ("main", "speaker") else self.mid


@dataclass(frozen=True, slots=True)
class RowLayout:
    """One m-line as the client accepted it.  No payload types: the client wants nothing there, and no row is made."""

    media: MediaKind
    ssrc: int
    payload_types: Mapping[Kind, int]

    @property
    def clock_rate(self) -> int:
        return AUDIO_CLOCK_HZ if self.media == "audio" else VIDEO_CLOCK_HZ


@dataclass(frozen=True, slots=True)
class TrackLayout:
    """One m-line of a publisher, as answered."""

    name: TrackName
    kind: Kind
    payload_type: int
    mid: str
    ssrcs: tuple[int, ...]
    """Announced SSRCs, without those of repair streams; empty when the client announced none."""
    rids: tuple[str, ...] = ()
    """Of simulcast layers, as offered; empty: one stream without rid."""
    resend_payload_type: int | None = None
    """Of resends in a stream of their own (RFC 4588); None: resends come in the stream itself."""
    resends: Mapping[int, int] = field(default_factory=dict)
    """Announced SSRC of a stream of resends -> of the stream it repairs."""
    nack: bool = False
    pli: bool = False
    fir: bool = False
    remb: bool = False
    transport_cc: bool = False
    """Its packets carry transport-wide numbers, and feedback on them is what its rate follows instead of REMB."""

    @property
    def clock_rate(self) -> int:
        return AUDIO_CLOCK_HZ if self.kind == "opus" else VIDEO_CLOCK_HZ


@dataclass(frozen=True, slots=True)
class PublisherLayout:
    tracks: tuple[TrackLayout, ...]
    mid_extension: int = 0
    """Id of the mid header extension (RFC 9143); 0: not negotiated."""
    ignored_ssrcs: frozenset[int] = field(default_factory=frozenset)
    """SSRCs of repair streams the answer did not accept."""
    transport_cc_extension: int = 0
    """Id of the transport-wide sequence number; 0: not negotiated."""
    rid_extension: int = 0
    repaired_rid_extension: int = 0
    """Ids of the header extensions of RFC 8852; 0: not negotiated."""


@dataclass(frozen=True, slots=True)
class ProbeLayout:
    """A connection test, as answered."""

    payload_type: int | None
    """Of the padding it gets; None: it wants none."""
    transport_cc_extension: int = 0
    """Id of the transport-wide sequence number in what it sends; 0: not negotiated."""


def _lines(audio: tuple[str, ...], video: tuple[str, ...]) -> tuple[MediaLine, ...]:
    kinds: list[tuple[str, MediaKind]] = [*((mid, "audio") for mid in audio), *((mid, "video") for mid in video)]
    return tuple(MediaLine(mid, media, FIRST_SSRC + n) for n, (mid, media) in enumerate(kinds))


_AUDIO = ("main", "second")
PROFILES: Final[Mapping[str, tuple[MediaLine, ...]]] = {
    "plenary": _lines(_AUDIO, SLOTS),
    "workshop": _lines(_AUDIO, (*SLOTS, *(f"g{n}" for n in range(1, 13)))),
    "audio": _lines(_AUDIO, ()),
}
