"""What booths say and need: unfit, direct, alarms, drops, turns, calls, slow-down, voice link, consent, sound check."""

from __future__ import annotations

import pytest

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import BoothConfig
from server.meeting.interpretation import TURNS_KEPT, armed, feed
from tests.unit.server.meeting.booths import booths, desk, on_air
from tests.unit.server.meeting.sitting import Sitting, names


@pytest.fixture
def sitting() -> Sitting:
    return booths()


# --- unfit, direct, nobody interprets ---------------------------------------------------------------------------------


def test_unfit_sound_suspends_the_whole_booth(sitting: Sitting) -> None:
    sitting.speak("chen", "chair")
    sitting.do(c.SetDesk("fay", "on"))
    sitting.do(c.SetDesk("flo", "on", "ru"))
    happened = sitting.do(c.SetUnfit("fio", True))
    assert names(happened) == ["DeskClosed", "DeskClosed", "UnfitSet"] and all(event.closing for event in happened)
    assert on_air(sitting) == {} and feed(sitting.meeting, "fr") == "none"
    assert sitting.meeting.interpretation.unfit == {"fr": sitting.now}
    assert not sitting.do(c.SetUnfit("fay", True))


@pytest.mark.parametrize("how", ["taken back", "a desk opens", "the next speaker"])
def test_a_suspension_ends(sitting: Sitting, how: str) -> None:
    sitting.speak("chen", "chair")
    sitting.do(c.SetUnfit("fay", True))
    assert "fr" not in sitting.meeting.interpretation.none_since
    if how == "taken back":
        sitting.do(c.SetUnfit("flo", False))
    elif how == "a desk opens":
        assert names(sitting.do(c.SetDesk("flo", "on"))) == ["DeskOpened", "UnfitSet"]
    else:
        sitting.enter("bo", language="ru")
        sitting.speak("bo", "chair")
    assert sitting.meeting.interpretation.unfit == {} == sitting.meeting.interpretation.unfit_speakers


def test_the_same_speaker_trying_again_and_the_chair_between_do_not_end_a_suspension(sitting: Sitting) -> None:
    sitting.speak("chen", "chair")
    sitting.do(c.SetUnfit("fay", True))
    for command in (c.SetMicrophone("chair", True), c.SetMicrophone("chen", False), c.SetMicrophone("chen", True)):
        sitting.do(command)
    assert "fr" in sitting.meeting.interpretation.unfit


def test_a_booth_says_the_floor_is_spoken_in_its_language_or_is_not(sitting: Sitting) -> None:
    sitting.speak("chen", "chair")
    assert feed(sitting.meeting, "es") == "none"
    sitting.do(c.SetDirect("eva", True))
    assert sitting.meeting.floor.language == "es" and feed(sitting.meeting, "es") == "direct"
    assert not sitting.do(c.SetDirect("eva", True)) and not sitting.do(c.SetDirect("fay", False))
    sitting.do(c.SetDirect("eva", False))
    assert sitting.meeting.floor.language == "und"
    assert {feed(sitting.meeting, tag) for tag in sitting.meeting.config.languages} == {"none"}


def test_the_clock_of_the_alarm_runs_while_the_floor_is_spoken_and_nobody_interprets(sitting: Sitting) -> None:
    def missing() -> dict[str, float]:
        return sitting.meeting.interpretation.none_since

    assert missing() == {}
    sitting.speak("chen", "chair")
    began = sitting.now
    assert missing() == dict.fromkeys(("ar", "en", "fr", "ru", "es"), began)
    sitting.do(c.SetDesk("fay", "on"))
    assert "fr" not in missing() and missing()["en"] == began
    sitting.do(c.SetDesk("fay", "pushToMute"))
    assert "fr" not in missing()
    sitting.do(c.SetDesk("fay", "off"))
    assert missing()["fr"] == sitting.now
    sitting.do(c.SetMicrophone("chen", False))
    assert missing() == {}


def test_a_language_without_a_booth_raises_no_alarm() -> None:
    sitting = Sitting(booths=(BoothConfig("fr"), BoothConfig("en", 0)))
    sitting.enter("chair", "chair")
    sitting.enter("chen", language="zh")
    sitting.speak("chen", "chair")
    assert set(sitting.meeting.interpretation.none_since) == {"fr"}


