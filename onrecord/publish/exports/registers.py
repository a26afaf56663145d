"""The registers in their fields' columns, one CSV each. Entries are made of what may leave alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from onrecord.publish.entries import MEANS, named_victims
from onrecord.publish.exports.base import Cell, Column, Exporter, as_text, documented, joined, write_csv
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.records import Picture, Place
from onrecord.registers.casualties import Count, casualties
from onrecord.registers.every import ENTRIES, Register
from onrecord.registers.ground import ByRoot, Cited, Ground
from onrecord.registers.heritage import Damage, heritage
from onrecord.registers.people import People
from onrecord.registers.sites import Sites
from onrecord.registers.victims import Victim
from onrecord.vocab.fine_types import HEALTH, FineType
from onrecord.vocab.measures import Measure


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with the reports of its claims."""

    of: Any
    cited: Sequence[Cited]
    out: Outgoing
    place: Place | None
    first: str | None
    last: str | None
    id: str
    damage: Damage | None = None
    part: str | None = None


def ground_of(out: Outgoing, sites: Sites | None = None) -> Ground:
    """What may leave, ready for the registers. sites: with a team's own list."""
    events, spells = tuple(out.events), tuple(out.spells)
    return Ground(Picture(reports=dict(out.reports), claims=dict(out.claims), events=events, spells=spells), out.register, sites)


def _said(by_root: ByRoot) -> str | None:
    """ "A (according to X, Y); B (according to Z)"."""
    return joined(f"{one.name} (according to {', '.join(one.roots)})" for one in by_root)


def _count(counts: Iterable[Count], what: Measure, people: Iterable[People], end: str) -> int | float | None:
    """The one count of these people; None where nobody counts them, or two groups of them are counted apart: counts are never added."""
    found = [c for c in counts if c.what is what and c.people in set(people)]
    value: int | float | None = getattr(found[0], end) if len(found) == 1 else None
    return value


def _urls(row: Row) -> str | None:
    reports = (row.out.reports.get(c.report) for c in row.cited)
    return joined(r.url for r in reports if r)


def _where_and_when(*, id_of: str) -> list[Column[Row]]:
    return [
        Column("entry_id", f"Id of the {id_of}.", lambda r: r.id),
        Column("date_start", "First day on which it may have happened.", lambda r: r.first, kind="day"),
        Column("date_end", "Last day on which it may have happened.", lambda r: r.last, kind="day"),
        Column("country", "ISO 3166 alpha-3 code of the country.", lambda r: r.place.country if r.place else None),
        Column("place", "The place named.", lambda r: r.place.name if r.place else None),
        Column("latitude", "WGS 84 degrees, as coarse as the place named.", lambda r: r.place.lat if r.place else None, kind="number"),
        Column("longitude", "WGS 84 degrees, as coarse as the place named.", lambda r: r.place.lon if r.place else None, kind="number"),
    ]


_WORDS: list[Column[Row]] = [
    Column("sources", "Roots of the claims: whose word it is.", lambda r: joined(c.root for c in r.cited)),
    Column("words", "Exact words of the claims.", lambda r: joined(c.quote for c in r.cited)),
    Column("claims", "Ids of the claims.", lambda r: joined(c.claim for c in r.cited)),
    Column("reports", "Ids of their reports.", lambda r: joined(c.report for c in r.cited)),
    Column("urls", "Addresses of the reports.", _urls),
]


def _by_root(name: str, means: str, key: str) -> Column[Row]:
    return Column(name, f"{means}, and according to whom.", lambda r: _said(getattr(r.of, key)))


def _names(name: str, means: str, key: str) -> Column[Row]:
    return Column(name, means, lambda r: joined(getattr(r.of, key)))


def _yes(name: str, means: str, of: Callable[[Row], bool]) -> Column[Row]:
    return Column(name, f"`yes` where {means}; else empty.", lambda r: "yes" if of(r) else None)


