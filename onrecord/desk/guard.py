"""What stands between a request and a page: headers, roles, the second factor."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from onrecord.desk.roles import SECOND_FACTOR_FROM, Role

View = Callable[..., HttpResponse]

# No inline script or style, nothing from elsewhere. data: is for the picture of a two-factor key.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


def headers(get_response: View) -> View:
    """The content security policy, and no copy of a page in anybody's cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def second_factor(get_response: View) -> View:
    """In a team, whoever can let something out sets up a second factor before anything else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.DESK.team and request.user.is_authenticated and request.user.may(SECOND_FACTOR_FROM):
            from allauth.mfa.utils import is_mfa_enabled

            free = request.path.startswith(("/account/", "/static/"))
            if not free and not request.session.get("signed_on") and not is_mfa_enabled(request.user):
                return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware


def at_least(least: Role, view: View) -> View:
    """The view for members of this role or above; others are told that they may not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated or not request.user.may(least):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
