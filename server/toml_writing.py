"""TOML for the few shapes our files have: tables of scalars and lists of scalars, tables, and arrays of tables.

What :func:`dumps` writes ``tomllib`` reads as the same.  Source: TOML 1.0.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def dumps(table: Mapping[str, Any]) -> str:
    """:raises TypeError: something else than a string, a number, a boolean, a list of those, a table or a list of tables."""
    return "\n".join(_table(table, "")).strip() + "\n"


def _table(table: Mapping[str, Any], path: str) -> Iterator[str]:
    """Scalars come before tables, or they would be theirs."""
    nested = {key: value for key, value in table.items() if _is_table(value) or _is_tables(value)}
    yield from (f"{_key(key)} = {_value(value)}" for key, value in table.items() if key not in nested)
    for key, value in nested.items():
        name = f"{path}.{_key(key)}" if path else _key(key)
        for one in [value] if _is_table(value) else value:
            yield from ("", f"[{name}]" if _is_table(value) else f"[[{name}]]")
            yield from _table(one, name)


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and bool(value) and all(map(_is_table, value))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _string(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_value, value))}]"
    raise TypeError(f"no TOML for {type(value).__name__}")


def _string(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(char) or _character(char) for char in text) + '"'


def _character(char: str) -> str:
    return f"\\u{ord(char):04x}" if char < " " or char == "\x7f" else char
