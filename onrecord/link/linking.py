"""Links claims in one go: reports, claims and decisions -> events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.knowledge.actors.register import ActorRegister
from onrecord.link.score import RULES_V2, Rule
from onrecord.link.standing import Standing
from onrecord.records import Claim, Event, Judgement, Report


def link(
    reports: Mapping[str, Report],
    claims: Sequence[Claim],
    register: ActorRegister,
    judgements: Sequence[Judgement] = (),
    *,
    rules: tuple[Rule, ...] = RULES_V2,
) -> list[Event]:
    """Events in the order of their first day, then of their ids; every claim stands in exactly one, under exactly one root.

    The order of the claims plays no part. Figures, findings and grade are left to reconcile. rules is another table, for measuring.
    """
    standing = Standing(register, rules=rules)
    standing.add(reports, claims, judgements)
    return standing.events()
