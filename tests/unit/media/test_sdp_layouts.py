"""The descriptions we write."""

from __future__ import annotations

import pytest

from media.rtp.transport_cc import EXTENSION as TRANSPORT_CC
from media.sfu.layout import FIRST_SSRC, PROFILES
from media.transport.sdp import SdpError, parse, remote
from media.transport.sdp_layouts import Credentials, Host, answer_publisher, answer_whep, subscriber_offer, subscriber_rows

HOST = Host("sha-256 " + ":".join(["0A"] * 32), (("192.0.2.7", 8081), ("2001:db8::7", 8081)))
CREDENTIALS = Credentials("ufrag123", "p" * 32)
TRANSPORT = f"a=rtcp-mux\r\na=ice-ufrag:them\r\na=ice-pwd:{'x' * 24}\r\na=fingerprint:{HOST.fingerprint}\r\n"


def answer_to(profile: str, *, change: dict[str, str] | None = None, setup: str = "active") -> str:
    sections = "".join(
        (change or {}).get(
            line.mid,
            f"m={line.media} 9 UDP/TLS/RTP/SAVPF {'111' if line.media == 'audio' else '96 102'}\r\n"
            f"a=mid:{line.mid}\r\na=recvonly\r\na=setup:{setup}\r\n{TRANSPORT}",
        )
        for line in PROFILES[profile]
    )
    return f"v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n{sections}"


def offer(*sections: str, setup: str = "actpass") -> str:
    mids = " ".join(str(n) for n in range(len(sections)))
    body = "".join(f"m={section}a=mid:{n}\r\na=setup:{setup}\r\n{TRANSPORT}" for n, section in enumerate(sections))
    return f"v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {mids}\r\n{body}"


AUDIO = "audio 9 UDP/TLS/RTP/SAVPF 109 0\r\na=sendonly\r\na=rtpmap:109 opus/48000/2\r\na=ssrc:5 cname:x\r\n"
VIDEO = (
    "video 9 UDP/TLS/RTP/SAVPF 126 120 121\r\na=sendonly\r\na=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid\r\n"
    "a=rtpmap:126 H264/90000\r\na=fmtp:126 packetization-mode=1;profile-level-id=42e01f\r\na=rtpmap:120 VP8/90000\r\n"
    "a=rtcp-fb:120 nack\r\na=rtcp-fb:120 nack pli\r\na=rtcp-fb:120 goog-remb\r\na=rtcp-fb:120 transport-cc\r\n"
    "a=rtpmap:121 rtx/90000\r\na=fmtp:121 apt=120\r\na=ssrc-group:FID 8 9\r\na=ssrc:8 cname:x\r\na=ssrc:9 cname:x\r\n"
)
DATA = "application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=sctp-port:5000\r\n"


@pytest.mark.parametrize("profile, lines", [("plenary", 6), ("workshop", 18), ("audio", 2)])
def test_the_subscriber_offer_is_the_fixed_layout_of_its_profile(profile: str, lines: int) -> None:
    text = subscriber_offer(profile, CREDENTIALS, HOST, session=7, version=2)
    media = parse(text).media
    assert len(media) == lines
    assert parse(text).bundle == tuple(m.mid for m in media) == tuple(line.mid for line in PROFILES[profile])
    assert {m.direction for m in media} == {"sendonly"}
    assert {(m.ufrag, m.password, m.setup) for m in media} == {(*CREDENTIALS, "actpass")}
    assert [m.ssrcs for m in media] == [[FIRST_SSRC + n] for n in range(lines)]
    assert "a=ice-lite\r\n" in text and "o=- 7 2 IN" in text
    assert text.count("a=candidate:") == 2 and text.count("a=end-of-candidates") == 1
    assert "192.0.2.7 8081 typ host" in text and "2001:db8::7 8081 typ host" in text


def test_main_sound_and_the_speakers_picture_share_a_stream() -> None:
    text = subscriber_offer("plenary", CREDENTIALS, HOST, session=1, version=1)
    assert [line[7:] for line in text.split("\r\n") if line.startswith("a=msid:")] == [
        "stage main",
        "second second",
        "stage speaker",
        "room room",
        "screen screen",
        "sign sign",
    ]


