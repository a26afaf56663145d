"""Loads the register of actors and answers two questions: who is this, and on which side did it stand there and then."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from onrecord.errors import VocabularyError
from onrecord.vocab.roles import Kind

_WORD = re.compile(r"\w+")
_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An actor stood on this side, in this theatre, from one day to another. An open bound is None."""

    side: str  # e.g. "syria:government"; actors with the same code in one theatre stand together
    theatre: str | None = None  # ISO 3166 alpha-3 of the country of the conflict; None: wherever it acts
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One body. name is its one English name everywhere."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    country: str | None = None  # ISO 3166 alpha-3 of its home, None for bodies without one
    sides: tuple[Side, ...] = ()
    parent: str | None = None  # the name of the body it speaks and acts for
    origin: str = ""  # where the facts are from


def key(name: str) -> str:
    """Names that differ only in case, accents, punctuation or an article share a key."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = re.sub(r"['’`´]s?\b", "", folded)
    return " ".join(t for t in _WORD.findall(folded) if t not in _ARTICLES)


class ActorRegister:
    """Actors by name and alias. Lookups cost one dictionary access."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors: dict[str, Actor] = {}
        self._by_key: dict[str, Actor] = {}
        for actor in actors:
            if actor.name in self.actors:
                raise VocabularyError(f"actor register: {actor.name!r} stands twice")
            self.actors[actor.name] = actor
        for actor in self.actors.values():
            for name in (actor.name, *actor.aliases):
                self._by_key.setdefault(key(name), actor)

    @classmethod
    def load(cls, extra: Path | None = None) -> ActorRegister:
        """The register that ships with the program; a team's own file, in the same TOML form, is read first and wins."""
        mine = _parse(extra.read_text("utf-8"), str(extra)) if extra else []
        names = {a.name for a in mine}
        return cls([*mine, *(a for a in _shipped() if a.name not in names)])

    def find(self, name: str) -> Actor | None:
        """The actor of that name or alias, or None."""
        return self._by_key.get(key(name))

    def side_of(self, name: str | None, *, theatre: str | None, on: str | None) -> str | None:
        """The side on which an actor stood in a country on a day (ISO date); None: not known, which is a side of its own."""
        actor = self.find(name) if name else None
        while actor:
            for side in actor.sides:
                if side.theatre and theatre and side.theatre != theatre:
                    continue
                if on and ((side.since and on < side.since) or (side.until and on > side.until)):
                    continue
                return side.side
            actor = self.actors.get(actor.parent) if actor.parent else None
        return None


def _parse(text: str, name: str) -> list[Actor]:
    try:
        rows = tomllib.loads(text).get("actor", [])
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{name}: {error}") from None
    actors = []
    for number, row in enumerate(rows, 1):
        try:
            actors.append(
                Actor(
                    name=row["name"],
                    kind=Kind(row["kind"]),
                    aliases=tuple(row.get("aliases", ())),
                    country=row.get("country"),
                    sides=tuple(Side(**s) for s in row.get("sides", ())),
                    parent=row.get("parent"),
                    origin=row.get("origin", ""),
                )
            )
        except (KeyError, ValueError, TypeError) as error:
            raise VocabularyError(f"{name}, actor {number} ({row.get('name')!r}): {error}") from None
    return actors


@cache
def _shipped() -> tuple[Actor, ...]:
    folder = resources.files("onrecord.knowledge.actors") / "data"
    found: list[Actor] = []
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            found += _parse(path.read_text("utf-8"), path.name)
    return tuple(found)
