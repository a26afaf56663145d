"""Attributions that reach past one unit: a colon before a paragraph, a paragraph of nothing but a quotation, a label before the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.extract.attribution.model import Attribution
from onrecord.extract.attribution.tokens import Unit, is_finite
from onrecord.records import Span
from onrecord.vocab import load

# "SOHR: ..." at the head of a paragraph; "Ministry of Defence (@mod) : ..."
_LABEL = re.compile(r"(?P<name>@\w{2,20}|[A-Z][\w.'’\-]*(?:[ ](?:of|the|for|and|al-\w+|[A-Z(@][\w.'’)\-]*)){0,6})(?P<cue>[ ]?:)[ ]+(?=\S)")
_NOT_LABELS = frozenset(
    """note update photo photograph picture image video source sources read editor also see related watch more date time location summary
    background update analysis breaking live factbox timeline here this that these there one two three first second third update1
    chapter section table figure question answer q a context key""".split()
)


def labels(text: str, units: Sequence[Unit]) -> Iterator[Attribution]:
    """A name and a colon before the words it is responsible for; only where the unit begins with it."""
    for unit in units:
        if unit.quoted:
            continue
        m = _LABEL.match(text, unit.span.start, unit.span.end)
        if m is None or m.group("name").lower().split()[0] in _NOT_LABELS or m.group("name").split()[0].lower() in load.grammar("prepositions"):
            continue
        if unit.span.end - m.end() < 12 or any(is_finite(unit.tokens, k) for k, t in enumerate(unit.tokens) if t.end <= m.end("name")):
            continue
        name = Span(m.start("name"), m.end("name"))
        yield Attribution(
            source=(name,), mention=name, speakers=(name,), cue=(Span(m.start("cue"), m.end("cue")),), content=(Span(m.end(), unit.span.end),), frame="label", lemma=":"
        )


def across(text: str, units: Sequence[Unit], found: Sequence[Sequence[Attribution]]) -> Iterator[Attribution]:
    """For each unit that is only a quotation and holds no cue: the speaker of the unit before it goes on."""
    speaker: Attribution | None = None
    previous_end = 0
    for unit, own in zip(units, found, strict=True):
        if unit.quoted:
            continue
        whole = [t for t in unit.tokens if t.kind != "mark"]
        only_quote = bool(whole) and all(t.kind == "quote" for t in whole)
        if only_quote and not own:
            if speaker is not None and unit.span.start - previous_end < 6:
                yield replace(speaker, content=tuple(Span(t.start, t.end) for t in whole), cue=(), frame="quote")
        else:
            spoken = [a for a in own if a.voice == "named" and a.mention and a.frame in ("clause", "hearer", "label", "preposition", "quote", "object")]
            colon = unit.tokens[-1].lower == ":" and own
            if spoken:
                speaker = spoken[-1]
            elif not colon:
                speaker = None
        previous_end = unit.span.end


def adverbs(text: str, unit: Unit) -> Iterator[Attribution]:
    """ "reportedly", "allegedly": nobody owns the clause around the word."""
    tokens = unit.tokens
    for i, here in enumerate(tokens):
        if here.lower not in load.reporting().adverbs or (here.lower == "apparently"):
            continue
        first, past = clause_around(tokens, i)
        content = [(first, i), (i + 1, past)]
        spans = tuple(Span(tokens[a].start, tokens[b - 1].end) for a, b in content if b > a)
        if spans:
            yield Attribution(source=(), cue=(Span(here.start, here.end),), content=spans, voice="unattributed", frame="adverb", lemma=here.lower)


def clause_around(tokens: Sequence[object], i: int) -> tuple[int, int]:
    """The clause that holds position i, by its marks: back to a comma or mark, on to the next."""
    first, past = i, i + 1
    while first > 0 and tokens[first - 1].lower not in (",", ";", ":", "—", "–", ".", "that", "but", "while"):  # type: ignore[attr-defined]
        first -= 1
    while past < len(tokens) and tokens[past].lower not in (",", ";", "—", "–", ".", "!", "?", "but", "while"):  # type: ignore[attr-defined]
        past += 1
    return first, past
