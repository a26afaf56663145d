"""Events in the 31 columns of ACLED, so that tools made for them can be used. No row of ACLED's own data is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.actors.nations import nation
from onrecord.publish.exports import facts
from onrecord.publish.exports.base import Column, Exporter, as_text, documented, joined, no_evidence, number, write_csv
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.publish.exports.parties import acled_kind, parties
from onrecord.records import Claim, Event, Place, Report
from onrecord.vocab.event_types import TERMS, EventType
from onrecord.vocab.measures import Measure

E = EventType
POLITICAL, DEMONSTRATIONS, STRATEGIC = "Political violence", "Demonstrations", "Strategic developments"

# ACLED's event type and disorder type, by our event type.
CLASSES: dict[EventType, tuple[str, str]] = {
    **dict.fromkeys((E.ARMED_CLASH, E.GOVERNMENT_REGAINS_TERRITORY, E.NONSTATE_OVERTAKES_TERRITORY), ("Battles", POLITICAL)),
    **dict.fromkeys(
        (E.AIR_STRIKE, E.SHELLING, E.SUICIDE_BOMB, E.IED, E.GRENADE, E.CHEMICAL_WEAPON), ("Explosions/Remote violence", POLITICAL)
    ),
    **dict.fromkeys((E.ATTACK_ON_CIVILIANS, E.ABDUCTION, E.SEXUAL_VIOLENCE), ("Violence against civilians", POLITICAL)),
    E.PEACEFUL_PROTEST: ("Protests", DEMONSTRATIONS),
    E.VIOLENT_DEMONSTRATION: ("Riots", DEMONSTRATIONS),
    E.MOB_VIOLENCE: ("Riots", POLITICAL),
    **dict.fromkeys(
        (
            E.AGREEMENT,
            E.ARRESTS,
            E.TROOP_MOVEMENT,
            E.DISRUPTED_WEAPONS_USE,
            E.BASE_ESTABLISHED,
            E.LOOTING_DESTRUCTION,
            E.NONVIOLENT_TRANSFER,
            E.OTHER_STRATEGIC,
        ),
        (STRATEGIC, STRATEGIC),
    ),
}
_LASTING = frozenset({E.ARMED_CLASH, E.SHELLING})  # what can be told of one day after another
_AGAINST_CIVILIANS = "Violence against civilians"
_TIME = {1: 1, 2: 2, 3: 2, 4: 3}  # UCDP's date_prec -> ACLED's time_precision; a year has none
_GEO = {1: 1, 2: 2, 3: 2, 4: 3}  # UCDP's where_prec -> ACLED's geo_precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One event on one day. split: the event has a row for each of several days."""

    event: Event
    claims: list[Claim]  # those that say it happened
    reports: list[Report]
    register: ActorRegister
    day: str | None
    precision: int | None
    split: bool

    @property
    def place(self) -> Place:
        return self.event.place or Place(name="")

    @property
    def sides(self) -> tuple[str | None, str | None]:
        return parties(self.event.type, self.claims)

    def inter(self, which: int) -> int | None:
        return acled_kind(self.sides[which], self.place.country, self.register)


def _days(event: Event, claims: list[Claim]) -> list[tuple[str | None, int | None]]:
    """The event's days with ACLED's precision of each."""
    named = sorted({c.when.earliest for c in claims if c.when and c.when.earliest == c.when.latest})
    if event.type in _LASTING and len(named) > 1:
        return [(day, 1) for day in named]
    precision = _TIME.get(facts.date_precision(event.earliest, event.latest, claims) or 0)
    return [(event.earliest if precision else None, precision)]


def rows(out: Outgoing) -> Iterator[Row]:
    for event in out.events:
        claims = facts.happened(out.of(event))
        if event.type not in CLASSES or not claims:
            continue
        days = _days(event, claims)
        reports = out.told_in(event)
        for day, precision in days:
            yield Row(
                event=event,
                claims=claims,
                reports=reports,
                register=out.register,
                day=day,
                precision=precision,
                split=len(days) > 1,
            )


def _id(row: Row) -> str:
    return ":".join(part for part in (row.place.country, row.event.id, row.day if row.split else None) if part)


def _year(row: Row) -> int | None:
    if row.day:
        return int(row.day[:4])
    first, last = (row.event.earliest or "")[:4], (row.event.latest or "")[:4]
    return int(first) if first and first == last else None


def _interaction(row: Row) -> int | None:
    one, two = row.inter(0), row.inter(1)
    return None if one is None or two is None else min(one, two) * 10 + max(one, two)


def _targeting(row: Row) -> str | None:
    civil = CLASSES[row.event.type][0] == _AGAINST_CIVILIANS or row.inter(1) == 7
    return "Civilian targeting" if civil else None


def _country(row: Row) -> str | None:
    state = nation(row.place.country)
    return state.name if state else None


def _fatalities(row: Row) -> int | float | None:
    return None if row.split else facts.bounds(row.event.figures, Measure.KILLED)[0]