def test_a_desk_that_drops_on_air_rings_until_one_of_the_booth_opens(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("fay", "on", "ru"))
    sitting.do(c.Disconnect("fay"))
    drop = sitting.meeting.interpretation.dropped["fr"]
    assert (drop.participant_id, drop.name, drop.channel, drop.at) == ("fay", "Fay", "ru", sitting.now)
    sitting.do(c.Connect("fay"))
    assert desk(sitting, "fay").mode == "off" and "fr" in sitting.meeting.interpretation.dropped
    sitting.do(c.SetDesk("flo", "on"))
    assert sitting.meeting.interpretation.dropped == {}


def test_a_desk_that_was_off_drops_in_silence(sitting: Sitting) -> None:
    sitting.do(c.Disconnect("fay"))
    assert sitting.meeting.interpretation.dropped == {}


# --- turns ------------------------------------------------------------------------------------------------------------


def test_turns_are_logged_per_channel_and_a_cough_does_not_end_one(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("fay", "on"))
    began = sitting.now
    sitting.do(c.SetDesk("fay", "pushToMute"), after=10)
    sitting.do(c.SetDesk("fay", "on"), after=2)
    sitting.do(c.SelectOutgoing("fay", "ru"), after=30)
    moved = sitting.now
    sitting.do(c.SetDesk("fay", "off"), after=5)
    turns = [
        (turn.participant_id, turn.channel, turn.began_at, turn.ended_at) for turn in sitting.meeting.interpretation.turns
    ]
    assert turns == [("fay", "fr", began, moved), ("fay", "ru", moved, sitting.now)]
    assert desk(sitting, "fay").on_air_s == pytest.approx(47)


def test_time_on_air_and_consent_go_along_to_another_booth(sitting: Sitting) -> None:
    sitting.do(c.SetConsent("fay", True, False))
    sitting.do(c.SetDesk("fay", "on"))
    sitting.do(c.MoveParticipant("tech", "fay", "interpreter", "en"), after=60)
    moved = desk(sitting, "fay")
    assert (moved.booth, moved.mode, moved.channel) == ("en", "off", "en") and moved.on_air_s == pytest.approx(60)
    assert (moved.recording, moved.webcast) == (True, False)
    assert sitting.meeting.interpretation.turns[-1].ended_at == sitting.now


def test_the_turn_of_one_who_leaves_ends(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("fay", "on"))
    sitting.do(c.Leave("fay"))
    assert sitting.meeting.interpretation.turns[-1].ended_at == sitting.now


def test_the_log_of_turns_is_bounded(sitting: Sitting) -> None:
    for _ in range(TURNS_KEPT + 5):
        sitting.do(c.SetDesk("fay", "on"))
        sitting.do(c.SetDesk("fay", "off"))
    assert len(sitting.meeting.interpretation.turns) == TURNS_KEPT


# --- calls and slow-down ----------------------------------------------------------------------------------------------


def test_a_call_is_answered_and_closed(sitting: Sitting) -> None:
    sitting.do(c.CallHelp("fay", "1", "technician"))
    call = sitting.meeting.interpretation.calls["1"]
    assert (call.participant_id, call.booth, call.kind, call.answered_by) == ("fay", "fr", "technician", None)
    sitting.do(c.AnswerHelp("tech", "1"))
    assert sitting.meeting.interpretation.calls["1"].answered_by == "tech"
    assert not sitting.do(c.AnswerHelp("tech", "1"))
    sitting.do(c.CloseHelp("tech", "1"))
    assert sitting.meeting.interpretation.calls == {}
    assert sitting.refused(c.CloseHelp("tech", "1")) == sitting.refused(c.AnswerHelp("tech", "1")) == "unknownCall"


