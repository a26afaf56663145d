"""Attributions without a reporting verb: "according to X", "the claim by X that", "reports that"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.extract.attribution.frames import END, Speaker, clause_end, is_infinitive, span_at
from onrecord.extract.attribution.model import Attribution
from onrecord.extract.attribution.phrases import Range, is_gerund, phrase_after, phrase_before
from onrecord.extract.attribution.relays import relays, split_joint
from onrecord.extract.attribution.tokens import Token, is_finite
from onrecord.vocab import load


def prepositions(tokens: Sequence[Token]) -> Iterator[Attribution]:
    """ "according to X, ...", "..., according to X"."""
    openings = [p.split() for p in load.reporting().source_follows]
    firsts = {p[0] for p in openings}
    for i in range(len(tokens)):
        if tokens[i].lower not in firsts:
            continue
        for opening in openings:
            past = i + len(opening)
            if [t.lower for t in tokens[i:past]] != opening or past >= len(tokens):
                continue
            found = phrase_after(tokens, past)
            if not found:
                continue
            content = _rest(tokens, i, found[0][1])
            if content:
                speaker = Speaker(*found)
                yield Attribution(
                    source=(span_at(tokens, speaker.whole),),
                    mention=span_at(tokens, speaker.name),
                    speakers=split_joint(tokens, speaker.name),
                    cue=(span_at(tokens, (i, past)),),
                    content=tuple(span_at(tokens, r) for r in content),
                    via=relays(tokens, i, content, None),
                    frame="preposition",
                    lemma=" ".join(opening),
                )
            break


def _rest(tokens: Sequence[Token], first: int, past: int) -> list[Range]:
    """The clause around an attribution that stands at its head or its end."""
    end = len(tokens)
    while end > past and tokens[end - 1].lower in END:
        end -= 1
    stop = first
    while stop > 0 and tokens[stop - 1].lower in (",", "—", "–", "("):
        stop -= 1
    if stop >= 3:
        start = 0
        # The clause only, where an earlier part of the sentence is closed by a semicolon.
        for k in range(stop - 1, 0, -1):
            if tokens[k].lower == ";":
                start = k + 1
                break
        if start >= stop:
            return []
        after: list[Range] = []
        if (
            past + 1 < end
            and tokens[past].lower == ","
            and end - past > 4
            and tokens[past + 1].lower not in load.grammar("breaking")
            and tokens[past + 1].lower not in ("and", "with")
            and not is_gerund(tokens[past + 1])
        ):
            after = [(past + 1, end)]
        return [(start, stop), *after]
    start = past
    while start < end and tokens[start].lower in (",", "—", "–", ":", ")"):
        start += 1
    return [(start, end)] if end > start else []


def nouns(tokens: Sequence[Token]) -> Iterator[Attribution]:
    """ "the claim by X that ...", "X's denial that ...", "reports that ..."."""
    words = load.reporting()
    for i in range(len(tokens)):
        if tokens[i].lower not in words.nouns or tokens[i].kind != "word":
            continue
        past = i + 1
        owner = None
        if past < len(tokens) and tokens[past].lower in ("by", "from"):
            owner = _by_or_from(tokens, past + 1)
            past = owner.whole[1] if owner else past
        if past >= len(tokens) or not (tokens[past].lower == "that" or (is_infinitive(tokens, past) and tokens[i].lower in _TO_NOUNS)):
            continue
        if owner is None:
            owner = _possessor(tokens, i)
        if owner is None and tokens[i].lower not in (
            "reports",
            "claims",
            "allegations",
            "rumours",
            "rumors",
            "fears",
            "suggestions",
            "accusations",
            "speculation",
        ):
            continue
        stop = clause_end(tokens, past, len(tokens))
        while stop > past and tokens[stop - 1].lower in END:
            stop -= 1
        if stop - past < 3:
            continue
        yield Attribution(
            source=(span_at(tokens, owner.whole),) if owner else (),
            mention=span_at(tokens, owner.name) if owner else None,
            speakers=split_joint(tokens, owner.name) if owner else (),
            cue=(span_at(tokens, (i, i + 1)),),
            content=(span_at(tokens, (past, stop)),),
            voice="named" if owner else "unattributed",
            frame="noun",
            lemma=tokens[i].lower,
        )


_TO_NOUNS = frozenset(
    "promise pledge vow threat demand call decision plan refusal proposal promises threats plans demands calls desire request".split()
)


def _by_or_from(tokens: Sequence[Token], at: int) -> Speaker | None:
    found = phrase_after(tokens, at, apposition=False)
    return Speaker(*found) if found else None


def _possessor(tokens: Sequence[Token], noun: int) -> Speaker | None:
    """ "Russia's claim", "the army's recent statement", "his denial"."""
    for k in range(noun - 1, max(-1, noun - 4), -1):
        here = tokens[k]
        if here.lower.endswith("'s") or here.lower.endswith("s'"):
            found = phrase_before(tokens, k + 1)
            return Speaker(found, found) if found else None
        if here.lower in ("his", "her", "their", "its", "our", "my"):
            return Speaker((k, k + 1), (k, k + 1))
        if here.kind != "word" or is_finite(tokens, k):
            return None
    return None
