"""How the robots hold a debate and yield to people: three small machines, driven about ten times a second.

Pure: what is seen of the meeting and ``now`` (seconds of any one clock) come in, things to be done come out.  Whoever drives
them carries the deeds out and does not tell the machines how it went: they look again at the next step.

    Chair       calls, announces and grants, people before robots; withdraws while a person presides
    Speakers    the delegates' turn: keeps a few of them in the list
    Booth       one robot interpreter: open or closed desk, and what to say
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from headless.script import GIVE_PARTICIPANT, PERSON_SPEAKING, THANKS
from headless.view import View

PAUSE_S = 3.5
"""Between two speakers: the booths finish."""
OPEN_WITHIN_S = 30.0
"""A person who has the floor and does not open the microphone loses it."""
CLOSED_FOR_S = 10.0
"""A person who has closed the microphone has finished."""
SPEAKING_TIME_S = 120.0
ROBOT_TIME_S = 60.0
"""A robot that has not ended by then is stuck."""
WIND_UP_S = 8.0
"""A robot asked to stop for a person stops at the end of a sentence within this time, or when it is over."""
ANNOUNCE_WITHIN_S = 15.0
GRANT_WITHIN_S = 5.0
AVOID_S = 20.0
"""A request whose grant had no effect (its owner is away) is passed over for so long."""
WAITING_ROBOTS = 2
REQUEST_AGAIN_S = 8.0
REQUEST_TAKES_S = 5.0
ABSENT_S = 10.0
"""Whoever is away for less (a reload) is still there."""
LAG_S = 1.0
"""An interpreter listens before speaking."""
GENERIC_S = 5.0
"""The booth's phrase while a person speaks is over by then."""
IDLE_DESK_S = 20.0
"""A desk nobody needs is turned off after so much quiet: longer than any pause of the debate."""

