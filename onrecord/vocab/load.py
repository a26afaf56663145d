"""Reads the word lists of a language, makes their forms and checks them against the codes.

The lists lie beside this file in `words/<language>/*.toml`. Nothing is read on import; each list is read once, when first asked for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from onrecord.vocab.event_types import EventType

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """A verb's forms; past and participle may be the same word."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str

    @property
    def all(self) -> tuple[str, ...]:
        return (self.base, self.third, self.past, self.participle, self.gerund)


def forms(lemma: str) -> Forms:
    """The forms of an English verb, by the regular rules unless it is a listed exception."""
    gerund = _stem(lemma, gerund=True) + "ing"
    if lemma == "be":
        gerund = "being"
    irregular = table("verbs")["irregular"].get(lemma)
    if irregular:
        third, past, participle = irregular
        return Forms(base=lemma, third=third, past=past, participle=participle, gerund=gerund)
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        third, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    else:
        third = lemma + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", lemma) else "s")
        past = _stem(lemma) + "ed"
    return Forms(base=lemma, third=third, past=past, participle=past, gerund=gerund)


def _stem(lemma: str, *, gerund: bool = False) -> str:
    if lemma.endswith("e") and not (gerund and lemma.endswith(("ee", "oe"))):
        return lemma[:-1]
    return lemma + lemma[-1] if lemma in words(table("verbs")["spelling"]["doubling"]) else lemma


@cache
def table(name: str, language: str = "en") -> Mapping[str, Any]:
    """One list as it is written; raises FileNotFoundError for a list that does not exist."""
    path = resources.files("onrecord.vocab") / "words" / language / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def words(value: str | Iterable[str]) -> tuple[str, ...]:
    """A list written as one string of words, or as a list of phrases."""
    return tuple(value.split()) if isinstance(value, str) else tuple(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """Verb forms by the frame they open. Keys are lower-case forms of one or more words, values their lemma."""

    clause: Mapping[str, str]
    hearer: Mapping[str, str]
    infinitive: Mapping[str, str]
    hearer_infinitive: Mapping[str, str]
    object: Mapping[str, str]
    count: Mapping[str, str]
    strict: frozenset[str]  # lemmas that open a clause only with "that", a quotation or a pronoun
    gerunds: frozenset[str]
    source_follows: tuple[str, ...]
    nouns: frozenset[str]
    unowned: frozenset[str]
    adverbs: frozenset[str]
    passives: frozenset[str]
    relay_before: tuple[str, ...]
    outlets: frozenset[str]
    outlet_words: frozenset[str]
    hearers_only: frozenset[str]
    agencies: tuple[str, ...]  # news agencies, as bylines name them


@cache
def reporting() -> Reporting:
    """The reporting words of English."""
    raw = table("reporting")
    frames, phrases = raw["frames"], raw["phrases"]
    gerunds: set[str] = set()

    def frame(name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for entry in (*words(frames.get(name, "")), *words(phrases.get(name, ()))):
            head, _, rest = entry.partition("<")
            made = forms(head)
            for form in made.all:
                found[form + rest] = head + rest
            gerunds.add(made.gerund + rest)
        if any(key.startswith("is ") for key in found):
            found.update({"are" + k[2:]: v for k, v in list(found.items()) if k.startswith("is ")})
            found.update({"were" + k[3:]: v for k, v in list(found.items()) if k.startswith("was ")})
        return found

    made = {name: frame(name) for name in ("clause", "hearer", "infinitive", "hearer_infinitive", "object", "count")}
    return Reporting(
        **made,
        strict=frozenset(words(frames["clause_strict"])),
        gerunds=frozenset(gerunds),
        source_follows=words(raw["prepositions"]["source_follows"]),
        nouns=frozenset(_with_plurals(words(raw["nouns"]["speech"]))),
        unowned=frozenset(words(raw["nouns"]["unowned"])),
        adverbs=frozenset(words(raw["unattributed"]["adverbs"])),
        passives=frozenset(forms(w).participle for w in words(raw["unattributed"]["passive_verbs"])),
        relay_before=words(raw["relays"]["before"]),
        outlets=frozenset(words(raw["relays"]["outlets"])),
        outlet_words=frozenset(words(raw["relays"]["outlet_words"])),
        agencies=words(raw["relays"]["agencies"]),
        hearers_only=frozenset(words(raw["relays"]["hearers_only"])),
    )


def _with_plurals(nouns: Iterable[str]) -> Iterable[str]:
    for noun in nouns:
        yield noun
        yield forms(noun).third if noun not in ("analysis",) else "analyses"


@cache
def grammar(name: str) -> frozenset[str]:
    """One list of `grammar.toml` as a set of lower-case words."""
    return frozenset(words(table("grammar")[name]))


@cache
def cues(name: str) -> tuple[str, ...]:
    """One list of `hedges.toml`: words that hedge, deny, look ahead or demand."""
    return words(table("hedges")[name])


def pattern(phrase: str) -> str:
    """A trigger as a regular expression: a star stands for any ending (or beginning), "_" for up to three words."""
    parts = []
    for word in phrase.split():
        if word == "_":
            parts.append(r"(?:[\w'’-]+\s+){0,3}?")
        else:
            parts.append(re.escape(word).replace(r"\*", r"[\w'’-]*") + r"\s+")
    return "".join(parts).removesuffix(r"\s+")


@cache
def event_triggers() -> Mapping[EventType, re.Pattern[str]]:
    """For each type that has trigger words, one expression that finds any of them; raises ValueError on an unknown code."""
    return {
        EventType(code): re.compile(r"(?<![\w-])(?:" + "|".join(pattern(p) for p in phrases) + r")(?![\w])", re.IGNORECASE)
        for code, phrases in table("events")["triggers"].items()
    }


@cache
def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for any of the phrases as whole words, the longest first, whatever the case."""
    ordered = sorted(set(phrases), key=lambda p: (-len(p), p))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in ordered) + r")(?!\w)", re.IGNORECASE)


def control_words(change: str, name: str) -> tuple[str, ...]:
    """One list of `control.toml`, e.g. control_words("gain", "verbs")."""
    return words(table("control")[change][name])
