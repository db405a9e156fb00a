"""Makes the pages of ``docs/algorithms`` about the meeting from its tables: ``python -m server.meeting.diagrams``."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from server.meeting import interpretation_page, webcasting_page
from server.meeting.drawing import diagram, rows
from server.meeting.events import EVENT_TYPES
from server.meeting.meeting import PERMISSION_NEEDED
from server.meeting.procedure import HOLDING, KINDS, MODES, MOTIONS, STATUS, TRANSITIONS, WAITING, Action
from server.meeting.roles import PERMISSIONS, ROLES, Permission
from server.meeting.sitting import TRANSITIONS as SITTING

PAGE = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "floor.md"

_HEAD = """\
<!-- Made by `python -m server.meeting.diagrams` from the tables in server/meeting; a test fails when it is stale. -->
# The floor and who may do what

Booths, desks, relay and handover: [interpretation](interpretation.md).
"""

_FLOOR = """
## A request for the floor

{diagram}

{table}

What the table does not list is refused with `wrongState`, except what is so already: that is accepted and changes
nothing. States that only end a request are not kept in the list.

| step | who | what it does |
|---|---|---|
| call | who runs the meeting; the clock in modes that promote | "be ready": devices are armed and metered; \
whoever is away is deferred |
| takeBack | who runs the meeting | the call is undone: queued where they were, devices are free again; not in modes \
that promote, which would call again at once |
| defer | skip; no answer within `call_timeout_s` (30 s); connection away for `hold_s` (15 s) | out of the \
line; the clock is kept |
| back | the person answers, asks again, or connects again | to the head of their class |
| grant | who runs the meeting; the clock in modes that promote | ends whom it must first; nothing is open \
yet, except a unit of the room |
| open | the person themselves, or the unit of the room | the clock starts |
| pause, resume | an interruption, the chair, priority, a suspended sitting, a lost connection | silent, the \
clock stands; goes on by itself |
| release, revoke | the speaker; who runs the meeting, the next grant, `autoClose` | the microphone closes at \
the media node at once |

## Kinds

{kinds}

The order is that of `kind_order`. Motions go by what they move: {motions}. Statements go by precedence class, then by
order of receipt; what answers a waiting request stands directly under it. A person has one request in a list of an item
and one of each interruption; from seat, phone, browser and secretariat it is one and the same, with the earliest time.
With `merge_by = "delegation"` that holds for a whole delegation. Right of reply and replies are lists of their own, the
rights of reply after the last speaker; `replies_limit` replies may wait and one has the floor.

An interruption pauses lower ones and the speech, ends those of its own level and above, and never counts for the
delegation. At most `speakers_limit` normal requests hold the floor; chair, room and interruptions are outside the
limit.

A closed list takes what the table says and what is entered on somebody's behalf; a suspended list nothing, and nobody
is called from it.

## Modes

{modes}

## Microphones

Closed, armed when called, open by the person's own act after the grant. Whoever attends in the room has no microphone
of their own: the unit of the room opens with the grant. A microphone is heard while its request is `speaking`; one that
chair or room open at will while the sitting is open, or since it stopped. A connection that drops closes the microphone
at once.

- **Hold priority**: attention tone, delegates silent and clocks standing until it is released, by anyone at the
  console.
- **Clear priority**: attention tone, every speech ends; who waits stays.
- **End speech**, **clear list**, **clear floor**: one speech; all who wait; both. **Mute all** closes microphones and
  leaves the floor.

## The sitting

{sitting}

Suspended: every microphone closes, clocks and lists stand, nobody is deferred; chair and room may open theirs anew.
Resumed: calls and lost connections get their full time again, and speakers open their microphones themselves. Closed:
speeches end, those who wait keep their places for the next sitting.

## Two at the console

