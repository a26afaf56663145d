"""A model's answer -> claims whose every word stands in the report; what does not is handed back with the reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from onrecord.extract.reader.base import ReadClaim, Rejected, Voice
from onrecord.extract.reader.llm.grounding import Grounds, nearest
from onrecord.extract.reader.llm.parts import Part
from onrecord.records import Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

MOST_CLAIMS = 200  # of one part; a model that goes on in circles is cut here
LONGEST = 1200  # characters of a quote
_MENTIONS = ("source", "cue", "actor", "target", "place", "when", "holder")


@dataclass(slots=True)
class Taken:
    """What became of one answer."""

    claims: list[ReadClaim] = field(default_factory=list)
    translations: dict[Span, str] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)


def take(answer: str, report_id: str, grounds: Grounds, part: Part, sentences: Sequence[Span]) -> Taken:
    """The claims of an answer. Any text is accepted; what is not in the asked form is rejected with the reason."""
    taken = Taken()

    def reject(words: object, why: str) -> None:
        taken.rejected.append(Rejected(report=report_id, words=str(words)[:200], why=why))

    last = part.own.start
    for number, item in enumerate(_items(answer, reject)):
        if number == MOST_CLAIMS:
            reject("", f"more than {MOST_CLAIMS} claims in one part; the rest was not taken")
            break
        claim = _claim(item, grounds, part, sentences, last, reject)
        if claim is None:
            continue
        last = claim.quote.start
        if any(_same(claim, c) for c in taken.claims):
            reject(item["quote"], "the same claim again")
            continue
        taken.claims.append(claim)
        translation = item.get("translation")
        if isinstance(translation, str) and translation.strip():
            taken.translations[claim.quote] = translation.strip()[: 2 * LONGEST]
    return taken


def is_whole(answer: str) -> bool:
    """Whether the answer is one JSON object with a list of claims: not cut off, not talk."""
    try:
        read = json.loads(_inner(answer))
    except ValueError:
        return False
    return isinstance(read, dict) and isinstance(read.get("claims"), list)


def _items(answer: str, reject: Any) -> Iterator[dict[str, Any]]:
    """The claims of an answer; of one that was cut off, those that are whole."""
    try:
        read = json.loads(_inner(answer))
        listed = read.get("claims") if isinstance(read, dict) else read
    except (ValueError, RecursionError):
        listed = list(_whole_ones(answer))
        reject(answer[-80:], "the answer is not JSON, or was cut off; whole claims in it were taken")
    if not isinstance(listed, list):
        reject(answer, "the answer holds no list of claims")
        return
    for item in listed:
        if isinstance(item, dict) and isinstance(item.get("quote"), str):
            yield item
        else:
            reject(item, "not a claim with a quote")


def _inner(answer: str) -> str:
    """The answer without a fence of Markdown around it, or talk before and after it."""
    first, last = answer.find("{"), answer.rfind("}")
    return answer[first : last + 1] if 0 <= first < last else answer


def _whole_ones(answer: str) -> Iterator[Any]:
    decoder = json.JSONDecoder()
    at = answer.find("[")
    while 0 <= at < len(answer):
        at = answer.find("{", at)
        if at < 0:
            return
        try:
            item, at = decoder.raw_decode(answer, at)
        except (ValueError, RecursionError):
            return
        yield item


def _claim(item: dict[str, Any], grounds: Grounds, part: Part, sentences: Sequence[Span], last: int, reject: Any) -> ReadClaim | None:
    words = item["quote"]
    stands = [s for s in grounds.all(words) if part.own.contains(s)]
    if not stands:
        reject(words, "the quote does not stand in the part of the report that was asked about")
        return None
    quote = next((s for s in stands if s.start >= last), stands[0])
    if len(quote) > LONGEST:
        reject(words, f"the quote is longer than {LONGEST} characters")
        return None
    try:
        type_, modality = EventType(item.get("type", "")), Modality(item.get("modality", ""))
    except ValueError as error:
        reject(words, f"a code that is not in our lists: {error}")
        return None
    voice: Voice = item["voice"] if item.get("voice") in get_args(Voice) else "named" if item.get("source") else "narrator"
    found = {name: _mention(name, item.get(name), grounds, quote, part, sentences, reject) for name in _MENTIONS}
    if voice == "named" and found["source"] is None:
        reject(words, "its speaker does not stand in the report")
        return None  # somebody's word must not become the outlet's own
    change = Change(item["change"]) if item.get("change") in [str(c) for c in Change] and found["holder"] else None
    via = [_mention("via", v, grounds, quote, part, sentences, reject) for v in item.get("via") or () if isinstance(v, str)][:4]
    return ReadClaim(
        quote=quote,
        type=type_,
        voice=voice,
        source=found["source"] if voice == "named" else None,
        cue=None if voice == "narrator" else found["cue"],
        modality=modality,
        actor=found["actor"],
        target=found["target"],
        place=found["place"],
        when=found["when"],
        holder=found["holder"] if change else None,
        change=change,
        extent=item["extent"] if item.get("extent") in ("all", "most", "part", "percent") else "all",
        via=() if voice == "narrator" else tuple(v for v in via if v),
        points=True,
    )


def _mention(name: str, words: object, grounds: Grounds, quote: Span, part: Part, sentences: Sequence[Span], reject: Any) -> Span | None:
    if not isinstance(words, str) or not words.strip():
        return None
    found = nearest([s for s in grounds.all(words) if part.shown.contains(s)], quote, sentences) or nearest(
        grounds.all(words), quote, sentences
    )
    if found is None:
        reject(words, f"the {name} does not stand in the report")
    return found


def _same(one: ReadClaim, other: ReadClaim) -> bool:
    """One source saying one thing: the same words, of the same type, by the same speaker; two doers of one deed stay two."""
    return (one.quote, one.source, one.type, one.holder, one.actor) == (other.quote, other.source, other.type, other.holder, other.actor)
