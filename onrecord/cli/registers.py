"""Entries of the registers in the terminal: a heading, a few facts, and under them the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group
from rich.text import Text

from onrecord.cli import tables
from onrecord.cli.lines import shown
from onrecord.publish.entries import Entry, Fact
from onrecord.publish.explain.ids import short
from onrecord.registers.ground import Cited
from onrecord.vocab.hedges import Modality

MOST_WORDS = 4  # quotes under one entry; --format jsonl has all


def show(name: str, entries: Sequence[Entry], sums: Entry | None = None) -> None:
    """The entries; apart, those that the reader may have misread; last the sums of a period."""
    sure, unsure = ([e for e in entries if e.unsure is so] for so in (False, True))
    _table(sure)
    if unsure:
        print("To be checked, for the reader is unsure of them:\n")
        _table(unsure)
    if sums:
        _table([sums])
    count = f"{len(entries):,} {'entry' if len(entries) == 1 else 'entries'}" + (f", {len(unsure):,} to be checked" if unsure else "")
    print(f"{name}: {count}" if entries else f"{name}: nothing is on record")


def _table(entries: Iterable[Entry]) -> None:
    table = tables.two_columns()
    for entry in entries:
        table.add_row(Text(shown(tables.days(entry.first, entry.last))), Group(*_lines(entry)))
    tables.show(table)


def _lines(entry: Entry) -> Iterable[Text]:
    title = "; ".join(piece for piece in (entry.heading, entry.place) if piece)
    yield Text(shown(title), style="bold") + Text(f"  {shown(short(entry.id))}" if entry.id else "", style="dim")
    yield from (Text(shown(mark)) for mark in entry.marks)
    yield from (_fact(fact) for fact in entry.facts)
    yield from (_words(cited) for cited in entry.cited[:MOST_WORDS])
    if len(entry.cited) > MOST_WORDS:
        yield Text(f"and {len(entry.cited) - MOST_WORDS} more claims; --format jsonl gives all", style="dim")


def _fact(fact: Fact) -> Text:
    line = Text("  " if fact.under else "") + tables.cut(f"{fact.label}: {fact.text}" if fact.text else fact.label)
    if fact.quoted is None:
        return line
    said = f"{fact.quoted.root} “{tables.cut(fact.quoted.quote)}”  {short(fact.quoted.claim)}"
    return line + Text(f"; {shown(said)}", style="dim")


def _words(cited: Cited) -> Text:
    firm = "" if cited.modality is Modality.ASSERTED else f" ({cited.modality})"
    via = "".join(f", via {v}" for v in cited.via)
    said = Text(f"“{tables.cut(cited.quote)}”", style="italic")
    who = shown(f"{cited.source}{via}{firm}")
    return said + Text(f" {who}  {shown(short(cited.claim))}", style="not italic dim")
