"""The audit: logins, views, exports, changes of role. Each is an entry of the ledger, like what people decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from onrecord.desk import here
from onrecord.ledger.audit import note_login, note_seen


def saw(request: Any, *ids: str) -> None:
    """Notes who looked at which reports, claims or events."""
    seen(request, ids)


def seen(request: Any, ids: Sequence[str]) -> None:
    note_seen(here.shelf().ledger, request.user.username, ids, by_way=f"desk {request.path}"[:300])


def listen() -> None:
    """Notes every login, logout and refused login, by whatever way it was tried."""
    user_logged_in.connect(_login, dispatch_uid="desk-login")
    user_logged_out.connect(_logout, dispatch_uid="desk-logout")
    user_login_failed.connect(_refused, dispatch_uid="desk-refused")


def _login(sender: Any, user: Any, **_: Any) -> None:
    note_login(here.shelf().ledger, user.username, outcome="in", by_way="desk")


def _logout(sender: Any, user: Any, **_: Any) -> None:
    if user is not None:
        note_login(here.shelf().ledger, user.username, outcome="out", by_way="desk")


def _refused(sender: Any, credentials: dict[str, Any], **_: Any) -> None:
    name = str(credentials.get("username") or "").replace("\0", "").strip()[:150]
    note_login(here.shelf().ledger, name.encode("utf-8", "replace").decode() or "nobody", outcome="refused", by_way="desk")
