"""What was hit: a thing that soldiers use, or one that people live by. Two sources who differ on that tell two accounts of one blow."""

from __future__ import annotations

import re

from onrecord.knowledge.gazetteer.wide import is_wide
from onrecord.reconcile.one_deed import same_place
from onrecord.reconcile.reading import Names, View, days_between
from onrecord.vocab.event_types import EventType as T

_BLOWS = frozenset({T.AIR_STRIKE, T.SHELLING, T.IED, T.LOOTING_DESTRUCTION, T.HERITAGE_DAMAGE, T.ATTACK_ON_CIVILIANS, T.ARMED_CLASH})
_MILITARY = re.compile(
    r"\b(?:(?:military|army|weapons?|ammunition|arms|munitions|fuel|rebel|militant|terrorist|enemy|missile) "
    r"(?:\w+ )?(?:depots?|dumps?|warehouses?|stores?|sites?|bases?|facilit(?:y|ies)|targets?|positions?|infrastructure|columns?|convoys?"
    r"|headquarters|installations?|objects?|plants?)"
    r"|arsenals?|ammunition|barracks|command (?:posts?|centres?|centers?)|launch(?:ers?| (?:pads?|sites?))|air ?bases?|airfields?|radars?"
    r"|training camps?|bunkers?|(?:militants?|terrorists?|rebels?|fighters|bandits)['’]? (?:hideouts?|gatherings?|strongholds?|vehicles)"
    r"|(?:vehicles|gathering|positions|hideouts) of (?:the )?(?:militants|terrorists|rebels|bandits|enemy))\b",
    re.IGNORECASE,
)
_CIVIL = re.compile(
    r"\b(?:power (?:stations?|plants?|grid|lines?)|substations?|energy (?:facilit(?:y|ies)|infrastructure)|water (?:works|station|plant)s?"
    r"|hospitals?|clinics?|maternity|schools?|kindergartens?|universit(?:y|ies)|markets?|bazaars?|bakery|bakeries|homes?|houses|apartments?"
    r"|residential|dwellings?|buses|bus\b|ambulances?|mosques?|church(?:es)?|shelters?|refugees?|camps? for|weddings?|funerals?|grain"
    r"|silos?|farms?|villagers?|civilians?|civilian (?:\w+ )?(?:sites?|infrastructure|objects?|targets?))\b",
    re.IGNORECASE,
)
_A_DAY = 1


def rival_objects(left: View, right: View, names: Names) -> str | None:
    """One place and day, one doer as far as both name one: a military thing hit by one account, a civilian one by the other.

    A blow may hit both, so it counts only between two sides, or where the doer's own side names the military thing.
    """
    a, b = left.claim, right.claim
    if a.type not in _BLOWS or b.type not in _BLOWS or (a.actor and b.actor and not names.alike(a.actor, b.actor, a)):
        return None
    said = [_objects(view) for view in (left, right)]
    if not (said[0][0] and said[1][1] and not said[0][1] and not said[1][0]) and not (
        said[1][0] and said[0][1] and not said[1][1] and not said[0][0]
    ):
        return None
    gap, place = days_between(left, right), a.place
    if not same_place(left, right) or place is None or is_wide(place) or (gap is not None and gap > _A_DAY):
        return None
    soldier, other = (left, right) if said[0][0] else (right, left)
    doer = soldier.claim.actor or other.claim.actor
    of_the_doer = (
        bool(doer) and names.alike(soldier.root, doer or "", soldier.claim) and not names.alike(other.root, doer or "", other.claim)
    )
    if not of_the_doer and not names.opposed(soldier.root, other.root, soldier.claim):
        return None
    return f"“{_first(_MILITARY, soldier)}” against “{_first(_CIVIL, other)}” as what was hit"


def _objects(view: View) -> tuple[bool, bool]:
    """Whether the words name a military thing, and a civilian one."""
    words = view.claim.quote.text
    return _MILITARY.search(words) is not None, _CIVIL.search(words) is not None


def _first(words: re.Pattern[str], view: View) -> str:
    found = words.search(view.claim.quote.text)
    return found[0] if found else ""
