"""How names of places are compared: an exact key, and a loose one under which usual transliterations of one name meet.

"Ar Raqqah", "al-Raqqa" and "Raqqa" share the loose key; "Deir al-Zor", "Deir ez-Zour" and "Dayr az Zawr" too. The loose key joins names
that have nothing to do with each other as well, so whoever looks up by it needs another reason (the country the report is about).
"""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

from onrecord.knowledge.names import plain, without_accents

CHECK_BITS = 13
PLACE_BITS = 19

_SILENT = dict.fromkeys(map(ord, "'’‘`´ʻʼʾʿˈ′\u02bb\u02bd\u2032"), None)
_PLAIN = _SILENT | {
    ord(a): b
    for a, b in (("ı", "i"), ("ø", "o"), ("ł", "l"), ("đ", "d"), ("ð", "d"), ("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("ə", "e"), ("þ", "th"))
}
_GAP = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")
_PLACE_WORDS = frozenset("the a an of in near around outside city town village neighbourhood neighborhood area al el".split())
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "&": "and"}
_ARTICLES = frozenset("al el ar as ash ad adh an at ath az ez es er ed en et esh ul il l ud us".split())

# In order: consonants that are written in several ways, then vowels. General habits of transliteration from Arabic, Persian, Pashto,
# Kurdish, Amharic, Hebrew and Cyrillic as seen in the press.
_SAME = tuple(
    (re.compile(a), b)
    for a, b in (
        (r"kh", "k"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"zh", "j"),
        (r"ph", "f"),
        (r"tch|tsch", "ch"),
        (r"dj", "j"),
        (r"q", "k"),
        (r"w", "v"),
        (r"av(?=[^aeiouy]|$)|au|ov(?=[^aeiouy]|$)|ou|oo", "o"),
        (r"ei|ey|ay|ai|ee|ie|iy|yi|ii", "i"),
        (r"aa|ae", "a"),
        (r"(.)\1", r"\1"),
        (r"[eya]h$|[eya]$", "a"),
        (r"[ey]", "i"),
        (r"u", "o"),
        (r"([iao])h(?=[^aeiou]|$)", r"\1"),
    )
)


@lru_cache(maxsize=65536)
def exact(name: str) -> str:
    """Case, accents, punctuation and a leading "the" do not count; St. is Saint."""
    if name.isascii():
        plain = name.lower().replace("'", "").replace("`", "")
    else:
        plain = without_accents(name.translate(_PLAIN).casefold().translate(_PLAIN))
    words = [_SHORT.get(w, w) for w in _GAP.sub(" ", plain).split()]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=65536)
def loose(key: str) -> str:
    """The loose key of an exact key: articles are dropped, spellings of one sound are merged."""
    words = key.split()
    kept = [w for w in words if w not in _ARTICLES] or words
    return " ".join(_sound(w) for w in kept)


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    for pattern, instead in _SAME:
        word = pattern.sub(instead, word)
    return word


@lru_cache(maxsize=65536)
def place_key(name: str) -> str:
    """By which two claims' places are compared: case, accents, punctuation, articles and words such as "city" do not count.

    "the outskirts of Aleppo city" and "Aleppo" differ still by "outskirts"; never empty for a name that has letters.
    """
    words = _WORD.findall(plain(name))
    return " ".join([w for w in words if w not in _PLACE_WORDS] or words)


def hashes(key: str) -> tuple[int, int]:
    """(32 bits of the loose key, CHECK_BITS bits of the exact key) of an exact key, as the shipped index has them."""
    return crc32(loose(key).encode()), crc32(key.encode(), 0x5EED) & ((1 << CHECK_BITS) - 1)


_UNIT = (
    "province|governorate|district|subdistrict|county|parish|region|state|oblast|department|prefecture|municipality|canton|territory|rayon|raion|"
    "division|zone|wilaya|emirate|republic|township|regency|popularate|commune|borough"
)
_UNIT_AFTER = re.compile(rf"\s+(?:{_UNIT}|city)$", re.IGNORECASE)
_UNIT_BEFORE = re.compile(
    r"^(?:(?:autonomous )?(?:province|governorate|district|department|region|state|republic|county) of|"
    r"(?:provincia|departamento|municipio|distrito|cantón|canton|estado|región|comarca) (?:de la|de las|de los|del|de|d')|"
    r"(?:province|département|departement|région|region|préfecture|prefecture|cercle|arrondissement|district) (?:de la|des|du|de|d')|"
    r"muḩāfaz̧at|muhafazat|wilayat|wilāyat|ostān-e|ostan-e|shahrestān-e|shahrestan-e|powiat|gmina|kreis|landkreis|provincia di|"
    r"kabupaten|kota)\s*",
    re.IGNORECASE,
)


def without_type(name: str) -> str:
    """ "Autauga County" -> "Autauga", "Provincia de Chiriquí" -> "Chiriquí"; a name without such a word comes back as it is."""
    short = _UNIT_BEFORE.sub("", _UNIT_AFTER.sub("", name)).strip()
    return short or name
