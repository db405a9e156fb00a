"""Reading the server's descriptions and writing our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headless import sdp

LOCAL = sdp.Local("ufrg", "password-password-password", "AA:BB", "cname")
OFFER = """v=0\r
o=- 1 1 IN IP4 0.0.0.0\r
s=-\r
t=0 0\r
a=ice-lite\r
a=group:BUNDLE main room\r
a=ice-ufrag:srv\r
a=ice-pwd:server-password-of-22-chars\r
a=fingerprint:sha-256 aa:bb:cc\r
a=setup:actpass\r
m=audio 9 UDP/TLS/RTP/SAVPF 111\r
c=IN IP4 0.0.0.0\r
a=candidate:1 1 udp 2130706431 127.0.0.1 5000 typ host\r
a=candidate:2 1 udp 2130706999 ::1 5000 typ host\r
a=candidate:3 1 tcp 2105458943 127.0.0.1 5000 typ host tcptype passive\r
a=candidate:4 2 udp 99 127.0.0.1 5001 typ host\r
a=candidate:5 1 udp 99 10.0.0.1 5001 typ srflx raddr 1.1.1.1 rport 9\r
a=mid:main\r
a=sendonly\r
a=rtpmap:111 opus/48000/2\r
a=fmtp:111 minptime=10;useinbandfec=1\r
a=ssrc:11 cname:x\r
a=ssrc:11 msid:stage main\r
m=video 9 UDP/TLS/RTP/SAVPF 96 102\r
a=mid:room\r
a=sendonly\r
a=rtpmap:96 VP8/90000\r
a=rtpmap:102 H264/90000\r
a=rtcp-fb:96 nack pli\r
a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r
a=ssrc:12 cname:x\r
"""


def test_an_offer_is_read_whole() -> None:
    remote = sdp.parse(OFFER)
    assert (remote.ufrag, remote.password, remote.setup) == ("srv", "server-password-of-22-chars", "actpass")
    assert remote.fingerprint == ("sha-256", "AA:BB:CC")
    assert [(c.host, c.protocol) for c in remote.candidates] == [("::1", "udp"), ("127.0.0.1", "udp"), ("127.0.0.1", "tcp")]
    assert [(s.kind, s.mid, s.ssrc, s.codecs) for s in remote.sections] == [
        ("audio", "main", 11, {"opus": 111}),
        ("video", "room", 12, {"vp8": 96, "h264": 102}),
    ]


def test_an_answer_repeats_formats_feedback_and_extensions() -> None:
    answer = sdp.answer(sdp.parse(OFFER), LOCAL)
    assert "a=group:BUNDLE main room\r\n" in answer
    assert answer.count("a=recvonly\r\n") == 2 and "a=sendonly" not in answer
    for line in ("rtpmap:102 H264/90000", "rtcp-fb:96 nack pli", "extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid"):
        assert f"a={line}\r\n" in answer
    assert answer.count("a=setup:active\r\n") == 2


def test_a_publisher_offers_its_streams_in_order() -> None:
    outgoing = [sdp.Outgoing("0", "audio", 5), sdp.Outgoing("1", "video", 6), sdp.Outgoing("2", "video", 7)]
    offered = sdp.parse(sdp.publisher_offer(LOCAL, outgoing))
    assert [(s.mid, s.kind, s.ssrc, s.direction) for s in offered.sections] == [
        ("0", "audio", 5, "sendonly"),
        ("1", "video", 6, "sendonly"),
        ("2", "video", 7, "sendonly"),
    ]
    assert offered.setup == "actpass"


@pytest.mark.parametrize("missing", ["a=ice-ufrag:srv\r\n", "a=fingerprint:sha-256 aa:bb:cc\r\n", "a=setup:actpass\r\n"])
def test_what_a_connection_needs_must_be_there(missing: str) -> None:
    with pytest.raises(sdp.SdpError):
        sdp.parse(OFFER.replace(missing, ""))


@given(st.text(max_size=200) | st.lists(st.sampled_from(OFFER.splitlines()), max_size=30).map("\r\n".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        sdp.parse(text)
    except sdp.SdpError:
        pass
