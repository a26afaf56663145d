"""What every register stands on: the claims of a picture with their roots and events, and the words that an entry rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from onrecord.knowledge.actors import ActorRegister
from onrecord.records import Claim, Event, Picture, Place
from onrecord.registers.sites import FINEST, Sites
from onrecord.vocab.event_types import EventType
from onrecord.vocab.fine_types import FineType, fine_types
from onrecord.vocab.hedges import Modality
from onrecord.vocab.roles import NARRATOR

SURE_OF_DOER = 0.5  # below it a read actor was right in 4 of 10 held-out claims, above it in 2 of 3
POISON = re.compile(r"\b(?:chemical (?:weapons?|attacks?|agents?|strikes?)|gas(?:es|sed)?|poison\w*|chlorine|sarin|OPCW)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What claims name: a body, a fine type, words. roots: who says so; claims: the ids of the claims that do."""

    name: str
    roots: tuple[str, ...]
    claims: tuple[str, ...] = ()


ByRoot = tuple[Named, ...]
"""In the order in which they are first named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """The words that an entry rests on. start, end: code points of the report's text, first included, last excluded; first, last: ISO
    dates between which the claim says that it happened, None: it names no day."""

    claim: str
    report: str
    root: str
    source: str
    via: tuple[str, ...]
    modality: Modality
    quote: str
    start: int
    end: int
    first: str | None = None
    last: str | None = None
    type: EventType | None = None
    fine: tuple[FineType, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A count in one root's words: low None: open below, high None: open above, both None: no number."""

    root: str
    low: int | float | None
    high: int | float | None
    of: str | None
    claim: str


class Ground:
    """A picture, ready for the registers. Names should have been covered before, if what is made of it is to leave the house."""

    def __init__(self, picture: Picture, actors: ActorRegister, sites: Sites | None = None) -> None:
        self.picture, self.actors, self.sites = picture, actors, sites or Sites()
        self.roots = {c: root.name for event in picture.events for root in event.roots for c in root.claims}
        self.event_of = {c: event for event in picture.events for c in event.claims}
        self._placed: dict[str, list[Claim]] | None = None
        self.base = {o.claim: o.of for event in picture.events for o in event.origins if o.of}

    def claims(self, event: Event) -> list[Claim]:
        return [self.picture.claims[c] for c in event.claims if c in self.picture.claims]

    def root(self, claim: Claim) -> str:
        """Whose word it is. A claim that stands in no event stands under its source or, where nobody is named, its publisher."""
        return self.roots.get(claim.id) or self.speaker(claim)

    def speaker(self, claim: Claim) -> str:
        """The source; the publisher for the report's own voice, and for "reportedly" too, but said."""
        if claim.source.named:
            return claim.source.name
        report = self.picture.reports.get(claim.report)
        publisher = (report and report.publisher) or claim.report
        return publisher if claim.source.name == NARRATOR else f"{publisher} (from nobody named)"

    def cite(self, claim: Claim) -> Cited:
        return Cited(
            claim=claim.id,
            report=claim.report,
            root=self.root(claim),
            source=self.speaker(claim),
            via=claim.source.via,
            modality=claim.modality,
            quote=claim.quote.text,
            start=claim.quote.start,
            end=claim.quote.end,
            first=claim.when.earliest if claim.when else None,
            last=claim.when.latest if claim.when else None,
            type=claim.type,
            fine=fine_of(claim),
        )

    def cited(self, claims: Iterable[Claim]) -> tuple[Cited, ...]:
        return tuple(self.cite(c) for c in claims)

    def by_root(self, claims: Iterable[Claim], of: Callable[[Claim], Iterable[str]]) -> ByRoot:
        """What each claim names, together with whoever else names it."""
        found: dict[str, list[Claim]] = {}
        for claim in claims:
            for name in dict.fromkeys(of(claim)):
                found.setdefault(name, []).append(claim)
        return tuple(Named(name=n, roots=self.roots_of(told), claims=tuple(c.id for c in told)) for n, told in found.items())

    def named_by_root(self, claims: Iterable[Claim], *, target: bool = False) -> ByRoot:
        """The actors, or targets, that claims name."""
        return self.by_root(claims, lambda c: [name] if (name := c.target if target else c.actor) else [])

    def doer(self, claim: Claim) -> str | None:
        """Who is said to have done it. One whom the reader is likelier to have wrong than right is left out: better none than a false."""
        return claim.actor if claim.confidence.get("actor", 1.0) >= SURE_OF_DOER else None

    def blamed_by_root(self, claims: Iterable[Claim]) -> ByRoot:
        """The doers whom claims name."""
        return self.by_root(claims, lambda c: [name] if (name := self.doer(c)) else [])

    def beside(self, claim: Claim) -> Place | None:
        """The place that its report spoke of right before it, known to the town; None if it spoke of none."""
        before = [p for p in self._placed_in(claim.report) if p.quote.start < claim.quote.start]
        return before[-1].place if before else None

    def of_the_poison(self, claim: Claim) -> Place | None:
        """Where its report places the one use of poison that it tells of, if the claim's words speak of poison too."""
        if not POISON.search(claim.quote.text):
            return None
        told = [p for p in self._placed_in(claim.report) if p.type is EventType.CHEMICAL_WEAPON]
        return told[0].place if len({p.place.name for p in told if p.place}) == 1 else None

    def _placed_in(self, report: str) -> list[Claim]:
        """A report's claims that are placed in a town or in a part of one, in the order of their words."""
        if self._placed is None:
            self._placed = {}
            for claim in sorted(self.picture.claims.values(), key=lambda c: c.quote.start):
                if claim.place and claim.place.name and (claim.place.precision or 1) <= FINEST:
                    self._placed.setdefault(claim.report, []).append(claim)
        return self._placed.get(report, [])

    def fine_by_root(self, claims: Iterable[Claim], wanted: Iterable[FineType]) -> ByRoot:
        """The fine types that claims say, of those wanted, in the order of the list."""
        found = {named.name: named for named in self.by_root(claims, fine_of)}
        return tuple(found[fine] for fine in wanted if fine in found)

    def roots_of(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.root(c) for c in claims))

    def told(self, claim: Claim) -> str | None:
        """The last day on which it can have happened: what the claim says or, failing that, when it was published."""
        return claim.when.latest if claim.when else self.reported(claim)

    def reported(self, claim: Claim) -> str | None:
        """The day of publication."""
        report = self.picture.reports.get(claim.report)
        return report.published_day if report else None

    def first_claim(self, claim: Claim) -> str:
        """The id of the claim that this one copies, relays or restates, at the end of the chain; its own if it has it from nobody."""
        at, seen = claim.id, {claim.id}
        while (of := self.base.get(at)) and of not in seen:
            seen.add(of)
            at = of
        return at


def fine_of(claim: Claim) -> tuple[FineType, ...]:
    return fine_types(claim.type, claim.quote.text)


def happened(claims: Iterable[Claim]) -> list[Claim]:
    """Those whose source says that it did happen, firmly or not."""
    return [c for c in claims if c.modality in (Modality.ASSERTED, Modality.HEDGED)]


def denied(claims: Iterable[Claim]) -> list[Claim]:
    return [c for c in claims if c.modality is Modality.DENIED]
