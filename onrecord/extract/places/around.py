"""The places of a report by name, and what stands around one claim among them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.places.mention import PlaceMention
from onrecord.knowledge.gazetteer.names import exact, place_key
from onrecord.records import Span


@dataclass(frozen=True, slots=True)
class Option:
    """One place of the report, with all its mentions in order."""

    name: str
    mentions: tuple[PlaceMention, ...]
    adjective: bool = False  # a country that the report has only in words such as "Syrian"

    @property
    def best(self) -> PlaceMention:
        return self.mentions[0]

    @property
    def key(self) -> str:
        return key_of(self.best.name)

    @property
    def rank(self) -> str:
        """What sort of place it is, as the choice sees it."""
        if self.adjective:
            return "adjective"
        return "capital" if self.best.capital else _RANKS[self.best.kind]

    @property
    def above(self) -> set[str]:
        """Keys of the places that it lies in, countries aside."""
        return {exact(p) for p in self.best.parents[: -1 if self.best.country else None]}

    def before(self, offset: int) -> PlaceMention | None:
        """The last mention that begins before an offset."""
        return last_before(self.mentions, offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around one claim; worked out once, since every option is weighed against it."""

    quote: Span
    here: int  # number of the sentence in which the quote begins
    inside: Sequence[PlaceMention]  # mentions in the quote
    near: Sequence[PlaceMention]  # mentions in its sentences, outside it
    nearest: PlaceMention | None  # the last of those in its sentence before the quote
    inside_by_name: Mapping[str, Sequence[PlaceMention]]
    near_by_name: Mapping[str, Sequence[PlaceMention]]
    inside_by_parent: Mapping[str, Sequence[PlaceMention]]  # by the names of the places they lie in
    all_by_parent: Mapping[str, Sequence[PlaceMention]]
    finer_inside: bool  # one of them is finer than a country
    finer: bool
    start: int  # offsets of the sentences that the quote stands in
    end: int
    latest: str | None  # name of the last local place before the quote
    latest_event: str | None  # of the last one that the words put as where something happened
    fitting: str | None  # of the last one that "the town" in these words may mean
    generic: bool  # such a word stands in the quote, not only in its sentence


_RANKS = {"city": "town", "named": "town", "adm2": "unit", "adm1": "unit", "region": "region", "country": "country"}


def key_of(name: str) -> str:
    """By which mentions of one place meet: "the town of Al-Bab" and "al-Bab" are one option."""
    return place_key(name)


def is_local(mention: PlaceMention) -> bool:
    """Finer than a country, and not a capital, whose name may stand for a government."""
    return mention.kind != "country" and not mention.capital


def _start(mention: PlaceMention) -> int:
    return mention.start


def starting(mentions: Sequence[PlaceMention], start: int, end: int) -> Sequence[PlaceMention]:
    """Those of an ordered list that begin in [start, end)."""
    return mentions[bisect_left(mentions, start, key=_start) : bisect_left(mentions, end, key=_start)]


def last_before(mentions: Sequence[PlaceMention], offset: int) -> PlaceMention | None:
    """The last of an ordered list that begins before an offset."""
    at = bisect_left(mentions, offset, key=_start)
    return mentions[at - 1] if at else None


def by_name(mentions: Iterable[PlaceMention]) -> dict[str, list[PlaceMention]]:
    """The mentions by what they are called, case aside, in the order of the text."""
    found: dict[str, list[PlaceMention]] = {}
    for m in mentions:
        found.setdefault(key_of(m.name), []).append(m)
    return found


def by_parent(mentions: Iterable[PlaceMention]) -> dict[str, list[PlaceMention]]:
    """The mentions by each place that they lie in: its name, case aside."""
    found: dict[str, list[PlaceMention]] = {}
    for m in mentions:
        for parent in m.parents:
            found.setdefault(key_of(parent), []).append(m)
    return found


def name_before(mentions: Sequence[PlaceMention], offset: int) -> str | None:
    """The name of the last of an ordered list that begins before an offset, case aside."""
    found = last_before(mentions, offset)
    return key_of(found.name) if found else None


def fits(mention: PlaceMention, kinds: set[str]) -> bool:
    """Whether "the town", "the province" may mean this place; a place that only the report knows may be any town."""
    return bool(kinds & {mention.kind, "town" if mention.kind == "named" else ""}) or (mention.kind == "named" and "city" in kinds)
