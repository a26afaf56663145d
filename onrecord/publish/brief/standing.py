"""Which events stand agreed, which are disputed, and how the two sides of a dispute are set against each other."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.publish.brief.index import Cited, ClaimView, Index
from onrecord.publish.brief.wording import MEASURE_LABELS, write_control, write_days, write_measure, write_range
from onrecord.records import Event, Finding
from onrecord.vocab.event_types import TERMS
from onrecord.vocab.findings import CONTRADICTIONS, GRADE_MEANS, FindingKind, GradeLabel, Strength
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import HUMAN_HARM, MATERIEL

FINDING_LABELS: dict[FindingKind, str] = {
    FindingKind.DENIAL: "Said and denied",
    FindingKind.CONTROL_CLASH: "Two holders of one place",
    FindingKind.FIGURE_CLASH: "Figures that cannot both be true",
    FindingKind.ACCOUNT_CLASH: "Rival accounts of who or what did it",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeSide:
    heading: str
    roots: tuple[RootWords, ...]
    reports: int

    @property
    def counts(self) -> str:
        return count_roots(self.reports, len(self.roots))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Claims of one event that contradict each other, as two sides."""

    kinds: tuple[str, ...]
    direct: bool
    sides: tuple[DisputeSide, DisputeSide]
    because: tuple[str, ...]

    def side_of(self, claim_id: str) -> str:
        """The heading of the side on which a claim stands; "" if on neither."""
        return next((s.heading for s in self.sides for r in s.roots for v in r.claims if v.id == claim_id), "")


def count_roots(reports: int, roots: int) -> str:
    """ "12 reports, 2 independent roots"."""
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


def group_by_root(views: Sequence[ClaimView]) -> tuple[RootWords, ...]:
    """Claims by root, roots with most claims first; in each root its firmest and fullest claim first, then the earliest."""
    groups: dict[str, list[ClaimView]] = {}
    for view in views:
        groups.setdefault(view.root, []).append(view)
    return tuple(
        RootWords(
            root=root,
            side=next((v.side for v in group if v.side), None),
            claims=tuple(sorted(group, key=_leading)),
        )
        for root, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[1][0].order))
    )


def _leading(view: ClaimView) -> tuple[bool, int, tuple[str, int]]:
    """Firm before held back; then the claim that states most of when, where, how many and who holds."""
    stated = sum(map(bool, (view.when, view.place, view.figures, view.control)))
    return (view.modality in (Modality.HEDGED, Modality.FUTURE), -stated, view.order)


def _who_of(views: Sequence[ClaimView]) -> Cited | None:
    """ "Islamic State → Syrian army": the pair that most claims name, leading to the first of them."""
    pairs = Counter((v.actor, v.target) for v in views if v.actor)
    if not pairs:
        return None
    (actor, target), _ = max(pairs.items(), key=lambda item: (item[1], item[0][1] is not None))
    first = next(v for v in views if (v.actor, v.target) == (actor, target))
    return Cited(text=f"{actor} → {target}" if target else str(actor), href=first.href)


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
            found.append((write_measure(figure.what, figure.low, figure.high) + (f" ({figure.of})" if figure.of else ""), cited))
    return found


# --- disputes --------------------------------------------------------------------------------------------------


def find_disputes(event: Event, index: Index) -> list[Dispute]:
    """The event's contradictions gathered into as few two-sided disputes as they allow, direct ones first.

    Findings that share a claim are one dispute if its claims fall into two sides; where they do not (three holders of one
    place), each pair stands for itself. A reversal always does: both its sides are the same root.
    """
    found = contradictions(event, index)
    disputes: list[Dispute] = []
    for direct in (True, False):
        mine = [f for f in found if (f.strength == Strength.DIRECT) == direct]
        paired = [f for f in mine if f.kind == FindingKind.REVERSAL]
        for group in _connected([f for f in mine if f.kind != FindingKind.REVERSAL]):
            colours = _two_sides(group)
            if colours:
                disputes.append(_dispute(group, [c for c in colours if not colours[c]], [c for c in colours if colours[c]], index))
            else:
                paired += group
        disputes += [_dispute([f], [f.claims[0]], [f.claims[1]], index) for f in _one_per_root_pair(paired, index)]
    return sorted(disputes, key=lambda d: (not d.direct, -sum(s.reports for s in d.sides)))


