"""Entities of FollowTheMoney, as Aleph and OpenAleph load them: articles, events, who is named, and the claims that tie them together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TextIO

from onrecord.knowledge.gazetteer.tables import countries
from onrecord.publish.brief.safety import web_link
from onrecord.publish.exports import facts
from onrecord.publish.exports.base import Exporter, as_text, plain
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.publish.privacy import BLOCK
from onrecord.records import Claim, Event, Place, Report
from onrecord.vocab.event_types import TERMS

KEYS = (
    ("id", "`onrecord-` and the kind and id of the thing; of a body, a digest of its name."),
    ("schema", "`Article` for a report, `Event` for an event, `LegalEntity` for whoever is named, `Documentation` for a claim."),
    ("Article", "`title`, `publisher`, `sourceUrl`, `publishedAt` of a report."),
    ("Event", "`name`, `startDate`, `endDate`, `location`, `country`, `summary` (words), `keywords`, `involved`."),
    ("LegalEntity", "`name` of an actor, a target or a named source that a claim has."),
    (
        "Documentation",
        "`document` (the report), `entity` (the event), `role` (who says it, how firmly), `summary` (words).",
    ),
)

RULES = (
    "One entity a line, as `ftm` and Aleph's bulk loading read them.",
    "An event's `involved` are all whom a claim names as doing it or as its target: who did what is for a person to say.",
    "Whoever is named is a `LegalEntity`, which says no more than that: nobody vouches for companies or persons.",
    "A covered name is an entity of its own in each claim: two covered names are not said to be one person.",
    "Countries are ISO 3166 alpha-2 codes in lower case, as FollowTheMoney has them. What is not known is left out.",
)


def entities(out: Outgoing) -> Iterator[dict[str, Any]]:
    """Reports, then each event behind those whom it names, then its claims."""
    known: set[str] = set()
    for report in out.reports.values():
        yield _entity(_id("report", report.id), "Article", _report(report))
    for event in out.events:
        claims = out.of(event)
        for claim in claims:
            for name in (claim.actor, claim.target, claim.source.name if claim.source.named else None):
                if name and (id := _body(name, claim)) not in known:
                    known.add(id)
                    yield _entity(id, "LegalEntity", {"name": [name]})
        yield _entity(_id("event", event.id), "Event", _event(event, claims))
        for claim in claims:
            if claim.report in out.reports:
                yield _entity(_id("claim", claim.id), "Documentation", _claim(claim, event))


def _report(report: Report) -> dict[str, list[str | None]]:
    return {
        "title": [report.title or f"{report.publisher or 'Report'}, {report.published_day or 'not dated'}"],
        "publisher": [report.publisher],
        "sourceUrl": [web_link(report.url)],
        "publishedAt": [report.published_day],
    }


def _event(event: Event, claims: list[Claim]) -> dict[str, list[str | None]]:
    place = event.place or Place(name="")
    named = dict.fromkeys(_body(name, c) for c in claims for name in (c.actor, c.target) if name)
    label = TERMS[event.type].label
    return {
        "name": [", ".join(p for p in (label, place.name, event.earliest) if p)],
        "startDate": [event.earliest],
        "endDate": [event.latest],
        "location": [place.name or None],
        "country": [_country(place.country)],
        "summary": [facts.words(event.type, claims)],
        "keywords": [label, f"grade: {event.grade.label}" if event.grade else None],
        "involved": list(named),
        "recordId": [event.id],
    }


def _claim(claim: Claim, event: Event) -> dict[str, list[str | None]]:
    return {
        "document": [_id("report", claim.report)],
        "entity": [_id("event", event.id)],
        "role": [f"{claim.source.name}: {claim.modality}"],
        "summary": [claim.quote.text or None],
        "startDate": [claim.when.earliest if claim.when else None],
        "endDate": [claim.when.latest if claim.when else None],
        "recordId": [claim.id],
    }


def _entity(id: str, schema: str, properties: dict[str, list[str | None]]) -> dict[str, Any]:
    stated = {name: [plain(" ".join(v.split())) for v in values if v and v.strip()] for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in stated.items() if values}}


def _id(kind: str, id: str) -> str:
    """FollowTheMoney takes letters, digits and a few signs in an id; whatever else is in ours is digested."""
    safe = all(c.isascii() and (c.isalnum() or c in "-_.") for c in id)
    return f"onrecord-{kind}-{id if safe else facts.digest('', [id])}"


def _body(name: str, claim: Claim) -> str:
    return facts.digest("onrecord-name-", [name, claim.id if BLOCK in name else ""])


@cache
def _codes() -> dict[str, str]:
    return {c.code: c.alpha2.lower() for c in countries()}


def _country(code: str | None) -> str | None:
    return _codes().get(code or "")


def _lines(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    return (json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n" for item in items)


def _write(out: Outgoing, to: TextIO) -> int:
    count = 0
    for line in _lines(entities(out)):
        to.write(line)
        count += 1
    return count


ENTITIES = Exporter(
    name="ftm",
    ending=".ftm.json",
    means="Reports, events, whoever is named, and claims, as entities of FollowTheMoney.",
    columns=KEYS,
    rules=RULES,
    write=as_text(_write),
)
