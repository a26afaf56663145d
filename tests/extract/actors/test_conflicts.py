"""Whom words name in news of ten wars that the register and the rules were not written for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.extract.actors import ActorNames
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.actors.register import key
from onrecord.records import Span

_ROWS = [
    line.strip().split(" || ")
    for line in (Path(__file__).parent / "conflicts.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def register() -> ActorRegister:
    return ActorRegister.load()


@pytest.mark.parametrize(("country", "text", "asked"), [(row[0], row[1], tuple(row[2:])) for row in _ROWS])
def test_bodies_spokesmen_and_seats_are_named_as_an_editor_would(
    country: str, text: str, asked: tuple[str, ...], register: ActorRegister
) -> None:
    names = ActorNames(text, register, country=None if country == "-" else country)
    for one in asked:
        words, wanted = one.split(" => ")
        at = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)][-1]
        name, _ = names.name_of(Span(*at))
        assert key(name) == key(wanted), words
