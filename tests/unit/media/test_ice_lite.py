"""ICE-lite without a socket."""

from __future__ import annotations

import pytest
from aioice import stun
from hypothesis import given
from hypothesis import strategies as st

from media.transport.ice_lite import MAX_ADDRESSES, IceLite, is_stun
from media.transport.sdp_layouts import Credentials

HERE = ("192.0.2.1", 5000)


def check(
    credentials: Credentials, *, nominate: bool = True, key: str | None = None, role: str = "ICE-CONTROLLING"
) -> bytes:
    values: dict[str, object] = {"USERNAME": f"{credentials.ufrag}:them", "PRIORITY": 1, role: 1}
    if nominate:
        values["USE-CANDIDATE"] = None
    message = stun.Message(stun.Method.BINDING, stun.Class.REQUEST, attributes=values)
    message.add_message_integrity((key or credentials.password).encode())
    return bytes(message)


def at(n: int) -> tuple[str, int]:
    return ("198.51.100.1", n)


@pytest.fixture
def ice() -> IceLite[str]:
    return IceLite()


def test_the_answer_is_authentic_and_names_the_address(ice: IceLite[str]) -> None:
    credentials = ice.add("p")
    for address in (HERE, ("2001:db8::1", 5000)):
        answered = ice.receive(check(credentials), address, 0.0)
        assert answered is not None and answered.peer == "p" and answered.moved
        response = stun.parse_message(answered.response)
        assert response.message_class == stun.Class.RESPONSE
        assert response.check_message_integrity(credentials.password.encode())
        assert response.attributes["XOR-MAPPED-ADDRESS"] == address
        assert ice.find(address) == "p"


def test_we_send_to_the_last_verified_until_one_is_nominated_and_to_the_last_nominated_then(ice: IceLite[str]) -> None:
    credentials = ice.add("p")
    ice.receive(check(credentials, nominate=False), at(1), 0.0)
    ice.receive(check(credentials, nominate=False), at(2), 0.0)
    assert ice.paths("p").address == at(2)
    ice.receive(check(credentials), at(1), 0.0)
    ice.receive(check(credentials, nominate=False), at(3), 0.0)
    assert ice.paths("p").address == at(1)
    ice.receive(check(credentials), at(3), 0.0)
    assert ice.paths("p").address == at(3)
    assert {ice.find(at(n)) for n in (1, 2, 3)} == {"p"}


def test_an_unverified_address_belongs_to_nobody(ice: IceLite[str]) -> None:
    credentials = ice.add("p")
    assert ice.receive(check(credentials, key="wrong password, quite wrong"), HERE, 0.0) is None
    assert ice.find(HERE) is None and ice.paths("p").address is None
    assert ice.counters["stun_forged"] == 1


def test_a_peer_keeps_a_bounded_number_of_addresses(ice: IceLite[str]) -> None:
    credentials = ice.add("p")
    for n in range(MAX_ADDRESSES + 1):
        ice.receive(check(credentials), at(n), 0.0)
        ice.receive(check(credentials), at(0), 0.0)
    assert ice.find(at(0)) == "p", "used again and again: not the oldest"
    assert ice.find(at(1)) is None
    assert len(ice.paths("p").verified) == MAX_ADDRESSES


def test_an_address_that_another_peer_verifies_is_no_longer_the_first_ones(ice: IceLite[str]) -> None:
    first, second = ice.add("p"), ice.add("q")
    ice.receive(check(first), HERE, 0.0)
    ice.receive(check(second), HERE, 0.0)
    assert ice.find(HERE) == "q"
    ice.remove("p")
    assert ice.find(HERE) == "q"
    ice.remove("q")
    assert ice.find(HERE) is None


def test_after_a_restart_both_credentials_are_good_until_the_new_ones_are_used(ice: IceLite[str]) -> None:
    old = ice.add("p")
    ice.receive(check(old), at(1), 0.0)
    unused, new = ice.restart("p"), ice.restart("p")
    assert ice.receive(check(unused), at(1), 0.0) is None, "only the last restart counts"
    assert ice.receive(check(old), at(1), 0.0) is not None
    assert ice.receive(check(new, nominate=False), at(2), 0.0) is not None
    assert ice.paths("p").address == at(2), "the network changed: the old nomination is void"
    assert ice.receive(check(old), at(1), 0.0) is None
    assert ice.counters["stun_unknown"] == 2


def test_nothing_is_left_of_a_removed_peer(ice: IceLite[str]) -> None:
    credentials = ice.add("p")
    ice.receive(check(credentials), HERE, 0.0)
    renewed = ice.restart("p")
    ice.remove("p")
    ice.remove("p")
    assert ice.find(HERE) is None
    assert ice.receive(check(credentials), HERE, 0.0) is None and ice.receive(check(renewed), HERE, 0.0) is None


def test_a_controlled_peer_gets_a_role_conflict_and_no_address(ice: IceLite[str]) -> None:
    credentials = ice.add("p")
    answered = ice.receive(check(credentials, role="ICE-CONTROLLED"), HERE, 0.0)
    assert answered is not None
    assert stun.parse_message(answered.response).error_code == 487
    assert ice.find(HERE) is None


def test_a_peer_is_answered_no_more_often_than_it_can_have_use_for(ice: IceLite[str]) -> None:
    greedy, other = ice.add("p"), ice.add("q")
    again = check(greedy)
    answered = sum(ice.receive(again, HERE, 1.0 + n / 10_000) is not None for n in range(10_000))
    assert answered < 300
    assert ice.counters["stun_limited"] == 10_000 - answered
    assert ice.receive(check(other), at(2), 1.5) is not None, "the others do not pay for it"
    assert ice.receive(again, HERE, 2.1) is not None, "consent goes on"


def test_forged_checks_cost_the_peer_nothing(ice: IceLite[str]) -> None:
    credentials = ice.add("p")
    forged = check(credentials, key="a password that was guessed wrong")
    for _ in range(1000):
        assert ice.receive(forged, at(7), 1.0) is None
    assert ice.receive(check(credentials), HERE, 1.0) is not None


@given(st.binary(max_size=200))
def test_any_bytes_are_answered_by_nothing_or_counted(data: bytes) -> None:
    ice: IceLite[str] = IceLite()
    ice.add("p")
    for candidate in (data, b"\x00\x01" + len(data).to_bytes(2, "big") + b"\x21\x12\xa4\x42" + bytes(12) + data):
        is_stun(candidate)
        assert ice.receive(candidate, HERE, 0.0) is None
    assert ice.counters.total() == 2 and ice.counters["stun_answered"] == 0


@given(st.data())
def test_any_damage_to_the_authenticated_part_of_a_check_is_counted(data: st.DataObject) -> None:
    ice: IceLite[str] = IceLite()
    good = check(ice.add("p"))
    at_byte = data.draw(st.integers(0, len(good) - 9))  # the last eight are FINGERPRINT, which vouches for nothing
    change = data.draw(st.integers(1, 255))
    assert ice.receive(good[:at_byte] + bytes([good[at_byte] ^ change]) + good[at_byte + 1 :], HERE, 0.0) is None
    assert ice.counters.total() == 1
