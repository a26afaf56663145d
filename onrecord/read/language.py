"""Which language a text is in. English is told by its own small words; only what lacks them is put to the language model."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from onrecord.records import Span

ENGLISH = "en"
SAMPLE = 5_000  # characters; enough to tell, and it bounds the time
FEWEST_LETTERS = 40  # under this many letters no answer is worth having

_WORD = re.compile(r"[^\W\d_]+")
# Words that no neighbour language shares in any number. One word in four of English prose is among the first dozen.
_SMALL_WORDS = frozenset("the of and to that was were said by from with had have has they this which after who for on at its as".split())
# Letters of a paragraph below which its language is not told: of a script of its own, and of Latin, where neighbours look alike.
FEWEST_IN_PARAGRAPH, FEWEST_LATIN = 25, 80
MOST_PARAGRAPHS = 400  # that are looked at
_PARAGRAPH = re.compile(r"\S[^\n]*")
FOREIGN_SHARE = 0.05
ENGLISH_SHARE = 0.12  # names in lists and headlines thin the small words out; other languages stay under .05


def find_language(text: str) -> str | None:
    """ISO 639-1 code of the text's language; None where there is too little text to tell."""
    sample = text[:SAMPLE]
    words = [w.lower() for w in _WORD.findall(sample)]
    if sum(map(len, words)) < FEWEST_LETTERS:
        return None
    if _share(words) >= ENGLISH_SHARE:
        return ENGLISH
    import py3langid

    return str(py3langid.classify(sample)[0])


def _share(words: list[str]) -> float:
    """The share of English small words."""
    return sum(w in _SMALL_WORDS for w in words) / len(words)


def find_other_languages(text: str, main: str) -> list[tuple[Span, str]]:
    """The paragraphs (lines) that are in another language than the report's, with their ISO 639-1 codes, in order.

    Paragraphs too short to tell are taken to be in the report's own.
    """
    found = []
    for number, line in enumerate(_PARAGRAPH.finditer(text)):
        if number == MOST_PARAGRAPHS:
            break
        letters = [c for c in line[0] if c.isalpha()]
        script = _script(letters[: SAMPLE // 10])
        if len(letters) < (FEWEST_LATIN if script == "LATIN" else FEWEST_IN_PARAGRAPH):
            continue
        # A caption or a list of names has few small words; it is not another language for that.
        if script == "LATIN" and main == ENGLISH and _share([w.lower() for w in _WORD.findall(line[0])]) >= FOREIGN_SHARE:
            continue
        code = find_language(line[0])
        if code and code != main.lower().replace("_", "-").split("-")[0]:
            found.append((Span(line.start(), line.start() + len(line[0].rstrip())), code))
    return found


def _script(letters: list[str]) -> str:
    """The script that most letters are of, as Unicode names it."""
    scripts = Counter(unicodedata.name(c, "?").split(" ")[0] for c in letters)
    return scripts.most_common(1)[0][0] if scripts else ""
