"""Deadly events in the 49 columns of UCDP's Georeferenced Event Dataset, so that tools made for it can be used."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.actors.nations import nation
from onrecord.publish.exports import facts
from onrecord.publish.exports.acled import CLASSES, POLITICAL
from onrecord.publish.exports.base import Cell, Column, Exporter, as_text, documented, joined, no_evidence, number, write_csv
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.publish.exports.parties import CIVILIANS, parties, type_of_violence
from onrecord.records import Claim, Event, EventFigure, Place, Report
from onrecord.vocab.measures import Measure

NOT_OURS = "Always empty: a number or a name of UCDP's own lists."


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One event in which somebody was killed, its claims that say it happened, and its reports."""

    event: Event
    claims: list[Claim]
    reports: list[Report]
    register: ActorRegister

    @property
    def place(self) -> Place:
        return self.event.place or Place(name="")

    @property
    def sides(self) -> tuple[str | None, str | None]:
        return parties(self.event.type, self.claims)

    @property
    def precision(self) -> int | None:
        return facts.date_precision(self.event.earliest, self.event.latest, self.claims)


def rows(out: Outgoing) -> Iterator[Row]:
    for event in out.events:
        claims = facts.happened(out.of(event))
        violent = CLASSES.get(event.type, ("", ""))[1] == POLITICAL
        if violent and claims and any(_deadly(f) for f in event.figures):
            yield Row(event=event, claims=claims, reports=out.told_in(event), register=out.register)


def _deadly(figure: EventFigure) -> bool:
    """At least one person was killed by somebody's count. "Up to 40" alone may mean nobody."""
    return figure.what is Measure.KILLED and figure.low is not None and figure.low >= 1


def _year(row: Row) -> int | None:
    first, last = (row.event.earliest or "")[:4], (row.event.latest or "")[:4]
    return int(first) if first and first == last else None


def _country(row: Row) -> str | None:
    state = nation(row.place.country)
    return state.name if state else None


def _dyad(row: Row) -> str | None:
    one, other = row.sides
    return f"{one} - {other}" if one and other else None


def _articles(row: Row) -> str | None:
    return joined(", ".join(part for part in (r.publisher, r.published_day) if part) for r in row.reports)


def _where_words(row: Row) -> str | None:
    return joined(c.place.mention.text for c in row.claims if c.place and c.place.mention)


def _point(row: Row) -> str | None:
    place = row.place
    if place.lat is None or place.lon is None:
        return None
    return f"POINT ({number(place.lon)} {number(place.lat)})"


def priogrid(place: Place) -> int | None:
    """The PRIO-GRID cell (half a degree a side, from the south-west corner, row by row) of a town; a unit is larger than a cell."""
    if place.lat is None or place.lon is None or place.precision not in (1, 2):
        return None
    row = min(math.floor((place.lat + 90) * 2), 359)
    column = min(math.floor((place.lon + 180) * 2), 719)
    return row * 720 + column + 1


def _exact(figures: Sequence[EventFigure]) -> Cell:
    """The one count where there is one and all give the same number; UCDP's estimates between two numbers are not ours to make."""
    if len(figures) != 1 or figures[0].low is None or figures[0].low != figures[0].high:
        return None
    return figures[0].low


def _killed(row: Row) -> list[EventFigure]:
    return [f for f in row.event.figures if f.what is Measure.KILLED]


def _deaths(of: Callable[[Row], str | None]) -> Callable[[Row], Cell]:
    """The dead of whom a count names exactly those."""

    def deaths(row: Row) -> Cell:
        whom = of(row)
        return _exact([f for f in _killed(row) if f.of == whom]) if whom else None

    return deaths


def _side_b(row: Row) -> str | None:
    """The second side where it is no civilians: those have a column of their own."""
    return row.sides[1] if row.sides[1] != CIVILIANS else None


def _unknown(row: Row) -> Cell:
    """The dead of whom no count says who they were."""
    killed = _killed(row)
    return _exact(killed) if len(killed) == 1 and killed[0].of is None else None


def _best(row: Row) -> Cell:
    low, high = facts.bounds(row.event.figures, Measure.KILLED)
    return low if low == high else None


