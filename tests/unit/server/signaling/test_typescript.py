"""The client's types are those of the server's messages."""

from __future__ import annotations

import typing
from pathlib import Path

import msgspec
import pytest

from server import errors
from server.signaling import messages, typescript

COMMITTED = Path(__file__).parents[4] / "client_web" / "src" / "protocol" / "messages.ts"


def test_the_committed_types_are_those_of_the_messages() -> None:
    assert COMMITTED.read_text() == typescript.generate(), "run `make types`"


def test_every_message_has_a_type_with_its_tag_and_wire_names() -> None:
    text = typescript.generate()
    for union in (messages.ClientMessage, messages.ServerMessage):
        for message in typing.get_args(union):
            block = text.split(f"export interface {message.__name__} {{")[1].split("\n}")[0]
            assert f'readonly type: "{message.__struct_config__.tag}";' in block
            for field in msgspec.structs.fields(message):
                assert f"readonly {field.encode_name}" in block


def test_only_requests_have_optional_properties() -> None:
    text = typescript.generate()
    assert "readonly second?: string | null;" in text
    assert "readonly second: string | null;" in text
    evicted = text.split("export interface Refused {")[1].split("}")[0]
    assert "?" not in evicted


def test_every_error_code_is_listed() -> None:
    text = typescript.generate()
    for error in (errors.UserError, errors.ProtocolError, errors.Evicted):
        for code in error.codes:
            assert f'  "{code}",' in text


def test_docstrings_of_fields_become_comments() -> None:
    assert (
        "/** ISO 3166 alpha-2 code or the name of an organisation; empty when neither applies. */" in typescript.generate()
    )


def test_a_type_the_client_could_not_read_is_an_error() -> None:
    with pytest.raises(TypeError, match="no TypeScript"):
        typescript._type(dict[int, str])
