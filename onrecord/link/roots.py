"""The root of every claim, and the graph of who has it from whom.

A named source is its own root, and a channel or spokesman speaks for the body it belongs to. What the publisher says in its own voice,
or "reportedly", roots at the publisher unless it repeats another claim: then it is that claim's root (`copies.py` says when).
Counting fewer independent roots than there are is the lesser harm: agreement is then claimed too late, never too soon.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from onrecord.link.copies import Copy, Passages, credited, one_body, relays, restated
from onrecord.link.facts import Facts, Reader
from onrecord.records import Origin
from onrecord.vocab.roles import NARRATOR, Kind
from onrecord.vocab.roots import Basis

_SPEAKS_FOR = frozenset({Kind.MEDIA, Kind.COMMANDER, Kind.UNKNOWN})


# In which order copies are tried: relays, near copies, credits, what is restated, one body's offices; then by ids.
Order = tuple[int, str, str]
_RELAY, _COPY, _CREDITED, _RESTATED, _ONE_BODY = range(5)


class Roots:
    """Roots of all claims so far, and from whom each has it. What a change cannot reach by copies is not worked out again."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._passages = Passages()
        self._bodies: dict[str, str] = {}  # by name, the body it speaks for
        self._own: dict[str, tuple[str, Origin]] = {}
        self._voices: dict[str, set[str]] = defaultdict(set)  # sources of a report
        self._said_in: dict[str, list[str]] = defaultdict(list)  # claims of a report
        self._within: dict[str, list[tuple[Order, Copy]]] = {}  # of an event, by its first claim
        self._copies: dict[str, dict[Order, Copy]] = defaultdict(dict)  # of each claim, those that it makes and those made of it
        self._chosen: dict[str, Copy] = {}
        self.of: dict[str, tuple[str, Origin]] = {}  # for every claim its root, and from whom it has it

    def update(self, new: Sequence[Facts], gone: Iterable[Sequence[Facts]], come: Iterable[Sequence[Facts]]) -> set[str]:
        """Takes in claims, and events that are no more and that are new, each in the order of its claims' ids. Gives the claims whose root
        or basis is another than before."""
        changed = self._file(new)
        found, lost = self._passages.add(new)
        for copy in lost:
            changed |= self._drop(_by_ids(copy), copy)
        for event in gone:
            for order, copy in self._within.pop(event[0].claim.id):
                changed |= self._drop(order, copy)
        for copy in found:
            changed |= self._put(_by_ids(copy), copy)
        for event in come:
            self._within[event[0].claim.id] = self._in_event(event)
            for order, copy in self._within[event[0].claim.id]:
                changed |= self._put(order, copy)
        return self._choose(changed)

    def _file(self, new: Sequence[Facts]) -> set[str]:
        """The new claims, and those of a report in which another source speaks now."""
        touched = set()
        for facts in new:
            id_, report = facts.claim.id, facts.claim.report
            name = self._own_root(facts)
            self._own[id_] = name, _by_itself(facts, own=self._reader.key(name) == facts.source)
            self._said_in[report].append(id_)
            touched |= set(self._said_in[report]) if facts.source not in self._voices[report] else {id_}
            self._voices[report].add(facts.source)
        return touched

    def _own_root(self, facts: Facts) -> str:
        """The speaker or the body it speaks for; for the publisher's voice the publisher, or the report where none is known."""
        source = facts.claim.source
        if source.named:
            return self._body(source.name)
        report = self._reader.reports.get(facts.claim.report)
        return self._body(report.publisher) if report and report.publisher else facts.claim.report

    def _body(self, name: str) -> str:
        if name not in self._bodies:
            register = self._reader.register
            actor = register.find(name)
            parent = register.actors.get(actor.parent) if actor and actor.parent else None
            speaks = actor is not None and actor.kind in _SPEAKS_FOR
            self._bodies[name] = name if actor is None else parent.name if parent and speaks else actor.name
        return self._bodies[name]

    def _in_event(self, event: Sequence[Facts]) -> list[tuple[Order, Copy]]:
        if len(event) == 1:
            return []
        reader = self._reader
        kinds = (
            (_RELAY, relays(event, reader)),
            (_CREDITED, credited(event, reader)),
            (_RESTATED, restated(event)),
            (_ONE_BODY, one_body(event, reader)),
        )
        return [((kind, event[0].claim.id, f"{nth:09}"), copy) for kind, copies in kinds for nth, copy in enumerate(copies)]

    def _put(self, order: Order, copy: Copy) -> set[str]:
        ends = {copy.claim.claim.id, copy.origin.claim.id}
        for end in ends:
            self._copies[end][order] = copy
        return ends

    def _drop(self, order: Order, copy: Copy) -> set[str]:
        ends = {copy.claim.claim.id, copy.origin.claim.id}
        for end in ends:
            del self._copies[end][order]
        return ends

    def _choose(self, changed: set[str]) -> set[str]:
        """The first copy of a claim counts, unless it leads back to the claim. Only what copies hang together with the changed claims is
        chosen anew."""
        near, front = set(changed), list(changed)
        while front:
            for copy in self._copies[front.pop()].values():
                ends = {copy.claim.claim.id, copy.origin.claim.id} - near
                near |= ends
                front += ends
        for id_ in near:
            self._chosen.pop(id_, None)
        copies = {order: copy for id_ in near for order, copy in self._copies[id_].items()}
        for _, copy in sorted(copies.items(), key=lambda item: item[0]):
            claim, origin = copy.claim.claim.id, copy.origin.claim.id
            if claim != origin and claim not in self._chosen and _end(self._chosen, origin) != claim and self._may(copy):
                self._chosen[claim] = copy
        now = {id_: self._root(id_) for id_ in near}
        others = {id_ for id_, root in now.items() if self.of.get(id_) != root}
        self.of |= now
        return others

    def _root(self, id_: str) -> tuple[str, Origin]:
        copy = self._chosen.get(id_)
        return (self._own[_end(self._chosen, id_)][0], _origin(copy)) if copy else self._own[id_]

    def _may(self, copy: Copy) -> bool:
        """The publisher's voice may copy anybody. A named speaker's words are another's only where nothing but the name differs, and
        neither report gives them to both: what two sources say jointly stays two roots, however often it is printed."""
        copier, origin = copy.claim, copy.origin
        if copy.basis is not Basis.COPY or not copier.source or copier.source == origin.source:
            return True
        if origin.source in self._voices[copier.claim.report] or copier.source in self._voices[origin.claim.report]:
            return False
        return bool(origin.source) and copier.figures == origin.figures and copier.claim.type is origin.claim.type


def _by_itself(facts: Facts, *, own: bool) -> Origin:
    """A claim that has its root from no other claim. own: its source is the root itself."""
    source = facts.claim.source
    if source.named:
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


def _by_ids(copy: Copy) -> Order:
    left, right = sorted((copy.claim.claim.id, copy.origin.claim.id))
    return _COPY, left, right
