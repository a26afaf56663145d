"""The persons whom a report names, and whether it names them in a public quality.

Public is who stands in the register, or is named in this report with a public office, a rank, or as a body's head or spokesman. Everybody
else is private; in doubt too. One public mention makes a person public in the whole report; one that is only a name does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.actors.tokens import tokenise
from onrecord.publish.privacy.arabic import ArabicNames
from onrecord.publish.privacy.cyrillic import CyrillicNames
from onrecord.publish.privacy.lists import PARTICLES, lists, plain
from onrecord.publish.privacy.names import Name, NameFinder
from onrecord.publish.privacy.scripts import ARABIC, CYRILLIC, LATIN
from onrecord.publish.privacy.words import Word, words_of
from onrecord.records import Report, Span

if TYPE_CHECKING:
    from onrecord.knowledge.gazetteer import Gazetteer

_STOP = frozenset("of for from in at to with who whose which whom that on by near and de du des del la les en pour para".split())
_ELIDED = re.compile("^[ld]['’]")
_QUOTED_NAME = re.compile(r"[\"“]([A-Z][\w-]+)[\"”]")
_RANK_LETTERS = re.compile(r"\b(?:DSP|SSP|ASP|CSP|SP|ACP|DCP|IGP|DIG|PO|MP|MEP|H\.?E\.?|HRH)\s$")
_VOICE_OFFICER = re.compile(r"\b(?:press|media|information|relations|affairs|liaison|commanding)\sofficer,?\s$", re.I)
_SEAT = r"(?:council|parliament|assembly|senate|congress|cabinet|government|junta|politburo|knesset|majlis|duma|rada)"
_SEAT_BEFORE = re.compile(rf"\b{_SEAT}\smember,?\s$", re.I)
_SEAT_AFTER = re.compile(rf"(?:\w+\s){{0,4}}member\sof\s(?:[\w'’-]+\s){{0,5}}{_SEAT}\b", re.I)
# What may stand between an office and a name without being a verb.
_ADJECTIVES = frozenset(
    "regional military civil local national provincial political special federal interim acting rebel "
    "separatist joint general public human "
    "rights armed air ground naval municipal district central administration operational foreign interior health "
    "transitional opposition".split()
)
_BRACKETS = re.compile(r"\([^()]{0,20}\)\s?")
_SHORT = re.compile(r"\b(Mr|Mrs|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Brig|Prof|Adm)\.")
_ASIDE = re.compile(r"\s?[,(–—-]\s?(?:(?:now|then|aged)\s)?(?:\d{1,2}\s?[,)]\s?)?")
_DIRECT = re.compile(r"\s(?=(?:a|an|the|his|her|its|their)\s)")
_OFFICE_OF = re.compile(r"\s(?:[A-Z]{2,8}\s)?(?:(?:regional|deputy|country|executive|general|acting|chief)\s)?(\w[\w-]*)\s(?:of|for)\b")
_IS = re.compile(r"(?:,?\swho)?\s(?:is|was|became|remains|remained)\s")
_WHO_LEADS = re.compile(r",?\s(?:who|which)\s(?:now\s|also\s|then\s)?(\w+)")
MOST_NAMESAKES = 50  # people of one name in one report that are compared with each other
REACH = 90  # code points in which an office beside a name is looked for


@dataclass(slots=True)
class Person:
    """One person of a report: keys are the folded words of the fullest name."""

    keys: tuple[str, ...]
    words: set[str] = field(default_factory=set)  # spellings, as they stand
    public: bool = False


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, loaded once."""
    from onrecord.knowledge.gazetteer import Gazetteer  # takes its time to load, and many pages name no one

    return Gazetteer.load()


def known_place(name: str) -> bool:
    return len(name) <= 80 and gazetteer().knows(name)


def demonym(word: str) -> bool:
    return gazetteer().country(word) is not None


def country(name: str) -> bool:
    found = gazetteer().country(name) if len(name) <= 80 else None
    return found is not None and not gazetteer().is_demonym(name)


