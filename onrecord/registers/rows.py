"""Entries as JSON objects. Keys are added, never renamed; an absent value is null."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onrecord.records import Event, Place
from onrecord.registers.casualties import Casualties
from onrecord.registers.ground import Cited, Said
from onrecord.registers.heritage import Damage, Heritage
from onrecord.registers.period import Period

Row = dict[str, Any]


def casualties_row(entry: Casualties) -> Row:
    counts = [
        {"what": c.what, "people": c.people, "whose": c.whose, "low": c.low, "high": c.high}
        | {"by_root": said_rows(c.by_root), "denied_by": list(c.denied_by)}
        for c in entry.counts
    ]
    state = {"pending": entry.pending, "withdrawn": entry.withdrawn, "grade": entry.event.grade and entry.event.grade.label}
    apart = {"running_tolls": words(entry.apart)["claims"]}
    return (
        event_part("casualties", entry.event) | {"counts": counts, "alleged": by_roots(entry.alleged)} | state | words(entry.cited) | apart
    )


def period_row(period: Period) -> Row:
    sums = [
        {"what": s.what, "people": s.people, "whose": s.whose, "low": s.low, "high": s.high, "events": list(s.incidents)}
        for s in period.sums
    ]
    left = [{"event": one.event, "because": one.because} for one in period.left_out]
    return {"register": "casualties", "period": {"from": period.first, "to": period.last}, "sums": sums, "left_out": left}


def heritage_row(entry: Heritage) -> Row:
    site = entry.site and {"name": entry.site.name, "inscribed": entry.site.inscribed, "lat": entry.site.lat, "lon": entry.site.lon}
    parts = [{"part": p.name, "damages": [_damage_row(d) for d in p.damages]} for p in entry.parts]
    cited = {d.cited.claim: d.cited for p in entry.parts for d in p.damages}
    at = {"register": "heritage", "place": place_row(entry.place), "world_heritage": site}
    return at | {"parts": parts, "at_risk": list(entry.at_risk)} | words(cited.values())


def _damage_row(damage: Damage) -> Row:
    kept = {k: getattr(damage, k) for k in ("status", "condition", "in_part", "extent", "cause", "certainty", "by")}
    return kept | {"from": damage.first, "to": damage.last, "according_to": damage.cited.root, "claim": damage.cited.claim}


# --- parts -----------------------------------------------------------------------------------------------------


def event_part(register: str, event: Event) -> Row:
    at = {"place": place_row(event.place), "from": event.earliest, "to": event.latest}
    return {"register": register, "event": event.id, "type": event.type} | at


def place_row(place: Place | None) -> Row | None:
    """At the precision of the words: the named place's own coordinate, or its unit's centre, and which it is."""
    if place is None:
        return None
    return {"name": place.name, "country": place.country, "lat": place.lat, "lon": place.lon, "precision": place.precision}


def said_rows(said: Iterable[Said]) -> list[Row]:
    return [{"root": s.root, "low": s.low, "high": s.high, "of": s.of, "claim": s.claim} for s in said]


def by_roots(named: Iterable[tuple[str, tuple[str, ...]]]) -> list[Row]:
    return [{"name": name, "according_to": list(roots)} for name, roots in named]


def words(cited: Iterable[Cited]) -> Row:
    return {
        "claims": [
            {"claim": c.claim, "report": c.report, "root": c.root, "source": c.source, "via": list(c.via), "modality": c.modality}
            | {"quote": {"text": c.quote, "start": c.start, "end": c.end}}
            for c in cited
        ]
    }
