"""Opens the ledger that a command is about, with its archive."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.options import LedgerFile, settings
from onrecord.ledger import Ledger

ArchiveAt = Annotated[
    str | None, typer.Option("--archive", help="Archived originals: a folder or a store's URL. [default: beside the ledger]")
]


def to_read(ledger: LedgerFile, archive: str | None = None) -> Ledger:
    """The standing ledger, which is not changed. Raises LedgerError."""
    chosen = settings(ledger=ledger)
    return Ledger.existing(chosen.ledger, archive=archive or chosen.archive)


def to_write(ledger: LedgerFile, archive: str | None = None) -> Ledger:
    """The standing ledger, to be written: none is made where none is. Raises LedgerError."""
    to_read(ledger, archive).close()
    chosen = settings(ledger=ledger)
    return Ledger(chosen.ledger, archive=archive or chosen.archive)
