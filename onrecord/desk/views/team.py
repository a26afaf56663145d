"""Accounts and roles of a team. An admin makes an account; its owner chooses a password by a one-time link."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onrecord.desk import here
from onrecord.desk.pages import page
from onrecord.desk.roles import Role
from onrecord.ledger.audit import note_role

_NAME = re.compile(r"[\w.@+-]{2,60}")


def invitation(member: object) -> str:
    """The path by which a member chooses a password; good once, for three days."""
    return f"/join/{urlsafe_base64_encode(force_bytes(member.pk))}/{default_token_generator.make_token(member)}"  # type: ignore[attr-defined]


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    from onrecord.desk.models import Member

    if not settings.DESK.team:
        raise Http404("This desk has one user.")
    return page(request, "team.html.j2", members=Member.objects.order_by("username"), link=None, about=None)


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Makes an account, gives a role, shuts an account, or makes a new link. Each change of role is an entry of the ledger."""
    from onrecord.desk.models import Member

    if not settings.DESK.team:
        raise Http404("This desk has one user.")
    name, act, why = request.POST.get("name", ""), request.POST.get("act", ""), request.POST.get("because", "").strip()[:1000]
    member = Member.objects.filter(username=name).first()
    try:
        role = Role[request.POST.get("role", "READER").upper()]
    except KeyError:
        role = None
    problem = _problem(request, name, act, why, role, member)
    if problem:
        messages.error(request, f"Nothing was changed. {problem}")
        return redirect("team")
    if member is None:
        member = Member(username=name)
        member.set_unusable_password()
    if act in ("make", "role"):
        member.role = role
    if act in ("shut", "open"):
        member.is_active = act == "open"
    member.save()
    if act != "link":
        note_role(here.shelf().ledger, name, member.rank.name.lower() if member.is_active else None, by=request.user.username, because=why)
    link = request.build_absolute_uri(invitation(member)) if act in ("make", "link") else None
    return page(request, "team.html.j2", members=Member.objects.order_by("username"), link=link, about=name)


def _problem(request: HttpRequest, name: str, act: str, why: str, role: Role | None, member: object) -> str | None:
    if act not in ("make", "role", "shut", "open", "link"):
        return "That is nothing that can be done here."
    if not _NAME.fullmatch(name):
        return "A name of 2 to 60 letters, digits and . @ + - _ is expected."
    if (act == "make") == (member is not None):
        return "There is an account of this name already." if member is not None else "There is no account of this name."
    if act in ("make", "role") and role is None:
        return "Choose a role."
    if act != "link" and not why:
        return "Say why: it stands in the audit."
    if name == request.user.username and act in ("role", "shut"):
        return "Nobody changes their own role; another admin does."
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, who: str, token: str) -> HttpResponse:
    """The owner of an account chooses a password. The link is dead once one was chosen."""
    from onrecord.desk.models import Member

    try:
        member = Member.objects.filter(pk=int(urlsafe_base64_decode(who).decode())).first()
    except (ValueError, OverflowError, UnicodeDecodeError):
        member = None
    if not settings.DESK.team or member is None or not member.is_active or not default_token_generator.check_token(member, token):
        raise Http404("This link was used, is older than three days, or is none. An admin makes a new one.")
    form = SetPasswordForm(member, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Your password is set. Sign in with it.")
        return redirect("account_login")
    return page(request, "join.html.j2", form=form, name=member.username)
