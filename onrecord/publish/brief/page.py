"""Puts the brief together: one HTML file that opens offline, loads nothing and runs nothing but its own two scripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord import __version__
from onrecord.publish.brief.changes import Changed
from onrecord.publish.brief.disputes import by_dispute, find_disputes, is_likely
from onrecord.publish.brief.index import UNSURE_BELOW, Index
from onrecord.publish.brief.isolates import isolated
from onrecord.publish.brief.marks import marked_text
from onrecord.publish.brief.matrix import SIGNS, find_matrices
from onrecord.publish.brief.places import find_places, map_data
from onrecord.publish.brief.ranges import find_charts
from onrecord.publish.brief.registers import view_sections
from onrecord.publish.brief.safety import json_in_html, policy, web_link
from onrecord.publish.brief.standing import is_agreed, is_disputed, view_event, weight
from onrecord.publish.brief.timeline import find_timelines
from onrecord.publish.brief.wording import clip, publisher_of, shown, write_day, write_days
from onrecord.publish.compiled import compiled
from onrecord.records import Picture, Report
from onrecord.vocab.findings import FINDING_MEANS, GRADE_MEANS
from onrecord.vocab.hedges import MEANS as MODALITY_MEANS
from onrecord.vocab.languages import write_language

if TYPE_CHECKING:
    from onrecord.publish.entries import Section


def render(
    picture: Picture,
    *,
    title: str | None = None,
    made_at: str | None = None,
    since: str | None = None,
    changes: Sequence[Changed] = (),
    registers: Sequence[Section] = (),
) -> str:
    """The brief of a picture whose private names are already covered. title: the heading; made_at: printed as it stands.

    registers: what the registers make of the same picture. since: the moment from which changes are counted; None: none are asked for.
    """
    index = Index(picture)
    texts = [_text(report, index) for report in index.reports]
    places = find_places(index)
    world = map_data(places)
    styles = [_static("leaflet/leaflet.css"), _static("brief.css"), _split_marks(texts)]
    scripts = [_static("leaflet/leaflet.js"), _static("brief.js")]
    ranked = sorted(index.events, key=lambda e: (tuple(-w for w in weight(e)), index.event_number(e)))
    agreed = [e for e in ranked if is_agreed(e)]
    disputed = by_dispute((e for e in ranked if is_disputed(e, index)), index)
    disputes = [(view_event(e, index), find_disputes(e, index)) for e in disputed]
    rest = [e for e in index.events if not is_agreed(e) and not is_disputed(e, index)]
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            title=title or _title(index),
            made_at=made_at,
            version=__version__,
            picture=picture,
            since=since,
            changes=[(c, index.views(c.claims)) for c in changes],
            index=index,
            root_count=len(index.roots()),
            agreed=[view_event(e, index) for e in agreed],
            disputed=[(e, d) for e, d in disputes if is_likely(d[0], e.admissions)],
            perhaps=[(e, d) for e, d in disputes if not is_likely(d[0], e.admissions)],
            apparent=[(view_event(e, index), d) for e in rest + agreed if not is_disputed(e, index) and (d := find_disputes(e, index))],
            rest=[view_event(e, index) for e in rest],
            timelines=find_timelines(index),
            charts=find_charts(index),
            matrices=find_matrices(index),
            registers=view_sections(registers, index),
            places=places,
            map_json=json_in_html({"places": world.places, "outlines": world.outlines, "box": world.box}) if world else None,
            texts=texts,
            styles=[Markup(s) for s in styles],
            scripts=[Markup(s) for s in scripts],
            policy=policy(scripts, styles),
            signs=SIGNS,
            grade_means=GRADE_MEANS,
            finding_means=FINDING_MEANS,
            modality_means=MODALITY_MEANS,
            unsure_below=UNSURE_BELOW,
        )
    )


def _title(index: Index) -> str:
    """The place or two named most and the days of publication, since nobody has given a title."""
    named = Counter(c.place.name for c in index.claims.values() if c.place and c.place.name).most_common(2)
    places = [name for name, count in named if count * 2 >= named[0][1]]
    days = [r.published_day for r in index.reports if r.published_day]
    when = write_days(min(days), max(days)) if days else ""
    return ", ".join([f"{' and '.join(places)}: who said what" if places else "Who said what", *([when] if when else [])])


def _text(report: Report, index: Index) -> dict[str, Any]:
    html, split = marked_text(report.text, index.marks(report))
    return {
        "anchor": index.report_anchor(report.id),
        "publisher": publisher_of(report),
        "report": report,
        "published": write_day(report.published_day),
        "link": web_link(report.url),
        "html": html,
        "split": split,
        "claims": [index.view(c) for c in index.claims_in(report)],
    }


def _split_marks(texts: list[dict[str, Any]]) -> str:
    """A mark in several parts lights up as a whole when it is jumped to."""
    anchors = [anchor for text in texts for anchor in text["split"]]
    return "".join(f".words:has(#{a}:target) .of-{a}{{background:var(--lit);color:var(--lit-ink)}}" for a in anchors)


@cache
def _static(name: str) -> str:
    """A style sheet or script of the package, without what would point to files beside it or end its element early."""
    text = (resources.files("onrecord.publish.brief") / "static" / name).read_text("utf-8")
    text = re.sub(r"//# sourceMappingURL=\S+", "", text)
    text = re.sub(r"url\(images/[^)]*\)", "none", text)
    return text.replace("</script", "<\\/script").replace("\r\n", "\n")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.publish.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
        bytecode_cache=compiled(),
    )
    environment.filters["clip"] = clip
    environment.filters["language"] = write_language
    environment.filters["isolated"] = isolated
    return environment


def finalize(value: Any) -> Any:
    """Every value that reaches the page, with misleading characters written out; None prints nothing."""
    if value is None:
        return ""
    return value if isinstance(value, Markup) else shown(str(value))
