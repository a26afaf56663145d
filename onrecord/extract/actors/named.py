"""Reads phrases that hold a name: a body of the tables, an office with its place, an organisation, a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.actors.cast import Member
from onrecord.extract.actors.reading import PARTICLES, ROLE_LINKS, VOICES, ReaderBase, Reading, as_reading, in_a_name
from onrecord.extract.actors.sketch import Found
from onrecord.extract.actors.words import PREPOSITIONS, singular
from onrecord.knowledge.actors.nations import nation, state_names
from onrecord.vocab.roles import Kind

# "the website Sham Front": the common noun before a name says what kind of body bears it.
_NAMED_AFTER = frozenset(
    "website newspaper agency channel broadcaster group charity militia movement outlet daily magazine organisation party network "
    "cartel gang faction brigade front portal station blog monitor watchdog paper weekly".split()
)
# Nouns that make a body of the capitals around them, and what other words of the name say of its kind.
_ORGANISATIONS = frozenset(
    "unit centre agency service union party league society fund programme project trust desk syndicate chamber initiative alliance "
    "federation congress board convention forum university bureau collective representatives platform room rooms".split()
)
_TELLING = (
    (frozenset("media news press radio tv tribune times".split()), Kind.MEDIA),
    (frozenset("rights relief humanitarian aid charity welfare".split()), Kind.NGO),
    (frozenset("health medical doctors nurses".split()), Kind.MEDICAL),
    (frozenset("monitoring documentation violations conflict".split()), Kind.MONITOR),
    (frozenset("representatives congress emergency".split()), Kind.GOVERNMENT),
)
_LINKS = PARTICLES | {"of", "for", "and", "the"}
_HOLDERS = frozenset("president minister secretary premier chancellor leader".split())
_DEPUTIES = frozenset("deputy vice acting assistant".split())
_POLICE_RANKS = frozenset("superintendent supt inspector constable".split())  # no army has them
_LONGEST_ACRONYM = 7
_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th)")  # "the 79th Air Assault Brigade"


class NamedReader(ReaderBase):
    """The ways of reading a phrase that holds a name."""

    # --- a body of the tables ----------------------------------------------------------------------------------

    def about(self, found: Found, head: int) -> bool:
        """Whether the actor found only tells people apart: "relatives of the Turkish army captain" are not the army."""
        fold = self.sketch.tokens[head].fold
        if found.first <= head < found.last or fold in self.words.folds:
            return False
        kind = self.words.kind_of(fold)
        if fold in ("men", "boys") and found.last == head and found.kind in (Kind.ARMED_GROUP, Kind.MILITARY):
            return False  # "Maute men"
        if kind in (Kind.WITNESS, Kind.ACTIVISTS):
            return True
        return kind in (Kind.MEDICAL, Kind.UNKNOWN, Kind.COMMANDER) and found.first > head

    def folded(self, strong: Sequence[Found], first: int, last: int) -> Reading:
        """The body that a spokesman, a channel or a source speaks for."""
        chosen = self._chosen(strong, first, last)
        chosen = self.holder(chosen, first, last) or chosen
        names = chosen.person or self.names_after(chosen.last, last) or self._names_before(first, chosen.first)
        listed = self.words
        roles = [t.fold for t in self.outside(chosen, first, last) if t.fold in listed.folds or t.fold in listed.ranks]
        return Reading(
            name=chosen.name,
            kind=chosen.kind,
            family=chosen.family or singular(self.sketch.tokens[chosen.last - 1].fold),
            person=bool(names) or any(singular(role) == role for role in roles),
            names=names,
            aliases=tuple(w for a in (chosen.actor.aliases if chosen.actor else ()) for w in a.split()),
        )

    def _chosen(self, strong: Sequence[Found], first: int, last: int) -> Found:
        """Of several bodies: the person, "Foreign Minister Walid al-Moualem"; the one behind "spokesman for"; else the first."""
        if strong[-1].person:
            return strong[-1]
        if len(strong) > 1 and strong[1].first == strong[0].last:
            called = self.sketch.words_of(strong[0].first, strong[0].last)
            if len(self.sketch.register.sharing(called)) > 1:
                return strong[1]  # "the UN mission MONUSCO": what several bodies are called, and which of them it is
        tokens = self.sketch.tokens
        for n in range(first, last - 1):
            if tokens[n].fold in self.words.folds and tokens[n + 1].fold in ROLE_LINKS:
                before = next((f for f in strong if f.last <= n), None)
                return before or next((f for f in strong if f.first > n), strong[0])
        return strong[0]

    def holder(self, found: Found, first: int, last: int) -> Found | None:
        """ "The Syrian president": the person, where the report names who holds the office."""
        held = self.sketch.holders.get(found.name)
        if held is None or not any(t.fold in _HOLDERS for t in self.sketch.tokens[first:last]):
            return None
        return replace(held, first=found.first, last=found.last)

    def _names_before(self, first: int, last: int) -> tuple[str, ...]:
        return self.names_after(first, last) if first < last and self.sketch.tokens[first].capital else ()

    # --- offices -----------------------------------------------------------------------------------------------

    def office(self, first: int, last: int) -> Reading | None:
        """A governor, a mayor: the office with its place, "Governor of Homs"; its holder's name only finds it again."""
        tokens = self.sketch.tokens
        at = next((n for n in range(first, last) if tokens[n].fold in self.words.offices), None)
        if at is None or (tokens[at].owner and at + 1 < last) or (at + 1 < last and tokens[at + 1].owner):
            return None
        if at > first and tokens[at - 1].fold in PREPOSITIONS and any(t.fold in self.words.folds for t in tokens[first:at]):
            return None  # "a spokesman for Governor X" is read by the spokesman
        before = tokens[at - 1].fold if at > first else ""
        if before == "police":
            return None  # a police commissioner speaks for the police
        title = ("Deputy " if before in _DEPUTIES - {"acting"} else "") + tokens[at].fold.capitalize()
        place, after = self._place_after(at + 1, last)
        if not place:
            place = self._place_before(first, at)
        names = self.names_after(after, last)
        if not place:
            known = self.cast.before(first, lambda m: m.family == title.casefold()) or self.cast.placed.get(title.casefold())
            known = known or self.by_names(names)
            if known:
                return as_reading(known, names=names, person=True)
        name = f"{title} of {place}" if place else title
        return Reading(name=name, kind=Kind.GOVERNMENT, family=title.casefold(), person=True, names=names)

    def _place_after(self, at: int, last: int) -> tuple[str, int]:
        """The place behind "governor of", and the word after it; "" where none is told."""
        tokens, n = self.sketch.tokens, at
        while n < last and tokens[n].fold in ("of", "for", "in", "general", "the"):
            n += 1
        if n == at or n >= last or not tokens[n].capital:
            return "", at
        if tokens[n].owner and n + 1 < last and tokens[n + 1].capital:
            n += 1  # "Syria's Homs"
        stop = n
        while stop < last and (tokens[stop].capital or tokens[stop].fold in PARTICLES):
            stop += 1
        return self.sketch.words_of(n, stop), stop

    def _place_before(self, first: int, at: int) -> str:
        tokens = self.sketch.tokens
        before = [n for n in range(first, at) if tokens[n].capital and tokens[n].fold not in _DEPUTIES | {"the"}]
        return self.sketch.words_of(before[0], before[-1] + 1) if before and before[-1] >= at - 3 else ""

    # --- organisations -----------------------------------------------------------------------------------------

    def organisation(self, first: int, last: int) -> Reading | None:
        """A body that no table knows, by its own capitals: "the Euphrates Monitor for Rights", "Shali hospital"."""
        run = self._capital_run(first, last)
        if run is None:
            return None
        a, b = run
        tokens = self.sketch.tokens
        if all(self.sketch.found_at[n] for n in range(a, b)):
            return None
        owned = self._owned_by_a_state(a, b)
        if owned:
            return owned
        known = self.cast.by_words(tuple(t.fold for t in tokens[a:b] if t.fold not in _LINKS), a)
        if known and not known.person:
            return as_reading(known)
        kind = self._kind_of_name(a, b, first)
        if kind is None and b < last and tokens[b].fold in ("hospital", "clinic"):
            kind, b = Kind.MEDICAL, b + 1
        if kind is None or (b - a == 1 and not tokens[a].acronym and self.words.kind_of(tokens[a].fold)):
            return None
        if known:
            return as_reading(known)
        return Reading(
            name=self.sketch.words_of(a, b),
            kind=kind,
            family=singular(tokens[b - 1].fold),
            person=self.is_role(b, last),
            names=self.names_after(b, last),
        )

    def _owned_by_a_state(self, a: int, b: int) -> Reading | None:
        """ "Russia's Reconciliation Centre" is the Russian Reconciliation Centre, where the register has one."""
        here = self.sketch.found_at[a]
        if here is None or here.how != "country" or here.first != a or here.last >= b or not self.sketch.tokens[here.last - 1].owner:
            return None
        match = state_names().state_at(self.sketch.tokens, a)
        rest = self.sketch.words_of(here.last, b)
        actor = self.sketch.register.find(f"{match[0].short} {rest}") if match else None
        if actor is None:
            return None
        return Reading(name=actor.name, kind=actor.kind, family=singular(self.sketch.tokens[b - 1].fold), aliases=(*actor.aliases,))

    def _kind_of_name(self, a: int, b: int, first: int) -> Kind | None:
        """What the words of a name say it is: its noun before "of" or "for" first; None for what may be a person."""
        tokens, listed = self.sketch.tokens, self.words
        if a > first and tokens[a - 1].fold in _NAMED_AFTER and not tokens[a - 1].capital and self.sketch.gap(a).strip() in ("", '"', "“"):
            return listed.kind_of(tokens[a - 1].fold)
        if any(t.fold in listed.ranks and t.fold not in ("general", "staff", "major", "field", "chief") for t in tokens[a:b]):
            return None  # "Army Col. Dale Whitcomb"
        link = next((n for n in range(a, b) if tokens[n].fold in ("of", "for")), b)
        for n in [*range(link - 1, a - 1, -1), *range(b - 1, link, -1)]:  # "Institute for Front Assessment" is an institute
            fold = tokens[n].fold
            kind = listed.kind_of(fold)
            of_a_person = fold in listed.ranks or fold in listed.titles or fold in listed.offices
            if kind and kind not in (Kind.WITNESS, Kind.UNKNOWN) and not of_a_person:
                return Kind.GOVERNMENT if any(t.fold == "police" for t in tokens[a:b]) else kind
        folds = {t.fold for t in tokens[a:b]}
        if b - a > 1 and folds & _ORGANISATIONS:  # "Homs Media Centre", "Relief Desk", "Executive Unit for Camps"
            return next((kind for telling, kind in _TELLING if folds & telling), Kind.UNKNOWN)
        short = b - a == 1 and tokens[a].acronym and len(tokens[a].fold) <= _LONGEST_ACRONYM
        return Kind.UNKNOWN if short else None

    def _capital_run(self, first: int, last: int) -> tuple[int, int] | None:
        """The first run of capitals of two words or more, or an acronym; small links within it belong to it."""
        tokens, at = self.sketch.tokens, first
        while at < last:
            if not in_a_name(tokens[at]) or self._tied_to_a_word(at, last):
                at += 1
                continue
            stop = at + 1
            start = at - 1 if at > first and (tokens[at - 1].fold in ("al", "el") or _ORDINAL.fullmatch(tokens[at - 1].word)) else at
            while stop < last and (in_a_name(tokens[stop]) or self._links(stop, last)):
                stop += 1
            if stop - at > 1 or tokens[at].acronym:
                return start, stop
            at = stop
        return None

    def _links(self, at: int, last: int) -> bool:
        """A small word within a name; "the" only behind another one, "Doctors of the World" but not "Ghouta the Observatory"."""
        tokens = self.sketch.tokens
        if tokens[at].fold not in _LINKS or (tokens[at].fold == "the" and tokens[at - 1].fold not in _LINKS):
            return False
        return self._capital_soon(at + 1, last)

    def _tied_to_a_word(self, at: int, last: int) -> bool:
        """ "UK-based", "Houthi-run": no name begins there."""
        return at + 1 < last and self.sketch.gap(at + 1) in ("-", "–") and not self.sketch.tokens[at + 1].capital

    def _capital_soon(self, at: int, last: int) -> bool:
        return any(in_a_name(self.sketch.tokens[n]) for n in range(at, min(at + 2, last)))

    # --- persons -----------------------------------------------------------------------------------------------

    def person(self, first: int, last: int) -> Reading | None:
        """A person by name: the body they were introduced with, the force named last for a bare rank, else their own name."""
        tokens, listed = self.sketch.tokens, self.words
        at = first
        voice = singular(tokens[first].fold) in VOICES and not tokens[first].owner  # "spokesman Rupert Colville"
        while at < last and (tokens[at].fold in listed.ranks or tokens[at].fold in listed.titles or (voice and at == first)):
            at += 1
        stop = at
        while stop < last and (in_a_name(tokens[stop]) or tokens[stop].fold in PARTICLES):
            stop += 1
        if stop == at or (stop < last and tokens[stop].fold not in PREPOSITIONS):
            return None
        names = tuple(t.fold for t in tokens[at:stop])
        if any(self.sketch.found_at[n] for n in range(first, stop)) or all(n in self.sketch.placed for n in range(at, stop)):
            return None
        if at == first and any(listed.kind_of(n) for n in names) and not self.by_names(names):
            return None  # "Residents", "Rescue Workers"; but "Cook" where a Peter Cook was introduced
        if stop + 1 < last and tokens[stop].fold in ("of", "from", "for", "with"):  # "Hussam Khoulani of the council"
            body = self.voice_of(self.part(stop + 1, last), stop, stop)
            if body:
                return replace(body, names=names)
        ranked = any(t.fold in listed.ranks for t in tokens[first:at])
        speaks_for = self.cast.body(first, self.sketch.sentence[first]) if voice else None
        if ranked and speaks_for and speaks_for.family == "government":
            speaks_for = self._force_before(first) or speaks_for  # "spokesman Colonel X" speaks for a force rather than for a state
        if speaks_for and not self.by_names(names):
            return as_reading(speaks_for, names=names, person=True)
        return self._known(names) or self._guessed(first, stop, names, ranked) or self._by_own_name(first, at, stop, names)

    def _known(self, names: tuple[str, ...]) -> Reading | None:
        known = self.by_names(names)
        return as_reading(known, names=names, person=True) if known else None

    def _guessed(self, first: int, stop: int, names: tuple[str, ...], ranked: bool) -> Reading | None:
        if ranked and any(t.fold in _POLICE_RANKS for t in self.sketch.tokens[first:stop]):
            police = self._police(first)
            return replace(police, person=True, names=names, sure=False) if police else None
        army = self._force_before(first) if ranked else None
        if army:
            return replace(as_reading(army, names=names, person=True), family="army", sure=False)
        home = self._home_army() if ranked else None
        if home:
            return replace(home, person=True, names=names, sure=False)
        told = self._told_before(first) if self.sketch.speaks(first, stop) else None
        return as_reading(told, names=names, person=True) if told else None

    def _by_own_name(self, first: int, at: int, stop: int, names: tuple[str, ...]) -> Reading:
        medical = first < at and self.sketch.tokens[first].fold in ("dr", "doctor", "nurse")
        kind = Kind.MEDICAL if medical else Kind.UNKNOWN
        return Reading(name=self.sketch.words_of(at, stop), kind=kind, family="name", person=True, names=names)

    def _force_before(self, at: int) -> Member | None:
        """The force that an officer without one belongs to: the last that spoke, else the last army."""
        return self.cast.before(at, lambda m: m.own and m.speaks and m.kind in (Kind.MILITARY, Kind.ARMED_GROUP)) or self.cast.before(
            at, lambda m: m.own and m.kind is Kind.MILITARY
        )

    def _home_army(self) -> Reading | None:
        """The army of the country that the report is about: an officer's, where no force and nobody from abroad is named."""
        state = None if self.sketch.others_named else nation(self.sketch.country)
        actor = self.sketch.register.find(f"{state.short} army") if state else None
        return Reading(name=actor.name, kind=actor.kind, family="army") if actor else None

    def _police(self, at: int) -> Reading | None:
        """The police that was named last, else that of the state that the report is about."""
        known = self.cast.before(at, lambda m: m.own and m.family == "police")
        if known:
            return as_reading(known)
        state = nation(self.sketch.country)
        actor = self.sketch.register.find(f"{state.short} police") if state else None
        return Reading(name=actor.name, kind=actor.kind, family="police") if actor else None

    def _told_before(self, at: int) -> Member | None:
        """ "A member of the council said. Hakimi told the agency": the nameless speaker of the sentence before is the one named now."""
        last = self.cast.before(at, lambda m: m.speaks)
        return last if last and last.open and 0 < self.sketch.sentence[at] - last.sentence <= 2 else None
