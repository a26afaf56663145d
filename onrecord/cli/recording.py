"""`onrecord add`: reads reports into the ledger."""

from __future__ import annotations

from onrecord.cli import work
from onrecord.cli.options import LedgerFile, MaxText, NeededPaths, ReaderName, settings
from onrecord.cli.tables import count
from onrecord.ledger import Ledger


def add(paths: NeededPaths, ledger: LedgerFile = None, max_text: MaxText = None, reader: ReaderName = None) -> None:
    """Read reports into the ledger: each report, its archived original, and the claims in it."""
    chosen = settings(ledger=ledger, max_text=max_text, reader=reader)
    with Ledger(chosen.ledger, archive=chosen.archive) as book:
        done = work.fill(paths, book, chosen)
    held = f", {done.held} held already" if done.held else ""
    print(f"{book.name}: {count(done.reports, 'report')} and {count(done.claims, 'claim')} added{held}")
    work.warn(done.warned)
    work.finish(done.skipped)
