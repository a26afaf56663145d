"""Tables for people: as wide as the terminal, 100 columns where there is none. Each row says in two lines what JSONL says in full."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from onrecord.cli.lines import count, shown
from onrecord.interchange import short
from onrecord.records import Bounds, Claim, Event, EventFigure, Figure, Picture, Report, Spell, When
from onrecord.vocab.event_types import TERMS
from onrecord.vocab.findings import Strength
from onrecord.vocab.hedges import Modality
from onrecord.vocab.roles import NARRATOR

if TYPE_CHECKING:
    from onrecord.knowledge.actors import Actor

LONGEST = 420  # characters of a quote or a reason; what is cut stands in the report and in JSONL
MOST_FINDINGS = 4  # of one event


def claims(said: Sequence[Claim], reports: Mapping[str, Report]) -> None:
    """Report by report: who says it; what, where, when, how many; in which words and where they stand in the text."""
    for name, group in itertools.groupby(said, key=lambda c: c.report):
        report = reports[name]
        table = two_columns()
        for claim in group:
            facts = [kind_of(claim), claim.place.name if claim.place else "", period(claim.when), *map(figure, claim.figures)]
            words = Text(f"“{cut(claim.quote.text)}”", style="italic")
            table.add_row(
                Text(shown(speaker(claim, report)), style="bold"),
                Group(_line(facts), words + Text(f" at {claim.quote.start}", style="dim") + _id(claim.id)),
            )
        show(Text(heading(report), style="underline"), table)
    print(f"{count(len(said), 'claim')} in {count(len({c.report for c in said}), 'report')}")


def events(found: Sequence[Event], picture: Picture) -> None:
    """By day: how well attested; what, where, when, by how many; figures and findings below."""
    table = two_columns(narrow=True)
    for event in sorted(found, key=lambda e: (e.earliest or "9999", e.id)):
        place = event.place.name if event.place else ""
        heard = f"{count(event.reports, 'report')}, {count(len(event.roots), 'root')}"
        heading = _line([TERMS[event.type].label, place, days(event.earliest, event.latest), heard], style="bold")
        lines = [heading + _id(event.id)]
        if event.figures:
            lines.append(_line([event_figure(f) for f in event.figures]))
        for finding in sorted(event.findings, key=lambda f: f.strength is not Strength.DIRECT)[:MOST_FINDINGS]:
            apparent = "" if finding.strength is Strength.DIRECT else " (apparent)"
            kind = Text(f"{str(finding.kind).replace('_', ' ')}{apparent}: ", style="italic")
            lines.append(kind + Text(cut(finding.because)) + _id(finding.id))
        if len(event.findings) > MOST_FINDINGS:
            lines.append(Text(f"and {len(event.findings) - MOST_FINDINGS} more; --format jsonl gives all", style="dim"))
        table.add_row(str(event.grade.label) if event.grade else "-", Group(*lines))
    show(table)
    inside = sum(len(e.claims) for e in found)
    print(f"{count(len(found), 'event')} of {count(inside, 'claim')} in {count(len(picture.reports), 'report')}")


def spells(held: Sequence[Spell]) -> None:
    """Place by place, the consolidated view before each root's own."""
    ordered = sorted(held, key=lambda s: (s.place, s.according_to is not None, s.according_to or ""))
    for place, group in itertools.groupby(ordered, key=lambda s: s.place):
        table = two_columns()
        for spell in group:
            lines = [_line([shown(spell.holder or "nobody named"), state(spell), span(spell.start, spell.end)])]
            if spell.because:
                lines.append(Text(cut(spell.because), style="dim"))
            table.add_row(Text(shown(spell.according_to or "all roots together")), Group(*lines))
        show(Text(shown(place), style="bold"), table)
    print(count(len(held), "spell"))


