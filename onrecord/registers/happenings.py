"""Claims of one kind that tell of one happening: what a register makes an entry of, by kind, place and day.

The linker's events hold whatever speaks of one thing: a siege, the talks about it and the blame for it. A register asks for less: all
that is told of this convoy, that demand. So claims come together here by kind, and two events come together that name one kind, place, day.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.knowledge.names import plain
from onrecord.records import Claim, Place
from onrecord.registers.ground import Ground
from onrecord.registers.period import same_ground
from onrecord.registers.sure import UNSURE, UNSURE_OF_PLACE, sureness
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality

LONG = 14  # days; a stretch that is longer is a sum or a background ("since 2012"), and no one with what was done on a day of it
COUNTRY = 6  # where_prec of a place that is known no more finely than its country
WEEK = 7  # a deal is struck, begins and is carried out on several days, and each report dates it by another
SHARED_WORDS = 0.5  # of the shorter demand's telling words, for both to be one
SHARED_OF_ONE_BODY = 0.25  # the same where both ask the same body


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Claims of one type on one thing, in the order of their days. first, last: ISO dates within which it lies; None: nobody says."""

    id: str
    type: EventType  # that most of the claims have
    claims: tuple[Claim, ...]
    events: tuple[str, ...]  # the linker's events in which they stand
    place: Place | None
    first: str | None
    last: str | None
    told: str | None = None  # the first day on which one of its reports was published: by then it had been said
    beside: Place | None = None  # where no claim names a place: the one that its report spoke of right before; no place of its own
    sure: float = 1.0  # chance, as the reader has it, that its surest claim is one and of this type; 1 where a person gave it

    @property
    def unsure(self) -> bool:
        """Likelier a misreading than a happening: shown apart, for somebody to check."""
        return self.sure < UNSURE


def by_type(claim: Claim) -> str:
    return str(claim.type)


Where = Callable[[Claim], str | None]


def no_marks(_: Claim) -> frozenset[str]:
    return frozenset()


def gather(
    claims: Iterable[Claim],
    ground: Ground,
    kind: Callable[[Claim], str] = by_type,
    marks: Callable[[Claim], frozenset[str]] = no_marks,
    where: Where = lambda _: None,
    once: Callable[[Claim], frozenset[str]] = no_marks,
) -> list[Happening]:
    """The claims' happenings, by day. Every claim stands in exactly one, together with claims of its kind alone.

    marks: what a claim names that tells a happening from others, such as the monument; one mark in common is as good as one event.
    once: marks of what happens but once, such as the end of a monument: what shares one is one, whatever day each report gives it.
    where: under what name a claim's place is known, for claims whose places have several; None: under its own.
    """
    kinds: dict[str, list[Claim]] = {}
    for claim in claims:
        kinds.setdefault(kind(claim), []).append(claim)
    found = [_happening(group, ground) for of in kinds.values() for group in _Groups(ground, marks, where, once).of(of)]
    return sorted(found, key=lambda h: (h.first or "9999", h.id))


