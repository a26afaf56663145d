"""What the comparators look at: one claim with its names folded, its days counted and its actors looked up, once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.knowledge.actors.register import Actor, ActorRegister, key
from onrecord.knowledge.gazetteer.wide import fold_place, is_wide
from onrecord.records import Claim, Place, Report, day
from onrecord.vocab.bodies import AGAINST_A_STATE, ANYBODY, BODY_KIND, CIVIL, OF_A_STATE
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure
from onrecord.vocab.outcomes import BEATEN_OFF, STOPPED

_TOKEN = re.compile(r"\w+")
_STOP = frozenset(
    "that this with from have been were they their them than then there which while what when where after before into over more most some "
    "said says also about only other under would could being against between during near around because those these such very just "
    "through".split()
)


_A_NAME = 3  # letters: a shorter name of an outlet may be any word
_HEAD, _LAST = 300, 4  # code points of a report's head and foot, and lines of the foot
_DATELINE = re.compile(r"\(([A-Z][\w.-]+(?: [A-Z][\w.-]+){0,3})\)\s*[-–—:]")
_CREDIT = re.compile(r"(?:(?:Sources?|Via|From|Agency|Agencies|Written by|Reported by)\s*:\s*(.{2,60})|([A-Z]{3,8})(?:/.{2,30})?)")
FIGHTING = frozenset({EventType.ARMED_CLASH, EventType.AIR_STRIKE, EventType.SHELLING})


@dataclass(frozen=True, slots=True)
class Name:
    """An actor's name, ready to be compared."""

    words: str  # as written
    key: str  # the register's name, folded; else the folded words
    tokens: frozenset[str]  # what is left without the words every body has
    line: frozenset[str]  # itself and the bodies it belongs to
    side: str | None
    civil: bool
    anybody: bool  # a word that any body may hide behind: "rebels", "gunmen"
    stand: int  # 1 a state's body, -1 those who fight a state, 0 not said by the name


@dataclass(frozen=True, slots=True)
class Facts:
    claim: Claim
    place: str  # "" when none is named
    place_tokens: frozenset[str]
    place_parents: frozenset[str]
    wide: bool  # a country or larger: to share it says little
    country: str
    first: int | None  # days, proleptic ordinal
    last: int | None
    told: int | None  # day of publication
    about: int | None  # the day it is filed under: the middle of its days, or else the day it was told
    doer: Name | None
    sufferer: Name | None
    holder: Name | None  # who is said to hold, take or lose `held`
    held: frozenset[str]  # folded words of that place
    speaker: Name | None
    source: str  # the named speaker's folded name; "" for the publisher's voice and for nobody's
    denied: bool
    figures: tuple[tuple[Measure, int | float | None, int | float | None], ...]
    words: frozenset[str]
    halts: bool  # the words say that operations stopped, and the type is no fight
    beaten_off: bool  # a fight in which an attack is said to be broken, or a place defended


def credits(text: str) -> list[str]:
    """Whom a report's dateline ("ADEN, Nov 3 (Agency) -") or its last lines ("Source: Agency", "Agency/H. Said") credit with it."""
    found = _DATELINE.findall(text[:_HEAD])
    for line in text[-_HEAD:].splitlines()[-_LAST:]:
        credit = _CREDIT.fullmatch(line.strip())
        found += re.split(r"\s*(?:/|,| and | & |;)\s*", credit[1] or credit[2]) if credit else []
    return [name for name in found if len(name) >= _A_NAME]


def _stands_in(name: str, text: str) -> bool:
    at = text.find(name)
    while at >= 0:
        if not text[at - 1 : at].isalnum() and not text[at + len(name) : at + len(name) + 1].isalnum():
            return True
        at = text.find(name, at + 1)
    return False


def content_words(text: str) -> frozenset[str]:
    """Words of four letters and more, cut to their first six letters so that "shelled" meets "shelling", and numbers."""
    return frozenset(t[:6] for t in _TOKEN.findall(text.casefold()) if (len(t) > 3 and t not in _STOP) or t.isdigit())


