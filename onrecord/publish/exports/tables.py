"""Claims, events, findings, spells and reports as tables, which several formats write down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.publish.exports import facts
from onrecord.publish.exports.base import Cell, Column, documented, joined
from onrecord.publish.exports.hxl import INJURED, KILLED, EventRow, event_rows, first_reported
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.records import Claim, Control, Event, Figure, Finding, Place, Report, Spell, When
from onrecord.vocab.measures import Measure

NOWHERE, NEVER = Place(name=""), When(earliest="", latest="")


@dataclass(slots=True, kw_only=True)
class Said:
    """A claim with its event, its root, and its report."""

    claim: Claim
    event: Event
    root: str | None
    report: Report
    place: Place
    when: When

    @property
    def control(self) -> Control | None:
        return self.claim.control


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding with its event."""

    finding: Finding
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table. key: the first column, whose values are unique; refers: a column and the table whose key it holds."""

    name: str
    means: str
    columns: Sequence[Column[Any]]
    rows: Callable[[Outgoing], Iterator[Any]]
    refers: Sequence[tuple[str, str]] = ()
    link: str | None = None  # the column whose cells lead to the web address in `url`

    @property
    def dictionary(self) -> list[tuple[str, str]]:
        return documented(self.columns)


def claim_rows(out: Outgoing) -> Iterator[Said]:
    reports = out.reports
    for event in out.events:
        roots = {id: root.name for root in event.roots for id in root.claims}
        for claim in out.of(event):
            report = reports.get(claim.report)
            if report is not None:
                yield Said(
                    claim=claim,
                    event=event,
                    root=roots.get(claim.id),
                    report=report,
                    place=claim.place or NOWHERE,
                    when=claim.when or NEVER,
                )


def finding_rows(out: Outgoing) -> Iterator[Found]:
    return (Found(finding=finding, event=event) for event in out.events for finding in event.findings)


def _locator(claim: Claim, report: Report) -> str | None:
    return "; ".join(report.marks_of(claim.quote.start, claim.quote.end)) or None


def _figures(figures: Sequence[Figure]) -> str | None:
    """Every count in words of its own: `killed 12 to 14 (soldiers)`, `killed at least 12`, `injured up to 40`."""
    return joined(f"{figure.what} {_range(figure.low, figure.high)}{f' ({figure.of})' if figure.of else ''}" for figure in figures)


def _range(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return "not numbered"
    if low is None:
        return f"up to {high:g}" if high is not None else ""
    if high is None:
        return f"at least {low:g}"
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _bound(what: Measure, end: int) -> Callable[[Any], Cell]:
    return lambda row: facts.bounds(row.claim.figures, what)[end]


def _event_bound(what: Measure, end: int) -> Callable[[EventRow], Cell]:
    return lambda row: facts.bounds(row.event.figures, what)[end]


CLAIM_COLUMNS: tuple[Column[Said], ...] = (
    Column("claim_id", "Id of the claim.", lambda r: r.claim.id),
    Column("event_id", "Id of the event that it speaks of.", lambda r: r.event.id),
    Column("report_id", "Id of the report in which it stands.", lambda r: r.claim.report),
    Column("event_type", "Code of the event type (docs/vocabulary.md).", lambda r: str(r.claim.type)),
    Column("modality", "How far the source commits (docs/vocabulary.md).", lambda r: str(r.claim.modality)),
    Column("speaker", "Who says it; `narrator` is the publisher, `unattributed` nobody named.", lambda r: r.claim.source.name),
    Column("speaker_kind", "Kind of the speaker (docs/vocabulary.md).", lambda r: r.claim.source.kind),
    Column("speaker_side", "The speaker's side, where the register knows one.", lambda r: r.claim.source.side),
    Column("via", "Relays between speaker and publisher, nearest the speaker first.", lambda r: joined(r.claim.source.via)),
    Column("root", "The independent root under which it counts.", lambda r: r.root),
    Column("words", "Exact words of the claim; empty where they are held back.", lambda r: r.claim.quote.text or None),
    Column("words_start", "First code point of the words in the report's text.", lambda r: r.claim.quote.start, kind="whole"),
    Column("words_end", "The code point after the last.", lambda r: r.claim.quote.end, kind="whole"),
    Column("locator", "Page and box, or paragraph, of the original in which the words stand.", lambda r: _locator(r.claim, r.report)),
    Column("actor", "Who did it, as the claim has it.", lambda r: r.claim.actor),
    Column("target", "To whom, as the claim has it.", lambda r: r.claim.target),
    Column("date_start", "First day on which it may have happened.", lambda r: r.when.earliest or None, kind="day"),
    Column("date_end", "Last day on which it may have happened.", lambda r: r.when.latest or None, kind="day"),
    Column("date_precision", "UCDP date_prec, 1 a day to 5 a year.", lambda r: r.when.precision, kind="whole"),
    Column("place", "The place named.", lambda r: r.place.name or None),
    Column("adm2", "Name of the second-order unit.", lambda r: facts.adm2(r.claim.place)),
    Column("adm1", "Name of the first-order unit.", lambda r: facts.adm1(r.claim.place)),
    Column("country", "ISO 3166 alpha-3 code of the country.", lambda r: r.place.country),
    Column("latitude", "WGS 84 degrees, as coarse as the place named.", lambda r: r.place.lat, kind="number"),
    Column("longitude", "WGS 84 degrees, as coarse as the place named.", lambda r: r.place.lon, kind="number"),
    Column("place_precision", "UCDP where_prec, 1 exact to 7 water or air.", lambda r: r.place.precision, kind="whole"),
    Column("killed_min", "Least number of killed.", _bound(KILLED, 0), kind="number"),
    Column("killed_max", "Greatest number of killed.", _bound(KILLED, 1), kind="number"),
    Column("injured_min", "Least number of injured.", _bound(INJURED, 0), kind="number"),
    Column("injured_max", "Greatest number of injured.", _bound(INJURED, 1), kind="number"),
    Column("figures", "Every count of the claim, with whom it counts.", lambda r: _figures(r.claim.figures)),
    Column("control_holder", "Who holds, took or lost the place.", lambda r: r.control.holder if r.control else None),
    Column("control_place", "The place held.", lambda r: r.control.place if r.control else None),
    Column("control_extent", "`all`, `most`, `part` or a share.", lambda r: r.control.extent if r.control else None),
    Column("control_change", "`gain`, `loss` or `hold`.", lambda r: str(r.control.change) if r.control else None),
    Column(
        "confidence", "Chance that words, type and source are all right, as the reader has it.", lambda r: _sure(r.claim), kind="number"
    ),
    Column("made_by", "Who read the claim.", lambda r: r.claim.made_by or None),
    Column("publisher", "Publisher of the report.", lambda r: r.report.publisher),
    Column("published", "Day of the report.", lambda r: r.report.published_day, kind="day"),
    Column("url", "Address of the report.", lambda r: r.report.url),
)


def _sure(claim: Claim) -> float | None:
    return claim.confidence.get("claim")


EVENT_COLUMNS: tuple[Column[EventRow], ...] = (
    Column("event_id", "Id of the event.", lambda r: r.event.id),
    Column("event_type", "Code of the event type (docs/vocabulary.md).", lambda r: str(r.event.type)),
    Column("grade", "Grade of the event (docs/grades.md).", lambda r: str(r.event.grade.label) if r.event.grade else None),
    Column("grade_rule", "The rule that gave the grade.", lambda r: r.event.grade.rule if r.event.grade else None),
    Column("reports", "Number of reports.", lambda r: r.event.reports, kind="whole"),
    Column("roots", "Number of independent roots.", lambda r: len(r.event.roots), kind="whole"),
    Column("root_names", "The roots.", lambda r: joined(root.name for root in r.event.roots)),
    Column("date_start", "First day on which it may have happened.", lambda r: r.event.earliest, kind="day"),
    Column("date_end", "Last day on which it may have happened.", lambda r: r.event.latest, kind="day"),
    Column("date_reported", "Day of the first report of it.", first_reported, kind="day"),
    Column("place", "The place named.", lambda r: r.place.name or None),
    Column("adm2", "Name of the second-order unit.", lambda r: facts.adm2(r.event.place)),
    Column("adm1", "Name of the first-order unit.", lambda r: facts.adm1(r.event.place)),
    Column("country", "ISO 3166 alpha-3 code of the country.", lambda r: r.place.country),
    Column("latitude", "WGS 84 degrees, as coarse as the place named.", lambda r: r.place.lat, kind="number"),
    Column("longitude", "WGS 84 degrees, as coarse as the place named.", lambda r: r.place.lon, kind="number"),
    Column("place_precision", "UCDP where_prec, 1 exact to 7 water or air.", lambda r: r.place.precision, kind="whole"),
    Column("actors", "All whom a claim names as doing it.", lambda r: joined(c.actor for c in r.claims)),
    Column("targets", "All to whom a claim says it was done.", lambda r: joined(c.target for c in r.claims)),
    Column("killed_min", "Least number of killed that a root gives.", _event_bound(KILLED, 0), kind="number"),
    Column("killed_max", "Greatest number of killed.", _event_bound(KILLED, 1), kind="number"),
    Column("injured_min", "Least number of injured.", _event_bound(INJURED, 0), kind="number"),
    Column("injured_max", "Greatest number of injured.", _event_bound(INJURED, 1), kind="number"),
    Column("words", "Exact words of its first claim of that type that may be shown.", lambda r: facts.words(r.event.type, r.claims)),
    Column("findings", "Number of findings.", lambda r: len(r.event.findings), kind="whole"),
    Column("claim_ids", "Ids of its claims.", lambda r: joined(r.event.claims)),
)

FINDING_COLUMNS: tuple[Column[Found], ...] = (
    Column("finding_id", "Id of the finding.", lambda r: r.finding.id),
    Column("event_id", "Id of the event.", lambda r: r.event.id),
    Column("kind", "Kind of finding (docs/method.md).", lambda r: str(r.finding.kind)),
    Column("strength", "`direct`, or `apparent`: another day, scope or stage.", lambda r: str(r.finding.strength)),
    Column("because", "Why, in one sentence; empty where words of its claims are held back.", lambda r: r.finding.because or None),
    Column("claim_ids", "Ids of the claims, of a contradiction one a side.", lambda r: joined(r.finding.claims)),
)


def spell_id(spell: Spell) -> str:
    """Same place, root, holder, state and claims: same spell."""
    parts = (spell.place, spell.according_to or "", spell.holder or "", str(spell.state), spell.start.earliest or "", *spell.claims)
    return facts.digest("spl-", parts)


SPELL_COLUMNS: tuple[Column[Spell], ...] = (
    Column("spell_id", "Made of place, root, holder, state, beginning and claims.", spell_id),
    Column("place", "The place held.", lambda s: s.place),
    Column("holder", "Who holds it; empty where nobody is named.", lambda s: s.holder),
    Column("state", "State of control (docs/control.md).", lambda s: str(s.state)),
    Column("extent", "`all`, `most`, `part` or a share.", lambda s: s.extent),
    Column("from_earliest", "It began on this day or later.", lambda s: s.start.earliest, kind="day"),
    Column("from_latest", "It began on this day or before.", lambda s: s.start.latest, kind="day"),
    Column("to_earliest", "It ended on this day or later.", lambda s: s.end.earliest, kind="day"),
    Column("to_latest", "It ended on this day or before.", lambda s: s.end.latest, kind="day"),
    Column("according_to", "The root whose word it is; empty in the consolidated view.", lambda s: s.according_to),
    Column("rule", "The rule of the consolidated view.", lambda s: s.rule),
    Column("because", "What the rule was applied to; empty where words of its claims are held back.", lambda s: s.because),
    Column("claim_ids", "Ids of the claims.", lambda s: joined(s.claims)),
)

REPORT_COLUMNS: tuple[Column[Report], ...] = (
    Column("report_id", "Id of the report.", lambda r: r.id),
    Column("publisher", "Who printed it.", lambda r: r.publisher),
    Column("title", "Its headline; empty where it tells of an event held back.", lambda r: r.title),
    Column("published", "Publication date, as it was given.", lambda r: r.published),
    Column("language", "Language of the text.", lambda r: r.language),
    Column("url", "Address of the report.", lambda r: r.url),
    Column("sha256", "SHA-256 of the archived original.", lambda r: r.digest or None),
    Column("collected", "When it was read into the ledger.", lambda r: r.collected),
)

CLAIMS = Table(
    name="claims",
    means="One claim a row: in one report, one source says one thing, in these words.",
    columns=CLAIM_COLUMNS,
    rows=claim_rows,
    refers=(("event_id", "events"), ("report_id", "reports")),
    link="words",
)
EVENTS = Table(name="events", means="One event a row: claims that speak of the same thing.", columns=EVENT_COLUMNS, rows=event_rows)
FINDINGS = Table(
    name="findings",
    means="One finding a row: where the claims of an event agree or differ.",
    columns=FINDING_COLUMNS,
    rows=finding_rows,
    refers=(("event_id", "events"),),
)
SPELLS = Table(
    name="spells",
    means="One spell a row: a holder held a place from about then to about then, according to one root or to all.",
    columns=SPELL_COLUMNS,
    rows=lambda out: iter(out.spells),
)
REPORTS = Table(
    name="reports",
    means="One report a row: the texts that the claims stand in.",
    columns=REPORT_COLUMNS,
    rows=lambda out: iter(out.reports.values()),
    link="title",
)
TABLES = (EVENTS, CLAIMS, FINDINGS, SPELLS, REPORTS)
