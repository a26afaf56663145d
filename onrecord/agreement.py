"""How far two lists of claims of one report agree: the same claims found, and of those, each field.

Claims are paired one to one as annotators' are: the words of their quotes overlap by half at least (F1 of tokens), the closest first, a
shared type and source breaking ties.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.knowledge.names import plain
from onrecord.records import Claim, Span

_TOKEN = re.compile(r"\w+")
LEAST = 0.5


@dataclass(slots=True)
class Agreement:
    """Counts over many reports. right: of the paired claims with one type, how many agree on a field."""

    one: int = 0
    other: int = 0
    paired: int = 0
    typed: int = 0
    attributed: int = 0
    right: Counter[str] = field(default_factory=Counter)

    def f1(self, both: int) -> float:
        """F1 of so many shared claims; 0 where neither list holds any."""
        return 2 * both / (self.one + self.other) if self.one + self.other else 0.0

    def share(self, name: str) -> float:
        """Share of claims paired and of one type that agree on the field."""
        return self.right[name] / self.typed if self.typed else 0.0

    def take(self, text: str, ones: Sequence[Claim], others: Sequence[Claim]) -> None:
        """Adds one report."""
        self.one, self.other = self.one + len(ones), self.other + len(others)
        for a, b in pairs(text, ones, others):
            self.paired += 1
            if a.type is not b.type:
                continue
            self.typed += 1
            agreed = [name for name, same in FIELDS.items() if same(a, b)]
            self.right.update(agreed)
            self.attributed += "source" in agreed


def pairs(text: str, ones: Sequence[Claim], others: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """Claims of one report that speak of the same words, one to one, the closest first."""
    tokens = [Span(m.start(), m.end()) for m in _TOKEN.finditer(text)]
    words = {id(c): {n for n, t in enumerate(tokens) if t.overlaps(c.quote.span)} for c in (*ones, *others)}
    ranked = []
    for i, a in enumerate(ones):
        for j, b in enumerate(others):
            both = len(words[id(a)] & words[id(b)])
            overlap = 2 * both / (len(words[id(a)]) + len(words[id(b)])) if both else 0.0
            if overlap >= LEAST:
                ranked.append((overlap + 0.6 * (a.type is b.type) + 0.3 * _same_source(a, b), -i, -j))
    left, right, made = set(range(len(ones))), set(range(len(others))), []
    for _, i, j in sorted(ranked, reverse=True):
        if -i in left and -j in right:
            left.remove(-i)
            right.remove(-j)
            made.append((ones[-i], others[-j]))
    return made


def _same_name(one: str | None, other: str | None) -> bool:
    a, b = set(plain(one or "").split()), set(plain(other or "").split())
    return a == b or (bool(a and b) and (a <= b or b <= a))


def _same_source(one: Claim, other: Claim) -> bool:
    return _same_name(one.source.name, other.source.name)


def _figures(claim: Claim) -> Counter[tuple[str, float | None, float | None]]:
    return Counter((str(f.what), f.low, f.high) for f in claim.figures)


def _days(claim: Claim) -> Iterable[str | None]:
    return (claim.when.earliest, claim.when.latest) if claim.when else ()


def _holds(claim: Claim) -> tuple[str, str] | None:
    return (plain(claim.control.holder), str(claim.control.change)) if claim.control else None


FIELDS: dict[str, Callable[[Claim, Claim], bool]] = {
    "source": _same_source,
    "modality": lambda a, b: a.modality is b.modality,
    "actor": lambda a, b: _same_name(a.actor, b.actor),
    "target": lambda a, b: _same_name(a.target, b.target),
    "place": lambda a, b: _same_name(a.place.name if a.place else None, b.place.name if b.place else None),
    "dates": lambda a, b: tuple(_days(a)) == tuple(_days(b)),
    "figures": lambda a, b: _figures(a) == _figures(b),
    "control": lambda a, b: _holds(a) == _holds(b),
}
