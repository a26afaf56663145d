"""Cuts a report into windows of word pieces that the encoder can take, on sentence boundaries, with overlap.

Each window opens with the title, so that every claim is read with it in sight. Each stretch of the text is *owned* by one window: claims
that begin in it are taken from that window alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.extract.text import sentences
from onrecord.records import Span

SIZE = 352  # pieces in a window, title and markers included; the encoder knows 512 positions
TITLE = 24  # pieces of the title at most
OVERLAP = 80  # pieces that a window repeats of the one before, for its context
TAIL = 30  # claims that begin in the last pieces of a window are left to the next, which sees what follows

_MARKS = (("[CLS]", "[SEP]"), ("<s>", "</s>"))  # BERT's, MPNet's
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """Word pieces of one report. `spans` are their characters, shape (pieces, 2); `sentences` are ranges of pieces, last excluded."""

    ids: npt.NDArray[np.int64]
    spans: npt.NDArray[np.int32]
    sentences: list[tuple[int, int]]
    title: list[int]
    marks: tuple[int, int] = (101, 102)  # the pieces that open a window and close its title and text


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One input of the encoder. Text pieces stand at `offset` and after; `first` and `last` are pieces of the report, last excluded."""

    ids: npt.NDArray[np.int64]
    offset: int
    first: int
    last: int
    owned: tuple[int, int]  # pieces of the report, last excluded
    sentences: list[tuple[int, int]]  # ranges of pieces of the report, last excluded

    def local(self, piece: int) -> int:
        return piece - self.first + self.offset

    def piece(self, local: int) -> int:
        return local - self.offset + self.first


def pieces(tokenizer: Tokenizer, text: str, title: str) -> Pieces:
    """The word pieces of a text; each is in exactly one sentence."""
    encoded = tokenizer.encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False)
    spans = np.array(encoded.offsets, dtype=np.int32).reshape(-1, 2)
    heading = tokenizer.encode(_SURROGATE.sub("\ufffd", title[:1000]), add_special_tokens=False).ids[:TITLE]
    starts = spans[:, 0].tolist()
    cuts = [0, *(bisect_left(starts, s.start) for s in sentences(text)[1:]), len(starts)]
    room = SIZE - TITLE - 3
    ranges = []
    for a, b in pairwise(cuts):
        for at in range(a, b, room):  # a "sentence" longer than a window is cut
            ranges.append((at, min(at + room, b)))
    return Pieces(ids=np.array(encoded.ids, dtype=np.int64), spans=spans, sentences=ranges, title=heading, marks=_marks(tokenizer))


def _marks(tokenizer: Tokenizer) -> tuple[int, int]:
    """MPNet's tokenizer knows both pairs of marks, so its own is looked for first."""
    for opening, closing in reversed(_MARKS):
        first, last = tokenizer.token_to_id(opening), tokenizer.token_to_id(closing)
        if first is not None and last is not None:
            return first, last
    raise ValueError("the tokenizer has no marks for the beginning and the end of a text")


def windows(doc: Pieces) -> list[Window]:
    """Windows that cover the text; every piece is owned by exactly one."""
    opening, closing = doc.marks
    head = [opening, *doc.title, closing]
    room = SIZE - len(head) - 1
    made: list[Window] = []
    at = own = 0
    while at < len(doc.sentences):
        stop, size = at, 0
        while stop < len(doc.sentences) and size + _length(doc.sentences[stop]) <= room:
            size += _length(doc.sentences[stop])
            stop += 1
        following = _next_start(doc.sentences, at, stop)
        first, last = doc.sentences[at][0], doc.sentences[stop - 1][1]
        to = len(doc.ids) if stop == len(doc.sentences) else _tail(doc.sentences, following, stop)
        ids = np.concatenate([np.array(head), doc.ids[first:last], np.array([closing])]).astype(np.int64)
        made.append(Window(ids=ids, offset=len(head), first=first, last=last, owned=(own, to), sentences=doc.sentences[at:stop]))
        own = to
        at = len(doc.sentences) if stop == len(doc.sentences) else following
    return made


def range_of(doc: Pieces, span: Span) -> tuple[int, int] | None:
    """First and last piece (included) that a stretch of characters touches."""
    first = int(np.searchsorted(doc.spans[:, 1], span.start, side="right"))
    last = int(np.searchsorted(doc.spans[:, 0], span.end, side="left")) - 1
    return (first, last) if first <= last else None


def _length(sentence: tuple[int, int]) -> int:
    return sentence[1] - sentence[0]


def _next_start(ranges: list[tuple[int, int]], at: int, stop: int) -> int:
    """The sentence with which the next window begins: as many of the last ones as fit the overlap, but always further on."""
    following, size = stop, 0
    while following - 1 > at and size + _length(ranges[following - 1]) <= OVERLAP:
        following -= 1
        size += _length(ranges[following])
    return following


def _tail(ranges: list[tuple[int, int]], following: int, stop: int) -> int:
    """The first piece that the next window owns."""
    end = ranges[stop - 1][1]
    for at in range(following, stop):
        if ranges[at][0] >= end - TAIL:
            return ranges[at][0]
    return end
