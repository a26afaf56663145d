"""`onrecord corpus export`: what people judged, in the form that readers learn from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import reading, work
from onrecord.cli.books import to_read
from onrecord.cli.options import LedgerFile, UsageError
from onrecord.desk.corpus import Left, judged
from onrecord.ledger import LedgerView

app = reading.corpus


@app.command("export")
def export(
    out: Annotated[Path, typer.Option("-o", "--out", help="One annotated report a line (JSONL).")],
    ledger: LedgerFile = None,
    partly: Annotated[bool, typer.Option("--partly", help="Also reports of which only some claims were judged, with those alone.")] = False,
) -> None:
    """Write the reports whose claims people judged, as annotated reports: what was accepted and corrected, without what was rejected."""
    if out.is_dir() or not out.parent.is_dir():
        raise UsageError(f"-o {out}: {'this is a folder' if out.is_dir() else f'the folder {out.parent} does not exist'}")
    left, count = Left(), 0
    with to_read(ledger) as book, out.open("w", encoding="utf-8") as file:
        for row in judged(LedgerView(book), left, partly=partly):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    work.say(work.UNCOVERED)
    if left.reports:
        work.say(f"note: {left.reports} reports left out, with {left.claims} claims that nobody judged yet (--partly takes them in)")
    print(f"{out}: {count} annotated reports")
