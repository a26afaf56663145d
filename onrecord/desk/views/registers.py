"""The registers: what is told of one field, in its own terms, entry by entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onrecord.desk import here
from onrecord.desk.pages import page, sight
from onrecord.publish.brief.registers import view_entry
from onrecord.publish.brief.wording import to_date
from onrecord.publish.entries import MEANS, TELLERS, TITLES
from onrecord.publish.entries.harm import period_told
from onrecord.records import Event, Place
from onrecord.registers.every import Register
from onrecord.registers.happenings import Happening
from onrecord.registers.heritage import Heritage
from onrecord.registers.period import sum_period

_MOST = 40


@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """All registers with how much is on record of each."""
    shown, shelf = sight(request), here.shelf()
    rows = [(r, TITLES[r], MEANS[r], shelf.entries(shown, r)) for r in Register]
    return page(request, "registers.html.j2", rows=[(r, t, m, len(e), sum(unsure(one) for one in e)) for r, t, m, e in rows])


@require_safe
def register(request: HttpRequest, name: str) -> HttpResponse:
    """The entries of one register, of a place and a period if these are asked for; those that may be misread last."""
    if name not in list(Register):
        raise Http404(f"There is no register of that name. There are {', '.join(Register)}.")
    which, shown = Register(name), sight(request)
    place, first, last = (request.GET.get(key, "").strip() for key in ("place", "first", "last"))
    first, last = (day if to_date(day) else "" for day in (first, last))
    there = [e for e in here.shelf().entries(shown, which) if _there(e, place)]
    found = [e for e in there if _during(e, first, last)]
    sums = period_told(sum_period(there, first=first or None, last=last or None)) if which is Register.CASUALTIES and there else None
    ordered = sorted(found, key=unsure)
    number = int(asked) if (asked := request.GET.get("page", "1")).isdecimal() and 0 < len(asked) < 6 and int(asked) else 1
    part = ordered[(number - 1) * _MOST : number * _MOST]
    known: dict[str, Any] = {
        "name": name,
        "names": [(r, TITLES[r]) for r in Register],
        "heading": TITLES[which],
        "means": MEANS[which],
        "rows": [(view_entry(told, shown.index), told.unsure) for told in map(TELLERS[which], part)],
        "sums": view_entry(sums, shown.index) if sums and number == 1 else None,
        "total": len(found),
        "doubtful": sum(map(unsure, found)),
        "number": number,
        "more": len(ordered) > number * _MOST,
        "asked": {"place": place, "first": first, "last": last},
    }
    return page(request, "register.html.j2", **known)


def unsure(entry: Any) -> bool:
    return bool(entry.happening.unsure if hasattr(entry, "happening") else entry.unsure)


def _of(entry: Any) -> Sequence[Event | Happening]:
    """What of an entry has a place and days."""
    if isinstance(entry, Heritage):
        return entry.happenings
    return (entry.happening,) if hasattr(entry, "happening") else (entry.event,)


def _there(entry: Any, name: str) -> bool:
    """Whether an entry lies in a place of this name, or in one within it."""
    places: list[Place | None] = [one.place for one in _of(entry)]
    places += [entry.place] if isinstance(entry, Heritage) else []
    folded = name.casefold()
    return not name or any(folded in {p.name.casefold(), *(parent.casefold() for parent in p.parents)} for p in places if p)


def _during(entry: Any, first: str, last: str) -> bool:
    """Whether it may have happened between these days. What has no day did not, as far as anybody says."""
    if not first and not last:
        return True
    days = [_days(one) for one in _of(entry)]
    return any(start and end and (not first or end >= first) and (not last or start <= last) for start, end in days)


def _days(one: Event | Happening) -> tuple[str | None, str | None]:
    return (one.first, one.last) if isinstance(one, Happening) else (one.earliest, one.latest)
