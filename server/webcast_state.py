"""A meeting's webcast as the media nodes are to make it, from both copies of the meeting.

Rules
    It is there when it is in BOTH copies, and on the air when it is in both: what ends it acts at once, what opens it waits
    for the journal.
    A desk is heard in the webcast when its interpreter consents to the webcast in both copies; a language is recorded while
    all who are heard in it consent to the recording.
    Texts are in the language that comes first: English where the meeting has it, else its first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from bus.messages import Push, Rendition, Webcast
from server.endonyms import endonym
from server.meeting import relay, webcasting
from server.meeting.config import FLOOR, UNDETERMINED, MeetingConfig
from server.meeting.interpretation import Desk
from server.meeting.meeting import Meeting
from server.meeting.plates import delegation_name
from server.meeting.roster import Participant
from server.meeting.statements import PLAYBACK
from server.push_keys import Keys

FLOOR_NAME = "Floor"


def desired(
    live: Meeting,
    committed: Meeting,
    desks: Mapping[str, Desk],
    opened: Collection[str],
    dvr_s: float,
    push_keys: Callable[[str], Keys],
) -> Webcast | None:
    """``desks``: those not off in both copies.  ``opened``: participants whose microphone is let through.  ``push_keys``: of
    a destination."""
    webcast, known = live.webcasting.webcast, committed.webcasting.webcast
    if webcast is None or known is None or webcast.webcast_id != known.webcast_id:
        return None
    on_air = webcasting.showing(live) == webcasting.showing(committed) == "onAir"
    languages = preferred(live.config)
    item = live.agenda.current
    return Webcast(
        webcast_id=webcast.webcast_id,
        mode="onAir" if on_air else "slate",
        renditions=tuple(renditions(live, committed, desks)),
        layout=webcast.layout,
        title=tuple(dict.fromkeys(filter(None, (live.config.title.get(tag) for tag in languages)))),
        plate=plate(live, opened) if on_air else (),
        heading=first(item.title, languages) if item is not None else "",
        delay_s=max(webcast.delay_s, known.delay_s),
        recorded=webcast.recorded and known.recorded,
        dvr_s=dvr_s,
        captions=live.config.webcast_captions,
        sign=live.config.webcast_sign,
        begun_at=webcast.started_at,
        pushes=tuple(pushes(live, committed, push_keys)),
    )


def pushes(live: Meeting, committed: Meeting, push_keys: Callable[[str], Keys]) -> Iterable[Push]:
    """Destinations that are on in both copies."""
    for push_id, push in live.webcasting.pushes.items():
        known = committed.webcasting.pushes.get(push_id)
        if push.on and known is not None and known.on:
            keys = push_keys(push_id)
            yield Push(push_id, push.address, keys.key, keys.passphrase, push.channels)


def renditions(live: Meeting, committed: Meeting, desks: Mapping[str, Desk]) -> Iterable[Rendition]:
    """The floor, then the languages in the meeting's order."""
    yield Rendition(FLOOR, FLOOR_NAME)
    for channel in live.config.languages:
        source = relay.patched(live, channel)
        feeding = [person for person, desk in desks.items() if desk.mode != "off" and desk.channel == source]
        heard = [person for person in feeding if _consents(live, committed, person, "webcast")]
        yield Rendition(
            channel=channel,
            name=endonym(channel),
            without=tuple(f"{person}/mic" for person in feeding if person not in heard),
            recorded=all(_consents(live, committed, person, "recording") for person in heard),
            source=source if source != channel else "",
        )


def _consents(live: Meeting, committed: Meeting, person: str, use: str) -> bool:
    desks = (meeting.interpretation.desks.get(person) for meeting in (live, committed))
    return all(desk is not None and getattr(desk, use) for desk in desks)


def preferred(config: MeetingConfig) -> tuple[str, ...]:
    """Languages of the texts, the first that has one wins."""
    return tuple(
        dict.fromkeys((*(tag for tag in ("en",) if tag in config.languages or tag in config.title), *config.languages))
    )


def first(texts: Mapping[str, str], languages: Iterable[str]) -> str:
    """In the first of the languages there is one in, else any."""
    return next((texts[tag] for tag in languages if texts.get(tag)), next(iter(texts.values()), ""))


def plate(meeting: Meeting, opened: Collection[str]) -> tuple[str, ...]:
    """Delegation, and name with the language spoken; empty while nobody speaks."""
    person = speaker(meeting, opened)
    if person is None:
        return ()
    language = meeting.floor.language
    spoken = f" · {endonym(language)}" if language and language != UNDETERMINED else ""
    delegation = delegation_name(meeting.config, person.delegation) if person.delegation else ""
    return tuple(line for line in (delegation.upper(), f"{person.name}{spoken}") if line)


def speaker(meeting: Meeting, opened: Collection[str]) -> Participant | None:
    """Whose microphone is open: who has the floor, else a recorded statement, else who chairs."""
    people = meeting.roster.participants
    request = meeting.floor.speaker()
    if request is not None and request.participant_id in opened:
        return people.get(request.participant_id)
    if PLAYBACK in opened:
        return people.get(PLAYBACK)
    return next((people[one] for one in opened if one in people and people[one].role in ("chair", "deputy")), None)
