"""`onrecord brief`: one page that a tired editor can use, and its gist in the terminal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from onrecord import flow
from onrecord.cli import work
from onrecord.cli.choose import Wanted, narrow
from onrecord.cli.options import From, IngestedAt, InPlace, KnownAt, LedgerFile, MaxText, Paths, ReaderName, To, day, instant, settings
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import LedgerView
from onrecord.publish.brief import gist, render
from onrecord.publish.privacy import cover_picture


def brief(
    paths: Paths = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="Where the page goes.")] = Path("brief.html"),
    as_known_at: KnownAt = None,
    as_ingested_at: IngestedAt = None,
    place: InPlace = None,
    first: From = None,
    last: To = None,
    ledger: LedgerFile = None,
    max_text: MaxText = None,
    reader: ReaderName = None,
) -> None:
    """Write a brief of the events in some reports: what is agreed, what is disputed, who holds what according to whom."""
    chosen = settings(ledger=ledger, max_text=max_text, reader=reader)
    wanted = Wanted(place=place, first=day(first, "--from"), last=day(last, "--to"))
    known, held = instant(as_known_at, "--as-known-at"), instant(as_ingested_at, "--as-ingested-at")
    actors = ActorRegister.load(chosen.actors)
    with work.source_ledger(paths, chosen) as (book, skipped):
        picture = flow.picture(LedgerView(book, ingested_at=held), actors, known_at=known)
    work.warn(picture.reports.values())
    covered = cover_picture(narrow(picture, wanted), actors)
    made_at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
    out.write_text(render(covered, made_at=made_at), encoding="utf-8")
    for line in gist(covered):
        typer.echo(line)
    typer.echo(f"The whole brief: {out}")
    work.finish(skipped)
