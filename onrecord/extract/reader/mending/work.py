"""What the rules of mending look up in a report."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.speakers import Speakers
from onrecord.extract.reader.voices import Voices
from onrecord.records import Span
from onrecord.vocab.event_types import TERRITORY, EventType
from onrecord.vocab.hedges import Modality

Claims = list[ReadClaim]


HOLDING = TERRITORY | {EventType.CONTROL_STATUS}


@dataclass(frozen=True, slots=True)
class Work:
    """A report and what the rules look up in it."""

    text: str
    publisher: str
    voices: Voices
    speakers: Speakers
    quotations: tuple[Span, ...]
    sentences: tuple[Span, ...]
    paragraphs: tuple[Span, ...]

    def words(self, span: Span | None) -> str:
        return self.text[span.start : span.end] if span else ""

    def sentence_of(self, span: Span) -> int:
        """Number of the sentence in which the stretch begins."""
        return max(0, bisect_right(self.sentences, Span(span.start, len(self.text) + 1)) - 1)

    def paragraph_of(self, span: Span) -> int:
        return max(0, bisect_right(self.paragraphs, Span(span.start, len(self.text) + 1)) - 1)


def inside_quotation(work: Work, span: Span) -> bool:
    at = bisect_right(work.quotations, Span(span.start, len(work.text) + 1)) - 1
    return at >= 0 and work.quotations[at].contains(span)


def hedged(modality: Modality) -> Modality:
    return Modality.HEDGED if modality is Modality.ASSERTED else modality
