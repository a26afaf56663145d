"""Words of a text as the actor tables compare them: folded, without possessive endings, with their offsets."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from onrecord.knowledge.names import plain

# "U.S." is one word; hyphens part words ("al-Nusra" is two), so that "al Nusra" and "al-Nusra" are alike.
_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,12}(?![A-Za-z])|[^\W_]+(?:['’`´][^\W_]+)*", re.UNICODE)
_POSSESSIVE = re.compile(r"['’`´]s$", re.IGNORECASE)
_APOSTROPHES = re.compile(r"['’`´.]")


# One spelling for words that two Englishes write apart and that stand in names of bodies.
_ONE_SPELLING = {
    "center": "centre",
    "centers": "centres",
    "defense": "defence",
    "organization": "organisation",
    "organizations": "organisations",
    "program": "programme",
    "mobilization": "mobilisation",
    "labor": "labour",
    "neighbor": "neighbour",
    "neighbors": "neighbours",
}


class Token(NamedTuple):
    """One word: text[start:end] is word; fold is what tables know; owner: it ends in a possessive 's."""

    start: int
    end: int
    word: str
    fold: str
    owner: bool

    @property
    def capital(self) -> bool:
        return self.word[:1].isupper()

    @property
    def acronym(self) -> bool:
        return len(self.fold) > 1 and self.word.replace(".", "")[: len(self.fold)].isupper()


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Case, accents, full stops, apostrophes and a possessive 's are left out: "Rénové's" -> "renove", "Da'esh" -> "daesh"."""
    return one_spelling(_APOSTROPHES.sub("", plain(_POSSESSIVE.sub("", word))))


def one_spelling(word: str) -> str:
    """A folded word as this project spells it: "center" -> "centre"."""
    return _ONE_SPELLING.get(word, word)


def tokenise(text: str) -> list[Token]:
    """Words in order. Linear in the length of the text; offsets are those of the text."""
    tokens = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        tokens.append(Token(match.start(), match.end(), word, fold(word), bool(_POSSESSIVE.search(word))))
    return tokens
