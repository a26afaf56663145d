"""What the rules look at: a claim of an event with its names folded, its days counted, its root and its order in time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from onrecord.knowledge.actors.register import ActorRegister, key
from onrecord.knowledge.gazetteer.wide import fold_place
from onrecord.records import Claim, Control, Event, Place, Report, When, day
from onrecord.vocab.bodies import AGAINST_A_STATE, ANYBODY, BODY_KIND, CIVIL, OF_A_STATE
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.roles import Kind

# Folding and likeness are written here and in the link stage: stages share records, not code.
_TOKEN = re.compile(r"\w+")

# "Men" may be anybody's; alone, or with words that say no more than their age, they are people.
_MEN = frozenset("men young old elderly local adult boys and the".split())

# One report that tells of a source's two words says so of the first.
AT_FIRST = re.compile(r"\b(?:at first|initially|first|begun|began|originally|earlier|had put)\b", re.IGNORECASE)
_IN_EVERY_REPORT = frozenset(
    "killed killin people civili injure wounde attack were have been that this from with said their they after least other others among "
    "includ strike forces troops govern rebels milita during which more than when then there dead died death area city town also".split()
)
_HOLDERS = frozenset({Kind.GOVERNMENT, Kind.MILITARY, Kind.ARMED_GROUP, Kind.FOREIGN_GOVERNMENT, Kind.COMMANDER})
_ARMED = frozenset(
    "army armed force forces military police soldiers troops fighters militants rebel rebels militia militias government authorities "
    "insurgents separatists guerrilla guerrillas gunmen brigade brigades battalion division regiment corps front guard guards command "
    "commander general colonel vigilantes paramilitary paramilitaries cartel gang jihadists mujahideen mojahedin peshmerga regime group "
    "groups administration council coalition junta opposition loyalists".split()
)
# Words that do not say whose: "fighters" may be anybody's, and no spell can be theirs.
_WHOSE = frozenset(
    "armed force forces soldiers troops fighters gunmen guards group groups front command commander general men unit units".split()
)
_GOING = re.compile(
    r"\b(?:pull(?:s|ed|ing)? (?:back|out)|withdr[ae]w\w*|retreat\w*|abandon\w*|fled"
    r"|lost (?:control|all|the|its|their)|left the (?:city|town|village|base))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class View:
    """One claim of an event, ready for the rules."""

    claim: Claim
    root: str
    publisher: str
    told: str | None  # the moment from which its report counts as known; None: not known
    exact: bool  # that moment is a time, not a bare day
    first: int | None
    last: int | None

    @property
    def denied(self) -> bool:
        return self.claim.modality is Modality.DENIED

    @property
    def happened(self) -> bool:
        """The source says that it did happen: asserted or hedged."""
        return self.claim.modality in (Modality.ASSERTED, Modality.HEDGED)

    @property
    def told_day(self) -> int | None:
        return day(self.told)

    @property
    def speaker(self) -> str:
        """Whose voice it is: the named source, or the publisher's own."""
        return self.claim.source.name if self.claim.source.named else self.publisher

    @property
    def said_by(self) -> str:
        source = self.claim.source
        if source.named:
            return source.name
        return self.publisher if source.name == "narrator" else f"{self.publisher} (from nobody named)"

    def words(self) -> str:
        """The quote, shortened in the middle where it is long."""
        text = " ".join(self.claim.quote.text.split())
        return text if len(text) <= 160 else f"{text[:100].rstrip()} … {text[-50:].lstrip()}"


