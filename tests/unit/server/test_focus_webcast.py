"""What the focus asks of the webcast worker: whom it carries, what it records, what it writes into the picture."""

from __future__ import annotations

import pytest

from bus.messages import Rendition, Webcast
from server.meeting import commands as c
from server.meeting.config import AgendaItem
from tests.unit.server.test_focus import Copies

ID = "unguessable-webcast"


@pytest.fixture
def house() -> Copies:
    items = (AgendaItem("1", {"fr": "Eau", "en": "Water"}), AgendaItem("2", {"es": "Otros asuntos"}))
    copies = Copies(items)
    for who, role in (("chair", "chair"), ("ana", "delegate"), ("tech", "technician"), ("hall", "room")):
        copies.admit(who, role)
        copies.connect(who, publishes=role != "technician")
    for who, booth in (("ines", "fr"), ("juan", "es")):
        copies.admit(who, "interpreter", booth, booth)
        copies.connect(who, publishes=True)
    return copies


def start(house: Copies, *, slate: bool = False) -> None:
    house.do(c.StartWebcast("tech", ID, slate))


def webcast(house: Copies) -> Webcast:
    found = house.meeting().webcast
    assert found is not None
    return found


def rendition(house: Copies, channel: str) -> Rendition:
    return next(one for one in webcast(house).renditions if one.channel == channel)


def test_a_webcast_has_the_floor_and_every_language_under_the_name_it_gives_itself(house: Copies) -> None:
    assert house.meeting().webcast is None
    start(house)
    names = [(one.channel, one.name) for one in webcast(house).renditions]
    assert names[0] == ("floor", "Floor") and len(names) == 7
    assert dict(names)["fr"] == "français" and dict(names)["ar"] == "العربية"
    assert webcast(house).mode == "onAir"


def test_a_start_the_journal_does_not_have_yet_is_not_on_the_air_and_an_end_is_off_at_once(house: Copies) -> None:
    house.late = True
    start(house)
    assert house.meeting().webcast is None
    house.commit()
    assert webcast(house).mode == "onAir"
    house.do(c.SetSittingPublic("chair", False))
    assert house.meeting().webcast is None


def test_the_slate_is_shown_at_once_and_the_air_waits_for_the_journal(house: Copies) -> None:
    start(house)
    house.late = True
    house.do(c.ShowSlate("tech"))
    assert webcast(house).mode == "slate"
    house.commit()
    house.do(c.StartWebcast("tech", "another-webcast-id"))
    assert webcast(house).mode == "slate"
    house.commit()
    assert webcast(house).mode == "onAir"


def test_a_suspended_sitting_is_the_slate(house: Copies) -> None:
    start(house)
    house.do(c.SuspendSitting("chair"))
    assert webcast(house).mode == "slate"
    house.do(c.ResumeSitting("chair"))
    assert webcast(house).mode == "onAir"


def test_a_desk_without_consent_to_the_webcast_is_left_out_of_its_language_alone(house: Copies) -> None:
    start(house)
    house.do(c.SetDesk("ines", "on"))
    house.do(c.SetDesk("juan", "on"))
    assert rendition(house, "fr").without == ("ines/mic",) and rendition(house, "es").without == ("juan/mic",)
    house.do(c.SetConsent("ines", recording=False, webcast=True))
    assert rendition(house, "fr").without == () and rendition(house, "es").without == ("juan/mic",)
    assert rendition(house, "floor").without == ()


def test_a_desk_that_is_heard_and_not_to_be_recorded_makes_its_language_unrecorded_while_it_is_on(house: Copies) -> None:
    start(house)
    house.do(c.SetConsent("ines", recording=False, webcast=True))
    assert rendition(house, "fr").recorded
    house.do(c.SetDesk("ines", "on"))
    assert not rendition(house, "fr").recorded and rendition(house, "es").recorded
    house.do(c.SetConsent("ines", recording=True, webcast=True))
    assert rendition(house, "fr").recorded
    house.do(c.SetConsent("ines", recording=False, webcast=True))
    house.do(c.SetDesk("ines", "off"))
    assert rendition(house, "fr").recorded


def test_who_is_not_in_the_webcast_need_not_consent_to_its_recording(house: Copies) -> None:
    start(house)
    house.do(c.SetDesk("ines", "on"))
    assert rendition(house, "fr") == Rendition("fr", "français", ("ines/mic",), recorded=True)


