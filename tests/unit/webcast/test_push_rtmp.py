"""RTMP to a server that is played by the test, byte by byte."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.webcast.push_records import PushFailed
from media.webcast.push_rtmp import CHUNK, HANDSHAKE, Publisher, Value, decode, encode

STARTED: dict[str, object] = {"level": "status", "code": "NetStream.Publish.Start"}
REFUSED: dict[str, object] = {"level": "error", "code": "NetStream.Publish.BadName"}


def message(kind: int, body: bytes, chunk: int = 128) -> bytes:
    head = b"\x03" + bytes(3) + len(body).to_bytes(3, "big") + bytes((kind,)) + bytes(4)
    parts = [body[at : at + chunk] for at in range(0, len(body), chunk)]
    return head + b"\xc3".join(parts)


def said(*values: Value) -> bytes:
    return message(20, encode(*values))


def greeted() -> Publisher:
    publisher = Publisher("live", "rtmp://host/live", "key", bytes(HANDSHAKE))
    assert len(publisher.outgoing()) == 1 + HANDSHAKE
    publisher.receive(b"\x03" + bytes(range(256)) * 6 + bytes(HANDSHAKE))
    return publisher


def publishing() -> Publisher:
    publisher = greeted()
    publisher.receive(said("_result", 1.0, {}, {}) + said("_result", 4.0, None, 1.0) + said("onStatus", 0.0, None, STARTED))
    publisher.outgoing()
    return publisher


def test_the_greeting_is_answered_and_the_application_asked_for() -> None:
    out = greeted().outgoing()
    assert out[:HANDSHAKE] == bytes(range(256)) * 6
    assert decode(out[-len(encode("connect", 1.0, ABOUT)) :])[:2] == ["connect", 1.0]


ABOUT: dict[str, object] = {
    "app": "live",
    "type": "nonprivate",
    "flashVer": "FMLE/3.0 (compatible; Hemicycle)",
    "tcUrl": "rtmp://host/live",
}


def test_it_publishes_under_its_key_once_the_server_has_made_a_stream() -> None:
    publisher = greeted()
    publisher.outgoing()
    publisher.receive(said("_result", 1.0, {}, {}))
    assert encode("createStream", 4.0, None) in publisher.outgoing()
    publisher.receive(said("_error", 2.0, None, {}) + said("_result", 4.0, None, 7.0))
    out = publisher.outgoing()
    assert encode("publish", 5.0, None, "key", "live") in out and struct.pack("<I", 7) in out
    assert not publisher.ready
    publisher.receive(said("onStatus", 0.0, None, STARTED))
    assert publisher.ready


@pytest.mark.parametrize(
    "refusal",
    [
        said("_error", 1.0, None, {}),
        said("onStatus", 0.0, None, REFUSED),
        said("_result", 4.0, None, None),
        message(20, b"\xff"),
    ],
)
def test_a_refusal_is_one(refusal: bytes) -> None:
    with pytest.raises(PushFailed, match="rejected"):
        greeted().receive(refusal)


def test_being_put_out_later_is_the_end_of_the_connection() -> None:
    with pytest.raises(PushFailed, match="closed"):
        publishing().receive(said("onStatus", 0.0, None, REFUSED))


def test_whatever_the_pieces_it_comes_in_it_is_the_same() -> None:
    long = said("onBWDone", 0.0, "x" * 700)
    publisher = greeted()
    for byte in long + said("_result", 1.0, {}, {}) + said("_result", 4.0, None, 1.0) + said("onStatus", 0.0, None, STARTED):
        publisher.receive(bytes((byte,)))
    assert publisher.ready


def test_pings_are_answered_and_what_came_is_acknowledged() -> None:
    publisher = publishing()
    publisher.receive(message(5, struct.pack(">I", 1000)) + message(4, b"\x00\x06abcd"))
    assert b"\x00\x07abcd" in publisher.outgoing()
    publisher.receive(said("onBWDone", 0.0, "x" * 600))
    assert publisher.outgoing()[7] == 3


def test_a_frame_is_cut_into_chunks_under_its_time() -> None:
    publisher = publishing()
    publisher.media(9, 1000, bytes(CHUNK + 10))
    out = publisher.outgoing()
    assert out[:12] == b"\x06" + (1000).to_bytes(3, "big") + (CHUNK + 10).to_bytes(3, "big") + b"\x09" + struct.pack("<I", 1)
    assert out[12 + CHUNK] == 0xC6 and len(out) == 12 + CHUNK + 1 + 10


def test_after_four_hours_and_a_half_the_time_is_in_its_longer_form() -> None:
    publisher = publishing()
    publisher.media(9, 0x1000000, bytes(CHUNK + 1))
    out = publisher.outgoing()
    assert out[1:4] == b"\xff\xff\xff" and out[12:16] == b"\x01\x00\x00\x00"
    assert out[16 + CHUNK : 16 + CHUNK + 5] == b"\xc6\x01\x00\x00\x00"


def test_what_the_stream_is_goes_to_everybody_who_will_watch() -> None:
    publisher = publishing()
    publisher.media(18, 0, encode("onMetaData", {}))
    assert publisher.outgoing().endswith(encode("@setDataFrame", "onMetaData", {}))


@given(st.binary(max_size=400))
def test_no_bytes_of_a_server_do_harm(data: bytes) -> None:
    publisher = greeted()
    try:
        publisher.receive(data)
    except PushFailed as failure:
        assert failure.reason in ("rejected", "closed")


@given(st.binary(max_size=200))
def test_no_command_of_a_server_does_harm(body: bytes) -> None:
    publisher = publishing()
    try:
        publisher.receive(message(20, body))
    except PushFailed as failure:
        assert failure.reason in ("rejected", "closed")
