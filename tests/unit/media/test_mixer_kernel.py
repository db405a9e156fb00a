"""The mixer's native inner loops beside the references that specify them.  A missing native part fails: CI builds it."""

from __future__ import annotations

import math
import socket
from collections.abc import Callable, Iterator
from typing import cast

import numpy as np
import pytest

from bus import pipe
from media import polled_pipe
from media.mixer import _native, kernel, levels, timeline
from media.mixer.protection import ReferenceProtection
from media.testing import Samples, ToneSource, VoiceSource

BLOCKS = 300


def _blocks(sound: Samples) -> list[Samples]:
    return list(sound.astype(np.float32).reshape(-1, 960))


def _speech(gain: float) -> Samples:
    voice = VoiceSource(5)
    return np.concatenate([voice.read(960) for _ in range(BLOCKS)]) * np.float32(gain)


def _bursts() -> Samples:
    """Clicks, steps and tones out of silence, far above full scale now and then."""
    random = np.random.default_rng(3)
    sound = random.standard_normal(BLOCKS * 960) * 0.001
    for at in random.integers(0, BLOCKS * 960 - 5000, 40):
        length = int(random.integers(1, 5000))
        sound[at : at + length] += random.uniform(-2, 2) * np.sin(np.arange(length) * random.uniform(0.005, 1.5))
    return sound.astype(np.float32)


def _steady(level_db: float) -> Samples:
    return ToneSource(440, level_db=level_db).read(BLOCKS * 960)


@pytest.mark.parametrize(
    "sound",
    [_speech(0.3), _speech(1.0), _speech(6.0), _bursts(), _steady(-20), _steady(-9), _steady(0)],
    ids=["quiet speech", "speech", "loud speech", "bursts", "tone", "loud tone", "full scale"],
)
@pytest.mark.parametrize("ceiling_db", [-6.0, -1.0])
def test_both_protections_let_the_same_sound_out(sound: Samples, ceiling_db: float) -> None:
    native, reference = _native.NativeProtection(ceiling_db), ReferenceProtection(ceiling_db)
    for block in _blocks(sound):
        one, one_energy = native.process(block)
        other, other_energy = reference.process(block)
        np.testing.assert_allclose(one, other, rtol=2e-5, atol=2e-7)
        assert one_energy == pytest.approx(other_energy, rel=1e-4, abs=1e-9)
        assert np.abs(one).max() <= 10 ** (ceiling_db / 20) * 1.0001


def test_both_pass_sound_that_needs_no_attenuation_bit_exact() -> None:
    sound = _speech(0.1)
    for protection in (_native.NativeProtection(), ReferenceProtection()):
        out = np.concatenate([protection.process(block)[0].copy() for block in _blocks(sound)])
        assert np.array_equal(out[48_000 + 192 :], sound[48_000:-192]), "4 ms later, after the rise at the beginning"


def test_the_native_protection_starts_from_silence_and_returns_to_it() -> None:
    protection = _native.NativeProtection()
    silence = np.zeros(960, np.float32)
    assert not protection.process(silence)[0].any()
    protection.process(np.ones(960, np.float32))
    for _ in range(3):
        sound, energy = protection.process(silence)
    assert not sound.any() and energy == 0.0


@pytest.mark.parametrize("length", [0, 1, 15, 16, 17, 959, 960, 5760])
def test_both_meters_agree_on_blocks_of_any_length(length: int) -> None:
    block = np.random.default_rng(length).standard_normal(length).astype(np.float32)
    energy, peak = _native.energy_and_peak(block)
    assert energy == pytest.approx(levels.energy_and_peak(block)[0], rel=1e-5)
    assert peak == levels.energy_and_peak(block)[1] == np.abs(block).max(initial=0.0)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("at", [0, 500, 959])
def test_a_sample_that_is_no_number_shows_in_the_energy(bad: float, at: int) -> None:
    block = np.zeros(960, np.float32)
    block[at] = bad
    assert not math.isfinite(_native.energy_and_peak(block)[0])
    assert not math.isfinite(levels.energy_and_peak(block)[0])


