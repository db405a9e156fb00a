"""The snapshot: all a client needs to know, from which its topics go on."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from server.meeting.chat import EVENT
from server.meeting.floor import places
from server.meeting.roster import Participant
from server.signaling import floor_views, views
from server.signaling import interpretation_views as booths
from server.signaling import messages as m
from server.signaling import moderation_views as aside
from server.signaling.session import is_restricted
from server.signaling.views import Scene


def snapshot(
    scene: Scene,
    participant: Participant,
    *,
    now: float,
    numbers: Mapping[str, int],
    me_number: int,
    alive: AbstractSet[str],
    ice_servers: tuple[m.IceServer, ...],
) -> m.Snapshot:
    """``now``: Unix seconds.  ``numbers``: of every topic.  ``alive``: kinds of connections this participant still has."""
    meeting = scene.meeting
    topics = aside.topics_of(meeting, participant)
    seen = {topic: number for topic, number in numbers.items() if topic in topics or not is_restricted(topic)}
    entries = floor_views.entries(meeting)
    own_booths = [
        tag for tag in meeting.config.languages if f"booth:{tag}" in topics and tag in meeting.interpretation.booths
    ]
    moderates = "moderation" in topics
    return m.Snapshot(
        meeting=meeting.config.meeting_id,
        now=now,
        languages=meeting.config.languages,
        stage=views.stage(scene),
        floor=floor_views.floor(meeting),
        totals=floor_views.totals(meeting) if "totals" in topics else (),
        list=entries,
        people=views.people(scene, {entry.person for entry in entries}),
        me=views.me(scene, participant, places(meeting).get(participant.participant_id)),
        counts=views.counts(meeting),
        booths=tuple(booths.booth(scene, tag) for tag in own_booths),
        quality=tuple(scene.quality.values()) if "quality" in topics else (),
        chat=aside.settings(meeting),
        chat_last=meeting.chat.thread(EVENT).last,
        threads=aside.threads(scene, participant)[: aside.THREADS_SHOWN],
        held=aside.held(meeting) if moderates else (),
        moderation=aside.moderation(scene) if moderates else None,
        interpretation=booths.interpretation(scene) if "interpretation" in topics else None,
        fitness=tuple(scene.fitness.values()) if "fitness" in topics else (),
        glossary=booths.terms(meeting) if "glossary" in topics else (),
        webcast=scene.webcast if "webcast" in topics else None,
        numbers={**seen, "me": me_number},
        subscriber_alive="subscriber" in alive,
        publisher_alive="publisher" in alive,
        ice_servers=ice_servers,
    )
