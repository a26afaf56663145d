"""`onrecord reader test`, `onrecord readers compare`, `onrecord corpus silver`: what readers can do, and what they make of reports."""

from __future__ import annotations

import itertools
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from onrecord import flow
from onrecord.agreement import FIELDS, Agreement
from onrecord.annotation import annotated, read_all_annotated
from onrecord.cli import work
from onrecord.cli.books import to_write
from onrecord.cli.foreseeing import foresee
from onrecord.cli.lines import count, shown
from onrecord.cli.options import LedgerFile, NeededPaths, ReaderName, Remote, UsageError, Yes, settings
from onrecord.extract.pipeline import Pipeline, extract
from onrecord.extract.reader import READERS
from onrecord.ledger import LedgerView
from onrecord.read import read_all
from onrecord.records import Claim, Report, Skipped

one = typer.Typer(no_args_is_help=True, help="The reader behind --reader llm.")
many = typer.Typer(no_args_is_help=True, help="Readers beside each other.")
corpus = typer.Typer(no_args_is_help=True, help="Reports with their claims in the form that readers learn from.")

# Invented, with a speaker, a denial, a relay, a toll and an aside: what a model has to point at.
TRIAL = Report(
    id="trial",
    text=(
        "The army said on Saturday it had retaken Harun, killing 30 fighters. A spokesman for the Front denied that the town had fallen "
        "and told Radio Sol its men were still inside. Two children reportedly died when shells hit a school in the government-held suburb "
        "of Tel Amra."
    ),
    published="2019-05-12",
    language="en",
)
WANTED = 4  # claims in it that a reader of any worth finds


@one.command("test")
def test(allow_remote: Remote = None) -> None:
    """Ask the language model about one short report, and say what it can do."""
    from onrecord.extract.reader.llm import LlmReader

    chosen = settings(reader="llm", allow_remote=allow_remote)
    loaded = work.pipeline(chosen)
    reader = loaded.reader
    assert isinstance(reader, LlmReader)
    fresh = LlmReader(reader.endpoint)  # without the answers that were kept
    print(shown(f"server     {reader.endpoint.at.base}{' (not this machine)' if reader.sends_to else ''}"))
    print(shown(f"model      {reader.endpoint.model}"))
    begun = time.monotonic()
    found = fresh.read(TRIAL)
    took = time.monotonic() - begun
    held = {
        "json_schema": "holds answers to our schema",
        "json_object": "answers in JSON; our schema is not enforced, words and codes are checked all the same",
        "plain": "knows no form of answer; words and codes are checked all the same",
    }
    print(f"form       {held.get(reader.endpoint.form, reader.endpoint.form)}")
    used = fresh.used
    print(f"pace       {took:.1f} s for {len(TRIAL.text.split())} words; {used.asked_tokens} tokens asked, {used.answered_tokens} answered")
    print(f"claims     {len(found)} whose words stand in the report, {count(len(fresh.rejected), 'thing')} left out")
    for rejected in fresh.rejected[:5]:
        print(shown(f"  left out {rejected.words!r}: {rejected.why}"))
    print(
        "worth it   "
        + ("yes, as far as one short report tells" if len(found) >= WANTED else f"no: {WANTED} claims or more are expected here")
    )
    if len(found) < WANTED:
        raise typer.Exit(1)


@many.command("compare")
def compare(
    paths: NeededPaths,
    reader: Annotated[
        list[str] | None, typer.Option("--reader", help=f"Two or more of {', '.join(READERS)}. [default: default and llm]")
    ] = None,
    allow_remote: Remote = None,
    yes: Yes = False,
) -> None:
    """Let two or more readers read the same reports: where they agree, and how each agrees with the annotation, if the reports have one."""
    names = list(dict.fromkeys(reader or ("default", "llm")))
    skipped: list[Skipped] = []
    wanted = list(read_all_annotated([Path(p) for p in paths if Path(p).exists()]))
    reports = [r for r, _ in wanted] or list(read_all(paths, max_chars=settings().max_text, on_skip=skipped.append))
    if len(names) < 2 and not wanted:
        raise UsageError("--reader: two readers are expected where the reports have no annotation")
    made: dict[str, dict[str, list[Claim]]] = {"annotation": {r.id: c for r, c in wanted}} if wanted else {}
    words = sum(len(r.text.split()) for r in reports)
    print(f"{count(len(reports), 'report')}, {words:,} words")
    for name in names:
        chosen = settings(reader=name, allow_remote=allow_remote)
        loaded = work.pipeline(chosen)
        foresee(loaded, reports, chosen.llm_price, yes=yes)
        made[name] = _read(loaded, reports, name, words, skipped, chosen.llm_price)
    for left, right in itertools.combinations(made, 2):
        _print(left, right, reports, made)
    work.finish(skipped)


