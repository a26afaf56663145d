"""A picture as the desk shows it: the brief's index, whose links lead from page to page instead of within one."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from onrecord.publish.brief.index import Index
from onrecord.publish.brief.marks import Mark
from onrecord.records import Claim, Event, Picture, Report, Words


def report_url(report_id: str) -> str:
    return f"/report/{quote(report_id, safe='')}"


def event_url(event_id: str) -> str:
    return f"/event/{quote(event_id, safe='')}"


def claim_url(claim_id: str) -> str:
    return f"/claim/{quote(claim_id, safe='')}"


def source_url(name: str) -> str:
    return f"/source?name={quote(name, safe='')}"


def place_url(name: str) -> str:
    return f"/place?name={quote(name, safe='')}"


class DeskIndex(Index):
    """Anchors in a report's page: t-140-180 the words from 140 to 180, k3 the third claim's entry. Claims are numbered in each report."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(picture)
        self._claim_number = {c.id: n for claims in self._claims_in.values() for n, c in enumerate(claims, 1)}
        self.by_id: dict[str, Event] = {e.id: e for e in self.events}

    def report_anchor(self, report_id: str) -> str:
        return report_url(report_id)

    def event_anchor(self, event: Event) -> str:
        return event_url(event.id)

    def _anchor(self, claim: Claim, words: Words | None) -> str:
        spot = words if words is not None and self._inside(claim, words) else claim.quote
        return f"t-{spot.start}-{spot.end}"

    def link(self, claim: Claim, words: Words | None = None) -> str:
        return f"{report_url(claim.report)}#{self._anchor(claim, words)}"

    def marks(self, report: Report) -> list[Mark]:
        """One mark for each stretch that a claim or a value of a claim points to; a quote's leads to the claim's entry beside the text."""
        return [
            Mark(start=m.start, end=m.end, anchor=f"t-{m.start}-{m.end}", claims=tuple((n, f"k{n}") for n, _ in m.claims))
            for m in super().marks(report)
        ]

    def marks_of(self, claim: Claim) -> list[Mark]:
        """The marks of one claim alone: its quote and its values."""
        report = self.picture.reports[claim.report]
        spots = {(claim.quote.start, claim.quote.end): ((self._claim_number[claim.id], ""),)} | {
            (w.start, w.end): () for w in mentions(claim) if self._inside(claim, w) and w.end <= len(report.text)
        }
        spots[(claim.quote.start, claim.quote.end)] = ((self._claim_number[claim.id], ""),)
        return [Mark(start=s, end=e, anchor=f"c-{s}-{e}", claims=c) for (s, e), c in spots.items()]

    def near(self, text: str, most: int = 5) -> Sequence[Event]:
        """Events whose id begins so."""
        return [e for e in self.events if e.id.startswith(text)][:most]


def mentions(claim: Claim) -> list[Words]:
    """The words of a claim's values, those that it has."""
    values = [claim.source.mention, *(f.mention for f in claim.figures), claim.cue]
    values += [claim.place.mention if claim.place else None, claim.when.mention if claim.when else None]
    return [w for w in values if w is not None]
