"""What the attribution layer gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.records import Span
from onrecord.vocab.hedges import Modality

Voice = Literal["named", "unattributed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """These words are given to this speaker by that cue. A role is a list of stretches; () where the text has none."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    voice: Voice = "named"
    mention: Span | None = None  # the naming part of the source, without titles after a comma; None: unattributed
    speakers: tuple[Span, ...] = ()  # the mention, taken apart where two speak jointly
    modality: Modality | None = None  # what the cue alone says: denied, demanded, hedged, future; None: nothing
    via: tuple[Span, ...] = ()  # relays, nearest the speaker first
    frame: str = "clause"  # clause, hearer, infinitive, hearer_infinitive, object, noun, preposition, passive, label, quote, adverb
    lemma: str = ""  # the cue's dictionary form
    nested: bool = False  # the speaker is named inside what another one says

    @property
    def start(self) -> int:
        return min(s.start for s in (*self.source, *self.cue, *self.content))
