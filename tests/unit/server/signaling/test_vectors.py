"""The golden messages: what is on the wire stays as it is.  Vitest reads the same file."""

from __future__ import annotations

import json
import typing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from server.signaling import codec, messages

VECTORS: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parents[3] / "vectors" / "signaling.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("frame", VECTORS["client"], ids=lambda frame: frame["type"])
def test_a_clients_frame_reads_and_writes_the_same(frame: dict[str, Any]) -> None:
    text = json.dumps(frame)
    assert json.loads(msgspec.json.encode(codec.decode(text, 65536))) == frame


@pytest.mark.parametrize("frame", VECTORS["server"], ids=lambda frame: frame["type"])
def test_a_servers_frame_reads_and_writes_the_same(frame: dict[str, Any]) -> None:
    message = msgspec.json.decode(json.dumps(frame), type=messages.ServerMessage)
    assert json.loads(codec.encode(message)) == frame


@pytest.mark.parametrize("side", ["client", "server"])
def test_every_message_has_a_vector(side: str) -> None:
    union = messages.ClientMessage if side == "client" else messages.ServerMessage
    tags = {str(message.__struct_config__.tag) for message in typing.get_args(union)}
    assert {frame["type"] for frame in VECTORS[side]} == tags
