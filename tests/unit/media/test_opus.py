"""The libopus binding: sound survives, losses are concealed or recovered, garbage is refused."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.codec import opus
from media.testing import OpusStream, ToneSource, VoiceSource, decode_all, level_db, tone, tone_level_db

FRAME = 960


def _packets(source: ToneSource | VoiceSource, count: int, encoder: opus.Encoder | None = None) -> list[bytes]:
    encoder = encoder or opus.Encoder()
    return [encoder.encode(source.read(FRAME)) for _ in range(count)]


def test_a_tone_comes_back_at_its_level() -> None:
    sound = decode_all(_packets(ToneSource(1000, level_db=-20), 50))
    assert len(sound) == 50 * FRAME
    assert tone_level_db(sound[9600:], 1000) == pytest.approx(-20, abs=1)


@pytest.mark.parametrize(
    ("frequency_hz", "tolerance_db"), [(125, 1), (1000, 1), (7500, 2), (7900, 4.5), (8500, 1), (12_000, 1), (15_000, 1)]
)
def test_the_band_interpreters_need_is_not_narrowed(frequency_hz: int, tolerance_db: float) -> None:
    """A tone beside loud speech; at 7.9 kHz SILK and CELT meet."""
    mixture = tone(frequency_hz, 48_000, level_db=-26) + VoiceSource(3, pitch_hz=230, level_db=-23).read(48_000)
    encoder = opus.Encoder()
    sound = decode_all([encoder.encode(mixture[i : i + FRAME]) for i in range(0, 48_000, FRAME)])
    assert tone_level_db(sound[9600:], frequency_hz) == pytest.approx(-26, abs=tolerance_db)


@pytest.mark.parametrize("bitrate_bps", [48_000, 64_000, 96_000])
def test_speech_carries_fec_in_fullband(bitrate_bps: int) -> None:
    packets = _packets(VoiceSource(), 150, opus.Encoder(bitrate_bps=bitrate_bps))
    hybrid_fullband = {14, 15}
    assert {packet[0] >> 3 for packet in packets[5:]} <= hybrid_fullband
    assert sum(map(opus.has_fec, packets)) > 90


def test_without_fec_no_packet_claims_to_carry_it() -> None:
    assert not any(map(opus.has_fec, _packets(VoiceSource(), 100, opus.Encoder(fec=False, loss_percent=0))))


def _loss_error_db(fec: bool) -> float:
    """Error of every tenth frame, recovered from the packet after it, relative to the sound."""
    packets = _packets(VoiceSource(5), 200, opus.Encoder(fec=fec, loss_percent=20 if fec else 0))
    whole, broken = opus.Decoder(), opus.Decoder()
    error = signal = 0.0
    for number, packet in enumerate(packets):
        original = whole.decode(packet)
        if number % 10 != 5:
            broken.decode(packet)
            continue
        recovered = broken.decode_fec(packets[number + 1], FRAME)
        assert len(recovered) == FRAME
        error += float(np.sum((original - recovered) ** 2))
        signal += float(np.sum(original**2))
    return 10 * float(np.log10(error / signal))


def test_fec_recovers_what_concealment_cannot() -> None:
    assert _loss_error_db(fec=True) < _loss_error_db(fec=False) - 4


def test_concealment_goes_on_with_the_sound() -> None:
    decoder = opus.Decoder()
    for packet in _packets(ToneSource(400), 20):
        decoder.decode(packet)
    assert level_db(decoder.conceal(FRAME)) > -30


def test_a_reset_decoder_conceals_with_silence() -> None:
    decoder = opus.Decoder()
    for packet in _packets(ToneSource(400), 20):
        decoder.decode(packet)
    decoder.reset()
    assert level_db(decoder.conceal(FRAME)) < -90


@pytest.mark.parametrize(("samples", "duration"), [(480, 480), (960, 960), (1920, 1920), (2880, 2880)])
def test_packets_of_every_usual_length_tell_their_duration(samples: int, duration: int) -> None:
    assert opus.packet_samples(opus.Encoder().encode(tone(300, samples))) == duration


def test_controls_act_while_running() -> None:
    encoder = opus.Encoder(bitrate_bps=96_000)
    noise = np.random.default_rng(1).normal(0, 0.1, 48_000).astype(np.float32)

    def size() -> int:
        return sum(len(encoder.encode(noise[i : i + FRAME])) for i in range(0, 48_000, FRAME))

    large = size()
    encoder.set_bitrate(24_000)
    assert size() < large / 2
    encoder.set_complexity(0)
    encoder.set_fec(False, 0)
    encoder.encode(noise[:FRAME])


def test_wrong_blocks_are_refused() -> None:
    encoder = opus.Encoder()
    strange: list[Any] = [np.zeros(961, np.float32), np.zeros(960, np.float64), np.zeros((960, 2), np.float32)[:, 0]]
    for block in strange:
        with pytest.raises(opus.OpusError):
            encoder.encode(block)
    with pytest.raises(opus.OpusError):
        opus.Decoder().conceal(0)
    with pytest.raises(opus.OpusError):
        opus.Decoder().decode(b"")
    with pytest.raises(opus.OpusError):
        opus.Decoder().decode_fec(b"", FRAME)
    with pytest.raises(opus.OpusError):
        opus.packet_samples(b"")


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_garbage_is_refused_or_decoded_but_never_fatal(packet: bytes) -> None:
    decoder = opus.Decoder()
    opus.has_fec(packet)
    try:
        samples = opus.packet_samples(packet)
        assert len(decoder.decode(packet)) == samples
        decoder.decode_fec(packet, FRAME)
    except opus.OpusError as error:
        assert error.code < 0
    good = opus.Encoder().encode(tone(500, FRAME))
    assert len(decoder.decode(good)) == FRAME


@given(st.binary(min_size=1, max_size=40))
@settings(max_examples=200, deadline=None)
def test_packets_of_many_frames_never_confuse_the_search_for_fec(tail: bytes) -> None:
    for toc in (0x03, 0x0B, 0x63, 0x7B, 0x02, 0x72):
        assert opus.has_fec(bytes((toc,)) + tail) in (True, False)


def test_the_copy_in_the_wheel_serves_where_the_system_has_none() -> None:
    names = [name for name in opus._candidates() if os.path.isabs(name)]
    assert names, "the PyAV wheel carries libopus"
    ffi, library = opus._load(names)
    assert ffi.string(library.opus_get_version_string()).startswith(b"libopus")
    assert opus.library_version().startswith("libopus")


def test_a_missing_library_is_named() -> None:
    with pytest.raises(opus.OpusError, match="libopus not found: .*nowhere"):
        opus._load(["/nowhere/libopus.so"])


def test_two_packets_joined_are_one_of_two_frames_that_decodes_to_the_same_sound() -> None:
    packets = _packets(VoiceSource(4), 200)
    apart, together = opus.Decoder(), opus.Decoder()
    for first, second in zip(packets[::2], packets[1::2], strict=True):
        both = opus.joined(first, second)
        assert both is not None and opus.packet_samples(both) == 1920 and opus.has_fec(both) == opus.has_fec(first)
        assert np.array_equal(together.decode(both), np.concatenate((apart.decode(first), apart.decode(second))))


@pytest.mark.parametrize("length", [0, 1, 251, 252, 255, 256, 1274])
@pytest.mark.parametrize("other", [0, 7, 300])
def test_the_lengths_of_joined_frames_are_coded_as_libopus_reads_them(length: int, other: int) -> None:
    both = opus.joined(b"\x78" + bytes(length), b"\x78" + bytes(other))
    assert both is not None and opus.packet_samples(both) == 1920
    assert len(both) == 1 + length + other + (0 if length == other else 1 if length < 252 else 2)


def test_packets_that_differ_or_hold_more_than_a_frame_are_not_joined() -> None:
    for first, second in ((b"\x78a", b"\xf8a"), (b"\x79aa", b"\x79aa"), (b"", b"\x78a"), (b"\x78a", b"")):
        assert opus.joined(first, second) is None


def test_a_decoder_goes_back_to_where_it_was() -> None:
    stream = OpusStream(VoiceSource(3))
    packets = [stream.next()[12:] for _ in range(30)]
    straight, decoder = opus.Decoder(), opus.Decoder()
    expected = [straight.decode(packet) for packet in packets]
    for packet in packets[:20]:
        decoder.decode(packet)
    saved = decoder.save()
    decoder.conceal(960)
    decoder.conceal(960)
    decoder.restore(saved)
    for packet, sound in zip(packets[20:], expected[20:], strict=True):
        np.testing.assert_array_equal(decoder.decode(packet), sound)
