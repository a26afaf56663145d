"""A dossier as one HTML file, and the same as PDF. Neither loads anything: the PDF's maker is refused every address."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord import __version__
from onrecord.errors import OnrecordError
from onrecord.publish.brief.safety import policy, web_link
from onrecord.publish.brief.wording import shown
from onrecord.publish.compiled import compiled
from onrecord.publish.dossier.content import Dossier
from onrecord.publish.dossier.drawing import draw_map, draw_timeline
from onrecord.publish.exports.base import MissingExtraError, extra
from onrecord.vocab.findings import GRADE_MEANS


def render(made: Dossier) -> str:
    """HTML that opens offline, on a screen and on paper, and runs nothing."""
    style = (resources.files("onrecord.publish.dossier") / "templates" / "dossier.css").read_text("utf-8").replace("\r\n", "\n")
    return (
        _environment()
        .get_template("dossier.html.j2")
        .render(
            d=made,
            style=Markup(style),
            policy=policy([], [style]),
            map=draw_map(made.events),
            timeline=draw_timeline(made.events, made.control),
            grade_means=GRADE_MEANS,
            version=__version__,
            web_link=web_link,
        )
    )


def write_pdf(made: Dossier, path: Path) -> None:
    """The HTML as PDF, A4 with numbered pages. Raises MissingExtraError where WeasyPrint or the system's Pango is not installed."""
    try:
        weasyprint = extra("weasyprint", of="dossier")
    except OSError as error:  # the library is there, and the system's Pango is not
        raise MissingExtraError(f"PDF needs the system library Pango (Debian: libpango-1.0-0 libpangoft2-1.0-0): {error}") from None
    weasyprint.HTML(string=render(made), url_fetcher=refused, base_url=None).write_pdf(path)


def refused(url: str, *_: object, **__: object) -> Any:
    """No address is fetched: all that a dossier needs is in its page."""
    raise OnrecordError(f"a dossier loads nothing, and was asked for {url[:80]!r}")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.publish.dossier"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
        bytecode_cache=compiled(),
    )
    return environment


def _finalize(value: Any) -> Any:
    if value is None:
        return ""
    return value if isinstance(value, Markup) else shown(str(value))
