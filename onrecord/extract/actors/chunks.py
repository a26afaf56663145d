"""Draws up the cast of a report: finds the noun phrases that may name a speaker, in order, and enters whom they name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extract.actors.cast import Cast, Member
from onrecord.extract.actors.phrase import PhraseReader
from onrecord.extract.actors.reading import PARTICLES, Reading
from onrecord.extract.actors.sketch import Sketch
from onrecord.extract.actors.words import (
    CALENDAR,
    DETERMINERS,
    MEN,
    MODIFIERS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    RANKS_IN_FULL,
    STOPS,
    WOMEN,
    singular,
    words,
)
from onrecord.knowledge.actors.tokens import Token, fold
from onrecord.vocab.roles import Kind

_SPLIT = re.compile(r"[^\w.'’]+")
_LINKING = frozenset(("of", "for", "at", "from", "in", "with"))
_WHERE = frozenset("in at near nearby from around outside inside into on toward towards over of between through across via".split())
_LONGEST = 12  # words of a noun phrase that is looked at when the cast is drawn up


def find_chunks(sketch: Sketch) -> list[tuple[int, int]]:
    """The noun phrases of a report that may name a speaker, as half-open ranges of words, in order, none overlapping."""
    found, at = [], 0
    while at < len(sketch.tokens):
        chunk = _chunk(sketch, at)
        if chunk is None:
            at += 1
            continue
        found.append(chunk)
        at = chunk[1]
    return found


def draw_up(sketch: Sketch, cast: Cast, reader: PhraseReader, chunks: Sequence[tuple[int, int]]) -> None:
    """Reads the phrases in order and enters whom they name."""
    for first, last in chunks:
        if last - first == 1 and sketch.tokens[first].fold in PRONOUNS:
            continue
        reading = reader.read(first, last)
        member = _member(sketch, reading, first, last)
        cast.add(member)
        if reading.names:
            cast.introduce(reading.names, member)


def _member(sketch: Sketch, reading: Reading, first: int, last: int) -> Member:
    tokens = sketch.tokens[first:last]
    own = {fold(w) for w in _SPLIT.split(reading.name) if w} if reading.own else set()
    if reading.own and last + 1 < len(sketch.tokens) and sketch.gap(last).strip() == "(" and sketch.tokens[last].acronym:
        own.add(sketch.tokens[last].fold)  # "the Euphrates Monitor for Rights (EMR)"
    own |= {fold(w) for w in reading.aliases if fold(w) in words().back or fold(w) in ("centre", "office")}
    said = frozenset(RANKS_IN_FULL.get(t.fold, singular(t.fold)) for t in tokens if _is_said(t) or t is tokens[0])
    actor = sketch.register.find(reading.name) if reading.own and reading.kind is Kind.ARMED_GROUP else None
    return Member(
        at=first,
        last=last,
        sentence=sketch.sentence[first],
        name=reading.name,
        kind=reading.kind,
        family=reading.family,
        person=reading.person,
        speaks=sketch.speaks(first, last),
        leads=first == 0 or sketch.sentence[max(0, first - 2)] != sketch.sentence[first],
        loyal=actor is not None and any(side.side.endswith(":government") for side in actor.sides),
        sex="f" if said & WOMEN else "m" if said & MEN else "",
        own=reading.own,
        open=reading.person and not reading.names and tokens[0].fold in ("a", "an", "one"),
        words=frozenset(own),
        said=said,
    )


def _is_said(token: Token) -> bool:
    """A common noun, a rank or a title: what a later "the officer" may repeat."""
    return not token.capital or token.fold in words().ranks or token.fold in words().titles


def _chunk(sketch: Sketch, at: int) -> tuple[int, int] | None:
    """The noun phrase that begins at word `at` and may name a speaker, with its apposition; None if none does."""
    token = sketch.tokens[at]
    opens = token.fold in DETERMINERS or token.fold in POSSESSIVES
    if not opens and not token.acronym and (token.fold in STOPS or token.fold in PREPOSITIONS or token.fold in CALENDAR):
        return None
    if not (opens or token.capital or token.fold in MODIFIERS or _tells(sketch, at)):
        return None
    last = _phrase_end(sketch, at)
    if last == at or not (any(_tells(sketch, n) for n in range(at, last)) or _is_name(sketch, at, last)):
        return None
    # "Vadym Reznichenko, the mayor of Dovhyi Brid", "its spokesman, Colonel X"; two bodies in a row are a list, not an aside.
    if last < len(sketch.tokens) and sketch.gap(last).strip() == "," and last - at < _LONGEST:
        after = _phrase_end(sketch, last)
        named = _is_name(sketch, at, last), after > last and _is_name(sketch, last, after)
        if after > last and named[0] != named[1] and (named[1] or any(_tells(sketch, n) for n in range(last, after))):
            return at, after
    return at, last


def _phrase_end(sketch: Sketch, at: int) -> int:
    tokens, listed, n = sketch.tokens, words(), at
    told, plain = False, 0  # the noun has come: small words after it no longer belong to it, nor do more than three before it
    while n < len(tokens) and n < at + _LONGEST:
        token = tokens[n]
        if n > at and _cut(sketch, n):
            break
        here = sketch.found_at[n]
        if here and n == here.first:
            n, told = here.last, True
            continue
        if token.fold in listed.saying or (token.fold in STOPS and not (n == at and token.fold in DETERMINERS | POSSESSIVES)):
            break
        telling = _tells(sketch, n)
        if token.fold in _LINKING:
            if not _goes_on(sketch, n + 1):
                break
            told = False
        elif not token.capital and not telling and n > at:
            plain += 1
            if plain > 3 or (told and not _role_ahead(sketch, n + 1)):
                break
        told = told or telling
        n += 1
    return n


def _role_ahead(sketch: Sketch, at: int) -> bool:
    """ "Pentagon press operations director": a role or a rank within two words."""
    listed = words()
    return any(
        sketch.tokens[n].fold in listed.folds or (sketch.tokens[n].fold in listed.ranks and sketch.tokens[n].capital)
        for n in range(at, min(at + 2, len(sketch.tokens)))
        if not _cut(sketch, n)
    )


def _cut(sketch: Sketch, at: int) -> bool:
    """Whether punctuation parts word at-1 from word at; not the full stop of "Gen." """
    gap = sketch.gap(at)
    stop = gap.strip(" \u00a0-–'’\"“”\t").strip()
    if "\n" in gap or (stop and stop != "."):
        return True
    before = sketch.tokens[at - 1].fold
    return stop == "." and before not in words().ranks and before not in words().titles and len(before) > 1


def _goes_on(sketch: Sketch, at: int) -> bool:
    """After a preposition: a body, a name or a hospital, an article before it allowed."""
    for n in range(at, min(at + 3, len(sketch.tokens))):
        token = sketch.tokens[n]
        if token.fold in CALENDAR:
            return False
        if sketch.found_at[n] or token.capital or _tells(sketch, n):
            return True
        if token.fold in STOPS:
            return False
    return False


def _tells(sketch: Sketch, at: int) -> bool:
    """Whether a word marks a phrase as naming an actor or a speaker."""
    listed, token = words(), sketch.tokens[at]
    return (
        sketch.found_at[at] is not None
        or token.fold in listed.offices
        or token.fold in listed.folds
        or (token.fold in listed.ranks and token.capital)
        or listed.kind_of(token.fold) is not None
    )


def _is_name(sketch: Sketch, first: int, last: int) -> bool:
    """Whether the words look like a person's name: up to five capitals, none of which a table knows; a single one must speak."""
    if not 1 <= last - first <= 6:
        return False
    listed, capitals = words(), 0
    if first and sketch.tokens[first - 1].fold in _WHERE and not sketch.gap(first).strip():
        return False  # "in Tell Suwayran": a place
    if all(n in sketch.placed for n in range(first, last)):
        return False
    for n in range(first, last):
        token = sketch.tokens[n]
        if sketch.found_at[n] is not None or token.fold in CALENDAR:
            return False
        if token.capital:
            capitals += token.fold not in listed.ranks and token.fold not in listed.titles
        elif token.fold not in PARTICLES:
            return False
    return capitals > 1 or (capitals == 1 and (last - first > 1 or sketch.speaks(first, last)))