def _read(loaded: Pipeline, reports: list[Report], name: str, words: int, skipped: list[Skipped], price: str) -> dict[str, list[Claim]]:
    begun, found, left_out = time.monotonic(), {}, 0
    on_error = lambda e: skipped.append(Skipped(location=e.report_id, reason=f"reader {name}: {e.problem}"))  # noqa: E731
    with work.progress() as bar:
        task = bar.add_task(name, total=len(reports))
        for report, claims in extract(reports, loaded, on_error=on_error):
            found[report.id] = claims
            left_out += len(loaded.rejected)
            bar.advance(task)
    took = time.monotonic() - begun
    made, pace = count(sum(map(len, found.values())), "claim"), words / max(took, 1e-9)
    print(f"{name}: {made}, {pace:,.0f} words a second{_cost(loaded, left_out, price)}")
    return found


def _cost(loaded: Pipeline, left_out: int, price: str) -> str:
    """What a language model took: tokens, money where a price was said, answers that were kept and so cost nothing now."""
    from onrecord.extract.reader.llm import LlmReader, cost_of

    if not isinstance(loaded.reader, LlmReader):
        return "; nothing asked of anybody"
    used = loaded.reader.used
    money = cost_of(used.asked_tokens, used.answered_tokens, price)
    return (
        f"; {used.asked_tokens:,} tokens asked, {used.answered_tokens:,} answered"
        + (f", {money:,.4f} at {price} a million" if money is not None else "")
        + (f", {count(used.kept, 'answer')} kept from before" if used.kept else "")
        + f", {count(left_out, 'thing')} left out"
    )


def _print(left: str, right: str, reports: list[Report], made: dict[str, dict[str, list[Claim]]]) -> None:
    both = Agreement()
    for report in reports:
        if report.id in made[left] and report.id in made[right]:
            both.take(report.text, made[left][report.id], made[right][report.id])
    print()
    _say(f"{left} and {right}", both)


def _say(who: str, both: Agreement) -> None:
    figures = (("found", both.paired), ("typed", both.typed), ("attributed", both.attributed))
    print(f"{who}, F1: " + ", ".join(f"{name} {both.f1(n):.3f}" for name, n in figures))
    print("  agree where both name one type: " + ", ".join(f"{name} {both.share(name):.2f}" for name in FIELDS))


@many.command("second")
def second(ledger: LedgerFile = None, reader: ReaderName = "llm", allow_remote: Remote = None, yes: Yes = False) -> None:
    """Let a second reader read the ledger's reports: how far the two agree. Where they differ goes first in the desk's inbox."""
    chosen = settings(ledger=ledger, reader=reader, allow_remote=allow_remote)
    with to_write(ledger) as book:
        loaded = work.pipeline(chosen)
        foresee(loaded, LedgerView(book).reports(), chosen.llm_price, yes=yes)
        both, failed = flow.second(book, loaded)
        _say(f"what stands and {chosen.reader}", both)
    work.finish(failed)


@corpus.command("silver")
def silver(
    paths: NeededPaths,
    out: Annotated[Path, typer.Option("-o", "--out", help="One annotated report a line (JSONL).")],
    reader: ReaderName = "llm",
    allow_remote: Remote = None,
    yes: Yes = False,
) -> None:
    """Write what a reader reads as training data for the built-in one, marked as a machine's."""
    chosen = settings(reader=reader, allow_remote=allow_remote)
    skipped: list[Skipped] = []
    loaded = work.pipeline(chosen)
    reports = list(read_all(paths, max_chars=chosen.max_text, on_skip=skipped.append))
    foresee(loaded, reports, chosen.llm_price, yes=yes)
    on_error = lambda e: skipped.append(Skipped(location=e.report_id, reason=e.problem))  # noqa: E731
    written = 0
    with out.open("w", encoding="utf-8") as file:
        for report, claims in extract(reports, loaded, on_error=on_error):
            row = annotated(replace(report, location=""), claims, by=f"machine {loaded.made_by}")
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            written += 1
    print(f"{out}: {count(written, 'report')}, read by {loaded.made_by}")
    work.finish(skipped)
