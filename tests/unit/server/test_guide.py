"""The user guide: the same in six languages, in the client's own words, and safe to read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from server import guide

NAMED = re.compile(r"\{[^}]+\}")
SHAPE = ("heading_open", "tr_open", "image", "list_item_open", "fence")


def _source(name: str, language: str) -> str:
    return (guide.FOLDER / language / f"{name}.md").read_text(encoding="utf-8")


def _shape(text: str) -> list[str]:
    """Kinds of blocks, in order."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [f"{token.type}{token.tag}" for token in tokens if token.type in SHAPE]


@pytest.mark.parametrize("language", guide.LANGUAGES)
@pytest.mark.parametrize("name", guide.CHAPTERS)
def test_a_chapter_says_in_every_language_what_the_english_one_says(name: str, language: str) -> None:
    english, own = _source(name, "en"), _source(name, language)
    assert _shape(own) == _shape(english)
    assert sorted(set(NAMED.findall(own))) == sorted(set(NAMED.findall(english)))


@pytest.mark.parametrize("language", guide.LANGUAGES)
def test_every_chapter_uses_words_and_pictures_there_are(language: str) -> None:
    for name in guide.CHAPTERS:
        text = guide.markdown(name, language)
        assert "(picture:" not in text and not NAMED.search(text)
        assert "*" not in guide.chapter(name, language).body, name
    assert {path.stem for path in (guide.FOLDER / language).glob("*.md")} == set(guide.CHAPTERS)


@pytest.mark.parametrize("language", guide.LANGUAGES)
def test_pictures_are_taken_in_every_language(language: str) -> None:
    named = {found for name in guide.CHAPTERS for found in re.findall(r"\(picture:([a-z-]+)\)", _source(name, "en"))}
    assert named and all(guide.picture(name, language).parent.name == language for name in named)


def test_a_page_is_in_the_readers_language_and_direction() -> None:
    page = guide.page(("delegate",), "ar")
    assert '<html lang="ar" dir="rtl">' in page and 'href="/guide/ar/chair"' in page
    assert guide.chapter("delegate", "ar").title in page
    assert "<script" not in page and "http" not in page


def test_the_page_for_printing_holds_every_chapter() -> None:
    page = guide.page(guide.CHAPTERS, "fr")
    assert all(f'<article id="{name}">' in page for name in guide.CHAPTERS)


def test_words_the_client_does_not_have_are_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "webcast.md").write_text("# Title\n\n{no-such-words}\n", encoding="utf-8")
    monkeypatch.setattr(guide, "FOLDER", folder.parent)
    with pytest.raises(guide.GuideError, match="no-such-words"):
        guide.markdown("webcast", "en")
