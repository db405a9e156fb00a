"""Statements handed in before they are spoken, for the interpreters; and recorded ones, played by the operator.

A statement has one file per language.  Until it is delivered its owner, interpreters and those who run the meeting read it;
after that whoever ``statements_after`` says.  It is delivered when its owner's speech has ended, or its recording has been
played.  The files themselves are outside: here is what they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import is_language_tag
from server.meeting.roles import authorise, is_active, may
from server.meeting.roster import Participant, check_name

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

Key = tuple[str, str]
"""Statement id, language."""
FILE_NAME_LIMIT = 120
PLAYBACK = "whip:playback"
"""The participant a recording is while it is played."""


@dataclass(frozen=True, slots=True)
class File:
    """Replaced, never changed."""

    statement_id: str
    language: str
    recording: bool
    participant_id: str | None
    """Who filed it for themselves; None: the secretariat did."""
    name: str
    delegation: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    duration_s: float | None
    blob: str
    """Name of the stored bytes."""
    filed_at: float
    delivered_at: float | None = None

    @property
    def key(self) -> Key:
        return self.statement_id, self.language


@dataclass(slots=True)
class Statements:
    files: dict[Key, File] = field(default_factory=dict)

    def copy(self) -> Statements:
        return replace(self, files=dict(self.files))

    def get(self, statement_id: str, language: str) -> File:
        """:raises UserError: unknownStatement."""
        found = self.files.get((statement_id, language))
        if found is None:
            raise UserError("unknownStatement")
        return found

    def of(self, participant_id: str) -> list[File]:
        return [file for file in self.files.values() if file.participant_id == participant_id]


def may_read(meeting: Meeting, reader: Participant, file: File) -> bool:
    if may(meeting, reader.participant_id, "readStatements") or reader.participant_id == file.participant_id:
        return True
    if file.delivered_at is None or file.recording:
        return False
    return reads_after(meeting, reader)


def reads_after(meeting: Meeting, reader: Participant) -> bool:
    """Whether the written statements of others are for this reader once they are delivered."""
    after = meeting.config.statements_after
    return after == "everyone" or (after == "active" and is_active(reader.role))


# --- decide -----------------------------------------------------------------------------------------------------------


def file_statement(meeting: Meeting, command: c.FileStatement, now: float) -> list[e.Event]:
    """One's own; or, by who may play recordings, anybody's, who need not be in the meeting.

    :raises UserError: notPermitted, nameInvalid, unknownChannel (language), statementDelivered, statementsFull.
    """
    own = command.name is None
    person = meeting.roster.get(command.by)
    if not own or command.recording:
        authorise(meeting, command.by, "playRecording")
    if command.recording and own:
        raise UserError("nameInvalid")
    if not is_language_tag(command.language):
        raise UserError("unknownChannel")
    name, delegation = (person.name, person.delegation) if own else (command.name or "", command.delegation)
    check_name(name, delegation)
    check_file_name(command.file_name)
    _check_place(meeting, command, command.by if own else None)
    return [
        e.StatementFiled(
            at=now,
            statement_id=command.statement_id,
            language=command.language,
            recording=command.recording,
            participant_id=command.by if own else None,
            name=name.strip(),
            delegation=delegation.strip(),
            file_name=command.file_name,
            media_type=command.media_type,
            size=command.size,
            sha256=command.sha256,
            duration_s=command.duration_s,
            blob=command.blob,
            by=command.by,
        )
    ]


def check_file_name(name: str) -> None:
    """A name alone: printable, without directories.

    :raises UserError: nameInvalid.
    """
    if not name.strip() or len(name) > FILE_NAME_LIMIT or not name.isprintable() or set(name) & set('/\\:*?"<>|'):
        raise UserError("nameInvalid")


def _check_place(meeting: Meeting, command: c.FileStatement, owner: str | None) -> None:
    """A further language, or another version, of one's own statement; else there must be room for one more."""
    files = meeting.statements.files
    others = [file for file in files.values() if file.statement_id == command.statement_id]
    for other in others:
        if other.participant_id != owner or other.recording != command.recording:
            raise UserError("notPermitted")
        if other.delivered_at is not None:
            raise UserError("statementDelivered")
    waiting = [file for file in files.values() if file.participant_id == owner and file.delivered_at is None]
    limit = meeting.config.statements_limit if owner is not None else meeting.config.participants_limit
    if (command.statement_id, command.language) not in files and len(waiting) >= limit:
        raise UserError("statementsFull")


def withdraw_statement(meeting: Meeting, command: c.WithdrawStatement, now: float) -> list[e.Event]:
    """By its owner before it is delivered; by who may play recordings, any time.

    :raises UserError: unknownStatement, notPermitted, statementDelivered.
    """
    file = meeting.statements.get(command.statement_id, command.language)
    if file.participant_id != command.by or file.delivered_at is not None:
        if file.participant_id == command.by and not may(meeting, command.by, "playRecording"):
            raise UserError("statementDelivered")
        authorise(meeting, command.by, "playRecording")
    return [e.StatementWithdrawn(at=now, statement_id=file.statement_id, language=file.language, by=command.by)]


def deliver_statement(meeting: Meeting, command: c.DeliverStatement, now: float) -> list[e.Event]:
    waiting = (file for file in meeting.statements.files.values() if file.statement_id == command.statement_id)
    if all(file.delivered_at is not None for file in waiting):
        return []
    return [e.StatementDelivered(at=now, statement_id=command.statement_id, by=command.by)]


# --- apply ------------------------------------------------------------------------------------------------------------


def _filed(meeting: Meeting, event: e.StatementFiled) -> None:
    file = File(
        statement_id=event.statement_id,
        language=event.language,
        recording=event.recording,
        participant_id=event.participant_id,
        name=event.name,
        delegation=event.delegation,
        file_name=event.file_name,
        media_type=event.media_type,
        size=event.size,
        sha256=event.sha256,
        duration_s=event.duration_s,
        blob=event.blob,
        filed_at=event.at,
    )
    meeting.statements.files[file.key] = file


def _withdrawn(meeting: Meeting, event: e.StatementWithdrawn) -> None:
    meeting.statements.files.pop((event.statement_id, event.language), None)


def _delivered(meeting: Meeting, event: e.StatementDelivered) -> None:
    _mark(meeting, event.at, lambda file: file.statement_id == event.statement_id)


def _spoken(meeting: Meeting, event: e.SpeechEnded) -> None:
    """The request is still known: this noun is asked before the floor."""
    request = meeting.floor.requests.get(event.request_id)
    if request is not None and request.kind == "statement" and request.speaking_since is not None:
        _mark(meeting, event.at, lambda file: file.participant_id == request.participant_id)


def _mark(meeting: Meeting, at: float, of: Callable[[File], bool]) -> None:
    files = meeting.statements.files
    for key, file in files.items():
        if file.delivered_at is None and of(file):
            files[key] = replace(file, delivered_at=at)


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.FileStatement: file_statement,
    c.WithdrawStatement: withdraw_statement,
    c.DeliverStatement: deliver_statement,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.StatementFiled: _filed,
    e.StatementWithdrawn: _withdrawn,
    e.StatementDelivered: _delivered,
    e.SpeechEnded: _spoken,
}
