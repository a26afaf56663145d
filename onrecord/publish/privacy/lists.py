"""The word lists by which names of persons are known, read once."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.knowledge.gazetteer.tables import namesakes

PARTICLES = frozenset(
    "al el ad an as ash at az ar "
    "bin ibn ben bint abu abou umm oum um ould ag wa ul ud ur van von der den de del dela delos della da das do dos di du la le "
    "ter ten mac mc st zu af av y e".split()
)
JOINERS = frozenset(
    "bin ibn ben bint abu abou umm ould ag wa ul ud ur van von der den de del dela delos della da das do dos di du la le "
    "ter ten y al el".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Words in lower case without accents. namesakes: word -> flags c common, w rarer English word, g given name, s surname."""

    given: frozenset[str]
    endings: tuple[str, ...]
    public: frozenset[str]
    public_deeds: frozenset[str]
    private: frozenset[str]
    honorific: frozenset[str]
    naming: frozenset[str]
    saying: frozenset[str]
    body: frozenset[str]
    place: frozenset[str]
    place_first: frozenset[str]
    peoples: frozenset[str]
    romance: frozenset[str]  # the French and Spanish among public and private
    romance_openers: frozenset[str]
    romance_bodies: frozenset[str]
    namesakes: dict[str, str]

    def is_given(self, word: str) -> bool:
        """A given name that is no everyday English word."""
        return word in self.given or ("g" in self.flags(word) and not self.is_common(word))

    def may_be_name(self, word: str) -> bool:
        """Not an everyday word, or one that is borne as a name too ("Grace", "Smith")."""
        flags = self.flags(word)
        return word in self.given or "g" in flags or "s" in flags or not self.is_common(word)

    def is_common(self, word: str) -> bool:
        return word not in self.given and ("c" in self.flags(word) or "w" in self.flags(word))

    def flags(self, word: str) -> str:
        return self.namesakes.get(word, "")


def plain(word: str) -> str:
    """Lower case, without accents, apostrophes and an Arabic article: "al-Masri's" is not folded here, "Müller" is "muller"."""
    folded = unicodedata.normalize("NFKD", word.replace("ß", "ss").replace("ı", "i").replace("ł", "l").replace("Ł", "L")).casefold()
    return "".join(c for c in folded if c.isalnum() or c == "-")


@cache
def lists() -> Lists:
    folder = resources.files("onrecord.publish.privacy") / "data"
    names = tomllib.loads((folder / "names.toml").read_text("utf-8"))
    roles = {k: frozenset(plain(w) for w in v.split()) for k, v in tomllib.loads((folder / "roles.toml").read_text("utf-8")).items()}
    endings = tuple(sorted({plain(w) for w in names.pop("surname_endings").split()}))
    given = frozenset(plain(name) for words in names.values() for name in words.split())
    for kind in ("public", "private", "saying", "naming", "honorific"):
        roles[kind] |= roles[f"romance_{kind}"]
    roles["romance"] = roles["romance_public"] | roles["romance_private"]
    roles = {kind: words for kind, words in roles.items() if kind in Lists.__slots__}
    return Lists(given=given, endings=endings, namesakes=namesakes(), **roles)
