"""The registers on the page: their entries with a link from every line to the words that say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.publish.brief.index import ClaimView, Index
from onrecord.publish.brief.wording import clip, write_days
from onrecord.vocab.hedges import Modality

if TYPE_CHECKING:  # the entries are worded with this package's words
    from onrecord.publish.entries import Entry, Fact, Section

MOST_WORDS = 3  # quotes shown under an entry; the others are led to by their numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """One line of an entry. href: where the first claim that says it stands; quote: the claim whose words it is."""

    label: str
    text: str
    href: str | None
    quote: ClaimView | None
    others: tuple[ClaimView, ...]
    under: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry as it is printed. words: claims in full; more: the rest of them."""

    id: str
    heading: str
    place: str
    days: str
    marks: tuple[str, ...]
    facts: tuple[FactView, ...]
    words: tuple[ClaimView, ...]
    more: tuple[ClaimView, ...]
    events: tuple[str, ...]  # ids of the linker's events


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    name: str
    title: str
    means: str
    entries: tuple[EntryView, ...]
    unsure: tuple[EntryView, ...]
    sums: EntryView | None

    @property
    def count(self) -> str:
        return f"{len(self.entries):,}" + (f" and {len(self.unsure):,} to be checked" if self.unsure else "")


def view_sections(sections: Iterable[Section], index: Index) -> list[SectionView]:
    return [
        SectionView(
            name=str(section.register),
            title=section.title,
            means=section.means,
            entries=tuple(view_entry(entry, index) for entry in section.entries),
            unsure=tuple(view_entry(entry, index) for entry in section.unsure),
            sums=view_entry(section.sums, index) if section.sums else None,
        )
        for section in sections
    ]


def view_entry(entry: Entry, index: Index) -> EntryView:
    words = index.views(cited.claim for cited in entry.cited)
    return EntryView(
        id=entry.id,
        heading=entry.heading,
        place=entry.place or "",
        days=write_days(entry.first, entry.last),
        marks=entry.marks,
        facts=tuple(_fact(fact, index) for fact in entry.facts),
        words=tuple(words[:MOST_WORDS]),
        more=tuple(words[MOST_WORDS:]),
        events=entry.events,
    )


def _fact(fact: Fact, index: Index) -> FactView:
    views = index.views(fact.claims)
    quote = next((v for v in views if fact.quoted and v.id == fact.quoted.claim), None)
    others = [v for v in views if v is not quote]
    return FactView(
        label=fact.label,
        text=fact.text,
        href=others[0].href if others else quote.href if quote else None,
        quote=quote,
        others=tuple(others),
        under=fact.under,
    )


def register_lines(sections: Sequence[Section], most: int) -> Iterator[str]:
    """The registers in a few plain lines each, for mail."""
    for section in sections:
        yield ""
        yield f"REGISTER: {section.title.upper()} ({len(section.entries)})"
        for entry in section.entries[:most]:
            yield f"  {', '.join(piece for piece in (entry.heading, entry.place, write_days(entry.first, entry.last)) if piece)}"
            for fact in entry.facts[:MOST_WORDS]:
                yield f"    {fact.label}: {fact.text}" if fact.text else f"    {fact.label}"
            for cited in entry.cited[:1]:
                firm = "" if cited.modality is Modality.ASSERTED else f" ({cited.modality})"
                yield f"    {cited.source}{firm}: “{clip(' '.join(cited.quote.split()), 150)}” [{cited.claim}]"
        if more := section.count - min(most, len(section.entries)):
            yield f"  and {more} more" + (f", {len(section.unsure)} of them to be checked" if section.unsure else "")
