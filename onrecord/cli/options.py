"""Options that several commands share, and what they mean together."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli.choose import Wanted
from onrecord.errors import OnrecordError
from onrecord.extract.reader import READERS
from onrecord.records import moment
from onrecord.settings import MOST_TEXT, Settings, load


class Format(StrEnum):
    TABLE = "table"
    JSONL = "jsonl"


class UsageError(OnrecordError):
    """The command was asked for something that makes no sense; exit code 2."""

    usage = True


Paths = Annotated[list[str] | None, typer.Argument(metavar="PATH", help="Reports: files or folders. None: what the ledger holds.")]
NeededPaths = Annotated[list[str], typer.Argument(metavar="PATH", help="Reports: files or folders.")]
As = Annotated[Format, typer.Option("--format", help="A table for people, or one JSON object a line for programs.")]
LedgerFile = Annotated[Path | None, typer.Option("--ledger", help="The ledger file. [default: onrecord.db]")]
InPlace = Annotated[str | None, typer.Option("--place", help="Only what happened in this place, or in a place within it.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Only what may have happened on or after this day.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only what may have happened on or before this day.")]
KnownAt = Annotated[str | None, typer.Option("--as-known-at", metavar="TIME", help="Only reports published by then.")]
IngestedAt = Annotated[str | None, typer.Option("--as-ingested-at", metavar="TIME", help="Only what the ledger held by then.")]
MaxText = Annotated[int | None, typer.Option("--max-text", help="Skip reports with more characters than this. [default: 2000000]")]
ReaderName = Annotated[str | None, typer.Option("--reader", help="Who reads the claims: default or rules.")]
FromClaims = Annotated[Path | None, typer.Option("--from-claims", help="Claims that another program or a person extracted, JSONL.")]
FromReports = Annotated[Path | None, typer.Option("--reports", help="The reports of those claims, JSONL.")]


def settings(*, ledger: Path | None = None, max_text: int | None = None, reader: str | None = None) -> Settings:
    """The settings of this run: file and environment, then what the command line says."""
    said: dict[str, Any] = {"ledger": ledger, "max_text": max_text, "reader": reader}
    chosen = replace(load(), **{k: v for k, v in said.items() if v is not None})
    if not 0 < chosen.max_text <= MOST_TEXT:
        raise UsageError(f"--max-text {chosen.max_text}: a number from 1 to {MOST_TEXT:,} is expected")
    if chosen.reader not in READERS:
        raise UsageError(f"reader {chosen.reader!r} is not known; known are {', '.join(READERS)}")
    return chosen


def wanted(place: str | None, first: str | None, last: str | None) -> Wanted:
    """What --place, --from and --to ask for. Raises UsageError."""
    if place is not None and not place.strip():
        raise UsageError("--place: a name is expected")
    first, last = day(first, "--from"), day(last, "--to")
    if first and last and first > last:
        raise UsageError(f"--from {first} is after --to {last}")
    return Wanted(place=place, first=first, last=last)


def day(text: str | None, option: str) -> str | None:
    """An ISO date as given, or None. Raises UsageError."""
    if text is not None and not (re.fullmatch(r"\d{4}-\d\d-\d\d", text) and moment(text)):
        raise UsageError(f"{option} {text!r}: a date like 2016-12-11 is expected")
    return text


def ingested(text: str | None, given: object) -> str | None:
    """The moment of --as-ingested-at, or None. Raises UsageError where there is no standing ledger to ask."""
    if text is not None and given:
        raise UsageError("--as-ingested-at asks what the ledger held; it cannot go with PATHs or --from-claims")
    return instant(text, "--as-ingested-at")


def instant(text: str | None, option: str) -> str | None:
    """A moment in UTC from a date or date-time, or None. Raises UsageError."""
    if text is None:
        return None
    try:
        at = moment(text)
    except OverflowError:  # its zone carries it out of the years that a computer counts
        at = None
    if at is None:
        raise UsageError(f"{option} {text!r}: a date or a time like 2016-12-11T18:00:00Z is expected")
    return at