def _harm(what: Measure, word: str, *, key: str, who: Sequence[People] = tuple(People), of: str = "people") -> list[Column[Row]]:
    """The least and the most of one count."""

    def end(name: str) -> Callable[[Row], Cell]:
        return lambda r: _count(getattr(r.of, key), what, who, name)

    return [
        Column(f"{word}_min", f"Least number of {of}, over all roots.", end("low"), kind="number"),
        Column(f"{word}_max", f"Greatest number of {of}, over all roots.", end("high"), kind="number"),
    ]


def _damage(key: str) -> Callable[[Row], Cell]:
    def of(row: Row) -> Cell:
        value: Cell = getattr(row.damage, key, None)
        return value

    return of


def _quoted(name: str, means: str, key: str) -> Column[Row]:
    return Column(name, means, lambda r: joined(c.quote for c in getattr(r.of, key)))


def _later(key: str) -> Column[Row]:
    def of(row: Row) -> Cell:
        return joined(f"{later.cited.quote} ({later.cited.root})" for later in getattr(row.of, key))

    return Column(key, f"Later words that it was {key}, and whose.", of)


def _victim(victim: Victim) -> str:
    """ "NAME, 43, female, teacher, his wife, killed (according to X)"; the name as it may be shown."""
    told = (victim.shown, victim.age and str(victim.age), victim.sex, victim.occupation, victim.relation, str(victim.what))
    return f"{', '.join(word for word in told if word)} (according to {', '.join(victim.roots)})"


def _moved(what: str) -> list[Column[Row]]:
    def one(row: Row, end: str) -> int | float | None:
        found = [c for c in row.of.counts if c.what == what]
        value: int | float | None = getattr(found[0], end) if len(found) == 1 else None
        return value

    return [
        Column(f"{what}_min", f"Least number {what}, over all roots.", lambda r: one(r, "low"), kind="number"),
        Column(f"{what}_max", f"Greatest number {what}, over all roots.", lambda r: one(r, "high"), kind="number"),
    ]


def _affected(code: FineType) -> Column[Row]:
    word = code.removeprefix("health_")
    return _yes(word, f"a root says that of care this was affected: {word}", lambda r: code in {one.name for one in r.of.affected})


_DENIED = _names("denied_by", "Roots that say it did not happen.", "denied_by")
_ALLEGED = _names("alleged_by", "Roots that say it happened.", "alleged_by")


def _framed(id_of: str, unsure: Callable[[Row], bool], *columns: Column[Row]) -> list[Column[Row]]:
    """What every register has: where and when before its own columns, how sure the reader is and the words after them."""
    doubt = _yes("unsure", "the reader may have misread every claim of the entry: it is for somebody to check", unsure)
    return [*_where_and_when(id_of=id_of), *columns, doubt, *_WORDS]


def _happenings(*columns: Column[Row]) -> list[Column[Row]]:
    return _framed("happening", lambda r: r.of.happening.unsure, *columns)


