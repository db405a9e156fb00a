"""Every role against every command a participant can give: allowed, or refused with one named code."""

from __future__ import annotations

from typing import get_args

import pytest

from server.errors import UserError
from server.meeting import commands as c
from server.meeting.meeting import PERMISSION_NEEDED
from server.meeting.roles import PERMISSIONS, ROLES, Permission, can
from tests.unit.server.meeting.sitting import Sitting

ROLE_COLUMNS = ("chair", "delegate", "passive", "interpreter", "technician", "room")
NO = "notPermitted"
TABLE = {
    "SelectChannel": ("ok", "ok", "ok", "ok", "ok", "ok"),
    "SendChat": ("ok", "ok", "ok", "ok", "ok", NO),
    "RequestFloor": (NO, "ok", NO, NO, NO, NO),
    "WithdrawFloor": (NO, "noRequest", NO, NO, NO, NO),
    "CallSpeaker": ("ok", NO, NO, NO, NO, NO),
    "GrantFloor": ("ok", NO, NO, NO, NO, NO),
    "RemoveRequest": ("ok", NO, NO, NO, NO, NO),
    "EndSpeech": ("ok", NO, NO, NO, NO, NO),
    "OpenMicrophone": ("ok", "floorNotGranted", NO, NO, NO, "ok"),
    "CloseMicrophone": ("ok", "ok", NO, NO, NO, "ok"),
    "MuteParticipant": ("ok", NO, NO, NO, "ok", NO),
    "SetFloorLanguage": ("ok", NO, NO, NO, "ok", NO),
    "OpenList": ("ok", NO, NO, NO, NO, NO),
    "SetDesk": (NO, NO, NO, "ok", NO, NO),
    "Remove": ("ok", NO, NO, NO, "ok", NO),
}


def _scene() -> tuple[Sitting, str, str]:
    """One of each role, a speaker, and one who waits; the ids of the two requests."""
    sitting = Sitting()
    for role in ROLES:
        sitting.enter(role, role, booth="en" if role == "interpreter" else None)
    sitting.enter("speaker")
    sitting.enter("waiter")
    speaking = sitting.speak("speaker", by="chair")
    return sitting, speaking, sitting.ask("waiter")


def _command(name: str, by: str, speaking: str, waiting: str) -> c.Command:
    commands: dict[str, c.Command] = {
        "SelectChannel": c.SelectChannel(by, "ru", "floor"),
        "SendChat": c.SendChat(by, "m1", "Good morning"),
        "RequestFloor": c.RequestFloor(by, "r1", "statement"),
        "WithdrawFloor": c.WithdrawFloor(by),
        "CallSpeaker": c.CallSpeaker(by, waiting),
        "GrantFloor": c.GrantFloor(by, waiting),
        "RemoveRequest": c.RemoveRequest(by, waiting),
        "EndSpeech": c.EndSpeech(by, speaking),
        "OpenMicrophone": c.SetMicrophone(by, True),
        "CloseMicrophone": c.SetMicrophone(by, False),
        "MuteParticipant": c.MuteParticipant(by, "speaker"),
        "SetFloorLanguage": c.SetFloorLanguage(by, "zh"),
        "OpenList": c.OpenList(by, False),
        "SetDesk": c.SetDesk(by, "on"),
        "Remove": c.Remove(by, "waiter"),
    }
    return commands[name]


CASES = [(role, name, TABLE[name][column]) for name in TABLE for column, role in enumerate(ROLE_COLUMNS)]


@pytest.mark.parametrize(("role", "name", "expected"), CASES, ids=[f"{role}-{name}" for role, name, _ in CASES])
def test_every_role_with_every_command(role: str, name: str, expected: str) -> None:
    sitting, speaking, waiting = _scene()
    command = _command(name, role, speaking, waiting)
    if expected != "ok":
        assert sitting.refused(command) == expected
    else:
        happened = sitting.do(command)
        assert happened or name == "CloseMicrophone"


def test_the_table_covers_every_command_that_names_an_actor() -> None:
    acting = {kind for kind in get_args(c.Command) if "by" in kind.__annotations__}
    tabled = {type(_command(name, "x", "y", "z")) for name in TABLE}
    assert tabled == acting
    assert set(PERMISSION_NEEDED) == acting - {c.EndSpeech}
    assert ROLE_COLUMNS == ROLES


def test_every_permission_belongs_to_some_role_and_no_role_has_an_unknown_one() -> None:
    assert frozenset().union(*PERMISSIONS.values()) == set(get_args(Permission))
    assert set(PERMISSIONS) == set(ROLES)
    assert not can("owner", "grantFloor")


@pytest.mark.parametrize("name", TABLE)
def test_someone_unknown_can_do_nothing(name: str) -> None:
    sitting, speaking, waiting = _scene()
    assert sitting.refused(_command(name, "nobody", speaking, waiting)) == "unknownParticipant"


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("role", ROLES)
def test_whoever_is_not_connected_can_do_nothing(role: str, name: str) -> None:
    sitting, speaking, waiting = _scene()
    sitting.do(c.Disconnect(role))
    assert sitting.refused(_command(name, role, speaking, waiting)) in ("notJoined", NO)


@pytest.mark.parametrize("name", sorted(set(TABLE) - {"SelectChannel", "SendChat"}))
def test_a_passive_participant_forging_any_command_changes_nothing(name: str) -> None:
    sitting, speaking, waiting = _scene()
    before = sitting.meeting.copy()
    assert sitting.refused(_command(name, "passive", speaking, waiting)) == NO
    assert sitting.meeting == before
    assert "passive" not in sitting.open_microphones()


def test_a_delegate_cannot_end_or_withdraw_for_another_by_naming_their_request() -> None:
    sitting, speaking, waiting = _scene()
    assert sitting.refused(c.EndSpeech("waiter", speaking)) == NO
    assert sitting.refused(c.EndSpeech("delegate", "no such request")) == NO
    assert sitting.refused(c.WithdrawFloor("delegate")) == "noRequest"
    assert sitting.state_of(speaking) == "speaking"
    assert sitting.state_of(waiting) == "queued"


@pytest.mark.parametrize("forged", ["speaker", c.SYSTEM, ""])
def test_nobody_is_admitted_under_a_taken_or_reserved_id(forged: str) -> None:
    sitting, _, _ = _scene()
    assert sitting.refused(c.Admit(forged, "another hash", "Mallory", "", "chair", "en")) in (
        "wrongState",
        "unknownParticipant",
    )


def test_a_token_of_another_participant_admits_nobody() -> None:
    sitting, _, _ = _scene()
    assert sitting.refused(c.Admit("mallory", "hash of chair", "Mallory", "", "passive", "en")) == "wrongState"
    chair = sitting.meeting.roster.with_token("hash of chair")
    assert chair is not None and chair.participant_id == "chair"


def test_the_shell_itself_needs_no_permission() -> None:
    sitting, _, waiting = _scene()
    sitting.do(c.Remove(c.SYSTEM, "waiter"))
    assert sitting.state_of(waiting) is None


def test_an_undocumented_code_cannot_be_raised() -> None:
    with pytest.raises(ValueError, match="undocumented"):
        UserError("because")
