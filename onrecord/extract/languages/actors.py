"""Names of actors and speakers in a language with lists, led back to the register's names; the words themselves where none is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.extract.actors import ActorNames
from onrecord.extract.languages.places import lists
from onrecord.extract.languages.words import forms, letters, plain_pattern
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.actors.nations import nation
from onrecord.records import Span
from onrecord.vocab.load import table
from onrecord.vocab.roles import Kind

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Names:
    """What reader.toml says of names: plain name -> the register's; bodies of states by a pattern; kinds by a pattern."""

    article: re.Pattern[str]
    known: Mapping[str, str]
    bodies: tuple[tuple[str, re.Pattern[str]], ...]
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...]


@cache
def names(language: str) -> Names:
    given: Mapping[str, Any] = table("reader", language)
    alphabet = letters(language)

    def pattern(text: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{plain_pattern(text, alphabet)})(?!\w)")

    return Names(
        article=re.compile(rf"(?:{plain_pattern(given['parties']['articles'], alphabet)})"),
        known={alphabet.word(form): name for name, many in given["actors"].items() for form in forms(many)},
        bodies=tuple((name, pattern(text)) for name, text in given["bodies"].items()),
        kinds=tuple((Kind(kind), pattern(text)) for kind, text in given["kinds"].items()),
    )


def name_in(words: str, language: str, register: ActorRegister) -> tuple[str, Kind]:
    """The register's name and kind of the actor that the words name."""
    n, alphabet = names(language), letters(language)
    shown = " ".join(words.split())[:_LONGEST]
    article = n.article.match(alphabet.word(shown))
    shown = shown[article.end() :] if article and article.end() < len(shown) else shown
    plain = alphabet.word(shown)
    known = register.find(n.known.get(plain, shown))
    if known is None:
        adjectives = lists(language).adjectives
        state = next((s for word in re.findall(r"\w+", plain) if word in adjectives and (s := nation(adjectives[word]))), None)
        body = next((name for name, pattern in n.bodies if pattern.match(plain)), None)
        known = register.find(body.format(adj=state.short)) if state and body else None
    if known:
        return known.name, known.kind
    kind = next((kind for kind, pattern in n.kinds if pattern.search(plain)), Kind.UNKNOWN)
    return shown or str(Kind.UNKNOWN), kind


class ListedNames(ActorNames):
    """ActorNames for a report in such a language: each stretch by itself, without what the grammar of English adds."""

    language = ""
    actors: ActorRegister

    def _name(self, span: Span) -> tuple[str, Kind]:
        return name_in(self.sketch.text[span.start : span.end], self.language, self.actors)
