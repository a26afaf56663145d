"""Reads the lists of one language and makes patterns of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from onrecord.errors import VocabularyError
from onrecord.vocab.load import table

NEEDED = ("dates", "numbers", "places")
WITH_CODE = frozenset({"ar"})  # onrecord/extract/arabic: joined particles and the dual need more than lists
_BRACES = re.compile(r"\{([^{}]*)\}")
_GAP = re.compile(r"[^\S\n]")
SPACE = r"(?:[^\S\n]+)"


@cache
def languages() -> frozenset[str]:
    """Codes (ISO 639-1) of the languages that have lists of their own; English is none of them."""
    folder = resources.files("onrecord.vocab") / "words"
    by_lists = {one.name for one in folder.iterdir() if one.is_dir() and all((one / f"{name}.toml").is_file() for name in NEEDED)}
    return frozenset(by_lists | WITH_CODE) - {"en"}


def language_of(code: str | None) -> str | None:
    """The language of a tag ("fr-CD", "ar_SY") if it has lists here; None: English, not known, or not here."""
    plain = (code or "").lower().replace("_", "-").partition("-")[0]
    return plain if plain in languages() else None


@dataclass(frozen=True, slots=True)
class Letters:
    """How a language's letters are told alike. `same` maps a letter to one other; `drop` are marks that do not count (vowel signs)."""

    same: Mapping[int, str] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()

    def plain(self, text: str) -> Plain:
        """Small letters, one form of letters that are written in several ways, digits of any script as 0 to 9."""
        kept, at = [], []
        for place, char in enumerate(text):
            if char in self.drop:
                continue
            small = char.lower()
            small = small if len(small) == 1 else char
            if small.isdigit() and not small.isascii() and small.isdecimal():
                small = str(int(small))
            kept.append(self.same.get(ord(small), small))
            at.append(place)
        at.append(len(text))
        return Plain(text="".join(kept), at=tuple(at), whole=text)

    def word(self, word: str) -> str:
        return self.plain(word).text


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in plain letters. at: for each place of it, the place in the whole text."""

    text: str
    at: tuple[int, ...]
    whole: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain text stands in the whole one, with the marks on its last letter."""
        return self.at[start], (self.at[end - 1] + 1 if end > start else self.at[start])


@cache
def letters(language: str) -> Letters:
    """The language's letters, from the table `letters` of its numbers.toml."""
    given: Mapping[str, Any] = table("numbers", language).get("letters", {})
    same = {ord(a): b for b, many in given.get("same", {}).items() for a in many}
    same.setdefault(ord("’"), "'")
    same.setdefault(ord("ʼ"), "'")
    same.setdefault(ord("‘"), "'")
    return Letters(same=same, drop=frozenset(given.get("drop", "")))


def forms(given: str | Iterable[str]) -> list[str]:
    """The forms of an entry: "янв{аря,арь}" stands for two, "avant-hier anteayer" for two; phrases are given as a list."""
    many = given.split() if isinstance(given, str) else list(given)
    return [form for one in many for form in _spread(one)]


def _spread(word: str) -> list[str]:
    found = _BRACES.search(word)
    if not found:
        return [word]
    return [form for ending in found[1].split(",") for form in _spread(word[: found.start()] + ending + word[found.end() :])]


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first; a blank stands for any white space within the line."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(SPACE.join(re.escape(part) for part in word.split(" ")) for word in ordered) or r"(?!)"


@dataclass(frozen=True, slots=True)
class Table:
    """Forms of a closed list and what each means."""

    values: Mapping[str, str]
    pattern: str

    def value(self, words: str) -> str:
        return self.values[_GAP.sub(" ", " ".join(words.split()))]


def make_table(given: Mapping[str, Any], alphabet: Letters) -> Table:
    values: dict[str, str] = {}
    for value, many in given.items():
        for form in forms(many):
            values.setdefault(alphabet.word(form), value)
    return Table(values=values, pattern=any_of(values))


_SLOT = re.compile(r"\{([a-z_]+?)(\d?)\}")


def compile_pattern(given: str, slots: Mapping[str, str], macros: Mapping[str, str], alphabet: Letters, where: str) -> re.Pattern[str]:
    """A rule's pattern: `{name}` is a slot, captured by that name, or a macro; a blank is white space within the line.

    Raises VocabularyError for a slot that nobody knows, or a pattern that is none.
    """

    seen: list[str] = []  # a slot may stand in several branches

    def one(found: re.Match[str]) -> str:
        name, number = found[1], found[2]
        if name in macros and not number:
            return "(?:" + spelled(macros[name]) + ")"
        if name not in slots:
            raise VocabularyError(f"{where}: {{{name}}} in {given!r} is neither a list nor a macro")
        seen.append(name + number)
        again = seen.count(name + number) - 1
        return f"(?P<{name}{number}{f'__{again}' if again else ''}>{slots[name]})"

    def spelled(pattern: str) -> str:
        parts, last = [], 0
        for found in _SLOT.finditer(pattern):
            parts += [plain_pattern(pattern[last : found.start()], alphabet), one(found)]
            last = found.end()
        return "".join((*parts, plain_pattern(pattern[last:], alphabet)))

    try:
        return re.compile(r"(?<!\w)(?:" + spelled(given) + r")(?!\w)")
    except re.error as error:
        raise VocabularyError(f"{where}: the pattern {given!r} is not well formed: {error}") from error


_ESCAPE = re.compile(r"(\\.)")
_SPACE_MARKED = re.compile(r" (?=[?*+])")  # "may be absent" is said of the whole white space


def plain_pattern(pattern: str, alphabet: Letters) -> str:
    """A pattern in plain letters; what stands behind a backslash stays, a blank is white space within the line."""
    parts = _ESCAPE.split(pattern)
    return "".join(p if n % 2 else _spaced(alphabet.word(p)) for n, p in enumerate(parts))


def _spaced(part: str) -> str:
    return _SPACE_MARKED.sub(lambda _: f"(?:{SPACE})", part).replace(" ", SPACE)


def taken(found: re.Match[str]) -> dict[str, tuple[int, int]]:
    """Where each slot of a pattern took its words."""
    spans: dict[str, tuple[int, int]] = {}
    for name, words in found.groupdict().items():
        if words is not None:
            spans.setdefault(name.partition("__")[0], found.span(name))
    return spans
