"""Writes the client's types from ``messages.py``; ``make types`` puts them into ``client_web/src/protocol/messages.ts``.

Requests have optional properties where the message has a default; what the server sends is always complete.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
import types
import typing
from collections.abc import Iterable, Iterator

import msgspec

from server import errors
from server.signaling import messages

HEADER = """// Generated from server/signaling/messages.py by `make types`.  Do not edit.

/** Version of the protocol, sent in `join`. */
export const PROTOCOL_VERSION = {version};
"""

_PRIMITIVES: dict[object, str] = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}


def generate() -> str:
    """The whole file, the same for the same messages."""
    version = next(field.default for field in msgspec.structs.fields(messages.Join) if field.name == "protocol")
    requests = set(typing.get_args(messages.ClientMessage))
    blocks = [HEADER.format(version=version).rstrip()]
    blocks += [_values(name, typing.get_args(literal)) for name, literal in literals().items()]
    blocks += [_interface(struct, optional=struct in requests) for struct in structs()]
    blocks += [_union("ClientMessage"), _union("ServerMessage")]
    blocks += list(_errors())
    return "\n\n".join(blocks) + "\n"


def literals() -> dict[str, object]:
    """Name -> Literal type, in the order of the module."""
    found = vars(messages).items()
    return {name: value for name, value in found if typing.get_origin(value) is typing.Literal and not name.startswith("_")}


def structs() -> list[type[msgspec.Struct]]:
    """All public parts and messages, in the order of the module."""
    found = vars(messages).items()
    return [
        value
        for name, value in found
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and not name.startswith("_")
    ]


def field_docs(struct: type[msgspec.Struct]) -> dict[str, str]:
    """Python field name -> the string that follows it in the source."""
    body = typing.cast(ast.ClassDef, ast.parse(inspect.getsource(struct)).body[0]).body
    docs: dict[str, str] = {}
    for before, after in zip(body, body[1:], strict=False):
        if isinstance(before, ast.AnnAssign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            docs[typing.cast(ast.Name, before.target).id] = inspect.cleandoc(str(after.value.value))
    return docs


def _interface(struct: type[msgspec.Struct], *, optional: bool) -> str:
    lines = list(_comment(struct.__dict__.get("__doc__"), ""))
    lines.append(f"export interface {struct.__name__} {{")
    tag = struct.__struct_config__.tag
    if tag is not None:
        lines.append(f'  readonly {struct.__struct_config__.tag_field}: "{tag}";')
    docs = field_docs(struct)
    for field in msgspec.structs.fields(struct):
        lines += _comment(docs.get(field.name), "  ")
        mark = "?" if optional and not field.required else ""
        lines.append(f"  readonly {field.encode_name}{mark}: {_type(field.type)};")
    return "\n".join([*lines, "}"])


def _type(hint: object) -> str:
    if hint in _PRIMITIVES:
        return _PRIMITIVES[hint]
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint.__name__
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        name = next((name for name, value in literals().items() if value == hint), None)
        return name or " | ".join(json.dumps(value) for value in arguments)
    if origin in (types.UnionType, typing.Union):
        return " | ".join(_type(argument) for argument in arguments)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return f"ReadonlyArray<{_type(arguments[0])}>"
    if origin is dict and arguments[0] is str:
        return f"Readonly<Record<string, {_type(arguments[1])}>>"
    raise TypeError(f"no TypeScript for {hint!r}")


def _values(name: str, values: Iterable[str]) -> str:
    constant = f"{name[0].lower()}{name[1:]}Values"
    lines = [f"export const {constant} = [", *(f'  "{value}",' for value in values), "] as const;"]
    return "\n".join([*lines, f"export type {name} = (typeof {constant})[number];"])


def _union(name: str) -> str:
    members = typing.get_args(getattr(messages, name))
    return "\n".join([f"export type {name} =", *(f"  | {member.__name__}" for member in members)]) + ";"


def _errors() -> Iterator[str]:
    for error in (errors.UserError, errors.ProtocolError, errors.Evicted):
        yield "\n".join([*_comment(error.__doc__, ""), _values(f"{error.__name__}Code", sorted(error.codes))])
    yield "export type ErrorCode = UserErrorCode | ProtocolErrorCode | EvictedCode;"


def _comment(text: str | None, indent: str) -> Iterator[str]:
    lines = inspect.cleandoc(text or "").splitlines()
    if not lines:
        return
    if len(lines) == 1:
        yield f"{indent}/** {lines[0]} */"
        return
    yield f"{indent}/**"
    yield from (f"{indent} * {line}".rstrip() for line in lines)
    yield f"{indent} */"


if __name__ == "__main__":
    sys.stdout.write(generate())
