"""Reads one noun phrase: which actor do these words name, given who was named before?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.actors.cast import Cast, Member
from onrecord.extract.actors.sketch import Found, Sketch
from onrecord.extract.actors.words import (
    CALENDAR,
    DETERMINERS,
    PERSONAL,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    RANKS_IN_FULL,
    singular,
    words,
)
from onrecord.knowledge.actors.tokens import Token
from onrecord.vocab.roles import Kind

_RELATIVE = frozenset("who which that whose whom".split())
_PLACE_PREPOSITIONS = frozenset("of in at from for near".split())
_PEOPLE = frozenset({Kind.WITNESS, Kind.ACTIVISTS, Kind.MEDICAL, Kind.UNKNOWN, Kind.COMMANDER})
_NEUTRAL = frozenset(
    "based monitoring opposition militant rebel jihadist extremist activist same war charity aid medical rights human armed london".split()
)
_GROUPS = {
    "monitoring": Kind.MONITOR,
    "monitor": Kind.MONITOR,
    "observer": Kind.MONITOR,
    "rights": Kind.NGO,
    "aid": Kind.NGO,
    "relief": Kind.NGO,
    "humanitarian": Kind.NGO,
    "advocacy": Kind.NGO,
    "charity": Kind.NGO,
    "activist": Kind.ACTIVISTS,
    "activists": Kind.ACTIVISTS,
    "volunteer": Kind.ACTIVISTS,
}
_PAPERS = frozenset(
    "statement statements communique report reports release letter bulletin post posts message press video tweet website page".split()
)
_LINKS = frozenset("of for and the al el de la bin ibn abu umm du van von".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Who is named, of what kind, in which family, as a person or not; own: by a name rather than a description."""

    name: str
    kind: Kind
    family: str = ""
    person: bool = False
    own: bool = True
    names: tuple[str, ...] = ()  # folded words of a person's own name, where there is one
    aliases: tuple[str, ...] = ()  # words of the register's other names
    sure: bool = True  # False: a guess, "an officer belongs to the army named last"


