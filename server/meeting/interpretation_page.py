"""``docs/algorithms/interpretation.md``, made from the tables by ``python -m server.meeting.diagrams``."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import msgspec

from server.meeting.calls import ANSWERS
from server.meeting.config import MeetingConfig
from server.meeting.drawing import diagram, rows
from server.meeting.glossary import TERMS_AT_ONCE, WORDS_LIMIT
from server.meeting.handover import TRANSITIONS, Action
from server.meeting.interpretation import MODES, TURNS_KEPT
from server.meeting.sound_check import STEPS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "interpretation.md"

_PAGE = """\
<!-- Made by `python -m server.meeting.diagrams` from the tables in server/meeting; a test fails when it is stale. -->
# Interpretation: booths, desks, relay, handover

The pure core is in `server/meeting`: `interpretation` (what there is), `desks`, `handover`, `relay`, `booths`, `calls`,
`sound_check`, `captions`, `glossary`, `signing`. What the media nodes make of it: [mixing](mixing.md).

## What listeners of a channel hear

Looked at after every event, by the state of desks, never by voice activity:

| | state | heard | feed |
|---|---|---|---|
| 1 | a desk that is `on` puts out to the channel | the desk | `interpreted` |
| 2 | a desk in `pushToMute` holds it | silence, not the floor | `muted` |
| 3 | no desk, and the floor is spoken in that language | the floor ("direct") | `direct` |
| 4 | no desk, another language | as `policy` says: the floor, quietly, or silence | `none` |
| 5 | no desk, the language of the floor is not known (`und`) | as 4 | `none` |

The language of the floor comes with the request, else from the speaker's profile; a booth whose language it is, or is
not, says so (`setDirect`), and the operator corrects it. `noneSince` of a booth's language runs while the floor is
spoken and its feed is `none`; after `alarm_after_s` it is an alarm. There is none for a booth that suspended its
interpretation.

## A desk

{desk}

It puts out to its booth's language (A) or one of the booth's permitted others (B), chosen beforehand or while on. A
desk whose connection drops is closed at once, its booth is told until one of its desks opens, and on return it is off.
A cough does not end a turn; a turn is a stretch on one channel, the last {turns} are kept.

## Interlock

When a desk opens on a channel that another desk holds, on or muted:

| case | setting | default |
|---|---|---|
| the other is of the same booth | `within` | `{within}` |
| of another booth, and the channel is the opening desk's A | `between_a` | `{between_a}` |
| of another booth, and the channel is a B | `between_b` | `{between_b}` |

`none`: both sound. `override`: the earlier is closed. `interlock`: refused with `deskTaken`; a technician breaks it by
silencing the desk. Of two at the same time the first command decides. A stricter setting closes all but the desk that
opened last. The two desks of an overlap are never cut.

## Relay

What a desk hears, first that applies:

1. what the technician forces on it;
2. the pivot, when it selects the floor and auto-relay is on for meeting and desk, its booth's language is not the
   floor's, and it does not put out to the pivot itself;
3. what it selects.

A channel with feed `none` is replaced by the floor and marked as lost. The **pivot** is the channel a booth feeds whose
own language is spoken on the floor, which is not that language, by a desk that hears the floor itself. Hops: 0 the
floor (also by rule 3), 1 (+) what is interpreted from it, 2 (–) what is interpreted from that or further.

No desk that is not off hears its own channel, directly or through others: selecting, forcing, opening and moving that
would make such a circle is refused with `relayCycle`. A **patch** gives the listeners of a channel another one instead;
it is one step, and does not concern desks that feed either.

## Handover

{handover}

{table}

*Active* is the desk on air, *passive* the one that takes over. Empty: refused with `wrongState`. `expire`:
`handover_expiry_s` after it was due, or was accepted if that is later. In `accepted` the passive desk is armed:
metered, heard by nobody. `open`: the passive desk turns on. `release`: the active desk turns off; in `accepted` the
passive desk opens in the same decision. `elapse`: `overlap_s` after both are open the active desk is closed.
`takeOver`: by a boothmate or a technician, without being offered; the active desk closes and the other opens in one
decision. `leave`: one of the two drops, leaves, is removed or moved. `close`: the active desk is silenced, suspended or
overridden, or either moves to another channel. Whoever selected the boothmate's own output hears what the boothmate
heard from the moment they take over.

## Calls, slow-down, voice link, sound check

{calls}

One open call of each kind a desk. "More slowly, please" is anonymous, shown for `slow_down_s`, asked for once in
`slow_down_spacing_s` by a desk, counted in the present speech. The voice link is heard by boothmates alone and ends
with the connection. The sound check ({steps}) arms every desk that is there; its marks stay after it and go with the
next.

## Unfit sound

`setUnfit` closes the booth's desks and suspends its interpretation until it is taken back, a desk of the booth opens,
or the microphone of the next speaker.

## Captions, glossary, signing

Only finished lines are journaled. Terms: {terms} at once, {words} characters a language. One sign-language interpreter
is shown at a time; the next takes over.

## Settings of a meeting

{settings}
"""

_SETTINGS = (
    *("within", "between_a", "between_b", "auto_relay", "policy", "alarm_after_s", "handover_expiry_s", "overlap_s"),
    *("slow_down_s", "slow_down_spacing_s", "turn_s", "captions_burst", "captions_window_s", "caption_text_limit"),
    *("captions_kept", "terms_limit"),
)


def render() -> str:
    """The whole page."""
    defaults = {field.name: field.default for field in msgspec.structs.fields(MeetingConfig)}
    modes = {mode: {after: after for after in sorted(row)} for mode, row in MODES.items()}
    return _PAGE.format(
        desk=diagram(modes, "off"),
        turns=TURNS_KEPT,
        within=defaults["within"],
        between_a=defaults["between_a"],
        between_b=defaults["between_b"],
        handover=diagram(TRANSITIONS, "idle"),
        table=_handover(),
        calls=rows(["call", "answered by"], ([f"`{kind}`", f"`{permission}`"] for kind, permission in ANSWERS.items())),
        steps=", ".join(f"`{step}`" for step in STEPS),
        terms=TERMS_AT_ONCE,
        words=WORDS_LIMIT,
        settings=rows(["key", "default"], ([f"`{name}`", f"`{_toml(defaults[name])}`"] for name in _SETTINGS)),
    )


def _handover() -> str:
    lines = ([f"**{state}**", *(row.get(action, "") for action in get_args(Action))] for state, row in TRANSITIONS.items())
    return rows(["state", *get_args(Action)], lines)


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
