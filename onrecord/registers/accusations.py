"""Blame and what follows it: who blames whom for what, who rejects it, who owns to it, what is investigated and what was ruled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.knowledge.names import plain
from onrecord.records import Claim
from onrecord.registers.ground import ByRoot, Cited, Ground, denied, fine_of
from onrecord.registers.happenings import Happening, gather
from onrecord.registers.period import same_ground
from onrecord.vocab.event_types import EventType
from onrecord.vocab.fine_types import FineType
from onrecord.vocab.hedges import Modality

FOLLOWS = 31  # days within which an answer, an inquiry or a ruling in another report is taken to be of this blame


@dataclass(frozen=True, slots=True, kw_only=True)
class Accusation:
    """Blame for one thing. accused, harmed: each with the roots that say so; nobody where none is named."""

    happening: Happening
    accused: ByRoot
    harmed: ByRoot
    accusers: tuple[str, ...]
    denied_by: tuple[str, ...]
    denials: tuple[Cited, ...]
    acceptance: tuple[Cited, ...]
    investigations: tuple[Cited, ...]
    rulings: tuple[Cited, ...]
    deeds: tuple[str, ...]  # events of the deeds themselves, where the linker put the blame beside one
    cited: tuple[Cited, ...]


def accusations(ground: Ground) -> list[Accusation]:
    """One entry for each thing that somebody is blamed for, by day."""
    claims = ground.picture.claims.values()
    blame = [c for c in claims if c.type is EventType.ACCUSATION and c.modality is not Modality.DEMANDED]
    after = [c for c in claims if _FOLLOWING & set(fine_of(c))]
    return [_entry(h, after, ground) for h in gather(blame, ground)]


_FOLLOWING = frozenset({FineType.REJECTION, FineType.ACCEPTANCE, FineType.INVESTIGATION, FineType.RULING})


def _entry(happening: Happening, after: Iterable[Claim], ground: Ground) -> Accusation:
    own = happening.claims
    against = denied(own)
    blaming = [c for c in own if c not in against]
    beside = [c for c in after if c not in own and _of_it(c, happening, ground)]
    accused = {plain(c.actor) for c in own if c.actor}

    def following(fine: FineType, *, by_accused: bool = False) -> tuple[Cited, ...]:
        found = [c for c in [*own, *beside] if fine in fine_of(c)]
        return ground.cited(c for c in found if not by_accused or plain(ground.root(c)) in accused)

    rejecting = [c for c in beside if FineType.REJECTION in fine_of(c) and plain(ground.root(c)) in accused]
    return Accusation(
        happening=happening,
        accused=ground.named_by_root(blaming or own),
        harmed=ground.named_by_root(blaming or own, target=True),
        accusers=ground.roots_of(blaming),
        denied_by=ground.roots_of([*against, *rejecting]),
        denials=ground.cited([*against, *rejecting]),
        acceptance=following(FineType.ACCEPTANCE, by_accused=True),
        investigations=following(FineType.INVESTIGATION),
        rulings=following(FineType.RULING),
        deeds=_deeds(own, ground),
        cited=ground.cited(own),
    )


def _of_it(claim: Claim, happening: Happening, ground: Ground) -> bool:
    """A word that answers or follows blame is of it where both stand in one event, or in one place and soon after."""
    event = ground.event_of.get(claim.id)
    if event is not None and event.id in happening.events:
        return True
    if claim.place is None or happening.place is None or not same_ground(claim.place, happening.place):
        return False
    told, since = ground.told(claim), happening.first or min((d for c in happening.claims if (d := ground.told(c))), default=None)
    if told is None or since is None:
        return False
    first = dt.date.fromisoformat(since)
    return first <= dt.date.fromisoformat(told) <= first + dt.timedelta(days=FOLLOWS)


def _deeds(claims: Sequence[Claim], ground: Ground) -> tuple[str, ...]:
    events = {e.id: e for c in claims if (e := ground.event_of.get(c.id))}
    return tuple(id for id, e in events.items() if e.type is not EventType.ACCUSATION)
