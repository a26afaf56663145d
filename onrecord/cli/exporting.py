"""`onrecord export`: the whole ledger in portable form, or what it comes to in a form that other tools read."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import work
from onrecord.cli.books import ArchiveAt, WithConfidential, to_write
from onrecord.cli.choose import missed, narrow
from onrecord.cli.lines import count as count_of
from onrecord.cli.moving import By, Out, pack
from onrecord.cli.options import Given, Looking, Narrowing, Paths, UsageError, filters, spelled_out
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger.audit import note_export
from onrecord.publish.exports import EMBARGO_HOURS, EXPORTS, LEAST_EMBARGO, Exporter, outgoing, sidecar
from onrecord.publish.exports.interchange import INTERCHANGE, write_uncovered

NAMES = ", ".join(e.name for e in EXPORTS)
RULES = ".rules.md"  # what is added to the file's name for its coding rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What leaves: the whole ledger, or a format of what it comes to."""

    everything: Annotated[bool, typer.Option("--all", help="The whole ledger, chain and all, in portable form.")] = False
    format: Annotated[str | None, typer.Option("--format", help=f"One of {NAMES}.")] = None
    embargo: Annotated[
        int, typer.Option("--embargo-hours", help=f"Leave out events whose last day ended less than this ago; {LEAST_EMBARGO} or more.")
    ] = EMBARGO_HOURS
    uncovered: Annotated[
        bool, typer.Option("--uncovered", help="With --format interchange: nothing covered or held back; for the analyst's own machines.")
    ] = False

    def exporter(self) -> Exporter:
        """Raises UsageError."""
        found = next((e for e in EXPORTS if e.name == self.format), None)
        if found is None:
            raise UsageError(
                f"--all or --format is expected, a format being one of {NAMES}" + (f"; not {self.format!r}" if self.format else "")
            )
        if self.uncovered and found is not INTERCHANGE:
            raise UsageError(f"--uncovered goes with --format {INTERCHANGE.name} alone: no other form leaves uncovered")
        if self.embargo < LEAST_EMBARGO:
            raise UsageError(f"--embargo-hours {self.embargo}: {LEAST_EMBARGO} or more is expected")
        return found


@spelled_out
def export(
    leaving: Leaving,
    looking: Looking,
    narrowing: Narrowing,
    out: Out,
    paths: Paths = None,
    archive: ArchiveAt = None,
    by: By = None,
    with_confidential: WithConfidential = False,
) -> None:
    """Write the ledger in a form that `import` reads, or events and claims for other tools, private names covered."""
    if leaving.everything:
        if paths or leaving.format:
            raise UsageError("--all is the whole ledger; it goes with neither PATHs nor --format")
        if narrowing != Narrowing() or looking.as_known_at or looking.as_ingested_at or leaving.embargo != EMBARGO_HOURS:
            raise UsageError("--all is the whole ledger, uncovered: it cannot be narrowed to a place or time, and knows no embargo")
        pack(out, looking.ledger, archive, by, "export", confidential=with_confidential)
        return
    if with_confidential:
        raise UsageError("--with-confidential goes with --all: no format of events or claims holds what is confidential")
    exporter, asked = leaving.exporter(), narrowing.wanted()
    if out.is_dir() or not out.parent.is_dir():
        raise UsageError(f"-o {out}: {'this is a folder' if out.is_dir() else f'the folder {out.parent} does not exist'}")
    actors = ActorRegister.load(looking.settings().actors)
    picture, decided, skipped = work.picture(paths, looking, Given())
    if note := missed(asked, picture.claims.values()):
        work.say(note)
    part, now = narrow(picture, asked), dt.datetime.now(dt.UTC)
    going = outgoing(picture, actors, at=now, embargo_hours=leaving.embargo, only=part, **decided.letting)
    with tempfile.TemporaryDirectory(prefix=".onrecord-", dir=out.parent) as folder:
        made, rules = Path(folder) / "export", Path(folder) / "rules"
        count = write_uncovered(part, made) if leaving.uncovered else exporter.write(going, made)
        with rules.open("w", encoding="utf-8", newline="") as file:
            file.writelines(sidecar(exporter))
        if not paths:  # what is read for once stands in no ledger
            _note(made, out, looking, narrowing, leaving, by, archive)
        made.replace(out)
        rules.replace(out.with_name(out.name + RULES))
    if leaving.uncovered:
        work.say(work.UNCOVERED)
    elif going.withheld:
        work.say(f"note: {count_of(going.withheld, 'event')} held back: last day less than {leaving.embargo} hours over, or not known")
    print(f"{out}: {count:,} rows; its coding rules: {out.name}{RULES}")
    work.finish(skipped)


def _note(made: Path, out: Path, looking: Looking, narrowing: Narrowing, leaving: Leaving, by: str | None, archive: str | None) -> None:
    """Records what leaves before it does: where to, by whom, how it was narrowed, and its digest."""
    digest = hashlib.sha256()
    with made.open("rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            digest.update(part)
    with to_write(looking.ledger, archive) as book:
        note_export(
            book,
            f"export {leaving.format}{', uncovered' if leaving.uncovered else ''}",
            str(out),
            by=by or getpass.getuser(),
            embargo_hours=0 if leaving.uncovered else leaving.embargo,
            filters=filters(looking, narrowing),
            sha256=digest.hexdigest(),
        )