class Names:
    """Compares actors, through the register where it knows them and by their words where it does not. Remembers what it looked up."""

    def __init__(self, register: ActorRegister) -> None:
        self.register = register
        self._sides: dict[tuple[str, str | None, str | None], str | None] = {}
        self._lines: dict[str, tuple[str, ...]] = {}
        self._by_name: dict[tuple[str, str], tuple[bool, bool]] = {}
        self._bodies: dict[tuple[str, str], bool] = {}

    def side(self, name: str | None, claim: Claim) -> str | None:
        if not name:
            return None
        at = (name, claim.place.country if claim.place else None, claim.when.latest if claim.when else None)
        if at not in self._sides:
            self._sides[at] = self.register.side_of(name, theatre=at[1], on=at[2])
        return self._sides[at]

    def alike(self, left: str, right: str, claim: Claim) -> bool:
        """One body, a body and what it belongs to, or two on one side."""
        if left == right:
            return True
        pair = (left, right)
        if pair not in self._by_name:
            self._by_name[pair] = self._alike_by_name(left, right)
        within, akin = self._by_name[pair]
        if within:
            return True
        a, b = self.side(left, claim), self.side(right, claim)
        return a == b if a and b else akin

    def _alike_by_name(self, left: str, right: str) -> tuple[bool, bool]:
        """What hangs on no day or country: whether one belongs to the other, and whether they are alike if no side is known."""
        if self.folded(left) in self.line(right) or self.folded(right) in self.line(left):
            return True, True
        akin = bool(self.tokens(left) & self.tokens(right)) or (self.civil(left) and self.civil(right))
        return False, akin and not _opposed(left, right)

    def folded(self, name: str) -> str:
        return self.line(name)[0]

    def line(self, name: str) -> tuple[str, ...]:
        """The folded name of the body, then those of the bodies it belongs to."""
        if name not in self._lines:
            actor = self.register.find(name)
            found = [folded_key(actor.name if actor else name)]
            while actor and actor.parent and folded_key(actor.parent) not in found:
                found.append(folded_key(actor.parent))
                actor = self.register.actors.get(actor.parent)
            self._lines[name] = tuple(found)
        return self._lines[name]

    def tokens(self, name: str) -> frozenset[str]:
        tokens = frozenset(self.folded(name).split())
        return (tokens - BODY_KIND) or tokens

    def one_body(self, left: str, right: str) -> bool:
        """One body, or a body and what it belongs to, by the register or by the words."""
        pair = (left, right)
        if pair not in self._bodies:
            self._bodies[pair] = self._one_body(left, right)
        return self._bodies[pair]

    def _one_body(self, left: str, right: str) -> bool:
        if set(self.line(left)) & set(self.line(right)):
            return True
        if _opposed(left, right):
            return False
        return bool(self.tokens(left) & self.tokens(right)) or self._short_for(left, right) or self._short_for(right, left)

    def _short_for(self, left: str, right: str) -> bool:
        """A name that the register does not know is made of words of one of the other's names: "Tigers", "Jabhat"."""
        actor = None if self.register.find(left) else self.register.find(right)
        words = frozenset(folded_key(left).split()) - BODY_KIND
        return actor is not None and bool(words) and any(words <= frozenset(folded_key(alias).split()) for alias in actor.aliases)

    def opposed(self, left: str, right: str, claim: Claim) -> bool:
        """Two known sides, or a state's body and those who fight it."""
        a, b = self.side(left, claim), self.side(right, claim)
        return bool(a and b and a != b) or _opposed(left, right)

    def may_be(self, left: str, right: str, claim: Claim) -> bool:
        """Alike, or one of them is a word that any body may hide behind."""
        return self.alike(left, right, claim) or self.nobody_in_particular(left) or self.nobody_in_particular(right)

    def one_actor(self, left: str, right: str, claim: Claim) -> bool:
        """One body, or perhaps one: two allies that the register knows apart are two, though they stand on one side."""
        if self.one_body(left, right) or self.nobody_in_particular(left) or self.nobody_in_particular(right):
            return True
        apart = self.register.find(left) is not None and self.register.find(right) is not None
        return not apart and self.alike(left, right, claim)

    def nobody_in_particular(self, name: str) -> bool:
        """ "Rebels", "gunmen", "armed groups": words that any body may hide behind."""
        return frozenset(folded_key(name).split()) <= ANYBODY

    def armed(self, name: str) -> bool:
        """A body that bears arms, known as one or called so."""
        return self.can_hold(name) or self.nobody_in_particular(name)

    def can_hold(self, name: str) -> bool:
        """A body that bears arms or governs, by the register, or by the word that it is called by: "rebels", "the 93rd Brigade"."""
        actor = self.register.find(name)
        if actor:
            return actor.kind in _HOLDERS
        words = frozenset(folded_key(name).split())
        return bool(words & _ARMED) and not words <= _WHOSE and not self.civil(name)

    def at_odds(self, claim: Claim, control: Control) -> bool:
        """A taking whose doer is another than its holder, or whose words tell of the holder's going: one of the two was misread.

        And a holding in words that name no holder but the other kind of one ("in the hands of government soldiers").
        """
        if control.change is Change.HOLD and not self.named_in(control.holder, claim.quote.text):
            words, actor = frozenset(folded_key(claim.quote.text).split()), self.register.find(control.holder)
            of_a_state = actor is not None and actor.kind in (Kind.GOVERNMENT, Kind.MILITARY)
            group = actor is not None and actor.kind is Kind.ARMED_GROUP
            return bool((group and words & OF_A_STATE) or (of_a_state and words & AGAINST_A_STATE and not words & OF_A_STATE))
        if control.change is not Change.GAIN or not claim.actor:
            return False
        if not self.alike(claim.actor, control.holder, claim):
            return not self.named_in(control.holder, claim.quote.text)
        return claim.actor == control.holder and _GOING.search(claim.quote.text) is not None

    def named_in(self, name: str, text: str) -> bool:
        actor = self.register.find(name)
        words = frozenset(folded_key(text).split())
        return any(frozenset(folded_key(alias).split()) <= words for alias in (name, *((actor.name, *actor.aliases) if actor else ())))

    def civil(self, name: str) -> bool:
        words = frozenset(folded_key(name).split())
        return bool(words & CIVIL) or ("men" in words and words <= _MEN)


