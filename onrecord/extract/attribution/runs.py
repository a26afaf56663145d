"""Attributions that reach past one unit: a colon before a paragraph, a paragraph of nothing but a quotation, a label before the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.extract.attribution.model import Attribution
from onrecord.extract.attribution.tokens import Token, Unit, is_finite
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
        if (
            m is None
            or m.group("name").lower().split()[0] in _NOT_LABELS
            or m.group("name").split()[0].lower() in load.grammar("prepositions")
        ):
            continue
        if unit.span.end - m.end() < 12 or any(is_finite(unit.tokens, k) for k, t in enumerate(unit.tokens) if t.end <= m.end("name")):
            continue
        if not _is_name(text, m.group("name"), unit.span):
            continue
        name = Span(m.start("name"), m.end("name"))
        yield Attribution(
            source=(name,),
            mention=name,
            speakers=(name,),
            cue=(Span(m.start("cue"), m.end("cue")),),
            content=(_paragraph(text, m.end()) if _opens_paragraph(text, unit.span.start) else Span(m.end(), unit.span.end),),
            frame="label",
            lemma=":",
        )


def _is_name(text: str, label: str, at: Span) -> bool:
    """ "Food:" is a heading; "KFOR:", "@handle:", "Saleh:" where Saleh is spoken of elsewhere too, and longer names are speakers."""
    if " " in label or label.startswith("@") or (label.isupper() and len(label) > 2):
        return True
    return re.search(rf"[\w,] {re.escape(label)}\b", text[max(0, at.start - 6000) : at.start + 6000]) is not None


def carry_on(text: str, units: Sequence[Unit], found: list[list[Attribution]]) -> None:
    """Lets a speaker go on past the unit, in place: a colon gives him the next paragraph, a sentence that is only a quotation is his too.

    In the same paragraph the quotation is added to what he said; in a new one it is an attribution of its own, without a cue.
    """
    speaker: tuple[list[Attribution], int] | None = None  # where the last speaker's attribution stands
    previous_end, colon = 0, False
    for unit, own in zip(units, found, strict=True):
        if unit.quoted:
            continue
        words = [t for t in unit.tokens if t.kind != "mark"]
        quotes = tuple(Span(t.start, t.end) for t in words if t.kind == "quote")
        only_quote = bool(words) and (len(quotes) == len(words) or (words[0].kind == "quote" and _mostly(unit, quotes)))
        gap = text[previous_end : unit.span.start]
        near = len(gap) < 6
        if speaker and near and (colon or (only_quote and not own)):
            place, at = speaker
            said = place[at]
            content = quotes if only_quote and len(quotes) == len(words) else (unit.span,)
            if colon or "\n" not in gap:
                content = (_paragraph(text, unit.span.start),) if colon and "\n" in gap and not only_quote else content
                place[at] = replace(said, content=(*said.content, *content))
            else:
                own.append(replace(said, content=content, cue=(), frame="quote"))
            colon = False
        if not only_quote or own:
            spoken = [k for k, a in enumerate(own) if a.voice == "named" and a.mention and a.frame in _GOES_ON]
            last_mark = unit.tokens[-1].lower == ":"
            colon = last_mark and bool(spoken)
            speaker = (own, spoken[-1]) if spoken else None
        previous_end = unit.span.end


def _opens_paragraph(text: str, start: int) -> bool:
    """Whether nothing but white space stands between the line's beginning and the position."""
    before = text[max(0, start - 20) : start]
    return start == 0 or "\n" in before[len(before.rstrip()) :]


def _paragraph(text: str, start: int) -> Span:
    """From here to the end of the line."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _mostly(unit: Unit, quotes: Sequence[Span]) -> bool:
    """Whether the quotations hold most of the unit: "It's a tax increase" for the top income bracket."""
    return sum(len(q) for q in quotes) * 3 >= len(unit.span) * 2


_GOES_ON = frozenset({"clause", "hearer", "label", "preposition", "quote", "object"})


def adverbs(unit: Unit) -> Iterator[Attribution]:
    """ "reportedly", "allegedly": nobody owns the clause around the word."""
    tokens = unit.tokens
    for i, here in enumerate(tokens):
        if here.lower not in load.reporting().adverbs or here.lower == "apparently" or not _beside_verb(tokens, i):
            continue
        first, past = clause_around(tokens, i)
        content = [(first, i), (i + 1, past)]
        spans = tuple(Span(tokens[a].start, tokens[b - 1].end) for a, b in content if b > a)
        if spans:
            yield Attribution(
                source=(), cue=(Span(here.start, here.end),), content=spans, voice="unattributed", frame="adverb", lemma=here.lower
            )


def _beside_verb(tokens: Sequence[Token], i: int) -> bool:
    """Whether the adverb goes with a verb: not "the allegedly moderate factions"."""
    before = tokens[i - 1].lower if i else ""
    after = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    small = load.grammar("determiners") | load.grammar("prepositions")
    return before not in small and after not in small and after != ""


def clause_around(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """The clause that holds position i, by its marks: back to a comma or mark, on to the next."""
    first, past = i, i + 1
    while first > 0 and tokens[first - 1].lower not in (",", ";", ":", "—", "–", ".", "that", "but", "while"):
        first -= 1
    while past < len(tokens) and tokens[past].lower not in (",", ";", "—", "–", ".", "!", "?", "but", "while"):
        past += 1
    return first, past
