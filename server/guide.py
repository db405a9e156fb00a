"""The user guide: chapters in Markdown, one folder a language, turned into pages.

A chapter names what is on the screen by the client's own words: ``{request-floor}`` or, where these have cases,
``{way-button role=delegate}`` is read from its Fluent files, so the guide says what the button says, in every language.
``![words](picture:name)`` is the picture of that name in the reader's language, else in English.
"""

from __future__ import annotations

import functools
import html
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fluent.runtime import FluentBundle, FluentResource
from markdown_it import MarkdownIt

from server.settings import ROOT

FOLDER: Final = ROOT / "guide"
WORDS: Final = ROOT / "client_web" / "src" / "i18n" / "locales"
LANGUAGES: Final = {"ar": "العربية", "zh": "中文", "en": "English", "fr": "Français", "ru": "Русский", "es": "Español"}
"""Tag -> endonym."""
CHAPTERS: Final = (
    "getting-in",
    "arrival",
    "delegate",
    "passive",
    "chair",
    "interpreter",
    "technician",
    "desk",
    "webcast",
    "troubleshooting",
)
"""In the order they are read."""
FRAME: Final = "frame.ftl"
_NAMED = re.compile(r"\{([a-z][\w-]*)((?:\s+\w+=[\w-]+)*)\}")
_CURRENT = ' aria-current="page"'
_PICTURE = re.compile(r"\(picture:([a-z-]+)\)")


class GuideError(ValueError):
    """A chapter names what the client does not have: words or a picture."""


@dataclass(frozen=True, slots=True)
class Chapter:
    name: str
    title: str
    body: str
    """HTML."""


@functools.cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted(WORDS.rglob(f"{language}.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


@functools.cache
def frame(language: str) -> dict[str, str]:
    """The words around the chapters: id -> text."""
    resource = FluentResource((FOLDER / language / FRAME).read_text(encoding="utf-8"))
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(resource)
    names = [entry.id.name for entry in resource.body if hasattr(entry, "id")]
    return {name: _said(bundle, name, {}) for name in names}


def _said(bundle: FluentBundle, name: str, cases: dict[str, str]) -> str:
    pattern = bundle.get_message(name).value if bundle.has_message(name) else None
    if pattern is None:
        raise GuideError(f"the client has no words {name!r} in {bundle.locales[0]}")
    text, faults = bundle.format_pattern(pattern, cases)
    if faults:
        raise GuideError(f"{name!r} in {bundle.locales[0]}: {faults[0]}")
    return str(text)


def picture(name: str, language: str) -> Path:
    """Of the language, else the English one.

    :raises GuideError: there is none.
    """
    for tag in (language, "en"):
        path = FOLDER / "pictures" / tag / f"{name}.png"
        if path.is_file():
            return path
    raise GuideError(f"no picture {name!r}")


def markdown(name: str, language: str) -> str:
    """A chapter's text with the client's words and the addresses of its pictures in it.

    :raises GuideError: it names what is not there.
    """

    def say(found: re.Match[str]) -> str:
        cases = dict(pair.split("=", 1) for pair in found[2].split())
        return _said(_bundle(language), found[1], cases)

    def address(found: re.Match[str]) -> str:
        path = picture(found[1], language)
        return f"(/guide/pictures/{path.parent.name}/{path.name})"

    text = (FOLDER / language / f"{name}.md").read_text(encoding="utf-8")
    return _PICTURE.sub(address, _NAMED.sub(say, text))


@functools.cache
def chapter(name: str, language: str) -> Chapter:
    """:raises GuideError: as :func:`markdown`."""
    text = markdown(name, language)
    title = text.split("\n", 1)[0].removeprefix("# ").strip()
    return Chapter(name, title, MarkdownIt("commonmark", {"html": False}).enable("table").render(text))


def page(names: tuple[str, ...], language: str) -> str:
    """A whole HTML document of these chapters, with the list of all of them before it."""
    words = {key: html.escape(text) for key, text in frame(language).items()}
    whole = len(names) > 1
    here = "all" if whole else names[0]
    titles = {name: html.escape(chapter(name, language).title) for name in CHAPTERS}
    items = "".join(f"<li>{_link(f'{language}/{name}', titles[name], name == here)}</li>" for name in CHAPTERS)
    languages = " ".join(_link(f"{tag}/{here}", name, tag == language, f' lang="{tag}"') for tag, name in LANGUAGES.items())
    articles = "".join(f'<article id="{name}">{chapter(name, language).body}</article>' for name in names)
    title = words["guide"] if whole else f"{titles[here]} · {words['guide']}"
    return f"""<!doctype html>
<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{title}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="/guide/guide.css"></head>
<body><header><a class="home" href="/">Hemicycle</a><p>{words["guide"]}</p>
<nav aria-label="{words["languages"]}">{languages}</nav></header>
<div class="sheet"><nav class="chapters" aria-label="{words["chapters"]}"><ol>{items}</ol>
<p>{_link(f"{language}/all", words["whole"], whole)}</p></nav>
<main>{articles}</main></div></body></html>
"""


def _link(address: str, text: str, here: bool, more: str = "") -> str:
    return f'<a href="/guide/{address}"{more}{_CURRENT if here else ""}>{text}</a>'