class _Groups:
    """Puts claims of one kind together."""

    def __init__(
        self, ground: Ground, marks: Callable[[Claim], frozenset[str]], where: Where, once: Callable[[Claim], frozenset[str]]
    ) -> None:
        self._ground, self._marks, self._where, self._once = ground, marks, where, once

    def of(self, claims: Iterable[Claim]) -> list[list[Claim]]:
        groups: list[list[Claim]] = []
        named: dict[tuple[str, str], dict[int, None]] = {}  # what may bring a claim to a group, and the groups that have it
        for claim in sorted(claims, key=_surest_first):
            keys = self._keys(claim)
            near = dict.fromkeys(n for key in keys for n in named.get(key, ()))
            best, n = max(((self._fit(claim, groups[n]), -n) for n in near), default=(0.0, 0))
            if best > 0:
                groups[-n].append(claim)
            else:
                n = -len(groups)
                groups.append([claim])
            for key in keys:
                named.setdefault(key, {})[-n] = None
        return groups

    def _keys(self, claim: Claim) -> list[tuple[str, str]]:
        """Two claims that share none of these are never alike: their event, monument, place; a deal may be any other."""
        keys = [("mark", mark) for mark in self._marks(claim)]
        if event := self._ground.event_of.get(claim.id):
            keys.append(("event", event.id))
        if claim.place and claim.place.name:
            keys.append(("place", plain(claim.place.name)))
            keys += [("gazetteer", claim.place.gazetteer)] if claim.place.gazetteer else []
        if where := self._where(claim):
            keys.append(("where", where))
        return [*keys, ("any", "")] if claim.type is EventType.AGREEMENT or _rare(claim) else keys

    def _fit(self, claim: Claim, group: Sequence[Claim]) -> float:
        """How well a claim stands with those of a group, on the mean; 0 or less: apart."""
        ended = self._once(claim)
        if any(ended & self._once(other) for other in group):
            return 1.0
        if any(self._barred(claim, other) for other in group):
            return 0.0
        return sum(self._alike(claim, other) for other in group) / len(group)

    def _barred(self, left: Claim, right: Claim) -> bool:
        """No linking brings these together: other days or places, or other parties where parties make it what it is."""
        if EventType.ACCUSATION in (left.type, right.type) and _other_party(left, right) and not self._linked(left, right):
            return True
        if _asks(left) and _asks(right) and not _one_demand(left, right, self._ground):
            return True
        if left.type is EventType.AGREEMENT:
            return _days_apart(left, right) > WEEK or not same_ground(left.place, right.place)
        # Dates are what a reader mistakes most; the linker, which weighs more than the day, has these two in one event.
        leeway = WEEK if left.confidence and right.confidence and self._linked(left, right) else 0
        return _days_apart(left, right) > leeway or _other_scale(left, right) or self._same_place(left, right) is False

    def _alike(self, left: Claim, right: Claim) -> float:
        """1 for one event, and for one place and day; less where one of both is not said; below 0 where nothing brings them together."""
        if self._linked(left, right) or self._marks(left) & self._marks(right):
            return 1.0
        if left.type is EventType.AGREEMENT:
            return 1.0 if _told_apart(left, right, self._ground) <= WEEK else -0.5
        if _rare(left) and self._same_place(left, right) is not False and _told_apart(left, right, self._ground) <= WEEK:
            return 0.5
        if self._same_place(left, right) is not True:
            return -0.5
        if left.when is not None and right.when is not None:
            return 1.0
        if left.type is not EventType.EVACUATION and _one_party(left, right) and _told_apart(left, right, self._ground) <= WEEK:
            return 0.5
        undated = left.when is None and right.when is None
        return 0.25 if left.report == right.report and (undated or _near(left, right)) else -0.5

    def _linked(self, left: Claim, right: Claim) -> bool:
        event = self._ground.event_of.get(left.id)
        return event is not None and event is self._ground.event_of.get(right.id)

    def _may_be_one_place(self, left: Claim, right: Claim) -> bool:
        """A quarter and its city, or two places one of which a reader may have taken for the other."""
        if _rare(left):
            return same_ground(left.place, right.place)
        return _unsure_of_place(left, right) and self._linked(left, right) and same_ground(left.place, right.place)

    def _same_place(self, left: Claim, right: Claim) -> bool | None:
        """None where one of the two names none. What bears one mark is in one place, by whatever name."""
        here, there = self._where(left), self._where(right)
        one = bool(self._marks(left) & self._marks(right)) or (here is not None and here == there)
        same = True if one else _same_place(left.place, right.place)
        if same is False and self._may_be_one_place(left, right):
            return None
        return same


def _rare(claim: Claim) -> bool:
    """Of such deeds there are not two in one town and week, unless days are named for them."""
    return claim.type is EventType.CHEMICAL_WEAPON


def _unsure_of_place(left: Claim, right: Claim) -> bool:
    """A person's claim has no confidence, and is taken as it stands."""
    return min(claim.confidence.get("place", 1.0) for claim in (left, right)) < UNSURE_OF_PLACE


def _surest_first(claim: Claim) -> tuple[bool, int, bool, str, int, str]:
    """What is dated and placed most narrowly opens a happening; what says less finds its own among them."""
    return claim.when is None, _length(claim), claim.place is None, claim.report, claim.quote.start, claim.id


def is_acted_on(name: str, words: str) -> bool:
    """Words say that something is to be done to them: "civilians to be evacuated", "the men must be freed"."""
    passive = rf"\b{re.escape(name)}\b (?:\w+ ){{0,4}}(?:to|must|should) be (?:\w+ly )?\w+(?:ed|en|wn|ught|eld|et)\b"
    return bool(re.search(passive, words, re.I))


def _asks(claim: Claim) -> bool:
    return claim.type is EventType.DEMAND or claim.modality is Modality.DEMANDED


def _one_demand(left: Claim, right: Claim, ground: Ground) -> bool:
    """A copy or relay of the other; or of the same body, or in much the same words, and nothing speaks against it."""
    if ground.first_claim(left) == ground.first_claim(right) and not _other_party(left, right):
        return True
    if _other_party(left, right):
        return False
    one_body = bool(left.actor and right.actor and plain(left.actor) == plain(right.actor))
    here, there = _content(left), _content(right)
    return len(here & there) >= (SHARED_OF_ONE_BODY if one_body else SHARED_WORDS) * min(len(here), len(there))


def _content(claim: Claim) -> frozenset[str]:
    """Words of four letters and more, cut to six, so that "evacuated" meets "evacuation"."""
    return frozenset(w[:6] for w in re.findall(r"\w{4,}", plain(claim.quote.text)))


