"""Lines with boxes to running text: furniture off, columns one after the other, lines to paragraphs, hyphens mended, footnotes to the end.

Coordinates are points with the origin at the lower left, as in the file.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text and its box."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float  # of its type, in points


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page; number counts from 1 as viewers do, whatever is printed on it."""

    number: int
    height: float
    width: float
    lines: tuple[Line, ...]


MARGIN = 0.12  # of a page's height, top and bottom: where furniture stands
OUTER = 0.09
EDGE_LINES = 3  # headers and footers are among the outermost lines
SMALL = 0.88  # footnotes are set in less than this of the body's size
_DIGITS = re.compile(r"\d+|\b[ivxlc]{1,6}\b")
_PAGE_NUMBER = re.compile(r"(?i)^\W*(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*$")
_PRINTED = re.compile(
    r"^(?:https?://\S+|(?:https?://\S+\s+)?\d{1,3}/\d{1,3}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d.{0,4})$"
)  # as browsers put on pages
_NOTE = re.compile(r"^(?:\d{1,3}|[*†‡§])\s?\S")
_HYPHEN = re.compile(r"[^\W\d_][-\u2010\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
# Halves that stand with a hyphen in English and are no syllables: where a line ends between them, the hyphen is the writer's.
_HEADS = frozenset("two three four five six seven eight nine ten twenty thirty forty fifty multiple well machine government army".split())
_TAILS = frozenset(
    "affiliated aligned appointed armed backed based controlled gunned held kilometre linked made mile minded occupied owned scale speaking"
    " trapped year".split()
)
_SYLLABLES = frozenset("teen teenth ties th ty tieth mental".split())  # which follow such heads: "seven-teen"
_ITEM = re.compile(r"^(?:[•●▪■–-]|\(?(?:\d{1,3}|[a-z])[.)])\s")


def lay_out(pages: Sequence[Page]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The running text, and the offsets at which each paragraph begins, with its page and its box. Footnotes come after the body."""
    furniture = _furniture(pages)
    size = _body_size(pages)
    flow: list[tuple[int, list[Line]]] = []  # a column of a page
    notes: list[tuple[int, list[Line]]] = []
    for page in pages:
        lines = [line for line in page.lines if (page.number, line) not in furniture]
        small = _footnotes(page, lines, size)
        notes += [(page.number, note) for note in _in_notes(small)]
        flow += [(page.number, block) for block in _in_order([line for line in lines if line not in small], page.width)]
    words = _Words(line.text for page in pages for line in page.lines)
    writer = _Writer(words, {page.number: page.height for page in pages})
    for number, block in flow:
        for paragraph, follows in _paragraphs(block):
            writer.add(paragraph, number, joins=follows)
    for number, block in notes:
        writer.add(block, number, joins=False)
    return writer.text(), tuple(writer.marks)


def find_title(pages: Sequence[Page]) -> str | None:
    """The lines in the largest type of the first page, if it is well larger than the body's and little is set in it."""
    if not pages or not pages[0].lines:
        return None
    furniture = _furniture(pages)
    lines = sorted((line for line in pages[0].lines if (pages[0].number, line) not in furniture), key=lambda line: -line.top)
    largest = max((line.size for line in lines), default=0.0)
    title = " ".join(line.text for line in lines if line.size > 0.97 * largest)
    return title if largest > 1.15 * _body_size(pages) and 8 <= len(title) <= 250 else None


def _furniture(pages: Sequence[Page]) -> set[tuple[int, Line]]:
    """Page numbers, and what is repeated, digits apart, at the edge of several pages."""
    edges = {page.number: _edge(page) for page in pages}
    seen = Counter(key for lines in edges.values() for key in {_key(line) for line in lines})
    # On left and right pages headers differ, so a third of the pages is enough; in a paper of two pages both must have it.
    often = max(2, len(pages) // 3)
    repeated = {(n, line) for n, lines in edges.items() for line in lines if seen[_key(line)] >= often or _PAGE_NUMBER.match(line.text)}
    stamped = {(n, line) for n, lines in edges.items() for line in lines if _beside_print(line, lines)}
    return repeated | stamped | {(page.number, line) for page in pages[1:] for line in _outside(page)}


def _beside_print(line: Line, lines: list[Line]) -> bool:
    """It is what browsers print at a page's edge, or stands on one line with it."""
    return any(_PRINTED.match(other.text) and abs(_middle(line) - _middle(other)) < 0.5 * other.size for other in lines)


def _outside(page: Page) -> Iterator[Line]:
    """What stands alone in the outer margins of a page, well off the text: the one header of a paper of two pages."""
    ordered = sorted(page.lines, key=lambda line: -line.top)
    if (
        len(ordered) > EDGE_LINES
        and ordered[0].bottom > page.height * (1 - OUTER)
        and ordered[0].bottom - ordered[1].top > 1.2 * ordered[0].size
    ):
        yield ordered[0]
    if (
        len(ordered) > EDGE_LINES
        and ordered[-1].top < page.height * OUTER
        and ordered[-2].bottom - ordered[-1].top > 1.2 * ordered[-1].size
    ):
        yield ordered[-1]


def _edge(page: Page) -> list[Line]:
    ordered = sorted(page.lines, key=lambda line: -line.top)
    outer = {*ordered[:EDGE_LINES], *ordered[-EDGE_LINES:]}
    return [line for line in outer if line.bottom > page.height * (1 - MARGIN) or line.top < page.height * MARGIN]


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.lower())


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _footnotes(page: Page, lines: list[Line], size: float) -> list[Line]:
    """The small lines at the foot of the page, from the first that begins as notes do."""
    ordered = sorted(lines, key=lambda line: -line.top)
    start = len(ordered)
    while start and ordered[start - 1].size < SMALL * size:
        start -= 1
    small = ordered[start:]
    while small and not _NOTE.match(small[0].text):
        small = small[1:]
    return small if small and small[0].top < page.height * 0.6 else []


def _in_notes(lines: list[Line]) -> list[list[Line]]:
    notes: list[list[Line]] = []
    for line in lines:
        if _NOTE.match(line.text) or not notes:
            notes.append([])
        notes[-1].append(line)
    return notes


def _in_order(lines: list[Line], width: float) -> Iterator[list[Line]]:
    """Blocks in reading order. Where a gutter parts the page, what crosses it (a headline, a table) divides the page into storeys."""
    gutter = _gutter(lines, width)
    if gutter is None:
        if lines:
            yield _rows(lines)
        return
    across = sorted((line for line in lines if line.x0 < gutter - 1 and line.x1 > gutter + 1), key=lambda line: -line.top)
    rest = [line for line in lines if not (line.x0 < gutter - 1 and line.x1 > gutter + 1)]
    for ceiling, floor in _storeys(across):
        storey = [line for line in rest if floor <= _middle(line) < ceiling]
        yield from _in_order([line for line in storey if line.x1 <= gutter + 1], width)
        yield from _in_order([line for line in storey if line.x1 > gutter + 1], width)
        crossing = [line for line in across if _middle(line) == floor]
        if crossing:
            yield crossing


def _storeys(across: list[Line]) -> list[tuple[float, float]]:
    levels = [float("inf"), *dict.fromkeys(_middle(line) for line in across), float("-inf")]
    return list(itertools.pairwise(levels))


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _gutter(lines: list[Line], width: float) -> float | None:
    """Where a vertical strip of white parts columns: many lines on both sides, few across. None: one column."""
    if len(lines) < 8:
        return None
    starts = Counter(round(line.x0 / 3) * 3 for line in lines)
    best: tuple[int, float] | None = None
    for start, count in starts.items():
        at = start - 4.0
        if count < 4 or not width * 0.15 < at < width * 0.9:
            continue
        left = [line for line in lines if line.x1 <= at + 1]
        right = [line for line in lines if line.x0 >= at - 1]
        crossing = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) < 4 or crossing > 0.35 * len(lines) or not _side_by_side(left, right) or not _prose(left, right):
            continue
        if best is None or crossing < best[0]:
            best = (crossing, at)
    return best[1] if best else None


def _side_by_side(left: list[Line], right: list[Line]) -> bool:
    """They share a good part of the page's height; what stands above or below is no column."""
    low = max(min(line.bottom for line in left), min(line.bottom for line in right))
    high = min(max(line.top for line in left), max(line.top for line in right))
    shorter = min(max(line.top for line in side) - min(line.bottom for line in side) for side in (left, right))
    return high - low > 0.5 * shorter


def _prose(left: list[Line], right: list[Line]) -> bool:
    """Lines of some length on both sides, set-out lines put together first: cells of a table are read row by row."""
    return all(median(len(line.text) for line in _rows(side)) >= 18 for side in (left, right))


def _rows(lines: list[Line]) -> list[Line]:
    """Top to bottom, and left to right where pieces stand on one line."""
    ordered = sorted(lines, key=lambda line: -_middle(line))
    rows: list[list[Line]] = []
    for line in ordered:
        if rows and abs(_middle(rows[-1][0]) - _middle(line)) < 0.4 * max(line.size, 1.0):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_one_line(sorted(row, key=lambda line: line.x0)) for row in rows]


