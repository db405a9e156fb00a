"""The focus and interpretation: relay, patches, the booth's own channel, armed desks and the sign-language slot."""

from __future__ import annotations

import pytest

from bus.messages import Desk
from server.focus import Peer, listen_only, whep_owner
from server.meeting import commands as c
from tests.unit.server.test_focus import Copies


@pytest.fixture
def house() -> Copies:
    copies = Copies()
    people = (("chair", "chair", None), ("ana", "delegate", None), ("zoe", "passive", None), ("tom", "technician", None))
    booths = (("fay", "fr"), ("flo", "fr"), ("eve", "en"), ("zhu", "zh"))
    for who, role, booth in (*people, *((who, "interpreter", booth) for who, booth in booths), ("sam", "signer", None)):
        copies.admit(who, role, booth or "en", booth)
        copies.connect(who, publishes=True)
    return copies


def _desks(house: Copies) -> dict[str, tuple[str, bool]]:
    """Track's owner -> state and talking."""
    return {desk.track.removesuffix("/mic"): (desk.state, desk.talking) for desk in house.meeting().desks}


def _speaks(house: Copies, language: str) -> None:
    house.do(c.RequestFloor("ana", "r-ana", "statement", language))
    house.do(c.GrantFloor("chair", "r-ana"))
    house.do(c.SetMicrophone("ana", True))


def test_a_desk_hears_the_channel_it_relays_from_while_somebody_feeds_it(house: Copies) -> None:
    house.do(c.SelectChannel("fay", "en"))
    assert house.hears("fay") == ("floor", None)
    house.do(c.SetDesk("eve", "on"))
    assert house.hears("fay") == ("en", None)
    house.do(c.SetDesk("eve", "pushToMute"))
    assert house.hears("fay") == ("en", None)
    house.late = True
    house.do(c.Disconnect("eve"))
    assert house.hears("fay") == ("floor", None), "a pivot that is lost is left at once"


def test_the_floor_key_delivers_the_pivot_to_the_other_booths(house: Copies) -> None:
    _speaks(house, "zh")
    house.do(c.SetDesk("zhu", "on", "en"))
    assert house.hears("fay") == house.hears("eve") == ("en", None)
    assert house.hears("zhu") == ("floor", None)
    house.do(c.SetAutoRelay("fay", False))
    assert house.hears("fay") == ("floor", None)
    house.do(c.SetInterpretation("tom", "override", "interlock", "interlock", False, "silence"))
    assert house.hears("eve") == ("floor", None)
    assert house.meeting().policy == "silence"


def test_what_the_technician_forces_on_a_desk_it_hears(house: Copies) -> None:
    house.do(c.SetDesk("eve", "on"))
    house.do(c.ForceRelay("tom", "fay", "en"))
    assert house.hears("fay") == ("en", None)
    house.do(c.ForceRelay("tom", "fay", None))
    assert house.hears("fay") == ("floor", None)


def test_a_patch_is_heard_by_participants_and_players_and_not_by_the_desk_that_feeds_the_channel(house: Copies) -> None:
    house.do(c.SelectChannel("zoe", "fr"))
    house.do(c.SelectChannel("ana", "ru", "fr"))
    house.focus.add(Peer("w1", whep_owner("fr", ()), "whep"))
    house.focus.add(Peer("w2", whep_owner(listen_only("fr"), ()), "whep"))
    house.do(c.SetDesk("fay", "on"))
    house.do(c.SelectChannel("fay", "floor", "fr"))
    house.do(c.PatchChannel("tom", "fr", "en"))
    players = {state.peer_id: state.audio for state in house.focus.whole()[1] if state.peer_id.startswith("w")}
    assert house.hears("zoe") == ("en@40", None)
    assert house.hears("ana") == ("ru", "en")
    assert players == {"w1": ("en",), "w2": ("en@40",)}
    assert house.hears("fay") == ("floor", "fr!fay/mic")
    assert {output.bus for output in house.meeting().outputs} >= {"en", "en@40"}
    house.do(c.PatchChannel("tom", "fr", None))
    assert house.hears("zoe") == ("fr@40", None)


