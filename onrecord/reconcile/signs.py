"""What speaks for it that two claims gainsay each other, and what against: statements about a clash that a rule has found.

Each is named, holds from 0 to 1, and has a weight in `clash_weights.py`; none decides alone. `chance.py` adds them up.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, combinations_with_replacement

from onrecord.knowledge.gazetteer.wide import is_wide
from onrecord.reconcile.excuses import another_place, middle, one_side
from onrecord.reconcile.figures import first_clash
from onrecord.reconcile.one_deed import one_deed, same_place
from onrecord.reconcile.reading import Names, View, coarse, content, days_between, same_day, told_before
from onrecord.reconcile.sign_words import AT_LARGE, CONDITION, FAMILIES, STAGE_NEXT, STAGE_OVER
from onrecord.reconcile.weapons import weapons_in
from onrecord.records import Control, Figure
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.findings import Change, FindingKind
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

_NEAR = 500  # code points: one passage
_A_FORTNIGHT = 14
_BRIEF = 3  # content words: "calls that a lie"
_ROUND = 20  # from here on a number that ends in nought is round

# Reasons why both may be right, by how their words begin or what they hold; weights were learned for each that occurs often.
EXCUSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words))
    for name, words in (
        ("another day", r"^one speaks of \d"),
        ("two places", r"^the places are two"),
        ("a part of the place", r"^one place is a part"),
        ("a running count against one deed", r"^one is a running count"),
        ("a count that was not final", r"count was not final"),
        ("a count that grew", r"counts grow|counts still grow"),
        ("taken and retaken", r"taken and (?:retaken|left)"),
        ("a date no finer than a month", r"dated to no more than a month"),
        ("told long apart", r"^told \d+ days apart|date of its report is known"),
        ("another thing denied", r"does not tell|^who did it is denied|^only losses"),
        ("some of those counted", r"counts (?:a part|some)|by kinds|alone$|single people"),
        ("not owned up to", r"is not to deny"),
        ("one camp", r"stand together"),
        ("another doer counted", r"^one counts what"),
    )
)


_TYPES = "types: "  # begins the sign of two types, by what they tell


@dataclass(frozen=True)
class Clash:
    """Two claims that a rule sets against each other, and what is asked of them more than once."""

    kind: FindingKind
    left: View
    right: View
    excuse: str  # why both may be right; "" where the rule gives no reason
    inside: bool  # both stand in one event
    event: Sequence[View]
    names: Names

    @cached_property
    def denial(self) -> View | None:
        return next((v for v in (self.left, self.right) if v.denied), None)

    @cached_property
    def said(self) -> View | None:
        """What is denied, where one denies."""
        if self.denial is None:
            return None
        return self.right if self.denial is self.left else self.left

    @cached_property
    def words(self) -> int:
        """Content words in common, less the names of actors and places."""
        claims = (self.left.claim, self.right.claim)
        named = [n for c in claims for n in (c.actor, c.target, c.place and c.place.name) if n]
        gone = {w for text in named for w in text.casefold().split()}
        return len(content(claims[0].quote.text, gone) & content(claims[1].quote.text, gone))

    @cached_property
    def one_place(self) -> bool:
        return same_place(self.left, self.right)

    @cached_property
    def wide(self) -> bool:
        place = self.left.claim.place
        return place is not None and is_wide(place)

    @cached_property
    def days_meet(self) -> bool:
        return same_day(self.left, self.right) is True and not coarse(self.left) and not coarse(self.right)

    @cached_property
    def opposed(self) -> bool:
        a, b = (self.names.side(v.root, v.claim) for v in (self.left, self.right))
        return bool(a and b and a != b)

    @cached_property
    def one_report(self) -> bool:
        return self.left.claim.report == self.right.claim.report

    @cached_property
    def one_type(self) -> bool:
        return self.left.claim.type is self.right.claim.type

    @cached_property
    def near(self) -> bool:
        return self.one_report and abs(self.left.claim.quote.start - self.right.claim.quote.start) < _NEAR

    @cached_property
    def one_voice(self) -> bool:
        return self.left.root == self.right.root

    @cached_property
    def weapons(self) -> tuple[frozenset[str], frozenset[str]]:
        """What each names as fired or used."""
        return weapons_in(self.left.claim.quote.text), weapons_in(self.right.claim.quote.text)

    @cached_property
    def families(self) -> tuple[str, str]:
        """What both types tell, in the order of the alphabet."""
        a, b = sorted(FAMILIES.get(v.claim.type, "other") for v in (self.left, self.right))
        return a, b

    @cached_property
    def answered(self) -> float:
        """The share of the denial's own words that stand in what it may deny."""
        if self.denial is None or self.said is None:
            return 0.0
        own = content(self.denial.claim.quote.text)
        return len(own & content(self.said.claim.quote.text)) / len(own) if own else 0.0

    def says(self, words: re.Pattern[str]) -> int:
        """How many of the two quotes hold such words."""
        return sum(_holds(words, v.claim.quote.text) for v in (self.left, self.right))

    def alike(self, left: str | None, right: str | None) -> bool:
        return bool(left and right) and self.names.alike(left or "", right or "", self.left.claim)

    @cached_property
    def doers_alike(self) -> bool:
        return self.alike(self.left.claim.actor, self.right.claim.actor)

    @cached_property
    def targets_alike(self) -> bool:
        return self.alike(self.left.claim.target, self.right.claim.target)

    @cached_property
    def shared_number(self) -> bool:
        a, b = ({(f.what, f.low, f.high) for f in v.claim.figures} for v in (self.left, self.right))
        return bool(a & b)

    @cached_property
    def counts(self) -> tuple[Figure, Figure] | None:
        return first_clash(self.left, self.right, self.names) if self.kind is FindingKind.FIGURE_CLASH else None

    @cached_property
    def controls(self) -> tuple[Control, Control] | None:
        a, b = self.left.claim.control, self.right.claim.control
        return (a, b) if a and b and self.kind is FindingKind.CONTROL_CLASH else None

    @cached_property
    def counterpart(self) -> View | None:
        """What the denial answers in its own report, as far as can be seen: the same words, or the nearest that it may deny."""
        denial = self.denial
        if denial is None:
            return None
        own = [v for v in self.event if v.claim.report == denial.claim.report and not v.denied and v.root != denial.root]
        own = [v for v in own if v.claim.type is denial.claim.type or v.claim.type is T.ACCUSATION or v.claim.control]
        return min(own, key=lambda v: (_gap(v, denial), v.claim.id), default=None)


