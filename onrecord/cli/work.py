"""What commands do before they print: open or fill a ledger, show progress, say what was skipped, choose what is asked for."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from onrecord import flow
from onrecord.cli.options import UsageError
from onrecord.extract.complete import complete
from onrecord.extract.pipeline import Pipeline
from onrecord.interchange import read_claims
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.ledger import Ledger
from onrecord.read import read_all
from onrecord.records import Claim, Picture, Report, Skipped
from onrecord.settings import Settings

UNCOVERED = "note: names of private persons are shown as the reports print them; this output is for the analyst's own use"


def say(line: str) -> None:
    print(line, file=sys.stderr)


def pipeline(chosen: Settings) -> Pipeline:
    return Pipeline.load(reader=chosen.reader, actors=chosen.actors, places=chosen.places)


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on stderr; nothing at all when stderr is not a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} reports"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        yield bar


def fill(paths: Sequence[str], ledger: Ledger, chosen: Settings) -> flow.Added:
    """Reads the paths into the ledger with a progress bar."""
    with progress() as bar:
        task = bar.add_task("reading", total=None)
        return flow.add(paths, ledger, pipeline(chosen), max_text=chosen.max_text, each=lambda _: bar.advance(task))


@contextmanager
def source_ledger(paths: Sequence[str] | None, chosen: Settings) -> Iterator[tuple[Ledger, list[Skipped]]]:
    """The ledger that a command looks at: a temporary one filled from the paths, or the standing one if there are none."""
    if paths:
        with tempfile.TemporaryDirectory(prefix="onrecord-") as folder, Ledger(Path(folder) / "onrecord.db") as ledger:
            yield ledger, fill(paths, ledger, chosen).skipped
    else:
        with Ledger.existing(chosen.ledger) as ledger:
            yield ledger, []


def from_claims(claims: Path, reports: Path | None, chosen: Settings, *, known_at: str | None) -> tuple[Picture, list[Skipped]]:
    """A picture from claims that somebody else extracted, names and places completed by our libraries."""
    if reports is None:
        raise UsageError("--from-claims needs --reports FILE, the reports that the claims point into")
    skipped: list[Skipped] = []
    held = list(read_all([reports], max_chars=chosen.max_text, on_skip=skipped.append))
    known = {r.id for r in held}
    said: list[Claim] = []
    with claims.open(encoding="utf-8") as lines:
        for claim in read_claims(lines, str(claims)):
            if claim.report in known:
                said.append(claim)
            else:
                skipped.append(Skipped(location=f"{claims} {claim.id}", reason=f"its report {claim.report!r} is not in {reports}"))
    known_actors = ActorRegister.load(chosen.actors)
    whole = complete(said, Gazetteer.load(chosen.places), known_actors)
    return flow.conclude(held, whole, known_actors, skipped=tuple(skipped), known_at=known_at), skipped


def finish(skipped: Sequence[Skipped]) -> None:
    """Names what was skipped, and ends with exit code 1 if anything was."""
    for item in skipped:
        say(f"skipped {item.location}: {item.reason}")
    if skipped:
        say(f"{len(skipped)} skipped")
        raise typer.Exit(1)


def warn(reports: Iterable[Report]) -> None:
    for report in reports:
        for warning in report.warnings:
            say(f"warning {report.location or report.id}: {warning}")


def is_path(text: str) -> bool:
    """Whether the text names something on the disk, or could only be meant as a path."""
    return Path(text).exists() or "/" in text or text.startswith(".")
