"""Putting out and letting in again, moving, renaming, quotas and the waiting list."""

from __future__ import annotations

from typing import Any

import pytest

from server.errors import UserError
from server.meeting import commands as c
from server.meeting.plates import delegation_name, plate
from tests.unit.server.meeting.sitting import Sitting, names


def _sitting(**settings: Any) -> Sitting:
    sitting = Sitting(**settings)
    for person, role in (("chair", "chair"), ("tech", "technician"), ("mod", "moderator"), ("ana", "delegate")):
        sitting.enter(person, role)
    sitting.enter("pia", "passive")
    return sitting


def _replays(sitting: Sitting) -> None:
    assert sitting.replayed() == sitting.meeting


def test_someone_put_out_is_remembered_and_let_in_again_as_they_were() -> None:
    sitting = _sitting()
    before = sitting.meeting.roster.get("ana")
    sitting.do(c.Remove("mod", "ana"))
    assert sitting.meeting.roster.is_evicted("hash of ana") and sitting.meeting.roster.with_token("hash of ana") is None
    assert sitting.refused(c.Admit("ana", "another", "X", "", "delegate", "en")) == "entryRefused"
    assert sitting.refused(c.Admit("new", "another", " ANA ", "fr", "passive", "en")) == "entryRefused"
    sitting.do(c.Admit("namesake", "another", "Ana", "BR", "passive", "en"))
    sitting.do(c.AllowAgain("chair", "ana"))
    after = sitting.meeting.roster.get("ana")
    assert (after.name, after.role, after.token_hash, after.connected) == (before.name, "delegate", "hash of ana", False)
    assert sitting.refused(c.AllowAgain("chair", "ana")) == "unknownParticipant"
    _replays(sitting)


def test_letting_in_again_keeps_the_caps() -> None:
    sitting = Sitting(active_limit=2)
    sitting.enter("chair", "chair")
    sitting.enter("ana")
    sitting.do(c.Remove("chair", "ana"))
    sitting.enter("bob")
    assert sitting.refused(c.AllowAgain("chair", "ana")) == "activeFull"


def test_a_removed_source_may_be_sent_anew() -> None:
    sitting = _sitting()
    sitting.do(c.Admit("whip:room-1", "whip:room-1", "room-1", "", "room", "und"))
    sitting.do(c.Remove("chair", "whip:room-1"))
    sitting.do(c.Admit("whip:room-1", "whip:room-1", "room-1", "", "room", "und"))


@pytest.mark.parametrize(
    ("by", "person", "role", "expected"),
    [
        ("chair", "ana", "passive", "ok"),
        ("chair", "ana", "moderator", "ok"),
        ("chair", "ana", "technician", "notPermitted"),
        ("chair", "tech", "passive", "notPermitted"),
        ("mod", "pia", "delegate", "ok"),
        ("mod", "chair", "passive", "notPermitted"),
        ("mod", "mod", "chair", "notPermitted"),
        ("tech", "ana", "interpreter", "noBooth"),
        ("tech", "ana", "chair", "ok"),
        ("tech", "ana", "room", "wrongState"),
        ("tech", "ana", "king", "wrongState"),
    ],
)
def test_who_may_move_whom(by: str, person: str, role: str, expected: str) -> None:
    sitting = _sitting()
    command = c.MoveParticipant(by, person, role)
    assert (sitting.refused(command) if expected != "ok" else "ok" * bool(sitting.do(command))) == expected
    _replays(sitting)


def test_a_moderator_puts_out_nobody_who_appoints() -> None:
    sitting = _sitting()
    for other in ("chair", "tech"):
        assert sitting.refused(c.Remove("mod", other)) == "notPermitted"
        assert sitting.refused(c.RenameParticipant("mod", other, "X", "")) == "notPermitted"
        assert sitting.refused(c.MuteCamera("mod", other, True)) == "notPermitted"


def test_a_speaker_made_passive_is_silent_at_once_and_off_the_list() -> None:
    sitting = _sitting()
    sitting.speak("ana", by="chair")
    happened = sitting.do(c.MoveParticipant("tech", "ana", "passive"))
    assert all(event.closing for event in happened)
    assert sitting.open_microphones() == set() and sitting.meeting.floor.request_by("ana") is None
    assert sitting.meeting.roster.active == 4 - 1
    assert sitting.refused(c.RequestFloor("ana", "again", "statement")) == "notPermitted"
    _replays(sitting)


def test_an_interpreter_has_a_desk_as_long_as_they_are_one() -> None:
    sitting = _sitting()
    sitting.do(c.MoveParticipant("tech", "ana", "interpreter", "fr"))
    sitting.do(c.SetDesk("ana", "on"))
    assert "DeskClosed" in names(sitting.do(c.MoveParticipant("tech", "ana", "interpreter", "es")))
    assert sitting.meeting.interpretation.desks["ana"].booth == "es"
    sitting.do(c.MoveParticipant("tech", "ana", "delegate"))
    assert "ana" not in sitting.meeting.interpretation.desks
    _replays(sitting)


