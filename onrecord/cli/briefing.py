"""`onrecord brief`: one page that a tired editor can use, its text form for mail, a feed of findings, and its gist in the terminal."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import work
from onrecord.cli.books import to_write
from onrecord.cli.choose import Wanted, narrow
from onrecord.cli.lines import count, shown
from onrecord.cli.options import Given, Looking, Narrowing, Paths, UsageError, filters, instant, spelled_out
from onrecord.cli.seeing import seen
from onrecord.errors import LedgerError
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger.audit import note_export
from onrecord.publish.brief import find_changes, gist, render, render_text
from onrecord.publish.brief.changes import Changed
from onrecord.publish.entries import named_victims, sections
from onrecord.publish.privacy import cover_picture
from onrecord.records import Picture
from onrecord.registers.ground import Ground
from onrecord.registers.sites import read_sites


@spelled_out
def brief(
    looking: Looking,
    narrowing: Narrowing,
    paths: Paths = None,
    out: Annotated[
        Path, typer.Option("-o", "--out", help="Where it goes: a page; NAME.txt for mail; NAME.atom for a feed of findings.")
    ] = Path("brief.html"),
    since: Annotated[
        str | None, typer.Option("--since", metavar="TIME", help="Say what changed since: against what was published by then.")
    ] = None,
) -> None:
    """Write a brief of the events in some reports: what is agreed, what is disputed, who holds what according to whom."""
    chosen, asked, before = looking.settings(), narrowing.wanted(), instant(since, "--since")
    form = out.suffix.lower()
    if out.is_dir() or not out.parent.is_dir():
        raise UsageError(f"-o {out}: {'this is a folder' if out.is_dir() else f'the folder {out.parent} does not exist'}")
    if form == ".atom" and before:
        raise UsageError("--since goes with a page or a text: a feed has every finding with its date")
    actors = ActorRegister.load(chosen.actors)
    if form == ".atom":
        _feed(paths, looking, narrowing, out, actors)
        return
    with seen(paths, looking) as answers:
        part, notes, skipped = answers.part(asked), answers.notes(Wanted(place=asked.place)), answers.skipped
    for note in notes:
        work.say(note)
    if not part.reports and skipped:
        work.say("no report could be read, so no brief was written")
        work.finish(skipped)
    covered = cover_picture(part, actors, released=answers.released, withheld=answers.withheld)
    made_at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
    changes: Sequence[Changed] = find_changes(_earlier(part, actors, before), covered) if before else ()
    ground = Ground(covered, actors, read_sites(chosen.sites))
    registers = sections(ground, named_victims(ground, part.reports))
    text = (render_text if form == ".txt" else render)(covered, made_at=made_at, since=before, changes=changes, registers=registers)
    if not paths:  # what is read for once stands in no ledger
        _record(text, out, looking, narrowing)
    out.write_text(text, encoding="utf-8")
    # What was skipped in this run is named on stderr below; the page has it too.
    told: Picture = replace(covered, skipped=()) if skipped else covered
    for line in gist(told):
        print(" " * (len(line) - len(line.lstrip())) + shown(line))
    print(f"The whole brief: {shown(str(out))}")
    work.finish(skipped)


def _earlier(part: Picture, actors: ActorRegister, known_at: str) -> Picture:
    """What the same reports came to at a moment: those that were published by then."""
    from onrecord import flow

    return flow.conclude(list(part.reports.values()), list(part.claims.values()), actors, known_at=known_at)


def _feed(paths: Paths, looking: Looking, narrowing: Narrowing, out: Path, actors: ActorRegister) -> None:
    """A feed is read by others' programs, and so held back as an export is."""
    from onrecord.publish.brief.feed import render_feed
    from onrecord.publish.exports import EMBARGO_HOURS, outgoing

    picture, decided, skipped = work.picture(paths, looking, Given())
    part = narrow(picture, narrowing.wanted())
    going = outgoing(picture, actors, at=dt.datetime.now(dt.UTC), only=part, **decided.letting)
    text = render_feed(going)
    if not paths:
        _record(text, out, looking, narrowing, embargo_hours=EMBARGO_HOURS)
    out.write_text(text, encoding="utf-8")
    if going.withheld:
        work.say(f"note: {count(going.withheld, 'event')} held back: last day less than {EMBARGO_HOURS} hours over, or not known")
    print(f"The feed: {shown(str(out))}")
    work.finish(skipped)


def _record(page: str, out: Path, looking: Looking, narrowing: Narrowing, **more: int) -> None:
    """A brief leaves the ledger, so it is recorded before it does: where to, by whom, how narrowed, and the page's digest."""
    digest = hashlib.sha256(page.encode("utf-8", "surrogatepass")).hexdigest()
    try:
        with to_write(looking.ledger) as book:
            note_export(book, "brief", str(out), by=getpass.getuser(), filters=filters(looking, narrowing), sha256=digest, **more)
    except LedgerError as error:  # it may lie on a read-only disk
        work.say(f"note: this brief is not on record in the ledger: {error}")
