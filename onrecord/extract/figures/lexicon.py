"""The word classes that say what a number counts: data/en.toml, written by hand, and data/nouns.toml, from WordNet."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

# "a 17-year-old was killed"; "a T-72", "two Su-25s": models that are told by letters and a number.
_YEAR_OLD = re.compile(r"[a-z\d-]+-years?-olds?")
_MODEL = re.compile(r"(?:bmp|btr|brdm|brm|bmd|mtlb|su|mig|mi|tu|an|il|ka|yak|[tfcl]|uh|ch|ah|mq|rq)-\d{1,3}[a-z]{0,2}\d?s?")


@cache
def noun_classes() -> Mapping[str, str]:
    """Stem of a noun -> its class."""
    return {**_classes("nouns.toml", "nouns"), **_classes("en.toml", "nouns")}


@cache
def verb_classes() -> Mapping[str, str]:
    """Form of a verb, or a noun of the same meaning -> its class."""
    return _classes("en.toml", "verbs")


def noun_class(word: str) -> str | None:
    """The class of a word as it stands in the text; None for what is no noun that is known.

    Names are left to the hand-written list, but for people in the plural: "Georgians", "Jesuits".
    """
    plain = word.lower()
    if plain[-1:].isalnum() and any(c.isdigit() for c in plain) and len(plain) < 20:
        return "person" if _YEAR_OLD.fullmatch(plain) else "vehicle" if _MODEL.fullmatch(plain) else None
    of_stem = stem(plain)
    found = noun_classes().get(of_stem)
    if found and word != plain and of_stem not in _by_hand() and (of_stem == plain or found != "person"):
        return None
    return found


def stem(word: str) -> str:
    """The word in lower case without a plural ending; "bodies" and "body" share a stem."""
    plain = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if len(plain) > 4 and plain.endswith("ies"):
        return plain[:-3] + "y"
    if len(plain) > 4 and plain.endswith(("ches", "shes", "sses", "xes")):
        return plain[:-2]
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-1]
    return plain


@cache
def _by_hand() -> Mapping[str, str]:
    return _classes("en.toml", "nouns")


@cache
def _classes(file: str, table: str) -> Mapping[str, str]:
    text = (resources.files("onrecord.extract.figures") / "data" / file).read_text("utf-8")
    classes: dict[str, str] = {}
    for name, words in tomllib.loads(text)[table].items():
        for word in words.split():
            classes.setdefault(word if table == "verbs" else stem(word), name)
    return classes
