"""What the list of speakers tells of each who is in it."""

from __future__ import annotations

from server.meeting import commands as c
from server.meeting.config import MeetingConfig, PrecedenceClass
from server.meeting.meeting import Meeting
from server.signaling import floor_views, views
from server.signaling.topics import Topics
from server.signaling.views import Scene

CLASSES = tuple(PrecedenceClass(name=name) for name in ("ministers", "others"))


def test_the_precedence_class_is_told_and_that_it_changed() -> None:
    meeting = Meeting(MeetingConfig(meeting_id="m", open_entry=True, precedence=CLASSES))
    topics = Topics(views.booth_languages(meeting), list_interval=0.1, roster_interval=1.0)

    def do(command: c.Command, now: float) -> list[str]:
        events = meeting.decide(command, 1000.0 + now)
        for event in events:
            meeting.apply(event)
        topics.note(events)
        return [sent.topic for sent in topics.flush(Scene(meeting, (), {}, {}), now)]

    for who, role in (("chair", "chair"), ("ana", "delegate")):
        do(c.Admit(who, f"hash {who}", who, "", role, "en", None), 0.0)
        do(c.Connect(who), 1.0)
    do(c.RequestFloor("ana", "r1", "statement"), 2.0)
    assert [entry.precedence for entry in floor_views.entries(meeting)] == ["others"]
    assert "list" in do(c.SetPrecedence("chair", "ana", "ministers"), 3.0)
    assert [entry.precedence for entry in floor_views.entries(meeting)] == ["ministers"]
