"""Numbers and anchors for everything on the page, and claims as the page shows them.

Anchors: e3 an event, k12 a claim's entry in its report's list, r2 a report, t2-140-180 the words of report 2 from 140 to 180.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.publish.brief.marks import Mark
from onrecord.publish.brief.wording import (
    publisher_of,
    write_control,
    write_day,
    write_days,
    write_figure,
    write_range,
    write_side,
    write_speaker,
)
from onrecord.records import Claim, Event, Picture, Report, Words
from onrecord.vocab.event_types import TERMS
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure
from onrecord.vocab.roles import NARRATOR

UNSURE_BELOW = 0.5
"""A field that the reader gave less than this is shown as unsure: it is likelier wrong than right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A printed value and where its exact words stand on the page."""

    text: str
    href: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim as it is printed."""

    id: str
    number: int
    href: str  # its words
    quote: str
    translation: str | None  # of the quote, by a machine
    language: str | None  # of the report
    speaker: Cited
    root: str
    kind: str
    side: str | None
    via: tuple[str, ...]
    narrated: bool
    modality: Modality
    type: str
    actor: str | None
    target: str | None
    place: Cited | None
    when: Cited | None
    figures: tuple[Cited, ...]
    control: str | None
    publisher: str
    published: str
    report: str  # anchor
    event: str | None  # anchor
    unsure: str
    filled: str  # fields that our libraries completed in another program's claim
    order: tuple[str, int]


