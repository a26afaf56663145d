"""Gathers the chain of one thing: claims with their words and roots, the ties that linked them, findings, grade, judgements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from onrecord.errors import OnrecordError
from onrecord.ledger.judgements import Act, Decision
from onrecord.publish.explain.ids import near
from onrecord.records import Claim, Event, Finding, Judgement, Origin, Picture, Report, Root, Tie

_NAMED = 6  # ids that begin alike


class UnknownIdError(OnrecordError):
    """Nothing here has that id, or more than one thing begins so."""


class Why(Protocol):
    """Why claims stand together or apart: `onrecord.link.why.Why`."""

    def tie(self, left: str, right: str) -> Tie: ...
    def ties(self, event: Event) -> list[Tie]: ...
    def path(self, left: str, right: str) -> list[Tie]: ...
    def strongest(self, claim: str) -> Tie | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChain:
    """A claim, the report it stands in, and the root that it stands under with the reason."""

    claim: Claim
    report: Report
    root: Root
    origin: Origin | None
    of: Claim | None  # whose root it takes
    of_report: Report | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What was asked for (`evt-`, `fnd-` or `clm-` id, or two claims) and everything that leads to it."""

    kind: str  # event, finding, claim, pair
    claims: tuple[ClaimChain, ...]  # of an event all, by root; of a finding its sides, of a claim itself, of a pair both
    events: tuple[Event, ...]  # the event, of a finding the one that it is told of; of a pair that stands apart, both
    findings: tuple[Finding, ...]
    ties: tuple[Tie, ...]  # of an event the tree, of a finding and a pair the way from side to side, of a claim its strongest
    pair: Tie | None = None  # of a pair, and of a finding of two claims: the two compared
    judgements: tuple[Judgement, ...] = ()  # on pairs of claims
    decisions: tuple[Decision, ...] = ()  # on fields, names and grades


class Chain:
    """Explains the things of one picture."""

    def __init__(self, picture: Picture, why: Why, judgements: Sequence[Judgement] = (), decisions: Sequence[Decision] = ()) -> None:
        self._picture = picture
        self._why = why
        self._judgements = judgements
        self._decisions = decisions
        self._events = {e.id: e for e in picture.events}
        self._event_of = {c: e for e in picture.events for c in e.claims}
        self._findings = {f.id: (f, e) for e in picture.events for f in e.findings}

    def explain(self, ids: Sequence[str]) -> Explained:
        """One id of an event, finding or claim, or two of claims; the beginning of an id will do. Raises UnknownIdError."""
        whole = [self._whole(text) for text in ids]
        found = self._two(*whole) if len(whole) == 2 else self._one(*whole)
        return replace(found, decisions=self._decided([c.claim for c in found.claims]))

    def _two(self, left: str, right: str) -> Explained:
        for id_ in (left, right):
            if id_ not in self._picture.claims:
                raise UnknownIdError(f"{id_} is no claim: two claims are compared, everything else is explained by itself")
        return self._pair(left, right)

    def _one(self, id_: str) -> Explained:
        if id_ in self._events:
            return self._event(self._events[id_])
        return self._finding(*self._findings[id_]) if id_ in self._findings else self._claim(id_)

    def _whole(self, text: str) -> str:
        known = (self._events, self._findings, self._picture.claims)
        if any(text in ids for ids in known):
            return text
        begins = [id_ for ids in known for id_ in ids if text and id_.startswith(text)]
        if len(begins) == 1:
            return begins[0]
        if begins:
            more = " ..." if len(begins) > _NAMED else ""
            raise UnknownIdError(f"{text}: {len(begins)} ids begin so: {', '.join(sorted(begins)[:_NAMED])}{more}")
        for decision in self._decisions:
            if decision.act is Act.REJECT and any(anchor.claim == text for anchor in decision.claims):
                raise UnknownIdError(f"{text}: {decision.by} rejected this claim on {decision.at[:10]}: {decision.because}")
        found = near(text, [id_ for ids in known for id_ in ids])
        hint = f"; did you mean {' or '.join(found)}?" if found else ""
        moves = " (an event's id comes from its claims, and changes when a claim joins it)" if text.startswith("evt-") else ""
        raise UnknownIdError(f"{text}: no event, finding or claim has this id{moves}{hint}")

    # --- one kind each -----------------------------------------------------------------------------------------

    def _event(self, event: Event) -> Explained:
        return Explained(
            kind="event",
            claims=tuple(self._of(c, event) for root in event.roots for c in root.claims),
            events=(event,),
            findings=event.findings,
            ties=tuple(self._why.ties(event)),
            judgements=self._judged(event.claims),
        )

    def _finding(self, finding: Finding, event: Event) -> Explained:
        two = finding.claims if len(finding.claims) == 2 else None
        return Explained(
            kind="finding",
            claims=tuple(self._of(c, self._event_of[c]) for c in finding.claims),  # a denial may answer from another event
            events=(event,),
            findings=(finding,),
            ties=tuple(self._why.path(*two)) if two else (),
            pair=self._why.tie(*two) if two else None,
            judgements=self._judged(finding.claims),
        )

    def _claim(self, claim: str) -> Explained:
        event = self._event_of[claim]
        strongest = self._why.strongest(claim)
        return Explained(
            kind="claim",
            claims=(self._of(claim, event),),
            events=(event,),
            findings=tuple(f for f, _ in self._findings.values() if claim in f.claims),
            ties=(strongest,) if strongest else (),
            judgements=self._judged((claim,)),
        )

    def _pair(self, left: str, right: str) -> Explained:
        if left == right:
            raise UnknownIdError(f"{left} is named twice: two claims are compared with each other")
        a, b = self._event_of[left], self._event_of[right]
        return Explained(
            kind="pair",
            claims=(self._of(left, a), self._of(right, b)),
            events=(a,) if a.id == b.id else (a, b),
            findings=tuple(f for f in (*a.findings, *(b.findings if b.id != a.id else ())) if left in f.claims and right in f.claims),
            ties=tuple(self._why.path(left, right)),
            pair=self._why.tie(left, right),
            judgements=tuple(j for j in self._judgements if {j.left, j.right} == {left, right}),
        )

    def _of(self, claim: str, event: Event) -> ClaimChain:
        said = self._picture.claims[claim]
        origin = next((o for o in event.origins if o.claim == claim), None)
        of = self._picture.claims.get(origin.of) if origin and origin.of else None
        return ClaimChain(
            claim=said,
            report=self._picture.reports[said.report],
            root=next(r for r in event.roots if claim in r.claims),
            origin=origin,
            of=of,
            of_report=self._picture.reports.get(of.report) if of else None,
        )

    def _judged(self, claims: Sequence[str]) -> tuple[Judgement, ...]:
        among = set(claims)
        return tuple(j for j in self._judgements if j.left in among or j.right in among)

    def _decided(self, claims: Sequence[Claim]) -> tuple[Decision, ...]:
        """Corrections of these claims, names that were merged in them, and grades set on them; pairs are among the judgements."""
        ids = {c.id for c in claims}
        names = {n for c in claims for n in (c.source.name, c.actor, c.target, c.control and c.control.holder) if n}
        return tuple(
            d
            for d in self._decisions
            if d.act in (Act.CORRECT, Act.GRADE, Act.MERGE) and (ids & {a.claim for a in d.claims} or d.name in names)
        )
