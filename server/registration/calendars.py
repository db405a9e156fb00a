"""iCalendar files that go with mails (RFC 5545, methods of RFC 5546).

An event keeps its UID whatever changes of it; SEQUENCE grows with each change.  Participants get ``REQUEST`` with themselves
as an attendee who has accepted, so that their calendar takes changes by itself; who is only invited ``PUBLISH``; what is
withdrawn ``CANCEL``.  No event holds a code: calendars are shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from icalendar import Calendar, Event, vCalAddress, vText

from server.registration.records import Person

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Attached:
    method: Method
    content: bytes

    @property
    def name(self) -> str:
        return "cancelled.ics" if self.method == "CANCEL" else "meeting.ics"


@dataclass(frozen=True, slots=True)
class Entry:
    """Times are Unix seconds."""

    uid: str
    sequence: int
    starts_at: float
    ends_at: float
    summary: str
    location: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Organiser:
    name: str
    address: str


def written(
    method: Method, entries: Sequence[Entry], organiser: Organiser, attendee: Person | None, now: float
) -> tuple[Attached, ...]:
    """None for no entries.  ``attendee``: for whom it is; PUBLISH names nobody (RFC 5546 §3.2.1)."""
    if not entries:
        return ()
    file = Calendar()
    file.add("prodid", "-//Hemicycle//registration//EN")
    file.add("version", "2.0")
    file.add("method", method)
    for entry in entries:
        file.add_component(_event(method, entry, organiser, attendee, now))
    return (Attached(method, bytes(file.to_ical())),)


def _event(method: Method, entry: Entry, organiser: Organiser, attendee: Person | None, now: float) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", datetime.fromtimestamp(now, UTC))
    event.add("dtstart", datetime.fromtimestamp(entry.starts_at, UTC))
    event.add("dtend", datetime.fromtimestamp(entry.ends_at, UTC))
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    if entry.location:
        event.add("location", entry.location)
    if entry.url:
        event.add("url", entry.url)
    if organiser.address:
        event.add("organizer", _address(organiser.address, organiser.name))
    if method != "PUBLISH" and attendee is not None and attendee.email:
        person = _address(attendee.email, attendee.name)
        person.params["ROLE"], person.params["RSVP"] = vText("REQ-PARTICIPANT"), vText("FALSE")
        if method == "REQUEST":
            person.params["PARTSTAT"] = vText("ACCEPTED")
        event.add("attendee", person, encode=False)
    return event


def _address(address: str, name: str) -> vCalAddress:
    one = vCalAddress(f"mailto:{address}")
    one.params["CN"] = vText(" ".join(name.replace('"', "'").split()))
    return one