def _one_line(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    # A gap of a few points is a space; a wide one parts cells.
    text = row[0].text
    for before, after in itertools.pairwise(row):
        text += ("\t" if after.x0 - before.x1 > 2 * before.size else " ") + after.text
    first, last = row[0], row[-1]
    top, bottom = max(line.top for line in row), min(line.bottom for line in row)
    return Line(text=text, x0=first.x0, x1=last.x1, top=top, bottom=bottom, size=max(line.size for line in row))


def _paragraphs(lines: list[Line]) -> Iterator[tuple[list[Line], bool]]:
    """Paragraphs of one block; and of the first, whether it may go on from the block before (its opening line is not set in)."""
    if not lines:
        return
    gaps = [a.top - b.top for a, b in itertools.pairwise(lines) if a.top > b.top]
    leading = median(gaps) if gaps else 0.0
    # A block of single lines with space between has no leading of its own; the type's size bounds it.
    body = median(line.size for line in lines)
    leading = min(leading, 1.6 * body) if leading else 0.0
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    current = [lines[0]]
    first = True
    for before, line in itertools.pairwise(lines):
        # Lines of a large headline stand further apart than those of the body.
        near = max(1.3 * leading + 1, 1.5 * line.size if line.size > 1.12 * body else 0.0)
        far = leading and before.top - line.top > near
        other_type = abs(line.size - before.size) > 0.12 * before.size
        indented = line.x0 - left > 0.8 * line.size and before.x0 - left < 0.5 * line.size and len(lines) > 2
        ended = before.x1 < right - 0.15 * (right - left) and before.text[-1:] in '.!?:”"’)'
        if far or other_type or indented or ended or _ITEM.match(line.text) or "\t" in line.text or "\t" in before.text:
            yield current, first
            current, first = [], False
        current.append(line)
    yield current, first


class _Words:
    """The words of the whole paper, by which a hyphen at a line's end is judged."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._seen = Counter(word.lower() for line in lines for word in _WORD.findall(line))

    def join(self, before: str, after: str) -> str:
        """Two lines as one: a hyphen goes where a word was divided, and stays where the paper writes the word with one."""
        if not _HYPHEN.search(before) or not after[:1].isalpha():
            return f"{before} {after}"
        head, tail = _WORD.findall(before)[-1:], _WORD.findall(after)[:1]
        if not head or not tail or before[-1] == "\u00ad":
            return before[:-1] + after
        parted, whole = f"{head[0]}-{tail[0]}".lower(), f"{head[0]}{tail[0]}".lower()
        # "Deir al-" and "Zor", "Syrian-" and "Russian", "US-" and "backed": capitals make no divided word.
        hyphened = tail[0][0].isupper() or head[0].isupper() or tail[0].lower() in _TAILS
        hyphened |= head[0].lower() in _HEADS and tail[0].lower() not in _SYLLABLES
        if hyphened or self._seen[parted] > self._seen[whole]:
            return before + after
        return before[:-1] + after


class _Writer:
    """Paragraphs one after another; one that was cut by a page's or column's end is joined again."""

    def __init__(self, words: _Words, heights: Mapping[int, float]) -> None:
        self._words, self._heights = words, heights
        self._pieces: list[str] = []
        self._length = 0  # of all pieces, with the blank lines between
        self.marks: list[tuple[int, str]] = []

    def add(self, lines: list[Line], page: int, *, joins: bool) -> None:
        text = lines[0].text
        for line in lines[1:]:
            text = self._words.join(text, line.text)
        last = self._pieces[-1] if self._pieces else ""
        if (
            joins
            and last
            and (last[-1] not in '.!?:;”"’)' and not _ITEM.match(text))
            and (text[0].islower() or _HYPHEN.search(last) or last[-1] in ",–—")
        ):
            joined = self._words.join(last, text)
            at = self._length - len(last)
            self._mark(at + len(joined) - len(text), page, lines)
            self._pieces[-1] = joined
            self._length = at + len(joined)
            return
        start = self._length + (2 if self._pieces else 0)
        self._mark(start, page, lines)
        self._pieces.append(text)
        self._length = start + len(text)

    def _mark(self, at: int, page: int, lines: list[Line]) -> None:
        """Page and box, in points from the page's upper left corner: left, top, right, bottom."""
        height = self._heights[page]
        box = (
            min(x.x0 for x in lines),
            height - max(x.top for x in lines),
            max(x.x1 for x in lines),
            height - min(x.bottom for x in lines),
        )
        self.marks.append((at, f"page {page}, box {' '.join(str(round(edge)) for edge in box)}"))

    def text(self) -> str:
        return "\n\n".join(self._pieces)
