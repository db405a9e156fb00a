"""Makes ``docs/algorithms/floor.md`` from the tables: ``python -m server.meeting.diagrams``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

from server.meeting.events import EVENT_TYPES
from server.meeting.floor import HOLDING, KINDS, STATUS, TRANSITIONS, WAITING, Action
from server.meeting.interpretation import MODES
from server.meeting.roles import PERMISSIONS, ROLES, Permission

PAGE = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "floor.md"

_HEAD = """\
<!-- Made by `python -m server.meeting.diagrams` from the tables in server/meeting; a test fails when it is stale. -->
# The floor, the desks and who may do what
"""

_FLOOR = """
## A request for the floor

{diagram}

{table}

What the table does not list is refused with `wrongState`; opening a microphone without the floor with `floorNotGranted`;
withdrawing with the floor gives it up. States that only end a request are not kept in the list.

Rules beside the table:

- One request per person at a time. Order in the list: precedence of the kind, then order of receipt.
- The microphone opens only by the person's own act after the grant; the clock starts then.
- Granting a normal request first ends the longest-holding speaker above the limit. A point of order interrupts: it closes
  the speaker's microphone, ends nothing, and while it has the floor the speaker cannot open theirs.
- A connection that drops closes the microphone at once; the floor is held for 15 seconds, then revoked.
- The chair and the hall open their microphone without a request and never count as speakers.

{kinds}
"""

_DESKS = """
## A desk

{diagram}

A desk opens on its booth's language or on any other. On a channel that another desk of the same booth feeds, the newer takes
over and the other turns off; one fed by another booth is refused with `deskTaken`. A desk that dropped is off.
"""

_ROLES = """
## Roles and permissions

{table}

`publish`: may have a publisher connection. `speakAtWill`: opens the microphone without the floor. `seeBooths`: every booth;
an interpreter sees their own.
"""

_EVENTS = """
## Events

What *closes* acts at once and is journaled right after; what *opens* waits for the commit. A command with both waits. What
is *personal* opens nothing and concerns one participant's own hearing or presence: it acts at once too.

{table}
"""


def render() -> str:
    """The whole page."""
    floor = _FLOOR.format(diagram=_diagram(TRANSITIONS, "queued"), table=_transitions(), kinds=_kinds())
    desks = _DESKS.format(
        diagram=_diagram({mode: {after: after for after in sorted(row)} for mode, row in MODES.items()}, "off")
    )
    return _HEAD + floor + desks + _ROLES.format(table=_roles()) + _EVENTS.format(table=_events())


def _diagram(table: Mapping[Any, Mapping[Any, Any]], first: str) -> str:
    arrows = [
        f"    {state} --> {after}" + ("" if action == after else f": {action}")
        for state, row in table.items()
        for action, after in row.items()
        if state != after
    ]
    ends = [f"    {state} --> [*]" for state, row in table.items() if not row]
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {first}", *arrows, *ends, "```"])


def _rows(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    cells = list(head)
    lines = [cells, ["---"] * len(cells), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _transitions() -> str:
    actions = get_args(Action)
    lasting = (state for state in TRANSITIONS if state in WAITING | HOLDING)
    rows = ([f"**{state}** ({STATUS[state, None]})", *(_cell(state, action) for action in actions)] for state in lasting)
    return _rows(["state (RFC 8855 status)", *actions], rows)


def _cell(state: str, action: Action) -> str:
    after = next((row.get(action) for name, row in TRANSITIONS.items() if name == state), None)
    if after is None:
        return ""
    return f"{after} ({STATUS[after, action]})" if (after, action) in STATUS else after


def _kinds() -> str:
    rows = (
        [f"`{name}`", str(kind.precedence + 1), _yes(kind.on_closed_list), _yes(kind.interrupts)]
        for name, kind in KINDS.items()
    )
    return _rows(["kind", "precedence", "on a closed list", "interrupts"], rows)


def _roles() -> str:
    permissions = get_args(Permission)
    rows = ([f"`{name}`", *(_yes(name in PERMISSIONS[role]) for role in ROLES)] for name in permissions)
    return _rows(["permission", *ROLES], rows)


def _events() -> str:
    rows = (
        [f"`{name}`", "closes" if kind.closing else "personal" if kind.personal else "opens", str(kind.version)]
        for name, kind in EVENT_TYPES.items()
    )
    return _rows(["event", "", "version"], rows)


def _yes(truth: bool) -> str:
    return "yes" if truth else ""


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
