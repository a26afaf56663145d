"""The names that are covered in one report, and the covering of them in any string that was made from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.publish.privacy.lists import PARTICLES, Lists, lists
from onrecord.publish.privacy.people import Person, known_place
from onrecord.publish.privacy.scripts import ARABIC, LATIN, arabic_forms
from onrecord.publish.privacy.unread import unread_spans
from onrecord.publish.privacy.words import Word, words_of

BLOCK = "\N{FULL BLOCK}"
_LETTER = re.compile(r"[^\n]")
_INTO_PLACES = frozenset("in at near from to into around outside towards across".split())
SHORTEST = 3  # a word of a name with fewer letters is not covered where it stands alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """full: names as words; widths: first word of a name -> how many words the names that begin with it have, most first;
    alone: words covered wherever they stand. All words are folded as in words.py. unread: scripts of which every word is covered that is no
    place; released: what stays open there."""

    full: frozenset[tuple[str, ...]] = frozenset()
    widths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    released: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        return not (self.full or self.alone or self.unread)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where names stand, in order. Linear in the length of the text."""
        if self.empty:
            return []
        words = words_of(text)
        found = []
        i = 0
        while i < len(words):
            width = self._width(words, i)
            if width:
                found.append((words[i].start, words[i + width - 1].end))
            i += width or 1
        return _union([*found, *unread_spans(text, self.unread, self.released)]) if self.unread else found

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
        for width in self.widths.get(words[i].key, ()):
            keys = tuple(w.key for w in words[i : i + width])
            if keys in self.full or (*keys[:-1], keys[-1].removesuffix("s")) in self.full:  # "Masris": an apostrophe was stripped
                return len(keys)  # fewer than width where the text ends in a shorter name
        word = words[i]
        if word.script == ARABIC:
            return 1 if any(form in self.alone for form in arabic_forms(word.key)) else 0
        if not word.capital or not (word.bare in self.alone or (word.bare.endswith("s") and word.bare[:-1] in self.alone)):
            return 0
        # Behind "in", "near" and the like a surname that is a place's name too is the place.
        placed = i > 0 and word.script == LATIN and words[i - 1].key in _INTO_PLACES and known_place(word.word)
        return 0 if placed else 1


def _union(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same code points as stretches that do not overlap, in order."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made


def covered(text: str) -> str:
    """One block for each code point; line breaks stay."""
    return _LETTER.sub(BLOCK, text)


def cover_of(people: Iterable[Person], unread: frozenset[str] = frozenset(), released: frozenset[str] = frozenset()) -> Cover:
    """The cover for the private ones among the people of a report. unread, released: as in Cover.

    A word that one of its public persons bears too is not covered alone:
    the page could not be read without it."""
    known = list(people)
    public = {key for p in known if p.public for key in p.keys}
    full: set[tuple[str, ...]] = set()
    alone: set[str] = set()
    for person in known:
        if person.public:
            continue
        for spelled in person.words:
            words = words_of(spelled)
            full.add(tuple(w.key for w in words))
            alone.update(key for key in _called(words, lists()) if key not in public)
    full = {name for name in full if len(name) > 1}
    widths: dict[str, set[int]] = {}
    for name in full:
        widths.setdefault(name[0], set()).add(len(name))
    ordered = {first: tuple(sorted(of, reverse=True)) for first, of in widths.items()}
    return Cover(full=frozenset(full), widths=ordered, alone=frozenset(alone), unread=unread, released=released)


def _called(words: list[Word], known: Lists) -> Iterator[str]:
    """The words of a name by which the person may be called alone: no particle, and no everyday word but the surname."""
    own = [w for w in words if w.key not in PARTICLES]
    for i, word in enumerate(own):
        surname = i == len(own) - 1 and i > 0
        shortest = 2 if len(own) == 1 else SHORTEST
        if len(word.bare) >= shortest and (surname or len(own) == 1 or not known.is_common(word.bare)):
            yield word.bare
