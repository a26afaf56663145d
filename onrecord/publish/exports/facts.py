"""What several exports ask of an event or a claim. Each answers None where there is no evidence, or where the evidence differs."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence

from onrecord.publish.exports.base import sole
from onrecord.records import Claim, EventFigure, Figure, Place
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

Number = int | float


def happened(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that say, firmly or not, that it happened: not what is denied, expected or called for."""
    return [c for c in claims if c.modality in (Modality.ASSERTED, Modality.HEDGED)]


def counted(figures: Sequence[Figure] | Sequence[EventFigure], what: Measure) -> Figure | EventFigure | None:
    """The one count of this measure: the count of nobody in particular, or the only one there is. Counts of two groups are not added."""
    found = [f for f in figures if f.what == what]
    whole = [f for f in found if f.of is None]
    chosen = whole or found
    return chosen[0] if len(chosen) == 1 else None


def bounds(figures: Sequence[Figure] | Sequence[EventFigure], what: Measure) -> tuple[Number | None, Number | None]:
    """The least and the most of that count; None is an open end, or no such count."""
    found = counted(figures, what)
    return (found.low, found.high) if found else (None, None)


def adm1(place: Place | None) -> str | None:
    """The first-order unit's name."""
    if place is None or place.precision not in (1, 2, 3, 4):
        return None
    units = _units(place)
    return place.name if place.precision == 4 else units[-1] if units else None


def adm2(place: Place | None) -> str | None:
    """The second-order unit's name, where the gazetteer has one."""
    if place is None:
        return None
    if place.precision == 3:
        return place.name
    units = _units(place)
    return units[0] if place.precision == 1 and len(units) == 2 and (place.gazetteer or "").startswith("geonames:") else None


def _units(place: Place) -> tuple[str, ...]:
    """The units that a place lies in, without its country, which is the last of its parents where its country is known."""
    return place.parents[:-1] if place.country else place.parents


def speakers(claims: Iterable[Claim]) -> list[str]:
    """Who speaks, each once: named sources only."""
    return list(dict.fromkeys(c.source.name for c in claims if c.source.named))


def words(kind: EventType, claims: Sequence[Claim]) -> str | None:
    """The exact words of the first claim of the event's own type whose words may be shown, or of any other."""
    own = [c for c in claims if c.type is kind]
    return next((c.quote.text for c in (*own, *claims) if c.quote.text), None)


def date_precision(earliest: str | None, latest: str | None, claims: Iterable[Claim]) -> int | None:
    """UCDP's date_prec: of the claims where they agree, otherwise of the length of the event's bounds in days."""
    if earliest is None or latest is None:
        return None
    said = sole(c.when.precision for c in claims if c.when and (c.when.earliest, c.when.latest) == (earliest, latest))
    return said or _by_length(days_between(earliest, latest))


def days_between(earliest: str, latest: str) -> int:
    """Days from the first to the last, both included. ISO dates."""
    return (dt.date.fromisoformat(latest) - dt.date.fromisoformat(earliest)).days + 1


def _by_length(days: int) -> int:
    return 1 if days <= 1 else 2 if days <= 6 else 3 if days <= 7 else 4 if days <= 31 else 5


def digest(prefix: str, parts: Iterable[str]) -> str:
    """An id from parts that cannot run together."""
    whole = json.dumps(list(parts), ensure_ascii=False).encode("utf-8", "surrogatepass")
    return prefix + hashlib.sha256(whole).hexdigest()[:24]
