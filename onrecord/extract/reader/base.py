"""What every reader gives back: labelled spans of one report. Nothing else of the program knows which reader made them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    when: Span | None = None  # the words that date the event
    holder: Span | None = None  # control: who holds, took or (change loss) left; None: no control in this claim
    change: Change | None = None
    extent: str = "all"
    via: tuple[Span, ...] = ()  # relays, nearest the speaker first
    confidence: Mapping[str, float] = field(default_factory=dict)
    translation: str | None = None  # of the quote, into English, by a machine
    points: bool = False  # its reader saw the whole report: an empty mention is not stated, and nothing is looked for in its place


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Something in a model's answer that was not taken, and why. words: as the model gave them, shortened."""

    report: str
    words: str
    why: str


class Reader(Protocol):
    """Finds the claims of a report."""

    @property
    def name(self) -> str:
        """With version; goes into Claim.made_by."""
        ...

    @property
    def languages(self) -> frozenset[str] | None:
        """Those it reads, ISO 639-1; None: any."""
        ...

    @property
    def mended(self) -> bool:
        """Whether the rules that mend one layer of tags are for its claims."""
        ...

    @property
    def sends_to(self) -> str | None:
        """A host other than this machine that reports are sent to; None: nothing leaves."""
        ...

    @property
    def rejected(self) -> Sequence[Rejected]:
        """Of the report read last: what a model gave back that was not taken."""
        ...

    def read(self, report: Report) -> list[ReadClaim]: ...
