"""Tables of the meeting as Markdown: state diagrams and tables of the pages in ``docs/algorithms``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def diagram(table: Mapping[Any, Mapping[Any, Any]], first: str) -> str:
    """``table``: state -> action -> state after it; several actions from one state to the same other are one arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for state, row in table.items():
        for action, after in row.items():
            if state != after:
                arrows.setdefault((state, after), []).append("" if action == after else action)
    lines = [f"    {state} --> {after}" + _label(actions) for (state, after), actions in arrows.items()]
    ends = [f"    {state} --> [*]" for state, row in table.items() if not row]
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {first}", *lines, *ends, "```"])


def _label(actions: list[str]) -> str:
    named = [action for action in actions if action]
    return f": {', '.join(named)}" if named else ""


def rows(head: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    cells = list(head)
    return "\n".join("| " + " | ".join(line) + " |" for line in [cells, ["---"] * len(cells), *lines])
