"""Shapes of descriptions and fragments, whatever a client sends."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.errors import UserError
from server.web.offers import fragment, offered, renewed, sections

KEYS = "a=ice-ufrag:u\r\na=ice-pwd:p\r\na=fingerprint:sha-256 00\r\n"
AUDIO = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n"


def test_directions_come_from_the_section_then_the_session_then_the_standard() -> None:
    video = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=recvonly\r\na=mid:1\r\n"
    lines = offered(f"v=0\r\na=sendonly\r\n{KEYS}{AUDIO}{video}")
    assert [(line.kind, line.direction, line.mid) for line in lines] == [
        ("audio", "sendonly", "0"),
        ("video", "recvonly", "1"),
    ]
    assert offered(f"v=0\n{KEYS}{AUDIO}".replace("\r\n", "\n"))[0].direction == "sendrecv"


@pytest.mark.parametrize(
    ("line", "rejected"),
    [
        ("m=video 0 UDP/TLS/RTP/SAVPF 96\r\n", True),
        ("m=video 0 UDP/TLS/RTP/SAVPF 96\r\na=bundle-only\r\n", False),
        ("m=video 9 UDP/TLS/RTP/SAVPF 96\r\n", False),
        ("m=video\r\n", False),
    ],
)
def test_port_0_rejects_unless_the_section_is_to_be_bundled(line: str, rejected: bool) -> None:
    assert sections(f"v=0\r\n{line}")[0].rejected is rejected


@pytest.mark.parametrize("missing", ["a=ice-ufrag", "a=ice-pwd", "a=fingerprint", "m=audio", "v=0"])
def test_an_offer_is_complete(missing: str) -> None:
    whole = f"v=0\r\n{KEYS}{AUDIO}"
    offered(whole)
    with pytest.raises(UserError, match="sdpInvalid"):
        offered(whole.replace(missing, "a=nothing"))


def test_an_ice_restart_is_answered_with_the_section_it_was_asked_for() -> None:
    asked = fragment(f"a=ice-ufrag:u\r\na=ice-pwd:p\r\n{AUDIO}a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n")
    assert (asked.ufrag, asked.password) == ("u", "p")
    assert renewed("a=ice-ufrag:n\r\n", asked) == f"a=ice-lite\r\na=group:BUNDLE 0\r\n{AUDIO}a=ice-ufrag:n\r\n"
    bare = fragment("a=ice-ufrag:u\r\na=ice-pwd:p\r\n")
    assert renewed("a=ice-ufrag:n\r\n", bare) == "a=ice-lite\r\na=ice-ufrag:n\r\n"


LINES = st.lists(
    st.one_of(
        st.sampled_from([*KEYS.split("\r\n"), *AUDIO.split("\r\n"), "v=0", "a=", "m=", "m=audio", "a=mid:", "a=candidate"]),
        st.text(max_size=30),
    ),
    max_size=12,
)


@given(LINES, st.sampled_from(["\r\n", "\n", "\r", "\x00"]))
@example([], "\n")
def test_nothing_a_client_sends_is_worse_than_invalid(lines: list[str], end: str) -> None:
    text = end.join(lines)
    for read in (offered, fragment, sections):
        try:
            read(text)
        except UserError as error:
            assert error.code == "sdpInvalid"