def layers(report: Report, row: Mapping[str, Any]) -> None:
    """One report's layers: which, the words, and how they are read."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for name in ("layer", "words", "reading"):
        table.add_column(name, overflow="fold")
    for name, found in row.items():
        for item in found if name != "id" else ():
            table.add_row(name, Text(_words(report, item)), Text(_reading(report, item)))
    show(Text(heading(report), style="underline"), table)


def actors(known: Sequence[Actor]) -> None:
    """Country by country: name and kind; other names, sides, where the facts are from."""
    for country, group in itertools.groupby(known, key=lambda a: a.country):
        table = two_columns()
        for actor in group:
            lines = [_line([str(actor.kind).replace("_", " "), f"for {actor.parent}" if actor.parent else ""])]
            lines += [_line([", ".join(actor.aliases)], style="dim")] if actor.aliases else []
            lines += [Text(f"{s.side}{f' in {s.theatre}' if s.theatre else ''}, {days_of(s.since, s.until)}") for s in actor.sides]
            lines.append(Text(f"origin: {actor.origin or 'not stated'}", style="dim"))
            table.add_row(Text(shown(actor.name), style="bold"), Group(*lines))
        show(Text(country or "no one country", style="underline"), table)
    print(count(len(known), "actor"))


# --- cells -----------------------------------------------------------------------------------------------------


def heading(report: Report) -> str:
    """Publisher, day, title and where the report was read from; its id where it was read from nowhere."""
    known = [report.publisher or "no publisher", report.published_day or "no date", report.title]
    return f"{', '.join(shown(k) for k in known if k)} [{shown(report.location) or report.id}]"


def speaker(claim: Claim, report: Report) -> str:
    """Who says it, with the publisher for its own voice and the relays behind."""
    name = f"{report.publisher or 'the report'} (own voice)" if claim.source.name == NARRATOR else claim.source.name
    return name + "".join(f", via {relay}" for relay in claim.source.via)


def kind_of(claim: Claim) -> str:
    label = TERMS[claim.type].label
    return label if claim.modality is Modality.ASSERTED else f"{label} ({claim.modality})"


def figure(item: Figure) -> str:
    of = f" ({item.of})" if item.of else ""
    return f"{number(item.low, item.high)} {str(item.what).replace('_', ' ')}{of}"


def event_figure(item: EventFigure) -> str:
    of = f" ({shown(item.of)})" if item.of else ""
    return f"{number(item.low, item.high)} {str(item.what).replace('_', ' ')}{of}, {count(len(item.by_root), 'root')}"


def state(spell: Spell) -> str:
    return str(spell.state).replace("_", " ") + (f" ({spell.extent})" if spell.extent != "all" else "")


def number(low: float | None, high: float | None) -> str:
    if low is None:
        return "a number of" if high is None else f"up to {high:,}"
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def period(when: When | None) -> str:
    return days(when.earliest, when.latest) if when else ""


def days(earliest: str | None, latest: str | None) -> str:
    if not earliest:
        return "no day"
    return earliest if earliest == latest or not latest else f"{earliest} to {latest}"


def days_of(since: str | None, until: str | None) -> str:
    """How long somebody stood on a side, open ends said."""
    if since is None and until is None:
        return "at all times"
    return " ".join(piece for piece in (f"from {since}" if since else "", f"until {until}" if until else "") if piece)


def span(start: Bounds, end: Bounds) -> str:
    """From when to when, each as far as it is known; an end without bounds is still open."""
    until = f"to {bounds(end)}" if end.earliest or end.latest else "on"
    return f"from {bounds(start)} {until}" if start.earliest or start.latest else f"from an unknown day {until}"


def bounds(moment: Bounds) -> str:
    if moment.earliest is None:
        return f"{moment.latest} or earlier"
    if moment.latest is None:
        return f"{moment.earliest} or later"
    return moment.earliest if moment.earliest == moment.latest else f"between {moment.earliest} and {moment.latest}"


def cut(words: str) -> str:
    plain = shown(words)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + "…"


def _words(report: Report, item: Mapping[str, Any]) -> str:
    if "start" in item:
        return cut(report.text[item["start"] : item["end"]])
    return _stretches(report, item["content"])


def _reading(report: Report, item: Mapping[str, Any]) -> str:
    if "start" not in item:
        return "; ".join(f"{role}: {_stretches(report, item[role])}" for role in ("source", "cue") if item[role])
    if "what" in item:
        of = f" ({item['of']})" if item.get("of") else ""
        return shown(f"{number(item['low'], item['high'])} {item['what'].replace('_', ' ')}{of}")
    return shown(", ".join(dict.fromkeys(str(v) for k, v in item.items() if v is not None and k not in ("start", "end", "lat", "lon"))))


def _stretches(report: Report, spans: Sequence[Sequence[int]]) -> str:
    return " / ".join(cut(report.text[start:end]) for start, end in spans)


# --- layout ----------------------------------------------------------------------------------------------------


def _width() -> int:
    return max(shutil.get_terminal_size((100, 40)).columns, 40)


def two_columns(*, narrow: bool = False) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(width=10 if narrow else max(14, min(30, _width() // 4)), overflow="fold")
    table.add_column(overflow="fold")
    return table


def _id(id_: str) -> Text:
    """Enough of an id for `onrecord explain`."""
    return Text(f"  {shown(short(id_))}", style="not bold not italic dim")


def _line(facts: Sequence[str], style: str = "") -> Text:
    return Text("; ".join(shown(fact) for fact in facts if fact), style=style)


def show(*parts: Text | Table) -> None:
    """Prints the parts, without the blanks with which a table fills its lines, and a blank line after them unless they are empty."""
    console = Console(width=_width(), highlight=False, soft_wrap=False)
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    lines = [line.rstrip() for line in capture.get().splitlines()]
    if any(lines):
        print("\n".join(lines), end="\n\n")