class Index:
    """Everything in a picture by number. Claims whose report is missing, or whose words lie outside it, are not shown."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.reports: list[Report] = sorted(picture.reports.values(), key=lambda r: (r.published or "9999", r.publisher or "", r.id))
        self._report_number = {r.id: n for n, r in enumerate(self.reports, 1)}
        shown = [c for c in picture.claims.values() if c.report in self._report_number and self._inside(c, c.quote)]
        shown.sort(key=lambda c: (self._report_number[c.report], c.quote.start, c.quote.end, c.id))
        self.claims: dict[str, Claim] = {c.id: c for c in shown}
        self._claims_in: dict[str, list[Claim]] = {}
        for claim in shown:
            self._claims_in.setdefault(claim.report, []).append(claim)
        self._claim_number = {c.id: n for n, c in enumerate(shown, 1)}
        self.events: list[Event] = [e for e in sorted(picture.events, key=_by_time) if any(c in self.claims for c in e.claims)]
        self._event_number = {e.id: n for n, e in enumerate(self.events, 1)}
        self._event_of = {c: e for e in self.events for c in e.claims}
        self._root_of = {c: root.name for e in self.events for root in e.roots for c in root.claims}
        self._side_of = {c: root.side for e in self.events for root in e.roots for c in root.claims}
        self._views: dict[str, ClaimView] = {}

    # --- anchors -----------------------------------------------------------------------------------------------

    def report_anchor(self, report_id: str) -> str:
        return f"r{self._report_number[report_id]}"

    def event_number(self, event: Event) -> int:
        return self._event_number[event.id]

    def event_anchor(self, event: Event) -> str:
        return f"e{self._event_number[event.id]}"

    def event_of(self, claim_id: str) -> Event | None:
        return self._event_of.get(claim_id)

    def root_of(self, claim: Claim) -> str:
        return self._root_of.get(claim.id) or (
            claim.source.name if claim.source.named else publisher_of(self.picture.reports[claim.report])
        )

    def _inside(self, claim: Claim, words: Words | None) -> bool:
        return words is not None and words.start < words.end <= len(self.picture.reports[claim.report].text)

    def _anchor(self, claim: Claim, words: Words | None) -> str:
        """The anchor of the words themselves if they stand in the report, else of the whole quote."""
        spot = words if words is not None and self._inside(claim, words) else claim.quote
        return f"t{self._report_number[claim.report]}-{spot.start}-{spot.end}"

    def link(self, claim: Claim, words: Words | None = None) -> str:
        """Where the words themselves stand, else the whole quote: an address for href."""
        return f"#{self._anchor(claim, words)}"

    def cite(self, text: str, claim: Claim, words: Words | None = None) -> Cited:
        spoken = words if words is not None and self._inside(claim, words) else claim.quote
        return Cited(text=text, href=self.link(claim, words), words=spoken.text if spoken is words else "")

    def marks(self, report: Report) -> list[Mark]:
        """One mark for each distinct stretch of the report that a claim or a value of a claim points to."""
        quotes: dict[tuple[int, int], list[tuple[int, str]]] = {}
        for claim in self.claims_in(report):
            event = self.event_of(claim.id)
            back = self.event_anchor(event) if event else f"k{self._claim_number[claim.id]}"
            quotes.setdefault((claim.quote.start, claim.quote.end), []).append((self._claim_number[claim.id], back))
            for words in _mentions(claim):
                if self._inside(claim, words):
                    quotes.setdefault((words.start, words.end), [])
        number = self._report_number[report.id]
        return [Mark(start=s, end=e, anchor=f"t{number}-{s}-{e}", claims=tuple(claims)) for (s, e), claims in quotes.items()]

    # --- views -------------------------------------------------------------------------------------------------

    def claims_in(self, report: Report) -> list[Claim]:
        return self._claims_in.get(report.id, [])

    def roots(self) -> set[str]:
        """The roots of the claims that are shown."""
        return {self.root_of(c) for c in self.claims.values()}

    def views(self, claim_ids: Iterable[str]) -> list[ClaimView]:
        """The claims in order of publication, unknown ones left out."""
        return sorted((self.view(self.claims[c]) for c in dict.fromkeys(claim_ids) if c in self.claims), key=lambda v: v.order)

    def view(self, claim: Claim) -> ClaimView:
        if claim.id not in self._views:
            self._views[claim.id] = self._make_view(claim)
        return self._views[claim.id]

    def _make_view(self, claim: Claim) -> ClaimView:
        report = self.picture.reports[claim.report]
        event = self.event_of(claim.id)
        place, when = claim.place, claim.when
        return ClaimView(
            id=claim.id,
            number=self._claim_number[claim.id],
            href=self.link(claim, claim.quote),
            quote=report.text[claim.quote.start : claim.quote.end],
            translation=claim.translation,
            language=report.language,
            speaker=self.cite(write_speaker(claim, report), claim, claim.source.mention),
            root=self.root_of(claim),
            kind=str(claim.source.kind).replace("_", " "),
            side=write_side(claim.source.side or (self._side_of.get(claim.id) if claim.source.named else None)),
            via=claim.source.via,
            narrated=claim.source.name == NARRATOR,
            modality=claim.modality,
            type=TERMS[claim.type].label,
            actor=claim.actor,
            target=claim.target,
            place=self.cite(place.name or place.country or "", claim, place.mention) if place else None,
            when=self.cite(write_days(when.earliest, when.latest), claim, when.mention) if when else None,
            figures=tuple(self.cite(write_figure(f), claim, f.mention) for f in claim.figures),
            control=write_control(claim.control) if claim.control else None,
            publisher=publisher_of(report),
            published=write_day(report.published_day) or "no date",
            report=self.report_anchor(report.id),
            event=self.event_anchor(event) if event else None,
            unsure=_unsure(claim),
            filled=", ".join(claim.filled),
            order=(report.published or "9999", self._claim_number[claim.id]),
        )

    def figure(self, what: Measure, low: int | float | None, high: int | float | None, claim_ids: Iterable[str]) -> Cited | None:
        """A range said by these claims, leading to the words that give just this range, else to the first claim's. None: no claim."""
        views = self.views(claim_ids)
        if not views:
            return None
        text = write_range(low, high)
        for claim in (self.claims[v.id] for v in views):
            for figure in claim.figures:
                if (figure.what, figure.low, figure.high) == (what, low, high):
                    return self.cite(text, claim, figure.mention)
        return Cited(text=text, href=views[0].href)


def _mentions(claim: Claim) -> Iterator[Words]:
    values = [claim.source.mention, *(f.mention for f in claim.figures)]
    values += [claim.place.mention if claim.place else None, claim.when.mention if claim.when else None]
    return (words for words in values if words is not None)


def _by_time(event: Event) -> tuple[str, str, str]:
    return (event.earliest or event.latest or "9999", event.latest or "9999", event.id)


def _unsure(claim: Claim) -> str:
    """As in "source 0.41, place 0.52": the fields that the claim states and the reader was unsure of; "" if none.

    `claim` is left out: it is the chance that three fields are right at once, and low for most fair readings.
    """
    stated = {
        "actor": claim.actor,
        "target": claim.target,
        "place": claim.place,
        "control": claim.control,
        "via": claim.source.via,
        "cue": claim.cue,
        "claim": None,
    }
    low = sorted((value, field) for field, value in claim.confidence.items() if value < UNSURE_BELOW and stated.get(field, True))
    return ", ".join(f"{field} {value:.2f}" for value, field in low)
