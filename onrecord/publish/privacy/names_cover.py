"""The names that are covered in one report, and the covering of them in any string that was made from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.publish.privacy.lists import PARTICLES, Lists, lists
from onrecord.publish.privacy.people import Person, known_place
from onrecord.publish.privacy.words import Word, words_of

BLOCK = "\N{FULL BLOCK}"
_LETTER = re.compile(r"[^\n]")
_INTO_PLACES = frozenset("in at near from to into around outside towards across".split())
SHORTEST = 3  # a word of a name with fewer letters is not covered where it stands alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """full: first word of a name -> the words of names that begin with it, longest first. alone: words covered wherever they stand.
    All words are folded as in words.py."""

    full: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where names stand, in order. Linear in the length of the text."""
        if not self.full:
            return []
        words = words_of(text)
        found = []
        i = 0
        while i < len(words):
            width = self._width(words, i)
            if width:
                found.append((words[i].start, words[i + width - 1].end))
            i += width or 1
        return found

    def text(self, text: str) -> str:
        """The text with every name covered, of the same length."""
        spans = self.spans(text)
        if not spans:
            return text
        pieces, at = [], 0
        for start, end in spans:
            pieces += [text[at:start], covered(text[start:end])]
            at = end
        return "".join([*pieces, text[at:]])

    def _width(self, words: list[Word], i: int) -> int:
        """How many words from i on are a covered name; 0: none."""
        for name in self.full.get(words[i].key, ()):
            if len(words) - i >= len(name) and all(_is(words[i + k], key) for k, key in enumerate(name)):
                return len(name)
        word = words[i]
        if not word.capital or not (word.bare in self.alone or (word.bare.endswith("s") and word.bare[:-1] in self.alone)):
            return 0
        # Behind "in", "near" and the like a surname that is a place's name too is the place.
        placed = i > 0 and words[i - 1].key in _INTO_PLACES and known_place(word.word)
        return 0 if placed else 1


def covered(text: str) -> str:
    """One block for each code point; line breaks stay."""
    return _LETTER.sub(BLOCK, text)


def cover_of(people: Iterable[Person]) -> Cover:
    """The cover for the private ones among the people of a report. A word that one of its public persons bears too is not covered alone:
    the page could not be read without it."""
    known = list(people)
    public = {key for p in known if p.public for key in p.keys}
    full: dict[str, set[tuple[str, ...]]] = {}
    alone: set[str] = set()
    for person in known:
        if person.public:
            continue
        for spelled in person.words:
            words = words_of(spelled)
            if len(words) > 1 or words[0].bare in public:
                full.setdefault(words[0].key, set()).add(tuple(w.key for w in words))
            alone.update(key for key in _called(words, lists()) if key not in public)
            if len(words) == 1 and words[0].bare not in public:
                full.setdefault(words[0].key, set()).add((words[0].key,)) if words[0].bare in alone else None
    return Cover(full={k: tuple(sorted(v, key=lambda n: (-len(n), n))) for k, v in full.items()}, alone=frozenset(alone))


def _called(words: list[Word], known: Lists) -> Iterator[str]:
    """The words of a name by which the person may be called alone: no particle, and no everyday word but the surname."""
    own = [w for w in words if w.key not in PARTICLES]
    for i, word in enumerate(own):
        surname = i == len(own) - 1 and i > 0
        if len(word.bare) >= SHORTEST and (surname or len(own) == 1 or not known.is_common(word.bare)):
            yield word.bare


def _is(word: Word, key: str) -> bool:
    """The same word, or with an s whose apostrophe was stripped."""
    return word.key == key or word.key == key + "s"
