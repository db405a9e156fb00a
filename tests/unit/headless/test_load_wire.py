"""The load generator's own bytes against the libraries that others speak with."""

from __future__ import annotations

import os

import pytest
from aioice import stun
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from headless import load_wire as wire
from headless import sdp
from media.sfu.layout import PROFILES
from media.transport.ice_lite import IceLite
from media.transport.sdp import parse, remote
from media.transport.sdp_layouts import Credentials, Host, answer_whep, subscriber_offer, subscriber_rows

HOST = Host("sha-256 " + ":".join(["AB"] * 32), (("127.0.0.1", 4000),))
FINGERPRINT = ":".join(["CD"] * 32)


def _read(data: bytes) -> Frame:
    reader = StreamReader()
    reader.feed_data(data)
    reading = Frame.parse(reader.read_exact, mask=True)
    try:
        next(reading)
    except StopIteration as done:
        found: Frame = done.value
        return found
    raise AssertionError("the frame is not whole")


@given(st.binary(max_size=70_000), st.binary(min_size=4, max_size=4))
def test_client_frames_are_read_by_another_implementation(payload: bytes, mask: bytes) -> None:
    frame = _read(wire.frame(payload, mask))
    assert (frame.opcode, frame.data, frame.fin) == (Opcode.TEXT, payload, True)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from([0, 1, 125, 126, 127, 300, 65_535, 65_536]), max_size=4), st.integers(500, 5000))
def test_server_frames_are_taken_whole_however_they_are_cut(sizes: list[int], piece: int) -> None:
    payloads = [bytes([number]) * size for number, size in enumerate(sizes)]
    stream = b"".join(Frame(Opcode.TEXT, payload).serialize(mask=False) for payload in payloads)
    buffer, found = bytearray(), []
    for at in range(0, len(stream), piece):
        buffer += stream[at : at + piece]
        found += [payload for _, payload in wire.frames(buffer)]
    assert found == payloads
    assert not buffer


@given(st.binary(max_size=200))
def test_any_bytes_make_frames_or_a_wire_error(data: bytes) -> None:
    try:
        list(wire.frames(bytearray(data)))
    except wire.WireError:
        pass


def test_pings_and_closes_are_told_by_their_opcode() -> None:
    buffer = bytearray(
        Frame(Opcode.PING, b"x").serialize(mask=False) + Frame(Opcode.CLOSE, b"\x03\xe8").serialize(mask=False)
    )
    assert list(wire.frames(buffer)) == [(wire.PING, b"x"), (wire.CLOSE, b"\x03\xe8")]


@pytest.mark.parametrize("head", [b"\x01\x00", b"\x81\x80", b"\xc1\x00"])
def test_fragments_masks_and_extensions_are_refused(head: bytes) -> None:
    with pytest.raises(wire.WireError):
        list(wire.frames(bytearray(head)))


def test_a_response_is_read_once_whole_with_what_follows_left() -> None:
    data = b"HTTP/1.1 201 Created\r\nContent-Length: 4\r\nLocation: /whep/sessions/1\r\n\r\nbodyrest"
    assert all(wire.response(data[:size]) is None for size in range(len(data) - 4))
    assert wire.response(data) == wire.Response(201, b"body", b"rest", "/whep/sessions/1")


