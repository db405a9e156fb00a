# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""Native twin of ``media.mixer.protection``, ``media.mixer.levels.energy_and_peak``, ``media.mixer.timeline.interpolated`` and
``media.polled_pipe.read_messages``: same sound, same messages.

Sound that needs no attenuation passes bit exact, as there.
"""

from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.errno cimport EAGAIN, EINTR, errno
from libc.math cimport exp, log10, pow, sqrt
from libc.string cimport memcpy, memmove, memset

import numpy as np

from bus import pipe
from media.mixer import hearing, limiter

cdef enum:
    BLOCK = 960
    RISE_GROUP = 48
    RISE_GROUPS = 20
    HOLD = 10
    LIMIT_GROUP = 16
    LIMIT_GROUPS = 60
    AHEAD = 9
    LANES = 16

cdef double RISE_DB = hearing.RISE_DB
cdef double FALL_DB = hearing.FALL_DB
cdef double SILENCE_DB = hearing.SILENCE_DB
cdef double SILENCE = 10 ** (hearing.SILENCE_DB / 20)
cdef double SUSTAINED = 10 ** (hearing.SUSTAINED_DB / 10)
cdef double SHARE = 1 - exp(-BLOCK / (48_000 * <double>hearing.SUSTAINED_S))
cdef double RELEASE = limiter.RELEASE_DB_PER_S * LIMIT_GROUP / 48_000

assert (hearing.GROUP, hearing.DELAY_SAMPLES, hearing.HOLD_GROUPS) == (RISE_GROUP, RISE_GROUP, HOLD)
assert (limiter.GROUP, limiter.LOOKAHEAD_GROUPS) == (LIMIT_GROUP, AHEAD)


cdef double _energy(const float *sound, int samples) noexcept nogil:
    cdef float lanes[LANES]
    cdef double total = 0
    cdef int i, lane, chunks = samples / LANES
    memset(lanes, 0, sizeof(lanes))
    for i in range(chunks):
        for lane in range(LANES):
            lanes[lane] += sound[i * LANES + lane] * sound[i * LANES + lane]
    for i in range(chunks * LANES, samples):
        total += sound[i] * sound[i]
    for lane in range(LANES):
        total += lanes[lane]
    return total


cdef float _peak(const float *sound, int samples) noexcept nogil:
    cdef float lanes[LANES]
    cdef float value, peak = 0
    cdef int i, lane, chunks = samples / LANES
    memset(lanes, 0, sizeof(lanes))
    for i in range(chunks):
        for lane in range(LANES):
            value = sound[i * LANES + lane]
            value = value if value >= 0 else -value
            lanes[lane] = value if value > lanes[lane] else lanes[lane]
    for i in range(chunks * LANES, samples):
        value = sound[i] if sound[i] >= 0 else -sound[i]
        peak = value if value > peak else peak
    for lane in range(LANES):
        peak = lanes[lane] if lanes[lane] > peak else peak
    return peak


cdef void _shape(float *sound, const double *gains, int groups, int length) noexcept nogil:
    """Each group's gain moves along a straight line, and is complete at the group's end."""
    cdef int group, i
    cdef double step
    for group in range(groups):
        step = (gains[group + 1] - gains[group]) / length
        for i in range(length):
            sound[group * length + i] = <float>(sound[group * length + i] * (gains[group] + step * (i + 1)))


def energy_and_peak(const float[::1] block):
    """Sum of the squared samples (not finite when a sample is not), and the loudest sample."""
    if block.shape[0] == 0:
        return 0.0, 0.0
    return _energy(&block[0], <int>block.shape[0]), _peak(&block[0], <int>block.shape[0])


def interpolated(const float[::1] around, const Py_ssize_t[::1] whole, const float[:, ::1] coefficients):
    """For each row of ``coefficients`` its sum with as many samples of ``around`` from the row's ``whole`` on."""
    cdef Py_ssize_t i, tap, rows = coefficients.shape[0], taps = coefficients.shape[1]
    cdef const float *row
    cdef const float *window
    cdef float lanes[8]
    block = np.empty(rows, np.float32)
    cdef float[::1] out = block
    if whole.shape[0] != rows or taps % 8:
        raise ValueError("one start to each row of coefficients, eight or a multiple in each")
    for i in range(rows):
        if whole[i] < 0 or whole[i] > around.shape[0] - taps:
            raise ValueError("not enough samples")
        row, window = &coefficients[i, 0], &around[whole[i]]
        memset(lanes, 0, sizeof(lanes))
        for tap in range(taps):
            lanes[tap % 8] += row[tap] * window[tap]
        out[i] = ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]))
    return block


