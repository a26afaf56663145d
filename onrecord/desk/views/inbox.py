"""The inbox: what is new since one last looked, and what the reader was unsure of."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from onrecord.desk import here
from onrecord.desk.fresh import SECTIONS, news, to_check
from onrecord.desk.index import DeskIndex
from onrecord.desk.judging.standing import assigned_to
from onrecord.desk.pages import page, sight
from onrecord.desk.passages import passage
from onrecord.desk.roles import Role
from onrecord.ledger.judgements import MENDS
from onrecord.publish.brief.index import UNSURE_BELOW
from onrecord.publish.brief.standing import view_event
from onrecord.records import moment
from onrecord.second import Difference, differences

_FIRST = 12  # of each kind that are shown at once
_CHECKED = 8


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    shelf, shown = here.shelf(), sight(request)
    standing, index = shelf.now(), shown.index
    since = request.user.seen_at
    caught_up = bool(since) and since >= standing.at
    before = shelf.earlier(since, whole=request.user.may(Role.ANALYST)) if since and not caught_up else None
    found = [] if caught_up else news(index, before)
    more = request.GET.get("all", "")
    groups = []
    for kind, items in groupby(found, key=lambda n: n.kind):
        listed = list(items)
        cut = listed if more == kind else listed[:_FIRST]
        rows = [(n, view_event(n.event, index), index.views(n.finding.claims) if n.finding else []) for n in cut]
        groups.append((kind, SECTIONS[kind], len(listed), rows))
    unsure = to_check(index, UNSURE_BELOW) if request.user.may(Role.ANALYST) else []
    differ = _differences(shown.index) if request.user.may(Role.ANALYST) else []
    mine = assigned_to(request.user.username, standing) if request.user.may(Role.ANALYST) else []
    return page(
        request,
        "inbox.html.j2",
        sight=shown,
        since=since,
        caught_up=caught_up,
        upto=standing.at,
        groups=groups,
        unsure=[(index.view(c), passage(c, index, around=120), c) for c in unsure[:_CHECKED]],
        unsure_count=len(unsure),
        differ=[(d, index.view(index.claims[d.claim]) if d.claim else None) for d in differ[:_CHECKED]],
        differ_count=len(differ),
        mine=mine,
        index=index,
        held=shown.held,
    )


def _differences(index: DeskIndex) -> list[Difference]:
    """Where two readers differ and nobody has decided, of reports that may be seen here."""
    shelf = here.shelf()
    settled = {a.claim for d in shelf.now().decisions.values() if d.act in MENDS for a in d.claims}
    return [d for d in differences(shelf.ledger, settled, index.claims) if d.report in index.picture.reports]


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Everything up to the moment that the page showed was looked at; what came in since stays new."""
    upto = request.POST.get("upto", "")
    if moment(upto) is None or upto > here.shelf().now().at:
        messages.error(request, "That moment is not one of the ledger's; nothing was marked.")
    else:
        request.user.seen_at = upto
        request.user.save(update_fields=["seen_at"])
        messages.success(request, "Marked as seen. What comes in from now on stands here as new.")
    return redirect("inbox")
