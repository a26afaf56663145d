"""People on the move, sieges and aid: who, how many, from where to where, under what deal, what was asked, let in, refused, delivered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.records import Claim
from onrecord.registers.counted import Counted, counted
from onrecord.registers.ground import ByRoot, Cited, Ground, denied, fine_of
from onrecord.registers.happenings import Happening, gather, is_acted_on
from onrecord.vocab.event_types import EventType
from onrecord.vocab.fine_types import FineType
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

TYPES = frozenset({EventType.DISPLACEMENT, EventType.EVACUATION, EventType.AID_ACCESS})
FINE = (
    FineType.FLIGHT,
    FineType.EXPULSION,
    FineType.RETURN,
    FineType.EVACUATED,
    FineType.EVACUATION_STOPPED,
    FineType.SIEGE,
    FineType.AID_ASKED,
    FineType.AID_ALLOWED,
    FineType.AID_REFUSED,
    FineType.AID_DELIVERED,
    FineType.SHORTAGE,
    FineType.SERVICES_OUT,
)
_COUNTED = {Measure.DISPLACED: "displaced", Measure.EVACUATED: "evacuated", Measure.BESIEGED: "besieged", Measure.VEHICLES: "vehicles"}
# What a demand asks to be done to people who are not yet moved, or to aid that has not come.
_ASKED = re.compile(
    r"\b(?:evacuat\w*|safe (?:passage|exit)|corridors?|convoys?|humanitarian|aid|relief|(?:lift\w*|end\w*) (?:\w+ ){0,2}siege)\b", re.I
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_NO_TIME = rf"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:{_MONTH})\b)"
_PART = r"(?:the )?(?:east(?:ern)?|west(?:ern)?|north(?:ern)?|south(?:ern)?|rural|central|besieged|neighbou?ring) "
_NAME = rf"{_NO_TIME}((?:{_PART})?(?:al-)?[A-Z][\w’'-]+(?:[ -](?:al-)?[A-Z][\w’'-]+){{0,3}})"
_THE_TOWN_OF = r"(?:the (?:\w+ )?(?:city|town|village|district|enclave|province)s? of )?"
_FROM = re.compile(rf"\b(?:from|out of|left|fled|leaving|fleeing) {_THE_TOWN_OF}{_NAME}")
_TO = re.compile(rf"\b(?:(?<!according )(?<!due )(?:in)?to|towards?|for|bound for|reached|arriv\w+ (?:in|at)) {_THE_TOWN_OF}{_NAME}")
_DEAL = re.compile(
    r"\b(?:(?:under|as part of|in line with|in accordance with|according to|thanks to|following|after|by) (?:an?|the|this|that|its|their) "
    r"(?:[\w-]+ ){0,4}(?:deal|agreement|truce|accord|pact|ceasefire|swap)|in (?:exchange|return) for [^,.;]{3,60})",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Displacement:
    """One flight, evacuation, siege or delivery of aid. what: fine types; each list with the roots that say so."""

    happening: Happening
    what: ByRoot
    who: ByRoot
    by: ByRoot  # who moves, besieges, brings, stops
    counts: tuple[Counted, ...]  # displaced, evacuated, besieged, vehicles
    origins: ByRoot
    destinations: ByRoot
    deals: ByRoot  # in their words
    planned: bool  # every claim is of what is to come
    asked_only: bool  # every claim is a call for it
    denied_by: tuple[str, ...]
    cited: tuple[Cited, ...]


def displacement(ground: Ground) -> list[Displacement]:
    """One entry for each happening, by day. A call for people to be let out or aid to be let in stands here too, as asked for."""
    said = [c for c in ground.picture.claims.values() if _concerns(c)]
    return [_entry(h, ground) for h in gather(said, ground, kind=_kind)]


def _concerns(claim: Claim) -> bool:
    return claim.type in TYPES or _is_asked(claim) or any(f.what in _COUNTED and f.what is not Measure.VEHICLES for f in claim.figures)


def _is_asked(claim: Claim) -> bool:
    return (claim.type is EventType.DEMAND or claim.modality is Modality.DEMANDED) and bool(_ASKED.search(claim.quote.text))


def _kind(claim: Claim) -> str:
    """Hospitals or roads that do not work are another matter than a siege or a convoy, though their type is one."""
    if _is_asked(claim):
        return "asked"
    fine = fine_of(claim)
    works = claim.type is EventType.AID_ACCESS and FineType.SERVICES_OUT in fine and not {FineType.SIEGE, *_AID} & set(fine)
    return "services" if works else str(claim.type)


_AID = (FineType.AID_ALLOWED, FineType.AID_DELIVERED, FineType.AID_REFUSED)


def _entry(happening: Happening, ground: Ground) -> Displacement:
    claims = happening.claims
    against = denied(claims)
    saying = [c for c in claims if c not in against]
    return Displacement(
        happening=happening,
        what=ground.fine_by_root(saying or claims, FINE),
        who=ground.by_root(saying or claims, _moved),
        by=ground.by_root(saying or claims, _movers),
        counts=counted(saying, _COUNTED, ground),
        origins=ground.by_root(saying, lambda c: _found(_FROM, c)),
        destinations=ground.by_root(saying, lambda c: _found(_TO, c)),
        deals=ground.by_root(saying, lambda c: _found(_DEAL, c)),
        planned=bool(saying) and all(c.modality is Modality.FUTURE for c in saying),
        asked_only=all(_is_asked(c) for c in claims),
        denied_by=ground.roots_of(against),
        cited=ground.cited(claims),
    )


def _movers(claim: Claim) -> list[str]:
    """Who moves, besieges, brings or stops. "Civilians to be evacuated": they are those whom it befalls."""
    return [claim.actor] if claim.actor and not is_acted_on(claim.actor, claim.quote.text) else []


def _moved(claim: Claim) -> list[str]:
    return [name for name in (claim.target, claim.actor) if name and (name == claim.target or is_acted_on(name, claim.quote.text))][:1]


def _found(pattern: re.Pattern[str], claim: Claim) -> list[str]:
    """What a pattern finds in the claim's words."""
    found = (match[match.lastindex or 0] for match in pattern.finditer(claim.quote.text))
    # "To Syria's rebels" is to no place.
    return [words.removeprefix("the ") for words in found if not re.search(r"['’]s?$", words)]
