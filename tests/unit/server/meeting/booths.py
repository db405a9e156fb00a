"""Sittings with booths: three French desks, two English, one Chinese and one Spanish, a technician, and speakers."""

from __future__ import annotations

from typing import Any

from server.meeting.interpretation import Desk, Handover
from tests.unit.server.meeting.sitting import Sitting

INTERPRETERS = (
    *(("fay", "fr"), ("flo", "fr"), ("fio", "fr")),
    *(("eve", "en"), ("edd", "en"), ("zhu", "zh"), ("eva", "es")),
)


def booths(**settings: Any) -> Sitting:
    sitting = Sitting(**settings)
    sitting.enter("chair", "chair")
    sitting.enter("tech", "technician")
    for person, booth in INTERPRETERS:
        sitting.enter(person, "interpreter", booth, booth)
    for person, language in (("ana", "fr"), ("chen", "zh")):
        sitting.enter(person, language=language)
    return sitting


def desk(sitting: Sitting, person: str) -> Desk:
    return sitting.meeting.interpretation.desks[person]


def on_air(sitting: Sitting) -> dict[str, str]:
    """Person -> channel, of the desks that are not off."""
    return {person: one.channel for person, one in sitting.meeting.interpretation.desks.items() if one.mode != "off"}


def handover(sitting: Sitting, booth: str = "fr") -> Handover | None:
    return sitting.meeting.interpretation.handovers.get(booth)
