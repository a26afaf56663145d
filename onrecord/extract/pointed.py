"""What the words say that a reader points at which has seen the whole report: they decide, and where it gave none, nothing is looked for.

The trained readers tag words near a quote, so what they leave open is sought in the rest of the report (dates, places, control). A
language model is asked for the words themselves, wherever they stand: an empty mention is its answer that the report does not say it.
Only the parties are chosen as always (actors/parties), its words being one sign among others: whom it leaves open the report mostly tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.extract.actors import ActorNames
from onrecord.extract.dates import DateMention, Frame, find_dates, reference_day
from onrecord.extract.dates.choose import weights
from onrecord.extract.dates.mention import precision_of
from onrecord.extract.dates.option import Option
from onrecord.extract.dates.options import options
from onrecord.extract.dates.page import Page, page
from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.rules.control import extent_of
from onrecord.records import Control, Place, Report, Span, When, words_at
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

_SINCE = re.compile(r"\bsince\b|\bfrom\b.*\bon(?:wards?)?$", re.IGNORECASE)
_NIGHT = re.compile(r"\bnight\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:now|still|currently|ongoing|under ?way|continu(?:es?|ing)|remains?)\b", re.IGNORECASE)
_STRIPPED = re.compile(r"(?<=day)['’]?s\b")  # "Tuesday's raid", and where a page lost its apostrophes
_BEFORE = 12  # code points before the words in which a "since" that was not pointed at stands


@dataclass(frozen=True, slots=True)
class Dates:
    """Days in the words that were pointed at, of one report."""

    report: Report
    mentions: Sequence[DateMention]

    def of(self, items: Sequence[ReadClaim]) -> list[When | None]:
        """When the events of the claims happened; None: not stated, or in words that our library does not read."""
        today = reference_day(self.report.text, self.report.published)
        sheet = page(self.report.text, self.mentions, today)

        return [_now(item, today) if item.when is None else self._read(item, item.when, sheet, today) for item in items]

    def _read(self, item: ReadClaim, pointed: Span, sheet: Page, today: date | None) -> When | None:
        frame = Frame(quote=pointed, event_type=item.type, modality=item.modality, control_change=item.change)
        told = [o for o in options(sheet, frame) if o.span and o.span.overlaps(pointed)]
        if told:
            best = max(told, key=lambda o: self._speaks_for(o, pointed))
            return self._stretch(best.days, best.span) if best.days else None
        for found in self.mentions:  # a date that also heads the report is none of the options
            if found.earliest and found.latest and pointed.overlaps(Span(found.start, found.end)):
                return self._stretch((found.earliest, found.latest), Span(found.start, found.end))
        return self._alone(pointed, today)

    def _alone(self, span: Span, today: date | None) -> When | None:
        """Words that the layer of dates does not read where they stand: "Tuesdays raid", "during the night", "still missing"."""
        words = self.report.text[span.start : span.end]
        for found in find_dates(_STRIPPED.sub("", words), self.report.published, language=self.report.language):
            if found.earliest and found.latest:
                return self._stretch((found.earliest, found.latest), span)
        if today and _NIGHT.search(words):
            return self._stretch(((today - timedelta(days=1)).isoformat(), today.isoformat()), span)
        if today and _NOW.search(words):
            return self._stretch((today.isoformat(), today.isoformat()), span)
        return None

    def _speaks_for(self, option: Option, pointed: Span) -> tuple[bool, float]:
        """With the word "since" among those pointed at the time runs on till the report; where it was left out, it does not."""
        text = self.report.text
        kind = option.features[0].partition("+")[2]
        if _SINCE.search(text, pointed.start, pointed.end):
            fits = kind == "open"
        else:
            fits = kind == "closed" and _SINCE.search(text, max(0, pointed.start - _BEFORE), pointed.start) is not None
        return fits, sum(weights().get(f, 0.0) for f in option.features)

    def _stretch(self, days: tuple[str, str], span: Span | None) -> When:
        first, last = map(date.fromisoformat, days)
        return When(
            earliest=days[0],
            latest=days[1],
            mention=words_at(self.report.text, span) if span else None,
            precision=precision_of(first, last),
        )


def _now(item: ReadClaim, today: date | None) -> When | None:
    """Who holds a place, with no word of time, is who holds it as the report is published; a deed without one is not dated."""
    holds = item.type is EventType.CONTROL_STATUS and item.change is Change.HOLD
    if not holds or today is None or item.modality not in (Modality.ASSERTED, Modality.HEDGED, Modality.DENIED):
        return None
    return When(earliest=today.isoformat(), latest=today.isoformat(), mention=None, precision=1)


def control_of(item: ReadClaim, place: Place | None, doer: str | None, text: str, names: ActorNames) -> Control | None:
    """Who holds, took or left the place. doer: the name of the claim's doer, which is the holder's where the words are the same."""
    if item.holder is None or item.change is None or place is None:
        return None
    extent = item.extent if item.extent != "percent" else extent_of(text[item.quote.start : item.quote.end])
    same = item.actor and text[item.actor.start : item.actor.end] == text[item.holder.start : item.holder.end]
    holder = (doer if same else None) or names.name_of(item.holder)[0]
    return Control(holder=holder, place=place.name, extent=extent, change=item.change)
