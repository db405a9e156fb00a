"""Frames that are messages, and all the others: a stable code, never another exception."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import ProtocolError
from server.signaling import codec
from server.signaling.codec import FrameRefused
from server.signaling.messages import RequestFloor, SelectChannel

LIMIT = 4096
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def refused(frame: bytes | str) -> FrameRefused:
    with pytest.raises(FrameRefused) as caught:
        codec.decode(frame, LIMIT)
    return caught.value


def test_defaults_of_a_request_may_be_left_out() -> None:
    assert codec.decode(b'{"type":"requestFloor","id":1}', LIMIT) == RequestFloor(id=1, kind="statement", language=None)


def test_unknown_fields_are_ignored_for_the_sake_of_newer_clients() -> None:
    frame = '{"type":"selectChannel","id":1,"channel":"fr","colour":"blue"}'
    assert codec.decode(frame, LIMIT) == SelectChannel(id=1, channel="fr")


def test_the_limit_counts_before_anything_is_read() -> None:
    assert refused("{" * (LIMIT + 1)).error.code == "frameTooLarge"


@pytest.mark.parametrize("number", [7, 0, -1])
def test_the_id_of_a_refused_request_is_told_when_it_can_be_read(number: int) -> None:
    caught = refused(f'{{"type":"openList","id":{number},"open":3}}')
    assert (caught.error.code, caught.request_id) == ("messageInvalid", number)
    assert "open" in caught.error.detail["reason"]


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(frame: bytes) -> None:
    assert refused(frame).error.code in ProtocolError.codes


@given(st.text(max_size=200))
def test_no_text_does_more_than_be_refused(frame: str) -> None:
    assert refused(frame).error.code in ProtocolError.codes


@given(st.dictionaries(st.sampled_from(["type", "id", "token", "open", "sdp"]), json_values))
def test_no_object_does_more_than_be_read_or_refused(value: dict[str, object]) -> None:
    try:
        codec.decode(json.dumps(value), LIMIT)
    except FrameRefused as caught:
        assert caught.error.code in ProtocolError.codes
        assert caught.request_id is None or caught.request_id == value["id"]


@pytest.mark.parametrize("depth", [1_000, 100_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    with pytest.raises(FrameRefused):
        codec.decode('{"type":"join","x":' + "[" * depth, 10**6)