class Reading:
    """One text (a report's, or its title) with its names."""

    def __init__(self, text: str, register: ActorRegister) -> None:
        self.text, self.lists, self.words = text, lists(), words_of(text)
        self.taken, self.known = _taken(text, self.words, register)
        finder = NameFinder(text, self.words, lists=self.lists, taken=self.taken, known_place=known_place, demonym=demonym, country=country)
        self.names = finder.find()
        scripts = {w.script for w in self.words} - {LATIN}
        if CYRILLIC in scripts:
            self.names += CyrillicNames(text, self.words, self.taken, register).find()
        if ARABIC in scripts:
            self.names += ArabicNames(text, self.words).find()

    def spelled(self, name: Name) -> str:
        return self.text[self.words[name.first].start : self.words[name.last - 1].end]

    def keys(self, name: Name) -> tuple[str, ...]:
        return tuple(w.bare for w in self.words[name.first : name.last] if w.key not in PARTICLES or len(w.bare) > 3)

    def is_public(self, name: Name) -> bool:
        """Whether an office, a rank or a post as spokesman stands beside the name."""
        if self.words[name.first].script != LATIN:
            return name.public
        if name.titles and all(part in self.lists.public for part in name.titles[-1].split("-")):
            return True
        if "officer" in name.titles:
            return True
        if name.titles and any(t in self.lists.public for t in name.titles) and not any(t in self.lists.private for t in name.titles):
            return True
        return self._office_before(name) or self._office_after(name)

    def _office_before(self, name: Name) -> bool:
        """ "governor X", "the home minister, X", "the head of the council, X", "spokesman for the army X"."""
        if not name.first:
            return False
        start = self.words[name.first - len(name.titles)].start
        lead = _BRACKETS.sub("", _SHORT.sub(r"\1", self.text[max(0, start - REACH) : start]))
        lead = _RANK_LETTERS.sub("", _QUOTED_NAME.sub(r"\1", lead))
        if _VOICE_OFFICER.search(lead) or _SEAT_BEFORE.search(lead):
            return True
        clause = re.split(r"[.;:!?\n\"“”()]", lead)[-1]
        apart = clause.rstrip().endswith(",")
        segment = re.split(r",", clause.rstrip().rstrip(","))[-1] if apart else clause
        # "from the Governor of X, Y": what the phrase hangs on is no part of it.
        said = re.split(
            r"\b(?:said|says|told|tells|by|according to|dit|déclaré|dijo|selon|según|from|through|via|when|after|that|and)\s",
            segment,
            flags=re.I,
        )[-1]
        words = said.split()
        while words and words[0].lower() in _STOP:
            words = words[1:]
        if not words:
            return False
        if not apart:
            near = plain(words[-1])
            if near in self.lists.public or near in self.lists.private:
                return near in self.lists.public
        return self._head(words, linked=not apart)

    def _head(self, words: Sequence[str], *, linked: bool) -> bool:
        """Whether the first word of quality in a noun phrase is a public one. linked: only with "of", "for" or "in" after it,
        and nothing in lower case from there up to the name."""
        for i, word in enumerate(words):
            low = plain(word)
            following = plain(words[i + 1]) if i + 1 < len(words) else ""
            if low in self.lists.private and low not in self.lists.public and following not in self.lists.public:
                return False  # but "a rebel spokesman"
            if low in self.lists.public and not word.endswith(("'s", "’s")):
                if not linked:
                    return True
                rest = words[i + 1 :]
                return bool(rest) and rest[0].lower() in _STOP and all(self._of_a_body(w) for w in rest)
            if low in _STOP and not linked:
                return False
        return False

    def _of_a_body(self, word: str) -> bool:
        """A word that may stand in the name of what somebody heads: no verb, or the victim of "the leader killed X" would pass."""
        low = word.lower()
        known = self.lists.body | self.lists.place | _STOP | _ADJECTIVES
        if plain(_ELIDED.sub("", low)) in self.lists.romance_bodies:
            return True
        return word[:1].isupper() or low in known or low in ("the", "al") or low.endswith(("'s", "’s"))

    def _office_after(self, name: Name) -> bool:
        """ "X, the spokesman for Y", "X, 45, mayor of Z", "X, who leads the brigade", "X was the governor"."""
        end = self.words[name.last - 1].end
        ahead = self.text[end : end + REACH]
        leads = _WHO_LEADS.match(ahead)
        if leads and leads[1].lower() in self.lists.public_deeds:
            return True
        office = _OFFICE_OF.match(ahead)  # "X head of the Brigade", "X ICRC regional director for": the comma was stripped
        if office and office[1] in self.lists.public:
            return True
        aside = _IS.match(ahead) or _ASIDE.match(ahead) or _DIRECT.match(ahead)
        if not aside:
            return False
        segment = re.split(r"[,.;:!?)\n\"“”]", ahead[aside.end() :])[0]
        if _SEAT_AFTER.match(segment):
            return True
        words = segment.removeprefix("one of ").split()[:9]
        if not words or words[0].lower() in self.lists.saying:
            return False
        return self._head(words, linked=False)