class Reader:
    """Makes Facts of claims. Looks every actor up once."""

    def __init__(self, reports: Mapping[str, Report], register: ActorRegister) -> None:
        self.reports = reports
        self.register = register
        self._names: dict[tuple[str, str | None, str | None], Name] = {}
        self._found: dict[str, Actor | None] = {}
        self._keys: dict[str, str] = {}
        self._publishers: dict[str, str] = {}
        self._named: dict[tuple[str, str], bool] = {}  # by report and the outlet that it names or not
        self._credits: dict[str, frozenset[str]] = {}  # by report

    def page_of(self, report: str) -> str:
        """The first report of a page of which this one is a revision; itself, if it is none. However often a page is revised, it is one."""
        seen = {report}
        while (held := self.reports.get(report)) and (before := held.supersedes) in self.reports and before and before not in seen:
            report = before
            seen.add(report)
        return report

    def facts(self, claim: Claim) -> Facts:
        place, when = claim.place, claim.when
        report = self.reports.get(claim.report)
        name = place_key(place)
        first = day(when.earliest) if when else None
        last = day(when.latest) if when else None
        told = day(report.published_day) if report else None
        theatre, on = (place.country if place else None), (when.latest if when else report.published_day if report else None)
        return Facts(
            claim=claim,
            place=name,
            place_tokens=frozenset(fold_place(place.name).split()) if place else frozenset(),
            place_parents=frozenset(fold_place(p) for p in place.parents) if place else frozenset(),
            wide=bool(place and is_wide(place)),
            country=(place.country or "") if place else "",
            first=first if last is not None else None,
            last=last if first is not None else None,
            told=told,
            about=(first + last) // 2 if first is not None and last is not None else told,
            doer=self.name(claim.actor, theatre, on),
            sufferer=self.name(claim.target, theatre, on),
            holder=self.name(claim.control.holder, theatre, on) if claim.control else None,
            held=frozenset(fold_place(claim.control.place or (place.name if place else "")).split()) if claim.control else frozenset(),
            speaker=self.name(claim.source.name, theatre, on) if claim.source.named else None,
            source=self.source_key(claim),
            denied=claim.modality is Modality.DENIED,
            figures=tuple((f.what, f.low, f.high) for f in claim.figures if f.low is not None or f.high is not None),
            words=content_words(claim.quote.text),
            halts=claim.type not in FIGHTING and bool(STOPPED.search(claim.quote.text)),
            beaten_off=claim.type is EventType.ARMED_CLASH and claim.control is None and bool(BEATEN_OFF.search(claim.quote.text)),
        )

    def source_key(self, claim: Claim) -> str:
        """The named speaker's folded name; "" for the publisher's voice and for nobody's."""
        if not claim.source.named:
            return ""
        return self.key(claim.source.name)

    def key(self, name: str) -> str:
        """A name folded, by the register's name for it."""
        if name not in self._keys:
            actor = self._find(name)
            self._keys[name] = key(actor.name if actor else name)
        return self._keys[name]

    def publisher(self, report: str) -> str:
        """The folded name of a report's publisher as it stands there; "" where none is known."""
        if report not in self._publishers:
            found = self.reports.get(report)
            self._publishers[report] = key(found.publisher) if found and found.publisher else ""
        return self._publishers[report]

    def outlet(self, report: str) -> str:
        """A report's publisher as it is written there; "" where none is known."""
        found = self.reports.get(report)
        return (found.publisher or "") if found else ""

    def names_outlet(self, report: str, other: str) -> bool:
        """Whether a report names the publisher of another one, which is not its own: by its name, another name of it or its initials, in
        its own capitals; or whether both credit one agency."""
        outlet, publisher = self.outlet(other), self.publisher(report)
        at = (report, outlet)
        if at not in self._named:
            found = self.reports.get(report)
            own = not publisher or not outlet or self.publisher(other) == publisher
            self._named[at] = not own and found is not None and any(_stands_in(name, found.text) for name in self._called(outlet))
        return self._named[at] or bool(publisher != self.publisher(other) and self._agencies(report) & self._agencies(other))

    def _called(self, outlet: str) -> set[str]:
        actor = self._find(outlet)
        initials = "".join(word[0] for word in outlet.split() if word[0].isupper())
        return {name for name in (outlet, *(actor.aliases if actor else ()), initials) if len(name) >= _A_NAME}

    def _agencies(self, report: str) -> frozenset[str]:
        """Folded names of whom the report's dateline or last lines give the credit."""
        if report not in self._credits:
            found = self.reports.get(report)
            self._credits[report] = frozenset(self.key(name) for name in credits(found.text)) if found else frozenset()
        return self._credits[report]

    def name(self, words: str | None, theatre: str | None, on: str | None) -> Name | None:
        if not words:
            return None
        at = (words, theatre, on)
        if at not in self._names:
            self._names[at] = self._name(words, theatre, on)
        return self._names[at]

    def _find(self, name: str) -> Actor | None:
        if name not in self._found:
            self._found[name] = self.register.find(name)
        return self._found[name]

    def _name(self, words: str, theatre: str | None, on: str | None) -> Name:
        actor = self._find(words)
        own = self.key(words)
        line, above = {own}, actor
        while above and above.parent and key(above.parent) not in line:
            line.add(key(above.parent))
            above = self.register.actors.get(above.parent)
        tokens = frozenset(own.split())
        return Name(
            words=words,
            key=own,
            tokens=(tokens - BODY_KIND) or tokens,
            line=frozenset(line),
            side=self.register.side_of(words, theatre=theatre, on=on),
            civil=bool(tokens & CIVIL),
            anybody=tokens <= ANYBODY,
            stand=bool(tokens & OF_A_STATE) - bool(tokens & AGAINST_A_STATE),
        )


def place_key(place: Place | None) -> str:
    """Same gazetteer entry, or else same folded name: same place."""
    if place is None or not place.name:
        return ""
    return place.gazetteer or fold_place(place.name)
