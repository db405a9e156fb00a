import pytest
from aiortc.codecs.vpx import VpxPayloadDescriptor
from hypothesis import given
from hypothesis import strategies as st

from media.rtp import h264, vp8
from media.rtp.header import PacketError

KEY_FRAME = bytes.fromhex("d0ad09 9d012a 4001f000".replace(" ", ""))


def test_descriptor_with_everything_tells_where_each_field_is() -> None:
    found = vp8.parse_descriptor(bytes.fromhex("90f0923405a0") + KEY_FRAME)
    assert (found.picture_id, found.picture_id_bits, found.picture_id_at) == (0x1234, 15, 2)
    assert (found.tl0picidx, found.tl0picidx_at, found.temporal_layer, found.size) == (5, 4, 2, 6)


def test_short_picture_id() -> None:
    found = vp8.parse_descriptor(bytes.fromhex("908011") + KEY_FRAME)
    assert (found.picture_id, found.picture_id_bits, found.picture_id_at, found.size) == (0x11, 7, 2, 3)
    assert (found.tl0picidx, found.tl0picidx_at, found.temporal_layer) == (-1, -1, -1)


def test_descriptor_of_one_byte() -> None:
    found = vp8.parse_descriptor(b"\x10" + KEY_FRAME)
    assert (found.start_of_partition, found.partition, found.size, found.picture_id_at) == (True, 0, 1, -1)


@pytest.mark.parametrize("payload", ["", "90", "9080", "908080", "9040", "9020", "90f0923405"])
def test_truncated_descriptors_raise(payload: str) -> None:
    with pytest.raises(vp8.Vp8Error):
        vp8.parse_descriptor(bytes.fromhex(payload))


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b"\x10" + KEY_FRAME, True),
        (b"\x10\x31\x00\x00", False),
        (b"\x11" + KEY_FRAME, False),
        (b"\x00" + KEY_FRAME, False),
        (b"\x10", False),
        (bytes.fromhex("908011") + KEY_FRAME, True),
    ],
)
def test_key_frame_starts_in_partition_0_with_a_clear_p_bit(payload: bytes, expected: bool) -> None:
    assert vp8.is_key_frame_start(payload) is expected


def test_frame_size_is_read_from_the_key_frame() -> None:
    assert vp8.frame_size(b"\x10" + KEY_FRAME) == (320, 240)
    assert vp8.frame_size(b"\x10\x31" + KEY_FRAME[1:]) is None
    assert vp8.frame_size(b"\x10" + KEY_FRAME[:6]) is None


def test_patching_keeps_the_width_and_wraps() -> None:
    packet = bytearray(bytes(12) + bytes.fromhex("90e0fffffe00") + KEY_FRAME)
    before = vp8.parse_descriptor(bytes(packet[12:]))
    vp8.patch(packet, 12, before, picture_id_offset=1, tl0picidx_offset=3)
    after = vp8.parse_descriptor(bytes(packet[12:]))
    assert (after.picture_id, after.picture_id_bits, after.tl0picidx) == (0, 15, 1)
    assert packet[12 + after.size :] == KEY_FRAME
    short = bytearray(bytes.fromhex("90807f") + KEY_FRAME)
    vp8.patch(short, 0, vp8.parse_descriptor(bytes(short)), picture_id_offset=2, tl0picidx_offset=9)
    assert vp8.parse_descriptor(bytes(short)).picture_id == 1
    assert short[3:] == KEY_FRAME


@given(st.binary(max_size=16))
def test_another_implementation_reads_the_same_descriptor(payload: bytes) -> None:
    try:
        found = vp8.parse_descriptor(payload)
    except vp8.Vp8Error:
        with pytest.raises(ValueError):
            VpxPayloadDescriptor.parse(payload)
        return
    other, rest = VpxPayloadDescriptor.parse(payload)
    assert len(payload) - len(rest) == found.size
    assert (other.picture_id, other.tl0picidx) == (
        None if found.picture_id < 0 else found.picture_id,
        None if found.tl0picidx < 0 else found.tl0picidx,
    )


@given(st.binary(max_size=16), st.integers(0, 32767), st.integers(0, 255))
def test_patching_touches_nothing_but_the_two_fields(payload: bytes, picture_id: int, tl0picidx: int) -> None:
    try:
        found = vp8.parse_descriptor(payload)
    except vp8.Vp8Error:
        return
    patched = bytearray(payload)
    vp8.patch(patched, 0, found, picture_id_offset=picture_id, tl0picidx_offset=tl0picidx)
    after = vp8.parse_descriptor(bytes(patched))
    assert after == found._replace(picture_id=after.picture_id, tl0picidx=after.tl0picidx)
    assert patched[found.size :] == payload[found.size :]
    vp8.patch(patched, 0, after, picture_id_offset=-picture_id, tl0picidx_offset=-tl0picidx)
    assert patched == payload


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("6742", True),
        ("6588", True),
        ("4188", False),
        ("6842", False),
        ("78 0003 674200 0002 68ce", True),
        ("78 0002 4188 0002 0688", False),
        ("7c 85 88", True),
        ("7c 05 88", False),
        ("7c 45 88", False),
        ("7c 81 88", False),
    ],
)
def test_h264_key_frame_starts_with_sps_or_idr(payload: str, expected: bool) -> None:
    assert h264.is_key_frame_start(bytes.fromhex(payload)) is expected


@pytest.mark.parametrize("payload", ["", "7c", "78 00", "78 0000", "78 0005 6742", "78 0002 6742 00"])
def test_malformed_h264_raises(payload: str) -> None:
    with pytest.raises(h264.H264Error):
        list(h264.nal_types(bytes.fromhex(payload)))


@given(st.binary(max_size=64))
def test_any_video_payload_parses_or_raises_packet_error(payload: bytes) -> None:
    for check in (vp8.is_key_frame_start, vp8.frame_size, h264.is_key_frame_start):
        try:
            check(payload)
        except PacketError:
            pass
