"""Targets for everything that parses a packet: one case is one byte string; what must hold is asserted."""

from __future__ import annotations

import struct

from aioice import stun as oracle

from bus import pipe
from media.rtp import framing, h264, header, rtcp, transport_cc, vp8
from media.rtp.header import PacketError
from media.transport import dtls, stun
from media.transport.ice_lite import MAX_ADDRESSES, IceLite, is_stun
from media.transport.sdp_layouts import Credentials
from tests.fuzz.draw import Draw

KEY = b"0123456789abcdef0123456789abcdef"


class KnownIce(IceLite[str]):
    """Credentials that a seed can be signed with."""

    def _credentials(self, peer: str) -> Credentials:
        self._peers[b"abcd"] = peer
        return Credentials("abcd", KEY.decode())


def sign(data: bytes, key: bytes = KEY) -> bytes:
    """Make a STUN message authentic that ends where MESSAGE-INTEGRITY would begin."""
    data = data[:2] + (len(data) - 20 + 24).to_bytes(2, "big") + data[4:]
    return data + b"\x00\x08\x00\x14" + oracle.message_integrity(data, key)


def stun_binding(data: bytes) -> None:
    """The first byte says what is done to the rest: nothing, a right length, or a right signature as well."""
    draw = Draw(data)
    how, message = draw.number(1) % 3, draw.rest()
    if how and len(message) >= 20:
        message += bytes(-len(message) % 4)
        message = b"\x00\x01" + (len(message) - 20).to_bytes(2, "big") + stun.COOKIE + message[8:]
        message = sign(message) if how == 2 else message
    ice = KnownIce()
    ice.add("p")
    is_stun(message)
    before = ice.counters.total()
    answered = ice.receive(message, ("192.0.2.1", 5000), 1.0)
    assert ice.counters.total() == before + 1
    if answered is None:
        assert ice.find(("192.0.2.1", 5000)) is None
        return
    request = stun.parse_request(message)
    assert oracle.message_integrity(message[: request.integrity_at], KEY) == message[request.integrity_at + 4 :][:20]
    response = oracle.parse_message(answered.response)
    assert response.check_message_integrity(KEY) and response.transaction_id == request.transaction_id
    assert len(ice.paths("p").verified) <= MAX_ADDRESSES


def rtp(data: bytes) -> None:
    header.is_rtcp(data)
    transport_cc.sequence_number_of(data, data[0] & 15 if data else 1)
    try:
        parsed = header.parse_header(data)
    except PacketError:
        return
    assert header.HEADER_LENGTH <= parsed.payload_start <= parsed.payload_end <= len(data)
    payload = data[parsed.payload_start : parsed.payload_end]
    stripped = header.strip(data, parsed)
    again = header.parse_header(stripped)
    assert stripped[again.payload_start : again.payload_end] == payload
    assert again[:5] == parsed[:5] and not again.csrcs and not again.extension
    changed = bytearray(data)
    header.rewrite(changed, payload_type=parsed.payload_type, sequence_number=7, timestamp=8, ssrc=9)
    renamed = header.parse_header(bytes(changed))
    assert renamed[2:5] == (7, 8, 9) and renamed[5:] == parsed[5:] and renamed[:2] == parsed[:2]
    try:
        elements = parsed.extensions()
    except PacketError:
        return
    padding = len(data) - parsed.payload_end
    built = header.build_packet(
        payload,
        payload_type=parsed.payload_type,
        sequence_number=parsed.sequence_number,
        timestamp=parsed.timestamp,
        ssrc=parsed.ssrc,
        marker=parsed.marker,
        csrcs=parsed.csrcs,
        extensions=elements,
        padding=padding,
    )
    rebuilt = header.parse_header(built)
    assert rebuilt[:6] == parsed[:6] and rebuilt.extensions() == elements
    assert built[rebuilt.payload_start : rebuilt.payload_end] == payload


def rtp_extensions(data: bytes) -> None:
    draw = Draw(data)
    profile = draw.pick((header.ONE_BYTE_PROFILE, header.TWO_BYTE_PROFILE, header.TWO_BYTE_PROFILE | 7, 0, 0xFFFF))
    try:
        elements = header.parse_extensions(profile, draw.rest())
    except PacketError:
        return
    assert header.parse_extensions(*header.build_extensions(elements)) == elements


