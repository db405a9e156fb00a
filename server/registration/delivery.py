"""What becomes of a message in the outbox.  Pure."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from server.registration.records import Message, MessageState

ERROR_LIMIT = 200
NEXT: dict[MessageState, tuple[MessageState, ...]] = {
    "queued": ("sending", "queued", "refused", "failed", "expired", "held"),
    "sending": ("sent", "queued", "refused", "uncertain"),
    "uncertain": ("queued", "sent"),
    "failed": ("queued",),
    "refused": ("queued",),
    "held": ("queued",),
    "expired": (),
    "sent": (),
}
"""State -> those it may be followed by.  From ``uncertain``, ``failed``, ``refused`` and ``held`` the desk decides."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds."""

    first_s: float
    last_s: float
    for_s: float

    def after(self, attempts: int) -> float:
        """How long to wait after so many attempts."""
        return float(min(self.last_s, self.first_s * 2 ** min(attempts - 1, 30)))


def moved(message: Message, state: MessageState, **changes: object) -> Message:
    """:raises ValueError: this cannot follow."""
    if state not in NEXT[message.state]:
        raise ValueError(f"{message.state} is not followed by {state}")
    return replace(message, state=state, **changes)


def postponed(message: Message, error: str, now: float, patience: Patience) -> Message:
    """Not taken for now: tried again later, or given up."""
    attempts, text = message.attempts + 1, shortened(error)
    if now - message.created_at >= patience.for_s:
        return moved(replace(message, state="queued"), "failed", attempts=attempts, error=text)
    later = now + patience.after(attempts)
    return moved(message, "queued", attempts=attempts, error=text, next_at=later)


def refused(message: Message, error: str) -> Message:
    """For good: a bounce."""
    return moved(message, "refused", attempts=message.attempts + 1, error=shortened(error))


def found_sending(message: Message) -> Message:
    """At the start: it may have been taken or not."""
    return moved(message, "uncertain", error="the server ended while it was being sent")


def again(message: Message, now: float) -> Message:
    """The desk wants it sent.

    :raises ValueError: it was sent, or waits anyway.
    """
    return moved(message, "queued", attempts=0, error="", next_at=now, created_at=now)


def is_expired(message: Message, now: float) -> bool:
    return message.expires_at is not None and now >= message.expires_at


def shortened(error: str) -> str:
    return " ".join(error.split())[:ERROR_LIMIT]
