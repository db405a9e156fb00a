"""Every role against every command a participant can give, in every state that matters: allowed, or one named refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from server.errors import UserError
from server.meeting import commands as c
from server.meeting.config import AgendaItem
from server.meeting.meeting import PERMISSION_NEEDED
from server.meeting.roles import PERMISSIONS, ROLES, Permission, can
from tests.unit.server.meeting.sitting import Sitting

ROLE_COLUMNS = (
    *("chair", "deputy", "moderator", "delegate", "passive", "interpreter", "technician", "room", "captioner", "signer"),
)
NO = "notPermitted"
OK = "ok"
ANYONE = (OK,) * 10
CONSOLE = (OK, NO, OK, NO, NO, NO, NO, NO, NO, NO)
"""Chair, and moderator for the chair."""
MODERATION = (OK, NO, OK, NO, NO, NO, OK, NO, NO, NO)
"""Technicians too."""


def desk(refusal: str) -> tuple[str, ...]:
    """What interpreters alone may; ``refusal``: why it is refused them in the scene, or ``ok``."""
    return (NO, NO, NO, NO, NO, refusal, NO, NO, NO, NO)


def technician(refusal: str = OK) -> tuple[str, ...]:
    return (NO, NO, NO, NO, NO, NO, refusal, NO, NO, NO)


TABLE: dict[str, tuple[str, ...]] = {
    "SelectChannel": ANYONE,
    "SendChat": (OK, OK, OK, OK, OK, OK, OK, NO, OK, OK),
    "RequestFloor": (NO, OK, NO, OK, NO, NO, NO, NO, NO, NO),
    "RequestForAnother": CONSOLE,
    "WithdrawFloor": (NO, "noRequest", NO, "noRequest", NO, NO, NO, NO, NO, NO),
    "WithdrawAnothers": CONSOLE,
    "AnswerCall": (NO, "noRequest", NO, "noRequest", NO, NO, NO, NO, NO, NO),
    "AddDelegate": CONSOLE,
    "CallSpeaker": CONSOLE,
    "GrantFloor": CONSOLE,
    "TakeBackCall": CONSOLE,
    "DeferRequest": CONSOLE,
    "PauseSpeech": CONSOLE,
    "ResumeSpeech": CONSOLE,
    "RemoveRequest": CONSOLE,
    "MoveRequest": CONSOLE,
    "SwapRequests": CONSOLE,
    "ReaddLast": CONSOLE,
    "SetSpeechLimit": CONSOLE,
    "EndSpeech": CONSOLE,
    "OpenMicrophone": (OK, "floorNotGranted", NO, "floorNotGranted", NO, NO, NO, OK, NO, NO),
    "CloseMicrophone": (OK, OK, NO, OK, NO, NO, NO, OK, NO, NO),
    "MuteParticipant": (OK, NO, OK, NO, NO, NO, OK, NO, NO, NO),
    "MuteAll": CONSOLE,
    "SetFloorLanguage": (OK, NO, OK, NO, NO, NO, OK, NO, NO, NO),
    "OpenList": CONSOLE,
    "SuspendList": CONSOLE,
    "ClearList": CONSOLE,
    "ClearFloor": CONSOLE,
    "HoldPriority": CONSOLE,
    "ReleasePriority": CONSOLE,
    "ClearPriority": CONSOLE,
    "SetFloorRules": CONSOLE,
    "SetPrecedence": CONSOLE,
    "SetAttending": ANYONE,
    "MoveAnother": CONSOLE,
    "AssignSeat": CONSOLE,
    "TakeChair": (OK, OK, NO, NO, NO, NO, NO, NO, NO, NO),
    "AddAgendaItem": CONSOLE,
    "RenameAgendaItem": CONSOLE,
    "MoveAgendaItem": CONSOLE,
    "RemoveAgendaItem": CONSOLE,
    "OpenAgendaItem": CONSOLE,
    "CloseAgendaItem": CONSOLE,
    "OpenSitting": CONSOLE,
    "SuspendSitting": CONSOLE,
    "ResumeSitting": CONSOLE,
    "CloseSitting": CONSOLE,
    "SetSittingPublic": CONSOLE,
    "RequestScreen": (OK, OK, NO, OK, NO, NO, NO, NO, NO, NO),
    "AllowScreen": CONSOLE,
    "StopScreen": (OK, OK, OK, OK, NO, NO, OK, NO, NO, NO),
    "StopAnothersScreen": (OK, NO, OK, NO, NO, NO, OK, NO, NO, NO),
    **dict.fromkeys(("SetDesk", "SelectOutgoing", "SetAutoRelay", "Talk", "SetConsent", "SetUnfit", "SetDirect"), desk(OK)),
    **dict.fromkeys(("CallHelp", "AskSlowDown", "AskHandover", "TakeOver"), desk(OK)),
    "OfferHandover": desk("wrongState"),
    "AnswerHandover": desk("wrongState"),
    "CancelHandover": desk("wrongState"),
    "GiveMicrophone": technician(),
    "AnswerHelp": technician(),
    "AnswerChairCall": CONSOLE,
    "CloseHelp": technician(),
    **dict.fromkeys(("SilenceDesk", "PatchChannel", "ForceRelay", "SetBooth", "SetInterpretation"), technician()),
    "RecordConsent": technician(),
    **dict.fromkeys(("OpenSoundCheck", "CloseSoundCheck"), technician()),
    "MarkSoundCheck": desk("wrongState"),
    "MarkAnothersCheck": technician("wrongState"),
    "SetSigning": (NO, NO, NO, NO, NO, NO, NO, NO, NO, OK),
    "WriteCaption": (NO, NO, NO, NO, NO, NO, OK, NO, OK, NO),
    "AddTerms": (NO, NO, OK, NO, NO, OK, OK, NO, NO, NO),
    "RemoveTerm": (NO, NO, OK, NO, NO, OK, OK, NO, NO, NO),
    "Remove": (OK, NO, OK, NO, NO, NO, OK, NO, NO, NO),
    "PrivateChat": (OK, OK, OK, OK, NO, OK, OK, NO, OK, OK),
    "ChairChat": (NO, OK, NO, OK, NO, OK, OK, NO, OK, OK),
    "ChairInbox": CONSOLE,
    "SupportChat": (OK, OK, OK, OK, NO, OK, NO, NO, OK, OK),
    "SupportInbox": (NO, NO, NO, NO, NO, NO, OK, NO, NO, NO),
    "ReadChat": (OK, OK, OK, OK, OK, OK, OK, NO, OK, OK),
    **dict.fromkeys(("ApproveChat", "HideChat", "SetChat", "RenameParticipant", "MoveParticipant"), MODERATION),
    "SetLanguage": MODERATION,
    "ClaimSupport": (NO, NO, NO, NO, NO, NO, OK, NO, NO, NO),
    **dict.fromkeys(("MuteCamera", "AllowAgain", "AnswerUpgrade"), MODERATION),
    "RequestUpgrade": (NO, NO, NO, NO, OK, NO, NO, NO, NO, NO),
    "WithdrawUpgrade": (NO, NO, NO, NO, "noRequest", NO, NO, NO, NO, NO),
    "TakeUpgrade": (NO, NO, NO, NO, "noRequest", NO, NO, NO, NO, NO),
    "SetQuota": (NO, NO, NO, NO, NO, NO, OK, NO, NO, NO),
    "FileStatement": (NO, OK, OK, OK, NO, NO, OK, NO, NO, NO),
    "FileForAnother": (NO, NO, OK, NO, NO, NO, OK, NO, NO, NO),
    "WithdrawStatement": (NO, NO, OK, NO, NO, NO, OK, NO, NO, NO),
    "DeliverStatement": (NO, NO, OK, NO, NO, NO, OK, NO, NO, NO),
    "RenewSeatCode": (NO, NO, OK, NO, NO, NO, OK, NO, NO, NO),
    **dict.fromkeys(("StartWebcast", "ShowSlate", "EndWebcast"), MODERATION),
    **dict.fromkeys(("SetWebcastLayout", "SetEmbargo", "SetWebcastRecording"), MODERATION),
    **dict.fromkeys(("AddPush", "StartPush", "StopPush", "RemovePush"), MODERATION),
}
CHANGES_NOTHING = {
    "TakeBackCall",
    "CloseMicrophone",
    "ResumeSpeech",
    "ReleasePriority",
    "OpenSitting",
    "ResumeSitting",
    "StopScreen",
    "StopAnothersScreen",
    "MoveRequest",
    "ReadChat",
    "CloseSoundCheck",
    "ShowSlate",
}
"""Accepted, and so already in the scene."""
COMMANDS: dict[str, Callable[[str, str, str], c.Command]] = {
    "SelectChannel": lambda by, speaking, waiting: c.SelectChannel(by, "ru", "floor"),
    "SendChat": lambda by, speaking, waiting: c.SendChat(by, "m1", "Good morning"),
    "RequestFloor": lambda by, speaking, waiting: c.RequestFloor(by, "r1", "statement"),
    "RequestForAnother": lambda by, speaking, waiting: c.RequestFloor(by, "r1", "motion", participant_id="idler"),
    "WithdrawFloor": lambda by, speaking, waiting: c.WithdrawFloor(by),
    "WithdrawAnothers": lambda by, speaking, waiting: c.WithdrawFloor(by, waiting),
    "AnswerCall": lambda by, speaking, waiting: c.AnswerCall(by),
    "AddDelegate": lambda by, speaking, waiting: c.AddDelegate(by, "new", "Awa Ndiaye", "SN", "fr", "12"),
    "CallSpeaker": lambda by, speaking, waiting: c.CallSpeaker(by, waiting),
    "GrantFloor": lambda by, speaking, waiting: c.GrantFloor(by, waiting),
    "TakeBackCall": lambda by, speaking, waiting: c.TakeBackCall(by, waiting),
    "DeferRequest": lambda by, speaking, waiting: c.DeferRequest(by, waiting),
    "PauseSpeech": lambda by, speaking, waiting: c.PauseSpeech(by, speaking),
    "ResumeSpeech": lambda by, speaking, waiting: c.ResumeSpeech(by, speaking),
    "RemoveRequest": lambda by, speaking, waiting: c.RemoveRequest(by, waiting),
    "MoveRequest": lambda by, speaking, waiting: c.MoveRequest(by, "last"),
    "SwapRequests": lambda by, speaking, waiting: c.SwapRequests(by, waiting, "last"),
    "ReaddLast": lambda by, speaking, waiting: c.ReaddLast(by, "again"),
    "SetSpeechLimit": lambda by, speaking, waiting: c.SetSpeechLimit(by, speaking, 30.0),
    "EndSpeech": lambda by, speaking, waiting: c.EndSpeech(by, speaking),
    "OpenMicrophone": lambda by, speaking, waiting: c.SetMicrophone(by, True),
    "CloseMicrophone": lambda by, speaking, waiting: c.SetMicrophone(by, False),
    "MuteParticipant": lambda by, speaking, waiting: c.MuteParticipant(by, "speaker"),
    "MuteAll": lambda by, speaking, waiting: c.MuteAll(by),
    "SetFloorLanguage": lambda by, speaking, waiting: c.SetFloorLanguage(by, "zh"),
    "OpenList": lambda by, speaking, waiting: c.OpenList(by, False),
    "SuspendList": lambda by, speaking, waiting: c.SuspendList(by, "rightsOfReply"),
    "ClearList": lambda by, speaking, waiting: c.ClearList(by),
    "ClearFloor": lambda by, speaking, waiting: c.ClearFloor(by),
    "HoldPriority": lambda by, speaking, waiting: c.HoldPriority(by),
    "ReleasePriority": lambda by, speaking, waiting: c.ReleasePriority(by),
    "ClearPriority": lambda by, speaking, waiting: c.ClearPriority(by),
    "SetFloorRules": lambda by, speaking, waiting: c.SetFloorRules(by, mode="autoNext"),
    "SetPrecedence": lambda by, speaking, waiting: c.SetPrecedence(by, "waiter", None),
    "SetAttending": lambda by, speaking, waiting: c.SetAttending(by, "room"),
    "MoveAnother": lambda by, speaking, waiting: c.SetAttending(by, "room", "speaker"),
    "AssignSeat": lambda by, speaking, waiting: c.AssignSeat(by, "12", "waiter"),
    "TakeChair": lambda by, speaking, waiting: c.TakeChair(by),
    "AddAgendaItem": lambda by, speaking, waiting: c.AddAgendaItem(by, "3", {"en": "Other matters"}),
    "RenameAgendaItem": lambda by, speaking, waiting: c.RenameAgendaItem(by, "2", {"en": "Water"}),
    "MoveAgendaItem": lambda by, speaking, waiting: c.MoveAgendaItem(by, "2", "1"),
    "RemoveAgendaItem": lambda by, speaking, waiting: c.RemoveAgendaItem(by, "2"),
    "OpenAgendaItem": lambda by, speaking, waiting: c.OpenAgendaItem(by, "2"),
    "CloseAgendaItem": lambda by, speaking, waiting: c.CloseAgendaItem(by),
    "OpenSitting": lambda by, speaking, waiting: c.OpenSitting(by),
    "SuspendSitting": lambda by, speaking, waiting: c.SuspendSitting(by),
    "ResumeSitting": lambda by, speaking, waiting: c.ResumeSitting(by),
    "CloseSitting": lambda by, speaking, waiting: c.CloseSitting(by),
    "SetSittingPublic": lambda by, speaking, waiting: c.SetSittingPublic(by, False),
    "RequestScreen": lambda by, speaking, waiting: c.RequestScreen(by),
    "AllowScreen": lambda by, speaking, waiting: c.AllowScreen(by, "waiter"),
    "StopScreen": lambda by, speaking, waiting: c.StopScreen(by),
    "StopAnothersScreen": lambda by, speaking, waiting: c.StopScreen(by, "speaker"),
    "SetDesk": lambda by, speaking, waiting: c.SetDesk(by, "on", "es"),
    "SelectOutgoing": lambda by, speaking, waiting: c.SelectOutgoing(by, "es"),
    "SetAutoRelay": lambda by, speaking, waiting: c.SetAutoRelay(by, False),
    "OfferHandover": lambda by, speaking, waiting: c.OfferHandover(by),
    "AskHandover": lambda by, speaking, waiting: c.AskHandover(by),
    "AnswerHandover": lambda by, speaking, waiting: c.AnswerHandover(by, True),
    "CancelHandover": lambda by, speaking, waiting: c.CancelHandover(by),
    "TakeOver": lambda by, speaking, waiting: c.TakeOver(by),
    "GiveMicrophone": lambda by, speaking, waiting: c.TakeOver(by, "mate"),
    "Talk": lambda by, speaking, waiting: c.Talk(by, True),
    "AskSlowDown": lambda by, speaking, waiting: c.AskSlowDown(by),
    "CallHelp": lambda by, speaking, waiting: c.CallHelp(by, "new", "technician"),
    "AnswerHelp": lambda by, speaking, waiting: c.AnswerHelp(by, "help"),
    "AnswerChairCall": lambda by, speaking, waiting: c.AnswerHelp(by, "to the chair"),
    "CloseHelp": lambda by, speaking, waiting: c.CloseHelp(by, "help"),
    "SetUnfit": lambda by, speaking, waiting: c.SetUnfit(by, True),
    "SetDirect": lambda by, speaking, waiting: c.SetDirect(by, False),
    "SetConsent": lambda by, speaking, waiting: c.SetConsent(by, True, False),
    "RecordConsent": lambda by, speaking, waiting: c.RecordConsent(by, "fr", True, False, "Léa Martin, form 12"),
    "SilenceDesk": lambda by, speaking, waiting: c.SilenceDesk(by, "mate on air"),
    "SetBooth": lambda by, speaking, waiting: c.SetBooth(by, "fr", 4, ("en",)),
    "SetInterpretation": lambda by, speaking, waiting: c.SetInterpretation(by, "none", "none", "none", False, "silence"),
    "PatchChannel": lambda by, speaking, waiting: c.PatchChannel(by, "es", "en"),
    "ForceRelay": lambda by, speaking, waiting: c.ForceRelay(by, "mate", "fr"),
    "OpenSoundCheck": lambda by, speaking, waiting: c.OpenSoundCheck(by),
    "CloseSoundCheck": lambda by, speaking, waiting: c.CloseSoundCheck(by),
    "MarkSoundCheck": lambda by, speaking, waiting: c.MarkSoundCheck(by, "relay", "passed"),
    "MarkAnothersCheck": lambda by, speaking, waiting: c.MarkSoundCheck(by, "relay", "passed", "mate"),
    "SetSigning": lambda by, speaking, waiting: c.SetSigning(by, True),
    "WriteCaption": lambda by, speaking, waiting: c.WriteCaption(by, "line", "en", "Good morning."),
    "AddTerms": lambda by, speaking, waiting: c.AddTerms(by, {"t1": {"en": "water", "fr": "eau"}}),
    "RemoveTerm": lambda by, speaking, waiting: c.RemoveTerm(by, "kept"),
    "Remove": lambda by, speaking, waiting: c.Remove(by, "waiter"),
    "PrivateChat": lambda by, speaking, waiting: c.SendChat(by, "m1", "Good morning", "person:speaker"),
    "ChairChat": lambda by, speaking, waiting: c.SendChat(by, "m1", "Good morning", "chair"),
    "ChairInbox": lambda by, speaking, waiting: c.SendChat(by, "m1", "Good morning", "chair:speaker"),
    "SupportChat": lambda by, speaking, waiting: c.SendChat(by, "m1", "Good morning", "support"),
    "SupportInbox": lambda by, speaking, waiting: c.SendChat(by, "m1", "Good morning", "support:speaker"),
    "ReadChat": lambda by, speaking, waiting: c.ReadChat(by, "event", 1),
    "ApproveChat": lambda by, speaking, waiting: c.JudgeChat(by, "held", True),
    "HideChat": lambda by, speaking, waiting: c.HideChat(by, "shown", True),
    "SetChat": lambda by, speaking, waiting: c.SetChat(by, "closed", 5),
    "RenameParticipant": lambda by, speaking, waiting: c.RenameParticipant(by, "waiter", "Wanda", "FR"),
    "MoveParticipant": lambda by, speaking, waiting: c.MoveParticipant(by, "waiter", "passive"),
    "MuteCamera": lambda by, speaking, waiting: c.MuteCamera(by, "waiter", True),
    "AllowAgain": lambda by, speaking, waiting: c.AllowAgain(by, "gone"),
    "SetLanguage": lambda by, speaking, waiting: c.SetLanguage(by, "waiter", "es"),
    "ClaimSupport": lambda by, speaking, waiting: c.ClaimSupport(by, "support:waiter", True),
    "RequestUpgrade": lambda by, speaking, waiting: c.RequestUpgrade(by),
    "WithdrawUpgrade": lambda by, speaking, waiting: c.WithdrawUpgrade(by),
    "AnswerUpgrade": lambda by, speaking, waiting: c.AnswerUpgrade(by, "asking", True),
    "TakeUpgrade": lambda by, speaking, waiting: c.TakeUpgrade(by),
    "SetQuota": lambda by, speaking, waiting: c.SetQuota(by, "FR", 3),
    "FileStatement": lambda by, speaking, waiting: _file(by),
    "FileForAnother": lambda by, speaking, waiting: _file(by, name="Wanda"),
    "WithdrawStatement": lambda by, speaking, waiting: c.WithdrawStatement(by, "filed", "en"),
    "DeliverStatement": lambda by, speaking, waiting: c.DeliverStatement(by, "filed"),
    "RenewSeatCode": lambda by, speaking, waiting: c.RenewSeatCode(by, "7"),
    "StartWebcast": lambda by, speaking, waiting: c.StartWebcast(by, "w" * 16),
    "ShowSlate": lambda by, speaking, waiting: c.ShowSlate(by),
    "EndWebcast": lambda by, speaking, waiting: c.EndWebcast(by),
    "SetWebcastLayout": lambda by, speaking, waiting: c.SetWebcastLayout(by, "speaker"),
    "SetEmbargo": lambda by, speaking, waiting: c.SetEmbargo(by, 30.0),
    "SetWebcastRecording": lambda by, speaking, waiting: c.SetWebcastRecording(by, False),
    "AddPush": lambda by, speaking, waiting: c.AddPush(by, "new", "srt://ingest.example.org:9000", ()),
    "StartPush": lambda by, speaking, waiting: c.StartPush(by, "off"),
    "StopPush": lambda by, speaking, waiting: c.StopPush(by, "on"),
    "RemovePush": lambda by, speaking, waiting: c.RemovePush(by, "off"),
}


def _file(by: str, statement_id: str = "new", name: str | None = None) -> c.FileStatement:
    return c.FileStatement(by, statement_id, "en", "a.txt", "text/plain", 5, "", "b", name=name)


def _scene() -> tuple[Sitting, str, str]:
    """One of each role, a speech that ended, a speaker, two who wait; the ids of the speech and of the first who waits."""
    items = tuple(AgendaItem(item_id=name, title={"en": name}) for name in ("1", "2"))
    sitting = Sitting(agenda=items)
    for role in ROLES:
        sitting.enter(role, role, booth="en" if role == "interpreter" else None)
    for person in ("speaker", "waiter", "later", "idler", "gone"):
        sitting.enter(person)
    sitting.enter("asking", "passive")
    for interpreter in ("mate on air", "mate"):
        sitting.enter(interpreter, "interpreter", booth="en")
    sitting.do(c.EndSpeech("idler", sitting.speak("idler", by="chair")))
    speaking = sitting.speak("speaker", by="chair")
    waiting = sitting.ask("waiter")
    sitting.do(c.RequestFloor("later", "last", "statement"))
    sitting.do(c.RequestScreen("waiter"))
    for command in (
        *(c.SendChat("speaker", "shown", "Good morning"), c.SetChat("chair", "moderated", 0)),
        *(c.SendChat("speaker", "held", "Good morning"), c.SetChat("chair", "open", 0)),
        *(c.RequestUpgrade("asking"), c.Remove("chair", "gone"), _file("speaker", "filed")),
        *(c.AssignSeat("chair", "7", "later"), c.SetDesk("mate on air", "on")),
        *(c.CallHelp("mate", "help", "technician"), c.CallHelp("mate", "to the chair", "chair")),
        c.SendChat("waiter", "to support", "Good morning", "support"),
        *(c.AddTerms("technician", {"kept": {"en": "well"}}), c.StartWebcast("technician", "webcast" * 3, slate=True)),
        c.AddTerms("technician", {"kept": {"en": "well"}}),
        c.AddPush("technician", "off", "srt://ingest.example.org:9000", ()),
        *(c.AddPush("technician", "on", "srt://ingest.example.org:9000", ()), c.StartPush("technician", "on")),
    ):
        sitting.do(command)
    sitting.now += 10
    return sitting, speaking, waiting


CASES = [(role, name, TABLE[name][column]) for name in TABLE for column, role in enumerate(ROLE_COLUMNS)]


@pytest.mark.parametrize(("role", "name", "expected"), CASES, ids=[f"{role}-{name}" for role, name, _ in CASES])
def test_every_role_with_every_command(role: str, name: str, expected: str) -> None:
    sitting, speaking, waiting = _scene()
    command = COMMANDS[name](role, speaking, waiting)
    if expected != OK:
        assert sitting.refused(command) == expected
        return
    happened = sitting.do(command)
    assert happened or name in CHANGES_NOTHING | {"SetPrecedence"}


@pytest.mark.parametrize("name", TABLE)
def test_a_deputy_who_took_the_chair_may_what_the_chair_may(name: str) -> None:
    sitting, speaking, waiting = _scene()
    sitting.do(c.TakeChair("deputy"))
    sitting.now += 10
    as_chair, as_deputy = TABLE[name][0], TABLE[name][1]
    command = COMMANDS[name]("deputy", speaking, waiting)
    if OK in (as_chair, as_deputy):
        sitting.do(command)
    else:
        assert sitting.refused(command) in (as_deputy, NO)


SUSPENDED: dict[str, str] = {
    "RequestFloor": "sittingNotOpen",
    "RequestForAnother": "sittingNotOpen",
    "CallSpeaker": "sittingNotOpen",
    "GrantFloor": "sittingNotOpen",
    "OpenSitting": "wrongState",
}
"""Command -> refusal while the sitting is suspended; the others are as ever."""


@pytest.mark.parametrize(("role", "name", "expected"), CASES, ids=[f"{role}-{name}" for role, name, _ in CASES])
def test_every_role_with_every_command_while_the_sitting_is_suspended(role: str, name: str, expected: str) -> None:
    sitting, speaking, waiting = _scene()
    sitting.do(c.SuspendSitting("chair"))
    sitting.now += 10
    command = COMMANDS[name](role, speaking, waiting)
    if expected == OK and name not in SUSPENDED:
        sitting.do(command)
    else:
        assert sitting.refused(command) == (SUSPENDED[name] if expected == OK else expected)


CLOSED: dict[str, str] = {
    "RequestFloor": "sittingNotOpen",
    "CallSpeaker": "sittingNotOpen",
    "GrantFloor": "sittingNotOpen",
    "PauseSpeech": "wrongState",
    "ResumeSpeech": "wrongState",
    "SetSpeechLimit": "wrongState",
    "SuspendSitting": "wrongState",
    "ResumeSitting": "wrongState",
    **dict.fromkeys(("StartWebcast", "ShowSlate", "SetWebcastLayout", "SetEmbargo", "SetWebcastRecording"), "wrongState"),
}
"""Command -> refusal once the sitting is closed: the speech has ended with it."""


@pytest.mark.parametrize(("role", "name", "expected"), CASES, ids=[f"{role}-{name}" for role, name, _ in CASES])
def test_every_role_with_every_command_once_the_sitting_is_closed(role: str, name: str, expected: str) -> None:
    sitting, speaking, waiting = _scene()
    sitting.do(c.CloseSitting("chair"))
    sitting.now += 10
    command = COMMANDS[name](role, speaking, waiting)
    if expected == OK and name not in CLOSED:
        sitting.do(command)
    else:
        assert sitting.refused(command) == (CLOSED[name] if expected == OK else expected)


def test_the_table_covers_every_command_that_names_an_actor() -> None:
    acting = {kind for kind in get_args(c.Command) if "by" in kind.__annotations__}
    tabled = {type(make("x", "y", "z")) for make in COMMANDS.values()}
    assert tabled == acting and set(COMMANDS) == set(TABLE)
    own = {c.EndSpeech, c.RequestFloor, c.WithdrawFloor, c.AnswerCall, c.SetAttending, c.StopScreen}
    own |= {c.TakeOver, c.CloseHelp, c.MarkSoundCheck}
    assert set(PERMISSION_NEEDED) == acting - own
    assert ROLE_COLUMNS == ROLES


def test_every_permission_belongs_to_some_role_and_no_role_has_an_unknown_one() -> None:
    assert frozenset().union(*PERMISSIONS.values()) == set(get_args(Permission))
    assert set(PERMISSIONS) == set(ROLES)
    assert not can("owner", "grantFloor")


@pytest.mark.parametrize("name", TABLE)
def test_someone_unknown_can_do_nothing(name: str) -> None:
    sitting, speaking, waiting = _scene()
    assert sitting.refused(COMMANDS[name]("nobody", speaking, waiting)) == "unknownParticipant"


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("role", ROLES)
def test_whoever_is_not_connected_can_do_nothing(role: str, name: str) -> None:
    sitting, speaking, waiting = _scene()
    sitting.do(c.Disconnect(role))
    assert sitting.refused(COMMANDS[name](role, speaking, waiting)) in ("notJoined", NO)


@pytest.mark.parametrize("name", sorted(name for name in TABLE if TABLE[name][4] == NO))
def test_a_passive_participant_forging_any_command_changes_nothing(name: str) -> None:
    sitting, speaking, waiting = _scene()
    before = sitting.meeting.copy()
    assert sitting.refused(COMMANDS[name]("passive", speaking, waiting)) == NO
    assert sitting.meeting == before
    assert "passive" not in sitting.open_microphones()


def test_a_delegate_cannot_end_or_withdraw_for_another_by_naming_their_request() -> None:
    sitting, speaking, waiting = _scene()
    assert sitting.refused(c.EndSpeech("waiter", speaking)) == NO
    assert sitting.refused(c.EndSpeech("delegate", "no such request")) == NO
    assert sitting.refused(c.WithdrawFloor("delegate")) == "noRequest"
    assert sitting.refused(c.WithdrawFloor("delegate", waiting)) == NO
    assert sitting.refused(c.AnswerCall("delegate", waiting)) == NO
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
