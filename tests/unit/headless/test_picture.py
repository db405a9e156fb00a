"""The robots' pictures: VP8 a decoder accepts, that moves and differs from robot to robot."""

from __future__ import annotations

import numpy as np
import pytest

from headless import picture
from headless.sending import Loop
from media.codec.vp8 import Picture, Vp8Decoder, is_key_frame

MAX_BITRATE_BPS = 400_000


def decoded(loop: Loop) -> list[Picture]:
    decoder = Vp8Decoder()
    pictures = [decoder.decode(frame) for frame in loop.frames]
    return [shown for shown in pictures if shown is not None]


@pytest.fixture(scope="module", params=["person", "hall"])
def loop(request: pytest.FixtureRequest) -> Loop:
    return picture.person("Grace Wanjiru", "Kenya") if request.param == "person" else picture.hall("Conference Room 2")


def test_every_frame_decodes_to_a_picture_of_the_size_promised(loop: Loop) -> None:
    pictures = decoded(loop)
    assert len(pictures) == len(loop.frames) == picture.LOOP_FRAMES
    assert {shown.shape for shown in pictures} == {(loop.height, loop.width, 3)}


def test_the_picture_moves(loop: Loop) -> None:
    pictures = decoded(loop)
    changes = [
        float(np.mean(np.abs(a.astype(int) - b.astype(int)) > 20)) for a, b in zip(pictures, pictures[1:], strict=False)
    ]
    assert min(changes) > 0.0005
    assert max(changes) < 0.3, "a loop without jumps"


def test_decoding_can_begin_at_every_key_frame(loop: Loop) -> None:
    assert loop.keys[0] == 0 and len(loop.keys) >= 3
    assert [index for index, frame in enumerate(loop.frames) if is_key_frame(frame)] == list(loop.keys)
    decoder = Vp8Decoder()
    assert decoder.decode(loop.frames[loop.keys[1]]) is not None


def test_the_bitrate_is_modest(loop: Loop) -> None:
    assert 8 * sum(map(len, loop.frames)) / len(loop.frames) * loop.frames_per_second < MAX_BITRATE_BPS


def test_two_people_look_different() -> None:
    one, other = decoded(picture.person("Li Wenjun", "China")), decoded(picture.person("Moussa Diouf", "Senegal"))
    assert np.mean(np.abs(one[0].astype(int) - other[0].astype(int))) > 5
