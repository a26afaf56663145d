"""Names of actors in their own script (data/scripts/*.toml), led back to the register's names."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources

from onrecord.errors import VocabularyError
from onrecord.knowledge.actors.nations import nation

LONGEST = 8  # words of a name
_SAME = str.maketrans({"ة": "ه", "ى": "ي", "ٱ": "ا", "ی": "ي", "ک": "ك", "ـ": ""})
_PARTICLES = ("وب", "ول", "و", "ف", "ب", "ل")


def is_other_script(name: str) -> bool:
    """Whether a name has Arabic letters: their names stand in data/scripts."""
    return any("\u0620" <= c <= "\u064a" or "\u0671" <= c <= "\u06d3" for c in name)


def plain(name: str) -> str:
    """One spelling: no vowel signs, hamza or stretching strokes, one space between words."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare.translate(_SAME)).split()).casefold()


def forms(name: str) -> Iterator[str]:
    """The name, and what is left without particles joined to it: "and the army", "to-the army" is the army."""
    given = plain(name)
    yield given
    for particle in _PARTICLES:
        rest = given.removeprefix(particle)
        if rest != given and len(rest) > 2:
            yield rest
            if particle.endswith("ل") and rest.startswith("ل"):
                yield "ا" + rest


@cache
def called() -> dict[str, str]:
    """The register's name of each name in another script. Raises VocabularyError for a state or row that is not in its form."""
    found: dict[str, str] = {}
    folder = resources.files("onrecord.knowledge.actors") / "data" / "scripts"
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if not path.name.endswith(".toml"):
            continue
        data = tomllib.loads(path.read_text("utf-8"))
        for english, names in data["names"].items():
            for name in names:
                found.setdefault(plain(name), english)
        for code, adjective in data.get("states", {}).items():
            state = nation(code)
            if state is None:
                raise VocabularyError(f"scripts/{path.name}: {code!r} is no country's three letters")
            words = {"m": f"ال{adjective}", "f": f"ال{adjective}ة"}
            for body, names in data["bodies"].items():
                for name in names:
                    found.setdefault(plain(name.format(**words)), body.format(adj=state.short))
    return found
