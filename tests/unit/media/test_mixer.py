"""Microphones and desks through decoder, bus and encoder: what listeners really hear, measured in decoded sound."""

from __future__ import annotations

import numpy as np
import pytest

from bus.messages import Desk, MeetingState, Microphone, Output
from media.codec.opus import Decoder, has_fec
from media.mixer.mixer import Mixer
from media.testing import (
    Link,
    Samples,
    ToneSource,
    VoiceSource,
    dominant_hz,
    level_db,
    longest_quiet_samples,
    tone_level_db,
)
from tests.unit.media.studio import FIRST_TICK, MEETING, Studio, desk, microphone, output

ADA, BEN, IVO, EVA = 440.0, 1000.0, 1700.0, 2600.0
"""One tone per person; Ivo and Eva are interpreters."""
SECOND = 50


def _studio(*owners: str) -> Studio:
    studio = Studio()
    tones = {"ada": ADA, "ben": BEN, "ivo": IVO, "eva": EVA}
    for owner in owners:
        studio.publish(owner, tones[owner])
    return studio


def _absent(sound: Samples, frequency_hz: float) -> bool:
    return tone_level_db(sound, frequency_hz) < -75


# --- the floor --------------------------------------------------------------------------------------------------------


def test_the_floor_is_the_sum_of_the_open_microphones() -> None:
    studio = _studio("ada", "ben")
    studio.state(microphone("ada"), microphone("ben"), output("floor"))
    studio.run(2 * SECOND)
    for frequency_hz in (ADA, BEN):
        assert tone_level_db(studio.sound("floor", -25), frequency_hz) == pytest.approx(-20, abs=1)


def test_an_armed_microphone_is_metered_and_never_heard() -> None:
    studio = _studio("ada", "ben")
    studio.state(microphone("ada", "armed"), microphone("ben"), output("floor"))
    studio.run(2 * SECOND)
    assert _absent(studio.sound("floor", -25), ADA)
    (levels,) = studio.mixer.levels()
    assert levels.meeting_id == MEETING
    assert levels.tracks["ada/mic"] == pytest.approx(-20, abs=2)
    assert levels.buses["floor"] == pytest.approx(-20, abs=2)


def test_packets_of_a_closed_microphone_are_dropped_and_counted() -> None:
    studio = _studio("ada")
    studio.state(output("floor"))
    studio.run(SECOND)
    assert level_db(studio.sound("floor", 0)) < -90
    assert studio.mixer.counters.unlisted == SECOND


def test_a_revoked_microphone_is_silent_within_one_tick() -> None:
    studio = _studio("ada")
    studio.state(microphone("ada"), output("floor"))
    studio.run(SECOND)
    studio.state(output("floor"))
    studio.run(SECOND)
    after = studio.sound("floor", SECOND)
    assert level_db(after[960 + 480 :][:480]) < -45, "the second block holds the codec's tail alone"
    assert level_db(after[2 * 960 :]) < -80
    assert studio.mixer.gauges()["tracks"] == 0