def test_a_desk_has_one_call_of_each_kind(sitting: Sitting) -> None:
    for number, kind in enumerate(("technician", "chair", "cannotHear")):
        sitting.do(c.CallHelp("fay", str(number), kind))
        assert sitting.refused(c.CallHelp("fay", "again", kind)) == "alreadyRequested"
    assert sitting.refused(c.CallHelp("flo", "0", "chair")) == "wrongState"
    assert sitting.refused(c.CallHelp("flo", "9", "pizza")) == "valueInvalid"
    sitting.do(c.CloseHelp("fay", "0"))
    sitting.do(c.CallHelp("fay", "again", "technician"))


@pytest.mark.parametrize(("kind", "by"), [("chair", "tech"), ("technician", "chair"), ("cannotHear", "chair")])
def test_calls_are_answered_by_whom_they_are_for(sitting: Sitting, kind: str, by: str) -> None:
    sitting.do(c.CallHelp("fay", "1", kind))
    assert sitting.refused(c.AnswerHelp(by, "1")) == sitting.refused(c.CloseHelp(by, "1")) == "notPermitted"
    assert sitting.refused(c.CloseHelp("flo", "1")) == "notPermitted"


def test_the_calls_of_one_who_is_away_wait_and_of_one_who_left_are_gone(sitting: Sitting) -> None:
    sitting.do(c.CallHelp("fay", "1", "technician"))
    sitting.do(c.Disconnect("fay"))
    assert "1" in sitting.meeting.interpretation.calls
    sitting.do(c.Leave("fay"))
    assert sitting.meeting.interpretation.calls == {}


def test_slow_down_lasts_five_seconds_and_is_asked_once_in_ten_by_a_desk(sitting: Sitting) -> None:
    sitting.speak("chen", "chair")
    happened = sitting.do(c.AskSlowDown("fay"))
    assert all(event.closing for event in happened)
    assert sitting.meeting.interpretation.slow_down_until == sitting.now + 5
    assert sitting.refused(c.AskSlowDown("fay")) == "tooFast"
    sitting.do(c.AskSlowDown("flo"))
    assert sitting.meeting.interpretation.slow_down_count == 2
    sitting.do(c.AskSlowDown("fay"), after=10)
    assert sitting.meeting.interpretation.slow_down_count == 3


def test_slow_down_counts_anew_with_the_next_speech(sitting: Sitting) -> None:
    first = sitting.speak("chen", "chair")
    sitting.do(c.AskSlowDown("fay"))
    sitting.do(c.EndSpeech("chair", first))
    assert sitting.meeting.interpretation.slow_down_count == 1, "between two speeches it is still the last"
    sitting.speak("ana", "chair")
    interpretation = sitting.meeting.interpretation
    assert (interpretation.slow_down_count, interpretation.slow_down_until) == (0, None)


# --- voice link, consent, sound check ---------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["off", "on", "pushToMute"])
def test_the_booths_voice_link_works_in_every_mode_of_the_desk(sitting: Sitting, mode: str) -> None:
    for step in ("on", mode) if mode != "on" else ("on",):
        sitting.do(c.SetDesk("fay", step))
    sitting.do(c.Talk("fay", True))
    assert desk(sitting, "fay").talking and desk(sitting, "fay").mode == mode
    sitting.do(c.Talk("fay", False))
    assert not desk(sitting, "fay").talking and not sitting.do(c.Talk("fay", False))


@pytest.mark.parametrize("going", [c.Disconnect("fay"), c.MoveParticipant("tech", "fay", "interpreter", "en")])
def test_the_voice_link_ends_with_the_connection_or_the_booth(sitting: Sitting, going: c.Command) -> None:
    sitting.do(c.Talk("fay", True))
    assert "TalkStopped" in names(sitting.do(going))
    assert not desk(sitting, "fay").talking


def test_closing_the_desk_leaves_the_voice_link(sitting: Sitting) -> None:
    sitting.do(c.SetDesk("fay", "on"))
    sitting.do(c.Talk("fay", True))
    sitting.do(c.SilenceDesk("tech", "fay"))
    assert desk(sitting, "fay").talking


def test_consent_is_no_until_it_is_given_and_then_stays(sitting: Sitting) -> None:
    assert (desk(sitting, "fay").recording, desk(sitting, "fay").webcast) == (False, False)
    sitting.do(c.SetConsent("fay", True, True))
    for command in (c.SetDesk("fay", "on"), c.Disconnect("fay"), c.Connect("fay")):
        sitting.do(command)
    assert (desk(sitting, "fay").recording, desk(sitting, "fay").webcast) == (True, True)
    assert not sitting.do(c.SetConsent("fay", True, True))