def _connected(findings: Sequence[Finding]) -> list[list[Finding]]:
    groups: list[tuple[set[str], list[Finding]]] = []
    for finding in findings:
        claims, members = set(finding.claims), [finding]
        apart = []
        for group in groups:
            if group[0] & claims:
                claims |= group[0]
                members = group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (claims, members)]
    return [members for _, members in groups]


def _two_sides(findings: Sequence[Finding]) -> dict[str, bool] | None:
    """Which side each claim is on, the first finding's first claim on the left; None if they do not fall into two."""
    against: dict[str, list[str]] = {}
    for finding in findings:
        left, right = finding.claims
        against.setdefault(left, []).append(right)
        against.setdefault(right, []).append(left)
    start = findings[0].claims[0]
    sides = {start: False}
    queue = deque([start])
    while queue:
        claim = queue.popleft()
        for other in against[claim]:
            if other not in sides:
                sides[other] = not sides[claim]
                queue.append(other)
            elif sides[other] == sides[claim]:
                return None
    return sides


def _one_per_root_pair(findings: Sequence[Finding], index: Index) -> list[Finding]:
    seen: dict[tuple[str, frozenset[str]], Finding] = {}
    for finding in findings:
        roots = frozenset(index.root_of(index.claims[c]) for c in finding.claims)
        seen.setdefault((finding.kind, roots), finding)
    return list(seen.values())


def _dispute(findings: Sequence[Finding], left: Sequence[str], right: Sequence[str], index: Index) -> Dispute:
    kinds = sorted({f.kind for f in findings}, key=_KIND_ORDER.index)
    denying = [sum(index.claims[c].modality == Modality.DENIED for c in side) / len(side) for side in (left, right)]
    if kinds[0] == FindingKind.REVERSAL:
        left, right = sorted((left, right), key=lambda side: index.views(side)[0].order)
    elif denying[0] > denying[1]:
        left, right = right, left
    sides = (_side(left, kinds[0], index, first=True), _side(right, kinds[0], index, first=False))
    foremost = [{c.id for r in side.roots[:2] for c in r.claims[:1]} for side in sides]
    ranked = sorted(findings, key=lambda f: -sum(any(c in shown for c in f.claims) for shown in foremost))
    return Dispute(
        kinds=tuple(FINDING_LABELS[k] for k in kinds),
        direct=findings[0].strength == Strength.DIRECT,
        sides=sides,
        because=tuple(dict.fromkeys(f.because for f in ranked)),
    )


def _side(claim_ids: Sequence[str], kind: FindingKind, index: Index, *, first: bool) -> DisputeSide:
    views = index.views(claim_ids)
    return DisputeSide(
        heading=_heading(claim_ids, kind, index, first=first),
        roots=group_by_root(views),
        reports=len({v.report for v in views}),
    )


def _heading(claim_ids: Sequence[str], kind: FindingKind, index: Index, *, first: bool) -> str:
    claims = [index.claims[c] for c in claim_ids]
    if kind == FindingKind.REVERSAL:
        return "First said" if first else "Later said"
    denied = [c.modality == Modality.DENIED for c in claims]
    if kind == FindingKind.CONTROL_CLASH:
        said = Counter(write_control(c.control) for c in claims if c.control and c.modality != Modality.DENIED)
        if said:
            return "; ".join(text for text, _ in said.most_common(2)) + (" …" if len(said) > 2 else "")
    if kind == FindingKind.ACCOUNT_CLASH:
        doers = sorted({c.actor for c in claims if c.actor})
        if doers:
            return f"By {' or '.join(doers)}"
    if kind == FindingKind.FIGURE_CLASH:
        ranges = list(dict.fromkeys(f"{write_range(f.low, f.high)} {MEASURE_LABELS[f.what]}" for c in claims for f in c.figures))
        if ranges:
            return "; ".join(ranges[:3])
    if all(denied):
        return "Says it did not happen"
    return "Says it happened" if first else "Says otherwise"
