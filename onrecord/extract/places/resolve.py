"""A bare name to a place: for claims that come from other programs without coordinates."""

from __future__ import annotations

from onrecord.extract.places import cues
from onrecord.extract.places.ground import size
from onrecord.knowledge.gazetteer import Entry, Gazetteer
from onrecord.records import Place


def resolve_place(name: str, country_hint: str | None, gazetteer: Gazetteer) -> Place:
    """The likeliest place of that name, in the hinted country (alpha-3) if it has one. A name that nothing goes by keeps its words and
    the hint.

    "eastern Aleppo" and "Aleppo countryside" have Aleppo's coordinate at a lower precision; "Homs province" is the unit, not the town; of
    "Aleppo, Syria" the part before the comma counts, and what follows may name the country.
    """
    words, _, rest = name.partition(",")
    home = gazetteer.country(rest.strip()) if rest.strip() else None
    country = home.country if home else country_hint
    inner, kinds, vague = _without_cues(words.split())
    entries = _entries(name, country, gazetteer) or _entries(words, country, gazetteer)
    kinds = () if entries else kinds
    if not entries and inner:
        entries = _entries(" ".join(inner), country, gazetteer)
    else:
        vague = False
    if not entries:
        return Place(name=name, country=country, precision=6 if country else None)
    best = max(entries, key=lambda e: _fit(e, country, kinds))
    precision = (5 if best.kind == "country" else max(best.precision, 2)) if vague else best.precision
    return Place(
        name=name,
        country=best.country or country,
        lat=best.lat,
        lon=best.lon,
        precision=precision,
        gazetteer=best.id,
        parents=tuple(gazetteer.english(p) for p in gazetteer.parents(best)),
    )


def _entries(name: str, country: str | None, gazetteer: Gazetteer) -> list[Entry]:
    found = gazetteer.lookup(name)
    here = [e for e in found if e.country == country]
    if country and not here:
        here = gazetteer.near(name, frozenset({country})) or [e for e in found if e.country is None]
    return here or ([] if country else found)


def _without_cues(words: list[str]) -> tuple[list[str], tuple[str, ...], bool]:
    """The name without "eastern", "province", "countryside" and the like; kinds that these ask for; whether they make it vague."""
    kinds: tuple[str, ...] = ()
    vague = False
    kept: list[str] = []
    for word in words:
        lower = word.lower()
        if lower in cues.DIRECTIONS or lower in cues.OUTSKIRTS:
            vague = True
        elif lower in cues.UNITS:
            kinds = tuple(cues.UNITS[lower].split())
        elif lower not in ("the", "of") or kept:
            kept.append(word)
    return kept, kinds, vague


def _fit(entry: Entry, country: str | None, kinds: tuple[str, ...]) -> tuple[float, int, str]:
    score = size(entry) + 1.5 * entry.capital - (1.5 if entry.kind == "adm2" else 0.5 if entry.kind == "adm1" else 0.0)
    if kinds:
        score += 3.0 if entry.kind == kinds[0] else 1.5 if entry.kind in kinds else 0.0
    if country and entry.country == country:
        score += 3.0
    return score, entry.population, entry.id
