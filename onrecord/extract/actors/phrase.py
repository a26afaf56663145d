"""Reads one noun phrase: which actor do these words name, given who was named before?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onrecord.extract.actors.cast import Cast, Member
from onrecord.extract.actors.described import DescribedReader
from onrecord.extract.actors.reading import PEOPLE, Reading, army_reading, as_reading
from onrecord.extract.actors.sketch import Found, Sketch
from onrecord.extract.actors.words import DETERMINERS, FEMININE, PERSONAL, POSSESSIVES, PRONOUNS
from onrecord.vocab.roles import Kind

_RELATIVE = frozenset("who which that whose whom".split())
_PARTITIVES = frozenset("number group handful dozens hundreds scores thousands couple pair majority lot most part".split())
_DEFINITE = frozenset("the this that these those".split())
_OWN_PEOPLE = frozenset("men crews teams units boys snipers gunners pilots planes jets drones".split())
# "The al-Qaeda affiliate" is another body than al-Qaeda.
_OFFSHOOTS = frozenset("affiliate affiliates offshoot offshoots branch franchise splinter proxy proxies".split())
_DEEPEST = 4  # phrases within phrases that are followed; keeps the cost linear on "A of B of C of …"


class PhraseReader(DescribedReader):
    """Reads phrases of one report against the cast named so far."""

    def __init__(self, sketch: Sketch, cast: Cast) -> None:
        super().__init__(sketch, cast)
        self._depth = 0

    def read(self, first: int, last: int) -> Reading:
        """Who the words [first, last) name. Costs time linear in their number."""
        readings = [r for a, b in self._parts(first, last)[:4] if (r := self.part(a, b))]
        readings.sort(key=lambda r: not r.sure)
        names = tuple(w for r in readings for w in r.names)
        described = next((r.kind for r in readings if not r.own and r.kind is not Kind.UNKNOWN), None)
        for reading in readings:  # "Vadym Reznichenko, the mayor of Dovhyi Brid": the office, spoken by a person
            if reading.own and not (reading.names and reading.family == "name"):
                kind = described if described and reading.kind is Kind.UNKNOWN else reading.kind
                return replace(reading, kind=kind, person=reading.person or bool(names), names=names)
        bodies = [r for r in readings if not r.own and not r.person and r.kind not in PEOPLE]
        for reading in readings:
            if reading.names:
                known = self.by_names(reading.names)
                if known and known.kind is not Kind.UNKNOWN:
                    return as_reading(known, names=names)
                return replace(reading, kind=described or reading.kind, names=names)
        if bodies or readings:
            return (bodies or readings)[0]
        return Reading(name=self.sketch.words_of(first, last), kind=Kind.UNKNOWN, own=False)

    def part(self, first: int, last: int) -> Reading | None:
        """Reads the words between two marks."""
        if self._depth >= _DEEPEST or first >= last:
            return None
        self._depth += 1
        try:
            return self._part(first, last)
        finally:
            self._depth -= 1

    def _parts(self, first: int, last: int) -> list[tuple[int, int]]:
        """The phrase, cut at commas, dashes, brackets and relative pronouns."""
        parts, at = [], first
        for n in range(first + 1, last):
            if any(c in ',;:()—–"“”\n' for c in self.sketch.gap(n)) and not self._number(n):
                parts.append((at, n))
                at = n
            elif self.sketch.tokens[n].fold in _RELATIVE and self.sketch.found_at[n] is None:
                parts.append((at, n))
                at = n + 1
        parts.append((at, last))
        return [(a, b) for a, b in parts if a < b]

    def _number(self, at: int) -> bool:
        """ "1,500": a comma within a number parts nothing."""
        return self.sketch.gap(at) == "," and self.sketch.tokens[at - 1].word.isdigit() and self.sketch.tokens[at].word.isdigit()

    def _part(self, first: int, last: int) -> Reading | None:
        tokens = self.sketch.tokens
        if tokens[first].fold in PRONOUNS and last - first == 1 and self.sketch.found_at[first] is None:  # "WHO" is a name
            return self._pronoun(first)
        if tokens[first].fold in POSSESSIVES:
            return self._possessed(first, last)
        start = first
        while start < last and (tokens[start].fold in DETERMINERS or tokens[start].word.isdigit()):
            start += 1
        if start >= last:
            return self._pronoun(first)
        some = tokens[start].fold == "of" and start > first  # "one of them", "two of the officers"
        many = tokens[start].fold in _PARTITIVES and start + 2 < last and tokens[start + 1].fold == "of"  # "a number of residents"
        if (some and start + 1 < last) or many:
            return self.part(start + (1 if some else 2), last)
        return self._phrase(start, last, definite=tokens[first].fold in _DEFINITE)

    def _phrase(self, first: int, last: int, *, definite: bool) -> Reading | None:
        """A phrase without its article: names first, then what only describes."""
        around = self.sketch.found_at[first]
        if around and around.how != "bare" and around.first <= first and around.last >= last and around.last - around.first > last - first:
            return self.noted(
                first, last, "a part of a known name", self.folded([around], first, last)
            )  # "Padilla" out of "Restituto Padilla"
        found = self.sketch.inside(first, last)
        office = self.office(first, last)
        if office and not (found and found[0].how == "register" and found[0].first == first):
            return self.noted(first, last, "an office", office)
        head = self.head(first, last)
        strong = [f for f in found if f.how in ("register", "state", "person")]
        if strong and strong[-1].last <= head and self.sketch.tokens[head].fold in _OFFSHOOTS:
            other = self._offshoot(strong[-1], first, last, definite=definite)
            return self.noted(first, last, "a body tied to another", other)
        if strong and not self.about(strong[0], head):
            return self.noted(first, last, "a known body, or who speaks for it", self.folded(strong, first, last))
        ways: tuple[tuple[str, Callable[[], Reading | None]], ...] = (
            ("an organisation by its own capitals", lambda: self.organisation(first, last)),
            ("a state by its name or seat", lambda: self.state(found, first, last, head)),
            ("a person", lambda: self.person(first, last)),
            ("the body for which somebody speaks or acts", lambda: self.through_role(first, last, head)),
            ("a body without its state, or one named before", lambda: self.plain(found, first, last, head, definite)),
            ("a description", lambda: self.described(first, last, head, definite)),
        )
        for way, read in ways:
            reading = read()
            if reading:
                return self.noted(first, last, way, reading)
        return None

    def _offshoot(self, parent: Found, first: int, last: int, *, definite: bool) -> Reading:
        """ "The al-Qaeda affiliate": the armed group named before that is not al-Qaeda itself; else its own words."""

        def fits(member: Member) -> bool:
            return member.own and member.kind is Kind.ARMED_GROUP and member.name != parent.name

        other = self.cast.before(first, fits) if definite else None
        if other:
            return as_reading(other)
        return Reading(name=self.sketch.words_of(first, last), kind=Kind.ARMED_GROUP, own=False)

    def _pronoun(self, at: int) -> Reading | None:
        sentence = self.sketch.sentence[at]
        fold = self.sketch.tokens[at].fold
        if fold in PERSONAL:
            member = self.cast.person(at, sentence, "f" if fold in FEMININE else "m")
        else:
            member = self.cast.body(at, sentence, plural=fold not in ("it", "its", "itself"))
        return self.noted(at, at + 1, "a pronoun", as_reading(member)) if member else None

    def _possessed(self, first: int, last: int) -> Reading | None:
        """ "Its spokesman, Colonel X", "their commander": the body pointed back to; "his mother": somebody else."""
        start = first + 1
        if start >= last:
            return self._pronoun(first)
        head = self.head(start, last)
        fold = self.sketch.tokens[head].fold
        kind = self.words.kind_of(fold)
        found = [f for f in self.sketch.inside(start, last) if f.how in ("register", "state", "person")]
        if found:
            return self.folded(found, start, last)
        office = self.office(start, last)
        if office:
            return office
        theirs = fold in _OWN_PEOPLE and self.sketch.tokens[first].fold in ("its", "their")  # "said its men had ambushed a convoy"
        if kind in PEOPLE and kind is not Kind.COMMANDER and fold not in self.words.folds and not theirs:
            return self.described(start, last, head, definite=False)
        member = self.cast.body(first, self.sketch.sentence[first])
        if member is None:
            return None
        troops = next((f for f in self.sketch.inside(start, last) if f.family == "army"), None)
        army = self.sketch.army_of(member.name) if troops else None
        if army:  # "Armenia's defence ministry said its troops": the army, not the ministry
            return self.noted(first, last, "the army of whom the possessive points back to", army_reading(army))
        pointed = as_reading(member, names=self.names_after(start, last), person=True)
        return self.noted(first, last, "the body to which the possessive points back", pointed)
