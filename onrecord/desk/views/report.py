"""A report in full, every claim marked, each leading to its entry beside the text."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onrecord.desk import audit, here
from onrecord.desk.pages import page, sight
from onrecord.publish.brief.marks import marked_text
from onrecord.publish.brief.safety import web_link
from onrecord.publish.brief.wording import publisher_of, write_day


@require_safe
def report(request: HttpRequest, id: str) -> HttpResponse:
    shown = sight(request)
    found = shown.picture.reports.get(id)
    if found is None:
        raise Http404("No report that you may see has this id.")
    audit.saw(request, id)
    index = shown.index
    html, split = marked_text(found.text, index.marks(found))
    known: dict[str, Any] = {
        "report": found,
        "publisher": publisher_of(found),
        "published": write_day(found.published_day),
        "link": web_link(found.url),
        "html": html,
        "split": split,
        "claims": [(index.view(c), c) for c in index.claims_in(found)],
        "others": [r for r in index.reports if found.url and r.url == found.url and r.id != id],
        "withheld": not found.text and id in here.shelf().now().whole.picture.reports,
    }
    return page(request, "report.html.j2", **known)
