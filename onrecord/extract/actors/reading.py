"""What a phrase comes to, and the small questions that every way of reading one asks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from onrecord.extract.actors.cast import Cast, Member
from onrecord.extract.actors.sketch import Found, Sketch
from onrecord.extract.actors.words import CALENDAR, PREPOSITIONS, words
from onrecord.knowledge.actors.register import Actor
from onrecord.knowledge.actors.tokens import Token
from onrecord.vocab.roles import Kind

# Kinds whose members speak for themselves, not for a body.
PEOPLE = frozenset({Kind.WITNESS, Kind.ACTIVISTS, Kind.MEDICAL, Kind.UNKNOWN, Kind.COMMANDER})
# Small words within a person's name.
PARTICLES = frozenset("al el bin ibn abu umm de la du van von der".split())
VOICES = frozenset("spokesman spokeswoman spokesperson".split())
ROLE_LINKS = frozenset("of for from at with in".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Who is named, of what kind, in which family, as a person or not; own: by a name rather than a description."""

    name: str
    kind: Kind
    family: str = ""  # "name": nothing is known of the person but the name
    person: bool = False
    own: bool = True
    names: tuple[str, ...] = ()  # folded words of a person's own name, where there is one
    aliases: tuple[str, ...] = ()  # words of the register's other names
    sure: bool = True  # False: a guess, "an officer belongs to the force named last"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of reading a phrase: the words [first, last), by which way they were read, and what they came to."""

    first: int
    last: int
    way: str
    reading: Reading


def as_reading(member: Member, *, names: tuple[str, ...] = (), person: bool | None = None) -> Reading:
    """A member of the cast, named again."""
    return Reading(
        name=member.name,
        kind=member.kind,
        family=member.family,
        person=member.person if person is None else person,
        own=member.own,
        names=names,
    )


def army_reading(army: Actor) -> Reading:
    """The army of a state."""
    return Reading(name=army.name, kind=army.kind, family="army")


def in_a_name(token: Token) -> bool:
    """A capital that may belong to a name: no day, month or pronoun."""
    return token.capital and token.fold not in CALENDAR


class ReaderBase(ABC):
    """A report's words, the cast named so far, the word lists, and questions about a few words [first, last)."""

    def __init__(self, sketch: Sketch, cast: Cast) -> None:
        self.sketch = sketch
        self.cast = cast
        self.words = words()
        self.steps: list[Step] | None = None  # kept only while somebody asks why

    @abstractmethod
    def part(self, first: int, last: int) -> Reading | None:
        """Reads the words between two marks; used again for the phrase behind "of" or before "'s"."""

    def noted(self, first: int, last: int, way: str, reading: Reading) -> Reading:
        """The reading, remembered with the way that led to it."""
        if self.steps is not None:
            self.steps.append(Step(first=first, last=last, way=way, reading=reading))
        return reading

    def head(self, first: int, last: int) -> int:
        """The word that says what is named: the last before the first preposition, people's names left aside."""
        tokens, head = self.sketch.tokens, first
        for n in range(first, last):
            if tokens[n].fold in PREPOSITIONS and n > first:
                break
            if tokens[n].fold in PARTICLES and n > first:
                continue
            if not tokens[n].capital or n == first or self.words.kind_of(tokens[n].fold) or tokens[n].acronym:
                head = n
        return head

    def names_after(self, first: int, last: int) -> tuple[str, ...]:
        """Folded words of the first person's name in [first, last), ranks, roles and titles skipped."""
        taken: list[str] = []
        listed = self.words
        for n in range(first, last):
            token = self.sketch.tokens[n]
            fold = token.fold
            if fold in listed.ranks or fold in listed.titles or fold in listed.folds or fold in listed.offices:
                if taken and not token.capital:
                    break
                continue
            if (in_a_name(token) and not self.sketch.found_at[n]) or (taken and fold in PARTICLES):
                taken.append(fold)
            elif taken or fold in PREPOSITIONS:
                break
        return tuple(taken)

    def is_role(self, first: int, last: int) -> bool:
        """Whether a role or a rank stands among the first four words."""
        listed = self.words
        return any(
            (t := self.sketch.tokens[n]).fold in listed.folds or (t.fold in listed.ranks and t.capital)
            for n in range(first, min(first + 4, last))
        )

    def by_names(self, names: tuple[str, ...]) -> Member | None:
        """The member introduced under the last known of these words of a name: a surname outweighs a given name."""
        return next((known for name in reversed(names) if (known := self.cast.persons.get(name))), None)

    def voice_of(self, body: Reading | None, first: int, last: int) -> Reading | None:
        """Somebody who speaks for a body: the body; None where what was read is no body. [first, last) may hold their name."""
        if body is None or (body.kind in PEOPLE and body.kind is not Kind.MEDICAL) or (body.names and body.family == "name"):
            return None
        if not body.own and body.person:
            return None
        return Reading(name=body.name, kind=body.kind, family=body.family, person=True, own=body.own, names=self.names_after(first, last))

    def outside(self, found: Found, first: int, last: int) -> list[Token]:
        """The words of [first, last) that are not the actor found among them."""
        return [*self.sketch.tokens[first : found.first], *self.sketch.tokens[found.last : last]]
