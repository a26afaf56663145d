"""Contradictions of an event, gathered into as few two-sided disputes as they allow."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.publish.brief.index import ClaimView, Index
from onrecord.publish.brief.standing import FINDING_LABELS, RootWords, contradictions, count_roots, group_by_root, weight
from onrecord.publish.brief.wording import MEASURE_LABELS, write_control, write_range
from onrecord.records import Claim, Event, Finding
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import LIKELY, Change, FindingKind, Strength
from onrecord.vocab.hedges import Modality

_KIND_ORDER = list(FINDING_LABELS)


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
    likely: bool  # direct, and enough speaks for it that both sides speak of one thing
    sides: tuple[DisputeSide, DisputeSide]
    because: tuple[tuple[str, tuple[ClaimView, ...]], ...]  # a sentence and the two claims it is about
    pair: tuple[ClaimView, ClaimView]  # the surest two claims that contradict each other, in the order of the sides
    sure: float  # 0 to 1: the least sure field that they rest on; 1 where a person gave them

    @property
    def weight(self) -> tuple[float, ...]:
        """What an editor needs first: two sides that each stand on several roots, then more roots, then surer words, then more reports."""
        roots = sorted(len(side.roots) for side in self.sides)
        return (min(2, roots[0]), sum(roots), round(self.sure, 1), sum(side.reports for side in self.sides))

    def side_of(self, claim_id: str) -> str:
        """The heading of the side on which a claim stands; "" if on neither."""
        return next((s.heading for s in self.sides for r in s.roots for v in r.claims if v.id == claim_id), "")


def find_disputes(event: Event, index: Index) -> list[Dispute]:
    """Likely ones first, then those that are direct, then by weight. A reversal stands for itself: both its sides are the same root."""
    found = contradictions(event, index)
    disputes: list[Dispute] = []
    for tier in range(3):  # apart, so that no side of a likely dispute is filled with what may speak of another matter
        mine = [f for f in found if _tier(f) == tier]
        for group in _connected([f for f in mine if f.kind != FindingKind.REVERSAL]):
            disputes += (_dispute(members, left, right, index) for members, left, right in _sides_of(group, index))
        reversals = [f for f in mine if f.kind == FindingKind.REVERSAL]
        disputes += (_dispute([f], f.claims[:1], f.claims[1:], index) for f in _one_per_root_pair(reversals, index))
    return sorted(disputes, key=_first)


def _tier(finding: Finding) -> int:
    """0 a likely contradiction, 1 a direct one of little weight, 2 an apparent one. What has no weight was given by a person."""
    if finding.strength is not Strength.DIRECT:
        return 2
    return int(finding.weight is not None and finding.weight < LIKELY)


def _first(dispute: Dispute) -> tuple[bool, bool, bool, tuple[float, ...]]:
    return (
        not dispute.likely,
        not dispute.direct,
        FINDING_LABELS[FindingKind.REVERSAL] in dispute.kinds,
        tuple(-w for w in dispute.weight),
    )


def by_dispute(events: Iterable[Event], index: Index) -> list[Event]:
    """Disputed events, the one with the weightiest dispute first."""
    return sorted(events, key=lambda e: (_first(find_disputes(e, index)[0]), tuple(-w for w in weight(e)), index.event_number(e)))


def is_likely(dispute: Dispute, admissions: Iterable[ClaimView]) -> bool:
    """Whether to show it as a dispute at once: it weighs enough, or one side is admitted, so that both speak of one thing."""
    return dispute.likely or any(dispute.side_of(claim.id) for claim in admissions)


Sides = tuple[Sequence[Finding], Sequence[str], Sequence[str]]


def _sides_of(group: Sequence[Finding], index: Index) -> Iterator[Sides]:
    """Findings that hang together, as one dispute if their claims fall into two sides; else one for each pair of positions."""
    colours = _two_sides(group)
    if colours:
        yield group, [c for c in colours if not colours[c]], [c for c in colours if colours[c]]
        return
    by_positions: dict[tuple[str, str, str], list[tuple[Finding, str, str]]] = {}
    alike: list[Finding] = []
    for finding in group:
        (one, left), (other, right) = sorted((_position(index.claims[c], finding.kind), c) for c in finding.claims)
        if one == other:
            alike.append(finding)
        else:
            by_positions.setdefault((finding.kind, one, other), []).append((finding, left, right))
    for rows in by_positions.values():
        yield [f for f, _, _ in rows], list(dict.fromkeys(c for _, c, _ in rows)), list(dict.fromkeys(c for _, _, c in rows))
    for finding in _one_per_root_pair(alike, index):
        yield [finding], finding.claims[:1], finding.claims[1:]


def _position(claim: Claim, kind: FindingKind) -> str:
    """What the claim holds on the point at issue: claims with one position stand on one side."""
    if kind == FindingKind.DENIAL:
        return "denied" if claim.modality == Modality.DENIED else "said"
    if kind == FindingKind.CONTROL_CLASH and claim.control:
        return f"{claim.control.holder} {'out' if claim.control.change == Change.LOSS else 'in'}"
    if kind == FindingKind.ACCOUNT_CLASH and claim.control:
        return write_control(claim.control)  # "taken" against "the attack was beaten off"
    if kind == FindingKind.ACCOUNT_CLASH:
        return claim.actor or ""
    return claim.id


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
    clashes = Counter(c for f in findings for c in f.claims)
    sides = (_side(left, kinds[0], clashes, index, first=True), _side(right, kinds[0], clashes, index, first=False))
    foremost = [{c.id for r in side.roots[:2] for c in r.claims[:1]} for side in sides]
    ranked = sorted(findings, key=lambda f: -sum(any(c in shown for c in f.claims) for shown in foremost))
    best = max((f for f in ranked if f.kind == kinds[0]), key=lambda f: (round(_sureness(f, index), 1), sum(clashes[c] for c in f.claims)))
    ours = sorted(best.claims, key=lambda c: c not in left)
    return Dispute(
        kinds=tuple(FINDING_LABELS[k] for k in kinds),
        direct=findings[0].strength == Strength.DIRECT,
        likely=_tier(findings[0]) == 0,
        sides=sides,
        pair=(index.views(ours[:1])[0], index.views(ours[1:])[0]),
        sure=_sureness(best, index),
        because=tuple({f.because: (f.because, tuple(index.views(f.claims))) for f in reversed(ranked)}.values())[::-1],
    )


def _sureness(finding: Finding, index: Index) -> float:
    """The least that the reader gave a field which a contradiction rests on; a field without a number was given by a person."""
    told = [index.claims[c] for c in finding.claims]
    return min(
        c.confidence.get(f, 1.0) for c in told for f in ("quote", "source", "modality", "type", *(("control",) if c.control else ()))
    )


def _side(claim_ids: Sequence[str], kind: FindingKind, clashes: Counter[str], index: Index, *, first: bool) -> DisputeSide:
    """The claims and roots that clash with most of the other side stand first: they are what the dispute is about."""
    views = index.views(claim_ids)
    return DisputeSide(
        heading=_heading(claim_ids, kind, index, first=first),
        roots=group_by_root(views, clashes),
        reports=len({v.report for v in views}),
    )


def _heading(claim_ids: Sequence[str], kind: FindingKind, index: Index, *, first: bool) -> str:
    claims = [index.claims[c] for c in claim_ids]
    if kind == FindingKind.REVERSAL:
        return "First said" if first else "Later said"
    denied = [c.modality == Modality.DENIED for c in claims]
    if kind == FindingKind.CONTROL_CLASH or (kind == FindingKind.ACCOUNT_CLASH and all(c.control for c in claims)):
        said = Counter(write_control(c.control) for c in claims if c.control and c.modality != Modality.DENIED)
        if said:
            return "; ".join(text for text, _ in said.most_common(2)) + (" …" if len(said) > 2 else "")
    if kind == FindingKind.ACCOUNT_CLASH:
        doers = sorted({c.actor for c in claims if c.actor})
        if doers:
            fought = all(c.type is EventType.ARMED_CLASH for c in claims)
            return f"{'Fighting by' if fought else 'By'} {' or '.join(doers)}"
    if kind == FindingKind.FIGURE_CLASH:
        ranges = list(dict.fromkeys(f"{write_range(f.low, f.high)} {MEASURE_LABELS[f.what]}" for c in claims for f in c.figures))
        if ranges:
            return "; ".join(ranges[:3])
    if all(denied):
        return "Says it did not happen"
    return "Says it happened" if first else "Says otherwise"
