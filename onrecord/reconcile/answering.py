"""Denials that answer more than the event they stand in.

A claim stands in one event, yet whoever says "we bomb no homes" answers every raid on homes that week. Such a denial is shown beside the
claims of other events too, where enough says that it means them: type, place, day, doer, sufferer, report, words. It stays where it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.knowledge.actors.register import ActorRegister
from onrecord.knowledge.gazetteer.wide import fold_place
from onrecord.reconcile.denials import answers
from onrecord.reconcile.reading import Names, View, names_of, view
from onrecord.records import Claim, Event, Report

_SIGNS = 4  # of type, place, day, doer, sufferer, report and two words: two suffice within one event
_MOST = 2  # claims of other events that one denial is set against, the nearest first
_AROUND = 12  # neighbours in time that are looked at in each block

Block = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A denial of another event, its root, and the claims of this event that it answers."""

    denial: str
    root: str
    claims: tuple[str, ...]


def answering(
    events: Sequence[Event], reports: Mapping[str, Report], claims: Mapping[str, Claim], register: ActorRegister
) -> dict[str, tuple[Answer, ...]]:
    """The answers from elsewhere for the id of each event that has any, in the order of the denials' ids."""
    return Answering(register).of(events, reports, claims)


class Answering:
    """The answers from elsewhere, asked for again and again as claims come in: a denial whose neighbours are what they were is not compared
    with them again."""

    def __init__(self, register: ActorRegister) -> None:
        self._names = names_of(register)
        self._told: dict[str, View] = {}
        self._number: dict[str, int] = {}  # of each claim's view; another view of it has another number
        self._last = 0
        self._before: dict[str, tuple[frozenset[int], list[str]]] = {}  # of each denial its neighbours, and what it answers among them

    def of(self, events: Sequence[Event], reports: Mapping[str, Report], claims: Mapping[str, Claim]) -> dict[str, tuple[Answer, ...]]:
        """As `answering`. A claim or report that was here before is the same one.

        Linear in the number of claims but for sorting: a denial is compared with a few neighbours in time that share report, place or doer.
        """
        names = self._names
        home: dict[str, Event] = {c: e for e in events for c in e.claims}
        root = {c: r.name for e in events for r in e.roots for c in r.claims}
        told = self._told = {c: self._view(claims[c], root[c], reports) for c in sorted(home) if c in claims}
        blocks: dict[Block, list[tuple[int, str]]] = defaultdict(list)
        for claim, seen in told.items():
            if seen.happened:
                for key in _keys(seen, names):
                    blocks[key].append((_about(seen), claim))
        for block in blocks.values():
            block.sort()
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for claim, denial in told.items():
            if denial.denied:
                near = {c for key in _keys(denial, names) for c in _around(blocks.get(key, []), _about(denial))}
                for other in self._answered(claim, denial, [c for c in near if home[c] is not home[claim]]):
                    found[home[other].id][claim].append(other)
        return {event: tuple(Answer(c, root[c], tuple(sorted(said))) for c, said in by.items()) for event, by in found.items()}

    def _view(self, claim: Claim, root: str, reports: Mapping[str, Report]) -> View:
        before = self._told.get(claim.id)
        if before is not None and before.root == root and before.claim is claim:
            return before
        self._last += 1
        self._number[claim.id] = self._last
        return view(claim, root, reports.get(claim.report))

    def _answered(self, claim: str, denial: View, near: Sequence[str]) -> list[str]:
        among = frozenset(self._number[c] for c in (claim, *near))
        before = self._before.get(claim)
        if before is not None and before[0] == among:
            return before[1]
        told, names = self._told, self._names
        ranked = sorted((-answers(denial, told[c], names), abs(_about(told[c]) - _about(denial)), c) for c in near)
        self._before[claim] = among, [c for signs, _, c in ranked if -signs >= _SIGNS][:_MOST]
        return self._before[claim][1]


def _around(block: Sequence[tuple[int, str]], day: int) -> Iterator[str]:
    at = bisect_left(block, (day, ""))
    return (claim for _, claim in block[max(0, at - _AROUND) : at + _AROUND])


def _keys(seen: View, names: Names) -> Iterator[Block]:
    claim = seen.claim
    yield "report", claim.report
    if claim.actor:
        yield "doer", names.folded(claim.actor)
    if claim.place and claim.place.name:
        yield "place", fold_place(claim.place.name)


def _about(seen: View) -> int:
    return seen.last if seen.last is not None else (seen.told_day or 0)