_COLUMNS: dict[Register, list[Column[Row]]] = {
    Register.CASUALTIES: _framed(
        "event",
        lambda r: r.of.unsure,
        Column("incident_type", "Code of the event type (docs/vocabulary.md).", lambda r: str(r.of.event.type)),
        *(column for who in People for column in _harm(Measure.KILLED, f"killed_{who}", key="counts", who=(who,), of=f"killed, {who}")),
        *(column for who in People for column in _harm(Measure.INJURED, f"injured_{who}", key="counts", who=(who,), of=f"injured, {who}")),
        _by_root("alleged", "Who is said to have done it", "alleged"),
        Column(
            "victims",
            "Whom reports name, with age, sex, occupation, kin and harm; the name in blocks unless it is public or was released.",
            lambda r: joined(_victim(v) for v in r.of.named),
        ),
        Column("victims_named", "How many are named, to hold against the counts.", lambda r: len(r.of.named) or None, kind="whole"),
        _yes("more_named_than_counted", "more are named than any root counts", lambda r: any(one.beyond for one in r.of.listed)),
        _yes("pending", "every claim of harm is hedged: nobody asserts it", lambda r: r.of.pending),
        _yes("withdrawn", "its grade is Discounted", lambda r: r.of.withdrawn),
        Column("grade", "Grade of the event (docs/grades.md).", lambda r: str(r.of.event.grade.label) if r.of.event.grade else None),
    ),
    Register.HERITAGE: _framed(
        "claim",
        lambda r: r.of.unsure,
        Column("site", "Name on the World Heritage list or a team's own; empty where on neither.", lambda r: r.of.site and r.of.site.name),
        Column("inscribed", "Year of inscription.", lambda r: r.of.site and r.of.site.inscribed),
        Column("site_status", 'Status on the list, as "in danger since".', lambda r: r.of.site and r.of.site.status),
        Column("part", "Part of the site that the words name.", lambda r: r.part),
        Column("status", "`harm`, `threat` (not yet done), `denied` or `safe` (kept from harm).", _damage("status")),
        Column("overall_condition", "EAMENA condition state, from the words.", _damage("condition")),
        Column("damage_extent", "EAMENA damage extent, from the words.", _damage("extent")),
        Column("disturbance_cause", "EAMENA disturbance cause, from the words.", _damage("cause")),
        Column("certainty", "High two roots, Medium one, Low hedged, Negligible denied.", _damage("certainty")),
        Column("by", "Who is said to have done it.", _damage("by")),
        Column("reported", "Day of the report.", _damage("reported"), kind="day"),
        Column(
            "risk",
            "Events of fighting or a change of hands within 20 km of the site.",
            lambda r: joined(f"{one.kind} at {one.place}, {one.km} km ({one.event})" for one in r.of.at_risk),
        ),
    ),
    Register.CHEMICAL: _happenings(
        _by_root("agent", "Agent alleged", "agents"),
        _by_root("delivery", "Means of delivery", "means"),
        *_harm(Measure.KILLED, "killed", key="victims", of="dead"),
        *_harm(Measure.INJURED, "exposed", key="victims", of="exposed or ill"),
        _names("symptoms", "Words for symptoms.", "symptoms"),
        _names("samples", "Words for samples.", "samples"),
        _ALLEGED,
        _by_root("blamed", "Who is said to have done it", "blamed"),
        _DENIED,
        Column("referral_status", "How far an investigation has come by anybody's words.", lambda r: r.of.referral),
        _quoted("referral", "Words that ask for, announce or tell of an investigation.", "referrals"),
    ),
    Register.HEALTH: _happenings(
        *(_affected(code) for code in FineType if code in HEALTH),
        _by_root("facility_name", "Name of the facility", "facilities"),
        _by_root("attack_type", "Type of attack, as WHO names it", "means"),
        _by_root("blamed", "Who is said to have done it", "blamed"),
        *_harm(Measure.KILLED, "killed", key="victims", of="killed"),
        *_harm(Measure.INJURED, "injured", key="victims", of="injured"),
        _ALLEGED,
        _DENIED,
    ),
    Register.MISSING: _happenings(
        _names("kinds", "missing, abducted, detained.", "kinds"),
        _by_root("who", "Who is gone", "who"),
        *(column for what in ("missing", "abducted", "detained") for column in _moved(what)),
        _by_root("held_by", "Who is said to hold them", "held_by"),
        _by_root("fate", "released, found dead, escaped; empty: unknown", "fate"),
        _DENIED,
    ),
    Register.DISPLACEMENT: _happenings(
        _by_root("what", "Fine types (docs/vocabulary.md)", "what"),
        _by_root("who", "Who it befalls", "who"),
        _by_root("by", "Who moves, besieges, brings or stops", "by"),
        *(column for what in ("displaced", "evacuated", "besieged", "vehicles") for column in _moved(what)),
        _by_root("origin", "Where from, in words", "origins"),
        _by_root("destination", "Where to, in words", "destinations"),
        _by_root("deal", "Under what deal, in words", "deals"),
        _yes("planned", "every claim is of what is to come", lambda r: r.of.planned),
        _yes("asked_only", "every claim is a call for it", lambda r: r.of.asked_only),
        _DENIED,
    ),
    Register.DEMANDS: _happenings(
        Column("kind", "demand, promise, agreement or warning.", lambda r: str(r.of.kind)),
        Column("asked_by", "Who asks, promises, warns or tells of it.", lambda r: r.of.asked_by),
        Column("of", "Who is to act, or a party.", lambda r: r.of.of),
        Column("concerning", "For whom, or the other party.", lambda r: r.of.concerning),
        Column("by_when", "By when, in words.", lambda r: r.of.by_when and r.of.by_when.words),
        _by_root("about", "Fine types (docs/vocabulary.md)", "about"),
        Column("starts", "First day of a ceasefire, where a claim dates it.", lambda r: r.of.starts, kind="day"),
        Column("ends", "Last day of a ceasefire, where a claim dates it.", lambda r: r.of.ends, kind="day"),
        _later("kept"),
        _later("broken"),
    ),
    Register.ACCUSATIONS: _happenings(
        _by_root("accused", "Who is blamed", "accused"),
        _by_root("harmed", "To whom it was done", "harmed"),
        _names("accusers", "Roots that blame.", "accusers"),
        _names("denied_by", "Roots that reject it.", "denied_by"),
        _quoted("acceptance", "Words of acceptance.", "acceptance"),
        _quoted("investigations", "Words of inquiries.", "investigations"),
        _quoted("rulings", "Words of rulings.", "rulings"),
    ),
}