def test_a_microphone_opens_at_once() -> None:
    studio = _studio("ada")
    studio.state(microphone("ada", "armed"), output("floor"))
    studio.run(SECOND)
    studio.state(microphone("ada"), output("floor"))
    studio.run(SECOND // 2)
    opened = studio.sound("floor", SECOND)
    assert tone_level_db(opened[2 * 960 : 7 * 960], ADA) == pytest.approx(-20, abs=1)


def test_a_track_that_comes_back_is_heard_again() -> None:
    studio = _studio("ada")
    for _ in range(3):
        studio.state(microphone("ada"), output("floor"))
        studio.run(SECOND)
        assert tone_level_db(studio.sound("floor", -10), ADA) == pytest.approx(-20, abs=1)
        studio.state(output("floor"))
        studio.run(10)
        assert level_db(studio.sound("floor", -5)) < -80


# --- mix-minus --------------------------------------------------------------------------------------------------------


def test_a_speaker_hears_the_floor_without_themselves() -> None:
    studio = _studio("ada", "ben")
    studio.state(microphone("ada"), microphone("ben"), output("floor"), output("floor", minus="ada"))
    studio.run(2 * SECOND)
    own = studio.sound("floor!ada/mic", -25)
    assert tone_level_db(own, BEN) == pytest.approx(-20, abs=1)
    assert tone_level_db(own, ADA) < tone_level_db(studio.sound("floor", -25), ADA) - 60


def test_alone_on_the_floor_a_speaker_hears_silence() -> None:
    studio = _studio("ada")
    studio.state(microphone("ada"), output("floor", minus="ada"))
    studio.run(SECOND)
    assert level_db(studio.sound("floor!ada/mic", 0)) < -90


def test_own_voice_is_left_out_of_a_passed_through_floor_and_of_relay() -> None:
    studio = _studio("ada", "ben", "ivo")
    studio.state(
        microphone("ada"),
        microphone("ben"),
        desk("ivo", "fr"),
        output("en", minus="ada"),
        output("fr", minus="ivo"),
        output("fr"),
    )
    studio.run(2 * SECOND)
    passed_through = studio.sound("en!ada/mic", -25)
    assert tone_level_db(passed_through, BEN) == pytest.approx(-20, abs=1)
    assert tone_level_db(passed_through, ADA) < -80
    assert level_db(studio.sound("fr!ivo/mic", -25)) < -80
    assert tone_level_db(studio.sound("fr", -25), IVO) == pytest.approx(-20, abs=1)


# --- languages --------------------------------------------------------------------------------------------------------


def test_a_language_hears_its_desks_and_not_the_floor() -> None:
    studio = _studio("ada", "ivo", "eva")
    studio.state(microphone("ada"), desk("ivo", "fr"), desk("eva", "fr"), output("fr"), output("ru"), output("floor"))
    studio.run(2 * SECOND)
    french = studio.sound("fr", -25)
    assert tone_level_db(french, IVO) == pytest.approx(-20, abs=1)
    assert tone_level_db(french, EVA) == pytest.approx(-20, abs=1)
    assert _absent(french, ADA)
    assert dominant_hz(studio.sound("ru", -25)) == pytest.approx(ADA, abs=1)
    assert _absent(studio.sound("floor", -25), IVO)


def test_the_quiet_floor_is_fifteen_decibels_down() -> None:
    studio = _studio("ada")
    studio.state(microphone("ada"), output("fr"), policy="floorQuiet")
    studio.run(2 * SECOND)
    assert tone_level_db(studio.sound("fr", -25), ADA) == pytest.approx(-35, abs=1)


def test_push_to_mute_is_silent_within_one_tick_and_back_at_once() -> None:
    studio = _studio("ada", "ivo")
    studio.state(microphone("ada"), desk("ivo", "fr"), output("fr"))
    studio.run(SECOND)
    studio.state(microphone("ada"), desk("ivo", "fr", "pushToMute"), output("fr"))
    studio.run(SECOND)
    muted = studio.sound("fr", SECOND)
    assert level_db(muted[960 + 480 :][:480]) < -45
    assert level_db(muted[2 * 960 :]) < -80, "neither the desk nor the floor"
    studio.state(microphone("ada"), desk("ivo", "fr"), output("fr"))
    studio.run(SECOND)
    back = studio.sound("fr", 2 * SECOND)
    assert tone_level_db(back[2 * 960 : 7 * 960], IVO) == pytest.approx(-20, abs=1)


def test_push_to_mute_in_the_middle_of_a_crossfade_silences_the_floor_too() -> None:
    studio = _studio("ada", "ivo")
    studio.state(microphone("ada"), output("fr"))
    studio.run(SECOND)
    studio.state(microphone("ada"), desk("ivo", "fr"), output("fr"))
    studio.run(4)
    studio.state(microphone("ada"), desk("ivo", "fr", "pushToMute"), output("fr"))
    studio.run(10)
    assert level_db(studio.sound("fr", SECOND + 6)) < -70


def test_floor_and_desk_crossfade_at_equal_power_without_a_click() -> None:
    studio = Studio()
    studio.publish("ada", VoiceSource(1))
    studio.publish("ivo", ToneSource(IVO))
    studio.publish("ben", ToneSource(BEN))
    studio.state(microphone("ben"), desk("ivo", "ru"), output("fr"))
    studio.run(2 * SECOND)
    studio.state(microphone("ben"), desk("ivo", "fr"), output("fr"))
    studio.run(SECOND)
    fade = studio.sound("fr", 2 * SECOND)
    levels = [level_db(fade[i : i + 2400]) for i in range(0, 16 * 960, 960)]
    assert max(levels) - min(levels) < 2
    early, middle, late = fade[: 2 * 960], fade[5 * 960 : 9 * 960], fade[15 * 960 : 20 * 960]
    assert tone_level_db(early, BEN) > -22
    assert abs(tone_level_db(middle, BEN) - tone_level_db(middle, IVO)) < 4
    assert _absent(late, BEN)
    spectrum = np.abs(np.fft.rfft(fade[: 16 * 960] * np.hanning(16 * 960)))
    frequencies = np.fft.rfftfreq(16 * 960, 1 / 48_000)
    assert 20 * np.log10(spectrum[frequencies > 5000].max() / spectrum.max()) < -55


def test_a_desk_that_closes_does_not_fade_on_into_the_floor() -> None:
    studio = _studio("ada", "ivo")
    studio.state(microphone("ada"), desk("ivo", "fr"), output("fr"))
    studio.run(SECOND)
    studio.state(microphone("ada"), output("fr"))
    studio.run(SECOND)
    after = studio.sound("fr", SECOND)
    assert _absent(after[3 * 960 : 8 * 960], IVO)
    assert tone_level_db(after[-24_000:], ADA) == pytest.approx(-20, abs=1)


def test_a_handover_between_desks_leaves_no_hole() -> None:
    studio = _studio("ivo", "eva")
    studio.state(desk("ivo", "fr"), output("fr"), policy="silence")
    studio.run(SECOND)
    studio.state(desk("eva", "fr"), output("fr"), policy="silence")
    studio.run(SECOND)
    assert longest_quiet_samples(studio.sound("fr", SECOND - 10, SECOND + 20), -40) <= 60 * 48


# --- protection, robustness -------------------------------------------------------------------------------------------


def test_eight_loud_microphones_stay_under_the_ceiling() -> None:
    studio = Studio()
    owners = [f"p{number}" for number in range(8)]
    for number, owner in enumerate(owners):
        studio.publish(owner, ToneSource(300 + 170 * number, level_db=-6))
    studio.state(*map(microphone, owners), output("floor"))
    studio.run(2 * SECOND)
    sound = studio.sound("floor", SECOND)
    assert np.abs(sound).max() < 10 ** (-5 / 20), "-6 dBFS and what Opus adds"
    assert level_db(sound) > -19
    assert studio.mixer.levels()[0].buses["floor"] < -6


def test_garbage_of_one_publisher_disturbs_nobody_else() -> None:
    studio = _studio("ben")
    hostile = studio.publish("eve", 3000)
    studio.state(microphone("ben"), microphone("eve"), output("floor"))
    payloads = [b"", b"\xff", b"\x03\xff\xff", bytes(range(256)), b"\x7f" * 1200]

    def attack(tick: int) -> None:
        packet = hostile.packet(payloads[tick % len(payloads)])
        for bad in (b"", b"\x80", packet[:11], packet, b"\x40" + packet[1:], b"\xbf" + packet[1:]):
            studio.mixer.receive(f"{MEETING}/eve/mic", tick / 50, bad, tick)
        studio.mixer.receive("nowhere/eve/mic", tick / 50, packet, tick)
        studio.mixer.receive("", tick / 50, packet, tick)

    studio.run(3 * SECOND, attack)
    assert tone_level_db(studio.sound("floor", -25), BEN) == pytest.approx(-20, abs=1)
    gauges = studio.mixer.gauges()
    assert gauges["packets_invalid"] > 0
    assert gauges["jitter_corrupt"] > 0
    assert gauges["packets_unlisted"] == 2 * 3 * SECOND


def test_a_decoder_gone_mad_is_muted() -> None:
    class Mad:
        def decode(self, packet: bytes) -> Samples:
            return np.full(960, np.nan, np.float32)

        def decode_fec(self, packet: bytes, samples: int) -> Samples:
            return np.full(samples, np.inf, np.float32)

        def conceal(self, samples: int) -> Samples:
            return np.full(samples, 1e9, np.float32)

        def reset(self) -> None: ...

        def save(self) -> bytes:
            return b""

        def restore(self, saved: bytes) -> None: ...

    studio = _studio("ada")
    studio.mixer = Mixer(make_decoder=Mad)
    studio.state(microphone("ada"), output("floor"))
    studio.run(SECOND)
    studio.stop("ada")
    studio.run(20)
    assert np.isfinite(studio.sound("floor", 0)).all()
    assert np.abs(studio.sound("floor", 0)).max() < 1.0
    studio.mixer._meetings[MEETING]._make_decoder = Decoder
    studio.publish("ben", BEN)
    studio.state(microphone("ben"), output("floor"))
    studio.run(2 * SECOND)
    assert tone_level_db(studio.sound("floor", -10), BEN) == pytest.approx(-20, abs=1), "nothing of it stays in the bus"


def test_packets_that_waited_in_a_held_up_machine_are_dropped() -> None:
    studio = _studio("ada")
    studio.state(microphone("ada"), output("floor"))
    studio.run(SECOND)
    stream = studio.publish("ada", ADA)
    for _ in range(20):
        studio.mixer.receive(f"{MEETING}/ada/mic", studio.tick / 50 - 1, stream.next(), studio.tick)
    assert studio.mixer.gauges()["packets_invalid"] == 20


def test_a_bus_nobody_hears_is_not_encoded() -> None:
    studio = _studio("ada")
    studio.state(microphone("ada"), desk("ivo", "fr"), output("floor"))
    studio.run(10)
    studio.state(microphone("ada"), desk("ivo", "fr"), output("fr"))
    studio.run(10)
    assert {bus: len(blocks) for bus, blocks in studio.heard.items()} == {"floor": 10, "fr": 10}
    assert studio.mixer.counters.encoded == 20


def test_every_bus_of_a_tick_carries_the_ticks_timestamp_and_fec_is_on() -> None:
    studio = Studio()
    studio.publish("ada", VoiceSource(1))
    studio.state(microphone("ada"), output("floor"), output("fr"))
    studio.run(2 * SECOND)
    assert studio.timestamps["floor"] == studio.timestamps["fr"]
    assert studio.timestamps["floor"][0] == FIRST_TICK * 960
    assert sum(map(has_fec, studio.payloads["floor"])) > SECOND


def test_meetings_do_not_hear_each_other_and_go_when_told() -> None:
    studio = _studio("ada")
    studio.state(microphone("ada"), output("floor"))
    studio.mixer.apply(
        MeetingState("other", microphones=(Microphone("ada/mic", "open"),), outputs=(Output("floor", "floor"),))
    )
    listened = studio._listen
    studio._listen = lambda message: listened(message) if getattr(message, "bus", "").startswith(f"{MEETING}/") else None  # type: ignore[method-assign]
    studio.run(SECOND)
    by_meeting = {levels.meeting_id: levels for levels in studio.mixer.levels()}
    assert by_meeting["other"].buses["floor"] < -90
    assert by_meeting[MEETING].buses["floor"] > -30
    studio.mixer.remove("other")
    studio.mixer.remove("never-was")
    assert studio.mixer.meetings == {MEETING}
    assert studio.mixer.gauges()["buses"] == 1


def test_a_bus_name_too_long_for_the_pipe_is_left_out() -> None:
    studio = _studio("ada")
    studio.state(microphone("ada"), Output("x" * 254, "floor"), output("floor"))
    studio.run(3)
    assert set(studio.heard) == {"floor"}


def test_a_desk_and_a_floor_microphone_of_one_track_are_heard_in_both_places() -> None:
    studio = _studio("ivo")
    studio.state(microphone("ivo"), Desk("ivo/mic", "fr", "open"), output("floor"), output("fr"))
    studio.run(SECOND)
    for bus in ("floor", "fr"):
        assert tone_level_db(studio.sound(bus, -10), IVO) == pytest.approx(-20, abs=1)


def test_speech_reaches_listeners_through_loss_and_jitter() -> None:
    studio = Studio()
    studio.publish("ada", VoiceSource(1), Link(5, loss=0.05, jitter_s=0.03, reorder=True))
    studio.state(microphone("ada"), output("floor"))
    studio.run(10 * SECOND)
    gauges = studio.mixer.gauges()
    assert gauges["jitter_recovered"] > 8
    assert gauges["jitter_delay_max_ms"] < 65
    assert level_db(studio.sound("floor", SECOND)) == pytest.approx(-23, abs=4)
