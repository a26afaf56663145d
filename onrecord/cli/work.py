"""What commands do before they print: open or fill a ledger, show progress, say what was skipped, choose what is asked for."""

from __future__ import annotations

import functools
import io
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from onrecord.cli.foreseeing import foresee, unread
from onrecord.cli.options import Given, Looking, UsageError
from onrecord.errors import LedgerError
from onrecord.interchange import dump, read_claims
from onrecord.ledger import Ledger, LedgerView, Letting, StoredViews
from onrecord.ledger.judgements import Act, Decision
from onrecord.records import Claim, Judgement, Picture, Report, Skipped
from onrecord.settings import Settings

if TYPE_CHECKING:
    from rich.progress import Progress

    from onrecord.extract.pipeline import Pipeline
    from onrecord.intake import Added
    from onrecord.read.meter import Meter

# What reads and links takes seconds to load, and is loaded where it is needed: a question that stored views answer needs none of it.

UNCOVERED = "note: names of private persons are shown as the reports print them; this output is for the analyst's own use"
MANY = 20  # skipped things with one reason that are named each by itself
A_LINE = 60.0  # seconds between two lines of progress where there is no terminal
FEW = 3  # reports with one warning that are named each by itself


def say(line: str) -> None:
    """One line on stderr; what could move a terminal's cursor is spelled out."""
    print("".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line), file=sys.stderr)


def pipeline(chosen: Settings) -> Pipeline:
    """Reader and knowledge as the settings have them. Raises OnrecordError for a model that is not on this machine and was not allowed."""
    from onrecord.extract.pipeline import Pipeline
    from onrecord.extract.reader import Model

    allowed = tuple(host.strip() for host in chosen.allow_remote.split(",") if host.strip())
    model = Model(url=chosen.llm_url, name=chosen.llm_model, allowed=allowed, tokens=chosen.llm_tokens, timeout=chosen.llm_timeout)
    return Pipeline.load(reader=chosen.reader, actors=chosen.actors, places=chosen.places, model=model)


@contextmanager
def progress(*, hidden: bool = False) -> Iterator[Progress]:
    """A progress bar on stderr; nothing at all when stderr is not a terminal. What is printed to stdout meanwhile goes there untouched."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} reports"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=hidden or not console.is_terminal, transient=True, redirect_stdout=False) as bar:
        yield bar


@contextmanager
def reading(paths: Sequence[str]) -> Iterator[tuple[Meter, Callable[[Report], None]]]:
    """Progress of a long run: how much was read, how many reports a second, and how long it will take.

    A bar on a terminal; elsewhere, as in the log of a run by night, a line a minute.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from onrecord.read.meter import Meter, total_size

    console = Console(stderr=True)
    began = told = time.monotonic()
    total, done, reports = total_size(paths), 0, 0
    columns = (TextColumn("reading"), BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn(compact=True), TextColumn("left"))
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=total or None)

        def rate() -> str:
            return f"{reports:,} reports, {reports / max(1e-9, time.monotonic() - began):.1f} a second"

        def advance(many: int) -> None:
            nonlocal done
            done += many
            bar.advance(task, many)

        def each(_: Report) -> None:
            nonlocal reports, told
            reports += 1
            bar.update(task, description=rate())
            if not console.is_terminal and time.monotonic() - told >= A_LINE:
                told = time.monotonic()
                left = (told - began) * (total - done) / done if done and total > done else None
                say(f"{rate()}" + (f", about {left / 60:.0f} minutes left" if left is not None else ""))

        yield Meter(advance), each


def fill(paths: Sequence[str], ledger: Ledger, chosen: Settings, *, confidential: bool = False, yes: bool = True, jobs: int = 1) -> Added:
    """Reads the paths into the ledger with a progress bar. confidential: all of them are; without it, those in a confidential folder.

    yes: what a long run through a language model will take is said, but it is not asked whether to go on. jobs: so many processes read.
    """
    from onrecord import flow
    from onrecord.extract.pipeline import Pipeline
    from onrecord.extract.workers import Workers
    from onrecord.intake import Confidence

    confidence = Confidence(all=confidential, folders=chosen.confidential)
    loaded = pipeline(chosen)
    if chosen.reader == "llm":
        foresee(loaded, unread(paths, ledger, chosen), chosen.llm_price, yes=yes)
    workers = None
    if jobs > 1:
        if chosen.reader == "llm":
            raise UsageError("--jobs is for the readers that run here; a model's server is asked about one report at a time")
        # What a worker reads with, it loads itself.
        workers = Workers(jobs, functools.partial(Pipeline.load, reader=chosen.reader, actors=chosen.actors, places=chosen.places))
    with reading(paths) as (meter, each):
        return flow.add(paths, ledger, loaded, max_text=chosen.max_text, each=each, confidence=confidence, workers=workers, meter=meter)


