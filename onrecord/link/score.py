"""The table of statements and weights by which two claims are held to speak of the same event, under a version name.

Weights are log-odds (Fellegi and Sunter 1969): a statement that holds adds its weight, one that holds in part adds its part, a silent one
adds nothing. The sum is the log-odds that both claims speak of one event, before the other claims of both are heard.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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


VERSION = "rules-2"
PRIOR = -1.2
RULES_V2: tuple[Rule, ...] = (
    Rule(same_place, 1.2, -0.3),
    Rule(one_lies_in_the_other, 0.4),
    Rule(one_names_no_place, 0.4),
    Rule(same_days, 0.7),
    Rule(days_apart, -1.0),
    Rule(told_apart, -0.3),
    Rule(same_doer, 0.8),
    Rule(same_sufferer, 0.7, -0.4),
    Rule(roles_swapped, 0.5, -0.5),
    Rule(same_type, 0.5, -0.5),
    Rule(related_types, 0.5, -0.8),
    Rule(blame_for_it, 1.2),
    Rule(one_blow, 2.0),
    Rule(one_place_one_holder, 1.2),
    Rule(one_place_two_holders, 2.2),
    Rule(denies_the_same, 2.4, 0.4),
    Rule(blames_another, 1.8),
    Rule(stopped_or_went_on, 2.0),
    Rule(taken_or_beaten_off, 2.0),
    Rule(counts_the_same, 1.2),
    Rule(same_figure, 3.0, 1.1),
    Rule(shared_words, 1.0, -0.4),
    Rule(said_in_one_breath, 0.9, -0.7),
    Rule(one_source_says_two_things, -1.7, -1.0),
    Rule(denied_on_the_spot, 1.6, 0.5),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement about a pair, what it adds and why: a line of the explanation."""

    statement: str
    adds: float
    because: str


def total(left: Facts, right: Facts, rules: tuple[Rule, ...] = RULES_V2) -> float:
    """The log-odds that both claims speak of one event."""
    sum_ = PRIOR
    for rule in rules:
        value = rule.says(left, right)[0]
        if value is not None:
            sum_ += rule.weight * value if value else rule.otherwise
    return sum_


def explain(left: Facts, right: Facts) -> list[Said]:
    """Every statement that speaks, with what it adds."""
    lines = [Said(statement="prior", adds=PRIOR, because="two claims drawn at random")]
    for rule in RULES_V2:
        score = rule.says(left, right)
        if score.value is not None:
            adds = rule.weight * score.value if score.value else rule.otherwise
            lines.append(Said(statement=rule.says.__name__, adds=round(adds, 3), because=score.because))
    return lines
