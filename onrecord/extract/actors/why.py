"""Why words name the actor that they name: the resolution of a mention, told step by step for people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.extract.actors.names import ActorNames
from onrecord.extract.actors.sketch import Found
from onrecord.knowledge.actors.nations import nation
from onrecord.knowledge.actors.register import Actor, ActorRegister
from onrecord.records import Span
from onrecord.vocab.roles import Kind

MOST = 200  # places of the words that are looked at
_HOW = {
    "register": "a row of the register",
    "state": "a state's body, by rule",
    "country": "a state, by its name or its seat",
    "person": "a public person",
    "bare": "a body with no state named",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What words come to at one place of a report (or, span None, by themselves), and how."""

    words: str
    span: Span | None
    name: str
    kind: Kind
    steps: tuple[str, ...]


def places_of(words: str, text: str) -> list[Span]:
    """Where the words stand in a text as whole words, in any case, white space being alike; the first two hundred."""
    pieces = words.split()
    if not pieces:
        return []
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, pieces)) + r"(?!\w)", re.IGNORECASE)
    found = []
    for match in pattern.finditer(text):
        found.append(Span(*match.span()))
        if len(found) == MOST:
            break
    return found


def resolve_in(span: Span, names: ActorNames) -> Resolution:
    """What the words in span come to in their report."""
    name, kind = names.name_of(span)
    text = names.sketch.text
    return Resolution(words=text[span.start : span.end], span=span, name=name, kind=kind, steps=tuple(_in_report(span, names, name)))


def resolve_alone(words: str, register: ActorRegister, *, country: str | None = None) -> Resolution | None:
    """What a name comes to by itself; None where the register has nothing for it. country (alpha-3) chooses among namesakes."""
    actor = register.find(words, country=country)
    if actor is None:
        return None
    steps = [*_shared(words, register, country, actor), *about(actor, register)]
    return Resolution(words=words, span=None, name=actor.name, kind=actor.kind, steps=tuple(steps))


def about(actor: Actor, register: ActorRegister) -> Iterator[str]:
    """What the register knows of an actor, one fact a line."""
    home = f", at home in {actor.country}" if actor.country else ""
    yield f"the register: {actor.name}, {actor.kind}{home}"
    if actor.aliases:
        yield f"also called {', '.join(actor.aliases)}"
    for side in actor.sides:
        where = f" in {side.theatre}" if side.theatre else ""
        period = f"{f' from {side.since}' if side.since else ''}{f' until {side.until}' if side.until else ''}"
        yield f"on the side {side.side}{where}{period}"
    if actor.parent:
        stands = register.find(actor.parent)
        yield f"speaks and acts for {actor.parent}" + ("" if stands else ", which has no row of its own")
    yield f"origin: {actor.origin or 'not stated'}"


def _in_report(span: Span, names: ActorNames, name: str) -> Iterator[str]:
    sketch = names.sketch
    state = nation(sketch.country)
    yield f"the report is about {state.name if state else 'no country that could be told'}"
    first, last = sketch.token_range(span.start, span.end)
    for found in sketch.inside(first, last):
        yield f"{_quoted(names, found.first, found.last)} is {_HOW[found.how]}: {found.name}{_kin(found)}"
    steps = names.why(span)
    for step in steps:
        yield f"{_quoted(names, step.first, step.last)} is read as {step.way}: {step.reading.name}"
    if not steps:
        yield "nothing is known of these words: they stand for themselves"
    before = [m for m in names.cast.members if m.name == name and m.last <= first]
    if before:
        member = before[-1]
        yield f"named so before, {_quoted(names, member.at, member.last)} at character {sketch.tokens[member.at].start}"
    actor = sketch.register.find(name, country=sketch.country)
    yield from about(actor, sketch.register) if actor else ("the register has no row for it",)


def _quoted(names: ActorNames, first: int, last: int) -> str:
    return f"“{names.sketch.words_of(first, last)}”"


def _kin(found: Found) -> str:
    return f" ({found.family})" if found.family else ""


def _shared(words: str, register: ActorRegister, country: str | None, actor: Actor) -> Iterator[str]:
    namesakes = register.sharing(words)
    if not namesakes:
        yield f"no row bears the name “{words}”; read by rule from the tables of states, bodies and persons"
    elif len(namesakes) > 1:
        others = ", ".join(f"{a.name} ({a.country or 'no home'})" for a in namesakes)
        at_home = country is not None and actor.country == country
        chosen = f"at home in {country}" if at_home else "so named, or without a home, or the first"
        yield f"“{words}” may be {others}; chosen is the one {chosen}"
    else:
        yield f"“{words}” is {'its name' if words == actor.name else 'another of its names'}"
