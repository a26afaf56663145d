"""Names of places folded, and which places are a country or larger: to share one says little."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from onrecord.knowledge.gazetteer.tables import countries
from onrecord.records import Place
from onrecord.vocab.bodies import PLACE_KIND

_TOKEN = re.compile(r"\w+")


@lru_cache(maxsize=65_536)
def fold_place(name: str) -> str:
    """A place name without case, accents, punctuation and words such as "city"; never empty for a name that has letters."""
    text = unicodedata.normalize("NFKD", name).casefold()
    tokens = _TOKEN.findall("".join(c for c in text if not unicodedata.combining(c)))
    return " ".join([t for t in tokens if t not in PLACE_KIND] or tokens)


def is_wide(place: Place) -> bool:
    """A country or larger, by its precision or by its name.

    A village that no gazetteer has carries its country's precision for want of a finer one; it is no country for that.
    """
    known = place.gazetteer is not None
    return place.precision == 7 or (place.precision == 6 and known) or names_a_country(place.name)


def names_a_country(name: str) -> bool:
    return fold_place(name) in _country_names()


@cache
def _country_names() -> frozenset[str]:
    return frozenset(fold_place(name) for country in countries() for name in (country.name, *country.aliases))
