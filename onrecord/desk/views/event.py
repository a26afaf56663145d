"""An event: accounts side by side by root, each with its words in their report; figures, findings, grade, and how it was known when."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from onrecord.desk import audit, here
from onrecord.desk.index import DeskIndex, event_url
from onrecord.desk.judging.acts import label
from onrecord.desk.judging.standing import assigned, decisions_on
from onrecord.desk.pages import page, sight
from onrecord.desk.passages import passage
from onrecord.desk.roles import Role
from onrecord.desk.shelf import Sight
from onrecord.publish.brief.disputes import find_disputes
from onrecord.publish.brief.standing import view_event
from onrecord.records import Event, moment

_FIRST = 3  # claims of a root that stand open


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment at which something more was known: its own address is `at`."""

    at: str
    label: str
    reports: int  # known by then


@require_safe
def event(request: HttpRequest, id: str) -> HttpResponse:
    shelf, shown = here.shelf(), sight(request)
    standing, index = shelf.now(), shown.index
    found = index.by_id.get(id) or _moved(id, index)
    if found is None:
        raise Http404(_why_missing())
    if found.id != id:
        return redirect(event_url(found.id))
    audit.saw(request, id)
    at = moment(request.GET.get("at", "")) if request.GET.get("at") else None
    if request.GET.get("at") and at is None:
        raise Http404("That is no date; one like 2016-12-11 is expected.")
    part = shelf.part(found.claims, at, whole=request.user.may(Role.ANALYST)) if at else None
    then = _as_known(found, part) if part else [found]
    seen = part or shown
    return page(
        request,
        "event.html.j2",
        event=found,
        now=view_event(found, index),
        at=at,
        moments=_moments(found, index),
        parts=[_part(e, seen) for e in then],
        held=found.id in shown.held,
        decisions=decisions_on(found.claims, standing) if request.user.may(Role.ANALYST) else [],
        assigned=assigned(found, standing) if request.user.may(Role.ANALYST) else None,  # its reason may tell
        timelines=[t for t in shown.timelines if found.place and t.place == found.place.name],
        upto=standing.at,
        label=label,
        people=_people() if request.user.may(Role.ANALYST) else [],
        lifted=found.id in standing.lifted,
        index=index,
    )


def _people() -> list[str]:
    """Who may be asked to look after an event."""
    from onrecord.desk.models import Member

    return list(Member.objects.filter(is_active=True, role__gte=Role.ANALYST).order_by("username").values_list("username", flat=True)[:200])


def _part(event: Event, shown: Sight) -> dict[str, object]:
    """Everything the page prints of one event of a sight."""
    index = shown.index
    view = view_event(event, index)
    columns = [
        (root, [(v, passage(index.claims[v.id], index), index.claims[v.id]) for v in root.claims[:_FIRST]], list(root.claims[_FIRST:]))
        for root in view.roots
    ]
    return {
        "event": event,
        "view": view,
        "columns": columns,
        "disputes": find_disputes(event, index),
        "charts": shown.charts.get(event_url(event.id), []),
    }


def _as_known(event: Event, part: Sight) -> list[Event]:
    """The events in which the claims of one event of today stood then, the largest first."""
    return sorted(part.index.events, key=lambda e: (-len(e.claims), e.id))


def _moments(event: Event, index: DeskIndex) -> list[Moment]:
    """One for each moment at which a report of the event was published, in order."""
    reports = {index.claims[c].report: index.picture.reports[index.claims[c].report] for c in event.claims if c in index.claims}
    known = sorted(at for r in reports.values() if (at := r.known_at()))
    return [
        Moment(at=at, label=at[:10] if at.endswith("T23:59:59Z") else f"{at[:10]} {at[11:16]}", reports=sum(k <= at for k in known))
        for at in dict.fromkeys(known)
    ]


def _moved(id: str, index: DeskIndex) -> Event | None:
    """An event's id comes from its claims and changes with them; the beginning of one will do, if only one begins so."""
    near = index.near(id, 2) if len(id) >= 8 else []
    return near[0] if len(near) == 1 else None


def _why_missing() -> str:
    return (
        "No event that you may see has this id. An event's id comes from its claims: when a claim joins or leaves, it gets a new one. "
        "Search finds it."
    )