def _notes(row: Row) -> str | None:
    low, high = facts.bounds(row.event.figures, Measure.KILLED)
    ends = [f"at {name} {number(end)}" for name, end in (("least", low), ("most", high)) if end is not None]
    counts = f"[killed{' over all days' if row.split else ''}: {', '.join(ends)}]" if ends else ""
    return " ".join(part for part in (facts.words(row.event.type, row.claims), counts) if part) or None


def _tags(row: Row) -> str:
    grade = [f"grade={row.event.grade.label}"] if row.event.grade else []
    return "; ".join([*grade, f"roots={len(row.event.roots)}"])


def _sources(row: Row) -> str | None:
    return joined([*(r.publisher for r in row.reports), *facts.speakers(row.claims)])


COLUMNS: tuple[Column[Row], ...] = (
    Column("event_id_cnty", "Country code and id of the event, and the day where the event has several rows.", _id),
    Column(
        "event_date", "The day; the first possible day where `time_precision` is 2 or 3; empty where only a year is known.", lambda r: r.day
    ),
    Column("year", "The year, where it is known.", _year),
    Column("time_precision", "1 a day, 2 within a week, 3 within a month.", lambda r: r.precision),
    Column("disorder_type", "By the event type.", lambda r: CLASSES[r.event.type][1]),
    Column("event_type", "By the sub-event type.", lambda r: CLASSES[r.event.type][0]),
    Column("sub_event_type", "ACLED's name for our event type.", lambda r: TERMS[r.event.type].acled),
    Column("actor1", "Who did it, or one side of a clash, where all claims that name one name the same.", lambda r: r.sides[0]),
    Column("assoc_actor_1", "Always empty: claims do not say who stood beside whom.", no_evidence),
    Column("inter1", "Kind of `actor1`, where the register knows it.", lambda r: r.inter(0)),
    Column("actor2", "To whom, or the other side, where all claims that name one name the same.", lambda r: r.sides[1]),
    Column("assoc_actor_2", "Always empty: claims do not say who stood beside whom.", no_evidence),
    Column("inter2", "Kind of `actor2`, where the register knows it.", lambda r: r.inter(1)),
    Column("interaction", "Both kinds as one number, the smaller first; empty unless both are known.", _interaction),
    Column("civilian_targeting", "`Civilian targeting` for violence against civilians, or where `actor2` is civilians.", _targeting),
    Column("iso", "Always empty: the ledger has countries by letters, not numbers.", no_evidence),
    Column("region", "Always empty: ACLED's regions of the world are not in the ledger.", no_evidence),
    Column("country", "English name of the country.", _country),
    Column("admin1", "Name of the first-order unit.", lambda r: facts.adm1(r.event.place)),
    Column("admin2", "Name of the second-order unit.", lambda r: facts.adm2(r.event.place)),
    Column("admin3", "Always empty: the gazetteer has no third-order units.", no_evidence),
    Column("location", "The place named.", lambda r: r.place.name or None),
    Column("latitude", "WGS 84 degrees, as coarse as the place named.", lambda r: r.place.lat),
    Column("longitude", "WGS 84 degrees, as coarse as the place named.", lambda r: r.place.lon),
    Column(
        "geo_precision",
        "1 a town, 2 near a town or a district, 3 a province; empty for anything larger.",
        lambda r: _GEO.get(r.place.precision or 0),
    ),
    Column("source", "Publishers, then the sources that they name.", _sources),
    Column("source_scale", "Always empty: how far a publisher reaches is not in the ledger.", no_evidence),
    Column(
        "notes", "Exact words of the first claim of that type that may be shown, and the least and the most killed that roots give.", _notes
    ),
    Column("fatalities", "The least number of killed that a root gives; empty where nobody counts, which is not nought.", _fatalities),
    Column("tags", "Ours: the grade, and the number of independent roots.", _tags),
    Column("timestamp", "Always empty: when a row was made is no evidence, and would change the file each time.", no_evidence),
)

RULES = (
    "A row is an event that at least one claim says happened, firmly or not. What is only denied, expected or called for has none, nor"
    " has an event type that ACLED does not have (docs/vocabulary.md names ACLED's for each of ours).",
    "A clash or a shelling of which claims name several single days is a row for each of these days, and its dead are counted in none of"
    " them: `notes` has the count over all days. Any other event is one row.",
    "`fatalities` is the least that any root gives, as ACLED prefers the conservative count. Counts of two groups are not added.",
    "`inter` is 1 for forces of the state in which it happened, 7 for civilians, 8 for other states and the United Nations. 2, 3 and 4 are"
    " not used: our register does not tell rebels from militias.",
    "Claims that name different doers, or different targets, leave that actor empty; `grade` in `tags` and the brief say more.",
    "A file in ACLED's columns is not ACLED's data: neither its sources nor its coders made it.",
)


def _write(out: Outgoing, to: TextIO) -> int:
    return write_csv(to, COLUMNS, rows(out))


EVENTS = Exporter(
    name="acled", ending=".csv", means="Events in the 31 columns of ACLED.", columns=documented(COLUMNS), rules=RULES, write=as_text(_write)
)