@lru_cache(maxsize=4)
def names_of(register: ActorRegister) -> Names:
    """One Names per register, so that what one event looked up serves the next."""
    return Names(register)


@lru_cache(maxsize=65_536)
def folded_key(name: str) -> str:
    return key(name)


def _opposed(left: str, right: str) -> bool:
    """A state's body and those who fight it share a country's name and nothing else."""
    a, b = frozenset(folded_key(left).split()), frozenset(folded_key(right).split())
    return bool((a & OF_A_STATE and b & AGAINST_A_STATE) or (b & OF_A_STATE and a & AGAINST_A_STATE))


def views(event: Event, reports: Mapping[str, Report], claims: Mapping[str, Claim]) -> list[View]:
    """The event's claims in the order of its list; one whose record is missing is passed over."""
    root_of = {claim: root.name for root in event.roots for claim in root.claims}
    return [view(claims[c], root_of.get(c, c), reports.get(claims[c].report)) for c in event.claims if c in claims]


def view(claim: Claim, root: str, report: Report | None) -> View:
    first, last = days(claim.when)
    return View(
        claim=claim,
        root=root,
        publisher=(report.publisher if report else None) or claim.report,
        told=report.known_at() if report else None,
        exact=bool(report and (report.supersedes or (report.published and len(report.published) > 10))),
        first=first,
        last=last,
    )


def days(when: When | None) -> tuple[int | None, int | None]:
    first, last = (day(when.earliest), day(when.latest)) if when else (None, None)
    return (first, last) if first is not None and last is not None else (None, None)


def iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def told_before(left: View, right: View) -> bool:
    """left was known before right. Reports of one day without a time have no order."""
    if not left.told or not right.told:
        return False
    if left.told[:10] != right.told[:10]:
        return left.told[:10] < right.told[:10]
    return left.exact and right.exact and left.told < right.told


def too_soon(left: View, right: View) -> bool:
    """One was told before the first day of what the other tells: it cannot speak of that."""
    pairs = ((left, right), (right, left))
    return any(a.told_day is not None and b.first is not None and a.told_day < b.first for a, b in pairs)


def place_words(place: Place | None) -> frozenset[str]:
    return _words_of_place(place.name) if place and place.name else frozenset()


@lru_cache(maxsize=65_536)
def _words_of_place(name: str) -> frozenset[str]:
    return frozenset(fold_place(name).split())


def same_day(left: View, right: View) -> bool | None:
    """Whether the days can be the same; None: one of them is not dated."""
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return None
    return left.first <= right.last and right.first <= left.last


def content(text: str, without: Iterable[str] = ()) -> frozenset[str]:
    """Words of four letters and more, cut to their first six letters, less those that every report of violence has."""
    words, cut = _long_words(text)
    gone = words.intersection(without)
    return frozenset(t[:6] for t in words - gone) - _IN_EVERY_REPORT if gone else cut


@lru_cache(maxsize=65_536)
def _long_words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The long words, and what is left of them cut short when none is taken out."""
    words = frozenset(t for t in _TOKEN.findall(text.casefold()) if len(t) > 3)
    return words, frozenset(t[:6] for t in words) - _IN_EVERY_REPORT


def coarse(view: View) -> bool:
    """Dated, but to no week: background, in which much may have happened in turn."""
    return view.first is not None and view.last is not None and view.last - view.first > 14


def days_between(left: View, right: View) -> int | None:
    """Days from the end of one to the beginning of the other, 0 or less where they meet; None: one of them is not dated."""
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return None
    return max(left.first, right.first) - min(left.last, right.last)
