"""Targets for descriptions and JSON: one case is one byte string, read as UTF-8 or as Latin-1."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec

from bus import local
from headless import sdp as headless_sdp
from media.sfu.layout import PROFILES
from media.transport import sdp, sdp_layouts
from media.transport.sdp_layouts import Credentials, Host
from server.signaling import codec

HOST = Host("sha-256 " + ":".join(["AB"] * 32), (("127.0.0.1", 5000),), tcp=True)
LIMIT = 16_384


def text_of(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def description(data: bytes) -> None:
    """A hostile description, wherever it may be handed in; what is answered is a description itself."""
    text = text_of(data)
    try:
        parsed = sdp.parse(text)
    except sdp.SdpError:
        return
    assert len(parsed.media) <= sdp.MAX_MEDIA
    for media in parsed.media:
        assert len(media.ssrcs) <= sdp.MAX_PER_MEDIA and len(media.fingerprints) <= sdp.MAX_PER_MEDIA
        assert len(media.extensions) <= 2 * sdp.MAX_PER_MEDIA and len(media.codecs) <= 128
    _check_answers(parsed)


def _check_answers(parsed: sdp.Description) -> None:
    credentials = Credentials("ufrag123", "p" * 32)
    answers: tuple[Callable[[], sdp_layouts.Answer], ...] = (
        lambda: sdp_layouts.answer_publisher(parsed)[0],
        lambda: sdp_layouts.answer_whep(parsed, audio=1, video=2)[0],
        lambda: sdp_layouts.answer_probe(parsed)[0],
    )
    for answer in answers:
        try:
            text = answer().text(credentials, HOST, session=1, version=1)
        except sdp.SdpError:
            continue
        again = sdp.parse(text)
        assert len(again.media) == len(parsed.media)
        assert [media.mid for media in again.media] == [media.mid for media in parsed.media]
        assert "\r\n\r\n" not in text and not set("\r\n\0") & set(text.replace("\r\n", ""))
    for profile in PROFILES:
        try:
            rows = sdp_layouts.subscriber_rows(profile, parsed)
        except sdp.SdpError:
            continue
        assert len(rows) == len(PROFILES[profile])


def servers_description(data: bytes) -> None:
    """The same, as a headless participant reads it."""
    try:
        headless_sdp.parse(text_of(data))
    except headless_sdp.SdpError:
        return


def signalling(data: bytes) -> None:
    for frame in (data, text_of(data)):
        try:
            message = codec.decode(frame, LIMIT)
        except codec.FrameRefused as refused:
            assert refused.error.code in ("frameTooLarge", "frameMalformed", "messageUnknown", "messageInvalid")
            continue
        assert codec.decode(msgspec.json.encode(message), 1 << 20) == message


class _Wire(asyncio.Transport):
    """A connection that notes whether it was given up."""

    def __init__(self) -> None:
        super().__init__()
        self.aborted = False

    def abort(self) -> None:
        self.aborted = True


def bus_stream(data: bytes) -> None:
    """Bytes on the bus: every frame is a message, or the connection is given up; no other error escapes."""
    decoders: tuple[msgspec.json.Decoder[Any], ...] = (local._to_server, local._to_node)
    for decoder in decoders:
        seen: list[object] = []
        frames: list[bytes] = []

        def take(
            frame: bytes,
            decoder: msgspec.json.Decoder[Any] = decoder,
            seen: list[object] = seen,
            frames: list[bytes] = frames,
        ) -> None:
            frames.append(frame)
            seen.append(decoder.decode(frame))

        framed = local._Framed(lambda: None, take, lambda: None)
        wire = _Wire()
        framed.connection_made(wire)
        for at in range(0, len(data), 7):
            framed.data_received(data[at : at + 7])
            if wire.aborted:
                break
        assert wire.aborted or len(seen) == len(frames), "a frame that is no message ends the connection"
        for message in seen:
            assert decoder.decode(msgspec.json.encode(message)) == message
