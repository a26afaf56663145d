"""Entries as JSON objects. Keys are added, never renamed; an absent value is null."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from onrecord.records import Bounds, Event, Place
from onrecord.registers.accusations import Accusation
from onrecord.registers.answers import Later
from onrecord.registers.casualties import Casualties, Count
from onrecord.registers.chemical import Chemical
from onrecord.registers.counted import Counted
from onrecord.registers.demands import Demand
from onrecord.registers.displacement import Displacement
from onrecord.registers.every import Register
from onrecord.registers.ground import ByRoot, Cited, Said
from onrecord.registers.happenings import Happening
from onrecord.registers.health import Health
from onrecord.registers.heritage import Damage, Heritage
from onrecord.registers.missing import Missing
from onrecord.registers.period import Period
from onrecord.registers.victims import Victim

Row = dict[str, Any]


def casualties_row(entry: Casualties) -> Row:
    counts = [_count_row(c) for c in entry.counts]
    state = {
        "pending": entry.pending,
        "withdrawn": entry.withdrawn,
        "unsure": entry.unsure,
        "grade": entry.event.grade and entry.event.grade.label,
    }
    apart = {"running_tolls": words(entry.apart)["claims"]}
    listed = [{"what": n.what, "named": n.named, "low": n.low, "high": n.high, "beyond": n.beyond} for n in entry.listed]
    named = {"named": [_victim_row(v) for v in entry.named], "named_against_counts": listed}
    told = {"counts": counts, "alleged": by_roots(entry.alleged)}
    return event_part("casualties", entry.event) | told | state | named | words(entry.cited) | apart


def _victim_row(victim: Victim) -> Row:
    """The name as it is shown: blocks, unless it is public or was released."""
    told = {k: getattr(victim, k) for k in ("what", "people", "age", "sex", "occupation", "relation")}
    where = {"reports": list(victim.reports), "events": list(victim.events), "according_to": list(victim.roots)}
    return {"name": victim.shown} | told | where | {"claims": list(victim.claims)}


def period_row(period: Period) -> Row:
    sums = [
        {"what": s.what, "people": s.people, "whose": s.whose, "low": s.low, "high": s.high, "events": list(s.incidents)}
        for s in period.sums
    ]
    left = [
        {"event": one.event, "because": one.because, "type": one.type, "place": one.place, "from": one.first, "to": one.last}
        for one in period.left_out
    ]
    return {"register": "casualties", "period": {"from": period.first, "to": period.last}, "sums": sums, "left_out": left}


def heritage_row(entry: Heritage) -> Row:
    site = entry.site and {key: getattr(entry.site, key) for key in ("name", "inscribed", "in_danger", "status", "lat", "lon")}
    parts = [{"part": p.name, "damages": [_damage_row(d) for d in p.damages]} for p in entry.parts]
    cited = {d.cited.claim: d.cited for p in entry.parts for d in p.damages}
    listed = site if entry.site and entry.site.inscribed else None
    at = {"register": "heritage", "entry": entry.id, "place": place_row(entry.place), "site": site, "world_heritage": listed}
    done = [{"happening": h.id, "from": h.first, "to": h.last, "claims": [c.id for c in h.claims]} for h in entry.happenings]
    risks = [{key: getattr(r, key) for key in ("event", "kind", "place", "km")} | {"from": r.first, "to": r.last} for r in entry.at_risk]
    risk: Row = {"at_risk": [r.event for r in entry.at_risk], "risks": risks}
    return at | {"parts": parts, "happenings": done} | risk | {"unsure": entry.unsure} | words(cited.values())


def _damage_row(damage: Damage) -> Row:
    kept = {k: getattr(damage, k) for k in ("status", "condition", "in_part", "extent", "cause", "certainty", "by", "reported")}
    held = [{"since": _bounds(h.since), "until": _bounds(h.until), "claims": list(h.claims)} for h in damage.held]
    return kept | {
        "doer_held_the_place": held,
        "from": damage.first,
        "to": damage.last,
        "according_to": damage.cited.root,
        "claim": damage.cited.claim,
    }


def _bounds(bounds: Bounds) -> Row:
    return {"earliest": bounds.earliest, "latest": bounds.latest}


def chemical_row(entry: Chemical) -> Row:
    victims = [_count_row(c) for c in entry.victims]
    alleged = {"agents": by_roots(entry.agents), "means": by_roots(entry.means), "blamed": by_roots(entry.blamed), "victims": victims}
    signs = {"symptoms": list(entry.symptoms), "samples": list(entry.samples)}
    roots: Row = {"alleged_by": list(entry.alleged_by), "denied_by": list(entry.denied_by)}
    roots |= {"referral": entry.referral, "referrals": words(entry.referrals)["claims"]}
    return happening_part("chemical", entry.happening) | alleged | signs | roots | words(entry.cited)


def missing_row(entry: Missing) -> Row:
    counts = [_counted_row(c) for c in entry.counts]
    told = {"who": by_roots(entry.who), "counts": counts, "held_by": by_roots(entry.held_by), "fate": by_roots(entry.fate)}
    state = {"kinds": list(entry.kinds), "feared": entry.feared, "denied_by": list(entry.denied_by)}
    return happening_part("missing", entry.happening) | told | state | words(entry.cited)


def health_row(entry: Health) -> Row:
    told = {"affected": by_roots(entry.affected), "means": by_roots(entry.means), "facilities": by_roots(entry.facilities)}
    harm = {"blamed": by_roots(entry.blamed), "victims": [_count_row(c) for c in entry.victims]}
    roots = {"alleged_by": list(entry.alleged_by), "denied_by": list(entry.denied_by), "feared": entry.feared}
    return happening_part("health", entry.happening) | told | harm | roots | words(entry.cited)


def displacement_row(entry: Displacement) -> Row:
    counts = [_counted_row(c) for c in entry.counts]
    people = {"what": by_roots(entry.what), "who": by_roots(entry.who), "by": by_roots(entry.by), "counts": counts}
    way = {"origins": by_roots(entry.origins), "destinations": by_roots(entry.destinations), "deals": by_roots(entry.deals)}
    state = {"planned": entry.planned, "asked_only": entry.asked_only, "denied_by": list(entry.denied_by)}
    return happening_part("displacement", entry.happening) | people | way | state | words(entry.cited)


def demand_row(entry: Demand) -> Row:
    by_when = entry.by_when and {"text": entry.by_when.words, "start": entry.by_when.start, "end": entry.by_when.end}
    asked = {"kind": entry.kind, "asked_by": entry.asked_by, "of": entry.of, "concerning": entry.concerning, "about": by_roots(entry.about)}
    term = {"by_when": by_when, "denied": entry.denied, "starts": entry.starts, "ends": entry.ends}
    later = {"kept": later_rows(entry.kept), "broken": later_rows(entry.broken)}
    return happening_part("demands", entry.happening) | asked | term | later | words(entry.cited)


def accusation_row(entry: Accusation) -> Row:
    blame = {"accused": by_roots(entry.accused), "harmed": by_roots(entry.harmed), "accusers": list(entry.accusers)}
    after = {key: words(getattr(entry, key))["claims"] for key in ("denials", "acceptance", "investigations", "rulings")}
    own = happening_part("accusations", entry.happening)
    return own | blame | {"denied_by": list(entry.denied_by), "deeds": list(entry.deeds)} | after | words(entry.cited)


def _counted_row(count: Counted) -> Row:
    return {"what": count.what, "of": count.of, "low": count.low, "high": count.high, "by_root": said_rows(count.by_root)}


def _count_row(count: Count) -> Row:
    number = {"what": count.what, "people": count.people, "whose": count.whose, "low": count.low, "high": count.high}
    return number | {"by_root": said_rows(count.by_root), "denied_by": list(count.denied_by)}


ROWS: Mapping[Register, Callable[[Any], Row]] = {
    Register.CASUALTIES: casualties_row,
    Register.HERITAGE: heritage_row,
    Register.CHEMICAL: chemical_row,
    Register.HEALTH: health_row,
    Register.MISSING: missing_row,
    Register.DISPLACEMENT: displacement_row,
    Register.DEMANDS: demand_row,
    Register.ACCUSATIONS: accusation_row,
}


# --- parts -----------------------------------------------------------------------------------------------------


def event_part(register: str, event: Event) -> Row:
    at = {"place": place_row(event.place), "from": event.earliest, "to": event.latest}
    return {"register": register, "event": event.id, "type": event.type} | at


def happening_part(register: str, happening: Happening) -> Row:
    """event: the linker's event of its first claim; events: all in which its claims stand."""
    at: Row = {"place": place_row(happening.place), "beside": place_row(happening.beside), "from": happening.first, "to": happening.last}
    at |= {"told": happening.told}
    events = list(happening.events)
    of = {
        "happening": happening.id,
        "event": next(iter(events), None),
        "events": events,
        "type": happening.type,
        "unsure": happening.unsure,
    }
    return {"register": register} | of | at


def place_row(place: Place | None) -> Row | None:
    """At the precision of the words: the named place's own coordinate, or its unit's centre, and which it is."""
    if place is None:
        return None
    return {"name": place.name, "country": place.country, "lat": place.lat, "lon": place.lon, "precision": place.precision}


def said_rows(said: Iterable[Said]) -> list[Row]:
    return [{"root": s.root, "low": s.low, "high": s.high, "of": s.of, "claim": s.claim} for s in said]


def by_roots(named: ByRoot) -> list[Row]:
    return [{"name": one.name, "according_to": list(one.roots), "claims": list(one.claims)} for one in named]


def later_rows(later: Iterable[Later]) -> list[Row]:
    return [{"by": one.by, "because": one.because, **words([one.cited])["claims"][0]} for one in later]


def words(cited: Iterable[Cited]) -> Row:
    return {
        "claims": [
            {"claim": c.claim, "report": c.report, "root": c.root, "source": c.source, "via": list(c.via), "modality": c.modality}
            | {
                "type": c.type,
                "fine": list(c.fine),
                "from": c.first,
                "to": c.last,
                "quote": {"text": c.quote, "start": c.start, "end": c.end},
            }
            for c in cited
        ]
    }
