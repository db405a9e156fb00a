"""The SDP parser: what it keeps, what it refuses, and that nothing else can happen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.transport.sdp import MAX_CHARACTERS, SdpError, parse, remote

DIGEST = ":".join(["AB"] * 32)
OFFER = (
    "v=0\r\no=- 4611 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\na=extmap-allow-mixed\r\n"
    f"a=ice-options:trickle\r\na=fingerprint:SHA-256 {DIGEST.lower()}\r\n"
    "m=audio 9 UDP/TLS/RTP/SAVPF 111 0\r\nc=IN IP4 0.0.0.0\r\na=ice-ufrag:AbCd\r\na=ice-pwd:0123456789abcdefghijkl\r\n"
    "a=setup:actpass\r\na=mid:0\r\na=sendonly\r\na=rtcp-mux\r\na=extmap:4/sendonly urn:ietf:params:rtp-hdrext:sdes:mid\r\n"
    "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\na=rtpmap:0 PCMU/8000\r\na=ssrc:77 cname:x\r\n"
    "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:1\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:* nack\r\n"
    "a=rtcp-fb:96 nack pli\r\na=rtpmap:97 rtx/90000\r\na=ssrc-group:FID 5 6\r\na=ssrc:5 cname:x\r\na=ssrc:6 cname:x\r\n"
)


def test_what_a_browser_offers_is_understood() -> None:
    audio, video = parse(OFFER).media
    assert parse(OFFER).bundle == ("0", "1")
    assert (audio.mid, audio.direction, audio.ufrag, audio.setup) == ("0", "sendonly", "AbCd", "actpass")
    assert audio.fingerprints == [("sha-256", DIGEST)]
    assert audio.codecs[111].name == "opus" and audio.codecs[111].clock_rate == 48_000
    assert audio.extensions == {"urn:ietf:params:rtp-hdrext:sdes:mid": 4}
    assert video.direction == "sendrecv"
    assert video.codecs[96].feedback == {"nack", "nack pli"}
    assert video.ssrcs == [5, 6] and video.repair_ssrcs == {6}


def test_the_other_end_is_that_of_the_first_line_in_use() -> None:
    other = remote(parse(OFFER))
    assert (other.ufrag, other.setup, other.fingerprints) == ("AbCd", "actpass", (("sha-256", DIGEST),))
    with pytest.raises(SdpError, match="in use"):
        remote(parse(OFFER.replace("m=audio 9", "m=audio 0").replace("m=video 9", "m=video 0")))


def test_line_ends_of_either_kind_are_read() -> None:
    assert parse(OFFER.replace("\r\n", "\n")) == parse(OFFER)


@pytest.mark.parametrize(
    "old, new",
    [
        ("v=0", "v=1"),
        ("s=-", "S=-"),
        ("s=-", "nonsense"),
        ("c=IN IP4", "c=IN\rIP4"),
        ("minptime=10", "minptime=10\0"),
        ("m=audio 9", "m=audio 70000"),
        ("m=audio 9", "m=audio -9"),
        ("SAVPF 111 0", "SAVPF 111 x"),
        ("SAVPF 111 0", "SAVPF 111 128"),
        ("SAVPF 111 0", "SAVPF"),
        ("a=ice-ufrag:AbCd", "a=ice-ufrag:Ab"),
        ("a=ice-ufrag:AbCd", "a=ice-ufrag:Ab Cd"),
        ("a=ice-pwd:0123456789abcdefghijkl", "a=ice-pwd:short"),
        ("a=setup:actpass", "a=setup:both"),
        ("a=mid:1", "a=mid:0"),
        ("a=mid:1", "a=mid:" + "x" * 33),
        (DIGEST.lower(), "ab:cd"),
        (DIGEST.lower(), DIGEST.lower() + ":zz"),
        ("a=rtpmap:111 opus/48000/2", "a=rtpmap:111 opus/fast"),
        ("a=rtpmap:111 opus/48000/2", "a=rtpmap:one opus/48000/2"),
        ("a=extmap:4/sendonly", "a=extmap:0"),
        ("a=ssrc:77", "a=ssrc:4294967296"),
        ("a=ssrc:77", "a=ssrc:٧٧"),
    ],
)
def test_a_malformed_line_refuses_the_whole(old: str, new: str) -> None:
    assert old in OFFER
    with pytest.raises(SdpError):
        parse(OFFER.replace(old, new, 1))


@pytest.mark.parametrize(
    "missing",
    ["a=ice-ufrag:AbCd", "a=ice-pwd:0123456789abcdefghijkl", "a=rtcp-mux", f"a=fingerprint:SHA-256 {DIGEST.lower()}"],
)
def test_a_description_without_what_connecting_takes_is_refused(missing: str) -> None:
    description = parse(OFFER.replace(missing + "\r\n", "", 1))
    with pytest.raises(SdpError):
        remote(description)


def test_an_unknown_fingerprint_algorithm_alone_is_not_enough() -> None:
    with pytest.raises(SdpError):
        remote(parse(OFFER.replace("SHA-256 " + DIGEST.lower(), "md5 " + ":".join(["AB"] * 16))))


def test_size_is_bounded() -> None:
    with pytest.raises(SdpError):
        parse(OFFER + "a=x\r\n" * (MAX_CHARACTERS // 4))
    with pytest.raises(SdpError):
        parse(OFFER + "a=" + "x" * 5000 + "\r\n")
    with pytest.raises(SdpError):
        parse(OFFER + "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n" * 60)
    many = parse(OFFER + "".join(f"a=ssrc:{n} cname:x\r\n" for n in range(1000)))
    assert len(many.media[1].ssrcs) == 128


@given(st.text(max_size=300))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    for candidate in (text, "v=0\r\n" + text, OFFER + "a=" + text):
        try:
            remote(parse(candidate))
        except SdpError:
            pass


@given(st.data())
def test_any_damage_to_an_offer_is_parsed_or_refused(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(OFFER)))
    length = data.draw(st.integers(0, 40))
    try:
        remote(parse(OFFER[:at] + data.draw(st.text(max_size=20)) + OFFER[at + length :]))
    except SdpError:
        pass