def test_a_block_of_another_length_or_type_is_refused() -> None:
    protection = _native.NativeProtection()
    with pytest.raises(ValueError, match="960"):
        protection.process(np.zeros(959, np.float32))
    with pytest.raises(ValueError, match="dtype"):
        protection.process(np.zeros(960))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="contiguous"):
        protection.process(np.zeros(1920, np.float32)[::2])


def test_the_native_part_is_taken_unless_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    assert kernel._native() is _native
    monkeypatch.setenv("HEMICYCLE_MIXER", "reference")
    assert kernel._native() is None


@pytest.mark.parametrize("step", list(timeline.STEPS))
def test_both_interpolations_read_the_same(step: int) -> None:
    whole, coefficients = timeline._interpolation(step)
    around = np.random.default_rng(step).standard_normal(step + 2 * timeline.MARGIN).astype(np.float32)
    native = _native.interpolated(around, whole, coefficients)
    np.testing.assert_allclose(native, timeline.interpolated(around, whole, coefficients), atol=2e-6)


def test_an_interpolation_never_reads_past_the_end() -> None:
    whole, coefficients = timeline._interpolation(961)
    enough = np.zeros(whole[-1] + timeline.TAPS, np.float32)
    _native.interpolated(enough, whole, coefficients)
    with pytest.raises(ValueError, match="not enough"):
        _native.interpolated(enough[:-1], whole, coefficients)
    with pytest.raises(ValueError, match="not enough"):
        _native.interpolated(enough, whole - 1, coefficients)
    with pytest.raises(ValueError, match="one start"):
        _native.interpolated(enough, whole[:-1], coefficients)


Read = Callable[[int, int, Callable[[str, float, bytes], object], Callable[[bytes], object]], bool]


@pytest.fixture(params=[_native.read_messages, polled_pipe.read_messages], ids=["native", "reference"])
def read(request: pytest.FixtureRequest) -> Read:
    return cast(Read, request.param)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with one, other:
        other.setblocking(False)
        yield one, other


def test_messages_are_read_until_there_are_no_more(read: Read, ends: tuple[socket.socket, socket.socket]) -> None:
    transport, mixer = ends
    packet = bytes(range(12)) + bytes(1400)
    bad = [
        b"\x01",
        b"\x01\x03ab",
        b"\x01\xff" + bytes(200),
        pipe.encode_rtp(b"m/t", 1.0, bytes(11)),
        b"\x09\x00" + bytes(40),
    ]
    bad += [pipe.encode_rtp(b"\xff\xfe", 1.0, packet), pipe.encode_opus(b"m/fr", 1, b"sound")]
    for message in (pipe.encode_rtp("m/Zoë/mic".encode(), -1.25e-9, packet), *bad, pipe.encode_rtp(b"", 3e8, packet[:12])):
        transport.send(message)
    rtp: list[tuple[str, float, bytes]] = []
    other: list[bytes] = []
    assert read(mixer.fileno(), 100, lambda *fields: rtp.append(fields), other.append)
    assert rtp == [("m/Zoë/mic", -1.25e-9, packet), ("", 3e8, packet[:12])]
    assert other == bad


def test_no_more_messages_are_read_than_asked_for(read: Read, ends: tuple[socket.socket, socket.socket]) -> None:
    transport, mixer = ends
    for number in range(5):
        transport.send(bytes((number,)))
    other: list[bytes] = []
    assert read(mixer.fileno(), 3, lambda *fields: None, other.append)
    assert other == [b"\0", b"\1", b"\2"]


def test_the_end_of_the_transport_is_noticed(read: Read, ends: tuple[socket.socket, socket.socket]) -> None:
    transport, mixer = ends
    transport.send(b"last")
    transport.close()
    other: list[bytes] = []
    assert not read(mixer.fileno(), 100, lambda *fields: None, other.append)
    assert other == [b"last"]


def test_a_fault_in_taking_a_message_is_not_lost(read: Read, ends: tuple[socket.socket, socket.socket]) -> None:
    ends[0].send(b"x")

    def fail(message: bytes) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        read(ends[1].fileno(), 100, lambda *fields: None, fail)
