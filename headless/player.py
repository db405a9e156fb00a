"""Plays a recorded statement into the floor: the server's child, told over its own standard input and output.

A line of JSON each way: we say ``{"offer"}``, the server ``{"answer"}``, we ``{"playing"}`` and, at the end, ``{"done"}``.
The end of the input ends us.  ``--probe`` only reads the file through and says ``{"duration_s"}``.  The file was handed in
by somebody: it is decoded here, within limits of time and memory, and nowhere else.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import sys
from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import overload

import numpy as np
import numpy.typing as npt
import soundfile

from headless.cadence import PERIOD_S, Cadence
from headless.clips import SILENCE, Clip
from headless.connection import ConnectError
from headless.dtls import Identity
from headless.peers import PublisherPeer
from headless.sdp import SdpError
from headless.sending import AudioSender, VideoSender
from media.codec.opus import Encoder

RATE_HZ, FRAME = 48_000, 960
TAPS = 32
RATES_HZ = (8_000, 192_000)
LONGEST_S = 3600.0
MEMORY_BYTES = 2 << 30
PROBE_CPU_S = 60
READ = 65_536
Samples = npt.NDArray[np.float32]


class Unplayable(ValueError):
    """Not sound we decode, or too long."""


class Recording(Sequence[bytes]):
    """A file as Opus packets of 20 ms, made as they are asked for, in order."""

    def __init__(self, path: Path) -> None:
        """Raises :class:`Unplayable`."""
        try:
            self._file = soundfile.SoundFile(path)
        except (soundfile.SoundFileError, OSError, RuntimeError) as error:
            raise Unplayable(str(error)) from error
        rate, frames = self._file.samplerate, self._file.frames
        if not RATES_HZ[0] <= rate <= RATES_HZ[1] or not 1 <= self._file.channels <= 8:
            raise Unplayable("rate or channels")
        self.duration_s = float(frames / rate)
        if not 0 < self.duration_s <= LONGEST_S:
            raise Unplayable("length")
        self._length: int = -(-round(self.duration_s * RATE_HZ) // FRAME)
        self._resampler = Resampler(rate)
        self._encoder = Encoder()
        self._ready = np.zeros(0, np.float32)
        self._next = 0

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> bytes: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[bytes]: ...

    def __getitem__(self, index: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(index, slice) or index != self._next:
            raise IndexError("packets come in order, once each")
        self._next += 1
        return self._encoder.encode(self._block()) if index < self._length else SILENCE

    def _block(self) -> Samples:
        while len(self._ready) < FRAME:
            read = self._read()
            more = self._resampler.push(read) if len(read) else np.zeros(FRAME, np.float32)
            self._ready = np.concatenate((self._ready, more))
        block, self._ready = self._ready[:FRAME], self._ready[FRAME:]
        return np.ascontiguousarray(np.clip(block, -1.0, 1.0))

    def _read(self) -> Samples:
        try:
            read: Samples = self._file.read(READ // 16, dtype="float32", always_2d=True).mean(axis=1)
        except (soundfile.SoundFileError, RuntimeError):
            return np.zeros(0, np.float32)
        return np.nan_to_num(read, nan=0.0, posinf=0.0, neginf=0.0)

    def read_through(self) -> float:
        """Seconds really decoded.  Raises :class:`Unplayable`."""
        frames = 0
        try:
            while count := len(self._file.read(READ, dtype="float32", always_2d=True)):
                frames += count
        except (soundfile.SoundFileError, RuntimeError) as error:
            raise Unplayable(str(error)) from error
        if frames != self._file.frames:
            raise Unplayable("cut off")
        return frames / float(self._file.samplerate)


class Resampler:
    """Any rate to 48 kHz by a windowed-sinc interpolator; keeps what the next block needs."""

    def __init__(self, rate_hz: int) -> None:
        self._step = Fraction(rate_hz, RATE_HZ)
        self._cutoff = min(1.0, RATE_HZ / rate_hz)
        self._history: Samples = np.zeros(TAPS, np.float32)
        self._position = Fraction(TAPS // 2)

    @cached_property
    def _offsets(self) -> npt.NDArray[np.int64]:
        return np.arange(1 - TAPS // 2, TAPS // 2 + 1)

    def push(self, block: Samples) -> Samples:
        signal = np.concatenate((self._history, block))
        count = max(0, int((len(signal) - TAPS // 2 - 1 - self._position) / self._step) + 1)
        numerators = self._position.numerator * self._step.denominator
        denominator = self._position.denominator * self._step.denominator
        steps = self._step.numerator * self._position.denominator
        at = numerators + steps * np.arange(count, dtype=np.int64)
        whole, part = at // denominator, (at % denominator) / denominator
        distance = self._offsets[None, :] - part[:, None]
        window = np.cos(np.pi * distance / (TAPS + 2)) ** 2
        kernel = self._cutoff * np.sinc(self._cutoff * distance) * window
        out: npt.NDArray[np.float64] = (signal[whole[:, None] + self._offsets[None, :]] * kernel).sum(axis=1)
        self._position += self._step * count
        passed = int(self._position) - TAPS // 2
        self._history, self._position = signal[passed:], self._position - passed
        return out.astype(np.float32)


# --- the child --------------------------------------------------------------------------------------------------------


def main(arguments: list[str]) -> int:
    """``[--probe] FILE``."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        if arguments[:1] == ["--probe"]:
            resource.setrlimit(resource.RLIMIT_CPU, (PROBE_CPU_S, PROBE_CPU_S))
            _say(duration_s=Recording(Path(arguments[1])).read_through())
        else:
            asyncio.run(_play(Recording(Path(arguments[0]))))
    except (Unplayable, ConnectError, SdpError, EOFError) as error:
        _say(error=str(error))
        return 1
    return 0


def _say(**fields: object) -> None:
    print(json.dumps(fields), flush=True)


async def _play(recording: Recording) -> None:
    """Raises :class:`ConnectError`, ``EOFError``."""
    lines = await _input()
    peer: PublisherPeer | None = None

    def transmit(packet: bytes) -> bytes:
        return peer.connection.send_rtp(packet) if peer is not None and peer.connection.connected else b""

    voice = AudioSender(random.randrange(1, 1 << 32), transmit)
    picture = VideoSender(random.randrange(1, 1 << 32), transmit)
    lost = asyncio.Event()
    peer = PublisherPeer(Identity(), voice, picture, random.randrange(1, 1 << 32), lost.set)
    _say(offer=peer.offer)
    answer = json.loads(await _line(lines))["answer"]
    try:
        await peer.connect("recording", answer)
        await _send(recording, voice, lines, lost)
    finally:
        peer.close()
    _say(done=True)


async def _send(recording: Recording, voice: AudioSender, lines: asyncio.StreamReader, lost: asyncio.Event) -> None:
    """Until the end, the loss of the connection, or ``stop`` (any line, or the end of the input)."""
    if json.loads(await _line(lines)).get("go") is not True:
        return
    finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    cadence = Cadence()
    voice.play(Clip(recording), finished=finished)  # type: ignore[arg-type]  # only its length and items are asked for
    voice.open = True
    key = cadence.add(voice.step)
    _say(playing=True)
    ends = [asyncio.ensure_future(end) for end in (finished, lines.readline(), lost.wait())]
    try:
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.sleep(PERIOD_S)
    finally:
        cadence.remove(key)
        for end in ends:
            end.cancel()


async def _input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=1 << 20)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


async def _line(lines: asyncio.StreamReader) -> bytes:
    line = await lines.readline()
    if not line:
        raise EOFError("nobody is there")
    return line
