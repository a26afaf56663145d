"""What is shown where something went wrong: what, and what to do now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from onrecord.desk.pages import page


def _told(request: HttpRequest, status: int, title: str, because: str) -> HttpResponse:
    if not hasattr(request, "user"):
        return HttpResponse(f"{title}\n\n{because}\n", status=status, content_type="text/plain; charset=utf-8")
    return page(request, "fault.html.j2", status=status, title=title, because=because)


def bad(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _told(request, 400, "This could not be understood", "The address or the form holds something that the desk does not know.")


def forbidden(request: HttpRequest, exception: Any = None, reason: str = "") -> HttpResponse:
    return _told(
        request, 403, "You may not do this", "Your role does not reach so far. An admin can change it; nothing was done or written."
    )


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not this session's: an old tab, or somebody else's page."""
    todo = "Nothing was written. Go back, reload the page and send the form again; you may have to sign in first."
    return _told(request, 403, "This form is out of date", todo)


def missing(request: HttpRequest, exception: Any = None) -> HttpResponse:
    because = str(exception.args[0]) if exception and exception.args and isinstance(exception.args[0], str) else "No page has this address."
    return _told(request, 404, "Not here", because)


def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        "A fault in the program\n\nNothing was written. Please report what you did.\n",
        status=500,
        content_type="text/plain; charset=utf-8",
    )
