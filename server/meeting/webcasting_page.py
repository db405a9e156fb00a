"""``docs/algorithms/webcasting.md``, made from the table by ``python -m server.meeting.diagrams``."""

from __future__ import annotations

from pathlib import Path

from server.meeting.drawing import diagram, rows
from server.meeting.webcasting import LONGEST_DELAY_S, PAST_KEPT, TRANSITIONS
from server.meeting.webcasting_pushes import MOST

PAGE = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "webcasting.md"

_PAGE = """\
<!-- Made by `python -m server.meeting.diagrams` from the tables in server/meeting; a test fails when it is stale. -->
# The webcast: who puts what on the air

How it is made and served: [webcast](webcast.md). For operators and players: [guide](../guide/webcast.md).

{diagram}

{table}

What is so already is accepted and changes nothing; `slate` while it is off is refused with `wrongState`, a start in a
sitting that is in camera with `sittingInCamera`, in one that is closed with `wrongState`.

- One webcast has one id from its beginning to its end, 128 bits by chance, and becomes one recording. It stays the same
  through slate, suspension and a restart of any process. The last {kept} are remembered by the meeting.
- **In camera, closed**: the webcast ends in the same decision, before anything said in camera could be mixed; it does not
  come back by itself.
- **Suspended, not yet open**: viewers get the slate; the webcast goes on with the sitting.
- **Two copies**: what opens (a start, from slate to air, a shorter embargo, recording resumed, consent) counts when the
  journal has it; what closes (slate, end, in camera, recording stopped, consent withdrawn) counts at once.
- **By itself**: with `webcast_starts = "withSitting"` it begins once in each public sitting that is open, and not again
  when somebody has ended it.
- **Embargo**: 0 to {delay} s. Everything published is at least that old: media at the worker, chapters and captions in
  the event stream, the recording after the end.
- **Consent** is per desk and use. A desk without consent to the webcast is off in its language there and nowhere else. A
  language is recorded while everybody heard in it consents to the recording; else the recording holds silence, and the
  catalogue says from when to when. A patched channel obeys the consent of those who are heard in it.
  A booth that comes by equipment has the consent on paper a technician recorded for it, at first none.
- **Pushes**: at most {pushes} destinations belong to the meeting, not to a webcast. Adding and starting one wait for the
  journal, stopping and removing count at once. Their keys are in a file of their own (`push_keys.py`), in no event.

## Chapters

Level 1 is an agenda item from its opening to the next; level 2 a statement, from the event that opened the microphone to
the end of the speech or the closing of the microphone. A speech that was paused is one statement. What the chair says from
the chair, and recorded statements that are played, are statements too; the microphone of the hall is none. The chapters
are a fold over the meeting's events: live, and from the journal after a restart, they are the same.

## Words recordings are found by

NFKD, case folded, without combining marks and tatweel. Scripts written without spaces are indexed by pairs of characters.
A query is a list of beginnings of words, all of which must be found somewhere in the recording: title, agenda items,
speakers, delegations, captions as corrected. The index is one table of words, compared by code points, on SQLite and
PostgreSQL alike.
"""


def render() -> str:
    table = rows(
        ["state", "action", "after it"],
        (
            [f"**{state}**", f"`{action}`", f"`{after}`"]
            for state, row in TRANSITIONS.items()
            for action, after in row.items()
        ),
    )
    return _PAGE.format(
        diagram=diagram(TRANSITIONS, "off"), table=table, kept=PAST_KEPT, delay=round(LONGEST_DELAY_S), pushes=MOST
    )
