"""`onrecord brief`: one page that a tired editor can use, and its gist in the terminal."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import tables, work
from onrecord.cli.books import to_write
from onrecord.cli.choose import Wanted
from onrecord.cli.options import Looking, Narrowing, Paths, UsageError, filters, spelled_out
from onrecord.cli.seeing import seen
from onrecord.errors import LedgerError
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger.audit import note_export
from onrecord.publish.brief import gist, render
from onrecord.publish.privacy import cover_picture


@spelled_out
def brief(
    looking: Looking,
    narrowing: Narrowing,
    paths: Paths = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="Where the page goes.")] = Path("brief.html"),
) -> None:
    """Write a brief of the events in some reports: what is agreed, what is disputed, who holds what according to whom."""
    chosen, asked = looking.settings(), narrowing.wanted()
    if out.is_dir() or not out.parent.is_dir():
        raise UsageError(f"-o {out}: {'this is a folder' if out.is_dir() else f'the folder {out.parent} does not exist'}")
    actors = ActorRegister.load(chosen.actors)
    with seen(paths, looking) as answers:
        part, notes, skipped = answers.part(asked), answers.notes(Wanted(place=asked.place)), answers.skipped
    for note in notes:
        work.say(note)
    if not part.reports and skipped:
        work.say("no report could be read, so no brief was written")
        work.finish(skipped)
    covered = cover_picture(part, actors, released=answers.released, withheld=answers.withheld)
    page = render(covered, made_at=dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC"))
    if not paths:  # what is read for once stands in no ledger
        _record(page, out, looking, narrowing)
    out.write_text(page, encoding="utf-8")
    # What was skipped in this run is named on stderr below; the page has it too.
    for line in gist(replace(covered, skipped=()) if skipped else covered):
        print(" " * (len(line) - len(line.lstrip())) + tables.shown(line))
    print(f"The whole brief: {tables.shown(str(out))}")
    work.finish(skipped)


def _record(page: str, out: Path, looking: Looking, narrowing: Narrowing) -> None:
    """A brief leaves the ledger, so it is recorded before it does: where to, by whom, how narrowed, and the page's digest."""
    digest = hashlib.sha256(page.encode("utf-8", "surrogatepass")).hexdigest()
    try:
        with to_write(looking.ledger) as book:
            note_export(book, "brief", str(out), by=getpass.getuser(), filters=filters(looking, narrowing), sha256=digest)
    except LedgerError as error:  # it may lie on a read-only disk
        work.say(f"note: this brief is not on record in the ledger: {error}")
