import pytest
from aiortc import rtp as aiortc_rtp
from hypothesis import given
from hypothesis import strategies as st

from media.rtp import rtcp
from media.rtp.rtcp import (
    Bye,
    Fir,
    Nack,
    Packet,
    Pli,
    ReceiverReport,
    ReferenceDelays,
    ReferenceTime,
    Remb,
    ReportBlock,
    SenderReport,
    SourceDescription,
)

ssrcs = st.integers(0, 0xFFFFFFFF)
blocks = st.builds(
    ReportBlock,
    ssrcs,
    st.integers(0, 255),
    st.integers(-0x800000, 0x7FFFFF),
    st.integers(0, 0xFFFFFFFF),
    st.integers(0, 0xFFFFFFFF),
    st.integers(0, 0xFFFFFFFF),
    st.integers(0, 0xFFFFFFFF),
)
block_lists = st.lists(blocks, max_size=3).map(tuple)
names = st.text(max_size=40).filter(lambda name: len(name.encode()) <= 255)
ascending = st.sets(st.integers(0, 65535), min_size=1, max_size=20).map(lambda found: tuple(sorted(found)))
packets = st.one_of(
    st.builds(SenderReport, ssrcs, st.integers(0, 2**64 - 1), ssrcs, ssrcs, ssrcs, block_lists),
    st.builds(ReceiverReport, ssrcs, block_lists),
    st.builds(SourceDescription, st.lists(st.tuples(ssrcs, names), max_size=3).map(tuple)),
    st.builds(Bye, st.lists(ssrcs, max_size=3).map(tuple)),
    st.builds(Nack, ssrcs, ssrcs, ascending),
    st.builds(Pli, ssrcs, ssrcs),
    st.builds(Fir, ssrcs, st.lists(st.tuples(ssrcs, st.integers(0, 255)), max_size=3).map(tuple)),
    st.builds(ReferenceDelays, ssrcs, st.lists(st.tuples(ssrcs, ssrcs, ssrcs), min_size=1, max_size=3).map(tuple)),
    st.builds(
        Remb, ssrcs, st.integers(0, 0x3FFFF).map(lambda mantissa: mantissa << 7), st.lists(ssrcs, max_size=3).map(tuple)
    ),
)


@given(st.lists(packets, min_size=1, max_size=4))
def test_a_compound_is_read_back_as_it_was_built(compound: list[Packet]) -> None:
    assert rtcp.parse(rtcp.build(compound)) == compound


@given(st.binary(max_size=120))
def test_any_bytes_parse_or_raise_rtcp_error(data: bytes) -> None:
    try:
        rtcp.parse(data)
    except rtcp.RtcpError:
        pass


@given(packets, st.data())
def test_a_compound_with_one_byte_changed_parses_or_raises_rtcp_error(packet: Packet, data: st.DataObject) -> None:
    compound = bytearray(packet.encode())
    compound[data.draw(st.integers(0, len(compound) - 1))] = data.draw(st.integers(0, 255))
    try:
        rtcp.parse(bytes(compound))
    except rtcp.RtcpError:
        pass


def test_another_implementation_reads_our_reports_the_same_way() -> None:
    block = ReportBlock(1, 64, -3, 70000, 5, 6, 7)
    compound = rtcp.build([SenderReport(9, 0x0102030405060708, 10, 11, 12, (block,)), SourceDescription(((9, "stage"),))])
    report, description = aiortc_rtp.RtcpPacket.parse(compound)
    assert isinstance(report, aiortc_rtp.RtcpSrPacket)
    assert report.sender_info.ntp_timestamp == 0x0102030405060708
    assert (report.sender_info.packet_count, report.sender_info.octet_count) == (11, 12)
    assert (report.reports[0].packets_lost, report.reports[0].highest_sequence) == (-3, 70000)
    assert isinstance(description, aiortc_rtp.RtcpSdesPacket)
    assert [(item.ssrc, item.items) for item in description.chunks] == [(9, [(1, b"stage")])]


def test_another_implementation_reads_our_nack_the_same_way() -> None:
    numbers = (65530, 65531, 65535, 0, 3, 500)
    (nack,) = aiortc_rtp.RtcpPacket.parse(Nack(1, 2, numbers).encode())
    assert isinstance(nack, aiortc_rtp.RtcpRtpfbPacket)
    assert tuple(number & 0xFFFF for number in nack.lost) == numbers  # it does not wrap its numbers


def test_nacks_of_neighbours_share_an_entry() -> None:
    assert len(Nack(1, 2, tuple(range(100, 117))).encode()) == 16
    assert len(Nack(1, 2, tuple(range(100, 118))).encode()) == 20


def test_packets_it_does_not_know_are_left_out() -> None:
    extended_report = bytes.fromhex("80cf000100000001")
    transport_cc = bytes.fromhex("8fcd0004000000010000000200030001000000002000fe00")[:20]
    assert rtcp.parse(extended_report + transport_cc + Pli(1, 2).encode()) == [Pli(1, 2)]


@pytest.mark.parametrize(
    "compound",
    [
        "",
        "80c9",
        "80c90001",
        "00c9000100000001",
        "81c9000100000001",
        "80c8000100000001",
        "81ca0001000000ff",
        "81ca000200000001010a6161",
        "82cb000100000001",
        "81cd000100000001",
        "a0c90001000000ff",
        "a0c9000100000001" + "80c9000100000001",
        "8fce00030000000100000000524d42",
    ],
)
def test_malformed_compounds_raise_rtcp_error(compound: str) -> None:
    with pytest.raises(rtcp.RtcpError):
        rtcp.parse(bytes.fromhex(compound))


def test_cumulative_loss_is_clamped_to_24_bits() -> None:
    (report,) = rtcp.parse(ReceiverReport(1, (ReportBlock(2, packets_lost=10**8),)).encode())
    assert isinstance(report, ReceiverReport)
    assert report.reports[0].packets_lost == 0x7FFFFF


def test_a_reference_time_is_laid_out_as_rfc_3611_says() -> None:
    expected = "80cf0004 00000007 04000002 0102030405060708"
    assert ReferenceTime(7, 0x0102030405060708).encode() == bytes.fromhex(expected)


def test_delays_are_found_among_other_extended_blocks() -> None:
    other = "2a000001 aabbccdd"
    delays = "05000003 00000001 00000002 00000003"
    compound = bytes.fromhex(f"80cf0007 00000009 {other} {delays}")
    assert rtcp.parse(compound) == [ReferenceDelays(9, ((1, 2, 3),))]
    assert rtcp.parse(bytes.fromhex(f"80cf0003 00000009 {other}")) == []
