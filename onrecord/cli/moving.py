"""`onrecord backup`, `restore`, `import`, and what `export --all` does: the whole ledger elsewhere, the chain intact."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.books import ArchiveAt, to_write
from onrecord.cli.options import LedgerFile, UsageError, settings
from onrecord.confidence import secret_ids
from onrecord.ledger import Ledger, LedgerView
from onrecord.ledger.moving import copy, read_portable, write_portable
from onrecord.ledger.verify import Verified

By = Annotated[str | None, typer.Option("--by", help="Who does it. [default: your login]")]
Out = Annotated[Path, typer.Option("-o", "--out", help="Where the file goes.")]
Portable = Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` or `export --all` wrote.")]


def backup(out: Out, ledger: LedgerFile = None, archive: ArchiveAt = None, by: By = None) -> None:
    """Write ledger and originals into one file, checked first."""
    pack(out, ledger, archive, by, "backup")


def restore(file: Portable, ledger: LedgerFile = None, archive: ArchiveAt = None) -> None:
    """Make a ledger of a backup where there is none yet, and check it."""
    chosen = settings(ledger=ledger)
    where, archive = chosen.ledger, archive or chosen.archive
    _say(str(where), read_portable(file, where, archive=archive))


def import_(
    source: Annotated[str, typer.Argument(metavar="FROM", help="What `export --all` wrote, or another ledger: a file or a server's URL.")],
    ledger: LedgerFile = None,
    archive: ArchiveAt = None,
    source_archive: Annotated[str | None, typer.Option("--from-archive", help="The other ledger's originals.")] = None,
    by: By = None,
) -> None:
    """Make a new ledger of an exported one, or of one on another kind of database; same entries, same chain."""
    chosen = settings(ledger=ledger)
    where, archive = chosen.ledger, archive or chosen.archive
    if source.endswith(".zip"):
        _say(str(where), read_portable(Path(source), where, archive=archive))
        return
    with Ledger.existing(source):
        pass
    with Ledger(source, archive=source_archive) as book:
        _say(str(where), copy(book, where, archive=archive, by=by or getpass.getuser()))


def pack(out: Path, ledger: LedgerFile, archive: str | None, by: str | None, what: str, *, confidential: bool = True) -> None:
    """Writes ledger and originals into one file that `import` and `restore` read, and says so. Raises UsageError, LedgerError."""
    if out.suffix != ".zip":
        raise UsageError(f"-o {out}: a name that ends in .zip is expected")
    with to_write(ledger, archive) as book:
        if not confidential and secret_ids(LedgerView(book).reports()):
            raise UsageError("the ledger holds confidential reports, with words and originals: --with-confidential, if they are to go too")
        _say(str(out), write_portable(book, out, what=what, by=by or getpass.getuser()))


def _say(where: str, found: Verified) -> None:
    print(f"{where}: {found.entries:,} entries and {len(found.originals):,} originals, checked; head {found.head[:16]}")
