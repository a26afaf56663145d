"""Tables for people: plain, aligned, as wide as the terminal; 120 columns where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.records import Bounds, Claim, Event, Figure, Picture, Report, Spell, When
from onrecord.vocab.event_types import TERMS
from onrecord.vocab.hedges import Modality
from onrecord.vocab.roles import NARRATOR


def _console() -> Console:
    return Console(width=shutil.get_terminal_size((120, 40)).columns, highlight=False, soft_wrap=False)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def claims(said: Sequence[Claim], reports: Mapping[str, Report]) -> None:
    table = _table("Who says", "What", "Where", "When", "Figures", "In these words")
    for claim in said:
        report = reports[claim.report]
        table.add_row(
            Text(speaker(claim, report)),
            Text(kind_of(claim)),
            Text(claim.place.name if claim.place else "-"),
            Text(period(claim.when)),
            Text("; ".join(figure(f) for f in claim.figures) or "-"),
            Text(f"{shown(claim.quote.text)} [{report.id}:{claim.quote.start}]"),
        )
    _console().print(table)
    print(f"{len(said)} claims in {len(reports)} reports")


def events(found: Sequence[Event], picture: Picture) -> None:
    table = _table("Grade", "Event", "Where", "When", "Reports", "Roots", "Findings")
    for event in sorted(found, key=lambda e: (e.earliest or "9999", e.id)):
        table.add_row(
            str(event.grade.label) if event.grade else "-",
            TERMS[event.type].label,
            Text(event.place.name if event.place else "-"),
            days(event.earliest, event.latest),
            str(event.reports),
            str(len(event.roots)),
            Text("\n".join(f.because if f.strength == "direct" else f"(apparent) {f.because}" for f in event.findings) or "-"),
        )
    _console().print(table)
    print(f"{len(found)} events from {len(picture.claims)} claims in {len(picture.reports)} reports")


def spells(held: Sequence[Spell]) -> None:
    table = _table("Place", "Holder", "State", "From", "To", "According to", "Because")
    for spell in held:
        table.add_row(
            Text(spell.place),
            Text(spell.holder or "nobody named"),
            str(spell.state).replace("_", " ") + (f", {spell.extent}" if spell.extent != "all" else ""),
            bounds(spell.start),
            bounds(spell.end),
            Text(spell.according_to or "consolidated"),
            Text(spell.because or "-"),
        )
    _console().print(table)
    print(f"{len(held)} spells")


def layers(report: Report, row: Mapping[str, Any]) -> None:
    table = _table("Layer", "Words", "Reading")
    for name, found in row.items():
        for item in found if name != "id" else ():
            table.add_row(name, Text(_words(report, item)), Text(_reading(item)))
    print(report.id)
    _console().print(table)


def _words(report: Report, item: Mapping[str, Any]) -> str:
    if "start" in item:
        return shown(report.text[item["start"] : item["end"]])
    return " / ".join(shown(report.text[s:e]) for s, e in item["content"])


def _reading(item: Mapping[str, Any]) -> str:
    return ", ".join(f"{k} {v}" for k, v in item.items() if v is not None and k not in ("start", "end"))


def speaker(claim: Claim, report: Report) -> str:
    """Who says it, with the publisher for its own voice and the relays behind."""
    name = f"{report.publisher or 'the report'} (own voice)" if claim.source.name == NARRATOR else claim.source.name
    return name + "".join(f", via {relay}" for relay in claim.source.via)


def kind_of(claim: Claim) -> str:
    label = TERMS[claim.type].label
    return label if claim.modality is Modality.ASSERTED else f"{label} ({claim.modality})"


def figure(item: Figure) -> str:
    return f"{number(item.low, item.high)} {str(item.what).replace('_', ' ')}"


def number(low: float | None, high: float | None) -> str:
    if low is None:
        return "a number of" if high is None else f"up to {high:,}"
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def period(when: When | None) -> str:
    return days(when.earliest, when.latest) if when else "-"


def days(earliest: str | None, latest: str | None) -> str:
    if not earliest:
        return "-"
    return earliest if earliest == latest or not latest else f"{earliest} to {latest}"


def bounds(moment: Bounds) -> str:
    return days(moment.earliest or moment.latest, moment.latest or moment.earliest)


def shown(words: str) -> str:
    """Words on one line, without control characters that could move a terminal's cursor."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())
