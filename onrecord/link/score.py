"""The table of statements and weights by which two claims are held to speak of the same event, under a version name.

Weights are log-odds (Fellegi and Sunter 1969): a statement that holds adds its weight, one that holds in part adds its part, a silent one
adds nothing. The sum is the log-odds that both claims speak of one event, before the other claims of both are heard.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.link.compare import ground as on
from onrecord.link.compare.actors import roles_swapped, same_doer, same_sufferer
from onrecord.link.compare.control import one_place_one_holder, one_place_two_holders
from onrecord.link.compare.event_type import blame_for_it, one_blow, related_types, same_type
from onrecord.link.compare.place import one_lies_in_the_other, one_names_no_place, same_place
from onrecord.link.compare.rivals import (
    blames_another,
    counts_the_same,
    denies_the_same,
    stopped_or_went_on,
    taken_or_beaten_off,
)
from onrecord.link.compare.score import Score
from onrecord.link.compare.when import days_apart, same_days, told_apart
from onrecord.link.compare.words import (
    denied_on_the_spot,
    one_source_says_two_things,
    said_in_one_breath,
    same_figure,
    shared_words,
)
from onrecord.link.facts import Facts


@dataclass(frozen=True, slots=True)
class Rule:
    says: Callable[[Facts, Facts], Score]
    weight: float
    otherwise: float = 0.0  # added when the statement speaks and is false
    needs: int = 0  # the ground without which the statement is silent


VERSION = "rules-2"
PRIOR = -1.2
RULES_V2: tuple[Rule, ...] = (
    Rule(same_place, 1.2, -0.3, needs=on.PLACED),
    Rule(one_lies_in_the_other, 0.4, needs=on.PLACED),
    Rule(one_names_no_place, 0.4, needs=on.ONE_PLACED),
    Rule(same_days, 0.7, needs=on.DAYS_MEET),
    Rule(days_apart, -1.0, needs=on.DAYS_PART),
    Rule(told_apart, -0.3, needs=on.UNDATED),
    Rule(same_doer, 0.8, needs=on.DOERS),
    Rule(same_sufferer, 0.7, -0.4, needs=on.SUFFERERS),
    Rule(roles_swapped, 0.5, -0.5, needs=on.CROSSED),
    Rule(same_type, 0.5, -0.5),
    Rule(related_types, 0.5, -0.8, needs=on.TWO_TYPES),
    Rule(blame_for_it, 1.2, needs=on.ONE_BLAMES),
    Rule(one_blow, 2.0, needs=on.PLACED | on.DAYS_MEET),
    Rule(one_place_one_holder, 1.2, needs=on.HOLDERS),
    Rule(one_place_two_holders, 2.2, needs=on.HOLDERS),
    Rule(denies_the_same, 2.4, 0.4, needs=on.DENIAL),
    Rule(blames_another, 1.8, needs=on.DOERS),
    Rule(stopped_or_went_on, 2.0, needs=on.DOERS | on.TWO_TYPES),
    Rule(taken_or_beaten_off, 2.0, needs=on.BEATEN_OFF),
    Rule(counts_the_same, 1.2, needs=on.COUNTS | on.ONE_TYPE),
    Rule(same_figure, 3.0, 1.1, needs=on.COUNTS),
    Rule(shared_words, 1.0, -0.4),
    Rule(said_in_one_breath, 0.9, -0.7, needs=on.ONE_REPORT),
    Rule(one_source_says_two_things, -1.7, -1.0, needs=on.ONE_REPORT),
    Rule(denied_on_the_spot, 1.6, 0.5, needs=on.ONE_REPORT | on.DENIAL),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement about a pair, what it adds and why: a line of the explanation."""

    statement: str
    adds: float
    because: str


class Sums:
    """Adds up what speaks for one event, by a table of rules."""

    def __init__(self, rules: tuple[Rule, ...] = RULES_V2) -> None:
        self._rules = rules
        self._asked: dict[int, list[tuple[Callable[[Facts, Facts], Score], float, float]]] = {}  # by the ground that a pair has

    def total(self, left: Facts, right: Facts) -> float:
        """The log-odds that both claims speak of one event."""
        found = on.ground(left, right)
        asked = self._asked.get(found)
        if asked is None:
            asked = self._asked[found] = [(r.says, r.weight, r.otherwise) for r in self._rules if r.needs & found == r.needs]
        sum_ = PRIOR
        for says, weight, otherwise in asked:
            value = says(left, right)[0]
            if value is not None:
                sum_ += weight * value if value else otherwise
        return sum_


total = Sums().total


def explain(left: Facts, right: Facts) -> list[Said]:
    """Every statement that speaks, with what it adds."""
    lines = [Said(statement="prior", adds=PRIOR, because="two claims drawn at random")]
    for rule in RULES_V2:
        score = rule.says(left, right)
        if score.value is not None:
            adds = rule.weight * score.value if score.value else rule.otherwise
            lines.append(Said(statement=rule.says.__name__, adds=round(adds, 3), because=score.because))
    return lines
