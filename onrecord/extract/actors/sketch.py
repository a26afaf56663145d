"""A report as this layer sees it: its words, where sentences end, the country it speaks of, and the actors that tables name in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.extract.actors.words import words
from onrecord.extract.text import sentences
from onrecord.knowledge.actors.nations import Body, StateMatch, nation, peoples, state_names
from onrecord.knowledge.actors.register import Actor, ActorRegister
from onrecord.knowledge.actors.tokens import Token, tokenise
from onrecord.records import Span
from onrecord.vocab.roles import Kind

# What a people without a state has, by family of bodies.
_OF_A_PEOPLE = {"army": "forces", "militia": "forces", "police": "police", "rebels": "rebels", "separatists": "separatists"}
# "coalition forces", "rebel fighters": somebody else's than the state's.
_NOT_THE_STATES = frozenset(
    "coalition rebel rebels opposition enemy separatist separatists tribal foreign allied insurgent insurgents militant militants "
    "paramilitary jihadist islamist mercenary un peacekeeping international group terrorist secessionist resistance".split()
)
# After these stands the one who hears: "told the BBC".
_HEARD = frozenset("told tells telling informed informs asked accused accuses urged urges warned warns called denied".split())
_SUBJECTS = frozenset("he she it they we i you".split())
_BEING = frozenset("was were been be is are being".split())
# Common nouns that are a body only beside a state's name or with a word of their own.
_TOO_BARE = frozenset(
    "side state official officials delegation media congress leadership diplomat diplomats ambassador prosecutor fighters".split()
)
# "The Afar regional government", "the Kherson military administration": a body of a part of the country, not the state's.
_LOCAL = frozenset(
    "regional provincial state city municipal district county local oblast departmental communal military civil civilian interim "
    "transitional town village governorate province region".split()
)
_LOCAL_BODIES = frozenset("government administration authorities authority council police parliament assembly legislature".split())
_NOT_LOCAL = frozenset("military civil civilian interim transitional state".split())  # these alone say nothing of a part
_LONGEST_LOCAL = 7
_WITHIN = frozenset("of for and the in on de des du la et del".split())  # small words within a body's name
_OFFICIAL = frozenset({Kind.MILITARY, Kind.FOREIGN_GOVERNMENT, Kind.UN})
How = Literal["register", "state", "country", "bare", "person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Words [first, last) of a report name an actor. bare: a common noun with no state named ("the army")."""

    first: int
    last: int
    name: str
    kind: Kind
    how: How
    family: str = ""
    actor: Actor | None = None
    person: tuple[str, ...] = ()  # folded words of a public person's names