def rtcp_compound(data: bytes) -> None:
    try:
        packets = rtcp.parse(data)
    except PacketError:
        return
    assert len(packets) <= len(data) // 4
    for packet in packets:
        if isinstance(packet, rtcp.Nack):
            assert len(packet.sequence_numbers) <= 17 * (len(data) // 4)
        if isinstance(packet, rtcp.SourceDescription) and any(len(name.encode()) > 255 for _, name in packet.cnames):
            continue  # what was no UTF-8 has grown by the signs that stand for it
        assert rtcp.parse(packet.encode()) == [packet] or isinstance(packet, rtcp.Nack)
        if isinstance(packet, rtcp.Nack):
            (again,) = rtcp.parse(packet.encode())
            assert isinstance(again, rtcp.Nack) and set(again.sequence_numbers) == set(packet.sequence_numbers)


def transport_feedback(data: bytes) -> None:
    try:
        found = transport_cc.decode(data)
    except PacketError:
        return
    assert len(found.arrivals) <= 0xFFFF
    draw, log = Draw(data), transport_cc.ArrivalLog()
    arrival = 0.0
    while draw.left:
        arrival += draw.number(1) / 50
        log.packet(draw.number(2), arrival)
    told = log.feedback(1, 2)
    assert sum(sum(a is not None for a in message.arrivals) for message in told) <= len(data)
    for message in told:
        assert transport_cc.decode(message.encode()).arrivals[0] is not None


def stream_framing(data: bytes) -> None:
    """RFC 4571: however the stream is cut, the same packets come out, or the same error."""
    draw = Draw(data)
    step, stream = draw.number(1) + 1, draw.rest()
    whole, cut = framing.Deframer(), framing.Deframer()
    broken = False
    try:
        expected = whole.feed(stream)
    except PacketError:
        broken, expected = True, []
    found: list[bytes] = []
    try:
        for at in range(0, len(stream), step):
            found += cut.feed(stream[at : at + step])
            assert len(cut._rest) < framing.MAX_FRAME + 2
        assert not broken and found == expected
    except PacketError:
        assert broken
    assert framing.Deframer().feed(b"".join(framing.frame(packet) for packet in found)) == found


def vp8_payload(data: bytes) -> None:
    vp8_or_none(data)
    try:
        found = vp8.parse_descriptor(data)
    except PacketError:
        return
    assert 0 < found.size <= len(data)
    vp8.is_key_frame_start(data, found)
    vp8.frame_size(data)
    changed = bytearray(b"head" + data)
    vp8.patch(changed, 4, found, picture_id_offset=1, tl0picidx_offset=1)
    after = vp8.parse_descriptor(bytes(changed[4:]))
    assert after.size == found.size and after.picture_id_bits == found.picture_id_bits
    if found.picture_id_bits:
        assert after.picture_id == (found.picture_id + 1) % (1 << found.picture_id_bits)
    assert bytes(changed[4 + found.size :]) == data[found.size :]


def vp8_or_none(data: bytes) -> None:
    try:
        vp8.frame_size(data)
    except PacketError:
        return


def h264_payload(data: bytes) -> None:
    try:
        kinds = list(h264.nal_types(data))
        assert h264.is_key_frame_start(data) == any(kind in (h264.IDR, h264.SPS) for kind in kinds)
    except PacketError:
        return
    assert len(kinds) <= max(1, len(data) // 3)


ALERTS = dtls.CloseAlert(bytes(16), bytes(4))


def dtls_records(data: bytes) -> None:
    found = dtls.records(data)
    assert b"".join(found) == data[: sum(map(len, found))]
    dtls.is_handshake(data)
    assert not ALERTS.verify(data)


def pipe_frame(data: bytes) -> None:
    try:
        message = pipe.decode(data)
    except ValueError:
        return
    if isinstance(message, pipe.RtpMessage):
        assert pipe.encode_rtp(message.track.encode(), message.arrival, message.packet)[:2] == data[:2]
        if message.arrival == message.arrival:  # not NaN, whose bits need not survive
            assert pipe.encode_rtp(message.track.encode(), message.arrival, message.packet) == data
    elif isinstance(message, pipe.OpusMessage):
        assert pipe.encode_opus(message.bus.encode(), message.timestamp, message.payload) == data
    elif isinstance(message, pipe.SoundMessage):
        assert pipe.encode_sound(message.rendition.encode(), message.tick, message.samples) == data
    elif isinstance(message, pipe.WantMessage):
        assert pipe.encode_want(message.picture.encode()) == data
    else:
        assert pipe.encode_key_frame(message.track.encode()) == data


def client_hello() -> bytes:
    """Of a handshake record's shape; the body is noise."""
    body = b"\x01" + (60).to_bytes(3, "big") + bytes(8) + b"\xfe\xfd" + bytes(range(58))
    return struct.pack("!BHHIHH", 22, 0xFEFF, 0, 0, 0, len(body))[:11] + len(body).to_bytes(2, "big") + body
