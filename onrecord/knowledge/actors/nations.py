"""States and their bodies by rule: "Russia's defence ministry", "the Ministry of Defence of Ukraine", "Kyiv's general staff", "Ankara".

The tables are nations.toml and bodies.toml; nothing is read on import.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal

from onrecord.knowledge.actors.phrases import PhraseTable
from onrecord.knowledge.actors.tokens import Token, fold
from onrecord.vocab.roles import Kind

Form = Literal["adjective", "name", "people", "seat"]

# Words that may stand between a nationality and a body: "the Syrian Arab army", "Iraq's elite counter-terrorism forces".
_BETWEEN = frozenset(
    "arab national federal state elite special joint armed royal islamic republican central new main own ousted senior top de facto "
    "internationally recognised recognized backed pro regular allied local regional military government coalition regime rebel "
    "presidential imperial popular ruling caretaker provisional counter terrorism counterterrorism anti air naval".split()
)
_LINKS = frozenset({"of", "in", "for"})
_SMALL = _LINKS | {"the"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """A state, or a territory that the news names like one."""

    code: str  # ISO 3166 alpha-3
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()  # capitals that stand for the government
    metonyms: tuple[str, ...] = ()  # Kremlin, White House
    own: Mapping[str, str] = field(default_factory=dict)  # bodies with a name of their own

    @property
    def adjective(self) -> str:
        return self.adjectives[0] if self.adjectives else self.name

    @property
    def government(self) -> str:
        return "US government" if self.code == "USA" else f"{self.short} government"

    @property
    def short(self) -> str:
        """The nationality as names of bodies use it: "US", "UK", otherwise the adjective."""
        return {"USA": "US", "GBR": "British"}.get(self.code, self.adjective)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A kind of body that every state has."""

    name: str  # with {adj} or {country}
    kind: Kind
    family: str
    words: tuple[str, ...]
    own: str = ""

    def of(self, nation: Nation) -> str:
        """The body's name in that state."""
        if self.own and self.own in nation.own:
            return nation.own[self.own]
        if self.family == "government" and self.kind is Kind.GOVERNMENT:
            return nation.government
        # "the Philippines", "the United States" keep their article: "President of the Philippines".
        country = f"the {nation.name}" if nation.code in _WITH_ARTICLE else nation.name
        return self.name.format(adj=nation.short, country=country)


_WITH_ARTICLE = frozenset({"USA", "GBR", "PHL", "NLD", "COD", "CAF", "ARE", "DOM", "CZE", "MDV", "BHS", "SUN"})


@cache
def nations() -> tuple[Nation, ...]:
    """All rows of nations.toml."""
    rows: list[dict[str, Any]] = tomllib.loads(_read("nations.toml"))["nation"]
    tupled: list[dict[str, Any]] = [{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()} for row in rows]
    return tuple(Nation(**row) for row in tupled)


@cache
def peoples() -> frozenset[str]:
    """Folded names of peoples without a state in the tables."""
    return frozenset(fold(name) for name in tomllib.loads(_read("nations.toml"))["peoples"])


@cache
def bodies() -> tuple[Body, ...]:
    """All rows of bodies.toml."""
    rows = tomllib.loads(_read("bodies.toml"))["body"]
    return tuple(Body(**{**row, "kind": Kind(row["kind"]), "words": tuple(row["words"])}) for row in rows)


