"""Words a recording is found by, in any script.  Pure.

Folded: compatibility forms, case and marks above and below letters do not matter (Unicode UAX #15; Arabic vowel signs and
tatweel too).  Scripts written without spaces are indexed by pairs of characters, so that any two that stand together are
found, and by the last alone.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40
"""Characters of a word that count."""
QUERY_WORDS = 12
TATWEEL = "\u0640"
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1780-\u17ff\U00020000-\U0002ffff]+"
)


def folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char) and char != TATWEEL)


def words(text: str) -> set[str]:
    """What the index holds of a text."""
    found: set[str] = set()
    for word in _WORD.findall(folded(text)):
        position = 0
        for run in _UNSPACED.finditer(word):
            _plain(found, word[position : run.start()])
            found |= _pairs(run.group()) | {run.group()[-1]}
            position = run.end()
        _plain(found, word[position:])
    return found


def asked(text: str) -> list[str]:
    """Beginnings of words that must all be there."""
    wanted: list[str] = []
    for word in _WORD.findall(folded(text)):
        position = 0
        for run in _UNSPACED.finditer(word):
            wanted += [word[position : run.start()]]
            wanted += sorted(_pairs(run.group()) or {run.group()})
            position = run.end()
        wanted += [word[position:]]
    return list(dict.fromkeys(one[:LONGEST] for one in wanted if one))[:QUERY_WORDS]


def _plain(found: set[str], word: str) -> None:
    if word:
        found.add(word[:LONGEST])


def _pairs(run: str) -> set[str]:
    return {run[start : start + 2] for start in range(len(run) - 1)}


def following(word: str) -> str:
    """The least text above all that begin with ``word``, in the order of code points."""
    for end in range(len(word), 0, -1):
        code = ord(word[end - 1])
        if code < 0x10FFFF:
            after = 0xE000 if code == 0xD7FF else code + 1
            return word[: end - 1] + chr(after)
    return "\U0010ffff" * (LONGEST + 1)