def _gap(left: View, right: View) -> int:
    """Code points between two quotes of one report; less for what stands before, since a denial mostly follows what it denies."""
    a, b = left.claim.quote, right.claim.quote
    if a.span.overlaps(b.span):
        return 0
    return b.start - a.end if a.end <= b.start else 2 * (a.start - b.end)


@lru_cache(maxsize=262_144)
def _holds(words: re.Pattern[str], quote: str) -> bool:
    return words.search(quote) is not None


Says = Callable[[Clash], float]


def _pair(says: Callable[[Clash, View, View], float]) -> Says:
    return lambda c: says(c, c.left, c.right)


def _denial(says: Callable[[Clash, View, View], float]) -> Says:
    return lambda c: says(c, c.denial, c.said) if c.denial is not None and c.said is not None else 0.0


def _figure(says: Callable[[Clash, Figure, Figure], float]) -> Says:
    return lambda c: says(c, *c.counts) if c.counts else 0.0


def _control(says: Callable[[Clash, Control, Control], float]) -> Says:
    return lambda c: says(c, *c.controls) if c.controls else 0.0


def _account(says: Callable[[Clash], float]) -> Says:
    return lambda c: says(c) if c.kind in (FindingKind.ACCOUNT_CLASH, FindingKind.REVERSAL) else 0.0


def _told_gap(left: View, right: View) -> float:
    a, b = left.told_day, right.told_day
    return min(1.0, abs(a - b) / _A_FORTNIGHT) if a is not None and b is not None else 0.0


def _days_between(left: View, right: View, least: int) -> bool:
    gap = days_between(left, right)
    return gap is not None and gap >= least


def _ratio(a: Figure, b: Figure) -> float:
    low, high = sorted((middle(a), middle(b)))
    return min(1.0, math.log(max(1.0, high / max(low, 0.5))) / 3)


def _grew(clash: Clash, a: Figure, b: Figure, *, up: bool) -> bool:
    if told_before(clash.left, clash.right):
        first, then = a, b
    elif told_before(clash.right, clash.left):
        first, then = b, a
    else:
        return False
    return middle(then) > middle(first) if up else middle(then) < middle(first)


def _like_counterpart(clash: Clash, said: View) -> float:
    """How much a claim is like what the denial answers in its own report: same root, type, number, place, words."""
    other = clash.counterpart
    if other is None:
        return 0.0
    if other is said:
        return 1.0
    a, b = other.claim, said.claim
    shared = len(content(a.quote.text) & content(b.quote.text))
    return ((other.root == said.root) + (a.type is b.type) + same_place(other, said) + min(2, shared) / 2) / 4


