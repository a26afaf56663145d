"""Every route with the least role that may take it: the one table from which addresses, rights and their tests are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from onrecord.desk.guard import View, at_least
from onrecord.desk.judging.acts import ACTS
from onrecord.desk.roles import Role
from onrecord.desk.views import claim, door, event, faults, inbox, judging, report


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