@cache
def nation(code: str | None) -> Nation | None:
    """The state of an alpha-3 code."""
    return next((n for n in nations() if n.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StateMatch:
    """What stands at a word: a state and a body of it (None: the state itself, or its seat). width counts words."""

    nation: Nation | None  # None: a body with no state named, "the army"
    body: Body | None
    width: int
    form: Form | None = None
    bare: bool = False  # a common noun alone: "troops"


class StateNames:
    """Finds states and their bodies among words."""

    def __init__(self) -> None:
        self.forms: PhraseTable[tuple[Nation, Form]] = PhraseTable()
        self.bodies: PhraseTable[Body] = PhraseTable()
        for state in nations():
            named: list[tuple[Form, Sequence[str]]] = [
                ("adjective", state.adjectives),
                ("name", (state.name, *state.aliases)),
                ("people", state.people),
                ("seat", (*state.seats, *state.metonyms)),
            ]
            for form, words in named:
                for word in words:
                    self.forms.add(word, (state, form))
                    if form in ("name", "seat"):
                        self.forms.add(word + "s", (state, form))  # "Russias" in archives without apostrophes
        for body in bodies():
            for words in body.words:
                self.bodies.add(words, body)

    def at(self, tokens: Sequence[Token], at: int, text: str) -> StateMatch | None:
        """The state, or the body of a state, that begins at token `at`; None if nothing does."""
        found = self.state_at(tokens, at)
        if found:
            state, form, width = found
            if _hyphened(tokens, at + width - 1, text):  # "Turkish-backed": not the Turkish anything
                return None
            held = self._body_after(tokens, at + width, text) if form != "people" else None
            if held:
                return StateMatch(nation=state, body=held[0], width=width + held[1], form=form)
            if form == "adjective" and (state, "name") in (self.forms.longest(tokens, at) or ([], 0))[0]:
                form = "name"  # "the UK said": name and adjective are one word
            return StateMatch(nation=state, body=None, width=width, form=form)
        bare = self.bodies.longest(tokens, at)
        if not bare or (at and _hyphened(tokens, at - 1, text)):
            return None
        width = bare[1]
        owner = self._owner_after(tokens, at + width, text)
        if owner:
            return StateMatch(nation=owner[0], body=bare[0][0], width=width + owner[1], form="name")
        return StateMatch(nation=None, body=bare[0][0], width=width, bare=True)

    def state_at(self, tokens: Sequence[Token], at: int) -> tuple[Nation, Form, int] | None:
        """A state's name, adjective, people or seat at a token. "us" in small letters is no state."""
        found = self.forms.longest(tokens, at)
        if not found or not tokens[at].capital:
            return None
        token = tokens[at]
        if found[1] == 1 and len(token.fold) <= 3 and not token.acronym:
            # "US", "UK", "CAR" are states in capitals only; short real names (Lao) are written in full elsewhere.
            return None
        values = found[0]
        ahead = tokens[at + found[1] : at + found[1] + 1]
        # "Kosovo police": the name serves as adjective too; prefer the adjective before a noun of a body.
        state, form = next((v for v in values if v[1] == "adjective" and ahead), values[0])
        return state, form, found[1]

    def _body_after(self, tokens: Sequence[Token], at: int, text: str) -> tuple[Body, int] | None:
        for skipped in range(4):
            n = at + skipped
            if n >= len(tokens):
                return None
            gap = text[tokens[n - 1].end : tokens[n].start]
            if gap.strip(" -–\u00a0\n"):
                return None
            found = self.bodies.longest(tokens, n)
            if found:
                return found[0][0], skipped + found[1]
            if tokens[n].fold not in _BETWEEN:
                return None
        return None

    def _owner_after(self, tokens: Sequence[Token], at: int, text: str) -> tuple[Nation, int] | None:
        """ "of Ukraine", "of the Russian Federation", "in Bogota"; not the next sentence's "The Rwandan …"."""
        n = at
        while n < len(tokens) and n < at + 2 and tokens[n].fold in (_SMALL if n > at else _LINKS):
            n += 1
        if n == at or (n < len(tokens) and text[tokens[at - 1].end : tokens[n].start].count(".")):
            return None
        found = self.state_at(tokens, n)
        if found and found[1] in ("name", "seat", "adjective"):
            return found[0], n - at + found[2]
        return None


@cache
def state_names() -> StateNames:
    """The shipped tables, built once."""
    return StateNames()


def _hyphened(tokens: Sequence[Token], at: int, text: str) -> bool:
    end = tokens[at].end
    return at + 1 < len(tokens) and tokens[at + 1].start == end + 1 and text[end : end + 1] in "-–"


def _read(name: str) -> str:
    return (resources.files("onrecord.knowledge.actors") / "data" / name).read_text("utf-8")
