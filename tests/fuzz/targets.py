"""Every target of the fuzzers by its name: what one case does, and the seeds it begins from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from tests.fuzz import counting, node, packets, pictures, seeds, texts, twins


class Target(NamedTuple):
    run: Callable[[bytes], None]
    """Raises only when something is broken."""
    seeds: Sequence[bytes]
    longest: int = 1500
    slow: bool = False
    """One case takes milliseconds."""


TARGETS: Final[dict[str, Target]] = {
    "stun": Target(packets.stun_binding, seeds.STUN),
    "rtp": Target(packets.rtp, seeds.RTP),
    "extensions": Target(packets.rtp_extensions, seeds.EXTENSIONS),
    "rtcp": Target(packets.rtcp_compound, seeds.RTCP),
    "transport_cc": Target(packets.transport_feedback, seeds.FEEDBACK),
    "framing": Target(packets.stream_framing, seeds.FRAMED, 5000),
    "vp8": Target(packets.vp8_payload, seeds.VP8),
    "h264": Target(packets.h264_payload, seeds.H264),
    "dtls": Target(packets.dtls_records, seeds.DTLS, 2048),
    "pictures": Target(pictures.stream, pictures.SEEDS, 4000),
    "pipe": Target(packets.pipe_frame, seeds.PIPE),
    "sdp": Target(texts.description, seeds.DESCRIPTIONS, 8192),
    "headless_sdp": Target(texts.servers_description, seeds.DESCRIPTIONS, 8192),
    "signalling": Target(texts.signalling, seeds.SIGNALLING, 4096),
    "bus": Target(texts.bus_stream, seeds.BUS, 8192),
    "authenticated": Target(node.authenticated, seeds.SCRIPTS, 800, slow=True),
    "mixing": Target(node.mixing, seeds.SCRIPTS, 800, slow=True),
    "kernels": Target(twins.twins, seeds.SCRIPTS + seeds.STREAMS, 600, slow=True),
    "hostile_calls": Target(twins.hostile, seeds.SCRIPTS + seeds.STREAMS, 600, slow=True),
    "receivers": Target(counting.receivers, seeds.SCRIPTS, 600, slow=True),
}
