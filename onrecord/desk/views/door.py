"""Coming in on a laptop: the link that the terminal printed."""

from __future__ import annotations

import getpass

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from onrecord.desk import door as doors
from onrecord.desk.pages import page
from onrecord.desk.roles import Role


@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Signs in the one user of a laptop's desk. A team's desk has no such door."""
    door = doors.current()
    if door is None:
        raise Http404("No page has this address.")
    if not door.enter(token):
        return page(request, "door.html.j2", status=403, used=True)
    from onrecord.desk.models import Member

    member, made = Member.objects.get_or_create(username=_name(), defaults={"role": Role.ADMIN})
    if made:
        member.set_unusable_password()
        member.save()
    login(request, member, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("inbox")


def _name() -> str:
    try:
        return getpass.getuser()[:150]
    except (KeyError, OSError):  # a container may run under a number without a name
        return "analyst"


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Where somebody lands who is not signed in."""
    if doors.current() is None:
        return redirect("account_login")
    return page(request, "door.html.j2", used=False)
