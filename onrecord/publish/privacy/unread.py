"""What is covered in a script whose personal names the rules cannot read: every word but the places that the gazetteer knows.

Word by word, so that a quote is covered as its report is. Figures, dates in digits and whatever stands in Latin letters stay.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from onrecord.publish.privacy.scripts import ARABIC, ARABIC_RUN, UNREAD, UNREAD_RUN

_SPACE = re.compile(r"[ \u00a0]")
_MOST = 3  # words of a place's name
# Words of Persian, Urdu, Pashto and Kurdish that name nobody and without which a line of blocks could not be told from another.
_CLOSED = frozenset(
    "در از به که و را این آن با است بود شد شده برای تا یا هم کے کی کا میں نے سے پر کو اور ہے ہیں تھا په د او چې له لە و بە بۆ".split()
)


def unread_spans(text: str, scripts: Collection[str], open_: Collection[str] = ()) -> list[tuple[int, int]]:
    """Stretches to cover, in order, one for each word. open_: words or longer stretches that a person has released."""
    runs: list[tuple[int, int]] = []
    if UNREAD in scripts:
        runs += [m.span() for m in UNREAD_RUN.finditer(text)]
    if ARABIC in scripts:
        runs += [m.span() for m in ARABIC_RUN.finditer(text)]
    runs.sort()
    let = sorted((m.start(), m.end()) for words in open_ if words for m in re.finditer(re.escape(words), text))
    found = []
    i = 0
    while i < len(runs):
        width = _place(text, runs, i)
        if width:
            i += width
            continue
        start, end = runs[i]
        if text[start:end] not in _CLOSED and not any(a <= start and end <= b for a, b in let):
            found.append((start, end))
        i += 1
    return found


def _place(text: str, runs: list[tuple[int, int]], i: int) -> int:
    """How many words from i on are the name of a place; 0: none."""
    last = i
    while last + 1 < len(runs) and last + 1 - i < _MOST and _SPACE.fullmatch(text[runs[last][1] : runs[last + 1][0]]):
        last += 1
    for k in range(last, i - 1, -1):
        name = text[runs[i][0] : runs[k][1]]
        if len(name) > 1 and _settled(name):
            return k + 1 - i
    return 0


@lru_cache(maxsize=16384)
def _settled(name: str) -> bool:
    """A place of so many people that its name is hardly a person's: villages are called like those who live there."""
    from onrecord.publish.privacy.people import gazetteer

    if len(name) > 80:
        return False
    return any(e.kind in ("country", "region", "adm1") or e.population >= 50_000 for e in gazetteer().lookup(name))
