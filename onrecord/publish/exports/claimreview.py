"""Graded events as schema.org ClaimReview in JSON-LD: what is claimed, who claims it where, and the grade with its rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from onrecord.publish.exports import facts
from onrecord.publish.exports.base import Exporter, as_text, write_graph
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.publish.exports.prov import urn
from onrecord.records import Claim, Event, Report
from onrecord.vocab.findings import GRADE_MEANS
from onrecord.vocab.roles import NARRATOR, Kind

CONTEXT = {"@vocab": "https://schema.org/"}

KEYS = (
    ("@id", "`urn:onrecord:` and the event's id."),
    ("@type", "`ClaimReview`."),
    ("claimReviewed", "Exact words of the event's first claim of its own type that may be shown."),
    ("reviewRating", "A `Rating`: `alternateName` is the grade, `ratingExplanation` the rule that gave it (docs/grades.md)."),
    ("itemReviewed", "A `Claim`: its words, who makes it, when the report was published, and every report that carries the event."),
    ("itemReviewed.author", "The speaker, or the publisher where that speaks for itself; nobody where nobody is named."),
    ("itemReviewed.appearance", "Each report: publisher, headline, address and date, as far as they are known."),
    ("itemReviewed.identifier", "Id of the claim."),
)

RULES = (
    "An event is reviewed where it is graded and at least one claim says that it happened, firmly or not.",
    "The grade says how far sources agree, not whether it is true. There is no `ratingValue`: a grade is no number.",
    "`author`, `url` and `datePublished` of the review are left out: whoever publishes it adds their own name and address.",
    "What is not known is left out.",
)


def reviews(out: Outgoing) -> Iterator[dict[str, Any]]:
    for event in out.events:
        happened = [c for c in facts.happened(out.of(event)) if c.quote.text]
        own = [c for c in happened if c.type is event.type] or happened
        if event.grade and own:
            yield _review(event, own[0], out.reports[own[0].report], out.told_in(event))


def _review(event: Event, claim: Claim, report: Report, reports: list[Report]) -> dict[str, Any]:
    assert event.grade is not None
    return _stated(
        {
            "@id": urn("event", event.id),
            "@type": "ClaimReview",
            "claimReviewed": claim.quote.text,
            "reviewRating": {
                "@type": "Rating",
                "alternateName": str(event.grade.label),
                "ratingExplanation": event.grade.rule or GRADE_MEANS[event.grade.label],
            },
            "itemReviewed": _stated(
                {
                    "@type": "Claim",
                    "identifier": claim.id,
                    "text": claim.quote.text,
                    "author": _author(claim, report),
                    "datePublished": report.published,
                    "appearance": [_appearance(r) for r in reports],
                }
            ),
        }
    )


def _author(claim: Claim, report: Report) -> dict[str, str] | None:
    name = claim.source.name if claim.source.named else report.publisher if claim.source.name == NARRATOR else None
    if not name:
        return None
    kind = "Person" if claim.source.kind in (Kind.WITNESS, Kind.COMMANDER) else "Organization"
    return {"@type": kind, "name": name}


def _appearance(report: Report) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": report.publisher} if report.publisher else None
    return _stated(
        {
            "@type": "Article",
            "identifier": report.id,
            "headline": report.title,
            "url": report.url,
            "datePublished": report.published,
            "publisher": publisher,
        }
    )


def _stated(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value is not None and value != ""}


def _write(out: Outgoing, to: TextIO) -> int:
    return write_graph(to, CONTEXT, reviews(out))


REVIEWS = Exporter(
    name="claimreview",
    ending=".jsonld",
    means="Graded events as schema.org ClaimReview, for sites that mark up what they checked.",
    columns=KEYS,
    rules=RULES,
    write=as_text(_write),
)
