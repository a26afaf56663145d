"""A finding as a post to a webhook: a JSON object of what may leave, made from what an export would give, and without any coordinate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.publish.exports.outgoing import Outgoing
from onrecord.records import Claim, Event, Finding
from onrecord.vocab.findings import CONTRADICTIONS, FindingKind, Strength

_TOLD = frozenset({*CONTRADICTIONS, FindingKind.REVERSAL, FindingKind.ADMISSION})


def is_news(finding: Finding) -> bool:
    """A direct contradiction, a reversal or an admission: what `watch` tells of."""
    return finding.kind in _TOLD and finding.strength is Strength.DIRECT


def posts(out: Outgoing) -> Iterator[tuple[str, tuple[str, ...], dict[str, Any]]]:
    """Each finding that may leave and is worth a post: its id, the ids of its claims, and the post."""
    for event in out.events:
        for finding in event.findings:
            # A finding whose sentence is held back rests on words that may not be shown yet.
            if is_news(finding) and finding.because:
                yield finding.id, finding.claims, _post(finding, event, out)


def _post(finding: Finding, event: Event, out: Outgoing) -> dict[str, Any]:
    return {
        "finding": finding.id,
        "kind": str(finding.kind),
        "because": finding.because,
        "event": event.id,
        "type": str(event.type),
        "place": event.place.name if event.place else None,
        "from": event.earliest,
        "to": event.latest,
        "grade": str(event.grade.label) if event.grade else None,
        "claims": [_claim(out.claims[id], out) for id in finding.claims],
    }


def _claim(claim: Claim, out: Outgoing) -> dict[str, Any]:
    report = out.reports.get(claim.report)
    return {
        "claim": claim.id,
        "words": claim.quote.text,
        "source": claim.source.name,
        "publisher": report.publisher if report else None,
        "published": report.published if report else None,
        "url": report.url if report else None,
    }