def test_consent_counts_when_the_journal_has_it_and_its_withdrawal_at_once(house: Copies) -> None:
    start(house)
    house.do(c.SetDesk("ines", "on"))
    house.late = True
    house.do(c.SetConsent("ines", recording=True, webcast=True))
    assert rendition(house, "fr").without == ("ines/mic",)
    house.commit()
    assert rendition(house, "fr").without == ()
    house.do(c.SetConsent("ines", recording=True, webcast=False))
    house.focus.note([])
    assert rendition(house, "fr").without == ("ines/mic",)


def test_a_patched_language_names_what_is_heard_in_it_and_obeys_the_consent_of_those_heard(house: Copies) -> None:
    start(house)
    house.do(c.SetDesk("juan", "on"))
    house.do(c.PatchChannel("tech", "fr", "es"))
    assert rendition(house, "fr") == Rendition("fr", "français", ("juan/mic",), source="es")
    house.do(c.PatchChannel("tech", "fr", None))
    assert rendition(house, "fr").source == "" and rendition(house, "fr").without == ()


def test_the_plate_names_who_is_heard_and_the_language_and_goes_with_the_microphone(house: Copies) -> None:
    start(house)
    house.do(c.RenameParticipant("chair", "ana", "Naledi Dlamini", "ZA"))
    house.floor_to("ana", speaking=False)
    assert webcast(house).plate == ()
    house.do(c.SetMicrophone("ana", True))
    assert webcast(house).plate == ("SOUTH AFRICA", "Naledi Dlamini · English")
    house.do(c.SetFloorLanguage("chair", "fr"))
    assert webcast(house).plate == ("SOUTH AFRICA", "Naledi Dlamini · français")
    house.do(c.SetMicrophone("ana", False))
    assert webcast(house).plate == ()
    house.do(c.SetMicrophone("chair", True))
    assert webcast(house).plate[0].startswith("chair")


def test_the_heading_is_the_agenda_item_in_a_language_it_has(house: Copies) -> None:
    start(house)
    house.do(c.OpenAgendaItem("chair", "1"))
    assert webcast(house).heading == "Water"
    house.do(c.OpenAgendaItem("chair", "2"))
    assert webcast(house).heading == "Otros asuntos"
    house.do(c.CloseAgendaItem("chair"))
    assert webcast(house).heading == ""


def test_layout_embargo_and_recording_are_passed_on(house: Copies) -> None:
    start(house)
    for command in (c.SetWebcastLayout("tech", "speaker"), c.SetEmbargo("tech", 30.0), c.SetWebcastRecording("tech", False)):
        house.do(command)
    found = webcast(house)
    assert (found.webcast_id, found.layout, found.delay_s, found.recorded, found.dvr_s) == (
        ID,
        "speaker",
        30.0,
        False,
        300.0,
    )


def test_a_shorter_embargo_waits_for_the_journal(house: Copies) -> None:
    start(house)
    house.do(c.SetEmbargo("tech", 30.0))
    house.late = True
    house.do(c.SetEmbargo("tech", 0.0))
    house.focus.note([])
    assert webcast(house).delay_s == 30.0
    house.commit()
    assert webcast(house).delay_s == 0.0


def test_a_booth_by_equipment_is_heard_and_recorded_by_consent_on_paper_until_it_is_withdrawn(house: Copies) -> None:
    start(house)
    house.admit("whip:booth-ru", "interpreter", "ru", "ru")
    house.connect("whip:booth-ru", publishes=True)
    house.do(c.SetDesk("whip:booth-ru", "on"))
    assert rendition(house, "ru").without == ("whip:booth-ru/mic",)
    house.do(c.RecordConsent("tech", "ru", recording=False, webcast=True, reference="form 12"))
    assert rendition(house, "ru").without == () and not rendition(house, "ru").recorded
    house.do(c.RecordConsent("tech", "ru", recording=True, webcast=True, reference="form 12"))
    assert rendition(house, "ru").recorded
    house.late = True
    house.do(c.RecordConsent("tech", "ru", recording=False, webcast=False))
    house.focus.note([])
    assert rendition(house, "ru").without == ("whip:booth-ru/mic",)
