"""What the weights look at: a stretch of a sentence as a set of named features. Used by the reader and by its training script alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from onrecord.extract.attribution import Attribution
from onrecord.extract.attribution.tokens import Token, is_finite
from onrecord.extract.reader.rules.segments import Sentence
from onrecord.records import Span
from onrecord.vocab import load

_ENDING = re.compile(r"(?:'s|s'|ies|ied|ing|ed|es|s|ly)$")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its commonest endings, so that "shelled", "shelling" and "shells" count together."""
    if word[:1].isdigit():
        return "0" if len(word) < 3 else "00" if len(word) < 5 else "000"
    if len(word) < 5:
        return word
    cut = _ENDING.sub("", word)
    if len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "ls":
        cut = cut[:-1]
    return cut.rstrip("e") if len(cut) > 3 else word


@dataclass(frozen=True, slots=True)
class Context:
    """What a report says around a sentence, worked out once for each sentence."""

    sentence: Sentence
    stems: tuple[str, ...]
    finite: tuple[bool, ...]
    flags: tuple[frozenset[int], ...]  # per token: numbers of the event types of which a trigger begins there
    role: tuple[str, ...]  # per token: s(ource), c(ue), h (content), - (none) of an attribution
    owner: tuple[int, ...]  # per token: number of the innermost attribution whose content holds it, or -1
    title: frozenset[int]
    before: frozenset[int]  # trigger types of the sentence before


