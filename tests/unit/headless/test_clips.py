"""The committed speech: complete, small, equally loud, and what the files say is what they hold."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from headless import script
from headless.clips import SILENCE, Clip, ClipError, Library, encode, read, tone
from headless.sound import Samples, level_dbfs, loudest_hz, tone_dbfs
from media.codec.opus import Decoder

SCRIPT = script.load()
LIBRARY = Library()
EVERY = [(key, language) for key in SCRIPT.clips for language in SCRIPT.languages]
MAX_BYTES = 2_000_000


def decode(clip: Clip) -> Samples:
    decoder = Decoder()
    return np.concatenate([decoder.decode(frame) for frame in clip.frames])


def spoken_dbfs(samples: Samples) -> float:
    """Level of the loud part: 100 ms blocks no more than 15 dB below the loudest."""
    blocks = samples[: len(samples) // 4800 * 4800].reshape(-1, 4800)
    levels = np.array([level_dbfs(block) for block in blocks])
    return level_dbfs(np.concatenate(blocks[levels > levels.max() - 15]))


def test_all_that_is_committed_stays_below_two_megabytes() -> None:
    assert sum(path.stat().st_size for path in script.CLIPS.rglob("*") if path.is_file()) <= MAX_BYTES


def test_every_text_exists_in_every_language_with_as_many_sentences() -> None:
    for key, texts in SCRIPT.clips.items():
        assert tuple(texts) == SCRIPT.languages, key
        assert len({len(sentences) for sentences in texts.values()}) == 1, key


def test_every_delegate_has_a_statement_and_an_introduction() -> None:
    for part in SCRIPT.delegates:
        assert {part.key, f"give-{part.key}"} <= set(SCRIPT.clips)
    assert {script.PERSON_SPEAKING, script.GIVE_PARTICIPANT, script.THANKS} <= set(SCRIPT.clips)
    assert sorted(part.language for part in SCRIPT.delegates) == sorted(SCRIPT.languages)
    assert sorted(part.language for part in SCRIPT.interpreters) == sorted(SCRIPT.languages)


def test_names_can_be_drawn_with_the_typeface_at_hand() -> None:
    for part in (*SCRIPT.delegates, SCRIPT.chair, SCRIPT.hall):
        assert (part.name + part.country).isascii()


@pytest.mark.parametrize("key", SCRIPT.clips)
def test_clips_are_as_long_as_the_index_says_and_equally_loud(key: str) -> None:
    index = script.load_index()
    for language in SCRIPT.languages:
        clip = LIBRARY.clip(key, language)
        assert clip.duration_s == pytest.approx(index[key][language].duration_ms / 1000, abs=0.06)
        assert len(clip.stops) == len(SCRIPT.clips[key][language])
        assert spoken_dbfs(decode(clip)) == pytest.approx(-21.5, abs=2.0), language


@pytest.mark.parametrize("part", SCRIPT.delegates, ids=lambda part: part.key)
def test_interpretations_are_about_as_long_as_the_statement(part: script.Part) -> None:
    original = LIBRARY.clip(part.key, part.language).duration_s
    for language in SCRIPT.languages:
        assert 0.75 < LIBRARY.clip(part.key, language).duration_s / original < 1.4, language


def test_no_clip_clips() -> None:
    for key, language in EVERY:
        assert np.abs(decode(LIBRARY.clip(key, language))).max() < 0.8


def test_the_ambience_is_quiet_and_never_silent() -> None:
    samples = decode(LIBRARY.ambience)
    assert -65 < level_dbfs(samples) < -48
    quietest = min(level_dbfs(block) for block in samples[4800:].reshape(-1, 960)[: len(samples) // 960 - 5])
    assert quietest > -80


def test_a_speaker_stops_at_the_last_sentence_end_within_the_time_given() -> None:
    clip = Clip(tuple(bytes((n % 256,)) for n in range(600)), stops=(100, 300, 580))
    assert clip.stop_after(10, 400) == 300
    assert clip.stop_after(310, 100) == 410, "no sentence ends in time: cut"
    assert clip.stop_after(310, 400) == 600, "what is over soon is said to the end"


def test_a_tone_is_a_tone() -> None:
    samples = decode(tone(440, 2.0))[9600:]
    assert loudest_hz(samples) == pytest.approx(440, abs=1)
    assert tone_dbfs(samples, 440) == pytest.approx(-20, abs=0.5)
    assert tone_dbfs(samples, 880) < -70


def test_silence_decodes_to_nothing() -> None:
    assert level_dbfs(decode(Clip((SILENCE,) * 5))) < -100


def test_what_is_no_ogg_opus_is_refused(tmp_path: Path) -> None:
    whole = (script.CLIPS / "en" / "thanks.opus").read_bytes()
    for name, data in {
        "empty": b"",
        "cut": whole[: len(whole) // 2],
        "text": b"not a sound at all, but long enough to be one" * 4,
        "damaged": whole[:28] + b"XXXX" + whole[32:],
    }.items():
        path = tmp_path / f"{name}.opus"
        path.write_bytes(data)
        with pytest.raises(ClipError):
            read(path)


def test_packets_of_another_duration_are_refused(tmp_path: Path) -> None:
    whole = bytearray((script.CLIPS / "en" / "thanks.opus").read_bytes())
    clip = read(script.CLIPS / "en" / "thanks.opus")
    at = bytes(whole).index(clip.frames[3])
    whole[at] = (whole[at] & 0x07) | 0 << 3
    path = tmp_path / "short.opus"
    path.write_bytes(bytes(whole))
    with pytest.raises(ClipError, match="20 ms"):
        read(path)


def test_encoding_keeps_whole_frames() -> None:
    assert len(encode(np.zeros(960 * 3 + 500, np.float32)).frames) == 3
