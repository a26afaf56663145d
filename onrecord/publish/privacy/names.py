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

from onrecord.publish.privacy.lists import JOINERS, PARTICLES, Lists
from onrecord.publish.privacy.words import Word

LONGEST = 7  # words of one name
_AGED = re.compile(
    r",?\s(?:was\s)?aged?\s\d{1,2}\b|\s\(\d{1,2}\)|,\s\d{1,2}(?=[,;)]|\.(?!\d)|\s(?:years|and|was|from|who|said|told)\b|$)|,?\s(?:a|an)\s\d{1,2}-year-old\b"
)
_SPEAKS = re.compile(r",?\s(\w+)\b")
_WHO = re.compile(r",?\swho\b")
_FIELD_AFTER = re.compile(r"\s([a-z]+)\b")
_GAP = re.compile(r"\s|\.\s|\s?[-–]\s?")
_THEN_NAME = re.compile(r",\s((?:the\s)?[A-Z][\w'’-]+(?:\s(?:of\s)?[A-Z][\w'’-]+){0,3})(?=[\s,.;:)—–-]|$)")
_MADE_OF_PARTS = re.compile(r"^[A-Z][\w'’]*-[a-z]{2,}")
_MONTHS_AND_DAYS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun".split()
)
_INTO_PLACES = frozenset("in at near from to into around outside towards toward inside across through via over".split())
_DETERMINERS = frozenset("a an the his her their its one another our then".split())
_OCCUPATIONS = ("keeper", "maker", "seller", "worker", "driver", "owner", "monger", "wright", "smith")
_NAMED_SO = frozenset("anyone someone somebody be is was as himself herself him her them only who".split())
_HEAD_ENDS = frozenset("of for from in at that which who whose whom with by to on man men people".split())
# "the owner of Hassan": a thing may be owned and a place may be lived in; kin are of persons.
_NOT_OF_PERSONS = frozenset(
    "member owner officer worker workers soldier fighter resident residents local villager teacher doctor student".split()
)


