"""The place of a claim: which of the places that a report names a claim is about.

Every place of the report, and no place, is weighed by what stands around it (claim_features.py) in two small networks (choosing.py). Words
that the reader marked as a claim's place speak for the place that they name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from onrecord.extract.places import cues
from onrecord.extract.places.around import key_of, last_before, starting
from onrecord.extract.places.choosing import LEAST, chooser
from onrecord.extract.places.claim_features import GENERIC, ClaimFrame, Features, ReportPlaces
from onrecord.extract.places.mention import PlaceMention
from onrecord.extract.places.scan import ARTICLES, LINKS
from onrecord.knowledge.gazetteer.tables import namesakes
from onrecord.records import Place, Span
from onrecord.vocab.event_types import EventType

# How much the reader's mark adds to the log of a place's probability. Set by hand: on reports that it has not seen the reader points at the
# right place about as often as the networks choose it, and where both agree they are mostly right.
MARKED = 1.25
AWAY = 0.5  # share of that for a mark outside a quote that names a place of its own
MARKED_GENERIC = 0.75  # the mark is "the town" or "there"
LONGEST_NAME = 6  # words of a marked name that no list of places has
MOST_MENTIONS = 50  # of such a name


class ClaimPlaces:
    """Places of the claims of one report. Made once for a report; a claim then costs time linear in its own words and in the options."""

    def __init__(self, text: str, mentions: Sequence[PlaceMention], title: str | None = None) -> None:
        self.text, self.title = text, title
        self.report = ReportPlaces(text, mentions, title)

    def of(self, quote: Span, hint: Span | None = None, type: EventType | None = None) -> Place | None:
        """The place of one claim, or None, for itself alone; of_all sees the claims beside it as well."""
        return self._of(self.report, [ClaimFrame(quote=quote, hint=hint, type=type)])[0]

    def of_all(self, frames: Sequence[ClaimFrame]) -> list[Place | None]:
        """The place of each claim of the report, in the order given, which should be that of the words; None: no place is stated."""
        return self._of(self._with_marked(f.hint for f in frames if f.hint is not None and len(f.hint)), frames)

    def pointed(self, hints: Sequence[Span | None]) -> list[Place | None]:
        """The places that these words name, each for itself; None where there are no words, or none that name a place."""
        report = self._with_marked(h for h in hints if h is not None and len(h))

        def told(hint: Span) -> Place | None:
            marked, _ = self._marked(report, hint)
            if self._site(hint):  # "the airport" of the town last spoken of, "the base" just named
                marked = last_before(report.local, hint.start) or marked
            words = " ".join(self.text[hint.start : hint.end].split()).removeprefix("the ").removeprefix("The ")
            if marked is None and not _could_name(words):
                return None
            place = (marked or self._named(self.text.index(words.split()[0], hint.start), words, report)).place(self.text)
            return replace(place, precision=2) if place.precision == 1 and self._site(hint) else place

        return [told(hint) if hint is not None and len(hint) else None for hint in hints]

    def _of(self, report: ReportPlaces, frames: Sequence[ClaimFrame]) -> list[Place | None]:
        scene = report.scene(frames)

        def told(first: int, last: int) -> tuple[list[list[Features]], list[Features]]:
            return report.rows(scene, first, last), [report.about(f) for f in frames[first:last]]

        likely = chooser().likely(told, frames, [report.sentence(f.quote.start) for f in frames])
        return [self._chosen(report, frame, np.log(np.maximum(p, LEAST)).tolist()) for frame, p in zip(frames, likely, strict=True)]

    def _chosen(self, report: ReportPlaces, frame: ClaimFrame, scores: list[float]) -> Place | None:
        marked, weight = self._marked(report, frame.hint) if frame.hint is not None and len(frame.hint) else (None, 0.0)
        number = report.numbers.get(key_of(marked.name)) if marked else None
        if number is not None:
            scores[number] += weight * (AWAY if frame.hint is not None and self._names_its_own(report, frame) else 1.0)
        elif marked and weight == MARKED:
            return marked.place(self.text)
        best = max(range(len(scores)), key=lambda n: scores[n])
        if best == len(report.options):
            return None
        if marked and best == number and weight == MARKED:
            return marked.place(self.text)
        option = report.options[best]
        inside = starting(option.mentions, frame.quote.start, frame.quote.end)
        place = (inside[0] if inside else option.before(frame.quote.start) or option.best).place(self.text)
        if frame.hint is not None and place.precision == 1 and self._site(frame.hint):
            return replace(place, precision=2)  # "the airport": somewhere in or near the town, which has the coordinate
        return place

    def _names_its_own(self, report: ReportPlaces, frame: ClaimFrame) -> bool:
        """Whether the mark stands outside a quote that names a place smaller than a country itself."""
        if frame.hint is None or frame.hint.overlaps(frame.quote):
            return False
        return any(m.kind != "country" for m in starting(report.mentions, frame.quote.start, frame.quote.end))

    def _site(self, hint: Span) -> bool:
        """Whether marked words name a site by its kind alone: "the airport", "the old city"."""
        words = self.text[hint.start : hint.end].lower().split()
        generic = (
            bool(words)
            and words[0] in ("the", "that", "this", "its", "their", "a", "an")
            and not self.text[hint.start : hint.end].istitle()
        )
        return generic and (cues.GENERIC.get(words[-1]) == "named" or (words[-1] in ("city", "town") and "old" in words))

    def _marked(self, report: ReportPlaces, hint: Span) -> tuple[PlaceMention | None, float]:
        """What the marked words name, and how much that counts."""
        over = [m for m in starting(report.mentions, hint.start - report.longest, hint.end) if hint.start < m.end]
        if over:
            return min(over, key=lambda m: (m.kind == "country", m.precision, m.start)), MARKED
        words = self.text[hint.start : hint.end]
        generic = GENERIC.search(words if words[:1].islower() else "the " + words)
        if generic and not any(w[:1].isupper() for w in words.split()[1:]):
            kinds = {cues.GENERIC.get((generic.group(1) or "city").lower(), "")}
            return last_before(report.fitting(kinds, local=False), hint.start), MARKED_GENERIC
        name = _name(words)
        return (self._named(hint.start + words.index(name), name, report), MARKED) if name else (None, 0.0)

    # --- names that only the reader takes for places ----------------------------------------------------------------

    def _with_marked(self, hints: Iterable[Span]) -> ReportPlaces:
        """The report's places with the names that the reader marked and no list has, wherever they stand."""
        report = self.report
        more: dict[str, list[PlaceMention]] = {}
        for hint in sorted(set(hints)):
            if any(hint.start < m.end for m in starting(report.mentions, hint.start - report.longest, hint.end)):
                continue
            name = _name(self.text[hint.start : hint.end])
            if name and name not in more:
                more[name] = list(self._everywhere(name, report))
        if not any(more.values()):
            return report
        # A name within another's words: the longer one stands.
        found: list[PlaceMention] = []
        for m in sorted((m for ms in more.values() for m in ms), key=lambda m: (m.start, -m.end)):
            if not found or m.start >= found[-1].end:
                found.append(m)
        return ReportPlaces(self.text, [*report.mentions, *found], self.title)

    @staticmethod
    def _named(at: int, name: str, report: ReportPlaces) -> PlaceMention:
        country = report.most_named
        shown = " ".join(name.split())
        return PlaceMention(start=at, end=at + len(name), name=shown, kind="named", precision=6, country=country)

    def _everywhere(self, name: str, report: ReportPlaces) -> Iterable[PlaceMention]:
        at = self.text.find(name)
        for _ in range(MOST_MENTIONS):
            if at < 0:
                return
            end = at + len(name)
            alone = not (self.text[at - 1 : at].isalnum() or self.text[end : end + 1].isalnum())
            taken = any(at < m.end for m in starting(report.mentions, at - report.longest, end))
            if alone and not taken:
                yield self._named(at, name, report)
            at = self.text.find(name, end)


