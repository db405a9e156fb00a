"""A channel that never sends, and a mixer that goes away while on the air: silence in its place, and the run goes on."""

from __future__ import annotations

import io
from collections.abc import Iterable

import av
import numpy as np
import numpy.typing as npt

from media.clock import BLOCK_SAMPLES
from media.testing import dominant_hz, level_db
from media.webcast.boxes import audio_init
from media.webcast.packager import Packager
from media.webcast.run import Quality, Run
from media.webcast.sound import PATIENCE_TICKS
from media.webcast.timeline import SEGMENT_PARTS, SEGMENT_S, SEGMENT_TICKS
from tests.scenarios.webcast_rig import tone_at
from tests.unit.media.webcast.test_webcast_overload import Kept

FIRST = 10 * SEGMENT_TICKS
TONES = {"floor": 500.0, "ar": 1000.0}
CHANNELS = [("floor", "Floor"), ("ar", "العربية"), ("fr", "Français")]
AWAY = range(FIRST + SEGMENT_TICKS, FIRST + 2 * SEGMENT_TICKS)


class Sounding:
    """A run's sound on a clock of our own; segments of it as viewers decode them."""

    def __init__(self) -> None:
        self.run = Run(FIRST, CHANNELS, {}, Quality())
        self.kept = Kept()
        self._packager = Packager(self.kept)
        self._packager.begin(FIRST, 0.0, (), self.run.tracks)

    def play(self, ticks: Iterable[int], away: range) -> None:
        """The mixer sends each block at its tick, but none of ``away``, and never any of French."""
        for tick in ticks:
            for channel, hz in TONES.items() if tick not in away else ():
                samples = (tone_at(hz)(tick * BLOCK_SAMPLES) * 32767).round().astype(">i2").tobytes()
                self.run.languages[channel].line.add(tick, samples)
            for channel, packet in self.run.sound(tick, silent=False, keep=lambda *_: None):
                self._packager.audio(channel, packet)

    def heard(self, channel: str) -> npt.NDArray[np.float32]:
        track = next(track for track in self.run.tracks if track.channel == channel)
        parts = [part.data for part in self.kept.parts if part.rendition == channel]
        with av.open(io.BytesIO(audio_init(track) + b"".join(parts)), "r") as container:
            return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def test_every_rendition_is_cut_at_the_same_instants_whoever_is_silent() -> None:
    sounding = Sounding()
    sounding.play(range(FIRST, FIRST + 4 * SEGMENT_TICKS), AWAY)
    assert len(sounding.kept.runs) == 1 and sounding.kept.cuts[:3] == [SEGMENT_PARTS] * 3
    made = {channel: [part for part in sounding.kept.parts if part.rendition == channel] for channel, _ in CHANNELS}
    # what never comes is waited for, and then silence
    assert all(len(parts) >= 3 * SEGMENT_PARTS for parts in made.values())
    assert len(made["floor"]) - len(made["fr"]) <= 1
    second = round(SEGMENT_S * 48_000)
    assert level_db(sounding.heard("fr")) < -80
    for channel, hz in TONES.items():
        sound = sounding.heard(channel)
        assert abs(dominant_hz(sound[4096:second]) - hz) < 5
        assert abs(dominant_hz(sound[2 * second + 4096 : 3 * second]) - hz) < 5, "back in its place"
        assert level_db(sound[second + 4096 : 2 * second - 4096]) < -60, "nothing while the mixer was away"


def test_while_the_mixer_is_away_sound_is_as_late_as_its_patience_and_no_more() -> None:
    sounding = Sounding()
    sounding.play(range(FIRST, FIRST + SEGMENT_TICKS), AWAY)
    for tick in AWAY:
        sounding.play([tick], AWAY)
        assert all(tick - one.line.next_tick < PATIENCE_TICKS for one in sounding.run.languages.values())
