"""Words of a text with what the name finder asks of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.publish.privacy.lists import plain

_WORD = re.compile(r"[^\W\d_]+(?:[-'’`´‘ʼ][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’`´‘ʼ]s$")
_ARTICLE = re.compile(r"^(?:al|el|ad|an|as|ash|at|az|ar)-", re.I)


@dataclass(frozen=True, slots=True)
class Word:
    """text[start:end] is word, without a possessive 's; key is its folded form, and bare that without an Arabic article."""

    start: int
    end: int
    word: str
    key: str
    bare: str
    owner: bool

    @property
    def capital(self) -> bool:
        """Begins with a capital, its article aside: "Ahmad", "al-Masri"."""
        return _ARTICLE.sub("", self.word)[:1].isupper()

    @property
    def acronym(self) -> bool:
        return 2 <= len(self.word) <= 5 and self.word.isupper()


def words_of(text: str) -> list[Word]:
    """Words in order; linear in the length of the text."""
    found = []
    for match in _WORD.finditer(text):
        whole = match.group()
        word = _POSSESSIVE.sub("", whole)
        key = plain(word)
        found.append(Word(match.start(), match.start() + len(word), word, key, _ARTICLE.sub("", key), len(word) < len(whole)))
    return found
