"""Opens the ledger that a command is about, with its archive."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.options import LedgerFile, settings
from onrecord.confidence import secret_ids
from onrecord.ledger import Ledger, LedgerView
from onrecord.ledger.entries import EntryKind

ArchiveAt = Annotated[
    str | None, typer.Option("--archive", help="Archived originals: a folder or a store's URL. [default: beside the ledger]")
]


WithConfidential = Annotated[bool, typer.Option("--with-confidential", help="Also where it holds words of a confidential report.")]


def to_read(ledger: LedgerFile, archive: str | None = None) -> Ledger:
    """The standing ledger, which is not changed. Raises LedgerError."""
    chosen = settings(ledger=ledger)
    return Ledger.existing(chosen.ledger, archive=archive or chosen.archive)


def to_write(ledger: LedgerFile, archive: str | None = None) -> Ledger:
    """The standing ledger, to be written: none is made where none is. Raises LedgerError."""
    to_read(ledger, archive).close()
    chosen = settings(ledger=ledger)
    return Ledger(chosen.ledger, archive=archive or chosen.archive)


def is_confidential(book: Ledger, id: str) -> bool:
    """Whether the entry of this id holds a confidential report, or something said in it or decided on it."""
    view = LedgerView(book)
    secret = secret_ids(view.reports())
    if id in secret or any(claim.id == id and claim.report in secret for claim in view.read_claims()):
        return True
    decision = view.decisions().get(id)
    if decision:
        return any(anchor.report in secret for anchor in decision.claims) or not secret.isdisjoint(decision.names)
    return any(entry.ref == id and entry.payload.get("confidential") for entry in book.entries(EntryKind.SKIPPED))
