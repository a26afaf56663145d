"""The word lists of this layer, read once when first asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.knowledge.actors.tokens import fold
from onrecord.vocab.roles import Kind

PRONOUNS = frozenset("he she it they him her his its their them himself herself itself themselves who".split())
PERSONAL = frozenset("he she him her his himself herself".split())
FEMININE = frozenset("she her herself".split())
# Nouns and titles that tell a person's sex.
WOMEN = frozenset(
    "woman mother sister wife widow daughter aunt grandmother girl spokeswoman mrs ms midwife nun schoolgirl niece chairwoman".split()
)
MEN = frozenset(
    "man father brother husband son uncle grandfather boy spokesman mr sheikh imam mullah fisherman schoolboy nephew chairman "
    "policeman".split()
)
DETERMINERS = frozenset(
    "the a an this that these those one two three four five six seven eight some several many few both another other others "
    "certain various numerous any all most each same more".split()
)
POSSESSIVES = frozenset("its their his her our".split())
# Words at which a noun phrase is over or turns to say where or of whom.
PREPOSITIONS = frozenset("of for at in from with near on by to inside around outside within across under".split())
STOPS = frozenset(
    "and or but as while when after before since because that which who whose whom where if so than then is was were are be been "
    "being has had have will would could can may might must did does do not also only it he she they we i you there here on by to "
    "into over via through days weeks hours months years times day week hour month year morning evening night afternoon ago "
    "yesterday today last next now still again later earlier already just even never not no under near both further meanwhile "
    "however during against between about amid until among including said says told added".split()
)
RANKS_IN_FULL = {
    "gen": "general",
    "lt": "lieutenant",
    "col": "colonel",
    "maj": "major",
    "capt": "captain",
    "brig": "brigadier",
    "sgt": "sergeant",
    "adm": "admiral",
    "supt": "superintendent",
}
# Small words that may open a phrase without an article: "local residents", "military sources".
MODIFIERS = frozenset(
    "local military security medical opposition government rebel tribal diplomatic humanitarian reliable independent senior "
    "judicial police hospital civil field loyalist regime army activist media press church village town city district provincial "
    "regional municipal national international foreign western eastern northern southern private official anonymous informed "
    "political religious human aid rescue health emergency community family several armed pro anti war monitoring".split()
)
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december jan feb mar apr jun jul aug sep sept oct nov dec i mon tue wed thu fri sat sun gmt bst est photo file image "
    "video".split()
)
_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "people": "people",
    "families": "family",
    "gunmen": "gunman",
    "militiamen": "militiaman",
    "policemen": "policeman",
    "fishermen": "fisherman",
    "spokesmen": "spokesman",
    "servicemen": "serviceman",
    "media": "media",
    "witnesses": "witness",
    "wives": "wife",
    "children": "child",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Heads by kind, and the sets that steer the reading of a mention. All folded."""

    heads: Mapping[str, Kind]
    folds: frozenset[str]
    ranks: frozenset[str]
    titles: frozenset[str]
    offices: frozenset[str]
    bodies: frozenset[str]
    saying: frozenset[str]
    back: Mapping[str, frozenset[Kind]]

    def kind_of(self, word: str) -> Kind | None:
        """The kind of speaker that a noun names, in singular or plural."""
        return self.heads.get(word) or self.heads.get(singular(word))


@cache
def singular(word: str) -> str:
    """A plain guess at the singular of an English noun."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "corps", "headquarters")):
        return word[:-1]
    return word


@cache
def words() -> Words:
    """The shipped lists."""
    rows = tomllib.loads((resources.files("onrecord.extract.actors") / "words.toml").read_text("utf-8"))
    heads = {fold(word): Kind(kind) for kind, listed in rows["heads"].items() for word in listed}
    roles = {name: frozenset(fold(word) for word in listed) for name, listed in rows["roles"].items()}
    back = {fold(word): frozenset(Kind(k) for k in kinds) for word, kinds in rows["back"].items()}
    return Words(heads=heads, back=back, **roles)
