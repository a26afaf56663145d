"""`onrecord remove`: for safety or law alone."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from onrecord.cli import work
from onrecord.cli.books import ArchiveAt, to_write
from onrecord.cli.options import LedgerFile, UsageError, settings
from onrecord.extract.reader.llm.cache import Cache, folder
from onrecord.ledger import Ledger, StoredViews
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.removal import Removed, Rule, finish
from onrecord.ledger.removal import remove as remove_entries


def remove(
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="A report, with its claims and its original; or one claim.")] = None,
    because: Annotated[str | None, typer.Option("--because", help="Why, in words that name nobody: this stays in the ledger.")] = None,
    rule: Annotated[Rule | None, typer.Option("--rule", help="Under which rule.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who removes it. [default: your login]")] = None,
    agreed: Annotated[str | None, typer.Option("--with", help="Who removes it together with you; a team's ledger asks for two.")] = None,
    ledger: LedgerFile = None,
    archive: ArchiveAt = None,
    finishing: Annotated[bool, typer.Option("--finish", help="Complete removals that could not be completed then.")] = False,
) -> None:
    """Remove something for safety or law: its words go, the fact that it was removed stays."""
    if not finishing and not (id and (because or "").strip() and rule):
        raise UsageError("an ID, --because and --rule are expected; the reason stays in the ledger, so it must name nobody")
    if finishing and id:
        raise UsageError("--finish completes removals of before and goes without an ID; remove this one by itself")
    with to_write(ledger, archive) as book:
        editions = StoredViews.editions(book)
        if finishing or not (id and because and rule):
            done = finish(book)
            print(f"{book.name}: removals completed; {done.originals} originals taken out now")
        else:
            text = _text(book, id)
            done = remove_entries(book, id, by=by or getpass.getuser(), rule=rule, because=because, agreed=agreed)
            print(f"{book.name}: {len(done.entries)} entries and {done.originals} originals removed, recorded as entry {done.by_entry}")
            if text is not None and Cache(folder()).forget(text):
                print(f"what a language model answered about the report was deleted from {folder()}")
        work.keep_up(book, settings().actors, editions)
    _still_there(done)


def _text(book: Ledger, id: str) -> str | None:
    """The text of the report that has this id, or that this claim is in; None where there is none."""
    claim = book.find(EntryKind.CLAIM, id)
    report = book.find(EntryKind.REPORT, claim.payload["report"] if claim else id)
    return report.payload.get("text") if report else None


def _still_there(done: Removed) -> None:
    for holder in done.held_by:
        print(f"still held by {holder}: remove it there too")
    for part in done.left:
        work.say(f"not cleared: {part}")
    if done.left:
        work.say("run `onrecord remove --finish` when that is mended")
        raise typer.Exit(1)
