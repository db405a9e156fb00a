import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.rtp import header

PLAIN = bytes.fromhex("80ef1234deadbeefcafebabe") + b"payload"


def test_fixed_fields_are_read() -> None:
    found = header.parse_header(PLAIN)
    assert (found.payload_type, found.marker, found.sequence_number) == (111, True, 0x1234)
    assert (found.timestamp, found.ssrc, found.csrcs) == (0xDEADBEEF, 0xCAFEBABE, ())
    assert PLAIN[found.payload_start : found.payload_end] == b"payload"


def test_csrcs_extension_and_padding_are_left_out_of_the_payload() -> None:
    packet = header.build_packet(
        b"sound", payload_type=96, sequence_number=7, timestamp=8, ssrc=9, csrcs=(1, 2), extensions={1: b"mic"}, padding=5
    )
    found = header.parse_header(packet)
    assert found.csrcs == (1, 2)
    assert found.extensions() == {1: b"mic"}
    assert packet[found.payload_start : found.payload_end] == b"sound"
    stripped = header.strip(packet, found)
    assert header.parse_header(stripped)._replace(payload_start=0, payload_end=0) == found._replace(
        csrcs=(), extension_profile=0, extension=b"", payload_start=0, payload_end=0
    )
    assert stripped[12:] == b"sound"


def test_one_byte_extension_as_in_rfc_8285() -> None:
    # RFC 8285 §4.2.: elements of 1, 2 (with two bytes of padding between) and 4 bytes.
    data = bytes.fromhex("10aa" + "21bbbb" + "0000" + "33cccccccc")
    assert header.parse_extensions(0xBEDE, data) == {1: b"\xaa", 2: b"\xbb\xbb", 3: b"\xcc" * 4}


def test_two_byte_extension_as_in_rfc_8285() -> None:
    data = bytes.fromhex("0100" + "0201bb" + "00" + "0304cccccccc")
    for profile in (0x1000, 0x100F):
        assert header.parse_extensions(profile, data) == {1: b"", 2: b"\xbb", 3: b"\xcc" * 4}


def test_identifier_15_ends_the_one_byte_form() -> None:
    assert header.parse_extensions(0xBEDE, bytes.fromhex("10aaf0bb20cc")) == {1: b"\xaa"}


def test_unknown_extension_profile_has_no_elements() -> None:
    assert header.parse_extensions(0x4321, b"\x10\xaa\x00\x00") == {}


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        PLAIN[:11],
        b"\x40" + PLAIN[1:],
        b"\x8f" + PLAIN[1:],
        b"\x90" + PLAIN[1:12],
        b"\x90" + PLAIN[1:12] + b"\xbe\xde\x00\x09",
        b"\xa0" + PLAIN[1:-1] + b"\x00",
        b"\xa0" + PLAIN[1:-1] + b"\xff",
    ],
)
def test_malformed_packets_raise_rtp_error(packet: bytes) -> None:
    with pytest.raises(header.RtpError):
        header.parse_header(packet)


@pytest.mark.parametrize(("profile", "data"), [(0xBEDE, b"\x13\xaa"), (0x1000, b"\x01"), (0x1000, b"\x01\x04\xaa")])
def test_truncated_extension_elements_raise_rtp_error(profile: int, data: bytes) -> None:
    with pytest.raises(header.RtpError):
        header.parse_extensions(profile, data)


def test_rewriting_in_place_keeps_marker_and_payload() -> None:
    packet = bytearray(PLAIN)
    header.rewrite(packet, payload_type=96, sequence_number=1, timestamp=2, ssrc=3)
    found = header.parse_header(bytes(packet))
    assert (found.payload_type, found.marker, found.sequence_number, found.timestamp, found.ssrc) == (96, True, 1, 2, 3)
    assert packet.endswith(b"payload")


@given(st.binary(max_size=200))
def test_any_bytes_parse_or_raise_rtp_error(packet: bytes) -> None:
    try:
        found = header.parse_header(packet)
        found.extensions()
    except header.RtpError:
        return
    assert 12 <= found.payload_start <= found.payload_end <= len(packet)


@given(st.integers(0, 0xFFFF), st.binary(max_size=60))
def test_any_extension_parses_or_raises_rtp_error(profile: int, data: bytes) -> None:
    try:
        header.parse_extensions(profile, data)
    except header.RtpError:
        pass


@given(
    st.binary(max_size=50),
    st.dictionaries(st.integers(1, 255), st.binary(max_size=255), max_size=4),
    st.lists(st.integers(0, 0xFFFFFFFF), max_size=15),
    st.integers(0, 255),
    st.booleans(),
)
def test_what_is_built_is_read_back(
    payload: bytes, extensions: dict[int, bytes], csrcs: list[int], padding: int, marker: bool
) -> None:
    packet = header.build_packet(
        payload,
        payload_type=100,
        sequence_number=65535,
        timestamp=0xFFFFFFFF,
        ssrc=1,
        marker=marker,
        csrcs=csrcs,
        extensions=extensions,
        padding=padding,
    )
    found = header.parse_header(packet)
    assert packet[found.payload_start : found.payload_end] == payload
    assert (found.marker, list(found.csrcs), found.extensions()) == (marker, csrcs, extensions)


def test_rtcp_is_told_from_rtp_by_its_second_byte() -> None:
    assert header.is_rtcp(bytes((0x80, 200)))
    assert not header.is_rtcp(PLAIN)
    assert not header.is_rtcp(b"\x80")
