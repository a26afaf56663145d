"""Arabic text as its word lists know it: marks and stretching strokes off, letters that writers exchange made one, offsets kept.

Joined particles (wa-, fa-, bi-, li-, ka-, al-) are not cut off here: a pattern allows them before a word (`CLITIC`), and the words found
begin after them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

# Vowel signs, the stretching stroke, and the invisible marks of direction that pages sprinkle.
_DROPPED = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_MERGED = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ؤ": "و",
        "ئ": "ي",
        "ة": "ه",
        "ک": "ك",
        "ی": "ي",
        "ہ": "ه",
        "،": ",",
        "؛": ";",
        "٬": ",",
        "٫": ".",
    }
    | {chr(0x660 + n): str(n) for n in range(10)}
    | {chr(0x6F0 + n): str(n) for n in range(10)}
    | {"\u00a0": " ", "\u202f": " ", "–": "-", "—": "-", "‑": "-", "−": "-"}
)
WORD = r"[^\W\d_]"
CLITIC = r"(?<![\w])(?:[وف]?[بلك]?)"  # before a word; "w-b-": and in


def fold(text: str) -> str:
    """The text in one spelling. Alef with madda stays: Ab, the month, is not "father"."""
    return _DROPPED.sub("", text).translate(_MERGED)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its letters, where that letter stands in the text itself."""

    text: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Folded:
        kept = [n for n, c in enumerate(text) if not _DROPPED.match(c)]
        return cls("".join(text[n] for n in kept).translate(_MERGED), (*kept, len(text)))

    def span(self, start: int, end: int, text: str) -> tuple[int, int]:
        """Offsets in the text of a stretch of the folded text, with the signs on its last letter."""
        first, last = self.at[start], self.at[end - 1] + 1
        while last < len(text) and _DROPPED.match(text[last]):
            last += 1
        return first, last

    def folded(self, offset: int) -> int:
        """Where an offset of the text lies in the folded text."""
        return bisect_left(self.at, offset)
