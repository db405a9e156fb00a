"""Settings of the mix reach the sound; the manual's defaults are the mixer's; nonsense is named at the start."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

import run
from media import mixer_process
from media.codec.opus import has_fec
from media.mixer.delay import DelayTarget
from media.mixer.settings import LIMITS, MixerSettings
from media.testing import Link, VoiceSource
from server import settings as configuration
from tests.unit.media.studio import Studio, microphone, output

SECOND = 50


def _speech(settings: MixerSettings, link: Link | None = None) -> Studio:
    studio = Studio(settings)
    studio.publish("ada", VoiceSource(3, level_db=-10), link)
    studio.state(microphone("ada"), output("floor"))
    studio.run(3 * SECOND)
    return studio


def test_the_manuals_defaults_are_the_mixers() -> None:
    assert MixerSettings(**dataclasses.asdict(configuration.load().mixer)) == MixerSettings()


@pytest.mark.parametrize("name", LIMITS)
def test_a_value_out_of_its_limits_is_named(name: str) -> None:
    least, most = LIMITS[name]
    for value in (least - 1, most + 1):
        with pytest.raises(ValueError, match=rf"mixer\.{name} must be between"):
            MixerSettings(**{name: value})  # type: ignore[arg-type]


def test_the_least_wait_is_not_above_the_longest() -> None:
    with pytest.raises(ValueError, match="jitter_min_ms must be at most mixer.jitter_max_ms, 100"):
        MixerSettings(jitter_min_ms=101, jitter_max_ms=100)


def test_bitrate_and_fec_are_what_is_set() -> None:
    plain, fat, bare = (_speech(MixerSettings(**kw)) for kw in ({}, {"bitrate_bps": 128_000}, {"fec": False}))
    size = [sum(map(len, studio.payloads["floor"])) for studio in (plain, fat)]
    assert size[1] > 1.5 * size[0]
    assert any(map(has_fec, plain.payloads["floor"])) and not any(map(has_fec, bare.payloads["floor"]))


def test_the_ceiling_is_what_is_set() -> None:
    loudest = [
        float(np.abs(_speech(MixerSettings(ceiling_db=ceiling_db)).sound("floor", SECOND)).max()) for ceiling_db in (-6, -26)
    ]
    assert loudest[1] < 0.06 < 0.1 < loudest[0]


def test_the_wait_for_packets_keeps_within_what_is_set() -> None:
    target = DelayTarget(100 * 48, 40 * 48)
    target.start(7)
    for lateness in (7, 8, 7):
        target.add(lateness)
    assert target.samples == target.fastest + 40 * 48
    for _ in range(300):
        target.add(7 + 300 * 48)
    target.add(7)
    assert target.samples == target.fastest + 100 * 48 == target.limit


def test_a_least_wait_delays_a_clean_microphone_by_as_much() -> None:
    waits = [_speech(MixerSettings(jitter_min_ms=least_ms)).mixer.gauges()["jitter_delay_max_ms"] for least_ms in (0, 60)]
    assert waits[1] == pytest.approx(60, abs=8) and waits[0] < 25


def test_the_file_reaches_the_mixers_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[mixer_process.MixerOptions] = []
    monkeypatch.setattr(mixer_process, "main", started.append)
    file = tmp_path / "mine.toml"
    file.write_text("[mixer]\ncomplexity = 8\nfec = false\njitter_max_ms = 90\n")
    assert run.main(["mixer", "--config", str(file), "--run-dir", str(tmp_path)]) == 0
    assert started[0].mix == MixerSettings(complexity=8, fec=False, jitter_max_ms=90)


def test_nonsense_in_the_file_ends_the_start_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[mixer]\ncomplexity = 11\n")
    assert run.main(["mixer", "--config", str(file), "--run-dir", str(tmp_path)]) != 0
    assert "run.py: mixer.complexity must be between 0 and 10, not 11" in capsys.readouterr().err
