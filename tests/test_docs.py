"""What a reader relies on is written down: messages, fields, error codes, flags."""

from __future__ import annotations

import re
import typing
from pathlib import Path

import msgspec
import pytest

from server import errors
from server.registration import delivery
from server.signaling import messages, typescript

DOCS = Path(__file__).parent.parent / "docs"
PROTOCOL = (DOCS / "protocol.md").read_text(encoding="utf-8")
WORDS = frozenset(re.findall(r"`([^`\n]+)`", PROTOCOL))
MESSAGES = [*typing.get_args(messages.ClientMessage), *typing.get_args(messages.ServerMessage)]


def section(title: str) -> str:
    return PROTOCOL.split(f"\n## {title}\n")[1].split("\n## ")[0]


def row(message: type[msgspec.Struct]) -> str:
    part = section("Requests" if message in typing.get_args(messages.ClientMessage) else "From the server")
    rows = [line for line in part.splitlines() if line.startswith(f"| `{message.__struct_config__.tag}` |")]
    assert len(rows) == 1, f"{message.__struct_config__.tag} is not described"
    return rows[0]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.__name__)
def test_every_message_is_described_with_its_fields(message: type[msgspec.Struct]) -> None:
    described = row(message)
    request = message in typing.get_args(messages.ClientMessage)
    for field in msgspec.structs.fields(message):
        if not (request and field.name == "id"):
            assert f"`{field.encode_name}`" in described, f"{message.__name__}.{field.encode_name}"


@pytest.mark.parametrize("part", [s for s in typescript.structs() if s not in MESSAGES], ids=lambda part: part.__name__)
def test_every_part_is_described_with_its_fields(part: type[msgspec.Struct]) -> None:
    described = section("Parts").split(f"**{part.__name__}**")
    assert len(described) == 2, f"{part.__name__} is not described"
    text = described[1].split("\n**")[0]
    for field in msgspec.structs.fields(part):
        assert f"`{field.encode_name}`" in text, f"{part.__name__}.{field.encode_name}"


@pytest.mark.parametrize("name", typescript.literals())
def test_every_value_of_a_choice_is_described(name: str) -> None:
    for value in typing.get_args(getattr(messages, name)):
        assert value in WORDS


@pytest.mark.parametrize("error", [errors.UserError, errors.ProtocolError, errors.Evicted])
def test_every_error_code_is_described(error: type[errors.HemicycleError]) -> None:
    listed = set(re.findall(r"`(\w+)`", "\n".join(line.split("|")[1] for line in _rows(section("Error codes")))))
    assert error.codes <= listed


def test_registration_describes_exactly_its_error_codes_and_message_states() -> None:
    guide = (DOCS / "guide" / "registration.md").read_text(encoding="utf-8")
    for title, names in (("Error codes", errors.RegistrationError.codes), ("States of a message", frozenset(delivery.NEXT))):
        rows = _rows(guide.split(f"\n## {title}\n")[1].split("\n## ")[0])
        assert {re.findall(r"`(\w+)`", row)[0] for row in rows} == names


def test_no_error_code_is_described_that_does_not_exist() -> None:
    listed = set(re.findall(r"`(\w+)`", "\n".join(line.split("|")[1] for line in _rows(section("Error codes")))))
    assert listed <= errors.UserError.codes | errors.ProtocolError.codes | errors.Evicted.codes


def test_every_topic_is_described() -> None:
    for topic in (
        "stage",
        "list",
        "roster",
        "eventChat",
        "me",
        "quality",
        "booth:<language>",
        "heldChat",
        "moderation",
        "statements",
    ):
        assert any(line.startswith(f"| `{topic}` |") for line in section("Topics").splitlines())


def test_the_documented_version_is_the_one_spoken() -> None:
    version = next(field.default for field in msgspec.structs.fields(messages.Join) if field.name == "protocol")
    assert f"`join` carries `protocol`, now `{version}`" in PROTOCOL


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def _rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("| `")]
