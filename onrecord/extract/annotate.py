"""Layers on a text, each by itself: attributions, dates, places, figures, actors, in the public form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from onrecord.extract.actors import find_actors
from onrecord.extract.attribution import find_attributions
from onrecord.extract.claims import Layers
from onrecord.extract.dates import find_dates
from onrecord.extract.figures import find_figures
from onrecord.extract.pipeline import Pipeline
from onrecord.extract.places import find_places
from onrecord.records import Report, Span

Rows = list[dict[str, Any]]


def annotate(report: Report, layers: Sequence[str], pipeline: Pipeline) -> dict[str, Any]:
    """One row for a report: its id, and a list for each layer asked for. Raises KeyError for a layer not in LAYERS."""
    return {"id": report.id, **{name: LAYERS[name](report, pipeline) for name in layers}}


def _attributions(report: Report, _: Pipeline) -> Rows:
    def bounds(spans: Sequence[Span]) -> list[list[int]]:
        return [[s.start, s.end] for s in spans]

    return [{"source": bounds(a.source), "cue": bounds(a.cue), "content": bounds(a.content)} for a in find_attributions(report.text)]


def _dates(report: Report, _: Pipeline) -> Rows:
    return [
        {"start": d.start, "end": d.end, "type": d.type, "value": d.value, "from": d.earliest, "to": d.latest}
        for d in find_dates(report.text, report.published, language=report.language)
    ]


def _places(report: Report, pipeline: Pipeline) -> Rows:
    # The layer marks "Syrian" too, as gazetteers of news do; the places of claims leave such adjectives out.
    found = find_places(report.text, pipeline.gazetteer, title=report.title, demonyms=True, language=report.language)
    return [
        {"start": p.start, "end": p.end, "name": p.name, "lat": p.lat, "lon": p.lon, "country": p.country, "gazetteer": p.gazetteer}
        for p in found
    ]


def _figures(report: Report, _: Pipeline) -> Rows:
    found = find_figures(report.text, language=report.language)
    return [{"start": f.start, "end": f.end, "what": str(f.what), "low": f.low, "high": f.high, "of": f.of} for f in found]


def _actors(report: Report, pipeline: Pipeline) -> Rows:
    country = Layers.of(report, pipeline.gazetteer).country
    found = find_actors(report.text, pipeline.register, country=country)
    return [{"start": a.start, "end": a.end, "name": a.name, "kind": str(a.kind), "register": a.register} for a in found]


LAYERS: dict[str, Callable[[Report, Pipeline], Rows]] = {
    "attributions": _attributions,
    "dates": _dates,
    "places": _places,
    "figures": _figures,
    "actors": _actors,
}
