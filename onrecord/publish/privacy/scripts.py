"""Letters beyond Latin: which script a word stands in, and the key by which its forms are told to be one.

Cyrillic and Arabic have rules of their own for names (cyrillic.py, arabic.py). Of every other script, and of languages that use the Arabic
letters without being Arabic, the rules read no names: there each word is covered that the gazetteer does not know (unread.py).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LATIN, CYRILLIC, ARABIC, UNREAD = "", "c", "a", "x"

_ARABIC_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
# What no Latin text has: Greek to the end of the first plane but Latin, punctuation, symbols; then the letters of the planes above it.
_OTHERS = (
    "\u0370-\u03ff\u0530-\u05ff\u0700-\u074f\u0780-\u089f\u0900-\u1c7f\u1c90-\u1cff\u1f00-\u1fff\u2d00-\u2ddf\u2e80-\u2fdf\u3005-\u3007"
    "\u3021-\ua63f\ua6a0-\ua6ff\ua800-\uab2f\uab70-\ud7ff\uf900-\ufaff\ufb13-\ufdff\ufe70-\ufefc"
    "\U00010000-\U0001efff\U00020000-\U0003ffff"
)
_CYRILLIC = "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f"
_ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff"
BEYOND = re.compile(f"[{_OTHERS}{_CYRILLIC}{_ARABIC}]")
UNREAD_RUN = re.compile(f"(?:(?![\\d\u0964\u0965\u104a\u104b])[{_OTHERS}\u200c\u200d])+")
ARABIC_RUN = re.compile(rf"(?:(?![\d،؛؟٪٫٬۔])[{_ARABIC}\u200c\u200d])+")
WIDE_WORD = re.compile(rf"(?:[^\W\d_][\u0300-\u036f{_ARABIC_MARKS}]*)+(?:[-'’`´‘ʼ](?:[^\W\d_][\u0300-\u036f{_ARABIC_MARKS}]*)+)*")
_IS_CYRILLIC = re.compile(f"[{_CYRILLIC}]")
_IS_ARABIC = re.compile(f"[{_ARABIC}]")
_HAS_OTHERS = re.compile(f"[{_OTHERS}]")
# Letters that Persian, Kurdish, Pashto and Urdu write and Arabic does not; some stand in foreign names in Arabic, a few in a hundred.
_NOT_ARABIC = re.compile(
    "[\u067e\u0686\u0698\u06af\u06a9\u06cc\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2\u06d0\u06cd\u0693\u06bc\u0696\u0689\u0681\u0685\u06d5\u0695\u06b5\u06ce]"
)
_FEW = 0.02
_OTHER_ARABIC_LANGUAGES = frozenset("fa prs ur ps ckb ku ug sd ks bal azb lrc pnb".split())

_CASES = (
    "ами ями ого ему ому ыми ими ові еві єві ом ем им ым ім ам ям ах ях их ых єм".split(),
    "а е и о у ы э ю я і ї є й ь".split(),
)
_SAME_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None, "ک": "ك", "ی": "ي"}
)
_ON = ("على", "وعلى", "فعلى")  # "on": else it would be "Ali"
_LATIN_OF = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюя",
        "a b v g g d e ye zh z i i yi y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".split(),
        strict=True,
    )
)


def script_of(word: str) -> str:
    """The script of a word's first letter."""
    first = word[0]
    if _IS_CYRILLIC.match(first):
        return CYRILLIC
    if _IS_ARABIC.match(first):
        return ARABIC
    return UNREAD if _HAS_OTHERS.match(first) else LATIN


@lru_cache(maxsize=65536)
def key_of(word: str, script: str) -> str:
    """One key for the forms of a word: the stem in Cyrillic ("Петровым" and "Петрова" are "петров"), the letters without vowel signs and
    article in Arabic."""
    if script == CYRILLIC:
        return stem(word)
    if script == ARABIC:
        return arabic(word)
    return unicodedata.normalize("NFC", word).casefold()


def stem(word: str) -> str:
    """A Cyrillic word without its case: endings are taken off one after the other, so that every form ends alike."""
    made = unicodedata.normalize("NFC", word).casefold().replace("ё", "е")
    made = re.sub(r"['’`´‘ʼ\u0300-\u0305\u0309-\u036f]", "", made)
    while True:
        for least, endings in zip((5, 3), _CASES, strict=True):
            found = next((e for e in endings if made.endswith(e) and len(made) >= max(least, len(e) + (3 if least == 5 else 2))), None)
            if found:
                made = made[: -len(found)]
                break
        else:
            return made


def arabic(word: str) -> str:
    """An Arabic word without vowel signs and article, with one form of alef, ya and ta marbuta."""
    bare = re.sub(f"[{_ARABIC_MARKS}]", "", unicodedata.normalize("NFKC", word))
    if bare in _ON:
        return bare
    made = bare.translate(_SAME_ARABIC)
    return made[2:] if made.startswith("ال") and len(made) > 4 else made


@lru_cache(maxsize=65536)
def arabic_forms(key: str) -> tuple[str, ...]:
    """A key, and what is left when a letter that is written together with the next word (and, so, by, for, like) is taken off."""
    if key in _ON:
        return (key,)
    forms = [key]
    rest = key
    for letter in ("و", "ف"), ("ب", "ل", "ك"):
        if rest.startswith(letter) and len(rest) > 3:
            rest = rest[1:]
            if rest.startswith("ال") and len(rest) > 4:
                rest = rest[2:]
            elif rest.startswith("ل") and len(rest) > 4 and forms[-1].startswith("ل"):
                forms.append(rest[1:])  # "for the" drops the alef
            forms.append(rest)
    return tuple(dict.fromkeys(forms))


def latin_of(key: str) -> str:
    """A Cyrillic key in Latin letters, as an address may spell it."""
    return "".join(_LATIN_OF.get(c, c) for c in key).replace("_", "")


def unread_scripts(text: str, language: str | None = None) -> frozenset[str]:
    """The scripts of a text in which the rules read no names: UNREAD, and ARABIC where the language is not Arabic."""
    if text.isascii() or not BEYOND.search(text):
        return frozenset()
    found = {UNREAD} if _HAS_OTHERS.search(text) else set()
    if (language or "").lower().replace("_", "-").partition("-")[0] in _OTHER_ARABIC_LANGUAGES and _IS_ARABIC.search(text):
        found.add(ARABIC)
    else:
        for paragraph in text.split("\n"):
            letters = len(_IS_ARABIC.findall(paragraph))
            if letters and len(_NOT_ARABIC.findall(paragraph)) > _FEW * letters:
                found.add(ARABIC)
                break
    return frozenset(found)