def test_a_quota_counts_the_delegates_of_a_delegation() -> None:
    sitting = Sitting(quota=1, quotas={"DE": 2})
    sitting.enter("tech", "technician")
    admitted = {}
    for person, delegation in (("a", "FR"), ("b", "fr"), ("c", "DE"), ("d", "DE"), ("e", "DE"), ("f", ""), ("g", "")):
        command = c.Admit(person, f"hash {person}", person, delegation, "delegate", "en")
        try:
            sitting.do(command)
            admitted[person] = delegation
        except UserError as error:
            assert error.code == "quotaReached"
    assert list(admitted) == ["a", "c", "d", "f", "g"]
    sitting.do(c.SetQuota("tech", "Fr", 2))
    sitting.do(c.Admit("b", "hash b", "b", "FR", "delegate", "en"))
    sitting.do(c.SetQuota("tech", "FR", None))
    assert sitting.refused(c.Admit("h", "hash h", "h", "FR", "delegate", "en")) == "quotaReached"
    _replays(sitting)


def test_places_are_offered_in_the_order_of_asking_and_lapse() -> None:
    sitting = Sitting(active_limit=3, upgrade_offer_s=60.0)
    for person, role in (
        ("chair", "chair"),
        ("ana", "delegate"),
        ("bob", "delegate"),
        ("pia", "passive"),
        ("pat", "passive"),
    ):
        sitting.enter(person, role)
    for person in ("pia", "pat"):
        sitting.do(c.RequestUpgrade(person))
        sitting.do(c.AnswerUpgrade("chair", person, True))
    assert sitting.refused(c.RequestUpgrade("pia")) == "alreadyRequested"
    assert sitting.meeting.deadline() is None
    sitting.do(c.Leave("ana"))
    due = sitting.meeting.deadline()
    assert due is not None and due <= sitting.now
    assert names(sitting.do(c.ClockReached())) == ["UpgradeOffered"]
    assert sitting.refused(c.Admit("late", "h", "late", "", "delegate", "en")) == "activeFull"
    assert sitting.meeting.deadline() == sitting.now - 1 + 60, "the refused entry came a second later"
    assert names(sitting.do(c.ClockReached(), after=60)) == ["UpgradeEnded"]
    assert names(sitting.do(c.ClockReached())) == ["UpgradeOffered"]
    assert sitting.refused(c.TakeUpgrade("pia")) == "noRequest"
    sitting.do(c.TakeUpgrade("pat"))
    assert sitting.meeting.roster.get("pat").role == "delegate" and sitting.meeting.roster.active == 3
    assert sitting.meeting.admission.upgrades == {} and sitting.meeting.deadline() is None
    _replays(sitting)


def test_a_quota_lets_the_next_delegation_by() -> None:
    sitting = Sitting(quotas={"FR": 1})
    sitting.enter("chair", "chair")
    sitting.enter("ana")
    sitting.enter("pia", "passive")
    sitting.do(c.Admit("pat", "hash of pat", "Pat", "BR", "passive", "en"))
    sitting.do(c.Connect("pat"))
    for person in ("pia", "pat"):
        sitting.do(c.RequestUpgrade(person))
        sitting.do(c.AnswerUpgrade("chair", person, True))
    (offered,) = sitting.do(c.ClockReached())
    assert getattr(offered, "participant_id", "") == "pat"


def test_a_virtual_meeting_has_nobody_in_the_room_and_a_physical_one_no_delegate_remote() -> None:
    sitting = _sitting(form="virtual")
    assert sitting.refused(c.SetAttending("ana", "room")) == "placeClosed"
    assert sitting.refused(c.AddDelegate("chair", "new", "Awa", "SN", "fr", "1")) == "placeClosed"
    sitting = _sitting(form="physical")
    assert sitting.refused(c.RequestUpgrade("pia")) == "placeClosed"


def test_plates_name_the_country_and_the_meeting_may_name_it_otherwise() -> None:
    config = Sitting(delegations={"CI": "Côte d’Ivoire", "African Group": "Groupe africain"}).meeting.config
    assert plate(config, "Awa Ndiaye", "sn") == "SENEGAL – Awa Ndiaye"
    assert plate(config, "Kofi", "CI") == "CÔTE D’IVOIRE – Kofi"
    assert plate(config, "Kofi", "African Group") == "GROUPE AFRICAIN – Kofi"
    assert plate(config, "Ana", "") == "Ana" and delegation_name(config, "Nowhere") == "Nowhere"
