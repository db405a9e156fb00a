"""Opus by a thin cffi (ABI mode) binding onto libopus: what RFC 6716 codecs need and PyAV does not give.

Concealment, in-band FEC and run-time controls.  All sound is mono float32 at 48 kHz, full scale ±1.0.  The library is the
system's ``libopus.so.0``, else the copy inside the PyAV wheel.  Calls release the interpreter lock.
"""

from __future__ import annotations

import glob
import importlib.util
import os
from collections.abc import Sequence
from typing import Any, Final, Literal, cast

import cffi
import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
Application = Literal["audio", "voip"]
Signal = Literal["auto", "voice", "music"]

SAMPLE_RATE_HZ: Final = 48_000
MAX_FRAME_SAMPLES: Final = 5_760
"""120 ms: the longest Opus packet (RFC 6716 §3.2)."""
MAX_PACKET_BYTES: Final = 1_275
LOOKAHEAD_SAMPLES: Final = 312
"""Encoder and decoder together delay the sound by this much (6.5 ms)."""

_APPLICATION = {"voip": 2048, "audio": 2049}
_SIGNAL = {"auto": -1000, "voice": 3001, "music": 3002}
_FULLBAND = 1105
_SET_BITRATE, _SET_BANDWIDTH, _SET_COMPLEXITY, _SET_FEC, _SET_LOSS = 4002, 4008, 4010, 4012, 4014
_SET_SIGNAL, _RESET = 4024, 4028

_DECLARATIONS = """
typedef struct OpusEncoder OpusEncoder;
typedef struct OpusDecoder OpusDecoder;
const char *opus_strerror(int error);
const char *opus_get_version_string(void);
OpusEncoder *opus_encoder_create(int32_t rate, int channels, int application, int *error);
int32_t opus_encode_float(OpusEncoder *st, const float *pcm, int frame_size, unsigned char *data, int32_t max_data_bytes);
int opus_encoder_ctl(OpusEncoder *st, int request, ...);
void opus_encoder_destroy(OpusEncoder *st);
OpusDecoder *opus_decoder_create(int32_t rate, int channels, int *error);
int opus_decoder_get_size(int channels);
int opus_decode_float(OpusDecoder *st, const unsigned char *data, int32_t len, float *pcm, int frame_size, int decode_fec);
int opus_decoder_ctl(OpusDecoder *st, int request, ...);
void opus_decoder_destroy(OpusDecoder *st);
int opus_packet_get_nb_samples(const unsigned char *packet, int32_t len, int32_t rate);
"""


class OpusError(Exception):
    """libopus refused: ``code`` is its negative error number (-4: invalid packet), or 0 when it could not be loaded."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


def _candidates() -> list[str]:
    """Where libopus may be, best first: the system's, then the copy in the PyAV wheel."""
    found = ["libopus.so.0", "libopus.0.dylib"]
    wheel = importlib.util.find_spec("av")
    if wheel is not None and wheel.origin:
        package = os.path.dirname(wheel.origin)
        found += sorted(glob.glob(os.path.join(package + ".libs", "libopus*.so*")))
        found += sorted(glob.glob(os.path.join(package, ".dylibs", "libopus*.dylib")))
    return found


def _load(names: Sequence[str]) -> tuple[Any, Any]:
    ffi = cffi.FFI()
    ffi.cdef(_DECLARATIONS)
    failures = []
    for name in names:
        try:
            return ffi, ffi.dlopen(name)
        except OSError as error:
            failures.append(str(error))
    raise OpusError(0, "libopus not found: " + "; ".join(failures))


_ffi, _lib = _load(_candidates())
_FLOATS = _ffi.typeof("float[]")
_encode, _decode = _lib.opus_encode_float, _lib.opus_decode_float


def library_version() -> str:
    """Such as ``libopus 1.5.2``."""
    return cast(bytes, _ffi.string(_lib.opus_get_version_string())).decode()


def _checked(result: int) -> int:
    if result < 0:
        raise OpusError(result, cast(bytes, _ffi.string(_lib.opus_strerror(result))).decode())
    return result