def test_consent_on_paper_counts_for_the_booths_equipment_whenever_it_comes_and_for_nobody_else(sitting: Sitting) -> None:
    (recorded,) = sitting.do(c.RecordConsent("tech", "es", recording=False, webcast=True, reference=" Ana  Ruiz, form 12 "))
    assert isinstance(recorded, e.ConsentRecorded) and (recorded.by, recorded.reference) == ("tech", "Ana Ruiz, form 12")
    sitting.enter("sol", "interpreter", booth="es")
    sitting.enter("whip:booth-es", "interpreter", booth="es")
    for who, expected in (("whip:booth-es", (False, True)), ("sol", (False, False))):
        assert (desk(sitting, who).recording, desk(sitting, who).webcast) == expected
    sitting.do(c.Leave("whip:booth-es"))
    sitting.enter("whip:booth-es", "interpreter", booth="es")
    assert desk(sitting, "whip:booth-es").webcast
    sitting.do(c.RecordConsent("tech", "es", recording=False, webcast=False))
    assert not desk(sitting, "whip:booth-es").webcast
    written = sitting.meeting.interpretation.written["es"]
    assert (written.webcast, written.by, written.at) == (False, "tech", sitting.now)


@pytest.mark.parametrize(
    ("booth", "reference", "code"), [("xx", "form", "noBooth"), ("es", "  ", "textEmpty"), ("es", "x" * 201, "textTooLong")]
)
def test_consent_on_paper_names_the_booth_and_the_paper(sitting: Sitting, booth: str, reference: str, code: str) -> None:
    with pytest.raises(UserError, match=code):
        sitting.do(c.RecordConsent("tech", booth, recording=True, webcast=True, reference=reference))
    assert not sitting.do(c.RecordConsent("tech", "es", recording=False, webcast=False))


def test_the_sound_check_arms_those_who_are_there_and_keeps_its_marks(sitting: Sitting) -> None:
    sitting.do(c.Disconnect("flo"))
    sitting.do(c.OpenSoundCheck("tech"))
    assert armed(sitting.meeting, "fay") and not armed(sitting.meeting, "flo") and not armed(sitting.meeting, "ana")
    sitting.do(c.MarkSoundCheck("fay", "microphone", "passed"))
    sitting.do(c.MarkSoundCheck("tech", "relay", "failed", "fay"))
    assert not sitting.do(c.MarkSoundCheck("fay", "microphone", "passed"))
    sitting.do(c.CloseSoundCheck("tech"))
    assert not armed(sitting.meeting, "fay")
    assert sitting.meeting.interpretation.checks == {"fay": {"microphone": "passed", "relay": "failed"}}
    assert sitting.refused(c.MarkSoundCheck("fay", "relay", "passed")) == "wrongState"
    sitting.do(c.OpenSoundCheck("tech"))
    assert sitting.meeting.interpretation.checks == {}


def test_a_mark_is_taken_back(sitting: Sitting) -> None:
    sitting.do(c.OpenSoundCheck("tech"))
    sitting.do(c.MarkSoundCheck("fay", "relay", "failed"))
    sitting.do(c.MarkSoundCheck("fay", "relay", None))
    assert sitting.meeting.interpretation.checks["fay"] == {}


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (c.MarkSoundCheck("fay", "smell", "passed"), "valueInvalid"),
        (c.MarkSoundCheck("fay", "relay", "perhaps"), "valueInvalid"),
        (c.MarkSoundCheck("fay", "relay", "passed", "flo"), "notPermitted"),
        (c.MarkSoundCheck("tech", "relay", "passed"), "notPermitted"),
        (c.MarkSoundCheck("tech", "relay", "passed", "ana"), "noBooth"),
    ],
)
def test_marks_that_are_none_are_refused(sitting: Sitting, command: c.Command, refusal: str) -> None:
    sitting.do(c.OpenSoundCheck("tech"))
    assert sitting.refused(command) == refusal