def _other_scale(left: Claim, right: Claim) -> bool:
    """One is of a day or so, the other of weeks, months or years."""
    if left.when is None or right.when is None:
        return False
    short, long = sorted((_length(left), _length(right)))
    return long > LONG and long > 4 * short


def _told_apart(left: Claim, right: Claim, ground: Ground) -> int:
    """Days between the publishing of two reports; many where one is not dated."""
    told = [day for c in (left, right) if (day := ground.reported(c))]
    return abs((date.fromisoformat(told[0]) - date.fromisoformat(told[1])) // timedelta(days=1)) if len(told) == 2 else 10**6


def _near(left: Claim, right: Claim) -> bool:
    """In one report, and in neighbouring sentences: "two convoys were let in ... they carried flour"."""
    return abs(left.quote.start - right.quote.start) < 400


def _other_party(left: Claim, right: Claim) -> bool:
    """Both name who is to act or is blamed, or for whom, and not the same."""
    return any(a and b and plain(a) != plain(b) for a, b in ((left.actor, right.actor), (left.target, right.target)))


def _one_party(left: Claim, right: Claim) -> bool:
    """Both name who did it or to whom it was done, it is the same, and nothing speaks against it."""
    same = any(a and b and plain(a) == plain(b) for a, b in ((left.actor, right.actor), (left.target, right.target)))
    return same and not _other_party(left, right)


def _same_place(left: Place | None, right: Place | None) -> bool | None:
    """None where one of the two is not named."""
    if left is None or right is None or not left.name or not right.name:
        return None
    if left.gazetteer and left.gazetteer == right.gazetteer:
        return True
    return plain(left.name) == plain(right.name)


def _days_apart(left: Claim, right: Claim) -> int:
    """Days between two that do not meet; 0 where they do, or where one names none."""
    if left.when is None or right.when is None:
        return 0
    first, second = sorted((left.when, right.when), key=lambda w: w.earliest)
    return max(0, (date.fromisoformat(second.earliest) - date.fromisoformat(first.latest)) // timedelta(days=1))


def _length(claim: Claim) -> int:
    if claim.when is None:
        return 10**6
    return (date.fromisoformat(claim.when.latest) - date.fromisoformat(claim.when.earliest)) // timedelta(days=1) + 1


def _happening(claims: Sequence[Claim], ground: Ground) -> Happening:
    ordered = sorted(claims, key=lambda c: (c.when.earliest if c.when else "9999", c.report, c.quote.start, c.id))
    first, last = _days(ordered)
    parts = json.dumps(sorted(c.id for c in claims))
    place = _place(ordered)
    coarse = place is None or (place.precision or 1) >= COUNTRY
    doubted = place is None or any(c.confidence.get("place", 1.0) < UNSURE_OF_PLACE for c in ordered)
    found = next((p for c in ordered if (p := ground.of_the_poison(c))), None) if doubted else None
    found = found or next((p for c in ordered if (p := _the_town(c, ground))), None)
    if coarse and found:
        place, coarse = found, False
    return Happening(
        id="hap-" + hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:24],
        type=Counter(c.type for c in ordered).most_common(1)[0][0],
        claims=tuple(ordered),
        events=tuple(dict.fromkeys(ground.event_of[c.id].id for c in ordered if c.id in ground.event_of)),
        place=place,
        beside=next((p for c in ordered if (p := ground.beside(c))), None) if coarse else None,
        first=first,
        last=last,
        told=min((day for c in ordered if (day := ground.reported(c))), default=None),
        sure=sureness(ordered),
    )


_TOWN = re.compile(r"\bthe (?:\w+ ){0,2}(?:city|town|village|neighbou?rhood)\b(?! of [A-Z])", re.I)


def _the_town(claim: Claim, ground: Ground) -> Place | None:
    """What a read claim calls "the besieged city", and places in no town, is the one that its report spoke of right before."""
    return ground.beside(claim) if claim.confidence and _TOWN.search(claim.quote.text) else None


def _days(claims: Iterable[Claim]) -> tuple[str | None, str | None]:
    """Over those that say it happened and date it to a month or better, or over all that date it."""
    dated = [c for c in claims if c.when is not None]
    done = [c for c in dated if c.modality not in (Modality.FUTURE, Modality.DEMANDED)] or dated
    whens = [c.when for c in done if c.when and _length(c) <= 2 * LONG] or [c.when for c in done if c.when]
    return min((w.earliest for w in whens), default=None), max((w.latest for w in whens), default=None)


def _place(claims: Sequence[Claim]) -> Place | None:
    """The place that most name; of its namings the one with a coordinate."""
    named = [c.place for c in claims if c.place and c.place.name]
    if not named:
        return None
    usual = Counter(p.name for p in named).most_common(1)[0][0]
    return min((p for p in named if p.name == usual), key=lambda p: p.lat is None)