def test_video_is_vp8_or_h264_with_feedback_and_sound_is_opus_with_fec() -> None:
    audio, *_, video = parse(subscriber_offer("plenary", CREDENTIALS, HOST, session=1, version=1)).media
    assert audio.codecs[111].parameters == "minptime=10;useinbandfec=1"
    assert audio.codecs[111].feedback == {"nack"}
    assert video.payload_types == (96, 102)
    assert "packetization-mode=1" in video.codecs[102].parameters and "42e01f" in video.codecs[102].parameters
    assert video.codecs[96].feedback == video.codecs[102].feedback == {"nack", "nack pli", "ccm fir", "goog-remb"}


def test_an_answer_tells_which_rows_are_wanted_and_what_they_may_carry() -> None:
    change = {
        "second": "m=audio 0 UDP/TLS/RTP/SAVPF 111\r\n",
        "speaker": f"m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:speaker\r\na=recvonly\r\n{TRANSPORT}",
        "room": f"m=video 9 UDP/TLS/RTP/SAVPF 96 102\r\na=mid:room\r\na=inactive\r\n{TRANSPORT}",
    }
    rows = subscriber_rows("plenary", parse(answer_to("plenary", change=change)))
    assert [dict(row.payload_types) for row in rows] == [
        {"opus": 111},
        {},
        {"vp8": 96},
        {},
        {"vp8": 96, "h264": 102},
        {"vp8": 96, "h264": 102},
    ]
    assert [row.ssrc for row in rows] == [line.ssrc for line in PROFILES["plenary"]]


def test_an_answer_to_something_else_is_refused() -> None:
    with pytest.raises(SdpError, match="other m-lines"):
        subscriber_rows("plenary", parse(answer_to("audio")))
    swapped = (
        answer_to("plenary")
        .replace("a=mid:main", "a=mid:tmp")
        .replace("a=mid:second", "a=mid:main")
        .replace("tmp", "second")
    )
    with pytest.raises(SdpError, match="other m-lines"):
        subscriber_rows("plenary", parse(swapped))
    with pytest.raises(SdpError, match="active"):
        subscriber_rows("audio", parse(answer_to("audio", setup="passive")))


def test_congestion_feedback_is_transport_wide_where_packets_are_numbered_for_it_and_remb_elsewhere() -> None:
    numbered = VIDEO.replace("a=extmap:3", f"a=extmap:5 {TRANSPORT_CC}\r\na=extmap:3", 1)
    answer, layout = answer_publisher(parse(offer(AUDIO, numbered, VIDEO)))
    assert layout.transport_cc_extension == 5
    assert [(t.transport_cc, t.remb) for t in layout.tracks] == [(False, False), (True, False), (False, True)]
    _, camera, screen = parse(answer.text(CREDENTIALS, HOST, session=1, version=1)).media
    assert camera.extensions[TRANSPORT_CC] == 5 and TRANSPORT_CC not in screen.extensions
    assert camera.codecs[120].feedback == {"nack", "nack pli", "transport-cc"}
    _, layout = answer_publisher(parse(offer(VIDEO.replace("a=extmap:3", f"a=extmap:15 {TRANSPORT_CC}\r\na=extmap:3", 1))))
    assert layout.transport_cc_extension == 0 and layout.tracks[0].remb, "an id that needs the two-byte form"


def test_a_publishers_lines_are_microphone_camera_and_screen() -> None:
    answer, layout = answer_publisher(parse(offer(AUDIO, VIDEO, VIDEO.replace(" 8", " 18").replace(" 9\r", " 19\r"))))
    assert [(t.name, t.kind, t.payload_type, t.mid) for t in layout.tracks] == [
        ("mic", "opus", 109, "0"),
        ("cam", "vp8", 120, "1"),
        ("screen", "vp8", 120, "2"),
    ]
    assert layout.tracks[0].ssrcs == (5,) and layout.tracks[1].ssrcs == (8,)
    assert layout.mid_extension == 3
    cam = layout.tracks[1]
    assert (cam.nack, cam.pli, cam.fir, cam.remb) == (True, True, False, True)
    text = answer.text(CREDENTIALS, HOST, session=1, version=1)
    audio, video, screen = parse(text).media
    assert {m.direction for m in (audio, video, screen)} == {"recvonly"}
    assert {m.setup for m in (audio, video, screen)} == {"passive"}
    assert video.payload_types == (120, 121) and video.codecs[120].feedback == {"nack", "nack pli", "goog-remb"}
    assert video.extensions == {"urn:ietf:params:rtp-hdrext:sdes:mid": 3} and audio.extensions == {}
    assert "useinbandfec=1" in audio.codecs[109].parameters
    assert remote(parse(text)).ufrag == CREDENTIALS.ufrag and "a=ice-lite" in text
    assert text.count("a=candidate:") == 2


