"""Chapters from the meeting's events: who spoke when, on what, and what of it the recording does not hold."""

from __future__ import annotations

from typing import Any

import pytest

from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import AgendaItem
from server.meeting.meeting import Meeting
from server.recordings.chapters import Chapter, Chapters
from tests.unit.server.meeting.sitting import Sitting

ID = "unguessable-webcast"


class Covered(Sitting):
    """A meeting whose chapters are followed live."""

    def __init__(self, **settings: Any) -> None:
        items = (AgendaItem("1", {"en": "Opening"}), AgendaItem("2", {"en": "Water", "fr": "Eau"}))
        super().__init__(agenda=items, **settings)
        self.chapters = Chapters()
        self.changed: list[Chapter] = []
        for person, role in (
            ("chair", "chair"),
            ("hall", "room"),
            ("tech", "technician"),
            ("ana", "delegate"),
            ("bo", "delegate"),
        ):
            self.enter(person, role)
        for person in ("ines", "jo"):
            self.enter(person, "interpreter", "fr", booth="fr")

    def do(self, command: c.Command, after: float = 1.0) -> list[e.Event]:
        happened = super().do(command, after)
        self.changed = [chapter for event in happened for chapter in self.chapters.note(event, self.meeting)]
        return happened

    def statements(self) -> list[Chapter]:
        return [one for one in self.chapters.chapters.values() if one.kind == "statement"]

    def items(self) -> list[tuple[str | None, bool]]:
        return [(one.item_id, one.ends_at is None) for one in self.chapters.chapters.values() if one.kind == "agendaItem"]

    def silent(self) -> list[tuple[str, bool]]:
        """Channel, and whether it goes on."""
        return [(one.channel, one.ends_at is None) for one in self.chapters.unrecorded]


@pytest.fixture
def covered() -> Covered:
    sitting = Covered()
    sitting.do(c.StartWebcast("tech", ID))
    return sitting


def test_a_statement_begins_when_the_microphone_opens_and_ends_with_the_speech(covered: Covered) -> None:
    covered.do(c.OpenAgendaItem("chair", "2"))
    request = covered.ask("ana")
    covered.do(c.GrantFloor("chair", request), after=5)
    assert covered.statements() == []
    covered.do(c.SetMicrophone("ana", True), after=7)
    (said,) = covered.changed
    assert (said.mark_id, said.starts_at, said.ends_at, said.item_id) == (request.replace(" ", "-"), covered.now, None, "2")
    assert (said.name, said.delegation, said.plate, said.language) == ("Ana", "FR", "FRANCE – Ana", "en")
    covered.do(c.EndSpeech("ana", request), after=60)
    assert covered.statements()[0].ends_at == covered.now


def test_a_statement_that_is_interrupted_and_goes_on_is_one(covered: Covered) -> None:
    request = covered.speak("ana", by="chair")
    began = covered.now
    covered.do(c.SetMicrophone("ana", False), after=10)
    assert covered.statements()[0].ends_at == covered.now
    covered.do(c.SetMicrophone("ana", True), after=30)
    assert [(one.starts_at, one.ends_at) for one in covered.statements()] == [(began, None)]
    covered.do(c.EndSpeech("chair", request), after=10)
    assert [(one.starts_at, one.ends_at) for one in covered.statements()] == [(began, covered.now)]


def test_a_speaker_whose_connection_is_lost_for_good_has_ended(covered: Covered) -> None:
    covered.speak("ana", by="chair")
    covered.do(c.Disconnect("ana"))
    covered.do(c.ClockReached(), after=15)
    assert covered.statements()[0].ends_at is not None


def test_what_is_said_from_the_chair_is_a_statement_and_the_halls_microphone_is_none(covered: Covered) -> None:
    covered.do(c.SetMicrophone("hall", True))
    assert covered.changed == []
    covered.do(c.SetMicrophone("chair", True))
    covered.do(c.SetMicrophone("chair", False), after=4)
    covered.do(c.SetMicrophone("chair", True), after=4)
    kinds = [(one.request_kind, one.ends_at is None) for one in covered.statements()]
    assert kinds == [("chair", False), ("chair", True)]


def test_an_interruption_is_a_statement_of_its_own_kind(covered: Covered) -> None:
    covered.speak("ana", by="chair")
    covered.speak("bo", by="chair", kind="pointOfOrder")
    assert [one.request_kind for one in covered.statements()] == ["statement", "pointOfOrder"]


def test_the_language_is_the_one_spoken_last(covered: Covered) -> None:
    covered.speak("ana", by="chair", language="es")
    assert covered.statements()[0].language == "es"
    covered.do(c.SetFloorLanguage("chair", "fr"))
    assert covered.statements()[0].language == "fr"


