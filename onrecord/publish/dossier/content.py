"""What stands in a dossier, before it has any form. Every sentence is a template filled from records, with the claims behind it.

A statement or a value carries the numbers of its citations; a citation is the exact words of one claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.publish.brief.timeline import STATE_LABELS
from onrecord.publish.brief.wording import (
    publisher_of,
    write_bounds,
    write_day,
    write_days,
    write_extent,
    write_figure,
    write_measure,
    write_of,
    write_range,
    write_side,
    write_speaker,
    write_time,
)
from onrecord.publish.dossier.scope import Scope
from onrecord.publish.entries import Entry, Fact, Section
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.publish.privacy import BLOCK
from onrecord.records import Claim, Event, Place, Report, Spell
from onrecord.vocab.event_types import TERMS
from onrecord.vocab.findings import CONTRADICTIONS, FindingKind, Strength
from onrecord.vocab.hedges import Modality

MOST_TOLD = 12  # events that the summary has sentences for
MOST_CLASHES = 2  # contradictions of one event that the summary quotes
_FIRM = {
    Modality.ASSERTED: "says so",
    Modality.HEDGED: "holds back",
    Modality.DENIED: "denies it",
    Modality.FUTURE: "expects or threatens it",
    Modality.DEMANDED: "calls for it",
}
_FINDS = {
    FindingKind.DENIAL: "Denied",
    FindingKind.CONTROL_CLASH: "Two holders of one place",
    FindingKind.FIGURE_CLASH: "Figures that cannot both be true",
    FindingKind.ACCOUNT_CLASH: "Rival accounts",
    FindingKind.REVERSAL: "A source against its own word",
    FindingKind.CORROBORATION: "Said by independent roots",
    FindingKind.ADMISSION: "Admitted against the speaker's own side",
    FindingKind.CIRCULAR: "Copies of one word",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence or a value, and the numbers of the citations that it rests on."""

    text: str
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    number: int
    claim: str
    words: str  # "" where they are held back
    speaker: str
    firmly: str
    publisher: str
    published: str
    url: str | None
    report: int  # its number in the appendix
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one root says of an event, in its own words, fullest first."""

    root: str
    side: str
    reports: int
    lines: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    what: str
    of: str
    root: str  # "" for the envelope over all roots
    shown: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPart:
    id: str
    number: int
    heading: str
    grade: str
    rule: Said
    counts: str
    accounts: tuple[Account, ...]
    figures: tuple[FigureRow, ...]
    findings: tuple[tuple[str, str, Said], ...]  # kind, strength, why
    place: Place | None
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A spell of control in words."""

    place: str
    holder: str
    state: str
    time: str
    root: str  # "" for the consolidated view
    because: Said
    spell: Spell


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPart:
    """One entry of a register: its heading with the words it rests on, how it stands, and a line for each fact."""

    heading: Said
    marks: tuple[str, ...]
    lines: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPart:
    """A register: its entries, and apart those that the reader may have misread."""

    title: str
    means: str
    entries: tuple[EntryPart, ...]
    unsure: tuple[EntryPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Where a report stands in the ledger."""

    seq: int
    at: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """The ledger's word for what is in the dossier: its id, how many entries it has, the Merkle root over them, each report's entry."""

    ledger: str
    entries: int
    root: str
    reports: dict[str, Entered] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    number: int
    report: Report
    publisher: str
    published: str
    entered: Entered | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    title: str
    asked: tuple[str, ...]  # how it was narrowed, in words
    summary: tuple[Said, ...]
    events: tuple[EventPart, ...]
    control: tuple[Held, ...]
    registers: tuple[RegisterPart, ...]
    citations: tuple[Citation, ...]
    reports: tuple[Kept, ...]
    custody: Custody | None
    withheld: tuple[str, ...]


def dossier(
    out: Outgoing,
    scope: Scope,
    *,
    custody: Custody | None = None,
    embargo_hours: int,
    skipped: int = 0,
    registers: Sequence[Section] = (),
) -> Dossier:
    """The dossier of what may leave. registers: what the registers make of it."""
    return _Making(out).dossier(scope, custody, embargo_hours, skipped, registers)


class _Making:
    def __init__(self, out: Outgoing) -> None:
        self.out = out
        self.reports = sorted(out.reports.values(), key=lambda r: (r.published or "9999", r.publisher or "", r.id))
        self.report_number = {r.id: n for n, r in enumerate(self.reports, 1)}
        self.by_id = {r.id: r for r in self.reports}
        self.cited: dict[str, Citation] = {}
        self.silent = 0

    def dossier(self, scope: Scope, custody: Custody | None, hours: int, skipped: int, registers: Sequence[Section]) -> Dossier:
        events = sorted(self.out.events, key=lambda e: (e.earliest or "9999", e.latest or "9999", e.id))
        parts = [self._event(n, event) for n, event in enumerate(events, 1)]
        weighed = sorted(zip(events, parts, strict=True), key=lambda p: (-len(p[0].roots), -p[0].reports, p[1].number))
        roots = {root.name for e in events for root in e.roots}
        claims = len(self.out.claims)
        summary = [
            Said(
                text=f"{_many(len(self.reports), 'report')} with {_many(len(roots), 'independent root')} make {_many(claims, 'claim')} of"
                f" {_many(len(events), 'event')}."
            )
        ]
        summary += [said for event, part in weighed[:MOST_TOLD] for said in self._told(event, part)]
        if len(events) > MOST_TOLD:
            summary.append(Said(text=f"{_many(len(events) - MOST_TOLD, 'event')} more: each has a section below."))
        control = [self._held(s) for s in self._in_order(self.out.spells)]
        told = tuple(self._register(section) for section in registers)
        return Dossier(
            title=f"Dossier: {scope.title}",
            asked=tuple(self._asked(scope)),
            summary=tuple(summary),
            events=tuple(parts),
            control=tuple(control),
            registers=told,
            citations=tuple(self.cited.values()),
            reports=tuple(
                Kept(
                    number=n,
                    report=r,
                    publisher=publisher_of(r),
                    published=write_day(r.published_day) or "not dated",
                    entered=custody.reports.get(r.id) if custody else None,
                )
                for n, r in enumerate(self.reports, 1)
            ),
            custody=custody,
            withheld=tuple(self._withheld(hours, skipped)),
        )

    def _asked(self, scope: Scope) -> Iterable[str]:
        if scope.first or scope.last:
            yield f"from {write_day(scope.first) or 'the first'} to {write_day(scope.last) or 'the last'}"
        if self.out.as_known_at:
            yield f"as known at {self.out.as_known_at}"

    def cite(self, ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of these claims, in order; each claim has one, given when it is first cited."""
        return tuple(sorted({self._citation(i).number for i in ids if i in self.out.claims}))

    def _citation(self, id: str) -> Citation:
        if id not in self.cited:
            claim = self.out.claims[id]
            report = self.by_id.get(claim.report)
            if not claim.quote.text:
                self.silent += 1
            self.cited[id] = Citation(
                number=len(self.cited) + 1,
                claim=id,
                words=claim.quote.text,
                speaker=write_speaker(claim, report),
                firmly=_FIRM[claim.modality],
                publisher=publisher_of(report),
                published=write_day(report.published_day if report else None) or "not dated",
                url=report.url if report else None,
                report=self.report_number.get(claim.report, 0),
                start=claim.quote.start,
                end=claim.quote.end,
            )
        return self.cited[id]

    # --- events ------------------------------------------------------------------------------------------------

    def _event(self, number: int, event: Event) -> EventPart:
        claims = {c.id: c for c in self.out.of(event)}
        grade = event.grade
        where = event.place.name if event.place and event.place.name else "place not stated"
        return EventPart(
            id=event.id,
            number=number,
            heading=f"{TERMS[event.type].label}, {where}, {write_days(event.earliest, event.latest) or 'day not stated'}",
            grade=str(grade.label) if grade else "not graded",
            rule=Said(text=_sentence(grade.rule.removeprefix(f"{grade.label}: ")), cites=self.cite(grade.because))
            if grade
            else Said(text=""),
            counts=f"{_many(event.reports, 'report')}, {_many(len(event.roots), 'independent root')}",
            accounts=tuple(self._account(root.name, root.side, [claims[i] for i in root.claims if i in claims]) for root in event.roots),
            figures=tuple(self._figures(event)),
            findings=tuple(self._findings(event)),
            place=event.place,
            earliest=event.earliest,
            latest=event.latest,
        )

    def _findings(self, event: Event) -> Iterable[tuple[str, str, Said]]:
        """Direct findings one by one; differences that are only apparent as one line a kind."""
        for f in event.findings:
            if f.strength is Strength.DIRECT:
                yield _FINDS[f.kind], str(f.strength), Said(text=f.because or "Words of it are held back.", cites=self.cite(f.claims))
        for kind in FindingKind:
            apparent = [f for f in event.findings if f.kind is kind and f.strength is not Strength.DIRECT]
            if apparent:
                text = f"{_many(len(apparent), 'pair')} of claims that may speak of another day, part or stage, or may be misread."
                yield _FINDS[kind], str(Strength.APPARENT), Said(text=text, cites=self.cite(i for f in apparent for i in f.claims))

    def _account(self, root: str, side: str | None, claims: Sequence[Claim]) -> Account:
        lines = []
        for claim in sorted(claims, key=lambda c: (-len(c.quote.text), c.id)):
            figures = "; ".join(write_figure(f) for f in claim.figures)
            words = f"“{' '.join(claim.quote.text.split())}”" if claim.quote.text else "[words held back]"
            note = f" ({_FIRM[claim.modality]})" if claim.modality is not Modality.ASSERTED else ""
            lines.append(Said(text=words + note + (f" [{figures}]" if figures else ""), cites=self.cite([claim.id])))
        return Account(root=root, side=write_side(side) or "", reports=len({c.report for c in claims}), lines=tuple(lines))

    def _figures(self, event: Event) -> Iterable[FigureRow]:
        for figure in event.figures:
            what, of = write_measure(figure.what, figure.low, figure.high), write_of(figure.what, figure.of)
            every = self.cite(i for b in figure.by_root for i in b.claims)
            if not every:  # no claim that may leave counts it
                continue
            if len(figure.by_root) > 1:
                yield FigureRow(what=what, of=of, root="", shown=Said(text=write_range(figure.low, figure.high), cites=every))
            for one in figure.by_root:
                if cites := self.cite(one.claims):
                    yield FigureRow(what=what, of=of, root=one.root, shown=Said(text=write_range(one.low, one.high), cites=cites))

    def _told(self, event: Event, part: EventPart) -> Iterable[Said]:
        """Up to three sentences on an event: what is said, what is counted, what is disputed."""
        happened = [c for c in self.out.of(event) if c.modality in (Modality.ASSERTED, Modality.HEDGED)]
        verb = "say" if event.reports != 1 else "says"
        if happened:
            text = f"{part.heading}: {part.counts} {verb} that it happened, or that it may have. Graded {part.grade}."
            yield Said(text=text, cites=self.cite(c.id for c in happened))
        else:
            yield Said(text=f"{part.heading}: nobody says that it happened. Graded {part.grade}.", cites=self.cite(event.claims))
        for row in part.figures:
            if row.root == "" or sum(r.what == row.what and r.of == row.of for r in part.figures) == 1:
                who = f" ({row.of})" if row.of else ""
                by = f"according to {row.root}" if row.root else "from the least to the most that any root says"
                yield Said(text=f"{row.shown.text} {row.what}{who}, {by}.", cites=row.shown.cites)
        clashes = [f for f in event.findings if f.kind in CONTRADICTIONS and f.strength is Strength.DIRECT]
        for finding in clashes[:MOST_CLASHES]:
            text = f"{_FINDS[finding.kind]}: {finding.because or 'words of it are held back.'}"
            yield Said(text=text, cites=self.cite(finding.claims))
        if more := clashes[MOST_CLASHES:]:
            yield Said(text=f"{_many(len(more), 'contradiction')} more of this event.", cites=self.cite(i for f in more for i in f.claims))

    # --- registers -----------------------------------------------------------------------------------------------

    def _register(self, section: Section) -> RegisterPart:
        own = [section.sums, *section.entries] if section.sums else section.entries
        return RegisterPart(
            title=section.title,
            means=section.means,
            entries=tuple(self._entry(entry) for entry in own),
            unsure=tuple(self._entry(entry) for entry in section.unsure),
        )

    def _entry(self, entry: Entry) -> EntryPart:
        every = self.cite(cited.claim for cited in entry.cited)
        heading = ", ".join(piece for piece in (entry.heading, entry.place, write_days(entry.first, entry.last)) if piece)
        lines = (Said(text=_line(fact), cites=self.cite(fact.claims) or every) for fact in entry.facts)
        return EntryPart(heading=Said(text=heading, cites=every), marks=entry.marks, lines=tuple(lines))

    # --- control, and what is held back ------------------------------------------------------------------------

    def _in_order(self, spells: Iterable[Spell]) -> list[Spell]:
        return sorted(
            spells,
            key=lambda s: (
                s.place,
                s.according_to is not None,
                s.according_to or "",
                s.start.earliest or s.start.latest or "",
                s.end.latest or "9999",
                s.holder or "",
            ),
        )

    def _held(self, spell: Spell) -> Held:
        since, until = write_bounds(spell.start.earliest, spell.start.latest), write_bounds(spell.end.earliest, spell.end.latest)
        extent = "" if spell.extent == "all" else f" ({write_extent(spell.extent)}it)"
        return Held(
            place=spell.place,
            holder=(spell.holder or "no holder named") + extent,
            state=STATE_LABELS[spell.state],
            time=write_time(since, until),
            root=spell.according_to or "",
            because=Said(text=spell.because or spell.rule or "", cites=self.cite(spell.claims)),
            spell=spell,
        )

    def _withheld(self, hours: int, skipped: int) -> Iterable[str]:
        shown = [c.words for c in self.cited.values()] + [c.speaker for c in self.cited.values()]
        names = sum(BLOCK in text for text in shown)
        yield f"Names of private persons, covered by {BLOCK}, one for each character: in {_many(names, 'quotation or speaker')} here."
        if self.out.withheld:
            yield (
                f"{_many(self.out.withheld, 'event')} whose last day ended less than {hours} hours ago, or is not known:"
                " embargo, so that nobody is led to where something goes on."
            )
        if self.silent:
            yield f"The words of {_many(self.silent, 'claim')} that stand together with an event under embargo."
        yield "Coordinates finer than the words: a town's are given to a kilometre, a district's to ten, of a region or country none."
        if skipped:
            yield f"{_many(skipped, 'input')} could not be read, and nothing of it is here."


def _line(fact: Fact) -> str:
    text = f"{fact.label}: {fact.text}" if fact.text else fact.label
    return f"{text}; {fact.quoted.root}" if fact.quoted else text


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