SIMULCAST = VIDEO.split("a=ssrc-group")[0] + (
    "a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n"
    "a=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id\r\n"
    "a=rid:q send\r\na=rid:h send pt=120\r\na=rid:f send\r\na=simulcast:send q;h;f\r\n"
)


def test_simulcast_layers_are_taken_by_rid() -> None:
    answer, layout = answer_publisher(parse(offer(AUDIO, SIMULCAST, VIDEO)))
    _, cam, screen = layout.tracks
    assert cam.rids == ("q", "h", "f") and cam.resend_payload_type == 121 and not cam.resends
    assert screen.rids == ()
    assert (layout.mid_extension, layout.rid_extension, layout.repaired_rid_extension) == (3, 10, 11)
    _, section, plain = answer.text(CREDENTIALS, HOST, session=1, version=1).split("m=")[1:]
    assert "a=rid:q recv\r\na=rid:h recv\r\na=rid:f recv\r\na=simulcast:recv q;h;f\r\n" in section
    assert "a=extmap:10 " in section and "a=extmap:11 " in section
    assert "rid" not in plain and "simulcast" not in plain


@pytest.mark.parametrize(
    "lines, taken",
    [
        ("a=rid:q send\r\na=rid:q send\r\na=rid:h send\r\na=simulcast:send q;h;q\r\n", ("q", "h")),
        ("a=rid:a send\r\na=rid:b send\r\na=rid:c send\r\na=rid:d send\r\na=simulcast:send a;b;c;d\r\n", ("a", "b", "c")),
        ("a=rid:a send\r\na=rid:b send\r\na=simulcast:recv x send a,b;~b\r\n", ("a", "b")),
        ("a=rid:a send\r\na=rid:b recv\r\na=rid:c send\r\na=simulcast:send a;b;c\r\n", ("a", "c")),
        ("a=rid:a send\r\na=simulcast:send a;nobody\r\n", ()),
        ("a=rid:a send\r\na=rid:b send\r\na=rid:\r\na=rid:/ send\r\na=rid:" + "x" * 17 + " send\r\n", ()),
        ("a=rid:a send\r\na=rid:b send\r\na=simulcast:\r\na=simulcast:send\r\na=simulcast:send ;;,\r\n", ()),
    ],
)
def test_rids_that_are_strange_or_too_many_are_left_out(lines: str, taken: tuple[str, ...]) -> None:
    section = SIMULCAST.split("a=rid")[0] + lines
    answer, layout = answer_publisher(parse(offer(section)))
    assert layout.tracks[0].rids == taken
    text = answer.text(CREDENTIALS, HOST, session=1, version=1)
    assert text.count("a=rid:") == len(taken) and (f"a=simulcast:recv {';'.join(taken)}\r\n" in text) is bool(taken)


def test_simulcast_without_the_extension_that_names_its_layers_is_one_stream() -> None:
    _, layout = answer_publisher(parse(offer(SIMULCAST.replace("rtp-stream-id\r\na=extmap:11", "other\r\na=extmap:11"))))
    assert layout.tracks[0].rids == () and layout.rid_extension == 0


def test_resends_in_a_stream_of_their_own_are_taken_where_the_client_knows_them() -> None:
    answer, layout = answer_publisher(parse(offer(VIDEO)))
    assert layout.tracks[0].resend_payload_type == 121 and layout.tracks[0].resends == {9: 8}
    assert 9 not in layout.ignored_ssrcs
    text = answer.text(CREDENTIALS, HOST, session=1, version=1)
    assert "a=rtpmap:121 rtx/90000\r\na=fmtp:121 apt=120\r\n" in text
    for change in (("apt=120", "apt=126"), ("a=rtcp-fb:120 nack\r\n", "")):
        answer, layout = answer_publisher(parse(offer(VIDEO.replace(*change))))
        assert layout.tracks[0].resend_payload_type is None and layout.ignored_ssrcs == {9}
        assert "rtx" not in answer.text(CREDENTIALS, HOST, session=1, version=1)


