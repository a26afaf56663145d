"""Every route with the least role that may take it: the one table from which addresses, rights and their tests are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from onrecord.desk.guard import View, at_least
from onrecord.desk.judging.acts import ACTS
from onrecord.desk.roles import Role
from onrecord.desk.views import claim, coding, custody, door, event, faults, find, inbox, judging, map, overview, registers, report, team


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """least None: for everybody, signed in or not. posts: it takes POST."""

    path: str
    name: str
    view: View
    least: Role | None
    posts: bool = False


# What lets something out is an editor's to decide.
_JUDGES = {"release": Role.EDITOR, "withhold": Role.EDITOR, "lift": Role.EDITOR}


def _judging() -> Iterator[Route]:
    for act in ACTS:
        yield Route(path=f"judge/{act}", name=f"judge-{act}", view=judging.act(act), least=_JUDGES.get(act, Role.ANALYST), posts=True)


ROUTES = (
    Route(path="", name="inbox", view=inbox.inbox, least=Role.READER),
    Route(path="seen", name="seen", view=inbox.seen, least=Role.READER, posts=True),
    Route(path="event/<str:id>", name="event", view=event.event, least=Role.READER),
    Route(path="report/<path:id>", name="report", view=report.report, least=Role.READER),
    Route(path="claim/<path:id>", name="claim", view=claim.claim, least=Role.ANALYST),
    Route(path="compare", name="compare", view=claim.compare, least=Role.ANALYST),
    Route(path="judgements", name="judgements", view=judging.judgements, least=Role.ANALYST),
    *(
        Route(path=f"judge/{act}", name=f"judge-{act}", view=judging.act(act), least=_JUDGES.get(act, Role.ANALYST), posts=True)
        for act in ACTS
    ),
    Route(path="search", name="search", view=find.search, least=Role.READER),
    Route(path="matrix", name="matrix", view=overview.matrix, least=Role.READER),
    Route(path="map", name="map", view=map.world, least=Role.READER),
    Route(path="sources", name="sources", view=overview.sources, least=Role.READER),
    Route(path="source", name="source", view=overview.source, least=Role.READER),
    Route(path="places", name="places", view=overview.places, least=Role.READER),
    Route(path="place", name="place", view=overview.place, least=Role.READER),
    Route(path="registers", name="registers", view=registers.registers, least=Role.READER),
    Route(path="register/<str:name>", name="register", view=registers.register, least=Role.READER),
    Route(path="original/<str:digest>", name="original", view=custody.original, least=Role.ANALYST),
    Route(path="coding", name="codings", view=coding.reports, least=Role.ANALYST),
    Route(path="coding/<path:id>", name="coding", view=coding.code, least=Role.ANALYST, posts=True),
    Route(path="exports", name="exports", view=custody.exports, least=Role.EDITOR),
    Route(path="exports/<str:name>", name="export-rules", view=custody.rules, least=Role.EDITOR),
    Route(path="export", name="export", view=custody.export, least=Role.EDITOR, posts=True),
    Route(path="audit", name="audit", view=custody.log, least=Role.ADMIN),
    Route(path="team", name="team", view=team.team, least=Role.ADMIN),
    Route(path="team/change", name="team-change", view=team.change, least=Role.ADMIN, posts=True),
    Route(path="join/<str:who>/<str:token>", name="join", view=team.join, least=None, posts=True),
    Route(path="enter/<str:token>", name="enter", view=door.enter, least=None),
    Route(path="door", name="door", view=door.door, least=None),
)


def _guarded(route: Route) -> View:
    return login_not_required(route.view) if route.least is None else at_least(route.least, route.view)


urlpatterns = [
    *(path(route.path, _guarded(route), name=route.name) for route in ROUTES),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
]
handler400 = faults.bad
handler403 = faults.forbidden
handler404 = faults.missing
handler500 = faults.broken
