"""The matrix of events by roots; sources; places."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onrecord.desk import here
from onrecord.desk.pages import page, sight
from onrecord.desk.roles import Role
from onrecord.desk.shelf import Sight
from onrecord.publish.brief.matrix import SIGNS, find_matrices
from onrecord.publish.brief.places import find_places
from onrecord.publish.brief.standing import FINDING_LABELS, view_event
from onrecord.records import Claim, moment
from onrecord.vocab.findings import CONTRADICTIONS, FindingKind

_MOST = 60


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """The foremost events by the roots that say most, then all by all."""
    matrices = find_matrices(sight(request).index)
    whole = request.GET.get("all") == "1"
    shown = matrices[-1] if whole and matrices else matrices[0] if matrices else None
    return page(request, "matrix.html.j2", matrix=shown, signs=SIGNS, whole=whole, several=len(matrices) > 1)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Every root with how much it says; in the order of that, and never of how true it is."""
    index = sight(request).index
    said = Counter(index.root_of(c) for c in index.claims.values())
    events = Counter(root.name for e in index.events for root in e.roots)
    side = {root.name: root.side for e in index.events for root in e.roots if root.side}
    return page(request, "sources.html.j2", rows=[(name, n, events[name], side.get(name)) for name, n in said.most_common()])


@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """What a source said over time, and how often that was contradicted, admitted, taken back. Counts, never a score of truth."""
    shown, name = sight(request), request.GET.get("name", "")
    index = shown.index
    claims = [c for c in index.claims.values() if index.root_of(c) == name]
    if not claims:
        raise Http404("No claim that you may see stands under this root. Sources lists those that do.")
    claims.sort(key=lambda c: (index.picture.reports[c.report].published or "9999", c.report, c.quote.start))
    start = _page(request) * _MOST
    return page(
        request,
        "source.html.j2",
        name=name,
        counts=_counts(name, claims, shown),
        rows=[(index.view(c), index.event_of(c.id)) for c in claims[start : start + _MOST]],
        total=len(claims),
        number=_page(request) + 1,
        more=len(claims) > start + _MOST,
        side=next((r.side for e in index.events for r in e.roots if r.name == name and r.side), None),
    )


def _counts(name: str, claims: list[Claim], shown: Sight) -> list[tuple[str, int, str]]:
    index = shown.index
    mine = {c.id for c in claims}
    events = {e.id: e for c in claims if (e := index.event_of(c.id))}.values()
    found: Counter[FindingKind] = Counter()
    for event in events:
        for finding in event.findings:
            if mine.intersection(finding.claims):
                found[finding.kind] += 1
    alone = sum(len(e.roots) == 1 for e in events)
    rows: list[tuple[str, int, str]] = [
        ("claims", len(claims), ""),
        ("events", len(events), "of which it speaks"),
        ("alone", alone, "events of which no other root speaks"),
        ("firm", sum(c.modality == "asserted" for c in claims), "claims asserted; others hold back, deny, expect or demand"),
    ]
    means = {
        FindingKind.REVERSAL: "times it took back or contradicted its own earlier word",
        FindingKind.ADMISSION: "admissions against its own side",
    }
    for kind in FindingKind:
        if found[kind]:
            what = "times another root contradicts it" if kind in CONTRADICTIONS and kind != FindingKind.REVERSAL else ""
            rows.append((FINDING_LABELS[kind], found[kind], means.get(kind, what)))
    return rows


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Every place that a claim names, those named most first."""
    shown = sight(request)
    found = find_places(shown.index)
    held = {t.place: t for t in shown.timelines}
    start = _page(request) * 200
    rows = [(p, held.get(p.name)) for p in found[start : start + 200]]
    return page(request, "places.html.j2", rows=rows, total=len(found), number=_page(request) + 1, more=len(found) > start + 200)


@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """Who held a place, root by root and consolidated, as known now or at a moment; and what happened there."""
    shown, name = sight(request), request.GET.get("name", "")
    index = shown.index
    there = [c for c in index.claims.values() if (c.place and c.place.name == name) or (c.control and c.control.place == name)]
    if not there:
        raise Http404("No claim that you may see names this place. Places lists those that do.")
    asked = request.GET.get("at") or ""
    at = moment(asked) if asked else None
    if asked and at is None:
        raise Http404("That is no date; one like 2016-12-11 is expected.")
    then = here.shelf().part([c.id for c in there], at, whole=request.user.may(Role.ANALYST)) if at else shown
    root = request.GET.get("root", "")
    timelines = [t for t in then.timelines if t.place == name]
    roots = sorted({b.root for t in timelines for b in t.bands if b.root})
    events = {e.id: e for c in there if (e := index.event_of(c.id))}
    known: dict[str, Any] = {
        "name": name,
        "timelines": timelines,
        "root": root,
        "roots": roots,
        "at": at,
        "moments": _moments(there, shown),
        "events": [view_event(e, index) for e in sorted(events.values(), key=lambda e: (e.earliest or "9999", e.id))[:_MOST]],
        "event_count": len(events),
        "place": next((p for p in find_places(index) if p.name == name), None),
    }
    return page(request, "place.html.j2", **known)


def _moments(claims: list[Claim], shown: Sight) -> list[str]:
    """Days on which something more was known, the newest twelve."""
    days = sorted({d for c in claims if (d := shown.picture.reports[c.report].published_day)})
    return days[-12:]


def _page(request: HttpRequest) -> int:
    """Which page, from 0."""
    number = request.GET.get("page", "1")
    return int(number) - 1 if number.isdecimal() and 0 < len(number) < 6 and int(number) else 0
