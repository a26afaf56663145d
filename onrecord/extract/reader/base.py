"""What every reader gives back: labelled spans of one report. Nothing else of the program knows which reader made them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from onrecord.records import Report, Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

Voice = Literal["named", "narrator", "unattributed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadClaim:
    """One claim as spans of the text; names, dates, figures and coordinates are read from the spans later."""

    quote: Span
    type: EventType
    voice: Voice = "narrator"
    source: Span | None = None  # the words that name the speaker; None unless voice is named
    cue: Span | None = None
    modality: Modality = Modality.ASSERTED
    actor: Span | None = None  # may stand outside the quote
    target: Span | None = None
    place: Span | None = None
    holder: Span | None = None  # control: who holds, took or (change loss) left; None: no control in this claim
    change: Change | None = None
    extent: str = "all"
    via: tuple[Span, ...] = ()  # relays, nearest the speaker first
    confidence: Mapping[str, float] = field(default_factory=dict)


class Reader(Protocol):
    """Finds the claims of a report."""

    name: str  # with version; goes into Claim.made_by

    def read(self, report: Report) -> list[ReadClaim]: ...
