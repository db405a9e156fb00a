"""What is kept of a check before a meeting, for support: figures and findings, no name and no address of the network."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from server.arrival.verdict import Role, Verdict

Outcome = Literal["good", "warning", "failed", "skipped"]
Word = Annotated[str, msgspec.Meta(pattern="^[A-Za-z][A-Za-z0-9]{0,31}$")]
STEPS_LIMIT = 12
ADVICE_LIMIT = 8


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    outcome: Outcome
    advice: Annotated[tuple[Word, ...], msgspec.Meta(max_length=ADVICE_LIMIT)] = ()


class Report(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the client found out by itself."""

    role: Role
    browser: Annotated[str, msgspec.Meta(max_length=80)] = ""
    steps: Annotated[dict[Word, Step], msgspec.Meta(max_length=STEPS_LIMIT)] = {}
    devices: Annotated[dict[Word, float | None], msgspec.Meta(max_length=STEPS_LIMIT)] = {}
    language: Annotated[str, msgspec.Meta(max_length=35)] | None = None


class ConnectionTest(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One check; :attr:`reference` is what a person tells support."""

    reference: str
    at: float
    role: Role
    verdict: Verdict
    reasons: list[str] = []
    """Of the network's verdict."""
    network: dict[str, Any] | None = None
    """None: it was not tested."""
    browser: str = ""
    steps: dict[str, Any] = {}
    devices: dict[str, Any] = {}
    language: str | None = None


def overall(network: Verdict | None, steps: dict[str, Step]) -> Verdict:
    """The worst of all; what was skipped is held against nobody."""
    if network == "unfit":
        return "unfit"
    doubtful = any(step.outcome in ("warning", "failed") for step in steps.values())
    return "usable" if doubtful or network == "usable" else "good"