What another did less than `contradiction_s` (2 s) ago is not undone by accident: a grant that would end the speech they
just granted, the opposite state of the same list, sitting, priority, agenda item or chair, and another place for the
same request are refused with `contradicted`, whose detail names them. The same command twice is carried out once and
accepted twice. What a moderator does carries `onBehalfOf`.

## Clocks

The limit is that of `class/kind`, else of the kind, and no more than is left in the delegation's pool (`pool_s`, for the
meeting, for each agenda item, or for each item with what was left of those before: `pool_for`); 0 is no limit. Green,
amber when `amber_s` (30 s) are left, red at the limit; then `show`, `bell`, or `autoClose` after `grace_s` (10 s). A
clock never goes back and is kept when a speech is deferred or added again.
"""

_ROLES = """
## Roles and permissions

{table}

{needed}

A deputy who took the chair has the chair's permissions besides. `publish`: may have a publisher connection.
`speakAtWill`: opens the microphone without the floor. `seeBooths`: every booth; an interpreter sees their own.
"""

_EVENTS = """
## Events

What *closes* acts at once and is journaled right after; what *opens* waits for the commit. A command with both waits. What
is *personal* opens nothing and concerns one participant's own hearing or presence: it acts at once too.

{table}
"""


def render() -> str:
    """The whole page."""
    floor = _FLOOR.format(
        diagram=diagram(TRANSITIONS, "queued"),
        table=_transitions(),
        kinds=_kinds(),
        modes=_modes(),
        motions=", ".join(f"`{motion}`" for motion in MOTIONS),
        sitting=diagram(SITTING, "scheduled"),
    )
    return _HEAD + floor + _ROLES.format(table=_roles(), needed=_needed()) + _EVENTS.format(table=_events())


def _transitions() -> str:
    actions = get_args(Action)
    lasting = (state for state in TRANSITIONS if state in WAITING | HOLDING)
    lines = ([f"**{state}** ({STATUS[state, None]})", *(_cell(state, action) for action in actions)] for state in lasting)
    return rows(["state (RFC 8855 status)", *actions], lines)


def _cell(state: str, action: Action) -> str:
    after = next((row.get(action) for name, row in TRANSITIONS.items() if name == state), None)
    if after is None:
        return ""
    return f"{after} ({STATUS[after, action]})" if (after, action) in STATUS else after


def _kinds() -> str:
    lines = (
        [
            f"`{name}`",
            f"`{kind.list_name}`",
            _yes(kind.on_closed_list),
            str(kind.interrupts or ""),
            _yes(kind.any_time),
            _yes(kind.members_only),
            _yes(kind.counts),
        ]
        for name, kind in KINDS.items()
    )
    head = ["kind", "list", "on a closed list", "interrupts, level", "at any time", "members only", "counts as a speech"]
    return rows(head, lines)


def _modes() -> str:
    lines = (
        [f"`{name}`", f"`{mode.on_request}`", _yes(mode.promotes), _yes(mode.ends_when_closed)]
        for name, mode in MODES.items()
    )
    return rows(["mode", "a request", "promotes the next", "closing one's microphone gives up the floor"], lines)


def _roles() -> str:
    permissions = get_args(Permission)
    lines = ([f"`{name}`", *(_yes(name in PERMISSIONS[role]) for role in ROLES)] for name in permissions)
    return rows(["permission", *ROLES], lines)


def _needed() -> str:
    lines = ([f"`{command.__name__}`", f"`{permission}`"] for command, permission in PERMISSION_NEEDED.items())
    return rows(["command", "permission"], lines)


def _events() -> str:
    lines = (
        [f"`{name}`", "closes" if kind.closing else "personal" if kind.personal else "opens", str(kind.version)]
        for name, kind in EVENT_TYPES.items()
    )
    return rows(["event", "", "version"], lines)


def _yes(truth: bool) -> str:
    return "yes" if truth else ""


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
    for page in (interpretation_page, webcasting_page):
        page.PAGE.write_text(page.render(), encoding="utf-8")
