"""Claims linked so far, to which more can be added: what a new report does not touch is not reckoned again.

The main path of the stage stands in `add`: facts -> pairs -> groups -> roots -> events. Linking everything at once is adding everything at
once, so the order in which reports come in plays no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.knowledge.actors.register import ActorRegister
from onrecord.link.answers import with_answers
from onrecord.link.candidates import Blocks
from onrecord.link.events import to_event
from onrecord.link.facts import Facts, Reader
from onrecord.link.groups import Groups
from onrecord.link.roots import Roots
from onrecord.link.score import RULES_V2, Rule, total
from onrecord.records import Claim, Event, Judgement, Origin, Report


class Standing:
    """Events of all claims so far; every claim stands in exactly one, under exactly one root."""

    def __init__(self, register: ActorRegister, *, rules: tuple[Rule, ...] = RULES_V2) -> None:
        self._rules = rules
        self._reports: dict[str, Report] = {}
        self._reader = Reader(self._reports, register)
        self._claims: list[Facts] = []
        self._held: set[str] = set()
        self._blocks = Blocks(self._claims)
        self._groups = Groups(self._claims)
        self._roots = Roots(self._reader)
        self._events: dict[tuple[str, ...], tuple[list[tuple[str, Origin]], Event]] = {}

    def events(self) -> list[Event]:
        """In the order of their first day, then of their ids. An event that nothing touched is the very object that it was before."""
        return sorted((event for _, event in self._events.values()), key=lambda e: (e.earliest or "9999", e.id))

    def add(self, reports: Mapping[str, Report], claims: Iterable[Claim], judgements: Sequence[Judgement] = ()) -> None:
        """Links more claims. reports: those that the claims stand in, at least; a claim that is here already is passed over.

        judgements: all that stand, each time: one that is no longer given no longer binds.
        """
        self._reports.update({id_: report for id_, report in reports.items() if id_ not in self._reports})
        new = [self._reader.facts(claim) for claim in sorted(claims, key=lambda c: c.id) if claim.id not in self._held]
        self._held.update(facts.claim.id for facts in new)
        begin = len(self._claims)
        self._claims += new
        gained, lost = self._blocks.add(range(begin, len(self._claims)))
        sums = {pair: total(*self._in_order(pair), self._rules) for pair in gained}
        self._groups.update(sums, lost, judgements)
        self._roots.add(new)
        self._conclude(judgements)

    def _in_order(self, pair: tuple[int, int]) -> tuple[Facts, Facts]:
        """In the order of their ids, so that it plays no part which came first."""
        left, right = (self._claims[at] for at in pair)
        return (left, right) if left.claim.id < right.claim.id else (right, left)

    def _conclude(self, judgements: Sequence[Judgement]) -> None:
        """Groups -> roots -> events; an event whose claims and roots are what they were stays."""
        groups = with_answers(self._claims, self._groups.all(), judgements)
        members = sorted((sorted((self._claims[at] for at in g), key=_id) for g in groups), key=lambda m: _id(m[0]))
        roots = self._roots.of(members)
        events = {}
        for facts in members:
            ids = tuple(map(_id, facts))
            named = [roots[id_] for id_ in ids]
            before = self._events.get(ids)
            if before and before[0] == named:
                events[ids] = before
            else:
                events[ids] = named, to_event(facts, [name for name, _ in named], [origin for _, origin in named], self._reader)
        self._events = events


def _id(facts: Facts) -> str:
    return facts.claim.id
