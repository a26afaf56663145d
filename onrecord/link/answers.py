"""An attack said to be beaten off answers the word that the place fell: both speak of one assault, so they belong in one event.

Likeness alone keeps them apart, since a fight and a capture share few words; yet it is the first thing that an editor needs side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from onrecord.link.compare.actors import likeness
from onrecord.link.facts import Facts
from onrecord.records import Judgement
from onrecord.vocab.findings import Change

_WHOLE = frozenset({"all", "most"})


class Answers:
    """Attacks beaten off and places that fell, of all claims so far."""

    def __init__(self, claims: Sequence[Facts]) -> None:
        """claims: a list that its owner may append to; claims are taken in by `add`."""
        self._claims = claims
        self._beaten: list[int] = []
        self._fallen: dict[frozenset[str], list[int]] = defaultdict(list)

    def add(self, new: Iterable[int]) -> None:
        for at in new:
            fact = self._claims[at]
            if _fell(fact):
                self._fallen[fact.held].append(at)
            if fact.beaten_off and not fact.denied and not fact.wide and fact.place_tokens:
                self._beaten.append(at)

    def moves(self, home: Sequence[int], groups: Mapping[int, Sequence[int]], judgements: Sequence[Judgement]) -> dict[int, int]:
        """Each attack beaten off that belongs to another group than its own, and that group: where it is said most often that the place
        fell then. home: the group of each claim; groups: their members, in the order of their ids.

        A claim on which a person has judged stays where the judgement put it, and one whose group speaks of who holds the place stays too.
        """
        judged = {i for j in judgements for i in (j.left, j.right)}
        moved = {}
        for at in self._beaten:
            fact = self._claims[at]
            told = Counter(home[other] for other in self._fallen.get(fact.place_tokens, ()) if _one_assault(fact, self._claims[other]))
            if told and fact.claim.id not in judged and not self._speaks(groups[home[at]], fact.place_tokens):
                most = min(told, key=lambda number: (-told[number], self._claims[groups[number][0]].claim.id))
                if most != home[at]:
                    moved[at] = most
        return moved

    def _speaks(self, members: Sequence[int], place: frozenset[str]) -> bool:
        """Whether a group says who holds the place."""
        return any(self._claims[at].holder and self._claims[at].held == place for at in members)


def _fell(fact: Facts) -> bool:
    control = fact.claim.control
    if control is None or fact.holder is None or fact.denied or fact.wide:
        return False
    return bool(fact.held) and control.change is Change.GAIN and control.extent in _WHOLE


def _one_assault(beaten: Facts, taken: Facts) -> bool:
    """Within a day of each other, by their dates or else by the days on which they were told, and not by the same body."""
    if beaten.doer and taken.holder and likeness(beaten.doer, taken.holder) >= 0.6:
        return False
    if beaten.first is not None and beaten.last is not None and taken.first is not None and taken.last is not None:
        return max(beaten.first, taken.first) - min(beaten.last, taken.last) <= 1
    return beaten.about is not None and taken.about is not None and abs(beaten.about - taken.about) <= 1