EntryState = Literal["queued", "called", "deferred", "granted", "speaking", "paused"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of speakers."""

    request_id: str
    person: str
    state: EntryState
    microphone: bool = False
    """Open just now."""
    connected: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """The meeting as the robots see it.  ``robots``: participant id -> key of the delegate."""

    entries: tuple[Entry, ...]
    """By rank."""
    robots: Mapping[str, str]
    list_open: bool = True

    def holder(self) -> Entry | None:
        return next((entry for entry in self.entries if entry.state in ("granted", "speaking", "paused")), None)

    def waiting(self) -> list[Entry]:
        """Those who wait and are there."""
        return [entry for entry in self.entries if entry.state in ("queued", "called") and entry.connected]

    def person_waits(self) -> bool:
        return any(entry.person not in self.robots for entry in self.waiting())


def seen(view: View, robots: Mapping[str, str]) -> Seen:
    """By the eyes of whoever has this view."""
    entries = tuple(
        Entry(
            line.request_id,
            line.person,
            line.state,
            view.microphone(line.person),
            line.person not in view.people or view.people[line.person].connected,
        )
        for line in view.list
    )
    return Seen(entries, robots, view.stage.list_open)


# --- deeds ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Call:
    request_id: str


@dataclass(frozen=True, slots=True)
class Announce:
    """The chair says the clip; :meth:`Chair.announced` when it is over."""

    key: str


@dataclass(frozen=True, slots=True)
class Grant:
    request_id: str


@dataclass(frozen=True, slots=True)
class End:
    request_id: str


@dataclass(frozen=True, slots=True)
class WindUp:
    """The delegate is to end with a sentence soon; told at every step, the first counts."""

    key: str
    within_s: float = WIND_UP_S


@dataclass(frozen=True, slots=True)
class Request:
    """The delegate asks for the floor."""

    key: str


ChairDeed = Call | Announce | Grant | End | WindUp


class Presence:
    """Somebody is there at once, and away only after :data:`ABSENT_S`."""

    def __init__(self) -> None:
        self._seen_at: float | None = None

    def step(self, there: bool, now: float) -> bool:
        if there:
            self._seen_at = now
        return self._seen_at is not None and now - self._seen_at < ABSENT_S


class Chair:
    """One pass: choose, call and announce, grant, watch the speaker, pause."""

    def __init__(self) -> None:
        self._chosen: str | None = None
        self._chosen_at = 0.0
        self._announcing = False
        self._granted_at: float | None = None
        self._holder: str | None = None
        self._holder_since = 0.0
        self._microphone_at: float | None = None
        self._speaking_since: float | None = None
        self._thankful = False
        self._free_at = 0.0
        self._avoid: dict[str, float] = {}

    def announced(self) -> None:
        self._announcing = False

    def step(self, seen: Seen, now: float) -> list[ChairDeed]:
        holder = seen.holder()
        if holder is not None:
            return self._watch(holder, seen, now)
        if self._holder is not None:
            self._holder, self._free_at = None, now + PAUSE_S
            if self._thankful:
                return [Announce(THANKS)]
        if now < self._free_at:
            return []
        if self._chosen is None or self._chosen not in {entry.request_id for entry in seen.waiting()}:
            return self._choose(seen, now)
        return self._give(now)

    def _choose(self, seen: Seen, now: float) -> list[ChairDeed]:
        self._chosen = None
        self._avoid = {request: until for request, until in self._avoid.items() if until > now}
        waiting = [entry for entry in seen.waiting() if entry.request_id not in self._avoid]
        people = [entry for entry in waiting if entry.person not in seen.robots]
        chosen = next(iter(people or waiting), None)
        if chosen is None:
            return []
        self._chosen, self._chosen_at, self._announcing, self._granted_at = chosen.request_id, now, True, None
        robot = seen.robots.get(chosen.person)
        announce = Announce(GIVE_PARTICIPANT if robot is None else f"give-{robot}")
        return [Call(chosen.request_id), announce] if chosen.state == "queued" else [announce]

    def _give(self, now: float) -> list[ChairDeed]:
        assert self._chosen is not None
        if self._announcing and now - self._chosen_at < ANNOUNCE_WITHIN_S:
            return []
        if self._granted_at is None:
            self._granted_at = now
            return [Grant(self._chosen)]
        if now - self._granted_at > GRANT_WITHIN_S:
            self._avoid[self._chosen] = now + AVOID_S
            self._chosen = None
        return []

    def _watch(self, holder: Entry, seen: Seen, now: float) -> list[ChairDeed]:
        if holder.request_id != self._holder:
            self._holder, self._holder_since, self._chosen = holder.request_id, now, None
            self._microphone_at = self._speaking_since = None
        if holder.microphone:
            self._microphone_at = now
            self._speaking_since = now if self._speaking_since is None else self._speaking_since
        robot = seen.robots.get(holder.person)
        self._thankful = robot is None and self._speaking_since is not None
        if robot is None:
            return [End(holder.request_id)] if self._has_finished(now) else []
        if now - self._holder_since > ROBOT_TIME_S:
            return [End(holder.request_id)]
        return [WindUp(robot)] if seen.person_waits() else []

    def _has_finished(self, now: float) -> bool:
        if self._speaking_since is None or self._microphone_at is None:
            return now - self._holder_since > OPEN_WITHIN_S
        return now - self._speaking_since > SPEAKING_TIME_S or now - self._microphone_at > CLOSED_FOR_S


class Speakers:
    """``keys`` take turns in this order."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._turn = list(keys)
        self._not_before = dict.fromkeys(keys, 0.0)
        self._asked: dict[str, float] = {}
        """Requests not seen in the list yet: delegate -> when to stop counting on it."""
        self._listed: set[str] = set()

    def step(self, seen: Seen, ready: Iterable[str], now: float) -> list[Request]:
        """At most one request a step.  ``ready``: delegates who are connected."""
        listed = {seen.robots[entry.person] for entry in seen.entries if entry.person in seen.robots}
        for key in self._listed - listed:
            self._not_before[key] = now + REQUEST_AGAIN_S
        self._listed = listed
        self._asked = {key: until for key, until in self._asked.items() if until > now and key not in listed}
        waiting = sum(entry.person in seen.robots for entry in seen.waiting())
        if not seen.list_open or waiting + len(self._asked) >= WAITING_ROBOTS:
            return []
        able = set(ready) - listed - set(self._asked)
        free = [key for key in self._turn if key in able and self._not_before[key] <= now]
        if not free:
            return []
        key = free[0]
        self._turn.remove(key)
        self._turn.append(key)
        self._asked[key] = now + REQUEST_TAKES_S
        return [Request(key)]


# --- booths -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Speech:
    """What is spoken on the floor.  ``key`` None: by a person, whose words the robots do not have."""

    number: int
    """Grows with every speech."""
    key: str | None
    language: str | None
    since: float


@dataclass(frozen=True, slots=True)
class OpenDesk:
    pass


@dataclass(frozen=True, slots=True)
class CloseDesk:
    pass


@dataclass(frozen=True, slots=True)
class Say:
    """The clip, in the booth's language; replaces what the booth is saying."""

    key: str


BoothDeed = OpenDesk | CloseDesk | Say


class Booth:
    """The robot of the booth of one language.

    The desk is open while a robot speaks another language, and for one phrase when a person does; off while the floor is
    spoken in the booth's language, and while a person who has opened a desk of this booth is in the meeting.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._said: int | None = None
        self._heard_at = 0.0
        self._yielded_to: dict[str, Presence] = {}

    def step(
        self, speech: Speech | None, desk_open: bool, opened_by: Iterable[str], present: Iterable[str], now: float
    ) -> list[BoothDeed]:
        """``opened_by``: people with an open (or muted) desk here; ``present``: everyone connected."""
        if self._yields(set(opened_by), set(present), now):
            return [CloseDesk()] if desk_open else []
        wanted = self._wanted(speech, desk_open, now)
        if not wanted:
            return [CloseDesk()] if desk_open else []
        if not desk_open:
            return [OpenDesk()]
        if speech is not None and self._said != speech.number and now - speech.since >= LAG_S:
            self._said = speech.number
            return [Say(speech.key or PERSON_SPEAKING)]
        return []

    def _yields(self, opened_by: set[str], present: set[str], now: float) -> bool:
        for person in opened_by:
            self._yielded_to.setdefault(person, Presence())
        # The roster may not tell yet of someone who is already at the desk.
        present = present | opened_by
        there = {person: presence.step(person in present, now) for person, presence in self._yielded_to.items()}
        for person in (person for person, is_there in there.items() if not is_there):
            del self._yielded_to[person]
        return bool(self._yielded_to)

    def _wanted(self, speech: Speech | None, desk_open: bool, now: float) -> bool:
        """Whether the desk is to be open."""
        if speech is None:
            return desk_open and now - self._heard_at < IDLE_DESK_S
        self._heard_at = now
        if speech.language == self.language:
            return False
        return speech.key is not None or now - speech.since < LAG_S + GENERIC_S
