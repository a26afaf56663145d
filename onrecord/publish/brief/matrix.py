"""Events by roots: who says what about which event, at one look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.publish.brief.index import ClaimView, Index
from onrecord.publish.brief.standing import is_agreed, is_disputed, view_event, weight
from onrecord.publish.brief.wording import clip, write_days
from onrecord.records import Event
from onrecord.vocab.event_types import TERMS
from onrecord.vocab.hedges import Modality

_FOREMOST = 12  # rows of the table that stands open
_MOST_ROOTS = 22  # its columns: what a page of A4 holds

SIGNS: dict[Modality, tuple[str, str]] = {
    Modality.ASSERTED: ("●", "says it"),
    Modality.HEDGED: ("○", "says it, holding back"),
    Modality.DENIED: ("✕", "denies it"),
    Modality.FUTURE: ("▷", "expects, plans or threatens it"),
    Modality.DEMANDED: ("!", "calls for it"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one root says of one event: a sign for each way of saying it, each leading to the words."""

    root: str
    signs: tuple[tuple[str, str, str, int], ...]  # sign, meaning, href, how many claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    anchor: str
    number: int
    label: str
    who: str
    where_when: str
    grade: str
    disputed: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    roots: tuple[tuple[str, str | None], ...]  # name, and the first words of it; None for the roots that share a column
    rows: tuple[Row, ...]


def find_matrices(index: Index) -> list[Matrix]:
    """Events with two or more roots, or in dispute, by weight: first the foremost by the roots that say most, then all by all."""
    chosen = [e for e in index.events if len(e.roots) > 1 or is_disputed(e, index) or is_agreed(e)]
    chosen.sort(key=lambda e: (tuple(-w for w in weight(e)), index.event_number(e)))
    foremost = [e for n, e in enumerate(chosen) if n < _FOREMOST or is_disputed(e, index)]
    if not chosen:
        return []
    short = _matrix(foremost, index, most_roots=_MOST_ROOTS)
    full = _matrix(chosen, index)
    return [short] if (len(full.rows), len(full.roots)) == (len(short.rows), len(short.roots)) else [short, full]


def _matrix(chosen: Sequence[Event], index: Index, *, most_roots: int | None = None) -> Matrix:
    """Roots stand by how many of these events they speak of; past most_roots they share the last column."""
    speaks = Counter(root.name for e in chosen for root in e.roots)
    roots = sorted(speaks, key=lambda r: (-speaks[r], r))
    kept = roots if most_roots is None or len(roots) <= most_roots + 1 else roots[:most_roots]
    others = f"{len(roots) - len(kept)} other roots" if len(kept) < len(roots) else None
    words = {root.name: views[0].speaker.href for e in reversed(chosen) for root in e.roots if (views := index.views(root.claims))}
    columns = [(root, words.get(root)) for root in kept] + ([(others, None)] if others else [])
    return Matrix(roots=tuple(columns), rows=tuple(_row(e, kept, others, index) for e in chosen))


def _row(event: Event, kept: Sequence[str], others: str | None, index: Index) -> Row:
    by_root = {root.name: index.views(root.claims) for root in event.roots}
    cells = [_cell(root, by_root.get(root, [])) for root in kept]
    if others:
        cells.append(_cell(others, [v for root, views in by_root.items() if root not in kept for v in views]))
    who = view_event(event, index).who
    return Row(
        anchor=index.event_anchor(event),
        number=index.event_number(event),
        label=TERMS[event.type].label,
        who=who.text if who else "",
        where_when=", ".join(p for p in (clip(event.place.name, 40) if event.place else "", write_days(event.earliest, event.latest)) if p),
        grade=str(event.grade.label) if event.grade else "",
        disputed=is_disputed(event, index),
        cells=tuple(cells),
    )


def _cell(root: str, views: list[ClaimView]) -> Cell:
    signs = []
    for modality, (sign, means) in SIGNS.items():
        mine = [v for v in views if v.modality == modality]
        if mine:
            signs.append((sign, f"{root} {means}: “{clip(mine[0].quote, 50)}”", mine[0].href, len(mine)))
    return Cell(root=root, signs=tuple(signs))