def test_the_booths_own_channel_is_heard_without_oneself_by_interpreters_and_whole_by_technicians(house: Copies) -> None:
    house.do(c.SelectChannel("fay", "floor", "booth"))
    assert house.hears("fay") == ("floor", "booth:fr!fay/mic")
    house.do(c.SelectChannel("tom", "floor", "booth:fr"))
    assert house.hears("tom") == ("floor", "booth:fr")
    house.do(c.MoveParticipant("tom", "fay", "interpreter", "en"))
    assert house.hears("fay") == ("floor", "booth:en!fay/mic")
    house.do(c.MoveParticipant("tom", "tom", "delegate"))
    assert house.hears("tom") == ("floor", None), "no technician any more"


def test_who_talks_to_the_booth_is_listed_for_it_alone(house: Copies) -> None:
    house.do(c.Talk("flo", True))
    assert house.meeting().desks == (Desk("flo/mic", "fr", "armed", "fr", talking=True),)
    house.late = True
    house.do(c.Talk("flo", False))
    assert house.meeting().desks == ()
    house.do(c.Talk("flo", True))
    assert house.meeting().desks == (), "what opens waits for the journal"
    house.commit()
    assert _desks(house) == {"flo": ("armed", True)}


def test_the_passive_desk_is_armed_from_the_acceptance_on(house: Copies) -> None:
    house.do(c.SetDesk("fay", "on"))
    house.do(c.OfferHandover("fay"))
    assert _desks(house) == {"fay": ("open", False)}
    house.late = True
    house.do(c.AnswerHandover("flo", True))
    assert _desks(house) == {"fay": ("open", False)}, "arming waits for the journal"
    house.commit()
    assert _desks(house) == {"fay": ("open", False), "flo": ("armed", False)}
    house.do(c.SetDesk("flo", "on"))
    assert _desks(house)["flo"] == ("armed", False), "opening waits for the journal"
    house.commit()
    assert _desks(house) == {"fay": ("open", False), "flo": ("open", False)}
    house.late = False
    house.do(c.SetDesk("fay", "off"))
    assert _desks(house) == {"flo": ("open", False)}


def test_handing_over_shows_the_nodes_both_changes_in_one_state(house: Copies) -> None:
    for command in (c.SetDesk("fay", "on"), c.OfferHandover("fay"), c.AnswerHandover("flo", True)):
        house.do(command)
    house.focus.whole()
    house.do(c.SetDesk("fay", "off"))
    change = house.focus.collect()
    assert change.meeting is not None
    assert {desk.track: desk.state for desk in change.meeting.desks} == {"flo/mic": "open"}


def test_during_the_sound_check_every_desk_that_is_there_is_armed(house: Copies) -> None:
    house.do(c.Disconnect("zhu"))
    house.do(c.OpenSoundCheck("tom"))
    assert _desks(house) == dict.fromkeys(("fay", "flo", "eve"), ("armed", False))
    house.do(c.Connect("zhu"))
    assert "zhu" in _desks(house)
    house.do(c.CloseSoundCheck("tom"))
    assert _desks(house) == {}


def test_the_sign_language_interpreter_shown_is_in_the_slot_once_committed_and_out_of_it_at_once(house: Copies) -> None:
    house.late = True
    house.do(c.SetSigning("sam", True))
    assert house.meeting().slots["sign"] is None
    house.commit()
    assert house.meeting().slots["sign"] == "sam/cam"
    house.do(c.SetSigning("sam", False))
    assert house.meeting().slots["sign"] is None


def test_a_sign_language_interpreter_who_dropped_is_not_shown_until_they_sign_again(house: Copies) -> None:
    house.do(c.SetSigning("sam", True))
    house.do(c.Disconnect("sam"))
    house.do(c.Connect("sam"))
    assert house.meeting().slots["sign"] is None