def _taken(text: str, words: Sequence[Word], register: ActorRegister) -> tuple[list[bool], list[str]]:
    """Which words belong to the name of a body, an office or a public person of the register; and those persons, as they are spelled."""
    taken = [False] * len(words)
    known = []
    tokens = tokenise(text)
    stretches = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        starts = token.capital or token.fold in PARTICLES
        person = register.person_at(tokens, at) if starts else None
        found = person or (register.at(tokens, at, text) if starts else None)
        if found:
            end = tokens[at + found[1] - 1].end
            stretches.append((token.start, end))
            if person:
                known += [text[token.start : end], person[0].name]
            at += found[1]
        else:
            at += 1
    k = 0
    for start, end in stretches:
        while k < len(words) and words[k].end <= start:
            k += 1
        j = k
        while j < len(words) and words[j].start < end:
            taken[j] = True
            j += 1
    return taken, known


def find_people(readings: Sequence[Reading], register: ActorRegister) -> list[Person]:
    """The persons of one report, full names first, so that a surname alone joins the person who bears it."""
    people: list[Person] = []
    bearers: dict[str, list[Person]] = {}
    for known in dict.fromkeys(name for reading in readings for name in reading.known):
        keys = tuple(w.bare for w in words_of(known) if w.key not in PARTICLES)
        people.append(Person(keys, {known}, public=True))
        for key in set(keys):
            bearers.setdefault(key, []).append(people[-1])
    mentions = [(reading, name) for reading in readings for name in reading.names]
    for reading, name in sorted(mentions, key=lambda m: -len(m[0].keys(m[1]))):
        keys = reading.keys(name)
        if not keys:
            continue
        spelled = reading.spelled(name)
        person = next((p for p in bearers.get(keys[-1], ())[:MOST_NAMESAKES] if _same(p.keys, keys)), None)
        if person is None:
            person = Person(keys)
            people.append(person)
            for key in set(keys):
                bearers.setdefault(key, []).append(person)
        person.words.add(spelled)
        person.public = person.public or reading.is_public(name) or _registered(spelled, register)
    return people


def persons_at(report: Report, register: ActorRegister) -> list[tuple[Span, tuple[str, ...]]]:
    """Where the report's text names persons, each with the folded words of the fullest name that it has for them. For comparing inside."""
    reading = Reading(report.text, register)
    people = find_people([reading], register)
    made = []
    for name in reading.names:
        keys = reading.keys(name)
        person = next((p for p in people if keys and _same(p.keys, keys)), None)
        if person is not None:
            made.append((Span(reading.words[name.first].start, reading.words[name.last - 1].end), person.keys))
    return made


def _same(full: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    """The same words, or words of the full name in its order, its last one or its first one among them."""
    if len(keys) == 1:
        return keys[0] in full
    rest: Iterator[str] = iter(full)
    return all(k in rest for k in keys)


def _registered(name: str, register: ActorRegister) -> bool:
    return " " in name and (register.person(name) is not None or register.find(name) is not None)