def test_an_upgrade_has_no_body_and_frames_follow_it() -> None:
    answer = wire.response(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x00")
    assert answer is not None and (answer.status, answer.body, answer.rest) == (101, b"", b"\x81\x00")


@given(st.binary(max_size=200))
def test_any_bytes_make_a_response_none_or_a_wire_error(data: bytes) -> None:
    try:
        wire.response(data + b"\r\n\r\n")
    except wire.WireError:
        pass


def test_requests_carry_their_length() -> None:
    made = wire.request("POST", "/x", "127.0.0.1:8080", b"{}", "application/json")
    assert made.startswith(b"POST /x HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n")
    assert b"\r\nContent-Length: 2\r\n" in made and made.endswith(b"\r\n\r\n{}")


def test_the_servers_ice_answers_the_checks_and_its_answers_are_believed() -> None:
    ice: IceLite[str] = IceLite()
    credentials = ice.add("peer")
    checks = wire.Checks(f"{credentials.ufrag}:abcd", credentials.password, os.urandom(8))
    answered = ice.receive(checks.request(b"0123456789ab"), ("127.0.0.1", 5000), 0.0)
    assert answered is not None and answered.peer == "peer"
    assert ice.paths("peer").nominated
    assert checks.answered(answered.response)


def test_checks_carry_a_fingerprint_and_their_attributes() -> None:
    message = stun.parse_message(wire.Checks("remote:local", "password", bytes(8)).request(bytes(12)))
    assert message.attributes["USERNAME"] == "remote:local"
    assert "USE-CANDIDATE" in message.attributes and "ICE-CONTROLLING" in message.attributes
    assert message.check_message_integrity(b"password")
    assert "FINGERPRINT" in message.attributes


@pytest.mark.parametrize("fault", ["other key", "other transaction", "cut", "error"])
def test_answers_that_do_not_add_up_are_not_believed(fault: str) -> None:
    checks = wire.Checks("remote:local", "password", bytes(8))
    checks.request(b"0123456789ab")
    message_class = stun.Class.ERROR if fault == "error" else stun.Class.RESPONSE
    transaction = b"another one!" if fault == "other transaction" else b"0123456789ab"
    message = stun.Message(stun.Method.BINDING, message_class, transaction_id=transaction)
    message.attributes["XOR-MAPPED-ADDRESS"] = ("127.0.0.1", 5000)
    message.add_message_integrity(b"wrong" if fault == "other key" else b"password")
    answer = bytes(message)
    assert not checks.answered(answer[:-10] if fault == "cut" else answer)


@given(st.binary(max_size=100))
def test_any_bytes_are_no_answer(data: bytes) -> None:
    checks = wire.Checks("remote:local", "password", bytes(8))
    checks.request(b"0123456789ab")
    assert not checks.answered(b"\x01\x01\x00\x00\x21\x12\xa4\x42" + b"0123456789ab" + data)


@pytest.mark.parametrize("profile", ["audio", "plenary"])
def test_the_server_takes_the_answers_made_from_the_template(profile: str) -> None:
    descriptions = wire.Descriptions(FINGERPRINT)
    for number in range(3):
        offer = subscriber_offer(profile, Credentials(f"u{number}", f"password{number}"), HOST, session=number, version=1)
        found = descriptions.read(offer)
        assert found == wire.Remote(
            f"u{number}", f"password{number}", ("sha-256", HOST.fingerprint[8:]), ("127.0.0.1", 4000)
        )
        answer = parse(descriptions.answer(f"mine{number}", "x" * 24))
        assert remote(answer).fingerprints == (("sha-256", FINGERPRINT),)
        rows = subscriber_rows(profile, answer)
        assert len(rows) == len(PROFILES[profile]) and all(row.payload_types for row in rows)


def test_a_server_with_another_certificate_is_read_anew() -> None:
    descriptions = wire.Descriptions(FINGERPRINT)
    for mark in ("AB", "EF"):
        host = Host("sha-256 " + ":".join([mark] * 32), (("127.0.0.1", 4000),))
        text = subscriber_offer("audio", Credentials("u", "p"), host, session=1, version=1)
        assert descriptions.read(text).fingerprint == ("sha-256", ":".join([mark] * 32))


def test_a_description_without_candidates_is_refused() -> None:
    offer = subscriber_offer("audio", Credentials("u", "p"), Host(HOST.fingerprint, ()), session=1, version=1)
    with pytest.raises(sdp.SdpError):
        wire.Descriptions(FINGERPRINT).read(offer)


def test_the_server_answers_the_whep_offer_with_one_audio_row() -> None:
    answer, rows = answer_whep(parse(wire.whep_offer("ufrag", "x" * 24, FINGERPRINT)), audio=1, video=1)
    assert [row.media for row in rows] == ["audio"]
    text = answer.text(Credentials("u", "p"), HOST, session=1, version=1)
    assert wire.Descriptions(FINGERPRINT).read(text).candidate == ("127.0.0.1", 4000)


def test_the_type_of_a_message_is_its_first_key() -> None:
    assert wire.kind(b'{"type":"snapshot","meeting":"m"}') == b"snapshot"
    with pytest.raises(wire.WireError):
        wire.kind(b'{"id":1}')
