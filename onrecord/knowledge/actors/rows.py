"""Reads rows of actors from TOML: the files that ship with the program, and a team's own in the same form.

Every fault of a file is found and named with its line before anything is said to be wrong, so that a team mends its file once.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from onrecord.errors import VocabularyError
from onrecord.knowledge.actors.actor import Actor, Side, key
from onrecord.knowledge.actors.nations import nation
from onrecord.vocab.roles import Kind

_ROW = re.compile(r"^[ \t]*\[\[[ \t]*actor[ \t]*\]\]", re.MULTILINE)
_KEYS = ("name", "kind", "aliases", "country", "sides", "parent", "origin")
_SIDE_KEYS = ("side", "theatre", "since", "until")
_SIDE = re.compile(r"\S+")
_MOST = 20  # faults that are named; a file with more is not in the form at all
_LONGEST = 200  # code points of a name
# A narrator is a voice, no actor.
_KINDS = tuple(kind for kind in Kind if kind is not Kind.NARRATOR)


def parse_actors(text: str, name: str, *, sourced: bool = False) -> list[Actor]:
    """The actors of a file. name: what faults are reported under. sourced: every row must say where its facts are from.

    Raises VocabularyError with every fault, up to twenty, each with the line on which its row begins.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{name}: not TOML: {error}") from None
    faults = [f"{name}: {fault}" for fault in _of_file(data)]
    rows = data.get("actor", [])
    if not faults:
        lines = [text.count("\n", 0, found.start()) + 1 for found in _ROW.finditer(text)]
        first: dict[str, int] = {}
        for number, row in enumerate(rows):
            line = f", line {lines[number]}" if len(lines) == len(rows) else f", actor {number + 1}"
            faults += [f"{name}{line}: {fault}" for fault in _of_row(row, sourced)]
            called = row.get("name")
            if isinstance(called, str) and key(called) in first:
                faults.append(f"{name}{line}: {called!r} stands twice, first as actor {first[key(called)] + 1}")
            elif isinstance(called, str):
                first[key(called)] = number
    if faults:
        more = [f"and {len(faults) - _MOST} more faults"] if len(faults) > _MOST else []
        raise VocabularyError("\n".join([*faults[:_MOST], *more]))
    return [_actor(row) for row in rows]


def _actor(row: Mapping[str, Any]) -> Actor:
    return Actor(
        name=row["name"].strip(),
        kind=Kind(row["kind"]),
        aliases=tuple(row.get("aliases", ())),
        country=row.get("country"),
        sides=tuple(Side(**side) for side in row.get("sides", ())),
        parent=row.get("parent"),
        origin=row.get("origin", ""),
    )


def _of_file(data: Mapping[str, Any]) -> list[str]:
    others = [f"{other!r} is not known here; rows begin with [[actor]]" for other in data if other != "actor"]
    rows = data.get("actor", [])
    if not others and not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        return ["rows begin with [[actor]], in two brackets"]
    return others


def _of_row(row: Mapping[str, Any], sourced: bool) -> list[str]:
    """What is wrong with one row."""
    faults = [_unknown(k, _KEYS) for k in row if k not in _KEYS]
    name = row.get("name")
    if not _is_name(name):
        return [*faults, f"name: {name!r} is no name" if "name" in row else "it has no name"]
    if row.get("kind") not in _KINDS:
        faults.append(f"{name!r} has the kind {row.get('kind')!r}; known are {', '.join(_KINDS)}")
    aliases = row.get("aliases", [])
    if not isinstance(aliases, list) or not all(map(_is_name, aliases)):
        faults.append(f"{name!r}: aliases are a list of names")
    faults += [f"{name!r}: {said}" for said in _of_country("country", row.get("country"))]
    if "parent" in row and (not _is_name(row["parent"]) or row["parent"] == name):
        faults.append(f"{name!r}: parent is the name of another body")
    if not isinstance(row.get("origin", ""), str) or (sourced and not row.get("origin", "").strip()):
        faults.append(f"{name!r} does not say where its facts are from: origin")
    sides = row.get("sides", [])
    if not isinstance(sides, list) or not all(isinstance(side, dict) for side in sides):
        return [*faults, f"{name!r}: sides are a list of tables"]
    return [*faults, *(f"{name!r}: {fault}" for side in sides for fault in _of_side(side))]


def _of_side(side: Mapping[str, Any]) -> list[str]:
    faults = [_unknown(k, _SIDE_KEYS) for k in side if k not in _SIDE_KEYS]
    code = side.get("side")
    if not isinstance(code, str) or not _SIDE.fullmatch(code):
        faults.append(f'side {code!r} is no code; codes are words without spaces, as in side = "syria:government"')
    faults += _of_country("theatre", side.get("theatre"))
    days = [side.get(bound) for bound in ("since", "until")]
    for bound, day in zip(("since", "until"), days, strict=True):
        if day is not None and not _is_day(day):
            faults.append(f'{bound} {str(day)!r} is no day; days are text like "2016-12-11"')
    if not faults and days[0] and days[1] and days[0] > days[1]:
        faults.append(f"since {days[0]} is after until {days[1]}")
    return faults


def _of_country(field: str, code: object) -> list[str]:
    if code is None or (isinstance(code, str) and nation(code)):
        return []
    return [f'{field} {code!r} is no country\'s three letters, like "SYR"']


def _unknown(given: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(given, known, 1)
    return f"{given!r} is not known" + (f"; is {near[0]!r} meant?" if near else f"; known are {', '.join(known)}")


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(key(value)) and len(value) <= _LONGEST and value.isprintable()


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
