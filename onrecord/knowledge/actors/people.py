"""Widely known holders of public office and spokesmen, by name. They are public persons; their words count for a body."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from onrecord.errors import VocabularyError

_LEADERS = (
    "President of",
    "Prime Minister",
    "Foreign Minister",
    "Foreign Secretary",
    "Secretary of State",
    "UN Secretary-General",
    "Chancellor",
)
_HELD = (
    "President of ",
    "Prime Minister",
    "Chancellor",
    "Foreign Ministry",
    "Foreign Office",
    "State Department",
    "Secretary-General",
    " government",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPerson:
    """Somebody who is known by name for a public office."""

    name: str
    office: str
    country: str | None = None  # ISO 3166 alpha-3
    body: str | None = None  # whom their words count for; None: only for themselves
    since: str | None = None
    until: str | None = None
    aliases: tuple[str, ...] = ()  # other full names and spellings
    short: tuple[str, ...] = ()  # surnames: they name the person only where the report makes clear who is meant

    @property
    def leads(self) -> bool:
        """Head of state or of government, foreign minister, UN Secretary-General: known by surname alone."""
        # "President of the Syrian National Coalition" is an office of a body, not of a state.
        of_a_state = self.body is not None and any(held in self.body for held in _HELD)
        return of_a_state and self.office.startswith(_LEADERS)


@cache
def people() -> tuple[PublicPerson, ...]:
    """All rows of people.toml. Raises VocabularyError for a malformed row."""
    text = (resources.files("onrecord.knowledge.actors") / "data" / "people.toml").read_text("utf-8")
    found = []
    for number, row in enumerate(tomllib.loads(text)["person"], 1):
        try:
            tupled: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
            found.append(PublicPerson(**tupled))
        except TypeError as error:
            raise VocabularyError(f"people.toml, person {number} ({row.get('name')!r}): {error}") from None
    return tuple(found)
