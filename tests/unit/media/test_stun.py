"""STUN Binding requests: read like aioice reads them, answered so that aioice believes it."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from aioice import stun as oracle
from hypothesis import given
from hypothesis import strategies as st

from media.transport import stun
from media.transport.stun import StunError

KEY = b"a password of thirty-two letters"


def binding(*, key: bytes | None = KEY, **attributes: Any) -> bytes:
    values = {"USERNAME": "abcd:them", "PRIORITY": 7, "ICE-CONTROLLING": 1, "USE-CANDIDATE": None}
    values |= {name.replace("_", "-"): value for name, value in attributes.items()}
    message = oracle.Message(oracle.Method.BINDING, oracle.Class.REQUEST, b"t" * 12, values)
    if key is not None:
        message.add_message_integrity(key)
    return bytes(message)


def test_a_check_is_read_and_verified() -> None:
    data = binding()
    request = stun.parse_request(data)
    assert stun.is_request(data)
    assert (request.username, request.transaction_id) == (b"abcd:them", b"t" * 12)
    assert (request.controlled, request.nominates) == (False, True)
    assert stun.verify(data, request, KEY)
    assert not stun.verify(data, request, KEY + b"x")
    assert stun.parse_request(binding(ICE_CONTROLLED=1)).controlled


@pytest.mark.parametrize("address", [("192.0.2.1", 40000), ("2001:db8::7", 1), ("fe80::1%1", 65535)])
def test_an_answer_is_what_a_client_expects(address: tuple[str, int]) -> None:
    request = stun.parse_request(binding())
    answer = oracle.parse_message(stun.success(request, KEY, address))
    assert (answer.message_class, answer.transaction_id) == (oracle.Class.RESPONSE, b"t" * 12)
    assert answer.check_message_integrity(KEY) and "FINGERPRINT" in answer.attributes
    assert answer.attributes["XOR-MAPPED-ADDRESS"] == (address[0].partition("%")[0], address[1])


def test_a_role_conflict_is_what_a_client_expects() -> None:
    answer = oracle.parse_message(stun.role_conflict(stun.parse_request(binding()), KEY))
    assert answer.attributes["ERROR-CODE"] == (487, "Role Conflict")
    assert answer.message_class == oracle.Class.ERROR and answer.check_message_integrity(KEY)


def test_what_follows_the_integrity_vouches_for_nothing() -> None:
    data = binding(USE_CANDIDATE=None)[:-8]
    sneaked = data[:2] + (len(data) - 20 + 4).to_bytes(2, "big") + data[4:] + b"\x80\x29\x00\x00"
    request = stun.parse_request(sneaked)
    assert not request.controlled
    assert stun.verify(sneaked, request, KEY)


def test_a_wrong_fingerprint_refuses_an_authentic_check() -> None:
    data = binding()
    assert not stun.verify(data[:-1] + bytes((data[-1] ^ 1,)), stun.parse_request(data), KEY)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        binding()[:19],
        binding()[:-4],
        binding() + b"\x00\x00\x00\x00",
        b"\x00\x01\x00\x04\x21\x12\xa4\x42" + bytes(12) + b"\x00\x06\x00\x01",
        b"\x00\x01\x00\x08\x21\x12\xa4\x42" + bytes(12) + b"\x00\x08\x00\x04abcd",
        b"\x00\x01\x00\xc8\x21\x12\xa4\x42" + bytes(12) + b"\x80\x22\x00\x00" * 50,
    ],
)
def test_what_does_not_add_up_is_refused(data: bytes) -> None:
    with pytest.raises(StunError):
        stun.parse_request(data)


def test_the_first_username_counts() -> None:
    one = b"\x00\x06\x00\x04abcd" + b"\x00\x06\x00\x04efgh"
    data = b"\x00\x01" + len(one).to_bytes(2, "big") + stun.COOKIE + bytes(12) + one
    assert stun.parse_request(data).username == b"abcd"


@given(st.data())
def test_nothing_is_believed_that_the_oracle_refuses(data: st.DataObject) -> None:
    """Whatever is done to a check: who verifies here, verifies there with the same name."""
    good = binding(key=data.draw(st.sampled_from([KEY, KEY[:-1], None])))
    at, length = data.draw(st.integers(0, len(good))), data.draw(st.integers(0, 30))
    changed = good[:at] + data.draw(st.binary(max_size=30)) + good[at + length :]
    if data.draw(st.booleans()) and len(changed) >= 20:
        changed = changed[:2] + (len(changed) - 20).to_bytes(2, "big") + changed[4:]
    try:
        request = stun.parse_request(changed)
    except StunError:
        return
    if not stun.verify(changed, request, KEY):
        return
    covered = slice(4, request.integrity_at + 24)
    assert changed[:2] == good[:2] and changed[covered] == good[covered], "nothing that is signed was touched"
    try:
        theirs = oracle.parse_message(changed)
    except (ValueError, struct.error):
        return  # it also reads what follows the integrity
    assert theirs.check_message_integrity(KEY)
    assert theirs.attributes["USERNAME"].encode() == request.username
    assert ("USE-CANDIDATE" in theirs.attributes) == request.nominates
    assert ("ICE-CONTROLLED" in theirs.attributes) == request.controlled
