"""A claim to be judged: its words in the report, what was read from them and how surely, what people decided, and the forms."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onrecord import flow
from onrecord.desk import audit, here
from onrecord.desk.fresh import to_check
from onrecord.desk.index import DeskIndex, claim_url
from onrecord.desk.judging.acts import label
from onrecord.desk.judging.standing import decisions_on
from onrecord.desk.pages import page
from onrecord.desk.passages import passage
from onrecord.publish.brief.index import UNSURE_BELOW, ClaimView
from onrecord.publish.brief.standing import view_event
from onrecord.records import Claim, Picture
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import MEANS as MODALITY_MEANS
from onrecord.vocab.measures import Measure

_NEAR = 12


@require_safe
def claim(request: HttpRequest, id: str) -> HttpResponse:
    shelf = here.shelf()
    standing = shelf.now()
    index = standing.whole.index
    found = index.claims.get(id)
    if found is None:
        raise Http404("No claim with this id stands. It may have been rejected: Judgements lists what people decided.")
    audit.saw(request, id)
    event = index.event_of(id)
    queue = to_check(index, UNSURE_BELOW)
    return page(
        request,
        "claim.html.j2",
        claim=found,
        v=index.view(found),
        words=passage(found, index, around=600),
        text=index.picture.reports[found.report].text,
        confidential=index.picture.reports[found.report].confidential,
        event=view_event(event, index) if event else None,
        decisions=decisions_on([id], standing),
        label=label,
        siblings=[v for v in index.views(event.claims) if v.id != id][:40] if event else [],
        near=_near(found, index),
        names=_names(found, index),
        next=_next(found, queue),
        left=len(queue),
        upto=standing.at,
        types=EventType,
        modalities=MODALITY_MEANS,
        measures=Measure,
        changes=Change,
        places=sorted({c.place.name for c in index.claims.values() if c.place and c.place.name})[:500],
    )


def _next(claim: Claim, queue: Sequence[Claim]) -> str | None:
    """The claim to check after this one: the next less sure one, else the first."""
    ids = [c.id for c in queue]
    after = ids[ids.index(claim.id) + 1 :] if claim.id in ids else ids
    return claim_url(after[0]) if after else None


def _near(claim: Claim, index: DeskIndex) -> list[ClaimView]:
    """Claims of other events that may be of the same: the same place or a day in common, the same kind first."""
    event = index.event_of(claim.id)
    mine = set(event.claims) if event else {claim.id}

    def score(other: Claim) -> tuple[int, ...]:
        there = bool(claim.place and other.place and claim.place.name == other.place.name)
        then = bool(claim.when and other.when and claim.when.earliest <= other.when.latest and other.when.earliest <= claim.when.latest)
        who = bool({claim.actor, claim.target} & {other.actor, other.target} - {None})
        return (there + then + who, other.type == claim.type)

    best = sorted(((score(c), c.id) for c in index.claims.values() if c.id not in mine), reverse=True)[:_NEAR]
    return [index.view(index.claims[id]) for points, id in best if points[0]]


def _names(claim: Claim, index: DeskIndex) -> list[str]:
    """Who is named in the claim, as it is called now."""
    control = claim.control.holder if claim.control else None
    source = claim.source.name if claim.source.named else None
    return list(dict.fromkeys(n for n in (source, claim.actor, claim.target, control, *claim.source.via) if n))


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two claims side by side: why they stand together or apart, and a person's word on it."""
    shelf = here.shelf()
    standing = shelf.now()
    index = standing.whole.index
    left, right = (index.claims.get(request.GET.get(name, "")) for name in ("left", "right"))
    if left is None or right is None or left.id == right.id:
        raise Http404("Two different claims that stand are expected.")
    events = {e.id: e for c in (left, right) if (e := index.event_of(c.id))}
    ids = {c for e in events.values() for c in e.claims} | {left.id, right.id}
    part = Picture(
        reports={index.claims[i].report: index.picture.reports[index.claims[i].report] for i in ids},
        claims={i: index.claims[i] for i in ids},
        events=tuple(events.values()),
    )
    return page(
        request,
        "compare.html.j2",
        pair=[(index.view(c), passage(c, index), c) for c in (left, right)],
        tie=flow.why(part, shelf.register, standing.pairs).tie(left.id, right.id),
        decisions=[d for d in decisions_on([left.id], standing) if {a.claim for a in d.claims} == {left.id, right.id}],
        label=label,
        upto=standing.at,
    )
