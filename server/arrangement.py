"""How interpretation is arranged: rules, booths, permitted outputs and who sits where, as one file to save and load.

The rules and booths of a TOML file have the names they have in ``config/meetings/*.toml``; JSON says the same in camelCase.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec

from server.errors import ProtocolError, UserError
from server.meeting import commands as c
from server.meeting.meeting import Meeting
from server.runtime import MeetingRuntime
from server.signaling.messages import FallbackPolicy, Interlock
from server.toml_writing import dumps

Tag = Annotated[str, msgspec.Meta(max_length=35)]
Name = Annotated[str, msgspec.Meta(max_length=200)]


class BoothPlan(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """``interpreters``: names of those who sit there; None: as they sit."""

    language: Tag
    desks: int
    outgoing: tuple[Tag, ...] | None = None
    interpreters: tuple[Name, ...] | None = None


class Arrangement(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True, kw_only=True):
    """What is not there stays as it is."""

    within: Interlock | None = None
    between_a: Interlock | None = None
    between_b: Interlock | None = None
    auto_relay: bool | None = None
    policy: FallbackPolicy | None = None
    booths: tuple[BoothPlan, ...] = ()


class Refusal(msgspec.Struct, frozen=True):
    """``what``: ``rules``, ``booths.<language>`` or ``booths.<language>.<name>``."""

    what: str
    code: str


class Report(msgspec.Struct, frozen=True):
    """``applied``: changes made."""

    applied: int
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Step:
    what: str
    command: c.Command


def of(meeting: Meeting) -> Arrangement:
    interpretation, people = meeting.interpretation, meeting.roster.participants
    rules = interpretation.rules
    return Arrangement(
        within=rules.within,
        between_a=rules.between_a,
        between_b=rules.between_b,
        auto_relay=rules.auto_relay,
        policy=rules.policy,
        booths=tuple(
            BoothPlan(
                language=tag,
                desks=booth.desks,
                outgoing=booth.outgoing,
                interpreters=tuple(people[desk.participant_id].name for desk in interpretation.booth(tag)),
            )
            for tag, booth in interpretation.booths.items()
        ),
    )


# --- files ------------------------------------------------------------------------------------------------------------


def to_toml(arrangement: Arrangement) -> str:
    return dumps(_renamed(msgspec.to_builtins(arrangement), to_toml=True))


def from_toml(text: str) -> Arrangement:
    """:raises ProtocolError: messageInvalid, frameMalformed."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProtocolError("frameMalformed", reason=str(error)) from error
    try:
        return msgspec.convert(_renamed(table, to_toml=False), Arrangement)
    except msgspec.ValidationError as error:
        raise ProtocolError("messageInvalid", reason=str(error)) from error


def _renamed(table: Mapping[str, Any], *, to_toml: bool) -> dict[str, Any]:
    """Names of the two forms differ at the top alone."""
    fields = msgspec.structs.fields(Arrangement)
    names = {
        (field.encode_name if to_toml else field.name): (field.name if to_toml else field.encode_name) for field in fields
    }
    return {names.get(key, key): value for key, value in table.items()}


# --- loading ----------------------------------------------------------------------------------------------------------


def plan(meeting: Meeting, wanted: Arrangement, by: str) -> tuple[list[Step], list[Refusal]]:
    """What has to change, in order: rules, booths, then people; and what cannot."""
    moves = [*_moves(meeting, wanted, by)]
    steps = [*_rules(meeting, wanted, by), *_booths(meeting, wanted, by)]
    return [*steps, *(move for move in moves if isinstance(move, Step))], [
        move for move in moves if isinstance(move, Refusal)
    ]


def _rules(meeting: Meeting, wanted: Arrangement, by: str) -> Iterator[Step]:
    now = of(meeting)
    names = ("within", "between_a", "between_b", "auto_relay", "policy")
    then = {name: getattr(wanted, name) if getattr(wanted, name) is not None else getattr(now, name) for name in names}
    if any(then[name] != getattr(now, name) for name in names):
        yield Step("rules", c.SetInterpretation(by, **then))


def _booths(meeting: Meeting, wanted: Arrangement, by: str) -> Iterator[Step]:
    for booth in wanted.booths:
        one = meeting.interpretation.booths.get(booth.language)
        outgoing = booth.outgoing if booth.outgoing is not None or one is None else one.outgoing
        if one is None or one.desks != booth.desks or set(one.outgoing) != set(outgoing or ()):
            yield Step(f"booths.{booth.language}", c.SetBooth(by, booth.language, booth.desks, outgoing))


def _moves(meeting: Meeting, wanted: Arrangement, by: str) -> Iterator[Step | Refusal]:
    named: dict[str, list[str]] = {}
    for desk in meeting.interpretation.desks.values():
        named.setdefault(meeting.roster.participants[desk.participant_id].name.casefold(), []).append(desk.participant_id)
    for booth in wanted.booths:
        for name in booth.interpreters or ():
            what, found = f"booths.{booth.language}.{name}", named.get(name.strip().casefold(), [])
            there = [person for person in found if meeting.interpretation.desks[person].booth == booth.language]
            if there:
                found.remove(there[0])
            elif len(found) == 1:
                yield Step(what, c.MoveParticipant(by, found.pop(), "interpreter", booth.language))
            else:
                yield Refusal(what, "unknownParticipant")


async def load(runtime: MeetingRuntime, wanted: Arrangement, by: str) -> Report:
    """Whoever finds a booth full is tried again when others have moved."""
    steps, refused = plan(runtime.live, wanted, by)
    applied, progress = 0, True
    while steps and progress:
        again: list[Step] = []
        failed: list[Refusal] = []
        before = applied
        for step in steps:
            try:
                await runtime.execute(step.command)
                applied += 1
            except UserError as error:
                failed.append(Refusal(step.what, error.code))
                again += [step] if error.code == "deskTaken" else []
        progress = applied > before and bool(again)
        kept = {step.what for step in again} if progress else set()
        refused += [one for one in failed if one.what not in kept]
        steps = again
    return Report(applied, tuple(refused))
