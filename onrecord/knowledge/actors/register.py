"""Loads the register of actors and answers two questions: who is this, and on which side did it stand there and then.

Rows are data/*.toml. Bodies that every state has (armies, ministries, governments) need no row: they come by rule from nations.toml and
bodies.toml, and a row of their own name wins over the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from pathlib import Path

from onrecord.errors import VocabularyError
from onrecord.knowledge.actors.actor import ARTICLES, Actor, Side, key
from onrecord.knowledge.actors.nations import Nation, nation, nations, state_names
from onrecord.knowledge.actors.own import newest, read_own
from onrecord.knowledge.actors.people import PublicPerson, people
from onrecord.knowledge.actors.phrases import PhraseTable
from onrecord.knowledge.actors.rows import parse_actors
from onrecord.knowledge.actors.scripts import LONGEST, called, forms, is_other_script
from onrecord.knowledge.actors.tokens import Token, tokenise
from onrecord.vocab.roles import Kind

__all__ = ["Actor", "ActorRegister", "Side", "choose", "government_of", "key"]

_OFFICE = re.compile(r"(?:the )?(?:deputy )?(?:governor|mayor|prefect|commissioner|administrator)\b", re.IGNORECASE)
_TITLE = re.compile(r"president|minister|secretary|mr|mrs|ms|dr|general|premier|chancellor|sir|chief|of|leader|king|prince|the")
_TABLES = frozenset({"nations.toml", "bodies.toml", "people.toml"})  # no actors of their own: they are named by rule
_BY_RULE = "by rule: nations.toml and bodies.toml"
_SPOKEN = 5  # letters from which an acronym is written like a name by many papers; a shorter one may be a common word
_WORDS_TOO = frozenset({"model", "civic"})
_MAX_NAME = 200  # code points; longer words name nobody, and are not looked at


class ActorRegister:
    """Actors by name and alias. Lookups cost one dictionary access, or the reading of one short name."""

    def __init__(self, actors: Iterable[Actor], people: Iterable[PublicPerson] = ()) -> None:
        self.actors: dict[str, Actor] = {}
        self._by_key: dict[str, list[Actor]] = {}
        self.people: dict[str, PublicPerson] = {p.name: p for p in people}
        self._people_by_key = {key(name): p for p in self.people.values() for name in (p.name, *p.aliases)}
        self._by_rule: dict[str, Actor | None] = {}
        self._phrases: PhraseTable[tuple[Actor, str]] | None = None
        self._names: PhraseTable[tuple[PublicPerson, bool]] | None = None
        for actor in actors:
            if actor.name in self.actors:
                raise VocabularyError(f"actor register: {actor.name!r} stands twice")
            self.actors[actor.name] = actor
        for actor in self.actors.values():
            self._by_key.setdefault(key(actor.name), []).append(actor)
        for actor in self.actors.values():
            for alias in actor.aliases:
                known = self._by_key.setdefault(key(alias), [])
                if actor not in known:
                    known.append(actor)

    @classmethod
    def load(cls, extra: Path | None = None) -> ActorRegister:
        """The register that ships with the program; a team's own, in the same TOML form, is read first and wins.

        extra: the team's file, or the folder of its versions, of which the newest counts. Raises VocabularyError on a file that is not
        in the form.
        """
        own = newest(extra) if extra and extra.is_dir() else extra
        mine = read_own(own) if own else []
        names = {a.name for a in mine}
        return cls([*mine, *(a for a in _shipped() if a.name not in names)], people())

    def find(self, name: str, *, country: str | None = None) -> Actor | None:
        """The actor of that name or alias, or None. country (alpha-3) chooses among bodies that share an abbreviation.

        A public person's full name gives an actor of that name whose parent is the body that their words count for.
        """
        if len(name) > _MAX_NAME:
            return None
        found = self._by_key.get(key(name))
        if found:
            return choose(found, name, country)
        if name not in self._by_rule:
            self._by_rule[name] = self._in_script(name) if is_other_script(name) else self._rule(name)
        return self._by_rule[name] or _office(name, country)

    def sharing(self, name: str) -> list[Actor]:
        """Every row that bears a name or alias, of which `find` chooses one."""
        return list(self._by_key.get(key(name), ())) if len(name) <= _MAX_NAME else []

    def person(self, name: str) -> PublicPerson | None:
        """The holder of a public office of that full name, or None. A surname alone is nobody: private persons bear it too."""
        return self._people_by_key.get(key(name)) if len(name) <= _MAX_NAME else None

    def at(self, tokens: Sequence[Token], at: int, text: str, *, country: str | None = None) -> tuple[Actor, int] | None:
        """The actor whose name or alias begins at token `at` of a text, and its width in words; None if none does.

        Capitals count: "IS" is an actor and "is" is not. "pro-Houthi" and "Hezbollah-backed" name somebody else.
        """
        if is_other_script(tokens[at].word[:1]):
            return self._script_at(tokens, at, text)
        found = self._table().longest(tokens, at)
        if not found:
            return None
        width = found[1]
        stretch = tokens[at : at + width]
        named = [actor for actor, alias in found[0] if _written(alias, stretch)]
        if not named or _joined(tokens, at, at + width, text):
            return None
        ahead = tokens[at + width] if at + width < len(tokens) else None
        if width == 2 and stretch[0].fold in ARTICLES and ahead and ahead.capital and text[stretch[1].end : ahead.start] == " ":
            return None  # "the National Liberation Army" is not The National's
        return choose(named, " ".join(t.word for t in stretch), country), width

    def _in_script(self, name: str) -> Actor | None:
        """The actor of a name in its own script, with or without what Arabic joins to a word."""
        known = next((n for form in forms(name) if (n := called().get(form))), None)
        return self.find(known) if known else None

    def _script_at(self, tokens: Sequence[Token], at: int, text: str) -> tuple[Actor, int] | None:
        for width in range(min(LONGEST, len(tokens) - at), 0, -1):
            stretch = tokens[at : at + width]
            if "\n" in text[stretch[0].start : stretch[-1].end]:
                continue
            actor = self._in_script(text[stretch[0].start : stretch[-1].end])
            if actor:
                return actor, width
        return None

    def person_at(self, tokens: Sequence[Token], at: int) -> tuple[PublicPerson, int] | None:
        """The public person whose full name begins at token `at`, or whose surname does if that alone is known the world over."""
        if self._names is None:
            self._names = PhraseTable()
            for person in self.people.values():
                for name in (person.name, *person.aliases):
                    self._names.add(name, (person, True))
                for name in person.short if person.leads else ():
                    self._names.add(name, (person, False))
        found = self._names.longest(tokens, at)
        if not found or not tokens[at + found[1] - 1].capital:
            return None
        (person, full), width = found[0][0], found[1]
        ahead = tokens[at + width] if at + width < len(tokens) else None
        before = tokens[at - 2 if at > 1 and tokens[at - 1].fold in ("al", "el", "bin") else at - 1] if at else None
        alone = not (ahead and ahead.capital and ahead.start == tokens[at + width - 1].end + 1) and not (
            before and before.capital and before.end + 5 > tokens[at].start and not _TITLE.fullmatch(before.fold)
        )
        return (person, width) if full or alone else None

    def side_of(self, name: str | None, *, theatre: str | None, on: str | None) -> str | None:
        """The side on which an actor stood in a country on a day (ISO date); None: not known, which is a side of its own."""
        actor = self.find(name, country=theatre) if name else None
        seen: set[str] = set()
        while actor and actor.name not in seen:
            seen.add(actor.name)
            for side in actor.sides:
                if side.theatre and theatre and side.theatre != theatre:
                    continue
                if on and ((side.since and on < side.since) or (side.until and on > side.until)):
                    continue
                return side.side
            actor = self.find(actor.parent) if actor.parent else None
        return None

    def _table(self) -> PhraseTable[tuple[Actor, str]]:
        if self._phrases is None:
            self._phrases = PhraseTable()
            for actor in self.actors.values():
                for name in (actor.name, *actor.aliases):
                    self._phrases.add(name, (actor, name))
        return self._phrases

    def _rule(self, name: str) -> Actor | None:
        """ "Ukraine's defence ministry", "Russia": the body of a state that the whole name says, or a public person; else None."""
        person = self.person(name)
        if person:
            body = self.find(person.body, country=person.country) if person.body else None
            kind = body.kind if body else Kind.UNKNOWN
            parent = (body.name if body.name in self.actors else body.parent or body.name) if body else None
            return Actor(name=person.name, kind=kind, country=person.country, parent=parent, origin="people.toml")
        tokens = tokenise(name)
        if tokens and tokens[0].fold in ARTICLES:
            tokens = tokens[1:]
        found = state_names().at(tokens, 0, name) if tokens else None
        if not found or found.nation is None or found.width != len(tokens):
            return None
        state = found.nation
        full = found.body.of(state) if found.body else state.government
        row = self._by_key.get(key(full))
        if row:
            return row[0]
        if full == state.government:
            return government_of(state)
        kind = found.body.kind if found.body else Kind.GOVERNMENT
        # Rebels, separatists, militias and activists of a country do not speak for its government.
        parent = state.government if kind in (Kind.GOVERNMENT, Kind.MILITARY) else None
        return Actor(name=full, kind=kind, country=state.code, parent=parent, origin=_BY_RULE)


def choose(actors: list[Actor], name: str, country: str | None) -> Actor:
    """Of the actors that share a name: the one at home in the country, else the one so named, else one without a home, else the first."""
    if len(actors) == 1:
        return actors[0]
    folded = key(name)
    return min(
        actors,
        key=lambda a: (not (country and a.country == country), key(a.name) != folded, a.country is not None),
    )


def _office(name: str, country: str | None) -> Actor | None:
    """A governor or mayor as an officer of the government of the country in question, where that is known."""
    state = nation(country)
    if state is None or not _OFFICE.match(name):
        return None
    return Actor(name=name, kind=Kind.GOVERNMENT, country=country, parent=state.government, origin=_BY_RULE)


def _written(alias: str, stretch: Sequence[Token]) -> bool:
    """Whether words are capitalised as a name asks for: an acronym in capitals, a name with a capital, a common noun in any way."""
    if len(stretch) == 1:
        if not any(c.islower() for c in alias):
            spoken = len(alias) >= _SPOKEN and stretch[0].capital and stretch[0].fold not in _WORDS_TOO  # "Acled", "Unifil"
            return stretch[0].acronym or stretch[0].word == alias or spoken
        return stretch[0].capital or alias.islower()
    return alias.islower() or any(t.capital for t in stretch if t.fold not in ARTICLES)


def _joined(tokens: Sequence[Token], start: int, end: int, text: str) -> bool:
    """Whether a hyphen ties the words to others that change whom they name."""
    if end < len(tokens) and tokens[end].start == tokens[end - 1].end + 1 and text[tokens[end - 1].end] in "-–":
        return True
    before = tokens[start - 1] if start else None
    tied = before is not None and before.end + 1 == tokens[start].start and text[before.end] in "-–"
    return bool(tied and before and before.fold not in ("al", "el"))


def government_of(state: Nation) -> Actor:
    """A state's government, standing on a side of its own name in its own country."""
    side = f"{state.name.lower().replace(' ', '-')}:government"
    return Actor(
        name=state.government,
        kind=Kind.GOVERNMENT,
        country=state.code,
        sides=(Side(side=side, theatre=state.code),),
        origin=_BY_RULE,
    )


@cache
def _shipped() -> tuple[Actor, ...]:
    folder = resources.files("onrecord.knowledge.actors") / "data"
    found: list[Actor] = []
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml") and path.name not in _TABLES:
            found += parse_actors(path.read_text("utf-8"), path.name)
    names = {name for actor in found for name in (actor.name, *actor.aliases)}
    found += [government_of(state) for state in nations() if state.government not in names]
    return tuple(found)