def _overlap(left: View, right: View) -> bool:
    return left.claim.report == right.claim.report and left.claim.quote.span.overlaps(right.claim.quote.span)


def _kind(kind: FindingKind) -> Says:
    return lambda c: float(c.kind is kind)


@lru_cache(maxsize=4096)
def excuses_in(excuse: str) -> frozenset[str]:
    """The names of the reasons of EXCUSES that a sentence gives: few sentences, asked of many clashes."""
    return frozenset(name for name, words in EXCUSES if words.search(excuse)) if excuse else frozenset()


def _excused(name: str) -> Says:
    return lambda c: float(name in excuses_in(c.excuse))


SIGNS: dict[str, Says] = {
    **{
        f"a {str(kind).replace('_', ' ')}": _kind(kind)
        for kind in FindingKind
        if kind.name in {"DENIAL", "CONTROL_CLASH", "FIGURE_CLASH", "ACCOUNT_CLASH", "REVERSAL"}
    },
    "both may be right": lambda c: float(bool(c.excuse)),
    **{f"both may be right: {name}": _excused(name) for name, _ in EXCUSES},
    "two events": lambda c: float(not c.inside),
    "a large event": lambda c: min(1.0, math.log(max(1, len(c.event))) / 4),
    "one report": lambda c: float(c.one_report),
    "one passage": lambda c: float(c.near),
    "one type": lambda c: float(c.one_type),
    "one place": lambda c: float(c.one_place and not c.wide),
    "one country only": lambda c: float(c.one_place and c.wide),
    "two places": _pair(lambda c, a, b: float(another_place(a, b) is not None)),
    "a place is not named": _pair(lambda c, a, b: float(not a.claim.place or not b.claim.place)),
    "days meet": lambda c: float(c.days_meet),
    "days part": _pair(lambda c, a, b: float(same_day(a, b) is False)),
    "days part by three and more": _pair(lambda c, a, b: float(_days_between(a, b, 4))),
    "a day is not named": _pair(lambda c, a, b: float(same_day(a, b) is None)),
    "told apart, a fortnight being 1": _pair(lambda c, a, b: _told_gap(a, b)),
    "one doer": lambda c: float(c.doers_alike),
    "two doers": _pair(lambda c, a, b: float(bool(a.claim.actor and b.claim.actor) and not c.doers_alike)),
    "one sufferer": lambda c: float(c.targets_alike),
    "one sufferer by name": _pair(lambda c, a, b: float(bool(a.claim.target) and a.claim.target == b.claim.target)),
    "two sufferers": _pair(lambda c, a, b: float(bool(a.claim.target and b.claim.target) and not c.targets_alike)),
    "one word in common": lambda c: float(c.words >= 1),
    "two words in common": lambda c: float(c.words >= 2),
    "three words in common": lambda c: float(c.words >= 3),
    "two sides": lambda c: float(c.opposed),
    "one side": _pair(lambda c, a, b: float(one_side(a, b, c.names))),
    "one deed": _pair(lambda c, a, b: float(one_deed(a, b))),
    "one number": lambda c: float(c.shared_number),
    "one voice": lambda c: float(c.one_voice),
    "one voice in one report": lambda c: float(c.one_voice and c.one_report),
    "both in a publisher's voice": _pair(lambda c, a, b: float(not a.claim.source.named and not b.claim.source.named)),
    "one weapon": lambda c: float(bool(c.weapons[0] & c.weapons[1])),
    "two weapons": lambda c: float(bool(c.weapons[0] and c.weapons[1]) and not c.weapons[0] & c.weapons[1]),
    "one tells of what goes on at large": lambda c: float(c.says(AT_LARGE) > 0),
    "an earlier stage": lambda c: float(c.says(STAGE_OVER) > 0),
    "a later stage": lambda c: float(c.says(STAGE_NEXT) > 0),
    "if, or would": lambda c: float(c.says(CONDITION) > 0),
    "one is not dated to a week": _pair(lambda c, a, b: float(coarse(a) or coarse(b))),
    "one counts": _pair(lambda c, a, b: float(bool(a.claim.figures) != bool(b.claim.figures))),
    "a toll": _pair(lambda c, a, b: float(T.CASUALTY_TOLL in (a.claim.type, b.claim.type))),
    "the doer of one suffers in the other": _pair(
        lambda c, a, b: float(c.alike(a.claim.actor, b.claim.target) or c.alike(b.claim.actor, a.claim.target))
    ),
    "both sources named": _pair(lambda c, a, b: float(a.claim.source.named and b.claim.source.named)),
    "the one blamed denies": _denial(lambda c, d, s: float(c.alike(d.root, s.claim.actor))),
    "the very body blamed denies": _denial(lambda c, d, s: float(bool(s.claim.actor) and c.names.one_body(d.root, s.claim.actor or ""))),
    "a publisher denies": _denial(lambda c, d, s: float(not d.claim.source.named)),
    "denied: what nobody named says": _denial(lambda c, d, s: float(not s.claim.source.named)),
    "a denial of few words": _denial(lambda c, d, s: float(len(content(d.claim.quote.text)) < _BRIEF)),
    "denied: a holding by a holding": _denial(lambda c, d, s: float(bool(d.claim.control and s.claim.control))),
    "denied: a holding by a deed": _denial(lambda c, d, s: float(bool(d.claim.control) != bool(s.claim.control))),
    "denied: one type": _denial(lambda c, d, s: float(c.one_type)),
    "denied: one word in common": _denial(lambda c, d, s: float(c.words >= 1)),
    "denied: two words in common": _denial(lambda c, d, s: float(c.words >= 2)),
    "denied: one place": _denial(lambda c, d, s: float(c.one_place)),
    "denied: days meet": _denial(lambda c, d, s: float(c.days_meet)),
    "denied: one report": _denial(lambda c, d, s: float(c.one_report)),
    "denied: in the same words": _denial(lambda c, d, s: float(_overlap(d, s))),
    "denied: one sufferer": _denial(lambda c, d, s: float(c.targets_alike)),
    "denied: two sides": _denial(lambda c, d, s: float(c.opposed)),
    "denied: blame": _denial(lambda c, d, s: float(s.claim.type is T.ACCUSATION)),
    "blame is denied": _denial(lambda c, d, s: float(d.claim.type is T.ACCUSATION)),
    "denied: what is hedged": _denial(lambda c, d, s: float(s.claim.modality is Modality.HEDGED)),
    "denied: a plan": _denial(lambda c, d, s: float(not s.happened)),
    "denied before it was told": _denial(lambda c, d, s: float(told_before(d, s))),
    "denied after it was told": _denial(lambda c, d, s: float(told_before(s, d))),
    "the denial names no place": _denial(lambda c, d, s: float(d.claim.place is None)),
    "denied: how many of the denial's words": _denial(lambda c, d, s: c.answered),
    "denied: half of the denial's words": _denial(lambda c, d, s: float(c.answered >= 0.5)),
    "denied: none of the denial's words": _denial(lambda c, d, s: float(c.answered == 0)),
    "denied: two weapons": _denial(lambda c, d, s: float(bool(c.weapons[0] and c.weapons[1]) and not c.weapons[0] & c.weapons[1])),
    "denied: a weapon that is not told": _denial(
        lambda c, d, s: float(bool(c.weapons[c.left is not c.denial]) and not c.weapons[c.left is c.denial])
    ),
    "denied: one voice": _denial(lambda c, d, s: float(c.one_voice)),
    "a toll is denied": _denial(lambda c, d, s: float(d.claim.type is T.CASUALTY_TOLL)),
    "the denial counts": _denial(lambda c, d, s: float(bool(d.claim.figures))),
    "denied: what counts": _denial(lambda c, d, s: float(bool(s.claim.figures))),
    "denied: one number": _denial(lambda c, d, s: float(c.shared_number)),
    "what the denial answers in its own report": _denial(lambda c, d, s: float(c.counterpart is s)),
    "like what the denial answers in its own report": _denial(lambda c, d, s: _like_counterpart(c, s)),
    "the denial answers nothing in its own report": _denial(lambda c, d, s: float(c.counterpart is None)),
    "counts: how far apart": _figure(lambda c, a, b: _ratio(a, b)),
    "counts: two exact numbers": _figure(lambda c, a, b: float(a.low == a.high and b.low == b.high)),
    "counts: a floor or a ceiling": _figure(lambda c, a, b: float(None in (a.low, a.high, b.low, b.high))),
    "counts: one type": _figure(lambda c, a, b: float(c.one_type)),
    "counts: of the dead": _figure(lambda c, a, b: float(a.what is Measure.KILLED)),
    "counts: of one people by name": _figure(lambda c, a, b: float(bool(a.of) and a.of == b.of)),
    "counts: of whom is not said": _figure(lambda c, a, b: float(not (a.of and b.of))),
    "counts: the later is higher": _figure(lambda c, a, b: float(_grew(c, a, b, up=True))),
    "counts: the later is lower": _figure(lambda c, a, b: float(_grew(c, a, b, up=False))),
    "counts: one report": _figure(lambda c, a, b: float(c.one_report)),
    "counts: days meet": _figure(lambda c, a, b: float(c.days_meet)),
    "counts: one place": _figure(lambda c, a, b: float(c.one_place)),
    "counts: two sides": _figure(lambda c, a, b: float(c.opposed)),
    "counts: one sufferer by name": _figure(
        lambda c, a, b: float(bool(c.left.claim.target) and c.left.claim.target == c.right.claim.target)
    ),
    "counts: a round number": _figure(lambda c, a, b: float(any(x is not None and x >= _ROUND and x % 10 == 0 for x in (a.low, b.low)))),
    "counts: among others": _figure(lambda c, a, b: float(len(c.left.claim.figures) > 1 or len(c.right.claim.figures) > 1)),
    "holders: both all of it": _control(lambda c, a, b: float(a.extent == b.extent == "all")),
    "holders: one a part": _control(lambda c, a, b: float("part" in (a.extent, b.extent))),
    "holders: two holdings": _control(lambda c, a, b: float(a.change is b.change is Change.HOLD)),
    "holders: taken against held": _control(lambda c, a, b: float({a.change, b.change} == {Change.GAIN, Change.HOLD})),
    "holders: a loss": _control(lambda c, a, b: float(Change.LOSS in (a.change, b.change))),
    "holders: one holder": _control(lambda c, a, b: float(c.alike(a.holder, b.holder))),
    "holders: days meet": _control(lambda c, a, b: float(c.days_meet)),
    "holders: a publisher's voice": _control(lambda c, a, b: float(not c.left.claim.source.named or not c.right.claim.source.named)),
    "holders: two sides": _control(lambda c, a, b: float(c.opposed)),
    "holders: one report": _control(lambda c, a, b: float(c.one_report)),
    "holders: shares": _control(lambda c, a, b: float("%" in a.extent + b.extent)),
    "accounts: one type": _account(lambda c: float(c.one_type)),
    "accounts: days meet": _account(lambda c: float(c.days_meet)),
    "accounts: one place": _account(lambda c: float(c.one_place)),
    "accounts: two words in common": _account(lambda c: float(c.words >= 2)),
    "accounts: one sufferer": _account(lambda c: float(c.targets_alike)),
    "accounts: one report": _account(lambda c: float(c.one_report)),
    "accounts: two sides": _account(lambda c: float(c.opposed)),
    "accounts: one number": _account(lambda c: float(c.shared_number)),
}


