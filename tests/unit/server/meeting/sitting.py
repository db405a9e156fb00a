"""A meeting driven command by command: keeps the time, the events and the promise that deciding changes nothing."""

from __future__ import annotations

from typing import Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import MeetingConfig
from server.meeting.floor import heard
from server.meeting.meeting import Meeting

START = 1_700_000_000.0


class Sitting:
    def __init__(self, **settings: Any) -> None:
        self.meeting = Meeting(MeetingConfig(meeting_id="sitting", **settings))
        self.log: list[e.Event] = []
        self.now = START

    def do(self, command: c.Command, after: float = 1.0) -> list[e.Event]:
        """Decide ``after`` seconds later, apply, and return what happened."""
        self.now += after
        before = self.meeting.copy()
        try:
            decided = self.meeting.decide(command, self.now)
        finally:
            assert self.meeting == before, f"deciding {command} changed the meeting"
        for event in decided:
            self.meeting.apply(event)
        self.log += decided
        return decided

    def refused(self, command: c.Command) -> str:
        """The code with which ``command`` is refused; it must change nothing."""
        try:
            decided = self.do(command)
        except UserError as error:
            return error.code
        raise AssertionError(f"{command} was carried out: {decided}")

    def enter(self, person: str, role: str = "delegate", language: str = "en", booth: str | None = None) -> str:
        """Admit and connect."""
        self.do(c.Admit(person, f"hash of {person}", person.title(), "FR", role, language, booth), after=0)
        self.do(c.Connect(person), after=0)
        return person

    def ask(self, person: str, kind: str = "statement", language: str | None = None) -> str:
        """Request the floor; the id of the request."""
        request_id = f"request {len(self.log)} of {person}"
        self.do(c.RequestFloor(person, request_id, kind, language))
        return request_id

    def speak(self, person: str, by: str, kind: str = "statement", language: str | None = None) -> str:
        """Request, be granted, open the microphone; the id of the request."""
        request_id = self.ask(person, kind, language)
        self.do(c.GrantFloor(by, request_id))
        self.do(c.SetMicrophone(person, True))
        return request_id

    def open_microphones(self) -> set[str]:
        """Those that are let through."""
        microphones = self.meeting.floor.microphones.items()
        return {person for person, microphone in microphones if heard(self.meeting, microphone)}

    def state_of(self, request_id: str) -> str | None:
        request = self.meeting.floor.requests.get(request_id)
        return request.state if request is not None else None

    def replayed(self) -> Meeting:
        """A fresh meeting after the stored form of every event so far."""
        fresh = Meeting(self.meeting.config)
        for event in self.log:
            fresh.apply(e.decode(e.name_of(event), event.version, e.encode(event)))
        return fresh


def names(events: list[e.Event]) -> list[str]:
    return [type(event).__name__ for event in events]
