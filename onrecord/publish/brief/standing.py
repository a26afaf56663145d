"""Which events stand agreed, which are disputed, and how the two sides of a dispute are set against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.publish.brief.index import Cited, ClaimView, Index
from onrecord.publish.brief.wording import write_days, write_measure, write_of
from onrecord.records import Event, Finding
from onrecord.vocab.event_types import TERMS
from onrecord.vocab.findings import CONTRADICTIONS, GRADE_MEANS, FindingKind, GradeLabel, Strength
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import HUMAN_HARM, MATERIEL

FINDING_LABELS: dict[FindingKind, str] = {
    FindingKind.DENIAL: "Said and denied",
    FindingKind.CONTROL_CLASH: "Two holders of one place",
    FindingKind.FIGURE_CLASH: "Figures that cannot both be true",
    FindingKind.ACCOUNT_CLASH: "Rival accounts of what happened or who did it",
    FindingKind.REVERSAL: "A source against its own earlier word",
    FindingKind.CORROBORATION: "Independent roots agree",
    FindingKind.ADMISSION: "Admission",
    FindingKind.CIRCULAR: "Copies, not agreement",
}
_KIND_ORDER = list(FINDING_LABELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class RootWords:
    """What one root says on a point: its claims, the one to show first in front."""

    root: str
    side: str | None
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An event as it is printed. place, dates and figures are cited to words; roots are in order of weight."""

    anchor: str
    number: int
    type: str
    means: str
    place: Cited | None
    dates: Cited | None
    who: Cited | None  # doer, and to whom
    grade: str
    grade_means: str
    rule: str
    because: tuple[ClaimView, ...]
    reports: int
    roots: tuple[RootWords, ...]
    figures: tuple[tuple[str, Cited], ...]
    notes: tuple[tuple[str, str, tuple[ClaimView, ...]], ...]  # admissions, corroborations, copies: label, because, claims
    admissions: tuple[ClaimView, ...]  # the fullest first, one for each root
    disputed: bool

    @property
    def counts(self) -> str:
        return count_roots(self.reports, len(self.roots))


def count_roots(reports: int, roots: int) -> str:
    """As in "12 reports, 2 independent roots"."""
    return f"{reports} report{'s' * (reports != 1)}, {roots} independent root{'s' * (roots != 1)}"


def weight(event: Event) -> tuple[float, ...]:
    """What comes first: more independent roots, an admission counting as three; then human harm, then more reports."""
    harm = any(f.what in HUMAN_HARM and (f.low or f.high) for f in event.figures)
    confirmed = event.grade is not None and event.grade.label == GradeLabel.CONFIRMED
    return (len(event.roots) + 3 * confirmed, harm, event.reports)


def contradictions(event: Event, index: Index) -> list[Finding]:
    """The event's contradictions whose two claims can both be shown."""
    return [f for f in event.findings if f.kind in CONTRADICTIONS and len(f.claims) == 2 and all(c in index.claims for c in f.claims)]


def is_disputed(event: Event, index: Index) -> bool:
    return any(f.strength == Strength.DIRECT for f in contradictions(event, index))


def is_agreed(event: Event) -> bool:
    return event.grade is not None and event.grade.label in (GradeLabel.CONFIRMED, GradeLabel.FAIR)


# --- events ----------------------------------------------------------------------------------------------------


def view_event(event: Event, index: Index) -> EventView:
    views = index.views(event.claims)
    term = TERMS[event.type]
    grade = event.grade
    label = grade.label if grade else GradeLabel.WEAK
    notes = tuple(
        (FINDING_LABELS[f.kind], f.because, tuple(index.views(f.claims)))
        for f in sorted(event.findings, key=lambda f: (_KIND_ORDER.index(f.kind), f.id))
        if f.kind not in CONTRADICTIONS
    )
    return EventView(
        anchor=index.event_anchor(event),
        number=index.event_number(event),
        type=term.label,
        means=term.means,
        place=_place_of(event, views),
        dates=_dates_of(event, views),
        who=_who_of(views),
        grade=str(label),
        grade_means=GRADE_MEANS[label],
        rule=grade.rule if grade else "",
        because=tuple(index.views(grade.because)) if grade else (),
        reports=event.reports or len({v.report for v in views}),
        roots=group_by_root(views),
        figures=tuple(_figures_of(event, index)),
        notes=notes,
        admissions=_admissions(event, index),
        disputed=is_disputed(event, index),
    )


