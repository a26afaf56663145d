"""How names are compared, whatever they name: case and accents never tell two of them apart.

What else may differ (articles, apostrophes, words such as "city", spellings of one sound) is a matter of what is named, and stands with it:
actors/register.py, gazetteer/names.py.
"""

from __future__ import annotations

import unicodedata


def without_accents(text: str) -> str:
    """The text in compatibility form without combining marks: "Ḩalab" -> "Halab". Case stays; the length may change."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def plain(text: str) -> str:
    """The text without case and accents, the form in which names are compared: "Çinar" -> "cinar"."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
