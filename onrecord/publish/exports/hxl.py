"""Events and claims as CSV with HXL hashtags in the second line, as humanitarian tools read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from onrecord.publish.exports import facts
from onrecord.publish.exports.base import Column, Exporter, as_text, documented, joined, write_csv
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.records import Claim, Event, Place, Report
from onrecord.vocab.measures import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event with its claims that say it happened, or all of them where none does, and its reports."""

    event: Event
    claims: list[Claim]
    reports: list[Report]

    @property
    def place(self) -> Place:
        return self.event.place or Place(name="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    claim: Claim
    event: Event
    report: Report

    @property
    def place(self) -> Place:
        return self.claim.place or Place(name="")


def event_rows(out: Outgoing) -> Iterator[EventRow]:
    for event in out.events:
        claims = out.of(event)
        yield EventRow(event=event, claims=facts.happened(claims) or claims, reports=out.told_in(event))


def claim_rows(out: Outgoing) -> Iterator[ClaimRow]:
    for event in out.events:
        for claim in out.of(event):
            if claim.report in out.reports:
                yield ClaimRow(claim=claim, event=event, report=out.reports[claim.report])


def first_reported(row: EventRow) -> str | None:
    return min((d for r in row.reports if (d := r.published_day)), default=None)


KILLED, INJURED = Measure.KILLED, Measure.INJURED

EVENT_COLUMNS: tuple[Column[EventRow], ...] = (
    Column("event_id", "Id of the event.", lambda r: r.event.id, "#event+id"),
    Column("event_type", "Code of the event type (docs/vocabulary.md).", lambda r: str(r.event.type), "#event+type"),
    Column("date_start", "First day on which it may have happened.", lambda r: r.event.earliest, "#date+occurred+start"),
    Column("date_end", "Last day on which it may have happened.", lambda r: r.event.latest, "#date+occurred+end"),
    Column("date_reported", "Day of the first report of it.", first_reported, "#date+reported"),
    Column("country", "ISO 3166 alpha-3 code of the country.", lambda r: r.place.country, "#country+code"),
    Column("adm1", "Name of the first-order unit.", lambda r: facts.adm1(r.event.place), "#adm1+name"),
    Column("adm2", "Name of the second-order unit.", lambda r: facts.adm2(r.event.place), "#adm2+name"),
    Column("place", "The place named.", lambda r: r.place.name or None, "#loc+name"),
    Column("latitude", "WGS 84 degrees, as coarse as the place named.", lambda r: r.place.lat, "#geo+lat"),
    Column("longitude", "WGS 84 degrees, as coarse as the place named.", lambda r: r.place.lon, "#geo+lon"),
    Column("place_precision", "UCDP where_prec, 1 exact to 7 water or air.", lambda r: r.place.precision, "#geo+precision"),
    Column("actors", "All whom a claim names as doing it.", lambda r: joined(c.actor for c in r.claims), "#group+name"),
    Column(
        "killed_min",
        "Least number of killed that a root gives.",
        lambda r: facts.bounds(r.event.figures, KILLED)[0],
        "#affected+killed+min",
    ),
    Column("killed_max", "Greatest number of killed.", lambda r: facts.bounds(r.event.figures, KILLED)[1], "#affected+killed+max"),
    Column("injured_min", "Least number of injured.", lambda r: facts.bounds(r.event.figures, INJURED)[0], "#affected+injured+min"),
    Column("injured_max", "Greatest number of injured.", lambda r: facts.bounds(r.event.figures, INJURED)[1], "#affected+injured+max"),
    Column("grade", "Grade of the event (docs/grades.md).", lambda r: str(r.event.grade.label) if r.event.grade else None, "#status+grade"),
    Column("roots", "Number of independent roots.", lambda r: len(r.event.roots), "#meta+roots+num"),
    Column(
        "words",
        "Exact words of its first claim of that type that may be shown.",
        lambda r: facts.words(r.event.type, r.claims),
        "#description",
    ),
    Column("sources", "Publishers that report it.", lambda r: joined(p.publisher for p in r.reports), "#meta+source"),
    Column("urls", "Addresses of those reports.", lambda r: joined(p.url for p in r.reports), "#meta+url"),
    Column("claim_ids", "Ids of its claims.", lambda r: joined(r.event.claims), "#meta+id"),
)

CLAIM_COLUMNS: tuple[Column[ClaimRow], ...] = (
    Column("claim_id", "Id of the claim.", lambda r: r.claim.id, "#meta+id"),
    Column("event_id", "Id of the event that it speaks of.", lambda r: r.event.id, "#event+id"),
    Column("event_type", "Code of the event type (docs/vocabulary.md).", lambda r: str(r.claim.type), "#event+type"),
    Column("modality", "How far the source commits (docs/vocabulary.md).", lambda r: str(r.claim.modality), "#status+modality"),
    Column(
        "speaker", "Who says it; `narrator` is the publisher, `unattributed` nobody named.", lambda r: r.claim.source.name, "#meta+speaker"
    ),
    Column(
        "date_start",
        "First day on which it may have happened.",
        lambda r: r.claim.when.earliest if r.claim.when else None,
        "#date+occurred+start",
    ),
    Column(
        "date_end", "Last day on which it may have happened.", lambda r: r.claim.when.latest if r.claim.when else None, "#date+occurred+end"
    ),
    Column("date_reported", "Day of the report.", lambda r: r.report.published_day, "#date+reported"),
    Column("country", "ISO 3166 alpha-3 code of the country.", lambda r: r.place.country, "#country+code"),
    Column("adm1", "Name of the first-order unit.", lambda r: facts.adm1(r.claim.place), "#adm1+name"),
    Column("adm2", "Name of the second-order unit.", lambda r: facts.adm2(r.claim.place), "#adm2+name"),
    Column("place", "The place named.", lambda r: r.place.name or None, "#loc+name"),
    Column("latitude", "WGS 84 degrees, as coarse as the place named.", lambda r: r.place.lat, "#geo+lat"),
    Column("longitude", "WGS 84 degrees, as coarse as the place named.", lambda r: r.place.lon, "#geo+lon"),
    Column("place_precision", "UCDP where_prec, 1 exact to 7 water or air.", lambda r: r.place.precision, "#geo+precision"),
    Column("actor", "Who did it, as the claim has it.", lambda r: r.claim.actor, "#group+name+actor"),
    Column("target", "To whom, as the claim has it.", lambda r: r.claim.target, "#group+name+target"),
    Column("killed_min", "Least number of killed.", lambda r: facts.bounds(r.claim.figures, KILLED)[0], "#affected+killed+min"),
    Column("killed_max", "Greatest number of killed.", lambda r: facts.bounds(r.claim.figures, KILLED)[1], "#affected+killed+max"),
    Column("injured_min", "Least number of injured.", lambda r: facts.bounds(r.claim.figures, INJURED)[0], "#affected+injured+min"),
    Column("injured_max", "Greatest number of injured.", lambda r: facts.bounds(r.claim.figures, INJURED)[1], "#affected+injured+max"),
    Column("words", "Exact words of the claim.", lambda r: r.claim.quote.text or None, "#description"),
    Column("source", "Publisher of the report.", lambda r: r.report.publisher, "#meta+source"),
    Column("url", "Address of the report.", lambda r: r.report.url, "#meta+url"),
    Column("report_id", "Id of the report.", lambda r: r.report.id, "#meta+id+report"),
)

RULES = (
    "Line one is the header, line two the HXL hashtags, then one line a row; UTF-8, commas.",
    "A range takes two columns. An open end (`at least 12`) leaves its column empty.",
    "Where two groups are counted apart and nothing counts the whole, the count is empty: counts are never added.",
    "Units are names, not codes: the gazetteer that placed them has no p-codes.",
    "Several values in one cell are joined by `; `.",
)


def _write_events(out: Outgoing, to: TextIO) -> int:
    return write_csv(to, EVENT_COLUMNS, event_rows(out), tags=True)


def _write_claims(out: Outgoing, to: TextIO) -> int:
    return write_csv(to, CLAIM_COLUMNS, claim_rows(out), tags=True)


EVENTS = Exporter(
    name="events-hxl",
    ending=".csv",
    means="One event a row, as CSV with HXL hashtags.",
    columns=documented(EVENT_COLUMNS),
    rules=RULES,
    write=as_text(_write_events),
)
CLAIMS = Exporter(
    name="claims-hxl",
    ending=".csv",
    means="One claim a row, as CSV with HXL hashtags.",
    columns=documented(CLAIM_COLUMNS),
    rules=RULES,
    write=as_text(_write_claims),
)