@contextmanager
def source_ledger(paths: Sequence[str] | None, chosen: Settings) -> Iterator[tuple[Ledger, list[Skipped]]]:
    """The ledger that a command looks at: a temporary one filled from the paths, or the standing one if there are none."""
    if paths:
        with tempfile.TemporaryDirectory(prefix="onrecord-") as folder, Ledger(Path(folder) / "onrecord.db") as ledger:
            yield ledger, fill(paths, ledger, chosen).skipped
    else:
        with Ledger.existing(chosen.ledger) as ledger:
            broken = ledger.broken_at()
            if broken is not None:
                raise broken_chain(ledger, broken)
            yield ledger, []


def broken_chain(book: Ledger, at: int) -> LedgerError:
    return LedgerError(f"{book.name}: entry {at} was changed, or entries before it are missing: nothing here can be relied on")


def keep_up(book: Ledger, actors: Path | None, editions: Sequence[str | None] | None = None) -> None:
    """Brings what views of the ledger are stored up to date (those as known at these moments), and says what came of it."""
    from onrecord import keeping

    editions = StoredViews.editions(book) if editions is None else editions
    for kept in keeping.keep_up(book, actors, editions) if editions else ():
        say(f"stored views brought up to date: {kept.events:,} events written, {kept.recorded:,} results put on record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What people decided: on pairs of claims, as linking takes it, and everything, as it was written."""

    judgements: Sequence[Judgement] = ()
    decisions: Sequence[Decision] = ()
    lifted: frozenset[str] = frozenset()  # ids of events whose embargo was lifted

    @property
    def released(self) -> frozenset[str]:
        """Names of private persons that may be published."""
        return frozenset(name for d in self.decisions if d.act is Act.RELEASE for name in d.names)

    @property
    def withheld(self) -> frozenset[str]:
        """Names that are covered in everything that is published, whatever the rules say."""
        return frozenset(name for d in self.decisions if d.act is Act.WITHHOLD for name in d.names)

    @property
    def letting(self) -> Letting:
        return Letting(released=self.released, withheld=self.withheld, lifted=self.lifted)


def picture(
    paths: Sequence[str] | None, looking: Looking, given: Given, *, confidential: bool = False
) -> tuple[Picture, Decided, list[Skipped]]:
    """What the reports come to: those of the paths, of the ledger, or of claims that were given; and what people decided on it.

    confidential: confidential reports too, for the analyst's own eyes.
    """
    from onrecord import flow
    from onrecord.knowledge.actors import ActorRegister

    chosen, known = looking.settings(), looking.known_at()
    held = looking.held_at(paths or given.from_claims)
    if given.reports is not None and given.from_claims is None:
        raise UsageError("--reports goes with --from-claims; reports to be read are named as PATHs")
    if given.from_claims is not None:
        if paths:
            raise UsageError("--from-claims replaces PATHs: give one or the other")
        read, skipped = from_claims(given.from_claims, given.reports, chosen, known_at=known, confidential=confidential)
        note_confidential(read.reports.values())
        return read, Decided(), skipped
    with source_ledger(paths, chosen) as (book, skipped):
        view = LedgerView(book, ingested_at=held)
        note_undated(view.reports(), known)
        shown = flow.picture(view, ActorRegister.load(chosen.actors), known_at=known, confidential=confidential)
        decided = Decided(judgements=view.judgements(), decisions=tuple(view.decisions().values()), lifted=view.lifted(shown))
    warn(shown.reports.values())
    note_confidential(shown.reports.values())
    return shown, decided, skipped


def from_claims(
    claims: Path, reports: Path | None, chosen: Settings, *, known_at: str | None, confidential: bool
) -> tuple[Picture, list[Skipped]]:
    """A picture from claims that somebody else extracted, names and places completed by our libraries."""
    from onrecord import flow
    from onrecord.confidence import Part, open_part
    from onrecord.extract.complete import complete
    from onrecord.intake import Confidence
    from onrecord.knowledge.actors import ActorRegister
    from onrecord.knowledge.gazetteer import Gazetteer
    from onrecord.read import read_all

    if reports is None:
        raise UsageError("--from-claims needs --reports FILE, the reports that the claims point into")
    skipped: list[Skipped] = []
    secret = Confidence(folders=chosen.confidential).covers(str(reports))
    held = [
        replace(r, confidential=r.confidential or secret) for r in read_all([reports], max_chars=chosen.max_text, on_skip=skipped.append)
    ]
    texts = {r.id: r.text for r in held}
    said: list[Claim] = []
    with claims.open(encoding="utf-8", errors="surrogateescape") as lines:
        for claim in read_claims(lines, str(claims), on_skip=skipped.append):
            problem = untraceable(claim, texts)
            if problem:
                skipped.append(Skipped(location=f"{claims} {claim.id}", reason=problem))
            else:
                said.append(claim)
    known_actors = ActorRegister.load(chosen.actors)
    note_undated(held, known_at)
    whole = complete(said, Gazetteer.load(chosen.places), known_actors)
    part = Part(reports=held, claims=whole) if confidential else open_part(Part(reports=held, claims=whole))
    return flow.conclude(part.reports, part.claims, known_actors, skipped=tuple(skipped), known_at=known_at), skipped


def write_row(row: Mapping[str, Any]) -> None:
    """One line of JSON on stdout: UTF-8 whatever the terminal's encoding, and halves of code points as JSON's own escapes."""
    write(dump(dict(row)))


def write(text: str) -> None:
    """Text and a line's end on stdout, for programs: UTF-8 whatever the terminal's encoding."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.stdout.write(text + "\n")


def untraceable(claim: Claim, texts: Mapping[str, str]) -> str | None:
    """Why a claim does not lead to the words that it quotes; None if it does."""
    text = texts.get(claim.report)
    if text is None:
        return f"its report {claim.report!r} is not among the reports given"
    quote = claim.quote
    if not quote.start < quote.end <= len(text):
        return f"its quote, {quote.start} to {quote.end}, lies outside the report's {len(text):,} characters"
    there = text[quote.start : quote.end]
    return None if there == quote.text else f"at {quote.start} to {quote.end} its report says {there[:60]!r}, not {quote.text[:60]!r}"


def finish(skipped: Sequence[Skipped]) -> None:
    """Names what was skipped, and ends with exit code 1 if anything was."""
    named: Counter[str] = Counter()
    for item in skipped:
        named[item.reason] += 1
        if named[item.reason] <= MANY:
            say(f"skipped {item.location}: {item.reason}")
    for reason, many in named.items():
        if many > MANY:
            say(f"skipped {many - MANY} more: {reason}")
    if skipped:
        say(f"{len(skipped)} skipped")
        raise typer.Exit(1)


def warn(reports: Iterable[Report]) -> None:
    """What will be missed in which reports. Many reports with one warning share a line; what was merely cleaned stands in the ledger."""
    found: dict[str, list[str]] = {}
    for report in reports:
        for warning in report.warnings:
            if not warning.startswith("cleaned: "):
                found.setdefault(warning, []).append(report.location or report.id)
    for warning, where in found.items():
        if len(where) <= FEW:
            for location in where:
                say(f"warning {location}: {warning}")
        else:
            say(f"warning {where[0]} and {len(where) - 1} more: {warning}")


def note_confidential(reports: Iterable[Report]) -> None:
    """Says that something is shown which must not leave."""
    many = sum(report.confidential for report in reports)
    if many:
        say(f"note: {many} confidential report{'s' if many > 1 else ''} among what is shown; nothing of it may leave")


def note_undated(reports: Iterable[Report], known_at: str | None) -> None:
    """Says how many reports no moment can be named for, where a moment is asked for."""
    undated = sum(report.known_at() is None for report in reports) if known_at else 0
    if undated:
        say(f"note: {undated} without a publication date, left out of what was known at {known_at}")


def is_path(text: str) -> bool:
    """Whether the text names something on the disk, or could only be meant as a path."""
    path = Path(text)
    return path.exists() or "/" in text or text.startswith(".") or bool(path.suffix and path.suffix.lower() in _endings())


@functools.cache
def _endings() -> frozenset[str]:
    from onrecord.read.formats import READERS

    return frozenset(ending for reader in READERS for ending in reader.endings)
