"""A group of claims -> an Event, with its identity, its place and days, and its roots."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Sequence

from onrecord.link.facts import Facts, Reader
from onrecord.records import Event, Origin, Place, Root
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality

_VAGUE = frozenset({EventType.STATEMENT, EventType.DEMAND, EventType.ACCUSATION, EventType.OTHER_STRATEGIC, EventType.CASUALTY_TOLL})
_A_WEEK = 7


def event_id(claims: Sequence[str]) -> str:
    """Same claims, same event."""
    return "evt-" + hashlib.sha256(json.dumps(sorted(claims)).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def to_event(members: Sequence[Facts], root_names: Sequence[str], origins: Sequence[Origin], reader: Reader) -> Event:
    """members, the names of their roots and why they stand under them, in step."""
    ids = tuple(facts.claim.id for facts in members)
    earliest, latest = _days(members)
    return Event(
        id=event_id(ids),
        type=_type(members),
        claims=ids,
        roots=_roots(members, root_names, reader),
        place=_place(members),
        earliest=earliest,
        latest=latest,
        reports=len({reader.page_of(facts.claim.report) for facts in members}),
        origins=tuple(origins),
    )


def _type(members: Sequence[Facts]) -> EventType:
    """The type most claims have; a claim of what happened weighs more than blame, demand or comment about it."""
    votes: Counter[EventType] = Counter()
    for facts in members:
        votes[facts.claim.type] += 1 if facts.claim.type in _VAGUE else 3
    return min(votes, key=lambda t: (-votes[t], t))


def _place(members: Sequence[Facts]) -> Place | None:
    """The place most claims name, as the claim that knows most about it has it."""
    votes = Counter(facts.place for facts in members if facts.place)
    if not votes:
        return None
    top = min(votes, key=lambda p: (-votes[p], p))
    places = [facts.claim.place for facts in members if facts.place == top and facts.claim.place]
    return min(places, key=lambda p: (p.lat is None, p.gazetteer is None, p.name, str(p.mention)))


def _days(members: Sequence[Facts]) -> tuple[str | None, str | None]:
    """First and last day over the claims that date it within a week, or else over all that date it."""
    dated = [f for f in members if f.first is not None and f.last is not None and f.claim.when is not None]
    done = [f for f in dated if f.claim.modality not in (Modality.FUTURE, Modality.DEMANDED)] or dated
    fine = [f for f in done if (f.last or 0) - (f.first or 0) < _A_WEEK] or done
    whens = [f.claim.when for f in fine if f.claim.when]
    if not whens:
        return None, None
    return min(w.earliest for w in whens), max(w.latest for w in whens)


def _roots(members: Sequence[Facts], names: Sequence[str], reader: Reader) -> tuple[Root, ...]:
    claims: dict[str, list[str]] = defaultdict(list)
    sides: dict[str, str | None] = {}
    for facts, name in zip(members, names, strict=True):
        claims[name].append(facts.claim.id)
        on = facts.claim.when.latest if facts.claim.when else None
        side = reader.register.side_of(name, theatre=facts.country or None, on=on)
        sides[name] = sides.get(name) or side or (facts.claim.source.side if facts.claim.source.named else None)
    return tuple(
        Root(name=name, claims=tuple(claims[name]), side=sides[name]) for name in sorted(claims, key=lambda n: (-len(claims[n]), n))
    )
