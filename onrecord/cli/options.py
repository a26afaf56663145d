"""Options that several commands share, and what they mean together."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_type_hints

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


Paths = Annotated[
    list[str] | None, typer.Argument(metavar="PATH", help="Reports: files, folders or addresses of the web. None: what the ledger holds.")
]
NeededPaths = Annotated[list[str], typer.Argument(metavar="PATH", help="Reports: files, folders or addresses of the web.")]
As = Annotated[Format, typer.Option("--format", help="A table for people, or one JSON object a line for programs.")]
LedgerFile = Annotated[Path | None, typer.Option("--ledger", help="The ledger file. [default: onrecord.db]")]
InPlace = Annotated[str | None, typer.Option("--place", help="Only what happened in this place, or in a place within it.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Only what may have happened on or after this day.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only what may have happened on or before this day.")]
KnownAt = Annotated[str | None, typer.Option("--as-known-at", metavar="TIME", help="Only reports published by then.")]
IngestedAt = Annotated[str | None, typer.Option("--as-ingested-at", metavar="TIME", help="Only what the ledger held by then.")]
MaxText = Annotated[int | None, typer.Option("--max-text", help="Skip reports with more characters than this. [default: 2000000]")]
ReaderName = Annotated[
    str | None,
    typer.Option("--reader", help="Who reads the claims: default, small (five times as fast), rules, or llm (a model of your own)."),
]
Remote = Annotated[
    list[str] | None,
    typer.Option("--allow-remote", metavar="HOST", help="With --reader llm: reports may be sent to this host, which is not this machine."),
]
Jobs = Annotated[
    int, typer.Option("--jobs", min=1, max=64, help="So many processes read claims at once; each takes half a GB with the default reader.")
]
Yes = Annotated[bool, typer.Option("--yes", help="With --reader llm: do not ask whether to go on before a long run.")]
FromClaims = Annotated[Path | None, typer.Option("--from-claims", help="Claims that another program or a person extracted, JSONL.")]
FromReports = Annotated[Path | None, typer.Option("--reports", help="The reports of those claims, JSONL.")]


# --- options that go together ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """At which reports a command looks, as they were known or held when, and who reads them."""

    ledger: LedgerFile = None
    as_known_at: KnownAt = None
    as_ingested_at: IngestedAt = None
    max_text: MaxText = None
    reader: ReaderName = None
    allow_remote: Remote = None

    def settings(self) -> Settings:
        return settings(ledger=self.ledger, max_text=self.max_text, reader=self.reader, allow_remote=self.allow_remote)

    def known_at(self) -> str | None:
        """The moment of --as-known-at in UTC, or None. Raises UsageError."""
        return instant(self.as_known_at, "--as-known-at")

    def held_at(self, given: object) -> str | None:
        """The moment of --as-ingested-at in UTC, or None. given: PATHs or claims, which it cannot go with. Raises UsageError."""
        return ingested(self.as_ingested_at, given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What is asked for: a place, a period."""

    place: InPlace = None
    first: From = None
    last: To = None

    def wanted(self) -> Wanted:
        return wanted(self.place, self.first, self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Claims that somebody else extracted, instead of reports to be read."""

    from_claims: FromClaims = None
    reports: FromReports = None


def filters(looking: Looking, narrowing: Narrowing) -> dict[str, str]:
    """How what leaves the ledger was narrowed, as its entry has it."""
    asked = {
        "place": narrowing.place,
        "from": narrowing.first,
        "to": narrowing.last,
        "as_known_at": looking.as_known_at,
        "as_ingested_at": looking.as_ingested_at,
    }
    return {name: value for name, value in asked.items() if value is not None}


def spelled_out(command: Callable[..., None]) -> Callable[..., None]:
    """The command with each parameter that is one of the records above spelled out for Typer, one option a field."""
    hints = get_type_hints(command, include_extras=True)
    plain = [p.replace(annotation=hints[p.name]) for p in inspect.signature(command).parameters.values() if not is_dataclass(hints[p.name])]
    records = {name: hint for name, hint in hints.items() if isinstance(hint, type) and is_dataclass(hint)}
    keys = {name: [f.name for f in fields(record)] for name, record in records.items()}
    options = [
        inspect.Parameter(f.name, inspect.Parameter.KEYWORD_ONLY, default=f.default, annotation=of[f.name])
        for record in records.values()
        for of in [get_type_hints(record, include_extras=True)]
        for f in fields(record)
    ]

    @functools.wraps(command)
    def spelled(**said: Any) -> None:
        given = {name: record(**{key: said.pop(key) for key in keys[name]}) for name, record in records.items()}
        command(**given, **said)

    spelled.__annotations__ = {p.name: p.annotation for p in (*plain, *options)} | {"return": None}
    spelled.__dict__["__signature__"] = inspect.Signature([*plain, *options])
    return spelled


def settings(
    *,
    ledger: Path | None = None,
    max_text: int | None = None,
    reader: str | None = None,
    allow_remote: Sequence[str] | None = None,
) -> Settings:
    """The settings of this run: file and environment, then what the command line says."""
    allowed = ",".join(allow_remote) if allow_remote else None
    said: dict[str, Any] = {"ledger": ledger, "max_text": max_text, "reader": reader, "allow_remote": allowed}
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
