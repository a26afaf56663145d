"""The decisions that stand on an event or a claim, found again by the claims' words."""

from __future__ import annotations

from collections.abc import Collection

from onrecord.desk.shelf import Standing
from onrecord.ledger.judgements import Act, Decision
from onrecord.records import Event


def decisions_on(claim_ids: Collection[str], standing: Standing) -> list[Decision]:
    """Decisions that speak of any of these claims, in the order they were made. A rejected claim is found by its old id."""
    wanted = set(claim_ids)
    return [
        d for d in standing.decisions.values() if any((standing.finder.find(a) or a.claim) in wanted or a.claim in wanted for a in d.claims)
    ]


def assigned(event: Event, standing: Standing) -> Decision | None:
    """Who looks after the event: the last assignment of any of its claims."""
    found = [d for d in decisions_on(event.claims, standing) if d.act is Act.ASSIGN]
    return found[-1] if found and found[-1].value else None


def assigned_to(name: str, standing: Standing) -> list[Event]:
    """The events that somebody was asked to look after."""
    asked = [d for d in standing.decisions.values() if d.act is Act.ASSIGN]
    if not asked:
        return []
    home = {c: e for e in standing.whole.index.events for c in e.claims}
    found: dict[str, Event] = {}
    for decision in asked:
        for anchor in decision.claims:
            event = home.get(standing.finder.find(anchor) or "")
            if event:
                found.pop(event.id, None)
                if decision.value == name:
                    found[event.id] = event
    return list(found.values())
