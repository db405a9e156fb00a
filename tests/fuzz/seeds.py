"""A corpus in the shape of real traffic: what browsers, GStreamer and OBS send, written by hand or by our own encoders."""

from __future__ import annotations

import os
import struct

import msgspec
from aioice import stun as oracle

from bus import messages, pipe
from media.rtp import framing, header, rtcp
from media.rtp.transport_cc import TransportFeedback
from tests.fuzz import packets

_ICE = "a=ice-ufrag:Zk3q\r\na=ice-pwd:r8VbPQbRkfXhLKxFz0nYt7aC\r\n"
_PRINT = "a=fingerprint:sha-256 " + ":".join(f"{n:02X}" for n in range(7, 39)) + "\r\n"

CHROMIUM = (
    "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1 2\r\na=extmap-allow-mixed\r\n"
    "a=msid-semantic: WMS stream\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126\r\nc=IN IP4 0.0.0.0\r\n"
    f"a=rtcp:9 IN IP4 0.0.0.0\r\n{_ICE}a=ice-options:trickle\r\n{_PRINT}a=setup:actpass\r\na=mid:0\r\n"
    "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n"
    "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n"
    "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=sendonly\r\na=msid:stream mic\r\na=rtcp-mux\r\na=rtcp-rsize\r\n"
    "a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n"
    "a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\na=rtpmap:9 G722/8000\r\na=rtpmap:0 PCMU/8000\r\n"
    "a=ssrc:2231627014 cname:XvD0mJ9tR6\r\na=ssrc:2231627014 msid:stream mic\r\n"
    "m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\n"
    f"{_ICE}{_PRINT}a=setup:actpass\r\na=mid:1\r\n"
    "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n"
    "a=sendonly\r\na=rtcp-mux\r\na=rtcp-rsize\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 goog-remb\r\n"
    "a=rtcp-fb:96 transport-cc\r\na=rtcp-fb:96 ccm fir\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n"
    "a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\na=rtpmap:102 H264/90000\r\n"
    "a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n"
    "a=rid:q send\r\na=rid:h send\r\na=rid:f send\r\na=simulcast:send q;h;f\r\n"
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\n"
    f"{_ICE}{_PRINT}a=setup:actpass\r\na=mid:2\r\na=sctp-port:5000\r\na=max-message-size:262144\r\n"
)
FIREFOX = (
    "v=0\r\no=mozilla...THIS_IS_SDPARTA-99.0 1234567890123456789 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=sendrecv\r\n"
    f"{_PRINT}a=group:BUNDLE 0 1\r\na=ice-options:trickle\r\na=msid-semantic:WMS *\r\n"
    "m=audio 9 UDP/TLS/RTP/SAVPF 109 9 0 8 101\r\nc=IN IP4 0.0.0.0\r\na=recvonly\r\n"
    "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\na=extmap:3/recvonly urn:ietf:params:rtp-hdrext:sdes:mid\r\n"
    f"a=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1\r\n{_ICE}a=mid:0\r\na=rtcp-mux\r\n"
    "a=rtpmap:109 opus/48000/2\r\na=rtpmap:101 telephone-event/8000/1\r\na=setup:actpass\r\na=ssrc:88 cname:{5b1c}\r\n"
    "m=video 0 UDP/TLS/RTP/SAVPF 120 124 126 127\r\nc=IN IP4 0.0.0.0\r\na=bundle-only\r\na=recvonly\r\n"
    f"{_ICE}a=mid:1\r\na=rtcp-fb:120 nack\r\na=rtcp-fb:120 nack pli\r\na=rtcp-fb:120 ccm fir\r\na=rtcp-fb:120 goog-remb\r\n"
    "a=rtcp-mux\r\na=rtcp-rsize\r\na=rtpmap:120 VP8/90000\r\na=rtpmap:124 rtx/90000\r\na=rtpmap:126 H264/90000\r\n"
    "a=fmtp:126 profile-level-id=42e01f;level-asymmetry-allowed=1;packetization-mode=1\r\na=setup:actpass\r\n"
    "a=ssrc:99 cname:{5b1c}\r\na=ssrc-group:FID 99 100\r\na=ssrc:100 cname:{5b1c}\r\n"
)
GSTREAMER = (
    "v=0\r\no=- 5531 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=ice-options:trickle\r\na=group:BUNDLE video0 audio1\r\n"
    "m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=setup:actpass\r\n"
    f"{_ICE}a=rtcp-mux\r\na=rtcp-rsize\r\na=sendonly\r\na=rtpmap:96 H264/90000\r\na=framerate:30\r\n"
    "a=fmtp:96 packetization-mode=1;profile-level-id=42c015;sprop-parameter-sets=Z0LAFdoPCf5zAeMhcg==,aM4yyA==\r\n"
    f"a=rtcp-fb:96 nack pli\r\na=ssrc:3141592653 msid:user0 track0\r\na=ssrc:3141592653 cname:user0\r\n"
    f"a=mid:video0\r\n{_PRINT}"
    "m=audio 0 UDP/TLS/RTP/SAVPF 97\r\nc=IN IP4 0.0.0.0\r\na=setup:actpass\r\n"
    f"{_ICE}a=bundle-only\r\na=rtcp-mux\r\na=sendonly\r\na=rtpmap:97 OPUS/48000/2\r\na=mid:audio1\r\n{_PRINT}"
)
OBS = (
    "v=0\r\no=rtc 2986213312 0 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\na=group:LS 0 1\r\n"
    "a=msid-semantic:WMS *\r\na=setup:actpass\r\na=ice-ufrag:tW4b\r\na=ice-pwd:Vd1GgT3i5QYNdLPTzLn2Uv\r\n"
    f"a=ice-options:ice2,trickle\r\n{_PRINT}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=sendonly\r\n"
    "a=ssrc:1 cname:obs\r\na=msid:obs audio\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\n"
    "a=fmtp:111 minptime=10;maxaveragebitrate=96000;stereo=1;sprop-stereo=1;useinbandfec=1\r\n"
    "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=sendonly\r\na=ssrc:2 cname:obs\r\na=rtcp-mux\r\n"
    "a=rtpmap:96 H264/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\na=rtcp-fb:96 goog-remb\r\n"
    "a=fmtp:96 profile-level-id=42e01f;packetization-mode=1;level-asymmetry-allowed=1\r\n"
    "a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
)
ANSWER = (
    "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE main second\r\n"
    f"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\n{_ICE}{_PRINT}a=setup:active\r\na=mid:main\r\na=recvonly\r\n"
    "a=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\n"
    f"{_ICE}{_PRINT}a=setup:active\r\na=mid:second\r\na=recvonly\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\n"
)
DESCRIPTIONS = [text.encode() for text in (CHROMIUM, FIREFOX, GSTREAMER, OBS, ANSWER)]


