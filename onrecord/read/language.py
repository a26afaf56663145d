"""Which language a text is in. English is told by its own small words; only what lacks them is put to the language model."""

from __future__ import annotations

import re

ENGLISH = "en"
SAMPLE = 5_000  # characters; enough to tell, and it bounds the time
FEWEST_LETTERS = 40  # under this many letters no answer is worth having

_WORD = re.compile(r"[^\W\d_]+")
# Words that no neighbour language shares in any number. One word in four of English prose is among the first dozen.
_SMALL_WORDS = frozenset("the of and to that was were said by from with had have has they this which after who for on at its as".split())
ENGLISH_SHARE = 0.12  # names in lists and headlines thin the small words out; other languages stay under .05


def find_language(text: str) -> str | None:
    """ISO 639-1 code of the text's language; None where there is too little text to tell."""
    sample = text[:SAMPLE]
    words = [w.lower() for w in _WORD.findall(sample)]
    if sum(map(len, words)) < FEWEST_LETTERS:
        return None
    if sum(w in _SMALL_WORDS for w in words) >= ENGLISH_SHARE * len(words):
        return ENGLISH
    import py3langid

    return str(py3langid.classify(sample)[0])
