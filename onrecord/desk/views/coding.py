"""Second reader: two people code the claims of one report blind, and their agreement is shown when both are done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from onrecord.desk import here
from onrecord.desk.index import report_url
from onrecord.desk.pages import page
from onrecord.desk.passages import passage
from onrecord.desk.shelf import Standing
from onrecord.errors import LedgerError
from onrecord.ledger.judgements import Act, Anchor, Decision
from onrecord.ledger.judgements import judge as write_decision
from onrecord.publish.brief.wording import publisher_of
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality

FIELDS = ("claim", "type", "modality", "source")


def codings(standing: Standing) -> dict[str, list[Decision]]:
    """By report, each person's coding."""
    found: dict[str, list[Decision]] = {}
    for decision in standing.decisions.values():
        if decision.act is Act.CODE and decision.claims:
            found.setdefault(decision.claims[0].report, []).append(decision)
    return found


def agreement(one: dict[str, Any], other: dict[str, Any]) -> list[tuple[str, int, int, float | None]]:
    """Field, how many claims both coded, on how many they agree, and Cohen's kappa (1960); None where chance alone would agree.

    Type, modality and source count where both say that a claim stands there.
    """
    rows = []
    for field in FIELDS:
        both = [(one[c], other[c]) for c in one if c in other]
        if field != "claim":
            both = [(a, b) for a, b in both if a["claim"] and b["claim"]]
        pairs = [(str(a[field]), str(b[field])) for a, b in both]
        same = sum(a == b for a, b in pairs)
        rows.append((field, len(pairs), same, _kappa(pairs)))
    return rows


def _kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    if not pairs:
        return None
    n = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[k] * right[k] for k in left) / n**2
    return None if chance == 1 else (sum(a == b for a, b in pairs) / n - chance) / (1 - chance)


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The reports, who coded which, and how far two agree. One's own coding comes before anybody else's is shown."""
    standing = here.shelf().now()
    index, me = standing.whole.index, request.user.username
    done = codings(standing)
    rows = []
    for report in index.reports:
        mine = [d for d in done.get(report.id, ()) if d.by == me]
        others = [d for d in done.get(report.id, ()) if d.by != me]
        pair = done[report.id][:2] if len(done.get(report.id, ())) > 1 and (mine or not others) else []
        rows.append((report, publisher_of(report), len(index.claims_in(report)), bool(mine), len(others), _compared(pair)))
    return page(request, "codings.html.j2", rows=rows)


def _compared(pair: Sequence[Decision]) -> tuple[str, list[Any]] | None:
    if len(pair) < 2:
        return None
    return f"{pair[0].by} and {pair[1].by}", agreement(pair[0].value, pair[1].value)


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, id: str) -> HttpResponse:
    """One person's coding of a report: what the reader read is shown, what others coded is not."""
    shelf = here.shelf()
    standing = shelf.now()
    index, me = standing.whole.index, request.user.username
    report = index.picture.reports.get(id)
    claims = index.claims_in(report) if report else []
    if report is None or not claims:
        raise Http404("No report with claims has this id.")
    mine = next((d for d in codings(standing).get(id, ()) if d.by == me), None)
    if request.method == "POST":
        value = {c.id: _coded(request.POST, n) for n, c in enumerate(claims)}
        if any(v is None for v in value.values()):
            messages.error(request, "Nothing was written: every claim needs a yes or a no, a type and how firmly.")
            return redirect(f"/coding/{report_url(id).removeprefix('/report/')}")
        because = str(request.POST.get("because", "")).replace("\0", "").strip()[:2000] or "coded blind"
        decision = Decision(act=Act.CODE, by=me, because=because, claims=tuple(Anchor.of(c) for c in claims), value=value)
        try:
            write_decision(shelf.ledger, decision, knowing=mine.id if mine else None)
        except LedgerError as error:
            messages.error(request, f"Nothing was written. {error}")
            return redirect("codings")
        messages.success(request, "Your coding is kept. Agreement is shown as soon as two have coded the report.")
        return redirect("codings")
    rows = [(n, index.view(c), passage(c, index), c, (mine.value if mine else {}).get(c.id)) for n, c in enumerate(claims)]
    return page(request, "coding.html.j2", report=report, publisher=publisher_of(report), rows=rows, types=EventType, modalities=Modality)


def _coded(form: Any, n: int) -> dict[str, Any] | None:
    """One claim's coding; None if it is not complete."""
    stands = form.get(f"claim-{n}")
    if stands == "no":
        return {"claim": False, "type": None, "modality": None, "source": None}
    try:
        kind, firm = EventType(form.get(f"type-{n}", "")), Modality(form.get(f"modality-{n}", ""))
    except ValueError:
        return None
    source = form.get(f"source-{n}")
    return (
        {"claim": True, "type": str(kind), "modality": str(firm), "source": source == "yes"}
        if stands == "yes" and source in ("yes", "no")
        else None
    )
