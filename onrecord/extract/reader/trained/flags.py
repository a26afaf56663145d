"""Marks words of a text by the kinds of words in flags.toml: what the type and modality heads see beside the encoder's states."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from onrecord.extract.text import WORD

_MOST_WORDS = 3  # the longest entry of the list, in words

_REMEMBERED = 100_000  # words whose marks are kept, so that memory stays bounded


class Flags:
    """The list, ready to look words up in. `names` is the order of the columns."""

    def __init__(self, table: dict[str, list[str]]) -> None:
        self.names = tuple(table)
        self._whole: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._tails: dict[str, int] = {}
        self._known: dict[str, int] = {}
        self._rows: dict[int, npt.NDArray[np.bool_]] = {}
        for bit, entries in enumerate(table.values()):
            for entry in entries:
                if entry.endswith("*"):
                    self._stems[entry[:-1]] = self._stems.get(entry[:-1], 0) | 1 << bit
                elif entry.startswith("*"):
                    self._tails[entry[1:]] = self._tails.get(entry[1:], 0) | 1 << bit
                else:
                    self._whole[entry] = self._whole.get(entry, 0) | 1 << bit

    @classmethod
    @cache
    def load(cls) -> Flags:
        return cls(tomllib.loads((resources.files(__package__) / "flags.toml").read_text("utf-8"))["flags"])

    def mark(self, text: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
        """Words of the text and their marks: starts and ends, shape (words, 2), and one row of flags each, shape (words, flags)."""
        spans, words = [], []
        for match in WORD.finditer(text):
            spans.append(match.span())
            words.append(match.group()[:40].casefold().replace("’", "'").removesuffix("'s"))
        bits = [self._of(word) for word in words]
        for size in range(2, _MOST_WORDS + 1):
            for at in range(len(words) - size + 1):
                found = self._whole.get(" ".join(words[at : at + size]))
                if found:
                    for i in range(at, at + size):
                        bits[i] |= found
        marks = np.zeros((len(words), len(self.names)), dtype=np.bool_)
        for row, value in enumerate(bits):
            marks[row] = self._row(value)
        return np.array(spans, dtype=np.int32).reshape(-1, 2), marks

    def _row(self, bits: int) -> npt.NDArray[np.bool_]:
        row = self._rows.get(bits)
        if row is None:
            row = np.array([bits >> i & 1 for i in range(len(self.names))], dtype=np.bool_)
            if len(self._rows) < _REMEMBERED:
                self._rows[bits] = row
        return row

    def _of(self, word: str) -> int:
        known = self._known.get(word)
        if known is None:
            known = self._whole.get(word, 0)
            for size in range(2, len(word) + 1):
                known |= self._stems.get(word[:size], 0)
            for tail, bits in self._tails.items():
                if word.endswith(tail):
                    known |= bits
            if len(self._known) < _REMEMBERED:
                self._known[word] = known
        return known
