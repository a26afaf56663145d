"""The main path of the stage: facts -> pairs -> groups -> roots -> events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.knowledge.actors.register import ActorRegister
from onrecord.link.answers import with_answers
from onrecord.link.candidates import candidates
from onrecord.link.copies import roots
from onrecord.link.events import to_event
from onrecord.link.facts import Reader
from onrecord.link.group import group
from onrecord.link.score import RULES_V1, Rule, total
from onrecord.records import Claim, Event, Judgement, Report


def link(
    reports: Mapping[str, Report],
    claims: Sequence[Claim],
    register: ActorRegister,
    judgements: Sequence[Judgement] = (),
    *,
    rules: tuple[Rule, ...] = RULES_V1,
) -> list[Event]:
    """Events in the order of their first day, then of their ids; every claim stands in exactly one, under exactly one root.

    The order of the claims plays no part. Figures, findings and grade are left to reconcile. rules is another table, for measuring.
    """
    reader = Reader(reports, register)
    facts = [reader.facts(claim) for claim in sorted(claims, key=lambda c: c.id)]
    scores = {pair: total(facts[pair[0]], facts[pair[1]], rules) for pair in sorted(candidates(facts))}
    groups = with_answers(facts, group(facts, scores, judgements), judgements)
    names, graph = roots(facts, groups, reader)
    events = [
        to_event([facts[at] for at in members], [names[at] for at in members], [graph[at] for at in members], reader) for members in groups
    ]
    return sorted(events, key=lambda e: (e.earliest or "9999", e.id))
