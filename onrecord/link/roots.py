"""The root of every claim, and the graph of who has it from whom.

A named source is its own root, and a channel or spokesman speaks for the body it belongs to. What the publisher says in its own voice,
or "reportedly", roots at the publisher unless it repeats another claim: then it is that claim's root (`copies.py` says when).
Counting fewer independent roots than there are is the lesser harm: agreement is then claimed too late, never too soon.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.knowledge.actors.register import ActorRegister, key
from onrecord.link.copies import Copy, Passages, one_body, relays, restated
from onrecord.link.facts import Facts, Reader
from onrecord.records import Origin, Report
from onrecord.vocab.roles import NARRATOR, Kind
from onrecord.vocab.roots import Basis

_SPEAKS_FOR = frozenset({Kind.MEDIA, Kind.COMMANDER, Kind.UNKNOWN})


class InEvent(NamedTuple):
    """The copies within one event, by what they rest on."""

    relays: tuple[Copy, ...]
    restated: tuple[Copy, ...]
    one_body: tuple[Copy, ...]


class Roots:
    """Roots of all claims so far. Passages, own roots and the copies within an event are worked out once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._passages = Passages()
        self._own: dict[str, tuple[str, Origin]] = {}
        self._voices: dict[str, set[str]] = defaultdict(set)  # sources of a report
        self._within: dict[tuple[str, ...], InEvent] = {}

    def add(self, claims: Sequence[Facts]) -> None:
        for facts in claims:
            name = own_root(facts, self._reader.reports, self._reader.register)
            self._own[facts.claim.id] = name, _by_itself(facts, name)
            self._voices[facts.claim.report].add(facts.source)
        self._passages.add(claims)

    def of(self, events: Sequence[Sequence[Facts]]) -> dict[str, tuple[str, Origin]]:
        """For every claim the name of its root, and from whom it has it, on what basis. events: each in the order of its claims' ids."""
        self._within = {ids: self._within.get(ids) or self._in_event(event) for event in events for ids in [_ids(event)]}
        chosen: dict[str, Copy] = {}
        for found in self._within.values():
            self._choose(found.relays, chosen)
        self._choose(self._passages.copies(), chosen)
        for found in self._within.values():
            self._choose(found.restated, chosen)
        for found in self._within.values():
            self._choose(found.one_body, chosen)
        return {id_: (self._own[_end(chosen, id_)][0], _origin(chosen[id_])) if id_ in chosen else own for id_, own in self._own.items()}

    def _in_event(self, event: Sequence[Facts]) -> InEvent:
        if len(event) == 1:
            return InEvent((), (), ())
        return InEvent(tuple(relays(event, self._reader)), tuple(restated(event)), tuple(one_body(event, self._reader)))

    def _choose(self, copies: Sequence[Copy], chosen: dict[str, Copy]) -> None:
        """The first copy found of a claim counts, unless it leads back to the claim."""
        for copy in copies:
            claim, origin = copy.claim.claim.id, copy.origin.claim.id
            if claim != origin and claim not in chosen and _end(chosen, origin) != claim and self._may(copy):
                chosen[claim] = copy

    def _may(self, copy: Copy) -> bool:
        """The publisher's voice may copy anybody. A named speaker's words are another's only where nothing but the name differs, and
        neither report gives them to both: what two sources say jointly stays two roots, however often it is printed."""
        copier, origin = copy.claim, copy.origin
        if copy.basis is not Basis.COPY or not copier.source or copier.source == origin.source:
            return True
        if origin.source in self._voices[copier.claim.report] or copier.source in self._voices[origin.claim.report]:
            return False
        return bool(origin.source) and copier.figures == origin.figures and copier.claim.type is origin.claim.type


def own_root(facts: Facts, reports: Mapping[str, Report], register: ActorRegister) -> str:
    """The speaker or the body it speaks for; for the publisher's voice the publisher, or the report where none is known."""
    source = facts.claim.source
    if source.named:
        return _body(source.name, register)
    report = reports.get(facts.claim.report)
    return _body(report.publisher, register) if report and report.publisher else facts.claim.report


def _body(name: str, register: ActorRegister) -> str:
    actor = register.find(name)
    if actor is None:
        return name
    parent = register.actors.get(actor.parent) if actor.parent else None
    return parent.name if parent and actor.kind in _SPEAKS_FOR else actor.name


def _by_itself(facts: Facts, root: str) -> Origin:
    """A claim that has its root from no other claim."""
    source = facts.claim.source
    if source.named:
        own = key(root) == facts.source
        return Origin(claim=facts.claim.id, basis=Basis.OWN_WORDS if own else Basis.SPEAKS_FOR)
    voice = "its own voice" if source.name == NARRATOR else "“reportedly”"
    return Origin(claim=facts.claim.id, basis=Basis.PUBLISHER, because=voice)


def _origin(copy: Copy) -> Origin:
    quoted = copy.basis is Basis.COPY and copy.claim.source and copy.claim.source == copy.origin.source
    return Origin(
        claim=copy.claim.claim.id,
        basis=Basis.QUOTED if quoted else copy.basis,
        of=copy.origin.claim.id,
        share=copy.share,
        because=copy.because,
    )


def _end(chosen: Mapping[str, Copy], claim: str) -> str:
    """The claim at the end of the chain."""
    while claim in chosen:
        claim = chosen[claim].origin.claim.id
    return claim


def _ids(event: Sequence[Facts]) -> tuple[str, ...]:
    return tuple(facts.claim.id for facts in event)