def packet_samples(packet: bytes) -> int:
    """Duration of a packet in samples at 48 kHz, 120…5,760.  Raises :class:`OpusError` on an invalid one (RFC 6716 §3.4)."""
    samples = _checked(_lib.opus_packet_get_nb_samples(packet, len(packet), SAMPLE_RATE_HZ))
    if not 0 < samples <= MAX_FRAME_SAMPLES:
        raise OpusError(-4, "corrupted stream")
    return samples


def has_fec(packet: bytes) -> bool:
    """Whether the packet carries the frame before it at lower quality (LBRR, RFC 6716 §4.2.4).

    Only SILK and hybrid modes can; the flags follow the voice activity flags in the first SILK header.  A packet of several
    frames is judged by its first, which is the one :meth:`Decoder.decode_fec` uses.
    """
    if len(packet) < 2 or packet[0] & 0x80:
        return False
    config, stereo, count = packet[0] >> 3, packet[0] & 4, packet[0] & 3
    offset = {0: 1, 1: 1}.get(count, 0)
    if count == 2:
        offset = 2 if packet[1] < 252 else 3
    elif count == 3:
        offset = _first_frame_of_many(packet)
    if not 0 < offset < len(packet):
        return False
    silk_frames = 1 if config >= 12 else (1, 1, 2, 3)[config & 3]
    mid = packet[offset] >> (7 - silk_frames) & 1
    side = packet[offset] >> (6 - 2 * silk_frames) & 1 if stereo and silk_frames < 3 else 0
    return bool(mid or side)


def _first_frame_of_many(packet: bytes) -> int:
    """Offset of the first frame of a code 3 packet (RFC 6716 §3.2.5), -1 when truncated."""
    header, position = packet[1], 2
    if header & 0x40:
        while position < len(packet) and packet[position] == 255:
            position += 1
        position += 1
    if header & 0x80:
        for _ in range((header & 0x3F) - 1):
            if position >= len(packet):
                return -1
            position += 1 if packet[position] < 252 else 2
    return position


def joined(first: bytes, second: bytes) -> bytes | None:
    """Two packets of one frame each as one packet of two (RFC 6716 §3.2.3 and §3.2.4), which decodes to the same sound.

    None where that cannot be: frames of different modes, bandwidths or lengths, or more than one in a packet.
    """
    if not first or not second or first[0] != second[0] or first[0] & 3:
        return None
    if len(first) == len(second):
        return bytes((first[0] | 1,)) + first[1:] + second[1:]
    length = len(first) - 1
    coded = bytes((length,)) if length < 252 else bytes((252 + (length & 3), (length - 252 - (length & 3)) >> 2))
    return bytes((first[0] | 2,)) + coded + first[1:] + second[1:]


_STATE_BYTES: Final = int(_lib.opus_decoder_get_size(1))


