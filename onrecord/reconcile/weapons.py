"""What words name as fired, dropped, laid or used: one list for all who ask whether two claims tell of one blow."""

from __future__ import annotations

import re
from functools import lru_cache

_WEAPONS: dict[str, re.Pattern[str]] = {
    name: re.compile(words, re.IGNORECASE)
    for name, words in {
        "gas": r"\b(?:chemical|gas(?! ?(?:fields?|plants?|pipelines?|stations?|supply))|gassed|chlorine|sarin|toxic|poison\w*|nerve agents?"
        r"|yperite|mustard|suffocat\w+|asphyxia\w*)\b",
        "barrel bomb": r"\bbarrels?(?! of)(?:[- ]?bomb\w*)?\b",
        "cluster": r"\b(?:cluster|bomblets?|submunitions?)\b",
        "incendiary": r"\b(?:phosph\w*|incendiar\w*|napalm|thermite)\b",
        "mine": r"\b(?:land ?)?mines?\b",
        "aircraft": r"\b(?:air ?-?(?:strikes?|raids?|attacks?)|warplanes?|planes?|jets?|aircraft|helicopters?|sorties"
        r"|bomb(?:ed|ing) (?:raid|run)s?)\b",
        "drone": r"\b(?:drones?|uavs?|quadcopters?)\b",
        "shell": r"\b(?:mortars?|shell(?:s|ing|ed|fire)?|artillery|rockets?|missiles?|grads?|howitzers?|tank fire)\b",
        "blast": r"\b(?:(?:car|truck|suicide|roadside)[ -]bomb\w*|suicide (?:belts?|vests?)|ied|explosives? devices?|booby)\b",
        "shots": r"\b(?:shot|shots|gunfire|gunmen|gunned|bullets?|rifles?|snip\w+"
        r"|live (?:rounds|ammunition)|(?:rebel|army|enemy|militant) fire)\b",
        "execution": r"\b(?:executed|execution\w*|behead\w*)\b",
    }.items()
}
# Who denies one of these does not deny another way of killing.
FORBIDDEN = frozenset({"gas", "barrel bomb", "cluster", "incendiary", "mine"})
HANDS = {
    "a strike from the air": frozenset({"aircraft", "drone", "barrel bomb"}),
    "fire from the ground": frozenset({"shell", "shots"}),
    "a planted or driven bomb": frozenset({"blast", "mine"}),
}


@lru_cache(maxsize=65_536)
def weapons_in(words: str) -> frozenset[str]:
    """The names of what a quote says was used: few quotes, asked of many clashes."""
    return frozenset(name for name, weapon in _WEAPONS.items() if weapon.search(words))


def hands_in(words: str) -> set[str]:
    """From where it came, by the weapons named."""
    named = weapons_in(words)
    return {hands for hands, weapons in HANDS.items() if named & weapons}
