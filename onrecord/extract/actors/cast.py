"""Who has been named so far in a report, and who a later "he", "it", "the group", "Reznichenko" or "the Centre" points back to."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.vocab.roles import Kind

_FAR = 160  # members looked at on the way back; keeps every look-up bounded
_NO_BODY = frozenset({Kind.WITNESS, Kind.COMMANDER, Kind.UNKNOWN})
_NEAR = 4  # sentences within which a pronoun finds its speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An actor where the text names it: at word `at`, in a sentence, as a person or a body, speaking there or not."""

    at: int
    last: int
    sentence: int
    name: str
    kind: Kind
    family: str = ""  # "ministry", "army", "governor", a rank: what a later definite mention may repeat
    person: bool = False
    speaks: bool = False
    leads: bool = False  # begins its sentence: mostly its subject
    loyal: bool = False  # stands on a government's side somewhere, by the register
    sex: str = ""  # "f" or "m" where the words tell
    own: bool = True  # named, not only described
    open: bool = False  # a person whom the text has not named yet: "a member of the council said"
    words: frozenset[str] = frozenset()  # folded words of its names, abbreviations included
    said: frozenset[str] = frozenset()  # common nouns of the phrase, in the singular: "source", "officer", "hospital"


class Cast:
    """Members in the order of the text. Every question is answered from those before a word."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self._ats: list[int] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._named: dict[Kind, dict[str, Member]] = defaultdict(dict)
        self._first: tuple[list[Member], dict[str, list[int]]] = [], {}
        self.placed: dict[str, Member] = {}  # by title, the first governor or mayor whose place is told
        self.persons: dict[str, Member] = {}  # by each word of a person's name, the member it stands for

    def add(self, member: Member) -> None:
        """Appends a member; by its words a shorter mention may name it."""
        if self._ats and member.at < self._ats[-1]:
            return
        for word in sorted(member.words):
            self._by_word[word].append(len(self.members))
        if member.family and " of " in member.name:
            self.placed.setdefault(member.family, member)
        if member.own:
            self._named[member.kind].setdefault(member.name, member)
        self.members.append(member)
        self._ats.append(member.at)

    def introduce(self, person: tuple[str, ...], member: Member) -> None:
        """The words of a person's name stand for the member: the first introduction holds, but a body outweighs a bare name."""
        for word in person:
            known = self.persons.get(word)
            if len(word) > 2 and (known is None or (known.family == "name" and member.family != "name")):
                self.persons[word] = member

    def restart(self) -> None:
        """Begins a second reading, which knows the persons and bodies that are named further down."""
        self._first = self.members, self._by_word
        self.members, self._ats, self._by_word = [], [], defaultdict(list)

    def before(self, at: int, wanted: Callable[[Member], bool]) -> Member | None:
        """The last member before word `at` that is wanted."""
        return next((m for m in self._back(at) if wanted(m)), None)

    def only(self, kind: Kind) -> Member | None:
        """The one named member of a kind in the whole report; None if there are none or several."""
        named = self._named.get(kind, {})
        return next(iter(named.values())) if len(named) == 1 else None

    def only_called(self, noun: str, kind: Kind) -> Member | None:
        """The one named body of a kind that the whole report calls by a common noun; None if there are none or several."""
        called = {m.name: m for m in (*self._first[0], *self.members) if m.own and m.kind is kind and noun in m.said}
        return next(iter(called.values())) if len(called) == 1 else None

    def by_words(self, names: tuple[str, ...], at: int) -> Member | None:
        """The member whose name holds all these words: the last one before word `at`, else the first after it."""
        for members, by_word in ((self.members, self._by_word), self._first):
            lists = [known for w in names if (known := by_word.get(w))]
            if not names or len(lists) < len(names):
                continue
            rarest, wanted = min(lists, key=len), set(names)
            cut = bisect_left(rarest, at, key=lambda n: members[n].at)
            for n in [*reversed(rarest[max(0, cut - _FAR) : cut]), *rarest[cut : cut + _FAR]]:
                if wanted <= members[n].words and members[n].own:
                    return members[n]
        return None

    def person(self, at: int, sentence: int, sex: str = "") -> Member | None:
        """Whom "he" ("m") or "she" ("f") names at word `at`: the last person who spoke, else the last person."""

        def near(member: Member) -> bool:
            return sentence - member.sentence <= _NEAR and not (sex and member.sex and sex != member.sex)

        return (
            self.before(at, lambda m: m.person and m.speaks and near(m))
            or self.before(at, lambda m: m.person and near(m))
            or self.before(at, lambda m: m.speaks and m.own and near(m))
            or self.before(at, lambda m: m.person)
        )

    def body(self, at: int, sentence: int, *, plural: bool = False) -> Member | None:
        """Whom "it" (or, plural, "they") names at word `at`, where it speaks: the last body that spoke, else one that led a sentence."""

        def fits(member: Member) -> bool:
            return plural or member.own or member.kind not in _NO_BODY

        def near(member: Member) -> bool:
            return sentence - member.sentence <= _NEAR and fits(member)

        return (
            self.before(at, lambda m: m.speaks and not m.person and near(m))
            or self.before(at, lambda m: m.speaks and near(m))
            or self.before(at, lambda m: m.leads and m.own and not m.person and near(m))
            or self.before(at, lambda m: m.speaks and fits(m))
        )

    def _back(self, at: int) -> Iterator[Member]:
        cut = bisect_left(self._ats, at)
        return (self.members[n] for n in range(cut - 1, max(-1, cut - 1 - _FAR), -1))
