"""The player of recorded statements: any rate becomes 48 kHz, what is no sound is refused, packets come once each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from headless.player import FRAME, Recording, Resampler, Unplayable
from headless.sound import level_dbfs, loudest_hz
from media.codec.opus import Decoder


def written(path: Path, rate: int, seconds: float = 1.0, channels: int = 1) -> Path:
    tone = 0.25 * np.sin(2 * np.pi * 1_000 * np.arange(int(rate * seconds)) / rate)
    soundfile.write(path, np.repeat(tone[:, None], channels, axis=1), rate)
    return path


@pytest.mark.parametrize(("rate", "name"), [(8_000, "a.wav"), (44_100, "a.flac"), (48_000, "a.ogg"), (96_000, "a.wav")])
def test_a_tone_keeps_its_pitch_level_and_length(tmp_path: Path, rate: int, name: str) -> None:
    recording = Recording(written(tmp_path / name, rate, channels=2))
    assert len(recording) == 50 and recording.duration_s == pytest.approx(1.0)
    decoder = Decoder()
    sound = np.concatenate([decoder.decode(recording[index]).copy() for index in range(len(recording))])
    heard = sound[9_600:38_400]
    assert loudest_hz(heard) == pytest.approx(1_000, abs=5)
    assert level_dbfs(heard) == pytest.approx(-15.05, abs=0.5)


def test_blocks_of_any_size_give_the_same_sound() -> None:
    tone = np.sin(2 * np.pi * 300 * np.arange(44_100) / 44_100).astype(np.float32)
    whole = Resampler(44_100).push(tone)
    parts = Resampler(44_100)
    pieces = np.concatenate([parts.push(part) for part in np.array_split(tone, 37)])
    assert len(whole) == pytest.approx(48_000, abs=40)
    np.testing.assert_allclose(pieces, whole[: len(pieces)], atol=1e-5)


def test_a_file_that_says_more_than_it_holds_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.flac", 44_100)
    path.write_bytes(path.read_bytes()[:-2_000])
    with pytest.raises(Unplayable):
        Recording(path).read_through()


@pytest.mark.parametrize("content", [b"", b"RIFF", b"not sound at all" * 100, b"\x00" * 4_096])
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(Unplayable):
        Recording(tmp_path / "a")


def test_packets_come_in_order_once_each_and_the_last_is_whole(tmp_path: Path) -> None:
    recording = Recording(written(tmp_path / "a.wav", 48_000, seconds=0.05))
    assert len(recording) == 3
    packets = [recording[index] for index in range(3)]
    assert all(len(Decoder().decode(packet)) == FRAME for packet in packets)
    with pytest.raises(IndexError):
        recording[0]
