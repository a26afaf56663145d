"""Demands, promises, agreements, warnings: who asks or promises what of whom by when, and what was said later of its being kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from onrecord.records import Claim
from onrecord.registers.answers import Answers, Later
from onrecord.registers.ground import ByRoot, Cited, Ground, fine_of
from onrecord.registers.happenings import Happening, gather, is_acted_on
from onrecord.vocab.event_types import EventType
from onrecord.vocab.fine_types import FineType
from onrecord.vocab.hedges import Modality

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_TIME = (
    rf"(?:\d{{1,2}}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)|midnight|noon|dawn|dusk|tomorrow|tonight|{_DAY}"
    rf"|\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}|the end of the \w+)"
)
_BY_WHEN = re.compile(
    rf"\b(?:(?:by|until|before|no later than) (?:\w+ )?{_TIME}(?:,? (?:on )?{_TIME})?"
    r"|within (?:\w+ )?(?:\w+|\d+) (?:hours?|days?|weeks?|months?)"
    r"|immediate(?:ly)?|at once|without delay|forthwith|as soon as possible)",
    re.I,
)


_BEGINS = re.compile(
    r"\b(?:beg[iau]n\w*|start\w*|c(?:ame|omes?|oming) into (?:force|effect)|t(?:ook|akes?) effect|enter\w* into force|agreed|announced"
    r"|declared|reached|brokered|signed)\b",
    re.I,
)
_ENDS = re.compile(r"\b(?:end(?:s|ed|ing)?|expir\w+|collaps\w+|over|broke down|called off|lapsed|until)\b", re.I)


class Kind(StrEnum):
    DEMAND = "demand"
    PROMISE = "promise"
    AGREEMENT = "agreement"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The words that say by when, as they stand. start, end: code points of the report's text."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What is asked, promised or agreed is the quote of the first words cited. The happening's days: when it was, or is to be done."""

    kind: Kind
    happening: Happening
    asked_by: str  # the first of those who ask; of a promise or an agreement: who tells of it
    of: str | None  # who is to act; of an agreement: a party
    concerning: str | None  # to whom it is to be done, or for whom; of an agreement: the other party
    by_when: Deadline | None
    denied: bool  # it is denied that this was asked, promised or agreed
    about: ByRoot  # fine types: ceasefire, evacuation deal, exchange
    starts: str | None  # of a ceasefire: ISO dates
    ends: str | None
    kept: tuple[Later, ...]  # later claims that say it was done or held, by claimant
    broken: tuple[Later, ...]
    cited: tuple[Cited, ...]


def demands(ground: Ground) -> list[Demand]:
    """One entry for each, by day. Deeds that are called for count too, whatever the deed; a copy stands with what it copies."""
    kinds = {c.id: kind for c in ground.picture.claims.values() if (kind := kind_of(c))}
    said = [ground.picture.claims[i] for i in kinds]
    answers = Answers(ground)
    entries = [_demand(h, kinds[h.claims[0].id], answers, ground) for h in gather(said, ground, kind=lambda c: kinds[c.id])]
    return sorted(entries, key=lambda d: (d.happening.first or "9999", d.cited[0].claim))


def kind_of(claim: Claim) -> Kind | None:
    if claim.type is EventType.DEMAND or claim.modality is Modality.DEMANDED:
        return Kind.DEMAND
    if claim.type is EventType.AGREEMENT:
        return Kind.AGREEMENT
    fine = fine_of(claim)
    if FineType.PROMISE in fine:
        return Kind.PROMISE
    return Kind.WARNING if FineType.WARNING in fine else None


def _demand(happening: Happening, kind: Kind, answers: Answers, ground: Ground) -> Demand:
    ordered = sorted(
        happening.claims, key=lambda c: (c.id in ground.base, c.report, c.quote.start, c.id)
    )  # what is copied, before its copies
    first = ordered[0]
    fire = any(FineType.CEASEFIRE in fine_of(c) for c in ordered)
    kept, broken = answers.to(happening, ordered)
    if kind is Kind.AGREEMENT:
        own_kept, own_broken = answers.within(ordered)
        kept, broken = (*own_kept, *kept), (*own_broken, *broken)
    acting, suffering = zip(*(_parties(c) for c in ordered), strict=True)
    return Demand(
        kind=kind,
        happening=happening,
        asked_by=ground.speaker(first),
        of=next((a for a in acting if a), None),
        concerning=next((s for s in suffering if s), None),
        by_when=next((d for c in ordered if (d := deadline(c))), None),
        denied=all(c.modality is Modality.DENIED for c in ordered),
        about=ground.fine_by_root(ordered, _ABOUT),
        starts=_start(ordered) if fire and kind is Kind.AGREEMENT else None,
        ends=_end(ordered, broken) if fire and kind is Kind.AGREEMENT else None,
        kept=kept,
        broken=broken,
        cited=ground.cited(ordered),
    )


def _parties(claim: Claim) -> tuple[str | None, str | None]:
    """Who is to act, and for whom. "Civilians to be evacuated": they are not those who are asked."""
    actor = claim.actor
    if actor and kind_of(claim) is Kind.DEMAND and is_acted_on(actor, claim.quote.text):
        return None, claim.target or actor
    return actor, claim.target


_ABOUT = (FineType.CEASEFIRE, FineType.EVACUATION_DEAL, FineType.EXCHANGE, FineType.SURRENDER_DEAL, FineType.TALKS, FineType.INVESTIGATION)


def _start(claims: Iterable[Claim]) -> str | None:
    """The first day of a claim that says it began or was agreed; what nobody dates has none."""
    return min((c.when.earliest for c in claims if c.when and _BEGINS.search(c.quote.text)), default=None)


def _end(claims: Iterable[Claim], broken: Iterable[Later]) -> str | None:
    """The last day of a claim that says it ended. A breach alone ends nothing: the other side may still keep it."""
    days = [c.when.latest for c in claims if c.when and _ENDS.search(c.quote.text)]
    days += [later.cited.last for later in broken if later.cited.last and _ENDS.search(later.cited.quote)]
    return min(days, default=None)


def deadline(claim: Claim) -> Deadline | None:
    found = _BY_WHEN.search(claim.quote.text)
    at = claim.quote.start
    return Deadline(words=found[0], start=at + found.start(), end=at + found.end()) if found else None
