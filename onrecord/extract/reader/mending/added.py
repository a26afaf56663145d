"""Claims that a reader of one layer of tags leaves out, and those it says twice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.extract.reader.asides import find_asides
from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.mending.work import Claims, Work
from onrecord.records import Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

# Of 101 demands that the words alone find in the annotated training reports (invented and real), 93 lie in an annotated claim, 87 in a
# demand, 61 in one whose speaker is named by a word of ours too.
_OF_A_DEMAND = {"claim": 0.6, "quote": 0.92, "type": 0.86, "source": 0.7, "modality": 0.86}


def demands_without_a_claim_added(work: Work, claims: Claims) -> Claims:
    """What a named speaker calls for is a demand, where the reader has no claim in it."""
    taken = sorted(c.quote for c in claims)
    added = []
    for one in work.voices.attributions:
        wanted = one.modality is Modality.DEMANDED and one.frame in ("object", "hearer_infinitive") and one.mention and not one.nested
        content = one.content[0] if wanted and len(one.content) == 1 else None
        if content is None or len(work.words(content).split()) < 4:
            continue
        at = bisect_right(taken, Span(content.start, content.start))
        if any(t.overlaps(content) for t in taken[max(0, at - 3) : at + 3]):
            continue
        added.append(
            ReadClaim(
                quote=content,
                type=EventType.DEMAND,
                voice="named",
                source=one.mention,
                cue=one.cue[0],
                modality=Modality.DEMANDED,
                via=one.via,
                confidence=dict(_OF_A_DEMAND),
            )
        )
    return [*claims, *added]


# Of 111 asides that the words alone find in the annotated training reports (invented and real), 81 lie in a claim of who holds a place.
# Without a number they would count as a person's word, which nothing doubts.
_OF_AN_ASIDE = {"claim": 0.73, "quote": 0.73, "type": 0.73, "control": 0.73}


def holding_asides_added(work: Work, claims: Claims) -> Claims:
    """ "Rebel-held X" in a sentence is a claim of its own, once for each place (settled question 22)."""
    taken = sorted({c.quote for c in claims if c.type is EventType.CONTROL_STATUS})
    seen = {_place_key(work.words(c.place)) for c in claims if c.type is EventType.CONTROL_STATUS and c.place}
    added = []
    for sentence in work.sentences:
        for aside in find_asides(work.text, sentence):
            place = _place_key(work.words(aside.place))
            if place in seen or any(t.overlaps(aside.quote) for t in _near(taken, aside.quote)):
                continue
            seen.add(place)
            added.append(
                ReadClaim(
                    quote=aside.quote,
                    type=EventType.CONTROL_STATUS,
                    actor=aside.holder,
                    place=aside.place,
                    holder=aside.holder,
                    change=Change.HOLD,
                    extent=aside.extent,
                    confidence=dict(_OF_AN_ASIDE),
                )
            )
    return [*claims, *added]


def said_twice_is_said_once(work: Work, claims: Claims) -> Claims:
    """One claim for the same words, type and source."""
    seen = set()
    kept = []
    for claim in claims:
        key = (claim.quote, claim.type, claim.voice, claim.source)
        if key not in seen:
            seen.add(key)
            kept.append(claim)
    return kept


def _place_key(words: str) -> str:
    return " ".join(w for w in words.lower().split() if w not in ("the", "city", "town", "village", "of", "province", "district"))


def _near(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of the ordered stretches that may touch this one; quotes are short, so a few neighbours suffice."""
    at = bisect_right(spans, span)
    return spans[max(0, at - 4) : at + 4]