RULES = (
    "One entry of the register a row; UTF-8, commas, one header line. How entries are made: docs/registers.md.",
    "A range takes two columns; an open end (`at least 12`) leaves its column empty.",
    "Where two groups are counted apart and nothing counts the whole, the count is empty: counts are never added.",
    "Several values in one cell are joined by `; `.",
)


def _casualty_rows(out: Outgoing) -> Iterator[Row]:
    ground = ground_of(out)
    for e in casualties(ground, named_victims(ground, out.named_in())):
        yield Row(e, e.cited, out, e.event.place, e.event.earliest, e.event.latest, e.event.id)


def _heritage_rows(out: Outgoing) -> Iterator[Row]:
    for entry in heritage(ground_of(out)):
        for part in entry.parts:
            for d in part.damages:
                yield Row(entry, [d.cited], out, entry.place, d.first, d.last, d.cited.claim, d, part.name)


def _happening_rows(register: Register) -> Callable[[Outgoing], Iterator[Row]]:
    def rows(out: Outgoing) -> Iterator[Row]:
        for e in ENTRIES[register](ground_of(out)):
            yield Row(e, e.cited, out, e.happening.place, e.happening.first, e.happening.last, e.happening.id)

    return rows


_ROWS: dict[Register, Callable[[Outgoing], Iterator[Row]]] = {Register.CASUALTIES: _casualty_rows, Register.HERITAGE: _heritage_rows}


def _exporter(register: Register) -> Exporter:
    columns, rows = _COLUMNS[register], _ROWS.get(register) or _happening_rows(register)

    def write(out: Outgoing, to: TextIO) -> int:
        return write_csv(to, columns, rows(out))

    means, one = MEANS[register], "A claim of harm to one part a row." if register is Register.HERITAGE else "An entry a row."
    return Exporter(
        name=f"register-{register}",
        ending=".csv",
        means=f"{means} {one}",
        columns=documented(columns),
        rules=RULES,
        write=as_text(write),
    )


REGISTERS: tuple[Exporter, ...] = tuple(_exporter(register) for register in Register)
