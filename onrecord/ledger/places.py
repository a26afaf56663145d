"""By which names a place is found: its own, those of the places it lies in, its country's code; in any spelling of case and accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from onrecord.records import Claim, Place, Spell


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Lower case without accents, so that a name can be typed on any keyboard."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).replace("-", " ").split())


def names_of(place: Place | None) -> list[str]:
    """Folded, each once; none for no place."""
    names = (place.name, *place.parents, place.country or "") if place else ()
    return list(dict.fromkeys(folded for name in names if (folded := fold(name))))


def place_of(spell: Spell, claims: Mapping[str, Claim]) -> list[str]:
    """A spell has no more than its place's name; where that lies is said by the claims that make it."""
    told = (claims[i].place for i in spell.claims if i in claims)
    names = [name for place in told if place is not None and place.name == spell.place for name in names_of(place)]
    return list(dict.fromkeys([fold(spell.place), *names]))