class Sketch:
    """Everything that is looked up more than once about a text. Built in time linear in its length."""

    def __init__(self, text: str, register: ActorRegister, country: str | None) -> None:
        self.text = text
        self.register = register
        self.tokens: list[Token] = tokenise(text)
        self.starts = [t.start for t in self.tokens]
        self.sentence = _sentence_of(text, self.tokens)
        self.country = country or _country_of(self.tokens)
        self.found: list[Found] = []
        self.placed: set[int] = set()  # words that name places
        self.holders: dict[str, Found] = {}  # by body, the leader named in the report: "President of Syria" is Bashar al-Assad
        self.found_at: list[Found | None] = [None] * len(self.tokens)  # the actor that covers a word
        self.own_initials = self._initials_given()
        self._find()
        # Somebody from abroad, in arms or in office, is named: an officer without a body may be theirs.
        self.others_named = any(f.kind in _OFFICIAL and (f.actor is None or f.actor.country != self.country) for f in self.found)

    def mark_places(self, places: Iterable[Span]) -> None:
        """Remembers which words name places."""
        for span in places:
            first, last = self.token_range(span.start, span.end)
            self.placed.update(range(first, last))

    def token_range(self, start: int, end: int) -> tuple[int, int]:
        """The words that lie in or touch text[start:end], as a half-open range."""
        first = bisect_left(self.starts, start)
        if first and self.tokens[first - 1].end > start:
            first -= 1
        return first, max(first, bisect_left(self.starts, end))

    def gap(self, at: int) -> str:
        """What stands between word at-1 and word at."""
        return self.text[self.tokens[at - 1].end : self.tokens[at].start] if 0 < at < len(self.tokens) else "\n"

    def words_of(self, first: int, last: int) -> str:
        """The text from word `first` to before word `last`, without the possessive of its last word."""
        if first >= last:
            return ""
        end = self.tokens[last - 1]
        stop = end.end - 2 if end.owner else end.end
        return " ".join(self.text[self.tokens[first].start : stop].split())

    def inside(self, first: int, last: int) -> list[Found]:
        """Actors named wholly within the words [first, last)."""
        found: list[Found] = []
        at = first
        while at < last:
            here = self.found_at[at]
            if here and here.first >= first and here.last <= last:
                found.append(here)
                at = here.last
            else:
                at += 1
        return found

    def speaks(self, first: int, last: int) -> bool:
        """Whether the words [first, last) are who speaks: a verb of saying follows, at once or after an aside, or stands before them."""
        return self._said_after(last) or self._said_before(first)

    def _said_after(self, last: int) -> bool:
        if not self._same(last):
            return False
        aside = "," in self.gap(last)
        if self._says(last, last, 9 if aside else 4):
            return True
        if not aside:
            return False
        # "X, which is based in Cologne, said"
        close = next((n for n in range(last + 1, min(last + 16, len(self.tokens))) if self._same(n, last) and "," in self.gap(n)), None)
        return close is not None and self._says(close, last, 4)

    def _says(self, at: int, last: int, reach: int) -> bool:
        """Whether a verb of saying comes within reach of word `at`, with no other subject or comma before it."""
        for n in range(at, min(at + reach, len(self.tokens))):
            if not self._same(n, last) or self.found_at[n] is not None or self.tokens[n].fold in _SUBJECTS:
                return False
            if n > at and "," in self.gap(n):
                return False
            if self.tokens[n].fold in words().saying:
                return not (n > last and self.tokens[n - 1].fold in _BEING and self.tokens[n].fold != "saying")
        return False

    def _said_before(self, first: int) -> bool:
        if first and self.tokens[first - 1].fold == "to" and first > 1 and self.tokens[first - 2].fold == "according":
            return True
        for n in range(first - 1, max(0, first - 3), -1):  # "…", said X; "...," the BBC quoted X
            fold = self.tokens[n].fold
            if self.sentence[n] == self.sentence[first] and fold in words().saying and fold not in _HEARD:
                return any(c in self.gap(n) for c in ",\"”’'“") or fold in ("quoted", "cited")
        return False

    def _same(self, at: int, other: int | None = None) -> bool:
        """Word `at` is in one sentence with the word before `other` (itself)."""
        before = (at if other is None else other) - 1
        return at < len(self.tokens) and before >= 0 and self.sentence[at] == self.sentence[before]

    def army_of(self, name: str) -> Actor | None:
        """The army of the state whose government or ministry the name is; None for any other name."""
        actor = self.register.find(name)
        state = nation(actor.country) if actor and actor.kind in (Kind.GOVERNMENT, Kind.FOREIGN_GOVERNMENT) else None
        return self.register.find(f"{state.short} army") if state else None

    def home_of(self, name: str) -> str | None:
        """The country (alpha-3) of an actor, None where the register knows none."""
        actor = self.register.find(name)
        return actor.country if actor else None

    def state_word(self, token: Token) -> bool:
        """Whether a word names a country or its people: the "Britain" of "Britain-based"."""
        return token.capital and state_names().forms.longest([token], 0) is not None

    def kind(self, kind: Kind, home: str | None) -> Kind:
        """A government is foreign where the report is about another country."""
        if kind is Kind.GOVERNMENT and home and self.country and home != self.country:
            return Kind.FOREIGN_GOVERNMENT
        if kind is Kind.FOREIGN_GOVERNMENT and home and home == self.country:
            return Kind.GOVERNMENT
        return kind

    def _peoples(self, body: Body, at: int, last: int) -> Found:
        """ "Kurdish fighters", "Abkhaz soldiers": the forces of a people without a state in the tables."""
        spoken = self.words_of(at - 1, last)
        actor = self.register.find(spoken)
        noun = _OF_A_PEOPLE[body.family]
        name = actor.name if actor else f"{self.tokens[at - 1].word} {noun}"
        kind = actor.kind if actor else Kind.ARMED_GROUP
        return Found(first=at - 1, last=last, name=name, kind=kind, how="state", family=body.family, actor=actor)

    def _initials_given(self) -> frozenset[str]:
        """Initials that this report gives in brackets to a body other than the register's: "Jubaland News Agency (JNA)"."""
        found = set()
        for at in range(2, len(self.tokens)):
            token = self.tokens[at]
            if not token.acronym or self.gap(at).strip() != "(" or self.text[token.end : token.end + 1] != ")":
                continue
            start, letters = at, len(token.fold)
            while start > 0 and at - start < 2 * letters and (self.tokens[start - 1].capital or self.tokens[start - 1].fold in _WITHIN):
                start -= 1
                if self.gap(start).strip(" -") and start < at - 1:
                    break
            initials = "".join(t.fold[0] for t in self.tokens[start:at] if t.capital)
            actor = self.register.find(token.word, country=self.country)
            if actor and initials.endswith(token.fold) and not self._bears(actor, start, at, len(token.fold)):
                found.add(token.fold)
        return frozenset(found)

    def _bears(self, actor: Actor, start: int, at: int, letters: int) -> bool:
        """Whether a row of the register has the words before the bracket among its names."""
        capitals = [n for n in range(start, at) if self.tokens[n].capital][-letters:]
        spoken = self.words_of(capitals[0], at) if capitals else ""
        same = self.register.find(spoken, country=self.country)
        words = {t.fold for t in self.tokens[start:at] if t.capital}
        return same is actor or any(words <= {t.fold for t in tokenise(name)} for name in (actor.name, *actor.aliases))

    def _find(self) -> None:
        at, total = 0, len(self.tokens)
        states = state_names()
        while at < total:
            named = self.register.at(self.tokens, at, self.text, country=self.country)
            if named and named[1] == 1 and self.tokens[at].fold in self.own_initials and self.tokens[at].acronym:
                named = None
            state = states.at(self.tokens, at, self.text)
            here: Found | None = self._person(at, named[1] if named else 0, state.width if state else 0)
            local = None if here or (named and named[1] > 1) else self._local(at)
            if here:
                pass
            elif local:
                here = local
            elif named and (state is None or named[1] >= state.width or state.bare):
                actor, width = named
                kind = self.kind(actor.kind, actor.country)
                here = Found(first=at, last=at + width, name=actor.name, kind=kind, how="register", actor=actor)
            elif state:
                here = self._state(state, at)
            if here and here.actor and here.kind in (Kind.GOVERNMENT, Kind.FOREIGN_GOVERNMENT) and here.how in ("register", "person"):
                here = self._forces_of(here) or here
            if here is None:
                at += 1 if state is None or state.bare else state.width
                continue
            self.found.append(here)
            self.found_at[here.first : here.last] = [here] * (here.last - here.first)
            if here.how == "person" and here.actor is not None and here.name != here.actor.name:
                self.holders.setdefault(here.actor.name, here)
            at = here.last

    def _local(self, at: int) -> Found | None:
        """ "Afar regional government", "Mykolaiv's regional military administration": a place's own body, by the words it is told by."""
        tokens, states = self.tokens, state_names()
        stop = at
        while stop < len(tokens) and stop < at + 3 and tokens[stop].capital and tokens[stop].fold not in _LOCAL | _LOCAL_BODIES | {"the"}:
            if states.state_at(tokens, stop) or (stop > at and self.gap(stop).strip("- ")):
                return None
            stop += 1
        n = stop
        while n < len(tokens) and n < at + _LONGEST_LOCAL and tokens[n].fold in _LOCAL and not self.gap(n).strip("- "):
            n += 1
        if stop in (at, n) or n >= len(tokens) or tokens[n].fold not in _LOCAL_BODIES or self.gap(n).strip("- "):
            return None
        told = {t.fold for t in tokens[stop:n]}
        if told <= _NOT_LOCAL and tokens[n].fold != "administration" and "state" not in told:
            return None
        name = f"{self.words_of(at, stop)} {self.words_of(stop, n + 1).lower()}"
        return Found(first=at, last=n + 1, name=name, kind=Kind.GOVERNMENT, how="state", family=tokens[n].fold)

    def _forces_of(self, here: Found) -> Found | None:
        """ "Assad regime forces", "President Assad's troops": the army of the state whose government is named before it."""
        match = state_names().at(self.tokens, here.last, self.text) if here.last < len(self.tokens) else None
        state = nation(here.actor.country) if here.actor else None
        if match is None or match.body is None or not match.bare or match.body.family != "army" or state is None:
            return None
        if self.gap(here.last).strip():
            return None
        full = match.body.of(state)
        actor = self.register.find(full)
        name, kind = (actor.name, actor.kind) if actor else (full, match.body.kind)
        return Found(first=here.first, last=here.last + match.width, name=name, kind=kind, how="state", family="army", actor=actor)

    def _person(self, at: int, *rivals: int) -> Found | None:
        """A public person, unless a longer name begins at the same word ("Assad's forces")."""
        found = self.register.person_at(self.tokens, at)
        if found is None or any(width > found[1] for width in rivals):
            return None
        person, width = found
        body = self.register.find(person.body, country=person.country) if person.body else None
        # A head of state or a foreign minister keeps the own name; a spokesman or a commander speaks for the body.
        name = person.name if person.leads else body.name if body else person.body or person.name
        kind = self.kind(body.kind, body.country) if body else Kind.UNKNOWN
        words = tuple(t.fold for w in (person.name, *person.aliases, *person.short) for t in tokenise(w))
        return Found(first=at, last=at + width, name=name, kind=kind, how="person", actor=body, person=words)

    def _state(self, match: StateMatch, at: int) -> Found | None:
        last = at + match.width
        if match.nation is None:
            return self._bare(match, at, last)
        if match.body is None:
            if match.form not in ("name", "seat"):
                return None
            home = match.nation.code == self.country
            name = match.nation.government if home else match.nation.name
            kind = self.kind(Kind.GOVERNMENT, match.nation.code)
            return Found(first=at, last=last, name=name, kind=kind, how="country", family="government")
        full = match.body.of(match.nation)
        actor = self.register.find(full)
        name = actor.name if actor else full
        kind = self.kind(actor.kind if actor else match.body.kind, match.nation.code)
        return Found(first=at, last=last, name=name, kind=kind, how="state", family=match.body.family, actor=actor)

    def _bare(self, match: StateMatch, at: int, last: int) -> Found | None:
        body, state = match.body, nation(self.country)
        before = self.tokens[at - 1] if at and not self.gap(at).strip() else None
        if body and before and body.family in _OF_A_PEOPLE:
            pro = before.fold in ("government", "regime") and self.gap(at - 1) in ("-", "–")  # "pro-government forces"
            if pro or before.fold in _NOT_THE_STATES:
                return None
            if before.capital and before.fold in peoples() and self.found_at[at - 1] is None:
                return self._peoples(body, at, last)
        if body and body.family == "peacekeepers":
            mission = self.register.find("UN peacekeepers", country=self.country)
            if mission is None or mission.country is None:
                return None
            return Found(first=at, last=last, name=mission.name, kind=mission.kind, how="bare", family=body.family, actor=mission)
        if body is None or (last - at == 1 and self.tokens[at].fold in _TOO_BARE):
            return None
        if body.family == "government" and before and before.fold in _LOCAL - _NOT_LOCAL:
            return None  # "the regional government" is one that was named, not the state's
        after = self.tokens[last] if last < len(self.tokens) and not self.gap(last).strip() else None
        if after and after.fold in ("administration", "council") and self.tokens[last - 1].fold == "military":
            return None  # a civil office under arms, not the army
        if body.family in ("rebels", "separatists", "militia", "activists") or state is None:
            row = self.register.actors.get(body.of(state)) if state and body.family == "rebels" else None
            if row:  # "Syrian rebels" is an entry; other countries' rebels have names of their own
                return Found(first=at, last=last, name=row.name, kind=row.kind, how="bare", family=body.family, actor=row)
            name = self.words_of(at, last).lower()
            return Found(first=at, last=last, name=name, kind=body.kind, how="bare", family=body.family)
        full = body.of(state)
        actor = self.register.find(full)
        return Found(first=at, last=last, name=actor.name if actor else full, kind=body.kind, how="bare", family=body.family, actor=actor)


def _sentence_of(text: str, tokens: Sequence[Token]) -> list[int]:
    ends = [s.end for s in sentences(text)]
    return [bisect_left(ends, t.end) for t in tokens]


def _country_of(tokens: Sequence[Token]) -> str | None:
    """The country whose name, people or adjective stands most often in the text; None if none does."""
    counted: Counter[str] = Counter()
    states = state_names()
    for at in range(len(tokens)):
        found = states.state_at(tokens, at)
        if found:
            counted[found[0].code] += 1
    return counted.most_common(1)[0][0] if counted else None
