"""An attack said to be beaten off answers the word that the place fell: both speak of one assault, so they belong in one event.

Likeness alone keeps them apart, since a fight and a capture share few words; yet it is the first thing that an editor needs side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from onrecord.link.compare.actors import likeness
from onrecord.link.facts import Facts
from onrecord.records import Judgement
from onrecord.vocab.findings import Change

_WHOLE = frozenset({"all", "most"})


def with_answers(facts: Sequence[Facts], groups: Sequence[Sequence[int]], judgements: Sequence[Judgement]) -> list[list[int]]:
    """The groups (indices into facts), with each attack beaten off moved to the group that says most often that the place fell then.

    A claim on which a person has judged stays where the judgement put it, and one whose group speaks of who holds the place stays too.
    """
    home = {at: number for number, members in enumerate(groups) for at in members}
    judged = {i for j in judgements for i in (j.left, j.right)}
    taken: dict[frozenset[str], list[int]] = defaultdict(list)
    for at, fact in enumerate(facts):
        if _fell(fact):
            taken[fact.held].append(at)
    spoken = {(home[at], fact.held) for at, fact in enumerate(facts) if fact.holder and fact.held}
    moved = dict(home)
    for at, fact in enumerate(facts):
        if not fact.beaten_off or fact.denied or fact.wide or not fact.place_tokens or fact.claim.id in judged:
            continue
        told = Counter(home[other] for other in taken[fact.place_tokens] if _one_assault(fact, facts[other]))
        if told and (home[at], fact.place_tokens) not in spoken:
            moved[at] = max(told, key=lambda number: (told[number], -number))
    regrouped: dict[int, list[int]] = defaultdict(list)
    for at in sorted(moved):
        regrouped[moved[at]].append(at)
    return [regrouped[number] for number in sorted(regrouped)]


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
