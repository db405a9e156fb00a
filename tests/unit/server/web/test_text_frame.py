"""Frames written once for all clients are those of RFC 6455."""

from __future__ import annotations

import pytest
from websockets.frames import Frame, Opcode

from server.web.websocket import text_frame


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 200_000])
def test_a_text_frame_is_what_another_implementation_writes(size: int) -> None:
    payload = b"x" * size
    assert text_frame(payload) == Frame(Opcode.TEXT, payload).serialize(mask=False)
