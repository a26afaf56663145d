"""What the heads see of a claim beside the encoder's states: kinds of words around it, and where it stands."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from onrecord.extract.reader.trained.flags import Flags
from onrecord.extract.reader.trained.windows import Pieces

PLACES = 9  # columns of `places`

_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))


class Features:
    """Features of any stretch of one report. Rows of `flags`: quote, its sentences, the sentence before, title; one after another."""

    def __init__(self, flags: Flags, doc: Pieces, text: str, title: str) -> None:
        self.doc = doc
        spans, marks = flags.mark(text)
        self._starts, self._ends = spans[:, 0], spans[:, 1]
        self._marks = marks
        self._title = flags.mark(title[:1000])[1].any(0)
        self._sentence = np.zeros(len(doc.ids), dtype=np.int32)
        for number, (a, b) in enumerate(doc.sentences):
            self._sentence[a:b] = number
        opened = np.cumsum(np.frombuffer(text.translate(_QUOTES).encode("utf-32-le", "surrogatepass"), dtype=np.uint32) == ord('"'))
        self._inside = np.concatenate([[0], opened]) % 2
        self._length = max(len(text), 1)

    def sentence(self, first: int, last: int) -> tuple[int, int]:
        """Pieces of the sentences that hold the pieces first to last (all included)."""
        ranges = self.doc.sentences
        return ranges[self._sentence[first]][0], ranges[self._sentence[last]][1] - 1

    def flags(self, first: int, last: int) -> npt.NDArray[np.float32]:
        begin, end = self.sentence(first, last)
        before = self._sentence[first] - 1
        earlier = self.doc.sentences[before] if before >= 0 else None
        parts = [self._any(first, last), self._any(begin, end)]
        parts.append(self._any(earlier[0], earlier[1] - 1) if earlier else np.zeros_like(self._title))
        return np.concatenate([*parts, self._title]).astype(np.float32)

    def places(self, spans: list[tuple[int, int]]) -> npt.NDArray[np.float32]:
        """Where each claim stands, shape (claims, PLACES); claims in order of the text."""
        rows = np.zeros((len(spans), PLACES), dtype=np.float32)
        for row, (first, last) in enumerate(spans):
            begin, end = self.sentence(first, last)
            start, stop = int(self.doc.spans[first, 0]), int(self.doc.spans[last, 1])
            before = spans[row - 1] if row else None
            rows[row] = (
                start / self._length,
                self._sentence[first] == 0,
                first == begin,
                last >= end - 1,
                math.log(last - first + 1) / 4,
                self._inside[start] or self._inside[max(stop - 1, 0)],
                before is not None and begin <= before[0],  # another claim stands before it in its sentence
                any(a <= first and last <= b and (a, b) != (first, last) for a, b in spans[max(0, row - 4) : row]),
                (last - first + 1) / (end - begin + 1),
            )
        return rows

    def _any(self, first: int, last: int) -> npt.NDArray[np.bool_]:
        start, stop = self.doc.spans[first, 0], self.doc.spans[last, 1]
        a, b = np.searchsorted(self._ends, start, side="right"), np.searchsorted(self._starts, stop, side="left")
        return np.asarray(self._marks[a:b].any(0))