def test_a_player_that_estimates_its_bandwidth_is_asked_to_tell() -> None:
    player, _ = answer_whep(parse(offer(VIDEO.replace("sendonly", "recvonly"))), audio=0, video=1)
    media = parse(player.text(CREDENTIALS, HOST, session=1, version=1)).media[0]
    assert "goog-remb" in media.codecs[120].feedback and "transport-cc" not in media.codecs[120].feedback


def test_lost_sound_is_sent_again_where_the_client_can() -> None:
    asking = AUDIO + "a=rtcp-fb:109 nack\r\na=rtcp-fb:109 transport-cc\r\n"
    for section, nack in ((AUDIO, False), (asking, True)):
        answer, layout = answer_publisher(parse(offer(section)))
        assert layout.tracks[0].nack is nack
        feedback = parse(answer.text(CREDENTIALS, HOST, session=1, version=1)).media[0].codecs[109].feedback
        assert feedback == ({"nack"} if nack else set())
        player, _ = answer_whep(parse(offer(section.replace("sendonly", "recvonly"))), audio=1, video=0)
        assert parse(player.text(CREDENTIALS, HOST, session=1, version=1)).media[0].codecs[109].feedback == feedback


def test_a_line_of_port_0_that_is_bundle_only_is_no_declined_line() -> None:
    bundled = VIDEO.replace("video 9", "video 0").replace("a=sendonly", "a=bundle-only\r\na=sendonly")
    answer, layout = answer_publisher(parse(offer(AUDIO, bundled, VIDEO.replace("video 9", "video 0"))))
    assert [t.name for t in layout.tracks] == ["mic", "cam"]
    _, cam, declined = parse(answer.text(CREDENTIALS, HOST, session=1, version=1)).media
    assert (cam.port, cam.direction) == (9, "recvonly") and declined.rejected


def test_h264_alone_is_taken_as_it_is() -> None:
    only = VIDEO.replace("a=rtpmap:120 VP8/90000\r\n", "")
    _, layout = answer_publisher(parse(offer(only)))
    assert (layout.tracks[0].kind, layout.tracks[0].payload_type) == ("h264", 126)


def test_mixed_header_extensions_are_agreed_to_only_where_they_are_offered() -> None:
    plain = offer(AUDIO)
    mixed = plain.replace("t=0 0\r\n", "t=0 0\r\na=extmap-allow-mixed\r\n")
    for text, agreed in ((plain, 0), (mixed, 1)):
        answer, _ = answer_publisher(parse(text))
        assert answer.text(CREDENTIALS, HOST, session=1, version=1).count("a=extmap-allow-mixed\r\n") == agreed


def test_lines_nobody_needs_are_declined_and_left_out_of_the_bundle() -> None:
    answer, layout = answer_publisher(parse(offer(DATA, AUDIO, AUDIO, VIDEO.replace("sendonly", "inactive"))))
    text = answer.text(CREDENTIALS, HOST, session=1, version=1)
    data, mic, second, cam = parse(text).media
    assert data.rejected and second.rejected and not mic.rejected and cam.direction == "inactive"
    assert parse(text).bundle == ("1", "3")
    assert [t.name for t in layout.tracks] == ["mic"]


@pytest.mark.parametrize(
    "text",
    [
        offer(DATA),
        offer(AUDIO.replace("opus", "speex")),
        offer(AUDIO, setup="passive"),
        offer(AUDIO.replace("sendonly", "recvonly")),
        offer(AUDIO).replace("UDP/TLS/RTP/SAVPF", "RTP/AVP"),
    ],
)
def test_an_offer_with_nothing_for_us_is_refused(text: str) -> None:
    with pytest.raises(SdpError):
        answer_publisher(parse(text))


def test_a_whep_player_gets_as_many_lines_as_it_may_hear_and_see() -> None:
    receive = [section.replace("sendonly", "recvonly") for section in (AUDIO, VIDEO, VIDEO)]
    answer, rows = answer_whep(parse(offer(*receive)), audio=1, video=1)
    assert [dict(row.payload_types) for row in rows] == [{"opus": 109}, {"vp8": 120, "h264": 126}]
    audio, video, second = parse(answer.text(CREDENTIALS, HOST, session=1, version=1)).media
    assert (audio.direction, video.direction, second.direction) == ("sendonly", "sendonly", "inactive")
    assert audio.ssrcs == [rows[0].ssrc] and video.ssrcs == [rows[1].ssrc]
    with pytest.raises(SdpError):
        answer_whep(parse(offer(AUDIO)), audio=1, video=0)
