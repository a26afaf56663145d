"""Stretches of capitals that may be the name of a person, with the words beside them that say so or say otherwise.

No library for named entities is used: those on offer are large, and trained on newswire names, while the people whom this page must
not miss are villagers with names from everywhere. The rule is plain: a known given name, a surname's ending or a word that is said of
people (an age, kin, an occupation, "named") speaks for a person; a place, a body, an everyday word against. In doubt it is a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from onrecord.publish.privacy.beside import Beside
from onrecord.publish.privacy.lists import JOINERS, PARTICLES, Lists
from onrecord.publish.privacy.words import Word

LONGEST = 7  # words of one name
_THEN_NAME = re.compile(r",\s((?:the\s)?[A-Z][\w'’-]+(?:\s(?:of\s)?[A-Z][\w'’-]+){0,3})(?=[\s,.;:)—–-]|$)")
_MADE_OF_PARTS = re.compile(r"^[A-Z][\w'’]*-[a-z]{2,}")
_MONTHS_AND_DAYS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun".split()
)


class Likeness(IntEnum):
    """How much speaks for a person."""

    NO = 0
    DOUBTFUL = 1
    PERSON = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Words first..last (last excluded) of a text are the name; titles are the words of the same stretch before it. public: an office
    stands beside a name beyond Latin, whose finder has looked for it."""

    first: int
    last: int
    titles: tuple[str, ...]
    public: bool = False


