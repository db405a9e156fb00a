"""What the operator and everyone are told of the webcast, and how often."""

from __future__ import annotations

from dataclasses import replace

from bus import messages as bus
from server import webcast_views
from server.meeting import commands as c
from server.meeting.roles import ROLES
from server.signaling import moderation_views, views
from server.signaling.messages import WebcastView
from tests.unit.server.signaling.test_topics import Stage

ID = "unguessable-webcast"
METER = bus.RenditionMeter(lufs=-23.2, momentary_lufs=-22.0, true_peak_dbtp=-2.5, silent_s=0.0)
STATUS = bus.WebcastStatus(
    meeting_id="m",
    webcast_id=ID,
    mode="onAir",
    viewers=12,
    lag_ms=90.0,
    frames=500,
    dropped_frames=2,
    renditions={"floor": METER},
    pictures=("speaker",),
    disk="low",
    storage="failing",
    storage_behind=70,
    storage_reason="denied",
    index_damaged=True,
)
WANTED = bus.Webcast(
    webcast_id=ID,
    mode="slate",
    renditions=(bus.Rendition("floor", "Floor"), bus.Rendition("fr", "français", ("ines/mic",), recorded=False)),
)


class Watched(Stage):
    """A meeting whose operator is shown what nodes and worker say."""

    told: bus.Webcast | None = None
    status: bus.WebcastStatus | None = None

    @property
    def view(self) -> WebcastView:
        return webcast_views.view(self.meeting, self.told, self.status, connected=True)

    @property
    def scene(self) -> views.Scene:
        return replace(super().scene, webcast=self.view)


def on_air() -> Watched:
    stage = Watched()
    stage.admit("tech", "technician")
    stage.do(c.StartWebcast("tech", ID))
    stage.told, stage.status = WANTED, STATUS
    return stage


def test_what_is_shown_is_what_the_nodes_were_told_and_everyone_sees_it_on_the_stage() -> None:
    stage = on_air()
    assert (stage.view.mode, stage.view.showing, stage.view.webcast_id) == ("onAir", "slate", ID)
    assert views.stage(stage.scene).webcast == "slate"
    stage.told = None
    assert views.stage(stage.scene).webcast == "off"


def test_renditions_name_who_is_left_out_and_what_is_not_recorded_and_have_their_meters() -> None:
    stage = on_air()
    floor, french = stage.view.renditions
    assert floor.recorded and floor.meter is not None and floor.meter.true_peak_dbtp == -2.5
    assert (french.recorded, french.withheld, french.meter) == (False, ("ines",), None)
    stage.told = bus.Webcast(ID, "onAir", WANTED.renditions, recorded=False)
    assert not any(one.recorded for one in stage.view.renditions)


def test_figures_of_another_webcast_or_of_one_that_has_ended_are_not_shown() -> None:
    stage = on_air()
    assert stage.view.viewers == 12
    copies = (stage.view.storage, stage.view.storage_behind, stage.view.storage_reason, stage.view.index_damaged)
    assert copies == ("failing", 70, "denied", True)
    stage.status = bus.WebcastStatus("m", "another", "onAir", 9, 1.0, 1, 0, {}, (), "full")
    assert (stage.view.viewers, stage.view.disk, stage.view.storage) == (0, "ok", "off")
    stage.status = STATUS
    stage.now += 10
    stage.do(c.EndWebcast("tech"))
    view = stage.view
    assert (view.mode, view.showing, view.webcast_id, view.viewers, view.renditions) == ("off", "off", None, 0, ())


def test_the_operators_changes_are_told_at_once_and_figures_once_a_second() -> None:
    stage = on_air()
    assert "webcast" in stage.flush(10.0)
    stage.do(c.SetWebcastLayout("tech", "speaker"))
    assert "webcast" in stage.flush(5.0) and stage.webcast["layout"] == "speaker"
    stage.topics.note_webcast()
    assert stage.flush() == [] and stage.topics.deadline() == stage.now + 1.0
    stage.do(c.ShowSlate("tech"))
    assert "webcast" in stage.flush() and stage.webcast["mode"] == "slate"


def test_only_who_runs_the_meeting_sees_the_topic() -> None:
    stage = Stage()
    for role in ROLES:
        stage.admit(role, role, booth="en" if role == "interpreter" else None)
    people = stage.meeting.roster.participants
    seeing = {role for role in ROLES if "webcast" in moderation_views.topics_of(stage.meeting, people[role])}
    assert seeing == {"chair", "moderator", "technician"}
