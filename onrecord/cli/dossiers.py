"""`onrecord dossier`: what is on record of an event, a place, a period, a source or a group of victims, with every word it rests on."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import work
from onrecord.cli.books import ArchiveAt, to_read, to_write
from onrecord.cli.choose import missed, narrow
from onrecord.cli.lines import count
from onrecord.cli.moving import By
from onrecord.cli.options import Given, Looking, Narrowing, Paths, UsageError, spelled_out
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger.audit import note_export
from onrecord.ledger.checkpoint import take
from onrecord.ledger.entries import EntryKind
from onrecord.publish.dossier import Custody, Dossier, Entered, Scope, dossier, render, write_docx, write_pdf
from onrecord.publish.entries import named_victims, sections
from onrecord.publish.exports import EMBARGO_HOURS, LEAST_EMBARGO, Outgoing, outgoing
from onrecord.publish.exports.registers import ground_of
from onrecord.registers.sites import read_sites

ENDINGS = (".html", ".pdf", ".docx")


@spelled_out
def make(
    looking: Looking,
    narrowing: Narrowing,
    out: Annotated[Path, typer.Option("-o", "--out", help="Where it goes: a name ending in .html, .pdf or .docx.")],
    paths: Paths = None,
    event: Annotated[str | None, typer.Option("--event", metavar="ID", help="Only this event.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="NAME", help="Only events that this source speaks of.")] = None,
    victims: Annotated[str | None, typer.Option("--victims", metavar="GROUP", help="Only events in which this group is harmed.")] = None,
    embargo: Annotated[
        int, typer.Option("--embargo-hours", help=f"Leave out events whose last day ended less than this ago; {LEAST_EMBARGO} or more.")
    ] = EMBARGO_HOURS,
    archive: ArchiveAt = None,
    by: By = None,
) -> None:
    """Write a dossier: summary with numbered citations, accounts side by side, figures, control, custody, and what is withheld."""
    if out.suffix.lower() not in ENDINGS:
        raise UsageError(f"-o {out}: a name ending in {', '.join(ENDINGS)} is expected")
    if out.is_dir() or not out.parent.is_dir():
        raise UsageError(f"-o {out}: {'this is a folder' if out.is_dir() else f'the folder {out.parent} does not exist'}")
    if embargo < LEAST_EMBARGO:
        raise UsageError(f"--embargo-hours {embargo}: {LEAST_EMBARGO} or more is expected")
    asked, actors = narrowing.wanted(), ActorRegister.load(looking.settings().actors)
    picture, decided, skipped = work.picture(paths, looking, Given())
    if note := missed(asked, picture.claims.values()):
        work.say(note)
    found = actors.find(source) if source else None
    names = tuple(dict.fromkeys([found.name, source] if found and source else [source] if source else []))
    scope = Scope(event=event, place=narrowing.place, first=narrowing.first, last=narrowing.last, source=names, victims=victims)
    part = scope.within(narrow(picture, asked))
    if event and not part.events:
        raise UsageError(f"--event {event}: no such event; `onrecord events --format jsonl` lists them")
    going = outgoing(picture, actors, at=dt.datetime.now(dt.UTC), embargo_hours=embargo, only=part, **decided.letting)
    custody = None if paths else _custody(going, looking, archive)
    ground = ground_of(going, read_sites(looking.settings().sites))
    registers = sections(ground, named_victims(ground, going.named_in()))
    made = dossier(going, scope, custody=custody, embargo_hours=embargo, skipped=len(picture.skipped), registers=registers)
    with tempfile.TemporaryDirectory(prefix=".onrecord-", dir=out.parent) as folder:
        file = Path(folder) / f"dossier{out.suffix.lower()}"
        _write(made, file)
        if not paths:  # what is read for once stands in no ledger
            said = {"event": event, "source": source, "victims": victims, "place": narrowing.place, "from": narrowing.first}
            filters = {k: v for k, v in (said | {"to": narrowing.last, "as_known_at": looking.as_known_at}).items() if v is not None}
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            with to_write(looking.ledger, archive) as book:
                note_export(book, "dossier", str(out), by=by or getpass.getuser(), embargo_hours=embargo, filters=filters, sha256=digest)
        file.replace(out)
    if going.withheld:
        work.say(f"note: {count(going.withheld, 'event')} held back: last day less than {embargo} hours over, or not known")
    print(f"{out}: {count(len(made.events), 'event')}, {count(len(made.citations), 'citation')}, {count(len(made.reports), 'report')}")
    work.finish(skipped)


def _write(made: Dossier, file: Path) -> None:
    if file.suffix == ".pdf":
        write_pdf(made, file)
    elif file.suffix == ".docx":
        write_docx(made, file)
    else:
        file.write_text(render(made), encoding="utf-8")


def _custody(going: Outgoing, looking: Looking, archive: str | None) -> Custody:
    with to_read(looking.ledger, archive) as book:
        at = take(book)
        entries = {id: entry for id in going.reports if (entry := book.find(EntryKind.REPORT, id))}
    reports = {id: Entered(seq=e.seq, at=e.at, digest=e.digest) for id, e in entries.items()}
    return Custody(ledger=at.ledger, entries=at.entries, root=at.root, reports=reports)