cdef extern from "sys/socket.h" nogil:
    ssize_t recv(int fd, void *buffer, size_t length, int flags)
    int MSG_DONTWAIT


cdef enum:
    MAX_MESSAGE = 65536
    RTP_HEADER = 12

assert pipe.MAX_MESSAGE == MAX_MESSAGE
cdef unsigned char _message[MAX_MESSAGE]
cdef unsigned char KIND_RTP = pipe.KIND_RTP


cdef double _arrival(const unsigned char *data) noexcept nogil:
    cdef unsigned long long bits = 0
    cdef double value
    cdef int i
    for i in range(8):
        bits = bits << 8 | data[i]
    memcpy(&value, &bits, sizeof(value))
    return value


def read_messages(int fd, int limit, on_rtp, on_other):
    """Until the socket is empty, or ``limit``; False when the other end is gone."""
    cdef ssize_t size
    cdef Py_ssize_t start
    for _ in range(limit):
        size = recv(fd, _message, MAX_MESSAGE, MSG_DONTWAIT)
        if size < 0 and errno == EINTR:
            continue
        if size <= 0:
            return size < 0 and errno == EAGAIN
        start = 2 + _message[1] if size > 1 else size
        if _message[0] == KIND_RTP and size >= start + 8 + RTP_HEADER:
            packet = PyBytes_FromStringAndSize(<char *>_message + start + 8, size - start - 8)
            arrival = _arrival(_message + start)
            try:
                name = _message[2:start].decode("utf-8")
            except UnicodeDecodeError:
                on_other(PyBytes_FromStringAndSize(<char *>_message, size))
            else:
                on_rtp(name, arrival, packet)
        else:
            on_other(PyBytes_FromStringAndSize(<char *>_message, size))
    return True


