"""Claims linked so far, to which more can be added: what a new report does not touch is not reckoned again.

The main path of the stage stands in `add`: facts -> pairs -> groups -> roots -> events. Linking everything at once is adding everything at
once, so the order in which reports come in plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from onrecord.knowledge.actors.register import ActorRegister
from onrecord.link.answers import Answers
from onrecord.link.candidates import Blocks
from onrecord.link.events import to_event
from onrecord.link.facts import Facts, Reader
from onrecord.link.groups import Groups
from onrecord.link.roots import Roots
from onrecord.link.score import RULES_V2, Rule, Sums
from onrecord.records import Claim, Event, Judgement, Report


class Standing:
    """Events of all claims so far; every claim stands in exactly one, under exactly one root."""

    def __init__(self, register: ActorRegister, *, rules: tuple[Rule, ...] = RULES_V2) -> None:
        self._total = Sums(rules).total
        self._reports: dict[str, Report] = {}
        self._reader = Reader(self._reports, register)
        self._claims: list[Facts] = []
        self._at: dict[str, int] = {}
        self._blocks = Blocks(self._claims)
        self._groups = Groups(self._claims)
        self._answers = Answers(self._claims)
        self._moves: dict[int, int] = {}
        self._roots = Roots(self._reader)
        self._members: dict[int, list[Facts]] = {}  # of each event, by the number of its group
        self._events: dict[int, Event] = {}

    def events(self) -> list[Event]:
        """In the order of their first day, then of their ids. An event that nothing touched is the very object that it was before."""
        return sorted(self._events.values(), key=lambda e: (e.earliest or "9999", e.id))

    def add(self, reports: Mapping[str, Report], claims: Iterable[Claim], judgements: Sequence[Judgement] = ()) -> None:
        """Links more claims. reports: those that the claims stand in, at least; a claim that is here already is passed over.

        judgements: all that stand, each time: one that is no longer given no longer binds.
        """
        self._reports.update({id_: report for id_, report in reports.items() if id_ not in self._reports})
        new = [self._reader.facts(claim) for claim in sorted(claims, key=lambda c: c.id) if claim.id not in self._at]
        at = range(len(self._claims), len(self._claims) + len(new))
        self._claims += new
        self._at.update((_id(self._claims[n]), n) for n in at)
        gained, lost = self._blocks.add(at)
        sums = {
            pair: self._total(*self._in_order(pair)) for pair in sorted(gained)
        }  # sorted: claims that lie close in memory follow each other
        gone, come = self._groups.update(sums, lost, judgements)
        self._answers.add(at)
        gone, come = self._answered(gone, come, judgements)
        self._conclude(new, gone, come)

    def _in_order(self, pair: tuple[int, int]) -> tuple[Facts, Facts]:
        """In the order of their ids, so that it plays no part which came first."""
        left, right = self._claims[pair[0]], self._claims[pair[1]]
        return (left, right) if left.claim.id < right.claim.id else (right, left)

    def _answered(self, gone: set[int], come: set[int], judgements: Sequence[Judgement]) -> tuple[set[int], set[int]]:
        """The numbers of the events that are no more as they were, and of those that are to be made."""
        home, before = self._groups.home, self._moves
        self._moves = self._answers.moves(home, self._groups.members, judgements)
        other = {at for at in before.keys() | self._moves.keys() if before.get(at) != self._moves.get(at)}
        touched = {number for at in other for number in (home[at], before.get(at), self._moves.get(at)) if number is not None}
        standing = (touched | come) & self._groups.members.keys()
        return (gone | touched) & self._members.keys(), standing

    def _conclude(self, new: Sequence[Facts], gone: set[int], come: set[int]) -> None:
        """Groups -> roots -> events; an event whose claims and roots are what they were stays."""
        before = [self._members.pop(number) for number in gone]
        into = defaultdict(list)
        for at, number in self._moves.items():
            into[number].append(at)
        made = {number: self._facts_of(number, into[number]) for number in come}
        made = {number: facts for number, facts in made.items() if facts}
        self._members |= made
        changed = self._roots.update(new, before, made.values())
        elsewhere = {self._moves.get(at, self._groups.home[at]) for id_ in changed for at in [self._at[id_]]}
        for number in gone:
            del self._events[number]
        for number in made.keys() | elsewhere:
            self._events[number] = self._event(self._members[number])

    def _facts_of(self, number: int, moved_in: Iterable[int]) -> list[Facts]:
        """The claims of an event: those of its group, without those that moved, and those that moved into it."""
        stay = [at for at in self._groups.members[number] if at not in self._moves]
        return sorted((self._claims[at] for at in (*stay, *moved_in)), key=_id)

    def _event(self, facts: Sequence[Facts]) -> Event:
        roots = [self._roots.of[_id(f)] for f in facts]
        return to_event(facts, [name for name, _ in roots], [origin for _, origin in roots], self._reader)


def _id(facts: Facts) -> str:
    return facts.claim.id
