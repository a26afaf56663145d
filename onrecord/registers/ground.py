"""What every register stands on: the claims of a picture with their roots and events, and the words that an entry rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from onrecord.knowledge.actors import ActorRegister
from onrecord.records import Claim, Event, Picture
from onrecord.registers.sites import Sites
from onrecord.vocab.event_types import EventType
from onrecord.vocab.fine_types import FineType, fine_types
from onrecord.vocab.hedges import Modality
from onrecord.vocab.roles import NARRATOR


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
