"""`onrecord add`: reads reports into the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli import work
from onrecord.cli.lines import count
from onrecord.cli.options import Jobs, LedgerFile, MaxText, NeededPaths, ReaderName, Remote, Yes, settings
from onrecord.ledger import Ledger


def add(
    paths: NeededPaths,
    ledger: LedgerFile = None,
    max_text: MaxText = None,
    reader: ReaderName = None,
    confidential: Annotated[
        bool, typer.Option("--confidential", help="These reports never leave: no export, brief or feed shows what they say.")
    ] = False,
    allow_remote: Remote = None,
    yes: Yes = False,
    jobs: Jobs = 1,
) -> None:
    """Read reports into the ledger: each report, its archived original, and the claims in it. Addresses of the web are fetched."""
    chosen = settings(ledger=ledger, max_text=max_text, reader=reader, allow_remote=allow_remote)
    with Ledger(chosen.ledger, archive=chosen.archive) as book:
        try:
            done = work.fill(paths, book, chosen, confidential=confidential, yes=yes, jobs=jobs)
        except KeyboardInterrupt:
            work.say("stopped; what was read so far stands in the ledger, and the same command goes on from there")
            raise
        work.keep_up(book, chosen.actors)
    held = f", {done.held} held already" if done.held else ""
    revised = f", {count(done.revised, 'revision')} of a page that stood here" if done.revised else ""
    print(f"{book.name}: {count(done.reports, 'report')} and {count(done.claims, 'claim')} added{revised}{held}")
    if done.rejected:
        print(
            f"{count(done.rejected, 'thing')} that the model gave back did not stand in the reports and was left out; the ledger says why"
        )
    work.warn(done.warned)
    work.finish(done.skipped)