def _could_name(words: str) -> bool:
    """Whether words hold a name: a capital in a script that has them, a letter in one that has none."""
    return any(c.isupper() or (c.isalpha() and c.lower() == c.upper()) for c in words)


def _name(words: str) -> str | None:
    """The words as a name, without "the" before it; None: they are none."""
    words = words.strip().removeprefix("the ").removeprefix("The ").strip()
    parts = words.replace("-", " ").split()
    if not 0 < len(parts) <= LONGEST_NAME or not any(p[:1].isupper() for p in parts):
        return None
    if not (parts[0][:1].isupper() or parts[0].lower() in ARTICLES):
        return None
    if parts[-1].lower() in cues.ORGANISATIONS or all("c" in namesakes().get(p.lower(), "") for p in parts):
        return None
    return words if all(p[:1].isupper() or p[:1].isdigit() or p.lower() in LINKS or p.lower() in cues.SITES for p in parts) else None


def place_of(
    quote: Span,
    hint: Span | None,
    text: str,
    mentions: Sequence[PlaceMention],
    *,
    title: str | None = None,
    type: EventType | None = None,
) -> Place | None:
    """The place of the claim that these words make; for one claim alone, see ClaimPlaces for those of a report.

    hint: words that the reader marked as its place, if any; type: the claim's type, where known (a demand is seldom about a village).
    None: no place is stated.
    """
    return ClaimPlaces(text, mentions, title).of(quote, hint, type)