class Decoder:
    """One Opus stream in, mono blocks out.  Stereo packets are mixed down by libopus.  One thread at a time."""

    def __init__(self) -> None:
        error = _ffi.new("int *")
        state = _lib.opus_decoder_create(SAMPLE_RATE_HZ, 1, error)
        _checked(error[0])
        self._state = _ffi.gc(state, _lib.opus_decoder_destroy)
        self._pcm = np.zeros(MAX_FRAME_SAMPLES, np.float32)
        self._out = _ffi.cast("float *", self._pcm.ctypes.data)

    def decode(self, packet: bytes) -> Samples:
        """The packet's sound: ``packet_samples(packet)`` samples.  Raises :class:`OpusError`; the decoder stays usable."""
        if not packet:
            raise OpusError(-4, "empty packet")
        return self._run(packet, len(packet), MAX_FRAME_SAMPLES, 0)

    def decode_fec(self, packet: bytes, samples: int) -> Samples:
        """The ``samples`` just before ``packet``, from its in-band FEC; concealment where it carries none."""
        if not packet:
            raise OpusError(-4, "empty packet")
        return self._run(packet, len(packet), samples, 1)

    def conceal(self, samples: int) -> Samples:
        """Invent ``samples`` (a multiple of 120, at most 5,760) in place of a lost packet."""
        return self._run(_ffi.NULL, 0, samples, 0)

    def reset(self) -> None:
        """Forget the stream, as after creation."""
        _checked(_lib.opus_decoder_ctl(self._state, _RESET))

    def save(self) -> bytes:
        """The state as it is now, for :meth:`restore` of the same decoder (some 20 KiB; libopus's states hold no pointers
        into themselves)."""
        return bytes(_ffi.buffer(self._state, _STATE_BYTES))

    def restore(self, saved: bytes) -> None:
        """Go on as if nothing had been decoded or invented since ``saved`` was made."""
        _ffi.memmove(self._state, saved, _STATE_BYTES)

    def _run(self, data: Any, length: int, samples: int, fec: int) -> Samples:
        if not 0 < samples <= MAX_FRAME_SAMPLES:
            raise OpusError(-1, "frame size out of range")
        count = _decode(self._state, data, length, self._out, samples, fec)
        if count < 0:
            _checked(count)
        return self._pcm[:count].copy()


class Encoder:
    """Mono blocks in, one Opus stream out.

    The defaults keep in-band FEC at every bitrate from 24 kbit/s: ``signal="voice"`` with expected loss makes libopus choose
    hybrid mode (SILK below 8 kHz, CELT to 20 kHz), the only fullband mode that carries FEC.  ``application="audio"`` leaves
    out the speech high-pass filter.  See docs/algorithms/mixing.md for the measurements.
    """

    def __init__(
        self,
        *,
        bitrate_bps: int = 64_000,
        application: Application = "audio",
        signal: Signal = "voice",
        complexity: int = 5,
        fec: bool = True,
        loss_percent: int = 10,
    ) -> None:
        error = _ffi.new("int *")
        state = _lib.opus_encoder_create(SAMPLE_RATE_HZ, 1, _APPLICATION[application], error)
        _checked(error[0])
        self._state = _ffi.gc(state, _lib.opus_encoder_destroy)
        self._packet = _ffi.new("unsigned char[]", MAX_PACKET_BYTES)
        self._view = _ffi.buffer(self._packet)
        self._block: Samples | None = None
        # the last block and where it is: who encodes always the same array has it looked up once
        self._control(_SET_BANDWIDTH, _FULLBAND)
        self._control(_SET_SIGNAL, _SIGNAL[signal])
        self.set_bitrate(bitrate_bps)
        self.set_complexity(complexity)
        self.set_fec(fec, loss_percent)

    def encode(self, block: Samples) -> bytes:
        """One packet of 2.5, 5, 10, 20, 40 or 60 ms of contiguous mono float32; else raises :class:`OpusError`."""
        if block is not self._block:
            if block.dtype != np.float32 or not block.flags.c_contiguous or block.ndim != 1:
                raise OpusError(-1, "a block is contiguous mono float32")
            self._block, self._data = block, _ffi.from_buffer(_FLOATS, block)
        length: int = _encode(self._state, self._data, len(block), self._packet, MAX_PACKET_BYTES)
        if length < 0:
            _checked(length)
        packet: bytes = self._view[:length]
        return packet

    def set_bitrate(self, bitrate_bps: int) -> None:
        self._control(_SET_BITRATE, bitrate_bps)

    def set_complexity(self, complexity: int) -> None:
        """0 (cheapest) … 10."""
        self._control(_SET_COMPLEXITY, complexity)

    def set_fec(self, fec: bool, loss_percent: int) -> None:
        """In-band FEC, and the loss to arm against: below 1 % libopus sends none; more loss gives FEC more of the bits."""
        self._control(_SET_FEC, int(fec))
        self._control(_SET_LOSS, loss_percent)

    def _control(self, request: int, value: int) -> None:
        _checked(_lib.opus_encoder_ctl(self._state, request, _ffi.cast("int32_t", value)))