COLUMNS: tuple[Column[Row], ...] = (
    Column("id", "Our id of the event.", lambda r: r.event.id),
    Column("relid", NOT_OURS, no_evidence),
    Column("year", "The year, where it is known.", _year),
    Column("active_year", NOT_OURS, no_evidence),
    Column("code_status", NOT_OURS, no_evidence),
    Column(
        "type_of_violence",
        "1 a state against an armed body, 2 armed groups, 3 against civilians; empty unless the register knows both sides.",
        lambda r: type_of_violence(*r.sides, r.place.country, r.register),
    ),
    Column("conflict_dset_id", NOT_OURS, no_evidence),
    Column("conflict_new_id", NOT_OURS, no_evidence),
    Column("conflict_name", NOT_OURS, no_evidence),
    Column("dyad_dset_id", NOT_OURS, no_evidence),
    Column("dyad_new_id", NOT_OURS, no_evidence),
    Column("dyad_name", "Both sides, where both are known.", _dyad),
    Column("side_a_dset_id", NOT_OURS, no_evidence),
    Column("side_a_new_id", NOT_OURS, no_evidence),
    Column("side_a", "Who did it, or one side of a clash, where all claims that name one name the same.", lambda r: r.sides[0]),
    Column("side_b_dset_id", NOT_OURS, no_evidence),
    Column("side_b_new_id", NOT_OURS, no_evidence),
    Column("side_b", "To whom, or the other side, where all claims that name one name the same.", lambda r: r.sides[1]),
    Column("number_of_sources", "Number of reports.", lambda r: len(r.reports)),
    Column("source_article", "Publisher and day of each report.", _articles),
    Column("source_office", "Publishers.", lambda r: joined(p.publisher for p in r.reports)),
    Column("source_date", "Days of the reports.", lambda r: joined(p.published_day for p in r.reports)),
    Column("source_headline", "Headlines of the reports.", lambda r: joined(p.title for p in r.reports)),
    Column("source_original", "Who speaks in them: named sources.", lambda r: joined(facts.speakers(r.claims))),
    Column(
        "where_prec",
        "1 exact, 2 near, 3 second-order unit, 4 first-order unit, 5 larger, 6 country, 7 water or air.",
        lambda r: r.place.precision,
    ),
    Column("where_coordinates", "The place named.", lambda r: r.place.name or None),
    Column("where_description", "The words that name it.", _where_words),
    Column("adm_1", "Name of the first-order unit.", lambda r: facts.adm1(r.event.place)),
    Column("adm_2", "Name of the second-order unit.", lambda r: facts.adm2(r.event.place)),
    Column("latitude", "WGS 84 degrees, as coarse as the place named.", lambda r: r.place.lat),
    Column("longitude", "WGS 84 degrees, as coarse as the place named.", lambda r: r.place.lon),
    Column("geom_wkt", "The same as a WKT point.", _point),
    Column("priogrid_gid", "The PRIO-GRID cell of a town; empty for a unit, which is larger.", lambda r: priogrid(r.place)),
    Column("country", "English name of the country.", _country),
    Column("country_id", NOT_OURS, no_evidence),
    Column("region", NOT_OURS, no_evidence),
    Column("event_clarity", "Always empty: whether reports tell of one event or sum up several is for a person to say.", no_evidence),
    Column("date_prec", "1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year.", lambda r: r.precision),
    Column("date_start", "First day on which it may have happened.", lambda r: r.event.earliest),
    Column("date_end", "Last day on which it may have happened.", lambda r: r.event.latest),
    Column("deaths_a", "Killed of side a, where one exact count is of them.", _deaths(lambda r: r.sides[0])),
    Column(
        "deaths_b",
        "Killed of side b, where one exact count is of them.",
        _deaths(_side_b),
    ),
    Column("deaths_civilians", "Killed civilians, where one exact count is of them.", _deaths(lambda r: CIVILIANS)),
    Column("deaths_unknown", "Killed of whom nothing is said, where that is the only count and exact.", _unknown),
    Column("best", "The number killed, where the least and the most are one number.", _best),
    Column("high", "The most killed that a root gives.", lambda r: facts.bounds(r.event.figures, Measure.KILLED)[1]),
    Column("low", "The least killed that a root gives.", lambda r: facts.bounds(r.event.figures, Measure.KILLED)[0]),
    Column("gwnoa", NOT_OURS, no_evidence),
    Column("gwnob", NOT_OURS, no_evidence),
)

RULES = (
    "A row is an event of battles, explosions, remote or mob violence or violence against civilians that at least one claim says happened,"
    " firmly or not, and in which at least one person was killed by somebody's count.",
    "`best` is no estimate of ours: it is filled only where all counts give one number. `low` and `high` are the least and the most that"
    " roots give; an open end is empty. Counts of two groups are not added.",
    "UCDP counts a state's war with an armed body as type 1, also where the state fights abroad; two states too.",
    "Claims that name different doers, or different targets, leave that side empty.",
    "`where_prec` 5 to 7 has no coordinate: the centre of a country is no place where anything happened.",
    "A file in these columns is not UCDP's data: neither its sources nor its coders made it, and the threshold of 25"
    " deaths a year is not applied.",
)


def _write(out: Outgoing, to: TextIO) -> int:
    return write_csv(to, COLUMNS, rows(out))


EVENTS = Exporter(
    name="ged",
    ending=".csv",
    means="Deadly events in the 49 columns of UCDP GED.",
    columns=documented(COLUMNS),
    rules=RULES,
    write=as_text(_write),
)