def _admissions(event: Event, index: Index) -> tuple[ClaimView, ...]:
    admitted = index.views(c for f in event.findings if f.kind == FindingKind.ADMISSION for c in f.claims)
    by_root: dict[str, ClaimView] = {}
    for view in sorted(admitted, key=_leading):
        by_root.setdefault(view.root, view)
    return tuple(by_root.values())


def group_by_root(views: Sequence[ClaimView], foremost: Mapping[str, int] | None = None) -> tuple[RootWords, ...]:
    """Claims by root. Roots with most claims come first, and in each root its firmest and fullest claim, then the earliest.

    foremost: by claim id, how much a claim matters here; it goes before all else.
    """
    mattering = foremost or {}
    groups: dict[str, list[ClaimView]] = {}
    for view in views:
        groups.setdefault(view.root, []).append(view)
    order = sorted(groups, key=lambda r: (-max(mattering.get(v.id, 0) for v in groups[r]), -len(groups[r]), groups[r][0].order))
    told: set[str] = set()  # words that lead for a root already: two who said one thing jointly need not both lead with it
    found = []
    for root in order:
        claims = sorted(groups[root], key=lambda v: (v.href in told, -mattering.get(v.id, 0), *_leading(v)))
        told.add(claims[0].href)
        found.append(RootWords(root=root, side=next((v.side for v in claims if v.side), None), claims=tuple(claims)))
    return tuple(found)


def _leading(view: ClaimView) -> tuple[bool, bool, int, tuple[str, int]]:
    """Firm before held back, sure before unsure; then the claim that states most of when, where, how many and who holds."""
    stated = sum(map(bool, (view.when, view.place, view.figures, view.control)))
    return (view.modality in (Modality.HEDGED, Modality.FUTURE), bool(view.unsure), -stated, view.order)


def _who_of(views: Sequence[ClaimView]) -> Cited | None:
    """As in "Islamic State → Syrian army": the pair that most claims name, leading to the first of them."""
    pairs = Counter((v.actor, v.target) for v in views if v.actor)
    if not pairs:
        return None
    (actor, target), _ = max(pairs.items(), key=lambda item: (item[1], item[0][1] is not None))
    first = next(v for v in views if (v.actor, v.target) == (actor, target))
    return Cited(text=f"{actor} → {target}" if target and target != actor else str(actor), href=first.href)


def _place_of(event: Event, views: Sequence[ClaimView]) -> Cited | None:
    name = event.place and (event.place.name or event.place.country)
    if not name:
        return None
    for view in views:
        if view.place and view.place.text == name:
            return view.place
    return Cited(text=name, href=views[0].href)


def _dates_of(event: Event, views: Sequence[ClaimView]) -> Cited | None:
    text = write_days(event.earliest, event.latest)
    if not text:
        return None
    dated = [v for v in views if v.when]
    same = [v.when for v in dated if v.when and v.when.text == text]
    spot = same[0] if same else dated[0].when if dated else None
    return Cited(text=text, href=spot.href if spot else views[0].href, words=spot.words if spot else "")


def _figures_of(event: Event, index: Index) -> list[tuple[str, Cited]]:
    """People harmed and materiel; other counts stand in the section on figures."""
    found = []
    counted = sorted(
        (f for f in event.figures if f.what in HUMAN_HARM | MATERIEL),
        key=lambda f: (f.what not in HUMAN_HARM, -len(f.by_root), f.what, f.of or ""),
    )
    for figure in counted:
        cited = index.figure(figure.what, figure.low, figure.high, [c for line in figure.by_root for c in line.claims])
        if cited and (figure.low is not None or figure.high is not None):
            found.append(
                (
                    write_measure(figure.what, figure.low, figure.high) + (f" ({of})" if (of := write_of(figure.what, figure.of)) else ""),
                    cited,
                )
            )
    return found
