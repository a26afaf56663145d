"""People who are named by their relation to another are counted with them: "a woman and her grandson" are two."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from onrecord.extract.figures.numbers import SINGULAR, Number
from onrecord.records import Span

# Between "a" and "her": "woman and", "man of 70 and". Between "his wife and" and "two of their children" likewise.
# No verb may stand there: "a man was killed and his son wounded".
_AND = re.compile(r"\s(?:(?!(?:was|were|is|are|had|has|have|who|died|shot|\w+ed)\b)[\w'’-]+\s){1,4}and\s(?:all\s)?", re.I)
_OWN = re.compile(r"(?:his|her|their)\s", re.I)
_OWN_AFTER = re.compile(r"\s(?:small\s|young\s)?of\s(?:his|her|their)\s", re.I)


def join_relations(text: str, numbers: Sequence[Number], is_person: Callable[[Number], bool]) -> list[Number]:
    """The numbers, with "a shepherd and two of his sons" (1, 2) made one number of 3. Linear in their number."""
    made: list[Number] = []
    for number in numbers:
        last = made[-1] if made else None
        both = _joined(text, last, number, is_person) if last else None
        if both:
            made[-1] = both
        else:
            made.append(number)
    return made


def _joined(text: str, left: Number, right: Number, is_person: Callable[[Number], bool]) -> Number | None:
    if left.form not in SINGULAR or right.low is None or right.low != right.high or right.form in ("fraction", "none", "article"):
        return None
    gap = text[left.core.end : right.core.start]
    if len(gap) > 60 or right.core.start < left.core.end:
        return None
    own = gap.endswith((" his ", " her ", " their ")) or _OWN.match(text, right.core.start) or _OWN_AFTER.match(text, right.core.end)
    plain = re.sub(r"(?:his|her|their)\s$", "", gap)
    if not (own and _AND.fullmatch(plain) and is_person(left) and is_person(right)):
        return None
    return replace(
        right,
        span=Span(left.span.start, right.span.end),
        core=Span(left.core.start, right.core.end),
        low=1 + right.low,
        high=1 + right.low,
        form="joined",
    )