class PhraseReader:
    """Reads phrases of one report against the cast named so far."""

    def __init__(self, sketch: Sketch, cast: Cast) -> None:
        self.sketch = sketch
        self.cast = cast
        self.words = words()

    def read(self, first: int, last: int) -> Reading:
        """Who the words [first, last) name. Costs time linear in their number."""
        parts = self._parts(first, last)
        readings: list[Reading] = []
        for a, b in parts[:4]:
            reading = self._part(a, b)
            if reading:
                readings.append(reading)
        names = tuple(w for r in readings for w in r.names)
        readings.sort(key=lambda r: not r.sure)
        for reading in readings:  # "Vadym Reznichenko, the mayor of Dovhyi Brid": the office, spoken by a person
            if reading.own and not (reading.person and reading.names and reading.family == "name"):
                return Reading(
                    name=reading.name,
                    kind=reading.kind,
                    family=reading.family,
                    person=reading.person or bool(names),
                    names=names,
                    aliases=reading.aliases,
                )
        for reading in readings:
            if reading.names:
                known = self._known_person(reading)
                described = next((r for r in readings if not r.names), None)
                if known:
                    return known
                if described and described.kind is not Kind.UNKNOWN:
                    return Reading(name=reading.name, kind=described.kind, family="name", person=True, names=names)
                return reading
        if readings:
            return readings[0]
        return Reading(name=self.sketch.words_of(first, last), kind=Kind.UNKNOWN, own=False)

    # --- cutting ---------------------------------------------------------------------------------------------

    def _parts(self, first: int, last: int) -> list[tuple[int, int]]:
        """The phrase, cut at commas, dashes, brackets and relative pronouns."""
        parts, at = [], first
        for n in range(first + 1, last):
            if any(c in ',;:()—–"“”\n' for c in self.sketch.gap(n)):
                parts.append((at, n))
                at = n
            elif self.sketch.tokens[n].fold in _RELATIVE:
                parts.append((at, n))
                at = n + 1
        parts.append((at, last))
        return [(a, b) for a, b in parts if a < b]

    # --- one part --------------------------------------------------------------------------------------------

    def _part(self, first: int, last: int) -> Reading | None:
        tokens = self.sketch.tokens
        if first < last and tokens[first].fold in PRONOUNS:
            if last - first == 1:
                return self._pronoun(first)
            if tokens[first].fold in POSSESSIVES:
                return self._possessed(first, last)
        start = first
        definite = first < last and tokens[first].fold in ("the", "this", "that", "these", "those")
        while start < last and tokens[start].fold in DETERMINERS:
            start += 1
        if first < start < last - 1 and tokens[start].fold == "of":  # "one of them", "two of the officers"
            return self._part(start + 1, last)
        if start >= last:
            return self._pronoun(first) if first < last else None
        found = self.sketch.inside(start, last)
        office = self._office(start, last, definite)
        if office and not (found and found[0].how == "register" and found[0].first == start):
            return office
        head = self._head(start, last)
        strong = [f for f in found if f.how in ("register", "state", "person")]
        if strong and not self._about(strong[0], start, head):
            return self._folded(strong, start, last)
        return (
            self._organisation(start, last)
            or self._state(found, start, last, head)
            or self._person(start, last)
            or self._through_role(start, last, head)
            or self._plain(found, start, last, head, definite)
            or self._described(start, last, head, definite)
        )

    def _pronoun(self, at: int) -> Reading | None:
        token = self.sketch.tokens[at]
        sentence = self.sketch.sentence[at]
        member = self.cast.person(at, sentence) if token.fold in PERSONAL else self.cast.body(at, sentence)
        return _as_reading(member) if member else None

    def _possessed(self, first: int, last: int) -> Reading | None:
        """ "Its spokesman, Colonel X", "their commander": the body pointed back to; "his mother": somebody else."""
        head = self._head(first + 1, last)
        kind = self.words.kind_of(self.sketch.tokens[head].fold)
        found = [f for f in self.sketch.inside(first + 1, last) if f.how in ("register", "state")]
        if found:
            return self._folded(found, first + 1, last)
        office = self._office(first + 1, last, definite=True)
        if office:
            return office
        if kind in _PEOPLE and kind is not Kind.COMMANDER and self.sketch.tokens[head].fold not in self.words.folds:
            return self._described(first + 1, last, head, definite=False)
        member = self.cast.body(first, self.sketch.sentence[first])
        if member is None:
            return None
        named = self._person(first + 1, last)
        return Reading(name=member.name, kind=member.kind, family=member.family, person=True, names=named.names if named else ())

    def _head(self, first: int, last: int) -> int:
        """The word that says what is named: the last before the first preposition, people's names left aside."""
        tokens, head = self.sketch.tokens, first
        for n in range(first, last):
            if tokens[n].fold in PREPOSITIONS and n > first:
                break
            if not tokens[n].capital or n == first or self.words.kind_of(tokens[n].fold) or tokens[n].acronym:
                head = n
        return head

    def _about(self, found: Found, start: int, head: int) -> bool:
        """Whether the actor found only tells residents, doctors or relatives apart: "relatives of the Turkish army captain"."""
        fold = self.sketch.tokens[head].fold
        kind = self.words.kind_of(fold)
        if found.first <= head < found.last or fold in self.words.folds:
            return False
        if kind in (Kind.WITNESS, Kind.ACTIVISTS):
            return True
        return kind in (Kind.MEDICAL, Kind.UNKNOWN, Kind.COMMANDER) and found.first > head

    def _folded(self, strong: Sequence[Found], first: int, last: int) -> Reading:
        """The body that a spokesman, a channel or a source speaks for."""
        tokens = self.sketch.tokens
        chosen = strong[0]
        for n in range(first, last - 1):
            if tokens[n].fold in self.words.folds and tokens[n + 1].fold in ("of", "for", "from", "at", "in", "with"):
                after = next((f for f in strong if f.first > n), None)
                before = next((f for f in strong if f.last <= n), None)
                chosen = after if after and not before else before or chosen
                break
        if strong[-1].person:  # "Foreign Minister Walid al-Moualem"
            chosen = strong[-1]
        names = chosen.person or self._names_after(chosen.last, last) or self._names_before(first, chosen.first)
        person = bool(names) or any(
            tokens[n].fold in self.words.folds and singular(tokens[n].fold) == tokens[n].fold
            for n in range(first, last)
            if not chosen.first <= n < chosen.last
        )
        return Reading(
            name=chosen.name,
            kind=chosen.kind,
            family=chosen.family or self._family(chosen),
            person=person,
            names=names,
            aliases=tuple(w for a in (chosen.actor.aliases if chosen.actor else ()) for w in a.split()),
        )

    def _family(self, found: Found) -> str:
        return singular(self.sketch.tokens[found.last - 1].fold)

    def _names_after(self, first: int, last: int) -> tuple[str, ...]:
        """Folded words of a person's name in [first, last): capitals that are no rank, role or title, behind one or a body."""
        taken: list[str] = []
        for n in range(first, last):
            token = self.sketch.tokens[n]
            fold = token.fold
            if fold in self.words.ranks or fold in self.words.titles or fold in self.words.folds or fold in self.words.offices:
                if taken and not token.capital:
                    break
                continue
            if (token.capital and not self.sketch.found_at[n]) or (taken and fold in ("al", "el", "bin", "abu", "de", "la")):
                taken.append(fold)
            elif taken:
                break
        return tuple(taken)

    def _names_before(self, first: int, last: int) -> tuple[str, ...]:
        tokens = self.sketch.tokens
        if first >= last or not tokens[first].capital:
            return ()
        return self._names_after(first, last)

    # --- offices ---------------------------------------------------------------------------------------------

    def _office(self, first: int, last: int, definite: bool) -> Reading | None:
        """A governor, a mayor: the office with its place, "Governor of Homs"; its holder's name only finds it again."""
        tokens = self.sketch.tokens
        at = next((n for n in range(first, last) if tokens[n].fold in self.words.offices), None)
        if at is None or (at + 1 < last and tokens[at + 1].owner) or tokens[at].owner:
            return None
        if any(tokens[n].fold in self.words.folds and n < at for n in range(first, at)) and tokens[at - 1].fold in PREPOSITIONS:
            return None
        deputy = at > first and tokens[at - 1].fold in ("deputy", "vice", "acting", "assistant")
        title = ("Deputy " if deputy and tokens[at - 1].fold != "acting" else "") + tokens[at].fold.capitalize()
        place, after = self._place_after(at + 1, last)
        if not place:
            before = [n for n in range(first, at) if tokens[n].capital and tokens[n].fold not in ("deputy", "the", "acting", "vice")]
            place = self.sketch.words_of(before[0], before[-1] + 1) if before and before[-1] >= at - 3 else ""
        names = self._names_after(after, last)
        if not place:
            known = self.cast.before(first, lambda m: m.family == title.casefold())
            if known:
                return Reading(name=known.name, kind=known.kind, family=known.family, person=True, names=names)
            if names:
                known = self._by_names(names)
                if known:
                    return _as_reading(known)
        name = f"{title} of {place}" if place else title
        return Reading(name=name, kind=Kind.GOVERNMENT, family=title.casefold(), person=True, own=True, names=names)

    def _place_after(self, at: int, last: int) -> tuple[str, int]:
        tokens, n = self.sketch.tokens, at
        while n < last and tokens[n].fold in ("of", "for", "in", "general", "the"):
            n += 1
        if n == at or n >= last or not tokens[n].capital:
            return "", at
        stop = n
        while stop < last and (tokens[stop].capital or tokens[stop].fold in ("al", "el", "de")):
            stop += 1
        return self.sketch.words_of(n, stop), stop

    # --- names of their own ----------------------------------------------------------------------------------

    def _organisation(self, first: int, last: int) -> Reading | None:
        """A body that no table knows, by its own capitals: "the Euphrates Monitor for Rights", "Shali hospital"."""
        run = self._capital_run(first, last)
        if run is None:
            return None
        a, b = run
        tokens = self.sketch.tokens
        kind: Kind | None = None
        link = next((n for n in range(a, b) if tokens[n].fold in ("of", "for")), b)
        for n in [*range(link - 1, a - 1, -1), *range(b - 1, link, -1)]:  # "Institute for Front Assessment" is an institute
            here = self.words.kind_of(tokens[n].fold)
            fold = tokens[n].fold
            person_word = fold in self.words.ranks or fold in self.words.titles or (fold in self.words.offices)
            if here and here not in (Kind.WITNESS, Kind.UNKNOWN) and not person_word:
                kind = Kind.GOVERNMENT if any(t.fold == "police" for t in tokens[a:b]) else here
                break
        told = self.words.kind_of(tokens[a - 1].fold) if a > first and not tokens[a - 1].capital else None
        if told and told not in _PEOPLE and self.sketch.gap(a).strip() in ("", '"', "“"):  # "the website Sham Front"
            kind = told
        if kind is None and b - a == 1 and tokens[a].acronym and len(tokens[a].fold) <= 7:
            kind = Kind.UNKNOWN
        if kind is None and b < last and tokens[b].fold in ("hospital", "clinic"):
            kind, b = Kind.MEDICAL, b + 1
        if kind is None or (b - a == 1 and not tokens[a].acronym and self.words.kind_of(tokens[a].fold)):
            return None
        wanted = tuple(t.fold for t in tokens[a:b] if t.fold not in _LINKS)
        known = self.cast.by_words(wanted, a)
        if known and known.own:
            return _as_reading(known, own=True)
        roles = any(tokens[n].fold in self.words.folds for n in [*range(first, a), *range(b, last)])
        return Reading(
            name=self.sketch.words_of(a, b),
            kind=kind,
            family=singular(tokens[b - 1].fold),
            person=roles and self._is_role(b, last),
            names=self._names_after(b, last),
        )

    def _capital_run(self, first: int, last: int) -> tuple[int, int] | None:
        """The first run of capitals of two words or more, or an acronym; small links within it belong to it."""
        tokens, at = self.sketch.tokens, first
        while at < last:
            if not _named(tokens[at]):
                at += 1
                continue
            stop = at + 1
            while stop < last and (_named(tokens[stop]) or (tokens[stop].fold in _LINKS and self._capital_within(stop + 1, last))):
                stop += 1
            if stop - at > 1 or tokens[at].acronym:
                return at, stop
            at = stop
        return None

    def _capital_within(self, at: int, last: int) -> bool:
        return any(_named(self.sketch.tokens[n]) for n in range(at, min(at + 2, last)))

    def _person(self, first: int, last: int) -> Reading | None:
        """A person by name: the body they were introduced with, the army for a bare rank, else their own name."""
        tokens = self.sketch.tokens
        ranked = titled = False
        at = first
        while at < last and (tokens[at].fold in self.words.ranks or tokens[at].fold in self.words.titles):
            ranked = ranked or tokens[at].fold in self.words.ranks
            titled = True
            at += 1
        stop = at
        while stop < last and (_named(tokens[stop]) or tokens[stop].fold in ("al", "el", "bin", "de", "la", "abu", "ibn")):
            stop += 1
        if stop == at or (stop < last and tokens[stop].fold not in PREPOSITIONS):
            return None
        names = tuple(t.fold for t in tokens[at:stop])
        if any(self.words.kind_of(n) for n in names) and not titled:
            return None
        known = self._by_names(names)
        if known:
            return Reading(name=known.name, kind=known.kind, family=known.family, person=True, names=names)
        if ranked:
            army = self._army_of(first)
            if army:
                return Reading(name=army.name, kind=army.kind, family="army", person=True, names=names, sure=False)
        kind = Kind.MEDICAL if first < at and tokens[first].fold in ("dr", "doctor", "nurse") else Kind.UNKNOWN
        return Reading(name=self.sketch.words_of(at, stop), kind=kind, family="name", person=True, names=names)

    def _army_of(self, at: int) -> Member | None:
        """The force that an officer without one belongs to: the last that was named."""
        return self.cast.before(at, lambda m: m.own and m.kind in (Kind.MILITARY, Kind.ARMED_GROUP) and m.speaks) or self.cast.before(
            at, lambda m: m.own and m.kind is Kind.MILITARY
        )

    def _known_person(self, reading: Reading) -> Reading | None:
        known = self._by_names(reading.names)
        return _as_reading(known) if known else None

    def _by_names(self, names: Sequence[str]) -> Member | None:
        """The member introduced under the last of these names; every name known must point to it."""
        for name in reversed(names):
            known = self.cast.persons.get(name)
            if known:
                return known
        return None

    # --- descriptions ----------------------------------------------------------------------------------------

    def _state(self, found: Sequence[Found], first: int, last: int, head: int) -> Reading | None:
        """ "Moscow", "Syria": a state that speaks by its own name or its seat's."""
        here = found[0] if found and found[0].how == "country" and found[0].first == first else None
        if here is None or not (here.last == last or here.last > head):
            return None
        return Reading(name=here.name, kind=here.kind, family="government")

    def _through_role(self, first: int, last: int, head: int) -> Reading | None:
        """ "A spokesman for the mission", "the centre's spokesman", "ministry officials": the body that somebody in a role speaks for."""
        tokens = self.sketch.tokens
        owner = next((n for n in range(first, last - 1) if tokens[n].owner), None)
        if owner is not None and self._is_role(owner + 1, last):
            return self._voice_of(self._part(first, owner + 1), owner + 1, last)
        medical = self.words.kind_of(tokens[head].fold) is Kind.MEDICAL  # "a surgeon at Tripoli Medical Centre"
        if tokens[head].fold not in self.words.folds and not medical:
            return None
        if head + 2 < last and tokens[head + 1].fold in ("of", "for", "from", "at", "with", "in"):
            behind = self._voice_of(self._part(head + 2, last), head, last)
            if behind:
                return behind
        if head > first and (tokens[head - 1].fold in self.words.back):
            return self._voice_of(self._pointed_back(first, head, head - 1), head, last)
        return None

    def _is_role(self, first: int, last: int) -> bool:
        listed = self.words
        return any(
            (t := self.sketch.tokens[n]).fold in listed.folds or (t.fold in listed.ranks and t.capital)
            for n in range(first, min(first + 4, last))
        )

    def _voice_of(self, body: Reading | None, first: int, last: int) -> Reading | None:
        if (
            body is None
            or not body.own
            or (body.kind in _PEOPLE and body.kind is not Kind.MEDICAL)
            or (body.names and body.family == "name")
        ):
            return None
        return Reading(name=body.name, kind=body.kind, family=body.family, person=True, names=self._names_after(first, last))

    def _plain(self, found: Sequence[Found], first: int, last: int, head: int, definite: bool) -> Reading | None:
        """ "The army", "government forces", "Moscow": a body without its state, or a state alone."""
        here = next((f for f in found if f.how == "bare"), None)
        if here is None:
            return None
        fold = self.sketch.tokens[head].fold
        kind = self.words.kind_of(fold)
        if kind in (Kind.WITNESS, Kind.MEDICAL) and not here.first <= head < here.last:
            return None
        single = here.last - here.first == 1
        if definite and single and here.family not in ("army", "police"):
            back = self._pointed_back(first, last, here.last - 1)
            if back:
                return back
        if here.family in ("rebels", "separatists", "militia", "activists"):
            return self._pointed_back(first, last, head) or self._described(first, last, head, definite)
        if here.family in ("army", "ministry", "government"):
            other = self.cast.before(first, lambda m: m.family == here.family and m.own)
            home = self.cast.before(first, lambda m: m.name == here.name and m.own)
            if other and not home and definite:
                return _as_reading(other)
        if here.actor is None and self.sketch.country is None:
            return self._described(first, last, head, definite)
        person = any(self.sketch.tokens[n].fold in self.words.folds for n in range(first, last) if not here.first <= n < here.last)
        return Reading(name=here.name, kind=here.kind, family=here.family, person=person, names=self._names_after(here.last, last))

    def _pointed_back(self, first: int, last: int, head: int) -> Reading | None:
        """ "The group", "the monitor", "the Centre": the last member of that kind, or whose name holds the word."""
        fold = self.sketch.tokens[head].fold
        known = self.cast.by_words((fold,), first) if fold not in ("group", "army", "government", "force", "forces") else None
        if known:
            return _as_reading(known)
        kinds = self.words.back.get(fold) or self.words.back.get(singular(fold))
        if not kinds:
            return None
        told = self._group(first, head)
        if told:
            kinds = frozenset({told})
        elif any(self.sketch.tokens[n].fold == "based" for n in range(first, head)):
            kinds = frozenset({Kind.MONITOR, Kind.NGO}) & kinds or kinds
        member = self.cast.before(first, lambda m: m.kind in kinds and m.own and m.speaks) or self.cast.before(
            first, lambda m: m.kind in kinds and m.own
        )
        return _as_reading(member) if member else None

    def _group(self, first: int, head: int) -> Kind | None:
        """What kind of group: "a monitoring group", "rights groups"."""
        if singular(self.sketch.tokens[head].fold) not in (
            "group",
            "organisation",
            "network",
            "body",
            "agency",
            "worker",
            "official",
            "team",
        ):
            return None
        return next((k for n in range(first, head) if (k := _GROUPS.get(self.sketch.tokens[n].fold))), None)

    def _described(self, first: int, last: int, head: int, definite: bool) -> Reading | None:
        """Somebody told only by what they are: "residents of Aden", "a doctor at the Sinjar hospital", "the source", "the statement"."""
        tokens = self.sketch.tokens
        fold = tokens[head].fold
        if fold in _PAPERS or singular(fold) in ("spokesman", "spokeswoman", "spokesperson"):
            member = self.cast.body(first, self.sketch.sentence[first])
            if member:
                return Reading(name=member.name, kind=member.kind, family=member.family, person=fold not in _PAPERS)
        kind = self.words.kind_of(fold)
        if (definite and last - first == 1) or (definite and kind not in (Kind.WITNESS, None)):
            word = RANKS_IN_FULL.get(fold, singular(fold))
            back = self._pointed_back(first, last, head) if self._bare_but_for_modifiers(first, head) else None
            if back:
                return back
            same = self.cast.before(first, lambda m: word in m.said)
            if same and last - first == 1:
                return _as_reading(same)
        if kind is None:
            kind = next((k for n in range(first, last) if (k := self.words.kind_of(tokens[n].fold))), Kind.UNKNOWN)
        if kind in (Kind.WITNESS, Kind.ACTIVISTS, Kind.MEDICAL) and head + 1 == last:
            same = self.cast.before(first, lambda m: m.kind is kind and singular(fold) in m.said and not m.person)
            if same and singular(fold) != fold:
                return _as_reading(same)
        medical = next((n for n in range(first, last) if tokens[n].fold in ("hospital", "clinic")), None)
        if medical is not None and kind in (Kind.MEDICAL, Kind.GOVERNMENT, Kind.UNKNOWN):
            return self._hospital(first, last, medical)
        return Reading(
            name=self._description(first, last, head), kind=kind, family=singular(fold), person=_is_person(fold, kind), own=False
        )

    def _bare_but_for_modifiers(self, first: int, head: int) -> bool:
        """Only words that tell nothing apart stand before the head: "the Britain-based group", "the monitoring group"."""
        return all(t.fold in _NEUTRAL or t.fold == "based" or self.sketch.state_word(t) for t in self.sketch.tokens[first:head])

    def _hospital(self, first: int, last: int, at: int) -> Reading:
        known = self.cast.before(first, lambda m: m.family == "hospital")
        start = at
        while start > first and self.sketch.tokens[start - 1].fold not in PREPOSITIONS | DETERMINERS | {"the"}:
            start -= 1
        if start == at and at + 1 < last:
            return Reading(name=self.sketch.words_of(at, last), kind=Kind.MEDICAL, family="hospital", person=at > first)
        if start == at and known:
            return _as_reading(known)
        return Reading(name=self.sketch.words_of(start, at + 1), kind=Kind.MEDICAL, family="hospital", person=at > first)

    def _description(self, first: int, last: int, head: int) -> str:
        """The head noun in the plural sense it has, with the place it is tied to: "residents of Aden"."""
        tokens = self.sketch.tokens
        noun = tokens[head].fold
        plural = noun if singular(noun) != noun or noun == "people" else _plural(noun)
        kind = self.words.kind_of(noun)
        before = self.sketch.words_of(first, head)
        if kind in (Kind.WITNESS, Kind.ACTIVISTS, Kind.MEDICAL):
            before, noun = "", plural
        else:
            noun = tokens[head].word
        tail = ""
        if head + 1 < last and tokens[head + 1].fold in _PLACE_PREPOSITIONS:
            tail = self.sketch.words_of(head + 1, last)
        return " ".join(piece for piece in (before, noun, tail) if piece)


def _named(token: Token) -> bool:
    """A capital that may belong to a name: no day, month or pronoun."""
    return token.capital and token.fold not in CALENDAR


def _plural(noun: str) -> str:
    if noun in ("witness",):
        return "witnesses"
    return {"man": "men", "woman": "women", "family": "families"}.get(noun, noun + "s")


def _is_person(fold: str, kind: Kind) -> bool:
    one = singular(fold) == fold
    return one and kind in (Kind.WITNESS, Kind.MEDICAL, Kind.COMMANDER, Kind.ACTIVISTS, Kind.UNKNOWN, Kind.GOVERNMENT, Kind.MILITARY)


def _as_reading(member: Member, *, own: bool | None = None) -> Reading:
    return Reading(name=member.name, kind=member.kind, family=member.family, person=member.person, own=member.own if own is None else own)
