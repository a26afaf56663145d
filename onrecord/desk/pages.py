"""How pages are put together: Jinja templates, the brief's drawings among them, and what every page knows."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from onrecord import __version__
from onrecord.desk import here
from onrecord.desk.index import claim_url, event_url, place_url, report_url, source_url
from onrecord.desk.roles import ROLE_MEANS, Role
from onrecord.desk.shelf import Sight
from onrecord.publish.brief.isolates import isolated
from onrecord.publish.brief.page import finalize as as_in_the_brief
from onrecord.publish.brief.wording import clip, write_day, write_days, write_range
from onrecord.publish.compiled import compiled
from onrecord.vocab.event_types import TERMS
from onrecord.vocab.findings import GRADE_MEANS
from onrecord.vocab.languages import write_language


def environment(**options: Any) -> Environment:
    """As the brief's, so that foreign text is escaped and misleading characters are written out in the same way."""
    brief = PackageLoader("onrecord.publish.brief")
    options |= {
        # The brief's templates name each other without a prefix; ours have other names.
        "loader": ChoiceLoader([PackageLoader("onrecord.desk"), PrefixLoader({"brief": brief}), brief]),
        "undefined": StrictUndefined,
        "finalize": _finalize,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "autoescape": True,
        "bytecode_cache": compiled(),
    }
    made = Environment(**options)
    made.filters |= {
        "clip": clip,
        "isolated": isolated,
        "language": write_language,
        "day": write_day,
        "days": write_days,
        "q": lambda text: quote(str(text), safe=""),
    }
    made.globals |= {
        "report_url": report_url,
        "event_url": event_url,
        "claim_url": claim_url,
        "source_url": source_url,
        "place_url": place_url,
        "write_range": write_range,
        "TERMS": TERMS,
        "GRADE_MEANS": GRADE_MEANS,
        "Role": Role,
        "ROLE_MEANS": ROLE_MEANS,
        "version": __version__,
    }
    return made


def _finalize(value: Any) -> Any:
    """Django's safe text, a token's field for instance, as it stands; everything else as in the brief."""
    return Markup(value.__html__()) if hasattr(value, "__html__") else as_in_the_brief(value)


def sight(request: HttpRequest) -> Sight:
    """What the one who asks may see."""
    shelf = here.shelf()
    return shelf.now().whole if request.user.may(Role.ANALYST) else shelf.open()


def page(request: HttpRequest, template: str, status: int = 200, **known: Any) -> HttpResponse:
    """A page of the desk. known: what its template needs beside what every page has."""
    user = request.user
    rank = user.rank if user.is_authenticated else None
    known |= {
        "member": user if user.is_authenticated else None,
        "rank": rank,
        "team": settings.DESK.team,
        "embargo_hours": settings.DESK.embargo_hours,
        "told": list(messages.get_messages(request)),
        "path": request.path,
        "full_path": request.get_full_path(),
    }
    return render(request, template, known, status=status, using="desk")
