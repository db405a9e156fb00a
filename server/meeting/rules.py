"""What the chair may change while the meeting runs: mode, limits, clocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.floor import Rules
from server.meeting.procedure import KINDS, MODES, Mode

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

DAY_S = 86_400.0
SPEAKERS_LIMIT = 64
TIME_POLICIES = ("show", "bell", "autoClose")
ITEM_CHANGES = ("keep", "purge", "move")


def set_rules(meeting: Meeting, command: c.SetFloorRules, now: float) -> list[e.Event]:
    """:raises UserError: valueInvalid, naming the field."""
    rules = meeting.floor.rules
    _check(meeting, command)
    asked: dict[str, Any] = {
        "mode": command.mode,
        "speakers_limit": command.speakers_limit,
        "time_policy": command.time_policy,
        "amber_s": command.amber_s,
        "grace_s": command.grace_s,
        "item_change": command.item_change,
    }
    limits = dict(rules.time_limits_s) | (command.time_limits_s or {})
    wanted = replace(
        rules, time_limits_s=tuple(limits.items()), **{name: value for name, value in asked.items() if value is not None}
    )
    if wanted == rules:
        return []
    return [
        e.FloorRulesSet(
            at=now,
            by=command.by,
            mode=wanted.mode,
            speakers_limit=wanted.speakers_limit,
            time_limits_s=limits,
            time_policy=wanted.time_policy,
            amber_s=wanted.amber_s,
            grace_s=wanted.grace_s,
            item_change=wanted.item_change,
        )
    ]


def _check(meeting: Meeting, command: c.SetFloorRules) -> None:
    if command.mode is not None and command.mode not in MODES:
        raise UserError("valueInvalid", field="mode")
    if command.speakers_limit is not None and not 1 <= command.speakers_limit <= SPEAKERS_LIMIT:
        raise UserError("valueInvalid", field="speakersLimit")
    if command.time_policy is not None and command.time_policy not in TIME_POLICIES:
        raise UserError("valueInvalid", field="timePolicy")
    if command.item_change is not None and command.item_change not in ITEM_CHANGES:
        raise UserError("valueInvalid", field="itemChange")
    for name, value in (("amberS", command.amber_s), ("graceS", command.grace_s)):
        if value is not None and not 0 <= value < DAY_S:
            raise UserError("valueInvalid", field=name)
    for key, limit in (command.time_limits_s or {}).items():
        group, _, kind = key.rpartition("/")
        known = kind in KINDS and (not group or meeting.config.precedence_class(group) is not None)
        if not known or not 0 <= limit < DAY_S:
            raise UserError("valueInvalid", field="timeLimitsS")


def _set(meeting: Meeting, event: e.FloorRulesSet) -> None:
    meeting.floor.rules = Rules(
        mode=cast(Mode, event.mode),
        speakers_limit=event.speakers_limit,
        time_limits_s=tuple(event.time_limits_s.items()),
        time_policy=event.time_policy,
        amber_s=event.amber_s,
        grace_s=event.grace_s,
        item_change=event.item_change,
    )


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {c.SetFloorRules: set_rules}
APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {e.FloorRulesSet: _set}
