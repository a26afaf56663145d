"""Completes claims that another program or a person extracted: coordinates, countries and sides that they lack, marked as ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.extract.places import resolve_place
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.records import Claim


def complete(claims: Iterable[Claim], gazetteer: Gazetteer, register: ActorRegister) -> list[Claim]:
    """The claims with what they lacked; `filled` names the fields that are ours. Nothing that was given is changed."""
    return [_with_side(_with_place(claim, gazetteer), register) for claim in claims]


def _with_place(claim: Claim, gazetteer: Gazetteer) -> Claim:
    given = claim.place
    if given is None or not given.name or given.lat is not None:
        return claim
    found = resolve_place(given.name, given.country, gazetteer)
    if found.country is None or (given.country and found.country != given.country):
        return claim
    place = replace(found, name=given.name, mention=given.mention)
    lacking = [n for n in ("country", "lat", "lon", "precision", "gazetteer", "parents") if not getattr(given, n) and getattr(place, n)]
    added = [f"place.{name}" for name in lacking]
    return replace(claim, place=place, filled=(*claim.filled, *added))


def _with_side(claim: Claim, register: ActorRegister) -> Claim:
    if claim.source.side or not claim.source.named:
        return claim
    side = register.side_of(
        claim.source.name, theatre=claim.place.country if claim.place else None, on=claim.when.earliest if claim.when else None
    )
    if side is None:
        return claim
    return replace(claim, source=replace(claim.source, side=side), filled=(*claim.filled, "source.side"))
