"""Chinese in the order of its sounds (pinyin and tone), as dictionaries and official lists have it.  Pure."""

from __future__ import annotations

import functools
import os

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
# One reading a character is 12 MiB; the phrases would be 45 more, for the few words below.
from pypinyin import Style, lazy_pinyin  # noqa: E402

WORDS = {"秘鲁": ("bi4", "lu3"), "朝鲜": ("chao2", "xian3"), "厦门": ("xia4", "men2"), "重庆": ("chong2", "qing4")}
"""Beginnings that do not sound as their characters alone do."""
SURNAMES = {
    **{"万俟": "mo4", "尉迟": "yu4", "长孙": "zhang3"},
    **{"单": "shan4", "曾": "zeng1", "仇": "qiu2", "解": "xie4", "任": "ren2", "区": "ou1", "查": "zha1", "盖": "ge3"},
    **{"朴": "piao2", "翟": "zhai2", "种": "chong2", "缪": "miao4", "覃": "qin2", "乐": "yue4", "宁": "ning4"},
    **{"华": "hua4", "召": "shao4", "冼": "xian3", "折": "she2"},
}
"""Read otherwise as family names."""


def key(text: str, *, surname: bool) -> str:
    """Sorts by sound, then by character; what is not Chinese comes first, by its letters."""
    readings: list[tuple[str, tuple[str, ...]]] = [(word, (sound,)) for word, sound in SURNAMES.items()] if surname else []
    known = next((sounds for word, sounds in (*readings, *WORDS.items()) if text.startswith(word)), ())
    sounds = [*known, *(_sound(char) for char in text[len(known) :])]
    return "".join(f"\x7f{sound}\x01{char}" if sound else char.casefold() for sound, char in zip(sounds, text, strict=True))


@functools.lru_cache(maxsize=20_000)
def _sound(char: str) -> str:
    """Empty: not a Chinese character."""
    [sound] = lazy_pinyin(char, style=Style.TONE3, neutral_tone_with_five=True)
    return "" if sound == char else str(sound)
