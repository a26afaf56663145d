"""The actors layer: every stretch of a text that names an actor, with or without a name of its own."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.extract.actors.sketch import Found, Sketch
from onrecord.extract.actors.words import words
from onrecord.knowledge.actors.register import ActorRegister
from onrecord.vocab.roles import Kind

# Common nouns that are a body only beside a state's name.
_TOO_BARE = frozenset(
    "side state official officials delegation media congress marines drones planes tanks aircraft artillery helicopters leadership "
    "opposition drone jets intelligence fighters president premier chancellor senate prosecutor diplomat".split()
)
_GENERIC_WORDS = frozenset(
    "residents resident witnesses witness eyewitnesses villagers activists activist doctors medics survivors relatives protesters "
    "demonstrators rescuers paramedics refugees militants militia gunmen insurgents jihadists tribesmen".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """text[start:end] names an actor. register: its name in the register, None for one that only its words describe."""

    start: int
    end: int
    name: str
    kind: Kind
    register: str | None = None


def find_actors(text: str, register: ActorRegister, *, country: str | None = None) -> list[ActorMention]:
    """Actors in the order of the text, none overlapping another. country (alpha-3): the one the report is about; guessed if None.

    Names of the register, bodies of states by rule, and armed or speaking groups without a name ("militants", "residents"). A country or
    a capital counts only where it speaks. Never raises; linear in the length of the text.
    """
    sketch = Sketch(text, register, country)
    found: list[ActorMention] = []
    at = 0
    while at < len(sketch.tokens):
        here = sketch.found_at[at]
        if here is None:
            generic = _generic(sketch, at)
            if generic:
                found.append(generic)
            at += 1
            continue
        if _counts(here, sketch):
            found.append(_mention(here, sketch))
        at = here.last
    return found


def _counts(here: Found, sketch: Sketch) -> bool:
    before = sketch.found_at[here.first - 1] if here.first else None
    if here.how == "bare" and before and not sketch.gap(here.first).strip():
        return False  # "Isis militants": one actor
    if here.how == "country":
        return sketch.speaks(here.first, here.last)
    return here.how != "bare" or here.last - here.first > 1 or sketch.tokens[here.first].fold not in _TOO_BARE


def _mention(here: Found, sketch: Sketch) -> ActorMention:
    end = sketch.tokens[here.last - 1]
    return ActorMention(
        start=sketch.tokens[here.first].start,
        end=end.end - 2 if end.owner else end.end,
        name=here.name,
        kind=here.kind,
        register=here.actor.name if here.actor else None,
    )


def _generic(sketch: Sketch, at: int) -> ActorMention | None:
    token = sketch.tokens[at]
    if at and sketch.found_at[at - 1] and not sketch.gap(at).strip():
        return None
    if token.fold not in _GENERIC_WORDS:
        return None
    kind = words().kind_of(token.fold)
    return ActorMention(start=token.start, end=token.end, name=token.fold, kind=kind, register=None) if kind else None