def _check(**more: object) -> bytes:
    values = {"USERNAME": "abcd:Zk3q", "PRIORITY": 1853824767, "ICE-CONTROLLING": 77, **more}
    message = oracle.Message(oracle.Method.BINDING, oracle.Class.REQUEST, b"transaction!", values)
    return bytes(message)


CHECKS = [_check(), _check(**{"USE-CANDIDATE": None}), _check(**{"ICE-CONTROLLED": 1}), _check(SOFTWARE="x" * 31)]
STUN = [bytes((how,)) + check for how in (1, 2) for check in CHECKS]
STUN += [b"\0" + packets.sign(check) for check in CHECKS] + [b"\0\x00\x11\x00\x00\x21\x12\xa4\x42" + bytes(12)]

RTP = [
    header.build_packet(
        b"\xfc" + os.urandom(60),
        payload_type=111,
        sequence_number=65_535,
        timestamp=0xFFFF_FC40,
        ssrc=2231627014,
        marker=True,
        extensions={1: b"\x9f", 3: b"\x00\x07", 4: b"0"},
    ),
    header.build_packet(
        b"\x90\x80\x81\x2a\x10\x02\x00\x9d\x01\x2a\x80\x02\xe0\x01rest of a key frame",
        payload_type=96,
        sequence_number=1,
        timestamp=90_000,
        ssrc=99,
        extensions={4: b"1", 10: b"h", 20: b"a value longer than the one-byte form has room for"},
    ),
    header.build_packet(b"", payload_type=96, sequence_number=2, timestamp=90_000, ssrc=99, padding=224),
    header.build_packet(b"mixed", payload_type=0, sequence_number=3, timestamp=1, ssrc=4, csrcs=(5, 6, 7), padding=4),
]
EXTENSIONS = [b"\0\x10\x9f\x31\x00\x07\x40\x30", b"\x01\x01\x01\x9f\x03\x02\x00\x07\x14\x00", b"\0\x10\x9f\xf0\x41"]