class NameFinder(Beside):
    """Finds the names of persons in one text. known_place says whether a stretch is the name of a place; taken[i], that word i belongs to
    a body of the register; demonym, that a word is the adjective or people of a country, or the country; country, that a stretch is one."""

    def __init__(
        self,
        text: str,
        words: Sequence[Word],
        *,
        lists: Lists,
        taken: Sequence[bool],
        known_place: Callable[[str], bool],
        demonym: Callable[[str], bool],
        country: Callable[[str], bool],
    ) -> None:
        super().__init__(text, words, lists)
        self.taken = taken
        self.known_place, self.demonym, self.country = known_place, demonym, country
        self.lower = {w.key for w in words if w.word.islower()}
        self.places = self._places_by_the_text()

    def find(self) -> list[Name]:
        likely = [(name, likeness) for first, last in self._stretches() for name, likeness in self._names(first, last)]
        sure = {k for name, likeness in likely if likeness is Likeness.PERSON for k in self._keys(name)}
        found: list[Name] = []
        for name, likeness in likely:
            # A doubtful stretch that shares a word with a person is the person's fuller name; one joined to a person by "and" is another.
            joined = found and self.text[self.words[found[-1].last - 1].end : self.words[name.first].start] == " and "
            if likeness is Likeness.PERSON or joined or not sure.isdisjoint(self._keys(name)):
                found.append(name)
        return found

    def _keys(self, name: Name) -> list[str]:
        return [w.bare for w in self.words[name.first : name.last] if w.key not in PARTICLES and len(w.bare) > 2]

    def _places_by_the_text(self) -> frozenset[tuple[str, ...]]:
        """Stretches that the text itself calls places: "the town of X", "X, El Salvador"."""
        found: set[tuple[str, ...]] = set()
        for first, last in self._stretches():
            of = first > 1 and self.words[first - 1].key == "of" and self.words[first - 2].key.removesuffix("s") in self.lists.place
            ahead = _THEN_NAME.match(self.text[self.words[last - 1].end : self.words[last - 1].end + 40])
            sheikh = self.words[first].key in ("sheikh", "shaykh", "sheik") and self.placed(first)  # "in Sheikh Said"
            if of or sheikh or (ahead and self.country(ahead[1])) or (self.field_follows(last) and not self.speaks(last)):
                keys = tuple(w.key for w in self.words[first:last])
                found.update((keys, keys[1:]) if keys[0] in self.lists.honorific else (keys,))
        return frozenset(found)

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """Runs of capitalised words with nothing but a space, an initial's full stop or a joining particle between them."""
        i, n = 0, len(self.words)
        while i < n:
            if not self._begins(i):
                i += 1
                continue
            j = i + 1
            while j < n and j - i < LONGEST and self._joins(j):
                j += 1
            while j - 1 > i and self.words[j - 1].key in JOINERS and not self.words[j - 1].capital:
                j -= 1
            yield i, j
            i = j

    def _begins(self, i: int) -> bool:
        word = self.words[i]
        return (
            word.capital
            and not word.script
            and not _MADE_OF_PARTS.match(word.word)
            and not self.taken[i]
            and not word.acronym
            and word.key not in _MONTHS_AND_DAYS
        )

    def _joins(self, j: int) -> bool:
        word, before = self.words[j], self.words[j - 1]
        if self.taken[j] or before.owner or word.acronym or word.script:
            return False
        gap = self.text[before.end : word.start]
        initial = len(before.word) == 1 or before.key in ("dr", "mr", "mrs", "gen", "col", "lt", "maj", "capt", "sgt", "prof", "st")
        if gap not in (" ", "\u00a0") and not (initial and gap == ". "):
            return False
        if word.word in ("A", "I") and self.text[word.end : word.end + 1] != ".":
            return False
        if word.capital:
            if _MADE_OF_PARTS.match(word.word):
                return False  # "Russian-made", "Houthi-held"
            return word.key not in _MONTHS_AND_DAYS or self.lists.is_given(before.bare)
        ahead = self.words[j + 1 : j + 3]
        return (
            word.key in JOINERS and bool(ahead) and (ahead[0].capital or (ahead[0].key in JOINERS and len(ahead) > 1 and ahead[1].capital))
        )

    def _names(self, first: int, last: int) -> Iterator[tuple[Name, Likeness]]:
        """The name in a stretch: what follows its last title, office or everyday word."""
        start = first
        for k in range(first, last):
            key = self.words[k].key
            if self._parts(k, first, last) or (key in _MONTHS_AND_DAYS and k == start):
                start = k + 1
        stop = last
        while stop > start and self.words[stop - 1].key in PARTICLES and not self.words[stop - 1].capital:
            stop -= 1
        stop = self._before_headline(start, stop)
        titles = tuple(self.words[k].key for k in range(first, start))
        likeness = self._likeness(start, stop, titles) if start < stop else Likeness.NO
        if likeness is not Likeness.NO:
            yield Name(first=start, last=stop, titles=titles), likeness

    def _before_headline(self, start: int, stop: int) -> int:
        """Where a name ends when a headline's capitals run on behind it: "Jordan Dakamseh Toxic Gas Dropped"."""
        if start < stop and self.lists.is_given(self.words[start].bare):
            for k in range(start + 2, stop):
                if len(self.words[k].word) > 1 and not self.lists.may_be_name(self.words[k].bare) and not self._is_head(k):
                    return k
        return stop

    def _is_head(self, k: int) -> bool:
        return self.words[k].bare in self.lists.body or self.words[k].bare in self.lists.place

    def _parts(self, k: int, first: int, last: int) -> bool:
        """Whether word k cannot be part of a name that goes on after it: a title, an office, a people, an everyday word."""
        word, lists = self.words[k], self.lists
        if k == first and k < last - 1 and word.key in lists.romance_openers and lists.is_given(self.words[k + 1].bare):
            return True  # "Selon Jean Dupont"
        if all(part in lists.public for part in word.key.split("-")) or word.key in lists.honorific or word.key in lists.private:
            # "Judge" and "Baker" are surnames too, behind a given name at the end of a stretch.
            return k < last - 1 or not (k > first and lists.is_given(self.words[k - 1].bare))
        if word.bare in lists.peoples:
            return not (k > first and lists.is_given(self.words[k - 1].bare))
        if self.demonym(word.word) and not (k > first and lists.is_given(self.words[k - 1].bare)):
            return not lists.is_given(word.bare) or k == last - 1
        a_place = self.known_place(word.word) or (self.placed(first) and last - first > 2)
        if k == first and k < last - 1 and word.key not in PARTICLES and a_place and not lists.is_given(word.bare):
            after = self.words[k + 1]
            if lists.is_given(after.bare) or after.key in ("abu", "umm"):
                return True  # "in Hama Abu Shadi said": a comma was stripped
        if len(word.word) == 1 and k > first:
            return False  # an initial
        if k > first and any(lists.is_given(self.words[m].bare) for m in range(first, k)):
            return False
        return not lists.may_be_name(word.bare) or (k == first and self._opens(k) and self._everyday(k, last))

    def _everyday(self, k: int, last: int) -> bool:
        """An everyday word; but "Grace Akwi" at the head of a sentence is a name with a surname behind it."""
        if not self.lists.is_common(self.words[k].bare):
            return False
        word = self.words[k]
        named = len(word.word) > 3 and "g" in self.lists.flags(word.bare) and word.key not in self.lower and k + 1 < last
        return not (named and not self.lists.is_common(self.words[k + 1].bare))

    def _opens(self, k: int) -> bool:
        """Whether word k begins a sentence, where any word has a capital."""
        before = self.text[max(0, self.words[k].start - 3) : self.words[k].start].rstrip(" ")
        return not before or before[-1] in ".!?\n:;\"“”•-–—)'‘"

    def _likeness(self, start: int, stop: int, titles: tuple[str, ...]) -> Likeness:
        words, lists = self.words[start:stop], self.lists
        cue = self.human_cue(start, stop, titles)
        keys = [w.bare for w in words if w.key not in PARTICLES]
        if (
            not keys
            or (len(keys) == 1 and len(keys[0]) < 2)
            or (tuple(w.key for w in words) in self.places and not (titles and titles[-1] in lists.public))
        ):
            return Likeness.NO
        if (not titles or titles[-1] == "the") and self.after_article(start, stop):
            return Likeness.NO
        if titles and (titles[-1] in lists.body or titles[-1] in lists.place) and titles[-1] not in lists.public:
            return Likeness.NO
        if self.field_follows(stop) or (self.names_a_thing(start, stop) and not (cue and not self.headed(keys))):
            return Likeness.NO
        if words[0].bare != words[0].key and not cue and not lists.is_given(keys[0]):
            return Likeness.NO  # "al-Rashidin al-Ramouseh": quarters in a row
        given = lists.is_given(keys[0]) or (len(keys) > 1 and lists.is_given(keys[1]) and not self.listed(start))
        if len(keys) == 1:
            return self._single(start, stop, titles, cue, given)
        whole = self.text[words[0].start : words[-1].end]
        if keys[0] in lists.place_first and self.known_place(whole) and not titles:
            return Likeness.NO
        if not cue and (self.known_place(whole) or (self.placed(start) and not lists.is_given(keys[0]))):
            return Likeness.NO
        if len(keys[-1]) == 1 and len(keys) == 2 and len(keys[0]) > 2 and not lists.is_common(keys[0]):
            return Likeness.PERSON  # "Yassin H.": a surname that the report itself holds back
        if len(keys[0]) == 1 and len(keys) == 2 and not lists.is_common(keys[1]) and not self.known_place(keys[1]):
            return Likeness.PERSON  # "S. Dirie"
        if given:
            everyday = sum(lists.is_common(k) for k in keys[1:])
            return Likeness.PERSON if cue or everyday < 2 else Likeness.DOUBTFUL
        if any("g" in lists.flags(k) for k in keys[:1]) and all(lists.may_be_name(k) for k in keys):
            said = self.speaks(stop) or self.spoken(start)
            return Likeness.PERSON if cue or said or "s" in lists.flags(keys[-1]) else Likeness.DOUBTFUL
        if cue:
            return Likeness.PERSON
        if words[-1].bare != words[-1].key and not lists.is_common(keys[0]) and not self.listed(start):
            return Likeness.PERSON  # "Kamila al-Kafarna": what bodies and places of this form begin with was left out above
        strange = all(not lists.is_common(k) and not self.known_place(k) for k in keys)
        if strange and (self.speaks(stop) or self.spoken(start) or keys[-1].endswith(lists.endings)):
            return Likeness.PERSON
        return Likeness.DOUBTFUL

    def _single(self, start: int, stop: int, titles: tuple[str, ...], cue: bool, given: bool) -> Likeness:
        """One word alone: a given name, or any word that an age or "Mr" stands beside."""
        word = self.words[start]
        kunya = any(w.key in ("abu", "umm", "oum", "um", "abou") for w in self.words[start:stop])
        placed = self.placed(start)
        before = self.words[start - 1] if start else None
        if not titles and before and before.acronym and self.text[before.end : word.start] == " ":
            return Likeness.NO  # "IHS Jane's"
        if not titles and self._opens(start) and not given and self._plural(word):
            return Likeness.NO  # "Paramilitaries who took the town"
        of_something = bool(start) and self.words[start - 1].key == "of" and not self.kin_of(start)
        if not titles and not given and self.known_place(word.word) and not self.aged(stop):
            return Likeness.NO
        if cue and (titles or not (placed or of_something)):
            return Likeness.PERSON
        if kunya and self.speaks(stop):
            return Likeness.PERSON
        if not given or placed or (self._opens(start) and word.key in self.lower):
            return Likeness.NO
        if word.bare in self.lists.given and not self.known_place(word.word):
            return Likeness.PERSON
        return Likeness.PERSON if self.speaks(stop) and not self.known_place(word.word) else Likeness.NO

    def _plural(self, word: Word) -> bool:
        """The plural of an everyday word that the table of words does not have itself."""
        key = word.bare
        return key.endswith("ies") or (key.endswith("s") and any(self.lists.is_common(k) for k in (key[:-1], key[:-2])))
