"""A table of phrases that finds the longest one beginning at a word. A lookup costs at most the longest phrase's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from onrecord.knowledge.actors.tokens import Token, tokenise

V = TypeVar("V")


class _Node(Generic[V]):
    __slots__ = ("next", "values")

    def __init__(self) -> None:
        self.next: dict[str, _Node[V]] = {}
        self.values: list[V] = []


class PhraseTable(Generic[V]):
    """Phrases by their folded words; one phrase may stand for several values, in the order in which they were added."""

    def __init__(self) -> None:
        self._root: _Node[V] = _Node()

    def add(self, phrase: str, value: V) -> None:
        """Makes the phrase known. "Assad's forces" is also known as "Assads forces": some archives have lost their apostrophes."""
        tokens = tokenise(phrase)
        if not tokens:
            return
        self._put([t.fold for t in tokens], value)
        if any(t.owner for t in tokens[:-1]):
            self._put([t.fold + "s" if t.owner else t.fold for t in tokens], value)
        if len(tokens) > 1:  # "the Syrian Coalitions committee", "the Assad regimes stockpile": apostrophes lost
            self._put([*(t.fold for t in tokens[:-1]), tokens[-1].fold + "s"], value)

    def _put(self, folds: Sequence[str], value: V) -> None:
        node = self._root
        for word in folds:
            node = node.next.setdefault(word, _Node())
        if value not in node.values:
            node.values.append(value)

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[list[V], int] | None:
        """The values of the longest phrase that begins at token `at`, and its number of words; None if none begins there."""
        node, found = self._root, None
        for n in range(at, len(tokens)):
            step = node.next.get(tokens[n].fold)
            if step is None:
                break
            node = step
            if node.values:
                found = (node.values, n - at + 1)
        return found