# Every name that a sign may have.
NAMES: tuple[str, ...] = (
    *SIGNS,
    *(f"{_TYPES}{a} and {b}" for a, b in combinations_with_replacement(sorted({*FAMILIES.values(), "other"}), 2)),
)

# What a sign needs, so that it need not be asked of a clash that lacks it: most are of one kind of clash alone.
_NEEDS: tuple[tuple[Callable[[Clash], bool], tuple[str, ...]], ...] = (
    (lambda c: c.denial is not None, ("denied", "the denial", "a denial of", "the one blamed", "the very body", "a publisher", "blame is")),
    (lambda c: c.denial is not None, ("a toll is", "what the denial", "like what")),
    (lambda c: c.counts is not None, ("counts:",)),
    (lambda c: c.controls is not None, ("holders:",)),
    (lambda c: c.kind in (FindingKind.ACCOUNT_CLASH, FindingKind.REVERSAL), ("accounts:",)),
    (lambda c: bool(c.excuse), ("both may be right",)),
)
_ALWAYS = tuple((n, says) for n, says in SIGNS.items() if not any(n.startswith(begins) for _, begins in _NEEDS))
_SOMETIMES = tuple((needs, tuple((n, says) for n, says in SIGNS.items() if n.startswith(begins))) for needs, begins in _NEEDS)


def signs_of(clash: Clash) -> dict[str, float]:
    """The signs that hold, and how far."""
    asked = chain(_ALWAYS, *(signs for needs, signs in _SOMETIMES if needs(clash)))
    found = {name: value for name, says in asked if (value := float(says(clash)))}
    found[f"{_TYPES}{' and '.join(clash.families)}"] = 1.0
    return found
