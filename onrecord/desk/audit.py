"""The audit: logins, views, exports, changes of role. Each is a line that the desk never changes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed


def note(who: Any, what: str, ref: str = "") -> None:
    """Writes a line. who: a member or a name."""
    from onrecord.desk.models import Trace

    Trace.objects.create(who=str(getattr(who, "username", who))[:150], what=what, ref=ref[:500])


def listen() -> None:
    """Notes every login, logout and refused login, by whatever way it was tried."""
    user_logged_in.connect(_login, dispatch_uid="desk-login")
    user_logged_out.connect(_logout, dispatch_uid="desk-logout")
    user_login_failed.connect(_refused, dispatch_uid="desk-refused")


def _login(sender: Any, user: Any, **_: Any) -> None:
    note(user, "login")


def _logout(sender: Any, user: Any, **_: Any) -> None:
    if user is not None:
        note(user, "logout")


def _refused(sender: Any, credentials: dict[str, Any], **_: Any) -> None:
    note(str(credentials.get("username") or "?"), "refused")
