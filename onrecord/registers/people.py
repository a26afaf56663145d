"""Who is counted: civilians, combatants, unknown; women, children, men. By the words alone: what is not said is unknown."""

from __future__ import annotations

import re
from enum import StrEnum

from onrecord.knowledge.actors import ActorRegister
from onrecord.vocab.roles import Kind


class People(StrEnum):
    """Civilian, combatant and unknown are apart from each other; the others are some of those counted, never added to them."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    UNKNOWN = "unknown"
    WOMEN = "women"
    CHILDREN = "children"
    WOMEN_AND_CHILDREN = "women_and_children"
    MEN = "men"


STATUS = (People.CIVILIAN, People.COMBATANT, People.UNKNOWN)

_CHILDREN = re.compile(
    r"\b(?:child|children|girls?|boys?|bab(?:y|ies)|infants?|toddlers?|minors?|newborns?|schoolchildren|pupils?)\b", re.I
)
_WOMEN = re.compile(r"\b(?:wom[ae]n|mothers?|females?|wives)\b", re.I)
_MEN = re.compile(r"\b(?:m[ae]n|fathers?|males?)\b", re.I)
_CIVIL = re.compile(
    r"\b(?:civilians?|residents?|villagers?|inhabitants|worshippers?|pilgrims?|passengers?|shoppers?|mourners?|patients?|doctors?|nurses?"
    r"|medics?|(?:aid|health|medical|relief|humanitarian|rescue) (?:workers?|staff|volunteers?)|journalists?|teachers?|students?|farmers?"
    r"|traders?|refugees?|displaced|demonstrators?|protesters?|famil(?:y|ies)|fisherm[ae]n|herders?)\b",
    re.I,
)
# Police are civilians to some recorders and not to others: they stay unknown.
_ARMED = re.compile(
    r"\b(?:soldiers?|troops?|servicem[ae]n|fighters?|combatants?|militants?|militiam[ae]n|rebels?|insurgents?|gunm[ae]n|guerrillas?|jihadists?"
    r"|paratroopers?|marines|commanders?|army|militia|armed (?:men|group|forces)|conscripts?|mercenar(?:y|ies)|terrorists?|separatists?"
    r"|attackers?|assailants?|bombers?|peacekeepers?)\b",
    re.I,
)


def people_of(words: str | None, actors: ActorRegister) -> People:
    """To whom a figure's `of` refers."""
    if not words:
        return People.UNKNOWN
    armed, civil = bool(_ARMED.search(words)), bool(_CIVIL.search(words))
    if armed and civil:
        return People.UNKNOWN  # "civilians and fighters" in one number
    if civil:
        return People.CIVILIAN
    if armed:
        return People.COMBATANT
    part = _part(words)
    if part is not None:
        return part
    actor = actors.find(words)
    return People.COMBATANT if actor is not None and actor.kind in (Kind.MILITARY, Kind.ARMED_GROUP) else People.UNKNOWN


def _part(words: str) -> People | None:
    """Women, children, men; None where none of them is named, unknown where men are counted with others."""
    women, children, men = (bool(of.search(words)) for of in (_WOMEN, _CHILDREN, _MEN))
    if men and (women or children):
        return People.UNKNOWN
    if women and children:
        return People.WOMEN_AND_CHILDREN
    return People.WOMEN if women else People.CHILDREN if children else People.MEN if men else None


_ANYBODY = re.compile(
    r"(?:\b(?:the|a|an|other|more|others|at|least|local|and|of|them|syrian|young|elderly|unarmed|innocent|victims?|people|persons?|dead|deaths?"
    r"|bodies|casualties|fatalities|civilians?|residents?|inhabitants|wom[ae]n|child|children|girls?|boys?|m[ae]n|lives|souls|wounded|injured|killed)\b|\W)*",
    re.I,
)


def whose(words: str | None, actors: ActorRegister) -> str | None:
    """Which of such people: a side's name, or "doctors"; None for people, civilians, women and so on without more.

    Two counts are of the same people only where this is the same: a side's dead are not the other's, doctors are not all civilians.
    """
    if not words or _ANYBODY.fullmatch(words):
        return None
    actor = actors.find(words)
    return actor.name if actor else " ".join(words.casefold().split())
