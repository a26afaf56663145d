"""Before a long run through a language model: what it will take, and whether to go on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from onrecord.cli.lines import count
from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind
from onrecord.records import Report
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.extract.pipeline import Pipeline

LONG = 20  # parts of reports to be asked about; fewer are asked about without a word


def foresee(loaded: Pipeline, reports: Iterable[Report], price: str, *, yes: bool) -> None:
    """Says what a long run will take, and where somebody sits at a terminal asks whether to go on. yes: it is not asked.

    Raises typer.Exit where the answer is no.
    """
    ahead = loaded.outlook(reports, price)
    if ahead is None or ahead.parts < LONG:
        return
    kept = f", {count(ahead.kept, 'answer')} kept already" if ahead.kept else ""
    cost = f"; about {ahead.cost:,.2f} at {price} a million" if ahead.cost is not None else ""
    time = f"; some {_long(ahead.seconds)} at the pace so far" if ahead.seconds is not None else "; how long is not known yet"
    print(
        f"{count(ahead.reports, 'report')}: the model is asked {ahead.parts:,} times{kept}; about {ahead.asked_tokens:,} tokens asked"
        f" and {ahead.answered_tokens:,} answered{cost}{time}",
        file=sys.stderr,
    )
    if not yes and sys.stdin.isatty() and not typer.confirm("Go on?", default=True, err=True):
        raise typer.Exit(1)


def unread(paths: Sequence[str], ledger: Ledger, chosen: Settings) -> Iterator[Report]:
    """The reports of these files and folders that the ledger does not hold. Addresses of the web are not fetched to be counted."""
    from onrecord.read import read_all
    from onrecord.read.fetch import is_address

    local = [p for p in paths if not is_address(str(p))]
    for report in read_all(local, max_chars=chosen.max_text, on_skip=lambda _: None):
        if not ledger.find(EntryKind.REPORT, report.id):
            yield report


def _long(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 2:
        return f"{max(1, round(seconds))} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes / 60:.1f} h"
