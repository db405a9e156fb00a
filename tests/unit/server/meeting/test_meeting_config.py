"""What a meeting's file may say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from server.meeting.config import ConfigInvalid, from_mapping
from server.meeting.procedure import KINDS

MEETINGS = Path(__file__).parents[4] / "config" / "meetings"


def test_the_defaults_are_the_assembly_the_product_is_for() -> None:
    config = from_mapping({"meeting_id": "assembly"})
    assert (config.participants_limit, config.active_limit, config.open_entry) == (3000, 450, False)
    assert config.channels == ("floor", "ar", "zh", "en", "fr", "ru", "es")
    assert config.booth("fr") is not None and config.booth("de") is None
    assert set(config.time_limits_s) == set(KINDS)


@pytest.mark.parametrize("path", sorted(MEETINGS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_meeting_shipped_can_be_read(path: Path) -> None:
    config = from_mapping(tomllib.loads(path.read_text(encoding="utf-8")))
    assert config.meeting_id == path.stem
    assert set(config.title) >= {"ar", "zh", "en", "fr", "ru", "es"}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"meeting_id": "Über"}, "meeting_id"),
        ({"meeting_id": "../etc"}, "meeting_id"),
        ({"meeting_id": 7}, "meeting_id"),
        ({"participant_limit": 10}, "participant_limit"),
        ({"participants_limit": 0}, "participants_limit"),
        ({"languages": ["en", "en"]}, "languages"),
        ({"languages": ["floor"]}, "languages"),
        ({"languages": ["english please"]}, "languages"),
        ({"booths": [{"language": "de"}]}, "booths"),
        ({"booths": [{"language": "fr"}, {"language": "fr"}]}, "booths"),
        ({"booths": [{"tongue": "fr"}]}, "booths"),
        ({"agenda": [{"item_id": "1", "title": {}}, {"item_id": "1", "title": {}}]}, "agenda"),
        ({"hold_s": 0}, "hold_s"),
        ({"resume_grace_s": 1e9}, "resume_grace_s"),
        ({"forget_after_s": -1}, "forget_after_s"),
        ({"policy": "noise"}, "policy"),
        ({"booths": [{"language": "fr", "desks": 13}]}, "booths"),
        ({"booths": [{"language": "fr", "desks": -1}]}, "booths"),
        ({"booths": [{"language": "fr", "outgoing": ["fr"]}]}, "booths"),
        ({"booths": [{"language": "fr", "outgoing": ["de"]}]}, "booths"),
        ({"within": "sometimes"}, "within"),
        ({"overlap_s": 0}, "overlap_s"),
        ({"handover_expiry_s": -1}, "handover_expiry_s"),
        ({"slow_down_spacing_s": -1}, "slow_down_spacing_s"),
        ({"captions_burst": 0}, "captions_burst"),
        ({"terms_limit": 0}, "terms_limit"),
    ],
)
def test_what_is_wrong_is_named(wrong: dict[str, Any], named: str) -> None:
    with pytest.raises(ConfigInvalid, match=named):
        from_mapping({"meeting_id": "m"} | wrong)


def test_what_the_configuration_says_of_interpretation_is_what_the_meeting_begins_with() -> None:
    from server.meeting.interpretation import Booth, Rules
    from server.meeting.meeting import Meeting

    booths = [{"language": "fr", "desks": 2, "outgoing": ["en"]}, {"language": "en"}]
    given = {
        "languages": ["en", "fr", "es"],
        "booths": booths,
        "within": "none",
        "between_b": "override",
        "auto_relay": False,
    }
    interpretation = Meeting(from_mapping({"meeting_id": "m", "policy": "silence"} | given)).interpretation
    assert interpretation.booths == {"en": Booth("en", 3, ("fr", "es")), "fr": Booth("fr", 2, ("en",))}
    assert interpretation.rules == Rules("none", "interlock", "override", False, "silence")


def test_a_meeting_needs_an_id() -> None:
    with pytest.raises(ConfigInvalid, match="meeting_id"):
        from_mapping({})


def test_the_agenda_starts_with_its_first_item() -> None:
    from server.meeting.meeting import Meeting

    config = from_mapping({"meeting_id": "m", "agenda": [{"item_id": "4", "title": {"en": "Water"}}]})
    current = Meeting(config).agenda.current
    assert current is not None and current.item_id == "4"
    assert Meeting(from_mapping({"meeting_id": "m"})).agenda.current is None
