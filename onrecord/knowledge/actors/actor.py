"""One actor, and the sides on which it stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.knowledge.actors.tokens import one_spelling
from onrecord.knowledge.names import plain
from onrecord.vocab.roles import Kind

ARTICLES = frozenset({"the", "a", "an"})
_WORD = re.compile(r"\w+")
_APOSTROPHE = re.compile(r"['’`´]s?\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An actor stood on this side, in this theatre, from one day to another. An open bound is None."""

    side: str  # e.g. "syria:government"; actors with the same code in one theatre stand together
    theatre: str | None = None  # ISO 3166 alpha-3 of the country of the conflict; None: wherever it acts
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One body. name is its one English name everywhere."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    country: str | None = None  # ISO 3166 alpha-3 of its home, None for bodies without one
    sides: tuple[Side, ...] = ()
    parent: str | None = None  # the name of the body it speaks and acts for
    origin: str = ""  # where the facts are from


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """Names that differ only in case, accents, punctuation, an article or the spelling of "centre" and the like share a key."""
    return " ".join(one_spelling(t) for t in _WORD.findall(_APOSTROPHE.sub("", plain(name))) if t not in ARTICLES)