_BLOCK = rtcp.ReportBlock(99, 12, -3, 70_000, 88, 0x1234_5678, 65_536)
RTCP = [
    rtcp.build(
        [rtcp.SenderReport(7, 0xEC00_0000_8000_0000, 960, 10, 600, (_BLOCK,)), rtcp.SourceDescription(((7, "a@b"),))]
    ),
    rtcp.build([rtcp.ReceiverReport(7, (_BLOCK, _BLOCK)), rtcp.Nack(7, 99, (65_534, 65_535, 0, 15, 40)), rtcp.Pli(7, 99)]),
    rtcp.build([rtcp.ReceiverReport(7), rtcp.Remb(7, 2_500_000, (99, 100)), rtcp.Fir(7, ((99, 3),))]),
    rtcp.build([rtcp.ReceiverReport(7), rtcp.Bye((7, 8))]),
    bytes.fromhex("80c900010000000780cf00080000000704000002ec0000008000000005000003000000631234567800010000"),
    bytes.fromhex("80c900010000000781cc0003000000074e414d4501020304"),
]
FEEDBACK = [
    TransportFeedback(1, 2, 65_530, 3, (100, None, 101, 800, None, None, 9_000, 8_999)).encode(),
    TransportFeedback(1, 2, 7, 255, (1, *[None] * 30, 2)).encode(),
]
FRAMED = [bytes((step,)) + b"".join(framing.frame(p) for p in (*CHECKS[:2], RTP[0], b"", RTP[2])) for step in (0, 6, 255)]
VP8 = [packet[20:] for packet in RTP[1:2]] + [b"\x10\x00\x9d", b"\x90\xf0\xff\xff\x07\xe3\x01", b"\x80\x80\x05\x01"]
H264 = [
    bytes.fromhex(text) for text in ("6742e01f", "7c85 8884", "7c05 11", "78 0004 6742e01f 0003 68ce38", "41 9a", "65 88")
]
DTLS = [packets.client_hello(), packets.client_hello() * 2, b"\x15\xfe\xfd\x00\x01" + bytes(6) + b"\x00\x1a" + bytes(26)]
PIPE = [
    pipe.encode_rtp(b"demo/p1/mic", 1234.5, RTP[0]),
    pipe.encode_opus(b"demo/floor!p1/mic", 960, b"\xfc\xff\xfe"),
    struct.pack("!BB", 1, 0) + bytes(20),
]
SIGNALLING = [
    b'{"type":"join","id":1,"token":"a","since":{"stage":3}}',
    b'{"type":"requestFloor","id":2,"kind":"statement","language":"fr"}',
    b'{"type":"sendChat","id":3,"text":"hello \\u2028 \\ud83d\\ude00"}',
    b'{"type":"openPublisher","id":4,"sdp":"v=0\\r\\n"}',
    b'{"type":"selectChannel","id":18446744073709551616,"channel":"ru"}',
    b'{"type":"nothing","id":-1}',
    b"[[[[[[1e999]]]]]]",
]


def _framed(*sent: object) -> bytes:
    bodies = [msgspec.json.encode(message) for message in sent]
    return b"".join(len(body).to_bytes(4, "big") + body for body in bodies)


BUS = [
    _framed(
        messages.NodeHello("transport", "t1", "b00t", "native", ()),
        messages.Gauges("transport", {"peers": 3.0}),
        messages.PeerClosed("p", "timeout"),
        messages.Reply(1, sdp=CHROMIUM),
    ),
    _framed(
        messages.DesiredState(
            7,
            (messages.MeetingState("m", microphones=(messages.Microphone("p/mic", "open"),)),),
            (messages.PeerState("p", "m", ("floor", None), ("speaker",)),),
        ),
        messages.OpenSubscriber(1, "p1", "plenary", messages.PeerState("s", "m")),
    ),
]


def _stream(source: int, payload: bytes, first: int, resent_row: int) -> bytes:
    """For the fan-out kernels: forwards of one packet each, a bus message, reports and a NACK now and then."""
    script = bytearray()
    for n in range(40):
        number, timestamp = (first + n) & 0xFFFF, 960 * n
        script += bytes((0, source, 0, 1)) + number.to_bytes(2, "big") + timestamp.to_bytes(4, "big")
        script += bytes((len(payload),)) + payload
        if n % 8 == 7:
            script += bytes((6, resent_row, 3)) + bytes(6) + bytes((13, source, 4, 4)) + bytes((14, 0)) + bytes((17, 0))
            script += bytes((16, 3, 9, 9, 9, 2))
    return bytes(script)


STREAMS = [
    _stream(0, b"\xfcsound", 65_530, 0),
    _stream(1, b"\x90\x80\x05\x10key", 65_530, 1),
    _stream(2, b"\x67key", 10, 3),
    _stream(3, b"bus", 10, 2),
]
SCRIPTS = [bytes(range(256)), bytes(range(255, -1, -1)), bytes((n * 37) & 255 for n in range(600)), bytes(200)]