class Likeness(IntEnum):
    """How much speaks for a person."""

    NO = 0
    DOUBTFUL = 1
    PERSON = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Words first..last (last excluded) of a text are the name; titles are the words of the same stretch before it."""

    first: int
    last: int
    titles: tuple[str, ...]


class NameFinder:
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
        self.text, self.words, self.lists, self.taken = text, words, lists, taken
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
            sheikh = self.words[first].key in ("sheikh", "shaykh", "sheik") and self._placed(first)  # "in Sheikh Said"
            if of or sheikh or (ahead and self.country(ahead[1])) or (self._field_follows(last) and not self._speaks(last)):
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
            and not _MADE_OF_PARTS.match(word.word)
            and not self.taken[i]
            and not word.acronym
            and word.key not in _MONTHS_AND_DAYS
        )

    def _joins(self, j: int) -> bool:
        word, before = self.words[j], self.words[j - 1]
        if self.taken[j] or before.owner or word.acronym:
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
        if all(part in lists.public for part in word.key.split("-")) or word.key in lists.honorific or word.key in lists.private:
            # "Judge" and "Baker" are surnames too, behind a given name at the end of a stretch.
            return k < last - 1 or not (k > first and lists.is_given(self.words[k - 1].bare))
        if word.bare in lists.peoples:
            return not (k > first and lists.is_given(self.words[k - 1].bare))
        if self.demonym(word.word) and not (k > first and lists.is_given(self.words[k - 1].bare)):
            return not lists.is_given(word.bare) or k == last - 1
        if k == first and k < last - 1 and word.key not in PARTICLES and self.known_place(word.word) and not lists.is_given(word.bare):
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
        cue = self._human_cue(start, stop, titles)
        keys = [w.bare for w in words if w.key not in PARTICLES]
        if (
            not keys
            or (len(keys) == 1 and len(keys[0]) < 2)
            or (tuple(w.key for w in words) in self.places and not (titles and titles[-1] in lists.public))
        ):
            return Likeness.NO
        if (not titles or titles[-1] == "the") and self._after_article(start, stop):
            return Likeness.NO
        if titles and (titles[-1] in lists.body or titles[-1] in lists.place) and titles[-1] not in lists.public:
            return Likeness.NO
        if self._field_follows(stop) or (self._names_a_thing(start, stop) and not (cue and not self._headed(keys))):
            return Likeness.NO
        if words[0].bare != words[0].key and not cue and not lists.is_given(keys[0]):
            return Likeness.NO  # "al-Rashidin al-Ramouseh": quarters in a row
        given = lists.is_given(keys[0]) or (len(keys) > 1 and lists.is_given(keys[1]) and not self._listed(start))
        if len(keys) == 1:
            return self._single(start, stop, titles, cue, given)
        whole = self.text[words[0].start : words[-1].end]
        if keys[0] in lists.place_first and self.known_place(whole) and not titles:
            return Likeness.NO
        if not cue and (self.known_place(whole) or (self._placed(start) and not lists.is_given(keys[0]))):
            return Likeness.NO
        if len(keys[-1]) == 1 and len(keys) == 2 and len(keys[0]) > 2 and not lists.is_common(keys[0]):
            return Likeness.PERSON  # "Yassin H.": a surname that the report itself holds back
        if len(keys[0]) == 1 and len(keys) == 2 and not lists.is_common(keys[1]) and not self.known_place(keys[1]):
            return Likeness.PERSON  # "S. Dirie"
        if given:
            everyday = sum(lists.is_common(k) for k in keys[1:])
            return Likeness.PERSON if cue or everyday < 2 else Likeness.DOUBTFUL
        if any("g" in lists.flags(k) for k in keys[:1]) and all(lists.may_be_name(k) for k in keys):
            said = self._speaks(stop) or self._spoken(start)
            return Likeness.PERSON if cue or said or "s" in lists.flags(keys[-1]) else Likeness.DOUBTFUL
        if cue:
            return Likeness.PERSON
        if words[-1].bare != words[-1].key and not lists.is_common(keys[0]) and not self._listed(start):
            return Likeness.PERSON  # "Kamila al-Kafarna": what bodies and places of this form begin with was left out above
        strange = all(not lists.is_common(k) and not self.known_place(k) for k in keys)
        if strange and (self._speaks(stop) or self._spoken(start) or keys[-1].endswith(lists.endings)):
            return Likeness.PERSON
        return Likeness.DOUBTFUL

    def _single(self, start: int, stop: int, titles: tuple[str, ...], cue: bool, given: bool) -> Likeness:
        """One word alone: a given name, or any word that an age or "Mr" stands beside."""
        word = self.words[start]
        kunya = any(w.key in ("abu", "umm", "oum", "um", "abou") for w in self.words[start:stop])
        placed = self._placed(start)
        before = self.words[start - 1] if start else None
        if not titles and before and before.acronym and self.text[before.end : word.start] == " ":
            return Likeness.NO  # "IHS Jane's"
        if not titles and self._opens(start) and not given and self._plural(word):
            return Likeness.NO  # "Paramilitaries who took the town"
        of_something = bool(start) and self.words[start - 1].key == "of" and not self._kin_of(start)
        if not titles and not given and self.known_place(word.word) and not _AGED.match(self.text[word.end : word.end + 40]):
            return Likeness.NO
        if cue and (titles or not (placed or of_something)):
            return Likeness.PERSON
        if kunya and self._speaks(stop):
            return Likeness.PERSON
        if not given or placed or (self._opens(start) and word.key in self.lower):
            return Likeness.NO
        if word.bare in self.lists.given and not self.known_place(word.word):
            return Likeness.PERSON
        return Likeness.PERSON if self._speaks(stop) and not self.known_place(word.word) else Likeness.NO

    def _plural(self, word: Word) -> bool:
        """The plural of an everyday word that the table of words does not have itself."""
        key = word.bare
        return key.endswith("ies") or (key.endswith("s") and any(self.lists.is_common(k) for k in (key[:-1], key[:-2])))

    def _human_cue(self, start: int, stop: int, titles: tuple[str, ...]) -> bool:
        """An age, kin, an occupation, "Mr", "named", "who": what is said of people only."""
        lists, text = self.lists, self.text
        if titles and titles[-1] == "by" and stop - start > 1:
            return True  # a byline
        if titles and (titles[-1] in lists.honorific or titles[-1] in lists.public or titles[-1] in lists.private):
            return True
        end = self.words[stop - 1].end + (2 if self.words[stop - 1].owner else 0)
        ahead = text[end : end + 40]
        if _AGED.match(ahead) or _WHO.match(ahead):
            return True
        if self.words[stop - 1].owner and stop < len(self.words) and self.words[stop].key in lists.private:
            return True
        before = self.words[start - 1] if start else None
        if before and text[before.end : self.words[start].start] in (" ", ", ", ". ", ": "):
            close = text[before.end : self.words[start].start] != ". " or before.key in lists.honorific
            if before.key in lists.naming and start > 1 and self.words[start - 2].key not in (*lists.private, *_NAMED_SO):
                close = False  # "the ridge called Brgule"
            if close and (before.key in lists.private or before.key in lists.honorific or before.key in lists.naming):
                return before.word.islower() or before.key in lists.honorific
            if before.key in lists.public and before.word.islower():
                return True
            if self._kin_of(start) or self._apposed_before(start):
                return True
        return self._apposed(ahead)

    def _kin_of(self, start: int) -> bool:
        """ "the mother of X"."""
        if start < 2 or self.words[start - 1].key != "of":
            return False
        kin = self.words[start - 2]
        return kin.key in self.lists.private and kin.word.islower() and kin.key not in _NOT_OF_PERSONS

    def _apposed_before(self, start: int) -> bool:
        """ "a nurse at the district hospital, X, said": an occupation heads the words before the comma, and a comma follows too."""
        at = self.words[start].start
        if self.text[at - 2 : at] != ", ":
            return False
        clause = re.split(r"[.;:!?,\n\"“”()]", self.text[max(0, at - 82) : at - 2])[-1]
        for word in clause.lower().split():
            if word in self.lists.private:
                return True
            if word in _HEAD_ENDS:
                return False
        return False

    def _apposed(self, ahead: str) -> bool:
        """ "X, a baker", "X, the mother of three", "X, his wife": an office or an occupation in the words after a comma."""
        match = re.match(r",\s((?:[\w'’-]+\s){0,6}[\w'’-]+)", ahead)
        if not match or match[1].split()[0].lower() not in (
            "a",
            "an",
            "the",
            "his",
            "her",
            "their",
            "its",
            "one",
            "another",
            "our",
            "then",
        ):
            return False
        for word in match[1].lower().split():
            if word in _HEAD_ENDS:
                return False
            if word in self.lists.private or word in self.lists.public or word.endswith(_OCCUPATIONS):
                return True
        return False

    def _speaks(self, stop: int) -> bool:
        """Whether a word of saying follows the name."""
        match = _SPEAKS.match(self.text[self.words[stop - 1].end : self.words[stop - 1].end + 20])
        return bool(match) and not self.words[stop - 1].owner and match[1].lower() in self.lists.saying  # type: ignore[index]

    def _spoken(self, start: int) -> bool:
        """ "said X", "told X", "according to X"."""
        if not start:
            return False
        before = self.words[start - 1]
        return before.key in ("said", "says", "told", "asked") and before.word.islower()

    def _placed(self, start: int) -> bool:
        before = self.words[start - 1] if start else None
        if before and before.key == "to" and start > 1 and self.words[start - 2].key == "according":
            return False
        return bool(before and before.key in _INTO_PLACES and self.text[before.end : self.words[start].start] == " ")

    def _after_article(self, start: int, stop: int) -> bool:
        """ "the Geneva communique", "the Asad regime" are things; "the Taleb family" is people."""
        before = self.words[start - 1] if start else None
        if not before or before.key != "the" or self.text[before.end : self.words[start].start] != " ":
            return False
        after = self.words[stop].key if stop < len(self.words) else ""
        return after not in ("family", "families", "brothers", "sisters", "household", "couple", "children")

    def _listed(self, start: int) -> bool:
        """One of a row of names: "Bani Suheila, Abasan al-Kabira and ..."."""
        before = self.words[start - 1] if start else None
        if before and before.key == "and":
            before = self.words[start - 2] if start > 1 else None
        return bool(before and before.capital and self.text[before.end : self.words[start].start] in (", ", " and ", ", and "))

    def _headed(self, keys: Sequence[str]) -> bool:
        return keys[-1] in self.lists.body or keys[-1] in self.lists.place

    def _names_a_thing(self, start: int, stop: int) -> bool:
        """Whether the stretch is a place's or a body's name: it ends in such a word, begins with one, or such a word follows."""
        lists, words = self.lists, self.words[start:stop]
        keys = [w.bare for w in words]
        if keys[-1] in lists.body or keys[-1] in lists.place or keys[0] in lists.body:
            return not (len(keys) == 2 and lists.is_given(keys[0]) and "s" in lists.flags(keys[-1]))
        if len(keys) > 1 and keys[0] in lists.place_first and (keys[0] not in ("abu", "umm", "um", "oum", "sheikh") or self._placed(start)):
            return True
        return any(k in lists.body for k in keys[1:-1])

    def _field_follows(self, stop: int) -> bool:
        """ "the Omar field", "Kurdi mosque": a word for a place or a body in lower case behind the name."""
        end = self.words[stop - 1]
        after = _FIELD_AFTER.match(self.text[end.end : end.end + 24])
        if not after or end.owner or after[1] in _VERBS:
            return False
        return after[1] in self.lists.place or after[1] in self.lists.body


_VERBS = frozenset(
    "watch command hold project plant report reports star express review force forces monitor monitors trust rights workers".split()
)
