"""What an entry is made of when it is shown: a heading, marks, facts, and the words under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.publish.brief.wording import write_day, write_range
from onrecord.records import Place
from onrecord.registers.counted import Counted
from onrecord.registers.every import Register
from onrecord.registers.ground import ByRoot, Cited, Said
from onrecord.registers.happenings import Happening
from onrecord.vocab.event_types import TERMS
from onrecord.vocab.fine_types import FINE, FineType


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of an entry. claims: ids of those that say it; quoted: the words that the line is, where it is somebody's words."""

    label: str
    text: str = ""
    claims: tuple[str, ...] = ()
    quoted: Cited | None = None
    under: bool = False  # it stands under the line before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. first, last: ISO dates or None; marks: how it stands, in a word or two each ("feared", "pending")."""

    register: Register
    id: str
    heading: str
    place: str | None
    first: str | None
    last: str | None
    facts: tuple[Fact, ...]
    cited: tuple[Cited, ...] = ()  # the words that it rests on
    events: tuple[str, ...] = ()  # the linker's events that it speaks of
    marks: tuple[str, ...] = ()
    unsure: bool = False  # the reader may have misread it: for somebody to check


def of_happening(
    register: Register, happening: Happening, facts: Iterable[Fact], cited: Sequence[Cited], *, marks: Iterable[str] = (), heading: str = ""
) -> Entry:
    """heading: the type of most of its claims, if it has no other."""
    return Entry(
        register=register,
        id=happening.id,
        heading=heading or TERMS[happening.type].label,
        place=name_of(happening.place),
        first=happening.first,
        last=happening.last,
        facts=tuple(facts),
        cited=tuple(cited),
        events=happening.events,
        marks=(*marks, *_loose(happening)),
        unsure=happening.unsure,
    )


def _loose(happening: Happening) -> Iterator[str]:
    """What is known of where and when a happening is that no claim places or dates."""
    if happening.first is None and happening.told:
        yield f"no day named; told by {write_day(happening.told)}"
    if happening.beside:
        named = f"{happening.place.name} is not known more finely than its country" if happening.place else "no place named"
        yield f"{named}; told right after {happening.beside.name}"


def name_of(place: Place | None) -> str | None:
    return place.name or place.country if place else None


def named(label: str, said: ByRoot) -> Iterator[Fact]:
    """One line for each name with the roots that say it."""
    for one in said:
        yield Fact(label=label, text=f"{one.name}, according to {', '.join(one.roots)}", claims=one.claims)


def fine(label: str, said: ByRoot) -> Iterator[Fact]:
    """Fine types by their labels."""
    for one in said:
        text = f"{FINE[FineType(one.name)].label}, according to {', '.join(one.roots)}"
        yield Fact(label=label, text=text, claims=one.claims)


def listed(label: str, words: Sequence[str], claims: Iterable[str] = ()) -> Iterator[Fact]:
    if words:
        yield Fact(label=label, text=", ".join(words), claims=tuple(claims))


def quoted(label: str, cited: Iterable[Cited]) -> Iterator[Fact]:
    for one in cited:
        yield Fact(label=label, claims=(one.claim,), quoted=one)


def numbers(counts: Iterable[Counted]) -> Iterator[Fact]:
    for count in counts:
        yield Fact(
            label=f"{count.what} ({count.of})" if count.of else count.what, text=range_by_root(count), claims=claims_of(count.by_root)
        )


def range_by_root(count: Counted) -> str:
    """The envelope and, where several roots count, each root's own."""
    return f"{write_range(count.low, count.high)} ({lines_of(count.by_root)})"


def lines_of(by_root: Iterable[Said]) -> str:
    return "; ".join(f"{line.root}: {write_range(line.low, line.high)}" for line in by_root)


def claims_of(by_root: Iterable[Said]) -> tuple[str, ...]:
    return tuple(line.claim for line in by_root)
