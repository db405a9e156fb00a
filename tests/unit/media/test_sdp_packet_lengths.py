"""Buses of 40 ms packets need no negotiation."""

from __future__ import annotations

from media.sfu.layout import PROFILES
from media.transport.sdp import parse
from media.transport.sdp_layouts import Credentials, Host, answer_publisher, answer_whep, subscriber_offer

HOST = Host("sha-256 " + ":".join(["0A"] * 32), (("192.0.2.7", 8081),))
CREDENTIALS = Credentials("ufrag123", "p" * 32)


def _offer(direction: str) -> str:
    return (
        "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 109\r\n"
        f"a=rtpmap:109 opus/48000/2\r\na=maxptime:60\r\na=mid:0\r\na={direction}\r\na=setup:actpass\r\na=rtcp-mux\r\n"
        f"a=ice-ufrag:them\r\na=ice-pwd:{'x' * 24}\r\na=fingerprint:{HOST.fingerprint}\r\n"
    )


def test_no_description_limits_how_long_a_packet_may_be() -> None:
    """Opus allows up to 120 ms where nothing is said (RFC 7587 section 6.1)."""
    player, publisher = (
        answer_whep(parse(_offer("recvonly")), audio=1, video=0)[0],
        answer_publisher(parse(_offer("sendonly")))[0],
    )
    texts = [subscriber_offer(profile, CREDENTIALS, HOST, session=1, version=1) for profile in PROFILES]
    texts += [answer.text(CREDENTIALS, HOST, session=1, version=1) for answer in (player, publisher)]
    for text in texts:
        assert "opus/48000/2" in text and "a=ptime" not in text and "maxptime" not in text
