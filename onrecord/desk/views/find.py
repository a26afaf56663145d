"""Search, with everything that is asked for in the address, so that a search can be kept and sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onrecord.desk.pages import page, sight
from onrecord.desk.passages import passage
from onrecord.desk.search import PAGE, Asked
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import GradeLabel


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    shown, asked = sight(request), Asked.of(request.GET)
    hits = shown.search.find(asked)
    index = shown.index
    return page(
        request,
        "search.html.j2",
        asked=asked,
        total=hits.total,
        rows=[(index.view(c), passage(c, index, around=120), c, index.event_of(c.id)) for c in hits.claims],
        more=hits.total > PAGE * asked.page,
        types=EventType,
        grades=GradeLabel,
    )
