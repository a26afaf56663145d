"""The word classes that say what a number counts, read once from data/en.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def noun_classes() -> Mapping[str, str]:
    return _classes("nouns")


@cache
def verb_classes() -> Mapping[str, str]:
    return _classes("verbs")


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


def _classes(table: str) -> Mapping[str, str]:
    text = (resources.files("onrecord.extract.figures") / "data" / "en.toml").read_text("utf-8")
    classes: dict[str, str] = {}
    for name, words in tomllib.loads(text)[table].items():
        for word in words.split():
            classes.setdefault(word if table == "verbs" else stem(word), name)
    return classes
