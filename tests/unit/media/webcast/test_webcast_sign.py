"""The sign-language picture as a rendition of its own: whole, in step with the others, and in no multivariant playlist."""

from __future__ import annotations

import av
import numpy as np

from media.webcast.compose import SignPicture
from media.webcast.playlist import multivariant
from media.webcast.run import Quality, Run
from media.webcast.timeline import SEGMENT_FRAMES, SIGN


def grey(width: int, height: int, value: int) -> av.VideoFrame:
    frame = av.VideoFrame(width, height, "yuv420p")
    for plane, light in zip(frame.planes, (value, 128, 128), strict=True):
        plane.update(bytes([light]) * plane.buffer_size)
    return frame


def run(sign: bool = True) -> Run:
    return Run(96, [("floor", "Floor")], {}, Quality(1_000_000, 400_000, "ultrafast"), sign)


def test_the_signer_is_shown_whole_and_black_where_there_is_none() -> None:
    signer = SignPicture(640, 360)
    upright = grey(240, 480, 200)
    frame = signer.of(upright)
    light = frame.to_ndarray(format="gray")
    assert (frame.width, frame.height) == (640, 360)
    columns = np.flatnonzero(light[180] > 128)
    assert (columns[0], columns[-1], len(columns)) == (230, 409, 180), "as high as the picture, in its middle"
    assert signer.of(upright) is frame
    assert signer.of(None).to_ndarray(format="gray").max() < 32


def test_its_frames_are_those_of_the_stage() -> None:
    signed, stage, signer = run(), grey(1280, 720, 60), grey(640, 360, 180)
    made = [signed.picture(stage, signer) for _ in range(3)]
    assert [[name for name, _ in frames] for frames in made] == [["720p", "360p", SIGN]] * 3
    assert [[packet.pts for _, packet in frames] for frames in made] == [[0] * 3, [1] * 3, [2] * 3]
    assert [name for name, _ in run(sign=False).picture(stage)] == ["720p", "360p"]


def test_a_segment_stands_still_only_when_the_signer_does() -> None:
    stage, signers = grey(1280, 720, 60), [grey(640, 360, 180), grey(640, 360, 90)]
    moving, standing = run(), run()
    for number in range(SEGMENT_FRAMES):
        moving.picture(stage, signers[number % 2])
        standing.picture(stage, signers[0])
    assert moving.stand_still() == []
    assert len(standing.stand_still()) == 3 * SEGMENT_FRAMES


def test_no_multivariant_playlist_offers_it_as_a_quality_of_the_stage() -> None:
    signed = run()
    text = multivariant(signed.rungs, signed.tracks, {rung.name: 1 for rung in signed.rungs}, "{}.m3u8")
    assert "360p.m3u8" in text and SIGN not in text
