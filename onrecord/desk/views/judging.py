"""Takes in what people decide: a form, one entry in the ledger, and back. Nobody overwrites what they have not seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from onrecord.desk import here
from onrecord.desk.guard import View
from onrecord.desk.judging.acts import ACTS, label
from onrecord.desk.judging.fields import Wrong
from onrecord.desk.judging.standing import decisions_on
from onrecord.desk.pages import page
from onrecord.desk.shelf import Standing
from onrecord.errors import LedgerError
from onrecord.ledger.judgements import Act, Decision, ReplacedError
from onrecord.ledger.judgements import judge as write_decision

_PAGE = 100


def act(name: str) -> View:
    """The view that takes one act's form."""
    build = ACTS[name]

    @require_POST
    def take(request: HttpRequest) -> HttpResponse:
        shelf, me = here.shelf(), request.user.username
        standing = shelf.now()
        try:
            decision = build(request.POST, standing, me)
        except Wrong as wrong:
            messages.error(request, f"Nothing was written. {wrong}")
            return redirect(_back(request))
        seen = request.POST.get("upto", "")
        there = next((d for d in standing.decisions.values() if d.subject() == decision.subject()), None)
        if others := _meanwhile(decision, there, standing, me, seen):
            return _conflict(request, name, decision, others, standing)
        try:
            written = write_decision(shelf.ledger, decision, knowing=there.id if there else None)
        except ReplacedError as error:  # in the moment between the two
            return _conflict(request, name, decision, [error.standing], shelf.now())
        except LedgerError as error:
            messages.error(request, f"Nothing was written. {error}")
            return redirect(_back(request))
        messages.success(request, f"Recorded: {label(written)}. Judgements lists it; there it can be withdrawn.")
        return redirect(_back(request))

    return take


def _meanwhile(decision: Decision, there: Decision | None, standing: Standing, me: str, seen: str) -> list[Decision]:
    """What others decided on the same claims or the same thing since the page was made; notes aside."""
    ids = [a.claim for a in decision.claims]
    near = [*decisions_on(ids, standing), *([there] if there else [])]
    return list({d.id: d for d in near if d.at > seen and d.by != me and d.act not in (Act.NOTE, Act.CODE)}.values())


def _conflict(request: HttpRequest, name: str, mine: Decision, others: Sequence[Decision], standing: Standing) -> HttpResponse:
    fields = [(k, v) for k, v in request.POST.items() if k not in ("csrfmiddlewaretoken", "upto")]
    known = {"act": name, "mine": mine, "others": others, "fields": fields, "label": label, "back": _back(request)}
    return page(request, "conflict.html.j2", status=409, upto=standing.at, **known)


def _back(request: HttpRequest) -> str:
    """Where the form came from: a path of this desk, never another site's."""
    to = str(request.POST.get("next", ""))
    if len(to) > 2000 or not to.startswith("/") or not url_has_allowed_host_and_scheme(to, allowed_hosts=None):
        return "/"
    return to


@require_safe
def judgements(request: HttpRequest) -> HttpResponse:
    """The decisions that stand, the newest first."""
    standing = here.shelf().now()
    by, kind = request.GET.get("by", ""), request.GET.get("act", "")
    number = request.GET.get("page", "1")
    if not number.isdecimal() or len(number) > 6:
        raise BadRequest
    found = [d for d in reversed(standing.decisions.values()) if (not by or d.by == by) and (not kind or d.act == kind)]
    start = _PAGE * (max(int(number), 1) - 1)
    index = standing.whole.index
    rows: list[Any] = []
    for decision in found[start : start + _PAGE]:
        now = [index.claims[id] for a in decision.claims[:2] if (id := standing.finder.find(a)) in index.claims and id]
        rows.append((decision, [index.view(c) for c in now]))
    return page(
        request,
        "judgements.html.j2",
        rows=rows,
        total=len(found),
        number=int(number),
        more=start + _PAGE < len(found),
        by=by,
        kind=kind,
        acts=list(Act),
        people=sorted({d.by for d in standing.decisions.values()}),
        label=label,
        upto=standing.at,
    )