cdef class NativeProtection:
    cdef float _rise_delayed[RISE_GROUP]
    cdef float _peaks[HOLD - 1 + RISE_GROUPS]
    cdef double _heard_db, _next_db, _power, _gain, _ceiling
    cdef float _limit_delayed[AHEAD * LIMIT_GROUP]
    cdef double _envelope[2 * AHEAD + LIMIT_GROUPS]
    cdef bint _limiting
    cdef float *_out
    cdef object _sound

    def __init__(self, double ceiling_db=-6.0):
        cdef float[::1] out
        self._sound = np.zeros(BLOCK, np.float32)
        out = self._sound
        self._out = &out[0]
        self._ceiling = 10 ** (ceiling_db / 20)
        self._heard_db = SILENCE_DB
        self._gain = 1.0

    def process(self, const float[::1] block):
        cdef double energy
        if block.shape[0] != BLOCK:
            raise ValueError("a block has 960 samples")
        with nogil:
            self._rise(&block[0])
            self._sustain()
            self._limit()
            energy = _energy(self._out, BLOCK)
        return self._sound, energy

    cdef void _rise(self, const float *block) noexcept nogil:
        cdef double boundaries[RISE_GROUPS + 1]
        cdef bint any_gain
        cdef int group
        memcpy(self._out, self._rise_delayed, sizeof(self._rise_delayed))
        memcpy(self._out + RISE_GROUP, block, (BLOCK - RISE_GROUP) * sizeof(float))
        memcpy(self._rise_delayed, block + BLOCK - RISE_GROUP, sizeof(self._rise_delayed))
        memmove(self._peaks, self._peaks + RISE_GROUPS, (HOLD - 1) * sizeof(float))
        for group in range(RISE_GROUPS):
            self._peaks[HOLD - 1 + group] = _peak(block + group * RISE_GROUP, RISE_GROUP)
        boundaries[0] = self._next_db
        any_gain = self._sudden(boundaries + 1) or boundaries[0] != 0
        self._next_db = boundaries[RISE_GROUPS]
        if any_gain:
            for group in range(RISE_GROUPS + 1):
                boundaries[group] = pow(10, -boundaries[group] / 20)
            _shape(self._out, boundaries, RISE_GROUPS, RISE_GROUP)

    cdef bint _sudden(self, double *attenuation) noexcept nogil:
        """dB for each group; whether any is attenuated."""
        cdef double heard = self._heard_db, level
        cdef float held
        cdef bint found = False
        cdef int group, i
        memset(attenuation, 0, RISE_GROUPS * sizeof(double))
        if _peak(self._peaks, HOLD - 1 + RISE_GROUPS) <= SILENCE:
            self._heard_db = max(heard - FALL_DB * RISE_GROUPS, SILENCE_DB)
            return False
        for group in range(RISE_GROUPS):
            held = 1e-6
            for i in range(HOLD):
                held = self._peaks[group + i] if self._peaks[group + i] > held else held
            level = 20 * log10(held)
            if level <= heard:
                heard = max(level, heard - FALL_DB, SILENCE_DB)
            else:
                heard = min(level, heard + RISE_DB)
                attenuation[group] = level - heard
                found = found or attenuation[group] != 0
        self._heard_db = heard
        return found

    cdef void _sustain(self) noexcept nogil:
        cdef double before = self._gain, step
        cdef int i
        self._power += (_energy(self._out, BLOCK) / BLOCK - self._power) * SHARE
        self._gain = sqrt(SUSTAINED / self._power) if self._power > SUSTAINED else 1.0
        if before == 1.0 and self._gain == 1.0:
            return
        step = (self._gain - before) / BLOCK
        for i in range(BLOCK):
            self._out[i] = <float>(self._out[i] * (before + step * (i + 1)))

    cdef void _limit(self) noexcept nogil:
        cdef float block[BLOCK]
        cdef float loudest = _peak(self._out, BLOCK)
        memcpy(block, self._out, sizeof(block))
        memcpy(self._out, self._limit_delayed, sizeof(self._limit_delayed))
        memcpy(self._out + AHEAD * LIMIT_GROUP, block, sizeof(block) - sizeof(self._limit_delayed))
        memcpy(self._limit_delayed, block + BLOCK - AHEAD * LIMIT_GROUP, sizeof(self._limit_delayed))
        if loudest > self._ceiling or self._limiting:
            self._attenuate(block)

    cdef void _attenuate(self, const float *block) noexcept nogil:
        """``block``: what comes in; what goes out is attenuated."""
        cdef double *envelope = self._envelope
        cdef double held[LIMIT_GROUPS + AHEAD]
        cdef double gains[LIMIT_GROUPS + 1]
        cdef double released, required, total
        cdef int i, j
        memmove(envelope, envelope + LIMIT_GROUPS, 2 * AHEAD * sizeof(double))
        released = envelope[2 * AHEAD - 1]
        for i in range(LIMIT_GROUPS):
            required = 20 * log10(max(_peak(block + i * LIMIT_GROUP, LIMIT_GROUP) / self._ceiling, 1.0))
            released = max(required, released - RELEASE)
            envelope[2 * AHEAD + i] = released
        for i in range(LIMIT_GROUPS + AHEAD):
            held[i] = envelope[i]
            for j in range(1, AHEAD + 1):
                held[i] = max(held[i], envelope[i + j])
        for i in range(LIMIT_GROUPS + 1):
            total = 0
            for j in range(AHEAD):
                total += held[i + j]
            gains[i] = pow(10, -total / AHEAD / 20)
        _shape(self._out, gains, LIMIT_GROUPS, LIMIT_GROUP)
        self._limiting = False
        for i in range(LIMIT_GROUPS, LIMIT_GROUPS + 2 * AHEAD):
            self._limiting = self._limiting or envelope[i] > 0
