"""Who stood on either side of an event, as far as its claims agree and the actor register knows them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.exports.base import sole
from onrecord.records import Claim
from onrecord.vocab.event_types import EventType
from onrecord.vocab.roles import Kind

CIVILIANS = "civilians"
STATE = frozenset({Kind.GOVERNMENT, Kind.MILITARY, Kind.FOREIGN_GOVERNMENT})
_BOTH_WAYS = frozenset({EventType.ARMED_CLASH, EventType.AGREEMENT})  # who is named first says nothing


def parties(kind: EventType, claims: Sequence[Claim]) -> tuple[str | None, str | None]:
    """Doer and target, each where all claims that name one name the same. Of a clash: its two sides, whichever way round they stand."""
    if kind in _BOTH_WAYS:
        names = list(dict.fromkeys(n for c in claims for n in (c.actor, c.target) if n))
        if len(names) == 2:
            return names[0], names[1]
    return sole(c.actor for c in claims), sole(c.target for c in claims)


def acled_kind(name: str | None, country: str | None, register: ActorRegister) -> int | None:
    """ACLED's inter: 1 forces of the state in which it happened, 7 civilians, 8 other states and bodies of the UN; None: not known.

    The register does not tell rebels (2) from militias (3 and 4), so an armed group has none.
    """
    if name is None:
        return None
    if name == CIVILIANS:
        return 7
    actor = register.find(name, country=country)
    if actor is None:
        return None
    if actor.kind is Kind.UN:
        return 8
    if actor.kind in STATE and actor.country and country:
        return 1 if actor.country == country else 8
    return None


def type_of_violence(one: str | None, other: str | None, country: str | None, register: ActorRegister) -> int | None:
    """UCDP's: 1 a state against an armed body, 2 armed groups among themselves, 3 against civilians; None: not known."""
    if one is None or other is None:
        return None
    first, second = _armed(one, country, register), _armed(other, country, register)
    if other == CIVILIANS:
        return 3 if first else None
    if not first or not second:
        return None
    return 1 if "state" in (first, second) else 2


def _armed(name: str, country: str | None, register: ActorRegister) -> str | None:
    actor = register.find(name, country=country)
    if actor is None:
        return None
    return "state" if actor.kind in STATE else "group" if actor.kind is Kind.ARMED_GROUP else None
