"""`onrecord rebuild`: the stored views made again from the entries."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli import work
from onrecord.cli.books import ArchiveAt, to_read, to_write
from onrecord.cli.lines import count
from onrecord.cli.options import KnownAt, LedgerFile, instant, settings
from onrecord.keeping import Keeper


def rebuild(
    ledger: LedgerFile = None,
    as_known_at: KnownAt = None,
    check: Annotated[bool, typer.Option("--check", help="Only work everything out anew and compare it with what is stored.")] = False,
    archive: ArchiveAt = None,
) -> None:
    """Work out events, grades, figures and control from the entries, and store them so that questions are answered at once."""
    known = instant(as_known_at, "--as-known-at")
    actors = settings(ledger=ledger).actors
    with to_read(ledger, archive) as book:
        broken = book.broken_at()
        if broken is not None:
            raise work.broken_chain(book, broken)
        if check:
            keeper = Keeper(book, actors, known_at=known)
            behind, differing = keeper.views.behind(keeper.rules), keeper.differing()
            if behind or differing:
                print(
                    f"{book.name}: the stored views {behind or 'are up to date'}; {count(differing, 'row')} otherwise than worked out anew"
                )
                raise typer.Exit(1)
            print(f"{book.name}: the stored views are what the entries come to, row for row")
            return
    with to_write(ledger, archive) as book:
        kept = Keeper(book, actors, known_at=known).rebuild()
        at = f" as known at {known}" if known else ""
        print(f"{book.name}: views{at} stored: {count(kept.events, 'event')}; {count(kept.recorded, 'result')} put on record")
