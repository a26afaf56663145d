"""Words of a text with what the name finder asks of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.publish.privacy.lists import plain
from onrecord.publish.privacy.scripts import BEYOND, CYRILLIC, LATIN, WIDE_WORD, key_of, script_of

_WORD = re.compile(r"[^\W\d_]+(?:[-'’`´‘ʼ][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’`´‘ʼ]s$")
_ARTICLE = re.compile(r"^(?:al|el|ad|an|as|ash|at|az|ar)-", re.I)


@dataclass(frozen=True, slots=True)
class Word:
    """text[start:end] is word, without a possessive 's; key is its folded form, and bare that without an Arabic article. script: as in
    scripts.py; beyond Latin, key and bare are one."""

    start: int
    end: int
    word: str
    key: str
    bare: str
    owner: bool
    script: str = LATIN

    @property
    def capital(self) -> bool:
        """Begins with a capital, its article aside: "Ahmad", "al-Masri"."""
        if self.script == CYRILLIC:
            return any(part[:1].isupper() for part in self.word.split("-")[:2])
        return _ARTICLE.sub("", self.word)[:1].isupper()

    @property
    def acronym(self) -> bool:
        return 2 <= len(self.word) <= 5 and self.word.isupper()


def words_of(text: str) -> list[Word]:
    """Words in order; linear in the length of the text."""
    if not text.isascii() and BEYOND.search(text):
        return [_word(match) for match in WIDE_WORD.finditer(text)]
    return [_latin(match) for match in _WORD.finditer(text)]


def _latin(match: re.Match[str]) -> Word:
    whole = match.group()
    word = _POSSESSIVE.sub("", whole)
    key = plain(word)
    return Word(match.start(), match.start() + len(word), word, key, _ARTICLE.sub("", key), len(word) < len(whole))


def _word(match: re.Match[str]) -> Word:
    script = script_of(match.group())
    if script == LATIN:
        return _latin(match)
    key = key_of(match.group(), script)
    return Word(match.start(), match.end(), match.group(), key, key, False, script)
