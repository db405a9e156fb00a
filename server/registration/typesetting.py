"""Typst in a process of its own: ``printed.Page`` as JSON on standard input → PDF on standard output.

Fonts come with the product: Libertinus Serif with Typst, Amiri and Noto Sans SC from their packages.  Only for a
character in none of them the fonts of the machine are asked.  ``python -m server.registration.typesetting``
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("list.typ")
FONTS = (("fontpkg_amiri", "files"), ("justmytype_intl_cjk", "fonts/ofl/notosanssc"))
"""Package and directory in it."""
NICE = 10


def font_paths() -> list[str]:
    """:raises FileNotFoundError: a package of fonts is not installed."""
    found = []
    for package, inside in FONTS:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise FileNotFoundError(package)
        found.append(str(Path(spec.origin).parent / inside))
    return found


def typeset(page: str) -> bytes:
    """``page``: JSON of ``printed.Page``.  PDF/UA-1 (ISO 14289-1): tagged, titled, in a language, every glyph with its
    character; tagged alone, where none of the fonts has a character.

    :raises typst.TypstError: nothing can be made of it."""
    template, inputs, fonts = str(TEMPLATE), {"page": page}, font_paths()
    try:
        made: bytes | None = typst.compile(
            template, font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs, pdf_standards="ua-1"
        )
    except typst.TypstError:
        made = typst.compile(template, font_paths=fonts, sys_inputs=inputs)
    assert made is not None
    return made


def main() -> None:
    os.nice(NICE)
    sys.stdout.buffer.write(typeset(sys.stdin.buffer.read().decode()))


if __name__ == "__main__":
    main()