def test_agenda_items_follow_one_another_and_come_back_as_a_chapter_of_their_own(covered: Covered) -> None:
    for item in ("2", "1", "2"):
        covered.do(c.OpenAgendaItem("chair", item), after=10)
    covered.do(c.CloseAgendaItem("chair"), after=10)
    items = covered.items()
    assert [item for item, _ in items][-3:] == ["2", "1", "2"] and not any(going_on for _, going_on in items)
    spans = [(one.starts_at, one.ends_at) for one in covered.chapters.chapters.values()]
    assert all(later[0] == earlier[1] for earlier, later in zip(spans, spans[1:], strict=False))


def test_a_renamed_item_has_its_new_title(covered: Covered) -> None:
    covered.do(c.OpenAgendaItem("chair", "2"))
    covered.do(c.RenameAgendaItem("chair", "2", {"en": "Sanitation"}))
    assert {"en": "Sanitation"} in [dict(one.title) for one in covered.changed]


def test_what_goes_on_when_the_webcast_begins_is_its_first_chapter_and_what_goes_on_at_its_end_ends_with_it() -> None:
    sitting = Covered()
    sitting.do(c.OpenAgendaItem("chair", "2"))
    request = sitting.speak("ana", by="chair", language="fr")
    assert sitting.chapters.chapters == {}
    sitting.do(c.StartWebcast("tech", ID), after=30)
    begun = list(sitting.chapters.chapters.values())
    assert [(one.kind, one.starts_at) for one in begun] == [("agendaItem", sitting.now), ("statement", sitting.now)]
    assert begun[1].mark_id == request.replace(" ", "-") and begun[1].language == "fr"
    sitting.do(c.EndWebcast("tech"), after=30)
    assert {one.ends_at for one in sitting.chapters.chapters.values()} == {sitting.now}
    sitting.do(c.EndSpeech("chair", request))
    assert sitting.changed == []


def test_live_and_from_the_journal_the_chapters_are_the_same(covered: Covered) -> None:
    covered.do(c.OpenAgendaItem("chair", "2"))
    covered.do(c.EndSpeech("chair", covered.speak("ana", by="chair")))
    covered.do(c.SetDesk("ines", "on"))
    covered.speak("bo", by="chair", kind="pointOfOrder")
    past, chapters = Meeting(covered.meeting.config), Chapters()
    for event in covered.log:
        past.apply(event)
        chapters.note(event, past)
    assert chapters.chapters == covered.chapters.chapters and chapters.unrecorded == covered.chapters.unrecorded


def test_a_language_is_silent_while_somebody_heard_in_it_does_not_consent_to_the_recording(covered: Covered) -> None:
    covered.do(c.SetDesk("ines", "on"))
    assert covered.silent() == []  # without consent to the webcast they are not heard in it
    covered.do(c.SetConsent("ines", recording=False, webcast=True))
    assert covered.silent() == [("fr", True)]
    began = covered.now
    covered.do(c.SetConsent("ines", recording=True, webcast=True), after=20)
    (silence,) = covered.chapters.unrecorded
    assert (silence.starts_at, silence.ends_at) == (began, covered.now)
    covered.do(c.SetConsent("ines", recording=False, webcast=True))
    covered.do(c.SetDesk("ines", "off"))
    assert covered.silent() == [("fr", False), ("fr", False)]


def test_consent_on_paper_ends_the_silence_of_a_booths_equipment_and_its_withdrawal_begins_it_again(
    covered: Covered,
) -> None:
    covered.enter("whip:booth-ru", "interpreter", booth="ru")
    covered.do(c.RecordConsent("tech", "ru", recording=False, webcast=True, reference="form 12"))
    covered.do(c.SetDesk("whip:booth-ru", "on"))
    assert covered.silent() == [("ru", True)]
    covered.do(c.RecordConsent("tech", "ru", recording=True, webcast=True, reference="form 12"))
    assert covered.silent() == [("ru", False)]
    covered.do(c.RecordConsent("tech", "ru", recording=False, webcast=True, reference="form 12"))
    assert covered.silent() == [("ru", False), ("ru", True)]


def test_one_of_two_interpreters_who_take_turns_is_silent_alone(covered: Covered) -> None:
    covered.do(c.SetConsent("ines", recording=True, webcast=True))
    covered.do(c.SetConsent("jo", recording=False, webcast=True))
    covered.do(c.SetDesk("ines", "on"))
    assert covered.silent() == []
    covered.do(c.SetDesk("jo", "on"))
    assert covered.silent() == [("fr", True)]
    covered.do(c.SetDesk("ines", "on"))
    assert covered.silent() == [("fr", False)]


def test_while_nothing_is_recorded_every_language_is_silent(covered: Covered) -> None:
    covered.do(c.SetWebcastRecording("tech", False))
    assert {channel for channel, going_on in covered.silent() if going_on} == {"floor", "ar", "zh", "en", "fr", "ru", "es"}
    covered.do(c.SetWebcastRecording("tech", True))
    assert not any(going_on for _, going_on in covered.silent()) and covered.chapters.recorded


def test_a_webcast_never_recorded_says_so() -> None:
    sitting = Covered(webcast_recorded=False)
    sitting.do(c.StartWebcast("tech", ID))
    sitting.do(c.EndWebcast("tech"))
    assert not sitting.chapters.recorded
