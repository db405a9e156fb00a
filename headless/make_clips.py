"""Speak ``clips/debate.toml`` into Ogg Opus files.  Run by hand when the text changes: ``python -m headless.make_clips``.

Needs ``espeak-ng`` and ``ffmpeg`` on the PATH (Debian packages of the same names); the result is committed, so nothing else
needs them.  Each sentence is synthesised alone, the sentences are joined with a breath between them, the whole is brought to
:data:`LOUDNESS_LUFS` (ITU-R BS.1770 as measured by ffmpeg, peaks limited to -6 dBFS) and encoded at 20 ms a packet.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
import soundfile

from headless import script

LOUDNESS_LUFS = -21.0
BITRATE_BPS = 18_000
BREATH_MS = 320
EDGE_MS = 60
RATE_HZ = 48_000
VOICES = {"ar": "ar", "zh": "cmn-latn-pinyin", "en": "en-gb", "fr": "fr", "ru": "ru", "es": "es"}
WORDS_PER_MINUTE = {"ar": 190, "zh": 210, "en": 160, "fr": 165, "ru": 160, "es": 170}
AMBIENCE_DBFS = -56.0
AMBIENCE_S = 8

Samples = npt.NDArray[np.float32]


def run(*words: str) -> str:
    """The command's stderr, where ffmpeg reports; raises ``CalledProcessError``."""
    return subprocess.run(words, check=True, capture_output=True, text=True).stderr


def speak(sentence: str, language: str, voice: str, place: Path) -> Samples:
    """Mono samples at 48 kHz without the silence around the sentence."""
    raw, even = place / "raw.wav", place / "even.wav"
    name = f"{VOICES[language]}+{voice}"
    run("espeak-ng", "-v", name, "-s", str(WORDS_PER_MINUTE[language]), "-w", str(raw), sentence)
    run("ffmpeg", "-y", "-i", str(raw), "-ar", str(RATE_HZ), "-ac", "1", str(even))
    samples: Samples = soundfile.read(str(even), dtype="float32")[0]
    loud = np.flatnonzero(np.abs(samples) > 0.004)
    return samples[loud[0] : loud[-1] + 1]


def silence(duration_ms: int) -> Samples:
    return np.zeros(duration_ms * RATE_HZ // 1000, np.float32)


def join(sentences: list[Samples]) -> tuple[Samples, script.Spoken]:
    parts, ends, position = [silence(EDGE_MS)], [], EDGE_MS
    for index, samples in enumerate(sentences):
        pause = silence(BREATH_MS if index + 1 < len(sentences) else EDGE_MS)
        parts += [samples, pause]
        position += len(samples) * 1000 // RATE_HZ
        ends.append(position)
        position += len(pause) * 1000 // RATE_HZ
    whole = np.concatenate(parts)
    return whole, script.Spoken(len(whole) * 1000 // RATE_HZ, tuple(ends))


def measure_lufs(path: Path) -> float:
    report = run("ffmpeg", "-nostats", "-i", str(path), "-af", "ebur128", "-f", "null", "-")
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", report)[-1])


def encode(samples: Samples, target: Path, place: Path, *, level: float | None, bitrate_bps: int = BITRATE_BPS) -> None:
    """Write ``target`` (Ogg Opus).  ``level``: integrated loudness to be reached, in LUFS; None keeps the samples."""
    wav, even = place / "joined.wav", place / "levelled.wav"
    # 3 s of padding by repetition let the gate of BS.1770 work on clips shorter than its window.
    soundfile.write(str(wav), np.tile(samples, 1 + 3 * RATE_HZ // len(samples)), RATE_HZ, subtype="FLOAT")
    if level is not None:
        samples = samples * np.float32(10 ** ((level - measure_lufs(wav)) / 20))
    soundfile.write(str(wav), samples, RATE_HZ, subtype="FLOAT")
    run("ffmpeg", "-y", "-i", str(wav), "-af", "alimiter=limit=0.5:level=false:latency=true", "-c:a", "pcm_f32le", str(even))
    target.parent.mkdir(parents=True, exist_ok=True)
    codec = ["-c:a", "libopus", "-b:a", str(bitrate_bps), "-frame_duration", "20", "-application", "voip", "-vbr", "on"]
    run("ffmpeg", "-y", "-i", str(even), "-map_metadata", "-1", "-fflags", "+bitexact", *codec, "-f", "ogg", str(target))


def ambience() -> Samples:
    """The hall when nobody speaks: quiet noise of a ventilated room, its end faded into its beginning."""
    random = np.random.default_rng(2)
    count, fade = AMBIENCE_S * RATE_HZ, RATE_HZ
    spectrum = np.fft.rfft(random.standard_normal(count + fade))
    frequency_hz = np.fft.rfftfreq(count + fade, 1 / RATE_HZ)
    spectrum *= 1 / (1 + (frequency_hz / 250) ** 1.5) * (frequency_hz > 40)
    noise = np.fft.irfft(spectrum)
    slope = np.sqrt(np.linspace(0, 1, fade))
    noise[:fade] = noise[:fade] * slope + noise[count:] * slope[::-1]
    noise = noise[:count]
    level = 10 ** (AMBIENCE_DBFS / 20) / np.sqrt(np.mean(noise**2))
    return np.asarray(noise * level, np.float32)


def main() -> None:
    debate = script.load()
    index: dict[str, dict[str, script.Spoken]] = {}
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        for key, texts in debate.clips.items():
            index[key] = {}
            for language, sentences in texts.items():
                voice = debate.voice(key, language)
                samples, index[key][language] = join([speak(text, language, voice, place) for text in sentences])
                encode(samples, script.CLIPS / language / f"{key}.opus", place, level=LOUDNESS_LUFS)
        encode(ambience(), script.CLIPS / "ambience.opus", place, level=None, bitrate_bps=12_000)
    (script.CLIPS / "index.json").write_bytes(msgspec.json.format(msgspec.json.encode(index), indent=1) + b"\n")


if __name__ == "__main__":
    main()
