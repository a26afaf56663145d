"""Scores of the network -> quotes, answers and labels. Pure arithmetic, no model, no text."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from onrecord.extract.reader.trained.labels import ANSWERS, MENTION_PIECES, NOTHING, QUOTE_PIECES, ROLES, SAME_AS_BEFORE, UNATTRIBUTED
from onrecord.extract.reader.trained.network import Floats, Found, Told

SAME = 0.6  # two quotes that share this much (F1 over pieces) are one: the likelier stays
FAINT = 0.05  # starts less likely than this count for nothing
SURE = 0.5  # an end outside the sentence is believed from this chance on
SCALE = np.float32(128**0.5)  # by which scores of pairs are divided in training
CLOSER = 0.2  # a mention beside the quote wins over a likelier one elsewhere if it is this share as likely
STARTS = 256  # looked at in one window at most, so that no text can make the work grow faster than its length


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quote of one window: first and last piece, and how likely it is one."""

    first: int
    last: int
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a pointer chose. pieces None: nothing, or what `answer` says."""

    pieces: tuple[int, int] | None
    answer: int = NOTHING
    chance: float = 0.0


def softmax(scores: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    exact = scores.astype(np.float64)
    raised = np.exp(exact - exact.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True))


def quotes(found: Found, *, sentences: list[tuple[int, int]], threshold: float) -> list[Quote]:
    """Quotes in order of the text; one may lie inside another, but no two are alike.

    sentences: ranges of pieces, last excluded, one after the other. A quote ends in the sentence in which it begins unless the network is
    sure of an end beyond it: of annotated ones four in a thousand do, and a network in doubt sees ends far away.

    Where a quote begins is often open by a word or two ("the army", "that the army"), so the chances of starts that come to the same
    quote are added up: together they say how likely the quote is, and the likeliest says where it begins.
    """
    first = sentences[0][0]
    ends = np.concatenate([np.full(b - a, b) for a, b in sentences])
    chance = 1.0 / (1.0 + np.exp(-found.start[first : first + len(ends)].astype(np.float64)))
    starts = np.flatnonzero(chance >= FAINT)
    starts = starts[np.argsort(-chance[starts], kind="stable")][:STARTS]
    kept: list[Quote] = []
    for start in starts.tolist():
        at = first + start
        end = _end(found.close[at : min(at + QUOTE_PIECES, first + len(ends))] @ found.begin[at], int(ends[start]) - at)
        quote = Quote(first=at, last=at + end, chance=float(chance[start]))
        alike = max(range(len(kept)), key=lambda i: _shared(quote, kept[i]), default=None)
        if alike is None or _shared(quote, kept[alike]) < SAME:
            kept.append(quote)
        else:
            kept[alike] = replace(kept[alike], chance=min(1.0, kept[alike].chance + quote.chance))
    return sorted((q for q in kept if q.chance >= threshold), key=lambda q: (q.first, -q.last))


def answer(told: Told, claim: int, role: str, *, first: int, last: int, near: tuple[int, int] | None = None) -> Answer:
    """Where the mention of a role stands, if anywhere; of two places that name it, the likelier one.

    near: pieces of the quote's sentences, first and last. A source is taken from there if it can be: the network learned that all
    mentions of a speaker are right, and readers want the one beside the quote rather than "the centre" of the sentence after.
    """
    number = ROLES.index(role)
    chances = softmax(told.pointers[claim, number])
    somewhere, nowhere = chances[first:last], chances[-ANSWERS:]
    named = float(somewhere.sum()) + (float(nowhere[SAME_AS_BEFORE]) if role == "source" else 0.0)
    rivals = nowhere[: UNATTRIBUTED + 1] if role == "source" else nowhere[:1]
    if named <= float(rivals.max()) or not len(somewhere):
        return Answer(pieces=None, answer=int(rivals.argmax()), chance=float(rivals.max()))
    start = int(somewhere.argmax())
    if near is not None:
        closer = near[0] - first + int(somewhere[near[0] - first : near[1] - first + 1].argmax())
        start = closer if somewhere[closer] >= CLOSER * somewhere[start] else start
    if role == "source" and nowhere[SAME_AS_BEFORE] > somewhere[start]:
        return Answer(pieces=_mention(told, number, first + start, last), answer=SAME_AS_BEFORE, chance=named)
    return Answer(pieces=_mention(told, number, first + start, last), chance=named)


def choose(scores: Floats) -> tuple[int, float]:
    """The likeliest label and its chance."""
    chances = softmax(scores)
    best = int(chances.argmax())
    return best, float(chances[best])


def _end(scores: Floats, inside: int) -> int:
    """The last piece of a quote, counted from its first, of which `inside` pieces lie in its sentence."""
    end = int(scores.argmax())
    if end < inside or softmax(scores / SCALE)[end] > SURE:
        return end
    return int(scores[:inside].argmax())


def _mention(told: Told, role: int, start: int, last: int) -> tuple[int, int]:
    scores = told.shut[start : min(start + MENTION_PIECES, last)] @ told.open[role, start]
    return start, start + int(scores.argmax())


def _shared(left: Quote, right: Quote) -> float:
    both = min(left.last, right.last) - max(left.first, right.first) + 1
    return 2 * both / (left.last - left.first + right.last - right.first + 2) if both > 0 else 0.0