def trigger_types(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """(offset, number of the event type) for each trigger in a stretch of text."""
    found = []
    for number, pattern in enumerate(load.event_triggers().values()):
        found += [(m.start(), number) for m in pattern.finditer(text, start, end)]
    return found


def contexts(text: str, title: str, sentences: Sequence[Sentence], attributions: Sequence[Attribution]) -> list[Context]:
    """One context for each sentence, in order."""
    headline = frozenset(n for _, n in trigger_types(title, 0, len(title)))
    roles = _roles(attributions)
    found: list[Context] = []
    before: frozenset[int] = frozenset()
    at = 0
    for sentence in sentences:
        while at < len(roles) and roles[at][1] <= sentence.span.start:
            at += 1
        near = []
        k = at
        while k < len(roles) and roles[k][0] < sentence.span.end:
            near.append(roles[k])
            k += 1
        tokens = sentence.tokens
        role, owner = _marks(tokens, near)
        where: dict[int, set[int]] = {}
        for offset, number in trigger_types(text, sentence.span.start, sentence.span.end):
            where.setdefault(offset, set()).add(number)
        flags = tuple(frozenset(where.get(t.start, ())) for t in tokens)
        found.append(
            Context(
                sentence,
                tuple(stem(t.lower) for t in tokens),
                tuple(is_finite(tokens, i) for i in range(len(tokens))),
                flags,
                role,
                owner,
                headline,
                before,
            )
        )
        before = frozenset().union(*flags) if flags else frozenset()
    return found


def _roles(attributions: Sequence[Attribution]) -> list[tuple[int, int, str, int]]:
    found = []
    for number, one in enumerate(attributions):
        for role, spans in (("s", one.source), ("c", one.cue), ("h", one.content)):
            for span in spans:
                # Long stretches are cut, so that the walk in contexts() never looks far back.
                for start in range(span.start, span.end, _PIECE):
                    found.append((start, min(span.end, start + _PIECE), role, number))
    return sorted(found)


_PIECE = 2000


def _marks(tokens: Sequence[Token], near: Sequence[tuple[int, int, str, int]]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    role, owner = ["-"] * len(tokens), [-1] * len(tokens)
    for wanted in ("h", "c", "s"):
        for start, end, kind, number in near:
            if kind != wanted:
                continue
            for i, token in enumerate(tokens):
                if start <= token.start < end:
                    if kind == "h":
                        owner[i] = number
                        if role[i] == "-":
                            role[i] = "h"
                    else:
                        role[i] = kind
    return tuple(role), tuple(owner)


def _bucket(n: int) -> int:
    return n if n < 4 else 4 if n < 7 else 5 if n < 11 else 6 if n < 17 else 7 if n < 26 else 8


def segment_features(context: Context, first: int, past: int, attributions: Sequence[Attribution]) -> list[str]:
    """Features for the question: do exactly these words state one claim?"""
    tokens, stems, sentence = context.sentence.tokens, context.stems, context.sentence
    n = len(tokens)
    low = [t.lower for t in tokens]

    def at(i: int) -> str:
        return low[i] if 0 <= i < n else "^" if i < 0 else "$"

    length = past - first
    found = [
        f"len{_bucket(length)}",
        f"p1={at(first - 1)}",
        f"p2={at(first - 2)}|{at(first - 1)}",
        f"f1={low[first]}",
        f"f2={low[first]}|{at(first + 1)}",
    ]
    found += [
        f"l1={low[past - 1]}",
        f"n1={at(past)}",
        f"n2={at(past)}|{at(past + 1)}",
        f"n3={at(past + 1)}",
        f"edge={at(first - 1)}|{at(past)}",
    ]
    finite = [i for i in range(first, past) if context.finite[i]]
    found += [f"fin{min(len(finite), 4)}", f"finlen{min(len(finite), 3)}|{_bucket(length)}", f"rest{_bucket(n - length)}"]
    if finite:
        found += [f"fv={stems[finite[0]]}", f"fvat{min(finite[0] - first, 4)}"]
    if not any(context.finite[i] for i in range(past, n)):
        found.append("nofinafter")
    if not any(context.finite[i] for i in range(0, first)):
        found.append("nofinbefore")
    kinds: set[int] = set().union(*context.flags[first:past]) if length else set()
    found += [f"trig{min(len(kinds), 5)}", *(f"t{k}" for k in kinds)]
    inside = "".join(sorted(set(context.role[first:past])))
    found += [f"role={inside}", f"rolep={context.role[first - 1] if first else '^'}", f"rolen={context.role[past] if past < n else '$'}"]
    found += [f"rolef={inside}{min(len(finite), 2)}"]
    owner = context.owner[first]
    if owner >= 0:
        one = attributions[owner]
        found += [f"frame={one.frame}", f"lem={one.lemma}", f"whole={_is_whole(context, first, past, owner)}|{one.frame}"]
    commas = sum(low[i] == "," for i in range(first + 1, past - 1))
    found += [f"com{min(commas, 4)}", f"com{min(commas, 3)}|{min(len(finite), 3)}"]
    for i in range(first, past):
        if low[i] in _JOINTS and i > first:
            found.append(f"in={low[i]}|{int(context.finite[i + 1]) if i + 1 < past else 2}")
        if tokens[i].kind == "word":
            found.append(f"w={stems[i]}")
    if tokens[first].capital and first == 0:
        found.append("head")
    if any(t.kind == "number" for t in tokens[first:past]):
        found.append("num")
    found.append(f"sent{_bucket(n)}|{_bucket(length)}")
    if sentence.tokens[-1].kind == "word":
        found.append("noend")
    return found


_JOINTS = frozenset('and but while as after that which who when where ; : — – since because " “ before although'.split())


def _is_whole(context: Context, first: int, past: int, owner: int) -> str:
    before = first > 0 and context.owner[first - 1] == owner and context.role[first - 1] == "h"
    after = past < len(context.owner) and context.owner[past] == owner and context.role[past] == "h"
    return f"{int(before)}{int(after)}"


def type_features(context: Context, first: int, past: int, attributions: Sequence[Attribution]) -> list[str]:
    """Features for the question: which type is the claim that these words state?"""
    tokens, stems = context.sentence.tokens, context.stems
    n = len(tokens)
    words = [stems[i] for i in range(first, past) if tokens[i].kind != "mark"]
    found = [f"w={w}" for w in words]
    found += [f"b={a}|{b}" for a, b in pairwise(words)]
    found += [f"g={a}|{b}" for a, b in zip(words, words[2:], strict=False)]
    kinds: list[int] = [k for i in range(first, past) for k in context.flags[i]]
    found += [f"t{k}" for k in set(kinds)]
    found += [f"tt{k}" for k in set(kinds) if kinds.count(k) > 1]
    if not kinds:
        found.append("t-")
    outside = {k for i in (*range(0, first), *range(past, n)) for k in context.flags[i]}
    found += [f"o{k}" for k in outside] + [f"h{k}" for k in context.title] + [f"p{k}" for k in context.before]
    found += [f"x={stems[i]}" for i in (*range(max(0, first - 4), first), *range(past, min(n, past + 4))) if tokens[i].kind == "word"]
    finite = [i for i in range(first, past) if context.finite[i]]
    if finite:
        found.append(f"v={stems[finite[0]]}")
        found.append(f"va={stems[finite[0]]}|{stems[finite[0] + 1] if finite[0] + 1 < past else '$'}")
    found += [f"first={stems[first]}", f"len{_bucket(past - first)}", f"fin{min(len(finite), 2)}"]
    owner = context.owner[first]
    if owner >= 0:
        one = attributions[owner]
        found += [f"lem={one.lemma}", f"frame={one.frame}", f"mod={one.modality}"]
    else:
        found.append("narr")
    if any(r == "c" for r in context.role[first:past]):
        found.append("cuein")
    if any(t.kind == "number" for t in tokens[first:past]):
        found.append("num")
    return found


def modality_features(context: Context, first: int, past: int, attributions: Sequence[Attribution]) -> list[str]:
    """Features for the question: how far does the source commit to these words?"""
    tokens, stems = context.sentence.tokens, context.stems
    low = [t.lower for t in tokens]
    found = [f"w={stems[i]}" for i in range(first, past) if tokens[i].kind == "word"]
    found += [f"b={low[i]}|{low[i + 1]}" for i in range(first, past - 1)]
    found += [f"p1={low[first - 1] if first else '^'}", f"first={low[first]}", f"n1={low[past] if past < len(low) else '$'}"]
    finite = [i for i in range(first, past) if context.finite[i]]
    if finite:
        found += [f"v={low[finite[0]]}", f"va={low[finite[0]]}|{low[finite[0] + 1] if finite[0] + 1 < past else '$'}"]
    words = " ".join(low[first:past])
    for name in ("hedged", "future", "denied", "demanded"):
        if load.phrase_pattern(load.cues(name)).search(words):
            found.append(f"has_{name}")
    owner = context.owner[first]
    if owner >= 0:
        one = attributions[owner]
        found += [f"lem={one.lemma}", f"frame={one.frame}", f"mod={one.modality}", f"modframe={one.modality}|{one.frame}", one.voice]
    else:
        found.append("narr")
    found += [f"cue={low[i]}" for i in range(len(low)) if context.role[i] == "c"]
    return found


def features_in(span: Span, contexts_: Sequence[Context]) -> tuple[Context, int, int] | None:
    """The sentence and token positions of a stretch of text; None where it lies in no sentence."""
    for context in contexts_:
        if context.sentence.span.start <= span.start < context.sentence.span.end:
            tokens = context.sentence.tokens
            inside = [i for i, t in enumerate(tokens) if t.start < span.end and t.end > span.start]
            return (context, inside[0], inside[-1] + 1) if inside else None
    return None
